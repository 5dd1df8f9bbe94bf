using System.Threading.Tasks;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Idempotency;

/// <summary>Work that is selected, or told about, by code without source: what is believed of it and what is not.</summary>
public sealed class SelectionTests
{
    private const string Fields = "private readonly IStore store = null!;";

    private const string Store = """
        public interface IStore
        {
            Task<List<Order>> ListAsync();
            IAsyncEnumerable<Reminder> PendingAsync(CancellationToken ct);
            Task<Order> GetAsync(int id);
            Task SaveAsync(Order order);
            Task CompleteAsync(int id);
            Task SetStatusAsync(int id, OrderStatus status);
        }
        """;

    private static readonly Verify<JobAnalyzer> Verify = new(References.Hangfire);

    [Fact]
    public Task A_stream_of_whatever_name_whose_items_are_completed() => Silent(
        """
        await foreach (var reminder in store.PendingAsync(ct))
        {
            await mail.SendAsync(reminder.Email, "Reminder", ct);
            await store.CompleteAsync(reminder.Id);
        }
        """);

    [Fact]
    public Task A_stream_whose_items_nothing_completes() => Reports(
        """
        await foreach (var reminder in store.PendingAsync(ct))
        {
            await mail.{|SAFE2005:SendAsync|}(reminder.Email, "Reminder", ct);
        }
        """);

    [Fact]
    public Task Items_that_are_only_counted_on_are_not_marked() => Reports(
        """
        foreach (var order in await store.ListAsync())
        {
            {|SAFE2001:order.Paid|} += amount;
            await store.SaveAsync(order);
        }
        """);

    [Fact]
    public Task A_member_of_something_else_is_no_mark_on_the_item() => Reports(
        """
        var customer = await db.Customers.SingleAsync(c => c.Id == id, ct);
        foreach (var order in await store.ListAsync())
        {
            await mail.{|SAFE2005:SendAsync|}(order.Email, "Thank you", ct);
            customer.Points = 5;
            await db.SaveChangesAsync(ct);
        }
        """);

    [Theory]
    [InlineData("if (order.Status == OrderStatus.Shipped) return;", "await store.SetStatusAsync(id, OrderStatus.Shipped);")]
    [InlineData("if (order.Status != OrderStatus.New) return;", "await store.SetStatusAsync(id, OrderStatus.Paid);")]
    public Task A_store_is_told_the_status_that_was_asked_for(string check, string mark) => Silent(
        $"var order = await store.GetAsync(id); {check} await mail.SendAsync(order.Email, \"\", ct); {mark}");

    [Theory]
    [InlineData("if (order.Status != OrderStatus.Paid) return;", "await store.SetStatusAsync(id, OrderStatus.Paid);")]
    [InlineData("if (order.Total == 0) return;", "await store.SetStatusAsync(id, OrderStatus.Paid);")]
    public Task A_store_is_told_what_lets_the_next_run_pass(string check, string mark) => Reports(
        $"var order = await store.GetAsync(id); {check} await mail.{{|SAFE2005:SendAsync|}}(order.Email, \"\", ct); {mark}");

    [Fact]
    public Task A_helper_hands_over_only_what_is_done_already() => Reports(
        """
        var order = await NextAsync();
        if (order == null) return;
        await mail.{|SAFE2005:SendAsync|}(order.Email, "Thank you", ct);
        order.EmailSent = true;
        await db.SaveChangesAsync(ct);
        """,
        """
        private async Task<Order?> NextAsync()
        {
            var order = await db.Orders.OrderBy(o => o.Id).FirstOrDefaultAsync();
            return order is null || !order.EmailSent ? null : order;
        }
        """);

    [Fact]
    public Task A_flag_that_is_set_and_never_tested() => Reports(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        await mail.{|SAFE2005:SendAsync|}(order.Email, "Thank you", ct);
        order.Flags |= 4;
        await db.SaveChangesAsync(ct);
        """);

    [Theory]
    [InlineData("reminder.SentAt = DateTime.UtcNow; await mail.{|SAFE2009:SendAsync|}(reminder.Email, \"\", ct);")]
    [InlineData("db.Reminders.Remove(reminder); await mail.{|SAFE2009:SendAsync|}(reminder.Email, \"\", ct);")]
    [InlineData("await mail.{|SAFE2009:SendAsync|}(reminder.Email, \"\", ct); db.Reminders.Remove(reminder);")]
    public Task A_mark_in_the_loop_that_is_saved_behind_it_is_late_wherever_it_stands(string item) => Reports(
        "foreach (var reminder in await db.Reminders.Where(r => r.SentAt == null).ToListAsync(ct)) { " + item + " }\nawait db.SaveChangesAsync(ct);");

    [Fact]
    public Task A_mark_that_is_saved_before_the_loop_is_not_late() => Silent(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        if (order.EmailSent) return;
        order.EmailSent = true;
        await db.SaveChangesAsync(ct);
        foreach (var customer in await db.Customers.ToListAsync(ct))
        {
            await mail.SendAsync(customer.Email, "News", ct);
        }
        """);

    private static Task Silent(string statements, string members = "") => Verify.Silent(Shop.Job(statements, Fields + members, Store));

    private static Task Reports(string statements, string members = "") => Verify.Reports(Shop.Job(statements, Fields + members, Store));
}
