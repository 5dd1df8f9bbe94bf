using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security.Recognition;

/// <summary>Every shape in which code decides a setting.</summary>
public class SettingRecognitionTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public Task An_assignment() => Verify.Finds("""
        public class Client { public void Set(HttpClientHandler handler) { var h = new HttpClientHandler(); h.{|SAFE1006:CheckCertificateRevocationList|} = false; } }
        """);

    [Fact]
    public Task A_member_of_an_object_initializer() => Verify.Finds("""
        public class Client { public object Make() => new HttpClientHandler { {|SAFE1006:CheckCertificateRevocationList|} = false }; }
        """);

    [Fact]
    public Task A_member_of_a_nested_initializer() => Verify.Finds("""
        public class Client { public object Make() => new X509Chain { ChainPolicy = { {|SAFE1006:RevocationMode|} = X509RevocationMode.NoCheck } }; }
        """);

    [Fact]
    public Task A_with_expression() => Verify.AdditionalFile("SafeChange.SecuritySettings.txt", "P:Shop.Link.TrustAny ; category=transport ; weakening=true ; scope=instance ; placement=home").Finds("""
        namespace Shop
        {
            public record Link(string Url) { public bool TrustAny { get; init; } }
            public class Links { public Link Loose(Link link) => link with { {|SAFE1006:TrustAny|} = true }; }
        }
        """);

    [Fact]
    public Task A_flag_that_is_added() => Verify.Finds("""
        using System.Security.Authentication;
        public class Client
        {
            public void Allow()
            {
                var handler = new HttpClientHandler();
                handler.{|SAFE1006:SslProtocols|} |= SslProtocols.Tls11;
            }
        }
        """);

    [Fact]
    public Task A_callback_that_is_added() => Verify.Finds("""
        public class Client
        {
            public void Allow()
            {
                var handler = new HttpClientHandler();
                handler.{|SAFE1006:ServerCertificateCustomValidationCallback|} += (_, _, _, _) => true;
            }
        }
        """);

    [Fact]
    public Task A_callback_that_is_taken_away_decides_nothing() => Verify.FindsNothing("""
        using System.Net.Security;
        public class Client
        {
            public void Deny(HttpClientHandler handler, Func<HttpRequestMessage, X509Certificate2?, X509Chain?, SslPolicyErrors, bool> callback) =>
                handler.ServerCertificateCustomValidationCallback -= callback;
        }
        """);

    [Fact]
    public Task A_lambda_inside_the_options_lambda_of_a_client() => Verify.Finds("""
        using RestSharp;
        public class Client
        {
            public RestClient Make() => new RestClient("https://partner.example", options => options.Timeout = TimeSpan.FromSeconds(5));
            public RestClientOptions Options() => new("https://partner.example") { {|SAFE1006:RemoteCertificateValidationCallback|} = (_, _, _, _) => true };
        }
        """);

    [Fact]
    public Task A_block_lambda_that_always_answers_true() => Verify.Finds("""
        public class Client
        {
            public object Make() => new HttpClientHandler
            {
                {|SAFE1006:ServerCertificateCustomValidationCallback|} = (message, certificate, chain, errors) =>
                {
                    Console.WriteLine(certificate?.Subject);
                    return true;
                },
            };
        }
        """);

    [Fact]
    public Task A_local_function_that_always_answers_true() => Verify.Finds("""
        using System.Net.Security;
        public class Client
        {
            public object Make()
            {
                bool Trust(HttpRequestMessage message, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors) => true;
                return new HttpClientHandler { {|SAFE1006:ServerCertificateCustomValidationCallback|} = Trust };
            }
        }
        """);

    [Fact]
    public Task A_value_held_by_a_local() => Verify.Finds("""
        public class Client
        {
            public object Make()
            {
                var check = false;
                return new HttpClientHandler { {|SAFE1006:CheckCertificateRevocationList|} = check };
            }
        }
        """);

    [Fact]
    public Task A_value_held_by_a_constant_of_the_class() => Verify.Finds("""
        using System.Text.Json;
        public class Reader
        {
            private const int Depth = 1024;
            public JsonSerializerOptions Options => new() { {|SAFE1004:MaxDepth|} = Depth };
        }
        """);

    [Fact]
    public Task A_value_held_by_a_read_only_field() => Verify.Finds("""
        public class Cookies
        {
            private static readonly SameSiteMode Mode = SameSiteMode.None;
            public CookieOptions Options => new() { HttpOnly = true, Secure = true, {|SAFE1008:SameSite|} = Mode };
        }
        """);

    [Fact]
    public Task A_method_on_a_static_class() => Verify.Finds("""
        public class Voucher { public byte[] Hash(string p, byte[] s) => Rfc2898DeriveBytes.{|SAFE1011:Pbkdf2|}(p, s, 1000, HashAlgorithmName.SHA256, 32); }
        """);

    [Fact]
    public Task An_extension_method_called_either_way() => Verify.Finds("""
        using Microsoft.AspNetCore.DataProtection;
        public abstract class Links
        {
            protected abstract IDataProtectionBuilder Keys { get; }
            public void Share()
            {
                Keys.{|SAFE1011 info:SetApplicationName|}("shop");
                DataProtectionBuilderExtensions.{|SAFE1011 info:DisableAutomaticKeyGeneration|}(Keys);
            }
        }
        """);

    [Fact]
    public Task A_constructor() => Verify.Finds("""
        public class Mail { public ICredentials Login => new {|SAFE1002:NetworkCredential|}("news", "k7!Vq2#mZ9"); }
        """);

    [Fact]
    public Task A_target_typed_constructor() => Verify.Finds("""
        public class Mail { private readonly NetworkCredential login = {|SAFE1002:new|}("news", "k7!Vq2#mZ9"); public ICredentials Login => login; }
        """);

    [Fact]
    public Task A_constructor_with_named_arguments() => Verify.Finds("""
        public class Mail { public ICredentials Login => new {|SAFE1002:NetworkCredential|}(password: "k7!Vq2#mZ9", userName: "news"); }
        """);

    [Fact]
    public Task A_qualified_constructor() => Verify.Finds("""
        public class Mail { public object Login => new System.Net.{|SAFE1002:NetworkCredential|}("news", "k7!Vq2#mZ9"); }
        """);

    [Fact]
    public Task A_member_of_a_base_type_through_a_derived_one() => Verify.Finds("""
        public class PartnerHandler : HttpClientHandler
        {
            public PartnerHandler() => {|SAFE1006:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true;
        }
        """);

    [Fact]
    public Task A_static_member_that_is_an_argument() => Verify.Finds("""
        public class Pay { public byte[] Encrypt(RSA rsa, byte[] data) => rsa.Encrypt(data, RSAEncryptionPadding.{|SAFE1011:Pkcs1|}); }
        """);

    [Fact]
    public Task A_static_member_through_a_using_static() => Verify.Finds("""
        using static System.Security.Cryptography.RSAEncryptionPadding;
        public class Pay { public byte[] Encrypt(RSA rsa, byte[] data) => rsa.Encrypt(data, {|SAFE1011:Pkcs1|}); }
        """);

    [Fact]
    public Task A_collection_that_is_emptied() => Verify.Finds("""
        public class Hops { public void Trust(IOptions<ForwardedHeadersOptions> o) { o.Value.{|SAFE1015:KnownProxies|}.Clear(); } }
        """);

    [Fact]
    public Task A_collection_filled_by_an_initializer() => Verify.Finds("""
        using Microsoft.AspNetCore.HttpLogging;
        public class Logs { public HttpLoggingOptions Options => new() { {|SAFE1005:RequestHeaders|} = { "Authorization" } }; }
        """);

    [Fact]
    public Task A_collection_that_gets_a_certificate() => Verify.Finds("""
        public class Client
        {
            public HttpClientHandler Make(X509Certificate2 certificate)
            {
                var handler = new HttpClientHandler();
                handler.ClientCertificates.Add(certificate);
                handler.{|SAFE1006 info:ClientCertificateOptions|} = ClientCertificateOption.Automatic;
                return handler;
            }
        }
        """);

    [Fact]
    public Task An_event() => Verify.Finds("""
        using StackExchange.Redis;
        public class Cache { public void Trust(IServiceProvider s) { var o = new ConfigurationOptions(); o.{|SAFE1006:CertificateValidation|} += (_, _, _, _) => true; } }
        """);

    [Fact]
    public Task A_switch_named_by_a_constant() => Verify.Finds("""
        public class Client
        {
            private const string Plain = "System.Net.Http.SocketsHttpHandler.Http2UnencryptedSupport";
            public void Allow() => AppContext.SetSwitch({|SAFE1006:Plain|}, true);
        }
        """);

    [Fact]
    public Task A_header_by_the_indexer_of_a_dictionary_of_headers() => Verify.Finds("""
        public class Frames { public void Write(HttpResponse response) { var headers = response.Headers; headers[{|SAFE1003 info:"X-Frame-Options"|}] = "DENY"; } }
        """);

    [Fact]
    public Task A_header_whatever_the_case_of_its_letters() => Verify.Finds("""
        public class Frames { public void Write(HttpResponse response) { response.Headers[{|SAFE1003 info:"x-frame-options"|}] = "DENY"; } }
        """);

    [Fact]
    public Task A_header_in_an_asynchronous_call_at_the_start_of_the_response() => Verify.Finds("""
        public class Frames
        {
            public void Write(HttpContext context) => context.Response.OnStarting(state =>
            {
                ((HttpContext)state).Response.Headers.{|SAFE1003 info:XFrameOptions|} = "DENY";
                return Task.CompletedTask;
            }, context);
        }
        """);

    [Fact]
    public Task A_header_whose_value_is_interpolated_is_still_written_here() => Verify.Finds("""
        public class Frames
        {
            public void Write(HttpContext context, string nonce) =>
                context.Response.Headers[{|SAFE1003:"Content-Security-Policy"|}] = $"script-src 'nonce-{nonce}' 'unsafe-eval'";
        }
        """);

    [Fact]
    public Task A_keyword_in_a_plain_connection_string() => Verify.Finds("""
        public class Store { public string C => {|SAFE1006:"Server=db;Database=shop;Integrated Security=true;Encrypt=false"|}; }
        """);

    [Fact]
    public Task A_keyword_in_a_concatenated_connection_string() => Verify.Finds("""
        public class Store(string host) { public string C => "Server=" + host + {|SAFE1006:";Database=shop;Encrypt=false"|}; }
        """);

    [Fact]
    public Task A_keyword_in_a_raw_connection_string() => Verify.Finds(""""
        public class Store { public string C => {|SAFE1006:"""Host=db;Database=shop;SSL Mode=Disable"""|}; }
        """");

    [Fact]
    public Task Two_keywords_of_two_categories_in_one_connection_string() => Verify.Finds("""
        public class Store { public string C => {|SAFE1002:{|SAFE1006:"Server=db;User Id=app;Password=k7!Vq2#mZ9;TrustServerCertificate=true"|}|}; }
        """);

    [Fact]
    public Task A_sentence_that_only_mentions_a_keyword_is_no_connection_string() => Verify.FindsNothing("""
        public class Texts
        {
            public string Help => "Add Encrypt=false only for servers of your own; see TrustServerCertificate=true in the manual.";
            public string Query => "/login?user=1&password=";
        }
        """);

    [Fact]
    public Task Top_level_statements_are_a_home_and_classes_beside_them_are_none() => Verify.Program().Finds("""
        var handler = new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        Console.WriteLine(new Probe().Make() + handler.ToString());

        public class Probe
        {
            public HttpClientHandler Make() => new() { {|SAFE1006:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true };
        }
        """);

    [Fact]
    public Task A_tool_without_any_web_is_judged_too() => Verify.Finds("""
        public class Uploader
        {
            public async Task<int> RunAsync(string file)
            {
                using var client = new HttpClient(new HttpClientHandler { {|SAFE1006:ServerCertificateCustomValidationCallback|} = delegate { return true; } });
                var answer = await client.PutAsync("https://nas.local/" + Path.GetFileName(file), new StreamContent(File.OpenRead(file)));
                return answer.IsSuccessStatusCode ? 0 : 1;
            }
        }
        """);

    [Fact]
    public Task A_property_initializer_is_a_place_of_its_own() => Verify.Finds("""
        using Newtonsoft.Json;
        public class Bus { public JsonSerializerSettings Settings { get; } = new() { {|SAFE1012:TypeNameHandling|} = TypeNameHandling.Auto }; }
        """);

    [Fact]
    public Task A_flag_among_others_weakens() => Verify.Finds("""
        using System.Security.Authentication;
        public class Client
        {
            public object Make() => new HttpClientHandler { {|SAFE1006:SslProtocols|} = SslProtocols.Tls12 | SslProtocols.Tls11 };
        }
        """);

    [Fact]
    public Task A_value_on_both_branches_weak_is_weak() => Verify.Finds("""
        using Newtonsoft.Json;
        public class Bus { public object For(bool all) => new JsonSerializerSettings { {|SAFE1012:TypeNameHandling|} = all ? TypeNameHandling.All : TypeNameHandling.Auto }; }
        """);

    [Fact]
    public Task A_development_condition_lowers_by_one_level() => Verify.Finds("""
        public class Client(IHostEnvironment environment)
        {
            public HttpClient Make()
            {
                var handler = new HttpClientHandler();
                if (environment.IsEnvironment("Development"))
                {
                    handler.{|SAFE1006 info:ServerCertificateCustomValidationCallback|} = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;
                }

                return new HttpClient(handler);
            }
        }
        """);

    [Fact]
    public Task A_negated_development_condition_does_not() => Verify.Finds("""
        public class Client(IHostEnvironment environment)
        {
            public HttpClient Make()
            {
                var handler = new HttpClientHandler();
                if (!environment.IsDevelopment())
                {
                    handler.{|SAFE1006:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true;
                }

                return new HttpClient(handler);
            }
        }
        """);

    [Fact]
    public Task A_cookie_made_in_an_argument_with_a_target_typed_new() => Verify.Finds("""
        public class Language { public void Set(HttpResponse response) => response.Cookies.Append("l", "de", {|SAFE1008:new|}() { Path = "/" }); }
        """);

    [Fact]
    public Task A_number_that_is_cast_to_an_enum() => Verify.Finds("""
        public class Frames { public CookieOptions Options => new() { HttpOnly = true, Secure = true, {|SAFE1008:SameSite|} = (SameSiteMode)(-1) }; }
        """);

    [Fact]
    public Task A_protocol_that_is_cast_from_a_number() => Verify.Finds("""
        public class Client
        {
            public object Make() => new HttpClientHandler { {|SAFE1006:SslProtocols|} = (System.Security.Authentication.SslProtocols)192 };
        }
        """);

    [Fact]
    public Task A_lambda_of_options_outside_a_home() => Verify.Finds("""
        using RestSharp;
        public class Client
        {
            public RestClient Make() => new RestClient("https://partner.example", options => options.{|SAFE1006:RemoteCertificateValidationCallback|} = (_, _, _, _) => true);
        }
        """);

    [Fact]
    public Task A_handler_behind_a_pattern() => Verify.Finds("""
        public class Client
        {
            public Func<HttpMessageHandler, HttpMessageHandler> Factory => handler =>
            {
                if (handler is HttpClientHandler client)
                {
                    client.{|SAFE1006:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true;
                }

                return handler;
            };
        }
        """);

    [Fact]
    public Task A_switch_of_the_application_that_is_negated() => Verify.Finds("""
        public class CameraOptions { public bool Validate { get; set; } = true; }
        public class Client(CameraOptions options)
        {
            public object Make()
            {
                var handler = new HttpClientHandler();
                if (!options.Validate)
                {
                    handler.{|SAFE1006 info:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true;
                }

                return handler;
            }
        }
        """);

    [Fact]
    public Task A_policy_put_together_from_constants() => Verify.Finds("""
        public class Frames
        {
            private const string Scripts = "script-src 'self' 'unsafe-inline'";
            public void Write(HttpResponse response) => response.Headers[{|SAFE1003:"Content-Security-Policy"|}] = "default-src 'self'; " + Scripts;
        }
        """);

    [Fact]
    public Task A_value_of_several_texts() => Verify.Finds("""
        using Microsoft.Extensions.Primitives;
        public class Frames
        {
            public void Write(HttpResponse response)
            {
                response.Headers.Append({|SAFE1003:"Content-Security-Policy"|}, new StringValues("script-src 'unsafe-inline'"));
            }
        }
        """);

    [Fact]
    public Task A_header_of_a_listener() => Verify.Finds("""
        public class Small
        {
            public void Answer(HttpListenerContext context)
            {
                context.Response.AddHeader({|SAFE1009:"Access-Control-Allow-Origin"|}, "*");
                context.Response.Headers[{|SAFE1003 info:"X-Frame-Options"|}] = "DENY";
            }
        }
        """);

    [Fact]
    public Task A_configuration_builder_composes_no_application() => Verify.Finds("""
        public class Tool
        {
            public IConfiguration Read() => new ConfigurationBuilder().Build();
            public string Uri() => new UriBuilder("https", "nas.local").ToString() + new StringBuilder("x");
            public object Make() => new HttpClientHandler { {|SAFE1006:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true };
        }
        """);

    [Fact]
    public Task A_type_named_in_an_attribute_of_a_property() => Verify.Finds("""
        using Newtonsoft.Json;
        public class Envelope
        {
            [JsonProperty({|SAFE1012:TypeNameHandling|} = TypeNameHandling.All)]
            public object? Body { get; set; }
        }
        """);

    [Fact]
    public Task A_local_that_is_set_on_two_paths() => Verify.Finds("""
        using Newtonsoft.Json;
        public class Bus
        {
            public object For(bool trusted)
            {
                var handling = TypeNameHandling.None;
                if (trusted)
                {
                    handling = TypeNameHandling.All;
                }

                return new JsonSerializerSettings { {|SAFE1012 info:TypeNameHandling|} = handling };
            }
        }
        """);

    [Fact]
    public Task A_switch_expression_with_a_weak_arm() => Verify.Finds("""
        public class Cookies
        {
            public CookieOptions For(string kind) => new()
            {
                HttpOnly = true,
                Secure = true,
                {|SAFE1008 info:SameSite|} = kind switch { "embed" => SameSiteMode.None, "shop" => SameSiteMode.Lax, _ => SameSiteMode.Strict },
            };
        }
        """);

    [Fact]
    public Task A_condition_that_is_known_is_no_condition() => Verify.Finds("""
        public class Client
        {
            private const bool Trust = true;
            public object Make() => new HttpClientHandler { {|SAFE1006:CheckCertificateRevocationList|} = Trust ? false : true };
        }
        """);

    [Fact]
    public Task A_default_value_of_a_type() => Verify.Finds("""
        public class Client { public object Make() => new HttpClientHandler { {|SAFE1006:CheckCertificateRevocationList|} = default }; }
        """);

    [Fact]
    public Task A_method_of_another_class_that_always_says_yes() => Verify.Finds("""
        using System.Net.Security;
        public static class Callbacks { public static bool Yes(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) => true; }
        public class Client
        {
            public object Make() => new SslClientAuthenticationOptions { {|SAFE1006:RemoteCertificateValidationCallback|} = Callbacks.Yes };
        }
        """);

    [Fact]
    public Task A_record_a_struct_and_an_interface_hide_as_well_as_a_class() => Verify.Finds("""
        public record Job(string Name) { public object Handler => new HttpClientHandler { {|SAFE1006:CheckCertificateRevocationList|} = false }; }
        public struct Point { public static object Handler() => new HttpClientHandler { {|SAFE1006:CheckCertificateRevocationList|} = false }; }
        public interface IClient { object Handler() => new HttpClientHandler { {|SAFE1006:CheckCertificateRevocationList|} = false }; }
        """);

    [Fact]
    public Task Iterators_asynchronous_methods_and_local_functions_hide_as_well() => Verify.Finds("""
        public class Clients
        {
            public IEnumerable<object> All() { yield return new HttpClientHandler { {|SAFE1006:CheckCertificateRevocationList|} = false }; }
            public async Task<object> One() { await Task.Yield(); return Make(); static object Make() => new HttpClientHandler { {|SAFE1006:CheckCertificateRevocationList|} = false }; }
            public object this[int index] => new HttpClientHandler { {|SAFE1006:CheckCertificateRevocationList|} = false };
            ~Clients() { new HttpClientHandler { {|SAFE1006:CheckCertificateRevocationList|} = false }.Dispose(); }
        }
        """);

    [Fact]
    public Task One_case_among_others_is_a_value_on_one_branch() => Verify.Finds("""
        public class Keys
        {
            public object Make(string kind)
            {
                switch (kind)
                {
                    case "dsa":
                        return DSA.{|SAFE1011 info:Create|}();
                    default:
                        return RSA.Create(3072);
                }
            }

            public object? Find(string kind)
            {
                if (kind == "rsa")
                {
                    return RSA.Create(3072);
                }
                else if (kind == "dsa")
                {
                    return DSA.{|SAFE1011 info:Create|}();
                }

                return null;
            }

            public object Cipher(string kind) => kind switch { "old" => DES.{|SAFE1011 info:Create|}(), _ => Aes.Create() };
        }
        """);

    [Fact]
    public Task Types_of_the_project_that_are_called_like_those_of_headers_are_look_alikes() => Verify.FindsNothing("""
        public interface IHeaderDictionary { string this[string name] { get; set; } }
        public static class HeaderNames { public static readonly string XFrameOptions = "x"; }
        public interface IResponseCookies { void Append(string key, string value, Microsoft.AspNetCore.Http.CookieOptions options); }
        public class Letter
        {
            public void Write(IHeaderDictionary headers, IResponseCookies cookies)
            {
                headers["X-Frame-Options"] = "ALLOWALL";
                headers[HeaderNames.XFrameOptions] = "ALLOWALL";
                cookies.Append("a", "b", new Microsoft.AspNetCore.Http.CookieOptions());
            }
        }
        """);
}
