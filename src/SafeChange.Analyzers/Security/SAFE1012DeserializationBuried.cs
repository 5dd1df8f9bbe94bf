using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security.Catalog;

namespace SafeChange.Analyzers.Security;

/// <summary>Reports settings of the category <see cref="SettingCategory.Deserialization"/> that hide outside their home.</summary>
internal static class SAFE1012DeserializationBuried
{
    public static readonly DiagnosticDescriptor Descriptor = SecurityRules.Buried(
        RuleIds.DeserializationBuried,
        nameof(RuleIds.DeserializationBuried),
        "Deserialization is decided outside the security home",
        "Deserialization setting",
        "A reader that resolves types or entities on request turns data into code; one such reader is enough.");
}
