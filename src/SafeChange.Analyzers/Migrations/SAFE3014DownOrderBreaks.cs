using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations.EntityFrameworkCore;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>An operation of Down that fails because of the place that it stands at.</summary>
internal sealed class SAFE3014DownOrderBreaks : MigrationRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.DownOrderBreaks,
        "DownOrderBreaks",
        "Down runs operations in an order that fails",
        "{0} '{1}' in Down {2}, so a revert stops there. Move it {3} {4} '{5}'.",
        RuleCategories.Migrations,
        Confidence.Certain,
        "Every operation of Up is undone, and Down fails nevertheless: it names or needs something that is not there yet, or not any more.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override bool DemandsDown => true;

    /// <summary>The conflicts of a migration's Down.</summary>
    public static ImmutableArray<OrderConflict> Conflicts(Migration migration, SymmetryOptions options)
    {
        if (migration.Up.IsOpaque || migration.Down is not { Origin: MethodOrigin.Own, IsOpaque: false, Refusal: null })
        {
            return ImmutableArray<OrderConflict>.Empty;
        }

        var isStrict = Providers.AllRunAsWritten(migration.Type.ContainingModule);
        return DownOrder.Find(migration.Up.Operations, migration.Down.Operations, options, provider => Providers.RunsAsWritten(provider) ?? isStrict);
    }

    /// <summary>Whether what looks missing or unrelated is there, in the wrong place.</summary>
    public static bool Explains(MigrationCase migration, SchemaOperation operation) =>
        migration.OrderConflicts.Any(conflict => IsAbout(conflict.Failing, operation) || IsAbout(conflict.Other, operation));

    public override void Judge(MigrationCase migration)
    {
        foreach (var conflict in migration.OrderConflicts)
        {
            migration.Report(
                Rule,
                conflict.Failing.Location,
                ImmutableDictionary<string, string?>.Empty,
                ImmutableArray.Create(conflict.Other.Location),
                conflict.Failing.Call,
                conflict.Failing.DisplayName,
                What(conflict),
                conflict.BelongsBefore ? "before" : "behind",
                conflict.Other.Call,
                conflict.Other.DisplayName);
        }
    }

    private static string What(OrderConflict conflict) => conflict.Kind switch
    {
        OrderConflictKind.AfterRename => $"uses the name '{conflict.Subject}' after it is renamed to '{conflict.Other.NewName}'",
        OrderConflictKind.BeforeRename => $"uses the name '{conflict.Subject}' before it is renamed back",
        OrderConflictKind.AfterDrop => $"needs '{conflict.Subject}', which is dropped by then",
        OrderConflictKind.BeforeCreate => $"needs '{conflict.Subject}', which comes back only later",
        OrderConflictKind.StillTaken => $"makes '{conflict.Subject}' while it is still there",
        _ => $"drops what '{conflict.Subject}' still needs",
    };

    private static bool IsAbout(SchemaOperation witness, SchemaOperation operation) =>
        witness.Kind == operation.Kind
        && (witness.Table is null || operation.Table is null || witness.Table == operation.Table || witness.Kind != SchemaObjectKind.Column)
        && (witness.Name == operation.Name || witness.Name == operation.NewName || witness.NewName == operation.Name);
}
