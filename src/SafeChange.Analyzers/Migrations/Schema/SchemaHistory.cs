using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using SafeChange.Analyzers.Migrations.RawSql;

namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>
/// The schema that a row of migrations has built, replayed from what each Up says: where the definition of what a later
/// one drops is found. Immutable, so that the state before every migration of a project is kept at the cost of what
/// changes.
/// </summary>
internal sealed record SchemaHistory
{
    private ImmutableDictionary<SchemaName, ImmutableArray<TableDefinition>> Tables { get; init; } =
        ImmutableDictionary<SchemaName, ImmutableArray<TableDefinition>>.Empty;

    private ImmutableDictionary<SchemaName, SchemaOperation> Sequences { get; init; } = ImmutableDictionary<SchemaName, SchemaOperation>.Empty;

    public static SchemaHistory Empty { get; } = new();

    /// <summary>
    /// Whether every migration so far was read to the end. Where code that is not read may have changed something,
    /// what is known serves to write by, not to judge by.
    /// </summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>The table of that name; null where it is not known, or which one is meant is not.</summary>
    public TableDefinition? Table(SchemaName name, SchemaName? schema)
    {
        if (!Tables.TryGetValue(name, out var named))
        {
            return null;
        }

        foreach (var table in named)
        {
            if (table.Schema == schema)
            {
                return table;
            }
        }

        // A schema that is left out is the default one, which may well be the one that is named elsewhere.
        return named is [var only] && (only.Schema is null || schema is null) ? only : null;
    }

    /// <summary>The table that has the index; DropIndex may leave the table out.</summary>
    public TableDefinition? TableOf(SchemaOperation operation) =>
        operation.Table is { } table ? Table(table, operation.Schema)
        : Tables.Values.SelectMany(static named => named).Where(each => each.Part(operation.Kind, operation.Name) is not null).Take(2).ToList() is [var only] ? only : null;

    /// <summary>Whether the migrations so far have named the table as there, and the column where one is given.</summary>
    public bool Knows(SchemaName table, SchemaName? column) =>
        Tables.TryGetValue(table, out var named)
        && (column is not { } name || named.Any(each => each.Part(SchemaObjectKind.Column, name) is not null));

    /// <summary>Whether a table or a column of that name is there.</summary>
    public bool HasTableOrColumn(SchemaName name) =>
        Tables.ContainsKey(name) || Tables.Values.Any(named => named.Any(table => table.Columns.Any(column => column.Name == name)));

    public SchemaOperation? Sequence(SchemaName name) => Sequences.TryGetValue(name, out var sequence) ? sequence : null;

    /// <summary>The schema once a whole Up has run.</summary>
    /// <param name="up">Its operations.</param>
    /// <param name="isRead">Whether they are all that it does.</param>
    /// <param name="migration">The migration's ID, kept with every definition that it gives.</param>
    public SchemaHistory Apply(ImmutableArray<SchemaOperation> up, bool isRead, string migration)
    {
        var history = isRead ? this : this with { IsComplete = false };
        foreach (var operation in up)
        {
            history = history.Apply(operation, migration);
        }

        return history;
    }

    /// <summary>The schema once an operation has run.</summary>
    public SchemaHistory Apply(SchemaOperation operation, string migration)
    {
        var applied = (operation.Kind, operation.Action) switch
        {
            (SchemaObjectKind.Sql, _) => RunSql(operation),
            (SchemaObjectKind.Table, SchemaAction.Create) => CreateTable(operation, migration),
            (SchemaObjectKind.Table, SchemaAction.Drop) => Table(operation.Name, operation.Schema) is { } table ? Remove(table) : this,
            (SchemaObjectKind.Table, SchemaAction.Rename) => RenameTable(operation),
            (SchemaObjectKind.Table, SchemaAction.Alter) => AlterTable(operation),
            (SchemaObjectKind.Rows, _) => ChangeRows(operation),
            (SchemaObjectKind.Sequence, _) => ChangeSequence(operation, migration),
            (SchemaObjectKind.Schema or SchemaObjectKind.Database, _) => this,
            _ => ChangePart(operation, migration),
        };

        return operation.Condition.IsAlways ? applied : applied.Doubt(operation);
    }

