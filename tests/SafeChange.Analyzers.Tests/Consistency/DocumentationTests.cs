using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Consistency;

/// <summary>
/// What is written about the rules says what the rules say of themselves. The generated parts are rewritten by
/// <c>UPDATE_DOCS=1 dotnet test</c>.
/// </summary>
public sealed class DocumentationTests
{
    private static readonly string[] Sections = ["What it reports", "Why it matters", "Example", "When to silence it", "Options"];

    public static TheoryData<string> Rules { get; } = [.. Shipped.Rules.Select(rule => rule.Id)];

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_page_has_its_title_and_its_sections(string id)
    {
        var rule = Rule(id);
        var page = Repository.Read(rule.Page);

        Assert.StartsWith($"# {rule.Id} {rule.Name}\n", page);
        Assert.Equal(Sections, Regex.Matches(page, "^## (.+)$", RegexOptions.Multiline).Select(match => match.Groups[1].Value));
        foreach (Match section in Regex.Matches(page, @"^## (.+)\n((?:(?!## ).*\n?)*)", RegexOptions.Multiline))
        {
            Assert.True(section.Groups[2].Value.Trim().Length > 0, $"{rule.Page}: nothing is written under '{section.Groups[1].Value}'.");
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_page_has_its_header(string id)
    {
        var rule = Rule(id);
        var fix = rule.Fixes.IsEmpty ? "no: " + rule.NoFixReason : "yes";

        Generated.Block(rule.Page, "header", $"""
            | | |
            |---|---|
            | Family | {RuleDescriptors.Folder(rule.Descriptor.Category) switch { "Foundation" => "Configuration", "ChangeNotes" => "Change notes", var family => family }} |
            | Default severity | {Severity(rule)} |
            | Fix | {fix} |
            | Since | {Since(rule)} |
            """);
    }

    [Fact]
    public void The_README_lists_every_rule()
    {
        var table = new StringBuilder("| rule | what it reports | default | fix |\n|---|---|---|---|");
        foreach (var rule in Shipped.Rules)
        {
            table.Append($"\n| [{rule.Id}]({rule.Page}) | {rule.Descriptor.Title} | {Severity(rule)} | {(rule.Fixes.IsEmpty ? "–" : "yes")} |");
        }

        Generated.Block("README.md", "rules", table.ToString());
    }

    [Theory]
    [InlineData("None")]
    [InlineData("Default")]
    [InlineData("Strict")]
    public void The_presets_name_the_rules(string preset)
    {
        var comment = preset switch
        {
            "None" => "Every rule is off; what a configuration of your own names is on again.",
            "Default" =>
                """
                The rules have their own severities. No line says so, because a line would also raise the single
                # diagnostics that a rule lowers itself.
                """,
            _ => "Suggestions are warnings, and rules that are off are suggestions. Warnings have no line, as in Default.",
        };
        var text = new StringBuilder($"""
            # SafeChange.Analyzers, preset {preset}. Generated from the rules.
            # {comment}
            is_global = true
            global_level = -100

            """);
        foreach (var rule in Shipped.Rules)
        {
            var severity = preset switch
            {
                "None" => "none",
                "Strict" when !rule.Descriptor.IsEnabledByDefault => "suggestion",
                "Strict" when rule.Descriptor.DefaultSeverity < DiagnosticSeverity.Warning => "warning",
                _ => null,
            };
            if (severity is not null)
            {
                text.Append($"\n# {rule.Name}\ndotnet_diagnostic.{rule.Id}.severity = {severity}\n");
            }
        }

        Generated.File($"src/SafeChange.Analyzers.Package/buildTransitive/presets/SafeChange.{preset}.globalconfig", text.ToString());
    }

    [Fact]
    public void Every_option_stands_in_a_page()
    {
        var pages = string.Concat(Shipped.Rules.Where(rule => Repository.Has(rule.Page)).Select(rule => Repository.Read(rule.Page)));

        Assert.All(Options.All, option => Assert.True(pages.Contains($"`{option.Key}`"), $"No page mentions `{option.Key}`."));
    }

    [Fact]
    public void Pages_mention_no_option_that_does_not_exist()
    {
        foreach (var rule in Shipped.Rules.Where(rule => Repository.Has(rule.Page)))
        {
            var mentioned = Regex.Matches(Repository.Read(rule.Page), @"`safechange\.(?:safe[0-9]{4}\.)?([a-z_]+\.[a-z_.]+)`").Select(match => match.Groups[1].Value);
            Assert.All(mentioned, name => Assert.True(Options.All.Any(option => option.Name == name), $"{rule.Page} mentions {name}, which is no option."));
        }
    }

    private static string Severity(Rule rule) => rule.DefaultSeverity == "none" ? "off" : rule.DefaultSeverity;

    // The release in whose table the rule was added, or the one that is being written.
    private static string Since(Rule rule)
    {
        var release = Regex.Matches(Repository.Read("src/SafeChange.Analyzers/AnalyzerReleases.Shipped.md"), @"^(?:## Release (\S+)|(SAFE[0-9]{4}) \|)", RegexOptions.Multiline)
            .Aggregate((Current: "", Found: ""), (state, match) =>
                match.Groups[1].Success ? (match.Groups[1].Value, state.Found)
                : match.Groups[2].Value == rule.Id && state.Found.Length == 0 ? (state.Current, state.Current)
                : state);
        return release.Found.Length > 0 ? release.Found : Repository.Version;
    }

    private static Rule Rule(string id) => Shipped.Rules.Single(rule => rule.Id == id);

    /// <summary>Compares what is generated with what is there, or writes it where <c>UPDATE_DOCS</c> is set.</summary>
    private static class Generated
    {
        private static readonly bool Update = Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1";

        /// <summary>A whole file.</summary>
        public static void File(string path, string text)
        {
            if (Update)
            {
                Write(path, text);
            }

            Assert.True(Repository.Has(path), $"There is no {path}: 'UPDATE_DOCS=1 dotnet test' writes it.");
            Same(path, text, Repository.Read(path));
        }

        /// <summary>What stands between <c>&lt;!-- generated: name --&gt;</c> and <c>&lt;!-- /generated --&gt;</c>.</summary>
        public static void Block(string path, string name, string text)
        {
            Assert.True(Repository.Has(path), $"There is no {path}.");
            var open = $"<!-- generated: {name} -->\n";
            const string close = "\n<!-- /generated -->";
            var file = Repository.Read(path);
            if (Update && name == "header" && !file.Contains(open))
            {
                // A new page: the header follows its title.
                file = file.Insert(file.IndexOf('\n') + 1, $"\n{open}{close[1..]}\n");
            }

            var start = file.IndexOf(open, StringComparison.Ordinal);
            Assert.True(start >= 0, $"{path} has no '{open.Trim()}'.");
            start += open.Length;
            // Where nothing is between the two, they share a line end.
            var end = file.IndexOf(close, start - 1, StringComparison.Ordinal);
            Assert.True(end >= start - 1, $"{path} has no '{close.Trim()}' after '{open.Trim()}'.");
            if (Update)
            {
                Write(path, file[..start] + text.ReplaceLineEndings("\n") + file[end..]);
                return;
            }

            Same(path, text, end < start ? "" : file[start..end]);
        }

        private static void Same(string path, string expected, string actual) =>
            Assert.True(
                expected.ReplaceLineEndings("\n") == actual,
                $"{path} is stale: 'UPDATE_DOCS=1 dotnet test' rewrites it. Expected:\n{expected}\n\nFound:\n{actual}");

        private static void Write(string path, string text)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Repository.PathOf(path))!);
            System.IO.File.WriteAllText(Repository.PathOf(path), text.ReplaceLineEndings("\n"));
        }
    }
}
