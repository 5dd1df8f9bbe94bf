using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.CodeFixes.Migrations;

/// <summary>
/// Moves a statement of Down to where it works, with the comments that belong to it. Offered where one move settles
/// the conflict and makes no other.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReorderDownFix))]
public sealed class ReorderDownFix : MigrationFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.DownOrderBreaks);

    private protected override string? Title(MigrationUnderFix migration, Diagnostic diagnostic) =>
        Conflict(migration.Migration, migration.Options, diagnostic) is { } conflict && Changes(migration, ImmutableArray.Create(diagnostic)).Any()
            ? $"Move {conflict.Failing.Call} '{conflict.Failing.DisplayName}' {(conflict.BelongsBefore ? "before" : "behind")} {conflict.Other.Call} '{conflict.Other.DisplayName}'"
            : null;

    private protected override IEnumerable<TextChange> Changes(MigrationUnderFix migration, ImmutableArray<Diagnostic> diagnostics)
    {
        if (migration.Down?.Body is not { } body || Pieces(body) is not { } pieces)
        {
            return [];
        }

        var order = Enumerable.Range(0, pieces.Count).ToList();
        var current = migration.Migration;
        foreach (var diagnostic in diagnostics)
        {
            // A move before may have settled it.
            if (Conflict(current, migration.Options, diagnostic) is not { } conflict
                || IndexOf(body, conflict.Failing) is not { } failing
                || IndexOf(body, conflict.Other) is not { } other)
            {
                continue;
            }

            var moved = order.ToList();
            moved.Remove(failing);
            moved.Insert(moved.IndexOf(other) + (conflict.BelongsBefore ? 0 : 1), failing);
            var after = InOrder(current, body, moved);
            if (Count(after, migration.Options) < Count(current, migration.Options))
            {
                (order, current) = (moved, after);
            }
        }

        var text = body.SyntaxTree.GetText();
        return order
            .Select((from, to) => (From: from, To: to))
            .Where(static place => place.From != place.To)
            .Select(place => new TextChange(pieces[place.To], text.ToString(pieces[place.From])))
            .ToList();
    }

    private static int Count(Migration migration, SymmetryOptions options) => SAFE3014DownOrderBreaks.Conflicts(migration, options).Length;

    private static OrderConflict? Conflict(Migration migration, SymmetryOptions options, Diagnostic diagnostic) =>
        SAFE3014DownOrderBreaks.Conflicts(migration, options).FirstOrDefault(conflict =>
            conflict.Failing.Location.SourceSpan == diagnostic.Location.SourceSpan && conflict.Failing.Location.SourceTree == diagnostic.Location.SourceTree);

    // A statement of Down's own that is this one call.
    private static int? IndexOf(BlockSyntax body, SchemaOperation operation) =>
        operation.Site == operation.Syntax
        && operation.Syntax.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax statement
        && body.Statements.IndexOf(statement) is >= 0 and var index
            ? index
            : null;

    private static Migration InOrder(Migration migration, BlockSyntax body, List<int> order)
    {
        var operations = migration.Down.Operations
            .OrderBy(operation => order.IndexOf(body.Statements.IndexOf(statement => statement.Span.Contains(operation.Site.Span))))
            .ToImmutableArray();
        return migration with { Down = migration.Down with { Operations = operations } };
    }

    // Each statement with the comments above it and behind it; null where statements share lines, or directives or
    // other statements than calls stand among them: what may be moved past those is not known.
    private static List<TextSpan>? Pieces(BlockSyntax body)
    {
        var text = body.SyntaxTree.GetText();
        var pieces = new List<TextSpan>();
        foreach (var statement in body.Statements)
        {
            if (statement is not ExpressionStatementSyntax || statement.ContainsDirectives)
            {
                return null;
            }

            var first = text.Lines.GetLineFromPosition(statement.SpanStart);
            var last = text.Lines.GetLineFromPosition(statement.Span.End);
            var before = text.ToString(TextSpan.FromBounds(first.Start, statement.SpanStart));
            var behind = text.ToString(TextSpan.FromBounds(statement.Span.End, last.End)).Trim();
            if (!string.IsNullOrWhiteSpace(before) || (behind.Length > 0 && !behind.StartsWith("//", System.StringComparison.Ordinal)))
            {
                return null;
            }

            var start = first.LineNumber;
            while (start > 0 && IsCommentOf(statement, text.Lines[start - 1]))
            {
                start--;
            }

            pieces.Add(TextSpan.FromBounds(text.Lines[start].Start, last.End));
        }

        return pieces;
    }

    private static bool IsCommentOf(StatementSyntax statement, TextLine line) =>
        line.Start >= statement.FullSpan.Start
        && statement.GetLeadingTrivia().Any(trivia =>
            trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia && trivia.Span.IntersectsWith(line.Span) && !line.Span.IsEmpty);
}
