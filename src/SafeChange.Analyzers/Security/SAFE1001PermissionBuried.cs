using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security.Catalog;

namespace SafeChange.Analyzers.Security;

/// <summary>Reports settings of the category <see cref="SettingCategory.Permissions"/> that hide outside their home.</summary>
internal static class SAFE1001PermissionBuried
{
    public static readonly DiagnosticDescriptor Descriptor = SecurityRules.Buried(
        RuleIds.PermissionBuried,
        nameof(RuleIds.PermissionBuried),
        "Permission is decided outside the security home",
        "Permission",
        "Who may do what is decided where nobody looks who reviews permissions: the next change to them misses this place.");
}
