using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Migrations;

/// <summary>Down refuses to run, gives no reason, and everything that Up does could be undone.</summary>
internal sealed class SAFE3005DownThrowsThoughReversible : MigrationRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.DownThrowsThoughReversible,
        "DownThrowsThoughReversible",
        "Down refuses to run although Up can be undone",
        "Down of '{0}' throws although every operation of Up can be undone: write Down, or say in a '// rollback:' note why it must not run",
        RuleCategories.Migrations,
        Confidence.Certain,
        "A way back that costs one keypress is worth having: a release with this migration cannot be taken back, and nothing in it says why.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override bool DemandsDown => true;

    /// <summary>Whether Down throws and Up can be undone, from what Up says or the migrations before.</summary>
    public static bool IsReversible(MigrationCase migration) =>
        migration is { Down: { Origin: MethodOrigin.Own, Refusal: not null }, IsUpReversible: true };

    public override void Judge(MigrationCase migration)
    {
        if (IsReversible(migration) && !migration.IsExcused(migration.Notes.ForMigration(), canBeUndone: true))
        {
            migration.Report(Rule, migration.Down.Refusal!.Syntax.GetLocation(), migration.Name);
        }
    }
}
