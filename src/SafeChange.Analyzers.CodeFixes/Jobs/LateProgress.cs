using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SafeChange.Analyzers.CodeFixes.Jobs;

/// <summary>A loop that does something for each item, marks the item, and saves that when all are done.</summary>
/// <param name="Place">The loop's file.</param>
/// <param name="Body">The body of the loop.</param>
/// <param name="Work">The statement of the body that does the work.</param>
/// <param name="Mark">The statement that marks the item: in the loop, or the only one of a loop behind it.</param>
/// <param name="Marking">The loop behind it that marks the items; null where the loop itself does.</param>
/// <param name="Save">The statement behind the loop that saves.</param>
internal sealed record LateProgress(CodePlace Place, BlockSyntax Body, StatementSyntax Work, StatementSyntax Mark, StatementSyntax? Marking, ExpressionStatementSyntax Save)
{
    private StatementSyntax Loop => (StatementSyntax)Body.Parent!;

    /// <summary>Reads what SAFE2009 names; null where it is written otherwise.</summary>
    public static LateProgress? Of(JobUnderFix job)
    {
        if (job.Others.Length < 2)
        {
            return null;
        }

        var (mark, keyword) = (job.Others[job.Others.Length - 2], job.Others[job.Others.Length - 1]);
        var loop = keyword.Node.AncestorsAndSelf().OfType<StatementSyntax>().FirstOrDefault();
        var body = loop switch
        {
            CommonForEachStatementSyntax each => each.Statement as BlockSyntax,
            ForStatementSyntax each => each.Statement as BlockSyntax,
            _ => null,
        };
        var work = new[] { job.At }.Concat(job.Others.Take(job.Others.Length - 2)).FirstOrDefault(each => each.Root == keyword.Root && body?.Span.Contains(each.Node.Span) == true);
        if (body is null
            || mark.Root != keyword.Root
            || work?.Node.FirstAncestorOrSelf<StatementSyntax>() is not { } doing
            || mark.Node.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax marks
            || StatementList.Of(loop!) is not { } list
            || IsOpen(loop!, keyword.Model))
        {
            return null;
        }

        if (list.Behind(loop!).OfType<ExpressionStatementSyntax>().FirstOrDefault(IsSave) is not { } save || save.ToString().Contains("\n"))
        {
            return null;
        }

        if (body.Span.Contains(marks.Span))
        {
            return StatementList.Of(marks) is not null && keyword.Layout.IsFirstOnLine(marks.SpanStart) && CodePlace.FunctionOf(marks) == CodePlace.FunctionOf(body) && IsOfItem(marks, loop!, keyword.Model) ? new(keyword, body, doing, marks, null, save) : null;
        }

        // The same items again: foreach (var item in items) { item.Sent = true; }
        return loop is ForEachStatementSyntax first
            && list.Behind(loop).OfType<ForEachStatementSyntax>().FirstOrDefault(each => each.Span.Contains(marks.Span)) is { } second
            && second.Expression is IdentifierNameSyntax items && first.Expression is IdentifierNameSyntax same && items.Identifier.ValueText == same.Identifier.ValueText
            && second.Identifier.ValueText == first.Identifier.ValueText
            && (second.Statement == marks || second.Statement is BlockSyntax { Statements: [var only] } && only == marks)
            && second.Span.End < save.SpanStart
            && !HasComment(second)
            && !body.DescendantNodes().Any(static node => node is ContinueStatementSyntax)
            ? new(keyword, body, doing, marks, second, save)
            : null;
    }

    /// <summary>The edits that save behind the mark, in each turn.</summary>
    public IEnumerable<TextChange> SaveEach()
    {
        if (Marking is null)
        {
            yield return Place.After(Mark, [Save.ToString()]);
        }
        else
        {
            yield return Place.After(Body.Statements.Last(), [Mark.ToString(), Save.ToString()]);
        }

        if (IsMoved)
        {
            yield return Without(Marking ?? Save, Save);
        }
        else if (Marking is not null)
        {
            yield return Without(Marking, Marking);
        }
    }

