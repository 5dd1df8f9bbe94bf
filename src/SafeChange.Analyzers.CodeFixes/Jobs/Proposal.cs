using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SafeChange.Analyzers.CodeFixes.Jobs;

/// <summary>A fix that could be made: the edits of one document, and what they do, in words.</summary>
/// <param name="Title">What the fix does. Of several with the same title the first that compiles is offered.</param>
/// <param name="Document">The document that changes; not always the one with the diagnostic.</param>
/// <param name="Changes">The edits, in any order.</param>
internal sealed record Proposal(string Title, Document Document, ImmutableArray<TextChange> Changes)
{
    /// <summary>The solution with the edits; null where they make an error that was not there before.</summary>
    public async Task<Solution?> ApplyAsync(CancellationToken cancellation)
    {
        var text = await Document.GetTextAsync(cancellation).ConfigureAwait(false);
        var changed = Document.WithText(text.WithChanges(Changes.OrderBy(static change => change.Span.Start)));
        var errors = await ErrorsAsync(changed, cancellation).ConfigureAwait(false);
        return errors == 0 || errors <= await ErrorsAsync(Document, cancellation).ConfigureAwait(false) ? changed.Project.Solution : null;
    }

    private static async Task<int> ErrorsAsync(Document document, CancellationToken cancellation) =>
        await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } model
            ? model.GetDiagnostics(cancellationToken: cancellation).Count(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            : 0;
}
