using System;
using System.Collections.Generic;

namespace SafeChange.Analyzers.Foundation;

/// <summary>Finds what a person probably meant to write.</summary>
internal static class Spelling
{
    // Names are short; what is longer is no slip of the pen and is not worth the quadratic comparison.
    private const int LongestCompared = 200;

    /// <summary>
    /// The candidate closest to the text, or null where none is close: at most one slip in three characters, and
    /// three in all. Case does not count. Of several as close, the first in ordinal order, so that answers are stable.
    /// </summary>
    public static string? Nearest(string text, IEnumerable<string> candidates)
    {
        if (text.Length is 0 or > LongestCompared)
        {
            return null;
        }

        string? nearest = null;
        var limit = Math.Min(3, Math.Max(1, text.Length / 3));
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - text.Length) > limit)
            {
                continue;
            }

            var distance = EditDistance.Between(text, candidate);
            if (distance < limit || (distance == limit && (nearest is null || string.CompareOrdinal(candidate, nearest) < 0)))
            {
                limit = distance;
                nearest = candidate;
            }
        }

        return nearest;
    }

    /// <summary>The tail of a message: <c>, did you mean 'x'?</c>, or nothing.</summary>
    public static string DidYouMean(string? nearest) => nearest is null ? "" : $"; did you mean '{nearest}'?";
}
