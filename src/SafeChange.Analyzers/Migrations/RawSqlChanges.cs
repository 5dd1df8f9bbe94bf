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
    private readonly List<(SchemaOperation Operation, SqlStatement Statement, bool IsOfOwnRows)> statements = [];
    private readonly MigrationCase migration;
    private readonly int firstUnknown = int.MaxValue;

    public RawSqlChanges(MigrationCase migration)
    {
        this.migration = migration;
        foreach (var table in migration.AfterUp.Tables)
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

        var filled = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var operation in migration.Up.Operations)
        {
            if (operation is { Action: SchemaAction.InsertRows, Table: { } seeded })
            {
                filled.Add(seeded.ToString());
            }

            if (operation.IsStructural && operation.Kind != SchemaObjectKind.Table)
            {
                structured.Add(operation.Name.ToString());
            }

            if (operation.Kind == SchemaObjectKind.Sql && operation.Sql is null)
            {
                HasUnknown = true;
                firstUnknown = Math.Min(firstUnknown, statements.Count);
            }

            foreach (var statement in operation.Statements)
            {
                HasUnknown |= statement.Kind == SqlStatementKind.Opaque;
                statements.Add((operation, statement, statement.Action == SqlAction.Delete && filled.Contains(statement.Name ?? "")));
                if (statement is { Action: SqlAction.Insert, Name: { } target })
                {
                    filled.Add(target);
                }

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

        foreach (var (_, statement, _) in statements)
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
        statements
            // The rows that go may be those that the same Up has put there.
            .Where(entry => entry.Statement.Kind is SqlStatementKind.ReversibleDdl or SqlStatementKind.Irreversible && !entry.IsOfOwnRows && !IsExempt(entry.Statement)
                // … and the table one that it has made for its own use.
                && !(entry.Statement is { Action: SqlAction.Drop, ObjectKind: "TABLE" } && IsInDoubt(entry.Statement, Before(entry.Statement))))
            .Select(static entry => (entry.Operation, entry.Statement));

    /// <summary>
    /// Whether something earlier has copied what is lost to somewhere else, or may have.
    /// </summary>
    public bool MayBeCopied(SqlStatement loss)
    {
        var before = Before(loss);
        return IsInDoubt(loss, before) || (loss.Name is { } name && statements.Take(before).Any(entry => Copies(entry.Statement, name)));
    }

    /// <summary>Whether SQL before the operation makes the table that it drops, or copies its rows.</summary>
    public bool IsMadeOrCopied(SchemaOperation dropped)
    {
        var name = dropped.Name.ToString();
        return migration.Up.Operations
            .TakeWhile(operation => !ReferenceEquals(operation, dropped))
            .SelectMany(static operation => operation.Statements)
            .Any(statement => statement.Kind == SqlStatementKind.Opaque
                ? SqlText.Mentions(statement.Text, "INTO") && SqlText.Mentions(statement.Text, name)
                : Copies(statement, name) || (statement is { Action: SqlAction.Create, ObjectKind: "TABLE" } && Same(statement.Name, name)));
    }

    private int Before(SqlStatement statement) => statements.FindIndex(entry => ReferenceEquals(entry.Statement, statement));

    // What was not understood and mentions it, SELECT … INTO among it, may have made it.
    private bool IsInDoubt(SqlStatement statement, int before) =>
        firstUnknown <= before || (statement.Name is { } name && statements.Take(before).Any(entry =>
            entry.Statement.Kind == SqlStatementKind.Opaque && SqlText.Mentions(entry.Statement.Text, name)));

    private static bool Copies(SqlStatement statement, string name) =>
        statement.Action is SqlAction.Insert or SqlAction.Create && !Same(statement.Name, name) && !Same(statement.Table, name)
        && SqlText.Mentions(statement.Text, name) && SqlText.Mentions(statement.Text, "SELECT");

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

        // Dropped where it is there: that it ever was, only the migrations before can tell.
        if (statement is { Action: SqlAction.Drop, IsConditional: true, ObjectKind: "TABLE" or "COLUMN", Name: { } dropped }
            && !migration.History.Knows(SchemaName.OfText(statement.Table ?? dropped), statement.ObjectKind == "COLUMN" ? SchemaName.OfText(dropped) : null))
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
