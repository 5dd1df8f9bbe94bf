using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>
/// Scaffolds migrations with EF Core's own design services, as <c>dotnet ef migrations add</c> does, but in process and
/// with fixed ids. Everything is scaffolded once in a test run.
/// </summary>
internal static class Scaffolder
{
    private const string InitialName = "Initial";
    private const string InitialTimestamp = "20250101000000";
    private const string StepTimestamp = "20250201000000";

    private static readonly ConcurrentDictionary<Provider, Lazy<InitialSteps>> AllInitialSteps = new();
    private static readonly ConcurrentDictionary<(Provider, ModelChange), Lazy<ScaffoldedPair>> Pairs = new();
    private static readonly ConcurrentDictionary<Provider, Lazy<CompiledMigrations>> AllCompiled = new();

    /// <summary>The first migration to <see cref="ModelChange.Before"/> and the second one to <see cref="ModelChange.After"/>.</summary>
    public static ScaffoldedPair Scaffold(Provider provider, ModelChange change) =>
        Pairs.GetOrAdd((provider, change), _ => new(() => ScaffoldPair(provider, change))).Value;

    /// <summary>Both migrations of the change as objects, the first one first. They are new ones at every call.</summary>
    public static (Migration Initial, Migration Step) Compile(Provider provider, ModelChange change)
    {
        var pair = Scaffold(provider, change);
        var compiled = ModelChanges.On(provider).Contains(change)
            ? AllCompiled.GetOrAdd(provider, _ => new(() => CompileAll(provider))).Value
            : MigrationCompiler.Compile(pair.Files.Select(file => file.Text));

        return (compiled.CreateMigration(pair.Initial.TypeName, provider), compiled.CreateMigration(pair.Step.TypeName, provider));
    }

    /// <summary>
    /// The migrations of many projects, each to the models that it had one after the other. Namespaces are those of pairs
    /// with the project's name.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<ScaffoldedStep>> ScaffoldAll(Provider provider, IReadOnlyList<(string Name, IReadOnlyList<Action<ModelBuilder>> Models)> projects)
    {
        var steps = projects.Select(_ => new List<ScaffoldedStep>()).ToList();
        for (var i = 0; projects.Any(project => i < project.Models.Count); i++)
        {
            var previous = i == 0 ? null : MigrationCompiler.Compile(steps.Select(each => each[^1]).SelectMany(step => new[] { step.SnapshotSource, ScaffoldContext.StubIn(step.Namespace) }));
            for (var at = 0; at < projects.Count; at++)
            {
                if (i < projects[at].Models.Count)
                {
                    var name = i == 0 ? InitialName : $"Step{i}";
                    var timestamp = $"2025{i + 1:00}01000000";
                    steps[at].Add(ScaffoldStep(provider, projects[at].Name, name, timestamp, projects[at].Models[i], previous?.CreateSnapshot(steps[at][^1].SnapshotTypeName)));
                }
            }
        }

        return steps;
    }

    private static ScaffoldedPair ScaffoldPair(Provider provider, ModelChange change)
    {
        // EF compares with the compiled snapshot, not with the model that it was written from: converted properties,
        // for one, come back as what the database holds.
        var known = ModelChanges.On(provider).Contains(change);
        var initials = known
            ? AllInitialSteps.GetOrAdd(provider, _ => new(() => InitialSteps.Of(provider, ModelChanges.On(provider)))).Value
            : InitialSteps.Of(provider, [change]);

        var initial = initials.Steps[change];
        var snapshot = initials.Compiled.CreateSnapshot(initial.SnapshotTypeName);
        return new ScaffoldedPair(provider, change, initial, ScaffoldStep(provider, change.Name, change.Name, StepTimestamp, change.After, snapshot));
    }

    private static CompiledMigrations CompileAll(Provider provider) => MigrationCompiler.Compile(
        ModelChanges.On(provider)
            .Select(change => Scaffold(provider, change))
            .SelectMany(pair => pair.Files)
            .Select(file => file.Text));

