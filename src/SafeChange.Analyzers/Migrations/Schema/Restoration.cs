using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>What brings back something that an operation takes away, as the migrations before have defined it.</summary>
/// <param name="Operations">The operations, in order; the thing itself first, then what went along with it.</param>
/// <param name="IsCertain">Whether nothing that was not read may have changed the definition since.</param>
internal sealed record Restoration(ImmutableArray<SchemaOperation> Operations, bool IsCertain)
{
    /// <summary>What undoes an operation, told from the schema before it; null where history does not tell.</summary>
    public static Restoration? Of(SchemaOperation operation, SchemaHistory before, SymmetryOptions options)
    {
        if (operation.Kind == SchemaObjectKind.Sequence)
        {
            return before.Sequence(operation.Name) is { } sequence ? OfSequence(operation, sequence, before.IsComplete) : null;
        }

        var table = operation.Kind == SchemaObjectKind.Table ? before.Table(operation.Name, operation.Schema) : before.TableOf(operation);
        if (table is null or { IsUncertain: true })
        {
            return null;
        }

        var operations = (operation.Action, operation.Kind) switch
        {
            (SchemaAction.Drop, SchemaObjectKind.Table) => OfTable(operation, table),
            (SchemaAction.Drop, SchemaObjectKind.Column) => OfColumn(operation, table, options),
            (SchemaAction.Drop, _) => table.Part(operation.Kind, operation.Name) is { } part
                ? ImmutableArray.Create(Standing(operation, part, table)) : ImmutableArray<SchemaOperation>.Empty,
            (SchemaAction.Alter, SchemaObjectKind.Column) => table.Part(operation.Kind, operation.Name) is { } column
                ? ImmutableArray.Create(Altered(operation, column)) : ImmutableArray<SchemaOperation>.Empty,
            (SchemaAction.DeleteRows, _) => OfDeletedRows(operation, table),
            (SchemaAction.UpdateRows, _) => OfUpdatedRows(operation, table),
            _ => ImmutableArray<SchemaOperation>.Empty,
        };
        return operations.IsEmpty ? null : new Restoration(operations, before.IsComplete);
    }

    private static Restoration? OfSequence(SchemaOperation operation, SchemaOperation sequence, bool isCertain)
    {
        var own = Own(operation);
        return operation.Action switch
        {
            SchemaAction.Drop => new(
                ImmutableArray.Create(Blank(operation, SchemaAction.Create) with
                {
                    ClrType = sequence.ClrType,
                    ClrTypeImports = sequence.ClrTypeImports,
                    Arguments = Definitions(sequence).AddRange(own),
                    DefinedIn = sequence.DefinedIn,
                }),
                isCertain),
            SchemaAction.Restart => new(
                ImmutableArray.Create(Blank(operation, SchemaAction.Restart) with
                {
                    Arguments = own.SetItem("startValue", sequence.Argument("startValue")?.ForOtherClass() ?? SchemaValue.Of(1L)),
                }),
                isCertain),
            _ => null,
        };
    }

    private static ImmutableArray<SchemaOperation> OfTable(SchemaOperation dropped, TableDefinition table)
    {
        if (table.Creation is not { } creation)
        {
            return ImmutableArray<SchemaOperation>.Empty;
        }

        var created = Blank(dropped, SchemaAction.Create) with
        {
            Arguments = Definitions(creation).AddRange(Own(dropped)),
            Annotations = Portable(creation.Annotations),
            Parts = table.Columns.Concat(table.Constraints)
                .Select(part => part with { Arguments = Definitions(part), Annotations = Portable(part.Annotations), Columns = Portable(part.Columns) })
                .ToImmutableArray(),
            DefinedIn = creation.DefinedIn,
        };
        return ImmutableArray.Create(created)
            .AddRange(Rows(dropped, dropped.Name, dropped.Arguments["name"], table))
            .AddRange(table.Indexes.Select(index => Standing(
                dropped with { Table = dropped.Name, Arguments = Own(dropped).Remove("name").SetItem("table", dropped.Arguments["name"]) }, index, table)));
    }

