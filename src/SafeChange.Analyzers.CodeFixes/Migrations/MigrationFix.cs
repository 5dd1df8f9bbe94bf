using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.CodeFixes.Foundation;

namespace SafeChange.Analyzers.CodeFixes.Migrations;

/// <summary>
/// A fix of migrations: edits of the text, a migration at a time, so that whatever is not edited stays as it is to the
/// last blank.
/// </summary>
public abstract class MigrationFix : DocumentFix
{
    private protected sealed override async Task<string?> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation) =>
        await MigrationUnderFix.FindAsync(document, diagnostic, cancellation).ConfigureAwait(false) is { } migration ? Title(migration, diagnostic) : null;

    private protected sealed override async Task<Document?> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        // By place: several migrations of a file import the same namespace, and both sides of a mistake are reported.
        var changes = new Dictionary<TextSpan, TextChange>();
        foreach (var (migration, found) in await MigrationUnderFix.FindAllAsync(document, diagnostics, cancellation).ConfigureAwait(false))
        {
            foreach (var change in Changes(migration, found))
            {
                if (!change.Span.IsEmpty || !changes.TryGetValue(change.Span, out var other))
                {
                    changes[change.Span] = change;
                }
                else if (!other.NewText!.Contains(change.NewText!))
                {
                    // Two imports at the same place are two lines; the same one is one.
                    changes[change.Span] = new TextChange(change.Span, other.NewText + change.NewText);
                }
            }
        }

        if (changes.Count == 0)
        {
            return null;
        }

        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return document.WithText(text.WithChanges(changes.Values.OrderBy(static change => change.Span.Start)));
    }

    /// <summary>What the fix does, in words; null where it cannot be done, and is not offered.</summary>
    private protected abstract string? Title(MigrationUnderFix migration, Diagnostic diagnostic);

    /// <summary>The edits that fix diagnostics of one migration; none where nothing can be done.</summary>
    private protected abstract IEnumerable<TextChange> Changes(MigrationUnderFix migration, ImmutableArray<Diagnostic> diagnostics);
}
