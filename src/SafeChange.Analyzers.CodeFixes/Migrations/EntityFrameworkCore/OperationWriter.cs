using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.CodeFixes.Migrations.EntityFrameworkCore;

/// <summary>
/// Writes operations as EF Core's scaffolder does: its argument order, one argument a line, annotations chained
/// below.
/// </summary>
internal sealed class OperationWriter(string builder, string indent, string unit, string newLine)
{
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
            [(SchemaAction.Ensure, SchemaObjectKind.Schema)] = ("EnsureSchema", ["name"]),
            [(SchemaAction.DeleteRows, SchemaObjectKind.Rows)] = ("DeleteData",
                ["schema", "table", "keyColumn", "keyColumns", "keyColumnType", "keyColumnTypes", "keyValue", "keyValues"]),
        }.ToImmutableDictionary();

    /// <summary>The statement that runs an operation, without the line break at its end; null where it cannot be written.</summary>
    public string? Write(SchemaOperation operation)
    {
        if (!Calls.TryGetValue((operation.Action, operation.Kind), out var call))
        {
            return null;
        }

        var arguments = new List<string>();
        foreach (var name in call.Arguments)
        {
            if (operation.Arguments.TryGetValue(name, out var value))
            {
                if (Code(value, isValues: name == "keyValues") is not { } code)
                {
                    return null;
                }

                arguments.Add($"{name}: {code}");
            }
        }

        // An argument that this list does not know would be lost in silence.
        if (operation.Arguments.Keys.Any(name => !call.Arguments.Contains(name)))
        {
            return null;
        }

        var statement = new StringBuilder(indent).Append(builder).Append('.').Append(call.Call);
        if (operation.Kind == SchemaObjectKind.Column && operation.Action == SchemaAction.Alter)
        {
            if (operation.ClrType is null)
            {
                return null;
            }

            statement.Append('<').Append(operation.ClrType).Append('>');
        }

        statement.Append('(');
        for (var i = 0; i < arguments.Count; i++)
        {
            statement.Append(newLine).Append(indent).Append(unit).Append(arguments[i]).Append(i < arguments.Count - 1 ? "," : "");
        }

        statement.Append(')');
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

                statement.Append(newLine).Append(indent).Append(unit)
                    .Append('.').Append(method).Append('(').Append(CSharpLiteral.Of(name)).Append(", ").Append(code).Append(')');
            }
        }

        return statement.Append(';').ToString();
    }

    // SQL Server has to be told that a table has a history, or a period, to drop it. Nothing else is kept.
    private static bool IsNeededToDrop(string annotation) =>
        annotation.StartsWith("SqlServer:", StringComparison.Ordinal)
        && (annotation.Contains("Temporal") || annotation == "SqlServer:MemoryOptimized");

    private static string? Code(SchemaValue value, bool isValues)
    {
        if (value.Code is { } code)
        {
            return code;
        }

        if (value.Kind != SchemaValueKind.List)
        {
            return null;
        }

        var items = value.Items.Select(static item => Code(item, isValues: false)).ToList();
        return items.Contains(null) ? null : $"new{(isValues ? " object" : "")}[] {{ {string.Join(", ", items)} }}";
    }
}
