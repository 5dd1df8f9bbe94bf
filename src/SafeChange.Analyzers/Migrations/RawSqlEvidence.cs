using System.Collections.Immutable;
using System.Linq;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>
/// What raw SQL may have to do with a finding. SQL is not part of the symbolic schema, so a statement that names the
/// object (or whose text is not known) is enough to say nothing.
/// </summary>
internal static class RawSqlEvidence
{
    /// <summary>Whether SQL in Down may undo the operation, or SQL in Up may have undone it already.</summary>
    public static bool MayUndo(SchemaOperation operation, ImmutableArray<SchemaOperation> up, ImmutableArray<SchemaOperation> down) =>
        down.Any(statement => statement.Kind == SchemaObjectKind.Sql && (statement.Sql is null || Names(statement.Sql, operation)))
        || up.Any(statement => statement.Kind == SchemaObjectKind.Sql && (statement.Sql is null || (SqlText.MayRemove(statement.Sql) && Names(statement.Sql, operation))));

    /// <summary>Whether SQL in Up may have made or changed the object of an operation in Down.</summary>
    public static bool MayHaveTouched(SchemaOperation operation, ImmutableArray<SchemaOperation> up) =>
        up.Any(statement => statement.Kind == SchemaObjectKind.Sql && (statement.Sql is null || Names(statement.Sql, operation)));

    /// <summary>Whether Down puts values into what it brings back: the loss is taken care of.</summary>
    public static bool MayRestore(SchemaOperation dropped, ImmutableArray<SchemaOperation> down) =>
        down.Any(statement => statement.Kind switch
        {
            SchemaObjectKind.Sql => statement.Sql is null || SqlText.Mentions(statement.Sql, dropped.Name.ToString()),
            SchemaObjectKind.Rows => dropped.Kind == SchemaObjectKind.Table
                ? statement.Table == dropped.Name
                : statement.Table == dropped.Table && GivesColumn(statement, dropped.Name),
            _ => false,
        });

    private static bool GivesColumn(SchemaOperation rows, SchemaName column) =>
        SchemaName.Of(rows.Argument("column")) == column
        || (rows.Argument("columns") is { Kind: SchemaValueKind.List } columns && columns.Items.Any(item => SchemaName.Of(item) == column));

    private static bool Names(string sql, SchemaOperation operation)
    {
        var names = operation.Kind == SchemaObjectKind.Rows
            ? new[] { operation.Table?.ToString() }
            : new[] { operation.Name.ToString(), operation.NewName?.ToString() };
        return names.Any(name => name is { Length: > 0 } && SqlText.Mentions(sql, name))
            // The whole table is made anew, as one does on SQLite.
            || (operation.Table is { } table && SqlText.Mentions(sql, table.ToString()) && SqlText.Mentions(sql, "TABLE") && SqlText.MayRemove(sql));
    }
}
