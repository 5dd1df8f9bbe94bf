using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Reflection;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SafeChange.Analyzers.Tests.Jobs.RunTwice;

/// <summary>Applies a fix to the handler of a case, one diagnostic after the other, as somebody in an IDE would.</summary>
internal static class Repair
{
    // More than any case has to be fixed; a fix that is offered again and again ends here.
    private const int MaximumFixes = 8;

    // Roslyn 4.8 has it under another name and keeps it to itself.
    private static readonly PropertyInfo NestedActions =
        (typeof(CodeAction).GetProperty("NestedActions") ?? typeof(CodeAction).GetProperty("NestedCodeActions", BindingFlags.Instance | BindingFlags.NonPublic))!;

    /// <summary>The case with the source that the fix makes of it.</summary>
    /// <exception cref="InvalidOperationException">The fix is not offered, or it does not end.</exception>
    public static async Task<HandlerCase> Apply(HandlerCase handler, DiagnosticAnalyzer analyzer, CodeFixProvider fix, string key)
    {
        using var workspace = new AdhocWorkspace();
        var project = ProjectId.CreateNewId();
        var document = DocumentId.CreateNewId(project);
        var solution = workspace.CurrentSolution
            .AddProject(ProjectInfo.Create(
                project,
                VersionStamp.Default,
                "Handler",
                "Handler",
                LanguageNames.CSharp,
                compilationOptions: CompiledHandler.CompilationOptions,
                parseOptions: CompiledHandler.ParseOptions,
                metadataReferences: CompiledHandler.ReferencesOf(handler)))
            .AddDocument(DocumentId.CreateNewId(project), "Usings.cs", CompiledHandler.Usings, filePath: "Usings.cs")
            .AddDocument(document, "Handler.cs", handler.Source, filePath: "Handler.cs");

        for (var count = 0; count < MaximumFixes; count++)
        {
            if (await FirstAction(solution.GetDocument(document)!, analyzer, fix, key).ConfigureAwait(false) is not { } action)
            {
                return count > 0
                    ? handler with { Source = (await solution.GetDocument(document)!.GetTextAsync().ConfigureAwait(false)).ToString() }
                    : throw new InvalidOperationException($"{handler}: {fix.GetType().Name} offers no '{key}'.");
            }

            var operations = await action.GetOperationsAsync(CancellationToken.None).ConfigureAwait(false);
            solution = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        }

        throw new InvalidOperationException($"{handler}: {fix.GetType().Name} is offered for what it has fixed.");
    }

    private static async Task<CodeAction?> FirstAction(Document document, DiagnosticAnalyzer analyzer, CodeFixProvider fix, string key)
    {
        var compilation = (await document.Project.GetCompilationAsync().ConfigureAwait(false))!;
        var diagnostics = await compilation.WithAnalyzers([analyzer]).GetAnalyzerDiagnosticsAsync().ConfigureAwait(false);
        foreach (var diagnostic in diagnostics.Where(each => fix.FixableDiagnosticIds.Contains(each.Id)).OrderBy(each => each.Location.SourceSpan.Start))
        {
            var actions = new List<CodeAction>();
            await fix.RegisterCodeFixesAsync(new(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None)).ConfigureAwait(false);
            if (actions.SelectMany(WithNested).FirstOrDefault(action => action.EquivalenceKey == key) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static IEnumerable<CodeAction> WithNested(CodeAction action) =>
        ((ImmutableArray<CodeAction>)NestedActions.GetValue(action)!).SelectMany(WithNested).Prepend(action);
}
