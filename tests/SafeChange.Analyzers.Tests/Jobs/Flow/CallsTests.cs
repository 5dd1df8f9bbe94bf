using System.Threading.Tasks;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Flow;

/// <summary>Where calls lead: effects and guards are found through what projects are made of.</summary>
public sealed class CallsTests
{
    private const string Repositories = """
        public interface IReminders { Task<List<Reminder>> GetDueAsync(); Task SaveAsync(); }
        public class Reminders(ShopDb db) : IReminders
        {
            public Task<List<Reminder>> GetDueAsync() => db.Reminders.Where(r => r.SentAt == null).OrderBy(r => r.Id).ToListAsync();
            public Task SaveAsync() => db.SaveChangesAsync();
        }

        public interface IRepository<T> where T : class { IQueryable<T> Query(); Task<T?> GetAsync(int id); void Add(T item); Task CommitAsync(); }
        public class Repository<T>(ShopDb db) : IRepository<T> where T : class
        {
            public IQueryable<T> Query() => db.Set<T>();
            public async Task<T?> GetAsync(int id) => await db.Set<T>().FindAsync(id);
            public void Add(T item) => db.Set<T>().Add(item);
            public Task CommitAsync() => db.SaveChangesAsync();
        }

        public static class Filters
        {
            public static IQueryable<Reminder> Due(this IQueryable<Reminder> reminders) => reminders.Where(r => r.SentAt == null && r.Id > 0);
            public static IQueryable<T> Page<T>(this IQueryable<T> items, int size) => items.Take(size);
        }
        """;

    private const string Fields = """
        private readonly IReminders reminders = null!;
        private readonly IRepository<Reminder> generic = null!;
        private readonly IRepository<Shipment> shipments = null!;
        private readonly IRepository<Order> orders = null!;
        """;

    private static readonly Verify<JobAnalyzer> Verify = new(References.Hangfire);

    [Fact]
    public Task A_repository_selects_by_the_marker() => Silent(
        """
        foreach (var reminder in await reminders.GetDueAsync())
        {
            await mail.SendAsync(reminder.Email, "Reminder", ct);
            reminder.SentAt = DateTime.UtcNow;
            await reminders.SaveAsync();
        }
        """);

    [Fact]
    public Task A_repository_that_saves_behind_the_loop_is_late() => Reports(
        """
        foreach (var reminder in await reminders.GetDueAsync())
        {
            await mail.{|SAFE2009:SendAsync|}(reminder.Email, "Reminder", ct);
            reminder.SentAt = DateTime.UtcNow;
        }

        await reminders.SaveAsync();
        """);

    [Fact]
    public Task A_generic_repository_answers_a_query() => Silent(
        """
        foreach (var reminder in generic.Query().Where(r => !r.IsSent).ToList())
        {
            await mail.SendAsync(reminder.Email, "Reminder", ct);
            reminder.IsSent = true;
            await generic.CommitAsync();
        }
        """);

    [Fact]
    public Task An_extension_of_a_query_selects() => Silent(
        """
        foreach (var reminder in await generic.Query().Due().Page(100).ToListAsync(ct))
        {
            await mail.SendAsync(reminder.Email, "Reminder", ct);
            reminder.SentAt = DateTime.UtcNow;
            await generic.CommitAsync();
        }
        """);

    [Fact]
    public Task A_row_that_a_generic_repository_adds_is_reported() => Reports(
        """
        shipments.{|SAFE2002:Add|}(new Shipment { OrderId = id });
        await shipments.CommitAsync();
        """);

    [Fact]
    public Task A_row_that_a_generic_repository_was_asked_for_first_is_not() => Silent(
        """
        if (await shipments.Query().AnyAsync(s => s.OrderId == id, ct)) return;
        shipments.Add(new Shipment { OrderId = id });
        await shipments.CommitAsync();
        """);

    [Fact]
    public Task A_generic_repository_loads_what_is_changed() => Reports(
        """
        var order = await orders.GetAsync(id);
        if (order is null) return;
        {|SAFE2001:order.Paid|} += amount;
        await orders.CommitAsync();
        """);

