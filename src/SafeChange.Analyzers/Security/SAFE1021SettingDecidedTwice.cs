using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Security;

/// <summary>Reports a setting that several places of the compilation decide, and not alike.</summary>
[NoCodeFix("Which of the values is the right one, and whether both are, is for people to say.")]
internal static class SAFE1021SettingDecidedTwice
{
    public static readonly DiagnosticDescriptor Descriptor = RuleDescriptors.Create(
        RuleIds.SettingDecidedTwice,
        nameof(RuleIds.SettingDecidedTwice),
        "Security setting is decided differently in several places",
        "'{0}' is {1} here and {2}: whoever changes one will miss the other. Decide it once and name the value in both places.",
        RuleCategories.Security,
        Confidence.Likely,
        "A setting that is decided twice is changed once: the other place keeps the old value, and which of them holds depends on the order of things.",
        atCompilationEnd: true);
}
