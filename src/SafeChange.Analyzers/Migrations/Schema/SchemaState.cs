using System.Collections.Generic;
using System.Linq;

namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>
/// The symbolic schema. It starts out unknown: an object is there from the start when the first operation that names
/// it takes it for granted, and was not there when that operation creates it. Applying Up and then Down leaves a
/// schema whose difference from the start is what Down fails to undo.
/// </summary>
internal sealed class SchemaState
{
    // An index or constraint over a dropped column goes along with it, except where the server refuses the drop.
    private readonly bool columnsTakeDependentsAlong;
    private readonly List<SchemaObject> tables = [];

    public SchemaState(bool columnsTakeDependentsAlong)
    {
        this.columnsTakeDependentsAlong = columnsTakeDependentsAlong;
    }

    /// <summary>The database itself, owner of tables, sequences and schemas.</summary>
    public SchemaObject Database { get; } = new(SchemaObjectKind.Database, default, owner: null) { ExistedAtStart = true };

    public IReadOnlyList<SchemaObject> Tables => tables;

    /// <summary>Deletions in Down of rows that Up never inserted.</summary>
    public List<(SchemaOperation Operation, SchemaObject Table)> UnrelatedDeletions { get; } = [];

    /// <summary>What each operation acted on.</summary>
    public Dictionary<SchemaOperation, SchemaObject> Targets { get; } = [];

    /// <summary>Applies one operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="phase">Which half it belongs to.</param>
    /// <param name="isCertain">Whether it is known to run; if not, nothing is said about its object any more.</param>
    public void Apply(SchemaOperation operation, MigrationPhase phase, bool isCertain)
    {
        var target = operation.Action switch
        {
            SchemaAction.Create or SchemaAction.Ensure => Create(operation, phase),
            SchemaAction.Drop => Drop(operation, phase),
            SchemaAction.Rename => Rename(operation, phase),
            SchemaAction.Alter or SchemaAction.Restart => Alter(operation, phase),
            SchemaAction.InsertRows or SchemaAction.DeleteRows or SchemaAction.UpdateRows => ChangeRows(operation, phase),
            _ => null,
        };

        if (target is not null)
        {
            Targets[operation] = target;
            if (!isCertain)
            {
                target.IsUncertain = true;
            }
        }
    }

    private SchemaObject Create(SchemaOperation operation, MigrationPhase phase)
    {
        var owner = Owner(operation);
        if (Current(owner, operation.Kind, operation.Name, operation.Schema) is { } existing && !IsMovedAway(existing, operation))
        {
            if (operation.Action != SchemaAction.Ensure)
            {
                existing.CreatedAgain = (operation, phase);
            }

            return existing;
        }

        var created = new SchemaObject(operation.Kind, operation.Name, owner)
        {
            Schema = operation.Schema,
            CreatedBy = operation,
            CreatedIn = phase,
            Principal = operation.PrincipalTable is { } principal ? Table(principal, operation.PrincipalSchema) : null,
            RestoresImplied = phase == MigrationPhase.Down && IsImplied(owner, operation),
        };
        created.Columns.AddRange(operation.Columns);
        owner.Add(created);
        if (operation.Kind == SchemaObjectKind.Table)
        {
            tables.Add(created);
            foreach (var part in operation.Parts)
            {
                var child = new SchemaObject(part.Kind, part.Name, created)
                {
                    CreatedBy = operation,
                    CreatedIn = phase,
                    Principal = part.PrincipalTable is { } table ? Table(table, part.PrincipalSchema) : null,
                };
                child.Columns.AddRange(part.Columns);
                created.Add(child);
            }
        }

        return created;
    }

    // Moved to another schema, so that its name is free in the old one.
    private static bool IsMovedAway(SchemaObject existing, SchemaOperation created) =>
        existing.Kind == SchemaObjectKind.Table && existing.Renames.Count > 0 && existing.Schema != created.Schema;

    // Dropping a column or a table takes indexes and constraints along that the code never names: Down may name them.
    private bool IsImplied(SchemaObject owner, SchemaOperation operation) =>
        operation.Columns.Any(column => owner.Named(SchemaObjectKind.Column, column).Any(static part =>
            part.RemovedBy is not null && part.RemovedIn == MigrationPhase.Up))
        || (operation.PrincipalTable is { } principal && Database.Named(SchemaObjectKind.Table, principal).Any(static table =>
            table.RemovedBy is not null && table.RemovedIn == MigrationPhase.Up));

