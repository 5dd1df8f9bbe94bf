using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.CodeFixes.Foundation;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.CodeFixes.Migrations;

/// <summary>Removes an operation of Down that undoes nothing of Up. Comments around it stay.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveUnrelatedFix))]
[LimitedFixAll("Where a name was mistaken, correcting it is better than removing the call: dotnet format must not choose.")]
public sealed class RemoveUnrelatedFix : DocumentFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.DownUndoesUnrelated);

    private protected override bool FixesSolution => false;

    private protected override async Task<string?> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation) =>
        await MigrationUnderFix.FindAsync(document, diagnostic, cancellation).ConfigureAwait(false) is { } migration
            && migration.OperationAt(diagnostic, migration.Migration.Down) is { } operation
            && Statement(migration, diagnostic) is not null
            ? $"Remove {operation.Call} '{operation.DisplayName}'"
            : null;

    private protected override async Task<Document?> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var statements = new List<StatementSyntax>();
        foreach (var (migration, found) in await MigrationUnderFix.FindAllAsync(document, diagnostics, cancellation).ConfigureAwait(false))
        {
            statements.AddRange(found.Select(diagnostic => Statement(migration, diagnostic)).Where(static statement => statement is not null).Select(static statement => statement!));
        }

        if (statements.Count == 0)
        {
            return null;
        }

        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return document.WithText(text.WithChanges(
            statements.Distinct().OrderBy(static statement => statement.SpanStart).Select(statement => new TextChange(Lines(text, statement.Span), ""))));
    }

    // Whole lines where the statement has them to itself, so that no empty one is left; what stands beside it stays.
    private static TextSpan Lines(SourceText text, TextSpan statement)
    {
        var first = text.Lines.GetLineFromPosition(statement.Start);
        var last = text.Lines.GetLineFromPosition(statement.End);
        return string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(first.Start, statement.Start)))
            && string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(statement.End, last.End)))
            ? TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak)
            : statement;
    }

    private static StatementSyntax? Statement(MigrationUnderFix migration, Diagnostic diagnostic) =>
        migration.OperationAt(diagnostic, migration.Migration.Down) is { } operation
            && operation.Site == operation.Syntax
            && operation.Syntax.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { Parent: BlockSyntax } statement
            ? statement
            : null;
}
