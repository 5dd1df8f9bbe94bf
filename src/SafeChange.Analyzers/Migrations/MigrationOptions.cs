using System;
using System.Collections.Immutable;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations.EntityFrameworkCore;

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

    /// <summary>Helpers that undo themselves when Down calls them as well.</summary>
    public static readonly Option<ImmutableArray<string>> SymmetricHelpers = OptionKinds.List(
        "migrations.symmetric_helpers",
        ImmutableArray<string>.Empty,
        "Method or Type.Method, separated by |",
        "Helpers that are taken back by the same call in Down, for instance one that runs a script named after its caller.",
        MigrationHelpers.IsName);

    /// <summary>What helpers do whose source is not at hand.</summary>
    public static readonly Option<ImmutableArray<string>> HelperEffects = OptionKinds.List(
        "migrations.helper_effects",
        ImmutableArray<string>.Empty,
        "Method:effect or Type.Method:effect, separated by |; effects are " + MigrationHelpers.Effects,
        "The SQL statement that a helper stands for; the first text that it is given names the object.",
        MigrationHelpers.IsEffect);

    /// <summary>Whether a migration with that ID is to be left alone.</summary>
    public static bool IsBefore(string startAfter, string migrationId) =>
        startAfter.Length > 0
        && migrationId.Length > 0
        && (string.CompareOrdinal(migrationId, startAfter) <= 0
            || migrationId.StartsWith(startAfter, StringComparison.Ordinal));
}
