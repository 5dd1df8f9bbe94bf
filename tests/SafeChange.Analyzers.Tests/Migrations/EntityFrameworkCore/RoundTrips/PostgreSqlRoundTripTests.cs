using System;
using System.Threading.Tasks;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;
using Xunit;
using Xunit.Abstractions;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.RoundTrips;

/// <summary>
/// The same on a PostgreSQL server, which checks every constraint and alters in place: <c>SAFECHANGE_POSTGRES</c> is a
/// connection string to one, and <c>.ci/run</c> starts one.
/// </summary>
public sealed class PostgreSqlRoundTripTests(ITestOutputHelper output)
{
    // As on SQLite, the run on the oldest Roslyn makes do with fewer.
    private static int Sequences => typeof(Migration).Assembly.GetName().Version!.Major == 9 ? 40 : 150;

    [PostgreSqlFact]
    public async Task What_is_written_ends_where_the_database_was()
    {
        var counts = new RoundTripCounts();
        await using var database = await PostgreSqlDatabase.Create(PostgreSqlFactAttribute.ConnectionString!);
        foreach (var trips in await RoundTrip.Write(Provider.PostgreSql, "Npgsql", RandomEdits.Draw(Provider.PostgreSql, Sequences)))
        {
            database.Execute("BEGIN");
            foreach (var trip in trips)
            {
                if (!Run(database, trip, counts))
                {
                    break;
                }
            }

            database.Execute("ROLLBACK");
        }

        counts.Check(output);
    }

    /// <summary>Applies Up, after every way back from it has been tried and rolled back, and puts a row into every table.</summary>
    /// <returns>Whether PostgreSQL takes Up.</returns>
    private static bool Run(PostgreSqlDatabase database, RoundTrip trip, RoundTripCounts counts)
    {
        var previous = trip.Step.SourceModel?.Model;
        var isCompared = trip.Number > 0 && counts.Operations(trip);
        var before = isCompared ? Content(database, trip) : "";
        if (Attempt(database, () => database.Run(trip.Own.UpOperations, trip.Step.TargetModel.Model)) is not null)
        {
            counts.Refused += isCompared ? 1 : 0;
            return false;
        }

        if (isCompared)
        {
            var (own, ownFailure) = Down(trip.Own);
            var (written, failure) = Down(trip.Written);
            counts.Compare(trip, before, own, ownFailure, written, failure);
        }

        foreach (var statement in trip.Sequence.Models[trip.Number].Seed())
        {
            database.Execute(statement);
        }

        return true;

        (string Content, Exception? Failure) Down(Migration migration)
        {
            database.Execute("SAVEPOINT up");
            var failure = Attempt(database, () => database.Run(migration.DownOperations, previous));
            var content = Content(database, trip);
            database.Execute("ROLLBACK TO SAVEPOINT up");
            return (content, failure);
        }
    }

    // What PostgreSQL refuses spoils the transaction back to the last savepoint.
    private static PostgresException? Attempt(PostgreSqlDatabase database, Action action)
    {
        database.Execute("SAVEPOINT attempt");
        try
        {
            action();
            database.Execute("RELEASE SAVEPOINT attempt");
            return null;
        }
        catch (PostgresException refusal)
        {
            database.Execute("ROLLBACK TO SAVEPOINT attempt");
            return refusal;
        }
    }

    private static string Content(PostgreSqlDatabase database, RoundTrip trip) => database.Catalogue() + database.Rows(trip.IsLost);
}
