using System.Linq;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Migrations;

/// <summary>Down does nothing after an Up that changes the schema. A note does not help here: the revert itself is harmful.</summary>
internal sealed class SAFE3002EmptyDownAfterSchemaChange : MigrationRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.EmptyDownAfterSchemaChange,
        "EmptyDownAfterSchemaChange",
        "Down is empty after a schema change",
        "Down of '{0}' is empty: a revert only deletes the history row, and the next update runs {1} '{2}' on a schema that has it already. Undo Up in Down, or throw with a reason.",
        RuleCategories.Migrations,
        Confidence.Certain,
        "An empty Down is worse than one that throws: it removes the migration from the history while the schema stays, so the next deployment runs Up again on a schema that already has it.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override bool DemandsDown => true;

    /// <summary>Whether the rule reports the migration; what is missing one by one is then not reported again.</summary>
    public static bool Reports(MigrationCase migration) =>
        migration.IsDownEmpty && migration.IsReadable && migration.NetEffect.Any(operation => IsMissed(migration, operation));

    public override void Judge(MigrationCase migration)
    {
        if (Reports(migration))
        {
            var first = migration.NetEffect.First(operation => IsMissed(migration, operation));
            migration.Report(Rule, migration.DownLocation, migration.Name, first.Call, first.DisplayName);
        }
    }

    private static bool IsMissed(MigrationCase migration, Schema.SchemaOperation operation) =>
        operation.IsStructural && !RawSqlEvidence.MayUndo(operation, migration.Up.Operations, migration.Down.Operations);
}
