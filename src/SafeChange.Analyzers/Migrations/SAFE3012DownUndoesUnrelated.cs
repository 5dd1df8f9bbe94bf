using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>An operation of Down on something that Up never touched.</summary>
internal sealed class SAFE3012DownUndoesUnrelated : MigrationRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.DownUndoesUnrelated,
        "DownUndoesUnrelated",
        "Down changes something that Up never touched",
        "Down calls {0} on '{1}', which Up never touched: {2}. {3}.",
        RuleCategories.Migrations,
        Confidence.Certain,
        "A revert is meant to take one change back. This one changes, or destroys, what was there before.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override void Judge(MigrationCase migration)
    {
        if (migration.Down is not { Origin: MethodOrigin.Own, Refusal: null })
        {
            return;
        }

        foreach (var finding in migration.Findings)
        {
            var operation = finding.Operation;
            if (finding.Kind == FindingKind.Unrelated
                && !SAFE3014DownOrderBreaks.Explains(migration, operation)
                && !RawSqlEvidence.MayHaveTouched(operation, migration.Up.Operations)
                && !migration.IsAnswered(migration.Notes.OnOperation(operation)))
            {
                var meant = finding.Counterpart;
                migration.Report(
                    Rule,
                    operation.Location,
                    ImmutableDictionary<string, string?>.Empty,
                    meant is null ? ImmutableArray<Location>.Empty : ImmutableArray.Create(meant.Location),
                    operation.Call,
                    operation.DisplayName,
                    Risk(operation),
                    meant is null ? "Remove the call" : $"Undo '{meant.NewName ?? meant.Name}' instead, or remove the call");
            }
        }
    }

    private static string Risk(SchemaOperation operation) => (operation.Action, operation.Kind) switch
    {
        (SchemaAction.Drop, SchemaObjectKind.Table or SchemaObjectKind.Column) or (SchemaAction.DeleteRows, _) => "a revert destroys data that was there before",
        (SchemaAction.Drop, _) => "a revert removes what was there before",
        (SchemaAction.Create, _) => "a revert fails, or leaves it behind",
        _ => "a revert changes what was there before",
    };
}
