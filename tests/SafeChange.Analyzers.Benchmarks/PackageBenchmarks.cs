using System;
using System.Collections.Immutable;
using System.Threading.Tasks;
using BenchmarkDotNet.Attributes;
using SafeChange.Analyzers.Benchmarks.Scenarios;
using SafeChange.Analyzers.Security;

namespace SafeChange.Analyzers.Benchmarks;

/// <summary>
/// What a build pays: the compilation alone, with the yardstick, with the whole package, and with the rules about security
/// settings, which look at every file. All bind everything.
/// </summary>
[MemoryDiagnoser]
public class PackageBenchmarks
{
    private static readonly ImmutableArray<Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer> Yardstick = [new EmptyOperationAnalyzer()];

    private static readonly ImmutableArray<Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzer> Security = [new SecurityAnalyzer()];

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

    [Benchmark(Description = "rules about security settings")]
    public async Task<int> SecuritySettings() => (await project.Diagnostics(Security)).Length;

    internal static MeasuredProject Load(Scenario scenario) => scenario switch
    {
        Scenario.OrdinaryCode => OrdinaryCode.Generate(),
        Scenario.ArticleArchive => ArticleArchive.Load(),
        Scenario.ThousandMigrations => GeneratedMigrations.Generate(1000),
        Scenario.TwoHundredAreas => GeneratedWeb.Generate(200),
        Scenario.TwoHundredJobs => GeneratedJobs.Generate(200),
        _ => throw new ArgumentOutOfRangeException(nameof(scenario)),
    };
}