    [Fact]
    public Task A_mediator_leads_to_its_handler() => Verify.Reports(
    [
        ("Shop.cs", Shop.Model),
        ("Job.cs", Shop.Usings + """
            public interface IRequestHandler<T> { Task Handle(T request, CancellationToken ct); }
            public interface IMediator { Task Send(object request, CancellationToken ct = default); }
            public record Pay(int OrderId, decimal Amount);
            public class PayHandler(ShopDb db) : IRequestHandler<Pay>
            {
                public async Task Handle(Pay request, CancellationToken ct)
                {
                    var order = await db.Orders.SingleAsync(o => o.Id == request.OrderId, ct);
                    order.Paid += request.Amount;
                    await db.SaveChangesAsync(ct);
                }
            }

            public class Job(IMediator mediator)
            {
                public Task RunAsync(int id, decimal amount) => mediator.{|#0:Send|}(new Pay(id, amount));
                public static void Start(IBackgroundJobClient jobs) => jobs.Enqueue<Job>(job => job.RunAsync(1, 2m));
            }
            """),
    ],
    Verify.Result("SAFE2001", 0,
        "'Job.RunAsync' changes 'Order.Paid' by an amount (via Handle), and Hangfire retries a failed job up to 10 times: a second run counts twice. Return early when a marker is set that this run sets, or save the message's ID in the same transaction and look for it first."));

    [Fact]
    public Task A_guard_in_the_mediators_handler_holds() => Verify.Silent(
    [
        ("Shop.cs", Shop.Model),
        ("Job.cs", Shop.Usings + """
            public interface ICommandHandler<T> { Task HandleAsync(T command); }
            public interface IDispatcher { Task DispatchAsync<T>(T command); }
            public record Pay(int OrderId, decimal Amount);
            public class PayHandler(ShopDb db) : ICommandHandler<Pay>
            {
                public async Task HandleAsync(Pay command)
                {
                    var order = await db.Orders.SingleAsync(o => o.Id == command.OrderId);
                    if (order.Status != OrderStatus.New) return;
                    order.Paid += command.Amount;
                    order.Status = OrderStatus.Paid;
                    await db.SaveChangesAsync();
                }
            }

            public class Job(IDispatcher dispatcher)
            {
                public Task RunAsync(int id, decimal amount) => dispatcher.DispatchAsync(new Pay(id, amount));
                public static void Start(IBackgroundJobClient jobs) => jobs.Enqueue<Job>(job => job.RunAsync(1, 2m));
            }
            """),
    ]);

    [Fact]
    public Task A_decorator_leads_to_what_it_decorates() => Verify.Reports(
    [
        ("Shop.cs", Shop.Model),
        ("Job.cs", Shop.Usings + """
            public interface INotifier { Task NotifyAsync(string to); }
            public class Notifier(IMailSender mail) : INotifier { public Task NotifyAsync(string to) => mail.SendAsync(to, "Hello"); }
            public class LoggedNotifier(INotifier inner, ILogger<LoggedNotifier> logger) : INotifier
            {
                public Task NotifyAsync(string to) { logger.LogInformation("{To}", to); return inner.NotifyAsync(to); }
            }

            public class Job(INotifier notifier)
            {
                public Task RunAsync() => notifier.{|SAFE2005:NotifyAsync|}("a@b.c");
                public static void Start(IBackgroundJobClient jobs) => jobs.Enqueue<Job>(job => job.RunAsync());
            }
            """),
    ]);

