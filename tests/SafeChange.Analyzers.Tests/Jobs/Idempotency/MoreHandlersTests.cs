using System.Threading.Tasks;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Idempotency;

/// <summary>Handlers of other frameworks and with other stores, whole: some are safe and must stay silent, some only look it.</summary>
public sealed class MoreHandlersTests
{
    private const string Start = """
        using System;
        using System.Collections.Generic;
        using System.Data;
        using System.Linq;
        using System.Net.Http;
        using System.Net.Mail;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.Extensions.Hosting;
        using Microsoft.Extensions.Logging;
        using Microsoft.Extensions.DependencyInjection;

        public enum State { Open, Done }
        public class Invoice { public int Id { get; set; } public string Number { get; set; } = ""; public string Email { get; set; } = ""; public State State { get; set; } public DateTime? MailedAt { get; set; } public int Reminders { get; set; } public decimal Paid { get; set; } }
        public class Receipt { public int Id { get; set; } public string Reference { get; set; } = ""; }
        public class Db : DbContext { public DbSet<Invoice> Invoices => Set<Invoice>(); public DbSet<Receipt> Receipts => Set<Receipt>(); }

        """;

    private static readonly Verify<JobAnalyzer> Verify = new(References.JobFrameworks);

    [Fact]
    public Task A_hosted_service_polls_in_scopes_and_marks_item_by_item() => Silent("""
        public class Poller(IServiceScopeFactory scopes, ILogger<Poller> logger) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1));
                while (await timer.WaitForNextTickAsync(stoppingToken))
                {
                    try
                    {
                        await using var scope = scopes.CreateAsyncScope();
                        await WorkAsync(scope.ServiceProvider.GetRequiredService<Db>(), scope.ServiceProvider.GetRequiredService<SmtpClient>(), stoppingToken);
                    }
                    catch (Exception e)
                    {
                        logger.LogError(e, "Poll");
                    }
                }
            }

            private static async Task WorkAsync(Db db, SmtpClient smtp, CancellationToken ct)
            {
                var open = await db.Invoices.Where(i => i.MailedAt == null).ToListAsync(ct);
                foreach (var invoice in open)
                {
                    await smtp.SendMailAsync("a@b.c", invoice.Email, "Invoice", invoice.Number, ct);
                    invoice.MailedAt = DateTime.UtcNow;
                    await db.SaveChangesAsync(ct);
                }
            }
        }
        """);

    [Fact]
    public Task A_hosted_service_polls_and_saves_when_all_is_sent() => Reports("""
        public class Poller(IServiceScopeFactory scopes) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    using var scope = scopes.CreateScope();
                    var db = scope.ServiceProvider.GetRequiredService<Db>();
                    var smtp = scope.ServiceProvider.GetRequiredService<SmtpClient>();
                    foreach (var invoice in await db.Invoices.Where(i => i.MailedAt == null).ToListAsync(stoppingToken))
                    {
                        await smtp.{|SAFE2009:SendMailAsync|}("a@b.c", invoice.Email, "Invoice", invoice.Number, stoppingToken);
                        invoice.MailedAt = DateTime.UtcNow;
                    }

                    await db.SaveChangesAsync(stoppingToken);
                    await Task.Delay(60000, stoppingToken);
                }
            }
        }
        """);

    [Fact]
    public Task A_Wolverine_handler_loads_decides_and_sets() => Silent("""
        public record PayInvoice(int InvoiceId, decimal Amount);
        public static class PayInvoiceHandler
        {
            public static async Task Handle(PayInvoice command, Db db, Wolverine.IMessageContext context)
            {
                var invoice = await db.Invoices.FindAsync(command.InvoiceId);
                if (invoice is not { State: State.Open })
                {
                    return;
                }

                invoice.Paid += command.Amount;
                invoice.State = State.Done;
                await db.SaveChangesAsync();
            }
        }
        """);

