using Microsoft.CodeAnalysis.Diagnostics;

namespace SafeChange.Analyzers.Foundation;

/// <summary>
/// What every analyzer of the package has in common: concurrent, one gate, one registration. A compilation that does
/// not reference what the analyzer is about registers nothing and pays nothing.
/// </summary>
public abstract class SafeChangeAnalyzer : DiagnosticAnalyzer
{
    /// <summary>Whether generated code is analysed. Migrations say yes; see decision 0004.</summary>
    private protected virtual GeneratedCodeAnalysisFlags GeneratedCode => GeneratedCodeAnalysisFlags.None;

    /// <inheritdoc />
    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCode);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var types = new KnownTypes(start.Compilation);
            if (IsNeeded(types))
            {
                Register(start, types);
            }
        });
    }

    /// <summary>Whether the compilation holds what this analyzer is about, judged from references alone.</summary>
    private protected abstract bool IsNeeded(KnownTypes types);

    /// <summary>Registers the actions; state that they share lives in objects made here, one set a compilation.</summary>
    private protected abstract void Register(CompilationStartAnalysisContext context, KnownTypes types);
}
