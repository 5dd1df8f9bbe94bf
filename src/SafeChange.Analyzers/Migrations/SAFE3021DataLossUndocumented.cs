using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>Up destroys data that Down cannot bring back, and no note says how to.</summary>
internal sealed class SAFE3021DataLossUndocumented : MigrationRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.DataLossUndocumented,
        "DataLossUndocumented",
        "Data is lost and no note says how to get it back",
        "{0} '{1}' {2}: say in a '// rollback:' note how it is restored, or why it is not needed",
        RuleCategories.Migrations,
        Confidence.Certain,
        "Down restores the structure, never the values. Where they can be had from is known today, by the one who writes the migration.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override void Judge(MigrationCase migration)
    {
        JudgeSql(migration);
        // What Down hands to code that cannot be read may well bring the data back.
        if (!migration.IsReadable || !migration.Up.Operations.Any(static operation => MayLose(operation)))
        {
            return;
        }

        foreach (var operation in Losses(migration))
        {
            if (!migration.Tables.IsSmall(operation) && !migration.IsAnswered(migration.Notes.ForOperation(operation)))
            {
                migration.Report(
                    Rule,
                    operation.Location,
                    FixData.Lost.Write(ImmutableDictionary<string, string?>.Empty, operation.DisplayName),
                    ImmutableArray<Location>.Empty,
                    operation.Call,
                    operation.DisplayName,
                    DataLoss.Of(operation)!);
            }
        }
    }

    private static void JudgeSql(MigrationCase migration)
    {
        foreach (var (operation, statement) in RawSqlLosses.Of(migration))
        {
            if (!migration.IsAnswered(migration.Notes.ForOperation(operation)))
            {
                migration.Report(
                    Rule,
                    operation.Location,
                    FixData.Lost.Write(ImmutableDictionary<string, string?>.Empty, statement.DisplayName),
                    ImmutableArray<Location>.Empty,
                    RawSqlLosses.Verb(statement)!,
                    statement.DisplayName,
                    "destroys its data, and Down cannot bring it back");
            }
        }
    }

    private static bool MayLose(SchemaOperation operation) => DataLoss.Of(operation) is not null;

    // Down tells that the database fills the column by itself: computed, a row version, the period of a temporal table.
    private static bool HoldsNoValues(SchemaOperation dropped, ImmutableArray<SchemaOperation> down) =>
        dropped.Kind == SchemaObjectKind.Column && down.Any(operation =>
            operation is { Action: SchemaAction.Create, Kind: SchemaObjectKind.Column }
            && operation.Name == dropped.Name
            && operation.Table == dropped.Table
            && (operation.Argument("computedColumnSql") is not null
                || operation.Argument("rowVersion")?.Constant is true
                || operation.Annotations.Any(static annotation => annotation.Name.Contains(":TemporalIsPeriod"))));

    /// <summary>The operations of Up that destroy, for certain, what was there before and Down does not put back.</summary>
    public static IEnumerable<SchemaOperation> Losses(MigrationCase migration)
    {
        var state = migration.AfterUp;
        foreach (var operation in migration.Up.Operations)
        {
            if (!MayLose(operation) || !state.Targets.TryGetValue(operation, out var target))
            {
                continue;
            }

            if (operation.Action == SchemaAction.DeleteRows)
            {
                // Rows that Down inserts again, as EF Core does with seed data, are not lost.
                var isLost = target.ExistedAtStart && target.RowChanges.Any(change => ReferenceEquals(change.Operation, operation))
                    && migration.Findings.Any(finding => finding.Kind == FindingKind.NotUndone && ReferenceEquals(finding.Operation, operation));
                if (isLost && !RawSqlEvidence.MayUndo(operation, migration.Up.Operations, migration.Down.Operations))
                {
                    yield return operation;
                }
            }
            else if (operation.Kind == SchemaObjectKind.Database)
            {
                yield return operation;
            }
            else if (target.ExistedAtStart
                && target.Owner is not { ExistedAtStart: false }
                && !HoldsNoValues(operation, migration.Down.Operations)
                // As SQL that drops the table is judged: what its rows have become is with the copy.
                && !(operation is { Kind: SchemaObjectKind.Table, Action: SchemaAction.Drop } && migration.SqlChanges.IsMadeOrCopied(operation))
                && !RawSqlEvidence.MayRestore(operation, migration.Down.Operations))
            {
                yield return operation;
            }
        }
    }
}
