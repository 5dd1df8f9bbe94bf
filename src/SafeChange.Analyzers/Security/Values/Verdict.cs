using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Security.Values;

/// <summary>What a use of a setting decides.</summary>
/// <param name="IsDecision">Whether something is decided; otherwise a value is only passed through.</param>
/// <param name="Weakens">Whether the value, or one of the values, weakens security.</param>
/// <param name="IsConditional">Whether it weakens on some paths only.</param>
/// <param name="IsSecret">Whether what weakens is a secret written in code.</param>
/// <param name="Value">The value as people write it, where there is exactly one and it is known.</param>
internal sealed record Verdict(bool IsDecision, bool Weakens, bool IsConditional, bool IsSecret, DecidedValue? Value)
{
    /// <summary>Whether it is the value that holds anyway. Nothing is reported about it where it stands.</summary>
    public bool IsDefault { get; init; }
}

/// <summary>A value that a setting is given.</summary>
/// <param name="Text">As people wrote it.</param>
/// <param name="Key">The same for all ways of writing one value.</param>
internal sealed record DecidedValue(string Text, string Key);
