using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security.Catalog;

namespace SafeChange.Analyzers.Security;

/// <summary>Reports settings of the category <see cref="SettingCategory.Details"/> that hide outside their home.</summary>
internal static class SAFE1014DetailsExposed
{
    public static readonly DiagnosticDescriptor Descriptor = SecurityRules.Buried(
        RuleIds.DetailsExposed,
        nameof(RuleIds.DetailsExposed),
        "Exposure of details is decided outside the security home",
        "Exposure setting",
        "Detailed errors, developer pages and listings help whoever looks for a way in.");
}
