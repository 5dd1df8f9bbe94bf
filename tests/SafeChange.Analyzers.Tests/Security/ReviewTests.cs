using System.Linq;
using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Security;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

/// <summary>What a reader found who judged the rules by their pages before reading their code.</summary>
public sealed class ReviewTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    private static readonly Verify<SecurityAnalyzer, AddSecurityNoteFix> Fix = new Verify<SecurityAnalyzer, AddSecurityNoteFix>(References.Net10)
        .Options("safechange.security.additional_settings = P:Client.TrustAll=transport | P:Client.Limit=limits | M:Client.Trusting=transport");

    // Followed to the end, this takes longer than anybody waits.
    [Fact]
    public Task A_text_that_is_made_of_itself_a_hundred_times_is_given_up() => Verify.FindsNothing($$"""
        public class Banner
        {
            public void Write(HttpResponse response)
            {
                var policy = "default-src 'self'";
                {{string.Join("\n        ", Enumerable.Range(0, 100).Select(static i => $"policy = policy + \"; img-src cdn{i}.example\" + policy;"))}}
                response.Headers["Content-Security-Policy"] = policy;
            }
        }
        """);

    [Fact]
    public Task A_value_with_more_branches_than_there_is_time_for_is_given_up() => Verify.FindsNothing($$"""
        public class Banner
        {
            public void Write(HttpResponse response, int n)
            {
                string a = "", b = "", c = "", d = "", e = "", f = "";
                {{string.Join("\n        ", Enumerable.Range(0, 40).Select(static i => $"a = b + {i}; b = c + {i}; c = d + {i}; d = e + {i}; e = f + {i}; f = Console.ReadLine() + {i};"))}}
                response.Headers["Content-Security-Policy"] = a;
            }
        }
        """);

    [Fact]
    public Task A_secret_that_an_attribute_is_given_is_found() => Verify.Finds("""
        [AttributeUsage(AttributeTargets.All)]
        public class BasicAttribute(string user, string password) : Attribute
        {
            public string User => user + password;
            public string? Token { get; set; }
        }
        [Basic("svc", {|SAFE1002:"V3ry!Quiet9"|})]
        public class Orders { }
        [Basic("svc", "", Token = {|SAFE1002:"8d7f6a5b4c3d2e1f0a9b8c7d6e5f4a3c"|})]
        public class Bills { }
        """);

    [Fact]
    public Task Texts_about_a_secret_in_an_attribute_are_none() => Verify.FindsNothing("""
        using System.ComponentModel;
        using System.ComponentModel.DataAnnotations;
        public class Form
        {
            [Display(Name = "Passw0rd field", Prompt = "Enter Passw0rd!")] public string? First { get; set; }
            [Obsolete("Use the password 'Passw0rd!'")] public string? Second { get; set; }
            [DefaultValue("P@ssw0rd!")] public string? Password { get; set; }
            [Description("Server=x;Password=Ab3!xyzQQ;")] public string? Fourth { get; set; }
        }
        """);

    [Fact]
    public Task A_secret_that_is_answered_is_found() => Verify.Finds("""
        public class Partner
        {
            public string GetPassword() => {|SAFE1002:"Tr0ub4dor&3x"|};
            public string ClientSecret { get { return {|SAFE1002:"Zk93OHV2N1hyVDlMbU5jUTR5"|}; } }
            public string ApiKey(string place) => place switch { "eu" => {|SAFE1002:"7f3e2d1c0b9a8f7e6d5c4b3a2f1e0d9c"|}, _ => "" };
        }
        """);

    [Fact]
    public Task Answers_that_are_called_like_secrets_and_are_none_stay_silent() => Verify.FindsNothing("""
        public class Scanner
        {
            public string GetToken(int kind) => kind switch { 0 => "end-of-line", 1 => "identifier2", _ => "eof" };
            public string Token(int kind) { if (kind == 0) return "start_of_text_2"; return "TokenKind_7"; }
            public string ResetPassword() => "Your new password is on its way, look for mail no. 2!";
            public string ForgotPasswordToken() => "forgot-password-token-2x";
            public Func<string> GetSecret() => () => "nothing-to-see-7x";
        }
        """);

    [Fact]
    public Task A_secret_as_bytes_is_found() => Verify.Finds("""
        public class Signatures
        {
            private static readonly byte[] SigningKey = Encoding.UTF8.GetBytes({|SAFE1002:"Zk93OHV2N1hyVDlMbU5jUTR3"|});
            private static readonly byte[] EncryptionKey = Convert.FromBase64String({|SAFE1002:"q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQ"|});
            private readonly byte[] masterKey = {|SAFE1002:"Zk93OHV2N1hyVDlMbU5jUTR4"u8|}.ToArray();
            public HMACSHA256 Create() => {|SAFE1002:new|}("kJ8fQ2mX7vL4nT9pR3wZ6yB1cD5gH0sA"u8.ToArray());
            public byte[] Master => masterKey;
        }
        """);

    [Fact]
    public Task A_secret_behind_its_name_is_found() => Verify.Finds("""
        public class Client
        {
            public void Send(HttpClient client) => client.DefaultRequestHeaders.Add("X-Api-Key", {|SAFE1002:"b7d0f9a4c1e84f0d9a3b2c6e5f7a8091"|});
            public void Prepare() => Environment.SetEnvironmentVariable("DB_PASSWORD", {|SAFE1002:"gT7!kLm2Qx"|});
            public KeyValuePair<string, string> Form() => new("client_secret", {|SAFE1002:"9f8Yq2Lm4Zx7Vb1Kc6Tn3Wq6"|});
            public void Translate(Dictionary<string, string> texts)
            {
                texts.Add("password", "Passwort");
                texts.Add("Password.Hint", "Mindestens 12 Zeichen!");
                texts.Add("ApiKey", "API-Schlüssel_2");
            }
        }
        """);

    [Fact]
    public Task A_known_secret_is_one_where_it_is_compared_too() => Verify.Finds("""
        public class Gate
        {
            public bool Opens(string key) => key == {|SAFE1002:"ghp_16C7e42F292c6912E7710c838347Ae178B4b"|};
            public bool Is(string key) => key.StartsWith("ghp_") || key == "-----BEGIN RSA PRIVATE KEY-----";
        }
        """);

    [Fact]
    public Task A_policy_and_what_is_in_it_are_one_finding() => Verify.Finds("""
        using Microsoft.AspNetCore.Cors.Infrastructure;
        public class Tenants(IOptions<CorsOptions> options)
        {
            public void One() => options.Value.{|SAFE1009 info:AddPolicy|}("one", policy => policy.WithOrigins("https://one.example").AllowAnyHeader().WithMethods("GET"));
            public void Any() => options.Value.AddPolicy("any", policy => policy.AllowAnyHeader().{|SAFE1009:AllowAnyOrigin|}());
        }
        """);

    [Fact]
    public Task A_method_that_is_handed_options_may_configure_what_is_in_them() => Verify.FindsNothing("""
        using Microsoft.AspNetCore.Cors.Infrastructure;
        public static class Partners
        {
            public static void Add(CorsOptions options) => options.AddPolicy("any", policy => policy.AllowAnyOrigin().AllowAnyHeader());
            public static void Admit(AuthorizationOptions options) => options.AddPolicy("all", policy => policy.RequireAssertion(_ => true));
        }
        """);

    [Fact]
    public Task One_value_that_is_written_in_two_ways_is_decided_once() => Verify.Finds("""
        using Microsoft.IdentityModel.Tokens;
        public static class Flags { public const bool Off = false; }
        public class Readers { public TokenValidationParameters One() => new() { {|SAFE1007:ValidateIssuer|} = false }; }
        public class Writers { public TokenValidationParameters Two() => new() { {|SAFE1007:ValidateIssuer|} = Flags.Off }; }
        """);

    [Fact]
    public Task Two_functions_are_not_said_to_differ() => Verify.Finds("""
        using System.Net.Security;
        public class Feeds
        {
            private static readonly Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool> Any = (_, _, _, _) => true;
            public HttpClientHandler One() => new() { {|SAFE1006:ServerCertificateCustomValidationCallback|} = Any };
        }
        public class Mails
        {
            public HttpClientHandler Two() => new() { {|SAFE1006:ServerCertificateCustomValidationCallback|} = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator };
        }
        """);

    [Theory]
    [InlineData("""
            public object Run(Client client) => client
        .Trusting()
        .{|SAFE1006:Trusting|}();
        """)]
    [InlineData("""
            private readonly Client first = new() { {|SAFE1006:TrustAll|} = true }, second = new() { {|SAFE1004:Limit|} = 5 };
        """)]
    [InlineData("""
            public Importer() : this(new Client { {|SAFE1006:TrustAll|} = true }) { }
        """)]
    [InlineData("""
            public Client Value { get; } = new Client { {|SAFE1006:TrustAll|} = true };
        """)]
    [InlineData("""
            public Client this[int i] => i > 0 ? new() { {|SAFE1006:TrustAll|} = true } : new();
        """)]
    public Task One_note_does_for_a_member(string member)
    {
        var before = Class(member);
        var text = System.Text.RegularExpressions.Regex.Replace(member, @"\{\|[^:]*:(\w+)\|\}", "$1");
        var start = text.Length - text.TrimStart().Length;
        var note = "{|SAFE0012:// security: <why does it stay here?>|}\n    // owner:\n    // expected:\n    // rollback:\n    ";
        return Fix.FixesOne(before, Class("    " + note + text[start..]));
    }

    [Fact]
    public Task A_note_has_the_tabs_and_line_ends_of_its_file() => Fix.FixesOne(
        "public sealed class Importer\r\n{\r\n\tpublic void Run(Client client)\r\n\t{\r\n\t\tclient.{|SAFE1006:TrustAll|} = true;\r\n\t}\r\n}\r\n" + Types.ReplaceLineEndings("\r\n"),
        "public sealed class Importer\r\n{\r\n\tpublic void Run(Client client)\r\n\t{\r\n\t\t{|SAFE0012:// security: <why does it stay here?>|}\r\n\t\t// owner:\r\n\t\t// expected:\r\n\t\t// rollback:\r\n\t\tclient.TrustAll = true;\r\n\t}\r\n}\r\n" + Types.ReplaceLineEndings("\r\n"));

    private const string Types =
        """
        public sealed class Client
        {
            public bool TrustAll { get; set; }
            public int Limit { get; set; }
            public Client Trusting() => this;
        }
        """;

    private static string Class(string member) =>
        $"public sealed class Importer(Client client)\n{{\n    public Client Given => client;\n\n{member.Replace("public Importer()", "public Importer(int i)")}\n}}\n" + Types;
}
