using System.Linq;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations.EntityFrameworkCore;

namespace SafeChange.Analyzers.Migrations;

/// <summary>A migration that EF Core does not find, because it lacks an attribute that its siblings have.</summary>
internal sealed class SAFE3044MigrationNeverRuns : MigrationRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.MigrationNeverRuns,
        "MigrationNeverRuns",
        "A migration never runs: EF Core does not find it",
        "EF Core never runs '{0}': no part of the class has {1}, as the other migrations have. Restore the Designer file, or add the attributes.",
        RuleCategories.Migrations,
        Confidence.Certain,
        "EF Core picks migrations by [DbContext] and [Migration] and passes over the rest, so a deployment succeeds and changes nothing.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override void Judge(MigrationCase migration)
    {
        var type = migration.Migration.Type;
        // By name first: nearly every migration has both, and looking types up costs more.
        var attributes = type.GetAttributes();
        if (attributes.Any(static attribute => attribute.AttributeClass?.Name == "MigrationAttribute")
            && attributes.Any(static attribute => attribute.AttributeClass?.Name == "DbContextAttribute"))
        {
            return;
        }

        if (type.ContainingType is not null
            || type.IsGenericType
            || (migration.Up.Operations.IsEmpty && !migration.Up.IsOpaque)
            || ((ISourceAssemblySymbol)type.ContainingAssembly).Compilation is not { } compilation)
        {
            return;
        }

        var known = new KnownTypes(compilation);
        var finder = new MigrationFinder(known, new EntityFrameworkCoreTypes(known));
        if (finder.Missing(type) is { } missing && finder.FindsOthers(type) && !finder.MayBeFoundOtherwise(type))
        {
            migration.Report(Rule, migration.TypeLocation, migration.Name, missing);
        }
    }
}
