using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>How an operation of Up is taken back.</summary>
/// <param name="Of">The operation of Up.</param>
/// <param name="Inverse">What undoes it, in order; empty where that cannot be told from Up alone.</param>
/// <param name="WhyNot">What is missing, in words that complete "that needs …"; null where nothing is.</param>
internal sealed record ReversalStep(SchemaOperation Of, ImmutableArray<SchemaOperation> Inverse, string? WhyNot)
{
    public bool IsComplete => WhyNot is null;

    /// <summary>Whether nothing that was not read may have changed what is brought back.</summary>
    public bool IsCertain { get; init; } = true;
}

/// <summary>
/// Plans a Down: the inverse of every operation whose effect is still there when Up has run, in reverse order, which is
/// a valid one but for the names of indexes.
/// </summary>
internal static class Reversal
{
    /// <summary>Whether one kind of action takes the other back.</summary>
    public static bool IsReversedBy(SchemaAction up, SchemaAction down) => (up, down) switch
    {
        (SchemaAction.Create, SchemaAction.Drop) or (SchemaAction.Drop, SchemaAction.Create) => true,
        (SchemaAction.Ensure, SchemaAction.Drop) => true,
        (SchemaAction.Rename, SchemaAction.Rename) or (SchemaAction.Alter, SchemaAction.Alter) => true,
        (SchemaAction.InsertRows, SchemaAction.DeleteRows) or (SchemaAction.DeleteRows, SchemaAction.InsertRows) => true,
        (SchemaAction.UpdateRows, SchemaAction.UpdateRows) => true,
        _ => false,
    };

    /// <summary>Plans the way back.</summary>
    /// <param name="up">The operations of Up, in order.</param>
    /// <param name="options">What is known of the project.</param>
    /// <param name="history">The schema before Up, as the migrations before have left it; null where they are not asked.</param>
    public static ImmutableArray<ReversalStep> Plan(
        ImmutableArray<SchemaOperation> up, SymmetryOptions options, SchemaHistory? history = null)
    {
        var start = history;
        var before = new Dictionary<SchemaOperation, SchemaHistory>();
        foreach (var operation in up)
        {
            if (history is not null)
            {
                before[operation] = history;
                history = history.Apply(operation, "");
            }
        }

        var states = Symmetry.Providers(up).ToDictionary(static provider => provider, provider => Symmetry.After(up, options, provider));
        var steps = new List<ReversalStep>();
        var after = Symmetry.After(up, options);
        foreach (var operation in up.Reverse())
        {
            // What is to be undone under one provider and not under another takes a branch that Up does not have.
            var answers = states
                .Where(state => operation.Condition.Holds(state.Key) != false)
                .Select(state => IsToBeUndone(operation, up, state.Value, options))
                .Distinct()
                .ToList();
            if (answers.Count > 1)
            {
                steps.Add(Missing(operation, "a look at each provider, since Up itself takes it back under some"));
            }
            else if (answers is [true])
            {
                var known = before.TryGetValue(operation, out var state) ? state : SchemaHistory.Empty;
                if (!(options.ColumnsTakeDependentsAlong && start is not null && ComesBackWithItsColumn(operation, known, start)))
                {
                    steps.Add(Step(operation, known, after, options));
                }
            }
        }

        DependentTablesFirst(steps, up);
        ValuesAfterNullability(steps);
        return IndexNamesLast(steps);
    }

    // What Up drops after its column had been there at the start, and went with the column: that restores it.
    private static bool ComesBackWithItsColumn(SchemaOperation operation, SchemaHistory before, SchemaHistory start) =>
        operation is { Action: SchemaAction.Drop, Kind: SchemaObjectKind.Index or SchemaObjectKind.UniqueConstraint or SchemaObjectKind.ForeignKey }
        && start.TableOf(operation)?.Part(operation.Kind, operation.Name) is { Columns: var columns }
        && before.TableOf(operation) is { } table && table.Part(operation.Kind, operation.Name) is null
        && columns.Any(column => table.Part(SchemaObjectKind.Column, column) is null);

