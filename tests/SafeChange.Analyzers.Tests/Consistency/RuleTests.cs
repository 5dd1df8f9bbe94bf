using System;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Consistency;

/// <summary>Every rule is complete. What is missing is named by its path.</summary>
public sealed class RuleTests
{
    private static readonly string[] DeclaredIds =
        [.. typeof(RuleIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!)];

    public static TheoryData<string> Rules { get; } = [.. Shipped.Rules.Select(rule => rule.Id)];

    [Fact]
    public void IDs_are_unique_ordered_and_each_is_a_rule()
    {
        Assert.Equal(DeclaredIds.Distinct(), DeclaredIds);
        Assert.Equal(DeclaredIds.Order(StringComparer.Ordinal), DeclaredIds);
        Assert.Equal(DeclaredIds, Shipped.Rules.Select(rule => rule.Id));
    }

    [Fact]
    public void A_rule_that_several_analyzers_report_is_one_descriptor() =>
        Assert.All(
            Shipped.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).GroupBy(descriptor => descriptor.Id),
            descriptors => Assert.Single(descriptors.Distinct()));

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_ID_tells_the_family(string id)
    {
        var category = Rule(id).Descriptor.Category;

        Assert.Matches("^SAFE[0-9]{4}$", id);
        Assert.Contains(category, id[4] switch
        {
            '0' => new[] { RuleCategories.Configuration, RuleCategories.ChangeNotes },
            '1' => [RuleCategories.Security],
            '2' => [RuleCategories.Jobs],
            '3' => [RuleCategories.Migrations],
            '4' => [RuleCategories.Separation],
            _ => [],
        });
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void It_has_a_class_in_a_file_of_its_name(string id)
    {
        var rule = Rule(id);

        Exists($"{rule.Folder}/{rule.FullName}.cs");
        Assert.True(rule.Class is not null, $"No class {rule.FullName} in {rule.Folder}/{rule.FullName}.cs.");
        Assert.Equal("SafeChange.Analyzers." + RuleDescriptors.Folder(rule.Descriptor.Category), rule.Class.Namespace);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void It_has_tests(string id)
    {
        var tests = Directory.EnumerateFiles(Repository.PathOf("tests/SafeChange.Analyzers.Tests"), $"{id}*Tests.cs", SearchOption.AllDirectories);

        Assert.True(tests.Any(), $"No {id}…Tests.cs under tests/SafeChange.Analyzers.Tests.");
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Its_help_link_leads_to_its_page(string id)
    {
        var rule = Rule(id);

        Exists(rule.Page);
        Assert.Equal($"https://github.com/safechange/safechange-analyzers/blob/v{Repository.Version}/{rule.Page}", rule.Descriptor.HelpLinkUri);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Its_release_is_tracked(string id)
    {
        var rule = Rule(id);
        var severity = rule.Descriptor.IsEnabledByDefault ? rule.Descriptor.DefaultSeverity.ToString() : "Disabled";
        var row = $"{id} | {rule.Descriptor.Category} | {severity} | {rule.Name}";

        var rows = (Repository.Read("src/SafeChange.Analyzers/AnalyzerReleases.Unshipped.md") + Repository.Read("src/SafeChange.Analyzers/AnalyzerReleases.Shipped.md"))
            .Split('\n');
        Assert.True(rows.Contains(row), $"No row '{row}' in src/SafeChange.Analyzers/AnalyzerReleases.Unshipped.md.");
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void It_has_a_fix_or_says_why_not(string id)
    {
        var rule = Rule(id);

        if (rule.Fixes.IsEmpty)
        {
            Assert.True(rule.NoFixReason is { Length: > 20 }, $"{rule.FullName} has neither a fix nor [NoCodeFix(\"reason\")].");
        }
        else
        {
            Assert.True(rule.NoFixReason is null, $"{rule.FullName} has [NoCodeFix], and the fix {rule.Fixes[0].GetType().Name}.");
            // A fix needs a place that the IDE can ask about: nothing that is only known at the end.
            Assert.DoesNotContain(WellKnownDiagnosticTags.CompilationEnd, rule.Descriptor.CustomTags);
        }
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Its_texts_are_written_alike(string id)
    {
        var descriptor = Rule(id).Descriptor;

        Assert.Matches("^[A-Z].*[^.]$", descriptor.Title.ToString());
        Assert.DoesNotMatch(@"^\s|\s$|\n", descriptor.MessageFormat.ToString());
        Assert.Matches(@"^[A-Z].*\.$", descriptor.Description.ToString());
    }

    private static Rule Rule(string id) => Shipped.Rules.Single(rule => rule.Id == id);

    private static void Exists(string path) => Assert.True(Repository.Has(path), $"There is no {path}.");
}
