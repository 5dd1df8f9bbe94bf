using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.CodeFixes.Foundation;

namespace SafeChange.Analyzers.CodeFixes.ChangeNotes;

/// <summary>
/// What the fixes that insert the skeleton of a note have in common: a note answers for everything in its place, so one
/// that a wider note covers needs none of its own; and never for a whole solution, since people write notes.
/// </summary>
public abstract class AddNoteFix : DocumentFix
{
    private protected abstract string Title { get; }

    private protected sealed override bool FixesSolution => false;

    /// <summary>What the note is put above; null where there is no such place.</summary>
    private protected abstract SyntaxNode? Place(SyntaxNode root, CodeLayout layout, Diagnostic diagnostic);

    /// <summary>The lines of the skeleton above a place.</summary>
    private protected abstract IEnumerable<string> Lines(SyntaxNode place);

    private protected sealed override async Task<string?> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return Place(root, new CodeLayout(text, root), diagnostic) is not null ? Title : null;
    }

    private protected sealed override async Task<Document?> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        var layout = new CodeLayout(text, root);
        var places = diagnostics.Select(diagnostic => Place(root, layout, diagnostic)).OfType<SyntaxNode>().Distinct().ToList();
        var changes = places.Where(place => !places.Any(other => other != place && other.Span.Contains(place.Span)))
            .OrderBy(static place => place.SpanStart)
            .Select(place => layout.LinesAbove(place, Lines(place)))
            .ToList();
        return changes.Count == 0 ? null : document.WithText(text.WithChanges(changes));
    }
}
