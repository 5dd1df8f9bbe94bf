using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Handlers;

namespace SafeChange.Analyzers.Tests.Jobs.Handlers;

#pragma warning disable RS1001, RS2008 // tests make it; no compiler loads it
/// <summary>Reports every handler that <see cref="HandlerFinder"/> finds, for tests to read.</summary>
internal class HandlerReporter : DiagnosticAnalyzer
{
    /// <summary>The ID of the diagnostic at each handler: "name | framework | delivery".</summary>
    public const string Handler = "Handler";

    private static readonly DiagnosticDescriptor Rule = new(Handler, "A handler", "{0}", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    /// <summary>What the diagnostic says of a handler.</summary>
    public static string Describe(JobHandler handler) => $"{handler.Name} | {handler.Framework} | {handler.Delivery}";

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (HandlerFinder.Create(start, new KnownTypes(start.Compilation)) is not { } finder)
            {
                return;
            }

            start.RegisterSemanticModelAction(action =>
            {
                foreach (var handler in finder.Find(action.SemanticModel, action.CancellationToken))
                {
                    action.ReportDiagnostic(Diagnostic.Create(Rule, handler.Location, Text(handler)));
                }
            });
        });
    }

    private protected virtual string Text(JobHandler handler) => Describe(handler);
}
