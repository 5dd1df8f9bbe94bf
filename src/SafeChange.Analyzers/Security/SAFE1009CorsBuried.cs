using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security.Catalog;

namespace SafeChange.Analyzers.Security;

/// <summary>Reports settings of the category <see cref="SettingCategory.Cors"/> that hide outside their home.</summary>
internal static class SAFE1009CorsBuried
{
    public static readonly DiagnosticDescriptor Descriptor = SecurityRules.Buried(
        RuleIds.CorsBuried,
        nameof(RuleIds.CorsBuried),
        "CORS is decided outside the security home",
        "CORS setting",
        "A cross-origin header that is written by hand opens one response and is seen by no policy.");
}