    // A new table that points to one created after it goes first, and its key with it. Where something points to it as
    // well, only dropping the key opens the circle.
    private static void DependentTablesFirst(List<ReversalStep> steps, ImmutableArray<SchemaOperation> up)
    {
        var keys = up.SelectMany(static operation => operation.Parts.Select(part => (operation.Name, part.PrincipalTable))
            .Concat(operation.Table is { } table ? [(table, operation.PrincipalTable)] : [])).ToList();
        var created = new HashSet<SchemaName>(up.Where(static operation => operation is { Kind: SchemaObjectKind.Table, Action: SchemaAction.Create }).Select(static operation => operation.Name));
        foreach (var name in steps.Where(IsKeyOfNewTable).Select(static step => step.Of.Table!.Value).Distinct().ToList())
        {
            var principals = new HashSet<SchemaName>(steps.Where(step => IsKeyOfNewTable(step) && step.Of.Table == name).Select(static step => step.Of.PrincipalTable ?? default));
            var own = steps.FindIndex(step => IsCreation(step.Of) && step.Of.Name == name);
            var first = steps.FindIndex(step => IsCreation(step.Of) && principals.Contains(step.Of.Name));
            if (own < 0 || first < 0 || first > own
                || keys.Any(key => key.PrincipalTable == name && key.Item1 != name)
                || up.Any(static operation => operation is { Kind: SchemaObjectKind.Table, Action: SchemaAction.Rename } || !operation.Condition.IsAlways))
            {
                continue;
            }

            var table = steps[own];
            steps.RemoveAt(own);
            steps.Insert(first, table);
            steps.RemoveAll(step => IsKeyOfNewTable(step) && step.Of.Table == name);
        }

        bool IsKeyOfNewTable(ReversalStep step) =>
            step.Of is { Kind: SchemaObjectKind.ForeignKey, Action: SchemaAction.Create, Table: { } table } && created.Contains(table);

        static bool IsCreation(SchemaOperation operation) => operation is { Kind: SchemaObjectKind.Table, Action: SchemaAction.Create };
    }

