using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Security;

/// <summary>Reports a weakening value that stands in the security home without a note.</summary>
internal static class SAFE1022WeakeningUndocumented
{
    public static readonly DiagnosticDescriptor Descriptor = RuleDescriptors.Create(
        RuleIds.WeakeningUndocumented,
        nameof(RuleIds.WeakeningUndocumented),
        "Security is weakened at home without a note",
        "'{0}' weakens security in '{1}'{2} and nothing says why: add a '// security:' note with the reason, an owner, what is expected and the way back",
        RuleCategories.Security,
        Confidence.Advisory,
        "A weak value in the right place is still a decision that somebody will ask about; the answer belongs beside it.");
}
