using System.Collections.Generic;

namespace SafeChange.Analyzers.Tests.Jobs.RunTwice;

/// <summary>
/// What runs on a schedule or with its process: the second run is the next tick, or what follows a run that has ended early.
/// </summary>
internal static partial class HandlerCases
{
    private static partial IEnumerable<HandlerCase> RecurringJobs() =>
    [
        new("Reminders are noted after all of them were mailed", "Quartz", ["SAFE2009"], """
            using Quartz;

            public class Invoice { public int Id { get; set; } public string Email { get; set; } = ""; public bool Reminded { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Invoice> Invoices => Set<Invoice>(); }

            public class ReminderJob(Store db, SmtpClient smtp) : IJob
            {
                public async ValueTask Execute(IJobExecutionContext context, CancellationToken token)
                {
                    var invoices = await db.Invoices.Where(i => !i.Reminded).OrderBy(i => i.Id).ToListAsync();
                    foreach (var invoice in invoices)
                    {
                        await smtp.SendMailAsync("shop@example.org", invoice.Email, $"Invoice {invoice.Id}", "It is due.");
                        invoice.Reminded = true;
                    }

                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new ReminderJob(db, smtp).Execute(Stub.Of<Quartz.IJobExecutionContext>(new { }), default);""")
        {
            Seed = ThreeInvoices,
            RefusedAt = 2,
        },

        new("Each reminder is noted when it was mailed", "Quartz", [], """
            using Quartz;

            public class Invoice { public int Id { get; set; } public string Email { get; set; } = ""; public bool Reminded { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Invoice> Invoices => Set<Invoice>(); }

            public class ReminderJob(Store db, SmtpClient smtp) : IJob
            {
                public async ValueTask Execute(IJobExecutionContext context, CancellationToken token)
                {
                    var invoices = await db.Invoices.Where(i => !i.Reminded).OrderBy(i => i.Id).ToListAsync();
                    foreach (var invoice in invoices)
                    {
                        await smtp.SendMailAsync("shop@example.org", invoice.Email, $"Invoice {invoice.Id}", "It is due.");
                        invoice.Reminded = true;
                        await db.SaveChangesAsync();
                    }
                }
            }
            """,
            """await new ReminderJob(db, smtp).Execute(Stub.Of<Quartz.IJobExecutionContext>(new { }), default);""")
        {
            Seed = ThreeInvoices,
            RefusedAt = 2,
        },

        new("What was mailed is saved however the loop ends", "Quartz", [], """
            using Quartz;

            public class Invoice { public int Id { get; set; } public string Email { get; set; } = ""; public bool Reminded { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Invoice> Invoices => Set<Invoice>(); }

            public class ReminderJob(Store db, SmtpClient smtp) : IJob
            {
                public async ValueTask Execute(IJobExecutionContext context, CancellationToken token)
                {
                    try
                    {
                        foreach (var invoice in await db.Invoices.Where(i => !i.Reminded).OrderBy(i => i.Id).ToListAsync())
                        {
                            await smtp.SendMailAsync("shop@example.org", invoice.Email, $"Invoice {invoice.Id}", "It is due.");
                            invoice.Reminded = true;
                        }
                    }
                    finally
                    {
                        await db.SaveChangesAsync();
                    }
                }
            }
            """,
            """await new ReminderJob(db, smtp).Execute(Stub.Of<Quartz.IJobExecutionContext>(new { }), default);""")
        {
            Seed = ThreeInvoices,
            RefusedAt = 2,
        },

        new("The loop skips what the item itself says was mailed", "Quartz", [], """
            using Quartz;

            public class Invoice { public int Id { get; set; } public string Email { get; set; } = ""; public bool Reminded { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Invoice> Invoices => Set<Invoice>(); }

            public class ReminderJob(Store db, SmtpClient smtp) : IJob
            {
                public async ValueTask Execute(IJobExecutionContext context, CancellationToken token)
                {
                    foreach (var invoice in await db.Invoices.OrderBy(i => i.Id).ToListAsync(token))
                    {
                        if (invoice.Reminded)
                        {
                            continue;
                        }

                        invoice.Reminded = true;
                        await db.SaveChangesAsync(token);
                        await smtp.SendMailAsync("shop@example.org", invoice.Email, $"Invoice {invoice.Id}", "It is due.", token);
                    }
                }
            }
            """,
            """await new ReminderJob(db, smtp).Execute(Stub.Of<Quartz.IJobExecutionContext>(new { }), default);""")
        {
            Seed = ThreeInvoices,
        },

        new("A ranking is replaced in one transaction", "Quartz", [], """
            using Quartz;

            public class Article { public int Id { get; set; } public int Views { get; set; } }

            public class Rank { public int Id { get; set; } public int ArticleId { get; set; } public int Views { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options)
            {
                public DbSet<Article> Articles => Set<Article>();
                public DbSet<Rank> Ranks => Set<Rank>();

                // Without AUTOINCREMENT, numbers begin again in a table that was emptied.
                protected override void OnModelCreating(ModelBuilder model) => model.Entity<Rank>().Property(r => r.Id).HasColumnType("INTEGER")
                    .HasAnnotation("Sqlite:ValueGenerationStrategy", Microsoft.EntityFrameworkCore.Metadata.SqliteValueGenerationStrategy.None);
            }

            public class RankingJob(Store db) : IJob
            {
                public async ValueTask Execute(IJobExecutionContext context, CancellationToken token)
                {
                    await using var transaction = await db.Database.BeginTransactionAsync(token);
                    await db.Ranks.ExecuteDeleteAsync(token);
                    foreach (var article in await db.Articles.OrderByDescending(a => a.Views).Take(10).ToListAsync(token))
                    {
                        db.Ranks.Add(new Rank { ArticleId = article.Id, Views = article.Views });
                    }

                    await db.SaveChangesAsync(token);
                    await transaction.CommitAsync(token);
                }
            }
            """,
            """await new RankingJob(db).Execute(Stub.Of<Quartz.IJobExecutionContext>(new { }), default);""")
        {
            Seed = """db.AddRange(new Article { Id = 1, Views = 5 }, new Article { Id = 2, Views = 7 });""",
        },

        new("An export goes on after the highest number that was exported", "Quartz", [], """
            using Quartz;

            public class Order { public int Id { get; set; } public decimal Total { get; set; } }

            public class Export { public int Id { get; set; } public int OrderId { get; set; } public decimal Total { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options)
            {
                public DbSet<Order> Orders => Set<Order>();
                public DbSet<Export> Exports => Set<Export>();
            }

            public class ExportJob(Store db) : IJob
            {
                public async ValueTask Execute(IJobExecutionContext context, CancellationToken token)
                {
                    var last = await db.Exports.MaxAsync(e => (int?)e.OrderId, token) ?? 0;
                    foreach (var order in await db.Orders.Where(o => o.Id > last).ToListAsync(token))
                    {
                        db.Exports.Add(new Export { OrderId = order.Id, Total = order.Total });
                    }

                    await db.SaveChangesAsync(token);
                }
            }
            """,
            """await new ExportJob(db).Execute(Stub.Of<Quartz.IJobExecutionContext>(new { }), default);""")
        {
            Seed = """db.AddRange(new Order { Id = 1, Total = 5 }, new Order { Id = 2, Total = 7 });""",
        },

        new("Orders that have no task yet get one", "Quartz", [], """
            using Quartz;

            public class Order { public int Id { get; set; } }

            public class PackingTask { public int Id { get; set; } public int OrderId { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options)
            {
                public DbSet<Order> Orders => Set<Order>();
                public DbSet<PackingTask> Tasks => Set<PackingTask>();
            }

            public class PackingJob(Store db) : IJob
            {
                public async ValueTask Execute(IJobExecutionContext context, CancellationToken token)
                {
                    var orders = await db.Orders.Where(o => !db.Tasks.Any(t => t.OrderId == o.Id)).Select(o => o.Id).ToListAsync(token);
                    db.Tasks.AddRange(orders.Select(id => new PackingTask { OrderId = id }));
                    await db.SaveChangesAsync(token);
                }
            }
            """,
            """await new PackingJob(db).Execute(Stub.Of<Quartz.IJobExecutionContext>(new { }), default);""")
        {
            Seed = """db.AddRange(new Order { Id = 1 }, new Order { Id = 2 });""",
        },

        new("The job's own base class calls what adds the rows", "Quartz", ["SAFE2002"], """
            using Quartz;

            public class Customer { public int Id { get; set; } public bool Active { get; set; } }

            public class Voucher { public int Id { get; set; } public int CustomerId { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options)
            {
                public DbSet<Customer> Customers => Set<Customer>();
                public DbSet<Voucher> Vouchers => Set<Voucher>();
            }

            public abstract class BaseJob : IJob
            {
                public async ValueTask Execute(IJobExecutionContext context, CancellationToken token)
                {
                    try
                    {
                        await RunAsync(token);
                    }
                    catch (Exception exception) when (exception is not OperationCanceledException)
                    {
                        Console.Error.WriteLine(exception.Message);
                        throw;
                    }
                }

                protected abstract Task RunAsync(CancellationToken token);
            }

            public class VoucherJob(Store db) : BaseJob
            {
                protected override async Task RunAsync(CancellationToken token)
                {
                    foreach (var customer in await db.Customers.Where(c => c.Active).ToListAsync(token))
                    {
                        db.Vouchers.Add(new Voucher { CustomerId = customer.Id });
                    }

                    await db.SaveChangesAsync(token);
                }
            }
            """,
            """await new VoucherJob(db).Execute(Stub.Of<Quartz.IJobExecutionContext>(new { }), default);""")
        {
            Seed = """db.Add(new Customer { Id = 1, Active = true });""",
        },

        new("Each mail is claimed where it is stored before it is sent", "Quartz", [], """
            using Quartz;

            public class Outgoing { public int Id { get; set; } public string To { get; set; } = ""; public bool Sent { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Outgoing> Mails => Set<Outgoing>(); }

            public class MailJob(Store db, SmtpClient smtp) : IJob
            {
                public async ValueTask Execute(IJobExecutionContext context, CancellationToken token)
                {
                    foreach (var mail in await db.Mails.AsNoTracking().ToListAsync(token))
                    {
                        if (await db.Mails.Where(m => m.Id == mail.Id && !m.Sent).ExecuteUpdateAsync(set => set.SetProperty(m => m.Sent, true), token) == 1)
                        {
                            await smtp.SendMailAsync("shop@example.org", mail.To, "Hello", "You.", token);
                        }
                    }
                }
            }
            """,
            """await new MailJob(db, smtp).Execute(Stub.Of<Quartz.IJobExecutionContext>(new { }), default);""")
        {
            Seed = """db.AddRange(new Outgoing { Id = 1, To = "ada@example.org" }, new Outgoing { Id = 2, To = "bob@example.org" });""",
        },

        new("A query expression leaves out what was mailed", "Quartz", [], """
            using Quartz;

            public class Invoice { public int Id { get; set; } public string Email { get; set; } = ""; public bool Reminded { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Invoice> Invoices => Set<Invoice>(); }

            public class ReminderJob(Store db, SmtpClient smtp) : IJob
            {
                public async ValueTask Execute(IJobExecutionContext context, CancellationToken token)
                {
                    var due = from invoice in db.Invoices
                              where !invoice.Reminded
                              orderby invoice.Id
                              select invoice;
                    foreach (var invoice in await due.ToListAsync())
                    {
                        await smtp.SendMailAsync("shop@example.org", invoice.Email, $"Invoice {invoice.Id}", "It is due.");
                        invoice.Reminded = true;
                        await db.SaveChangesAsync();
                    }
                }
            }
            """,
            """await new ReminderJob(db, smtp).Execute(Stub.Of<Quartz.IJobExecutionContext>(new { }), default);""")
        {
            Seed = ThreeInvoices,
            RefusedAt = 2,
        },

        new("A log says who was reminded, and is asked", "Quartz", [], """
            using Quartz;

            public class Invoice { public int Id { get; set; } public string Email { get; set; } = ""; }

            public class ReminderLog { public int Id { get; set; } public int InvoiceId { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options)
            {
                public DbSet<Invoice> Invoices => Set<Invoice>();
                public DbSet<ReminderLog> ReminderLogs => Set<ReminderLog>();
            }

            public class ReminderJob(Store db, SmtpClient smtp) : IJob
            {
                public async ValueTask Execute(IJobExecutionContext context, CancellationToken token)
                {
                    var invoices = await db.Invoices.Where(i => !db.ReminderLogs.Any(l => l.InvoiceId == i.Id)).OrderBy(i => i.Id).ToListAsync();
                    foreach (var invoice in invoices)
                    {
                        await smtp.SendMailAsync("shop@example.org", invoice.Email, $"Invoice {invoice.Id}", "It is due.");
                        db.ReminderLogs.Add(new ReminderLog { InvoiceId = invoice.Id });
                        await db.SaveChangesAsync();
                    }
                }
            }
            """,
            """await new ReminderJob(db, smtp).Execute(Stub.Of<Quartz.IJobExecutionContext>(new { }), default);""")
        {
            Seed = ThreeInvoices,
            RefusedAt = 2,
        },

        new("A fee is added for each account in debt", "Quartz", ["SAFE2002"], """
            using Quartz;

            public class Account { public int Id { get; set; } public decimal Balance { get; set; } }

            public class Fee { public int Id { get; set; } public int AccountId { get; set; } public decimal Amount { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options)
            {
                public DbSet<Account> Accounts => Set<Account>();
                public DbSet<Fee> Fees => Set<Fee>();
            }

            [DisallowConcurrentExecution]
            public class FeeJob(Store db) : IJob
            {
                public async ValueTask Execute(IJobExecutionContext context, CancellationToken token)
                {
                    foreach (var account in await db.Accounts.Where(a => a.Balance < 0).ToListAsync(token))
                    {
                        db.Fees.Add(new Fee { AccountId = account.Id, Amount = 5m });
                    }

                    await db.SaveChangesAsync(token);
                }
            }
            """,
            """await new FeeJob(db).Execute(Stub.Of<Quartz.IJobExecutionContext>(new { }), default);""")
        {
            Seed = """db.Add(new Account { Id = 1, Balance = -3m });""",
        },

        new("Interest is added to every account", "Coravel", ["SAFE2001"], """
            using Coravel.Invocable;

            public class Account { public int Id { get; set; } public decimal Balance { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Account> Accounts => Set<Account>(); }

            public class InterestInvocable(Store db) : IInvocable
            {
                public async Task Invoke()
                {
                    var accounts = await db.Accounts.Where(a => a.Balance > 0).ToListAsync();
                    foreach (var account in accounts)
                    {
                        account.Balance += account.Balance * 0.01m;
                    }

                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new InterestInvocable(db).Invoke();""")
        {
            Seed = """db.Add(new Account { Id = 1, Balance = 100m });""",
        },

        new("Interest is added to accounts that have not had this year's", "Coravel", [], """
            using Coravel.Invocable;

            public class Account { public int Id { get; set; } public decimal Balance { get; set; } public int InterestYear { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Account> Accounts => Set<Account>(); }

            public class InterestInvocable(Store db) : IInvocable, IInvocableWithPayload<int>
            {
                public int Payload { get; set; }

                public async Task Invoke()
                {
                    var accounts = await db.Accounts.Where(a => a.InterestYear < Payload).ToListAsync();
                    foreach (var account in accounts)
                    {
                        account.Balance += account.Balance * 0.01m;
                        account.InterestYear = Payload;
                    }

                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new InterestInvocable(db) { Payload = 2026 }.Invoke();""")
        {
            Seed = """db.Add(new Account { Id = 1, Balance = 100m });""",
        },

        new("What has expired is deleted", "Coravel", [], """
            using Coravel.Invocable;

            public class Session { public int Id { get; set; } public bool Expired { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Session> Sessions => Set<Session>(); }

            public class CleanUpInvocable(Store db) : IInvocable
            {
                public async Task Invoke()
                {
                    db.Sessions.RemoveRange(db.Sessions.Where(s => s.Expired));
                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new CleanUpInvocable(db).Invoke();""")
        {
            Seed = """db.AddRange(new Session { Id = 1, Expired = true }, new Session { Id = 2 });""",
        },

        new("Readers are reminded, and that is noted for nobody", "Orleans", ["SAFE2007"], """
            using Orleans;
            using Orleans.Runtime;

            public class Loan { public int Id { get; set; } public string Email { get; set; } = ""; public bool Overdue { get; set; } public bool ReminderSent { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Loan> Loans => Set<Loan>(); }

            public class LibraryGrain(Store db, SmtpClient smtp) : IRemindable
            {
                public async Task ReceiveReminder(string reminderName, TickStatus status)
                {
                    foreach (var loan in await db.Loans.Where(l => l.Overdue).ToListAsync())
                    {
                        await smtp.SendMailAsync("library@example.org", loan.Email, "Bring it back", "Please.");
                        loan.ReminderSent = true;
                        await db.SaveChangesAsync();
                    }
                }
            }
            """,
            """await new LibraryGrain(db, smtp).ReceiveReminder("overdue", default);""")
        {
            Seed = """db.Add(new Loan { Id = 1, Email = "ada@example.org", Overdue = true });""",
        },

        new("Readers are reminded who were not", "Orleans", [], """
            using Orleans;
            using Orleans.Runtime;

            public class Loan { public int Id { get; set; } public string Email { get; set; } = ""; public bool Overdue { get; set; } public bool ReminderSent { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Loan> Loans => Set<Loan>(); }

            public class LibraryGrain(Store db, SmtpClient smtp) : IRemindable
            {
                public async Task ReceiveReminder(string reminderName, TickStatus status)
                {
                    var loans = await db.Loans.Where(l => l.Overdue && !l.ReminderSent).ToListAsync();
                    foreach (var loan in loans)
                    {
                        await smtp.SendMailAsync("library@example.org", loan.Email, "Bring it back", "Please.");
                        loan.ReminderSent = true;
                        await db.SaveChangesAsync();
                    }
                }
            }
            """,
            """await new LibraryGrain(db, smtp).ReceiveReminder("overdue", default);""")
        {
            Seed = """db.Add(new Loan { Id = 1, Email = "ada@example.org", Overdue = true });""",
        },

        new("A warning is mailed for each full disk that had none", "NCronJob", [], """
            using NCronJob;

            public class Disk { public int Id { get; set; } public int Percent { get; set; } public DateTime? WarnedAt { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Disk> Disks => Set<Disk>(); }

            public class DiskJob(Store db, SmtpClient smtp) : IJob
            {
                public async Task RunAsync(IJobExecutionContext context, CancellationToken token)
                {
                    await foreach (var disk in db.Disks.Where(d => d.Percent > 90 && !d.WarnedAt.HasValue).AsAsyncEnumerable())
                    {
                        disk.WarnedAt = DateTime.UtcNow;
                        await db.SaveChangesAsync(token);
                        await smtp.SendMailAsync("disks@example.org", "ada@example.org", $"Disk {disk.Id} is full", "Delete something.", token);
                    }
                }
            }
            """,
            """await new DiskJob(db, smtp).RunAsync(Stub.Of<NCronJob.IJobExecutionContext>(new { }), default);""")
        {
            Seed = """db.AddRange(new Disk { Id = 1, Percent = 95 }, new Disk { Id = 2, Percent = 99 });""",
            StandIns = [NCronJob],
        },

        new("A timer posts every open order", "WebJobs", ["SAFE2006"], """
            using Microsoft.Azure.WebJobs;

            public class Order { public int Id { get; set; } public bool Open { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Order> Orders => Set<Order>(); }

            public class OrderFunctions(Store db, HttpClient http)
            {
                [Singleton]
                public async Task Push([TimerTrigger("0 0 6 * * *")] TimerInfo timer)
                {
                    foreach (var order in await db.Orders.Where(o => o.Open).ToListAsync())
                    {
                        using var response = await http.PostAsJsonAsync("orders", new { Number = order.Id });
                        response.EnsureSuccessStatusCode();
                    }
                }
            }
            """,
            """await new OrderFunctions(db, http).Push(null!);""")
        {
            Seed = """db.Add(new Order { Id = 1, Open = true });""",
        },

        new("A timer posts orders that were not, and says so of each", "WebJobs", [], """
            using Microsoft.Azure.WebJobs;

            public class Order { public int Id { get; set; } public bool Pushed { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Order> Orders => Set<Order>(); }

            public class OrderFunctions(Store db, HttpClient http)
            {
                public async Task Push([TimerTrigger("0 0 6 * * *")] TimerInfo timer)
                {
                    foreach (var order in await db.Orders.Where(o => !o.Pushed).OrderBy(o => o.Id).ToListAsync())
                    {
                        using var response = await http.PostAsJsonAsync("orders", new { Number = order.Id });
                        response.EnsureSuccessStatusCode();
                        order.Pushed = true;
                        await db.SaveChangesAsync();
                    }
                }
            }
            """,
            """await new OrderFunctions(db, http).Push(null!);""")
        {
            Seed = """db.AddRange(new Order { Id = 1 }, new Order { Id = 2 });""",
            RefusedAt = 2,
        },

        new("A timer counts anew what there is", "WebJobs", [], """
            using Microsoft.Azure.WebJobs;

            public class Comment { public int Id { get; set; } public int ArticleId { get; set; } }

            public class Article { public int Id { get; set; } public int Comments { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options)
            {
                public DbSet<Comment> Comments => Set<Comment>();
                public DbSet<Article> Articles => Set<Article>();
            }

            public class CommentFunctions(Store db)
            {
                public async Task Recount([TimerTrigger("0 */5 * * * *")] TimerInfo timer)
                {
                    foreach (var article in await db.Articles.ToListAsync())
                    {
                        var count = 0;
                        foreach (var comment in await db.Comments.Where(c => c.ArticleId == article.Id).ToListAsync())
                        {
                            count += 1;
                        }

                        article.Comments = count;
                    }

                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new CommentFunctions(db).Recount(null!);""")
        {
            Seed = """db.AddRange(new Article { Id = 1 }, new Comment { Id = 1, ArticleId = 1 }, new Comment { Id = 2, ArticleId = 1 });""",
        },

        new("A service works off uploads and marks them at the end", "BackgroundService", ["SAFE2009"], """
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;

            public class Upload { public int Id { get; set; } public string Name { get; set; } = ""; public bool Processed { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Upload> Uploads => Set<Upload>(); }

            public class UploadService(IServiceScopeFactory scopes) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    using var scope = scopes.CreateScope();
                    var db = scope.ServiceProvider.GetRequiredService<Store>();
                    var http = scope.ServiceProvider.GetRequiredService<HttpClient>();
                    var uploads = await db.Uploads.Where(u => !u.Processed).OrderBy(u => u.Id).ToListAsync(stoppingToken);
                    foreach (var upload in uploads)
                    {
                        using var response = await http.PostAsJsonAsync("scans", new { upload.Name }, stoppingToken);
                        response.EnsureSuccessStatusCode();
                        upload.Processed = true;
                    }

                    await db.SaveChangesAsync(stoppingToken);
                }
            }
            """,
            """
            using var service = new UploadService(services.GetRequiredService<IServiceScopeFactory>());
            await service.StartAsync(default);
            await service.ExecuteTask!;
            """)
        {
            Seed = """db.AddRange(new Upload { Id = 1, Name = "a.pdf" }, new Upload { Id = 2, Name = "b.pdf" });""",
            RefusedAt = 2,
        },

        new("A service works off uploads and marks each", "BackgroundService", [], """
            using Microsoft.Extensions.DependencyInjection;
            using Microsoft.Extensions.Hosting;

            public class Upload { public int Id { get; set; } public string Name { get; set; } = ""; public bool Processed { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Upload> Uploads => Set<Upload>(); }

            public class UploadService(IServiceScopeFactory scopes) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    using var scope = scopes.CreateScope();
                    var db = scope.ServiceProvider.GetRequiredService<Store>();
                    var http = scope.ServiceProvider.GetRequiredService<HttpClient>();
                    while (await db.Uploads.OrderBy(u => u.Id).FirstOrDefaultAsync(u => !u.Processed, stoppingToken) is { } upload)
                    {
                        using var response = await http.PostAsJsonAsync("scans", new { upload.Name }, stoppingToken);
                        response.EnsureSuccessStatusCode();
                        upload.Processed = true;
                        await db.SaveChangesAsync(stoppingToken);
                    }
                }
            }
            """,
            """
            using var service = new UploadService(services.GetRequiredService<IServiceScopeFactory>());
            await service.StartAsync(default);
            await service.ExecuteTask!;
            """)
        {
            Seed = """db.AddRange(new Upload { Id = 1, Name = "a.pdf" }, new Upload { Id = 2, Name = "b.pdf" });""",
            RefusedAt = 2,
        },

        new("A recurring job mails every subscriber", "Hangfire", ["SAFE2005"], """
            using Hangfire;

            public class Subscriber { public int Id { get; set; } public string Email { get; set; } = ""; }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Subscriber> Subscribers => Set<Subscriber>(); }

            public class DigestJob(Store db, SmtpClient smtp)
            {
                public async Task RunAsync(CancellationToken token)
                {
                    await foreach (var subscriber in db.Subscribers.AsAsyncEnumerable().WithCancellation(token))
                    {
                        await smtp.SendMailAsync("news@example.org", subscriber.Email, "This week", "Nothing.", token);
                    }
                }

                public static void Start(IRecurringJobManager jobs) =>
                    jobs.AddOrUpdate<DigestJob>("digest", job => job.RunAsync(CancellationToken.None), Cron.Weekly());
            }
            """,
            """await new DigestJob(db, smtp).RunAsync(default);""")
        {
            Seed = """db.Add(new Subscriber { Id = 1, Email = "ada@example.org" });""",
        },
    ];

    private static (string Name, string Source) NCronJob => ("NCronJob", """
        namespace NCronJob
        {
            public interface IJobExecutionContext;

            public interface IJob { Task RunAsync(IJobExecutionContext context, CancellationToken token); }
        }
        """);

    private const string ThreeInvoices = """
        db.AddRange(
            new Invoice { Id = 1, Email = "ada@example.org" },
            new Invoice { Id = 2, Email = "bob@example.org" },
            new Invoice { Id = 3, Email = "cyd@example.org" });
        """;
}
