using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Jobs.Idempotency;

internal enum FactKind
{
    /// <summary>A row was looked for and found, or not found.</summary>
    Existence,

    /// <summary>A member of stored data was tested.</summary>
    Value,

    /// <summary>The run has won something that one run alone can win.</summary>
    Claim,

    /// <summary>A store without source was asked whether the work is done.</summary>
    Asked,
}

/// <summary>Something that holds where a condition, a query or an earlier call has let control through.</summary>
internal sealed record Fact(FactKind Kind, StateKey? State, IOperation Evidence)
{
    /// <summary>For existence: whether the row is there; null where it cannot be told.</summary>
    public bool? IsPresent { get; init; }

    /// <summary>For a value: what it was found to be.</summary>
    public ValueTest Test { get; init; }

    /// <summary>For a claim: whether it was won. For a store: whether it said that the work is done; null where it cannot be told.</summary>
    public bool? Answer { get; init; }

    public static Fact Exists(StateKey state, bool? isPresent, IOperation evidence) => new(FactKind.Existence, state, evidence) { IsPresent = isPresent };

    public static Fact Value(StateKey state, ValueTest test, IOperation evidence) => new(FactKind.Value, state, evidence) { Test = test };

    public static Fact Claim(bool? won, IOperation evidence) => new(FactKind.Claim, null, evidence) { Answer = won };

    public static Fact Asked(StateKey state, bool? isDone, IOperation evidence) => new(FactKind.Asked, state, evidence) { Answer = isDone };
}
