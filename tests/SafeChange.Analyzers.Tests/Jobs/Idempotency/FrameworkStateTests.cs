using System.Threading.Tasks;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Idempotency;

/// <summary>Handlers of several frameworks, with the state and the guards that each brings along.</summary>
public sealed class FrameworkStateTests
{
    private static readonly Verify<JobAnalyzer> Verify = new(References.JobFrameworks);

    [Fact]
    public Task The_context_of_a_MassTransit_consumer_publishes_through_the_outbox() => Verify.Silent("""
        using System.Threading.Tasks;
        using MassTransit;

        record Placed(int OrderId);
        record Shipped(int OrderId);
        class Consumer : IConsumer<Placed>
        {
            public Task Consume(ConsumeContext<Placed> context) => context.Publish(new Shipped(context.Message.OrderId));
        }
        """);

    [Fact]
    public Task A_MassTransit_consumer_counts_once_a_delivery() => Verify.Reports("""
        using System.Threading.Tasks;
        using MassTransit;
        using Microsoft.EntityFrameworkCore;

        record Placed(int CustomerId);
        class Customer { public int Id { get; set; } public int Orders { get; set; } }
        class Db : DbContext { public DbSet<Customer> Customers => Set<Customer>(); }
        class Consumer(Db db) : IConsumer<Placed>
        {
            public async Task Consume(ConsumeContext<Placed> context)
            {
                var customer = await db.Customers.SingleAsync(c => c.Id == context.Message.CustomerId);
                {|#0:customer.Orders|}++;
                await db.SaveChangesAsync();
            }
        }
        """,
        Verify.Result("SAFE2001", 0,
            "'Consumer.Consume' changes 'Customer.Orders' by an amount, and MassTransit delivers a message at least once: a second run counts twice. Return early when a marker is set that this run sets, or save the message's ID in the same transaction and look for it first."));

    [Fact]
    public Task A_MassTransit_consumer_knows_the_messages_ID() => Verify.Silent("""
        using System;
        using System.Threading.Tasks;
        using MassTransit;
        using Microsoft.EntityFrameworkCore;

        record Placed(int CustomerId);
        class Customer { public int Id { get; set; } public int Orders { get; set; } }
        class Received { public Guid Id { get; set; } }
        class Db : DbContext { public DbSet<Customer> Customers => Set<Customer>(); public DbSet<Received> Received => Set<Received>(); }
        class Consumer(Db db) : IConsumer<Placed>
        {
            public async Task Consume(ConsumeContext<Placed> context)
            {
                var messageId = context.MessageId ?? throw new InvalidOperationException();
                if (await db.Received.AnyAsync(r => r.Id == messageId)) return;
                var customer = await db.Customers.SingleAsync(c => c.Id == context.Message.CustomerId);
                customer.Orders++;
                db.Received.Add(new Received { Id = messageId });
                await db.SaveChangesAsync();
            }
        }
        """);

    [Fact]
    public Task The_state_of_a_grain_is_checked_and_written() => Verify.Silent("""
        using System;
        using System.Net.Mail;
        using System.Threading.Tasks;
        using Orleans;
        using Orleans.Runtime;

        class Welcome { public bool IsSent { get; set; } public int Sent { get; set; } }
        class Member(IPersistentState<Welcome> state, SmtpClient smtp) : Grain, IRemindable
        {
            public async Task ReceiveReminder(string name, TickStatus status)
            {
                if (state.State.IsSent)
                {
                    return;
                }

                await smtp.SendMailAsync("a@b.c", "d@e.f", "Welcome", "");
                state.State.IsSent = true;
                state.State.Sent++;
                await state.WriteStateAsync();
            }
        }
        """);

