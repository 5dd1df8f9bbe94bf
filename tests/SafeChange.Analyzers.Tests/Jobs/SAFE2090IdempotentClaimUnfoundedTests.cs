using System.Threading.Tasks;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs;

public sealed class SAFE2090IdempotentClaimUnfoundedTests
{
    private const string Attribute = """

        [AttributeUsage(AttributeTargets.Method | AttributeTargets.Class)]
        public sealed class IdempotentAttribute(string reason = "") : Attribute { public string Reason => reason; }
        """;

    private static readonly Verify<JobAnalyzer> Verify = new(References.Hangfire);

    [Theory]
    [InlineData("[{|#0:Idempotent|}]")]
    [InlineData("[{|#0:Idempotent(\"\")|}]")]
    [InlineData("[{|#0:Idempotent(\"TODO\")|}]")]
    [InlineData("{|#0:// idempotent:|}")]
    [InlineData("{|#0:// idempotent: TODO|}")]
    public Task A_claim_without_a_reason_is_reported(string claim) => Verify.Reports(
        Job(claim, "db.Shipments.Add(new Shipment { OrderId = id }); await db.SaveChangesAsync();"),
        Verify.Result("SAFE2090", 0, "'OrderJob.RunAsync' is said to be idempotent, but no reason is given: write why a second run does no harm, for instance by which unique key"));

    [Theory]
    [InlineData("[Idempotent(\"the unique index on OrderId refuses the second row\")]")]
    [InlineData("// idempotent: the unique index on OrderId refuses the second row")]
    [InlineData("/* idempotent: the unique index on OrderId refuses the second row */")]
    public Task A_claim_with_a_reason_is_believed(string claim) => Verify.Silent(
        Job(claim, "db.Shipments.Add(new Shipment { OrderId = id }); await db.SaveChangesAsync();"));

    [Fact]
    public Task A_claim_on_the_class_is_one_for_its_handlers() => Verify.Silent(
    [
        ("Shop.cs", Shop.Model),
        ("Job.cs", Shop.Usings + """
            // idempotent: the unique index on OrderId refuses the second row
            public class OrderJob(ShopDb db)
            {
                public async Task RunAsync(int id) { db.Shipments.Add(new Shipment { OrderId = id }); await db.SaveChangesAsync(); }
            }

            public class Web { public void Start(IBackgroundJobClient jobs) => jobs.Enqueue<OrderJob>(job => job.RunAsync(1)); }
            """),
    ]);

    [Fact]
    public Task A_claim_that_the_code_contradicts_is_reported() => Verify.Reports(
        Job(
            "[{|#0:Idempotent(\"the receiver knows the key\")|}]",
            "var request = new HttpRequestMessage(HttpMethod.Post, \"/\"); request.Headers.Add(\"Idempotency-Key\", Guid.NewGuid().ToString()); await http.SendAsync(request);"),
        Verify.Result("SAFE2090", 0,
            "'OrderJob.RunAsync' is said to be idempotent, but the Idempotency-Key that it gives 'HttpClient.SendAsync' is new on every run: derive it from the message, or take the claim back"));

    [Fact]
    public Task What_a_fix_has_inserted_is_a_placeholder_of_its_own() => Verify.Reports(
        Job(
            "",
            """
            {|#0:// idempotent: <why a second run does no harm>|}
                    db.Shipments.Add(new Shipment { OrderId = id });
                    await db.SaveChangesAsync();
            """),
        Verify.Result("SAFE0012", 0, "'idempotent' of OrderJob.RunAsync is still a placeholder: write why a second run does no harm"));

    [Fact]
    public Task A_claim_on_what_is_no_handler_is_nobodys_business() => Verify.Silent(
    [
        ("Shop.cs", Shop.Model),
        ("Helper.cs", Shop.Usings + "public class Helper { [Idempotent] public void Run() { } }" + Attribute),
    ]);

    private static Sources Job(string claim, string statements) =>
    [
        ("Shop.cs", Shop.Model),
        ("Job.cs", Shop.Usings + $$"""
            public class OrderJob(ShopDb db, HttpClient http)
            {
                {{claim}}
                public async Task RunAsync(int id)
                {
                    {{statements}}
                    http.CancelPendingRequests();
                    db.ChangeTracker.Clear();
                }
            }

            public class Web { public void Start(IBackgroundJobClient jobs) => jobs.Enqueue<OrderJob>(job => job.RunAsync(1)); }
            """ + Attribute),
    ];
}
