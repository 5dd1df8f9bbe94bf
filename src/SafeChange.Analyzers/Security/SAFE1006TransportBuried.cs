using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security.Catalog;

namespace SafeChange.Analyzers.Security;

/// <summary>Reports settings of the category <see cref="SettingCategory.Transport"/> that hide outside their home.</summary>
internal static class SAFE1006TransportBuried
{
    public static readonly DiagnosticDescriptor Descriptor = SecurityRules.Buried(
        RuleIds.TransportBuried,
        nameof(RuleIds.TransportBuried),
        "Transport security is decided outside the security home",
        "Transport setting",
        "Certificate checks and protocol versions of a client are nearly always decided where the client is made, far from where anybody reviews them.");
}
