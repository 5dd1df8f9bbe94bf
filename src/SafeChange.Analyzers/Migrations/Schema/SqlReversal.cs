using System.Collections.Immutable;
using System.Linq;
using SafeChange.Analyzers.Migrations.RawSql;

namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>How raw SQL of Up is taken back: statement by statement, where every one of a call is understood.</summary>
internal static class SqlReversal
{
    /// <summary>
    /// Whether the call leaves nothing that a Down has to undo: it changes no data, or only what Up itself has made, which
    /// goes with its own inverse, or only fills what was NULL.
    /// </summary>
    public static bool IsSettled(SchemaOperation call, SchemaState after) =>
        !call.Statements.IsEmpty && call.Statements.All(statement => IsSettled(statement, after));

    /// <summary>The statements that take the call back, last first; empty where one of them cannot be told.</summary>
    public static ImmutableArray<string> Inverse(SchemaOperation call, SchemaState after) =>
        // Outside the transaction for a reason, which may hold for the way back as well.
        call.Argument("suppressTransaction") is null
        && !call.Statements.IsEmpty
        && call.Statements.All(statement => statement.Inverse is not null || IsSettled(statement, after))
            ? call.Statements.Reverse().Select(static statement => statement.Inverse).Where(static inverse => inverse is not null).Select(static inverse => inverse!).ToImmutableArray()
            : ImmutableArray<string>.Empty;

    private static bool IsSettled(SqlStatement statement, SchemaState after) =>
        statement.Kind == SqlStatementKind.Harmless
        || (statement.IsDataChange && IsOwnTable(statement.Name, after))
        || (statement.Action == SqlAction.Update
            && (statement.IsBackfill || (!statement.Columns.IsEmpty && statement.Columns.All(column => IsOwnColumn(statement.Name, column, after)))));

    private static bool IsOwnTable(string? name, SchemaState after) =>
        Named(name) is { } table && after.Database.Named(SchemaObjectKind.Table, table) is { Count: > 0 } tables && tables.All(static part => !part.ExistedAtStart);

    private static bool IsOwnColumn(string? tableName, string columnName, SchemaState after) =>
        Named(tableName) is { } table && Named(columnName) is { } column
        && after.Database.Named(SchemaObjectKind.Table, table) is { Count: > 0 } tables
        && tables.All(owner => owner.Named(SchemaObjectKind.Column, column) is { Count: > 0 } columns && columns.All(static part => !part.ExistedAtStart));

    private static SchemaName? Named(string? name) => name is { Length: > 0 } ? SchemaName.OfText(name) : null;
}
