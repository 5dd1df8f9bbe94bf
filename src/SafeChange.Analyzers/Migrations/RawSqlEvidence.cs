using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using SafeChange.Analyzers.Migrations.RawSql;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>
/// What raw SQL may have to do with a finding. A statement that was understood answers for the object it names, and in
/// the direction it goes; one that was not answers for everything that it mentions, and text that is not constant for
/// everything at all.
/// </summary>
internal static class RawSqlEvidence
{
    /// <summary>Whether SQL in Down may undo the operation, or SQL in Up may have undone it already.</summary>
    public static bool MayUndo(SchemaOperation operation, ImmutableArray<SchemaOperation> up, ImmutableArray<SchemaOperation> down) =>
        Any(down, statement => IsAbout(statement, operation) && IsOtherDirection(statement, operation))
        || Any(up, statement => (statement.Kind != SqlStatementKind.Opaque || SqlText.MayRemove(statement.Text)) && !IsRoutine(statement)
            && IsAbout(statement, operation) && IsOtherDirection(statement, operation));

    /// <summary>Whether SQL in Up may have made or changed the object of an operation in Down.</summary>
    public static bool MayHaveTouched(SchemaOperation operation, ImmutableArray<SchemaOperation> up) =>
        Any(up, statement => IsAbout(statement, operation));

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

    /// <summary>Whether a statement of Up has its reverse in Down, as SQL or as an operation, or may have.</summary>
    public static bool IsReversed(SqlStatement statement, ImmutableArray<SchemaOperation> down) =>
        down.Any(operation => operation.Kind == SchemaObjectKind.Sql
            ? operation.Sql is null || operation.Statements.Any(other => MayReverse(other, statement))
            : IsAbout(statement, operation) && (statement.IsDataChange || IsOtherDirection(statement, operation)) || TakesAlong(operation, statement));

    /// <summary>Whether one statement takes the other back.</summary>
    public static bool MayReverse(SqlStatement other, SqlStatement statement)
    {
        if (other.Kind == SqlStatementKind.Opaque)
        {
            // A procedure, a block: it may do anything.
            return true;
        }

        if (Same(other.Table, statement.Table ?? statement.Name) && statement.IsDataChange
            || (other.ObjectKind == "TABLE" && other.Action is SqlAction.Drop or SqlAction.Rename && Same(other.Name, statement.Table ?? statement.Name)))
        {
            // The whole table, or a part of one whose rows were changed.
            return true;
        }

        if (!Names(other).Any(name => Names(statement).Any(own => Same(name, own))))
        {
            return false;
        }

        return statement.IsDataChange ? other.IsDataChange
            : statement.Action switch
            {
                SqlAction.Create => other.Action != SqlAction.Create || !other.IsConditional,
                SqlAction.Drop => other.Action != SqlAction.Drop,
                _ => true,
            };
    }

    private static bool TakesAlong(SchemaOperation operation, SqlStatement statement) =>
        operation is { Kind: SchemaObjectKind.Table, Action: SchemaAction.Drop or SchemaAction.Rename }
        && Same(operation.Name.ToString(), statement.Table ?? statement.Name);

    private static bool Any(ImmutableArray<SchemaOperation> operations, Func<SqlStatement, bool> isEvidence) =>
        operations.Any(operation => operation.Kind == SchemaObjectKind.Sql && (operation.Sql is null || operation.Statements.Any(isEvidence)));

    private static bool IsAbout(SqlStatement statement, SchemaOperation operation)
    {
        if (statement.Kind == SqlStatementKind.Opaque || IsRoutine(statement))
        {
            return Mentions(statement.Text, operation);
        }

        if (statement.Kind == SqlStatementKind.Harmless)
        {
            return false;
        }

        if (operation.Kind == SchemaObjectKind.Rows)
        {
            return operation.Table is { } rows && SqlText.Mentions(statement.Text, rows.ToString());
        }

        if (statement.IsDataChange)
        {
            // Rows are no schema.
            return false;
        }

        return ObjectNames(operation).Any(name => Same(statement.Name, name) || Same(statement.NewName, name))
            // The whole table is made anew, as one does on SQLite.
            || (statement.ObjectKind == "TABLE" && operation.Table is { } table
                && (Same(statement.Name, table.ToString()) || Same(statement.NewName, table.ToString())));
    }

    // What it does to the schema, it does when it is called: MySQL has no other way to say IF.
    private static bool IsRoutine(SqlStatement statement) => statement is { Action: SqlAction.Create, ObjectKind: "PROCEDURE" or "FUNCTION" };

    private static bool IsOtherDirection(SqlStatement statement, SchemaOperation operation) => statement.Action switch
    {
        SqlAction.Create when IsRoutine(statement) => true,

        // What is made where it is missing may also be what was there.
        SqlAction.Create => operation.Action != SchemaAction.Create || statement.ObjectKind == "TABLE" && operation.Kind != SchemaObjectKind.Table,
        SqlAction.Drop => operation.Action != SchemaAction.Drop || statement.ObjectKind == "TABLE" && operation.Kind != SchemaObjectKind.Table,
        _ => true,
    };

    private static bool Mentions(string sql, SchemaOperation operation) =>
        ObjectNames(operation).Any(name => SqlText.Mentions(sql, name))
        || (operation.Table is { } table && SqlText.Mentions(sql, table.ToString()) && SqlText.Mentions(sql, "TABLE") && SqlText.MayRemove(sql));

    private static IEnumerable<string> ObjectNames(SchemaOperation operation) =>
        (operation.Kind == SchemaObjectKind.Rows
            ? new[] { operation.Table?.ToString() }
            : new[] { operation.Name.ToString(), operation.NewName?.ToString() })
        .Where(static name => name is { Length: > 0 }).Select(static name => name!);

    private static IEnumerable<string> Names(SqlStatement statement) =>
        new[] { statement.Name, statement.NewName }.Where(static name => name is not null).Select(static name => name!);

    private static bool Same(string? left, string? right) => left is not null && string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static bool GivesColumn(SchemaOperation rows, SchemaName column) =>
        SchemaName.Of(rows.Argument("column")) == column
        || (rows.Argument("columns") is { Kind: SchemaValueKind.List } columns && columns.Items.Any(item => SchemaName.Of(item) == column));
}
