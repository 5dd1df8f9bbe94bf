using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis.CSharp;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.CodeFixes.Migrations.EntityFrameworkCore;

/// <summary>
/// Writes operations as EF Core's scaffolder does: its argument order, one argument a line, annotations chained
/// below.
/// </summary>
/// <param name="builder">The name of the builder.</param>
/// <param name="indent">The indentation of a statement.</param>
/// <param name="unit">One level of indentation.</param>
/// <param name="newLine">The line break.</param>
/// <param name="hasMember">Whether the class that is written into has a member of that name.</param>
/// <param name="types">Where the types go that the written code names.</param>
internal sealed class OperationWriter(
    string builder, string indent, string unit, string newLine, Func<string, bool> hasMember, ICollection<TypeReference> types)
{
    private static readonly string[] Column =
    [
        "type", "unicode", "fixedLength", "maxLength", "precision", "scale", "rowVersion",
        "nullable", "defaultValueSql", "computedColumnSql", "stored", "defaultValue", "comment", "collation",
    ];

    private static readonly string[] ForeignKey = ["principalSchema", "principalTable", "principalColumn", "principalColumns", "onUpdate", "onDelete"];

    private static readonly string[] Sequence = ["name", "schema", "startValue", "incrementBy", "minValue", "maxValue", "cyclic", "cached", "cacheSize"];

    // In an array of these, the items are of several types.
    private static readonly string[] Values = ["values", "keyValues"];

    private static readonly ImmutableDictionary<(SchemaAction, SchemaObjectKind), (string Call, string[] Arguments)> Calls =
        new Dictionary<(SchemaAction, SchemaObjectKind), (string, string[])>
        {
            [(SchemaAction.Drop, SchemaObjectKind.Table)] = ("DropTable", ["name", "schema"]),
            [(SchemaAction.Drop, SchemaObjectKind.Column)] = ("DropColumn", ["name", "schema", "table"]),
            [(SchemaAction.Drop, SchemaObjectKind.Index)] = ("DropIndex", ["name", "schema", "table"]),
            [(SchemaAction.Drop, SchemaObjectKind.PrimaryKey)] = ("DropPrimaryKey", ["name", "schema", "table"]),
            [(SchemaAction.Drop, SchemaObjectKind.ForeignKey)] = ("DropForeignKey", ["name", "schema", "table"]),
            [(SchemaAction.Drop, SchemaObjectKind.UniqueConstraint)] = ("DropUniqueConstraint", ["name", "schema", "table"]),
            [(SchemaAction.Drop, SchemaObjectKind.CheckConstraint)] = ("DropCheckConstraint", ["name", "schema", "table"]),
            [(SchemaAction.Drop, SchemaObjectKind.Sequence)] = ("DropSequence", ["name", "schema"]),
            [(SchemaAction.Rename, SchemaObjectKind.Table)] = ("RenameTable", ["name", "schema", "newName", "newSchema"]),
            [(SchemaAction.Rename, SchemaObjectKind.Column)] = ("RenameColumn", ["name", "schema", "table", "newName"]),
            [(SchemaAction.Rename, SchemaObjectKind.Index)] = ("RenameIndex", ["name", "schema", "table", "newName"]),
            [(SchemaAction.Rename, SchemaObjectKind.Sequence)] = ("RenameSequence", ["name", "schema", "newName", "newSchema"]),
            [(SchemaAction.Alter, SchemaObjectKind.Table)] = ("AlterTable", ["name", "schema", "comment", "oldComment"]),
            [(SchemaAction.Alter, SchemaObjectKind.Database)] = ("AlterDatabase", ["collation", "oldCollation"]),
            [(SchemaAction.Alter, SchemaObjectKind.Sequence)] = ("AlterSequence",
            [
                "name", "schema", "incrementBy", "minValue", "maxValue", "cyclic", "cached", "cacheSize",
                "oldIncrementBy", "oldMinValue", "oldMaxValue", "oldCyclic", "oldCached", "oldCacheSize",
            ]),
            [(SchemaAction.Alter, SchemaObjectKind.Column)] = ("AlterColumn",
            [
                "name", "schema", "table", "type", "unicode", "fixedLength", "maxLength", "precision", "scale", "rowVersion",
                "nullable", "defaultValueSql", "computedColumnSql", "stored", "defaultValue", "comment", "collation",
                "oldClrType", "oldType", "oldUnicode", "oldFixedLength", "oldMaxLength", "oldPrecision", "oldScale", "oldRowVersion",
                "oldNullable", "oldDefaultValueSql", "oldComputedColumnSql", "oldStored", "oldDefaultValue", "oldComment", "oldCollation",
            ]),
            [(SchemaAction.Create, SchemaObjectKind.Column)] = ("AddColumn", ["name", "schema", "table", .. Column]),
            [(SchemaAction.Create, SchemaObjectKind.Index)] = ("CreateIndex", ["name", "schema", "table", "column", "columns", "unique", "descending", "filter"]),
            [(SchemaAction.Create, SchemaObjectKind.PrimaryKey)] = ("AddPrimaryKey", ["name", "schema", "table", "column", "columns"]),
            [(SchemaAction.Create, SchemaObjectKind.UniqueConstraint)] = ("AddUniqueConstraint", ["name", "schema", "table", "column", "columns"]),
            [(SchemaAction.Create, SchemaObjectKind.CheckConstraint)] = ("AddCheckConstraint", ["name", "schema", "table", "sql"]),
            [(SchemaAction.Create, SchemaObjectKind.ForeignKey)] = ("AddForeignKey", ["name", "schema", "table", "column", "columns", .. ForeignKey]),
            [(SchemaAction.Create, SchemaObjectKind.Sequence)] = ("CreateSequence", Sequence),
            [(SchemaAction.Restart, SchemaObjectKind.Sequence)] = ("RestartSequence", ["name", "schema", "startValue"]),
            [(SchemaAction.InsertRows, SchemaObjectKind.Rows)] = ("InsertData",
                ["schema", "table", "column", "columns", "columnType", "columnTypes", "value", "values"]),
            [(SchemaAction.UpdateRows, SchemaObjectKind.Rows)] = ("UpdateData",
                ["schema", "table", "keyColumn", "keyColumns", "keyColumnType", "keyColumnTypes", "keyValue", "keyValues", "column", "columns", "columnType", "columnTypes", "value", "values"]),
            [(SchemaAction.Ensure, SchemaObjectKind.Schema)] = ("EnsureSchema", ["name"]),
            [(SchemaAction.DeleteRows, SchemaObjectKind.Rows)] = ("DeleteData",
                ["schema", "table", "keyColumn", "keyColumns", "keyColumnType", "keyColumnTypes", "keyValue", "keyValues"]),
        }.ToImmutableDictionary();

    /// <summary>The indentation of the statements.</summary>
    public string Indent => indent;

    /// <summary>The statement that runs an operation, without the line break at its end; null where it cannot be written.</summary>
    public string? Write(SchemaOperation operation)
    {
        if (operation is { Kind: SchemaObjectKind.Table, Action: SchemaAction.Create })
        {
            return CreateTable(operation);
        }

        if (operation is { Action: SchemaAction.RunSql, Sql: { } sql })
        {
            // On one line, as people write it.
            return $"{indent}{builder}.Sql({CSharpLiteral.Of(sql)});";
        }

        if (!Calls.TryGetValue((operation.Action, operation.Kind), out var call) || Arguments(operation, call.Arguments) is not { } arguments)
        {
            return null;
        }

        var statement = new StringBuilder(indent).Append(builder).Append('.').Append(call.Call);
        if (operation.Kind == SchemaObjectKind.Column && operation.Action is SchemaAction.Alter or SchemaAction.Create)
        {
            if (operation.ClrType is null)
            {
                return null;
            }

            statement.Append('<').Append(operation.ClrType).Append('>');
            Import(operation.ClrTypeImports);
        }
        else if (operation is { Kind: SchemaObjectKind.Sequence, Action: SchemaAction.Create, ClrType: { } type })
        {
            statement.Append('<').Append(type).Append('>');
            Import(operation.ClrTypeImports);
        }

        statement.Append('(').Append(Lines(arguments, indent + unit)).Append(')');
        return Annotations(operation, indent + unit) is { } annotations ? statement.Append(annotations).Append(';').ToString() : null;
    }

    private string? CreateTable(SchemaOperation table)
    {
        var inner = indent + unit;
        if (Arguments(table, ["name", "schema", "comment"]) is not { } arguments || Annotations(table, inner) is not { } annotations)
        {
            return null;
        }

        var properties = new Dictionary<SchemaName, string>();
        var columns = new List<string>();
        foreach (var column in table.Parts.Where(static part => part.Kind == SchemaObjectKind.Column))
        {
            if (Arguments(column, Column) is not { } given || column.ClrType is null || Annotations(column, inner + unit + unit) is not { } marks)
            {
                return null;
            }

            var property = Property(column.Name.ToString(), properties.Values);
            properties[column.Name] = property;
            if (property != column.Name.ToString())
            {
                given.Insert(0, "name: " + CSharpLiteral.Of(column.Name.ToString()));
            }

            Import(column.ClrTypeImports);
            columns.Add($"{inner}{unit}{property} = table.Column<{column.ClrType}>({string.Join(", ", given)}){marks}");
        }

        var constraints = new List<string>();
        foreach (var part in table.Parts.Where(static part => part.Kind != SchemaObjectKind.Column))
        {
            if (Constraint(part, properties, inner + unit) is not { } constraint)
            {
                return null;
            }

            constraints.Add(constraint);
        }

        var pieces = arguments.Where(static argument => !argument.StartsWith("comment:", StringComparison.Ordinal)).ToList();
        pieces.Add($"columns: table => new{newLine}{inner}{{{newLine}{string.Join("," + newLine, columns)}{newLine}{inner}}}");
        if (constraints.Count > 0)
        {
            pieces.Add($"constraints: table =>{newLine}{inner}{{{newLine}{string.Join(newLine, constraints)}{newLine}{inner}}}");
        }

        pieces.AddRange(arguments.Where(static argument => argument.StartsWith("comment:", StringComparison.Ordinal)));
        return $"{indent}{builder}.CreateTable({Lines(pieces, inner)}){annotations};";
    }

    private string? Constraint(SchemaOperation part, Dictionary<SchemaName, string> properties, string at)
    {
        var name = CSharpLiteral.Of(part.Name.ToString());
        if (part.Kind == SchemaObjectKind.CheckConstraint)
        {
            return part.Argument("sql") is { } sql && Code(sql, isValues: false) is { } text ? $"{at}table.CheckConstraint({name}, {text});" : null;
        }

        if (part.Columns.IsEmpty || !part.Columns.All(properties.ContainsKey) || Annotations(part, at + unit) is not { } annotations)
        {
            return null;
        }

        var columns = part.Columns.Length == 1
            ? "x => x." + properties[part.Columns[0]]
            : $"x => new {{ {string.Join(", ", part.Columns.Select(column => "x." + properties[column]))} }}";
        switch (part.Kind)
        {
            case SchemaObjectKind.PrimaryKey:
                return $"{at}table.PrimaryKey({name}, {columns}){annotations};";
            case SchemaObjectKind.UniqueConstraint:
                return $"{at}table.UniqueConstraint({name}, {columns}){annotations};";
            default:
                // AddForeignKey names the columns by text, and this form by the property.
                var given = part with { Arguments = part.Arguments.RemoveRange(["column", "columns"]) };
                if (part.PrincipalTable is { } principal)
                {
                    given = given with { Arguments = given.Arguments.SetItem("principalTable", principal.Value.ForOtherClass()) };
                }

                return Arguments(given, ForeignKey) is { } key
                    ? $"{at}table.ForeignKey({Lines([$"name: {name}", $"column{(part.Columns.Length == 1 ? "" : "s")}: {columns}", .. key], at + unit)}){annotations};"
                    : null;
        }
    }

    // The scaffolder's way to a property: what cannot be a name becomes one.
    private static string Property(string column, ICollection<string> taken)
    {
        var name = new StringBuilder();
        foreach (var character in column)
        {
            name.Append(name.Length == 0 ? SyntaxFacts.IsIdentifierStartCharacter(character) ? character.ToString() : SyntaxFacts.IsIdentifierPartCharacter(character) ? "_" + character : "_"
                : SyntaxFacts.IsIdentifierPartCharacter(character) ? character.ToString() : "_");
        }

        var property = name.Length == 0 ? "_" : name.ToString();
        property = SyntaxFacts.GetKeywordKind(property) == SyntaxKind.None ? property : "@" + property;
        while (taken.Contains(property))
        {
            property += "_";
        }

        return property;
    }

    private List<string>? Arguments(SchemaOperation operation, string[] order)
    {
        var arguments = new List<string>();
        foreach (var name in order)
        {
            if (operation.Arguments.TryGetValue(name, out var value))
            {
                if (Code(value, Values.Contains(name)) is not { } code)
                {
                    return null;
                }

                arguments.Add($"{name}: {code}");
            }
        }

        // An argument that this list does not know would be lost in silence.
        return operation.Arguments.Keys.All(order.Contains) ? arguments : null;
    }

    private string Lines(IEnumerable<string> arguments, string at) =>
        string.Join(",", arguments.Select(argument => newLine + at + argument));

    private string? Annotations(SchemaOperation operation, string at)
    {
        var chained = new StringBuilder();
        foreach (var (method, annotations) in new[] { ("Annotation", operation.Annotations), ("OldAnnotation", operation.OldAnnotations) })
        {
            foreach (var (name, value) in annotations)
            {
                if (operation.Action == SchemaAction.Drop && !IsNeededToDrop(name))
                {
                    continue;
                }

                if (Code(value, isValues: false) is not { } code)
                {
                    return null;
                }

                chained.Append(newLine).Append(at).Append('.').Append(method).Append('(').Append(CSharpLiteral.Of(name)).Append(", ").Append(code).Append(')');
            }
        }

        return chained.ToString();
    }

    // SQL Server has to be told that a table has a history, or a period, to drop it. Nothing else is kept.
    private static bool IsNeededToDrop(string annotation) =>
        annotation.StartsWith("SqlServer:", StringComparison.Ordinal)
        && (annotation.Contains("Temporal") || annotation == "SqlServer:MemoryOptimized");

    private void Import(IEnumerable<TypeReference> named)
    {
        foreach (var type in named)
        {
            types.Add(type);
        }
    }

    private string? Code(SchemaValue value, bool isValues)
    {
        if (value.OwnMember is { } member && !hasMember(member))
        {
            return null;
        }

        if (value.Code is { } code)
        {
            if (value.Anywhere is { } anywhere)
            {
                Import(anywhere.Types);
            }

            return code;
        }

        if (value.Kind != SchemaValueKind.List || value.Items.IsEmpty)
        {
            return null;
        }

        var isTable = value.Items.All(static item => item.Kind == SchemaValueKind.List);
        var items = value.Items.Select(item => isTable ? Row(item) : Code(item, isValues: false)).ToList();
        return items.Contains(null) ? null : $"new{(isValues ? isTable ? " object[,]" : " object[]" : "[]")} {{ {string.Join(", ", items)} }}";
    }

    private string? Row(SchemaValue row)
    {
        var cells = row.Items.Select(cell => Code(cell, isValues: false)).ToList();
        return cells.Count == 0 || cells.Contains(null) ? null : $"{{ {string.Join(", ", cells)} }}";
    }
}
