using System.Threading.Tasks;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs;

public sealed class SAFE2002RowInsertedAgainTests
{
    private const string Made =
        "'OrderJob.RunAsync' adds 'Shipment' under a key that the database makes up, and Hangfire retries a failed job up to 10 times: a second run adds it again. Look for it first, or give it a key that comes from the message and catch the duplicate.";

    private static readonly Verify<JobAnalyzer> Verify = new(References.Hangfire);
    private static readonly Verify<JobAnalyzer> VerifyMore = new(References.JobFrameworks);

    [Fact]
    public Task A_row_whose_key_the_database_makes_up_is_reported() => Verify.Reports(
        Shop.Job("db.Shipments.{|#0:Add|}(new Shipment { OrderId = id }); await db.SaveChangesAsync(ct);"),
        Verify.Result("SAFE2002", 0, Made));

    [Fact]
    public Task A_row_whose_key_is_new_each_time_is_reported() => Verify.Reports(
        Shop.Job("var payment = new Payment { Id = Guid.NewGuid(), OrderId = id }; await db.Payments.{|#0:AddAsync|}(payment, ct); await db.SaveChangesAsync(ct);"),
        Verify.Result("SAFE2002", 0, Made.Replace("Shipment", "Payment").Replace("the database makes up", "is new each time")));

    [Theory]
    [InlineData("db.{|SAFE2002:Add|}(new Shipment { OrderId = id });")]
    [InlineData("db.Set<Shipment>().{|SAFE2002:Add|}(new() { OrderId = id });")]
    [InlineData("db.Shipments.{|SAFE2002:AddRange|}(new Shipment { OrderId = id }, new Shipment { OrderId = id });")]
    [InlineData("var list = new List<Shipment> { new() { OrderId = id } }; db.Shipments.{|SAFE2002:AddRange|}(list);")]
    [InlineData("var order = await db.Orders.SingleAsync(o => o.Id == id); order.Lines.{|SAFE2002:Add|}(new OrderLine { ProductId = 1 });")]
    [InlineData("var order = await db.Orders.SingleAsync(o => o.Id == id); foreach (var n in Enumerable.Range(1, 3)) { order.Lines.{|SAFE2002:Add|}(new OrderLine { ProductId = n }); }")]
    [InlineData("await db.Database.{|SAFE2002:ExecuteSqlAsync|}($\"INSERT INTO shipments (order_id) VALUES ({id})\");")]
    public Task So_is_every_other_way_to_add_one(string insert) => Verify.Reports(Shop.Job(insert + " await db.SaveChangesAsync(ct);"));

    [Theory]
    [InlineData("db.Payments.Add(new Payment { Id = messageId, OrderId = id });")]
    [InlineData("db.Shipments.Update(new Shipment { Id = id, OrderId = id });")]
    [InlineData("db.Shipments.Add(new Shipment { Id = id, OrderId = id });")]
    [InlineData("db.MailLogs.Add(new MailLog { To = \"a@b.c\" });")]
    [InlineData("var list = new List<Shipment>(); list.Add(new Shipment { OrderId = id });")]
    [InlineData("db.Labels.Add(new Label { OrderId = id });")]
    [InlineData("db.Numbers.Add(new Number { Text = \"N\" + id });")]
    public Task A_row_that_can_be_there_once_or_does_no_harm_is_not(string insert) => Verify.Silent(
        Shop.Job(
            insert + " await db.SaveChangesAsync(ct);",
            "private readonly Db db = null!;",
            """
            [Index(nameof(OrderId), IsUnique = true)]
            public class Label { public int Id { get; set; } public int OrderId { get; set; } }
            public class Number { public int Id { get; set; } public string Text { get; set; } = ""; }
            public class Db(DbContextOptions<ShopDb> options) : ShopDb(options)
            {
                public DbSet<Label> Labels => Set<Label>();
                public DbSet<Number> Numbers => Set<Number>();
                protected override void OnModelCreating(ModelBuilder model) => model.Entity<Number>().HasIndex(n => n.Text).IsUnique();
            }
            """));

