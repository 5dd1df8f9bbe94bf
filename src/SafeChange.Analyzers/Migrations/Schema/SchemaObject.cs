using System.Collections.Generic;

namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>The two halves of a migration.</summary>
internal enum MigrationPhase
{
    Up,
    Down,
}

/// <summary>One object of the symbolic schema, with what the migration did to it.</summary>
internal sealed class SchemaObject(SchemaObjectKind kind, SchemaName name, SchemaObject? owner)
{
    private readonly Dictionary<(SchemaObjectKind, SchemaName), List<SchemaObject>> parts = [];

    public SchemaObjectKind Kind { get; } = kind;

    /// <summary>The current name.</summary>
    public SchemaName Name { get; private set; } = name;

    public SchemaName OriginalName { get; } = name;

    /// <summary>The table of a column, index, key or constraint; the database for everything else.</summary>
    public SchemaObject? Owner { get; } = owner;

    /// <summary>The schema of a table; null where the code leaves it to the default.</summary>
    public SchemaName? Schema { get; set; }

    /// <summary>Whether the object was there before Up ran: its first mention takes it for granted.</summary>
    public bool ExistedAtStart { get; init; }

    public SchemaOperation? CreatedBy { get; init; }

    public MigrationPhase CreatedIn { get; init; }

    public SchemaOperation? RemovedBy { get; private set; }

    public MigrationPhase RemovedIn { get; private set; }

    /// <summary>Whether the object went along with a column that was dropped, without a call of its own.</summary>
    public bool RemovedAlong { get; private set; }

    public bool IsThere => RemovedBy is null;

    /// <summary>Whether code that may or may not run touches the object: nothing is said about it.</summary>
    public bool IsUncertain { get; set; }

    /// <summary>Whether a table was dropped while this foreign key still pointed to it.</summary>
    public bool WasInTheWay { get; set; }

    /// <summary>Whether Down brings back what Up took away without naming it, such as the index of a dropped column.</summary>
    public bool RestoresImplied { get; init; }

    /// <summary>An operation that creates the object although it is there.</summary>
    public (SchemaOperation Operation, MigrationPhase Phase)? CreatedAgain { get; set; }

    public List<SchemaName> Columns { get; } = [];

    public SchemaObject? Principal { get; init; }

    public List<(SchemaOperation Operation, MigrationPhase Phase)> Renames { get; } = [];

    public List<(SchemaOperation Operation, MigrationPhase Phase)> Alterations { get; } = [];

    /// <summary>The rows that the migration inserts, deletes and updates, for a table.</summary>
    public RowChanges RowChanges { get; } = new();

    public IEnumerable<List<SchemaObject>> Parts => parts.Values;

    /// <summary>Every object of that kind that has or had the name, oldest first.</summary>
    public IReadOnlyList<SchemaObject> Named(SchemaObjectKind kind, SchemaName name) =>
        parts.TryGetValue((kind, name), out var found) ? found : [];

    public void Add(SchemaObject part) => List(part.Kind, part.Name).Add(part);

    public void Rename(SchemaName newName, SchemaOperation operation, MigrationPhase phase)
    {
        Renames.Add((operation, phase));
        if (newName != Name)
        {
            Name = newName;
            Owner?.List(Kind, newName).Add(this);
        }
    }

    public void Remove(SchemaOperation operation, MigrationPhase phase, bool along = false) =>
        (RemovedBy, RemovedIn, RemovedAlong) = (operation, phase, along);

    private List<SchemaObject> List(SchemaObjectKind kind, SchemaName name)
    {
        if (!parts.TryGetValue((kind, name), out var list))
        {
            parts.Add((kind, name), list = []);
        }

        return list;
    }
}
