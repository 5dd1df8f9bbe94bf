using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace SafeChange.Analyzers.Migrations;

/// <summary>What a note plainly asserts.</summary>
/// <param name="Text">The words, as they stand in the note.</param>
/// <param name="IsWayBack">Whether they say that Down takes the change back; otherwise, that nothing is lost.</param>
internal sealed record NoteClaim(string Text, bool IsWayBack);

/// <summary>
/// Reads what a rollback note claims. A reason or a condition can be put in any words, so a claim counts only where the
/// note consists of nothing else: a few words of grammar, the names of what it is about, and the claim.
/// </summary>
internal static class NoteClaims
{
    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant;

    private static readonly (Regex Pattern, bool IsWayBack)[] Claims =
    [
        (new(@"\bno (?:loss of data|data[ -]loss|data (?:(?:is|gets|will be) )?(?:lost|destroyed)|values? (?:(?:is|are|will be) )?lost)\b", Options), false),
        (new(@"\bnothing (?:(?:is|gets|will be) )?lost\b", Options), false),
        (new(@"\b(?:does not|doesn't|will not|won't) lose (?:any )?data\b", Options), false),
        (new(@"\bloses (?:no data|nothing)\b", Options), false),
        (new(@"\bloss ?less(?:ly)?\b", Options), false),
        (new(@"\bnothing (?:(?:has|needs) )?to (?:be )?restored?\b", Options), false),
        (new(@"\b(?:fully|completely|entirely) reversible\b", Options), true),
        (new(@"\b(?:(?:just|simply) )?(?:run|execute|call|apply) (?:(?:the|its) )?down(?:\(\))?(?! of\b)(?: (?:method|migration))?(?!\w)", Options), true),
        (new(@"\b(?:revert|roll back|undo) (?:(?:it|this) )?(?:with|by|through|via|using) (?:running )?(?:(?:the|its) )?down(?:\(\))?(?: (?:method|migration))?(?!\w)", Options), true),
        (new(@"\bdotnet ef database update (?<target>[\w.<>]+)", Options), true),
        (new(@"\bupdate-database (?:-(?:migration|targetmigration) )?(?<target>[\w.<>]+)", Options), true),
    ];

    // What may stand beside a claim without taking anything from it. No word of a place (in, from), of a condition (if,
    // after), of a doubt (should, mostly) or of a negation is among them.
    private static readonly HashSet<string> Grammar = new(StringComparer.OrdinalIgnoreCase)
    {
        "a", "an", "the", "this", "that", "it", "its", "is", "are", "be", "can", "will", "of", "to", "and", "so", "by", "with", "as", "way",
        "migration", "change", "column", "columns", "table", "tables", "drop", "dropping", "drops", "remove", "removing", "removes",
        "rollback", "roll", "rolling", "back", "revert", "reverting", "reverts", "undo", "undoes", "undoing", "down", "up", "run", "running", "just", "simply",
        "comes", "come", "restores", "recreates", "re-creates", "adds", "again", "at", "any", "time", "completely", "fully", "entirely",
        "safe", "safely", "here", "there", "data", "schema", "yes",
    };

    private static readonly Regex Word = new(@"[\p{L}\p{N}_@#%][\p{L}\p{N}_@#%'’\-]*|\?", Options);

    /// <summary>The claims of a note; none where it says anything else besides.</summary>
    /// <param name="text">The note.</param>
    /// <param name="isName">Whether a word names something that the note is about.</param>
    /// <param name="isTarget">Whether a database that is updated to that migration is taken back.</param>
    public static IReadOnlyList<NoteClaim> Read(string text, Func<string, bool> isName, Func<string, bool> isTarget)
    {
        var rest = text.Replace("`", "").Replace('’', '\'');
        List<NoteClaim>? claims = null;
        foreach (var (pattern, isWayBack) in Claims)
        {
            var match = pattern.Match(rest);
            if (match.Success && (match.Groups["target"] is not { Success: true } target || isTarget(target.Value.TrimEnd('.'))))
            {
                (claims ??= []).Add(new(match.Value.TrimEnd('.'), isWayBack));
                rest = rest.Substring(0, match.Index) + " , " + rest.Substring(match.Index + match.Length);
            }
        }

        return claims is not null && Word.Matches(rest).Cast<Match>().All(word => Grammar.Contains(word.Value.Trim('\'')) || isName(word.Value.Trim('\'')))
            ? claims
            : [];
    }
}
