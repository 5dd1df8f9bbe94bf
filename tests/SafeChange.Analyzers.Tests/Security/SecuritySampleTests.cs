using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Security;

/// <summary>The sample: what its team has buried is found, what stands in place is not.</summary>
public sealed class SecuritySampleTests
{
    // What <ImplicitUsings> stands for in a web project.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Net.Http.Json;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """;

    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "ArticleArchive");

    [Fact]
    public async Task Each_buried_setting_is_found_and_nothing_else()
    {
        var compilation = CSharpCompilation.Create(
            "ArticleArchive",
            Sources().Select(file => CSharpSyntaxTree.ParseText(file.Text, path: file.Path)),
            References.Hangfire,
            new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        var found = await compilation.WithAnalyzers(ImmutableArray.Create<DiagnosticAnalyzer>(new SecurityAnalyzer())).GetAnalyzerDiagnosticsAsync();

        Assert.Equal(
            [
                "Controllers/CoverController.cs SAFE1004 Warning MaxRequestBodySize",
                "Controllers/MostReadController.cs SAFE1009 Warning AccessControlAllowOrigin",
                "Controllers/PreferencesController.cs SAFE1008 Warning HttpOnly",
                "Controllers/PreferencesController.cs SAFE1008 Warning Secure",
                "Data/ArchiveDatabase.cs SAFE1005 Warning EnableSensitiveDataLogging",
                "Integrations/CdnPurger.cs SAFE1002 Warning \"hgcdn-live-8f2b6a41c7d94e0fb35a9d17\"",
                "Integrations/PartnerWebhook.cs SAFE1006 Warning ServerCertificateCustomValidationCallback",
                "Pages/Embed.cshtml.cs SAFE1003 Warning \"X-Frame-Options\"",
            ],
            found.Select(static diagnostic =>
                $"{diagnostic.Location.SourceTree!.FilePath} {diagnostic.Id} {diagnostic.Severity} {diagnostic.Location.SourceTree.GetText().ToString(diagnostic.Location.SourceSpan)}").Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(string Path, string Text)> Sources() =>
        Directory.EnumerateFiles(Folder, "*.cs", SearchOption.AllDirectories)
            .Select(static path => (Path: Path.GetRelativePath(Folder, path).Replace('\\', '/'), Text: File.ReadAllText(path)))
            .Where(static file => file.Path.Split('/')[0] is not ("bin" or "obj"))
            .Append(("ImplicitUsings.cs", ImplicitUsings));
}
