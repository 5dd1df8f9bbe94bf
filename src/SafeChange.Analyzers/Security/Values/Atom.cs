using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Security.Values;

/// <summary>Where a value comes from.</summary>
internal enum ValueOrigin
{
    /// <summary>From elsewhere: a parameter, a setting, another object. Nothing is decided here.</summary>
    PassedThrough,

    /// <summary>Written here: a constant, an enum member, a lambda, a method group.</summary>
    Decided,

    /// <summary>A named member of a security home: decided there.</summary>
    Home,

    /// <summary>Neither: the time of day, a new object whose own members are what counts.</summary>
    Neutral,
}

/// <summary>One of the values that an expression may have, with locals, conditions and defaults taken apart.</summary>
/// <param name="Origin">Where it comes from.</param>
/// <param name="Operation">The expression.</param>
/// <param name="IsConditional">Whether it is the value on some paths only.</param>
internal readonly record struct Atom(ValueOrigin Origin, IOperation Operation, bool IsConditional)
{
    /// <summary>Whether the value is taken away (<c>&amp;= ~X</c>) or not put there: it says what is off.</summary>
    public bool IsMasked { get; init; }
}
