using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Security.Catalog;

namespace SafeChange.Analyzers.Security.Recognition;

/// <summary>One place where code uses a setting.</summary>
/// <param name="Setting">The setting.</param>
/// <param name="Node">The assignment, call, creation, attribute or read as a whole.</param>
/// <param name="Name">What the squiggle stands under: the setting's name.</param>
/// <param name="Values">What the setting is given: the value, or the arguments with their parameters.</param>
/// <param name="Receiver">The object whose setting it is; null where there is none.</param>
internal sealed record SettingUse(
    SecuritySetting Setting, SyntaxNode Node, SyntaxNodeOrToken Name, ImmutableArray<GivenValue> Values, IOperation? Receiver)
{
    /// <summary>Whether something is added to a collection.</summary>
    public bool IsAddition { get; init; }

    /// <summary>Whether a collection is emptied.</summary>
    public bool IsClearing { get; init; }

    /// <summary>Whether an object is created and none of the members that its line names is ever set.</summary>
    public bool LacksMembers { get; init; }

    /// <summary>Whether the value counts on some paths only, as with <c>??=</c>, or matters less: a database on this machine.</summary>
    public bool IsConditional { get; init; }

    /// <summary>Whether bits are taken away: <c>&amp;= ~X</c>.</summary>
    public bool IsMasking { get; init; }

    /// <summary>Whether the text that stands there is the finding: it has been judged already.</summary>
    public bool IsText { get; init; }

    /// <summary>How a message calls it, where that is not the setting's own name.</summary>
    public string? DisplayName { get; init; }
}

/// <summary>A value that a setting is given.</summary>
/// <param name="Parameter">The parameter of a call; null for the value of a property.</param>
/// <param name="Operation">The value.</param>
/// <param name="IsWritten">Whether it stands in the code: a default of a parameter does not.</param>
internal readonly record struct GivenValue(IParameterSymbol? Parameter, IOperation Operation, bool IsWritten);
