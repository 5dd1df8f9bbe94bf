using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

public class SAFE1022WeakeningUndocumentedTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    private static readonly Verify<SecurityAnalyzer> Enabled = Verify.Options("dotnet_diagnostic.SAFE1022.severity = warning");

    [Fact]
    public Task A_weak_value_at_home_without_a_note_is_reported() => Enabled.Finds("""
        public static class PartnerExtensions
        {
            public static void AddPartner(this IServiceCollection services) => services.AddHttpClient("partner")
                .ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { {|SAFE1022:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true });
        }
        """);

    [Fact]
    public Task A_weak_value_in_Program_without_a_note_is_reported() => Enabled.Program().Finds("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.{|SAFE1022:AllowAnyOrigin|}().AllowAnyHeader()));
        builder.Build().Run();
        """);

    [Fact]
    public Task A_note_answers() => Enabled.Program().FindsNothing("""
        var builder = WebApplication.CreateBuilder(args);
        // security: fonts are for everybody
        builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.AllowAnyOrigin()));
        builder.Build().Run();
        """);

    [Fact]
    public Task A_skeleton_does_not_answer() => Enabled.Program().Finds("""
        var builder = WebApplication.CreateBuilder(args);
        {|SAFE0012 info:// security:|}
        builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.AllowAnyOrigin()));
        builder.Build().Run();
        """);

    [Fact]
    public Task A_value_that_does_not_weaken_needs_no_note() => Enabled.Program().FindsNothing("""
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(730));
        builder.Services.AddCors(options => options.AddDefaultPolicy(policy => policy.WithOrigins("https://shop.example")));
        builder.Build().Run();
        """);

    [Fact]
    public Task What_holds_on_a_developers_machine_needs_no_note() => Enabled.Program().FindsNothing("""
        var builder = WebApplication.CreateBuilder(args);
        var app = builder.Build();
        if (app.Environment.IsDevelopment())
        {
            app.UseDeveloperExceptionPage();
            app.UseCors(policy => policy.AllowAnyOrigin());
        }
        #if DEBUG
        app.UseDirectoryBrowser();
        #endif
        app.Run();
        """);

    [Fact]
    public Task A_buried_value_is_reported_as_buried_alone() => Enabled.Finds("""
        public class Probe { public HttpClientHandler Make() => new() { {|SAFE1006:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true }; }
        """);

    [Fact]
    public Task A_weak_member_of_the_settings_is_reported_where_it_stands() => Enabled.Finds("""
        internal static class SecuritySettings
        {
            public static HttpClientHandler Partner() => new() { {|SAFE1022:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true };
            // security: the cameras have certificates of their own
            public static HttpClientHandler Camera() => new() { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        }
        """);

    [Fact]
    public void It_is_off_until_it_is_asked_for() => Assert.False(SAFE1022WeakeningUndocumented.Descriptor.IsEnabledByDefault);
}
