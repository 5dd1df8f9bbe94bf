using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations.EntityFrameworkCore;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>An index on a table that the options call large, built under a lock that blocks writes.</summary>
internal sealed class SAFE3032IndexBuiltOffline : MigrationRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.IndexBuiltOffline,
        "IndexBuiltOffline",
        "An index on a large table blocks writes while it is built",
        "Index '{0}' blocks every write to the large table '{1}' while it is built: add .Annotation(\"{2}\", true), and give it a migration of its own",
        RuleCategories.Migrations,
        Confidence.Likely,
        "On a table with many rows that takes minutes, in which the application waits or fails; both big servers can build it beside the traffic.");

    private static readonly ImmutableArray<(string Provider, string Prefix, string Annotation)> Servers = ImmutableArray.Create(
        (Providers.Npgsql, "Npgsql:", "Npgsql:CreatedConcurrently"),
        (Providers.SqlServer, "SqlServer:", "SqlServer:Online"));

    public override DiagnosticDescriptor Descriptor => Rule;

    public override void Judge(MigrationCase migration)
    {
        // What cannot be read may have made the table just before.
        if (migration.Up.IsOpaque || !migration.Up.Operations.Any(operation => IsCandidate(migration, operation)))
        {
            return;
        }

        var state = migration.AfterUp;
        foreach (var operation in migration.Up.Operations)
        {
            if (IsCandidate(migration, operation)
                && state.Targets.TryGetValue(operation, out var index)
                && index.Owner is { ExistedAtStart: true }
                && index.IsThere
                && !TableOrigin.MayBeMadeBySql(operation.Table!.Value, migration.Up)
                && MissingAnnotation(migration, operation) is { } annotation)
            {
                migration.Report(
                    Rule,
                    operation.Location,
                    FixData.OnlineAnnotation.Write(ImmutableDictionary<string, string?>.Empty, annotation),
                    ImmutableArray<Location>.Empty,
                    operation.Name.ToString(),
                    operation.Table!.Value.ToString(),
                    annotation);
            }
        }
    }

    // false is a decision as well.
    private static bool IsCandidate(MigrationCase migration, SchemaOperation operation) =>
        operation is { Kind: SchemaObjectKind.Index, Action: SchemaAction.Create, Table: not null }
        && migration.Tables.IsLarge(operation)
        && !migration.Tables.IsSmall(operation)
        && !operation.Annotations.Any(static annotation => Servers.Any(server => server.Annotation == annotation.Name));

    private static string? MissingAnnotation(MigrationCase migration, SchemaOperation operation)
    {
        var referenced = Providers.Referenced(((ISourceAssemblySymbol)migration.Migration.Type.ContainingAssembly).Compilation);
        var known = Servers.Where(server => operation.Condition.Holds(server.Provider) == true).ToList();

        // A test of the provider says it, else the only provider that the project references, else an annotation.
        var asked = known.Where(server => operation.Condition.Mentioned.Any(name => server.Provider.IndexOf(name, StringComparison.OrdinalIgnoreCase) >= 0)).ToList();
        if (asked.Count == 0 && referenced.Count != 1)
        {
            var annotated = AllAnnotations(migration);
            asked = known.Where(server => annotated.Any(name => name.StartsWith(server.Prefix, StringComparison.Ordinal))).ToList();
        }
        else if (asked.Count == 0)
        {
            asked = known.Where(server => referenced.Contains(server.Provider)).ToList();
        }

        return asked.Count == 1 ? asked[0].Annotation : null;
    }

    private static List<string> AllAnnotations(MigrationCase migration) =>
        migration.Up.Operations.Concat(migration.Down.Operations)
            .SelectMany(static operation => operation.Parts.Add(operation))
            .SelectMany(static operation => operation.Annotations.AddRange(operation.OldAnnotations))
            .Select(static annotation => annotation.Name)
            .Distinct()
            .ToList();
}