    private SchemaObject? Drop(SchemaOperation operation, MigrationPhase phase)
    {
        if (Find(operation) is not { } dropped)
        {
            return null;
        }

        dropped.Remove(operation, phase);
        if (dropped.Kind == SchemaObjectKind.Table)
        {
            foreach (var key in Dependents(dropped))
            {
                key.WasInTheWay = true;
            }
        }
        else if (dropped.Kind == SchemaObjectKind.Column && columnsTakeDependentsAlong)
        {
            foreach (var part in dropped.Owner!.Parts.SelectMany(static named => named).Where(part => part.IsThere && part.Columns.Contains(dropped.Name)))
            {
                part.Remove(operation, phase, along: true);
            }
        }

        return dropped;
    }

    private IEnumerable<SchemaObject> Dependents(SchemaObject principal) =>
        from table in tables
        where table.IsThere && !ReferenceEquals(table, principal)
        from named in table.Parts
        from part in named
        where part.IsThere && ReferenceEquals(part.Principal, principal)
        select part;

    private SchemaObject? Rename(SchemaOperation operation, MigrationPhase phase)
    {
        if (Find(operation) is not { } renamed)
        {
            return null;
        }

        var from = renamed.Name;
        var to = operation.NewName ?? from;
        renamed.Rename(to, operation, phase);
        switch (renamed.Kind)
        {
            case SchemaObjectKind.Table:
                // Left out, it means the default schema here, and the same schema for a sequence.
                renamed.Schema = operation.NewSchema;
                break;
            case SchemaObjectKind.Sequence:
                renamed.Schema = operation.NewSchema ?? operation.Schema;
                break;
            case SchemaObjectKind.Column:
                foreach (var part in renamed.Owner!.Parts.SelectMany(static named => named))
                {
                    for (var i = 0; i < part.Columns.Count; i++)
                    {
                        if (part.Columns[i] == from)
                        {
                            part.Columns[i] = to;
                        }
                    }
                }

                renamed.Owner.RowChanges.RenameColumn(from, to);

                break;
        }

        return renamed;
    }

    private SchemaObject? Alter(SchemaOperation operation, MigrationPhase phase)
    {
        var altered = operation.Kind == SchemaObjectKind.Database ? Database : Find(operation);
        if (operation.Action == SchemaAction.Alter)
        {
            altered?.Alterations.Add((operation, phase));
        }

        return altered;
    }

    private SchemaObject? ChangeRows(SchemaOperation operation, MigrationPhase phase)
    {
        var table = Table(operation.Table!.Value, operation.Schema);
        var isInsert = operation.Action == SchemaAction.InsertRows;
        var rows = isInsert ? RowChange.ReadValues(operation) : RowChange.ReadKeys(operation);
        if (rows is null)
        {
            // Rows that cannot be read may be any rows of the table.
            foreach (var change in table.RowChanges)
            {
                change.IsUndone = true;
            }

            return table;
        }

        foreach (var row in rows.Value)
        {
            if (phase == MigrationPhase.Up)
            {
                ChangeRowInUp(operation, table, row);
            }
            else
            {
                UndoRowInDown(operation, table, row);
            }
        }

        return table;
    }

    private static void ChangeRowInUp(SchemaOperation operation, SchemaObject table, Dictionary<SchemaName, SchemaValue> row)
    {
        var inserted = operation.Action == SchemaAction.InsertRows
            ? null
            : table.RowChanges.MayBe(row).FirstOrDefault(static change => change.Operation.Action == SchemaAction.InsertRows);
        if (inserted is not null)
        {
            // A row of this very migration: deleting it leaves nothing, updating it is part of inserting it.
            inserted.IsUndone |= operation.Action == SchemaAction.DeleteRows;
            return;
        }

        var change = new RowChange(operation, row);
        if (operation.Action == SchemaAction.UpdateRows)
        {
            change.UpdatedColumns.AddRange(RowChange.ColumnsGivenBy(operation));
            // A column that is both in the key and updated: EF Core's own backfill of NULLs, before a column is made NOT
            // NULL, where making it nullable again is enough; or a change of the key, which names another row in Down.
            change.IsUndone = change.UpdatedColumns.Any(row.ContainsKey);
        }

        table.RowChanges.Add(change);
    }

