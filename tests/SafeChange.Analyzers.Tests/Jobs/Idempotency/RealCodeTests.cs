using System.Threading.Tasks;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Idempotency;

/// <summary>What public repositories showed to be judged wrongly, in code of our own.</summary>
public sealed class RealCodeTests
{
    private static readonly Verify<JobAnalyzer> Verify = new(References.Hangfire);

    [Theory]
    [InlineData("Task<bool> IsLicenseValidAsync(int id)")]
    [InlineData("Task<bool> HasSubscription(int id)")]
    [InlineData("Task<bool> CheckStockAsync(int id)")]
    [InlineData("Task<bool> SearchAsync(int id)")]
    public Task A_POST_that_asks_something_may_be_asked_again(string signature) => Verify.Silent(Asking(signature, Name(signature)));

    [Theory]
    [InlineData("Task<bool> GetOrCreateAsync(int id)")]
    [InlineData("Task<bool> IssueLabelAsync(int id)")]
    [InlineData("Task<bool> CheckAndNotify(int id)")]
    public Task One_whose_method_does_something_may_not(string signature) => Verify.Reports(Asking(signature, "{|SAFE2006:" + Name(signature) + "|}"));

    [Fact]
    public Task A_check_that_answers_nothing_is_no_question() => Verify.Reports(
        Shop.Job("await {|SAFE2006:CheckOrders|}(id);", "private Task CheckOrders(int id) => http.PostAsync(\"/api/\" + id, null);"));

    [Fact]
    public Task Members_set_together_are_marks() => Verify.Silent(Settled("(order.Status, order.UpdatedAt) = (OrderStatus.Paid, DateTime.UtcNow);"));

    [Fact]
    public Task Members_set_together_by_a_switch_are_marks() => Verify.Silent(Settled(
        "(order.Status, order.UpdatedAt) = order.Total switch { > 0 => (OrderStatus.Paid, DateTime.UtcNow), _ => (OrderStatus.Cancelled, DateTime.UtcNow) };"));

    [Fact]
    public Task Members_set_together_to_what_they_were_are_none() => Verify.Reports(
        Settled("(order.Status, order.UpdatedAt) = (OrderStatus.New, DateTime.UtcNow);", "{|SAFE2001:order.Customer.Points|}"));

    [Theory]
    [InlineData("Text = Trimmed(text);", "private static string Trimmed(string text) => text.Trim();")]
    [InlineData("Rename(text);", "private void Rename(string text) { Check(); Text = text; } private void Check() { if (Text is null) throw new InvalidOperationException(); }")]
    public Task The_database_still_makes_the_key_where_a_constructor_calls_methods_that_do_not(string body, string methods) =>
        Verify.Reports(Noted(body, methods, "db.{|SAFE2002:Add|}(new Note(\"paid\"))"));

    [Theory]
    [InlineData("Begin();", "private void Begin() => Id = Guid.NewGuid();")]
    [InlineData("Begin();", "protected virtual void Begin() { }")]
    [InlineData("Begin();", "private void Begin() => Keys.Give(this);")]
    [InlineData("Apply(text);", "private void Apply(object change) => ((dynamic)this).On(change);")]
    public Task What_the_methods_of_a_constructor_may_set_is_not_known_to_be_made_by_the_database(string body, string methods) =>
        Verify.Silent(Noted(body, methods.Replace("Guid.NewGuid()", "Keys.Of(Text)"), "db.Add(new Note(\"paid\"))"));

    [Fact]
    public Task An_aggregate_that_refuses_a_second_pending_request_is_its_own_guard() => Verify.Silent(
        Shop.Job(
            "await new Requests(db).AddAsync(id, ct);",
            types: """
                public class Request(string summary) { public int Id { get; set; } public string Summary { get; set; } = summary; public bool Pending { get; set; } = true; }
                public class Cohort
                {
                    public int Id { get; set; }
                    public virtual ICollection<Request> Requests { get; set; } = new HashSet<Request>();
                    public void Ask(string summary) { CheckThereIsNone(); var request = new Request(summary); Requests.Add(request); }
                    private void CheckThereIsNone() { if (Requests.Any(r => r.Pending)) { throw new InvalidOperationException("One is pending"); } }
                }
                public static class Cohorts
                {
                    public static async Task<Cohort> LoadAsync(this ShopDb db, int id, CancellationToken ct)
                    {
                        var cohort = await Included(db).SingleOrDefaultAsync(c => c.Id == id, ct);
                        if (cohort == null) { throw new InvalidOperationException(); }
                        return cohort;
                    }
                    private static IQueryable<Cohort> Included(ShopDb db) => db.Set<Cohort>().Include(c => c.Requests);
                }
                public class Requests(ShopDb db)
                {
                    public async Task AddAsync(int id, CancellationToken ct)
                    {
                        var cohort = await db.LoadAsync(id, ct);
                        cohort.Ask("summary");
                        await db.SaveChangesAsync(ct);
                    }
                }
                """));

    [Fact]
    public Task A_mark_that_is_also_set_behind_the_loop_is_in_time_where_each_item_is_saved() => Verify.Silent(
        Shop.Job(
            """
            var due = await db.Reminders.Where(r => !r.IsSent).ToListAsync(ct);
            foreach (var reminder in due)
            {
                await mail.SendAsync(reminder.Email, "Due", ct);
                reminder.IsSent = true;
                await db.SaveChangesAsync(ct);
            }

            foreach (var other in await db.Reminders.Where(r => r.OrderId == id).ToListAsync(ct))
            {
                other.IsSent = true;
            }

            await db.SaveChangesAsync(ct);
            """));

    private static Sources Noted(string body, string methods, string add) => Shop.Job(
        add + "; await db.SaveChangesAsync();",
        types: $$"""
            public static class Keys { public static void Give(object to) { } public static Guid Of(string text) => default; }
            public class Note
            {
                public Note(string text) { {{body}} }
                public Guid Id { get; set; }
                public string Text { get; set; } = "";
                {{methods}}
            }
            """);

    private static string Name(string signature) => signature.Split(' ')[1].Split('(')[0];

    private static Sources Asking(string signature, string called) => Shop.Job(
        $"if (!await {called}(id)) return;",
        $"private async {signature} => (await http.PostAsync(\"/api/\" + id, null)).IsSuccessStatusCode;");

    private static Sources Settled(string mark, string points = "order.Customer.Points") => Shop.Job(
        $$"""
        var order = await db.Orders.SingleAsync(o => o.Id == id);
        if (order.Status != OrderStatus.New) return;
        {{points}} += 10;
        {{mark}}
        await db.SaveChangesAsync();
        """);
}
