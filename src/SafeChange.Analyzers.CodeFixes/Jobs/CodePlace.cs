using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.CodeFixes.Foundation;

namespace SafeChange.Analyzers.CodeFixes.Jobs;

/// <summary>A piece of code that a finding names, with what is needed to write code beside it.</summary>
internal sealed class CodePlace
{
    private readonly AnalyzerConfigOptions options;

    private CodePlace(Document document, CompilationUnitSyntax root, SemanticModel model, CodeLayout layout, AnalyzerConfigOptions options, SyntaxNode node)
    {
        (Document, Root, Model, Layout, this.options, Node) = (document, root, model, layout, options, node);
    }

    public Document Document { get; }

    public CompilationUnitSyntax Root { get; }

    public SemanticModel Model { get; }

    public CodeLayout Layout { get; }

    public SyntaxNode Node { get; }

    /// <summary>The method, lambda, local function or accessor around it.</summary>
    public SyntaxNode? Function => FunctionOf(Node);

    /// <summary>The call whose name stands here.</summary>
    public InvocationExpressionSyntax? Call =>
        Node.AncestorsAndSelf().TakeWhile(static node => node is not StatementSyntax).OfType<InvocationExpressionSyntax>().FirstOrDefault(call => NameOf(call).Span == Node.Span || call == Node);

    public static async Task<CodePlace?> FindAsync(Document document, Location location, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false) is not CompilationUnitSyntax root
            || !root.FullSpan.Contains(location.SourceSpan))
        {
            return null;
        }

        var text = await model.SyntaxTree.GetTextAsync(cancellation).ConfigureAwait(false);
        return new(
            document,
            root,
            model,
            new CodeLayout(text, root),
            document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GetOptions(model.SyntaxTree),
            root.FindNode(location.SourceSpan, getInnermostNodeForTie: true));
    }

    /// <summary>The same file at another node.</summary>
    public CodePlace At(SyntaxNode node) => new(Document, Root, Model, Layout, options, node);

    /// <summary>The method, lambda, local function or accessor around a node.</summary>
    public static SyntaxNode? FunctionOf(SyntaxNode node) =>
        node.Ancestors().FirstOrDefault(static each =>
            each is BaseMethodDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax);

    /// <summary>The block of a function; null where its body is an expression.</summary>
    public static BlockSyntax? BlockOf(SyntaxNode function) => function switch
    {
        BaseMethodDeclarationSyntax method => method.Body,
        AnonymousFunctionExpressionSyntax lambda => lambda.Block,
        LocalFunctionStatementSyntax local => local.Body,
        AccessorDeclarationSyntax accessor => accessor.Body,
        _ => null,
    };

    /// <summary>The symbol of a function.</summary>
    public IMethodSymbol? SymbolOf(SyntaxNode function) =>
        (function is AnonymousFunctionExpressionSyntax ? Model.GetSymbolInfo(function).Symbol : Model.GetDeclaredSymbol(function)) as IMethodSymbol;

    /// <summary>An <c>if</c> with one statement, with braces unless the project's style is without.</summary>
    public IReadOnlyList<string> If(string condition, string statement) =>
        PrefersBraces
            ? [$"if ({condition})", "{", Layout.Unit + statement, "}"]
            : [$"if ({condition})", Layout.Unit + statement];

    /// <summary>Statements put before another one, below what stands above it; its comments stay with it.</summary>
    /// <param name="statement">The statement that comes next; one of a block or of a switch section.</param>
    /// <param name="lines">The lines without indentation.</param>
    /// <param name="isApart">Whether an empty line follows.</param>
    public TextChange Before(StatementSyntax statement, IEnumerable<string> lines, bool isApart = true)
    {
        if (!Layout.IsFirstOnLine(statement.SpanStart))
        {
            return new(new(statement.SpanStart, 0), string.Join(" ", lines.Select(static line => line.Trim())) + " ");
        }

        var previous = statement.GetFirstToken().GetPreviousToken();
        var end = previous.TrailingTrivia.FirstOrDefault(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        var indent = Layout.IndentAt(statement.SpanStart);
        if (!end.IsKind(SyntaxKind.EndOfLineTrivia))
        {
            return Layout.LinesAbove(statement, lines);
        }

        var isFollowedByEmptyLine = statement.GetLeadingTrivia().FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia);
        return new(
            new(end.SpanStart, 0),
            (previous.IsKind(SyntaxKind.CloseBraceToken) ? Layout.NewLine : "") + string.Concat(lines.Select(line => Layout.NewLine + indent + line)) + (isApart && !isFollowedByEmptyLine ? Layout.NewLine : ""));
    }

    /// <summary>Statements put below another one, after the comment on its line.</summary>
    public TextChange After(StatementSyntax statement, IEnumerable<string> lines)
    {
        var end = statement.GetTrailingTrivia().FirstOrDefault(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        var indent = Layout.IndentAt(statement.SpanStart);
        return end.IsKind(SyntaxKind.EndOfLineTrivia) && Layout.IsFirstOnLine(statement.SpanStart)
            ? new(new(end.SpanStart, 0), string.Concat(lines.Select(line => Layout.NewLine + indent + line)))
            : new(new(statement.Span.End, 0), " " + string.Join(" ", lines.Select(static line => line.Trim())));
    }

    /// <summary>The edit that imports a namespace, where a type or an extension method is not found without.</summary>
    public TextChange? Import(string type, string @namespace) => Usings.Import(Model, Root, Node.SpanStart, type, @namespace, Layout.NewLine);

    private bool PrefersBraces =>
        !options.TryGetValue("csharp_prefer_braces", out var value) || value.Split(':')[0].Trim().ToLowerInvariant() is not ("false" or "when_multiline");

    private static SyntaxNode NameOf(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name,
        MemberBindingExpressionSyntax binding => binding.Name,
        var name => name,
    };
}
