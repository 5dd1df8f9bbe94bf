using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SafeChange.Analyzers.Migrations.EntityFrameworkCore;

/// <summary>
/// What a team says of helpers whose source is not at hand: which of them undo themselves when Down calls them too,
/// and which SQL statement a call stands for.
/// </summary>
internal sealed class MigrationHelpers(ImmutableArray<string> symmetric, ImmutableArray<string> effects)
{
    // The statement that a call stands for; its object is the first text that the call is given.
    private static readonly ImmutableDictionary<string, string?> Statements = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
    {
        ["none"] = null,
        ["sql"] = "",
        ["insert-data"] = "INSERT INTO",
        ["update-data"] = "UPDATE",
        ["delete-data"] = "DELETE FROM",
        ["create-table"] = "CREATE TABLE",
        ["drop-table"] = "DROP TABLE",
        ["create-index"] = "CREATE INDEX",
        ["drop-index"] = "DROP INDEX",
        ["create-view"] = "CREATE VIEW",
        ["drop-view"] = "DROP VIEW",
        ["create-procedure"] = "CREATE PROCEDURE",
        ["drop-procedure"] = "DROP PROCEDURE",
        ["create-function"] = "CREATE FUNCTION",
        ["drop-function"] = "DROP FUNCTION",
        ["create-trigger"] = "CREATE TRIGGER",
        ["drop-trigger"] = "DROP TRIGGER",
    }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase);

    public static MigrationHelpers None { get; } = new(ImmutableArray<string>.Empty, ImmutableArray<string>.Empty);

    /// <summary>The effects that may be written, for messages.</summary>
    public static string Effects { get; } = string.Join(", ", Statements.Keys.OrderBy(static name => name, StringComparer.Ordinal));

    /// <summary>What the options say for a tree.</summary>
    public static MigrationHelpers Of(AnalyzerOptions options, SyntaxTree tree) =>
        new(MigrationOptions.SymmetricHelpers.Read(options, tree), MigrationOptions.HelperEffects.Read(options, tree));

    /// <summary>Whether a text names a method and one of the effects.</summary>
    public static bool IsEffect(string item) =>
        item.LastIndexOf(':') is > 0 and var colon && IsName(item.Substring(0, colon)) && Statements.ContainsKey(item.Substring(colon + 1).Trim());

    /// <summary>Whether a text is <c>Method</c> or <c>Type.Method</c>.</summary>
    public static bool IsName(string item) => item.Trim() is { Length: > 0 } name && name.All(static letter => char.IsLetterOrDigit(letter) || letter is '_' or '.');

    /// <summary>Whether a call is undone by the same call in Down.</summary>
    public bool IsSymmetric(IMethodSymbol method) => symmetric.Any(name => Names(name, method));

    /// <summary>The beginning of the statement that a call stands for: null for none at all, empty for one that is not known.</summary>
    public bool HasEffect(IMethodSymbol method, out string? statement)
    {
        foreach (var item in effects)
        {
            var colon = item.LastIndexOf(':');
            if (Names(item.Substring(0, colon), method))
            {
                statement = Statements[item.Substring(colon + 1).Trim()];
                return true;
            }
        }

        statement = null;
        return false;
    }

    private static bool Names(string name, IMethodSymbol method)
    {
        var dot = name.Trim().LastIndexOf('.');
        return name.Trim().Substring(dot + 1) == method.Name
            && (dot < 0 || method.ContainingType is { } type && ("." + type.ToDisplayString()).EndsWith("." + name.Trim().Substring(0, dot), StringComparison.Ordinal));
    }
}
