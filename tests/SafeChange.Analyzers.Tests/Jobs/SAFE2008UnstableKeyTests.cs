using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs;

public sealed class SAFE2008UnstableKeyTests
{
    private const string Start = """
        using System;
        using System.Collections.Generic;
        using System.Net.Http;
        using System.Threading;
        using System.Threading.Tasks;
        using Hangfire;
        using Microsoft.EntityFrameworkCore;
        using Stripe;

        class Bill { public int Id { get; set; } public long Cents { get; set; } public DateTime? ChargedAt { get; set; } public string? ChargeKey { get; set; } }
        class Db : DbContext { public DbSet<Bill> Bills => Set<Bill>(); }

        """;

    private static readonly Verify<JobAnalyzer> Verify = new(References.JobFrameworks);

    [Fact]
    public Task A_key_that_is_made_up_on_the_spot_is_reported() => Verify.Reports(
        Job("await charges.{|#0:CreateAsync|}(new ChargeCreateOptions(), new RequestOptions { IdempotencyKey = {|#1:Guid.NewGuid().ToString()|} });"),
        Verify.Result("SAFE2008").WithLocation(0).WithLocation(1).WithSeverity(DiagnosticSeverity.Warning)
            .WithMessage("'BillJob.RunAsync' passes 'IdempotencyKey' to 'ChargeService.CreateAsync' with a value that is new on every run, and Hangfire retries a failed job up to 10 times: the receiver cannot tell the second from the first. Derive it from the message."));

    [Theory]
    [InlineData("var key = Guid.NewGuid().ToString(\"N\"); await charges.{|SAFE2008:CreateAsync|}(new ChargeCreateOptions(), new RequestOptions { IdempotencyKey = key });")]
    [InlineData("await charges.{|SAFE2008:CreateAsync|}(new ChargeCreateOptions(), new RequestOptions { IdempotencyKey = $\"{id}-{Guid.NewGuid()}\" });")]
    [InlineData("await charges.{|SAFE2008:CreateAsync|}(new ChargeCreateOptions(), new RequestOptions { IdempotencyKey = \"bill-\" + DateTime.UtcNow.Ticks });")]
    [InlineData("var options = new RequestOptions(); options.IdempotencyKey = Guid.NewGuid().ToString(); await charges.{|SAFE2008:CreateAsync|}(new ChargeCreateOptions(), options);")]
    [InlineData("await charges.{|SAFE2008:CreateAsync|}(new ChargeCreateOptions(), new RequestOptions { IdempotencyKey = NewKey() });")]
    public Task However_it_comes_about(string call) => Verify.Reports(Job(call));

    [Fact]
    public Task In_a_header_it_is_a_suggestion() => Verify.Reports(
        Job("var request = new HttpRequestMessage(HttpMethod.Post, \"/\"); request.Headers.Add(\"Idempotency-Key\", Guid.NewGuid().ToString()); await http.{|#0:SendAsync|}(request);"),
        Verify.Result("SAFE2008").WithLocation(0).WithSeverity(DiagnosticSeverity.Info).WithOptions(Microsoft.CodeAnalysis.Testing.DiagnosticOptions.IgnoreAdditionalLocations)
            .WithMessage("'BillJob.RunAsync' passes 'Idempotency-Key' to 'HttpClient.SendAsync' with a value that is new on every run, and Hangfire retries a failed job up to 10 times: the receiver cannot tell the second from the first. Derive it from the message."));

    [Theory]
    [InlineData("await charges.CreateAsync(new ChargeCreateOptions(), new RequestOptions { IdempotencyKey = \"bill-\" + id });")]
    [InlineData("await charges.CreateAsync(new ChargeCreateOptions(), new RequestOptions { IdempotencyKey = bill.ChargeKey });")]
    [InlineData("if (bill.ChargedAt is not null) return; await charges.CreateAsync(new ChargeCreateOptions(), new RequestOptions { IdempotencyKey = Guid.NewGuid().ToString() }); bill.ChargedAt = DateTime.UtcNow; await db.SaveChangesAsync();")]
    [InlineData("if (bill.ChargeKey is null) { bill.ChargeKey = Guid.NewGuid().ToString(); await db.SaveChangesAsync(); } await charges.CreateAsync(new ChargeCreateOptions(), new RequestOptions { IdempotencyKey = bill.ChargeKey });")]
    public Task A_key_that_stays_is_not(string call) => Verify.Silent(Job(call));

    [Fact]
    public Task A_trace_ID_is_no_key() => Verify.Reports(
        Job("var request = new HttpRequestMessage(HttpMethod.Post, \"/\"); request.Headers.Add(\"X-Correlation-Id\", Guid.NewGuid().ToString()); await http.{|SAFE2006:SendAsync|}(request);"));

    [Fact]
    public Task A_handler_may_be_left_alone() => Verify.Options("safechange.jobs.excluded_handlers = T:BillJob").Silent(
        Job("await charges.CreateAsync(new ChargeCreateOptions(), new RequestOptions { IdempotencyKey = Guid.NewGuid().ToString() });"));

    [Fact]
    public Task Options_of_the_same_name_are_none() => Verify.Silent(
        Job("await new Desk().CreateAsync(new Desk.RequestOptions { IdempotencyKey = Guid.NewGuid().ToString() });")
            .With([("Desk.cs", "class Desk { public class RequestOptions { public string? IdempotencyKey { get; set; } } public System.Threading.Tasks.Task CreateAsync(RequestOptions options) => System.Threading.Tasks.Task.CompletedTask; }")]));

    [Fact]
    public Task Broken_code_is_passed_over() => Verify.BrokenCode().Silent(
        Job("await charges.CreateAsync(new ChargeCreateOptions(), new RequestOptions { IdempotencyKey = Guid.Missing( });"));

    private static Sources Job(string statements) =>
    [
        ("Bill.cs", Start + $$"""
            class BillJob(Db db, ChargeService charges, HttpClient http)
            {
                public async Task RunAsync(int id)
                {
                    var bill = await db.Bills.SingleAsync(b => b.Id == id);
                    {{statements}}
                    http.CancelPendingRequests();
                }

                private static string NewKey() => Guid.NewGuid().ToString();
            }
            """),
        ("Web.cs", "class Web { void Start() => Hangfire.BackgroundJob.Enqueue<BillJob>(job => job.RunAsync(1)); }"),
    ];
}