    [Fact]
    public Task A_row_that_is_never_saved_is_not() => Verify.Silent(
        Shop.Job("db.Shipments.Add(new Shipment { OrderId = id }); await Task.Yield();"));

    [Fact]
    public Task The_way_to_it_stands_in_the_message_and_its_place_beside() => Verify.Reports(
        Shop.Job(
            "await {|#0:ShipAsync|}(id); await db.SaveChangesAsync(ct);",
            "private Task ShipAsync(int orderId) => AddAsync(new Shipment { OrderId = orderId });\n" +
            "private async Task AddAsync(Shipment shipment) { await db.Shipments.{|#1:AddAsync|}(shipment); }"),
        Verify.Result("SAFE2002").WithLocation(0).WithLocation(1).WithMessage(Made.Replace("'Shipment'", "'Shipment' (via ShipAsync → AddAsync)")));

    [Fact]
    public Task Three_of_a_kind_are_enough() => Verify.Reports(
        Shop.Job(
            """
            db.Shipments.{|SAFE2002:Add|}(new Shipment { OrderId = 1 });
            db.Shipments.{|SAFE2002:Add|}(new Shipment { OrderId = 2 });
            db.Shipments.{|#0:Add|}(new Shipment { OrderId = 3 });
            db.Shipments.Add(new Shipment { OrderId = 4 });
            db.Shipments.Add(new Shipment { OrderId = 5 });
            await db.SaveChangesAsync(ct);
            """),
        Verify.Result("SAFE2002", 0, Made + " (2 more like it in this handler)"));

    [Fact]
    public Task Entities_that_record_what_ran_can_be_named() => Verify.Options("safechange.jobs.log_entities = Ship*").Silent(
        Shop.Job("db.Shipments.Add(new Shipment { OrderId = id }); await db.SaveChangesAsync(ct);"));

    [Fact]
    public Task With_an_option_of_ones_own_a_log_is_none() => Verify.Options("safechange.jobs.log_entities = Ship*").Reports(
        Shop.Job("db.MailLogs.{|SAFE2002:Add|}(new MailLog { To = \"a@b.c\" }); await db.SaveChangesAsync(ct);"));

    [Fact]
    public Task On_a_schedule_it_is_a_suggestion_outside_a_loop() => Verify.Reports(
        Shop.RecurringJob("db.Shipments.{|#0:Add|}(new Shipment { OrderId = id }); await db.SaveChangesAsync(ct);"),
        Verify.Result("SAFE2002").WithLocation(0).WithSeverity(Microsoft.CodeAnalysis.DiagnosticSeverity.Info)
            .WithMessage(Made.Replace("retries a failed job up to 10 times", "runs it on a schedule and retries a failed run up to 10 times")));

    [Fact]
    public Task A_document_in_MongoDB_and_a_row_by_Dapper_are_rows() => VerifyMore.Reports("""
        using System;
        using System.Data;
        using System.Threading.Tasks;
        using Dapper;
        using Hangfire;
        using MongoDB.Bson;
        using MongoDB.Driver;

        class Visit { public ObjectId Id { get; set; } public string Url { get; set; } = ""; }
        class Job(IDbConnection sql, IMongoCollection<Visit> visits)
        {
            public async Task RunAsync(string url, Guid messageId)
            {
                await visits.{|SAFE2002:InsertOneAsync|}(new Visit { Url = url });
                await sql.{|SAFE2002:ExecuteAsync|}("INSERT INTO visits (url) VALUES (@url)", new { url });
                await sql.ExecuteAsync("INSERT INTO visits (id, url) VALUES (@messageId, @url)", new { messageId, url });
                await sql.ExecuteAsync("INSERT OR IGNORE INTO visits (url) VALUES (@url)", new { url });
                await sql.ExecuteAsync("MERGE visits AS t USING (SELECT @url AS url) AS s ON t.url = s.url WHEN NOT MATCHED THEN INSERT (url) VALUES (s.url);", new { url });
            }
        }
        class Web { void Start() => BackgroundJob.Enqueue<Job>(job => job.RunAsync("", Guid.Empty)); }
        """);