    /// <summary>The edits that mark and save before the work; null where the mark depends on how the work ends.</summary>
    public IReadOnlyList<TextChange>? MarkFirst()
    {
        if (Marking is not null
            || StatementList.Of(Work) is not { } list
            || StatementList.Of(Mark)?.Owner != list.Owner
            || Work.SpanStart >= Mark.SpanStart
            || HasComment(Mark)
            || Mark.ToString().Contains("\n")
            || !Place.Layout.IsFirstOnLine(Work.SpanStart))
        {
            return null;
        }

        var between = list.Statements.Where(each => each.SpanStart >= Work.SpanStart && each.SpanStart < Mark.SpanStart).ToList();
        if (between.SelectMany(static each => each.DescendantNodesAndSelf()).Any(static node =>
            node is ContinueStatementSyntax or BreakStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or GotoStatementSyntax))
        {
            return null;
        }

        var usesResult = Mark.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
            Place.Model.GetSymbolInfo(name).Symbol is ILocalSymbol local
            && local.DeclaringSyntaxReferences.Any(reference => reference.Span.Start >= Work.SpanStart && reference.Span.Start < Mark.SpanStart));
        if (usesResult)
        {
            return null;
        }

        var changes = new List<TextChange>
        {
            Place.Before(Work, [Mark.ToString(), Save.ToString()], isApart: false),
            Without(Mark, Mark),
        };
        if (IsMoved)
        {
            changes.Add(Without(Save, Save));
        }

        return changes;
    }

    // With the empty line above it, unless something follows that the line then stands above.
    private static TextChange Without(StatementSyntax first, StatementSyntax last)
    {
        var isLast = StatementList.Of(last) is not { } list || list.Statements.Last() == last;
        var above = first.GetLeadingTrivia().LastOrDefault(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        var start = isLast || !above.IsKind(SyntaxKind.EndOfLineTrivia) ? first.FullSpan.Start : above.Span.End;
        return new(TextSpan.FromBounds(start, last.FullSpan.End), "");
    }

    /// <summary>Whether the save behind the loop has nothing else to save.</summary>
    private bool IsMoved
    {
        get
        {
            var list = StatementList.Of(Loop)!.Value;
            var next = list.Behind(Marking ?? Loop).FirstOrDefault();
            var isLast = Marking is not null || Body.Statements.Last() == Mark;
            var isFirst = Marking is null || list.Behind(Loop).FirstOrDefault() == Marking;
            return next == Save && isLast && isFirst && !HasComment(Save)
                && Place.Function is { } function
                && !function.DescendantNodes().Any(node => !Loop.Span.Contains(node.Span) && Marking?.Span.Contains(node.Span) != true && node switch
                {
                    AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax } => true,
                    PostfixUnaryExpressionSyntax { Operand: MemberAccessExpressionSyntax } or PrefixUnaryExpressionSyntax { Operand: MemberAccessExpressionSyntax, RawKind: (int)SyntaxKind.PreIncrementExpression } => true,
                    MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "AddAsync" or "AddRange" or "AddRangeAsync" or "Remove" or "RemoveRange" or "Update" or "UpdateRange" or "Attach" } => true,
                    _ => false,
                })
                && Body.Statements.All(each => each == Mark || !each.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(static assignment => assignment.Left is MemberAccessExpressionSyntax) || each.SpanStart < Mark.SpanStart);
        }
    }

    // item.Sent = true, or log.Add(new Entry { ItemId = item.Id }).
    private static bool IsOfItem(ExpressionStatementSyntax mark, StatementSyntax loop, SemanticModel model)
    {
        SyntaxNode of = mark.Expression is AssignmentExpressionSyntax assignment ? assignment.Left : mark;
        return of.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name =>
            model.GetSymbolInfo(name).Symbol is ILocalSymbol local
            && local.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == loop.SyntaxTree && loop.Span.Contains(reference.Span)));
    }

    private static bool IsSave(ExpressionStatementSyntax statement) =>
        (statement.Expression is AwaitExpressionSyntax await ? await.Expression : statement.Expression) is InvocationExpressionSyntax call
        && (call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: InvocationExpressionSyntax inner } ? inner : call)
            .Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "SaveChanges" or "SaveChangesAsync" };

    // While rows are still being read, most databases take no other command on the connection.
    private static bool IsOpen(StatementSyntax loop, SemanticModel model) =>
        loop is CommonForEachStatementSyntax each
        && (each.AwaitKeyword.RawKind != 0
            || (model.GetTypeInfo(each.Expression).Type is { } type && type.AllInterfaces.Append(type as INamedTypeSymbol).Any(static face => face?.Name is "IQueryable" or "IAsyncEnumerable" or "IQueryable`1")));

    private static bool HasComment(SyntaxNode node) => node.GetLeadingTrivia().Concat(node.GetTrailingTrivia()).Any(static trivia =>
        trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) || trivia.IsDirective);
}
