using System.Threading.Tasks;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs;

public sealed class SAFE2001ValueAccumulatedTests
{
    private static readonly Verify<JobAnalyzer> Verify = new(References.Hangfire);
    private static readonly Verify<JobAnalyzer> VerifyMore = new(References.JobFrameworks);

    [Fact]
    public Task A_stored_value_that_is_added_to_is_reported() => Verify.Reports(
        Shop.Job(
            """
            var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
            {|#0:order.Paid|} += amount;
            await db.SaveChangesAsync(ct);
            """),
        Verify.Result("SAFE2001", 0,
            "'OrderJob.RunAsync' changes 'Order.Paid' by an amount, and Hangfire retries a failed job up to 10 times: a second run counts twice. Return early when a marker is set that this run sets, or save the message's ID in the same transaction and look for it first."));

    [Theory]
    [InlineData("{|SAFE2001:order.Paid|} -= amount;")]
    [InlineData("{|SAFE2001:order.Prints|}++;")]
    [InlineData("--{|SAFE2001:order.Prints|};")]
    [InlineData("{|SAFE2001:order.Paid|} = order.Paid + amount;")]
    [InlineData("{|SAFE2001:order.Paid|} = amount + order.Paid;")]
    [InlineData("{|SAFE2001:order.Paid|} = Math.Max(0, order.Paid - amount);")]
    [InlineData("{|SAFE2001:order.Paid|} *= 2;")]
    [InlineData("var paid = order.Paid + amount; {|SAFE2001:order.Paid|} = paid;")]
    [InlineData("{|SAFE2001:order.Customer.Points|} += 10;")]
    [InlineData("await db.Orders.Where(o => o.Id == id).{|SAFE2001:ExecuteUpdateAsync|}(s => s.SetProperty(o => o.Paid, o => o.Paid + amount));")]
    [InlineData("await db.Database.{|SAFE2001:ExecuteSqlAsync|}($\"UPDATE orders SET paid = paid + {amount} WHERE id = {id}\");")]
    public Task So_is_every_other_way_to_change_by_an_amount(string change) => Verify.Reports(
        Shop.Job($"var order = await db.Orders.SingleAsync(o => o.Id == id, ct); {change} await db.SaveChangesAsync(ct);"));

    [Theory]
    [InlineData("order.Paid = amount;")]
    [InlineData("order.Paid = order.Lines.Sum(l => l.Quantity);")]
    [InlineData("order.Flags |= 4;")]
    [InlineData("order.Notes += \"paid\";")]
    [InlineData("order.SendAttempts++;")]
    [InlineData("order.PaidAt ??= DateTime.UtcNow;")]
    [InlineData("var paid = order.Paid; paid += amount; logger.LogInformation(\"{Paid}\", paid);")]
    [InlineData("var sum = new Totals(); sum.Paid += amount; logger.LogInformation(\"{Paid}\", sum.Paid);")]
    [InlineData("await db.Orders.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.Paid, amount));")]
    [InlineData("await db.Database.ExecuteSqlAsync($\"UPDATE orders SET paid = {amount} WHERE id = {id}\");")]
    [InlineData("await db.Database.ExecuteSqlAsync($\"UPDATE orders SET send_attempts = send_attempts + 1 WHERE id = {id}\");")]
    public Task What_ends_the_same_when_done_again_is_not(string change) => Verify.Silent(
        Shop.Job($"var order = await db.Orders.SingleAsync(o => o.Id == id, ct); {change} await db.SaveChangesAsync(ct);", types: "public class Totals { public decimal Paid { get; set; } }"));

    [Fact]
    public Task A_change_that_is_never_saved_is_not() => Verify.Silent(
        Shop.Job("var order = await db.Orders.AsNoTracking().SingleAsync(o => o.Id == id, ct); order.Paid += amount; logger.LogInformation(\"{Paid}\", order.Paid);"));

    [Fact]
    public Task An_object_that_this_run_makes_may_count() => Verify.Silent(
        Shop.Job(
            """
            if (await db.Shipments.AnyAsync(s => s.OrderId == id, ct)) return;
            var customer = new Customer { Email = "a@b.c" };
            foreach (var order in await db.Orders.ToListAsync(ct)) { customer.Points += 10; customer.Orders++; }
            db.Shipments.Add(new Shipment { OrderId = id });
            await db.SaveChangesAsync(ct);
            logger.LogInformation("{Points}", customer.Points);
            """));