    /// <summary>
    /// The schema with a column that another source than the migrations tells. Of a table that is in doubt, nothing else
    /// is known then.
    /// </summary>
    public SchemaHistory WithColumn(SchemaOperation column, string source)
    {
        if (column.Table is not { } name || Table(name, column.Schema) is not { IsUncertain: true } table)
        {
            return Apply(column, source);
        }

        return Put(new TableDefinition(table.Name, table.Schema)).Apply(column, source);
    }

    // Under one provider only: what the table is like under the others is not followed.
    private SchemaHistory Doubt(SchemaOperation operation)
    {
        var name = operation.Kind == SchemaObjectKind.Table ? operation.NewName ?? operation.Name : operation.Table;
        if (name is not null && Table(name.Value, operation.NewSchema ?? operation.Schema) is { } table)
        {
            return Put(table with { IsUncertain = true });
        }

        return operation.Kind == SchemaObjectKind.Sequence ? this with { Sequences = Sequences.Remove(operation.Name) } : this;
    }

    private SchemaHistory RunSql(SchemaOperation operation)
    {
        if (operation.Sql is not { } sql)
        {
            return this with { IsComplete = false };
        }

        if (!SqlText.Mentions(sql, "ALTER") && !SqlText.MayRemove(sql))
        {
            return this;
        }

        if (OnlyDropsIndexes(operation))
        {
            return WithoutIndexes(operation.Statements);
        }

        var history = this;
        foreach (var table in Tables.Values.SelectMany(static named => named))
        {
            if (!table.IsUncertain && (SqlText.Mentions(sql, table.Name.ToString()) || table.Indexes.Any(index => SqlText.Mentions(sql, index.Name.ToString()))))
            {
                history = history.Put(table with { IsUncertain = true });
            }
        }

        return history;
    }

    // What such SQL does to the schema is as plain as a call.
    private static bool OnlyDropsIndexes(SchemaOperation sql) =>
        !sql.Statements.IsEmpty && sql.Statements.All(static statement => statement is { Action: SqlAction.Drop, ObjectKind: "INDEX", Name: not null });

    private SchemaHistory WithoutIndexes(ImmutableArray<SqlStatement> drops)
    {
        var history = this;
        foreach (var table in Tables.Values.SelectMany(static named => named))
        {
            var left = table with { Indexes = table.Indexes.RemoveAll(IsDropped), Constraints = table.Constraints.RemoveAll(IsDropped) };
            history = left.Indexes.Length + left.Constraints.Length == table.Indexes.Length + table.Constraints.Length ? history : history.Put(left);
        }

        return history;

        // To MySQL, a unique constraint is an index as well.
        bool IsDropped(SchemaOperation part) => drops.Any(drop => string.Equals(drop.Name, part.Name.ToString(), StringComparison.OrdinalIgnoreCase));
    }

    private SchemaHistory CreateTable(SchemaOperation operation, string migration)
    {
        var defined = operation with { DefinedIn = migration };
        var parts = operation.Parts.Select(part => part with { Action = SchemaAction.Create, DefinedIn = migration }).ToImmutableArray();
        var named = Tables.TryGetValue(operation.Name, out var others) ? others.RemoveAll(other => other.Schema == operation.Schema) : ImmutableArray<TableDefinition>.Empty;
        return this with
        {
            Tables = Tables.SetItem(operation.Name, named.Add(new TableDefinition(operation.Name, operation.Schema)
            {
                // Made twice, and never dropped: these are several lines of migrations, one for each provider say, of
                // which a database sees one only.
                IsUncertain = !others.IsDefaultOrEmpty && others.Any(other => other.Schema == operation.Schema && other is { Creation: not null, IsUncertain: false }),
                Creation = defined,
                Columns = parts.RemoveAll(static part => part.Kind != SchemaObjectKind.Column),
                Constraints = parts.RemoveAll(static part => part.Kind == SchemaObjectKind.Column),
            })),
        };
    }

