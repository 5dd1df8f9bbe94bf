using System.Linq;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Effects;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Effects;

/// <summary>SQL in constants: which of it does something again.</summary>
public sealed class SqlEffectTests
{
    [Theory]
    [InlineData("INSERT INTO lines (order_id, sku) VALUES (@order, @sku)", "Insert INSERT INTO lines [lines] None")]
    [InlineData("insert into dbo.[Lines] ([Id], [Sku]) values (@id, @sku)", "Insert INSERT INTO Lines [Lines] Stable:Id")]
    [InlineData("INSERT INTO lines (id, sku) VALUES (NEWID(), @sku)", "Insert INSERT INTO lines [lines] Unstable:id")]
    [InlineData("INSERT INTO lines (id, sku) VALUES (gen_random_uuid(), @sku)", "Insert INSERT INTO lines [lines] Unstable:id")]
    [InlineData("INSERT INTO lines (id, sku) VALUES (DEFAULT, @sku)", "Insert INSERT INTO lines [lines] None:id")]
    [InlineData("INSERT INTO inbox (message_id, at) VALUES (@message, @at)", "Insert INSERT INTO inbox [inbox] Stable:message_id")]
    [InlineData("INSERT INTO lines VALUES (@a, @b)", "Insert INSERT INTO lines [lines]")]
    [InlineData("INSERT INTO totals (day, n) SELECT day, COUNT(*) FROM orders GROUP BY day", "Insert INSERT INTO totals [totals] None")]
    [InlineData("UPDATE accounts SET balance = balance + @amount WHERE id = @id", "Accumulate accounts.balance [accounts]")]
    [InlineData("UPDATE public.accounts SET balance = COALESCE(balance, 0) - 1", "Accumulate accounts.balance [accounts]")]
    [InlineData("UPDATE a SET a.Views = a.Views + 1 FROM Articles a WHERE a.Id = @id", "Accumulate Articles.Views [Articles]")]
    [InlineData("UPDATE articles SET views += 1", "Accumulate articles.views [articles]")]
    [InlineData("UPDATE articles SET title = @t, views = views + 1 WHERE id = @id", "Accumulate articles.views [articles]")]
    [InlineData("INSERT INTO stats (day, n) VALUES (@day, 1) ON CONFLICT (day) DO UPDATE SET n = stats.n + 1", "Accumulate stats.n [stats]")]
    [InlineData("INSERT INTO stats (day, n) VALUES (@day, 1) ON DUPLICATE KEY UPDATE n = n + 1", "Accumulate stats.n [stats]")]
    [InlineData("MERGE INTO stats AS t USING s ON t.day = s.day WHEN MATCHED THEN UPDATE SET n = t.n + 1", "Accumulate stats.n [stats]")]
    [InlineData("DELETE FROM old; INSERT INTO lines (sku) VALUES (@sku)", "Insert INSERT INTO lines [lines] None")]
    public void A_statement_that_does_more_each_time_is_an_effect(string sql, string expected) => Assert.Equal([expected], Dapper($"connection.Execute(\"{sql}\", new {{ x = 1 }});"));

    [Theory]
    [InlineData("SELECT * FROM lines")]
    [InlineData("UPDATE accounts SET balance = @balance WHERE id = @id")]
    [InlineData("UPDATE accounts SET total = price * count")]
    [InlineData("UPDATE accounts SET name = name + 'x'")]
    [InlineData("UPDATE jobs SET attempts = attempts + 1")]
    [InlineData("UPDATE jobs SET retry_count = retry_count + 1")]
    [InlineData("UPDATE orders SET status = 'sent', n = n + 1 WHERE id = @id AND status = 'new'")]
    [InlineData("DELETE FROM lines WHERE id = @id")]
    [InlineData("INSERT INTO lines (sku) VALUES (@sku) ON CONFLICT DO NOTHING")]
    [InlineData("INSERT IGNORE INTO lines (sku) VALUES (@sku)")]
    [InlineData("INSERT OR IGNORE INTO lines (sku) VALUES (@sku)")]
    [InlineData("INSERT OR REPLACE INTO lines (sku) VALUES (@sku)")]
    [InlineData("REPLACE INTO lines (sku) VALUES (@sku)")]
    [InlineData("INSERT INTO lines (sku) SELECT @sku WHERE NOT EXISTS (SELECT 1 FROM lines WHERE sku = @sku)")]
    [InlineData("IF NOT EXISTS (SELECT 1 FROM lines WHERE sku = @sku) INSERT INTO lines (sku) VALUES (@sku)")]
    [InlineData("MERGE lines AS t USING s ON t.sku = s.sku WHEN NOT MATCHED THEN INSERT (sku) VALUES (s.sku)")]
    [InlineData("INSERT INTO job_log (text) VALUES (@text)")]
    [InlineData("SELECT 'INSERT INTO lines (sku) VALUES (1)'")]
    [InlineData("-- INSERT INTO lines (sku) VALUES (1)")]
    [InlineData("INSERT INTO lines (sku) VALUES ('broken)")]
    public void Another_is_none(string sql) => Assert.Empty(Dapper($"connection.Execute(@\"{sql}\");"));

