using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security.Catalog;

namespace SafeChange.Analyzers.Security;

/// <summary>Reports settings of the category <see cref="SettingCategory.RateLimits"/> that hide outside their home.</summary>
internal static class SAFE1013RateLimitBuried
{
    public static readonly DiagnosticDescriptor Descriptor = SecurityRules.Buried(
        RuleIds.RateLimitBuried,
        nameof(RuleIds.RateLimitBuried),
        "Rate limit is decided outside the security home",
        "Rate limit",
        "A limiter that is made or lifted in unrelated code is missed when the limits are tuned.");
}