    [Fact]
    public Task A_Wolverine_handler_that_only_looks_for_null() => Reports("""
        public record PayInvoice(int InvoiceId, decimal Amount);
        public class PayInvoiceHandler
        {
            public async Task Handle(PayInvoice command, Db db)
            {
                var invoice = await db.Invoices.FindAsync(command.InvoiceId);
                if (invoice is not { } found)
                {
                    return;
                }

                {|SAFE2001:found.Paid|} += command.Amount;
                await db.SaveChangesAsync();
            }
        }
        """);

    [Fact]
    public Task A_CAP_subscriber_inserts_under_a_reference_and_catches_the_duplicate() => Silent("""
        public class Subscriber(Db db) : DotNetCore.CAP.ICapSubscribe
        {
            [DotNetCore.CAP.CapSubscribe("paid")]
            public async Task OnPaid(string reference)
            {
                db.Receipts.Add(new Receipt { Reference = reference });
                try
                {
                    await db.SaveChangesAsync();
                }
                catch (DbUpdateException e) when (e.InnerException is Npgsql.PostgresException { SqlState: "23505" })
                {
                    db.ChangeTracker.Clear();
                }
            }
        }
        """);

    [Fact]
    public Task A_CAP_subscriber_that_inserts_and_logs_whatever_happens() => Reports("""
        public class Subscriber(Db db, ILogger<Subscriber> logger) : DotNetCore.CAP.ICapSubscribe
        {
            [DotNetCore.CAP.CapSubscribe("paid")]
            public async Task OnPaid(string reference)
            {
                db.Receipts.{|SAFE2002:Add|}(new Receipt { Reference = reference });
                try
                {
                    await db.SaveChangesAsync();
                }
                catch (Exception e)
                {
                    logger.LogError(e, "Receipt {Reference}", reference);
                }
            }
        }
        """);

    [Fact]
    public Task A_Temporal_activity_asks_first() => Silent("""
        public class Activities(Db db, SmtpClient smtp)
        {
            [Temporalio.Activities.Activity]
            public async Task MailInvoiceAsync(int invoiceId)
            {
                var invoice = await db.Invoices.FirstAsync(i => i.Id == invoiceId);
                if (invoice.MailedAt is { } at)
                {
                    Temporalio.Activities.ActivityExecutionContext.Current.Logger.LogInformation("Mailed at {At}", at);
                    return;
                }

                await smtp.SendMailAsync("a@b.c", invoice.Email, "Invoice", "");
                invoice.MailedAt = DateTime.UtcNow;
                await db.SaveChangesAsync();
            }
        }
        """);

    [Fact]
    public Task A_Temporal_activity_that_mails_whenever_it_is_tried() => Reports("""
        public class Activities(Db db, SmtpClient smtp)
        {
            [Temporalio.Activities.Activity]
            public async Task MailInvoiceAsync(int invoiceId)
            {
                var invoice = await db.Invoices.FirstAsync(i => i.Id == invoiceId);
                await smtp.SendMailAsync("a@b.c", invoice.Email, "Invoice", "");
                {|SAFE2007:invoice.MailedAt|} = DateTime.UtcNow;
                await db.SaveChangesAsync();
            }
        }
        """);

    [Fact]
    public Task A_Coravel_listener_and_a_job_of_Quartz_share_a_guarded_service() => Silent("""
        public class InvoiceMailer(Db db, SmtpClient smtp)
        {
            public async Task MailAsync(int id)
            {
                var invoice = await db.Invoices.SingleOrDefaultAsync(i => i.Id == id && i.State == State.Open);
                if (invoice == null) return;
                await smtp.SendMailAsync("a@b.c", invoice.Email, "Invoice", "");
                invoice.State = State.Done;
                await db.SaveChangesAsync();
            }
        }

        public class Nightly(Db db, InvoiceMailer mailer) : Quartz.IJob
        {
            public async ValueTask Execute(Quartz.IJobExecutionContext context, CancellationToken ct)
            {
                foreach (var id in await db.Invoices.Select(i => i.Id).ToListAsync(ct))
                {
                    await mailer.MailAsync(id);
                }
            }
        }

        public class Hourly(InvoiceMailer mailer) : Coravel.Invocable.IInvocable
        {
            public Task Invoke() => mailer.MailAsync(1);
        }
        """);

