using System.Linq;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>Whether a table was there before the migration, beyond what the symbolic schema knows.</summary>
internal static class TableOrigin
{
    /// <summary>Whether raw SQL of Up may have made the table, or given another one its name.</summary>
    public static bool MayBeMadeBySql(SchemaName table, MigrationMethod up) =>
        up.Operations.Any(statement => statement.Kind == SchemaObjectKind.Sql
            && (statement.Sql is null
                || (SqlText.Mentions(statement.Sql, table.ToString())
                    && (SqlText.Mentions(statement.Sql, "CREATE") || SqlText.Mentions(statement.Sql, "INTO") || SqlText.MayRemove(statement.Sql)))));
}
