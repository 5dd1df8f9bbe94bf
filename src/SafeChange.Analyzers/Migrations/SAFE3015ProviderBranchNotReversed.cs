using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>
/// What Up does under a database provider and Down does not take back there, though it takes others back. What is
/// missing under every provider, by no fault of a branch, is SAFE3011's.
/// </summary>
internal sealed class SAFE3015ProviderBranchNotReversed : MigrationRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.ProviderBranchNotReversed,
        "ProviderBranchNotReversed",
        "What Up does under a provider is not undone there",
        "Under {0}, Down does not undo {1} '{2}': {3}. Add {4} for {0} to Down.",
        RuleCategories.Migrations,
        Confidence.Certain,
        "A migration for several databases is tried on one of them. On the others, a revert leaves behind what only their branch of Up has made.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override bool DemandsDown => true;

    /// <summary>Whether an operation that nothing undoes is the fault of a provider's branch: reported here, not as SAFE3011.</summary>
    public static bool Owns(MigrationCase migration, Finding finding) =>
        finding.Kind == FindingKind.NotUndone
        // A mistaken name is SAFE3011's; the right name under another provider is not.
        && (finding.Counterpart is not { } counterpart || counterpart.Name == (finding.Operation.NewName ?? finding.Operation.Name))
        && !finding.Operation.Condition.Mentioned.IsEmpty
        && !migration.Down.Operations.IsEmpty;

    public override void Judge(MigrationCase migration)
    {
        if (migration.Down is not { Origin: not MethodOrigin.Framework, IsOpaque: false, Refusal: null } || migration.Up.IsOpaque
            || SAFE3002EmptyDownAfterSchemaChange.Reports(migration))
        {
            return;
        }

        foreach (var finding in migration.Findings.Where(finding => Owns(migration, finding)).Concat(migration.FindingsOfBranches))
        {
            var operation = finding.Operation;
            var providers = finding.Providers
                .Where(provider => migration.Down.RefusesUnder.All(refused => refused.Holds(provider) == false) && !GoesAnyway(operation, provider))
                .ToList();
            if (providers.Count > 0
                && !SAFE3014DownOrderBreaks.Explains(migration, operation)
                && !RawSqlEvidence.MayUndo(operation, migration.Up.Operations, migration.Down.Operations)
                && !migration.IsAnswered(migration.Notes.OnOperation(operation))
                && !migration.Notes.DownSpeaksOf(operation))
            {
                migration.Report(
                    Rule, operation.Location, ImmutableDictionary<string, string?>.Empty, ImmutableArray.Create(migration.DownLocation),
                    Names(providers), operation.Call, operation.DisplayName,
                    SAFE3011DownDoesNotReverse.Risk(operation), SAFE3011DownDoesNotReverse.Undo(operation));
            }
        }
    }

    // SQLite's provider makes keys and constraints by rebuilding the table as the model has it: one that is left behind
    // is gone with the next rebuild and in the way of none. Older versions could not even drop it.
    private static bool GoesAnyway(SchemaOperation operation, string provider) =>
        operation is { Action: SchemaAction.Create, Kind: SchemaObjectKind.PrimaryKey or SchemaObjectKind.ForeignKey or SchemaObjectKind.UniqueConstraint or SchemaObjectKind.CheckConstraint }
        && provider.IndexOf("Sqlite", StringComparison.OrdinalIgnoreCase) >= 0;

    // The last part of the name, as people call them: SqlServer, Sqlite, PostgreSQL.
    private static string Names(List<string> providers)
    {
        var names = providers
            .Where(static provider => !Symmetry.IsAnyOther(provider))
            .Select(static provider => provider.Substring(provider.TrimEnd('.').LastIndexOf('.') + 1).TrimEnd('.'))
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Concat(providers.Any(Symmetry.IsAnyOther) ? ["the other providers"] : Array.Empty<string>())
            .ToList();
        return names.Count == 1 ? names[0] : string.Join(", ", names.Take(names.Count - 1)) + " and " + names[names.Count - 1];
    }
}
