using System.Threading.Tasks;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

public class SecurityOptionTests
{
    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    private const string Weak = """
        public class Probe { public HttpClientHandler Make() => new() { {|SAFE1006:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true }; }
        """;

    private const string NotWeak = """
        public class Probe { public HttpClientHandler Make() => new() { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }; }
        """;

    [Fact]
    public Task A_section_of_files_is_declared_a_home() => Verify
        .EditorConfig("[{**/Hosting/**.cs,Bootstrap.cs}]\nsafechange.security.home = true")
        .Finds([("src/Hosting/Probe.cs", NotWeak), ("Bootstrap.cs", NotWeak.Replace("Probe", "Bootstrap")), ("Other.cs", Weak.Replace("Probe", "Other"))]);

    [Fact]
    public Task A_folder_named_for_security_is_a_home() => Verify.FindsNothing([("Shop/Security/Probe.cs", NotWeak)]);

    [Fact]
    public Task A_namespace_named_for_security_is_a_home() => Verify.FindsNothing("namespace Shop.Tls;\n" + NotWeak);

    [Theory]
    [InlineData("SslProbe")]
    [InlineData("ProbeCertificates")]
    [InlineData("TLSProbe")]
    [InlineData("AuthProbe")]
    public Task A_type_named_for_security_is_a_home(string name) => Verify.FindsNothing(NotWeak.Replace("Probe", name));

    [Theory]
    [InlineData("Author")]
    [InlineData("Secretary")]
    [InlineData("Hassle")]
    [InlineData("Corsica")]
    [InlineData("Permissive")]
    public Task A_name_that_only_begins_like_one_is_none(string name) => Verify.Finds(Weak.Replace("Probe", name));

    [Fact]
    public Task A_controller_named_for_security_is_none() => Verify.Finds("""
        public class SecurityController : Controller
        {
            public HttpClientHandler Make() => new() { {|SAFE1006:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true };
        }
        """);

    [Fact]
    public Task A_hosted_service_named_for_security_is_none() => Verify.Finds("""
        public class CertificateRefresh : BackgroundService
        {
            public HttpClientHandler Make() => new() { {|SAFE1006:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true };
            protected override Task ExecuteAsync(CancellationToken ct) => Task.CompletedTask;
        }
        """);

    [Fact]
    public Task Strict_homes_leave_the_names_out() => Verify.Options("safechange.security.home_strict = true").Finds(
    [
        ("TlsProbe.cs", Weak.Replace("Probe", "TlsProbe")),
        ("SecuritySettings.cs", """
            [SecuritySettings]
            public static class Policies { public static HttpClientHandler Make() => new() { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }; }
            public sealed class SecuritySettingsAttribute : Attribute;
            """),
    ]);

    [Fact]
    public Task Strict_homes_leave_the_composition_root_out() => Verify.Options("safechange.security.home_strict = true").Finds("""
        public static class PartnerExtensions
        {
            public static void AddPartner(this IServiceCollection services) =>
                services.AddSingleton(new HttpClientHandler { {|SAFE1006:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true });
        }
        """);

    [Fact]
    public Task Names_of_a_team_replace_the_words() => Verify.Options("safechange.security.home_names = Hardening|Outbound").Finds(
    [
        ("A.cs", NotWeak.Replace("Probe", "OutboundClients")),
        ("B.cs", Weak.Replace("Probe", "TlsProbe")),
    ]);

    [Fact]
    public Task A_base_class_of_a_team_is_a_home() => Verify.Options("safechange.security.home_types = Shop.StarterBase").Finds("""
        namespace Shop
        {
            public abstract class StarterBase { }
            public class ImportStarter : StarterBase { public HttpClientHandler Make() => new() { ServerCertificateCustomValidationCallback = (_, _, _, _) => true }; }
            public class Import { public HttpClientHandler Make() => new() { {|SAFE1006:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true }; }
        }
        """);

    [Fact]
    public Task A_setting_can_be_added_in_the_configuration() => Verify
        .Options("safechange.security.additional_settings = P:Shop.PartnerOptions.TrustAll=transport")
        .Finds("""
            namespace Shop
            {
                public class PartnerOptions { public bool TrustAll { get; set; } public bool Trace { get; set; } }
                public class Import { public PartnerOptions Options => new() { {|SAFE1006 info:TrustAll|} = true, Trace = true }; }
            }
            """);

    [Fact]
    public Task A_category_can_be_ignored() => Verify.Options("safechange.security.ignored_categories = transport|cookies").Finds("""
        using Newtonsoft.Json;
        public class Mixed
        {
            public HttpClientHandler Handler => new() { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
            public CookieOptions Cookie => new() { HttpOnly = false };
            public JsonSerializerSettings Json => new() { {|SAFE1012:TypeNameHandling|} = TypeNameHandling.All };
        }
        """);

    [Fact]
    public Task Numbers_in_attributes_are_asked_for_on_request() => Verify.Options("safechange.security.attribute_literals = true").Finds("""
        internal static class SecuritySettings { public const long UploadBytes = 50_000_000; }
        public class UploadController : ControllerBase
        {
            [{|SAFE1004 info:RequestSizeLimit|}(50_000_000)] public IActionResult A() => Ok();
            [RequestSizeLimit(SecuritySettings.UploadBytes)] public IActionResult B() => Ok();
            [{|SAFE1004 info:RequestSizeLimit|}(5_000_000_000)] public IActionResult C() => Ok();
            [Authorize("Everybody")] public IActionResult D() => Ok();
            [DisableRequestSizeLimit] public IActionResult E() => Ok();
        }
        """);

