using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Tests.Verification;

/// <summary>
/// What test sources are compiled against: .NET and the real packages of a framework's generation, as the projects under
/// tests/References restored them. Each set is loaded once, and sets share the assemblies they have in common.
/// </summary>
internal static class References
{
    private static readonly ConcurrentDictionary<string, Lazy<ImmutableArray<MetadataReference>>> Sets = new();
    private static readonly ConcurrentDictionary<string, MetadataReference> Assemblies = new();

    // How the files of a provider and its driver begin. What those need beyond that names no provider and may stay.
    private static readonly ImmutableDictionary<string, ImmutableArray<string>> ProviderAssemblies = ImmutableDictionary.CreateRange<string, ImmutableArray<string>>(
    [
        new("Sqlite", ["Microsoft.EntityFrameworkCore.Sqlite", "Microsoft.Data.Sqlite", "SQLitePCLRaw"]),
        new("SqlServer", ["Microsoft.EntityFrameworkCore.SqlServer", "Microsoft.Data.SqlClient", "Microsoft.SqlServer"]),
        new("Npgsql", ["Npgsql"]),
    ]);

    /// <summary>.NET 10 and nothing else.</summary>
    public static ImmutableArray<MetadataReference> Net10 => NoFramework;

    /// <summary>Where the frameworks that rules are about are absent.</summary>
    public static ImmutableArray<MetadataReference> NoFramework => Load(nameof(NoFramework));

    /// <summary>EF Core 8 with its providers for SQLite, SQL Server and PostgreSQL.</summary>
    public static ImmutableArray<MetadataReference> EntityFrameworkCore8 => Load(nameof(EntityFrameworkCore8));

    /// <summary>EF Core 9 with its providers for SQLite, SQL Server and PostgreSQL.</summary>
    public static ImmutableArray<MetadataReference> EntityFrameworkCore9 => Load(nameof(EntityFrameworkCore9));

    /// <summary>EF Core 10 with its providers for SQLite, SQL Server and PostgreSQL.</summary>
    public static ImmutableArray<MetadataReference> EntityFrameworkCore10 => Load(nameof(EntityFrameworkCore10));

    /// <summary>EF Core 10 with one provider, for what depends on which of them a project references.</summary>
    /// <param name="provider"><c>Sqlite</c>, <c>SqlServer</c> or <c>Npgsql</c>.</param>
    public static ImmutableArray<MetadataReference> EntityFrameworkCore10Only(string provider) => Only(EntityFrameworkCore10, provider);

    /// <summary>Hangfire, ASP.NET Core and EF Core 10 with SQLite.</summary>
    public static ImmutableArray<MetadataReference> Hangfire => Load(nameof(Hangfire));

    /// <summary>
    /// Every job framework that registries have, and what jobs do their work with: EF Core 10 with SQLite and PostgreSQL,
    /// mail, payments, HTTP clients, other stores. A large set: <see cref="Hangfire"/> does for most tests.
    /// </summary>
    public static ImmutableArray<MetadataReference> JobFrameworks => Load(nameof(JobFrameworks));

    /// <summary>Quartz.NET 3, whose jobs have another signature than those of 4 in <see cref="JobFrameworks"/>.</summary>
    public static ImmutableArray<MetadataReference> Quartz3 => Load(nameof(Quartz3));

    /// <summary>RabbitMQ.Client 6, whose consumers have another event than those of 7 in <see cref="JobFrameworks"/>.</summary>
    public static ImmutableArray<MetadataReference> RabbitMQ6 => Load(nameof(RabbitMQ6));

    /// <summary>ASP.NET Core 8 and nothing else.</summary>
    public static ImmutableArray<MetadataReference> WebApplication8 => Load(nameof(WebApplication8));

    /// <summary>ASP.NET Core 9 and nothing else.</summary>
    public static ImmutableArray<MetadataReference> WebApplication9 => Load(nameof(WebApplication9));

    /// <summary>ASP.NET Core 10 and nothing else.</summary>
    public static ImmutableArray<MetadataReference> WebApplication10 => Load(nameof(WebApplication10));

    /// <summary>
    /// ASP.NET Core 10 and every package that the catalogue of security settings has a line about. A large set:
    /// <see cref="WebApplication10"/> does for most tests.
    /// </summary>
    public static ImmutableArray<MetadataReference> SecurityPackages => Load(nameof(SecurityPackages));

    /// <summary>The references of the project of that name under tests/References.</summary>
    /// <exception cref="FileNotFoundException">There is no such project, or it was not built.</exception>
    public static ImmutableArray<MetadataReference> Load(string name) => Sets.GetOrAdd(name, _ => new(() => Read(name))).Value;

    private static ImmutableArray<MetadataReference> Read(string name)
    {
        var folder = typeof(References).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "ReferenceListsFolder").Value!;

        var list = Path.Combine(folder, $"{name}.txt");
        return File.Exists(list)
            ? [.. File.ReadLines(list).Select(path => Assemblies.GetOrAdd(path, _ => MetadataReference.CreateFromFile(path)))]
            : throw new FileNotFoundException($"tests/References/{name}.csproj writes this list when it is built, with the tests that reference it.", list);
    }

    private static ImmutableArray<MetadataReference> Only(ImmutableArray<MetadataReference> references, string provider)
    {
        if (!ProviderAssemblies.ContainsKey(provider))
        {
            throw new ArgumentOutOfRangeException(nameof(provider), provider, $"One of {string.Join(", ", ProviderAssemblies.Keys)}.");
        }

        var others = ProviderAssemblies.Remove(provider).Values.SelectMany(names => names).ToList();
        return references.RemoveAll(reference =>
            others.Any(name => Path.GetFileName(reference.Display!).StartsWith(name, StringComparison.Ordinal)));
    }
}
