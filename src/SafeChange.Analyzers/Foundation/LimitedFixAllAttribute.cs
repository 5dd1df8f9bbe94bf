using System;

namespace SafeChange.Analyzers.Foundation;

/// <summary>
/// Says why a fix is not applied to a document, a project and a solution at once. A fix provider supports all three
/// scopes or has this; a test reads it.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
internal sealed class LimitedFixAllAttribute(string reason) : Attribute
{
    public string Reason { get; } = reason;
}
