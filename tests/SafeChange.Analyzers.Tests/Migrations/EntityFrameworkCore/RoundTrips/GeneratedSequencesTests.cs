using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.EntityFrameworkCore.Migrations;
using SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;
using Xunit;
using Xunit.Abstractions;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.RoundTrips;

/// <summary>
/// Round trips over generated sequences of migrations on SQLite: Up, then the Down that is written for it, ends where
/// the database was or where EF Core's own Down leaves it, and the operations are EF Core's. A failure names the seed:
/// <c>CsCheck_Seed=… dotnet test</c> runs it again.
/// </summary>
public sealed class GeneratedSequencesTests(ITestOutputHelper output)
{
    // Scaffolds of EF Core 9, which the run on the oldest Roslyn uses, are much the same: fewer of them save a minute.
    private static int Sequences => typeof(Migration).Assembly.GetName().Version!.Major == 9 ? 100 : 500;

    [Fact]
    public async Task What_is_written_ends_where_the_database_was()
    {
        var counts = new RoundTripCounts();
        foreach (var trips in await RoundTrip.Write(Provider.Sqlite, "Sqlite", RandomEdits.Draw(Provider.Sqlite, Sequences)))
        {
            var database = new SqliteDatabase();
            foreach (var trip in trips)
            {
                var next = Run(database, trip, counts);
                database.Dispose();
                if (next is null)
                {
                    break;
                }

                database = next;
            }

            database.Dispose();
        }

        counts.Check(output);
    }

    /// <returns>The database after Up, with a row in every table; null where SQLite refuses Up.</returns>
    private static SqliteDatabase? Run(SqliteDatabase before, RoundTrip trip, RoundTripCounts counts)
    {
        var previous = trip.Step.SourceModel?.Model;
        var after = before.Copy();
        var refusal = Record.Exception(() => after.Run(trip.Own.UpOperations, trip.Step.TargetModel.Model));
        if (trip.Number > 0 && counts.Operations(trip))
        {
            if (refusal is not null)
            {
                counts.Refused++;
            }
            else
            {
                using var own = after.Copy();
                using var written = after.Copy();
                var ownFailure = Record.Exception(() => own.Run(trip.Own.DownOperations, previous));
                var failure = Record.Exception(() => written.Run(trip.Written.DownOperations, previous));
                counts.Compare(trip, Content(before, trip), Content(own, trip), ownFailure, Content(written, trip), failure);
            }
        }

        if (refusal is not null)
        {
            after.Dispose();
            return null;
        }

        foreach (var statement in trip.Sequence.Models[trip.Number].Seed())
        {
            after.Execute(statement);
        }

        return after;
    }

    private static string Content(SqliteDatabase database, RoundTrip trip) => database.Catalogue() + database.Rows(trip.IsLost);
}