    // A value that Up changed after it had made the column required may have been NULL: it comes back once the column
    // takes NULL again. EF Core, too, alters columns before it updates rows.
    private static void ValuesAfterNullability(List<ReversalStep> steps)
    {
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            if (steps[i] is not { Of: { Action: SchemaAction.UpdateRows, Table: { } table }, Inverse: { IsEmpty: false } updates } step)
            {
                continue;
            }

            var columns = updates.SelectMany(RowChange.ColumnsGivenBy).ToList();
            var to = steps.FindLastIndex(other => other is { Of: { Kind: SchemaObjectKind.Column, Action: SchemaAction.Alter }, Inverse: [var altered] }
                && other.Of.Table == table && columns.Contains(other.Of.Name) && altered.Argument("nullable")?.Constant is true);
            if (to > i)
            {
                steps.RemoveAt(i);
                steps.Insert(to, step);
            }
        }
    }

    // The one exception to the reverse order. SQLite renames an index by making it anew from the model that Down
    // arrives at, so the names of its table and columns have to be the old ones again by then. EF Core itself renames
    // tables, columns and indexes in this order; to the other servers it is all the same.
    private static ImmutableArray<ReversalStep> IndexNamesLast(List<ReversalStep> steps)
    {
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            if (steps[i] is not { Of: { Kind: SchemaObjectKind.Index, Action: SchemaAction.Rename, Table: { } table }, Inverse: [var rename] } step)
            {
                continue;
            }

            var to = i;
            for (var j = i + 1; j < steps.Count; j++)
            {
                if (steps[j] is { Of: { Kind: SchemaObjectKind.Column, Action: SchemaAction.Rename, Table: { } renamed } } && renamed == table)
                {
                    to = j;
                }
                else if (steps[j] is { Of: { Kind: SchemaObjectKind.Table, Action: SchemaAction.Rename }, Inverse: [{ NewName: { } newName } moved] } && moved.Name == table)
                {
                    (to, table) = (j, newName);
                    rename = rename with { Table = newName, Arguments = rename.Arguments.SetItem("table", moved.Arguments["newName"]) };
                }
            }

            steps.RemoveAt(i);
            steps.Insert(to, step with { Inverse = ImmutableArray.Create(rename) });
        }

        return steps.ToImmutableArray();
    }

    private static bool IsToBeUndone(
        SchemaOperation operation, ImmutableArray<SchemaOperation> up, SchemaState state, SymmetryOptions options)
    {
        if (operation.Kind == SchemaObjectKind.Database)
        {
            return !options.IsFirstMigration;
        }

        if (operation.Action == SchemaAction.Ensure || !state.Targets.TryGetValue(operation, out var target))
        {
            return operation.Kind == SchemaObjectKind.Sql && !SqlReversal.IsSettled(operation, state);
        }

        var owner = operation.Kind == SchemaObjectKind.Rows ? target : target.Owner;
        if (owner is { Kind: SchemaObjectKind.Table, ExistedAtStart: false })
        {
            // The table goes, and takes everything on it along. But a foreign key to a table that was created later,
            // and so goes earlier, is in the way of that.
            return operation is { Kind: SchemaObjectKind.ForeignKey, Action: SchemaAction.Create }
                && target.Principal is { ExistedAtStart: false, CreatedBy: { } principal } && owner.CreatedBy is { } dependent
                && up.IndexOf(principal) > up.IndexOf(dependent);
        }

        if (operation.Kind == SchemaObjectKind.Rows)
        {
            return target.RowChanges.Any(change => ReferenceEquals(change.Operation, operation) && !change.IsUndone
                && (operation.Action != SchemaAction.UpdateRows || change.UpdatedColumns.Any(column =>
                    target.Named(SchemaObjectKind.Column, column).All(static part => part is { ExistedAtStart: true }))));
        }

        if (!target.ExistedAtStart)
        {
            // Made and removed within Up: nothing is left. Altered within Up: dropping it undoes that as well.
            return target.IsThere && operation.Action != SchemaAction.Alter;
        }

        return true;
    }

    private static ReversalStep Step(SchemaOperation operation, SchemaHistory before, SchemaState after, SymmetryOptions options)
    {
        switch (operation.Action)
        {
            case SchemaAction.Create:
                return Done(operation, Drop(operation));
            case SchemaAction.Rename:
                return Done(operation, RenameBack(operation));
            case SchemaAction.Alter when operation.Kind != SchemaObjectKind.Column || operation.Arguments.Keys.Any(Definition.IsOldName):
                return new(operation, WithoutNulls(AlterBack(operation)), null);
            case SchemaAction.Alter:
                return Restoration.Of(operation, before, options) is { Operations: [var informed], IsCertain: var isCertain }
                    ? new(operation, WithoutNulls(AlterBack(informed) with { DefinedIn = informed.DefinedIn }), null) { IsCertain = isCertain }
                    : Missing(operation, "the column's previous definition, which Up does not name");
            case SchemaAction.InsertRows:
                return before.Table(operation.Table!.Value, operation.Schema) is { Key: { IsEmpty: false } key } table
                    && DeleteInserted(operation, key, column => table.Part(SchemaObjectKind.Column, column)) is { IsEmpty: false } deletions
                    ? new(operation, deletions, null)
                    : Missing(operation, "the key of the inserted rows");
            case SchemaAction.Drop when operation.Kind == SchemaObjectKind.Schema:
                return Done(operation, Inverse(operation, SchemaAction.Ensure));
            case SchemaAction.RunSql:
                return SqlReversal.Inverse(operation, after) is { IsEmpty: false } statements
                    ? new(operation, statements.Select(sql => Inverse(operation, SchemaAction.RunSql) with
                    {
                        Sql = sql,
                        Arguments = ImmutableDictionary<string, SchemaValue>.Empty.Add("sql", SchemaValue.Of(sql)),
                    }).ToImmutableArray(), null)
                    : Missing(operation, "a statement that takes the SQL back");
            default:
                return Restoration.Of(operation, before, options) is { } restoration
                    ? new(operation, restoration.Operations, null) { IsCertain = restoration.IsCertain }
                    : Missing(operation, operation.Action switch
                    {
                        SchemaAction.DeleteRows => "the deleted rows",
                        SchemaAction.UpdateRows => "the values from before the update",
                        SchemaAction.Restart => "the sequence's value from before the restart",
                        _ => "the definition of what was dropped",
                    });
        }
    }

    private static ReversalStep Done(SchemaOperation operation, SchemaOperation inverse) =>
        new(operation, ImmutableArray.Create(inverse), null);

    private static ReversalStep Missing(SchemaOperation operation, string what) =>
        new(operation, ImmutableArray<SchemaOperation>.Empty, what);

    private static SchemaOperation Drop(SchemaOperation operation) => Inverse(operation, SchemaAction.Drop) with
    {
        Arguments = Only(operation.Arguments, operation.Table is null ? ["name", "schema"] : ["name", "schema", "table"]),
        Annotations = operation.Annotations,
    };

    private static SchemaOperation RenameBack(SchemaOperation operation)
    {
        var arguments = Only(operation.Arguments, ["table", "schema"]);
        var name = operation.Arguments["name"];
        var newName = operation.Argument("newName") ?? name;
        arguments = arguments.SetItem("name", newName).SetItem("newName", name);
        if (operation.Table is null)
        {
            // Tables and sequences: the schema is part of what is renamed.
            var (schema, newSchema) = (operation.Argument("schema"), operation.Argument("newSchema"));
            arguments = arguments.Remove("schema");
            if ((newSchema ?? (operation.Kind == SchemaObjectKind.Sequence ? schema : null)) is { } current)
            {
                arguments = arguments.SetItem("schema", current);
            }

            if (schema is not null && (newSchema is not null || operation.Kind == SchemaObjectKind.Table))
            {
                arguments = arguments.SetItem("newSchema", schema);
            }
        }

        return Inverse(operation, SchemaAction.Rename) with
        {
            Annotations = operation.Annotations,
            Name = operation.NewName ?? operation.Name,
            NewName = operation.Name,
            Schema = operation.Table is null ? operation.NewSchema ?? operation.Schema : operation.Schema,
            NewSchema = operation.Table is null ? operation.Schema : null,
            Arguments = arguments,
        };
    }

    private static SchemaOperation AlterBack(SchemaOperation operation)
    {
        var arguments = Only(operation.Arguments, ["name", "table", "schema"]);
        foreach (var argument in operation.Arguments)
        {
            if (Definition.IsOldName(argument.Key))
            {
                if (argument.Key != "oldClrType")
                {
                    arguments = arguments.SetItem(char.ToLowerInvariant(argument.Key[3]) + argument.Key.Substring(4), argument.Value);
                }
            }
            else if (argument.Key is not ("name" or "table" or "schema"))
            {
                arguments = arguments.SetItem("old" + char.ToUpperInvariant(argument.Key[0]) + argument.Key.Substring(1), argument.Value);
            }
        }

        // Versions of EF Core before 5, and providers for a while after, kept the old collation in an annotation; the
        // new one had an argument already.
        var collation = operation.OldAnnotations.FirstOrDefault(static annotation => annotation.Name == "Relational:Collation").Value;
        var oldAnnotations = operation.Annotations;
        if (collation is not null && operation.Kind == SchemaObjectKind.Column)
        {
            arguments = arguments.ContainsKey("collation") ? arguments : arguments.SetItem("collation", collation);
            if (arguments.TryGetValue("oldCollation", out var given))
            {
                arguments = arguments.Remove("oldCollation");
                oldAnnotations = oldAnnotations.Add(("Relational:Collation", given));
            }
        }

        var inverse = Inverse(operation, SchemaAction.Alter) with
        {
            Annotations = operation.Kind == SchemaObjectKind.Column ? operation.OldAnnotations.RemoveAll(static annotation => annotation.Name == "Relational:Collation") : operation.OldAnnotations,
            OldAnnotations = oldAnnotations,
        };
        return operation.Kind == SchemaObjectKind.Column
            ? AlterColumnBack(operation, inverse with { Arguments = arguments })
            : inverse with { Arguments = arguments };
    }

    private static SchemaOperation AlterColumnBack(SchemaOperation operation, SchemaOperation inverse)
    {
        var wasNullable = operation.Argument("oldNullable")?.Constant is true;
        var isNullable = operation.Argument("nullable")?.Constant is true;
        var oldType = operation.Argument("oldClrType") is { } old ? TypeName(old) : operation.ClrType;
        var arguments = inverse.Arguments
            .SetItem("nullable", SchemaValue.Of(wasNullable))
            .Remove("oldNullable");
        if (isNullable)
        {
            arguments = arguments.SetItem("oldNullable", SchemaValue.Of(true));
        }

        if (operation.ClrType is { } type)
        {
            var typeOf = $"typeof({type.TrimEnd('?')})";
            arguments = arguments.SetItem("oldClrType", SchemaValue.OfExpression(typeOf, typeOf));
        }

        if (Definition.IsBackfilled(operation))
        {
            arguments = arguments.Remove("oldDefaultValue");
        }

        // Rows with NULL need a value when the column becomes required again: the one that EF Core's differ gives.
        var altered = inverse with { Arguments = arguments, ClrType = oldType };
        return BecomesRequired(altered) && ClrDefault.Of(oldType) is { } byDefault && !IsFilledAhead(altered)
            ? altered with { Arguments = arguments.SetItem("defaultValue", SchemaValue.OfExpression(byDefault, byDefault)) }
            : altered;
    }

    // Pomelo's differ gives the strings their value by an update ahead: a default would stay with the column.
    private static ImmutableArray<SchemaOperation> WithoutNulls(SchemaOperation altered) =>
        altered.Kind == SchemaObjectKind.Column && BecomesRequired(altered) && IsFilledAhead(altered)
            ? ImmutableArray.Create(
                Inverse(altered, SchemaAction.UpdateRows) with
                {
                    Kind = SchemaObjectKind.Rows,
                    Name = default,
                    Arguments = Only(altered.Arguments, ["table", "schema"])
                        .SetItem("keyColumn", altered.Arguments["name"]).SetItem("keyValue", SchemaValue.Of(null))
                        .SetItem("column", altered.Arguments["name"]).SetItem("value", SchemaValue.Of("")),
                },
                altered)
            : ImmutableArray.Create(altered);

    private static bool BecomesRequired(SchemaOperation altered) =>
        altered.Argument("nullable")?.Constant is not true && altered.Argument("oldNullable")?.Constant is true
        && !new[] { "defaultValue", "defaultValueSql", "computedColumnSql" }.Any(altered.Arguments.ContainsKey);

    private static bool IsFilledAhead(SchemaOperation altered) => Pomelo.Wrote(altered) && ClrDefault.Of(altered.ClrType) == "\"\"";

    // One deletion a row, as EF Core writes them; last row first, since rows of one table may point to each other.
    private static ImmutableArray<SchemaOperation> DeleteInserted(SchemaOperation operation, ImmutableArray<SchemaName> keys, Func<SchemaName, SchemaOperation?> definition)
    {
        var rows = RowChange.ReadValues(operation);
        // In the order of the inserted columns, as EF Core writes keys of several.
        var columns = operation.Argument("columns")?.Items.Select(static item => SchemaName.Of(item)).ToList();
        var key = keys.Select(static column => SchemaName.Of(column.Value.ForOtherClass()) ?? column).OrderBy(column => columns?.IndexOf(column) ?? 0).ToImmutableArray();
        if (rows is null || key.IsEmpty || rows.Value.Any(row => key.Any(column => !row.ContainsKey(column))))
        {
            return ImmutableArray<SchemaOperation>.Empty;
        }

        return rows.Value.Reverse().Select(row => Inverse(operation, SchemaAction.DeleteRows) with { Arguments = Key(row) }).ToImmutableArray();

        // Where the previous model does not know the columns, the types have to be given.
        ImmutableArray<SchemaValue>? Types()
        {
            if (operation.Argument("columnTypes") is { Kind: SchemaValueKind.List } types && columns is not null && types.Items.Length == columns.Count)
            {
                return key.Select(column => types.Items[columns.IndexOf(column)]).ToImmutableArray();
            }

            if (operation.Argument("columnType") is { } only)
            {
                return ImmutableArray.Create(only);
            }

            var added = key.Select(column => definition(column) is { DefinedIn: "" } own ? own.Argument("type") : null).ToList();
            return added.Contains(null) ? null : added.Select(static type => type!).ToImmutableArray();
        }

        ImmutableDictionary<string, SchemaValue> Key(Dictionary<SchemaName, SchemaValue> row)
        {
            var arguments = Only(operation.Arguments, ["table", "schema"]);
            if (Types() is { } types)
            {
                arguments = key.Length == 1 ? arguments.SetItem("keyColumnType", types[0]) : arguments.SetItem("keyColumnTypes", SchemaValue.OfList(types, code: null));
            }

            return key.Length == 1
                ? arguments.SetItem("keyColumn", key[0].Value).SetItem("keyValue", row[key[0]])
                : arguments
                    .SetItem("keyColumns", SchemaValue.OfList(key.Select(static column => column.Value).ToImmutableArray(), code: null))
                    .SetItem("keyValues", SchemaValue.OfList(key.Select(column => row[column]).ToImmutableArray(), code: null));
        }
    }

    /// <summary>
    /// The steps with insertions into the same table made one, as EF Core writes them: deletions are taken back in reverse
    /// order one by one, and together in the order of the rows.
    /// </summary>
    public static ImmutableArray<ReversalStep> TogetherByTable(IEnumerable<ReversalStep> steps)
    {
        var together = ImmutableArray.CreateBuilder<ReversalStep>();
        foreach (var step in steps)
        {
            if (together.Count > 0 && together[together.Count - 1] is var last && Merge(step, last) is { } merged)
            {
                together[together.Count - 1] = merged;
            }
            else
            {
                together.Add(step);
            }
        }

        return together.ToImmutable();
    }

    private static ReversalStep? Merge(ReversalStep first, ReversalStep second)
    {
        if (first.Inverse is not [{ Action: SchemaAction.InsertRows } one] || second.Inverse is not [{ Action: SchemaAction.InsertRows } other]
            || one.Table != other.Table || one.Schema != other.Schema || first.Of.Condition.Code != second.Of.Condition.Code
            || one.Argument("columns") is not { Kind: SchemaValueKind.List } columns || other.Argument("columns") is not { } others
            || SchemaValue.AreEqual(columns, others) != true
            || one.Argument("values") is not { } rows || other.Argument("values") is not { } more)
        {
            return null;
        }

        var values = Lines(rows).AddRange(Lines(more));
        return first with
        {
            Inverse = ImmutableArray.Create(one with { Arguments = one.Arguments.SetItem("values", SchemaValue.OfList(values, code: null)) }),
            IsCertain = first.IsCertain && second.IsCertain,
        };

        static ImmutableArray<SchemaValue> Lines(SchemaValue rows) =>
            rows.Items.All(static item => item.Kind == SchemaValueKind.List) ? rows.Items : ImmutableArray.Create(rows);
    }

    private static SchemaOperation Inverse(SchemaOperation operation, SchemaAction action) => operation with
    {
        Action = action,
        Parts = ImmutableArray<SchemaOperation>.Empty,
        Annotations = ImmutableArray<(string, SchemaValue)>.Empty,
        OldAnnotations = ImmutableArray<(string, SchemaValue)>.Empty,
        Sql = null,
    };

    private static ImmutableDictionary<string, SchemaValue> Only(ImmutableDictionary<string, SchemaValue> arguments, string[] names) =>
        arguments.Where(argument => names.Contains(argument.Key) && !argument.Value.IsNull).ToImmutableDictionary();

    private static string TypeName(SchemaValue typeOf)
    {
        var text = typeOf.ToString();
        return text.StartsWith("typeof(", StringComparison.Ordinal) ? text.Substring(7, text.Length - 8) : text;
    }
}
