using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

/// <summary>What was judged wrongly in public web applications, told again with names of our own.</summary>
public class FoundInTheWildTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public Task The_algorithm_that_signs_a_token_is_no_secret() => Verify.Finds("""
        using Microsoft.IdentityModel.Tokens;
        public class TicketWriter(SecurityKey key)
        {
            public SigningCredentials Stamp() => new {|SAFE1011 info:SigningCredentials|}(key, SecurityAlgorithms.HmacSha256);
        }
        """);

    [Fact]
    public Task A_connection_to_this_machine_needs_no_encryption() => Verify.FindsNothing("""
        public class Rehearsal
        {
            private const int Port = 1499;
            public string Local => "Server=localhost,1433;Database=stock;Integrated Security=true;Encrypt=False";
            public string Shipped(string password) => $"Server=127.0.0.1,{Port};Database=stock;User Id=sa;Password={password};TrustServerCertificate=True";
        }
        """);

    [Fact]
    public Task A_password_for_this_machine_is_a_password_all_the_same() => Verify.Finds("""
        public class Rehearsal
        {
            public string Local => {|SAFE1002 info:"Server=localhost,1433;Database=stock;User Id=sa;Password=hU7!kqP2z;Encrypt=False"|};
        }
        """);

    [Fact]
    public Task A_cookie_for_scripts_does_not_contradict_one_that_hides_from_them() => Verify.Finds("""
        public class BasketCookie
        {
            public void Write(HttpResponse response, string id) => response.Cookies.Append("basket", id, new CookieOptions { HttpOnly = true });
        }
        public class FormToken
        {
            public void Write(HttpResponse response, string token) => response.Cookies.Append("xsrf", token, new CookieOptions { {|SAFE1008:HttpOnly|} = false });
        }
        """);

    [Fact]
    public Task User_secrets_keep_secrets_out_of_the_code() => Verify.FindsNothing("""
        public class ToolSettings
        {
            public IConfiguration Load() => new ConfigurationBuilder().AddUserSecrets("warehouse-tool").AddEnvironmentVariables().Build();
        }
        """);

    [Fact]
    public Task An_attribute_that_is_called_after_a_header_may_write_that_header() => Verify.Finds("""
        using Microsoft.AspNetCore.Mvc.Filters;
        public class XContentTypeOptionsAttribute : Attribute, IActionFilter
        {
            public void OnActionExecuted(ActionExecutedContext context)
            {
            }

            public void OnActionExecuting(ActionExecutingContext context)
            {
                context.HttpContext.Response.Headers["X-Content-Type-Options"] = "nosniff";
                context.HttpContext.Response.Headers[{|SAFE1003 info:"X-Frame-Options"|}] = "DENY";
            }
        }
        """);

    [Fact]
    public Task A_weak_value_on_one_branch_with_a_check_on_the_other_counts_in_some_cases() => Verify.Finds("""
        using Renci.SshNet;
        public class Tunnel(ICollection<string> pinned)
        {
            public void Watch(SshClient client) => client.HostKeyReceived += (sender, e) =>
            {
                if (pinned.Count == 0)
                {
                    e.{|SAFE1006 info:CanTrust|} = true;
                }
                else
                {
                    e.CanTrust = pinned.Contains(e.FingerPrintSHA256);
                }
            };
        }
        """);

    [Fact]
    public Task A_weak_value_on_the_other_branch_counts_in_some_cases_too() => Verify.Finds("""
        public class Tickets
        {
            public void Send(HttpResponse response, string host, string ticket)
            {
                var options = new CookieOptions { Secure = true };
                if (host.Length > 0)
                    options.HttpOnly = Decide(host);
                else
                    options.{|SAFE1008 info:HttpOnly|} = false;
                response.Cookies.Append("ticket", ticket, options);
            }

            private static bool Decide(string host) => host[0] == 'a';
        }
        """);

    [Fact]
    public Task What_holds_for_this_machine_alone_holds_in_some_cases() => Verify.Finds("""
        public class Uploader
        {
            public HttpClientHandler ByText(string server)
            {
                var handler = new HttpClientHandler();
                if (server.StartsWith("https://localhost"))
                {
                    handler.{|SAFE1006 info:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true;
                }

                return handler;
            }

            public HttpClientHandler ByAddress(Uri server)
            {
                var handler = new HttpClientHandler();
                if (server.Port > 0 && server.IsLoopback)
                {
                    handler.{|SAFE1006 info:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true;
                }

                return handler;
            }

            public HttpClientHandler ByPort(Uri server)
            {
                var handler = new HttpClientHandler();
                if (server.Port > 0)
                {
                    handler.{|SAFE1006:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true;
                }

                return handler;
            }
        }
        """);

    [Fact]
    public Task A_name_in_capitals_in_the_place_of_a_password_is_no_password() => Verify.FindsNothing("""
        using Microsoft.Data.SqlClient;
        public class Preview
        {
            public string Sql(bool dry, Func<string> draw)
            {
                var word = dry ? "DRAWN_DATABASE_PASSWORD" : draw();
                return new SqlConnectionStringBuilder { DataSource = "stock-db", UserID = "sa", Password = word }.ConnectionString;
            }
        }
        """);

    [Fact]
    public Task Access_that_is_a_setting_itself_is_reported_where_it_is_chosen() => Verify.Finds("""
        using Azure.Storage.Blobs;
        using Azure.Storage.Blobs.Models;
        public class Shelf(BlobContainerClient container)
        {
            public void Open(bool everybody)
            {
                var access = everybody ? PublicAccessType.{|SAFE1001 info:Blob|} : PublicAccessType.None;
                container.SetAccessPolicy(access);
            }
        }
        """);

    [Fact]
    public Task Type_names_in_JSON_that_is_only_written_are_dangerous_in_some_cases() => Verify.Finds("""
        using Newtonsoft.Json;
        public class Journal
        {
            public string Write(object entry) => JsonConvert.SerializeObject(entry, new JsonSerializerSettings { {|SAFE1012 info:TypeNameHandling|} = TypeNameHandling.Objects });

            public string WriteAll(object[] entries)
            {
                var settings = new JsonSerializerSettings { {|SAFE1012 info:TypeNameHandling|} = TypeNameHandling.Auto };
                return JsonConvert.SerializeObject(entries, settings);
            }

            public string WriteLoose(dynamic entry) => JsonConvert.SerializeObject(entry, new JsonSerializerSettings { {|SAFE1012 info:TypeNameHandling|} = TypeNameHandling.Objects });

            public object? Read(string text) => JsonConvert.DeserializeObject(text, new JsonSerializerSettings { {|SAFE1012:TypeNameHandling|} = TypeNameHandling.Objects });

            public object? Copy(object entry)
            {
                var settings = new JsonSerializerSettings { {|SAFE1012:TypeNameHandling|} = TypeNameHandling.Objects };
                return JsonConvert.DeserializeObject(JsonConvert.SerializeObject(entry, settings), settings);
            }
        }
        """);

    [Fact]
    public Task A_secret_that_is_called_a_test_is_worth_a_word_only() => Verify.Finds("""
        public class Counter
        {
            public const string TEST_API_KEY = {|SAFE1002 info:"h3Vd9QpLw7ZsX2kRt8YbN4mJ6cFg"|};
            private const string testPassword = {|SAFE1002 info:"Wq7!pLm2xR"|};
            public string All => TEST_API_KEY + testPassword;
        }
        """);

    [Fact]
    public Task Secrets_of_made_up_accounts_are_worth_a_word_only() => Verify.Finds("""
        public class Account
        {
            public string ApiKey { get; set; } = "";
            public string Password { get; set; } = "";
        }
        public class SampleAccounts
        {
            public Account Make() => new() { ApiKey = {|SAFE1002 info:"h3Vd9QpLw7ZsX2kRt8YbN4mJ6cFg"|}, Password = {|SAFE1002 info:"Wq7!pLm2xR"|} };
        }
        public class AccountSeeder
        {
            public Account Administrator() => new() { Password = {|SAFE1002 info:"Wq7!pLm2xR"|} };
        }
        public class AccountService
        {
            public Account Make() => new() { ApiKey = {|SAFE1002:"h3Vd9QpLw7ZsX2kRt8YbN4mJ6cFg"|} };
        }
        """);
}
