using System;
using System.Collections.Generic;
using System.Collections.Immutable;

namespace SafeChange.Analyzers.Security.Home;

/// <summary>
/// Finds words in names: <c>RateLimit</c> in <c>RateLimitsMiddleware</c>, <c>rate-limits</c> and <c>RATE_LIMIT</c>, but
/// <c>Auth</c> in neither <c>Author</c> nor <c>Authored</c>.
/// </summary>
internal static class HomeWords
{
    /// <summary>Whether one of the words, or its plural, stands in a name as one or several whole words in a row.</summary>
    public static bool HasAny(string name, ImmutableArray<string> words)
    {
        var parts = Parts(name);
        foreach (var word in words)
        {
            for (var start = 0; start < parts.Count; start++)
            {
                if (StartsWith(name, parts, start, word))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // However the word is cut up in the name: "AntiForgery" and "antiforgery" are the same.
    private static bool StartsWith(string name, List<(int Start, int Length)> parts, int index, string word)
    {
        var matched = 0;
        for (; index < parts.Count; index++)
        {
            var (start, length) = parts[index];
            var rest = word.Length - matched;
            if (length > rest)
            {
                return length == rest + 1 && name[start + rest] is 's' or 'S' && IsAt(name, start, word, matched, rest);
            }

            if (!IsAt(name, start, word, matched, length))
            {
                return false;
            }

            matched += length;
            if (matched == word.Length)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsAt(string name, int start, string word, int wordStart, int length) =>
        string.Compare(name, start, word, wordStart, length, StringComparison.OrdinalIgnoreCase) == 0;

    // A word ends before a capital that follows a small letter or a digit, and before the last capital of a row that
    // a small letter follows: "TLSOptions" is "TLS" and "Options", "OAuth" is "O" and "Auth".
    private static List<(int Start, int Length)> Parts(string name)
    {
        var parts = new List<(int, int)>();
        var start = 0;
        for (var i = 0; i <= name.Length; i++)
        {
            var ends = i == name.Length
                || !char.IsLetter(name[i])
                || (i > start
                    && char.IsUpper(name[i])
                    && (!char.IsUpper(name[i - 1]) || (i + 1 < name.Length && char.IsLower(name[i + 1]) && !IsPluralOfAcronym(name, i))));
            if (!ends)
            {
                continue;
            }

            if (i > start)
            {
                parts.Add((start, i - start));
            }

            start = i < name.Length && char.IsLetter(name[i]) ? i : i + 1;
        }

        return parts;
    }

    // "JWTs": the small letter belongs to the capitals.
    private static bool IsPluralOfAcronym(string name, int last) =>
        name[last + 1] == 's' && (last + 2 == name.Length || !char.IsLower(name[last + 2]));
}
