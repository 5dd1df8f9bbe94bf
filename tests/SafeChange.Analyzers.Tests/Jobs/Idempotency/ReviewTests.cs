using System;
using System.Threading.Tasks;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Idempotency;

/// <summary>Handlers as teams write them that were judged wrongly once.</summary>
public sealed class ReviewTests
{
    private const string Start = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Linq;
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Threading;
        using System.Threading.Channels;
        using System.Threading.Tasks;
        using Hangfire;
        using MassTransit;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.Extensions.Hosting;

        public record Paid(Guid Id, Guid Account, decimal Amount);
        public class Stock { public int Id { get; set; } public string Sku { get; set; } = ""; public int Count { get; set; } }
        public class Cursor { public string Id { get; set; } = ""; public long Position { get; set; } }
        public class Sample { public int Id { get; set; } public DateTime At { get; set; } public int Users { get; set; } public string Sku { get; set; } = ""; }
        public class Db : DbContext { public DbSet<Stock> Stocks => Set<Stock>(); public DbSet<Cursor> Cursors => Set<Cursor>(); public DbSet<Sample> Samples => Set<Sample>(); }
        public interface IAccounts { Task<Account> GetAsync(Guid id); Task SaveAsync(Account account); }

        """;

    private const string AccountConsumer = """
        public class Book(IAccounts accounts) : IConsumer<Paid>
        {
            public async Task Consume(ConsumeContext<Paid> context)
            {
                var account = await accounts.GetAsync(context.Message.Account);
                account.Credit( context.Message.Id, context.Message.Amount);
                await accounts.SaveAsync(account);
            }
        }

