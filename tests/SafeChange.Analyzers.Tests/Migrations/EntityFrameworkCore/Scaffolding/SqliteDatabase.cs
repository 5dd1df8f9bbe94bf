using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Storage;
using SQLitePCL;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>
/// A SQLite database in memory that migrations run on as EF Core's migrator runs them: with its SQL generator and its
/// command executor, and against the same models.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly ScaffoldContext context;

    public SqliteDatabase()
    {
        connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        context = ScaffoldContext.Create(connection);
    }

    /// <summary>Another database with the same content.</summary>
    public SqliteDatabase Copy()
    {
        var copy = new SqliteDatabase();
        connection.BackupDatabase(copy.connection);
        return copy;
    }

    /// <summary>Applies the migration.</summary>
    public void Up(Migration migration) => Run(migration.UpOperations, migration.TargetModel);

    /// <summary>Takes the migration back.</summary>
    /// <param name="previous">The migration before it; EF generates the way back against that one's target model.</param>
    public void Down(Migration migration, Migration? previous) => Run(migration.DownOperations, previous?.TargetModel);

    /// <summary>Runs a statement, to put rows into tables or change them.</summary>
    public void Execute(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>
    /// The schema in canonical text, from what SQLite knows of it and not from the statements it keeps: tables by name,
    /// their columns by name (EF appends or rebuilds, so their order means nothing), indexes and foreign keys.
    /// SQLite keeps no catalogue of check constraints, of the names of constraints, and of expressions: that a column is
    /// computed and that an index is partial is in the text, but not how.
    /// </summary>
    public string Catalogue()
    {
        var text = new StringBuilder();
        foreach (var table in Tables())
        {
            text.Append("table ").Append(table).Append('\n');
            AppendSorted(text, Query("SELECT name, type, \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo($0)", table).Select(column =>
                $"column {column[0]} {column[1]}{(column[2] is 0L ? " null" : " not null")} default {column[3] ?? "none"}"
                + $"{(column[4] is 0L ? "" : $" key {column[4]}")}{Hidden(column[5])} {CollationAndIncrement(table, (string)column[0]!)}"));

            AppendSorted(text, Query("SELECT name, \"unique\", origin, partial FROM pragma_index_list($0)", table).Select(index =>
                $"index {NameOf(index)}{(index[1] is 0L ? "" : " unique")} {index[2]}{(index[3] is 0L ? "" : " partial")}: "
                + string.Join(", ", Query("SELECT name, desc, coll FROM pragma_index_xinfo($0) WHERE key = 1 ORDER BY seqno", index[0]!)
                    .Select(column => $"{column[0]}{(column[1] is 0L ? "" : " desc")} {column[2]}"))));

            AppendSorted(text, Query("SELECT id, \"table\", \"from\", \"to\", on_update, on_delete FROM pragma_foreign_key_list($0) ORDER BY id, seq", table)
                .GroupBy(column => column[0])
                .Select(key => key.ToList())
                .Select(key =>
                    $"foreign key ({string.Join(", ", key.Select(column => column[2]))}) references {key[0][1]} "
                    + $"({string.Join(", ", key.Select(column => column[3]))}) on update {key[0][4]} on delete {key[0][5]}"));
        }

        return text.ToString();

        // SQLite numbers the indexes that constraints make.
        static string NameOf(object?[] index) => index[2] is "c" ? (string)index[0]! : "of constraint";

        static string Hidden(object? hidden) => hidden switch
        {
            2L => " computed",
            3L => " stored",
            _ => "",
        };
    }

    /// <summary>Every row of every table in canonical text: tables, columns and rows in the order of their text.</summary>
    /// <param name="isLeftOut">Tables (without a column) and columns that are not shown.</param>
    public string Rows(Func<string, string?, bool>? isLeftOut = null)
    {
        var text = new StringBuilder();
        foreach (var table in Tables().Where(table => isLeftOut?.Invoke(table, null) != true))
        {
            var columns = Query("SELECT name FROM pragma_table_xinfo($0) ORDER BY name", table).Select(column => (string)column[0]!)
                .Where(column => isLeftOut?.Invoke(table, column) != true).ToList();
            text.Append("table ").Append(table).Append('\n');
            AppendSorted(text, Query($"SELECT {string.Join(", ", columns.Select(column => $"quote({Quote(column)})"))} FROM {Quote(table)}")
                .Select(row => string.Join(", ", columns.Zip(row, (column, value) => $"{column}: {value}"))));
        }

        return text.ToString();
    }

    /// <summary>
    /// Puts a row into every table that has none: 1 in each column, which text, numbers and keys all take, and foreign
    /// keys find in the other tables.
    /// </summary>
    public void Seed()
    {
        Execute("PRAGMA foreign_keys = OFF");
        foreach (var table in Tables())
        {
            var columns = Query("SELECT name FROM pragma_table_xinfo($0) WHERE hidden = 0", table).Select(column => Quote((string)column[0]!)).ToList();
            Execute($"INSERT INTO {Quote(table)} ({string.Join(", ", columns)}) SELECT {string.Join(", ", columns.Select(_ => "1"))} WHERE NOT EXISTS (SELECT 1 FROM {Quote(table)})");
        }
    }

    public void Dispose()
    {
        context.Dispose();
        connection.Dispose();
    }

    /// <summary>Runs operations through EF Core's SQL generator, against the model that they arrive at.</summary>
    public void Run(IReadOnlyList<MigrationOperation> operations, IModel? model)
    {
        var finalModel = model is null ? null : context.GetService<IModelRuntimeInitializer>().Initialize(model);
        var commands = context.GetService<IMigrationsSqlGenerator>().Generate(operations, finalModel);
        context.GetService<IMigrationCommandExecutor>().ExecuteNonQuery(commands, context.GetService<IRelationalConnection>());
    }

    private IEnumerable<string> Tables() =>
        Query("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
            .Select(table => (string)table[0]!);

    private string CollationAndIncrement(string table, string column)
    {
        var result = raw.sqlite3_table_column_metadata(
            connection.Handle, "main", table, column, out _, out var collation, out _, out _, out var increments);
        SqliteException.ThrowExceptionForRC(result, connection.Handle);
        return $"{collation}{(increments == 0 ? "" : " autoincrement")}";
    }

    private List<object?[]> Query(string sql, params object[] arguments)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < arguments.Length; i++)
        {
            command.Parameters.AddWithValue($"${i}", arguments[i]);
        }

        using var reader = command.ExecuteReader();
        var rows = new List<object?[]>();
        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? null : reader.GetValue(column))]);
        }

        return rows;
    }

    private static void AppendSorted(StringBuilder text, IEnumerable<string> lines)
    {
        foreach (var line in lines.Order(StringComparer.Ordinal))
        {
            text.Append("  ").Append(line).Append('\n');
        }
    }

    private static string Quote(string identifier) => $"\"{identifier.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
