using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

/// <summary>What <c>// security:</c> answers for, and what it does not.</summary>
public class SecurityNoteTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public Task A_reason_above_the_statement_silences_it() => Verify.FindsNothing("""
        public class Cameras
        {
            public HttpClient Client()
            {
                var handler = new HttpClientHandler();
                // security: the cameras have certificates of their own, on a network of their own
                handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;
                return new HttpClient(handler);
            }
        }
        """);

    [Fact]
    public Task A_reason_above_a_member_of_an_initializer_silences_that_member_alone() => Verify.Finds("""
        public class Cameras
        {
            public HttpClientHandler Handler() => new()
            {
                // security: the cameras have certificates of their own, on a network of their own
                ServerCertificateCustomValidationCallback = (_, _, _, _) => true,
                {|SAFE1006:CheckCertificateRevocationList|} = false,
            };
        }
        """);

    [Fact]
    public Task A_reason_above_a_statement_answers_for_all_that_stands_in_it() => Verify.FindsNothing("""
        public class Cameras
        {
            public HttpClientHandler Handler()
            {
                // security: the cameras have certificates of their own, on a network of their own
                return new HttpClientHandler
                {
                    ServerCertificateCustomValidationCallback = (_, _, _, _) => true,
                    CheckCertificateRevocationList = false,
                };
            }
        }
        """);

    [Fact]
    public Task A_reason_above_the_method_silences_what_is_in_it() => Verify.Finds("""
        public class Cameras
        {
            // security: the cameras have certificates of their own, on a network of their own
            // owner: @devices
            // expected: only addresses of 10.20.0.0/16
            // rollback: remove the handler
            public HttpClientHandler Handler() => new() { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };

            public HttpClientHandler Other() => new() { {|SAFE1006:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true };
        }
        """);

    [Fact]
    public Task A_reason_above_the_type_silences_the_type() => Verify.FindsNothing("""
        // security: talks to cameras only, which have certificates of their own
        public class Cameras
        {
            private readonly HttpClientHandler handler = new() { CheckCertificateRevocationList = false };
            public HttpClientHandler Handler() => new() { ServerCertificateCustomValidationCallback = (_, _, _, _) => handler is not null };
        }
        """);

    [Fact]
    public Task A_reason_above_a_field_silences_it() => Verify.FindsNothing("""
        using Newtonsoft.Json;
        public class Snapshots
        {
            // security: written and read by this process alone, never sent
            private static readonly JsonSerializerSettings Settings = new() { TypeNameHandling = TypeNameHandling.All };
            public string Write(object state) => JsonConvert.SerializeObject(state, Settings);
        }
        """);

    [Fact]
    public Task A_reason_above_the_first_of_several_headers_silences_them() => Verify.FindsNothing("""
        public class PaymentController : Controller
        {
            public IActionResult ShareKey()
            {
                // security: payments.partner.example reads the key from the browser
                Response.Headers["Access-Control-Allow-Origin"] = "https://payments.partner.example";
                Response.Headers["Access-Control-Allow-Methods"] = "GET";
                return Ok();
            }
        }
        """);

    [Fact]
    public Task A_reason_in_a_lambda_silences_its_statement() => Verify.FindsNothing("""
        public class Frames
        {
            public void Write(HttpContext context) => context.Response.OnStarting(() =>
            {
                // security: the player is made to be framed by anybody
                context.Response.Headers["X-Frame-Options"] = "ALLOWALL";
                return Task.CompletedTask;
            });
        }
        """);

    [Fact]
    public Task A_reason_silences_a_secret_that_is_none() => Verify.FindsNothing("""
        public class Emulator
        {
            // security: the published key of the emulator, the same on every machine
            public string Connection => "DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=q7Zt2Lx9Vb4Nc8Kd1Wf6Rh3Sj5Mg0Pa2Yu4EoTi8Cw1Xe6Bz3Nk5Hq9Jv7Rd2Lm4Gs0Yp8Ua6FtQ==";
        }
        """);

    [Fact]
    public Task A_skeleton_gives_way_to_one_finding_at_the_note() => Verify.Finds("""
        public class Cameras
        {
            public HttpClient Client()
            {
                var handler = new HttpClientHandler();
                {|SAFE0012 info:// security:|}
                // owner:
                // expected:
                // rollback:
                handler.ServerCertificateCustomValidationCallback = (_, _, _, _) => true;
                return new HttpClient(handler);
            }
        }
        """);

    [Fact]
    public Task A_placeholder_gives_way_to_one_finding_at_the_note() => Verify.Finds("""
        public class Cameras
        {
            {|SAFE0012 info:// security: TODO|}
            public HttpClientHandler Handler() => new() { ServerCertificateCustomValidationCallback = (_, _, _, _) => true, CheckCertificateRevocationList = false };
        }
        """);

    [Fact]
    public Task A_skeleton_that_nobody_asked_for_is_left_alone() => Verify.FindsNothing("""
        public class Cameras
        {
            // security:
            public HttpClientHandler Handler() => new();
        }
        """);

    [Fact]
    public Task A_reason_for_something_else_does_not_help() => Verify.Finds("""
        public class Cameras
        {
            // idempotent: asks for a picture and changes nothing
            public HttpClientHandler Handler() => new() { {|SAFE1006:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true };
        }
        """);

    [Fact]
    public Task A_comment_that_only_speaks_of_security_is_no_note() => Verify.Finds("""
        public class Cameras
        {
            // This is a security problem, see the ticket.
            public HttpClientHandler Handler() => new() { {|SAFE1006:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true };
        }
        """);

    [Fact]
    public Task The_nearest_note_wins() => Verify.Finds("""
        // security: talks to cameras only, which have certificates of their own
        public class Cameras
        {
            {|SAFE0012 info:// security:|}
            public HttpClientHandler Handler() => new() { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        }
        """);

    [Fact]
    public Task An_attribute_named_for_settings_of_security_declares_a_home() => Verify.FindsNothing("""
        public sealed class SecuritySettingsAttribute : Attribute;
        [SecuritySettings]
        public static class Policies
        {
            public static HttpClientHandler Handler() => new() { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        }
        """);
}
