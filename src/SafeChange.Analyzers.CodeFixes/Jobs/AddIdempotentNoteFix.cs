using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.CodeFixes.ChangeNotes;
using SafeChange.Analyzers.CodeFixes.Foundation;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.CodeFixes.Jobs;

/// <summary>Inserts the skeleton of a note that says why a second run does no harm, for a person to fill in.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddIdempotentNoteFix))]
[LimitedFixAll("Notes are for people to write: dotnet format must not insert them into a whole solution.")]
public sealed class AddIdempotentNoteFix : DocumentFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        RuleIds.ValueAccumulated,
        RuleIds.RowInsertedAgain,
        RuleIds.PaymentWithoutKey,
        RuleIds.NotificationRepeated,
        RuleIds.HttpCallNotIdempotent,
        RuleIds.MarkerNeverChecked,
        RuleIds.UnstableKey,
        RuleIds.ProgressSavedTooLate);

    private protected override bool FixesSolution => false;

    private protected override async Task<string?> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return Owner(root, new CodeLayout(text, root), diagnostic) is not null ? "Say why a second run is harmless" : null;
    }

    private protected override async Task<Document?> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var root = (await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false))!;
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        var layout = new CodeLayout(text, root);

        // A note answers for everything in its statement.
        var owners = diagnostics.Select(diagnostic => Owner(root, layout, diagnostic)).OfType<SyntaxNode>().Distinct().ToList();
        var changes = owners.Where(owner => !owners.Any(other => other != owner && other.Span.Contains(owner.Span)))
            .OrderBy(static owner => owner.SpanStart)
            .Select(owner => layout.LinesAbove(owner, NoteSkeleton.Idempotent))
            .ToList();
        return changes.Count == 0 ? null : document.WithText(text.WithChanges(changes));
    }

    /// <summary>What the note is put above: the statement, or the member whose body is the expression.</summary>
    private static SyntaxNode? Owner(SyntaxNode root, CodeLayout layout, Diagnostic diagnostic)
    {
        foreach (var node in root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).AncestorsAndSelf())
        {
            switch (node)
            {
                case BlockSyntax:
                    // Several statements on a line: a note above would answer for all of them.
                    return null;
                case StatementSyntax or MemberDeclarationSyntax when layout.IsFirstOnLine(node.SpanStart):
                    return node;
                case MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }
}
