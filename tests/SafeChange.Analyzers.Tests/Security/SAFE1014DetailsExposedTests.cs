using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

public class SAFE1014DetailsExposedTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public Task Details_of_errors_sent_to_every_client_of_a_hub_are_reported() => Verify.Finds("""
        using Microsoft.AspNetCore.SignalR;
        public class SupportSession(IOptions<HubOptions> hubs)
        {
            public void Begin() => hubs.Value.{|SAFE1014:EnableDetailedErrors|} = true;
        }
        """);

    [Fact]
    public Task Details_on_a_developers_machine_are_a_suggestion() => Verify.Finds("""
        using Microsoft.AspNetCore.SignalR;
        public class SupportSession(IOptions<HubOptions> hubs, IHostEnvironment environment)
        {
            public void Begin()
            {
                if (environment.IsDevelopment())
                {
                    hubs.Value.{|SAFE1014 info:EnableDetailedErrors|} = true;
                }
            }
        }
        """);

    [Fact]
    public Task Files_of_any_kind_served_by_a_component_are_reported() => Verify.Finds("""
        using Microsoft.Extensions.FileProviders;
        public class FileShare(string root)
        {
            public StaticFileOptions Options { get; } = new StaticFileOptions
            {
                FileProvider = new PhysicalFileProvider(root),
                {|SAFE1014:ServeUnknownFileTypes|} = true,
            };
        }
        """);

    [Fact]
    public Task A_listing_of_folders_is_reported() => Verify.Finds("""
        public class FileShare
        {
            public FileServerOptions Options()
            {
                var options = new FileServerOptions();
                options.{|SAFE1014:EnableDirectoryBrowsing|} = true;
                return options;
            }
        }
        """);

    [Fact]
    public Task Details_of_errors_of_a_circuit_are_reported() => Verify.Finds("""
        using Microsoft.AspNetCore.Components.Server;
        public class Diagnosis(IOptions<CircuitOptions> circuits)
        {
            public void On() { var options = circuits.Value; options.{|SAFE1014:DetailedErrors|} = true; }
        }
        """);

    [Fact]
    public Task Details_that_a_caller_decides_are_passed_through() => Verify.FindsNothing("""
        using Microsoft.AspNetCore.SignalR;
        public class SupportSession(IOptions<HubOptions> hubs)
        {
            public void End(bool detailed) => hubs.Value.EnableDetailedErrors = detailed;
        }
        """);

    [Fact]
    public Task Developer_pages_in_Startup_are_at_home() => Verify.FindsNothing("""
        using Microsoft.AspNetCore.Hosting;
        public class Startup
        {
            public void Configure(IApplicationBuilder app, IWebHostEnvironment env)
            {
                if (env.IsDevelopment()) app.UseDeveloperExceptionPage();
                app.UseDirectoryBrowser();
                app.UseStaticFiles(new StaticFileOptions { ServeUnknownFileTypes = true });
            }
        }
        """);

    [Fact]
    public Task A_filter_of_the_start_up_is_at_home() => Verify.FindsNothing("""
        using Microsoft.AspNetCore.Hosting;
        public class ErrorPages : IStartupFilter
        {
            public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
            {
                app.UseDeveloperExceptionPage();
                next(app);
            };
        }
        """);
}
