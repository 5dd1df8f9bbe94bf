using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

public class SAFE1010AntiforgeryBuriedTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public Task A_convention_that_switches_the_check_off_is_reported() => Verify.Finds("""
        using Microsoft.AspNetCore.Mvc.ApplicationModels;
        public class WebhookConvention : IActionModelConvention
        {
            public void Apply(ActionModel action)
            {
                if (action.ActionName.EndsWith("Hook"))
                {
                    action.Filters.Add(new {|SAFE1010:IgnoreAntiforgeryTokenAttribute|}());
                }
            }
        }
        """);

    [Fact]
    public Task A_global_check_added_elsewhere_is_a_suggestion() => Verify.Finds("""
        using Microsoft.AspNetCore.Mvc.ApplicationModels;
        public class FormsConvention : IControllerModelConvention
        {
            public void Apply(ControllerModel controller) => controller.Filters.Add(new {|SAFE1010 info:AutoValidateAntiforgeryTokenAttribute|}());
        }
        """);

    [Fact]
    public Task A_dashboard_that_ignores_the_token_is_reported() => Verify.Finds("""
        using Hangfire;
        public class BackgroundPages
        {
            public DashboardOptions Options() => new() { {|SAFE1010:IgnoreAntiforgeryToken|} = true, DashboardTitle = "Jobs" };
        }
        """);

    [Fact]
    public Task Names_of_the_token_set_by_a_component_are_a_suggestion() => Verify.Finds("""
        using Microsoft.AspNetCore.Antiforgery;
        public class SinglePage(IOptions<AntiforgeryOptions> options)
        {
            public void Prepare() => options.Value.{|SAFE1010 info:HeaderName|} = "X-XSRF-TOKEN";
        }
        """);

    [Fact]
    public Task Attributes_on_actions_are_in_place() => Verify.FindsNothing("""
        [AutoValidateAntiforgeryToken]
        public class HooksController : Controller
        {
            [IgnoreAntiforgeryToken] public IActionResult Paid() => Ok();
            [ValidateAntiForgeryToken] public IActionResult Refund() => Ok();
        }
        """);

    [Fact]
    public Task An_endpoint_that_opts_out_is_in_place() => Verify.FindsNothing("""
        using Microsoft.AspNetCore.Routing;
        public static class HookEndpoints
        {
            public static void MapHooks(this IEndpointRouteBuilder routes) => routes.MapPost("/hooks/paid", (HttpContext context) => Results.Ok()).DisableAntiforgery();
        }
        """);

    [Fact]
    public Task The_options_are_at_home_in_Program() => Verify.Program().FindsNothing("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddAntiforgery(options => { options.HeaderName = "X-XSRF-TOKEN"; options.SuppressXFrameOptionsHeader = true; });
        builder.Services.AddControllersWithViews(options => options.Filters.Add(new IgnoreAntiforgeryTokenAttribute()));
        var app = builder.Build();
        app.UseAntiforgery();
        app.Run();
        """);

    [Fact]
    public Task The_frame_header_suppressed_by_a_component_is_a_matter_of_headers() => Verify.Finds("""
        using Microsoft.AspNetCore.Antiforgery;
        public class Embedding(IOptions<AntiforgeryOptions> options)
        {
            public void Allow() => options.Value.{|SAFE1003:SuppressXFrameOptionsHeader|} = true;
        }
        """);
}
