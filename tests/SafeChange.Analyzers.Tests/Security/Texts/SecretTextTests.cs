using System;
using System.Diagnostics;
using System.Linq;
using CsCheck;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Security.Texts;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security.Texts;

/// <summary>
/// The secrets here were drawn for these tests and open nothing. Those with a known prefix are put together from two
/// parts, so that scanners of repositories do not take them for real ones either.
/// </summary>
public sealed class SecretTextTests
{
    private const string Random36 = "u8jzPde0IgxLd6GncfBAepfJBd0Kh8oOOL8d";
    private const string Random24 = "KLzdocJ2isAjIhKtJ0RlgLKO";
    private const string Random32 = "zx56Wd3revRK0Hn5BcdYXZslnhQAOHA4ifgmGnyREjo=";
    private const string Random64 = "JqlW/VziJgeG60TKO/mHR4255HhSQFlCBLeSMSQeSbEpZOqaCCze9HfLIlhJg31yHyr+zgef4O/l6R657A/w/A==";
    private const string Hex = "76295778dd555b32adf6755613d05134";
    private const string Pem = "ewuOIURwlw+94PboGohrvfCWkVr67c/lzQlKdVHzl6leWFaVF+ym0Ej+f+c0cEqEW0uuawFtv9PSxO/qTKvP4LUQbIB9s3khVq4liNu/";
    private const string Header = "ey" + "JhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";
    private const string Payload = "eyJpc3MiOiJiaWxsaW5nIiwiZXhwIjoxODkzNDU2MDAwfQ";
    private const string Signature = "TP2TPaCEgMMNvyCWAgl0UzG7ZULus1qLBmhEa7TNjdU";

    [Theory]
    [InlineData("AKI" + "AT4SYWB5WKH7DNSIP", "an AWS access key ID")]
    [InlineData("key=ASI" + "AT4SYWB5WKH7DNSIP;", "an AWS access key ID")]
    [InlineData("gh" + "p_" + Random36, "a GitHub token")]
    [InlineData("https://gh" + "s_" + Random36 + "@github.com/a/b", "a GitHub token")]
    [InlineData("github_" + "pat_mxgJTeKdNnFRIBXuDL7Dxt_pYlSXpfKtHF4vUCsMehGAkWvj7FAc9QeWJKY40uvSwMFLZDe1f8rESQedUS", "a GitHub token")]
    [InlineData("gl" + "pat-CXlMaXZjljENUhJduRHH1", "a GitLab token")]
    [InlineData("xo" + "xb-433587842765-3155145594862-5Xj8TPQxjq4i9DoV8gz4FkQ1", "a Slack token")]
    [InlineData("https://hooks." + "slack.com/services/T0XJ8Q2PZ/B07QK3M1N/5Xj8TPQxjq4i9DoV8gz4FkQ1", "the address of a Slack webhook")]
    [InlineData("sk_" + "live_" + Random24, "a Stripe secret key")]
    [InlineData("Authorization: Bearer sk_" + "live_" + Random24, "a Stripe secret key")]
    [InlineData("S" + "G.YY_kv5ZJr3J1TWDtkwtDDb.-xHKas1VOqg6YYZYn9ZhyiA4uoRgnatmUdjAWtGSU8p", "a SendGrid key")]
    [InlineData("AI" + "zao-799NksnRH9ucAUsdMlHUvTCQCyEZDz_Td", "a Google API key")]
    [InlineData("npm" + "_" + Random36, "an npm token")]
    [InlineData("oy" + "24a4wfhym4l1vfz3zfkkibj3j4wj99ibag7i1mnbqns6", "a NuGet key")]
    [InlineData("hf" + "_u8jzPde0IgxLd6GncfBAepfJBd0Kh8oOOL", "a Hugging Face token")]
    [InlineData("dap" + "i" + Hex, "a Databricks token")]
    [InlineData("key" + "-" + Hex, "a Mailgun key")]
    [InlineData("JEY8" + "Q~nhFyJfm.5di4P.zJ59.FHz5r1pY4OjE2j", "an Entra client secret")]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=shop;Account" + "Key=" + Random64, "an Azure storage key")]
    [InlineData("Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=send;SharedAccess" + "Key=" + Random32, "an Azure access key")]
    [InlineData("https://shop.blob.core.windows.net/a?sv=2022-11-02&se=2027-01-01&sr=c&sp=r&sig=zx56Wd3revRK0Hn5BcdYXZslnhQAOHA4ifgmGnyREjo%3D", "a shared access signature")]
    [InlineData(Header + "." + Payload + "." + Signature, "a JSON web token")]
    [InlineData("Bearer " + Header + "." + Payload + "." + Signature, "a JSON web token")]
    [InlineData("-----BEGIN RSA PRIVATE " + "KEY-----\n" + Pem + "\n-----END RSA PRIVATE KEY-----", "a private key")]
    [InlineData("-----BEGIN PRIVATE " + "KEY-----\\n" + Pem + "\\n", "a private key")]
    [InlineData("{ \"key\": \"-----BEGIN EC PRIVATE " + "KEY-----\\n" + Pem + "\\n\" }", "a private key")]
    [InlineData("-----BEGIN RSA PRIVATE " + "KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,76295778DD\n\n" + Pem, "a private key")]
    [InlineData("-----BEGIN OPENSSH PRIVATE " + "KEY-----\r\n" + Pem, "a private key")]
    public void A_known_secret_has_a_name(string text, string noun) => Assert.Equal(noun, SecretText.ShapeOf(text));

