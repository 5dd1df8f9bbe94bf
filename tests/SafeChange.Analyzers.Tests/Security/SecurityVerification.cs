using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Tests.Verification;

namespace SafeChange.Analyzers.Tests.Security;

/// <summary>
/// What the tests of buried settings have in common: one ID has two severities, so the markup says which one is meant.
/// <c>{|SAFE1006:Name|}</c> is a warning, <c>{|SAFE1006 info:Name|}</c> a suggestion. The usual usings are there.
/// </summary>
internal static partial class SecurityVerification
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net;
        global using System.Net.Http;
        global using System.Security.Cryptography;
        global using System.Security.Cryptography.X509Certificates;
        global using System.Text;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.AspNetCore.Authorization;
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Mvc;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        global using Microsoft.Extensions.Options;
        """;

    /// <summary>Every package that the catalogue has a line about, and no rule that is off by default.</summary>
    public static Verify<SecurityAnalyzer> Usual { get; } = new Verify<SecurityAnalyzer>(References.SecurityPackages).AsInBuilds();

    /// <summary>What the markup says is reported, with the severity that it says, and nothing else.</summary>
    public static Task Finds(this Verify<SecurityAnalyzer> verify, Sources sources, params DiagnosticResult[] more)
    {
        var expected = new List<DiagnosticResult>(more);
        var files = sources.Select(file => (file.Path, Text: Mark().Replace(file.Text, match =>
        {
            // Places that a test numbers itself begin at 0.
            var place = 100 + expected.Count;
            expected.Add(verify.Result(match.Groups["id"].Value)
                .WithLocation(place)
                .WithMessage(null)
                .WithSeverity(match.Groups["info"].Success ? DiagnosticSeverity.Info : DiagnosticSeverity.Warning)
                .WithOptions(DiagnosticOptions.IgnoreAdditionalLocations));
            return $"{{|#{place}:";
        }))).ToArray();
        return verify.Reports(WithUsings(new([.. files])), [.. expected]);
    }

    /// <summary>Nothing is reported.</summary>
    public static Task FindsNothing(this Verify<SecurityAnalyzer> verify, Sources sources) => verify.Silent(WithUsings(sources));

    private static Sources WithUsings(Sources sources) => sources.With(new Sources([("Usings.cs", Usings)]));

    [GeneratedRegex(@"\{\|(?<id>SAFE\d{4})(?<info> info)?:")]
    private static partial Regex Mark();
}