    [Fact]
    public Task A_Rebus_handler_defers_once_by_its_row() => Silent("""
        public record Ordered(string Reference);
        public class Handler(Db db, HttpClient http) : Rebus.Handlers.IHandleMessages<Ordered>
        {
            public async Task Handle(Ordered message)
            {
                var receipt = await db.Receipts.FirstOrDefaultAsync(r => r.Reference == message.Reference);
                if (receipt != null)
                {
                    return;
                }

                receipt = new Receipt { Reference = message.Reference };
                await db.Receipts.AddAsync(receipt);
                await db.SaveChangesAsync();
                await http.PostAsync("/orders", null);
            }
        }
        """);

    [Fact]
    public Task A_service_of_Azure_queues_deletes_what_it_has_done() => Reports("""
        public class Worker(Azure.Storage.Queues.QueueClient queue, Db db) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    var messages = await queue.ReceiveMessagesAsync(10, TimeSpan.FromMinutes(1), stoppingToken);
                    foreach (var message in messages.Value)
                    {
                        var invoice = await db.Invoices.SingleAsync(i => i.Number == message.MessageText, stoppingToken);
                        {|SAFE2001:invoice.Reminders|}++;
                        await db.SaveChangesAsync(stoppingToken);
                        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, stoppingToken);
                    }
                }
            }
        }
        """);

    [Fact]
    public Task Dapper_moves_a_status_on_and_tells_whether_it_did() => Silent("""
        public class Job(IDbConnection sql, SmtpClient smtp)
        {
            public async Task RunAsync(int id)
            {
                var rows = await Dapper.SqlMapper.ExecuteAsync(sql, "UPDATE invoices SET state = 1, mailed_at = @now WHERE id = @id AND state = 0", new { id, now = DateTime.UtcNow });
                if (rows is 0)
                {
                    return;
                }

                await smtp.SendMailAsync("a@b.c", "d@e.f", "Invoice", "");
            }
        }
        public class Web { public void Start() => Hangfire.BackgroundJob.Enqueue<Job>(job => job.RunAsync(1)); }
        """);

    [Fact]
    public Task Dapper_asks_for_the_state_in_a_query_and_sets_it_in_another() => Silent("""
        public class Job(IDbConnection sql, SmtpClient smtp)
        {
            private const string Open = "SELECT id, email FROM invoices WHERE mailed_at IS NULL AND id = @id";

            public async Task RunAsync(int id)
            {
                var invoice = await Dapper.SqlMapper.QueryFirstOrDefaultAsync<Invoice>(sql, Open, new { id });
                if (invoice is null)
                {
                    return;
                }

                await smtp.SendMailAsync("a@b.c", invoice.Email, "Invoice", "");
                await Dapper.SqlMapper.ExecuteAsync(sql, "UPDATE invoices SET mailed_at = now() WHERE id = @id", new { id });
            }
        }
        public class Web { public void Start() => Hangfire.BackgroundJob.Enqueue<Job>(job => job.RunAsync(1)); }
        """);

    [Fact]
    public Task SQL_that_counts_is_reported_with_or_without_a_transaction() => Reports("""
        public class Job(IDbConnection sql)
        {
            public async Task RunAsync(int id)
            {
                sql.Open();
                using var transaction = sql.BeginTransaction();
                await Dapper.SqlMapper.{|SAFE2001:ExecuteAsync|}(sql, "UPDATE invoices SET reminders = reminders + 1 WHERE id = @id", new { id }, transaction);
                transaction.Commit();
            }
        }
        public class Web { public void Start() => Hangfire.BackgroundJob.Enqueue<Job>(job => job.RunAsync(1)); }
        """);

    [Fact]
    public Task A_table_of_Azure_and_an_item_of_S3_are_put_not_added() => Silent("""
        public class Job(Azure.Data.Tables.TableClient table, Azure.Storage.Blobs.BlobClient blob, Amazon.S3.IAmazonS3 s3)
        {
            public async Task RunAsync(string id)
            {
                await table.UpsertEntityAsync(new Azure.Data.Tables.TableEntity("a", id));
                await blob.UploadAsync(BinaryData.FromString(id), overwrite: true);
                await s3.PutObjectAsync(new Amazon.S3.Model.PutObjectRequest { BucketName = "b", Key = id });
            }
        }
        public class Web { public void Start() => Hangfire.BackgroundJob.Enqueue<Job>(job => job.RunAsync("")); }
        """);

