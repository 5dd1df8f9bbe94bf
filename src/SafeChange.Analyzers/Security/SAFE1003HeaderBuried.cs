using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security.Catalog;

namespace SafeChange.Analyzers.Security;

/// <summary>Reports settings of the category <see cref="SettingCategory.Headers"/> that hide outside their home.</summary>
internal static class SAFE1003HeaderBuried
{
    public static readonly DiagnosticDescriptor Descriptor = SecurityRules.Buried(
        RuleIds.HeaderBuried,
        nameof(RuleIds.HeaderBuried),
        "Security header is written outside the security home",
        "Header",
        "A security header that one response sets by hand is missed when the policy changes, and may contradict it.");
}
