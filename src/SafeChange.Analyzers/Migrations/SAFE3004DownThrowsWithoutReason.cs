using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Migrations;

/// <summary>Down refuses to run and gives no reason. A refusal in a base class is reported once, there.</summary>
internal sealed class SAFE3004DownThrowsWithoutReason : MigrationRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.DownThrowsWithoutReason,
        "DownThrowsWithoutReason",
        "Down refuses to run and gives no reason",
        "Down of '{0}' refuses to run and gives no reason: say in a '// rollback:' note, or in the exception's message, what to do instead",
        RuleCategories.Migrations,
        Confidence.Likely,
        "To refuse is a decision. Whoever reverts a release needs to know what it was and which way back there is.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override bool DemandsDown => true;

    public override void Judge(MigrationCase migration)
    {
        if (migration.Down is { Origin: MethodOrigin.Own } && !SAFE3005DownThrowsThoughReversible.IsReversible(migration))
        {
            JudgeBase(migration);
        }
    }

    public override void JudgeBase(MigrationCase migration)
    {
        if (migration.Down is { Origin: MethodOrigin.Own, Refusal: { } refusal } && !migration.IsAnswered(migration.Notes.ForMigration()))
        {
            migration.Report(Rule, refusal.Syntax.GetLocation(), migration.Name);
        }
    }
}
