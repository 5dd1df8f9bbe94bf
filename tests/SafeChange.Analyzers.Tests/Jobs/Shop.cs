using SafeChange.Analyzers.Tests.Verification;

namespace SafeChange.Analyzers.Tests.Jobs;

/// <summary>A shop's data and services, and a job of Hangfire's around the statements of a test.</summary>
internal static class Shop
{
    public const string Usings = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Data;
        using System.Data.Common;
        using System.Linq;
        using System.Linq.Expressions;
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Threading;
        using System.Threading.Tasks;
        using Hangfire;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.Extensions.Logging;

        namespace Shop;

        """;

    public const string Model = Usings + """
        public enum OrderStatus { New, Paid, Shipped, Cancelled }

        public class Order
        {
            public int Id { get; set; }
            public int CustomerId { get; set; }
            public Customer Customer { get; set; } = null!;
            public OrderStatus Status { get; set; }
            public decimal Total { get; set; }
            public decimal Paid { get; set; }
            public int Prints { get; set; }
            public int SendAttempts { get; set; }
            public int Flags { get; set; }
            public string Notes { get; set; } = "";
            public string Email { get; set; } = "";
            public bool EmailSent { get; set; }
            public DateTime? PaidAt { get; set; }
            public DateTime? UpdatedAt { get; set; }
            public bool IsSettled => PaidAt is not null;
            public List<OrderLine> Lines { get; } = [];

            public bool TrySettle(DateTime now)
            {
                if (PaidAt is not null)
                {
                    return false;
                }

                PaidAt = now;
                return true;
            }
        }

        public class OrderLine { public int Id { get; set; } public int OrderId { get; set; } public int ProductId { get; set; } public int Quantity { get; set; } }
        public class Product { public int Id { get; set; } public int Stock { get; set; } public int Sold { get; set; } }
        public class Customer { public int Id { get; set; } public string Email { get; set; } = ""; public int Points { get; set; } public int Orders { get; set; } public DateTime? WelcomedAt { get; set; } }
        public class Shipment { public int Id { get; set; } public int OrderId { get; set; } public string? Number { get; set; } }
        public class Payment { public Guid Id { get; set; } public int OrderId { get; set; } public decimal Amount { get; set; } }
        public class ProcessedMessage { public Guid Id { get; set; } public DateTime At { get; set; } }
        public class Reminder { public int Id { get; set; } public int OrderId { get; set; } public string Email { get; set; } = ""; public bool IsSent { get; set; } public DateTime? SentAt { get; set; } }
        public class Cursor { public int Id { get; set; } public int LastOrderId { get; set; } }
        public class MailLog { public int Id { get; set; } public string To { get; set; } = ""; }

        public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options)
        {
            public DbSet<Order> Orders => Set<Order>();
            public DbSet<OrderLine> Lines => Set<OrderLine>();
            public DbSet<Product> Products => Set<Product>();
            public DbSet<Customer> Customers => Set<Customer>();
            public DbSet<Shipment> Shipments => Set<Shipment>();
            public DbSet<Payment> Payments => Set<Payment>();
            public DbSet<ProcessedMessage> ProcessedMessages => Set<ProcessedMessage>();
            public DbSet<Reminder> Reminders => Set<Reminder>();
            public DbSet<Cursor> Cursors => Set<Cursor>();
            public DbSet<MailLog> MailLogs => Set<MailLog>();
        }

        public interface IMailSender { Task SendAsync(string to, string subject, CancellationToken cancellationToken = default); }

        """;

    /// <summary>The job <c>OrderJob.RunAsync</c> with these statements, which Hangfire retries up to ten times.</summary>
    /// <param name="statements">They have <c>db</c>, <c>mail</c>, <c>http</c>, <c>logger</c>, <c>id</c>, <c>amount</c>, <c>messageId</c> and <c>ct</c>.</param>
    /// <param name="members">Further members of the job.</param>
    /// <param name="types">Further types.</param>
    public static Sources Job(string statements, string members = "", string types = "") =>
        Handler(statements, members, types, "_ = jobs.Enqueue<OrderJob>(job => job.RunAsync(1, 2m, Guid.Empty, CancellationToken.None));");

    /// <summary>The same job, run by a schedule alone.</summary>
    public static Sources RecurringJob(string statements, string members = "", string types = "") =>
        Handler(statements, members, types, "Hangfire.RecurringJob.AddOrUpdate<OrderJob>(\"orders\", job => job.RunAsync(1, 2m, Guid.Empty, CancellationToken.None), Cron.Daily());");

    private static Sources Handler(string statements, string members, string types, string start) =>
    [
        ("Shop.cs", Model),
        ("OrderJob.cs", Usings + $$"""
            public class OrderJob(ShopDb db, IMailSender mail, HttpClient http, ILogger<OrderJob> logger)
            {
                public async Task RunAsync(int id, decimal amount, Guid messageId, CancellationToken ct)
                {
                    {{statements}}
                }

                {{members}}
            }

            {{types}}
            """),
        ("Web.cs", Usings + "public class Web { public void Start(IBackgroundJobClient jobs) { " + start + " } }"),
    ];
}