    [Fact]
    public Task On_a_schedule_it_is_a_suggestion_outside_a_loop() => Verify.Reports(
        Shop.RecurringJob("var order = await db.Orders.SingleAsync(o => o.Id == id, ct); {|#0:order.Prints|}++; await db.SaveChangesAsync(ct);"),
        Verify.Result("SAFE2001").WithLocation(0).WithSeverity(Microsoft.CodeAnalysis.DiagnosticSeverity.Info).WithOptions(Microsoft.CodeAnalysis.Testing.DiagnosticOptions.IgnoreAdditionalLocations)
            .WithMessage("'OrderJob.RunAsync' changes 'Order.Prints' by an amount, and Hangfire runs it on a schedule and retries a failed run up to 10 times: a second run counts twice. Return early when a marker is set that this run sets, or save the message's ID in the same transaction and look for it first."));

    [Fact]
    public Task On_a_schedule_the_items_of_a_loop_are_work() => Verify.Reports(
        Shop.RecurringJob("foreach (var order in await db.Orders.ToListAsync(ct)) { {|#0:order.Prints|}++; await db.SaveChangesAsync(ct); }"),
        Verify.Result("SAFE2001").WithLocation(0).WithSeverity(Microsoft.CodeAnalysis.DiagnosticSeverity.Warning).WithOptions(Microsoft.CodeAnalysis.Testing.DiagnosticOptions.IgnoreAdditionalLocations)
            .WithMessage("'OrderJob.RunAsync' changes 'Order.Prints' by an amount, and Hangfire runs it on a schedule and retries a failed run up to 10 times: a second run counts twice. Return early when a marker is set that this run sets, or save the message's ID in the same transaction and look for it first."));

    [Fact]
    public Task Members_that_count_runs_can_be_named() => Verify.Options("safechange.jobs.ignored_counters = Prints|Points").Silent(
        Shop.Job("var order = await db.Orders.SingleAsync(o => o.Id == id, ct); order.Prints++; await db.SaveChangesAsync(ct);"));

    [Fact]
    public Task An_inbox_of_ones_own_can_be_named()
    {
        var job = Shop.Job(
            """
            if (await desk.Ask(messageId)) { return; }
            var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
            order.Paid += amount;
            await db.SaveChangesAsync(ct);
            await desk.Note(messageId);
            """,
            "private readonly Desk desk = new();",
            "public class Desk { public Task<bool> Ask(Guid id) => Task.FromResult(false); public Task Note(Guid id) => Task.CompletedTask; }");
        return Verify.Options("safechange.jobs.guard_methods = M:Shop.Desk.Ask=exists|M:Shop.Desk.Note=mark").Silent(job);
    }

    [Fact]
    public Task A_claim_of_ones_own_can_be_named() => Verify.Options("safechange.jobs.guard_methods = M:Shop.Desk.Ask=claim").Silent(
        Shop.Job(
            """
            if (!await desk.Ask(messageId)) { return; }
            var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
            order.Paid += amount;
            await db.SaveChangesAsync(ct);
            """,
            "private readonly Desk desk = new();",
            "public class Desk { public Task<bool> Ask(Guid id) => Task.FromResult(false); }"));

    [Fact]
    public Task A_claim_that_is_asked_the_wrong_way_round_is_none() => Verify.Options("safechange.jobs.guard_methods = M:Shop.Desk.Ask=claim").Reports(
        Shop.Job(
            """
            if (await desk.Ask(messageId)) { return; }
            var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
            {|SAFE2001:order.Paid|} += amount;
            await db.SaveChangesAsync(ct);
            """,
            "private readonly Desk desk = new();",
            "public class Desk { public Task<bool> Ask(Guid id) => Task.FromResult(false); }"));

    [Fact]
    public Task A_catalogue_of_ones_own_names_guards_too() => Verify.AdditionalFile("SafeChange.Guards.txt", "M:Shop.IDesk.Ask ; guard=claim").Silent(
        Shop.Job(
            """
            if (!await desk.Ask(messageId)) { return; }
            var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
            order.Paid += amount;
            await db.SaveChangesAsync(ct);
            """,
            "private readonly IDesk desk = null!;",
            "public interface IDesk { Task<bool> Ask(Guid id); }"));

    [Fact]
    public Task Calls_of_ones_own_can_be_named() => Verify.Options("safechange.jobs.additional_effects = M:Shop.ILedger.Move=accumulate").Reports(
        Shop.Job("await ledger.{|SAFE2001:Move|}(id, amount);", "private readonly ILedger ledger = null!;", "public interface ILedger { Task Move(int id, decimal amount); }"));

