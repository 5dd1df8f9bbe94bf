using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

public class SAFE1002SecretBuriedTests
{
    // Put together here so that no scanner of repositories takes them for secrets of ours.
    private const string AwsKey = "AKIA" + "W7Q3ZKD5XN2LTB6M";
    private const string GitHubToken = "ghp" + "_" + "q7Zt2Lx9Vb4Nc8Kd1Wf6Rh3Sj5Mg0Pa2Yu4E";
    private const string PrivateKey = "-----BEGIN " + "RSA PRIVATE KEY-----";
    private const string KeyBody = "MIIEowIBAAKCAQEAx7mQpL3vR9sTzYbWkD2fGhJ4nXcV6aUeI8oPqZrMtSyBwKd5\nFgHl1jCvNxQm0iEuAoRpYtLsWkXzDbGcVfJhTnMrPqKaSdZyUwIoExBvLgQnCmHj";
    private const string Jwt = "eyJ" + "hbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ" + "zdWIiOiI0NzExIiwibmFtZSI6InNob3AifQ.kq3Zt9Lx2Vb7Nc1Kd5Wf8Rh4Sj6Mg0Pa3Yu5Eo";

    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public Task A_password_in_a_connection_string_is_reported() => Verify.Finds("""
        using Microsoft.Data.SqlClient;
        public class OrderReader
        {
            private const string Connection = {|SAFE1002:"Server=db01;Database=orders;User Id=orders_app;Password=k7!Vq2#mZ9"|};
            public SqlConnection Open() => new SqlConnection(Connection);
        }
        """);

    [Fact]
    public Task A_password_between_the_holes_of_a_connection_string_is_reported() => Verify.Finds("""
        public class OrderReader(string server)
        {
            public string Connection => {|SAFE1002:$"Server={server};Database=orders;User Id=orders_app;Pwd=k7!Vq2#mZ9;Timeout=30"|};
        }
        """);

    [Fact]
    public Task A_storage_account_key_in_a_connection_string_is_reported() => Verify.Finds("""
        using Azure.Storage.Blobs;
        public class Attachments
        {
            private readonly BlobServiceClient client = new({|SAFE1002:"DefaultEndpointsProtocol=https;AccountName=shopfiles;AccountKey=q7Zt2Lx9Vb4Nc8Kd1Wf6Rh3Sj5Mg0Pa2Yu4EoTi8Cw1Xe6Bz3Nk5Hq9Jv7Rd2Lm4Gs0Yp8Ua6FtQ==;EndpointSuffix=core.windows.net"|});
            public BlobServiceClient Client => client;
        }
        """);

    [Fact]
    public Task An_access_key_of_a_cloud_is_reported() => Verify.Finds($$"""
        public class Backup
        {
            public string Key => {|SAFE1002:"{{AwsKey}}"|};
        }
        """);

    [Fact]
    public Task A_token_of_a_service_is_reported_by_its_shape() => Verify.Finds($$"""
        public class ReleaseNotes
        {
            private const string Token = {|SAFE1002:"{{GitHubToken}}"|};
            public string Header => "token " + Token;
        }
        """);

