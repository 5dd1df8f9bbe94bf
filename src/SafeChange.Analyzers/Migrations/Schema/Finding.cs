using System.Collections.Immutable;

namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>What the schema after Up and Down says about one operation.</summary>
internal enum FindingKind
{
    /// <summary>An operation of Up that Down does not undo.</summary>
    NotUndone,

    /// <summary>An operation of Down that undoes nothing of Up.</summary>
    Unrelated,
}

/// <summary>A difference between the schema before Up and the schema after Up and Down.</summary>
/// <param name="Kind">Which side is at fault.</param>
/// <param name="Operation">The operation at fault.</param>
/// <param name="Counterpart">
/// For an unrelated operation of Down: the operation of Up, not undone, that it was meant for; and the other way
/// round. Null where there is none.
/// </param>
internal sealed record Finding(FindingKind Kind, SchemaOperation Operation, SchemaOperation? Counterpart)
{
    /// <summary>The providers under which it is so.</summary>
    public ImmutableArray<string> Providers { get; init; } = ImmutableArray<string>.Empty;
}
