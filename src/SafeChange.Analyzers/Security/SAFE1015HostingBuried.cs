using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security.Catalog;

namespace SafeChange.Analyzers.Security;

/// <summary>Reports settings of the category <see cref="SettingCategory.Hosting"/> that hide outside their home.</summary>
internal static class SAFE1015HostingBuried
{
    public static readonly DiagnosticDescriptor Descriptor = SecurityRules.Buried(
        RuleIds.HostingBuried,
        nameof(RuleIds.HostingBuried),
        "Trust in proxies and hosts is decided outside the security home",
        "Hosting setting",
        "Whom the application believes about addresses, schemes and hosts is decided once, at the door.");
}
