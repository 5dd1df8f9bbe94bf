using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.Data.Sqlite;

namespace SafeChange.Analyzers.Tests.Jobs.RunTwice;

/// <summary>What a handler changes: a SQLite file, a mail server and a web server on loopback. Nothing of it outlives a case.</summary>
internal sealed class Surroundings : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("safechange-twice-").FullName;
    private int? refusedAt;
    private int effects;

    public Surroundings()
    {
        Mail = new(Refuse);
        Web = new(Refuse);
    }

    public string Database => Path.Combine(folder, "store.db");

    public MailServer Mail { get; }

    public WebServer Web { get; }

    /// <summary>Whether one was refused since <see cref="RefuseAt"/>.</summary>
    public bool HasRefused => effects >= refusedAt;

    /// <summary>Refuses the n-th mail or request from now on; null refuses none.</summary>
    public void RefuseAt(int? number)
    {
        effects = 0;
        refusedAt = number;
    }

    /// <summary>Everything that there is now, as text: every row of every table, the mails, and the requests that count.</summary>
    public string Snapshot()
    {
        var text = new StringBuilder();
        if (File.Exists(Database))
        {
            using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
            connection.Open();
            foreach (var table in Rows(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"))
            {
                foreach (var row in Rows(connection, $"SELECT * FROM \"{table}\""))
                {
                    text.Append(table).Append(": ").Append(row).Append('\n');
                }
            }
        }

        foreach (var mail in Mail.Mails.Order(StringComparer.Ordinal))
        {
            text.Append("mail: ").Append(mail).Append('\n');
        }

        foreach (var request in Web.Effects.Order(StringComparer.Ordinal))
        {
            text.Append("request: ").Append(request).Append('\n');
        }

        return text.ToString();
    }

    public void Dispose()
    {
        Mail.Dispose();
        Web.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private bool Refuse() => Interlocked.Increment(ref effects) == refusedAt;

    private static string[] Rows(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        return [.. Enumerable.Repeat(reader, int.MaxValue)
            .TakeWhile(each => each.Read())
            .Select(each => string.Join(" | ", Enumerable.Range(0, each.FieldCount).Select(column => each.IsDBNull(column) ? "null" : each.GetValue(column).ToString())))
            .Order(StringComparer.Ordinal)];
    }
}
