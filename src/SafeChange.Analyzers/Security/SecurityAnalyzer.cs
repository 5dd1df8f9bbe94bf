using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.ChangeNotes;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security.Catalog;
using SafeChange.Analyzers.Security.Home;

namespace SafeChange.Analyzers.Security;

/// <summary>
/// Finds the security settings of a file, tells decisions from values that are passed through, and reports those that
/// stand outside their home. Names are looked up first: what no line of the catalogue is called is never bound, and no
/// operation action makes the compiler build operations for every method.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class SecurityAnalyzer : SafeChangeAnalyzer
{
    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = SecurityRules.OfCategories.AddRange(ImmutableArray.Create(
        SAFE1021SettingDecidedTwice.Descriptor,
        SAFE1022WeakeningUndocumented.Descriptor,
        SAFE0011ChangeNoteIncomplete.Descriptor,
        SAFE0012ChangeNotePlaceholder.Descriptor));

    // Every program has settings: .NET itself has certificates, ciphers and files.
    private protected override bool IsNeeded(KnownTypes types) => true;

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        var isTest = TestProjects.IsTest(context.Compilation, context.Options);
        var symbols = SymbolCatalog.Create(CatalogKind.SecuritySettings, context);
        var catalogs = new ConcurrentDictionary<string, SettingCatalog>();
        var home = new SecurityHome(types, context.Options, SymbolCatalog.Create(CatalogKind.JobHandlers, context));
        var decisions = new DecisionLog();
        context.RegisterSemanticModelAction(file =>
        {
            var tree = file.SemanticModel.SyntaxTree;
            if (isTest && !SecurityOptions.ReportInTests.Read(file.Options, tree))
            {
                return;
            }

            var additional = SecurityOptions.AdditionalSettings.Read(file.Options, tree);
            var catalog = catalogs.GetOrAdd(string.Join("|", additional), _ => new SettingCatalog(additional.IsEmpty ? symbols : symbols.With(Lines(additional))));
            new SecurityCase(file, catalog, home, decisions).Judge();
        });
        context.RegisterCompilationEndAction(end => decisions.Report(end.ReportDiagnostic));
    }

    // What an option adds is read as lines of a catalogue are.
    private static CatalogFile Lines(IEnumerable<string> additional) =>
        CatalogFile.Parse(CatalogKind.SecuritySettings, SourceText.From(string.Join("\n", additional.Select(static item =>
            SecurityOptions.TryParseAdditional(item, out var symbol, out var category)
                ? $"{symbol!.Text} ; category={SettingCategories.Words[(int)category]}"
                : ""))));
}