    [Fact]
    public Task Tests_are_judged_on_request() => Verify
        .GlobalConfig("build_property.IsTestProject = true")
        .Options("safechange.security.report_in_tests = true")
        .Finds(Weak);

    [Fact]
    public Task The_severity_of_a_category_can_be_set() => Verify.Options("dotnet_diagnostic.SAFE1006.severity = none").FindsNothing(NotWeak);

    [Fact]
    public Task A_category_that_is_set_to_a_suggestion_stays_one() => Verify.Options("dotnet_diagnostic.SAFE1006.severity = suggestion")
        .Finds(Weak.Replace("SAFE1006", "SAFE1006 info"));

    [Fact]
    public Task A_setting_of_the_users_catalogue_is_used() => Verify
        .AdditionalFile("SafeChange.SecuritySettings.txt", """
            # our own client
            P:Shop.PartnerOptions.TrustAll ; category=transport ; weakening=true ; scope=instance ; placement=home
            M:Shop.Uploads.AllowAny ; category=limits ; weakening=present ; scope=app ; placement=root
            header:X-Shop-Policy ; category=headers ; weakening=contains:open ; placement=home
            switch:Shop.LegacyHashes ; category=cryptography ; weakening=true ; scope=process ; placement=home
            """)
        .Finds("""
            namespace Shop
            {
                public class PartnerOptions { public bool TrustAll { get; set; } }
                public static class Uploads { public static void AllowAny() { } }
                public class Import
                {
                    public PartnerOptions Options => new() { {|SAFE1006:TrustAll|} = true };
                    public void Run(HttpResponse response)
                    {
                        Uploads.{|SAFE1004:AllowAny|}();
                        response.Headers[{|SAFE1003:"X-Shop-Policy"|}] = "open";
                        AppContext.SetSwitch({|SAFE1011:"Shop.LegacyHashes"|}, true);
                    }
                }
            }
            """);

    [Fact]
    public Task A_wrong_line_of_the_users_catalogue_spoils_nothing_else() => Verify
        .AdditionalFile("SafeChange.SecuritySettings.txt", """
            P:Shop.PartnerOptions.Missing ; category=transport
            P:Shop.PartnerOptions.TrustAll ; category=transportation
            Q:nonsense
            ;;;
            P:Shop.PartnerOptions.Loose ; category=transport ; weakening=sometimes
            P:Shop.PartnerOptions.Open ; category=transport ; weakening=true
            """)
        .Finds("""
            namespace Shop
            {
                public class PartnerOptions { public bool TrustAll { get; set; } public bool Loose { get; set; } public bool Open { get; set; } }
                public class Import
                {
                    public PartnerOptions Options => new() { TrustAll = true, {|SAFE1006:Open|} = true };
                    public HttpClientHandler Handler => new() { {|SAFE1006:CheckCertificateRevocationList|} = false };
                }
            }
            """);

    [Fact]
    public Task The_type_that_a_team_names_is_its_home() => Verify.Options("safechange.security.home_type = Shop.Hardening").Finds("""
        namespace Shop
        {
            public static class Hardening
            {
                public const int Iterations = 1000;
                public static HttpClientHandler Make() => new() { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
            }
            public class Probe
            {
                public HttpClientHandler Make() => new() { {|#0:ServerCertificateCustomValidationCallback|} = (_, _, _, _) => true };
                public byte[] Hash(string p, byte[] s) => Rfc2898DeriveBytes.Pbkdf2(p, s, Hardening.Iterations, HashAlgorithmName.SHA256, 32);
            }
        }
        """,
        Verify.Result("SAFE1006", 0, "Transport setting 'HttpClientHandler.ServerCertificateCustomValidationCallback' hides in 'Probe.Make', and it accepts any certificate: decide it in 'Shop.Hardening', or say in a '// security:' note why it stays here"));

    [Fact]
    public Task A_note_that_lacks_a_required_field_is_reported() => Verify.Options("safechange.security.required_note_fields = owner|rollback").Finds("""
        public class Cameras
        {
            {|SAFE0011 info:// security: the cameras have certificates of their own|}
            // owner: @devices
            public HttpClientHandler Handler() => new() { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        }
        """);

    [Fact]
    public Task A_note_with_all_required_fields_answers() => Verify.Options("safechange.security.required_note_fields = owner|rollback").FindsNothing("""
        public class Cameras
        {
            // security: the cameras have certificates of their own
            // owner: @devices
            // rollback: remove the handler
            public HttpClientHandler Handler() => new() { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };

            // security: they are on a network of their own; owner=devices; rollback=remove the handler
            public HttpClientHandler Other() => new() { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
        }
        """);

    [Fact]
    public Task A_value_of_a_category_that_is_no_word_changes_nothing() => Verify.Options("safechange.security.ignored_categories = transportation").Finds(Weak);

    [Theory]
    [InlineData("Shop.Tests")]
    [InlineData("Shop.IntegrationTests")]
    public Task A_folder_of_tests_alone_makes_no_test_project(string folder) => Verify.Finds([(folder + "/Probe.cs", Weak)]);
}
