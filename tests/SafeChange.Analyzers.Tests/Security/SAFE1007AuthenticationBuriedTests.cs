using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

public class SAFE1007AuthenticationBuriedTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public Task A_token_read_without_checks_is_reported_check_by_check() => Verify.Finds("""
        using System.IdentityModel.Tokens.Jwt;
        using Microsoft.IdentityModel.Tokens;
        public class TokenReader(SecurityKey key)
        {
            public System.Security.Claims.ClaimsPrincipal Read(string token) => new JwtSecurityTokenHandler().ValidateToken(token, new TokenValidationParameters
            {
                {|SAFE1007:ValidateIssuer|} = false,
                {|SAFE1007:ValidateAudience|} = false,
                {|SAFE1007:ValidateLifetime|} = false,
                IssuerSigningKey = key,
            }, out _);
        }
        """);

    [Fact]
    public Task Checks_that_hold_anyway_are_no_decision() => Verify.FindsNothing("""
        using Microsoft.IdentityModel.Tokens;
        public class TokenReader(SecurityKey key)
        {
            public TokenValidationParameters Parameters => new()
            {
                ValidateIssuer = true,
                ValidateAudience = true,
                ValidateLifetime = true,
                RequireSignedTokens = true,
                RequireExpirationTime = true,
                IssuerSigningKey = key,
            };
        }
        """);

    [Fact]
    public Task An_issuer_written_beside_the_reader_is_a_suggestion() => Verify.Finds("""
        using Microsoft.IdentityModel.Tokens;
        public class TokenReader(SecurityKey key)
        {
            public TokenValidationParameters Parameters => new()
            {
                {|SAFE1007 info:ValidIssuer|} = "https://login.shop.example",
                IssuerSigningKey = key,
            };
        }
        """);

    [Fact]
    public Task A_validator_that_checks_nothing_is_reported() => Verify.Finds("""
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;
        public class WebhookReader
        {
            public TokenValidationParameters Parameters()
            {
                var parameters = new TokenValidationParameters();
                parameters.{|SAFE1007:SignatureValidator|} = (token, _) => new JsonWebToken(token);
                parameters.{|SAFE1007:LifetimeValidator|} = (_, _, _, _) => true;
                return parameters;
            }
        }
        """);

    [Fact]
    public Task A_clock_that_may_differ_by_an_hour_is_reported() => Verify.Finds("""
        using Microsoft.IdentityModel.Tokens;
        public class TicketReader
        {
            public TokenValidationParameters Parameters => new() { {|SAFE1007:ClockSkew|} = TimeSpan.FromHours(1) };
        }
        """);

    [Fact]
    public Task A_clock_that_may_not_differ_is_a_suggestion() => Verify.Finds("""
        using Microsoft.IdentityModel.Tokens;
        public class TicketReader
        {
            public TokenValidationParameters Exact => new() { {|SAFE1007 info:ClockSkew|} = TimeSpan.Zero };
        }
        """);

    [Fact]
    public Task A_static_map_of_claims_that_a_service_changes_is_reported() => Verify.Finds("""
        using System.IdentityModel.Tokens.Jwt;
        public class ClaimReader
        {
            public ClaimReader() => JwtSecurityTokenHandler.{|SAFE1007:DefaultMapInboundClaims|} = false;
        }
        """);

    [Fact]
    public Task Short_passwords_allowed_by_a_seeder_are_reported() => Verify.Finds("""
        using Microsoft.AspNetCore.Identity;
        public class DemoSeeder(UserManager<IdentityUser> users)
        {
            public async Task SeedAsync()
            {
                users.Options.Password.{|SAFE1007:RequiredLength|} = 4;
                users.Options.Password.{|SAFE1007:RequireDigit|} = false;
                await users.CreateAsync(new IdentityUser("demo"));
            }
        }
        """);

    [Fact]
    public Task Longer_passwords_are_a_suggestion() => Verify.Finds("""
        using Microsoft.AspNetCore.Identity;
        public class Registration(UserManager<IdentityUser> users)
        {
            public void Tighten() => users.Options.Password.{|SAFE1007 info:RequiredLength|} = 14;
        }
        """);

    [Fact]
    public Task Metadata_without_encryption_is_reported() => Verify.Finds("""
        using Microsoft.IdentityModel.Protocols;
        using Microsoft.IdentityModel.Protocols.OpenIdConnect;
        public class KeyRefresh(string address)
        {
            public ConfigurationManager<OpenIdConnectConfiguration> Manager() =>
                new(address, new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { {|SAFE1007:RequireHttps|} = false });
        }
        """);

    [Fact]
    public Task A_hasher_with_few_iterations_is_reported() => Verify.Finds("""
        using Microsoft.AspNetCore.Identity;
        public class MemberImport
        {
            private readonly PasswordHasher<object> hasher = new(Options.Create(new PasswordHasherOptions { {|SAFE1007:IterationCount|} = 1000 }));
            public string Hash(string password) => hasher.HashPassword(this, password);
        }
        """);

    [Fact]
    public Task A_token_that_nobody_signs_is_reported() => Verify.Finds("""
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Tokens;
        public class ApiTokens
        {
            public string Create() => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
            {
                Issuer = "shop",
                {|SAFE1007:SigningCredentials|} = null,
            });
        }
        """);

    [Fact]
    public Task How_long_a_sign_in_lasts_may_stand_on_the_sign_in() => Verify.FindsNothing("""
        using Microsoft.AspNetCore.Authentication;
        public class SessionsController : Controller
        {
            public Task SignIn(System.Security.Claims.ClaimsPrincipal user) => HttpContext.SignInAsync(user, new AuthenticationProperties
            {
                IsPersistent = true,
                ExpiresUtc = DateTimeOffset.UtcNow.AddHours(8),
            });
        }
        """);

    [Fact]
    public Task Everything_of_a_scheme_is_at_home_where_services_are_added() => Verify.FindsNothing("""
        using Microsoft.AspNetCore.Authentication.JwtBearer;
        using Microsoft.IdentityModel.Tokens;
        public static class ApiSetup
        {
            public static void AddApi(this IServiceCollection services) => services
                .AddAuthentication(JwtBearerDefaults.AuthenticationScheme)
                .AddJwtBearer(options =>
                {
                    options.RequireHttpsMetadata = false;
                    options.Authority = "https://login.shop.example";
                    options.TokenValidationParameters = new TokenValidationParameters { ValidateIssuer = false };
                });
        }
        """);

    [Fact]
    public Task A_class_that_configures_the_options_is_at_home() => Verify.FindsNothing("""
        using Microsoft.AspNetCore.Authentication.JwtBearer;
        public class BearerSetup(IConfiguration configuration) : IConfigureNamedOptions<JwtBearerOptions>
        {
            public void Configure(string? name, JwtBearerOptions options)
            {
                options.RequireHttpsMetadata = false;
                options.Authority = configuration["Authority"];
                options.TokenValidationParameters.ValidateAudience = false;
                var parameters = options.TokenValidationParameters;
                parameters.ValidateIssuer = false;
            }
            public void Configure(JwtBearerOptions options) => Configure(null, options);
        }
        """);
}
