using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

public class SAFE1006TransportBuriedTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public Task A_client_that_accepts_any_certificate_is_reported() => Verify.Finds("""
        public class PartnerClient
        {
            public HttpClient Create() => new HttpClient(new HttpClientHandler
            {
                {|SAFE1006:ServerCertificateCustomValidationCallback|} = (message, certificate, chain, errors) => true,
            });
        }
        """);

    [Fact]
    public Task A_handler_that_is_given_the_member_for_any_certificate_is_reported_once() => Verify.Finds("""
        public class PartnerClient
        {
            public HttpClient Create()
            {
                var handler = new HttpClientHandler();
                handler.{|SAFE1006:ServerCertificateCustomValidationCallback|} = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;
                return new HttpClient(handler);
            }
        }
        """);

    [Fact]
    public Task A_method_that_always_says_yes_is_seen_through() => Verify.Finds("""
        using System.Net.Security;
        public class PartnerClient
        {
            public HttpClient Create() => new(new HttpClientHandler { {|SAFE1006:ServerCertificateCustomValidationCallback|} = Trust });

            private static bool Trust(HttpRequestMessage message, X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
            {
                return true;
            }
        }
        """);

    [Fact]
    public Task A_check_that_is_written_in_a_client_is_a_suggestion() => Verify.Finds("""
        public class PartnerClient(string thumbprint)
        {
            public HttpClient Create() => new(new HttpClientHandler
            {
                {|SAFE1006 info:ServerCertificateCustomValidationCallback|} = (message, certificate, chain, errors) => certificate?.Thumbprint == thumbprint,
            });
        }
        """);

    [Fact]
    public Task Any_certificate_behind_a_setting_is_a_suggestion() => Verify.Finds("""
        public class CameraOptions { public bool AllowInvalid { get; set; } }
        public class CameraClient(IOptions<CameraOptions> options)
        {
            public HttpClient Create()
            {
                var handler = new HttpClientHandler();
                if (options.Value.AllowInvalid)
                {
                    handler.{|SAFE1006 info:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true;
                }

                return new HttpClient(handler);
            }
        }
        """);

    [Fact]
    public Task Validation_that_a_setting_inverts_is_a_suggestion() => Verify.Finds("""
        using MailKit.Net.Smtp;
        public class MailAccount { public bool UseServerCertificateValidation { get; set; } }
        public class EmailSender
        {
            public SmtpClient Connect(MailAccount account) => new SmtpClient
            {
                {|SAFE1006 info:ServerCertificateValidationCallback|} = (_, _, _, _) => account.UseServerCertificateValidation,
            };
        }
        """);

    [Fact]
    public Task A_connection_to_a_mail_server_without_encryption_is_reported() => Verify.Finds("""
        using MailKit.Net.Smtp;
        using MailKit.Security;
        public class EmailSender
        {
            public async Task ConnectAsync(string host)
            {
                using var client = new SmtpClient();
                client.{|SAFE1006:CheckCertificateRevocation|} = false;
                await client.ConnectAsync(host, 25, SecureSocketOptions.{|SAFE1006:None|});
            }
        }
        """);

    [Fact]
    public Task The_nested_options_of_a_handler_are_one_finding() => Verify.Finds("""
        using System.Net.Security;
        public class FeedReader
        {
            private readonly HttpClient client = new(new SocketsHttpHandler
            {
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                SslOptions = new SslClientAuthenticationOptions { {|SAFE1006:RemoteCertificateValidationCallback|} = (_, _, _, _) => true },
            });
            public Task<string> ReadAsync(string url) => client.GetStringAsync(url);
        }
        """);

    [Fact]
    public Task Revocation_that_nobody_checks_is_reported_where_a_chain_is_built() => Verify.Finds("""
        public class SignatureReader
        {
            public bool IsTrusted(X509Certificate2 certificate)
            {
                using var chain = new X509Chain();
                chain.ChainPolicy.{|SAFE1006:RevocationMode|} = X509RevocationMode.NoCheck;
                return chain.Build(certificate);
            }
        }
        """);

    [Fact]
    public Task An_old_protocol_for_the_whole_process_is_reported() => Verify.Finds("""
        public class LegacyExport
        {
            public void Run()
            {
                ServicePointManager.{|SAFE1006:SecurityProtocol|} = SecurityProtocolType.Tls12;
            }
        }
        """);

    [Fact]
    public Task A_protocol_added_for_the_whole_process_is_reported() => Verify.Finds("""
        public class LegacyExport
        {
            public void Run()
            {
                ServicePointManager.{|SAFE1006:SecurityProtocol|} |= SecurityProtocolType.Tls11;
            }
        }
        """);

    [Fact]
    public Task A_callback_added_for_the_whole_process_is_reported() => Verify.Finds("""
        public class LegacyExport
        {
            public void Run()
            {
                ServicePointManager.{|SAFE1006:ServerCertificateValidationCallback|} += (_, _, _, _) => true;
            }
        }
        """);

    [Fact]
    public Task A_switch_for_unencrypted_calls_is_reported() => Verify.Finds("""
        public class StockClient
        {
            static StockClient()
            {
                AppContext.SetSwitch({|SAFE1006:"System.Net.Http.SocketsHttpHandler.Http2UnencryptedSupport"|}, true);
            }
        }
        """);

    [Fact]
    public Task A_connection_string_that_trusts_any_server_is_reported() => Verify.Finds("""
        using Microsoft.Data.SqlClient;
        public class Warehouse(IConfiguration configuration)
        {
            public SqlConnection Open() => new SqlConnection({|SAFE1006:$"Server={configuration["Db:Host"]};Database=stock;Integrated Security=true;TrustServerCertificate=True"|});
        }
        """);

    [Fact]
    public Task A_builder_of_a_connection_string_is_judged_by_its_members() => Verify.Finds("""
        using Npgsql;
        public class Warehouse(string host)
        {
            public string Connection => new NpgsqlConnectionStringBuilder { Host = host, {|SAFE1006:SslMode|} = SslMode.Disable }.ConnectionString;
        }
        """);

    [Fact]
    public Task A_cache_that_takes_any_certificate_is_reported() => Verify.Finds("""
        using StackExchange.Redis;
        public class Cache(string host)
        {
            public IConnectionMultiplexer Connect()
            {
                var options = new ConfigurationOptions { EndPoints = { host }, Ssl = true };
                options.{|SAFE1006:CertificateValidation|} += (_, _, _, _) => true;
                return ConnectionMultiplexer.Connect(options);
            }
        }
        """);

    [Fact]
    public Task A_queue_without_verification_is_reported() => Verify.Finds("""
        using Confluent.Kafka;
        public class OrderEvents(string servers)
        {
            public IProducer<string, string> Open() => new ProducerBuilder<string, string>(new ProducerConfig
            {
                BootstrapServers = servers,
                {|SAFE1006:EnableSslCertificateVerification|} = false,
            }).Build();
        }
        """);

    [Fact]
    public Task A_remote_endpoint_of_a_websocket_is_judged() => Verify.Finds("""
        using System.Net.WebSockets;
        public class Ticker
        {
            public async Task<ClientWebSocket> ConnectAsync(Uri uri)
            {
                var socket = new ClientWebSocket();
                socket.Options.{|SAFE1006:RemoteCertificateValidationCallback|} = delegate { return true; };
                await socket.ConnectAsync(uri, default);
                return socket;
            }
        }
        """);

    [Fact]
    public Task A_stream_that_takes_any_certificate_is_reported() => Verify.Finds("""
        using System.Net.Security;
        public class ImapProbe
        {
            public Stream Open(Stream inner) => new {|SAFE1006:SslStream|}(inner, leaveInnerStreamOpen: false, (_, _, _, _) => true);
        }
        """);

    [Fact]
    public Task Redirects_of_a_client_may_be_decided_beside_it() => Verify.FindsNothing("""
        public class LinkChecker
        {
            private readonly HttpClient client = new(new HttpClientHandler { AllowAutoRedirect = false, PreAuthenticate = true });
            public HttpClient Client => client;
        }
        """);

    [Fact]
    public Task A_client_configured_where_services_are_added_is_at_home() => Verify.FindsNothing("""
        public static class PartnerExtensions
        {
            public static IServiceCollection AddPartner(this IServiceCollection services)
            {
                services.AddHttpClient("partner").ConfigurePrimaryHttpMessageHandler(() => Handler());
                return services;
            }

            private static HttpClientHandler Handler() => new() { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        }
        """);

    [Fact]
    public Task A_database_server_that_a_settings_page_tests_is_reported() => Verify.Finds("""
        using Microsoft.Data.SqlClient;
        using Microsoft.AspNetCore.Mvc.RazorPages;
        public class DatabaseModel : PageModel
        {
            [BindProperty] public string Host { get; set; } = "";
            public async Task OnPostAsync()
            {
                var builder = new SqlConnectionStringBuilder
                {
                    DataSource = Host,
                    IntegratedSecurity = true,
                    {|SAFE1006:TrustServerCertificate|} = true,
                    {|SAFE1006:Encrypt|} = false,
                };
                await using var connection = new SqlConnection(builder.ConnectionString);
                await connection.OpenAsync();
            }
        }
        """);

    [Fact]
    public Task A_service_that_watches_devices_is_reported() => Verify.Finds("""
        using System.Net.Security;
        using System.Net.Sockets;
        public class DeviceWatcher(ILogger<DeviceWatcher> log) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken ct)
            {
                while (!ct.IsCancellationRequested)
                {
                    using var client = new TcpClient();
                    await client.ConnectAsync("10.20.0.7", 443, ct);
                    await using var stream = new {|SAFE1006:SslStream|}(client.GetStream(), false, (_, certificate, _, errors) =>
                    {
                        log.LogDebug("{Subject} {Errors}", certificate?.Subject, errors);
                        return true;
                    });
                    await stream.AuthenticateAsClientAsync("device");
                    await Task.Delay(TimeSpan.FromMinutes(1), ct);
                }
            }
        }
        """);

    [Fact]
    public Task A_check_that_follows_the_framework_is_a_suggestion() => Verify.Finds("""
        using System.Net.Security;
        public class Client
        {
            public object Make() => new HttpClientHandler { {|SAFE1006 info:ServerCertificateCustomValidationCallback|} = (_, _, _, errors) => errors == SslPolicyErrors.None };
        }
        """);

    [Fact]
    public Task Protocols_of_today_are_a_suggestion() => Verify.Finds("""
        using System.Security.Authentication;
        public class Client
        {
            public object Make() => new HttpClientHandler { {|SAFE1006 info:SslProtocols|} = SslProtocols.Tls12 | SslProtocols.Tls13 };
        }
        """);

    [Fact]
    public Task A_queue_that_ignores_names_of_servers_is_reported() => Verify.Finds("""
        using System.Net.Security;
        using RabbitMQ.Client;
        public class OrderQueue(string host)
        {
            public ConnectionFactory Factory() => new()
            {
                HostName = host,
                Ssl = new SslOption { Enabled = true, {|SAFE1006:AcceptablePolicyErrors|} = SslPolicyErrors.RemoteCertificateNameMismatch | SslPolicyErrors.RemoteCertificateChainErrors },
            };
        }
        """);
}
