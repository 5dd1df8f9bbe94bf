using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

/// <summary>Code that does not compile, and code that nobody would write: nothing throws, nothing is guessed.</summary>
public class BrokenSecurityCodeTests
{
    private const string Rich = """
        using System;
        using System.Net;
        using System.Net.Http;
        using System.Security.Cryptography;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Newtonsoft.Json;
        public class OrdersController : Controller
        {
            // security: the cameras have certificates of their own
            private readonly HttpClientHandler cameras = new() { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
            private static readonly JsonSerializerSettings Settings = new() { TypeNameHandling = TypeNameHandling.All, MaxDepth = null };
            private const string Connection = "Server=db;User Id=app;Password=k7!Vq2#mZ9;TrustServerCertificate=true";
            [RequestSizeLimit(5_000_000_000)]
            public IActionResult Post(bool embed, string host)
            {
                Response.Headers["X-Frame-Options"] = "DENY";
                Response.Headers.Append("Content-Security-Policy", $"script-src {host} 'unsafe-inline'");
                Response.OnStarting(() => { Response.Headers.XFrameOptions = "DENY"; return System.Threading.Tasks.Task.CompletedTask; });
                Response.Cookies.Append("a", "b", new CookieOptions { HttpOnly = false, SameSite = embed ? SameSiteMode.None : SameSiteMode.Lax });
                AppContext.SetSwitch("System.Net.Http.SocketsHttpHandler.Http2UnencryptedSupport", true);
                if (embed) { cameras.SslProtocols |= System.Security.Authentication.SslProtocols.Tls11; }
                var hash = new Rfc2898DeriveBytes("p", new byte[8], iterations: 1000, HashAlgorithmName.SHA1);
                return Ok(new { hash, Login = new NetworkCredential("a", $"k7{host}"), Text = $"Server={host};Encrypt=false" });
            }
        }
        """;

    private static readonly Verify<SecurityAnalyzer> Verify = SecurityVerification.Usual;

    [Fact]
    public async Task A_source_cut_off_after_any_token_is_no_reason_to_fail()
    {
        var ends = CSharpSyntaxTree.ParseText(Rich).GetRoot().DescendantTokens().Select(token => token.Span.End).Distinct().ToList();
        Assert.True(ends.Count > 250);
        Assert.Empty(await Failures(ends.Select(end => Rich[..end])));
    }

    [Fact]
    public async Task A_source_without_any_one_token_is_no_reason_to_fail()
    {
        var tokens = CSharpSyntaxTree.ParseText(Rich).GetRoot().DescendantTokens().Select(token => token.Span).Where(span => span.Length > 0).ToList();
        Assert.Empty(await Failures(tokens.Select(span => Rich.Remove(span.Start, span.Length))));
    }

    [Fact]
    public async Task A_rich_source_without_its_references_is_no_reason_to_fail() => Assert.Empty(await Failures([Rich], References.NoFramework));

    [Fact]
    public Task Types_that_are_missing_are_not_guessed() => Verify.BrokenCode().FindsNothing("""
        public class Probe
        {
            public object Make() => new MissingHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true };
            public void Set(MissingCookie cookie) { cookie.HttpOnly = false; cookie.Secure = Missing.None; Missing.AllowAnyOrigin(); }
        }
        """);

    [Fact]
    public Task A_value_with_an_error_is_not_judged_weak() => Verify.BrokenCode().FindsNothing("""
        public class Probe
        {
            public object Make() => new HttpClientHandler { CheckCertificateRevocationList = Missing.Value, ServerCertificateCustomValidationCallback = missing };
        }
        """);

    [Fact]
    public Task Dynamic_receivers_and_values_are_not_guessed() => Verify.FindsNothing("""
        public class Probe
        {
            public void Set(dynamic handler, dynamic value)
            {
                handler.CheckCertificateRevocationList = false;
                handler.AllowAnyOrigin();
                handler.Headers["X-Frame-Options"] = "DENY";
                var real = new HttpClientHandler { CheckCertificateRevocationList = value };
                AppContext.SetSwitch(value, true);
                new CookieOptions { HttpOnly = value, Secure = value }.ToString();
                real.Dispose();
            }
        }
        """);

