using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>
/// A table as the migrations so far have left it. Its parts are kept as the operations that would create them, with the
/// names and values of today.
/// </summary>
internal sealed record TableDefinition(SchemaName Name, SchemaName? Schema)
{
    /// <summary>The creation; null where it is not in the history that is read, so that the table is known in part only.</summary>
    public SchemaOperation? Creation { get; init; }

    public ImmutableArray<SchemaOperation> Columns { get; init; } = ImmutableArray<SchemaOperation>.Empty;

    /// <summary>Keys and constraints.</summary>
    public ImmutableArray<SchemaOperation> Constraints { get; init; } = ImmutableArray<SchemaOperation>.Empty;

    public ImmutableArray<SchemaOperation> Indexes { get; init; } = ImmutableArray<SchemaOperation>.Empty;

    /// <summary>The rows that migrations have inserted, as far as they are known.</summary>
    public ImmutableArray<ImmutableDictionary<SchemaName, SchemaValue>> Rows { get; init; } = ImmutableArray<ImmutableDictionary<SchemaName, SchemaValue>>.Empty;

    /// <summary>The columns of the rows in the order in which insertions name them.</summary>
    public ImmutableArray<SchemaName> RowColumns { get; init; } = ImmutableArray<SchemaName>.Empty;

    /// <summary>Whether raw SQL or code under a condition may have changed the table: nothing is said about it any more.</summary>
    public bool IsUncertain { get; init; }

    public ImmutableArray<SchemaName> Key =>
        Constraints.FirstOrDefault(static part => part.Kind == SchemaObjectKind.PrimaryKey)?.Columns ?? ImmutableArray<SchemaName>.Empty;

    /// <summary>The part of that kind and name; null where there is none, or it is not known.</summary>
    public SchemaOperation? Part(SchemaObjectKind kind, SchemaName name) =>
        Parts(kind).FirstOrDefault(part => part.Kind == kind && part.Name == name);

    /// <summary>With a part that is new, or has a new definition.</summary>
    public TableDefinition With(SchemaOperation part) => part.Kind switch
    {
        SchemaObjectKind.Column => this with { Columns = Put(Columns, part) },
        SchemaObjectKind.Index => this with { Indexes = Put(Indexes, part) },
        _ => this with { Constraints = Put(Constraints, part) },
    };

    public TableDefinition Without(SchemaObjectKind kind, SchemaName name)
    {
        if (kind != SchemaObjectKind.Column)
        {
            return kind == SchemaObjectKind.Index
                ? this with { Indexes = Indexes.RemoveAll(part => part.Name == name) }
                : this with { Constraints = Constraints.RemoveAll(part => part.Kind == kind && part.Name == name) };
        }

        // What stands over a dropped column cannot stay without it.
        return this with
        {
            Columns = Columns.RemoveAll(part => part.Name == name),
            Indexes = Indexes.RemoveAll(part => part.Columns.Contains(name)),
            Constraints = Constraints.RemoveAll(part => part.Columns.Contains(name)),
            Rows = Rows.Select(row => row.Remove(name)).ToImmutableArray(),
        };
    }

    public TableDefinition RenameColumn(SchemaName from, SchemaName to) => this with
    {
        Columns = Columns.Select(part => part.Name == from ? part with { Name = to } : part).ToImmutableArray(),
        Indexes = Rename(Indexes, from, to),
        Constraints = Rename(Constraints, from, to),
        Rows = Rows.Select(row => row.TryGetValue(from, out var value) ? row.Remove(from).SetItem(to, value) : row).ToImmutableArray(),
        RowColumns = RowColumns.Select(column => column == from ? to : column).ToImmutableArray(),
    };

    /// <summary>The indexes and constraints over a column.</summary>
    public IEnumerable<SchemaOperation> Over(SchemaName column) => Constraints.Concat(Indexes).Where(part => part.Columns.Contains(column));

    private IEnumerable<SchemaOperation> Parts(SchemaObjectKind kind) => kind switch
    {
        SchemaObjectKind.Column => Columns,
        SchemaObjectKind.Index => Indexes,
        _ => Constraints,
    };

    private static ImmutableArray<SchemaOperation> Put(ImmutableArray<SchemaOperation> parts, SchemaOperation part)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i].Kind == part.Kind && parts[i].Name == part.Name)
            {
                return parts.SetItem(i, part);
            }
        }

        return parts.Add(part);
    }

    private static ImmutableArray<SchemaOperation> Rename(ImmutableArray<SchemaOperation> parts, SchemaName from, SchemaName to) =>
        parts.Select(part => part.Columns.Contains(from)
            ? part with { Columns = part.Columns.Select(column => column == from ? to : column).ToImmutableArray() }
            : part).ToImmutableArray();
}