    [Fact]
    public Task Dapper_asks_for_the_row_first() => VerifyMore.Silent("""
        using System;
        using System.Data;
        using System.Threading.Tasks;
        using Dapper;
        using Hangfire;

        class Job(IDbConnection sql)
        {
            public async Task RunAsync(string url)
            {
                var known = await sql.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM visits WHERE url = @url", new { url });
                if (known > 0)
                {
                    return;
                }

                await sql.ExecuteAsync("INSERT INTO visits (url) VALUES (@url)", new { url });
            }

            public async Task FindAsync(string url)
            {
                var visit = await sql.QuerySingleOrDefaultAsync<Visit>("SELECT * FROM visits WHERE url = @url", new { url });
                if (visit is null)
                {
                    await sql.ExecuteAsync("INSERT INTO visits (url) VALUES (@url)", new { url });
                }
            }
        }
        class Visit { public int Id { get; set; } }
        class Web { void Start() { BackgroundJob.Enqueue<Job>(job => job.RunAsync("")); BackgroundJob.Enqueue<Job>(job => job.FindAsync("")); } }
        """);

    [Fact]
    public Task An_inbox_of_the_framework_protects_what_is_stored() => VerifyMore.Silent("""
        using System;
        using System.Threading.Tasks;
        using MassTransit;
        using Microsoft.EntityFrameworkCore;

        record Placed(int OrderId);
        class Shipment { public int Id { get; set; } public int OrderId { get; set; } }
        class Db : DbContext { public DbSet<Shipment> Shipments => Set<Shipment>(); }
        class Consumer(Db db) : IConsumer<Placed>
        {
            public async Task Consume(ConsumeContext<Placed> context)
            {
                db.Shipments.Add(new Shipment { OrderId = context.Message.OrderId });
                await db.SaveChangesAsync();
            }
        }
        static class Outbox { public static void UseEntityFrameworkOutbox<T>(this IReceiveEndpointConfigurator endpoint, IRegistrationContext context) { } }
        class Definition : ConsumerDefinition<Consumer>
        {
            protected override void ConfigureConsumer(IReceiveEndpointConfigurator endpoint, IConsumerConfigurator<Consumer> consumer, IRegistrationContext context) =>
                endpoint.UseEntityFrameworkOutbox<Db>(context);
        }
        """);

    [Theory]
    [InlineData("", true)]
    [InlineData("safechange.jobs.assume_transactional_inbox = none", true)]
    [InlineData("safechange.jobs.assume_transactional_inbox = rebus", true)]
    [InlineData("safechange.jobs.assume_transactional_inbox = masstransit|rebus", false)]
    [InlineData("safechange.jobs.assume_transactional_inbox = all", false)]
    public Task An_inbox_elsewhere_can_be_assumed(string option, bool isReported)
    {
        const string Consumer = """
            using System;
            using System.Threading.Tasks;
            using MassTransit;
            using Microsoft.EntityFrameworkCore;

            record Placed(int OrderId);
            class Shipment { public int Id { get; set; } public int OrderId { get; set; } }
            class Db : DbContext { public DbSet<Shipment> Shipments => Set<Shipment>(); }
            class Consumer(Db db) : IConsumer<Placed>
            {
                public async Task Consume(ConsumeContext<Placed> context)
                {
                    db.Shipments.{|SAFE2002:Add|}(new Shipment { OrderId = context.Message.OrderId });
                    await db.SaveChangesAsync();
                }
            }
            """;
        return isReported
            ? VerifyMore.Options(option).Reports(Consumer)
            : VerifyMore.Options(option).Silent(Consumer.Replace("{|SAFE2002:Add|}", "Add"));
    }

    [Fact]
    public Task Sets_of_the_same_name_are_no_store() => Verify.Silent(
        Shop.Job(
            "board.Shipments.Add(new Shipment { OrderId = id }); board.SaveChanges(); await Task.Yield();",
            "private readonly Board board = new();",
            "public class Board { public DbSet<Shipment> Shipments { get; } = new(); public void SaveChanges() { } public class DbSet<T> { public void Add(T item) { } } }"));
}
