using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using SafeChange.Analyzers.ChangeNotes;

namespace SafeChange.Analyzers.CodeFixes.ChangeNotes;

/// <summary>
/// The lines that a fix writes for a person to fill in. What stands between angle brackets is a question, which the
/// reader of notes takes for a placeholder.
/// </summary>
internal static class NoteSkeleton
{
    /// <summary>A rollback note that asks one question.</summary>
    public static IEnumerable<string> Rollback(string question) =>
        ["// rollback: <" + question + ">", "// owner:", "// expected:"];

    /// <summary>A note that asks why a second run does no harm.</summary>
    public static IEnumerable<string> Idempotent => ["// idempotent: <why is a second run harmless?>"];

    /// <summary>A note that asks why a security setting stays where it is, field by field.</summary>
    public static ImmutableArray<(ChangeNoteField Field, string Line)> Security { get; } = ImmutableArray.Create(
        (ChangeNoteField.Security, "// security: <why does it stay here?>"),
        (ChangeNoteField.Owner, "// owner:"),
        (ChangeNoteField.Expected, "// expected:"),
        (ChangeNoteField.Rollback, "// rollback:"));

    /// <summary>The question of a note about lost data.</summary>
    public static string QuestionAbout(IEnumerable<string> lost) =>
        $"how {string.Join(", ", lost.Select(static item => $"'{item}'"))} is restored, or why it need not be";
}
