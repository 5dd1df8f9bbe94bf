using System.Threading.Tasks;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Idempotency;

/// <summary>What looks like a guard and is none: the effect is reported, and the message says why the guard is none.</summary>
public sealed class WeakGuardTests
{
    private const string Twice =
        "'OrderJob.RunAsync' changes 'Order.Paid' by an amount, and Hangfire retries a failed job up to 10 times: a second run counts twice.{0} Return early when a marker is set that this run sets, or save the message's ID in the same transaction and look for it first.";

    private const string Lock = " A lock keeps two runs apart in time; the second still does it again.";
    private const string Transaction = " A transaction makes a run whole; it does not tell the second that there was a first.";
    private const string Memory = " A set in memory is gone with the process and unknown to the next node.";
    private const string Found = " That the row is found says nothing about an earlier run.";
    private const string Capacity = " The check of 'Stock' limits how far it goes, not how often it is done.";

    private static readonly Verify<JobAnalyzer> Verify = new(References.Hangfire);

    [Fact]
    public Task A_check_the_wrong_way_round() => Says(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        if (order.EmailSent)
        {
            {|#0:order.Paid|} += amount;
            order.EmailSent = true;
            await db.SaveChangesAsync(ct);
        }
        """,
        " The check of 'EmailSent' is the wrong way round: what this run sets lets the next one pass.");

    [Fact]
    public Task A_row_that_has_to_be_there() => Reports(
        """
        if (!await db.Shipments.AnyAsync(s => s.OrderId == id, ct))
        {
            throw new InvalidOperationException("Nothing was shipped");
        }

        db.Shipments.{|SAFE2002:Add|}(new Shipment { OrderId = id, Number = "return" });
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_guard_that_only_logs() => Says(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        if (order.PaidAt is not null)
        {
            logger.LogWarning("Order {Id} is paid already", id);
        }

        {|#0:order.Paid|} += amount;
        order.PaidAt = DateTime.UtcNow;
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_null_check_of_what_was_loaded() => Says(
        """
        var order = await db.Orders.FindAsync([id], ct);
        if (order is null)
        {
            return;
        }

        {|#0:order.Paid|} += amount;
        await db.SaveChangesAsync(ct);
        """,
        Found);

    [Fact]
    public Task A_null_check_is_no_guard_where_rows_of_the_kind_are_added_elsewhere() => Reports(
        """
        var customer = await db.Customers.FirstOrDefaultAsync(c => c.Id == id, ct);
        if (customer is null)
        {
            logger.LogWarning("No customer {Id}", id);
            return;
        }

        db.Shipments.{|SAFE2002:Add|}(new Shipment { OrderId = id });
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_check_of_capacity() => Verify.Reports(
        Shop.Job(
            """
            var product = await db.Products.SingleAsync(p => p.Id == id, ct);
            if (product.Stock < 1)
            {
                throw new InvalidOperationException("Out of stock");
            }

            {|#0:product.Stock|} -= 1;
            await db.SaveChangesAsync(ct);
            """),
        Verify.Result("SAFE2001", 0, Twice.Replace("Order.Paid", "Product.Stock").Replace("{0}", Capacity)));

    [Theory]
    [InlineData("if (!options.IsEnabled) { return; }", " The switch 'IsEnabled' tells whether the work may be done, not whether it is.")]
    [InlineData("if (ct.IsCancellationRequested) { return; }")]
    [InlineData("if (amount <= 0) { return; }")]
    [InlineData("if (Environment.GetEnvironmentVariable(\"OFF\") is not null) { return; }")]
    [InlineData("if (order.Status == OrderStatus.Cancelled) { return; }", " 'Status' is checked and never changed here, so the next run finds it the same.")]
    [InlineData("if (!await db.Customers.AnyAsync(c => c.Id == order.CustomerId, ct)) { return; }", Found)]
    [InlineData("if (order.SendAttempts > 3) { return; } order.SendAttempts++;", " The number of the attempt tells that there was an earlier one, not what it has done.")]
    [InlineData("if (id % 2 == 0) { if (order.PaidAt is not null) { return; } } order.PaidAt = DateTime.UtcNow;")]
    [InlineData("if (await db.Shipments.AnyAsync(s => s.OrderId == id, ct)) { return; }")]
    [InlineData("if (order.UpdatedAt is not null) { logger.LogInformation(\"again\"); } order.UpdatedAt = DateTime.UtcNow;")]
    [InlineData("var paid = order.PaidAt is not null; logger.LogInformation(\"{Paid}\", paid); order.PaidAt = DateTime.UtcNow;")]
    [InlineData("ArgumentNullException.ThrowIfNull(order);")]
    [InlineData("order = order ?? throw new InvalidOperationException();", Found)]
    public Task A_condition_that_lets_the_second_run_pass_as_the_first(string condition, string weakness = "") => Says(
        $$"""
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        {{condition}}
        {|#0:order.Paid|} += amount;
        await db.SaveChangesAsync(ct);
        """,
        weakness,
        members: "private readonly JobOptions options = new();",
        types: "public class JobOptions { public bool IsEnabled { get; set; } }");

    [Fact]
    public Task A_guard_that_comes_too_late() => Says(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        {|#0:order.Paid|} += amount;
        await db.SaveChangesAsync(ct);
        if (order.PaidAt is not null)
        {
            return;
        }

        order.PaidAt = DateTime.UtcNow;
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_guard_in_another_lambda() => Says(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        Action check = () => { if (order.PaidAt is not null) { return; } order.PaidAt = DateTime.UtcNow; };
        check();
        {|#0:order.Paid|} += amount;
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_guard_in_a_method_that_only_returns() => Says(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        Check(order);
        {|#0:order.Paid|} += amount;
        order.PaidAt = DateTime.UtcNow;
        await db.SaveChangesAsync(ct);
        """,
        members: "private static void Check(Order order) { if (order.PaidAt is not null) { return; } }");

    [Fact]
    public Task A_check_in_one_loop_and_the_work_in_another() => Reports(
        """
        var orders = await db.Orders.ToListAsync(ct);
        var open = 0;
        foreach (var order in orders)
        {
            if (order.EmailSent) continue;
            open++;
        }

        logger.LogInformation("{Open} to do", open);
        foreach (var order in orders)
        {
            await mail.{|SAFE2005:SendAsync|}(order.Email, "Thank you", ct);
            order.EmailSent = true;
            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task A_check_of_another_entity() => Reports(
        """
        var order = await db.Orders.Include(o => o.Customer).SingleAsync(o => o.Id == id, ct);
        if (order.Customer.WelcomedAt is not null)
        {
            return;
        }

        await mail.{|SAFE2005:SendAsync|}(order.Email, "Thank you", ct);
        order.UpdatedAt = DateTime.UtcNow;
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_state_that_nothing_changes() => Reports(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        if (order.Status != OrderStatus.Shipped)
        {
            return;
        }

        await mail.{|SAFE2005:SendAsync|}(order.Email, "On its way", ct);
        """);

    [Fact]
    public Task A_lock() => Says(
        """
        lock (gate)
        {
            var order = db.Orders.Single(o => o.Id == id);
            {|#0:order.Paid|} += amount;
            db.SaveChanges();
        }

        await Task.Yield();
        """,
        Lock,
        "private static readonly object gate = new();");

    [Fact]
    public Task A_semaphore() => Says(
        """
        await gate.WaitAsync(ct);
        try
        {
            var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
            {|#0:order.Paid|} += amount;
            await db.SaveChangesAsync(ct);
        }
        finally
        {
            gate.Release();
        }
        """,
        Lock,
        "private static readonly SemaphoreSlim gate = new(1);");

    [Fact]
    public Task A_distributed_lock() => Says(
        """
        await using var handle = await locks.TryAcquireLockAsync("order-" + id);
        if (handle is null)
        {
            return;
        }

        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        {|#0:order.Paid|} += amount;
        await db.SaveChangesAsync(ct);
        """,
        Lock,
        "private readonly IDistributedLocks locks = null!;",
        "public interface IDistributedLocks { Task<IAsyncDisposable?> TryAcquireLockAsync(string name); }");

    [Fact]
    public Task A_filter_against_concurrent_runs() => Verify.Reports(
        [
            ("Shop.cs", Shop.Model),
            ("Job.cs", Shop.Usings + """
                public class OrderJob(ShopDb db)
                {
                    [DisableConcurrentExecution(60)]
                    public void RunAsync(int id, decimal amount)
                    {
                        var order = db.Orders.Single(o => o.Id == id);
                        {|#0:order.Paid|} += amount;
                        db.SaveChanges();
                    }
                }

                public class Web { public void Start(IBackgroundJobClient jobs) => jobs.Enqueue<OrderJob>(job => job.RunAsync(1, 2m)); }
                """),
        ],
        Verify.Result("SAFE2001", 0, Twice.Replace("{0}", Lock)));

    [Fact]
    public Task A_transaction() => Says(
        """
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        {|#0:order.Paid|} += amount;
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        """,
        Transaction);

    [Fact]
    public Task A_transaction_scope() => Says(
        """
        using var scope = new System.Transactions.TransactionScope(System.Transactions.TransactionScopeAsyncFlowOption.Enabled);
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        {|#0:order.Paid|} += amount;
        await db.SaveChangesAsync(ct);
        scope.Complete();
        """,
        Transaction);

    [Theory]
    [InlineData("if (!seen.Add(messageId)) { return; }", "private static readonly HashSet<Guid> seen = [];")]
    [InlineData("if (!seen.TryAdd(messageId, true)) { return; }", "private static readonly ConcurrentDictionary<Guid, bool> seen = new();")]
    [InlineData("if (seen.ContainsKey(messageId)) { return; } seen[messageId] = true;", "private static readonly Dictionary<Guid, bool> seen = new();")]
    public Task A_set_in_memory(string guard, string field) => Says(
        guard + """

        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        {|#0:order.Paid|} += amount;
        await db.SaveChangesAsync(ct);
        """,
        Memory,
        field);

    [Fact]
    public Task A_cache_in_memory() => Reports(
        """
        if (cache.TryGetValue(messageId, out _))
        {
            return;
        }

        cache.CreateEntry(messageId).Dispose();
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        {|SAFE2001:order.Paid|} += amount;
        await db.SaveChangesAsync(ct);
        """,
        "private readonly Microsoft.Extensions.Caching.Memory.IMemoryCache cache = null!;");

    [Fact]
    public Task A_flag_of_the_process() => Says(
        """
        if (hasRun)
        {
            return;
        }

        hasRun = true;
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        {|#0:order.Paid|} += amount;
        await db.SaveChangesAsync(ct);
        """,
        members: "private static bool hasRun;");

    [Fact]
    public Task A_flag_of_the_job_object() => Says(
        """
        if (this.hasRun)
        {
            return;
        }

        this.hasRun = true;
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        {|#0:order.Paid|} += amount;
        await db.SaveChangesAsync(ct);
        """,
        members: "private bool hasRun;");

    [Fact]
    public Task A_catch_that_throws_the_violation_on() => Reports(
        """
        db.Shipments.{|SAFE2002:Add|}(new Shipment { OrderId = id });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e)
        {
            logger.LogError(e, "Order {Id}", id);
            throw;
        }
        """);

    [Fact]
    public Task A_catch_of_something_else() => Reports(
        """
        db.Shipments.{|SAFE2002:Add|}(new Shipment { OrderId = id });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return;
        }
        """);

    [Fact]
    public Task A_row_beside_that_is_looked_for_and_never_added() => Says(
        """
        if (await db.ProcessedMessages.AnyAsync(m => m.Id == messageId, ct))
        {
            return;
        }

        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        {|#0:order.Paid|} += amount;
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_row_beside_under_a_key_of_its_own_is_added_and_never_looked_for() => Reports(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        {|SAFE2001:order.Paid|} += amount;
        db.Payments.{|SAFE2002:Add|}(new Payment { Id = Guid.NewGuid(), OrderId = id, Amount = amount });
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task Removing_one_row_replaces_nothing() => Reports(
        """
        var line = await db.Lines.FirstAsync(l => l.OrderId == id && l.ProductId == 7, ct);
        db.Lines.Remove(line);
        db.Shipments.{|SAFE2002:Add|}(new Shipment { OrderId = id });
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_row_under_the_messages_key_that_is_saved_after_the_change() => Reports(
        """
        await db.Orders.Where(o => o.Id == id).{|SAFE2001:ExecuteUpdateAsync|}(s => s.SetProperty(o => o.Paid, o => o.Paid + amount), ct);
        db.Payments.Add(new Payment { Id = messageId, OrderId = id, Amount = amount });
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_switch_that_does_the_work_in_every_case() => Reports(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        switch (order.Status)
        {
            case OrderStatus.New:
                order.Status = OrderStatus.Paid;
                break;
            default:
                logger.LogInformation("Order {Id} is {Status}", id, order.Status);
                break;
        }

        await mail.{|SAFE2005:SendAsync|}(order.Email, "Thank you", ct);
        await db.SaveChangesAsync(ct);
        """);

    private static Task Reports(string statements, string members = "", string types = "") => Verify.Reports(Shop.Job(statements, members, types));

    private static Task Says(string statements, string weakness = "", string members = "", string types = "") =>
        Verify.Reports(Shop.Job(statements, members, types), Verify.Result("SAFE2001", 0, Twice.Replace("{0}", weakness)));
}
