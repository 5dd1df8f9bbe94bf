using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs;

public sealed class SAFE2007MarkerNeverCheckedTests
{
    private const string Queue = """
        public interface IQueue
        {
            Task<List<Reminder>> GetPendingAsync();
            Task SaveAsync(Reminder reminder);
            Task SaveAllAsync(IEnumerable<Reminder> reminders);
            Task MarkSentAsync(int id);
            Task DeleteAsync(Reminder reminder);
        }
        """;

    private static readonly Verify<JobAnalyzer> Verify = new(References.Hangfire);

    [Fact]
    public Task A_marker_that_is_set_after_a_mail_and_never_asked_is_reported() => Verify.Reports(
        Shop.Job(
            """
            var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
            await mail.{|#1:SendAsync|}(order.Email, "Thank you", ct);
            {|#0:order.EmailSent|} = true;
            await db.SaveChangesAsync(ct);
            """),
        Verify.Result("SAFE2007").WithLocation(0).WithLocation(1).WithSeverity(DiagnosticSeverity.Warning)
            .WithMessage("'OrderJob.RunAsync' sets 'Order.EmailSent' after 'IMailSender.SendAsync' and never checks it, and Hangfire retries a failed job up to 10 times: a second run does it all again. Return early when it is set."));

    [Fact]
    public Task A_status_is_named_with_its_value() => Verify.Reports(
        Shop.Job(
            """
            var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
            await mail.SendAsync(order.Email, "On its way", ct);
            {|#0:order.Status|} = OrderStatus.Shipped;
            await db.SaveChangesAsync(ct);
            """),
        Verify.Result("SAFE2007", 0,
            "'OrderJob.RunAsync' sets 'Order.Status = Shipped' after 'IMailSender.SendAsync' and never checks it, and Hangfire retries a failed job up to 10 times: a second run does it all again. Return early when it is set."));

    [Fact]
    public Task The_marker_and_the_effect_may_stand_in_what_is_called() => Verify.Reports(
        Shop.Job(
            """
            var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
            await ThankAsync(order);
            {|#0:Mark|}(order);
            await db.SaveChangesAsync(ct);
            """,
            """
            private Task ThankAsync(Order order) => mail.SendAsync(order.Email, "Thank you");
            private static void Mark(Order order) => order.PaidAt = DateTime.UtcNow;
            """),
        Verify.Result("SAFE2007", 0,
            "'OrderJob.RunAsync' sets 'Order.PaidAt' after 'IMailSender.SendAsync' (via ThankAsync) and never checks it, and Hangfire retries a failed job up to 10 times: a second run does it all again. Return early when it is set."));

    [Theory]
    [InlineData("await db.Orders.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.{|SAFE2007:SetProperty|}(o => o.EmailSent, true), ct);")]
    [InlineData("logger.LogInformation(\"{At}\", order.PaidAt); {|SAFE2007:order.PaidAt|} = DateTime.UtcNow; await db.SaveChangesAsync(ct);")]
    [InlineData("if (order.UpdatedAt > DateTime.UtcNow) return; {|SAFE2007:order.PaidAt|} = DateTime.UtcNow; await db.SaveChangesAsync(ct);")]
    public Task So_is_one_that_is_set_otherwise_or_only_logged(string mark) => Verify.Reports(
        Shop.Job("var order = await db.Orders.SingleAsync(o => o.Id == id, ct); await mail.SendAsync(order.Email, \"Thank you\", ct); " + mark));

    [Fact]
    public Task A_value_that_is_counted_before_it_is_an_effect_as_well() => Verify.Reports(
        Shop.Job(
            """
            var order = await db.Orders.Include(o => o.Customer).SingleAsync(o => o.Id == id, ct);
            order.Customer.Points += 10;
            {|SAFE2007:order.PaidAt|} = DateTime.UtcNow;
            await db.SaveChangesAsync(ct);
            """));

