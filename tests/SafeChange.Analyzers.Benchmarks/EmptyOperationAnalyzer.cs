using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SafeChange.Analyzers.Benchmarks;

/// <summary>
/// The yardstick: an analyzer that asks for operations, as most do, and does nothing with them. What it costs is what
/// the first operation action of a build costs: an operation tree for every method body that is not generated.
/// </summary>
#pragma warning disable RS1001 // nobody finds it by its attribute: it is handed over
public sealed class EmptyOperationAnalyzer : DiagnosticAnalyzer
#pragma warning restore RS1001
{
    // An analyzer that can report nothing is passed over.
#pragma warning disable RS2008 // never shipped, so there is no release to track
    private static readonly DiagnosticDescriptor Nothing =
        new("EMPTY0001", "Nothing", "Nothing", "Benchmarks", DiagnosticSeverity.Warning, isEnabledByDefault: true);
#pragma warning restore RS2008

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Nothing];

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(static _ => { }, OperationKind.Invocation);
    }
}