    [Fact]
    public Task The_data_of_a_Rebus_saga_is_checked_and_set() => Verify.Silent("""
        using System;
        using System.Net.Mail;
        using System.Threading.Tasks;
        using Rebus.Handlers;
        using Rebus.Sagas;

        class Paid { public Guid OrderId { get; set; } public decimal Amount { get; set; } }
        class OrderData : SagaData { public Guid OrderId { get; set; } public bool IsThanked { get; set; } public decimal Total { get; set; } }
        class OrderSaga(SmtpClient smtp) : Saga<OrderData>, IAmInitiatedBy<Paid>
        {
            protected override void CorrelateMessages(ICorrelationConfig<OrderData> config) => config.Correlate<Paid>(m => m.OrderId, d => d.OrderId);

            public async Task Handle(Paid message)
            {
                if (Data.IsThanked) return;
                await smtp.SendMailAsync("a@b.c", "d@e.f", "Thank you", "");
                Data.Total += message.Amount;
                Data.IsThanked = true;
            }
        }
        """);

    [Fact]
    public Task The_data_of_a_Rebus_saga_counts_again() => Verify.Reports("""
        using System;
        using System.Threading.Tasks;
        using Rebus.Handlers;
        using Rebus.Sagas;

        class Paid { public Guid OrderId { get; set; } public decimal Amount { get; set; } }
        class OrderData : SagaData { public Guid OrderId { get; set; } public decimal Total { get; set; } }
        class OrderSaga : Saga<OrderData>, IAmInitiatedBy<Paid>
        {
            protected override void CorrelateMessages(ICorrelationConfig<OrderData> config) => config.Correlate<Paid>(m => m.OrderId, d => d.OrderId);
            public Task Handle(Paid message)
            {
                {|SAFE2001:Data.Total|} += message.Amount;
                return Task.CompletedTask;
            }
        }
        """);

    [Fact]
    public Task A_Quartz_job_works_off_what_is_due_with_Dapper() => Verify.Silent("""
        using System.Data;
        using System.Net.Mail;
        using System.Threading;
        using System.Threading.Tasks;
        using Dapper;
        using Quartz;

        class Due { public int Id { get; set; } public string Email { get; set; } = ""; }
        [DisallowConcurrentExecution]
        class ReminderJob(IDbConnection sql, SmtpClient smtp) : IJob
        {
            public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct)
            {
                foreach (var due in await sql.QueryAsync<Due>("SELECT id, email FROM reminders WHERE sent_at IS NULL"))
                {
                    await smtp.SendMailAsync("a@b.c", due.Email, "Reminder", "", ct);
                    await sql.ExecuteAsync("UPDATE reminders SET sent_at = @now WHERE id = @id", new { now = context.FireTimeUtc, id = due.Id });
                }
            }
        }
        """);

    [Fact]
    public Task A_Quartz_job_that_selects_everything_sends_everything_again() => Verify.Reports("""
        using System.Data;
        using System.Net.Mail;
        using System.Threading;
        using System.Threading.Tasks;
        using Dapper;
        using Quartz;

        class Due { public int Id { get; set; } public string Email { get; set; } = ""; }
        [DisallowConcurrentExecution]
        class ReminderJob(IDbConnection sql, SmtpClient smtp) : IJob
        {
            public async ValueTask Execute(IJobExecutionContext context, CancellationToken ct)
            {
                foreach (var due in await sql.QueryAsync<Due>("SELECT id, email FROM reminders WHERE email IS NOT NULL"))
                {
                    await smtp.{|#0:SendMailAsync|}("a@b.c", due.Email, "Reminder", "", ct);
                    await sql.ExecuteAsync("UPDATE reminders SET sent_at = @now WHERE id = @id", new { now = context.FireTimeUtc, id = due.Id });
                }
            }
        }
        """,
        Verify.Result("SAFE2005", 0,
            "'ReminderJob.Execute' sends by 'SmtpClient.SendMailAsync', and Quartz.NET runs it again at the next trigger: a second run sends it again. A lock keeps two runs apart in time; the second still does it again. Set a marker when it is sent, and return early when it is set."));

