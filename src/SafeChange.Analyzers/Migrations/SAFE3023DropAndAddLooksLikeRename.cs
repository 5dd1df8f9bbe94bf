using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>
/// A column is dropped and one with a like name and the same definition is added to the same table: a rename that throws
/// the values away. Only where one column can be meant, and nothing copies the values.
/// </summary>
internal sealed class SAFE3023DropAndAddLooksLikeRename : MigrationRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.DropAndAddLooksLikeRename,
        "DropAndAddLooksLikeRename",
        "A column is dropped and one like it is added",
        "Up drops '{0}' and adds '{1}' with the same definition: if that is a rename, its values are lost on the way. Use RenameColumn, both ways, or say in a '// rollback:' note that it is none.",
        RuleCategories.Migrations,
        Confidence.Likely,
        "A rename keeps the values and is undone by a rename. Dropping and adding leaves an empty column, in both directions.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override void Judge(MigrationCase migration)
    {
        if (!migration.IsReadable)
        {
            return;
        }

        foreach (var (dropped, added) in Pairs(migration.Migration, migration.Options, () => migration.Plan))
        {
            if (!migration.IsAnswered(migration.Notes.OnOperation(dropped).Or(() => migration.Notes.OnOperation(added))))
            {
                migration.Report(
                    Rule, dropped.Location, ImmutableDictionary<string, string?>.Empty, ImmutableArray.Create(added.Location), dropped.DisplayName, added.DisplayName);
            }
        }
    }

    /// <summary>The dropped columns of Up, each with the added one that may be its new name.</summary>
    /// <param name="migration">The migration.</param>
    /// <param name="options">What is known of the project.</param>
    /// <param name="plan">How Up is taken back; asked only where Down does not tell what was dropped.</param>
    public static IEnumerable<(SchemaOperation Dropped, SchemaOperation Added)> Pairs(
        Migration migration, SymmetryOptions options, Func<ImmutableArray<ReversalStep>> plan)
    {
        var up = migration.Up.Operations;
        var drops = up.RemoveAll(static operation => operation is not { Kind: SchemaObjectKind.Column, Action: SchemaAction.Drop, Condition.IsAlways: true });
        var adds = up.RemoveAll(static operation => operation is not { Kind: SchemaObjectKind.Column, Action: SchemaAction.Create, Condition.IsAlways: true });
        if (drops.IsEmpty || adds.IsEmpty)
        {
            yield break;
        }

        var state = Symmetry.After(up, options);
        var like = (
            from dropped in drops
            from added in adds
            where dropped.Table == added.Table && dropped.Schema == added.Schema
                && AreAlike(dropped.Name.ToString(), added.Name.ToString())
                && state.Targets.TryGetValue(dropped, out var old) && old.ExistedAtStart && old.Owner is { ExistedAtStart: true }
                && state.Targets.TryGetValue(added, out var @new) && @new is { ExistedAtStart: false, IsThere: true }
                && !up.Any(operation => MayCopy(operation, dropped))
            select (dropped, added)).ToList();
        foreach (var pair in like)
        {
            // Which of two is meant is not known.
            if (like.Count(other => other.dropped == pair.dropped || other.added == pair.added) == 1
                && Definition(pair.dropped, migration, plan) is { } definition
                && IsSame(definition, pair.added))
            {
                yield return pair;
            }
        }
    }

    // Down's own AddColumn says what the column was, or else the migrations before.
    private static SchemaOperation? Definition(SchemaOperation dropped, Migration migration, Func<ImmutableArray<ReversalStep>> plan) =>
        migration.Down.Operations.FirstOrDefault(operation =>
            operation is { Kind: SchemaObjectKind.Column, Action: SchemaAction.Create } && operation.Name == dropped.Name && operation.Table == dropped.Table)
        ?? plan().Where(static step => step is { IsComplete: true, IsCertain: true }).FirstOrDefault(step => step.Of == dropped)?.Inverse[0];

    private static bool IsSame(SchemaOperation dropped, SchemaOperation added)
    {
        foreach (var facet in new[] { "type", "maxLength", "precision", "scale", "unicode", "fixedLength" })
        {
            if (SchemaValue.AreEqual(dropped.Argument(facet) ?? SchemaValue.Of(null), added.Argument(facet) ?? SchemaValue.Of(null)) != true)
            {
                return false;
            }
        }

        return dropped.ClrType?.TrimEnd('?') == added.ClrType?.TrimEnd('?')
            && (added.Argument("nullable")?.Constant is true || dropped.Argument("nullable")?.Constant is not true)
            && IsPlain(dropped) && IsPlain(added);
    }

    // What the database fills by itself has no values to keep.
    private static bool IsPlain(SchemaOperation column) =>
        column.Argument("computedColumnSql") is null && column.Argument("rowVersion")?.Constant is not true && column.Annotations.IsEmpty;

    private static bool MayCopy(SchemaOperation operation, SchemaOperation dropped) => operation.Kind switch
    {
        SchemaObjectKind.Sql => operation.Sql is null || SqlText.Mentions(operation.Sql, dropped.Table!.Value.ToString()),
        SchemaObjectKind.Rows => operation.Table == dropped.Table,
        _ => false,
    };

    // One name holds the other (Name, DisplayName), or a few letters differ.
    private static bool AreAlike(string left, string right) =>
        left.IndexOf(right, StringComparison.OrdinalIgnoreCase) >= 0 || right.IndexOf(left, StringComparison.OrdinalIgnoreCase) >= 0
        || EditDistance.Between(left, right) <= Math.Min(left.Length, right.Length) / 4;
}
