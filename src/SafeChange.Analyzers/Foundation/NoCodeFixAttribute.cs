using System;

namespace SafeChange.Analyzers.Foundation;

/// <summary>Says why a rule has no fix. A rule has either a fix or this; a test reads it.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class NoCodeFixAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}
