using System;
using System.Collections.Generic;
using System.Linq;
using SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;
using Xunit;
using Xunit.Abstractions;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.RoundTrips;

/// <summary>What came of the round trips of a run.</summary>
internal sealed class RoundTripCounts
{
    private readonly List<string> faults = [];
    private int steps;
    private int complete;
    private int compared;
    private int restored;

    /// <summary>Steps whose Up or own Down the database does not run: random changes may meet rows that they don't fit.</summary>
    public int Refused { get; set; }

    /// <summary>Compares the operations.</summary>
    /// <returns>Whether the Down is complete, so that it can be run.</returns>
    public bool Operations(RoundTrip trip)
    {
        if (trip.Step.UpOperations.Count == 0)
        {
            return false;
        }

        steps++;
        complete += trip.IsComplete ? 1 : 0;
        var difference = RoundTripTolerance.Faults(trip.Own.UpOperations, trip.Own.DownOperations, trip.Written.DownOperations, trip.IsComplete).ToList();
        if (difference.Count > 0)
        {
            faults.Add(trip.Explain(string.Join("\n", difference)));
        }

        return trip.IsComplete;
    }

    /// <summary>
    /// The written Down has to end in what was there before, or in what EF Core's own Down ends in: a required column
    /// that comes back, for one, keeps the default that its rows were filled with.
    /// </summary>
    public void Compare(RoundTrip trip, string before, string own, Exception? ownFailure, string written, Exception? failure)
    {
        if (ownFailure is not null && failure is not null)
        {
            Refused++;
            return;
        }

        compared++;
        restored += failure is null && written == before ? 1 : 0;
        if (failure is not null || (written != before && (written != own || ownFailure is not null)))
        {
            faults.Add(trip.Explain($"{failure?.Message}\nbefore:\n{before}\nEF Core's own Down: {ownFailure?.Message}\n{own}\nthe written one:\n{written}"));
        }
    }

    public void Check(ITestOutputHelper output)
    {
        var summary = $"{steps} steps: {complete} complete, {compared} compared ({restored} as before to the letter), {Refused} refused by the database, {faults.Count} wrong";
        output.WriteLine(summary);
        Assert.True(faults.Count == 0, $"{summary}\n{string.Join("\n\n", faults.Take(3))}");

        // A single seed proves nothing about the rest.
        if (steps > 10)
        {
            Assert.True(complete * 100 >= steps * RoundTripTolerance.CompletePercent, summary);
            Assert.True(compared * 100 >= complete * RoundTripTolerance.ComparedPercent, summary);
        }
    }
}
