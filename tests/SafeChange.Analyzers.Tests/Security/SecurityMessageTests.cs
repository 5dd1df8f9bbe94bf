using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

/// <summary>What people read: the setting, where it hides, what it weakens, and what to do.</summary>
public class SecurityMessageTests
{
    private const string Decide = "decide it in 'Security/SecuritySettings.cs', or say in a '// security:' note why it stays here";

    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public Task A_permission() => Says("SAFE1001", """
        public class Store { public Azure.Storage.Blobs.Models.PublicAccessType Access() => Azure.Storage.Blobs.Models.PublicAccessType.{|#0:Blob|}; }
        """, "Permission 'PublicAccessType.Blob' hides in 'Store.Access', and it lets anybody read the blobs without signing in: {decide}");

    [Fact]
    public Task A_secret() => Says("SAFE1002", """
        public class Mail { public ICredentials Login() => new {|#0:NetworkCredential|}("news", "k7!Vq2#mZ9"); }
        """, "Secret 'NetworkCredential' hides in 'Mail.Login', and it lets everybody with the source sign in with it: read it from configuration or a vault and rotate the old value, or say in a '// security:' note why it may stand here");

    [Fact]
    public Task A_connection_string() => Says("SAFE1002", """
        public class Store { public string Open() => {|#0:"Server=db;User Id=app;Password=k7!Vq2#mZ9"|}; }
        """, "Secret 'Password' hides in 'Store.Open', and it lets everybody with the source sign in with it: read it from configuration or a vault and rotate the old value, or say in a '// security:' note why it may stand here");

    [Fact]
    public Task A_header() => Says("SAFE1003", """
        public class FrameController : Controller { public void Get() => Response.Headers[{|#0:"X-Frame-Options"|}] = "DENY"; }
        """, "Header 'X-Frame-Options' hides in 'FrameController.Get': {decide}");

    [Fact]
    public Task A_limit() => Says("SAFE1004", """
        public class Upload { public object Form() => new Microsoft.AspNetCore.Http.Features.FormOptions { {|#0:MultipartBodyLengthLimit|} = long.MaxValue }; }
        """, "Limit 'FormOptions.MultipartBodyLengthLimit' hides in 'Upload.Form', and it lets a single upload fill the disk: {decide}");

    [Fact]
    public Task A_switch_of_the_process() => Says("SAFE1005", """
        public class Import { public void Run() => Microsoft.IdentityModel.Logging.IdentityModelEventSource.{|#0:ShowPII|} = true; }
        """, "Logging setting 'IdentityModelEventSource.ShowPII' hides in 'Import.Run', and it writes personal data and parts of tokens to logs and exceptions: it holds for the whole process, so set it at start-up, in 'Security/SecuritySettings.cs', or say in a '// security:' note why it stays here");

    [Fact]
    public Task A_transport() => Says("SAFE1006", """
        public class Client { public object Make() => new HttpClientHandler { {|#0:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true }; }
        """, "Transport setting 'HttpClientHandler.ServerCertificateCustomValidationCallback' hides in 'Client.Make', and it accepts any certificate: {decide}");

    [Fact]
    public Task In_some_cases() => Says("SAFE1006", """
        public class Client
        {
            public object Make(bool trust) => new HttpClientHandler { {|#0:ServerCertificateCustomValidationCallback|} = trust ? (_, _, _, _) => true : null };
        }
        """, "Transport setting 'HttpClientHandler.ServerCertificateCustomValidationCallback' hides in 'Client.Make', and in some cases it accepts any certificate: {decide}");

    [Fact]
    public Task In_development() => Says("SAFE1006", """
        public class Client(IHostEnvironment environment)
        {
            public void Set(HttpClientHandler handler)
            {
                if (environment.IsDevelopment())
                {
                    handler.{|#0:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true;
                }
            }
        }
        """, "Transport setting 'HttpClientHandler.ServerCertificateCustomValidationCallback' hides in 'Client.Set', and it accepts any certificate, in development only: {decide}");

