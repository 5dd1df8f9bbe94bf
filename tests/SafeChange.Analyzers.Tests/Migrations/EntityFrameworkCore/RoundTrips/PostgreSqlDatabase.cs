using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql;
using SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.RoundTrips;

/// <summary>
/// A database of its own on a PostgreSQL server, dropped at the end. What migrations do to it is done in one transaction
/// and rolled back: PostgreSQL's schema changes are transactional.
/// </summary>
internal sealed class PostgreSqlDatabase : IAsyncDisposable
{
    private const string OfUsers = "n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'";

    private static readonly string[] CatalogueQueries =
    [
        $"""
        SELECT format('table %s.%s comment %s', n.nspname, c.relname, obj_description(c.oid, 'pg_class'))
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p') AND {OfUsers}
        """,
        $"""
        SELECT format('column %s.%s.%s %s %s default %s identity %s generated %s collation %s comment %s', n.nspname, c.relname, a.attname,
            format_type(a.atttypid, a.atttypmod), CASE WHEN a.attnotnull THEN 'not null' ELSE 'null' END, pg_get_expr(d.adbin, d.adrelid),
            a.attidentity, a.attgenerated, a.attcollation, col_description(c.oid, a.attnum))
        FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
        WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND {OfUsers}
        """,
        $"""
        SELECT format('index %s comment %s', pg_get_indexdef(i.indexrelid), obj_description(i.indexrelid, 'pg_class'))
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {OfUsers}
        """,
        // That a column is not null is said with the column; PostgreSQL 18 keeps a constraint for it too.
        $"""
        SELECT format('constraint %s on %s %s', k.conname, k.conrelid::regclass, pg_get_constraintdef(k.oid))
        FROM pg_constraint k JOIN pg_namespace n ON n.oid = k.connamespace WHERE k.contype <> 'n' AND {OfUsers}
        """,
        // The sequence of an identity column keeps its first name when the column is renamed, so it goes without.
        $"""
        SELECT format('sequence %s %s start %s increment %s from %s to %s cycle %s cache %s',
            coalesce((SELECT format('of %s.%s', e.refobjid::regclass, a.attname) FROM pg_depend e JOIN pg_attribute a ON a.attrelid = e.refobjid AND a.attnum = e.refobjsubid
                WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'i'), format('%s.%s', n.nspname, c.relname)),
            format_type(s.seqtypid, NULL), s.seqstart, s.seqincrement, s.seqmin, s.seqmax, s.seqcycle, s.seqcache)
        FROM pg_sequence s JOIN pg_class c ON c.oid = s.seqrelid JOIN pg_namespace n ON n.oid = c.relnamespace WHERE {OfUsers}
        """,
    ];

    private readonly string server;
    private readonly string name;
    private readonly NpgsqlConnection connection;
    private readonly ScaffoldContext context = ScaffoldContext.Create(Provider.PostgreSql, SampleModels.Empty);

    private PostgreSqlDatabase(string server, string name)
    {
        this.server = server;
        this.name = name;

        // No pool: a connection that is kept would be in the way of dropping the database.
        connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Database = name, Pooling = false }.ConnectionString);
    }

    public static async Task<PostgreSqlDatabase> Create(string server)
    {
        var name = $"safechange_{Guid.NewGuid():N}";
        await OnServer(server, $"CREATE DATABASE {name} TEMPLATE template0");
        var database = new PostgreSqlDatabase(server, name);
        await database.connection.OpenAsync();
        return database;
    }

    public void Execute(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }

    /// <summary>Runs operations through EF Core's SQL generator, against the model that they arrive at.</summary>
    public void Run(IReadOnlyList<MigrationOperation> operations, IModel? model)
    {
        var finalModel = model is null ? null : context.GetService<IModelRuntimeInitializer>().Initialize(model);
        foreach (var command in context.GetService<IMigrationsSqlGenerator>().Generate(operations, finalModel))
        {
            Execute(command.CommandText);
        }
    }

    /// <summary>
    /// The schema as PostgreSQL tells it, in the order of its text: tables, columns (not their order: what comes back
    /// comes last), indexes, constraints, sequences and comments.
    /// </summary>
    public string Catalogue() => Sorted(CatalogueQueries.SelectMany(Query));

    /// <param name="isLeftOut">Tables (without a column) and columns that are not shown.</param>
    public string Rows(Func<string, string?, bool> isLeftOut)
    {
        var columns = Query($"""
            SELECT n.nspname || '.' || c.relname || '.' || a.attname FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND {OfUsers} ORDER BY 1
            """).Select(line => line.Split('.')).GroupBy(parts => (Schema: parts[0], Table: parts[1]), parts => parts[2]).ToList();
        return Sorted(columns
            .Where(table => !isLeftOut(table.Key.Table, null))
            .SelectMany(table =>
            {
                var shown = table.Where(column => !isLeftOut(table.Key.Table, column)).Select(column => $"\"{column}\"");
                return Query($"SELECT 'row of {table.Key.Schema}.{table.Key.Table} ' || to_jsonb(t)::text FROM (SELECT {string.Join(", ", shown)} FROM \"{table.Key.Schema}\".\"{table.Key.Table}\") t");
            }));
    }

    public async ValueTask DisposeAsync()
    {
        await context.DisposeAsync();
        await connection.DisposeAsync();
        await OnServer(server, $"DROP DATABASE {name} WITH (FORCE)");
    }

    private static async Task OnServer(string server, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(server) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private List<string> Query(string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        while (reader.Read())
        {
            lines.Add(reader.GetString(0));
        }

        return lines;
    }

    private static string Sorted(IEnumerable<string> lines) =>
        lines.Order(StringComparer.Ordinal).Aggregate(new StringBuilder(), (text, line) => text.Append(line).Append('\n')).ToString();
}