    [Theory]
    [InlineData("await connection.ExecuteAsync(\"INSERT INTO a (b) \" + \"VALUES (@b)\", new { b = 1 });", "Insert INSERT INTO a [a] None")]
    [InlineData("const string sql = \"INSERT INTO a (b) VALUES (@b)\"; await connection.ExecuteAsync(sql);", "Insert INSERT INTO a [a] None")]
    [InlineData("var sql = $\"INSERT INTO a (id) VALUES ('{id}')\"; connection.Execute(sql);", "Insert INSERT INTO a [a] Stable:id")]
    [InlineData("connection.Execute(\"INSERT INTO a (id) VALUES (@Id)\", new { Id = Guid.NewGuid() });", "Insert INSERT INTO a [a] Unstable:id")]
    [InlineData("connection.Execute(new CommandDefinition(\"INSERT INTO a (b) VALUES (@b)\", new { b = 1 }));", "Insert INSERT INTO a [a] None")]
    [InlineData("connection.QuerySingle<int>(\"INSERT INTO a (b) VALUES (@b) RETURNING id\");", "Insert INSERT INTO a [a] None")]
    [InlineData("context.Database.ExecuteSqlRaw(\"UPDATE a SET n = n + {0}\", 1);", "Accumulate a.n [a]")]
    [InlineData("await context.Database.ExecuteSqlAsync($\"UPDATE a SET n = n + {id.Length}\");", "Accumulate a.n [a]")]
    [InlineData("await context.Database.ExecuteSqlInterpolatedAsync($\"INSERT INTO a (id) VALUES ({Guid.NewGuid()})\");", "Insert INSERT INTO a [a] Unstable:id")]
    [InlineData("using var c = db.CreateCommand(); c.CommandText = \"INSERT INTO a (b) VALUES (1)\"; c.ExecuteNonQuery();", "Insert INSERT INTO a [a] None")]
    [InlineData("using var c = db.CreateCommand(); c.CommandText = \"INSERT INTO a (id) VALUES (@id)\"; c.Parameters.AddWithValue(\"@id\", Guid.NewGuid()); await c.ExecuteNonQueryAsync();", "Insert INSERT INTO a [a] Unstable:id")]
    [InlineData("await new Npgsql.NpgsqlCommand(\"INSERT INTO a (b) VALUES (1)\", db).ExecuteNonQueryAsync();", "Insert INSERT INTO a [a] None")]
    public void The_text_is_found_where_it_is_constant(string statement, string expected) => Assert.Equal([expected], Dapper(statement));

    [Theory]
    [InlineData("connection.Execute(id);")]
    [InlineData("connection.Execute($\"INSERT INTO {id} (b) VALUES (1)\");")]
    [InlineData("connection.Execute(id + \" (b) VALUES (1)\");")]
    [InlineData("using var c = db.CreateCommand(); c.CommandText = \"INSERT INTO a (b) VALUES (1)\"; c.CommandText = \"SELECT 1\"; c.ExecuteNonQuery();")]
    [InlineData("Execute(\"INSERT INTO a (b) VALUES (1)\");")]
    public void Text_that_is_not_known_is_none(string statement) => Assert.Empty(Dapper(statement));

    [Fact]
    public void The_engine_learns_what_is_read_and_written()
    {
        var (operations, values) = EffectsOf.BodyOf(
            Source("connection.Query<int>(\"SELECT 1 FROM sales.orders o JOIN lines l ON l.order_id = o.id WHERE o.status = 'new' AND l.count > 3\");"), References.JobFrameworks);
        var facts = Assert.Single(operations.OfType<IInvocationOperation>().SelectMany(call => SqlCalls.FactsOf(call, values)));
        Assert.Equal("orders lines", string.Join(" ", facts.Read));
        Assert.Equal("status count", string.Join(" ", facts.WhereColumns));

        (operations, values) = EffectsOf.BodyOf(
            Source("connection.Execute(\"UPDATE orders SET status = 'sent', at = now() WHERE id = @id; DELETE FROM queue WHERE id = @id\");"), References.JobFrameworks);
        var both = operations.OfType<IInvocationOperation>().SelectMany(call => SqlCalls.FactsOf(call, values)).ToList();
        Assert.Equal("orders", string.Join(" ", both[0].Updated));
        Assert.Equal("status at", string.Join(" ", both[0].SetColumns));
        Assert.Equal("queue", string.Join(" ", both[1].Deleted));
        Assert.Empty(both[1].Read);
    }

    private static string[] Dapper(string statement) => EffectsOf.Run(Source(statement), References.JobFrameworks);

    private static string Source(string statement) => $$"""
        using Dapper;
        using Microsoft.EntityFrameworkCore;
        class Job
        {
            static void Execute(string text) { }
            async Task Run(System.Data.IDbConnection connection, Npgsql.NpgsqlConnection db, DbContext context, string id) { {{statement}} await Task.Yield(); }
        }
        """;
}
