using System;
using System.Collections.Immutable;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations.EntityFrameworkCore;

namespace SafeChange.Analyzers.Migrations;

/// <summary>The options of the family 3xxx.</summary>
internal static class MigrationOptions
{
    private const string TableNames = "names of tables separated by |, with or without their schema, a * at the end for any rest, for instance Countries|sales.Order*";

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

    /// <summary>Which migrations are judged.</summary>
    public static readonly Option<MigrationScope> Scope = OptionKinds.Choice(
        "migrations.scope",
        MigrationScope.All,
        "Which migrations are reported: all, those that ShippedMigrations.txt does not list, or the latest of each context.",
        ("all", MigrationScope.All),
        ("unshipped", MigrationScope.Unshipped),
        ("latest", MigrationScope.Latest));

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

    /// <summary>What a note has to say.</summary>
    public static readonly Option<ImmutableArray<string>> RequiredNoteFields = OptionKinds.List(
        "migrations.required_note_fields",
        ImmutableArray.Create("rollback"),
        "rollback, owner, expected, why, command, result or shipped, separated by |",
        "The fields that every note of a migration has to have.",
        static item => Migrations.RequiredNoteFields.Field(item) is not null);

    /// <summary>Tables whose rows are known and few: losing them asks for no note.</summary>
    public static readonly Option<ImmutableArray<string>> SmallTables = OptionKinds.List(
        "migrations.small_tables",
        defaultValue: ImmutableArray<string>.Empty,
        allowed: TableNames,
        description: "Tables whose rows are seed or lookup data: what is lost with them asks for no note, and their indexes may be built at once.",
        TableLists.IsItem);

    /// <summary>Tables that are written to while they change.</summary>
    public static readonly Option<ImmutableArray<string>> LargeTables = OptionKinds.List(
        "migrations.large_tables",
        defaultValue: ImmutableArray<string>.Empty,
        allowed: TableNames,
        description: "Tables that must not be locked for long: an index on one has to be built without blocking writes.",
        TableLists.IsItem);

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

/// <summary>Which migrations are judged.</summary>
internal enum MigrationScope
{
    All,

    /// <summary>Those that the additional file <c>ShippedMigrations.txt</c> does not list.</summary>
    Unshipped,

    /// <summary>The last one of each context and namespace.</summary>
    Latest,
}