    private SchemaHistory RenameTable(SchemaOperation operation)
    {
        if (Table(operation.Name, operation.Schema) is not { } table)
        {
            return this;
        }

        var newName = operation.NewName ?? operation.Name;
        var history = Remove(table).Put(table with { Name = newName, Schema = operation.NewSchema ?? (operation.NewName is null ? null : operation.Schema) });
        foreach (var other in history.Tables.Values.SelectMany(static named => named))
        {
            if (other.Constraints.Any(key => key.PrincipalTable == operation.Name))
            {
                history = history.Put(other with
                {
                    Constraints = other.Constraints
                        .Select(key => key.PrincipalTable == operation.Name ? key with { PrincipalTable = newName, PrincipalSchema = operation.NewSchema ?? key.PrincipalSchema } : key)
                        .ToImmutableArray(),
                });
            }
        }

        return history;
    }

    private SchemaHistory AlterTable(SchemaOperation operation)
    {
        if (Table(operation.Name, operation.Schema) is not { Creation: { } creation } table)
        {
            return this;
        }

        var altered = creation with
        {
            Arguments = operation.Arguments.TryGetValue("comment", out var comment) ? creation.Arguments.SetItem("comment", comment)
                : operation.Arguments.ContainsKey("oldComment") ? creation.Arguments.Remove("comment")
                : creation.Arguments,
            Annotations = creation.Annotations
                .RemoveAll(annotation => operation.OldAnnotations.Concat(operation.Annotations).Any(changed => changed.Name == annotation.Name))
                .AddRange(operation.Annotations),
        };
        return Put(table with { Creation = altered });
    }

    private SchemaHistory ChangePart(SchemaOperation operation, string migration)
    {
        // A part of a table whose creation is not in the history is known all the same.
        if ((TableOf(operation) ?? (operation.Table is { } name ? new TableDefinition(name, operation.Schema) : null)) is not { } table)
        {
            return this;
        }

        switch (operation.Action)
        {
            case SchemaAction.Create:
                return Put(table.With(Definition.AfterAddition(operation) with { DefinedIn = migration }));
            case SchemaAction.Alter:
                return Put(table.With(Definition.After(operation) with { DefinedIn = migration }));
            case SchemaAction.Drop:
                return Put(table.Without(operation.Kind, operation.Name));
            case SchemaAction.Rename when operation is { Kind: SchemaObjectKind.Column, NewName: { } newName }:
                var history = Put(table.RenameColumn(operation.Name, newName));
                foreach (var other in history.Tables.Values.SelectMany(static named => named))
                {
                    if (other.Constraints.Any(key => Points(key, table)))
                    {
                        history = history.Put(other with
                        {
                            Constraints = other.Constraints.Select(key => Points(key, table) ? RenamePrincipal(key, operation.Name, newName) : key).ToImmutableArray(),
                        });
                    }
                }

                return history;
            case SchemaAction.Rename when table.Part(operation.Kind, operation.Name) is { } renamed && operation.NewName is { } newName:
                return Put(table.Without(operation.Kind, operation.Name).With(renamed with { Name = newName }));
            default:
                return this;
        }
    }

    private static bool Points(SchemaOperation key, TableDefinition table) => key.PrincipalTable == table.Name;

    private static SchemaOperation RenamePrincipal(SchemaOperation key, SchemaName from, SchemaName to)
    {
        var arguments = key.Arguments;
        if (SchemaName.Of(key.Argument("principalColumn")) == from)
        {
            arguments = arguments.SetItem("principalColumn", to.Value);
        }
        else if (key.Argument("principalColumns") is { Kind: SchemaValueKind.List } columns)
        {
            arguments = arguments.SetItem("principalColumns", SchemaValue.OfList(columns.Items.Select(item => SchemaName.Of(item) == from ? to.Value : item).ToImmutableArray(), code: null));
        }

        return key with { Arguments = arguments };
    }

