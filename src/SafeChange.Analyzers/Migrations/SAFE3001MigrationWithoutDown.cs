using System.Linq;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>Up changes something and no Down exists up to the framework's base class.</summary>
internal sealed class SAFE3001MigrationWithoutDown : MigrationRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.MigrationWithoutDown,
        "MigrationWithoutDown",
        "A migration has no Down",
        "Migration '{0}' has no Down, so a revert stops with NotSupportedException at this migration: write Down to undo {1} '{2}', or say in a '// rollback:' note what to do instead",
        RuleCategories.Migrations,
        Confidence.Certain,
        "Without Down nobody can go back past this migration, which is found out on the night when somebody has to.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override bool DemandsDown => true;

    public override void Judge(MigrationCase migration)
    {
        if (migration.Down.Origin == MethodOrigin.Framework
            && migration.Up.Operations.FirstOrDefault(static operation => operation.Action != SchemaAction.Ensure) is { } first
            && !migration.IsExcused(migration.Notes.ForMigration(), migration.IsUpReversible))
        {
            migration.Report(Rule, migration.TypeLocation, migration.Name, first.Call, first.DisplayName);
        }
    }
}
