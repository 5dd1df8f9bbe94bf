using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

public class SAFE1021SettingDecidedTwiceTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public Task A_process_wide_switch_set_to_two_values_is_reported() => Verify.Finds("""
        using Microsoft.IdentityModel.Logging;
        public class Import
        {
            public void Run() => IdentityModelEventSource.{|SAFE1021 info:{|SAFE1005:ShowPII|}|} = true;
        }
        public class Export
        {
            public void Run() => IdentityModelEventSource.ShowPII = false;
        }
        """);

    [Fact]
    public Task The_other_places_are_named() => Verify.Reports("""
        using System.Net;
        public class Import
        {
            public void Run() => ServicePointManager.{|#0:SecurityProtocol|} = SecurityProtocolType.Tls12;
        }
        public class Export
        {
            public void Run() => ServicePointManager.{|#1:SecurityProtocol|} = SecurityProtocolType.Tls11;
        }
        """,
        Verify.Result("SAFE1006").WithLocation(0).WithMessage(null).WithOptions(Microsoft.CodeAnalysis.Testing.DiagnosticOptions.IgnoreAdditionalLocations),
        Verify.Result("SAFE1006").WithLocation(1).WithMessage(null).WithOptions(Microsoft.CodeAnalysis.Testing.DiagnosticOptions.IgnoreAdditionalLocations),
        Verify.Result("SAFE1021").WithSeverity(Microsoft.CodeAnalysis.DiagnosticSeverity.Info).WithLocation(0).WithLocation(1).WithMessage(null));

    [Fact]
    public Task The_same_value_twice_is_not_reported() => Verify.Finds("""
        using Microsoft.IdentityModel.Logging;
        public class Import
        {
            public void Run() => IdentityModelEventSource.{|SAFE1005:ShowPII|} = true;
        }
        public class Export
        {
            public void Run() => IdentityModelEventSource.{|SAFE1005:ShowPII|} = true;
        }
        """);

    [Fact]
    public Task A_setting_of_the_application_decided_in_two_homes_is_reported() => Verify.Finds("""
        using Microsoft.AspNetCore.HttpsPolicy;
        public static class ShopExtensions
        {
            public static void AddShop(this IServiceCollection services) => services.Configure<HstsOptions>(options => options.{|SAFE1021 info:MaxAge|} = TimeSpan.FromDays(365));
        }
        public static class AdminExtensions
        {
            public static void AddAdmin(this IServiceCollection services) => services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(30));
        }
        """);

    [Fact]
    public Task Objects_at_home_may_differ() => Verify.FindsNothing("""
        using Microsoft.IdentityModel.Tokens;
        public static class SchemeExtensions
        {
            public static void AddSchemes(this IServiceCollection services) => services.AddAuthentication()
                .AddJwtBearer("users", options => options.TokenValidationParameters.ValidateAudience = true)
                .AddJwtBearer("machines", options => options.TokenValidationParameters.ValidateAudience = false);
        }
        """);

    [Fact]
    public Task Objects_that_are_buried_and_differ_are_reported() => Verify.Finds("""
        public class Frames
        {
            public CookieOptions Frame => new() { HttpOnly = true, Secure = true, {|SAFE1021 info:{|SAFE1008:SameSite|}|} = SameSiteMode.None };
        }
        public class Widgets
        {
            public CookieOptions Widget => new() { HttpOnly = true, Secure = true, {|SAFE1008:SameSite|} = SameSiteMode.Unspecified };
        }
        """);

    [Fact]
    public Task Values_that_are_passed_through_are_not_compared() => Verify.Finds("""
        using Microsoft.IdentityModel.Logging;
        public class Import(IConfiguration configuration)
        {
            public void Run() => IdentityModelEventSource.{|SAFE1005:ShowPII|} = configuration.GetValue<bool>("Import:ShowPII");
        }
        public class Export
        {
            public void Run() => IdentityModelEventSource.{|SAFE1005:ShowPII|} = true;
        }
        """);

    [Fact]
    public Task Two_values_for_two_environments_are_one_decision() => Verify.Program().FindsNothing("""
        using Microsoft.AspNetCore.HttpsPolicy;
        var builder = WebApplication.CreateBuilder(args);
        if (builder.Environment.IsDevelopment())
        {
            builder.Services.Configure<HstsOptions>(options => options.MaxAge = TimeSpan.FromMinutes(5));
        }
        else
        {
            builder.Services.Configure<HstsOptions>(options => options.MaxAge = TimeSpan.FromDays(365));
        }

        builder.Build().Run();
        """);
}
