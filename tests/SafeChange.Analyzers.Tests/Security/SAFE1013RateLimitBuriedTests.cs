using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

public class SAFE1013RateLimitBuriedTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public Task A_limiter_that_limits_nothing_is_reported() => Verify.Finds("""
        using System.Threading.RateLimiting;
        public class PartnerThrottle : DelegatingHandler
        {
            private readonly RateLimiter limiter = new FixedWindowRateLimiter(new FixedWindowRateLimiterOptions
            {
                {|SAFE1013:PermitLimit|} = int.MaxValue,
                {|SAFE1013 info:Window|} = TimeSpan.FromSeconds(1),
            });

            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
            {
                using var lease = await limiter.AcquireAsync(1, ct);
                return await base.SendAsync(request, ct);
            }
        }
        """);

    [Fact]
    public Task A_client_that_nobody_limits_is_reported() => Verify.Finds("""
        using System.Threading.RateLimiting;
        public class TenantQuota
        {
            public RateLimitPartition<string> For(string tenant) => RateLimitPartition.{|SAFE1013:GetNoLimiter|}(tenant);
        }
        """);

    [Fact]
    public Task A_limit_for_one_tenant_only_is_a_suggestion() => Verify.Finds("""
        using System.Threading.RateLimiting;
        public class TenantQuota
        {
            public ConcurrencyLimiterOptions For(string tenant) => new() { {|SAFE1013 info:PermitLimit|} = tenant == "internal" ? int.MaxValue : 20 };
        }
        """);

    [Fact]
    public Task A_limiter_with_a_limit_is_a_suggestion() => Verify.Finds("""
        using System.Threading.RateLimiting;
        public class SmsGate
        {
            private readonly TokenBucketRateLimiterOptions options = new() { {|SAFE1013 info:TokenLimit|} = 20, TokensPerPeriod = 5 };
            public TokenBucketRateLimiterOptions Options => options;
        }
        """);

    [Fact]
    public Task The_limiter_of_the_application_removed_by_a_tool_is_reported() => Verify.Finds("""
        using Microsoft.AspNetCore.RateLimiting;
        public class LoadTestMode(IOptions<RateLimiterOptions> options)
        {
            public void On() => options.Value.{|SAFE1013:GlobalLimiter|} = null;
        }
        """);

    [Fact]
    public Task A_limit_from_options_is_passed_through() => Verify.FindsNothing("""
        using System.Threading.RateLimiting;
        public class QuotaOptions { public int Permits { get; set; } = 10; public TimeSpan Window { get; set; } }
        public class SmsGate(IOptions<QuotaOptions> quota)
        {
            public RateLimiter Create() => new FixedWindowRateLimiter(new() { PermitLimit = quota.Value.Permits, Window = quota.Value.Window });
        }
        """);

    [Fact]
    public Task Attributes_and_conventions_are_in_place() => Verify.FindsNothing("""
        using Microsoft.AspNetCore.RateLimiting;
        using Microsoft.AspNetCore.Routing;
        [EnableRateLimiting("api")]
        public class SearchController : Controller
        {
            [DisableRateLimiting] public IActionResult Suggest() => Ok();
        }
        public static class SearchEndpoints
        {
            public static void MapSearch(this IEndpointRouteBuilder routes)
            {
                routes.MapGet("/search", () => "").RequireRateLimiting("api");
                routes.MapGet("/health", () => "").DisableRateLimiting();
            }
        }
        """);

    [Fact]
    public Task A_policy_class_named_for_rate_limits_is_at_home() => Verify.FindsNothing("""
        using System.Threading.RateLimiting;
        using Microsoft.AspNetCore.RateLimiting;
        public class LoginRateLimitPolicy : IRateLimiterPolicy<string>
        {
            public Func<OnRejectedContext, CancellationToken, ValueTask>? OnRejected => null;
            public RateLimitPartition<string> GetPartition(HttpContext context) => context.User.IsInRole("Admin")
                ? RateLimitPartition.GetNoLimiter("admin")
                : RateLimitPartition.GetFixedWindowLimiter("all", _ => new FixedWindowRateLimiterOptions { PermitLimit = 5, Window = TimeSpan.FromMinutes(1) });
        }
        """);

    [Fact]
    public Task Limiters_in_Program_are_at_home() => Verify.Program().FindsNothing("""
        using Microsoft.AspNetCore.RateLimiting;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddRateLimiter(options =>
        {
            options.RejectionStatusCode = 429;
            options.AddFixedWindowLimiter("api", limiter => { limiter.PermitLimit = int.MaxValue; limiter.Window = TimeSpan.FromSeconds(1); });
        });
        var app = builder.Build();
        app.UseRateLimiter();
        app.Run();
        """);
}