        """;

    private const string NoAccount = "public class Account { }\n";

    private static readonly Verify<JobAnalyzer> Verify = new(References.JobFrameworks);

    [Theory]
    [InlineData("if (applied.Contains(id)) return; applied.Add(id);", "List<Guid>")]
    [InlineData("if (!applied.Add(id)) return;", "HashSet<Guid>")]
    public Task An_aggregate_that_remembers_what_it_has_applied_is_a_guard(string guard, string type) => Silent(AccountConsumer + $$"""
        public class Account
        {
            private readonly {{type}} applied = [];
            public decimal Balance { get; private set; }
            public void Credit(Guid id, decimal amount) { {{guard}} Balance += amount; }
        }
        """);

    [Theory]
    [InlineData("if (!applied.Contains(id)) return; applied.Add(id);")]
    [InlineData("if (applied.Contains(id)) return;")]
    public Task An_aggregate_that_asks_its_memory_wrongly_or_never_fills_it_is_none(string guard) => Found("SAFE2001", "Credit( ", AccountConsumer + $$"""
        public class Account
        {
            private readonly List<Guid> applied = [];
            public decimal Balance { get; private set; }
            public void Credit(Guid id, decimal amount) { {{guard}} Balance += amount; }
        }
        """);

    [Theory]
    [InlineData("await foreach (var item in channel.Reader.ReadAllAsync(ct))", "Channel<Paid> channel")]
    [InlineData("while (await channel.WaitToReadAsync(ct)) while (channel.TryRead(out var item))", "ChannelReader<Paid> channel")]
    [InlineData("while (queue.TryDequeue(out var item))", "ConcurrentQueue<Paid> queue")]
    public Task What_a_worker_takes_out_of_memory_comes_once(string loop, string queue) => Silent(NoAccount + Worker(loop, queue));

    [Fact]
    public Task A_queue_that_the_worker_fills_itself_is_filled_again() => Found("SAFE2001", "stock.Count -=", NoAccount + Worker(
        "var queue = new ConcurrentQueue<Paid>(); foreach (var paid in await feed.AllAsync()) queue.Enqueue(paid); while (queue.TryDequeue(out var item))", "IFeed feed")
        + "public interface IFeed { Task<List<Paid>> AllAsync(); }");

    [Theory]
    [InlineData("foreach (var e in await feed.After(cursor.Position)) { {0} cursor.Position = e.Number; await db.SaveChangesAsync(); }")]
    [InlineData("var position = cursor.Position; foreach (var e in await feed.After(position)) { {0} position = e.Number; } cursor.Position = position; await db.SaveChangesAsync();")]
    public Task A_stored_position_that_is_moved_on_is_a_guard(string loop) => Silent(NoAccount + Projection(loop));

    [Fact]
    public Task A_stored_position_that_stays_is_none() => Found("SAFE2001", "stock.Count +=", NoAccount + Projection("foreach (var e in await feed.After(cursor.Position)) { {0} await db.SaveChangesAsync(); }"));

    [Fact]
    public Task Lines_that_are_not_known_yet_are_put_into_rows() => Silent(NoAccount + Job("Db db", """
        var known = (await db.Stocks.Select(s => s.Sku).ToListAsync()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var fresh = System.IO.File.ReadLines("a.csv").Where(line => !known.Contains(line)).Select(line => new Stock { Sku = line }).ToList();
        db.Stocks.AddRange(fresh);
        await db.SaveChangesAsync();
        """));

    [Fact]
    public Task A_search_is_a_question() => Silent(NoAccount + Job("HttpClient http", """await http.PostAsJsonAsync("https://index/products/_search", new { Text = "a" });"""));

    [Fact]
    public Task A_post_to_another_address_is_none() => Found("SAFE2006", "PostAsJsonAsync(", NoAccount + Job("HttpClient http", """await http.PostAsJsonAsync("https://index/products/research", new { Text = "a" });"""));

    [Fact]
    public Task How_things_stand_is_recorded_again_and_again() => Silent(NoAccount + Timer("new Sample { At = DateTime.UtcNow, Users = 3 }"));

    [Fact]
    public Task A_row_about_something_is_work() => Found("SAFE2002", "Add(", NoAccount + Timer("""new Sample { At = DateTime.UtcNow, Sku = "a" }"""));

    [Fact]
    public Task A_transaction_of_Redis_with_a_condition_is_a_claim() => Silent(NoAccount + Job("StackExchange.Redis.IDatabase redis", """
        var transaction = redis.CreateTransaction();
        transaction.AddCondition(StackExchange.Redis.Condition.KeyNotExists("done:1"));
        _ = transaction.StringIncrementAsync("orders");
        _ = transaction.StringSetAsync("done:1", 1);
        await transaction.ExecuteAsync();
        """));

    [Fact]
    public Task A_transaction_of_Redis_without_one_is_none() => Found("SAFE2001", "StringIncrementAsync(", NoAccount + Job("StackExchange.Redis.IDatabase redis", """
        var transaction = redis.CreateTransaction();
        _ = transaction.StringIncrementAsync("orders");
        await transaction.ExecuteAsync();
        """));

    private static string Worker(string loop, string queue) => $$"""
        public class Worker({{queue}}, Db db) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken ct)
            {
                {{loop}}
                {
                    var stock = await db.Stocks.FirstAsync(ct);
                    stock.Count -= (int)item.Amount;
                    await db.SaveChangesAsync(ct);
                }
            }
        }

        """;

    private static string Projection(string loop) => $$"""
        public record Changed(long Number, string Sku, int By);
        public interface IFeed { Task<List<Changed>> After(long position); }

        """ + Job("Db db, IFeed feed", "var cursor = await db.Cursors.SingleAsync(c => c.Id == \"stock\");\n"
            + loop.Replace("{0}", "var stock = await db.Stocks.FirstAsync(s => s.Sku == e.Sku); stock.Count += e.By;", StringComparison.Ordinal));

    private static string Timer(string row) => $$"""
        public class Recorder(Db db) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken ct)
            {
                using var timer = new PeriodicTimer(TimeSpan.FromHours(1));
                while (await timer.WaitForNextTickAsync(ct))
                {
                    db.Samples.Add({{row}});
                    await db.SaveChangesAsync(ct);
                }
            }
        }

        """;

    private static string Job(string dependencies, string body) => $$"""
        public class Job({{dependencies}})
        {
            public async Task Run()
            {
                {{body}}
            }
        }

        public static class Starter { public static void Start() => BackgroundJob.Enqueue<Job>(job => job.Run()); }

        """;

    private static Task Silent(string source) => Verify.Silent(Start + source);

    // The name that the finding stands at is given with what follows it.
    private static Task Found(string id, string at, string source)
    {
        var name = at.TrimEnd('(', ')', ' ', '+', '-', '=', '"');
        Assert.Contains(at, source, StringComparison.Ordinal);
        return Verify.Reports(Start + source.Replace(at, $"{{|{id}:{name}|}}{at[name.Length..]}", StringComparison.Ordinal));
    }
}
