using System.Threading.Tasks;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs;

public sealed class SAFE2004PaymentWithoutKeyTests
{
    private const string Start = """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using Hangfire;
        using Microsoft.EntityFrameworkCore;
        using Stripe;

        class Bill { public int Id { get; set; } public long Cents { get; set; } public DateTime? ChargedAt { get; set; } public string ChargeKey { get; set; } = ""; }
        class Db : DbContext { public DbSet<Bill> Bills => Set<Bill>(); }

        """;

    private static readonly Verify<JobAnalyzer> Verify = new(References.JobFrameworks);

    [Fact]
    public Task A_charge_without_a_key_is_reported() => Verify.Reports(
        Job("await charges.{|#0:CreateAsync|}(new ChargeCreateOptions { Amount = bill.Cents });"),
        Verify.Result("SAFE2004", 0,
            "'BillJob.RunAsync' calls 'ChargeService.CreateAsync' without an idempotency key, and Hangfire retries a failed job up to 10 times: a second run pays twice. Pass a key that comes from the message, such as the order's ID."));

    [Theory]
    [InlineData("await charges.{|SAFE2004:CreateAsync|}(new ChargeCreateOptions { Amount = bill.Cents }, null, ct);")]
    [InlineData("await charges.{|SAFE2004:CreateAsync|}(new ChargeCreateOptions { Amount = bill.Cents }, new RequestOptions { StripeAccount = \"a\" }, ct);")]
    [InlineData("new RefundService().{|SAFE2004:Create|}(new RefundCreateOptions { Amount = bill.Cents });")]
    [InlineData("await new PaymentIntentService().{|SAFE2004:CreateAsync|}(new PaymentIntentCreateOptions { Amount = bill.Cents });")]
    [InlineData("lock (this) { charges.{|SAFE2004:Create|}(new ChargeCreateOptions { Amount = bill.Cents }); }")]
    public Task So_is_every_other_way_to_move_money(string call) => Verify.Reports(Job(call));

    [Theory]
    [InlineData("await charges.CreateAsync(new ChargeCreateOptions { Amount = bill.Cents }, new RequestOptions { IdempotencyKey = \"bill-\" + bill.Id });")]
    [InlineData("var options = new RequestOptions(); options.IdempotencyKey = $\"bill-{id}\"; await charges.CreateAsync(new ChargeCreateOptions(), options);")]
    [InlineData("await charges.CreateAsync(new ChargeCreateOptions(), new RequestOptions { IdempotencyKey = bill.ChargeKey });")]
    [InlineData("await charges.CreateAsync(new ChargeCreateOptions(), Options(bill));")]
    [InlineData("await charges.CreateAsync(new ChargeCreateOptions(), given);")]
    [InlineData("await charges.GetAsync(\"ch_1\");")]
    [InlineData("if (bill.ChargedAt is not null) return; await charges.CreateAsync(new ChargeCreateOptions()); bill.ChargedAt = DateTime.UtcNow; await db.SaveChangesAsync();")]
    [InlineData("// idempotent: the account allows one charge a bill\nawait charges.CreateAsync(new ChargeCreateOptions());")]
    public Task One_with_a_key_or_a_guard_is_not(string call) => Verify.Silent(Job(call));

    [Fact]
    public Task It_is_a_warning_on_a_schedule_as_well() => Verify.Reports(
        Job("await charges.{|#0:CreateAsync|}(new ChargeCreateOptions { Amount = bill.Cents });")
            .With([("Web.cs", "class Web { void Start() => Hangfire.RecurringJob.AddOrUpdate<BillJob>(\"bills\", job => job.RunAsync(1, default, default), Hangfire.Cron.Daily()); }")]),
        Verify.Result("SAFE2004").WithLocation(0).WithSeverity(Microsoft.CodeAnalysis.DiagnosticSeverity.Warning)
            .WithMessage("'BillJob.RunAsync' calls 'ChargeService.CreateAsync' without an idempotency key, and Hangfire runs it on a schedule and retries a failed run up to 10 times: a second run pays twice. Pass a key that comes from the message, such as the order's ID."));

    [Fact]
    public Task A_gateway_of_ones_own_can_be_named() => Verify.Options("safechange.jobs.additional_effects = M:IGateway.ChargeAsync=payment").Reports(
        Job("await gateway.{|SAFE2004:ChargeAsync|}(bill.Cents);"));

    [Fact]
    public Task One_that_is_not_named_is_not_known() => Verify.Silent(Job("await gateway.ChargeAsync(bill.Cents);"));

    [Fact]
    public Task Services_of_the_same_name_are_none() => Verify.Silent(
        Job("await new Shop.ChargeService().CreateAsync(new ChargeCreateOptions());")
            .With([("Shop.cs", "namespace Shop { class ChargeService { public System.Threading.Tasks.Task CreateAsync(Stripe.ChargeCreateOptions options) => System.Threading.Tasks.Task.CompletedTask; } }")]));

    private static Sources Job(string statements) =>
    [
        ("Bill.cs", Start + $$"""
            interface IGateway { Task ChargeAsync(long cents); }
            class BillJob(Db db, ChargeService charges, IGateway gateway)
            {
                public async Task RunAsync(int id, RequestOptions given, CancellationToken ct)
                {
                    var bill = await db.Bills.SingleAsync(b => b.Id == id, ct);
                    {{statements}}
                }

                private static RequestOptions Options(Bill bill) => new() { IdempotencyKey = "bill-" + bill.Id };
            }
            """),
        ("Web.cs", "class Web { void Start() => Hangfire.BackgroundJob.Enqueue<BillJob>(job => job.RunAsync(1, default, default)); }"),
    ];
}
