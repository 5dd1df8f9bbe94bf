using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations.RawSql;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>Up changes data and nothing else, and Down says nothing about it.</summary>
internal sealed class SAFE3003EmptyDownAfterDataChange : MigrationRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.EmptyDownAfterDataChange,
        "EmptyDownAfterDataChange",
        "Down is empty after a change of data",
        "Down of '{0}' is empty although Up changes data ({1} '{2}'): {3}. Undo it in Down, or say in a '// rollback:' note why it need not be.",
        RuleCategories.Migrations,
        Confidence.Certain,
        "An empty Down deletes the history row and leaves the data as Up has made it. That may well be right, but whoever reverts at night cannot tell it from a Down that was forgotten.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override bool DemandsDown => true;

    /// <summary>Whether this is a migration of data alone whose Down is empty; its statements are then not reported one by one.</summary>
    public static bool IsDataOnly(MigrationCase migration) =>
        migration.IsDownEmpty
        && migration.IsReadable
        && !migration.SqlChanges.HasUnknown
        && !migration.NetEffect.Any(static operation => operation.IsStructural)
        && migration.SqlChanges.Lasting.All(static change => change.Statement.IsDataChange)
        && Changes(migration).Any();

    public override void Judge(MigrationCase migration)
    {
        if (!IsDataOnly(migration))
        {
            return;
        }

        var open = Changes(migration).Where(change => !migration.IsAnswered(migration.Notes.OnOperation(change.Operation))).ToList();
        if (open.Count == 0 || migration.IsAnswered(migration.Notes.ForMigration()))
        {
            return;
        }

        // What is gone is worse than what is there.
        var lost = open.FindIndex(static change => change.IsLoss);
        var (operation, statement, isLoss) = open[lost < 0 ? 0 : lost];
        migration.Report(
            Rule,
            isLoss ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            migration.DownLocation,
            migration.Name,
            statement is null ? operation.Call : statement.Action.ToString().ToUpperInvariant(),
            statement is null ? operation.DisplayName : statement.DisplayName,
            isLoss ? "a revert deletes the history row and the rows stay gone" : "a revert deletes the history row and the next update changes the data a second time");
    }

    private static IEnumerable<(SchemaOperation Operation, SqlStatement? Statement, bool IsLoss)> Changes(MigrationCase migration)
    {
        var changed = new HashSet<SchemaOperation>(migration.NetEffect.Where(static operation => operation.Kind == SchemaObjectKind.Rows));
        var lasting = migration.SqlChanges.Lasting.ToLookup(static change => change.Operation, static change => change.Statement);
        foreach (var operation in migration.Up.Operations)
        {
            if (changed.Contains(operation))
            {
                yield return (operation, null, operation.Action == SchemaAction.DeleteRows);
            }

            foreach (var statement in lasting[operation])
            {
                yield return (operation, statement, statement.Action is SqlAction.Delete or SqlAction.Truncate);
            }
        }
    }
}
