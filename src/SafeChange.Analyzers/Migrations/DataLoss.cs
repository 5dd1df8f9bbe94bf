using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>
/// What an operation costs that no Down gives back, in words that follow the object's name. A column that becomes shorter
/// is not among them: servers refuse to cut what is too long, so nothing is lost. Rounding they do without a word.
/// </summary>
internal static class DataLoss
{
    private static readonly HashSet<string> Instants =
        ["timestamp", "timestamptz", "timestamp without time zone", "timestamp with time zone", "datetime", "datetime2", "smalldatetime", "datetimeoffset"];

    private static readonly HashSet<string> Integers = ["int", "integer", "bigint", "smallint", "tinyint", "int2", "int4", "int8"];

    private static readonly HashSet<string> Fractions = ["decimal", "numeric", "float", "real", "double", "double precision", "float4", "float8", "money"];

    /// <summary>The loss; null where there is none for certain.</summary>
    public static string? Of(SchemaOperation operation) => (operation.Action, operation.Kind) switch
    {
        (SchemaAction.DeleteRows, _) or (SchemaAction.Drop, SchemaObjectKind.Table or SchemaObjectKind.Column) => "destroys its data, and Down cannot bring it back",
        (SchemaAction.Drop, SchemaObjectKind.Sequence) => "forgets the number that it has come to, and Down starts it anew",
        (SchemaAction.Alter, SchemaObjectKind.Table) when IsTemporal(operation.OldAnnotations) && !IsTemporal(operation.Annotations) =>
            "destroys its history, and Down cannot bring it back",
        (SchemaAction.Alter, SchemaObjectKind.Column) => OfChange(operation),
        (SchemaAction.Alter, SchemaObjectKind.Database) when AddedLabel(operation) is var (label, type) =>
            $"adds '{label}' to the enum '{type}', and PostgreSQL cannot take a value out again, so that Down stops there with NotSupportedException",
        _ => null,
    };

    // A value that is added to an enum which is there already. Npgsql keeps the values in an annotation: "sad,glad".
    private static (string Label, string Type)? AddedLabel(SchemaOperation operation)
    {
        const string prefix = "Npgsql:Enum:";
        foreach (var (name, value) in operation.Annotations)
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal) && value.Text is { } labels
                && operation.OldAnnotations.FirstOrDefault(old => old.Name == name).Value?.Text is { } oldLabels
                && labels.Split(',').Except(oldLabels.Split(',')).FirstOrDefault() is { } added)
            {
                return (added.Trim(), name.Substring(prefix.Length));
            }
        }

        return null;
    }

    private static bool IsTemporal(IEnumerable<(string Name, SchemaValue Value)> annotations) =>
        annotations.Any(static annotation => annotation.Name == "SqlServer:IsTemporal" && annotation.Value.Constant is true);

    private static string? OfChange(SchemaOperation operation)
    {
        // What the database works out is worked out again.
        if (operation.Argument("computedColumnSql") is not null && operation.Argument("oldComputedColumnSql") is not null)
        {
            return null;
        }

        // SQLite keeps what is stored whatever a column is declared as; these are its names, in capitals.
        if (operation.Argument("type")?.Text is not { } type || operation.Argument("oldType")?.Text is not { } oldType
            || type is "INTEGER" or "TEXT" or "REAL" or "BLOB" or "NUMERIC" || oldType is "INTEGER" or "TEXT" or "REAL" or "BLOB" or "NUMERIC")
        {
            return null;
        }

        var (name, facets) = Read(type);
        var (oldName, oldFacets) = Read(oldType);
        if (name == "date" && Instants.Contains(oldName))
        {
            return "drops the time of day of its values, and Down cannot bring it back";
        }

        if (name is "varchar" or "char" && oldName is "nvarchar" or "nchar")
        {
            return "replaces every character that its code page lacks, and Down cannot bring them back";
        }

        var rounds = (Fractions.Contains(oldName) && Integers.Contains(name) && !IsWhole(oldName, oldFacets))
            || (name is "decimal" or "numeric" && oldName is "decimal" or "numeric"
                && facets.Length > 0 && oldFacets.Length > 0 && Scale(facets) < Scale(oldFacets))
            || (name is "real" or "float4" && oldName is "double" or "double precision" or "float8");
        return rounds ? "rounds its values, and Down cannot bring them back" : null;
    }

    // decimal(20,0) is what EF Core makes of ulong. A decimal that says nothing is whole on SQL Server and MySQL, a
    // numeric holds any fraction on PostgreSQL.
    private static bool IsWhole(string name, int[] facets) =>
        (name == "decimal" || (name == "numeric" && facets.Length > 0)) && Scale(facets) == 0;

    private static int Scale(int[] facets) => facets.Length > 1 ? facets[1] : 0;

    // decimal(18, 2): the name, and the numbers.
    private static (string Name, int[] Facets) Read(string type)
    {
        var text = type.Trim().ToLowerInvariant();
        var open = text.IndexOf('(');
        var close = text.IndexOf(')');
        if (open < 0 || close < open)
        {
            return (text, []);
        }

        var numbers = text.Substring(open + 1, close - open - 1).Split(',')
            .Select(static part => int.TryParse(part.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1)
            .ToArray();
        return ((text.Substring(0, open) + text.Substring(close + 1)).Trim(), Array.IndexOf(numbers, -1) >= 0 ? [] : numbers);
    }
}
