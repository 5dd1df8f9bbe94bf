using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Diagnostics.Telemetry;
using SafeChange.Analyzers.Benchmarks.Scenarios;
using SafeChange.Analyzers.Security;

namespace SafeChange.Analyzers.Benchmarks;

/// <summary>
/// What explains the ratios, without measuring them: what the package registers, how long its own code runs, and which
/// bodies are bound while somebody types. In a minute, and it fails where a promise is broken.
/// </summary>
internal static class Checks
{
    // Whoever calls this has the compiler ask for the path of the calling file, at the moment when the call is bound. The
    // path is a mapped one, so that nothing else asks for it.
    private const string Place = "bound";

    private const string Mark = $"""
        #line 1 "{Place}"
                    global::Marks.Bound();
        #line default
        """;

    private const string Marks = """
        public static class Marks
        {
            public static void Bound([System.Runtime.CompilerServices.CallerFilePath] string path = "")
            {
            }
        }
        """;

    /// <summary>Runs every check and writes what it sees.</summary>
    /// <returns>The exit code: 0 where every promise is kept.</returns>
    public static async Task<int> Run(TextWriter output)
    {
        var problems = new List<string>();
        foreach (var scenario in Enum.GetValues<Scenario>())
        {
            var project = PackageBenchmarks.Load(scenario);
            var findings = await project.Check();
            var lines = project.Trees.Sum(tree => tree.GetText().Lines.Count);
            output.WriteLine($"{scenario}: {project.Trees.Length} files, {lines} lines; reported: {MeasuredProject.Describe(findings)}");
            foreach (var (analyzer, telemetry) in await Telemetry(project))
            {
                var registered = Registered(telemetry).ToList();
                output.WriteLine($"  {analyzer,-30} {telemetry.ExecutionTime.TotalMilliseconds,7:0} ms in its own code; registered: {string.Join(", ", registered)}");
                problems.AddRange(
                    from action in registered
                    where scenario == Scenario.OrdinaryCode
                        && !action.EndsWith("compilation start", StringComparison.Ordinal)
                        && !action.EndsWith("compilation end", StringComparison.Ordinal)
                        // .NET itself has security settings: their rules look at the names in every file.
                        && !(analyzer == nameof(SecurityAnalyzer) && action.EndsWith("semantic model", StringComparison.Ordinal))
                    select $"{analyzer} registers {action} without a framework");
            }
        }

        output.WriteLine("Growth: what the package takes by the number of migrations; allocations are those of a build with it less those of one without");
        foreach (var count in new[] { 250, 500, 1000 })
        {
            var project = GeneratedMigrations.Generate(count);
            var time = (await Telemetry(project)).Sum(analyzer => analyzer.Telemetry.ExecutionTime.TotalMilliseconds);
            var allocated = Allocated(() => project.Diagnostics(MeasuredProject.Package)) - Allocated(() => Task.FromResult(project.Compile().GetDiagnostics()));
            output.WriteLine($"  {count,5}: {time,7:0} ms, {1000 * time / count:0} µs each; {allocated / 1024.0 / 1024:0} MiB, {allocated / 1024 / count} KiB each");
        }

        output.WriteLine("Growth: what the package takes by the number of jobs, each with a service of 22 methods");
        foreach (var count in new[] { 50, 100, 200 })
        {
            var project = GeneratedJobs.Generate(count);
            var time = (await Telemetry(project)).Sum(analyzer => analyzer.Telemetry.ExecutionTime.TotalMilliseconds);
            var allocated = Allocated(() => project.Diagnostics(MeasuredProject.Package)) - Allocated(() => Task.FromResult(project.Compile().GetDiagnostics()));
            output.WriteLine($"  {count,5}: {time,7:0} ms, {1000 * time / count:0} µs each; {allocated / 1024.0 / 1024:0} MiB, {allocated / 1024 / count} KiB each");
        }

        output.WriteLine("Growth: what the package takes by the number of areas of a web application");
        foreach (var count in new[] { 50, 100, 200 })
        {
            var project = GeneratedWeb.Generate(count);
            var time = (await Telemetry(project)).Sum(analyzer => analyzer.Telemetry.ExecutionTime.TotalMilliseconds);
            var allocated = Allocated(() => project.Diagnostics(MeasuredProject.Package)) - Allocated(() => Task.FromResult(project.Compile().GetDiagnostics()));
            output.WriteLine($"  {count,5}: {time,7:0} ms, {1000 * time / count:0} µs each; {allocated / 1024.0 / 1024:0} MiB, {allocated / 1024 / count} KiB each");
        }

        await Typing(output);
        await TypingInJob(output);

        problems.AddRange(await Bodies(output));
        problems.AddRange(await BodiesOfJobs(output));
        problems.AddRange(await BodiesOfServices(output));
        foreach (var problem in problems)
        {
            output.WriteLine($"FAILED: {problem}");
        }

        return problems.Count == 0 ? 0 : 1;
    }

