using System;
using System.Collections.Generic;

namespace SafeChange.Analyzers.ChangeNotes;

/// <summary>
/// Tells a reason from a placeholder. A text is a placeholder when nothing is left of it once the words are taken out
/// that every refusal is made of ("not supported", "TODO", "method intentionally left empty", …).
/// </summary>
internal static class PlaceholderText
{
    /// <summary>What a fix writes into a refusal until a person has written the reason.</summary>
    public const string NotWrittenYet = "not written yet";

    // The words that "this cannot go down" is said with, in the comments and messages of real migrations.
    private static readonly HashSet<string> EmptyWords = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "action", "add", "all", "an", "and", "any", "are", "at", "attempt", "back", "be", "because", "blank", "body", "but",
        "can", "can't", "cannot", "changes", "code", "currently", "deliberately", "do", "does", "doesn't", "don't", "done", "down",
        "downgrade", "downgrades", "downgrading", "ef", "empty", "exception", "fail", "fixme", "for", "forward", "here", "i",
        "if", "implement", "implemented", "impossible", "in", "intentionally", "irreversible", "is", "isn't", "it", "its",
        "later", "left", "logic", "method", "migrate", "migrating", "migration", "migrations", "must", "n/a", "na",
        "necessary", "need", "needed", "no", "no-op", "none", "noop", "not", "nothing", "on", "one", "one-way", "only",
        "operation", "operations", "or", "please", "possible", "possibly", "purpose", "required", "reverse", "reversed",
        "reversible", "reversing", "reversion", "revert", "reverted", "reverting", "roll", "rollback", "rolled", "rolling",
        "should", "skip", "so", "sorry", "support", "supported", "supports", "tbd", "that", "the", "there", "this", "to",
        "todo", "unable", "undo", "undone", "undoing", "unsupported", "up", "version", "was", "way", "we", "will", "won't", "write",
        "written", "xxx", "yet", "you", "our", "of", "as", "has", "have", "had", "defined", "definition", "generated", "auto-generated",
    };

    /// <summary>Whether a field's value documents nothing.</summary>
    public static bool IsPlaceholderValue(string value) => IsBracketed(value) || ReadWords(value).Meaningful == 0;

    /// <summary>Whether a throw's message gives a reason: three words or more, two of them telling.</summary>
    public static bool IsReason(string message) => IsReason(message, atLeast: 3);

    /// <summary>Whether a free comment gives a reason: five words or more, two of them telling, and no code.</summary>
    public static bool IsFreeTextReason(string comment) => !LooksLikeCode(comment) && IsReason(comment, atLeast: 5);

    private static bool IsReason(string text, int atLeast)
    {
        if (text.IndexOf(NotWrittenYet, StringComparison.OrdinalIgnoreCase) >= 0)
        {
            return false;
        }

        var (all, meaningful) = ReadWords(text);
        return all >= atLeast && meaningful >= 2 && !StartsWithMarker(text);
    }

    // "TODO: restore the backup" is a plan to write a reason, not the reason.
    private static bool StartsWithMarker(string text)
    {
        var trimmed = text.TrimStart(' ', '\t', '/', '*', '-');
        foreach (var marker in new[] { "TODO", "TBD", "FIXME", "XXX" })
        {
            if (trimmed.StartsWith(marker, StringComparison.OrdinalIgnoreCase)
                && (trimmed.Length == marker.Length || !char.IsLetterOrDigit(trimmed[marker.Length])))
            {
                return true;
            }
        }

        return false;
    }

    // <what a person is asked to write>: the form in which a skeleton names its objects.
    private static bool IsBracketed(string value)
    {
        var text = value.Trim();
        return text.Length == 0
            || (text[0] == '<' && text[text.Length - 1] == '>')
            || StartsWithMarker(text);
    }

    private static bool LooksLikeCode(string comment)
    {
        var text = comment.Trim();
        return text.EndsWith(";", StringComparison.Ordinal)
            || text.EndsWith("{", StringComparison.Ordinal)
            || text.EndsWith("}", StringComparison.Ordinal)
            || text.IndexOf("migrationBuilder.", StringComparison.Ordinal) >= 0
            || text.IndexOf("=>", StringComparison.Ordinal) >= 0
            || text.IndexOf(");", StringComparison.Ordinal) >= 0;
    }

    private static (int All, int Meaningful) ReadWords(string text)
    {
        var all = 0;
        var meaningful = 0;
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var inWord = i < text.Length
                && (char.IsLetterOrDigit(text[i])
                    || (start >= 0 && text[i] is '\'' or '_' or '-' or '/' or '.' && i + 1 < text.Length && char.IsLetterOrDigit(text[i + 1])));
            if (inWord && start < 0)
            {
                start = i;
            }
            else if (!inWord && start >= 0)
            {
                all++;
                if (!EmptyWords.Contains(text.Substring(start, i - start)))
                {
                    meaningful++;
                }

                start = -1;
            }
        }

        return (all, meaningful);
    }
}
