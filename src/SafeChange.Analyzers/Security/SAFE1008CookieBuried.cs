using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security.Catalog;

namespace SafeChange.Analyzers.Security;

/// <summary>Reports settings of the category <see cref="SettingCategory.Cookies"/> that hide outside their home.</summary>
internal static class SAFE1008CookieBuried
{
    public static readonly DiagnosticDescriptor Descriptor = SecurityRules.Buried(
        RuleIds.CookieBuried,
        nameof(RuleIds.CookieBuried),
        "Cookie security is decided outside the security home",
        "Cookie setting",
        "A cookie that is made in an action follows no policy: the next change to the policy misses it.");
}