    [Theory]
    [InlineData("")]
    [InlineData("AKIA")]
    [InlineData("AKIAIOSFODNN7EXAMPLE")]
    [InlineData("AKIAXXXXXXXXXXXXXXXX")]
    [InlineData("AKIA1234567890123456")]
    [InlineData("BAKIAT4SYWB5WKH7DNSI")]
    [InlineData("AKIAT4SYWB5WKH7DNSIPAA")]
    [InlineData("ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("ghp_{0}")]
    [InlineData("ghp_short1")]
    [InlineData("sk_test_" + Random24)]
    [InlineData("pk_" + "live_" + Random24)]
    [InlineData("sk_live_")]
    [InlineData("sk_live_xxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("sk_live_000000000000000000000000")]
    [InlineData("xoxb-your-token-goes-right-in-this-place")]
    [InlineData("xoxb-not-a-real-token-this-will-not-work-123")]
    [InlineData("npm_config_registry_for_the_packages_of_all")]
    [InlineData("SG.Application.Services.Mail.SendGrid.Configuration.Options.Section")]
    [InlineData("cache-key-" + Hex)]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\n{0}\n-----END RSA PRIVATE KEY-----")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----\n...\n-----END PRIVATE KEY-----")]
    [InlineData("-----BEGIN PUBLIC KEY-----\n" + Pem + "\n-----END PUBLIC KEY-----")]
    [InlineData("-----BEGIN CERTIFICATE-----\n" + Pem + "\n-----END CERTIFICATE-----")]
    [InlineData("A block starts with -----BEGIN PRIVATE KEY----- and ends with -----END PRIVATE KEY-----, and everything between is Base64.")]
    [InlineData("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c")]
    [InlineData(Header + "." + Payload + ".")]
    [InlineData(Header + "." + Payload)]
    [InlineData("eyJub3QiOiAiYSBqd3QifQ." + Payload + "." + Signature)]
    [InlineData("AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==")]
    [InlineData("AccountKey={accessKey};AccountName=shop")]
    [InlineData("UseDevelopmentStorage=true")]
    [InlineData("sha512-" + Random64)]
    [InlineData("A sentence that has nothing to hide in it, however long it may become.")]
    public void What_only_looks_like_one_has_none(string text) => Assert.Null(SecretText.ShapeOf(text));

    [Theory]
    [InlineData("Password", "P@ssw0rd1")]
    [InlineData("password", "admin123")]
    [InlineData("DefaultPassword", "Pass123$")]
    [InlineData("adminPassword", "Passw0rd")]
    [InlineData("ADMIN_PASSWORD", "hunter22")]
    [InlineData("smtp_pwd", "Welkom2024!")]
    [InlineData("Pwd", "my_pass123")]
    [InlineData("SmtpPass", "W1nter!sComing")]
    [InlineData("passPhrase", "correct7horse")]
    [InlineData("Password2", "Str0ngEnough")]
    [InlineData("ConnectionStrings:DbPassword", "P@ssword")]
    [InlineData("certificatePassword", "Qwerty12345")]
    [InlineData("Password", "d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("ApiKey", Random24)]
    [InlineData("x-api-key", Random36)]
    [InlineData("apikey", Hex)]
    [InlineData("API_KEY", "ok7BGzvAmw4fUxbv2DCTby")]
    [InlineData("ApiKey", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff")]
    [InlineData("ClientSecret", "JEY8_nhFyJfm.5di4P.zJ59.FHz5r1pY4")]
    [InlineData("Auth:ClientSecret", Random32)]
    [InlineData("IssuerSigningKey", Random32)]
    [InlineData("JwtKey", Random32)]
    [InlineData("JwtSigningKey", "Sup3r$ecretK3y!")]
    [InlineData("AccountKey", Random64)]
    [InlineData("storageAccountKey", Random64)]
    [InlineData("SharedAccessKey", Random32)]
    [InlineData("accessToken", Random36)]
    [InlineData("GitHubToken", "gh" + "p_" + Random36)]
    [InlineData("PrivateKey", "-----BEGIN PRIVATE " + "KEY-----\n" + Pem)]
    [InlineData("ClientSecretValue", Random24)]
    [InlineData("EncryptionKey", Hex)]
    [InlineData("credentials", Random36)]
    [InlineData("Authorization", "Bearer " + Random36)]
    [InlineData("Authorization", "Basic YWRtaW46aHVudGVyMjI=")]
    [InlineData("Ocp-Apim-Subscription-Key", Hex)]
    [InlineData("ApiKeys", Random24)]
    [InlineData("TestPassword", "Pass123$")]
    public void A_secret_is_one(string name, string value) => Assert.True(SecretText.IsSecretFor(name, value));

    [Theory]
    // Placeholders.
    [InlineData("Password", "")]
    [InlineData("Password", "      ")]
    [InlineData("Password", "changeme")]
    [InlineData("Password", "ChangeMe123!")]
    [InlineData("Password", "<password>")]
    [InlineData("Password", "********")]
    [InlineData("Password", "xxxxxxxx")]
    [InlineData("Password", "TODO: set")]
    [InlineData("Password", "{0}")]
    [InlineData("Password", "pass{0}word1")]
    [InlineData("Password", "%PASSWORD%")]
    [InlineData("Password", "${DB_PASSWORD}")]
    [InlineData("Password", "$(DbPassword)")]
    [InlineData("Password", "#{Db.Password1}#")]
    [InlineData("Password", "yourStrong(!)Password")]
    [InlineData("Password", "Your_password123")]
    [InlineData("ApiKey", "your-api-key-here")]
    [InlineData("ApiKey", "YOUR_API_KEY_GOES_HERE_1")]
    [InlineData("ApiKey", "00000000-0000-0000-0000-000000000000")]
    [InlineData("ApiKey", "11111111-1111-1111-1111-111111111111")]
    [InlineData("ApiKey", "0123456789abcdef0123456789abcdef")]
    [InlineData("ApiKey", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("SecretKey", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")]
    // Words, identifiers, resource keys.
    [InlineData("Password", "Password")]
    [InlineData("Password", "password")]
    [InlineData("Password2", "Password2")]
    [InlineData("Password", "PasswordField")]
    [InlineData("Password", "PasswordStep2")]
    [InlineData("Password", "password_hash")]
    [InlineData("Password", "user.password")]
    [InlineData("Password", "Identity.Password.Label")]
    [InlineData("Password", "Identity.Password.Label2")]
    [InlineData("Password", "Input_Password_1")]
    [InlineData("Password", "postgres")]
    [InlineData("Password", "Password:")]
    [InlineData("Password", "Password*")]
    [InlineData("Password", "@Password1")]
    [InlineData("Password", "#password-2")]
    [InlineData("Password", "Auth:ClientSecret")]
    [InlineData("Password", "ada@example.org")]
    [InlineData("Password", "grant_type=password1")]
    [InlineData("Password", "pbkdf2-sha256")]
    [InlineData("Password", "The password must have 8 characters.")]
    [InlineData("Password", "^(?=.*[A-Z])(?=.*[0-9]).{8,}$")]
    [InlineData("Password", "123456")]
    [InlineData("Secret", "SecretKeyOfTheApplication")]
    [InlineData("ClientSecret", "Authentication:Google:ClientSecret")]
    [InlineData("ApiKey", "X-Api-Key-Of-The-Gateway")]
    [InlineData("ApiKey", "Microsoft.Identity.Token2020.Key")]
    [InlineData("Token", "Bearer")]
    [InlineData("AccessToken", "access_token")]
    [InlineData("RefreshToken", "refresh_token")]
    [InlineData("Token", "2024-01-01T00:00:00Z")]
    [InlineData("Token", "abcdefghijklmnopqrstuvwxyz0123456789")]
    [InlineData("Authorization", "Authorization")]
    [InlineData("Authorization", "Bearer {token}")]
    [InlineData("Authorization", "Bearer ")]
    // Addresses and files.
    [InlineData("ApiKey", "https://example.org/keys/6f9619ff8b864d01b42d00cf4fc964ff")]
    [InlineData("PrivateKey", "/etc/ssl/private/6f9619ff8b86.pem")]
    [InlineData("PrivateKey", "C:\\keys\\K3yStore2024.pfx")]
    [InlineData("PrivateKey", "~/.ssh/id_ed25519_2024_work")]
    // Names that end in something else.
    [InlineData("PasswordLength", Random24)]
    [InlineData("TokenUrl", Random24)]
    [InlineData("TokenEndpoint", Random24)]
    [InlineData("TokenType", Random24)]
    [InlineData("TokenName", Random24)]
    [InlineData("SecretName", Random24)]
    [InlineData("KeyVaultName", Random24)]
    [InlineData("PasswordPolicy", Random24)]
    [InlineData("PasswordHash", Random36)]
    [InlineData("PasswordRegex", Random24)]
    [InlineData("TokenProvider", Random24)]
    [InlineData("ApiKeyHeader", Random24)]
    [InlineData("ApiKeyId", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff")]
    [InlineData("PasswordField", "Passw0rd1")]
    [InlineData("PasswordLabel", "Passw0rd1")]
    [InlineData("TokenClaim", Random24)]
    [InlineData("Tokenizer", Random24)]
    [InlineData("AuthenticationScheme", Random24)]
    // Names that are about something else.
    [InlineData("PublicKeyToken", "b77a5c561934e089b77a5c561934e089")]
    [InlineData("PublicKey", Random32)]
    [InlineData("CancellationToken", Random24)]
    [InlineData("ContinuationToken", Random36)]
    [InlineData("CacheKey", Random24)]
    [InlineData("PrimaryKey", Random24)]
    [InlineData("SessionKey", Random24)]
    [InlineData("RenderPass", "Passw0rd1")]
    [InlineData("ForgotPassword", "Passw0rd1")]
    [InlineData("InvalidPassword", "Auth0001x")]
    [InlineData("DummyPassword", "Passw0rd1")]
    [InlineData("EncryptedPassword", Random36)]
    [InlineData("CompassDirection", "North2024x")]
    [InlineData("Id", "6f9619ff-8b86-4d01-b42d-00cf4fc964ff")]
    [InlineData("", Random24)]
    public void What_is_none_is_none(string name, string value) => Assert.False(SecretText.IsSecretFor(name, value));

    [Theory]
    [InlineData("", true)]
    [InlineData("changeit", true)]
    [InlineData("change_me", true)]
    [InlineData("REPLACE_ME", true)]
    [InlineData("<your password>", true)]
    [InlineData("enter password here", true)]
    [InlineData("my-secret", true)]
    [InlineData("myPassword", true)]
    [InlineData("...", true)]
    [InlineData("••••••", true)]
    [InlineData("{{ secret }}", true)]
    [InlineData("__PASSWORD__", true)]
    [InlineData("not set", true)]
    [InlineData("password", true)]
    [InlineData("1234567890", true)]
    [InlineData("a\uFFFCb", true)]
    [InlineData("hunter22", false)]
    [InlineData("Pass123$", false)]
    [InlineData("postgres", false)]
    [InlineData(Random24, false)]
    [InlineData(Hex, false)]
    public void A_placeholder_stands_for_a_value(string text, bool expected) => Assert.Equal(expected, SecretText.IsPlaceholder(text));

    [Fact]
    public void Most_keys_that_a_machine_draws_are_known() =>
        Assert.InRange(
            Enumerable.Range(0, 1000).Count(seed =>
            {
                var bytes = new byte[24];
                new Random(seed).NextBytes(bytes);
                return SecretText.IsSecretFor("ApiKey", Convert.ToBase64String(bytes)) && SecretText.IsSecretFor("ApiKey", Convert.ToHexString(bytes));
            }),
            930,
            1000);

    [Fact]
    public void No_text_is_too_strange() =>
        Gen.Select(Gen.String, Gen.String[Gen.Char["-_.:/{}<>$%=@~aA0Q eyJBEGIN"], 0, 60]).Sample((name, value) =>
        {
            foreach (var text in new[] { name, value, "-----BEGIN PRIVATE KEY-----" + value, "eyJ" + value + "." + name, "Q~" + value, value + "Q~", "sig=" + value + "&se=" })
            {
                _ = SecretText.ShapeOf(text);
                _ = SecretText.IsPlaceholder(text);
                _ = SecretText.IsSecretFor(value, text);
                Assert.False(SecretText.IsSecretFor("Password", text) && SecretText.IsPlaceholder(text) && SecretText.ShapeOf(text) is null);
            }
        });

    [Theory]
    [InlineData("eyJ")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.")]
    [InlineData("-----BEGIN PRIVATE KEY-----")]
    [InlineData("-----BEGIN PRIVATE KEY-----   \n\n : ")]
    [InlineData("8Q~")]
    [InlineData("sig=se=")]
    [InlineData("{")]
    [InlineData("<a")]
    [InlineData("a")]
    [InlineData("AKIA ")]
    public void A_hostile_megabyte_costs_nothing(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 1_000_000 / unit.Length));
        var watch = Stopwatch.StartNew();

        for (var i = 0; i < 10; i++)
        {
            _ = SecretText.ShapeOf(text);
            _ = SecretText.IsPlaceholder(text);
            Assert.False(SecretText.IsSecretFor("Password", text));
            _ = SecretText.IsSecretFor(text, "hunter22");
        }

        // Milliseconds; the limit is for a busy machine. Whatever grew with the square of the text would take minutes.
        Assert.True(watch.ElapsedMilliseconds < 2000, $"{watch.ElapsedMilliseconds} ms");
    }
}
