using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations.RawSql;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>A statement of raw SQL in Up that nothing in Down takes back, as SQL or as an operation.</summary>
internal sealed class SAFE3017RawSqlNotReversed : MigrationRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.RawSqlNotReversed,
        "RawSqlNotReversed",
        "Raw SQL of Up has no reverse in Down",
        "Down does not take back '{0}': {1}. {2}, or say in a '// rollback:' note why it need not be.",
        RuleCategories.Migrations,
        Confidence.Likely,
        "EF Core scaffolds the reverse of its own operations, never that of SQL which somebody added by hand.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override bool DemandsDown => true;

    public override void Judge(MigrationCase migration)
    {
        foreach (var (operation, statements) in Unreversed(migration))
        {
            if (!migration.IsAnswered(migration.Notes.ForOperation(operation)))
            {
                migration.Report(
                    Rule,
                    operation.Location,
                    ImmutableDictionary<string, string?>.Empty,
                    ImmutableArray.Create(migration.DownLocation),
                    statements[0].Summary,
                    Risk(statements[0]),
                    statements[0].Inverse is { } inverse ? $"Add Sql(\"{inverse}\") to Down" : "Undo it in Down");
            }
        }
    }

    /// <summary>The calls whose SQL is not taken back, each with the statements that are not.</summary>
    public static IEnumerable<(SchemaOperation Operation, IReadOnlyList<SqlStatement> Statements)> Unreversed(MigrationCase migration)
    {
        if (migration.Down is { Origin: MethodOrigin.Framework } or { Refusal: not null }
            || !migration.IsReadable
            || !migration.Up.Operations.Any(static operation => operation.Sql is not null)
            || SAFE3002EmptyDownAfterSchemaChange.Reports(migration))
        {
            yield break;
        }

        var reversed = new Dictionary<(SqlAction, string, string?, string?, string?), bool>();
        var namesRows = migration.Down.Operations.Any(static operation => operation.Kind == SchemaObjectKind.Rows);
        var losses = new HashSet<SchemaOperation>(RawSqlLosses.Of(migration).Select(static loss => loss.Operation));
        foreach (var call in migration.SqlChanges.Lasting.GroupBy(static change => change.Operation, static change => change.Statement))
        {
            // Data before an empty Down is SAFE3003's, and silent where that is.
            var statements = call.Where(statement => !(statement.IsDataChange && migration.IsDownEmpty) && !IsReversed(statement)).ToList();
            if (statements.Count > 0 && !losses.Contains(call.Key))
            {
                yield return (call.Key, statements);
            }
        }

        // A seed script has thousands of statements about one table: the question is asked once for all that are alike.
        bool IsReversed(SqlStatement statement)
        {
            if (namesRows || !statement.IsDataChange)
            {
                return RawSqlEvidence.IsReversed(statement, migration.Down.Operations);
            }

            var key = (statement.Action, statement.ObjectKind, statement.Name, statement.NewName, statement.Table);
            if (!reversed.TryGetValue(key, out var isReversed))
            {
                reversed.Add(key, isReversed = RawSqlEvidence.IsReversed(statement, migration.Down.Operations));
            }

            return isReversed;
        }
    }

    private static string Risk(SqlStatement statement) => statement.Action switch
    {
        SqlAction.Create when statement.IsConditional || SqlText.Mentions(statement.Text, "OR REPLACE") || SqlText.Mentions(statement.Text, "OR ALTER") =>
            "a revert leaves it as Up has made it",
        SqlAction.Create => "a revert leaves it behind and the next update fails on it",
        SqlAction.Rename => "a revert keeps the new name and the previous version of the application looks for the old one",
        SqlAction.Drop => "a revert does not bring it back and the previous version of the application misses it",
        SqlAction.Insert => "a revert leaves the rows behind and the next update inserts them again",
        SqlAction.Alter => "a revert keeps the new definition",
        SqlAction.Delete or SqlAction.Truncate => "a revert does not bring the rows back",
        _ => "a revert keeps the new values",
    };
}