    [Fact]
    public Task A_MongoDB_document_is_selected_and_set() => Verify.Silent("""
        using System;
        using System.Net.Mail;
        using System.Threading.Tasks;
        using Hangfire;
        using MongoDB.Driver;

        class Note { public int Id { get; set; } public string Email { get; set; } = ""; public DateTime? SentAt { get; set; } }
        class Job(IMongoCollection<Note> notes, SmtpClient smtp)
        {
            public async Task RunAsync()
            {
                var due = await notes.Find(n => n.SentAt == null).ToListAsync();
                foreach (var note in due)
                {
                    await smtp.SendMailAsync("a@b.c", note.Email, "Note", "");
                    await notes.UpdateOneAsync(n => n.Id == note.Id, Builders<Note>.Update.Set(n => n.SentAt, DateTime.UtcNow));
                }
            }

            public async Task FilterAsync()
            {
                var filter = Builders<Note>.Filter.Eq(n => n.SentAt, null);
                foreach (var note in await notes.Find(filter).ToListAsync())
                {
                    await smtp.SendMailAsync("a@b.c", note.Email, "Note", "");
                    await notes.UpdateOneAsync(n => n.Id == note.Id, Builders<Note>.Update.Set(n => n.SentAt, DateTime.UtcNow));
                }
            }
        }
        class Web { void Start() { BackgroundJob.Enqueue<Job>(job => job.RunAsync()); BackgroundJob.Enqueue<Job>(job => job.FilterAsync()); } }
        """);

    [Fact]
    public Task A_RabbitMQ_consumer_asks_Redis_first() => Verify.Silent("""
        using System;
        using System.Net.Mail;
        using System.Threading.Tasks;
        using RabbitMQ.Client;
        using RabbitMQ.Client.Events;
        using StackExchange.Redis;

        class Listener(IChannel channel, IDatabase redis, SmtpClient smtp)
        {
            public async Task StartAsync()
            {
                var consumer = new AsyncEventingBasicConsumer(channel);
                consumer.ReceivedAsync += async (_, delivery) =>
                {
                    var isNew = await redis.StringSetAsync("seen:" + delivery.BasicProperties.MessageId, true, TimeSpan.FromDays(7), when: When.NotExists);
                    if (isNew)
                    {
                        await smtp.SendMailAsync("a@b.c", "d@e.f", "Hello", "");
                    }

                    await channel.BasicAckAsync(delivery.DeliveryTag, false);
                };
                await channel.BasicConsumeAsync("orders", false, consumer);
            }
        }
        """);

    [Fact]
    public Task A_Kafka_loop_stores_its_offset_beside_the_work() => Verify.Silent("""
        using System.Linq;
        using System.Threading;
        using Confluent.Kafka;
        using Microsoft.EntityFrameworkCore;

        class Total { public int Id { get; set; } public long Sum { get; set; } public long LastOffset { get; set; } }
        class Db : DbContext { public DbSet<Total> Totals => Set<Total>(); }
        class Loop(IConsumer<string, long> consumer, Db db)
        {
            public void Run(CancellationToken ct)
            {
                while (!ct.IsCancellationRequested)
                {
                    var result = consumer.Consume(ct);
                    var total = db.Totals.Single(t => t.Id == 1);
                    if (result.Offset.Value <= total.LastOffset)
                    {
                        continue;
                    }

                    total.Sum += result.Message.Value;
                    total.LastOffset = result.Offset.Value;
                    db.SaveChanges();
                    consumer.Commit(result);
                }
            }
        }
        """);

    [Fact]
    public Task A_message_that_is_published_past_the_handlers_context_under_a_new_ID() => Verify.Reports("""
        using System;
        using System.Text;
        using System.Threading.Tasks;
        using Hangfire;
        using RabbitMQ.Client;

        class Job(IChannel channel)
        {
            public async Task RunAsync(int id)
            {
                var properties = new BasicProperties { MessageId = Guid.NewGuid().ToString() };
                await channel.{|SAFE2008:BasicPublishAsync|}("", "orders", false, properties, Encoding.UTF8.GetBytes("" + id));
            }
        }
        class Web { void Start() => BackgroundJob.Enqueue<Job>(job => job.RunAsync(1)); }
        """);
}
