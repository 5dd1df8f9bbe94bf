using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>
/// Down brings back what Up took away with another definition than the migrations before gave it. History is read only
/// for a Down that restores something.
/// </summary>
internal sealed class SAFE3013DownRestoresDifferently : MigrationRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.DownRestoresDifferently,
        "DownRestoresDifferently",
        "Down restores another definition than there was",
        "Down brings '{0}' back as {1}, but {2} defines it as {3}: after a revert the previous version of the application meets a schema it does not know. Restore the definition from before.",
        RuleCategories.Migrations,
        Confidence.Likely,
        "A revert is done for the previous version of the application. It was written for the schema as it was, not as somebody remembered it.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override bool DemandsDown => true;

    public override void Judge(MigrationCase migration)
    {
        if (!migration.IsReadable || migration.Down is not { Origin: MethodOrigin.Own, Refusal: null })
        {
            return;
        }

        foreach (var operation in migration.Down.Operations)
        {
            if (MayRestore(operation, migration.Up.Operations)
                && Known(operation, migration.Up.Operations, migration.Plan) is { } known
                && DefinitionDifference.Between(operation, known) is var (now, before, definedIn)
                && !migration.Findings.Any(finding => IsSame(finding.Operation, operation))
                && !migration.IsAnswered(migration.Notes.OnOperation(operation)))
            {
                migration.Report(
                    Rule, operation.Location, ImmutableDictionary<string, string?>.Empty, ImmutableArray<Location>.Empty,
                    operation.DisplayName, now, string.IsNullOrEmpty(definedIn) ? "Up" : $"'{definedIn}'", before);
            }
        }
    }

    /// <summary>
    /// The definition that is known of what an operation of Down restores; null where none is, or what Up does to the
    /// object beside that leaves several right answers.
    /// </summary>
    public static SchemaOperation? Known(SchemaOperation inDown, ImmutableArray<SchemaOperation> up, ImmutableArray<ReversalStep> plan)
    {
        if (Touches(inDown, up) != 1)
        {
            return null;
        }

        var known = plan.Where(static step => step is { IsComplete: true, IsCertain: true, Of.Condition.IsAlways: true })
            .SelectMany(static step => step.Inverse)
            .Where(step => step.Kind == inDown.Kind && step.Action == inDown.Action && step.Name == inDown.Name && (step.Table is null || inDown.Table is null || step.Table == inDown.Table))
            .Take(2).ToList();
        return known is [var only] ? only : null;
    }

    // What does not undo Up at all is another rule's.
    private static bool IsSame(SchemaOperation left, SchemaOperation right) =>
        left.Kind == right.Kind && left.Name == right.Name && left.Table == right.Table;

    // Before the plan is asked, and with it the history: only what Up drops or alters can be restored.
    private static bool MayRestore(SchemaOperation inDown, ImmutableArray<SchemaOperation> up) =>
        inDown.Condition.IsAlways
        && (inDown.Action, inDown.Kind) is (SchemaAction.Create, not (SchemaObjectKind.Sequence or SchemaObjectKind.Schema or SchemaObjectKind.CheckConstraint)) or (SchemaAction.Alter, SchemaObjectKind.Column)
        && Touches(inDown, up) == 1
        && up.Any(operation => operation.Kind == inDown.Kind && operation.Name == inDown.Name
            && operation.Action == (inDown.Action == SchemaAction.Create ? SchemaAction.Drop : SchemaAction.Alter));

    // Every operation of Up that has to do with the object; more than one, and its definition may have been changed on the way.
    private static int Touches(SchemaOperation inDown, ImmutableArray<SchemaOperation> up) => up.Count(operation =>
        operation.Kind == SchemaObjectKind.Sql
            ? operation.Sql is null || SqlText.Mentions(operation.Sql, inDown.Name.ToString())
            : inDown.Kind == SchemaObjectKind.Table
                ? (operation.Kind == SchemaObjectKind.Table && (operation.Name == inDown.Name || operation.NewName == inDown.Name))
                    || (operation.Kind == SchemaObjectKind.Column && operation.Table == inDown.Name)
                : operation.Kind == inDown.Kind && (operation.Name == inDown.Name || operation.NewName == inDown.Name)
                    && (operation.Table is null || inDown.Table is null || operation.Table == inDown.Table));
}
