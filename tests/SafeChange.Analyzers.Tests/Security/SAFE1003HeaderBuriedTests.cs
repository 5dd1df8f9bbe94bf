using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

public class SAFE1003HeaderBuriedTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public Task A_header_that_an_action_writes_is_a_suggestion() => Verify.Finds("""
        public class WidgetController : Controller
        {
            public IActionResult Frame()
            {
                Response.Headers[{|SAFE1003 info:"X-Frame-Options"|}] = "SAMEORIGIN";
                return View();
            }
        }
        """);

    [Fact]
    public Task A_policy_that_allows_inline_scripts_is_reported() => Verify.Finds("""
        public class WidgetController : Controller
        {
            public IActionResult Frame()
            {
                Response.Headers.Append({|SAFE1003:"Content-Security-Policy"|}, "default-src 'self'; script-src 'self' 'unsafe-inline'");
                return View();
            }
        }
        """);

    [Fact]
    public Task A_typed_header_is_reported_by_its_property() => Verify.Finds("""
        public class PreviewController : Controller
        {
            public IActionResult Show()
            {
                Response.Headers.{|SAFE1003:ContentSecurityPolicy|} = "script-src 'unsafe-eval'";
                return View();
            }
        }
        """);

    [Fact]
    public Task A_header_set_when_the_response_starts_is_a_suggestion() => Verify.Finds("""
        public class RequestTimingMiddleware(RequestDelegate next)
        {
            public Task InvokeAsync(HttpContext context)
            {
                context.Response.OnStarting(() =>
                {
                    context.Response.Headers[{|SAFE1003 info:"Referrer-Policy"|}] = "no-referrer";
                    return Task.CompletedTask;
                });
                return next(context);
            }
        }
        """);

    [Fact]
    public Task A_header_named_by_a_constant_of_the_framework_is_a_suggestion() => Verify.Finds("""
        using Microsoft.Net.Http.Headers;
        public class DocumentController : Controller
        {
            public IActionResult Download(byte[] content)
            {
                Response.Headers.Append({|SAFE1003 info:HeaderNames.XContentTypeOptions|}, "nosniff");
                return File(content, "application/pdf");
            }
        }
        """);

    [Theory]
    [InlineData("Add")]
    [InlineData("TryAdd")]
    [InlineData("Append")]
    public Task Every_way_of_adding_a_header_is_recognised(string method) => Verify.Finds($$"""
        public class DocumentController : Controller
        {
            public IActionResult Download(byte[] content)
            {
                Response.Headers.{{method}}({|SAFE1003 info:"X-Content-Type-Options"|}, "nosniff");
                return File(content, "application/pdf");
            }
        }
        """);

    [Fact]
    public Task Headers_written_one_after_the_other_are_one_finding() => Verify.Finds("""
        public class EmbedController : Controller
        {
            public IActionResult Player()
            {
                Response.Headers[{|SAFE1003 info:"X-Content-Type-Options"|}] = "nosniff";
                Response.Headers["Referrer-Policy"] = "no-referrer";
                Response.Headers["Permissions-Policy"] = "camera=()";
                return View();
            }
        }
        """);

    [Fact]
    public Task A_weak_header_among_others_is_a_finding_of_its_own() => Verify.Finds("""
        public class EmbedController : Controller
        {
            public IActionResult Player()
            {
                Response.Headers[{|SAFE1003 info:"X-Content-Type-Options"|}] = "nosniff";
                Response.Headers[{|SAFE1003:"X-Frame-Options"|}] = "ALLOWALL";
                return View();
            }
        }
        """);

    [Fact]
    public Task Headers_of_two_actions_are_two_findings() => Verify.Finds("""
        public class EmbedController : Controller
        {
            public IActionResult Player()
            {
                Response.Headers[{|SAFE1003 info:"X-Frame-Options"|}] = "DENY";
                return View();
            }

            public IActionResult Comments()
            {
                Response.Headers[{|SAFE1003 info:"X-Frame-Options"|}] = "DENY";
                return View();
            }
        }
        """);

    [Fact]
    public Task A_wrapper_that_takes_a_header_and_a_value_is_recognised() => Verify.Finds("""
        public static class Responses
        {
            public static void SetHeaderOnStarting(this HttpResponse response, string name, string value) =>
                response.OnStarting(() => { response.Headers[name] = value; return Task.CompletedTask; });
        }
        public class CheckoutController : Controller
        {
            public IActionResult Pay()
            {
                Response.SetHeaderOnStarting({|SAFE1003 info:"X-Frame-Options"|}, "DENY");
                return View();
            }
        }
        """);

    [Fact]
    public Task A_strict_transport_that_ends_at_once_is_reported() => Verify.Finds("""
        public class LegacyRedirects(RequestDelegate next)
        {
            public Task InvokeAsync(HttpContext context)
            {
                context.Response.Headers.StrictTransportSecurity.ToString();
                context.Response.Headers.{|SAFE1003:StrictTransportSecurity|} = "max-age=0";
                return next(context);
            }
        }
        """);

    [Fact]
    public Task A_header_in_an_endpoint_of_a_group_is_a_suggestion() => Verify.Finds("""
        public class InvoiceEndpoints
        {
            public IResult Download(HttpContext context, int id)
            {
                context.Response.Headers.{|SAFE1003 info:XContentTypeOptions|} = "nosniff";
                return Results.Ok(id);
            }
        }
        """);

    [Fact]
    public Task A_value_that_is_computed_is_passed_through() => Verify.FindsNothing("""
        public class Sites { public string Policy(string host) => host; }
        public class SiteMiddleware(RequestDelegate next, Sites sites)
        {
            public Task InvokeAsync(HttpContext context)
            {
                context.Response.Headers["Content-Security-Policy"] = sites.Policy(context.Request.Host.Host);
                return next(context);
            }
        }
        """);

    [Fact]
    public Task Reading_and_removing_a_header_decides_nothing() => Verify.FindsNothing("""
        public class HeaderReport(RequestDelegate next, ILogger<HeaderReport> log)
        {
            public async Task InvokeAsync(HttpContext context)
            {
                await next(context);
                if (context.Response.Headers.TryGetValue("Content-Security-Policy", out var policy)
                    || context.Response.Headers.ContainsKey("X-Frame-Options"))
                {
                    log.LogInformation("{Policy} {Frame}", policy, context.Response.Headers["X-Frame-Options"]);
                }

                context.Response.Headers.Remove("X-Powered-By");
            }
        }
        """);

    [Fact]
    public Task Headers_about_other_things_are_left_alone() => Verify.FindsNothing("""
        public class ExportController : Controller
        {
            public IActionResult Csv()
            {
                Response.Headers["Content-Disposition"] = "attachment";
                Response.Headers.CacheControl = "no-store";
                Response.Headers.Append("X-Total-Count", "12");
                return Ok();
            }
        }
        """);

    [Fact]
    public Task A_class_named_for_security_headers_is_their_home() => Verify.FindsNothing("""
        public class SecurityHeadersMiddleware(RequestDelegate next)
        {
            public Task InvokeAsync(HttpContext context)
            {
                context.Response.Headers["X-Frame-Options"] = "DENY";
                context.Response.Headers.ContentSecurityPolicy = "default-src 'self' 'unsafe-inline'";
                return next(context);
            }
        }
        """);

    [Fact]
    public Task Strict_transport_in_Program_is_at_home() => Verify.Program().FindsNothing("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHsts(options => { options.MaxAge = TimeSpan.FromDays(30); options.IncludeSubDomains = false; });
        var app = builder.Build();
        app.UseHsts();
        app.Run();
        """);

    [Fact]
    public Task A_setting_of_strict_transport_changed_by_a_job_is_reported() => Verify.Finds("""
        using Microsoft.AspNetCore.HttpsPolicy;
        public class TrialPeriod(IOptions<HstsOptions> options) : BackgroundService
        {
            protected override Task ExecuteAsync(CancellationToken ct)
            {
                options.Value.{|SAFE1003:MaxAge|} = TimeSpan.FromDays(1);
                options.Value.{|SAFE1003 info:Preload|} = true;
                return Task.CompletedTask;
            }
        }
        """);
}