    private void UndoRowInDown(SchemaOperation operation, SchemaObject table, Dictionary<SchemaName, SchemaValue> row)
    {
        switch (operation.Action)
        {
            case SchemaAction.DeleteRows:
                var isRelated = false;
                foreach (var change in table.RowChanges.MayBe(row))
                {
                    if (change.Operation.Action == SchemaAction.InsertRows)
                    {
                        change.IsUndone = true;
                        isRelated = true;
                    }
                }

                if (!isRelated && row.Values.All(static value => value.IsKnown))
                {
                    UnrelatedDeletions.Add((operation, table));
                }

                break;
            case SchemaAction.InsertRows:
                var inserted = new RowChange(operation, row);
                foreach (var change in table.RowChanges)
                {
                    if (!change.IsUndone && change.Operation.Action == SchemaAction.DeleteRows && inserted.MayBe(change.Values))
                    {
                        change.IsUndone = true;
                    }
                }

                break;
            case SchemaAction.UpdateRows:
                var columns = RowChange.ColumnsGivenBy(operation).ToList();
                foreach (var change in table.RowChanges.MayBe(row))
                {
                    if (change.Operation.Action == SchemaAction.UpdateRows)
                    {
                        change.UpdatedColumns.RemoveAll(columns.Contains);
                        change.IsUndone |= change.UpdatedColumns.Count == 0;
                    }
                }

                break;
        }
    }

    private SchemaObject Owner(SchemaOperation operation) =>
        operation.Kind is SchemaObjectKind.Table or SchemaObjectKind.Sequence or SchemaObjectKind.Schema or SchemaObjectKind.Database
            ? Database
            : operation.Table is { } table ? Table(table, operation.Schema) : OwnerOf(operation);

    // DropIndex and RenameIndex may leave the table out: the index is then looked for in every table.
    private SchemaObject OwnerOf(SchemaOperation operation) =>
        tables.Find(table => table.IsThere && Current(table, operation.Kind, operation.Name, schema: null) is not null) ?? Database;

    private SchemaObject Table(SchemaName name, SchemaName? schema) =>
        Find(Database, SchemaObjectKind.Table, name, schema, orLast: true)!;

    private SchemaObject? Find(SchemaOperation operation) =>
        Find(Owner(operation), operation.Kind, operation.Name, operation.Schema, orLast: false);

    private SchemaObject? Find(SchemaObject owner, SchemaObjectKind kind, SchemaName name, SchemaName? schema, bool orLast)
    {
        if (Current(owner, kind, name, schema) is { } current)
        {
            return current;
        }

        var named = owner.Named(kind, name);
        for (var i = named.Count - 1; i >= 0; i--)
        {
            // A former name: which of two orders is right is another rule's question.
            if (named[i].IsThere && IsSameSchema(named[i].Schema, schema))
            {
                return named[i];
            }
        }

        if (named.Count > 0)
        {
            // It is known to be gone.
            return orLast ? named[named.Count - 1] : null;
        }

        var existing = new SchemaObject(kind, name, owner) { ExistedAtStart = true, Schema = schema };
        owner.Add(existing);
        if (kind == SchemaObjectKind.Table)
        {
            tables.Add(existing);
        }

        return existing;
    }

    private static SchemaObject? Current(SchemaObject owner, SchemaObjectKind kind, SchemaName name, SchemaName? schema)
    {
        var named = owner.Named(kind, name);
        if (kind is SchemaObjectKind.Table or SchemaObjectKind.Sequence
            && named.LastOrDefault(part => part.IsThere && part.Name == name && part.Schema == schema) is { } exact)
        {
            return exact;
        }

        for (var i = named.Count - 1; i >= 0; i--)
        {
            if (named[i].IsThere && named[i].Name == name && (kind is not (SchemaObjectKind.Table or SchemaObjectKind.Sequence) || IsSameSchema(named[i].Schema, schema)))
            {
                return named[i];
            }
        }

        return null;
    }

    // A schema that is left out is the default one, which may well be the one that is named elsewhere.
    private static bool IsSameSchema(SchemaName? left, SchemaName? right) =>
        left is null || right is null || left == right;
}
