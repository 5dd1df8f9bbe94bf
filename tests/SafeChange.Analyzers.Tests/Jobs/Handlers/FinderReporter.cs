using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Handlers;

namespace SafeChange.Analyzers.Tests.Jobs.Handlers;

#pragma warning disable RS1001, RS1037, RS2008 // tests make it; no compiler loads it
/// <summary>Reports whether a compilation has a finder at all.</summary>
internal sealed class FinderReporter : DiagnosticAnalyzer
{
    /// <summary>The ID of the diagnostic, which has no place.</summary>
    public const string Finder = "Finder";

    private static readonly DiagnosticDescriptor Rule = new(Finder, "A finder", "There is a finder", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (HandlerFinder.Create(start, new KnownTypes(start.Compilation)) is not null)
            {
                start.RegisterCompilationEndAction(end => end.ReportDiagnostic(Diagnostic.Create(Rule, Location.None)));
            }
        });
    }
}
