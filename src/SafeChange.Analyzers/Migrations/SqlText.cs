using System;

namespace SafeChange.Analyzers.Migrations;

/// <summary>What can be told of an SQL text without parsing it.</summary>
internal static class SqlText
{
    /// <summary>Whether the text holds a name as a whole word, without regard to case.</summary>
    public static bool Mentions(string text, string name)
    {
        if (name.Length == 0)
        {
            return false;
        }

        for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + name.Length;
            if ((at == 0 || !IsWord(text[at - 1])) && (end == text.Length || !IsWord(text[end])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the text may remove or rename something.</summary>
    public static bool MayRemove(string text) =>
        Mentions(text, "DROP") || Mentions(text, "RENAME") || Mentions(text, "sp_rename") || RunsOther(text);

    /// <summary>Whether the text runs other SQL, which may be put together only then, or a procedure.</summary>
    public static bool RunsOther(string text) => Mentions(text, "EXEC") || Mentions(text, "EXECUTE") || Mentions(text, "CALL");

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character == '_';
}
