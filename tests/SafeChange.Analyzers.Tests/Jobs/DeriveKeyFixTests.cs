using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Jobs;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs;

public sealed class DeriveKeyFixTests
{
    private const string Key = nameof(DeriveKeyFix);

    private static readonly Verify<JobAnalyzer, DeriveKeyFix> Verify = new(References.JobFrameworks);

    [Fact]
    public Task A_payment_gets_a_key_from_the_argument() => Verify.Fixes(
        Charge("await charges.{|SAFE2004:CreateAsync|}(new ChargeCreateOptions { Amount = 100 }); // once"),
        Charge("await charges.CreateAsync(new ChargeCreateOptions { Amount = 100 }, new RequestOptions { IdempotencyKey = $\"{orderId}-charge\" }); // once"));

    [Theory]
    [InlineData("charges.{|SAFE2004:CreateAsync|}(new ChargeCreateOptions(), null, ct)", "charges.CreateAsync(new ChargeCreateOptions(), new RequestOptions { IdempotencyKey = $\"{orderId}-charge\" }, ct)")]
    [InlineData("charges.{|SAFE2004:CreateAsync|}(new ChargeCreateOptions(), cancellationToken: ct)", "charges.CreateAsync(new ChargeCreateOptions(), cancellationToken: ct, requestOptions: new RequestOptions { IdempotencyKey = $\"{orderId}-charge\" })")]
    [InlineData("charges.{|SAFE2004:CreateAsync|}(new ChargeCreateOptions(), new RequestOptions { ApiKey = \"a\" }, ct)", "charges.CreateAsync(new ChargeCreateOptions(), new RequestOptions { ApiKey = \"a\", IdempotencyKey = $\"{orderId}-charge\" }, ct)")]
    [InlineData("charges.{|SAFE2004:CreateAsync|}(new ChargeCreateOptions(), new RequestOptions())", "charges.CreateAsync(new ChargeCreateOptions(), new RequestOptions() { IdempotencyKey = $\"{orderId}-charge\" })")]
    public Task Options_that_are_given_get_it(string before, string after) => Verify.Fixes(Charge($"await {before};"), Charge($"await {after};"));