    // An IDE asks for the diagnostics of the file that somebody types in, with a new compilation after every pause. The
    // last migration that brings something back in Down asks for the history of all before it.
    private static async Task Typing(TextWriter output)
    {
        const int count = 1000;
        var project = GeneratedMigrations.Generate(count);
        foreach (var (what, tree) in new[]
        {
            ("adds a column", project.Trees.Last(tree => IsMigration(tree.FilePath) && !tree.ToString().Contains(".Drop", StringComparison.Ordinal))),
            ("brings a column back", project.Trees.Last(tree => IsMigration(tree.FilePath) && tree.ToString() is var text
                && text.IndexOf(".DropColumn", StringComparison.Ordinal) is > 0 and var drop && drop < text.IndexOf("void Down", StringComparison.Ordinal))),
        })
        {
            var times = new List<double>();
            for (var run = 0; run < 4; run++)
            {
                var compilation = project.Compile();
                var model = compilation.GetSemanticModel(tree);
                model.GetDiagnostics();
                var watch = Stopwatch.StartNew();
                await MeasuredProject.Analyze(compilation, MeasuredProject.Package).GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, CancellationToken.None);
                times.Add(watch.Elapsed.TotalMilliseconds);
            }

            output.WriteLine($"Typing in one of {count} migrations, whose Down {what}: {times.Skip(1).Order().ElementAt(1):0} ms a new compilation (median of three)");
        }
    }

    // The index of who enqueues what is made anew with every compilation, from candidates that are kept with their trees.
    private static async Task TypingInJob(TextWriter output)
    {
        const int count = 200;
        var project = GeneratedJobs.Generate(count);
        var tree = project.Trees.Last(tree => IsJob(tree.FilePath));
        var times = new List<double>();
        for (var run = 0; run < 4; run++)
        {
            var compilation = project.Compile();
            var model = compilation.GetSemanticModel(tree);
            model.GetDiagnostics();
            var watch = Stopwatch.StartNew();
            await MeasuredProject.Analyze(compilation, MeasuredProject.Package).GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, CancellationToken.None);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        output.WriteLine($"Typing in one of {count} jobs: {times.Skip(1).Order().ElementAt(1):0} ms a new compilation (median of three)");
    }

    /// <summary>Which bodies are bound for a job while somebody types in it: its own, and those of what it calls.</summary>
    private static async Task<IEnumerable<string>> BodiesOfJobs(TextWriter output)
    {
        const int count = 50;
        const int ownBodies = 3;
        var project = new MeasuredProject(
            GeneratedJobs.Files(count, Mark).Append(("/Shop/Marks.cs", Marks)), ReferenceLists.Load("Hangfire"), GeneratedJobs.Findings(count));
        var typing = new BindingWatch();
        var compilation = project.Compile(typing);
        var analysis = MeasuredProject.Analyze(compilation, MeasuredProject.Package);
        var found = 0;
        foreach (var tree in project.Trees.Where(tree => IsJob(tree.FilePath)))
        {
            found += (await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), filterSpan: null, CancellationToken.None)).Length;
        }

        var bound = typing.Count(IsJob) + typing.Count(IsService);
        output.WriteLine($"Bodies bound while typing, of {count} jobs with a service of 22 methods each: {typing.Count(IsJob)} of jobs, {typing.Count(IsService)} of services, {(double)bound / count:0.0} a job; {found} findings");
        if (bound == 0 || found != GeneratedJobs.Findings(count).Values.Sum())
        {
            return ["the marks of jobs are not seen, or the findings not reported: the check proves nothing"];
        }

        return bound > ownBodies * count ? [$"{bound} bodies are bound for {count} jobs, which run {ownBodies * count}"] : [];
    }

    /// <summary>Which bodies the rules about security settings have bound: only those in which a setting's name is used as one.</summary>
    private static async Task<IEnumerable<string>> BodiesOfServices(TextWriter output)
    {
        const int count = 50;
        var project = new MeasuredProject(
            GeneratedWeb.Files(count, Mark).Append(("/Shop/Marks.cs", Marks)), ReferenceLists.Load("Hangfire"), GeneratedWeb.Findings(count));
        var typing = new BindingWatch();
        var compilation = project.Compile(typing);
        var analysis = MeasuredProject.Analyze(compilation, [new SecurityAnalyzer()]);
        foreach (var tree in project.Trees)
        {
            await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), filterSpan: null, CancellationToken.None);
        }

        output.WriteLine($"Bodies bound for security settings, of {count} areas: {typing.Count(IsController)} of {2 * count} in controllers, {typing.Count(IsClient)} of {2 * count} in clients, {typing.Count(IsService)} of {2 * count} in services");
        return typing.Count(IsController) == 0 ? ["the marks of controllers are not seen: the check proves nothing"] : [];
    }

    private static long Allocated(Func<Task> run)
    {
        var before = GC.GetTotalAllocatedBytes(precise: true);
        run().GetAwaiter().GetResult();
        return GC.GetTotalAllocatedBytes(precise: true) - before;
    }

    // One thread: with several, the clock of each runs on while it waits for another.
    private static async Task<ImmutableArray<(string Analyzer, AnalyzerTelemetryInfo Telemetry)>> Telemetry(MeasuredProject project)
    {
        var analysis = MeasuredProject.Analyze(project.Compile(), MeasuredProject.Package, logTime: true, concurrent: false);
        var result = await analysis.GetAnalysisResultAsync(CancellationToken.None);
        return [.. MeasuredProject.Package.Select(analyzer => (analyzer.GetType().Name, result.AnalyzerTelemetryInfo[analyzer]))];
    }

    // Every kind of action that Roslyn counts, by reflection: a kind that is new in a later Roslyn is not passed over.
    private static IEnumerable<string> Registered(AnalyzerTelemetryInfo telemetry) =>
        from property in typeof(AnalyzerTelemetryInfo).GetProperties()
        where property.PropertyType == typeof(int) && property.Name.EndsWith("ActionsCount", StringComparison.Ordinal)
        let count = (int)property.GetValue(telemetry)!
        where count > 0
        select $"{count} {Words(property.Name[..^"ActionsCount".Length])}";

    private static string Words(string name) =>
        string.Concat(name.Select((character, index) => index > 0 && char.IsUpper(character) ? $" {char.ToLowerInvariant(character)}" : $"{char.ToLowerInvariant(character)}"));

    /// <summary>
    /// Every body of a migration, a designer file and the snapshot gets a mark that is seen when the body is bound.
    /// </summary>
    private static async Task<IEnumerable<string>> Bodies(TextWriter output)
    {
        const int count = 100;
        var files = GeneratedMigrations.Files(count)
            .Select(file => (file.Path, Text: file.Text
                .Replace("#pragma warning disable 612, 618", Mark, StringComparison.Ordinal)
                .Replace("Down(MigrationBuilder migrationBuilder)\n        {\n", $"Down(MigrationBuilder migrationBuilder)\n        {{\n{Mark}\n", StringComparison.Ordinal)))
            .Append(("/Archive/Marks.cs", Marks));
        var project = new MeasuredProject(files, ReferenceLists.Load("EntityFrameworkCore10"), GeneratedMigrations.Findings(count));

        // While somebody types, an IDE asks for the diagnostics of one file; here for those of every migration in turn.
        var typing = new BindingWatch();
        var compilation = project.Compile(typing);
        var analysis = MeasuredProject.Analyze(compilation, MeasuredProject.Package);
        var found = 0;
        foreach (var tree in project.Trees.Where(tree => IsMigration(tree.FilePath)))
        {
            found += (await analysis.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), filterSpan: null, CancellationToken.None)).Length;
        }

        // A build binds every body once, whoever analyses; what is asked for a second time is bound twice.
        var build = new BindingWatch();
        project.Compile(build).GetDiagnostics();
        var analysed = new BindingWatch();
        await MeasuredProject.Analyze(project.Compile(analysed), MeasuredProject.Package).GetAllDiagnosticsAsync();

        output.WriteLine($"Bodies bound, of {count} migrations with {count} designer files and a snapshot");
        output.WriteLine($"  while typing, package:   Down {typing.Count(IsMigration)}, designers {typing.Count(IsDesigner)}, snapshot {typing.Count(IsSnapshot)}; {found} findings");
        output.WriteLine($"  build, no analyzer:      Down {build.Count(IsMigration)}, designers {build.Count(IsDesigner)}, snapshot {build.Count(IsSnapshot)}");
        output.WriteLine($"  build, package:          Down {analysed.Count(IsMigration)}, designers {analysed.Count(IsDesigner)}, snapshot {analysed.Count(IsSnapshot)}");

        var problems = new List<string>();
        if (build.Count(IsDesigner) == 0 || typing.Count(IsMigration) == 0 || found != GeneratedMigrations.Findings(count).Values.Sum())
        {
            problems.Add("the marks are not seen, or the findings not reported: the check proves nothing");
        }

        if (typing.Count(IsDesigner) + typing.Count(IsSnapshot) > 0)
        {
            problems.Add("bodies of designer files or snapshots are bound while somebody types");
        }

        if (analysed.Count(IsDesigner) != build.Count(IsDesigner) || analysed.Count(IsSnapshot) != build.Count(IsSnapshot))
        {
            problems.Add("bodies of designer files or snapshots are bound once more than a build does anyway");
        }

        return problems;
    }

    private static bool IsDesigner(string path) => path.EndsWith(".Designer.cs", StringComparison.Ordinal);

    private static bool IsSnapshot(string path) => path.EndsWith("ModelSnapshot.cs", StringComparison.Ordinal);

    private static bool IsJob(string path) => path.StartsWith("/Shop/Jobs/", StringComparison.Ordinal);

    private static bool IsController(string path) => path.StartsWith("/Shop/Controllers/", StringComparison.Ordinal);

    private static bool IsClient(string path) => path.StartsWith("/Shop/Clients/", StringComparison.Ordinal);

    private static bool IsService(string path) => path.StartsWith("/Shop/Services/", StringComparison.Ordinal);

    private static bool IsMigration(string path) => path.Contains("/Migrations/", StringComparison.Ordinal) && !IsDesigner(path) && !IsSnapshot(path);

    /// <summary>Sees the files whose marks are bound: the compiler asks it for the paths of callers.</summary>
    private sealed class BindingWatch : SourceReferenceResolver
    {
        private readonly ConcurrentBag<string> bound = [];

        public int Count(Func<string, bool> isMeant) => bound.Count(isMeant);

        public override string NormalizePath(string path, string? baseFilePath)
        {
            if (path == Place && baseFilePath is not null)
            {
                bound.Add(baseFilePath);
            }

            return path;
        }

        public override string? ResolveReference(string path, string? baseFilePath) => null;

        public override Stream OpenRead(string resolvedPath) => throw new FileNotFoundException(null, resolvedPath);

        public override bool Equals(object? other) => ReferenceEquals(this, other);

        public override int GetHashCode() => bound.GetHashCode();
    }
}
