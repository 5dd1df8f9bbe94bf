using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security.Catalog;

namespace SafeChange.Analyzers.Security;

/// <summary>Reports settings of the category <see cref="SettingCategory.Secrets"/> that hide outside their home.</summary>
internal static class SAFE1002SecretBuried
{
    public static readonly DiagnosticDescriptor Descriptor = SecurityRules.Buried(
        RuleIds.SecretBuried,
        nameof(RuleIds.SecretBuried),
        "Secret or credential stands in code outside the security home",
        "Secret",
        "A secret in code is known to everybody who has the code, stays in its history and cannot be rotated without a release.");
}
