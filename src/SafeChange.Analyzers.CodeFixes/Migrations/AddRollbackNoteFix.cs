using System.Collections.Generic;
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

namespace SafeChange.Analyzers.CodeFixes.Migrations;

/// <summary>
/// Inserts the skeleton of a rollback note that names what is lost: at the top of Down, where the structure comes
/// back, or above the operation where there is no Down to write into.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddRollbackNoteFix))]
[LimitedFixAll("Notes are for people to write: dotnet format must not insert them into a whole solution.")]
public sealed class AddRollbackNoteFix : DocumentFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.DataLossUndocumented);

    private protected override bool FixesSolution => false;

    private protected override async Task<string?> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation) =>
        await MigrationUnderFix.FindAsync(document, diagnostic, cancellation).ConfigureAwait(false) is { } migration
            && AddNotes(migration, ImmutableArray.Create(diagnostic)).Any()
            ? "Add a rollback note"
            : null;

    private protected override async Task<Document?> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var changes = new List<TextChange>();
        foreach (var (migration, found) in await MigrationUnderFix.FindAllAsync(document, diagnostics, cancellation).ConfigureAwait(false))
        {
            changes.AddRange(AddNotes(migration, found));
        }

        if (changes.Count == 0)
        {
            return null;
        }

        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return document.WithText(text.WithChanges(changes.OrderBy(static change => change.Span.Start)));
    }

    private static IEnumerable<TextChange> AddNotes(MigrationUnderFix migration, ImmutableArray<Diagnostic> diagnostics)
    {
        var newLine = migration.Layout.NewLine;
        if (migration.Down is { Body: { Statements.Count: > 0 } body } down && migration.Layout.IsFirstOnLine(body.Statements[0].SpanStart))
        {
            // One note for the whole migration, since one way back restores it all.
            var lost = diagnostics.Select(FixData.Lost.Read).Where(static name => name is not null).Select(static name => name!).Distinct();
            var indent = migration.Layout.IndentAt(body.Statements[0].SpanStart);
            yield return Above(body.Statements[0], lost, indent, newLine);
            yield break;
        }

        foreach (var diagnostic in diagnostics)
        {
            if (migration.OperationAt(diagnostic, migration.Migration.Up)?.Site.FirstAncestorOrSelf<StatementSyntax>() is { } statement
                && migration.Layout.IsFirstOnLine(statement.SpanStart)
                && FixData.Lost.Read(diagnostic) is { } name)
            {
                yield return Above(statement, [name], migration.Layout.IndentAt(statement.SpanStart), newLine);
            }
        }
    }

    private static TextChange Above(StatementSyntax statement, IEnumerable<string> lost, string indent, string newLine)
    {
        var lines = NoteSkeleton.Rollback(NoteSkeleton.QuestionAbout(lost));
        return new TextChange(new TextSpan(statement.SpanStart, 0), string.Concat(lines.Select(line => line + newLine + indent)));
    }
}