    private SchemaHistory ChangeSequence(SchemaOperation operation, string migration)
    {
        var known = Sequence(operation.Name);
        return operation.Action switch
        {
            SchemaAction.Create => this with { Sequences = Sequences.SetItem(operation.Name, operation with { DefinedIn = migration }) },
            SchemaAction.Drop => this with { Sequences = Sequences.Remove(operation.Name) },
            SchemaAction.Rename when known is not null && operation.NewName is { } newName =>
                this with { Sequences = Sequences.Remove(operation.Name).SetItem(newName, known with { Name = newName }) },
            SchemaAction.Restart when known is not null => this with
            {
                Sequences = Sequences.SetItem(operation.Name, known with
                {
                    Arguments = operation.Argument("startValue") is { } start ? known.Arguments.SetItem("startValue", start) : known.Arguments.Remove("startValue"),
                }),
            },
            SchemaAction.Alter when known is not null => this with
            {
                Sequences = Sequences.SetItem(operation.Name, known with
                {
                    Arguments = known.Arguments.RemoveRange(["incrementBy", "minValue", "maxValue", "cyclic", "cached", "cacheSize"])
                        .SetItems(operation.Arguments.Where(static argument => !Definition.IsOldName(argument.Key) && argument.Key is not ("name" or "schema"))),
                    DefinedIn = migration,
                }),
            },
            _ => this,
        };
    }

    private SchemaHistory ChangeRows(SchemaOperation operation)
    {
        if (operation.Table is not { } name || Table(name, operation.Schema) is not { } table)
        {
            return this;
        }

        if (operation.Action == SchemaAction.InsertRows)
        {
            return RowChange.ReadValues(operation) is { } inserted
                ? Put(table with
                {
                    Rows = table.Rows.AddRange(inserted.Select(static row => row.ToImmutableDictionary())),
                    RowColumns = RowChange.ColumnsGivenBy(operation).Concat(table.RowColumns).Distinct().ToImmutableArray(),
                })
                : this;
        }

        if (RowChange.ReadKeys(operation) is not { } keys)
        {
            return Put(table with { Rows = ImmutableArray<ImmutableDictionary<SchemaName, SchemaValue>>.Empty });
        }

        if (operation.Action == SchemaAction.DeleteRows)
        {
            return Put(table with { Rows = table.Rows.RemoveAll(row => keys.Any(key => RowChange.Is(row, key) != false)) });
        }

        var values = RowChange.ReadValues(operation);
        return Put(table with
        {
            Rows = table.Rows.Select(row =>
            {
                var index = FirstIndex(keys, key => RowChange.Is(row, key) != false);
                return index < 0 ? row
                    : values is { } updated && updated.Length > index ? row.SetItems(updated[index])
                    : row.SetItems(RowChange.ColumnsGivenBy(operation).Select(static column => new KeyValuePair<SchemaName, SchemaValue>(column, SchemaValue.Unknown)));
            }).ToImmutableArray(),
        });
    }

    private static int FirstIndex(ImmutableArray<Dictionary<SchemaName, SchemaValue>> keys, Func<Dictionary<SchemaName, SchemaValue>, bool> matches)
    {
        for (var i = 0; i < keys.Length; i++)
        {
            if (matches(keys[i]))
            {
                return i;
            }
        }

        return -1;
    }

    private SchemaHistory Put(TableDefinition table)
    {
        var named = Tables.TryGetValue(table.Name, out var others) ? others.RemoveAll(other => other.Schema == table.Schema) : ImmutableArray<TableDefinition>.Empty;
        return this with { Tables = Tables.SetItem(table.Name, named.Add(table)) };
    }

    private SchemaHistory Remove(TableDefinition table)
    {
        var left = Tables[table.Name].RemoveAll(other => other.Schema == table.Schema);
        return this with { Tables = left.IsEmpty ? Tables.Remove(table.Name) : Tables.SetItem(table.Name, left) };
    }
}
