using System;
using System.Collections.Generic;
using System.IO;
using Microsoft.Data.Sqlite;

namespace SafeChange.Demo;

/// <summary>A SQLite database, read past EF Core: what has been applied to it, and what is in it.</summary>
internal sealed class SqliteFile(string path)
{
    // Sorted by name, not by position: EF Core rebuilds a table in the order of its model. The text in sqlite_master is
    // not compared for the same reason.
    private const string Schema = """
        WITH tables AS (SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name NOT LIKE '\_\_EF%' ESCAPE '\')
        SELECT 'column ' || t.name || '.' || c.name || ' ' || c.type || iif(c."notnull", ' not null', '') || iif(c.pk, ' key ' || c.pk, '') || coalesce(' default ' || c.dflt_value, '')
        FROM tables t, pragma_table_info(t.name) c
        UNION ALL
        SELECT iif(i."unique", 'unique index ', 'index ') || t.name || ' (' || (SELECT group_concat(name, ', ') FROM pragma_index_info(i.name)) || ')' || iif(i.origin = 'c', ' ' || i.name, '')
        FROM tables t, pragma_index_list(t.name) i
        UNION ALL
        SELECT 'foreign key ' || t.name || '.' || f."from" || ' to ' || f."table" || '.' || coalesce(f."to", 'key') || ' on delete ' || f.on_delete
        FROM tables t, pragma_foreign_key_list(t.name) f
        ORDER BY 1
        """;

    public string ConnectionString { get; } = new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString();

    /// <summary>The migrations in the history table, in order; none when there is no such table.</summary>
    public IReadOnlyList<string> Applied() =>
        Strings("SELECT name FROM sqlite_master WHERE name = '__EFMigrationsHistory'").Count == 0
            ? []
            : Strings("SELECT MigrationId FROM __EFMigrationsHistory ORDER BY MigrationId");

    /// <summary>Columns, indexes and foreign keys, a line each.</summary>
    public IReadOnlyList<string> Catalogue() => Strings(Schema);

    public int Rows(string table) => Strings($"SELECT 1 FROM \"{table}\"").Count;

    private List<string> Strings(string sql)
    {
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }
}
