using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace SafeChange.Analyzers.Tests.Verification;

/// <summary>
/// What surrounds the source of a test: references, options, further files. Immutable; every method answers a changed
/// copy, so a test class keeps one as a field and a test adds to it.
/// </summary>
internal abstract record Scenario<TAnalyzer, TSelf>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TSelf : Scenario<TAnalyzer, TSelf>
{
    // The testing library resolves nothing from this: every reference comes from the packages that the projects under
    // tests/References have restored, so that no test needs the network.
    private static readonly ReferenceAssemblies NoPackages = new("net10.0");

    private protected Scenario(ImmutableArray<MetadataReference> references) => MetadataReferences = references;

    private protected ImmutableArray<DiagnosticAnalyzer> OtherAnalyzers { get; init; } = [];

    private ImmutableArray<MetadataReference> MetadataReferences { get; init; }

    private ImmutableArray<(string Path, string Text)> ConfigFiles { get; init; } = [];

    private ImmutableArray<(string Path, string Text)> AdditionalFiles { get; init; } = [];

    private ImmutableArray<(string Name, Sources Sources)> Projects { get; init; } = [];

    private OutputKind OutputKind { get; init; } = OutputKind.DynamicallyLinkedLibrary;

    private DocumentationMode Documentation { get; init; } = DocumentationMode.None;

    private CompilerDiagnostics CompilerDiagnostics { get; init; } = CompilerDiagnostics.Errors;

    private bool RulesAsInBuilds { get; init; }

    /// <summary>Compiles against another set of references.</summary>
    public TSelf With(ImmutableArray<MetadataReference> others) => Copy(this with { MetadataReferences = others });

    /// <summary>Compiles against these references as well.</summary>
    public TSelf WithMore(params MetadataReference[] more) => Copy(this with { MetadataReferences = MetadataReferences.AddRange(more) });

    /// <summary>Adds lines such as <c>safechange.migrations.start_after = 20260101</c> for all C# files.</summary>
    public TSelf Options(string lines) => EditorConfig("[*.cs]\n" + lines);

    /// <summary>Adds sections to the <c>.editorconfig</c> of the project's folder, or of one below it.</summary>
    public TSelf EditorConfig(string sections, string folder = "")
    {
        var path = Sources.ProjectFolder + folder + ".editorconfig";
        var present = ConfigFiles.FirstOrDefault(file => file.Path == path);
        return Copy(this with { ConfigFiles = ConfigFiles.Remove(present).Add((path, (present.Text ?? "") + sections + "\n")) });
    }

    /// <summary>Adds a global configuration; <c>is_global = true</c> stands in it already.</summary>
    public TSelf GlobalConfig(string lines) =>
        Copy(this with { ConfigFiles = ConfigFiles.Add((Sources.ProjectFolder + $"{ConfigFiles.Length}.globalconfig", "is_global = true\n" + lines)) });

    /// <summary>Adds a file to AdditionalFiles. Markup in it is read as in a source.</summary>
    public TSelf AdditionalFile(string path, string text) =>
        Copy(this with { AdditionalFiles = AdditionalFiles.Add((Sources.ProjectFolder + path, text)) });

    /// <summary>Adds a second project to the solution, for what a fix does across projects.</summary>
    public TSelf Project(string name, Sources sources) => Copy(this with { Projects = Projects.Add((name, sources)) });

    /// <summary>Compiles to a program: top-level statements are allowed.</summary>
    public TSelf Program() => Copy(this with { OutputKind = OutputKind.ConsoleApplication });

    /// <summary>
    /// Parses <c>///</c> as documentation, as a build with <c>GenerateDocumentationFile</c> does. Without it such lines
    /// are plain comments, as in most builds.
    /// </summary>
    public TSelf GenerateDocumentationFile() => Copy(this with { Documentation = DocumentationMode.Diagnose });

    /// <summary>Lets the source have compiler errors.</summary>
    public TSelf BrokenCode() => Copy(this with { CompilerDiagnostics = CompilerDiagnostics.None });

    /// <summary>
    /// Leaves rules that are off by default to the configuration, as a build does. The testing library switches them on,
    /// and no <c>.editorconfig</c> can change that.
    /// </summary>
    public TSelf AsInBuilds() => Copy(this with { RulesAsInBuilds = true });

    /// <summary>Runs another analyzer beside, for what one rule hands over to another.</summary>
    public TSelf Also<TOther>()
        where TOther : DiagnosticAnalyzer, new() => Copy(this with { OtherAnalyzers = OtherAnalyzers.Add(new TOther()) });