    [Theory]
    [InlineData("order.UpdatedAt = DateTime.UtcNow;")]
    [InlineData("order.EmailSent = false;")]
    [InlineData("order.PaidAt = null;")]
    [InlineData("order.Status = OrderStatus.New;")]
    [InlineData("order.Notes = \"sent\";")]
    [InlineData("new Order { EmailSent = true }.EmailSent = true;")]
    [InlineData("var view = new View(); view.IsSent = true; logger.LogInformation(\"{View}\", view);")]
    public Task What_says_nothing_about_whether_it_is_done_is_no_marker(string mark) => Verify.Reports(
        Shop.Job(
            "var order = await db.Orders.SingleAsync(o => o.Id == id, ct); await mail.{|SAFE2005:SendAsync|}(order.Email, \"Thank you\", ct); " + mark + " await db.SaveChangesAsync(ct);",
            types: "public class View { public bool IsSent { get; set; } }"));

    [Theory]
    [InlineData("if (order.EmailSent) return; await mail.SendAsync(order.Email, \"Thank you\", ct); order.EmailSent = true;")]
    [InlineData("if (!order.EmailSent) { await mail.SendAsync(order.Email, \"Thank you\", ct); } order.EmailSent = true;")]
    [InlineData("order.EmailSent = true;")]
    [InlineData("logger.LogInformation(\"{Id}\", id); order.EmailSent = true;")]
    public Task A_marker_that_is_asked_or_marks_nothing_is_not_reported(string statements) => Verify.Silent(
        Shop.Job("var order = await db.Orders.SingleAsync(o => o.Id == id, ct); " + statements + " await db.SaveChangesAsync(ct);"));

    [Theory]
    [InlineData("reminder.IsSent = true; await queue.SaveAsync(reminder);")]
    [InlineData("await queue.MarkSentAsync(reminder.Id);")]
    [InlineData("await queue.DeleteAsync(reminder);")]
    public Task Rows_that_code_without_source_has_chosen_may_have_been_chosen_by_the_marker(string mark) => Verify.Silent(
        Shop.Job("foreach (var reminder in await queue.GetPendingAsync()) { await mail.SendAsync(reminder.Email, \"Reminder\", ct); " + mark + " }", "private readonly IQueue queue = null!;", Queue));

    [Fact]
    public Task A_marker_on_those_rows_can_be_too_late() => Verify.Reports(
        Shop.Job(
            """
            var pending = await queue.GetPendingAsync();
            foreach (var reminder in pending)
            {
                await mail.{|SAFE2009:SendAsync|}(reminder.Email, "Reminder", ct);
                reminder.IsSent = true;
            }

            await queue.SaveAllAsync(pending);
            """,
            "private readonly IQueue queue = null!;",
            Queue));

    [Fact]
    public Task Those_rows_may_come_again_where_nothing_marks_them() => Verify.Reports(
        Shop.Job("foreach (var reminder in await queue.GetPendingAsync()) { await mail.{|SAFE2005:SendAsync|}(reminder.Email, \"Reminder\", ct); }", "private readonly IQueue queue = null!;", Queue));

    [Fact]
    public Task A_marker_that_is_never_saved_is_none() => Verify.Reports(
        Shop.Job("var order = await db.Orders.SingleAsync(o => o.Id == id, ct); await mail.{|SAFE2005:SendAsync|}(order.Email, \"Thank you\", ct); order.EmailSent = true;"));

    [Fact]
    public Task A_marker_of_ones_own_name_can_be_named()
    {
        const string Statements = "var order = await db.Orders.SingleAsync(o => o.Id == id, ct); await mail.SendAsync(order.Email, \"Thank you\", ct); {|SAFE2007:order.Flags|} = 4; await db.SaveChangesAsync(ct);";
        return Verify.Options("safechange.jobs.marker_members = P:Shop.Order.Flags").Reports(Shop.Job(Statements));
    }

    [Fact]
    public Task A_note_answers_for_it() => Verify.Silent(
        Shop.Job(
            """
            var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
            // idempotent: editors send it again on purpose
            await mail.SendAsync(order.Email, "Thank you", ct);
            order.EmailSent = true;
            await db.SaveChangesAsync(ct);
            """));
}
