using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace SafeChange.Analyzers.Tests.Jobs.RunTwice;

/// <summary>The handlers that are run twice; <see cref="Redelivery"/> says how one is added.</summary>
internal static partial class HandlerCases
{
    public static ImmutableArray<HandlerCase> All { get; } = [.. Brokers(), .. DurableJobs(), .. RecurringJobs()];

    public static HandlerCase Named(string name) => All.Single(each => each.Name == name);

    private static partial IEnumerable<HandlerCase> Brokers();

    private static partial IEnumerable<HandlerCase> DurableJobs();

    private static partial IEnumerable<HandlerCase> RecurringJobs();
}
