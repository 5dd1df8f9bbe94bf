using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>The tables that a team has called small or large.</summary>
internal sealed class TableLists(ImmutableArray<string> small, ImmutableArray<string> large)
{
    public static TableLists None { get; } = new(ImmutableArray<string>.Empty, ImmutableArray<string>.Empty);

    public static TableLists Read(AnalyzerOptions options, SyntaxTree tree, string ruleId) =>
        new(MigrationOptions.SmallTables.Read(options, tree, ruleId), MigrationOptions.LargeTables.Read(options, tree, ruleId));

    /// <summary>Whether a text can name tables: commas and quotes are mistakes, and a * anywhere but at the end.</summary>
    public static bool IsItem(string text) =>
        text.IndexOfAny([',', '"', '\'', '[', ']']) < 0 && text.IndexOf('*') is var star && (star < 0 || star == text.Length - 1);

    public bool IsSmall(SchemaOperation operation) => Holds(small, operation);

    public bool IsLarge(SchemaOperation operation) => Holds(large, operation);

    private static bool Holds(ImmutableArray<string> items, SchemaOperation operation) =>
        !items.IsEmpty
        && (operation.Kind == SchemaObjectKind.Table ? operation.Name : operation.Table) is { Value.Text: { } table }
        && items.Any(item => Matches(item, table)
            || (operation.Schema is null
                // The schema that a migration leaves out is the server's default one.
                ? Matches(item, "dbo." + table) || Matches(item, "public." + table)
                : operation.Schema is { Value.Text: { } schema } && Matches(item, schema + "." + table)));

    private static bool Matches(string item, string name) =>
        item[item.Length - 1] == '*'
            ? name.StartsWith(item.Substring(0, item.Length - 1), StringComparison.OrdinalIgnoreCase)
            : string.Equals(name, item, StringComparison.OrdinalIgnoreCase);
}
