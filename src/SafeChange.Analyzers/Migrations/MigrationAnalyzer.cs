using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SafeChange.Analyzers.ChangeNotes;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations.EntityFrameworkCore;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>
/// Reads every migration of a compilation once and puts it before the rules of the family. Migrations are reached
/// through their types, so that no other body is bound, least of all those of <c>*.Designer.cs</c> and snapshots.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MigrationAnalyzer : SafeChangeAnalyzer
{
    private static readonly ImmutableArray<MigrationRule> Rules = ImmutableArray.Create<MigrationRule>(
        new RequiredNoteFields(),
        new SAFE3001MigrationWithoutDown(),
        new SAFE3002EmptyDownAfterSchemaChange(),
        new SAFE3003EmptyDownAfterDataChange(),
        new SAFE3004DownThrowsWithoutReason(),
        new SAFE3005DownThrowsThoughReversible(),
        new SAFE3011DownDoesNotReverse(),
        new SAFE3012DownUndoesUnrelated(),
        new SAFE3013DownRestoresDifferently(),
        new SAFE3014DownOrderBreaks(),
        new SAFE3015ProviderBranchNotReversed(),
        new SAFE3017RawSqlNotReversed(),
        new SAFE3021DataLossUndocumented(),
        new SAFE3022NoteContradictsCode(),
        new SAFE3023DropAndAddLooksLikeRename(),
        new SAFE3031NonTransactionalMixed(),
        new SAFE3032IndexBuiltOffline(),
        new SAFE3033RequiredColumnWithoutDefault(),
        new SAFE3044MigrationNeverRuns());

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        Rules.Select(static rule => rule.Descriptor).Concat(new[] { SAFE0012ChangeNotePlaceholder.Descriptor }).ToImmutableArray();

    // Scaffolded migrations carry no header, but teams mark the folder as generated in .editorconfig: without this
    // the family would fall silent there (decision 0004).
    private protected override GeneratedCodeAnalysisFlags GeneratedCode =>
        GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics;

    private protected override bool IsNeeded(KnownTypes types) => EntityFrameworkCoreTypes.AreReferenced(types);

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        var reader = new MigrationReader(types);
        var shipped = new Lazy<HashSet<string>>(() => ShippedMigrations.Read(context.Options, CancellationToken.None));
        var takesAlong = Providers.ColumnsTakeDependentsAlong(context.Compilation);
        context.RegisterSymbolAction(
            symbol =>
            {
                var type = (INamedTypeSymbol)symbol.Symbol;
                if (reader.IsMigration(type))
                {
                    Judge(symbol, type, reader, shipped, takesAlong);
                }
            },
            SymbolKind.NamedType);
    }

    private static void Judge(SymbolAnalysisContext context, INamedTypeSymbol type, MigrationReader reader, Lazy<HashSet<string>> shipped, bool takesAlong)
    {
        var tree = MigrationReader.MainTree(type);
        var id = reader.Id(type);
        var rules = Rules.Select(rule => (Rule: rule, Settings: new MigrationSettings(context.Options, tree, rule.Descriptor.Id)))
            .Where(each => !(each.Rule.DemandsDown && each.Settings.Policy == DownPolicy.ForwardOnly)
                && !MigrationOptions.IsBefore(each.Settings.StartAfter, id)
                && IsInScope(each.Settings.Scope))
            .ToList();
        if (rules.Count == 0 || reader.Read(type, MigrationHelpers.Of(context.Options, tree), context.CancellationToken) is not { } migration)
        {
            return;
        }

        var setsDatabase = migration.Up.Operations.Any(static operation => operation.Kind == SchemaObjectKind.Database);
        var options = new SymmetryOptions(takesAlong, IsFirstMigration: setsDatabase && !reader.History.HasEarlier(type));
        var @case = new MigrationCase(migration, options, () => reader.History.Before(type, context.Options, context.CancellationToken), context.ReportDiagnostic);
        foreach (var (rule, settings) in rules)
        {
            var forRule = @case.With(settings);
            if (type.IsAbstract)
            {
                rule.JudgeBase(forRule);
            }
            else
            {
                rule.Judge(forRule);
            }
        }

        bool IsInScope(MigrationScope scope) => scope switch
        {
            MigrationScope.Unshipped => !shipped.Value.Contains(id),
            MigrationScope.Latest => id.Length == 0 || reader.History.IsLatest(type),
            _ => true,
        };
    }
}
