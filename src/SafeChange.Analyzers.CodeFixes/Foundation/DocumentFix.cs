using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SafeChange.Analyzers.CodeFixes.Foundation;

/// <summary>
/// What the fixes have in common: one kind of fix a provider, whose diagnostics are fixed a document at a time, alone
/// or all at once, by the same code. Several findings in one method are so one edit, where merging edits would drop
/// all but the first.
/// </summary>
public abstract class DocumentFix : CodeFixProvider
{
    private static readonly ImmutableArray<FixAllScope> EveryScope = ImmutableArray.Create(
        FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution, FixAllScope.ContainingMember, FixAllScope.ContainingType);

    private static readonly ImmutableArray<FixAllScope> NotSolution = EveryScope.Remove(FixAllScope.Solution);

    /// <summary>The equivalence key; one a kind of fix, so that Fix All finds its like.</summary>
    private protected string Key => GetType().Name;

    /// <summary>
    /// Whether the fix may be applied to a whole solution at once. <c>dotnet format</c> does that to every provider
    /// that lets it, so a fix that leaves something for a person to write says no.
    /// </summary>
    private protected virtual bool FixesSolution => true;

    /// <inheritdoc />
    public sealed override FixAllProvider GetFixAllProvider() => new EveryDocument(this);

    /// <inheritdoc />
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await TitleAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is { } title)
            {
                context.RegisterCodeFix(
                    CodeAction.Create(
                        title,
                        async cancellation => await FixAsync(context.Document, ImmutableArray.Create(diagnostic), cancellation).ConfigureAwait(false) ?? context.Document,
                        Key),
                    diagnostic);
            }
        }
    }

    /// <summary>What the fix does, in words; null where it cannot be done, and is not offered.</summary>
    private protected abstract Task<string?> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation);

    /// <summary>Fixes diagnostics of one document in one edit; null where nothing can be done.</summary>
    private protected abstract Task<Document?> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation);

    /// <summary>
    /// Fixes document by document. Roslyn's own provider does that as well, but leaves generated files out, and migrations
    /// are reported in those, too (decision 0004). It serves for the scopes within a document.
    /// </summary>
    private sealed class EveryDocument(DocumentFix fix) : FixAllProvider
    {
        private readonly ImmutableArray<FixAllScope> scopes = fix.FixesSolution ? EveryScope : NotSolution;

        public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => scopes;

        public override Task<CodeAction?> GetFixAsync(FixAllContext context)
        {
            if (context.Scope is FixAllScope.ContainingMember or FixAllScope.ContainingType)
            {
                return Create(
                    async (inner, document, diagnostics) =>
                        await fix.FixAsync(document, diagnostics, inner.CancellationToken).ConfigureAwait(false) ?? document,
                    scopes).GetFixAsync(context);
            }

            return Task.FromResult<CodeAction?>(CodeAction.Create(
                "Fix all", cancellation => FixAllAsync(context.WithCancellationToken(cancellation)), context.CodeActionEquivalenceKey));
        }

        private async Task<Solution> FixAllAsync(FixAllContext context)
        {
            var documents = context.Scope switch
            {
                FixAllScope.Document => context.Document is { } document ? [document] : [],
                FixAllScope.Project => context.Project.Documents,
                _ => context.Solution.Projects.Where(project => project.Language == context.Project.Language).SelectMany(static project => project.Documents),
            };
            var solution = context.Solution;
            foreach (var document in documents)
            {
                var diagnostics = await context.GetDocumentDiagnosticsAsync(document).ConfigureAwait(false);
                if (!diagnostics.IsEmpty && await fix.FixAsync(document, diagnostics, context.CancellationToken).ConfigureAwait(false) is { } changed)
                {
                    solution = solution.WithDocumentText(document.Id, await changed.GetTextAsync(context.CancellationToken).ConfigureAwait(false));
                }
            }

            return solution;
        }
    }
}
