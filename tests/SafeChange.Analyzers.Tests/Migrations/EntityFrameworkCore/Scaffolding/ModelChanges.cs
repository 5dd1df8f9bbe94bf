using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>The model changes that migrations are scaffolded for. Together they make EF Core emit every operation it has.</summary>
internal static class ModelChanges
{
    private static readonly ImmutableDictionary<Provider, ImmutableArray<ModelChange>> ByProvider;

    static ModelChanges()
    {
        All =
        [
            .. TableChanges.All,
            .. ColumnChanges.All,
            .. AlterColumnChanges.All,
            .. IndexChanges.All,
            .. KeyChanges.All,
            .. SequenceChanges.All,
            .. DataChanges.All,
            .. MappingChanges.All,
            .. PostgreSqlChanges.All,
            .. SqlServerChanges.All,
            .. CombinedChanges.All,
        ];

        ByProvider = Enum.GetValues<Provider>().ToImmutableDictionary(
            provider => provider,
            provider => All.Where(change => change.Providers.Contains(provider)).ToImmutableArray());
    }

    public static ImmutableArray<ModelChange> All { get; }

    public static ImmutableArray<ModelChange> On(Provider provider) => ByProvider[provider];

    /// <exception cref="InvalidOperationException">No change, or more than one, has that name.</exception>
    public static ModelChange Named(string name) => All.Single(change => change.Name == name);
}