    // One insertion for the rows that give the same columns.
    private static IEnumerable<SchemaOperation> Rows(SchemaOperation dropped, SchemaName name, SchemaValue table, TableDefinition definition)
    {
        var own = Own(dropped).Remove("name").SetItem("table", table);
        foreach (var rows in definition.Rows.GroupBy(row => string.Join("\u0001", row.Keys.Select(static column => column.Key).OrderBy(static key => key))))
        {
            var columns = definition.RowColumns.Where(rows.First().ContainsKey).ToList();
            yield return Blank(dropped, SchemaAction.InsertRows) with
            {
                Kind = SchemaObjectKind.Rows,
                Name = default,
                Table = name,
                Arguments = WithRows(own, columns, rows.ToList()),
                Annotations = ImmutableArray<(string, SchemaValue)>.Empty,
                DefinedIn = definition.Creation?.DefinedIn,
            };
        }
    }

    // As the scaffolder has it: one column by itself, one row as a list, several as a table.
    private static ImmutableDictionary<string, SchemaValue> WithRows(
        ImmutableDictionary<string, SchemaValue> own, IReadOnlyList<SchemaName> columns, IReadOnlyList<ImmutableDictionary<SchemaName, SchemaValue>> rows)
    {
        var lines = rows.Select(row => columns.Select(column => row[column].ForOtherClass()).ToImmutableArray()).ToList();
        var values = lines.Count == 1
            ? lines[0].Length == 1 ? lines[0][0] : SchemaValue.OfList(lines[0], code: null)
            : SchemaValue.OfList(columns.Count == 1 ? lines.Select(static line => line[0]).ToImmutableArray() : lines.Select(static line => SchemaValue.OfList(line, code: null)).ToImmutableArray(), code: null);
        return (columns.Count == 1 ? own.SetItem("column", columns[0].Value.ForOtherClass()) : own.SetItem("columns", Names(columns)))
            .SetItem(lines.Count == 1 && columns.Count == 1 ? "value" : "values", values);
    }

    private static ImmutableArray<SchemaOperation> OfColumn(SchemaOperation dropped, TableDefinition table, SymmetryOptions options)
    {
        if (table.Part(SchemaObjectKind.Column, dropped.Name) is not { } column)
        {
            return ImmutableArray<SchemaOperation>.Empty;
        }

        var arguments = Definitions(column).AddRange(Own(dropped));
        if (!arguments.ContainsKey("nullable"))
        {
            arguments = arguments.SetItem("nullable", SchemaValue.Of(false));
        }

        // Rows are there by now, and need a value: the one that EF Core's differ gives.
        SchemaValue? byDefault = null;
        if (arguments["nullable"].Constant is false
            && !arguments.ContainsKey("defaultValue") && !arguments.ContainsKey("defaultValueSql") && !arguments.ContainsKey("computedColumnSql")
            && ClrDefault.Of(column.ClrType) is { } code && !Pomelo.HasNoDefault(column))
        {
            byDefault = SchemaValue.OfExpression(code, code);
            arguments = arguments.SetItem("defaultValue", byDefault);
        }

        var restored = ImmutableArray.Create(Blank(dropped, SchemaAction.Create) with
        {
            ClrType = column.ClrType,
            ClrTypeImports = column.ClrTypeImports,
            Arguments = arguments,
            Annotations = Portable(column.Annotations),
            DefinedIn = column.DefinedIn,
        });
        if (options.ColumnsTakeDependentsAlong)
        {
            restored = restored.AddRange(table.Over(dropped.Name)
                .Where(static part => part.Kind is SchemaObjectKind.Index or SchemaObjectKind.UniqueConstraint or SchemaObjectKind.ForeignKey)
                .Where(part => part.Columns.All(name => table.Part(SchemaObjectKind.Column, name) is not null))
                .Select(part => Standing(dropped with { Arguments = Own(dropped).Remove("name") }, part, table)));
        }

        return restored.AddRange(ColumnValues(dropped, table, arguments.TryGetValue("defaultValue", out var value) ? value : null));
    }

