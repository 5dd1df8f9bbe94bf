using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SafeChange.Analyzers.CodeFixes.Migrations;

/// <summary>Replaces or adds the whole of a Down, keeping the comments that stood in it.</summary>
internal static class DownBody
{
    /// <summary>
    /// Whether the body holds nothing that would be lost: no statement, or a single throw (also by way of
    /// <c>base.Down</c>), and no preprocessor directive.
    /// </summary>
    public static bool IsReplaceable(MethodDeclarationSyntax down)
    {
        if (down.DescendantTrivia(descendIntoTrivia: false).Any(static trivia => trivia.IsDirective))
        {
            return false;
        }

        return down.Body is { } body
            ? body.Statements.Count == 0 || (body.Statements.Count == 1 && Refuses(body.Statements[0]))
            : down.ExpressionBody is { Expression: var expression } && (expression is ThrowExpressionSyntax || IsBaseDown(expression));
    }

    /// <summary>The edit that gives Down a new body.</summary>
    /// <param name="migration">The migration.</param>
    /// <param name="down">Its Down.</param>
    /// <param name="blocks">The pieces of the new body, indented, without line breaks at their ends; an empty line goes between them.</param>
    public static TextChange Replace(MigrationUnderFix migration, MethodDeclarationSyntax down, IReadOnlyList<string> blocks)
    {
        var (newLine, outer) = (migration.Layout.NewLine, migration.Layout.IndentAt(down.SpanStart));
        var kept = KeptComments(down, migration.StatementIndent(down)).ToList();
        var pieces = kept.Count > 0 ? new[] { string.Join(newLine, kept) }.Concat(blocks) : blocks;
        var start = down.ConstraintClauses.Count > 0 ? down.ConstraintClauses.Span.End : down.ParameterList.Span.End;
        return new TextChange(TextSpan.FromBounds(start, down.Span.End), newLine + Block(pieces, outer, newLine));
    }

    /// <summary>The edit that adds a Down below Up.</summary>
    public static TextChange AddBelow(MigrationUnderFix migration, MethodDeclarationSyntax up, IReadOnlyList<string> blocks)
    {
        var (newLine, outer) = (migration.Layout.NewLine, migration.Layout.IndentAt(up.SpanStart));
        var documentation = up.GetLeadingTrivia().ToFullString().Contains("<inheritdoc />") ? outer + "/// <inheritdoc />" + newLine : "";
        var modifiers = string.Join(" ", up.Modifiers.Where(static modifier => !modifier.IsKind(SyntaxKind.SealedKeyword)).Select(static modifier => modifier.Text));
        var header = $"{outer}{modifiers} void Down({up.ParameterList.Parameters[0].Type} {up.ParameterList.Parameters[0].Identifier})";
        // Behind the comment that stands behind Up.
        var end = up.GetTrailingTrivia().LastOrDefault(static trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia) is { RawKind: not 0 } comment
            ? comment.Span.End
            : up.Span.End;
        return new TextChange(
            new TextSpan(end, 0),
            newLine + newLine + documentation + header + newLine + Block(blocks, outer, newLine));
    }

    private static string Block(IEnumerable<string> blocks, string outer, string newLine) =>
        outer + "{" + newLine + string.Join(newLine + newLine, blocks) + newLine + outer + "}";

    // Every comment behind the parameters, those on the throw that goes away included.
    private static IEnumerable<string> KeptComments(MethodDeclarationSyntax down, string indent)
    {
        foreach (var trivia in down.DescendantTrivia())
        {
            if (trivia.SpanStart >= down.ParameterList.Span.End
                && trivia.Span.End <= down.Span.End
                && trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
                    or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia)
            {
                yield return indent + trivia.ToFullString().Trim();
            }
        }
    }

    private static bool Refuses(StatementSyntax statement) =>
        statement is ThrowStatementSyntax || (statement is ExpressionStatementSyntax { Expression: var expression } && IsBaseDown(expression));

    private static bool IsBaseDown(ExpressionSyntax expression) =>
        expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax, Name.Identifier.ValueText: "Down" } };
}