    [Fact]
    public Task A_note_answers_for_it() => Verify.Silent(
        Shop.Job(
            """
            var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
            // idempotent: prints are a rough figure, and nobody bills by them
            order.Prints++;
            await db.SaveChangesAsync(ct);
            """));

    [Fact]
    public Task Types_of_the_same_names_are_no_store() => Verify.Silent(
        Shop.Job(
            "var row = board.Rows.Single(r => r.Id == id); row.Count += 1; board.Redraw(); await Task.Yield();",
            "private readonly Board board = new();",
            "public class Row { public int Id { get; set; } public int Count { get; set; } } public class Board { public List<Row> Rows { get; } = []; public void Redraw() { } }"));

    [Fact]
    public Task A_value_in_Redis_and_in_MongoDB_is_a_stored_one() => VerifyMore.Reports("""
        using System;
        using System.Threading.Tasks;
        using Hangfire;
        using MongoDB.Driver;
        using StackExchange.Redis;

        class Page { public int Id { get; set; } public int Views { get; set; } public bool IsCounted { get; set; } }
        class Job(IDatabase redis, IMongoCollection<Page> pages)
        {
            public async Task RunAsync(int id)
            {
                await redis.{|SAFE2001:StringIncrementAsync|}("views");
                await pages.UpdateOneAsync(p => p.Id == id, Builders<Page>.Update.{|SAFE2001:Inc|}(p => p.Views, 1));
            }
        }
        class Web { void Start() => BackgroundJob.Enqueue<Job>(job => job.RunAsync(1)); }
        """);

    [Fact]
    public Task What_was_claimed_in_Redis_or_MongoDB_is_not_counted_twice() => VerifyMore.Silent("""
        using System;
        using System.Threading.Tasks;
        using Hangfire;
        using MongoDB.Driver;
        using StackExchange.Redis;

        class Page { public int Id { get; set; } public int Views { get; set; } public bool IsCounted { get; set; } public string Title { get; set; } = ""; }
        class Job(IDatabase redis, IMongoCollection<Page> pages)
        {
            public async Task RunAsync(int id, string key)
            {
                if (!await redis.StringSetAsync("done:" + key, "1", TimeSpan.FromDays(1), When.NotExists))
                {
                    return;
                }

                await redis.StringIncrementAsync("views");
            }

            public async Task CountAsync(int id)
            {
                await pages.UpdateOneAsync(p => p.Id == id && !p.IsCounted, Builders<Page>.Update.Inc(p => p.Views, 1).Set(p => p.IsCounted, true));
            }

            public async Task UpsertAsync(int id, string title)
            {
                await pages.UpdateOneAsync(p => p.Id == id, Builders<Page>.Update.Set(p => p.Title, title).SetOnInsert(p => p.Views, 1), new UpdateOptions { IsUpsert = true });
                await pages.ReplaceOneAsync(p => p.Id == id, new Page { Id = id }, new ReplaceOptions { IsUpsert = true });
            }

            public async Task TakeAsync(int id)
            {
                var page = await pages.FindOneAndUpdateAsync(p => p.Id == id && !p.IsCounted, Builders<Page>.Update.Set(p => p.IsCounted, true));
                if (page == null)
                {
                    return;
                }

                await redis.StringIncrementAsync("views");
            }
        }
        class Web
        {
            void Start()
            {
                BackgroundJob.Enqueue<Job>(job => job.RunAsync(1, "a"));
                BackgroundJob.Enqueue<Job>(job => job.CountAsync(1));
                BackgroundJob.Enqueue<Job>(job => job.UpsertAsync(1, "a"));
                BackgroundJob.Enqueue<Job>(job => job.TakeAsync(1));
            }
        }
        """);

    [Fact]
    public Task Where_no_job_framework_is_referenced_nothing_is_a_handler() => Verify.With(References.EntityFrameworkCore10).Silent("""
        using System.Linq;
        using Microsoft.EntityFrameworkCore;

        class Order { public int Id { get; set; } public decimal Paid { get; set; } }
        class Db : DbContext { public DbSet<Order> Orders => Set<Order>(); }
        class OrderHandler
        {
            public void Handle(Db db, int id) { var order = db.Orders.Single(o => o.Id == id); order.Paid += 1; db.SaveChanges(); }
        }
        """);
}