    // Seed data gets its values back, where they are known and are not what the column has anyway.
    private static IEnumerable<SchemaOperation> ColumnValues(SchemaOperation dropped, TableDefinition table, SchemaValue? byDefault)
    {
        var key = table.Key;
        if (key.IsEmpty || key.Contains(dropped.Name))
        {
            yield break;
        }

        foreach (var row in table.Rows)
        {
            if (row.TryGetValue(dropped.Name, out var value) && value.IsKnown && key.All(row.ContainsKey)
                && (byDefault is null ? !value.IsNull : value.Code != byDefault.Code))
            {
                yield return Update(dropped, Own(dropped).Remove("name"), key, row, [dropped.Name], table);
            }
        }
    }

    private static ImmutableArray<SchemaOperation> OfDeletedRows(SchemaOperation deletion, TableDefinition table)
    {
        if (RowChange.ReadKeys(deletion) is not { } keys)
        {
            return ImmutableArray<SchemaOperation>.Empty;
        }

        var rows = keys.Select(key => table.Rows.FirstOrDefault(row => RowChange.Is(row, key) == true)).ToList();
        if (rows.Any(row => row is null || row.Values.Any(static value => !value.IsKnown)))
        {
            return ImmutableArray<SchemaOperation>.Empty;
        }

        var columns = table.RowColumns.Where(rows[0]!.ContainsKey).ToList();
        return rows.All(row => row!.Count == columns.Count && columns.All(row.ContainsKey))
            ? ImmutableArray.Create(Blank(deletion, SchemaAction.InsertRows) with { Arguments = WithRows(Own(deletion), columns, rows!) })
            : ImmutableArray<SchemaOperation>.Empty;
    }

    private static ImmutableArray<SchemaOperation> OfUpdatedRows(SchemaOperation update, TableDefinition table)
    {
        var columns = RowChange.ColumnsGivenBy(update).ToList();
        if (columns.Count == 0 || RowChange.ReadKeys(update) is not { } keys)
        {
            return ImmutableArray<SchemaOperation>.Empty;
        }

        var operations = ImmutableArray.CreateBuilder<SchemaOperation>();
        foreach (var key in keys)
        {
            if (table.Rows.FirstOrDefault(row => RowChange.Is(row, key) == true) is not { } row
                || columns.Any(column => !row.TryGetValue(column, out var value) || !value.IsKnown))
            {
                return ImmutableArray<SchemaOperation>.Empty;
            }

            operations.Add(Update(update, Own(update), key.Keys.ToImmutableArray(), row, columns, table));
        }

        return operations.ToImmutable();
    }

    private static SchemaOperation Update(
        SchemaOperation of, ImmutableDictionary<string, SchemaValue> own, ImmutableArray<SchemaName> key, ImmutableDictionary<SchemaName, SchemaValue> row, IReadOnlyList<SchemaName> columns, TableDefinition table)
    {
        var arguments = key.Length == 1
            ? own.SetItem("keyColumn", key[0].Value.ForOtherClass()).SetItem("keyValue", row[key[0]].ForOtherClass())
            : own.SetItem("keyColumns", Names(key)).SetItem("keyValues", SchemaValue.OfList(key.Select(column => row[column].ForOtherClass()).ToImmutableArray(), code: null));
        return Blank(of, SchemaAction.UpdateRows) with
        {
            Kind = SchemaObjectKind.Rows,
            Name = default,
            DefinedIn = table.Creation?.DefinedIn,
            Arguments = columns.Count == 1
                ? arguments.SetItem("column", columns[0].Value.ForOtherClass()).SetItem("value", row[columns[0]].ForOtherClass())
                : arguments.SetItem("columns", Names(columns)).SetItem("values", SchemaValue.OfList(columns.Select(column => row[column].ForOtherClass()).ToImmutableArray(), code: null)),
        };
    }

