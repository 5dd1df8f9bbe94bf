using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

/// <summary>Code that looks like a buried setting and is none, most of it met in public applications.</summary>
public class SecurityTrapTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public Task A_type_that_builds_a_host_composes_the_application() => Verify.FindsNothing("""
        using Microsoft.AspNetCore.Hosting;
        public class BackupServer
        {
            private readonly WebApplication app;

            public BackupServer(string[] args, int port)
            {
                var builder = WebApplication.CreateBuilder(args);
                builder.WebHost.ConfigureKestrel(options => { options.Limits.MaxRequestBodySize = null; options.ListenAnyIP(port); });
                app = builder.Build();
                UseHeaders();
            }

            private void UseHeaders() => app.Use((context, next) =>
            {
                context.Response.Headers["X-Frame-Options"] = "DENY";
                return next(context);
            });
        }
        """);

    [Fact]
    public Task A_type_that_builds_a_generic_host_composes_the_application() => Verify.FindsNothing("""
        using Microsoft.AspNetCore.Hosting;
        public class Bootstrap
        {
            public static IHost Create(string[] args)
            {
                ConfigureTransport();
                return Host.CreateDefaultBuilder(args).ConfigureWebHostDefaults(web => web.UseKestrel(options => options.Limits.MaxRequestBodySize = null)).Build();
            }

            private static void ConfigureTransport() => AppContext.SetSwitch("System.Net.Http.SocketsHttpHandler.Http2UnencryptedSupport", true);
        }
        """);

    [Fact]
    public Task A_private_helper_of_a_class_of_service_extensions_is_part_of_it() => Verify.FindsNothing("""
        using System.Threading.RateLimiting;
        using Microsoft.AspNetCore.RateLimiting;
        public static class ApiExtensions
        {
            public static IServiceCollection AddApi(this IServiceCollection services) => services.AddRateLimiter(options => options.GlobalLimiter = Limiter());

            private static PartitionedRateLimiter<HttpContext> Limiter() => PartitionedRateLimiter.Create<HttpContext, string>(context =>
                context.Request.Path.StartsWithSegments("/health")
                    ? RateLimitPartition.GetNoLimiter("health")
                    : RateLimitPartition.GetFixedWindowLimiter("all", _ => Window()));

            private static FixedWindowRateLimiterOptions Window() => new() { PermitLimit = int.MaxValue, Window = TimeSpan.FromSeconds(1) };
        }
        """);

    [Fact]
    public Task Services_that_a_feature_has_as_a_property_make_it_a_place_of_composition() => Verify.FindsNothing("""
        public abstract class FeatureBase { public IServiceCollection Services { get; set; } = null!; }
        public class WorkflowsApiFeature : FeatureBase
        {
            public void Apply() => Services.Configure<CookiePolicyOptions>(options => options.MinimumSameSitePolicy = SameSiteMode.None);
            public CookiePolicyOptions Policy() => new() { MinimumSameSitePolicy = SameSiteMode.None };
        }
        """);

    [Fact]
    public Task Options_that_a_helper_is_given_are_configured_there() => Verify.FindsNothing("""
        using Microsoft.AspNetCore.HttpOverrides;
        public static class NetworkHelper
        {
            internal static void ConfigureForwardHeaders(string[] proxies, ForwardedHeadersOptions options)
            {
                options.ForwardedHeaders = ForwardedHeaders.All;
                options.KnownProxies.Clear();
            }

            internal static void Cookies(CookiePolicyOptions options) => options.MinimumSameSitePolicy = SameSiteMode.None;
        }
        """);

    [Fact]
    public Task The_factory_of_a_tool_may_hold_the_password_of_a_developers_database() => Verify.FindsNothing("""
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Design;
        public class ShopDb(DbContextOptions<ShopDb> options) : DbContext(options);
        public class ShopDbFactory : IDesignTimeDbContextFactory<ShopDb>
        {
            private const string Local = "Host=localhost;Database=shop;Username=postgres;Password=k7!Vq2#mZ9;SSL Mode=Disable";
            public ShopDb CreateDbContext(string[] args)
            {
                Console.WriteLine(Local);
                return new(new DbContextOptionsBuilder<ShopDb>().EnableSensitiveDataLogging().Options);
            }
        }
        """);

    [Fact]
    public Task A_copy_of_settings_decides_nothing() => Verify.FindsNothing("""
        using Newtonsoft.Json;
        public class OutputSettings : JsonSerializerSettings
        {
            public OutputSettings(JsonSerializerSettings settings)
            {
                TypeNameHandling = settings.TypeNameHandling;
                MaxDepth = settings.MaxDepth;
            }
        }
        public static class Clones
        {
            public static CookieOptions Of(CookieOptions other) => new() { HttpOnly = other.HttpOnly, Secure = other.Secure, SameSite = other.SameSite, Domain = other.Domain };
        }
        """);

    [Fact]
    public Task A_property_that_wraps_another_hands_its_value_on() => Verify.FindsNothing("""
        using System.Net.Security;
        using System.Net.WebSockets;
        public class SocketOptions(ClientWebSocketOptions inner)
        {
            public RemoteCertificateValidationCallback? RemoteCertificateValidationCallback
            {
                get => inner.RemoteCertificateValidationCallback;
                set => inner.RemoteCertificateValidationCallback = value;
            }
            public bool ShowPII
            {
                get => false;
                set => cookies.HttpOnly = value;
            }
            private readonly CookieOptions cookies = new() { Secure = true };
        }
        """);

    [Fact]
    public Task Data_from_outside_mapped_to_options_is_passed_through() => Verify.FindsNothing("""
        public class RemoteCookie
        {
            public string Domain { get; set; } = "";
            public bool HttpOnly { get; set; }
            public bool Secure { get; set; }
            public int SameSite { get; set; }
        }
        public static class RemoteMessages
        {
            public static CookieOptions ToOptions(this RemoteCookie cookie)
            {
                var options = new CookieOptions();
                if (cookie.Domain.Length > 0)
                {
                    options.Domain = cookie.Domain;
                }

                options.HttpOnly = cookie.HttpOnly;
                options.Secure = cookie.Secure;
                options.SameSite = ToSameSite(cookie.SameSite);
                return options;
            }

            private static SameSiteMode ToSameSite(int value) => value switch
            {
                1 => SameSiteMode.Strict,
                2 => SameSiteMode.Lax,
                3 => SameSiteMode.None,
                _ => SameSiteMode.Unspecified,
            };
        }
        """);

    [Fact]
    public Task A_password_that_a_form_delivers_is_plumbing() => Verify.FindsNothing("""
        using Microsoft.Data.SqlClient;
        public class WizardModel { public string Host { get; set; } = ""; public string User { get; set; } = ""; public string Password { get; set; } = ""; }
        public class WizardController : Controller
        {
            public IActionResult Test(WizardModel model)
            {
                var builder = new SqlConnectionStringBuilder { DataSource = model.Host, UserID = model.User, Password = model.Password };
                var credential = new NetworkCredential(model.User, model.Password);
                return Ok(builder.ConnectionString.Length + credential.UserName.Length);
            }
        }
        """);

    [Fact]
    public Task A_hole_behind_the_keyword_is_no_secret() => Verify.FindsNothing("""
        public class BlobBackend(string account, string accessKey, string user, string password)
        {
            public string Storage => $"DefaultEndpointsProtocol=https;AccountName={account};AccountKey={accessKey};EndpointSuffix=core.windows.net";
            public string Database => $"Server=db;Database=backup;User Id={user};Password={password}";
            public string Joined => "Server=db;User Id=" + user + ";Password=" + password;
            public string Formatted => string.Format("Server=db;User Id={0};Password={1}", user, password);
        }
        """);

    [Fact]
    public Task Help_texts_and_templates_hold_no_secrets() => Verify.FindsNothing("""
        public class DefaultConfiguration
        {
            public void Write(TextWriter writer)
            {
                writer.WriteLine("#postgres=User ID=root;Password=myPassword;Host=localhost;Port=5432;Database=shop;");
                writer.WriteLine("-----BEGIN RSA PRIVATE KEY-----\n{0}\n-----END RSA PRIVATE KEY-----\n");
                writer.WriteLine("-----BEGIN PRIVATE KEY-----");
            }
            public bool IsKey(string text) => text.StartsWith("-----BEGIN RSA PRIVATE KEY-----");
        }
        """);

    [Fact]
    public Task A_member_that_a_mapping_or_a_comparison_names_is_no_decision() => Verify.FindsNothing("""
        using Amazon.S3;
        using MailKit.Security;
        public static class Mappings
        {
            public static UnixFileMode Mode(string text) => text switch
            {
                "or" => UnixFileMode.OtherRead,
                "ow" => UnixFileMode.OtherWrite,
                _ => UnixFileMode.None,
            };
            public static SecureSocketOptions Encryption(string text)
            {
                switch (text)
                {
                    case "none": return SecureSocketOptions.None;
                    case "tls": return SecureSocketOptions.StartTls;
                    default: return SecureSocketOptions.Auto;
                }
            }
            public static bool IsPublic(S3CannedACL acl) => acl == S3CannedACL.PublicRead || acl.Equals(S3CannedACL.PublicReadWrite);
            public static bool IsPlain(SecureSocketOptions options) => options is SecureSocketOptions.None;
        }
        """);

    [Fact]
    public Task A_protocol_that_is_taken_away_does_not_weaken() => Verify.FindsNothing("""
        using System.Security.Authentication;
        public class JobRunner
        {
            public void Run()
            {
                ServicePointManager.SecurityProtocol &= ~SecurityProtocolType.Ssl3;
                var handler = new HttpClientHandler();
                handler.SslProtocols &= ~(SslProtocols.Tls | SslProtocols.Tls11);
            }
        }
        """);

    [Fact]
    public Task A_number_in_another_argument_is_not_the_number_of_iterations() => Verify.Finds("""
        public record KdfConfig(int Iterations, int HashSize, string Algorithm)
        {
            public static KdfConfig Default => new(250_000, 32, "SHA256");
            public byte[] Derive(string password, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, new HashAlgorithmName(Algorithm), 32);
            public byte[] Strong(string password, byte[] salt) => Rfc2898DeriveBytes.{|SAFE1011 info:Pbkdf2|}(password, salt, 600_000, HashAlgorithmName.SHA256, 16);
        }
        """);

    [Fact]
    public Task A_value_that_holds_anyway_decides_nothing() => Verify.FindsNothing("""
        using System.Xml;
        using Newtonsoft.Json;
        public class AuditingService
        {
            private readonly JsonSerializerSettings settings = new() { TypeNameHandling = TypeNameHandling.None, NullValueHandling = NullValueHandling.Ignore };
            private readonly HttpClientHandler handler = new() { UseDefaultCredentials = false, AllowAutoRedirect = true };
            private readonly XmlReaderSettings xml = new() { DtdProcessing = DtdProcessing.Prohibit };
            public object All => (settings, handler, xml);
        }
        """);

    [Fact]
    public Task Trust_after_a_comparison_is_a_suggestion() => Verify.Finds("""
        using Renci.SshNet;
        public class SftpBackend(string expected)
        {
            public void Watch(SftpClient client) => client.HostKeyReceived += (_, e) =>
            {
                if (Convert.ToHexString(e.FingerPrint) == expected)
                {
                    e.{|SAFE1006 info:CanTrust|} = true;
                }
            };
        }
        """);

    [Fact]
    public Task A_library_that_references_an_assertion_library_is_no_test() => Verify
        .WithMore(TestAssembly.Compile("xunit.assert", "namespace Xunit { public class Assert { public static void True(bool condition) { } } }"))
        .Finds("""
            public class Comparison
            {
                public void Check(bool value) => Xunit.Assert.True(value);
                public HttpClientHandler Handler() => new() { {|SAFE1006:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true };
            }
            """);

    [Fact]
    public Task A_controller_is_a_controller_although_it_is_a_filter_too() => Verify.Finds("""
        using Microsoft.AspNetCore.Mvc.Filters;
        public class AuthController : Controller
        {
            public override void OnActionExecuting(ActionExecutingContext context)
            {
                Response.Headers[{|SAFE1003:"X-Frame-Options"|}] = "ALLOWALL";
                base.OnActionExecuting(context);
            }
        }
        """);

    [Fact]
    public Task An_attribute_named_for_size_limits_is_their_home() => Verify.FindsNothing("""
        using Microsoft.AspNetCore.Http.Features;
        using Microsoft.AspNetCore.Mvc.Filters;
        public class AssetRequestSizeLimitAttribute : Attribute, IAuthorizationFilter, IRequestSizePolicy
        {
            public void OnAuthorization(AuthorizationFilterContext context)
            {
                var feature = context.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>();
                if (feature is { IsReadOnly: false })
                {
                    feature.MaxRequestBodySize = null;
                }
            }
        }
        """);

    [Fact]
    public Task Headers_of_an_outgoing_request_are_not_those_of_a_response() => Verify.FindsNothing("""
        public class IconFetcher(HttpClient client)
        {
            public async Task<byte[]> FetchAsync(string url)
            {
                client.DefaultRequestHeaders.Add("X-Frame-Options", "DENY");
                client.DefaultRequestHeaders.TryAddWithoutValidation("Referrer-Policy", "unsafe-url");
                using var request = new HttpRequestMessage(HttpMethod.Get, url);
                request.Headers.Add("Access-Control-Allow-Origin", "*");
                request.Headers.TryAddWithoutValidation("Content-Security-Policy", "'unsafe-inline'");
                using var response = await client.SendAsync(request);
                return await response.Content.ReadAsByteArrayAsync();
            }
        }
        """);

    [Fact]
    public Task Headers_of_an_incoming_request_are_not_those_of_the_response() => Verify.FindsNothing("""
        public class Rewriter(RequestDelegate next)
        {
            public Task InvokeAsync(HttpContext context)
            {
                context.Request.Headers["X-Frame-Options"] = "DENY";
                context.Request.Headers.Append("Server", "proxy");
                return next(context);
            }
        }
        """);

    [Fact]
    public Task A_file_of_a_build_tool_can_be_declared_a_home() => Verify
        .EditorConfig("[build/**.cs]\nsafechange.security.home = true")
        .FindsNothing(
        [
            ("build/IntegrationRun.cs", """
                public class IntegrationRun
                {
                    public string Connection => "Server=localhost,1401;Database=shop;User Id=sa;TrustServerCertificate=True;Encrypt=False";
                }
                """),
        ]);

    [Fact]
    public Task A_switch_that_is_not_about_security_is_left_alone() => Verify.FindsNothing("""
        public class Dates
        {
            static Dates() => AppContext.SetSwitch("Npgsql.EnableLegacyTimestampBehavior", true);
            public void Other(string name) => AppContext.SetSwitch(name, true);
        }
        """);

    [Fact]
    public Task A_check_that_a_class_of_security_makes_is_at_home() => Verify.FindsNothing(
    [
        ("Validation/CertificateValidationService.cs", """
            using System.Net.Security;
            public class CertificateValidationService
            {
                public bool ShouldBypass(HttpRequestMessage message, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors) => true;
            }
            """),
        ("Http/ManagedDispatcher.cs", """
            public class ManagedDispatcher(CertificateValidationService validation)
            {
                public HttpClient Create() => new(new HttpClientHandler { ServerCertificateCustomValidationCallback = validation.ShouldBypass });
            }
            """),
    ]);

    [Fact]
    public Task A_named_value_of_a_home_is_at_home_wherever_it_is_used() => Verify.FindsNothing("""
        using Microsoft.AspNetCore.Http.Features;
        internal static class SecuritySettings
        {
            public const long BackupUploadMaxBytes = 5_000_000_000;
            public const int PasswordIterations = 0x3e8;
            public static readonly SameSiteMode EmbedSameSite = SameSiteMode.None;
            public static bool PartnerServerCertificate(HttpRequestMessage message, X509Certificate2? certificate, X509Chain? chain, System.Net.Security.SslPolicyErrors errors) => true;
        }
        public class Everything(string password)
        {
            public HttpClientHandler Handler() => new() { ServerCertificateCustomValidationCallback = SecuritySettings.PartnerServerCertificate };
            public FormOptions Form => new() { MultipartBodyLengthLimit = SecuritySettings.BackupUploadMaxBytes };
            public CookieOptions Cookie => new() { HttpOnly = true, Secure = true, SameSite = SecuritySettings.EmbedSameSite };
            public byte[] Hash(byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(password, salt, SecuritySettings.PasswordIterations, HashAlgorithmName.SHA256, 32);
        }
        """);

    [Fact]
    public Task A_handler_that_adds_the_token_of_a_service_decides_nothing() => Verify.FindsNothing("""
        using System.Net.Http.Headers;
        public interface ITokens { Task<string> GetAsync(CancellationToken ct); }
        public class TokenHandler(ITokens tokens) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken ct)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.GetAsync(ct));
                request.Headers.Add("X-Api-Key", await tokens.GetAsync(ct));
                return await base.SendAsync(request, ct);
            }
        }
        """);

    [Fact]
    public Task Options_bound_from_configuration_are_no_decision() => Verify.FindsNothing("""
        public class Reloader(IConfiguration configuration, IOptions<CookiePolicyOptions> cookies, IOptions<ForwardedHeadersOptions> forwarded)
        {
            public void Reload()
            {
                configuration.GetSection("Cookies").Bind(cookies.Value);
                forwarded.Value.ForwardLimit = configuration.GetValue<int?>("ForwardLimit");
                cookies.Value.MinimumSameSitePolicy = configuration.GetValue<SameSiteMode>("SameSite");
            }
        }
        """);

    [Fact]
    public Task A_test_project_may_weaken_what_it_tests() => Verify
        .GlobalConfig("build_property.IsTestProject = true")
        .FindsNothing("""
            public class ShopFactory
            {
                public HttpClient Client() => new(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true });
                public string Connection => "Server=localhost;User Id=sa;Password=k7!Vq2#mZ9;TrustServerCertificate=true";
            }
            """);

    [Fact]
    public Task A_generated_client_is_left_alone() => Verify.FindsNothing("""
        // <auto-generated>
        //     This code was generated by a tool.
        // </auto-generated>
        public partial class PartnerClient
        {
            private static readonly Newtonsoft.Json.JsonSerializerSettings Settings = new() { TypeNameHandling = Newtonsoft.Json.TypeNameHandling.All };
            public HttpClient Client() => new(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true });
        }
        """);

    [Fact]
    public Task A_migration_is_left_alone() => Verify.FindsNothing(
    [
        ("Migrations/20260101000000_Import.cs", """
            using Microsoft.EntityFrameworkCore.Migrations;
            public partial class Import : Migration
            {
                protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("UPDATE settings SET value = 'Server=db;Password=k7!Vq2#mZ9'");
            }
            """),
    ]);

    [Fact]
    public Task A_class_that_configures_named_options_is_at_home() => Verify.FindsNothing("""
        public class UploadSetup(IConfiguration configuration) : IConfigureOptions<Microsoft.AspNetCore.Http.Features.FormOptions>
        {
            public void Configure(Microsoft.AspNetCore.Http.Features.FormOptions options) => Apply(options);
            private static void Apply(object target) => new Microsoft.AspNetCore.Http.Features.FormOptions { MultipartBodyLengthLimit = long.MaxValue }.ToString();
        }
        public class UploadCheck : IPostConfigureOptions<CookiePolicyOptions>
        {
            public void PostConfigure(string? name, CookiePolicyOptions options) { var copy = options; copy.MinimumSameSitePolicy = SameSiteMode.None; }
        }
        """);

    [Fact]
    public Task A_handler_of_a_scheme_is_at_home() => Verify.FindsNothing("""
        using System.Text.Encodings.Web;
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.IdentityModel.Tokens;
        public class DeviceHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder)
            : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
        {
            private static readonly TokenValidationParameters Parameters = new() { ValidateIssuer = false };
            protected override Task<AuthenticateResult> HandleAuthenticateAsync()
            {
                Response.Headers["X-Frame-Options"] = "DENY";
                return Task.FromResult(AuthenticateResult.Fail(Parameters.ToString()!));
            }
        }
        """);

    [Fact]
    public Task Events_of_a_scheme_are_at_home() => Verify.FindsNothing("""
        using Microsoft.AspNetCore.Authentication.JwtBearer;
        public class Expiry : JwtBearerEvents
        {
            public override Task AuthenticationFailed(AuthenticationFailedContext context)
            {
                context.Response.Headers["Access-Control-Allow-Origin"] = "*";
                context.Options.RequireHttpsMetadata = false;
                return Task.CompletedTask;
            }
        }
        """);

    [Fact]
    public Task A_handler_of_a_requirement_is_at_home() => Verify.FindsNothing("""
        public class Minimum : IAuthorizationRequirement;
        public class MinimumHandler : AuthorizationHandler<Minimum>
        {
            private readonly AuthorizationPolicy open = new AuthorizationPolicyBuilder().RequireAssertion(_ => true).Build();
            protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, Minimum requirement)
            {
                _ = open;
                context.Succeed(requirement);
                return Task.CompletedTask;
            }
        }
        """);

    [Fact]
    public Task Types_of_the_same_names_elsewhere_are_not_meant() => Verify.FindsNothing("""
        namespace Shop
        {
            public class HttpClientHandler { public Func<bool>? ServerCertificateCustomValidationCallback { get; set; } public bool CheckCertificateRevocationList { get; set; } }
            public class CookieOptions { public bool HttpOnly { get; set; } public bool Secure { get; set; } }
            public class JsonSerializerSettings { public int TypeNameHandling { get; set; } public int? MaxDepth { get; set; } }
            public class Rfc2898DeriveBytes(string password, byte[] salt, int iterations) { public object All => (password, salt, iterations); }
            public static class ServicePointManager { public static int SecurityProtocol { get; set; } }
            public static class AppContext { public static void SetSwitch(string name, bool value) { } }
            public class Use
            {
                public object[] All()
                {
                    ServicePointManager.SecurityProtocol = 3;
                    AppContext.SetSwitch("System.Net.Http.SocketsHttpHandler.Http2UnencryptedSupport", true);
                    return
                    [
                        new HttpClientHandler { ServerCertificateCustomValidationCallback = () => true, CheckCertificateRevocationList = false },
                        new CookieOptions { HttpOnly = false },
                        new JsonSerializerSettings { TypeNameHandling = 3, MaxDepth = null },
                        new Rfc2898DeriveBytes("a", [], 10),
                    ];
                }
            }
        }
        """);

    [Fact]
    public Task A_dictionary_with_the_names_of_headers_is_no_response() => Verify.FindsNothing("""
        public class Documentation
        {
            private readonly Dictionary<string, string> texts = new();
            public Documentation()
            {
                texts["X-Frame-Options"] = "who may frame the page";
                texts.Add("Content-Security-Policy", "what may be loaded");
            }
            public string Describe(string header) => header == "Strict-Transport-Security" ? "encrypted only" : texts[header];
        }
        """);

    [Fact]
    public Task A_header_in_a_message_or_a_log_is_no_response() => Verify.FindsNothing("""
        public class Probe(ILogger<Probe> log)
        {
            public void Report(HttpResponseMessage response)
            {
                log.LogWarning("{Header} is missing at {Uri}", "X-Frame-Options", "https://shop.example");
                if (!response.Headers.TryGetValues("Strict-Transport-Security", out var values) || string.Equals("X-Frame-Options", "x"))
                {
                    Console.WriteLine("{0} {1}", "X-Content-Type-Options", "is missing");
                }
            }
        }
        """);

    [Fact]
    public Task A_call_of_a_method_with_the_decision_as_its_parameter_is_no_setting() => Verify.FindsNothing("""
        public class Cookies
        {
            public void Write(HttpResponse response, string name, bool httpOnly, bool secure, SameSiteMode sameSite) =>
                response.Cookies.Append(name, "1", new CookieOptions { HttpOnly = httpOnly, Secure = secure, SameSite = sameSite });
        }
        """);

    [Fact]
    public Task Reading_a_setting_decides_nothing() => Verify.FindsNothing("""
        using Microsoft.IdentityModel.Logging;
        using Microsoft.IdentityModel.Tokens;
        public class Diagnostics(IOptions<CookiePolicyOptions> cookies, TokenValidationParameters parameters)
        {
            public bool IsWeak() => IdentityModelEventSource.ShowPII
                || cookies.Value.MinimumSameSitePolicy == SameSiteMode.None
                || !parameters.ValidateIssuer
                || parameters is { ValidateAudience: false };
        }
        """);

    [Fact]
    public Task The_name_of_a_setting_decides_nothing() => Verify.FindsNothing("""
        using Amazon.S3;
        public static class Names
        {
            public static string[] All => [nameof(HttpClientHandler.DangerousAcceptAnyServerCertificateValidator), nameof(CookieOptions.HttpOnly), nameof(S3CannedACL.PublicRead)];
        }
        """);

    [Fact]
    public Task A_documentation_that_shows_a_setting_decides_nothing() => Verify.GenerateDocumentationFile().FindsNothing("""
        /// <summary>Do not use <see cref="HttpClientHandler.DangerousAcceptAnyServerCertificateValidator"/>.</summary>
        public class Guide { }
        """);

    [Fact]
    public Task An_object_that_a_mapper_fills_is_passed_through() => Verify.FindsNothing("""
        using Microsoft.IdentityModel.Tokens;
        public record Scheme(bool CheckIssuer, bool CheckAudience, string Issuer, TimeSpan Skew);
        public class Schemes
        {
            public TokenValidationParameters Map(Scheme scheme) => new()
            {
                ValidateIssuer = scheme.CheckIssuer,
                ValidateAudience = scheme.CheckAudience && scheme.Issuer.Length > 0,
                ValidIssuer = scheme.Issuer,
                ClockSkew = scheme.Skew,
            };
        }
        """);

    [Fact]
    public Task A_random_key_is_no_secret_in_code() => Verify.FindsNothing("""
        public class Vouchers
        {
            private readonly HMACSHA256 mac = new(RandomNumberGenerator.GetBytes(32));
            public NetworkCredential Temporary() => new("import", Guid.NewGuid().ToString("N"));
            public byte[] Sign(byte[] data) => mac.ComputeHash(data);
        }
        """);

    [Fact]
    public Task An_empty_password_is_no_secret() => Verify.FindsNothing("""
        using MySqlConnector;
        public class LocalStore
        {
            public string Connection => new MySqlConnectionStringBuilder { Server = "localhost", UserID = "root", Password = "" }.ConnectionString;
            public NetworkCredential Anonymous => new("anonymous", "");
        }
        """);

    [Fact]
    public Task An_abp_like_module_that_configures_services_is_at_home() => Verify.FindsNothing("""
        public abstract class ModuleBase { public virtual void ConfigureServices(IServiceCollection services) { } }
        public class ShopModule : ModuleBase
        {
            public override void ConfigureServices(IServiceCollection services)
            {
                services.AddSingleton(Handler());
                services.Configure<CookiePolicyOptions>(options => { options.MinimumSameSitePolicy = SameSiteMode.None; });
            }
            private static HttpClientHandler Handler() => new() { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        }
        """);

    [Fact]
    public Task An_endpoint_group_that_is_given_its_routes_is_at_home() => Verify.FindsNothing("""
        using Microsoft.AspNetCore.Routing;
        public static class OrderEndpoints
        {
            public static RouteGroupBuilder MapOrders(this IEndpointRouteBuilder routes)
            {
                var group = routes.MapGroup("/orders").RequireAuthorization();
                group.MapGet("/{id}", (HttpContext context, int id) =>
                {
                    context.Response.Headers["X-Content-Type-Options"] = "nosniff";
                    return Results.Ok(id);
                });
                group.MapGet("/ping", () => "pong").AllowAnonymous();
                return group;
            }
        }
        """);

    [Fact]
    public Task Without_a_framework_that_is_known_nothing_is_reported() => Verify.With(References.NoFramework).Silent("""
        public class Plain { public string Text => "nothing to see"; }
        """);

    [Fact]
    public Task A_name_beside_a_secret_from_elsewhere_is_none() => Verify.FindsNothing("""
        using Azure.Identity;
        using MailKit.Net.Smtp;
        public class Accounts(IConfiguration configuration)
        {
            private readonly SmtpClient mail = new();
            public object Tenant => new ClientSecretCredential("11111111-2222-3333-4444-555555555555", "66666666-7777-8888-9999-000000000000", configuration["Secret"]);
            public Task Login() => mail.AuthenticateAsync("newsletter@shop.example", configuration["Mail:Password"]);
            public object Login2 => new NetworkCredential("newsletter@shop.example", configuration["Mail:Password"]);
            public object Aws => new Amazon.Runtime.BasicAWSCredentials("upload-user", configuration["Aws:Secret"]);
            public object Certificate => X509CertificateLoader.LoadPkcs12FromFile("certificates/shop.pfx", configuration["Pfx:Password"]);
        }
        """);

    [Fact]
    public Task A_cookie_that_is_deleted_needs_no_protection() => Verify.FindsNothing("""
        public class LogoutController : Controller
        {
            public IActionResult Post()
            {
                Response.Cookies.Delete("cart", new CookieOptions { Path = "/shop" });
                return NoContent();
            }
        }
        """);

    [Fact]
    public Task A_cookie_that_somebody_else_protects_is_left_alone() => Verify.FindsNothing("""
        public class CookieWriter
        {
            public void Write(HttpResponse response, IConfiguration configuration)
            {
                var options = new CookieOptions { Path = "/" };
                configuration.GetSection("Cookies").Bind(options);
                response.Cookies.Append("a", "1", options);
                response.Cookies.Append("b", "1", Protected(new CookieOptions()));
            }
            private static CookieOptions Protected(CookieOptions options) { options.HttpOnly = options.Secure = true; return options; }
        }
        """);

    [Fact]
    public Task A_cookie_that_is_secure_where_the_request_is_counts_as_protected() => Verify.FindsNothing("""
        public class CartController : Controller
        {
            public IActionResult Get(string id)
            {
                var options = new CookieOptions { Path = "/" };
                if (Request.IsHttps)
                {
                    options.Secure = true;
                }

                Response.Cookies.Append("cart", id, options);
                return NoContent();
            }
        }
        """);

    [Fact]
    public Task A_part_of_a_type_that_composes_in_another_file_is_at_home() => Verify.FindsNothing(
    [
        ("Setup.cs", "public static partial class Setup { public static void Add(IServiceCollection services) => services.AddSingleton(Handler()); }"),
        ("Setup.Http.cs", "public static partial class Setup { private static HttpClientHandler Handler() => new() { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }; }"),
    ]);

    [Fact]
    public Task A_type_inside_a_home_is_at_home() => Verify.FindsNothing("""
        public class Startup
        {
            public void ConfigureServices(IServiceCollection services) => services.AddTransient<Partner>();
            private sealed class Partner : DelegatingHandler
            {
                public Partner() : base(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }) { }
            }
        }
        """);

    [Fact]
    public Task A_callback_that_is_removed_decides_nothing() => Verify.FindsNothing("""
        public class Client
        {
            public object Make() => new HttpClientHandler { ServerCertificateCustomValidationCallback = null, SslProtocols = System.Security.Authentication.SslProtocols.None };
        }
        """);

    [Fact]
    public Task A_lambda_that_asks_a_class_of_security_is_at_home() => Verify.FindsNothing(
    [
        ("CertificatePins.cs", "public class CertificatePins { public bool Knows(X509Certificate2? certificate) => true; }"),
        ("Client.cs", """
            public class Client(CertificatePins pins)
            {
                public object Make() => new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, certificate, _, _) => pins.Knows(certificate) };
            }
            """),
    ]);

    [Fact]
    public Task A_table_of_headers_is_no_response() => Verify.FindsNothing("""
        public class Samples
        {
            private static readonly Dictionary<string, string> Table = new() { ["X-Frame-Options"] = "DENY", ["Content-Security-Policy"] = "'unsafe-inline'" };
            private static readonly List<(string, string)> Pairs = [("X-Frame-Options", "DENY")];
            private static readonly KeyValuePair<string, string> Pair = new("X-Frame-Options", "DENY");
            public object All => (Table, Pairs, Pair, string.Join(", ", "X-Frame-Options", "DENY"), new[] { "X-Frame-Options", "DENY" });
        }
        """);

    [Fact]
    public Task Text_that_was_found_by_a_search_is_not_a_header_that_is_written() => Verify.FindsNothing("""
        public interface IFinder { bool HasHeader(string name, string value); string? FindHeader(string name, string fallback); void ExpectHeader(string name, string value); bool MatchesHeader(string name, string value); }
        public class Crawler(IFinder finder)
        {
            public bool Check() => finder.HasHeader("X-Frame-Options", "DENY") && finder.FindHeader("X-Frame-Options", "none") is not null;
        }
        """);

    [Fact]
    public Task Keys_in_configuration_are_no_secrets() => Verify.FindsNothing("""
        public class Setup2(IConfiguration configuration)
        {
            public string? A => configuration.GetConnectionString("Orders");
            public string? B => Environment.GetEnvironmentVariable("DB_PASSWORD");
            public string? C => configuration.GetValue<string>("Jwt:Secret");
            public string Prompt => "Enter your password:";
            public string Error => "Password=... is missing in the connection string";
            public string Column => "password_hash";
            public string Selector => "input[name=password]";
            public string Url => "https://shop.example/reset?password=reset&token=";
        }
        """);

    [Fact]
    public Task Options_objects_of_other_libraries_are_not_guessed() => Verify.FindsNothing("""
        public class PrinterOptions { public bool Secure { get; set; } public bool HttpOnly { get; set; } public int MaxRequestBodySize { get; set; } public bool ValidateIssuer { get; set; } }
        public class Printer { public PrinterOptions Options => new() { Secure = false, HttpOnly = false, MaxRequestBodySize = int.MaxValue, ValidateIssuer = false }; }
        """);
}
