using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.ChangeNotes;

/// <summary>A note that a person has written and that lacks a field which the team asks for.</summary>
internal static class SAFE0011ChangeNoteIncomplete
{
    public static readonly DiagnosticDescriptor Descriptor = RuleDescriptors.Create(
        RuleIds.ChangeNoteIncomplete,
        "ChangeNoteIncomplete",
        "A change note lacks a field that the team asks for",
        "The note of {0} does not say {1}: add {2}",
        RuleCategories.ChangeNotes,
        Confidence.Likely,
        "Who answers for a change and what is expected of it is known on the day it is written, and looked for on the day it fails.");
}