    [Fact]
    public Task A_private_key_is_reported() => Verify.Finds($""""
        public class LicenceSigner
        """" + "\n{\n    private const string Key = {|SAFE1002:\"\"\"\n        " + PrivateKey + "\n        " + KeyBody.Replace("\n", "\n        ") + "\n        -----END RSA PRIVATE KEY-----\n        \"\"\"|};\n    public string Pem => Key;\n}\n");

    [Fact]
    public Task A_signed_token_is_reported_even_in_a_class_that_is_named_for_security() => Verify.Finds($$"""
        public class IdentityServerSettings
        {
            public string LicenceKey { get; set; } = {|SAFE1002:"{{Jwt}}"|};
        }
        """);

    [Fact]
    public Task Credentials_of_a_mail_server_written_in_code_are_reported() => Verify.Finds("""
        using System.Net.Mail;
        public class ReceiptMailer
        {
            public void Send(MailMessage message)
            {
                using var client = new SmtpClient("smtp.shop.example", 587) { EnableSsl = true };
                client.Credentials = new {|SAFE1002:NetworkCredential|}("receipts", "k7!Vq2#mZ9");
                client.Send(message);
            }
        }
        """);

    [Fact]
    public Task A_login_with_a_literal_password_is_reported() => Verify.Finds("""
        using MailKit.Net.Smtp;
        public class Newsletter
        {
            private readonly SmtpClient client = new();
            public async Task LoginAsync() => await client.{|SAFE1002:AuthenticateAsync|}("news", "k7!Vq2#mZ9");
        }
        """);

    [Fact]
    public Task A_signing_key_made_of_a_constant_is_reported() => Verify.Finds("""
        using Microsoft.IdentityModel.Tokens;
        public class DownloadTickets
        {
            private const string Key = "0f3c8e1b7a5d4962b8e0c1d7f4a29365";
            public SecurityKey SigningKey => new {|SAFE1002:SymmetricSecurityKey|}(Encoding.UTF8.GetBytes(Key));
        }
        """);

    [Fact]
    public Task A_signing_key_from_configuration_is_no_decision() => Verify.FindsNothing("""
        using Microsoft.IdentityModel.Tokens;
        public class DownloadTickets(IConfiguration configuration)
        {
            public SecurityKey SigningKey => new SymmetricSecurityKey(Encoding.UTF8.GetBytes(configuration["Tickets:Key"]!));
        }
        """);

    [Fact]
    public Task A_certificate_with_its_password_in_code_is_reported() => Verify.Finds("""
        public class StampClient
        {
            public X509Certificate2 Load(byte[] file) => X509CertificateLoader.{|SAFE1002:LoadPkcs12|}(file, "k7!Vq2#mZ9");
        }
        """);

    [Fact]
    public Task A_key_that_can_be_exported_is_reported() => Verify.Finds("""
        public class StampClient
        {
            public X509Certificate2 Load(byte[] file, string password) =>
                X509CertificateLoader.LoadPkcs12(file, password, X509KeyStorageFlags.{|SAFE1002 info:Exportable|});
        }
        """);

    [Fact]
    public Task A_key_of_a_cipher_written_in_code_is_reported() => Verify.Finds("""
        public class VoucherCodes
        {
            public Aes Cipher()
            {
                var aes = Aes.Create();
                aes.{|SAFE1002:Key|} = Encoding.ASCII.GetBytes("0123ab6789cdef01");
                return aes;
            }
        }
        """);

    [Fact]
    public Task A_client_secret_written_in_a_worker_is_reported() => Verify.Finds("""
        using Azure.Identity;
        public class NightlyExport(string tenant, string client)
        {
            public ClientSecretCredential Credential() => new {|SAFE1002:ClientSecretCredential|}(tenant, client, "k7~Vq2.mZ9_Lx4Nc8Kd1Wf6Rh3Sj5Mg0Pa2");
        }
        """);

    [Fact]
    public Task A_password_of_a_broker_in_an_initializer_is_reported() => Verify.Finds("""
        using RabbitMQ.Client;
        public class OrderQueue
        {
            public ConnectionFactory Factory() => new ConnectionFactory { HostName = "mq01", UserName = "orders", {|SAFE1002:Password|} = "k7!Vq2#mZ9" };
        }
        """);

    [Fact]
    public Task A_password_that_is_passed_through_is_no_decision() => Verify.FindsNothing("""
        using RabbitMQ.Client;
        public class QueueOptions { public string Host { get; set; } = ""; public string User { get; set; } = ""; public string Password { get; set; } = ""; }
        public class OrderQueue(IOptions<QueueOptions> options)
        {
            public ConnectionFactory Factory() => new ConnectionFactory { HostName = options.Value.Host, UserName = options.Value.User, Password = options.Value.Password };
        }
        """);

    [Fact]
    public Task Names_of_settings_and_keys_of_resources_are_no_secrets() => Verify.FindsNothing("""
        public class LoginTexts(IConfiguration configuration)
        {
            public const string PasswordKey = "Authentication:Smtp:Password";
            public const string PasswordLabel = "Login.Password.Label";
            public const string ResetPasswordUrl = "/account/reset-password?token=";
            public string? Password => configuration["Smtp:Password"];
            public string? FromVault => configuration["ConnectionStrings:Orders:Password"];
        }
        """);

    [Theory]
    [InlineData("Server=db;User Id=app;Password=")]
    [InlineData("Server=db;User Id=app;Password=;Database=shop")]
    [InlineData("Server=db;User Id=app;Password=<password>;Database=shop")]
    [InlineData("Server=db;User Id=app;Password=***;Database=shop")]
    [InlineData("Server=db;User Id=app;Password={0};Database=shop")]
    [InlineData("Server=db;User Id=app;Password=your_password_here;Database=shop")]
    [InlineData("Server=db;User Id=app;Password=%DB_PASSWORD%;Database=shop")]
    [InlineData("Server=db;User Id=app;Password=${DB_PASSWORD};Database=shop")]
    [InlineData("Server=db;Database=shop;Integrated Security=true")]
    public Task A_placeholder_in_a_connection_string_is_no_secret(string text) => Verify.FindsNothing($$"""
        public class Help { public string Example => "{{text}}"; }
        """);

    [Fact]
    public Task A_public_key_and_a_certificate_are_no_secrets() => Verify.FindsNothing($""""
        public class LicenceCheck
        """" + "\n{\n    private const string Key = \"-----BEGIN PUBLIC KEY-----\\n" + KeyBody.Replace("\n", "\\n") + "\\n-----END PUBLIC KEY-----\";\n    private const string Certificate = \"-----BEGIN CERTIFICATE-----\\n" + KeyBody.Replace("\n", "\\n") + "\\n-----END CERTIFICATE-----\";\n    public string Pem => Key + Certificate;\n}\n");

    [Fact]
    public Task A_key_that_a_documentation_shows_is_no_secret() => Verify.FindsNothing("""
        public class Samples { public string Key => "AKIAIOSFODNN7EXAMPLE"; }
        """);

    [Fact]
    public Task A_secret_in_the_composition_root_is_left_to_others() => Verify.Program().FindsNothing("""
        var login = new NetworkCredential("news", "k7!Vq2#mZ9");
        Console.WriteLine(login.UserName);
        """);

    [Fact]
    public Task A_name_never_excuses_a_secret() => Verify.Finds("""
        using Microsoft.IdentityModel.Tokens;
        namespace Shop.Security
        {
            public class JwtKeys
            {
                public SecurityKey Key => new {|SAFE1002:SymmetricSecurityKey|}(Encoding.UTF8.GetBytes("0f3c8e1b7a5d4962b8e0c1d7f4a29365"));
            }
        }
        """);

    [Fact]
    public Task A_fallback_for_a_missing_setting_is_still_known_to_everybody() => Verify.Finds("""
        public class Tickets(IConfiguration configuration)
        {
            private string Secret => configuration["Tickets:Secret"] ?? {|SAFE1002:"k7!Vq2#mZ9-Lx4Nc8Kd1Wf6"|};
            public string Sign(string text) => Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes(text)));
        }
        """);

    [Fact]
    public Task A_local_database_of_a_developer_is_a_suggestion() => Verify.Finds("""
        public class Seeder
        {
            public string Connection => {|SAFE1002 info:"Host=localhost;Database=shop;Username=postgres;Password=k7!Vq2#mZ9"|};
        }
        """);

    [Fact]
    public Task A_password_in_a_web_address_is_reported() => Verify.Finds("""
        public class Feed { public string Source => {|SAFE1002:"amqp://orders:k7Vq2mZ9Lx4Nc8@mq01.shop.example:5672/orders"|}; }
        """);

    [Fact]
    public Task A_login_that_a_form_sends_is_no_secret() => Verify.FindsNothing("""
        public record LoginRequest(string User, string Password);
        public class LoginPage
        {
            public LoginRequest Empty => new("", "");
            public string Field => "<input type='password' name='Password' placeholder='Password'>";
            public Dictionary<string, string> Messages => new() { ["PasswordTooShort"] = "Passwords have at least 12 characters.", ["Password"] = "Password" };
            public bool IsPassword(string name) => name is "Password" or "NewPassword";
        }
        """);
}
