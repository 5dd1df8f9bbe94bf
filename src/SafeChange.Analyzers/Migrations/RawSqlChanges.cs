using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using SafeChange.Analyzers.Migrations.RawSql;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>
/// The raw SQL of an Up, before what the same Up makes: a statement about a table or a column that comes with the
/// migration goes with it, and needs no way back of its own.
/// </summary>
internal sealed class RawSqlChanges
{
    private readonly HashSet<string> tables = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<(string Table, string Name)> columns = new(Pairs.Instance);
    private readonly HashSet<string> structured = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> replaced = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<(SchemaOperation Operation, SqlStatement Statement)> statements = [];

    public RawSqlChanges(MigrationCase migration)
    {
        foreach (var table in Symmetry.After(migration.Up.Operations, migration.Options).Tables)
        {
            if (!table.ExistedAtStart)
            {
                tables.Add(table.Name.ToString());
                tables.Add(table.OriginalName.ToString());
            }

            foreach (var column in table.Parts.SelectMany(static named => named).Where(static part => part.Kind == SchemaObjectKind.Column))
            {
                if (!column.ExistedAtStart)
                {
                    columns.Add((table.Name.ToString(), column.Name.ToString()));
                    columns.Add((table.OriginalName.ToString(), column.OriginalName.ToString()));
                }
            }
        }

        foreach (var operation in migration.Up.Operations)
        {
            if (operation.IsStructural && operation.Kind != SchemaObjectKind.Table)
            {
                structured.Add(operation.Name.ToString());
            }

            HasUnknown |= operation.Kind == SchemaObjectKind.Sql && operation.Sql is null;
            foreach (var statement in operation.Statements)
            {
                HasUnknown |= statement.Kind == SqlStatementKind.Opaque;
                statements.Add((operation, statement));
                if (statement is { Action: SqlAction.Create, ObjectKind: "TABLE", Name: { } table })
                {
                    tables.Add(table);
                }
                else if (statement is { Action: SqlAction.Create, ObjectKind: "COLUMN", Table: { } owner, Name: { } column })
                {
                    columns.Add((owner, column));
                }
            }
        }

        foreach (var (_, statement) in statements)
        {
            // What takes the place of another table: the rebuild that SQLite needs.
            if (statement is { Action: SqlAction.Rename, ObjectKind: "TABLE", Name: { } from, NewName: { } to })
            {
                replaced.Add(from);
                replaced.Add(to);
            }
        }

        foreach (var operation in migration.Up.Operations)
        {
            if (operation is { Kind: SchemaObjectKind.Table, Action: SchemaAction.Drop })
            {
                // What is done to it before is part of the drop.
                replaced.Add(operation.Name.ToString());
            }
            else if (operation is { Kind: SchemaObjectKind.Column, Action: SchemaAction.Drop, Table: { } owner })
            {
                columns.Add((owner.ToString(), operation.Name.ToString()));
            }
            else if (operation is { Kind: SchemaObjectKind.Table, Action: SchemaAction.Rename, NewName: { } to })
            {
                replaced.Add(operation.Name.ToString());
                replaced.Add(to.ToString());
            }
        }
    }

    /// <summary>Whether there is SQL that was not understood, or is not constant.</summary>
    public bool HasUnknown { get; }

    /// <summary>The statements that change what was there before and leave it changed, each with its call.</summary>
    public IEnumerable<(SchemaOperation Operation, SqlStatement Statement)> Lasting =>
        statements.Where(entry => entry.Statement.Kind is SqlStatementKind.ReversibleDdl or SqlStatementKind.Irreversible && !IsExempt(entry.Statement));

    /// <summary>Whether an earlier statement has copied the rows of the table to somewhere else.</summary>
    public bool IsCopied(SqlStatement loss) =>
        loss.Name is { } name && statements
            .TakeWhile(entry => !ReferenceEquals(entry.Statement, loss))
            .Any(entry => entry.Statement.Action is SqlAction.Insert or SqlAction.Create && !Same(entry.Statement.Name, name) && !Same(entry.Statement.Table, name)
                && SqlText.Mentions(entry.Statement.Text, "SELECT") && SqlText.Mentions(entry.Statement.Text, name));

    private bool IsExempt(SqlStatement statement)
    {
        var table = statement.ObjectKind == "TABLE" ? statement.Name : statement.Table;
        if (table is not null && (replaced.Contains(table) && !IsPlainRename(statement)))
        {
            return true;
        }

        // What is made is undone by its own drop; everything else on the same table goes along.
        var isMadeHere = statement is { Action: SqlAction.Create, ObjectKind: "TABLE" };
        if (table is not null && tables.Contains(table) && !isMadeHere)
        {
            return true;
        }

        if (statement.Action == SqlAction.Update)
        {
            return statement.IsBackfill || statement.Columns.IsEmpty || statement.Columns.All(column => columns.Contains((statement.Name!, column)));
        }

        if (statement.ObjectKind == "COLUMN" && statement.Action != SqlAction.Create && columns.Contains((statement.Table!, statement.Name!)))
        {
            return true;
        }

        // An operation of Up has to do with it too: what is left of both is not known here.
        if (!statement.IsDataChange && statement.Name is { } name && structured.Contains(name))
        {
            return true;
        }

        // Made and dropped again, or dropped and made anew: whether that leaves a change is not known here.
        return statement.Action is SqlAction.Create or SqlAction.Drop && statements.Any(entry =>
            entry.Statement.Action is SqlAction.Create or SqlAction.Drop && entry.Statement.Action != statement.Action
            && Same(entry.Statement.Name, statement.Name) && entry.Statement.ObjectKind == statement.ObjectKind);
    }

    // A table that only gets another name, with nothing put in its place.
    private bool IsPlainRename(SqlStatement statement) =>
        statement.Action == SqlAction.Rename && statement.Name is { } from && !tables.Contains(from)
        && statement.NewName is { } to && !statements.Any(entry => entry.Statement.Action == SqlAction.Drop && (Same(entry.Statement.Name, to) || Same(entry.Statement.Name, from)));

    private static bool Same(string? left, string? right) => left is not null && string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private sealed class Pairs : IEqualityComparer<(string, string)>
    {
        public static Pairs Instance { get; } = new();

        public bool Equals((string, string) left, (string, string) right) => Same(left.Item1, right.Item1) && Same(left.Item2, right.Item2);

        public int GetHashCode((string, string) pair) =>
            unchecked((StringComparer.OrdinalIgnoreCase.GetHashCode(pair.Item1) * 31) + StringComparer.OrdinalIgnoreCase.GetHashCode(pair.Item2));
    }
}
