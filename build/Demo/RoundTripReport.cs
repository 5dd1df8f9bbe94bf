using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Spectre.Console;

namespace SafeChange.Demo;

/// <summary>
/// Takes the sample's migrations up, down and up again through the sample's own command line, on real databases:
/// before the fixes for comparison, after them as far down as they go. A migration whose Down refuses ends a way down,
/// so those before it make the trip on a database of their own.
/// </summary>
internal static class RoundTripReport
{
    private const string AllTheWayDown = "0";

    public static void Show(string work, string sample, string copy, IReadOnlyList<Finding> found, IReadOnlyList<Finding> left)
    {
        ShowBefore(new Archive(Path.Combine(work, "app-found", "ArticleArchive.dll"), sample), work);
        ShowAfter(new Archive(Path.Combine(work, "app-fixed", "ArticleArchive.dll"), copy), work, found, left);
    }

    private static void ShowBefore(Archive archive, string work)
    {
        var database = Create(work, "as-found.db");
        Expect(archive.Import(database, Path.Combine(work, "articles.csv")), "the way up, before the fixes");
        var (migrations, articles) = (database.Applied().Count, database.Rows("Articles"));
        var down = archive.Migrate(database, AllTheWayDown);
        var upAgain = archive.Migrate(database);

        Output.Line();
        Output.Line("Before the fixes");
        Output.Line($"  up        {migrations} migrations, and {articles} articles imported");
        Output.Line($"  down      {(down is null ? "all the way" : "stuck: " + down)}");
        Output.Line($"  up again  {(upAgain is null ? "all the way" : "stuck: " + upAgain)}");
    }

    private static void ShowAfter(Archive archive, string work, IReadOnlyList<Finding> found, IReadOnlyList<Finding> left)
    {
        var journey = Travel(archive, work, left);
        var table = Output.Table("Migration", "Fixed", "Down", "Up again").HideRowSeparators();
        foreach (var migration in journey.Migrations)
        {
            var isReverted = journey.Reverted.Contains(migration);
            table.AddRow(
                new Text(migration),
                new Text(Finding.Fixed(found, left, finding => finding.Migration == migration)),
                new Text(isReverted ? "reverted" : "refuses"),
                new Text(isReverted ? "applied" : "-"));
        }

        Output.Line();
        Output.Line("After the fixes");
        Output.Write(table);
        Output.Line($"{journey.Reverted.Count} of {Output.Count(journey.Migrations.Count, "migration")} went down and up again, and from the first one up again the {journey.Articles} articles were still there. At the bottom, columns, indexes and foreign keys were those of a database that never went further up; at the top, those of the first way up.");
        foreach (var (migration, refusal) in journey.Refusals)
        {
            Output.Line($"{migration} still refuses ({refusal.Replace($"{migration} failed: ", "", StringComparison.Ordinal)}) and ends every way down, so the migrations before it went down on a database of their own.");
        }
    }

    private static Journey Travel(Archive archive, string work, IReadOnlyList<Finding> left)
    {
        var database = Create(work, "fixed-1.db");
        Expect(archive.Import(database, Path.Combine(work, "articles.csv")), "the way up");
        var journey = new Journey(database.Applied(), database.Rows("Articles"), [], []);

        // Down to the first migration, which makes the articles' table; below it there is nothing that could hold them. What
        // refuses ends this way down early, and is told of below.
        archive.Migrate(database, journey.Migrations[0]);
        Expect(archive.Migrate(database), "the way up from the first migration");
        if (database.Rows("Articles") is var articles && articles != journey.Articles)
        {
            throw new DemoException($"{journey.Articles} articles before the way down, {articles} after the way up again");
        }

        string? top = null;
        while (true)
        {
            var (above, schemaAbove) = (database.Applied(), database.Catalogue());
            var refusal = archive.Migrate(database, AllTheWayDown);
            var below = database.Applied();
            ExpectSame(Fresh(archive, work, below), database.Catalogue(), $"after the way down to {below.LastOrDefault() ?? "nothing"}, compared with a database that never went further up");

            Expect(archive.Migrate(database, top), "the second way up");
            ExpectSame(schemaAbove, database.Catalogue(), "after the second way up, compared with the first");
            journey.Reverted.UnionWith(above.Except(below));
            if (refusal is not null)
            {
                if (below.Count == 0 || !left.Any(finding => finding.Migration == below[^1]))
                {
                    throw new DemoException($"{refusal} No finding says that this migration cannot be reverted.");
                }

                journey.Refusals.Add(below[^1], refusal);
            }

            if (below.Count <= 1)
            {
                return journey;
            }

            // Below the migration that refuses, on a database that it has not been applied to.
            top = below[^2];
            database = Create(work, $"fixed-{journey.Refusals.Count + 1}.db");
            Expect(archive.Migrate(database, top), $"the way up to {top}");
        }
    }

    private static SqliteFile Create(string work, string name)
    {
        var path = Path.Combine(work, name);
        File.Delete(path);
        return new SqliteFile(path);
    }

    // The schema that a database has which was brought up to here and never further.
    private static IReadOnlyList<string> Fresh(Archive archive, string work, IReadOnlyList<string> applied)
    {
        if (applied.Count == 0)
        {
            return [];
        }

        var database = Create(work, "fresh.db");
        Expect(archive.Migrate(database, applied[^1]), $"the way up to {applied[^1]}");
        return database.Catalogue();
    }

    private static void Expect(string? error, string step)
    {
        if (error is not null)
        {
            throw new DemoException($"{step}: {error}");
        }
    }

    private static void ExpectSame(IReadOnlyList<string> expected, IReadOnlyList<string> actual, string when)
    {
        var (missing, extra) = (expected.Except(actual).ToList(), actual.Except(expected).ToList());
        if (missing.Count + extra.Count > 0)
        {
            throw new DemoException($"the schema differs {when}: missing [{string.Join("; ", missing)}], extra [{string.Join("; ", extra)}]");
        }
    }

    /// <param name="Migrations">All of them, in order.</param>
    /// <param name="Articles">How many rows were in the database that went up to the last migration.</param>
    /// <param name="Reverted">Those that went down and up again.</param>
    /// <param name="Refusals">Those that did not, with what they said.</param>
    private sealed record Journey(IReadOnlyList<string> Migrations, int Articles, HashSet<string> Reverted, Dictionary<string, string> Refusals);
}
