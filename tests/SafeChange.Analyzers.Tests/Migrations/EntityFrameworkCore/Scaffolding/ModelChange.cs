using System;
using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>A step in the life of a model: what it was, and what it becomes.</summary>
/// <param name="Name">Unique, and a C# identifier: the migration class is named after it.</param>
/// <param name="Before">Configures the model that the first migration creates.</param>
/// <param name="After">Configures the model that the second migration arrives at.</param>
internal sealed record ModelChange(string Name, Action<ModelBuilder> Before, Action<ModelBuilder> After)
{
    public static readonly ImmutableArray<Provider> EveryProvider = [Provider.Sqlite, Provider.PostgreSql, Provider.SqlServer];

    /// <summary>The providers that have schemas, sequences, and columns that can be altered in place.</summary>
    public static readonly ImmutableArray<Provider> Servers = [Provider.PostgreSql, Provider.SqlServer];

    /// <summary>The providers that the change makes sense on.</summary>
    public ImmutableArray<Provider> Providers { get; init; } = EveryProvider;

    public override string ToString() => Name;
}
