using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>A look into a set: of a database, of a collection of an entity, or of a list in memory.</summary>
/// <param name="Entity">The type of the elements, where it is known.</param>
/// <param name="Table">The table, for SQL text.</param>
/// <param name="IsStored">Whether the set outlives the process.</param>
/// <param name="Facts">What holds for an element that was found.</param>
/// <param name="IsOpaque">Whether the set comes from code without source, which may have tested anything.</param>
internal sealed record Query(ITypeSymbol? Entity, string? Table, bool IsStored, ImmutableArray<Fact> Facts, bool IsOpaque = false)
{
    /// <summary>Whether the set may outlive the process though that is not seen: the collection of an object that comes from somewhere. Enough to believe a guard, not to report an effect.</summary>
    public bool MayBeStored { get; init; }

    public StateKey? State => Table is not null ? StateKey.Table(Table) : Entity is not null ? StateKey.Rows(Entity) : null;

    public Query With(ImmutableArray<Fact> more) => more.IsEmpty ? this : this with { Facts = Facts.AddRange(more) };
}
