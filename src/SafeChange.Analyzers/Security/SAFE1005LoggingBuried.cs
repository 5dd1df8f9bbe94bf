using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security.Catalog;

namespace SafeChange.Analyzers.Security;

/// <summary>Reports settings of the category <see cref="SettingCategory.Logging"/> that hide outside their home.</summary>
internal static class SAFE1005LoggingBuried
{
    public static readonly DiagnosticDescriptor Descriptor = SecurityRules.Buried(
        RuleIds.LoggingBuried,
        nameof(RuleIds.LoggingBuried),
        "Logging of sensitive data is decided outside the security home",
        "Logging setting",
        "What may appear in a log is a promise to the people it is about; a switch in unrelated code breaks it unseen.");
}