    private static ScaffoldedStep ScaffoldStep(
        Provider provider,
        string project,
        string name,
        string timestamp,
        Action<ModelBuilder> model,
        ModelSnapshot? snapshot)
    {
        try
        {
            using var context = ScaffoldContext.Create(provider, model);
            var differ = new RecordingModelDiffer(context.GetService<IMigrationsModelDiffer>());
            using var services = CreateDesignServices(context, differ, new SnapshotOnly(snapshot), new FixedId(timestamp));
            using var scope = services.CreateScope();

            var scaffolded = scope.ServiceProvider.GetRequiredService<IMigrationsScaffolder>()
                .ScaffoldMigration(name, "Scaffolded", $"{provider}.{project}", "C#");

            var (source, target, upOperations) = differ.Calls[0];

            // Where nothing changed, EF does not ask for the way back.
            var downOperations = differ.Calls.Count > 1 ? differ.Calls[1].Operations : [];
            return new ScaffoldedStep(
                scaffolded.MigrationId,
                $"Scaffolded.{provider}.{project}",
                name,
                scaffolded.MigrationCode,
                scaffolded.MetadataCode,
                scaffolded.SnapshotCode,
                upOperations,
                downOperations,
                source,
                target!);
        }
        catch (Exception exception)
        {
            throw new InvalidOperationException($"EF Core can't scaffold '{name}' of {project} on {provider}: {exception.Message}", exception);
        }
    }

    private static ServiceProvider CreateDesignServices(
        DbContext context,
        IMigrationsModelDiffer differ,
        IMigrationsAssembly assembly,
        IMigrationsIdGenerator ids)
    {
        // In the order of the tool: the context's services win over the provider's, those over the general ones, and what
        // a project registers itself over all of them. A provider's name is its assembly's, and an attribute there names
        // the class that registers its design services.
        var provider = Assembly.Load(context.Database.ProviderName!);
        var designServices = provider.GetCustomAttribute<DesignTimeProviderServicesAttribute>()!.TypeName;

        var services = new ServiceCollection().AddDbContextDesignTimeServices(context);
        ((IDesignTimeServices)provider.CreateInstance(designServices)!).ConfigureDesignTimeServices(services);
        return services
            .AddEntityFrameworkDesignTimeServices()
            .AddScoped(_ => differ)
            .AddScoped(_ => assembly)
            .AddScoped(_ => ids)
            .BuildServiceProvider();
    }

    /// <summary>The first migrations of many changes, compiled together: a compilation costs more than its files do.</summary>
    private sealed record InitialSteps(IReadOnlyDictionary<ModelChange, ScaffoldedStep> Steps, CompiledMigrations Compiled)
    {
        public static InitialSteps Of(Provider provider, IReadOnlyCollection<ModelChange> changes)
        {
            var steps = changes.ToDictionary(
                change => change,
                change => ScaffoldStep(provider, change.Name, InitialName, InitialTimestamp, change.Before, snapshot: null));

            return new(steps, MigrationCompiler.Compile(steps.Values.SelectMany(step => new[] { step.SnapshotSource, ScaffoldContext.StubIn(step.Namespace) })));
        }
    }

    /// <summary>Keeps what the scaffolder asked the differ, and its answers.</summary>
    private sealed class RecordingModelDiffer(IMigrationsModelDiffer differ) : IMigrationsModelDiffer
    {
        public List<(IRelationalModel? Source, IRelationalModel? Target, IReadOnlyList<MigrationOperation> Operations)> Calls { get; } = [];

        public bool HasDifferences(IRelationalModel? source, IRelationalModel? target) => differ.HasDifferences(source, target);

        public IReadOnlyList<MigrationOperation> GetDifferences(IRelationalModel? source, IRelationalModel? target)
        {
            var operations = differ.GetDifferences(source, target);
            Calls.Add((source, target, operations));
            return operations;
        }
    }

    /// <summary>A project that holds the given snapshot and no other trace of its migrations.</summary>
    private sealed class SnapshotOnly(ModelSnapshot? snapshot) : IMigrationsAssembly
    {
        public IReadOnlyDictionary<string, TypeInfo> Migrations { get; } = new Dictionary<string, TypeInfo>();

        public ModelSnapshot? ModelSnapshot => snapshot;

        // Where the scaffolder looks for migrations of other contexts in the same namespace: there are none in EF's own.
        public Assembly Assembly => typeof(Migration).Assembly;

        public string? FindMigrationId(string nameOrId) => null;

        public Migration CreateMigration(TypeInfo migrationClass, string activeProvider) => throw new NotSupportedException();
    }

    private sealed class FixedId(string timestamp) : IMigrationsIdGenerator
    {
        public string GenerateId(string name) => $"{timestamp}_{name}";

        public string GetName(string id) => id[(timestamp.Length + 1)..];

        public bool IsValidId(string value) => value.StartsWith(timestamp + "_", StringComparison.Ordinal);
    }
}