    // AlterColumn that does not name what it changes: the old definition is the history's.
    private static SchemaOperation Altered(SchemaOperation alteration, SchemaOperation before)
    {
        var arguments = alteration.Arguments;
        foreach (var definition in Definitions(before))
        {
            arguments = arguments.SetItem("old" + char.ToUpperInvariant(definition.Key[0]) + definition.Key.Substring(1), definition.Value);
        }

        if (before.ClrType is { } type)
        {
            var code = $"typeof({type.TrimEnd('?')})";
            arguments = arguments.SetItem("oldClrType", SchemaValue.OfExpression(code, code));
        }

        return alteration with { Arguments = arguments, OldAnnotations = Portable(before.Annotations), ClrTypeImports = alteration.ClrTypeImports.AddRange(before.ClrTypeImports), DefinedIn = before.DefinedIn };
    }

    /// <summary>An index, key or constraint by a call of its own, on the table as the dropping call names it.</summary>
    private static SchemaOperation Standing(SchemaOperation dropped, SchemaOperation part, TableDefinition table)
    {
        var arguments = Definitions(part).RemoveRange(["column", "columns", "principalTable", "principalSchema"]);
        arguments = arguments.SetItems(Own(dropped).Where(static argument => argument.Key is "table" or "schema"))
            .SetItem("name", dropped.Kind == part.Kind && dropped.Name == part.Name && dropped.Arguments.TryGetValue("name", out var name) ? name : part.Name.Value.ForOtherClass());
        if (!arguments.ContainsKey("table"))
        {
            arguments = arguments.SetItem("table", table.Name.Value.ForOtherClass());
        }

        if (!part.Columns.IsEmpty)
        {
            arguments = part.Columns.Length == 1 ? arguments.SetItem("column", part.Columns[0].Value.ForOtherClass()) : arguments.SetItem("columns", Names(part.Columns));
        }

        if (part.PrincipalTable is { } principal)
        {
            arguments = arguments.SetItem("principalTable", principal.Value.ForOtherClass());
        }

        if (part.PrincipalSchema is { } schema)
        {
            arguments = arguments.SetItem("principalSchema", schema.Value.ForOtherClass());
        }

        return part with
        {
            Action = SchemaAction.Create,
            Table = table.Name,
            Arguments = arguments,
            Annotations = Portable(part.Annotations),
            Condition = dropped.Condition,
        };
    }

    private static SchemaValue Names(IEnumerable<SchemaName> columns) =>
        SchemaValue.OfList(columns.Select(static column => column.Value.ForOtherClass()).ToImmutableArray(), code: null);

    private static SchemaOperation Blank(SchemaOperation operation, SchemaAction action) => operation with
    {
        Action = action,
        Parts = ImmutableArray<SchemaOperation>.Empty,
        Annotations = ImmutableArray<(string, SchemaValue)>.Empty,
        OldAnnotations = ImmutableArray<(string, SchemaValue)>.Empty,
        Sql = null,
    };

    private static ImmutableDictionary<string, SchemaValue> Own(SchemaOperation operation) =>
        operation.Arguments.Where(static argument => argument.Key is "name" or "table" or "schema" && !argument.Value.IsNull).ToImmutableDictionary();

    private static ImmutableDictionary<string, SchemaValue> Definitions(SchemaOperation operation) =>
        operation.Arguments.Where(static argument => argument.Key is not ("name" or "table" or "schema") && !argument.Value.IsNull)
            .ToImmutableDictionary(static argument => argument.Key, static argument => argument.Value.ForOtherClass());

    private static ImmutableArray<(string, SchemaValue)> Portable(ImmutableArray<(string Name, SchemaValue Value)> annotations) =>
        annotations.Select(static annotation => (annotation.Name, annotation.Value.ForOtherClass())).ToImmutableArray();

    private static ImmutableArray<SchemaName> Portable(ImmutableArray<SchemaName> names) =>
        names.Select(static name => SchemaName.Of(name.Value.ForOtherClass()) ?? name).ToImmutableArray();
}
