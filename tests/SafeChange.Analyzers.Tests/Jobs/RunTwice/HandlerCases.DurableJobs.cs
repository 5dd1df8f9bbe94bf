using System.Collections.Generic;

namespace SafeChange.Analyzers.Tests.Jobs.RunTwice;

/// <summary>Jobs that are stored and retried until they succeed.</summary>
internal static partial class HandlerCases
{
    private static partial IEnumerable<HandlerCase> DurableJobs() =>
    [
        new("An order is posted to the warehouse without a key", "Hangfire", ["SAFE2006"], """
            using Hangfire;

            public class NotifyWarehouseJob(HttpClient http)
            {
                public async Task RunAsync(int orderId)
                {
                    var request = new HttpRequestMessage(HttpMethod.Post, "orders") { Content = JsonContent.Create(new { orderId }) };
                    using var response = await http.SendAsync(request);
                    response.EnsureSuccessStatusCode();
                }

                public static void Start(IBackgroundJobClient jobs, int orderId) => jobs.Enqueue<NotifyWarehouseJob>(job => job.RunAsync(orderId));
            }
            """,
            """await new NotifyWarehouseJob(http).RunAsync(1);"""),

        new("An order is posted to the warehouse with its own number as the key", "Hangfire", [], """
            using Hangfire;

            public class NotifyWarehouseJob(HttpClient http)
            {
                public async Task RunAsync(int orderId)
                {
                    var request = new HttpRequestMessage(HttpMethod.Post, "orders") { Content = JsonContent.Create(new { orderId }) };
                    request.Headers.Add("Idempotency-Key", $"order-{orderId}");
                    using var response = await http.SendAsync(request);
                    response.EnsureSuccessStatusCode();
                }

                public static void Start(IBackgroundJobClient jobs, int orderId) => jobs.Enqueue<NotifyWarehouseJob>(job => job.RunAsync(orderId));
            }
            """,
            """await new NotifyWarehouseJob(http).RunAsync(1);"""),

        new("An order is posted to the warehouse with a new key each time", "Hangfire", ["SAFE2008"], """
            using Hangfire;

            public class NotifyWarehouseJob(HttpClient http)
            {
                public async Task RunAsync(int orderId)
                {
                    var key = Guid.NewGuid().ToString();
                    var request = new HttpRequestMessage(HttpMethod.Post, "orders") { Content = JsonContent.Create(new { orderId }) };
                    request.Headers.Add("Idempotency-Key", key);
                    using var response = await http.SendAsync(request);
                    response.EnsureSuccessStatusCode();
                }

                public static void Start(IBackgroundJobClient jobs, int orderId) => jobs.Enqueue<NotifyWarehouseJob>(job => job.RunAsync(orderId));
            }
            """,
            """await new NotifyWarehouseJob(http).RunAsync(1);"""),

        new("A card is charged without a key", "Hangfire", ["SAFE2004"], """
            using Hangfire;
            using Stripe;

            public class ChargeJob(IStripeClient stripe)
            {
                public async Task RunAsync(int orderId, long amount)
                {
                    var intents = new PaymentIntentService(stripe);
                    await intents.CreateAsync(new PaymentIntentCreateOptions { Amount = amount, Currency = "eur", Confirm = true });
                }

                public static void Start(IBackgroundJobClient jobs) => jobs.Enqueue<ChargeJob>(job => job.RunAsync(1, 2500));
            }
            """,
            """await new ChargeJob(new Stripe.StripeClient("sk_test_1", apiBase: address.TrimEnd('/'))).RunAsync(1, 2500);"""),

        new("A card is charged with a key that comes from the order", "Hangfire", [], """
            using Hangfire;
            using Stripe;

            public class ChargeJob(IStripeClient stripe)
            {
                public async Task RunAsync(int orderId, long amount)
                {
                    var intents = new PaymentIntentService(stripe);
                    await intents.CreateAsync(
                        new PaymentIntentCreateOptions { Amount = amount, Currency = "eur", Confirm = true },
                        new RequestOptions { IdempotencyKey = "charge-" + orderId });
                }

                public static void Start(IBackgroundJobClient jobs) => jobs.Enqueue<ChargeJob>(job => job.RunAsync(1, 2500));
            }
            """,
            """await new ChargeJob(new Stripe.StripeClient("sk_test_1", apiBase: address.TrimEnd('/'))).RunAsync(1, 2500);"""),

        new("A card is charged with a key that is new each time", "Hangfire", ["SAFE2008"], """
            using Hangfire;
            using Stripe;

            public class ChargeJob(IStripeClient stripe)
            {
                public async Task RunAsync(int orderId, long amount)
                {
                    var options = new RequestOptions();
                    options.IdempotencyKey = $"{orderId}-{Guid.NewGuid():N}";
                    await new PaymentIntentService(stripe).CreateAsync(new PaymentIntentCreateOptions { Amount = amount, Currency = "eur" }, options);
                }

                public static void Start(IBackgroundJobClient jobs) => jobs.Enqueue<ChargeJob>(job => job.RunAsync(1, 2500));
            }
            """,
            """await new ChargeJob(new Stripe.StripeClient("sk_test_1", apiBase: address.TrimEnd('/'))).RunAsync(1, 2500);"""),

        new("Two calls down, behind an interface, a counter goes up", "Hangfire", ["SAFE2001"], """
            using Hangfire;

            public class Article { public int Id { get; set; } public int Views { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Article> Articles => Set<Article>(); }

            public interface IViewCounter { Task CountAsync(int articleId); }

            public class ViewCounter(Store db) : IViewCounter
            {
                public async Task CountAsync(int articleId)
                {
                    var article = await db.Articles.FindAsync(articleId);
                    Increase(article!);
                    await db.SaveChangesAsync();
                }

                private static void Increase(Article article) => article.Views += 1;
            }

            public class CountViewJob(IViewCounter counter)
            {
                public Task RunAsync(int articleId) => counter.CountAsync(articleId);

                public static void Start(int articleId) => BackgroundJob.Enqueue<CountViewJob>(job => job.RunAsync(articleId));
            }
            """,
            """await new CountViewJob(new ViewCounter(db)).RunAsync(1);""")
        {
            Seed = """db.Add(new Article { Id = 1 });""",
        },

        new("A generic repository adds a row", "Hangfire", ["SAFE2002"], """
            using Hangfire;

            public class Notice { public int Id { get; set; } public int UserId { get; set; } public string Text { get; set; } = ""; }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Notice> Notices => Set<Notice>(); }

            public class Repository<T>(Store db) where T : class
            {
                public void Add(T entity) => db.Set<T>().Add(entity);

                public Task SaveAsync() => db.SaveChangesAsync();
            }

            public class NoticeJob(Repository<Notice> notices)
            {
                public async Task RunAsync(int userId, string text)
                {
                    notices.Add(new Notice { UserId = userId, Text = text });
                    await notices.SaveAsync();
                }

                public static void Start(IBackgroundJobClient jobs) => jobs.Enqueue<NoticeJob>(job => job.RunAsync(1, "Hello"));
            }
            """,
            """await new NoticeJob(new Repository<Notice>(db)).RunAsync(1, "Hello");"""),

        new("A generic repository is asked before it adds a row", "Hangfire", [], """
            using Hangfire;
            using System.Linq.Expressions;

            public class Notice { public int Id { get; set; } public int UserId { get; set; } public string Text { get; set; } = ""; }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Notice> Notices => Set<Notice>(); }

            public class Repository<T>(Store db) where T : class
            {
                public Task<bool> ExistsAsync(Expression<Func<T, bool>> predicate) => db.Set<T>().AnyAsync(predicate);

                public void Add(T entity) => db.Set<T>().Add(entity);

                public Task SaveAsync() => db.SaveChangesAsync();
            }

            public class NoticeJob(Repository<Notice> notices)
            {
                public async Task RunAsync(int userId, string text)
                {
                    if (await notices.ExistsAsync(n => n.UserId == userId && n.Text == text))
                    {
                        return;
                    }

                    notices.Add(new Notice { UserId = userId, Text = text });
                    await notices.SaveAsync();
                }

                public static void Start(IBackgroundJobClient jobs) => jobs.Enqueue<NoticeJob>(job => job.RunAsync(1, "Hello"));
            }
            """,
            """await new NoticeJob(new Repository<Notice>(db)).RunAsync(1, "Hello");"""),

        new("A switch turns mails on", "Hangfire", ["SAFE2005"], """
            using Hangfire;

            public class MailSettings { public bool Enabled { get; set; } }

            public class InviteJob(MailSettings settings, SmtpClient smtp)
            {
                public void Run(string email)
                {
                    if (!settings.Enabled)
                    {
                        return;
                    }

                    smtp.Send("team@example.org", email, "You are invited", "Come in.");
                }

                public static void Start(IBackgroundJobClient jobs, string email) => jobs.Enqueue<InviteJob>(job => job.Run(email));
            }
            """,
            """new InviteJob(new MailSettings { Enabled = true }, smtp).Run("ada@example.org");"""),

        new("The query leaves out what was mailed", "Hangfire", [], """
            using Hangfire;

            public class Invite { public int Id { get; set; } public string Email { get; set; } = ""; public DateTime? SentAt { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Invite> Invites => Set<Invite>(); }

            public class InviteJob(Store db, SmtpClient smtp)
            {
                public async Task RunAsync(int inviteId)
                {
                    var invite = await db.Invites.SingleOrDefaultAsync(i => i.Id == inviteId && i.SentAt == null);
                    if (invite is null)
                    {
                        return;
                    }

                    await smtp.SendMailAsync("team@example.org", invite.Email, "You are invited", "Come in.");
                    invite.SentAt = DateTime.UtcNow;
                    await db.SaveChangesAsync();
                }

                public static void Start(IBackgroundJobClient jobs, int inviteId) => jobs.Enqueue<InviteJob>(job => job.RunAsync(inviteId));
            }
            """,
            """await new InviteJob(db, smtp).RunAsync(1);""")
        {
            Seed = """db.Add(new Invite { Id = 1, Email = "ada@example.org" });""",
        },

        new("When an invite was mailed is written and not asked", "Hangfire", ["SAFE2007"], """
            using Hangfire;

            public class Invite { public int Id { get; set; } public string Email { get; set; } = ""; public DateTime? SentAt { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Invite> Invites => Set<Invite>(); }

            public class InviteJob(Store db, SmtpClient smtp)
            {
                public async Task RunAsync(int inviteId, DateTime now)
                {
                    var invite = await db.Invites.SingleOrDefaultAsync(i => i.Id == inviteId);
                    if (invite is null)
                    {
                        return;
                    }

                    await smtp.SendMailAsync("team@example.org", invite.Email, "You are invited", "Come in.");
                    invite.SentAt = now;
                    await db.SaveChangesAsync();
                }

                public static void Start(IBackgroundJobClient jobs, int inviteId, DateTime now) => jobs.Enqueue<InviteJob>(job => job.RunAsync(inviteId, now));
            }
            """,
            """await new InviteJob(db, smtp).RunAsync(1, new DateTime(2026, 1, 2));""")
        {
            Seed = """db.Add(new Invite { Id = 1, Email = "ada@example.org" });""",
        },

        new("A second booking is an error", "Hangfire", [], """
            using Hangfire;

            public class Booking { public int Id { get; set; } public string Reference { get; set; } = ""; }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Booking> Bookings => Set<Booking>(); }

            public class BookJob(Store db)
            {
                public async Task RunAsync(string reference)
                {
                    if (await db.Bookings.AnyAsync(b => b.Reference == reference))
                    {
                        throw new InvalidOperationException($"{reference} is booked already.");
                    }

                    db.Bookings.Add(new Booking { Reference = reference });
                    await db.SaveChangesAsync();
                }

                public static void Start(IBackgroundJobClient jobs, string reference) => jobs.Enqueue<BookJob>(job => job.RunAsync(reference));
            }
            """,
            """await new BookJob(db).RunAsync("R-1");""")
        {
            Throws = "InvalidOperationException",
        },

        new("Only one runs at a time", "Hangfire", ["SAFE2001"], """
            using Hangfire;

            public class Wallet { public int Id { get; set; } public decimal Balance { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Wallet> Wallets => Set<Wallet>(); }

            public class TopUpJob(Store db)
            {
                [DisableConcurrentExecution(60)]
                public async Task RunAsync(int walletId, decimal amount)
                {
                    var wallet = await db.Wallets.FirstAsync(w => w.Id == walletId);
                    wallet.Balance += amount;
                    await db.SaveChangesAsync();
                }

                public static void Start(IBackgroundJobClient jobs) => jobs.Enqueue<TopUpJob>(job => job.RunAsync(1, 10m));
            }
            """,
            """await new TopUpJob(db).RunAsync(1, 10m);""")
        {
            Seed = """db.Add(new Wallet { Id = 1 });""",
        },

        new("The state of an order moves on before points are given", "Hangfire", [], """
            using Hangfire;

            public enum OrderState { Placed, Completed }

            public class Order { public int Id { get; set; } public int CustomerId { get; set; } public OrderState State { get; set; } }

            public class Customer { public int Id { get; set; } public int Points { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options)
            {
                public DbSet<Order> Orders => Set<Order>();
                public DbSet<Customer> Customers => Set<Customer>();
            }

            public class CompleteOrderJob(Store db)
            {
                public async Task RunAsync(int orderId)
                {
                    var order = await db.Orders.FindAsync(orderId);
                    if (order is { State: OrderState.Placed })
                    {
                        order.State = OrderState.Completed;
                        var customer = await db.Customers.SingleAsync(c => c.Id == order.CustomerId);
                        customer.Points += 10;
                        await db.SaveChangesAsync();
                    }
                }

                public static void Start(IBackgroundJobClient jobs) => jobs.Enqueue<CompleteOrderJob>(job => job.RunAsync(1));
            }
            """,
            """await new CompleteOrderJob(db).RunAsync(1);""")
        {
            Seed = """
                db.Add(new Order { Id = 1, CustomerId = 2 });
                db.Add(new Customer { Id = 2 });
                """,
        },

        new("A line is added to a tracked order", "Hangfire", ["SAFE2002"], """
            using Hangfire;

            public class Line { public int Id { get; set; } public string Text { get; set; } = ""; }

            public class Order { public int Id { get; set; } public List<Line> Lines { get; set; } = []; }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Order> Orders => Set<Order>(); }

            public class AddShippingJob(Store db)
            {
                public async Task RunAsync(int orderId)
                {
                    var order = await db.Orders.Include(o => o.Lines).SingleAsync(o => o.Id == orderId);
                    order.Lines.Add(new Line { Text = "Shipping" });
                    await db.SaveChangesAsync();
                }

                public static void Start(IBackgroundJobClient jobs) => jobs.Enqueue<AddShippingJob>(job => job.RunAsync(1));
            }
            """,
            """await new AddShippingJob(db).RunAsync(1);""")
        {
            Seed = """db.Add(new Order { Id = 1 });""",
        },

        new("An activity adds to a balance", "Temporal", ["SAFE2001"], """
            using Temporalio.Activities;

            public class Wallet { public int Id { get; set; } public decimal Balance { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Wallet> Wallets => Set<Wallet>(); }

            public class WalletActivities(Store db)
            {
                [Activity]
                public async Task<decimal> DepositAsync(int walletId, decimal amount)
                {
                    var wallet = await db.Wallets.SingleAsync(w => w.Id == walletId);
                    wallet.Balance += amount;
                    await db.SaveChangesAsync();
                    return wallet.Balance;
                }
            }
            """,
            """await new Temporalio.Testing.ActivityEnvironment().RunAsync(() => new WalletActivities(db).DepositAsync(1, 10m));""")
        {
            Seed = """db.Add(new Wallet { Id = 1 });""",
        },

        new("An activity looks for a deposit under the workflow's and its own ID", "Temporal", [], """
            using Temporalio.Activities;

            public class Wallet { public int Id { get; set; } public decimal Balance { get; set; } }

            public class Deposit { public string Id { get; set; } = ""; public decimal Amount { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options)
            {
                public DbSet<Wallet> Wallets => Set<Wallet>();
                public DbSet<Deposit> Deposits => Set<Deposit>();
            }

            public class WalletActivities(Store db)
            {
                [Activity]
                public async Task DepositAsync(int walletId, decimal amount)
                {
                    var info = ActivityExecutionContext.Current.Info;
                    var id = $"{info.WorkflowId}/{info.ActivityId}";
                    if (await db.Deposits.AnyAsync(d => d.Id == id))
                    {
                        return;
                    }

                    db.Deposits.Add(new Deposit { Id = id, Amount = amount });
                    var wallet = await db.Wallets.SingleAsync(w => w.Id == walletId);
                    wallet.Balance += amount;
                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new Temporalio.Testing.ActivityEnvironment().RunAsync(() => new WalletActivities(db).DepositAsync(1, 10m));""")
        {
            Seed = """db.Add(new Wallet { Id = 1 });""",
        },
    ];
}
