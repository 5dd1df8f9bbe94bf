using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security.Catalog;

namespace SafeChange.Analyzers.Security;

/// <summary>Reports settings of the category <see cref="SettingCategory.Authentication"/> that hide outside their home.</summary>
internal static class SAFE1007AuthenticationBuried
{
    public static readonly DiagnosticDescriptor Descriptor = SecurityRules.Buried(
        RuleIds.AuthenticationBuried,
        nameof(RuleIds.AuthenticationBuried),
        "Authentication is decided outside the security home",
        "Authentication setting",
        "Token checks, lifetimes and password rules have to agree with each other, which nobody can see while they stand apart.");
}
