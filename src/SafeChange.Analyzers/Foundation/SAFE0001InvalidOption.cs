using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SafeChange.Analyzers.Foundation;

/// <summary>
/// Reports an option that does nothing: a value that cannot be read, or a key that no rule asks for. Reported once a
/// key and without a place, since a compiler hands over options without the file and line they stand in.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("A compiler sees no place in .editorconfig that a fix could change.")]
public sealed class SAFE0001InvalidOption : SafeChangeAnalyzer
{
    // What <SafeChangeAnalysisMode> in a project arrives as; the package's props make it visible.
    private const string AnalysisMode = "SafeChangeAnalysisMode";

    private const int LongestShown = 80;

    private static readonly ImmutableArray<string> AnalysisModes = ImmutableArray.Create("None", "Default", "Strict");

    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptors.Create(
        RuleIds.InvalidOption,
        "InvalidOption",
        "An option of SafeChange.Analyzers has no effect",
        "'{0} = {1}' has no effect: {2}",
        RuleCategories.Configuration,
        Confidence.Certain,
        "An option that cannot be read falls back to its default, so a team believes that it has decided something and it has not.",
        atCompilationEnd: true);

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptor);

    private protected override bool IsNeeded(KnownTypes types) => true;

#pragma warning disable RS1013 // every analyzer of the package has its start in the base class; an end alone costs no more
    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types) =>
        context.RegisterCompilationEndAction(Check);
#pragma warning restore RS1013

    private static void Check(CompilationAnalysisContext context)
    {
        var provider = context.Options.AnalyzerConfigOptionsProvider;
        var survey = new Survey();
        survey.Read(provider.GlobalOptions);

        // Most trees have the options of the tree before them; where the host shares the object, one look suffices.
        AnalyzerConfigOptions? previous = null;
        foreach (var tree in context.Compilation.SyntaxTrees)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var options = provider.GetOptions(tree);
            if (!ReferenceEquals(options, previous))
            {
                survey.Read(options);
                previous = options;
            }
        }

        foreach (var (key, value, problem) in survey.Problems)
        {
            Report(key, value, problem);
        }

        if (provider.GlobalOptions.TryGetValue("build_property." + AnalysisMode, out var mode)
            && mode.Length > 0
            && !AnalysisModes.Contains(mode, StringComparer.OrdinalIgnoreCase))
        {
            Report(AnalysisMode, mode, $"write one of {string.Join(", ", AnalysisModes)}{Spelling.DidYouMean(Spelling.Nearest(mode, AnalysisModes))}");
        }

        void Report(string key, string value, string problem) =>
            context.ReportDiagnostic(Diagnostic.Create(Descriptor, Location.None, key, Shown(value), problem));
    }

    /// <summary>What is wrong with an option, or null.</summary>
    private static string? Problem(string key, string value)
    {
        var name = key.Substring(Option.Prefix.Length).ToLowerInvariant();
        var prefix = Option.Prefix;
        if (RuleIdAtStart(name) is { } ruleId)
        {
            if (!KnownRuleIds().Contains(ruleId, StringComparer.OrdinalIgnoreCase))
            {
                return $"there is no rule {ruleId.ToUpperInvariant()}";
            }

            name = name.Substring(ruleId.Length + 1);
            prefix += ruleId + ".";
        }

        foreach (var option in Options.All)
        {
            if (option.Name == name)
            {
                return option.IsValid(value) ? null : $"write {option.Allowed}";
            }
        }

        return "there is no such option" + Spelling.DidYouMean(Meant(name) is { } meant ? prefix + meant : null);
    }

    // A near name, or the one whose last part is what was written: the family is what people leave out.
    private static string? Meant(string name) =>
        Spelling.Nearest(name, Options.All.Select(option => option.Name))
        ?? Options.All.Select(option => option.Name).FirstOrDefault(known =>
            known.Substring(known.LastIndexOf('.') + 1) == name.Substring(name.LastIndexOf('.') + 1));

    // "safe3002" of "safe3002.migrations.start_after".
    private static string? RuleIdAtStart(string name)
    {
        var end = name.IndexOf('.');
        return end == 8 && name.StartsWith("safe", StringComparison.Ordinal) && name.Substring(4, 4).All(char.IsDigit)
            ? name.Substring(0, end)
            : null;
    }

    // Read when a rule-specific key turns up, which is seldom: no table to keep in step with RuleIds.
    private static IEnumerable<string> KnownRuleIds() =>
        typeof(RuleIds).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (string)field.GetRawConstantValue()!);

    private static string Shown(string value) => value.Length <= LongestShown ? value : value.Substring(0, LongestShown) + "…";

    /// <summary>
    /// What the trees' options hold. A key is judged again only where its value changes from one tree to the next, and
    /// reported with the first value that is wrong: a right value in one folder does not hide a wrong one in another.
    /// </summary>
    private sealed class Survey
    {
        private readonly Dictionary<string, string> judged = new(StringComparer.OrdinalIgnoreCase);
        private readonly SortedDictionary<string, (string Value, string Problem)> problems = new(StringComparer.OrdinalIgnoreCase);

        public IEnumerable<(string Key, string Value, string Problem)> Problems =>
            problems.Select(problem => (problem.Key, problem.Value.Value, problem.Value.Problem));

        public void Read(AnalyzerConfigOptions options)
        {
            foreach (var key in options.Keys)
            {
                if (key.StartsWith(Option.Prefix, StringComparison.OrdinalIgnoreCase) && options.TryGetValue(key, out var value))
                {
                    Read(key, value);
                }
            }
        }

        private void Read(string key, string value)
        {
            if ((judged.TryGetValue(key, out var last) && last == value) || problems.ContainsKey(key))
            {
                return;
            }

            judged[key] = value;
            if (Problem(key, value) is { } problem)
            {
                problems.Add(key, (value, problem));
            }
        }
    }
}
