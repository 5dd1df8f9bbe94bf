using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SafeChange.Analyzers.Jobs.Handlers;

/// <summary>A loop that fetches messages: its turns are the runs of a handler that has no method of its own.</summary>
internal static class PullLoop
{
    /// <summary>The loop around a call that fetches, and what the catalogue says about the call.</summary>
    public static (StatementSyntax Loop, HandlerEntry Entry)? Of(
        InvocationExpressionSyntax call, SemanticModel model, HandlerCatalog catalog, CancellationToken cancellationToken) =>
        Around(call) is { } loop
        && model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method
        && catalog.Loop(method) is { } entry
            ? (loop, entry)
            : null;

    /// <summary>The keyword that a loop begins with.</summary>
    public static SyntaxToken Keyword(StatementSyntax loop) => loop switch
    {
        WhileStatementSyntax @while => @while.WhileKeyword,
        DoStatementSyntax @do => @do.DoKeyword,
        ForStatementSyntax @for => @for.ForKeyword,
        CommonForEachStatementSyntax each => each.ForEachKeyword,
        _ => loop.GetFirstToken(),
    };

    // The innermost loop whose turns hold the call. What a foreach walks through is fetched once, before its turns: it is
    // the loop only where there is none around it.
    private static StatementSyntax? Around(SyntaxNode call)
    {
        StatementSyntax? walked = null;
        var child = call;
        for (var node = call.Parent; node is not null; child = node, node = node.Parent)
        {
            switch (node)
            {
                case WhileStatementSyntax or DoStatementSyntax:
                    return (StatementSyntax)node;
                case ForStatementSyntax @for when child == @for.Statement || child == @for.Condition || (child is ExpressionSyntax step && @for.Incrementors.Contains(step)):
                    return @for;
                case CommonForEachStatementSyntax each when child == each.Statement:
                    return each;
                case CommonForEachStatementSyntax each:
                    walked ??= each;
                    break;
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax:
                    return walked;
            }
        }

        return walked;
    }
}