    [Fact]
    public Task A_type_that_two_assemblies_define_is_recognised_in_both() => Verify
        .With(References.SecurityPackages.Add(TestAssembly.Compile("Other", "namespace System.Xml.Xsl { public sealed class XsltSettings { public bool EnableScript { get; set; } } }").WithAliases(["other"])))
        .Finds("""
            extern alias other;
            public class Renderer
            {
                public object Own => new System.Xml.Xsl.XsltSettings { {|SAFE1012:EnableScript|} = true };
                public object Others => new other::System.Xml.Xsl.XsltSettings { {|SAFE1012:EnableScript|} = true };
            }
            """);

    [Theory]
    [InlineData('a')]
    [InlineData('=')]
    [InlineData(';')]
    [InlineData('-')]
    [InlineData(' ')]
    [InlineData('.')]
    public async Task A_text_of_a_megabyte_takes_no_time(char letter)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Empty(await Failures([$"public class Data {{ public string Text => \"{new string(letter, 1_000_000)}\"; }}"]));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Theory]
    [InlineData("Password=")]
    [InlineData("password = ; ")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.")]
    [InlineData("-----BEGIN ")]
    [InlineData("AKIA")]
    [InlineData("SSL Mode = ")]
    [InlineData("{{0}}=")]
    public async Task A_text_that_repeats_the_beginning_of_a_secret_takes_no_time(string part)
    {
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Empty(await Failures([$"public class Data {{ public string Text => \"{string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length))}\"; }}"]));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task A_long_chain_of_concatenations_is_no_reason_to_fail()
    {
        var sum = string.Join(" + ", Enumerable.Range(0, 3000).Select(i => $"\"Password={i};\""));
        Assert.Empty(await Failures([$"public class Data {{ public string Text(string s) => s + {sum}; }}"]));
    }

    [Fact]
    public async Task A_callback_that_calls_itself_is_no_reason_to_fail() => Assert.Empty(await Failures(["""
        using System.Net.Http;
        using System.Net.Security;
        using System.Security.Cryptography.X509Certificates;
        public class Probe
        {
            private static readonly bool A = B;
            private static readonly bool B = A;
            private const bool C = D;
            private const bool D = C;
            private static bool Trust(HttpRequestMessage m, X509Certificate2? c, X509Chain? n, SslPolicyErrors e) => Trust(m, c, n, e);
            public object Make() => new HttpClientHandler { ServerCertificateCustomValidationCallback = Trust, CheckCertificateRevocationList = A };
            public object Other() => new HttpClientHandler { CheckCertificateRevocationList = C };
            public object Local() { var x = y; var y = x; return new HttpClientHandler { CheckCertificateRevocationList = x }; }
        }
        """]));

    [Fact]
    public async Task Notes_at_odd_places_are_no_reason_to_fail() => Assert.Empty(await Failures(
    [
        "// security:",
        "// security: a\nnew System.Net.Http.HttpClientHandler { CheckCertificateRevocationList = false };\n// security: b",
        "class A { object b = new System.Net.Http.HttpClientHandler { CheckCertificateRevocationList = false // security:\n } /* security: c */; }",
        "[assembly: SecuritySettings] class A { /// security:\n }",
    ]));

    // What an exception in an analyzer becomes: a diagnostic of its own, AD0001.
    private static async Task<IReadOnlyList<string>> Failures(IEnumerable<string> sources, System.Collections.Immutable.ImmutableArray<MetadataReference>? references = null)
    {
        var failures = new List<string>();
        foreach (var source in sources)
        {
            var compilation = CSharpCompilation.Create(
                "Shop",
                [CSharpSyntaxTree.ParseText(source)],
                references ?? References.SecurityPackages,
                new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
            var options = new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]),
                onAnalyzerException: (exception, _, _) => { lock (failures) { failures.Add($"{exception.GetType().Name}: {exception.Message}\n{exception.StackTrace}\n{source}"); } },
                concurrentAnalysis: true,
                logAnalyzerExecutionTime: false);
            await compilation.WithAnalyzers([new SecurityAnalyzer()], options).GetAnalyzerDiagnosticsAsync();
        }

        return failures;
    }
}
