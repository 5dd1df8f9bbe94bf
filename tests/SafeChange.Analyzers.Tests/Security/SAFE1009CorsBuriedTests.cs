using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

public class SAFE1009CorsBuriedTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public Task A_response_for_any_origin_is_reported() => Verify.Finds("""
        public class FontsController : Controller
        {
            public IActionResult Get(byte[] font)
            {
                Response.Headers[{|SAFE1009:"Access-Control-Allow-Origin"|}] = "*";
                return File(font, "font/woff2");
            }
        }
        """);

    [Fact]
    public Task Three_headers_for_a_partner_are_one_suggestion() => Verify.Finds("""
        public class PaymentController : Controller
        {
            public IActionResult ShareKey()
            {
                Response.Headers[{|SAFE1009 info:"Access-Control-Allow-Origin"|}] = "https://payments.partner.example";
                Response.Headers["Access-Control-Allow-Methods"] = "GET, POST";
                Response.Headers["Access-Control-Allow-Headers"] = "Content-Type";
                return Ok();
            }
        }
        """);

    [Fact]
    public Task Credentials_for_another_origin_are_reported_by_the_typed_header() => Verify.Finds("""
        public class EventsEndpoint
        {
            public Task WriteAsync(HttpContext context)
            {
                context.Response.Headers.{|SAFE1009:AccessControlAllowCredentials|} = "true";
                return context.Response.WriteAsync("data: 1\n\n");
            }
        }
        """);

    [Fact]
    public Task Headers_of_two_categories_are_two_findings() => Verify.Finds("""
        public class FontsController : Controller
        {
            public IActionResult Get(byte[] font)
            {
                Response.Headers.Append({|SAFE1009:"Access-Control-Allow-Origin"|}, "*");
                Response.Headers.Append({|SAFE1003:"Cross-Origin-Resource-Policy"|}, "cross-origin");
                return File(font, "font/woff2");
            }
        }
        """);

    [Fact]
    public Task A_policy_that_a_service_builds_for_everybody_is_reported() => Verify.Finds("""
        using Microsoft.AspNetCore.Cors.Infrastructure;
        public class TenantPolicies
        {
            public CorsPolicy For(string tenant) => new CorsPolicyBuilder().{|SAFE1009:AllowAnyOrigin|}().AllowAnyHeader().Build();
        }
        """);

    [Fact]
    public Task An_origin_that_is_never_refused_is_reported() => Verify.Finds("""
        using Microsoft.AspNetCore.Cors.Infrastructure;
        public class TenantPolicies
        {
            public CorsPolicy For(string tenant)
            {
                var policy = new CorsPolicy();
                policy.{|SAFE1009:IsOriginAllowed|} = _ => true;
                policy.{|SAFE1009:SupportsCredentials|} = true;
                return policy;
            }
        }
        """);

    [Fact]
    public Task A_list_of_origins_is_a_suggestion() => Verify.Finds("""
        using Microsoft.AspNetCore.Cors.Infrastructure;
        public class TenantPolicies
        {
            public CorsPolicy For(string tenant) => new CorsPolicyBuilder().{|SAFE1009 info:WithOrigins|}("https://shop.example").Build();
        }
        """);

    [Fact]
    public Task Origins_from_configuration_are_passed_through() => Verify.FindsNothing("""
        using Microsoft.AspNetCore.Cors.Infrastructure;
        public class TenantPolicies(IConfiguration configuration)
        {
            public CorsPolicy For(string tenant) =>
                new CorsPolicyBuilder().WithOrigins(configuration.GetSection(tenant).Get<string[]>()!).Build();
        }
        """);

    [Fact]
    public Task A_provider_of_policies_is_at_home() => Verify.FindsNothing("""
        using Microsoft.AspNetCore.Cors.Infrastructure;
        public class TenantPolicies : ICorsPolicyProvider
        {
            public Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName) =>
                Task.FromResult<CorsPolicy?>(new CorsPolicyBuilder().AllowAnyOrigin().Build());
        }
        """);

    [Fact]
    public Task Attributes_that_open_an_action_are_in_place() => Verify.FindsNothing("""
        using Microsoft.AspNetCore.Cors;
        public class FontsController : Controller
        {
            [EnableCors("fonts")] public IActionResult Get() => Ok();
            [DisableCors] public IActionResult List() => Ok();
        }
        """);

    [Fact]
    public Task Policies_in_Program_are_at_home() => Verify.Program().FindsNothing("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.AllowAnyOrigin().AllowAnyHeader().AllowAnyMethod()));
        var app = builder.Build();
        app.UseCors(policy => policy.SetIsOriginAllowed(_ => true).AllowCredentials());
        app.MapGet("/fonts", () => "").RequireCors("fonts");
        app.Run();
        """);
}
