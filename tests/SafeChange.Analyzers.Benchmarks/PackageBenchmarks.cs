using System;
using System.Collections.Immutable;
using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using SafeChange.Analyzers.Benchmarks.Scenarios;

namespace SafeChange.Analyzers.Benchmarks;

/// <summary>
/// What a build pays: the compilation alone, with the yardstick, and with the whole package. All three bind everything.
/// </summary>
[MemoryDiagnoser]
public class PackageBenchmarks
{
    private static readonly ImmutableArray<Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer> Yardstick = [new EmptyOperationAnalyzer()];

    private MeasuredProject project = null!;

    [ParamsAllValues]
    public Scenario Scenario { get; set; }

    [GlobalSetup]
    public async Task Setup()
    {
        project = Load(Scenario);
        await project.Check();
    }

    [Benchmark(Baseline = true, Description = "no analyzer")]
    public int NoAnalyzer() => project.Compile().GetDiagnostics().Length;

    [Benchmark(Description = "empty operation analyzer")]
    public async Task<int> EmptyOperationAnalyzer() => (await project.Diagnostics(Yardstick)).Length;

    [Benchmark(Description = "SafeChange.Analyzers")]
    public async Task<int> SafeChange() => (await project.Diagnostics(MeasuredProject.Package)).Length;

    internal static MeasuredProject Load(Scenario scenario) => scenario switch
    {
        Scenario.OrdinaryCode => OrdinaryCode.Generate(),
        Scenario.ArticleArchive => ArticleArchive.Load(),
        Scenario.ThousandMigrations => GeneratedMigrations.Generate(1000),
        Scenario.TwoHundredJobs => GeneratedJobs.Generate(200),
        _ => throw new ArgumentOutOfRangeException(nameof(scenario)),
    };
}