    [Theory]
    [InlineData("new RequestOptions { IdempotencyKey = {0} }", "System.Guid.NewGuid().ToString()")]
    [InlineData("new RequestOptions { IdempotencyKey = {0} }", "$\"{orderId}-{System.Guid.NewGuid():N}\"")]
    public Task A_key_that_is_made_up_is_replaced(string options, string value) => Verify.Fixes(
        Charge($"await charges.{{|SAFE2008:CreateAsync|}}(new ChargeCreateOptions(), {options.Replace("{0}", value)});"),
        Charge($"await charges.CreateAsync(new ChargeCreateOptions(), {options.Replace("{0}", "$\"{orderId}-charge\"")});"));

    [Fact]
    public Task A_local_for_the_key_keeps_its_place() => Verify.Fixes(
        Charge("var key = System.Guid.NewGuid().ToString(); // new\n        await charges.{|SAFE2008:CreateAsync|}(new ChargeCreateOptions(), new RequestOptions { IdempotencyKey = key });"),
        Charge("var key = $\"{orderId}-charge\"; // new\n        await charges.CreateAsync(new ChargeCreateOptions(), new RequestOptions { IdempotencyKey = key });"));

    [Fact]
    public Task Each_item_of_a_loop_has_its_own() => Verify.Fixes(
        Charge("foreach (var line in new System.Collections.Generic.List<Line>())\n        {\n            await charges.{|SAFE2004:CreateAsync|}(new ChargeCreateOptions());\n        }"),
        Charge("foreach (var line in new System.Collections.Generic.List<Line>())\n        {\n            await charges.CreateAsync(new ChargeCreateOptions(), new RequestOptions { IdempotencyKey = $\"{line.Id}-charge\" });\n        }"));

    [Fact]
    public Task Two_payments_have_two_keys() => Verify.Fixes(
        Charge("await charges.{|SAFE2004:CreateAsync|}(new ChargeCreateOptions());\n        await charges.CreateAsync(new ChargeCreateOptions(), new RequestOptions { IdempotencyKey = $\"{orderId}-charge\" });"),
        Charge("await charges.CreateAsync(new ChargeCreateOptions(), new RequestOptions { IdempotencyKey = $\"{orderId}-charge-2\" });\n        await charges.CreateAsync(new ChargeCreateOptions(), new RequestOptions { IdempotencyKey = $\"{orderId}-charge\" });"));

    [Fact]
    public Task Of_several_candidates_each_is_offered() => Verify.Fixes(
        Consumer("await charges.{|SAFE2004:CreateAsync|}(new ChargeCreateOptions());"),
        Consumer("await charges.CreateAsync(new ChargeCreateOptions(), new RequestOptions { IdempotencyKey = $\"{context.Message.OrderId}-charge\" });"),
        key: Key);

    [Fact]
    public Task A_guid_is_replaced_by_a_guid() => Verify.Fixes(
        Consumer("await context.Send(new System.Uri(\"queue:a\"), new PayOrder(), c => { });\n        await bus.{|SAFE2008:Publish|}(new PayOrder(), c => c.MessageId = System.Guid.NewGuid());"),
        Consumer("await context.Send(new System.Uri(\"queue:a\"), new PayOrder(), c => { });\n        await bus.Publish(new PayOrder(), c => c.MessageId = context.Message.PaymentId);"),
        key: Key);

    [Theory]
    // One key for all turns.
    [InlineData("for (var i = 0; i < 3; i++) { await charges.{|SAFE2004:CreateAsync|}(new ChargeCreateOptions()); }")]
    [InlineData("foreach (var amount in new[] { 1, 2 }) { await charges.{|SAFE2004:CreateAsync|}(new ChargeCreateOptions()); }")]
    public Task Without_an_ID_of_the_item_no_key_is_made(string body) => Verify.NoFix(Charge(body));

    [Fact]
    public Task A_schedule_pays_again_on_purpose() => Verify.NoFix(
        Charge("foreach (var line in new System.Collections.Generic.List<Line>()) { await charges.{|SAFE2004:CreateAsync|}(new ChargeCreateOptions()); }")
            .Replace("jobs.Enqueue<PayJob>(j =>", "RecurringJob.AddOrUpdate<PayJob>(\"pay\", j =>").Replace(", default));", ", default), \"\");"));

    [Theory]
    [InlineData("string? idempotencyKey = null", "idempotencyKey: $\"{paymentId}-pay\"")]
    [InlineData("System.Guid? idempotencyKey = null", "idempotencyKey: paymentId")]
    public Task A_gateway_of_ones_own_is_given_its_key(string parameter, string argument) => Verify
        .Options("safechange.jobs.additional_effects = M:IGateway.PayAsync=payment").Fixes(
            Gateway(parameter, "{|SAFE2004:PayAsync|}(1)"), Gateway(parameter, $"PayAsync(1, {argument})"));

    private static string Gateway(string parameter, string call) => $$"""
        using System.Threading;
        using System.Threading.Tasks;
        using Hangfire;

        public interface IGateway { Task PayAsync(decimal amount, CancellationToken ct = default, {{parameter}}); }

        public class PayJob(IGateway gateway)
        {
            public Task RunAsync(System.Guid paymentId) => gateway.{{call}};

            public static void Start(IBackgroundJobClient jobs) => jobs.Enqueue<PayJob>(j => j.RunAsync(default));
        }
        """;

    private static string Charge(string body) => $$"""
        using System.Threading;
        using System.Threading.Tasks;
        using Hangfire;
        using Stripe;

        public record Line(int Id);

        public class PayJob(ChargeService charges)
        {
            public async Task RunAsync(int orderId, string cardNumber, CancellationToken ct)
            {
                {{body}}
            }

            public static void Start(IBackgroundJobClient jobs) => jobs.Enqueue<PayJob>(j => j.RunAsync(1, "", default));
        }
        """;

    private static string Consumer(string body) => $$"""
        using System.Threading.Tasks;
        using MassTransit;
        using Stripe;

        public record PayOrder { public int OrderId { get; init; } public System.Guid PaymentId { get; init; } public string Text { get; init; } = ""; public int TenantId { get; init; } }

        public class PayConsumer(ChargeService charges, IBus bus) : IConsumer<PayOrder>
        {
            public async Task Consume(ConsumeContext<PayOrder> context)
            {
                {{body}}
            }
        }
        """;
}
