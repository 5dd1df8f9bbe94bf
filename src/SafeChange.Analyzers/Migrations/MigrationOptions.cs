using System;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Migrations;

/// <summary>The options of the family 3xxx.</summary>
internal static class MigrationOptions
{
    /// <summary>The last migration that is left alone: an old repository is not drowned on its first day.</summary>
    public static readonly Option<string> StartAfter = new(
        "migrations.start_after",
        defaultValue: "",
        defaultText: "",
        allowed: "a migration ID or its leading timestamp, for instance 20261101000000",
        description: "Migrations whose ID is at or before this one are not reported.",
        (string text, out string value) =>
        {
            value = text;
            // Digits first, as every migration ID has them; what follows is the migration's name.
            return text.Length == 0 || (text[0] is >= '0' and <= '9' && text.IndexOf(' ') < 0);
        });

    /// <summary>Whether a sentence in Down counts as a reason.</summary>
    public static readonly Option<bool> AcceptFreeText = OptionKinds.Flag(
        "migrations.accept_free_text",
        defaultValue: true,
        description: "In Down, a comment of five words or more that is no placeholder counts as the reason why something is not undone.");

    /// <summary>What is asked of Down.</summary>
    public static readonly Option<DownPolicy> DownPolicy = OptionKinds.Choice(
        "migrations.down_policy",
        Migrations.DownPolicy.Documented,
        "What is asked of Down: that it undoes all that can be undone (reversible), that it does so or a note says why not (documented), or nothing (forward_only).",
        ("reversible", Migrations.DownPolicy.Reversible),
        ("documented", Migrations.DownPolicy.Documented),
        ("forward_only", Migrations.DownPolicy.ForwardOnly));

    /// <summary>Whether a migration with that ID is to be left alone.</summary>
    public static bool IsBefore(string startAfter, string migrationId) =>
        startAfter.Length > 0
        && migrationId.Length > 0
        && (string.CompareOrdinal(migrationId, startAfter) <= 0
            || migrationId.StartsWith(startAfter, StringComparison.Ordinal));
}