    [Theory]
    [InlineData("", false)]
    [InlineData("safechange.jobs.follow_interfaces = all", true)]
    public Task Several_implementations_are_followed_where_a_team_asks_for_it(string option, bool isReported)
    {
        const string Source = """
            public interface INotifier { Task NotifyAsync(string to); }
            public class MailNotifier(IMailSender mail) : INotifier { public Task NotifyAsync(string to) => mail.SendAsync(to, "Hello"); }
            public class NoNotifier : INotifier { public Task NotifyAsync(string to) => Task.CompletedTask; }
            public class Job(INotifier notifier)
            {
                public Task RunAsync() => notifier.{|SAFE2005:NotifyAsync|}("a@b.c");
                public static void Start(IBackgroundJobClient jobs) => jobs.Enqueue<Job>(job => job.RunAsync());
            }
            """;
        return isReported
            ? Verify.Options(option).Reports([("Shop.cs", Shop.Model), ("Job.cs", Shop.Usings + Source)])
            : Verify.Options(option).Silent([("Shop.cs", Shop.Model), ("Job.cs", Shop.Usings + Source.Replace("{|SAFE2005:", "").Replace("|}", ""))]);
    }

    [Fact]
    public Task No_interface_is_followed_where_a_team_does_not_want_it() => Verify.Options("safechange.jobs.follow_interfaces = none").Silent(
        Shop.Job("shipments.Add(new Shipment { OrderId = id }); await shipments.CommitAsync();", Fields, Repositories));

    [Fact]
    public Task A_method_of_an_entity_changes_it() => Reports(
        """
        var wallet = await db.Set<Wallet>().SingleAsync(w => w.Id == id, ct);
        wallet.{|SAFE2001:Credit|}(amount);
        await db.SaveChangesAsync(ct);
        """,
        "public class Wallet { public int Id { get; set; } public decimal Balance { get; private set; } public void Credit(decimal sum) { Balance += sum; } }");

    [Fact]
    public Task A_method_of_an_entity_guards_itself() => Silent(
        """
        var wallet = await db.Set<Wallet>().SingleAsync(w => w.Id == id, ct);
        wallet.Credit(amount, messageId);
        await db.SaveChangesAsync(ct);
        """,
        """
        public class Entry { public int Id { get; set; } public Guid Key { get; set; } }
        public class Wallet
        {
            private readonly List<Entry> entries = [];
            public int Id { get; set; }
            public decimal Balance { get; private set; }
            public IReadOnlyList<Entry> Entries => entries;
            public void Credit(decimal sum, Guid key)
            {
                if (entries.Any(e => e.Key == key)) return;
                entries.Add(new Entry { Key = key });
                Balance += sum;
            }
        }
        """);

    [Fact]
    public Task A_method_group_is_called_for_each_item() => Reports(
        """
        var due = await db.Orders.ToListAsync(ct);
        await Task.WhenAll(due.{|SAFE2005:Select|}(ThankAsync));
        """,
        members: "private Task ThankAsync(Order order) => mail.SendAsync(order.Email, \"Thank you\");");

    [Fact]
    public Task An_expression_tree_is_another_jobs_business() => Silent(
        "BackgroundJob.ContinueJobWith<Other>(\"1\", other => other.RunAsync(id)); await Task.Yield();",
        "public class Other(IMailSender mail) { public Task RunAsync(int id) => id > 0 ? Task.CompletedTask : Task.FromResult(mail); }");

    [Fact]
    public Task A_call_deeper_than_the_option_says_is_not_read() => Verify.Options("safechange.jobs.interprocedural_depth = 1").Silent(
        Shop.Job("await AAsync(); await Task.Yield();", "private Task AAsync() => BAsync(); private Task BAsync() => mail.SendAsync(\"a@b.c\", \"\");"));

    [Fact]
    public Task A_wrapper_that_runs_a_delegate_runs_what_it_is_given() => Silent(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        if (order.EmailSent) return;
        await RetryAsync(async () => await mail.SendAsync(order.Email, "Thank you", ct));
        order.EmailSent = true;
        await db.SaveChangesAsync(ct);
        """,
        members: "private static async Task RetryAsync(Func<Task> work) { for (var i = 0; i < 3; i++) { try { await work(); return; } catch (HttpRequestException) { } } }");

    private static Task Silent(string statements, string types = "", string members = "") =>
        Verify.Silent(Shop.Job(statements, Fields + members, Repositories + types));

    private static Task Reports(string statements, string types = "", string members = "") =>
        Verify.Reports(Shop.Job(statements, Fields + members, Repositories + types));
}
