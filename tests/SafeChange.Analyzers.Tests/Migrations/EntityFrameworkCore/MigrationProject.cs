using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.CodeFixes.Migrations;
using SafeChange.Analyzers.Migrations;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore;

/// <summary>
/// Many migrations in one project, judged and fixed together: a compilation costs more than the files in it, and the
/// tests over scaffolds have thousands of files.
/// </summary>
internal sealed class MigrationProject
{
    private readonly Project project;
    private readonly Lazy<Task<ImmutableArray<Diagnostic>>> diagnostics;

    public MigrationProject(IEnumerable<(string Path, string Text)> files, ImmutableArray<MetadataReference> references)
    {
        var workspace = new AdhocWorkspace();
        var id = ProjectId.CreateNewId();
        var solution = workspace.CurrentSolution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, "Migrations", "Migrations", LanguageNames.CSharp,
            compilationOptions: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary),
            metadataReferences: references));
        foreach (var (path, text) in files)
        {
            solution = solution.AddDocument(DocumentId.CreateNewId(id), path, SourceText.From(text), filePath: path);
        }

        project = solution.GetProject(id)!;
        diagnostics = new(Analyze);
    }

    /// <summary>What is reported, by file.</summary>
    public async Task<ILookup<string, Diagnostic>> Diagnostics() =>
        (await diagnostics.Value).ToLookup(diagnostic => diagnostic.Location.SourceTree?.FilePath ?? "");

    /// <summary>The text of a file once Write Down has been applied to all of it.</summary>
    public async Task<string> WriteDown(string path)
    {
        var document = project.Documents.Single(each => each.FilePath == path);
        var fix = new WriteDownFix();
        var found = (await Diagnostics())[path].Where(diagnostic => fix.FixableDiagnosticIds.Contains(diagnostic.Id)).ToImmutableArray();
        if (found.IsEmpty)
        {
            return (await document.GetTextAsync()).ToString();
        }

        var context = new FixAllContext(
            document, fix, FixAllScope.Document, nameof(WriteDownFix), found.Select(diagnostic => diagnostic.Id).Distinct(), new Known(path, found), CancellationToken.None);
        if (await fix.GetFixAllProvider().GetFixAsync(context) is not { } action)
        {
            return (await document.GetTextAsync()).ToString();
        }

        var changed = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
        return (await changed.GetDocument(document.Id)!.GetTextAsync()).ToString();
    }

    private async Task<ImmutableArray<Diagnostic>> Analyze()
    {
        var compilation = (await project.GetCompilationAsync())!;
        var found = await compilation.WithAnalyzers([new MigrationAnalyzer()]).GetAnalyzerDiagnosticsAsync();
        return found.Any(diagnostic => diagnostic.Id == "AD0001")
            ? throw new InvalidOperationException(found.First(diagnostic => diagnostic.Id == "AD0001").ToString())
            : found;
    }

    private sealed class Known(string path, ImmutableArray<Diagnostic> found) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(found);

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>(document.FilePath == path ? found : []);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult<IEnumerable<Diagnostic>>([]);
    }
}
