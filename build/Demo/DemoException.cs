using System;

namespace SafeChange.Demo;

/// <summary>A step that did not do what it promises; the message says which and why, in one line.</summary>
internal sealed class DemoException(string message) : Exception(message);
