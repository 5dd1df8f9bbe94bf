using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis.Sarif;

namespace SafeChange.Demo;

/// <summary>One finding of the package, as the compiler's log has it.</summary>
/// <param name="Rule">The ID, "SAFE3001".</param>
/// <param name="Family">The family of rules, "Migrations".</param>
/// <param name="Severity">"warning", or "info" for what an editor shows as a suggestion.</param>
/// <param name="File">The full path; empty where a compiler has no place, as for an option.</param>
/// <param name="Line">From 1; 0 without a place.</param>
/// <param name="Message">What is wrong and the next step.</param>
internal sealed record Finding(string Rule, string Family, string Severity, string File, int Line, string Message)
{
    // Every category of the package begins so; the log has other analyzers' findings too.
    private const string CategoryPrefix = "SafeChange.";

    /// <summary>The file with its line, as an editor's search box takes it.</summary>
    public string Place => File.Length == 0 ? "" : $"{Path.GetFileName(File)}:{Line}";

    /// <summary>The migration that the file holds: EF Core names a file for its migration.</summary>
    public string Migration => Path.GetFileNameWithoutExtension(File);

    /// <summary>Reads what the package found, by family, file and line.</summary>
    public static IReadOnlyList<Finding> ReadAll(string sarif)
    {
        var findings = new List<Finding>();
        foreach (var run in SarifLog.Load(sarif).Runs)
        {
            var rules = (run.Tool.Driver.Rules ?? []).ToDictionary(static rule => rule.Id);
            foreach (var result in run.Results ?? [])
            {
                if (result.Suppressions is not { Count: > 0 }
                    && rules.TryGetValue(result.RuleId, out var rule)
                    && rule.TryGetProperty("category", out var category)
                    && category.StartsWith(CategoryPrefix, StringComparison.Ordinal))
                {
                    findings.Add(Read(result, category[CategoryPrefix.Length..]));
                }
            }
        }

        return [.. findings
            .OrderBy(static finding => finding.Rule[..^3], StringComparer.Ordinal)
            .ThenBy(static finding => finding.File, StringComparer.Ordinal)
            .ThenBy(static finding => finding.Line)
            .ThenBy(static finding => finding.Rule, StringComparer.Ordinal)];
    }

    /// <summary>The rules that found something at a place before the fixes and no longer do, for a table.</summary>
    public static string Fixed(IEnumerable<Finding> found, IEnumerable<Finding> left, Func<Finding, bool> isHere) =>
        string.Join(", ", found.Where(isHere).Select(static finding => finding.Rule).Except(left.Where(isHere).Select(static finding => finding.Rule)));

    private static Finding Read(Result result, string family)
    {
        var place = result.Locations?.FirstOrDefault()?.PhysicalLocation;
        return new Finding(
            result.RuleId,
            family,
            result.Level == FailureLevel.Note ? "info" : result.Level.ToString().ToLowerInvariant(),
            place?.ArtifactLocation?.Uri is { } uri ? Path.GetFullPath(uri.IsAbsoluteUri ? uri.LocalPath : uri.OriginalString) : "",
            place?.Region?.StartLine ?? 0,
            result.Message.Text);
    }
}
