using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security.Catalog;

namespace SafeChange.Analyzers.Security;

/// <summary>Reports settings of the category <see cref="SettingCategory.Antiforgery"/> that hide outside their home.</summary>
internal static class SAFE1010AntiforgeryBuried
{
    public static readonly DiagnosticDescriptor Descriptor = SecurityRules.Buried(
        RuleIds.AntiforgeryBuried,
        nameof(RuleIds.AntiforgeryBuried),
        "Antiforgery is decided outside the security home",
        "Antiforgery setting",
        "Where request forgery protection is switched off has to be visible in one place.");
}