    [Fact]
    public Task Redis_counts_what_a_set_says_is_new() => Silent("""
        public class Job(StackExchange.Redis.IDatabase redis)
        {
            public async Task RunAsync(string id)
            {
                if (await redis.SetAddAsync("seen", id))
                {
                    await redis.StringIncrementAsync("total");
                }
            }
        }
        public class Web { public void Start() => Hangfire.BackgroundJob.Enqueue<Job>(job => job.RunAsync("")); }
        """);

    [Fact]
    public Task MongoDB_inserts_under_the_messages_ID_and_catches_the_duplicate() => Silent("""
        public class Entry { public string Id { get; set; } = ""; public decimal Amount { get; set; } }
        public class Job(MongoDB.Driver.IMongoCollection<Entry> entries)
        {
            public async Task RunAsync(string id, decimal amount)
            {
                try
                {
                    await entries.InsertOneAsync(new Entry { Id = id, Amount = amount });
                }
                catch (MongoDB.Driver.MongoWriteException e) when (e.WriteError.Category == MongoDB.Driver.ServerErrorCategory.DuplicateKey)
                {
                }
            }
        }
        public class Web { public void Start() => Hangfire.BackgroundJob.Enqueue<Job>(job => job.RunAsync("", 1m)); }
        """);

    [Fact]
    public Task An_update_of_MongoDB_is_built_before_it_is_run() => Verify.Silent("using MongoDB.Driver;\n" + Start + """
        public class Page { public int Id { get; set; } public int Views { get; set; } public bool IsCounted { get; set; } }
        public class Job(IMongoCollection<Page> pages)
        {
            public async Task RunAsync(int id)
            {
                var filter = Builders<Page>.Filter.Where(p => p.Id == id && !p.IsCounted);
                var update = Builders<Page>.Update.Inc(p => p.Views, 1).Set(p => p.IsCounted, true);
                await pages.UpdateOneAsync(filter, update);
            }
        }
        public class Web { public void Start() => Hangfire.BackgroundJob.Enqueue<Job>(job => job.RunAsync(1)); }
        """);

    [Fact]
    public Task A_MassTransit_state_machine_counts_in_its_saga() => Reports("""
        public class OrderState : MassTransit.SagaStateMachineInstance { public Guid CorrelationId { get; set; } public string CurrentState { get; set; } = ""; public int Payments { get; set; } }
        public record Paid(Guid OrderId) : MassTransit.CorrelatedBy<Guid> { public Guid CorrelationId => OrderId; }
        public class OrderSaga : MassTransit.ISaga, MassTransit.InitiatedByOrOrchestrates<Paid>
        {
            public Guid CorrelationId { get; set; }
            public int Payments { get; set; }
            public DateTime? SeenAt { get; set; }
            public async Task Consume(MassTransit.ConsumeContext<Paid> context)
            {
                await Task.Yield();
                using var http = new HttpClient();
                await http.{|SAFE2006:PostAsync|}("/paid", null);
            }
        }
        """);

    [Fact]
    public Task A_minimal_subscription_of_RabbitMQ_that_asks_whether_it_is_a_redelivery() => Reports("""
        public class Listener(RabbitMQ.Client.IChannel channel, SmtpClient smtp)
        {
            public async Task StartAsync()
            {
                var consumer = new RabbitMQ.Client.Events.AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (sender, delivery) =>
                {
                    await smtp.{|SAFE2005:SendMailAsync|}("a@b.c", "d@e.f", "Hello", "");
                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("orders", false, "", false, false, null, consumer);
            }
        }
        """);

    private static Task Silent(string source) => Verify.Silent(Start + source);

    private static Task Reports(string source) => Verify.Reports(Start + source);
}
