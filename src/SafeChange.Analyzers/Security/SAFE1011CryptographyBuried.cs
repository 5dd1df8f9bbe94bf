using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security.Catalog;

namespace SafeChange.Analyzers.Security;

/// <summary>Reports settings of the category <see cref="SettingCategory.Cryptography"/> that hide outside their home.</summary>
internal static class SAFE1011CryptographyBuried
{
    public static readonly DiagnosticDescriptor Descriptor = SecurityRules.Buried(
        RuleIds.CryptographyBuried,
        nameof(RuleIds.CryptographyBuried),
        "Cryptography is decided outside the security home",
        "Cryptography setting",
        "Algorithms, modes, key sizes and iteration counts age; they are renewed only where they are found.");
}
