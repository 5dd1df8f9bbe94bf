using System;
using System.IO;
using System.Linq;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using SafeChange.Analyzers.Benchmarks;

if (args is ["check"])
{
    return await Checks.Run(Console.Out);
}

var config = ManualConfig.Create(DefaultConfig.Instance)
    .HideColumns(Column.Error)
    .WithArtifactsPath(Path.Combine(BuildFacts.RepositoryRoot, "artifacts", "benchmarks"));
if (!args.Contains("--job"))
{
    // A build compiles a project once, so operations are measured one by one, and a few times. The set-up, which checks
    // what the package reports, has warmed up most of it.
    config.AddJob(Job.Default.WithStrategy(RunStrategy.Monitoring).WithWarmupCount(1).WithIterationCount(4).AsDefault());
}

// Without options everything is measured; BenchmarkDotNet would ask.
BenchmarkSwitcher.FromAssembly(typeof(PackageBenchmarks).Assembly).Run(args.Length == 0 ? ["--filter", "*"] : args, config);
return 0;
