using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using SafeChange.Analyzers.Migrations.RawSql;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>The raw SQL of an Up that destroys rows or values which were there before, for SAFE3021.</summary>
internal static class RawSqlLosses
{
    /// <summary>The losses, first per call; a Down that may put something back takes care of them.</summary>
    public static IEnumerable<(SchemaOperation Operation, SqlStatement Statement)> Of(MigrationCase migration)
    {
        if (!migration.IsReadable || !migration.Up.Operations.Any(static operation => operation.Statements.Any(static statement => Verb(statement) is not null)))
        {
            yield break;
        }

        var changes = migration.SqlChanges;
        var restored = new Dictionary<(string?, string?), bool>();
        SchemaOperation? last = null;
        foreach (var (operation, statement) in changes.Lasting)
        {
            if (Verb(statement) is not null
                && !ReferenceEquals(last, operation)
                && !changes.MayBeCopied(statement)
                && !IsRestored(statement))
            {
                last = operation;
                yield return (operation, statement);
            }
        }

        // Once a table: a script may delete thousands of rows of one.
        bool IsRestored(SqlStatement loss)
        {
            if (!restored.TryGetValue((loss.Name, loss.Table), out var isRestored))
            {
                restored.Add((loss.Name, loss.Table), isRestored = MayRestore(loss, migration.Down.Operations));
            }

            return isRestored;
        }
    }

    /// <summary>How the loss is called in a message; null for what loses nothing.</summary>
    public static string? Verb(SqlStatement statement) => (statement.Kind, statement.Action, statement.ObjectKind) switch
    {
        (SqlStatementKind.Irreversible, SqlAction.Delete, _) => "DELETE FROM",
        (SqlStatementKind.Irreversible, SqlAction.Truncate, _) => "TRUNCATE TABLE",
        (SqlStatementKind.Irreversible, SqlAction.Drop, "TABLE") => "DROP TABLE",
        (SqlStatementKind.Irreversible, SqlAction.Drop, "COLUMN") => "DROP COLUMN",
        _ => null,
    };

    private static bool MayRestore(SqlStatement loss, ImmutableArray<SchemaOperation> down) =>
        down.Any(operation => operation.Kind switch
        {
            SchemaObjectKind.Sql => operation.Sql is null || operation.Statements.Any(statement =>
                (statement.Kind == SqlStatementKind.Opaque || statement.Action is SqlAction.Insert or SqlAction.Update)
                && SqlText.Mentions(statement.Text, loss.Name!)),
            SchemaObjectKind.Rows => operation.Action is SchemaAction.InsertRows or SchemaAction.UpdateRows
                && operation.Table is { } table && string.Equals(table.ToString(), loss.Table ?? loss.Name, System.StringComparison.OrdinalIgnoreCase),
            _ => false,
        });
}
