using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;

namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>
/// What two definitions of one object contradict each other in. What one of them leaves out is no contradiction: EF Core
/// then takes it from the model.
/// </summary>
internal static class DefinitionDifference
{
    // One type by two names, in PostgreSQL for the most part.
    private static readonly ImmutableDictionary<string, string> Aliases = new Dictionary<string, string>
    {
        ["charactervarying"] = "varchar", ["character"] = "char", ["int"] = "integer", ["int4"] = "integer", ["int8"] = "bigint", ["int2"] = "smallint",
        ["bool"] = "boolean", ["bit"] = "boolean", ["numeric"] = "decimal", ["float8"] = "doubleprecision", ["double"] = "doubleprecision", ["float4"] = "real",
        ["timestampwithouttimezone"] = "timestamp", ["timestampwithtimezone"] = "timestamptz", ["timewithouttimezone"] = "time",
        ["nationalcharactervarying"] = "nvarchar",
    }.ToImmutableDictionary();

    /// <summary>The facet in which a definition contradicts an earlier one, in words, and the migration that gave that; null where it does not.</summary>
    /// <param name="now">The definition that Down gives.</param>
    /// <param name="before">The definition that is known.</param>
    public static (string Now, string Before, string? DefinedIn)? Between(SchemaOperation now, SchemaOperation before) =>
        now.Kind == SchemaObjectKind.Table ? OfTables(now, before)
        : OfParts(now, before) is var (left, right) ? (left, right, before.DefinedIn)
        : null;

    private static (string, string)? OfParts(SchemaOperation now, SchemaOperation before) => now.Kind switch
    {
        SchemaObjectKind.Column => OfColumns(now, before),
        SchemaObjectKind.Index => OfLists(now.Columns, before.Columns) ?? OfUnique(now, before),
        SchemaObjectKind.ForeignKey => OfLists(now.Columns, before.Columns)
            ?? (now.PrincipalTable is { } to && before.PrincipalTable is { } was && AreConstant(to, was) && to != was ? ($"a key to '{to}'", $"a key to '{was}'") : null),
        SchemaObjectKind.PrimaryKey or SchemaObjectKind.UniqueConstraint => OfLists(now.Columns, before.Columns),
        _ => null,
    };

    private static (string, string)? OfColumns(SchemaOperation now, SchemaOperation before)
    {
        if (now.Argument("type")?.Text is { } type && before.Argument("type")?.Text is { } was)
        {
            if (Normal(type) != Normal(was))
            {
                return ($"'{type}'", $"'{was}'");
            }
        }
        else
        {
            foreach (var (facet, words) in new[] { ("maxLength", "at most {0} characters"), ("precision", "a precision of {0}"), ("scale", "a scale of {0}") })
            {
                if (now.Argument(facet) is { Constant: { } given } left && before.Argument(facet) is { Constant: { } known } right && SchemaValue.AreEqual(left, right) == false)
                {
                    return (string.Format(CultureInfo.InvariantCulture, words, given), string.Format(CultureInfo.InvariantCulture, words, known));
                }
            }
        }

        return IsNullable(now) is { } isNullable && IsNullable(before) is { } wasNullable && isNullable != wasNullable
            ? (isNullable ? "nullable" : "NOT NULL", wasNullable ? "nullable" : "NOT NULL")
            : null;
    }

    private static (string, string, string?)? OfTables(SchemaOperation now, SchemaOperation before)
    {
        var (columns, known) = (ColumnsOf(now), ColumnsOf(before));
        // A column that could not be read may be any of them.
        if (columns.IsEmpty || !columns.Concat(known).All(static column => column.Name.Value.Text is not null))
        {
            return null;
        }

        if (known.FirstOrDefault(column => columns.All(other => other.Name != column.Name)) is { } missing)
        {
            return ($"a table without '{missing.Name}'", $"one with '{missing.Name}'", missing.DefinedIn);
        }

        foreach (var column in columns)
        {
            if (known.FirstOrDefault(other => other.Name == column.Name) is not { } same)
            {
                return ($"a table with '{column.Name}'", $"one without '{column.Name}'", before.DefinedIn);
            }

            if (OfColumns(column, same) is var (left, right))
            {
                return ($"a table whose '{column.Name}' is {left}", right, same.DefinedIn);
            }
        }

        return null;
    }

    private static ImmutableArray<SchemaOperation> ColumnsOf(SchemaOperation table) =>
        table.Parts.RemoveAll(static part => part.Kind != SchemaObjectKind.Column);

    private static (string, string)? OfLists(ImmutableArray<SchemaName> now, ImmutableArray<SchemaName> before) =>
        now.IsEmpty || before.IsEmpty || now.SequenceEqual(before) || !now.Concat(before).All(static name => name.Value.Text is not null)
            ? null
            : ("one over " + string.Join(", ", now), "one over " + string.Join(", ", before));

    private static (string, string)? OfUnique(SchemaOperation now, SchemaOperation before) =>
        Flag(now, "unique") is { } isUnique && Flag(before, "unique") is { } wasUnique && isUnique != wasUnique
            ? (isUnique ? "unique" : "one that is not unique", wasUnique ? "unique" : "one that is not unique")
            : null;

    private static bool AreConstant(SchemaName left, SchemaName right) => left.Value.Text is not null && right.Value.Text is not null;

    private static bool? IsNullable(SchemaOperation column) => Flag(column, "nullable");

    // False where it is left out; null where it is given and not known.
    private static bool? Flag(SchemaOperation operation, string name) =>
        operation.Argument(name) is not { } value ? false : value.Constant as bool?;

    private static string Normal(string type)
    {
        var text = type.ToLowerInvariant().Replace(" ", "");
        var open = text.IndexOf('(');
        var (name, rest) = open < 0 ? (text, "") : (text.Substring(0, open), text.Substring(open));
        // timestamp(6) with time zone has its length in the middle.
        var close = rest.IndexOf(')');
        if (close >= 0 && close < rest.Length - 1)
        {
            (name, rest) = (name + rest.Substring(close + 1), rest.Substring(0, close + 1));
        }

        return (Aliases.TryGetValue(name, out var alias) ? alias : name) + rest;
    }
}
