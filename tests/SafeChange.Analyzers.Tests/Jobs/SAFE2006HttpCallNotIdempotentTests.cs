using System.Threading.Tasks;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs;

public sealed class SAFE2006HttpCallNotIdempotentTests
{
    private static readonly Verify<JobAnalyzer> Verify = new(References.Hangfire);
    private static readonly Verify<JobAnalyzer> VerifyMore = new(References.JobFrameworks);

    [Fact]
    public Task A_POST_is_reported() => Verify.Reports(
        Shop.Job("await http.{|#0:PostAsync|}(\"/orders/\" + id, null, ct);"),
        Verify.Result("SAFE2006", 0,
            "'OrderJob.RunAsync' sends a request by 'HttpClient.PostAsync', and Hangfire retries a failed job up to 10 times: a second run sends it again. Add an Idempotency-Key header with a value that comes from the message."));

    [Theory]
    [InlineData("await http.{|SAFE2006:PostAsJsonAsync|}(\"/orders\", new { id }, ct);")]
    [InlineData("await http.{|SAFE2006:PatchAsync|}(\"/orders\", null, ct);")]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Post, \"/orders\"); await http.{|SAFE2006:SendAsync|}(request, ct);")]
    [InlineData("using var request = new HttpRequestMessage { Method = HttpMethod.Patch }; request.Headers.Add(\"Accept\", \"text/plain\"); await http.{|SAFE2006:SendAsync|}(request, ct);")]
    public Task So_is_every_other_request_that_may_not_be_repeated(string call) => Verify.Reports(Shop.Job(call));

    [Theory]
    [InlineData("await http.GetAsync(\"/orders\", ct);")]
    [InlineData("await http.PutAsJsonAsync(\"/orders/\" + id, new { id }, ct);")]
    [InlineData("await http.DeleteAsync(\"/orders/\" + id, ct);")]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Put, \"/orders\"); await http.SendAsync(request, ct);")]
    [InlineData("await http.SendAsync(Request(), ct);")]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Post, \"/orders\"); request.Headers.Add(\"Idempotency-Key\", \"order-\" + id); await http.SendAsync(request, ct);")]
    [InlineData("await http.PostAsJsonAsync(\"/payments\", new { RequestUniqueId = id, amount }, ct);")]
    [InlineData("await http.PostAsync(\"/token\", new FormUrlEncodedContent(new Dictionary<string, string> { [\"grant_type\"] = \"client_credentials\" }), ct);")]
    [InlineData("var order = await db.Orders.SingleAsync(o => o.Id == id); if (order.EmailSent) return; await http.PostAsync(\"/\", null); order.EmailSent = true; await db.SaveChangesAsync();")]
    public Task One_that_may_or_that_has_a_key_or_a_guard_is_not(string call) => Verify.Silent(
        Shop.Job(call, "private static HttpRequestMessage Request() => new();"));

    [Fact]
    public Task On_a_schedule_only_the_items_of_a_loop_are_work() => Verify.Reports(
        Shop.RecurringJob(
            """
            await http.PostAsync("/ping", null, ct);
            foreach (var order in await db.Orders.ToListAsync(ct))
            {
                await http.{|SAFE2006:PostAsync|}("/orders/" + order.Id, null, ct);
            }
            """));

    [Fact]
    public Task A_client_whose_receiver_does_not_mind_can_be_named() => Verify.Options("safechange.jobs.effect_free = T:Shop.SearchClient").Silent(
        Shop.Job(
            "await new SearchClient(http).IndexAsync(id);",
            types: "public class SearchClient(HttpClient http) { public Task IndexAsync(int id) => http.PostAsync(\"/index/\" + id, null); }"));

    [Fact]
    public Task A_client_without_source_can_be_named() => Verify.Options("safechange.jobs.additional_effects = M:Shop.IPartner.Announce=http").Reports(
        Shop.Job("await partner.{|SAFE2006:Announce|}(id);", "private readonly IPartner partner = null!;", "public interface IPartner { Task Announce(int id); }"));

    [Fact]
    public Task A_client_of_the_same_name_is_none() => Verify.Silent(
        Shop.Job("await new Fake.HttpClient().PostAsync(\"/orders\");")
            .With([("Fake.cs", "namespace Fake { public class HttpClient { public System.Threading.Tasks.Task PostAsync(string url) => System.Threading.Tasks.Task.CompletedTask; } }")]));

    [Fact]
    public Task Refit_and_Flurl_send_requests_too() => VerifyMore.Reports("""
        using System.Threading.Tasks;
        using Flurl.Http;
        using Hangfire;
        using Refit;

        interface IPartner { [Refit.Post("/orders")] Task AddAsync(int id); [Refit.Get("/orders")] Task ListAsync(); }
        class Job(IPartner partner)
        {
            public async Task RunAsync(int id)
            {
                await partner.ListAsync();
                await partner.{|SAFE2006:AddAsync|}(id);
                await "https://a.b".{|SAFE2006:PostJsonAsync|}(new { id });
                await "https://a.b".WithHeader("Idempotency-Key", "order-" + id).PostJsonAsync(new { id });
            }
        }
        class Web { void Start() => BackgroundJob.Enqueue<Job>(job => job.RunAsync(1)); }
        """);
}
