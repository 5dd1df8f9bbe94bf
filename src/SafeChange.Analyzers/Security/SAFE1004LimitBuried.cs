using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security.Catalog;

namespace SafeChange.Analyzers.Security;

/// <summary>Reports settings of the category <see cref="SettingCategory.Limits"/> that hide outside their home.</summary>
internal static class SAFE1004LimitBuried
{
    public static readonly DiagnosticDescriptor Descriptor = SecurityRules.Buried(
        RuleIds.LimitBuried,
        nameof(RuleIds.LimitBuried),
        "Request or upload limit is decided outside the security home",
        "Limit",
        "A limit that is raised or lifted in unrelated code is found when somebody fills the disk, not in a review.");
}