    [Fact]
    public Task An_authentication() => Says("SAFE1007", """
        public class Reader { public object P() => new Microsoft.IdentityModel.Tokens.TokenValidationParameters { {|#0:ValidateLifetime|} = false }; }
        """, "Authentication setting 'TokenValidationParameters.ValidateLifetime' hides in 'Reader.P', and it accepts tokens that have expired: {decide}");

    [Fact]
    public Task A_cookie_without_protection() => Says("SAFE1008", """
        public class Language { public void Set(HttpResponse response) => response.Cookies.Append("l", "de", new {|#0:CookieOptions|}()); }
        """, "Cookie setting 'CookieOptions' hides in 'Language.Set', and it makes a cookie that scripts read and that goes over unencrypted HTTP: set 'HttpOnly' and 'Secure', best with values that 'Security/SecuritySettings.cs' names, or say in a '// security:' note why not");

    [Fact]
    public Task A_cross_origin_header() => Says("SAFE1009", """
        public class Fonts { public void Set(HttpResponse response) => response.Headers[{|#0:"Access-Control-Allow-Origin"|}] = "*"; }
        """, "CORS setting 'Access-Control-Allow-Origin' hides in 'Fonts.Set', and it lets any site read the response: {decide}");

    [Fact]
    public Task A_cryptography() => Says("SAFE1011", """
        public class Old { public object Make() => DES.{|#0:Create|}(); }
        """, "Cryptography setting 'DES.Create' hides in 'Old.Make', and it encrypts with a key that is found within hours: {decide}");

    [Fact]
    public Task The_home_that_a_project_has_is_named() => Verify.Reports(
        [
            ("Hardening/SecuritySettings.cs", "namespace Shop.Hardening; internal static class SecuritySettings { public const int Depth = 8; }"),
            ("Client.cs", """
                using System.Net.Http;
                public class Client { public object Make() => new HttpClientHandler { {|#0:CheckCertificateRevocationList|} = false }; }
                """),
        ],
        Verify.Result("SAFE1006", 0, "Transport setting 'HttpClientHandler.CheckCertificateRevocationList' hides in 'Client.Make', and it accepts certificates that were revoked: decide it in 'Shop.Hardening.SecuritySettings', or say in a '// security:' note why it stays here"));

    [Fact]
    public Task Decided_twice() => Verify.Reports("""
        using System;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.HttpsPolicy;
        using Microsoft.Extensions.DependencyInjection;
        public static class ShopExtensions
        {
            public static void AddShop(this IServiceCollection services) => services.Configure<HstsOptions>(options => options.{|#0:MaxAge|} = TimeSpan.FromDays(365));
        }
        public static class AdminExtensions
        {
            public static void AddAdmin(this IServiceCollection services) => services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(730));
        }
        """,
        Verify.Result("SAFE1021", 0, "'HstsOptions.MaxAge' is 'TimeSpan.FromDays(365)' here and 'TimeSpan.FromDays(730)' in 'AdminExtensions.AddAdmin': whoever changes one will miss the other. Decide it once and name the value in both places."));

    [Fact]
    public Task Weak_at_home_without_a_note() => Verify.Options("dotnet_diagnostic.SAFE1022.severity = warning").Reports("""
        using System.Net.Http;
        public static class TlsClients { public static object Make() => new HttpClientHandler { {|#0:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true }; }
        """,
        Verify.Result("SAFE1022", 0, "'HttpClientHandler.ServerCertificateCustomValidationCallback' weakens security in 'TlsClients.Make', as it accepts any certificate, and nothing says why: add a '// security:' note with the reason, an owner, what is expected and the way back"));

    [Fact]
    public Task A_placeholder() => Verify.Reports("""
        using System.Net.Http;
        public class Client
        {
            {|#0:// security:|}
            public object Make() => new HttpClientHandler { CheckCertificateRevocationList = false };
        }
        """,
        Verify.Result("SAFE0012", 0, "'security' of HttpClientHandler.CheckCertificateRevocationList is still a placeholder: write why it stays here"));

    private static Task Says(string id, string source, string message) => Verify.Finds(source, Verify.Result(id, 0, message.Replace("{decide}", Decide)));
}