    /// <summary>Nothing is reported. Markup is not read, so that a source may hold any characters.</summary>
    public Task Silent(Sources sources)
    {
        var test = new AnalyzerTest(this);
        Fill(test.TestState, sources);
        test.TestState.MarkupHandling = MarkupMode.None;
        return test.RunAsync();
    }

    /// <summary>
    /// What the markup says is reported, and nothing else. Messages, severities and further places are compared for the
    /// results in <paramref name="expected"/>, which name their place by <c>{|#0:…|}</c>; see <see cref="Result(string, int, string)"/>.
    /// </summary>
    public Task Reports(Sources sources, params DiagnosticResult[] expected)
    {
        var test = new AnalyzerTest(this);
        Fill(test.TestState, sources);
        test.TestState.ExpectedDiagnostics.AddRange(expected);
        return test.RunAsync();
    }

    /// <summary>A diagnostic of an analyzer under test, to be completed with place, message or severity.</summary>
    public DiagnosticResult Result(string id) =>
        new(OtherAnalyzers.Insert(0, new TAnalyzer()).SelectMany(analyzer => analyzer.SupportedDiagnostics).First(rule => rule.Id == id));

    /// <summary>A diagnostic with that message and without a place.</summary>
    public DiagnosticResult Result(string id, string message) => Result(id).WithMessage(message);

    /// <summary>A diagnostic with that message at the place <c>{|#n:…|}</c>; further places are not compared.</summary>
    public DiagnosticResult Result(string id, int place, string message) =>
        Result(id).WithLocation(place).WithMessage(message).WithOptions(DiagnosticOptions.IgnoreAdditionalLocations | DiagnosticOptions.IgnoreSeverity);

    /// <summary>Applies everything but the sources to a test of the testing library.</summary>
    private protected void Configure(AnalyzerTest<DefaultVerifier> test)
    {
        test.ReferenceAssemblies = NoPackages;
        test.CompilerDiagnostics = CompilerDiagnostics;
        // $$ opens an interpolated raw string in many a source; a place without a span has no use here.
        test.MarkupOptions = MarkupOptions.TreatPositionIndicatorsAsCode;
    }

    private protected void Fill(SolutionState state, Sources sources)
    {
        Fill((ProjectState)state, sources);
        foreach (var (name, projectSources) in Projects)
        {
            var project = new ProjectState(name, LanguageNames.CSharp, $"/{name}/Test", "cs");
            Fill(project, projectSources, $"/{name}/");
            state.AdditionalProjects.Add(name, project);
        }
    }

    private protected ParseOptions ParseOptions => new CSharpParseOptions(LanguageVersion.Default, Documentation);

    // Nullable as new projects have it: scaffolded code says "#nullable disable" itself.
    private protected CompilationOptions CompilationOptions =>
        new CSharpCompilationOptions(OutputKind, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable);

    private void Fill(ProjectState state, Sources sources, string folder = Sources.ProjectFolder)
    {
        foreach (var (path, text) in sources)
        {
            state.Sources.Add((folder + path, text));
        }

        foreach (var file in ConfigFiles)
        {
            state.AnalyzerConfigFiles.Add(file);
        }

        foreach (var file in AdditionalFiles)
        {
            state.AdditionalFiles.Add(file);
        }

        state.OutputKind = OutputKind;
        state.AdditionalReferences.AddRange(MetadataReferences);
    }

    private static TSelf Copy(Scenario<TAnalyzer, TSelf> changed) => (TSelf)changed;

    private sealed class AnalyzerTest : CSharpAnalyzerTest<TAnalyzer, DefaultVerifier>
    {
        private readonly Scenario<TAnalyzer, TSelf> scenario;

        protected override CompilationWithAnalyzers CreateCompilationWithAnalyzers(
            Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerOptions options, CancellationToken cancellationToken) =>
            base.CreateCompilationWithAnalyzers(
                scenario.RulesAsInBuilds
                    ? compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(ImmutableDictionary<string, ReportDiagnostic>.Empty))
                    : compilation,
                analyzers,
                options,
                cancellationToken);

        public AnalyzerTest(Scenario<TAnalyzer, TSelf> scenario)
        {
            this.scenario = scenario;
            scenario.Configure(this);
        }

        protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() =>
            base.GetDiagnosticAnalyzers().Concat(scenario.OtherAnalyzers);

        protected override ParseOptions CreateParseOptions() => scenario.ParseOptions;

        protected override CompilationOptions CreateCompilationOptions() => scenario.CompilationOptions;
    }
}
