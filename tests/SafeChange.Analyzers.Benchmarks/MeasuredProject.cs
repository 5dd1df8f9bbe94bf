using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Benchmarks;

/// <summary>
/// Code to measure analyzers on, parsed once. A compilation keeps what it has bound, so every measurement has a new one.
/// </summary>
internal sealed class MeasuredProject
{
    private readonly ImmutableArray<SyntaxTree> trees;
    private readonly ImmutableArray<MetadataReference> references;
    private readonly CSharpCompilationOptions options;
    private readonly ImmutableSortedDictionary<string, int>? findings;

    /// <param name="files">Path and text.</param>
    /// <param name="references">What the files are compiled against.</param>
    /// <param name="findings">How many findings the package has to report, by rule; null for some about migrations, where the code is not ours.</param>
    /// <param name="kind">What the project is compiled to.</param>
    public MeasuredProject(
        IEnumerable<(string Path, string Text)> files,
        ImmutableArray<MetadataReference> references,
        ImmutableSortedDictionary<string, int>? findings,
        OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        var parsing = new CSharpParseOptions(LanguageVersion.Latest);
        trees = [.. files.AsParallel().AsOrdered().Select(file => CSharpSyntaxTree.ParseText(file.Text, parsing, file.Path))];
        this.references = references;
        this.findings = findings;
        options = new CSharpCompilationOptions(kind, nullableContextOptions: NullableContextOptions.Enable);
    }

    /// <summary>Every analyzer of the package, found as a compiler finds them.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Package { get; } =
    [
        .. typeof(SafeChangeAnalyzer).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    public ImmutableArray<SyntaxTree> Trees => trees;

    public CSharpCompilation Compile(SourceReferenceResolver? resolver = null) =>
        CSharpCompilation.Create("Measured", trees, references, options.WithSourceReferenceResolver(resolver));

    /// <summary>Analyzers as the command-line compiler runs them. One that crashes reports AD0001.</summary>
    public static CompilationWithAnalyzers Analyze(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, bool logTime = false, bool concurrent = true) =>
        compilation.WithAnalyzers(
            analyzers,
            new CompilationWithAnalyzersOptions(
                new AnalyzerOptions([]),
                onAnalyzerException: null,
                concurrentAnalysis: concurrent,
                logAnalyzerExecutionTime: logTime));

    /// <summary>Binds everything, and has everything analysed.</summary>
    public async Task<ImmutableArray<Diagnostic>> Diagnostics(ImmutableArray<DiagnosticAnalyzer> analyzers) =>
        await Analyze(Compile(), analyzers).GetAllDiagnosticsAsync();

    /// <summary>Proves that what is measured is what it says: code that compiles, and a package that reports.</summary>
    /// <returns>The number of findings by rule.</returns>
    /// <exception cref="InvalidOperationException">It is not; the message says what is.</exception>
    public async Task<ImmutableSortedDictionary<string, int>> Check()
    {
        var diagnostics = await Diagnostics(Package);
        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        if (errors.Count > 0)
        {
            throw new InvalidOperationException($"{errors.Count} errors, the first ones:\n{string.Join("\n", errors.Take(10))}");
        }

        var found = diagnostics
            .Where(diagnostic => diagnostic.Id.StartsWith("SAFE", StringComparison.Ordinal) || diagnostic.Id == "AD0001")
            .GroupBy(diagnostic => diagnostic.Id)
            .ToImmutableSortedDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var isExpected = findings is null
            ? found.Keys.Any(id => id.StartsWith("SAFE3", StringComparison.Ordinal)) && !found.ContainsKey("AD0001")
            : found.SequenceEqual(findings);
        return isExpected
            ? found
            : throw new InvalidOperationException(
                $"The package reports {Describe(found)}; expected: {(findings is null ? "findings about migrations" : Describe(findings))}.");
    }

    public static string Describe(ImmutableSortedDictionary<string, int> findings) =>
        findings.IsEmpty ? "nothing" : string.Join(", ", findings.Select(finding => $"{finding.Key}: {finding.Value}"));
}
