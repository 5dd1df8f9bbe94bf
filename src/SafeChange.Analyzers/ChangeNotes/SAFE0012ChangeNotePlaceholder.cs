using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.ChangeNotes;

/// <summary>
/// A note that nobody has written yet. The family whose finding asked for the note reports it in the finding's
/// stead, so that a fix which inserts a skeleton converges and the finding stays until a person has written.
/// </summary>
[NoCodeFix("Only a person can write what the note has to say.")]
internal static class SAFE0012ChangeNotePlaceholder
{
    public static readonly DiagnosticDescriptor Descriptor = RuleDescriptors.Create(
        RuleIds.ChangeNotePlaceholder,
        "ChangeNotePlaceholder",
        "A placeholder stands in place of a change note",
        "'{0}' of {1} is still a placeholder: write {2}",
        RuleCategories.ChangeNotes,
        Confidence.Likely,
        "A skeleton or a placeholder documents nothing. Until a person has written it, whoever has to take the change back at night has nothing to go by.");
}
