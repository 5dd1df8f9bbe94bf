using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Jobs;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs;

public sealed class AddIdempotencyHeaderFixTests
{
    private static readonly Verify<JobAnalyzer, AddIdempotencyHeaderFix> Verify = new(References.Hangfire);

    [Theory]
    [InlineData("PostAsJsonAsync(\"api/orders\", new { orderId }, ct)", "Post", "\"api/orders\"", "JsonContent.Create(new { orderId })", "orders", ", ct")]
    [InlineData("PatchAsJsonAsync(\"api/orders\", new { orderId })", "Patch", "\"api/orders\"", "JsonContent.Create(new { orderId })", "orders", "")]
    [InlineData("PostAsJsonAsync($\"orders/{orderId}\", orderId, options, ct)", "Post", "$\"orders/{orderId}\"", "JsonContent.Create(orderId, options: options)", "orders", ", ct")]
    [InlineData("PostAsync(address, content, ct)", "Post", "address", "content", "post", ", ct")]
    [InlineData("PatchAsync(address, null)", "Patch", "address", "null", "patch", "")]
    public Task A_call_becomes_a_message_with_the_header(string call, string method, string uri, string content, string word, string token) => Verify.Fixes(
        Source($"// to the warehouse\n        var response = await http.{{|SAFE2006:{call[..call.IndexOf('(')]}|}}{call[call.IndexOf('(')..]}; // once\n        response.EnsureSuccessStatusCode();"),
        Source($"using var request = new HttpRequestMessage(HttpMethod.{method}, {uri}) {{ Content = {content} }};\n        request.Headers.Add(\"Idempotency-Key\", $\"{{orderId}}-{word}\");\n        // to the warehouse\n        var response = await http.SendAsync(request{token}); // once\n        response.EnsureSuccessStatusCode();"));

    [Fact]
    public Task A_message_that_is_there_gets_it() => Verify.Fixes(
        Source("var message = new HttpRequestMessage(HttpMethod.Post, address);\n        using var response = await http.{|SAFE2006:SendAsync|}(message, ct);"),
        Source("var message = new HttpRequestMessage(HttpMethod.Post, address);\n        message.Headers.Add(\"Idempotency-Key\", $\"{orderId}-post\");\n        using var response = await http.SendAsync(message, ct);"));

    [Fact]
    public Task A_message_without_a_name_gets_one() => Verify.Fixes(
        Source("var request = 1;\n        return (await http.{|SAFE2006:SendAsync|}(new HttpRequestMessage(HttpMethod.Post, address) { Content = content }).ConfigureAwait(false)).StatusCode;", "Task<System.Net.HttpStatusCode>"),
        Source("var request = 1;\n        using var httpRequest = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };\n        httpRequest.Headers.Add(\"Idempotency-Key\", $\"{orderId}-post\");\n        return (await http.SendAsync(httpRequest).ConfigureAwait(false)).StatusCode;", "Task<System.Net.HttpStatusCode>"));

    [Theory]
    [InlineData("public Task RunAsync(int orderId, CancellationToken ct) =>\n        ", "", "var request", "return ")]
    [InlineData("public async Task RunAsync(int orderId, CancellationToken ct) => ", "await ", "using var request", "")]
    public Task A_body_that_is_an_expression_becomes_a_block(string head, string await, string request, string exit) => Verify.Fixes(
        Source("").Replace("public async Task RunAsync(int orderId, CancellationToken ct)\n    {\n        \n    }", head + await + "http.{|SAFE2006:PostAsync|}(address, content, ct); // once"),
        Source("").Replace("public async Task RunAsync(int orderId, CancellationToken ct)\n    {\n        \n    }", head[..head.IndexOf(" =>", System.StringComparison.Ordinal)] + $"\n    {{\n        {request} = new HttpRequestMessage(HttpMethod.Post, address) {{ Content = content }};\n        request.Headers.Add(\"Idempotency-Key\", $\"{{orderId}}-post\");\n        {exit}{await}http.SendAsync(request, ct);\n    }} // once"));

    [Theory]
    [InlineData("while (!ct.IsCancellationRequested) { await http.{|SAFE2006:PostAsync|}(address, content); }")]
    [InlineData("if (orderId > 1 && (await http.{|SAFE2006:PostAsync|}(address, content)).IsSuccessStatusCode) { await Task.Yield(); }")]
    [InlineData("if (orderId > 1)\n            await http.{|SAFE2006:PostAsync|}(address, content);")]
    [InlineData("var a = orderId > 1 ? await http.{|SAFE2006:PostAsync|}(address, content) : null;")]
    public Task Where_the_call_is_not_sure_to_be_made_once_it_is_left_to_a_person(string body) => Verify.NoFix(Source(body));

    private static string Source(string body, string type = "Task") => $$"""
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Text.Json;
        using System.Threading;
        using System.Threading.Tasks;
        using Hangfire;

        public class NotifyJob(HttpClient http, JsonSerializerOptions options, HttpContent content, string address)
        {
            public async {{type}} RunAsync(int orderId, CancellationToken ct)
            {
                {{body}}
            }

            public static void Start(IBackgroundJobClient jobs) => jobs.Enqueue<NotifyJob>(j => j.RunAsync(1, default));
        }
        """;
}
