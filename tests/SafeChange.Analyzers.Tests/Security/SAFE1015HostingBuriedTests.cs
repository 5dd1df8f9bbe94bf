using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

public class SAFE1015HostingBuriedTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public Task Proxies_that_a_middleware_forgets_are_reported() => Verify.Finds("""
        using Microsoft.AspNetCore.HttpOverrides;
        public class ClientAddress(RequestDelegate next, ILoggerFactory logs)
        {
            public Task InvokeAsync(HttpContext context)
            {
                var options = new ForwardedHeadersOptions { {|SAFE1015:ForwardedHeaders|} = ForwardedHeaders.All };
                options.{|SAFE1015:KnownProxies|}.Clear();
                return new ForwardedHeadersMiddleware(next, logs, Options.Create(options)).Invoke(context);
            }
        }
        """);

    [Fact]
    public Task Headers_that_are_chosen_in_a_component_are_a_suggestion() => Verify.Finds("""
        using Microsoft.AspNetCore.HttpOverrides;
        public class ClientAddress
        {
            public ForwardedHeadersOptions Options() => new() { {|SAFE1015 info:ForwardedHeaders|} = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        }
        """);

    [Fact]
    public Task A_chain_of_proxies_without_end_is_reported() => Verify.Finds("""
        public class ClientAddress(IOptions<ForwardedHeadersOptions> options)
        {
            public void Trust() => options.Value.{|SAFE1015:ForwardLimit|} = null;
        }
        """);

    [Fact]
    public Task Any_host_is_reported() => Verify.Finds("""
        using Microsoft.AspNetCore.HostFiltering;
        public class TenantHosts(IOptions<HostFilteringOptions> options)
        {
            public void Open() => options.Value.{|SAFE1015:AllowedHosts|} = ["*"];
        }
        """);

    [Fact]
    public Task A_switch_for_chunks_that_others_read_differently_is_reported() => Verify.Finds("""
        public class LegacyDevices
        {
            public static void Allow() => AppContext.SetSwitch({|SAFE1015:"Microsoft.AspNetCore.Server.Kestrel.EnableInsecureChunkedRequestParsing"|}, true);
        }
        """);

    [Fact]
    public Task A_proxy_added_where_the_application_is_composed_is_at_home() => Verify.Program().FindsNothing("""
        using Microsoft.AspNetCore.HttpOverrides;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = ForwardedHeaders.All;
            options.KnownProxies.Clear();
            options.ForwardLimit = null;
        });
        var app = builder.Build();
        app.UseForwardedHeaders();
        app.Run();
        """);

    [Fact]
    public Task A_helper_that_is_given_the_options_is_at_home() => Verify.FindsNothing("""
        public static class Proxies
        {
            internal static void Apply(string[] proxies, ForwardedHeadersOptions options)
            {
                options.KnownProxies.Clear();
                options.ForwardLimit = null;
                foreach (var proxy in proxies)
                {
                    options.KnownProxies.Add(IPAddress.Parse(proxy));
                }
            }
        }
        """);

    [Fact]
    public Task Forwarded_headers_named_by_other_types_are_not_meant() => Verify.FindsNothing("""
        namespace Shop
        {
            public class ForwardedHeadersOptions { public List<string> KnownProxies { get; } = []; public int? ForwardLimit { get; set; } }
            public class Parcel
            {
                public void Pack() { var options = new ForwardedHeadersOptions { ForwardLimit = null }; options.KnownProxies.Clear(); }
            }
        }
        """);
}
