using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.CodeFixes.Jobs;

/// <summary>
/// Adds an <c>Idempotency-Key</c> header to a request of <c>HttpClient</c>: to the message where there is one, and
/// otherwise to one that takes the place of PostAsync and its like. A receiver that does not know the header is not helped.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddIdempotencyHeaderFix))]
[LimitedFixAll(ChangesBehaviour)]
public sealed class AddIdempotencyHeaderFix : JobFix
{
    private const string Header = "Idempotency-Key";

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.HttpCallNotIdempotent);

    private protected override string GroupTitle => "Add an Idempotency-Key header";

    private protected override IEnumerable<Proposal> Propose(JobUnderFix job)
    {
        var place = job.Others.FirstOrDefault() ?? job.At;
        if (FixData.Recurring.Read(job.Diagnostic) is not null
            || place.Call is not { Expression: MemberAccessExpressionSyntax access } call
            || place.Model.GetOperation(call) is not IInvocationOperation invocation
            || !IsClient(place.Model.GetTypeInfo(access.Expression).Type)
            || Owner(call) is not { } owner)
        {
            yield break;
        }

        var word = KeyMaterial.Unused(Word(invocation), call, place);
        foreach (var material in KeyMaterial.At(place, call))
        {
            var key = $"$\"{{{material.Code}}}-{word}\"";
            var made = invocation.TargetMethod.Name is "Send" or "SendAsync"
                ? OfMessage(place, call, invocation, owner, key)
                : OfCall(place, call, access, invocation, owner, key);
            if (made is var (lines, changes) && Changes(place, owner, lines, changes) is { } all)
            {
                yield return new($"Add an Idempotency-Key header with '{material.Code}'", place.Document, all.ToImmutableArray());
            }
        }
    }

    /// <summary>The header is added to the message that is sent.</summary>
    private static (ImmutableArray<string> Lines, List<TextChange> Changes)? OfMessage(CodePlace place, InvocationExpressionSyntax call, IInvocationOperation invocation, SyntaxNode owner, string key)
    {
        if (Given(invocation, "HttpRequestMessage") is not { } message)
        {
            return null;
        }

        switch (message)
        {
            case IdentifierNameSyntax name when place.Model.GetSymbolInfo(name).Symbol is ILocalSymbol or IParameterSymbol:
                return (ImmutableArray.Create(Add(name.Identifier.Text, key)), []);
            case BaseObjectCreationExpressionSyntax creation:
                var local = Name(place, call);
                var made = Declare(call, owner, local, creation is ImplicitObjectCreationExpressionSyntax ? "HttpRequestMessage" : "var") + creation.WithoutTrivia() + ";";
                return (ImmutableArray.Create(made, Add(local, key)), [new(creation.Span, local)]);
            default:
                return null;
        }
    }

    /// <summary>The call becomes a message that is sent.</summary>
    private static (ImmutableArray<string> Lines, List<TextChange> Changes)? OfCall(
        CodePlace place, InvocationExpressionSyntax call, MemberAccessExpressionSyntax access, IInvocationOperation invocation, SyntaxNode owner, string key)
    {
        var name = invocation.TargetMethod.Name;
        var isJson = name is "PostAsJsonAsync" or "PatchAsJsonAsync";
        if (!isJson && name is not ("PostAsync" or "PatchAsync"))
        {
            return null;
        }

        string? uri = null, content = null, options = null, token = null;
        foreach (var argument in invocation.Arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.DefaultValue || argument.Syntax is not ArgumentSyntax { Expression: var given } || argument.Parameter is not { } parameter)
            {
                continue;
            }

            switch (parameter.Name)
            {
                case "requestUri":
                    uri = given.ToString();
                    break;
                case "content" or "value":
                    content = given.ToString();
                    break;
                case "options":
                    options = $", options: {given}";
                    break;
                case "jsonTypeInfo":
                    options = $", {given}";
                    break;
                case "cancellationToken":
                    token = given.ToString();
                    break;
                default:
                    return null;
            }
        }

        if (uri is null || content is null)
        {
            return null;
        }

        var local = Name(place, call);
        var body = isJson ? $"JsonContent.Create({content}{options})" : content;
        var method = name.StartsWith("Post", StringComparison.Ordinal) ? "Post" : "Patch";
        var lines = ImmutableArray.Create(
            $"{Declare(call, owner, local, "var")}new HttpRequestMessage(HttpMethod.{method}, {uri}) {{ Content = {body} }};",
            Add(local, key));
        var changes = new List<TextChange>
        {
            new(TextSpan.FromBounds(access.Name.SpanStart, call.Span.End), $"SendAsync({local}{(token is null ? "" : ", " + token)})"),
        };
        if (place.Import("HttpRequestMessage", "System.Net.Http") is { } import)
        {
            changes.Add(import);
        }

        if (isJson && place.Import("JsonContent", "System.Net.Http.Json") is { } json)
        {
            changes.Add(json);
        }

        return (lines, changes);
    }

    /// <summary>What the call stands in: a statement, or the expression that is a method's body.</summary>
    private static SyntaxNode? Owner(InvocationExpressionSyntax call)
    {
        var owner = call.Ancestors().FirstOrDefault(static node => node is StatementSyntax or ArrowExpressionClauseSyntax or AnonymousFunctionExpressionSyntax);
        return owner switch
        {
            StatementSyntax statement when StatementList.Of(statement) is null || !IsPlain(call, statement) => null,
            ArrowExpressionClauseSyntax { Parent: MethodDeclarationSyntax or LocalFunctionStatementSyntax } arrow when !IsUnconditional(call, arrow) || arrow.Expression.ToString() is var text && (text.Contains("\n") || text.Contains("/*")) => null,
            ArrowExpressionClauseSyntax { Parent: not (MethodDeclarationSyntax or LocalFunctionStatementSyntax) } or AnonymousFunctionExpressionSyntax => null,
            _ => owner,
        };
    }

    /// <summary>The lines go before the statement; an expression that is a body becomes a block.</summary>
    private static IEnumerable<TextChange>? Changes(CodePlace place, SyntaxNode owner, ImmutableArray<string> lines, List<TextChange> changes)
    {
        if (owner is StatementSyntax statement)
        {
            return changes.Prepend(place.Before(statement, lines, isApart: false));
        }

        var arrow = (ArrowExpressionClauseSyntax)owner;
        var previous = arrow.ArrowToken.GetPreviousToken();
        var end = arrow.Parent is MethodDeclarationSyntax method ? method.SemicolonToken : ((LocalFunctionStatementSyntax)arrow.Parent!).SemicolonToken;
        if (place.SymbolOf(arrow.Parent!) is not { } function || Separated(previous.TrailingTrivia) || Separated(arrow.ArrowToken.TrailingTrivia))
        {
            return null;
        }

        var expression = arrow.Expression.ToString();
        foreach (var change in changes.Where(change => arrow.Span.Contains(change.Span)).OrderByDescending(static change => change.Span.Start))
        {
            expression = expression.Remove(change.Span.Start - arrow.Expression.SpanStart, change.Span.Length).Insert(change.Span.Start - arrow.Expression.SpanStart, change.NewText!);
        }

        var returns = !(function.ReturnsVoid || (function.IsAsync && function.ReturnType is INamedTypeSymbol { IsGenericType: false }));
        var indent = place.Layout.NewLine + place.Layout.IndentAt(arrow.Parent!.SpanStart);
        var block = lines.Add((returns ? "return " : "") + expression + ";").Select(line => indent + place.Layout.Unit + line);
        return changes.Where(change => !arrow.Span.Contains(change.Span))
            .Append(new(TextSpan.FromBounds(previous.Span.End, end.Span.End), indent + "{" + string.Concat(block) + indent + "}"));

        static bool Separated(SyntaxTriviaList trivia) => trivia.Any(static each => !each.IsKind(SyntaxKind.WhitespaceTrivia) && !each.IsKind(SyntaxKind.EndOfLineTrivia));
    }

    // A task that is handed on may still need its request.
    private static string Declare(InvocationExpressionSyntax call, SyntaxNode owner, string local, string type) =>
        $"{(owner is ArrowExpressionClauseSyntax or { Parent: BlockSyntax } && IsAwaited(call) ? "using " : "")}{type} {local} = ";

    private static bool IsAwaited(InvocationExpressionSyntax call) =>
        call.Parent is AwaitExpressionSyntax
        || call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Parent: InvocationExpressionSyntax { Parent: AwaitExpressionSyntax } };

    private static string Add(string local, string key) => $"{local}.Headers.Add(\"{Header}\", {key});";

    private static ExpressionSyntax? Given(IInvocationOperation invocation, string type) =>
        invocation.Arguments.FirstOrDefault(argument => argument.Parameter?.Type.Name == type)?.Syntax is ArgumentSyntax { Expression: var given } ? given : null;

    private static bool IsClient(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current is { Name: "HttpClient" or "HttpMessageInvoker", ContainingNamespace: { Name: "Http", ContainingNamespace.Name: "Net" } })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether what a call is given may be made before its statement: the call is made once, and in any case.</summary>
    private static bool IsPlain(InvocationExpressionSyntax call, StatementSyntax statement) =>
        statement is ExpressionStatementSyntax or LocalDeclarationStatementSyntax or ReturnStatementSyntax or IfStatementSyntax or UsingStatementSyntax
        && IsUnconditional(call, statement);

    private static bool IsUnconditional(InvocationExpressionSyntax call, SyntaxNode owner) =>
        call.Ancestors().TakeWhile(node => node != owner).All(static node => node is not (
            AnonymousFunctionExpressionSyntax or ConditionalExpressionSyntax or ConditionalAccessExpressionSyntax or QueryExpressionSyntax or SwitchExpressionSyntax
            or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression or (int)SyntaxKind.CoalesceExpression }));

    private static string Name(CodePlace place, SyntaxNode at)
    {
        var taken = CodePlace.FunctionOf(at)!.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText);
        var visible = place.Model.LookupSymbols(at.SpanStart).Where(static symbol => symbol is ILocalSymbol or IParameterSymbol).Select(static symbol => symbol.Name);
        var names = new HashSet<string>(taken.Concat(visible));
        return new[] { "request", "httpRequest", "keyedRequest" }.FirstOrDefault(name => !names.Contains(name)) ?? "requestWithKey";
    }

    // The last word of a constant address: "https://shop/api/orders" is about orders.
    private static string Word(IInvocationOperation invocation)
    {
        var address = invocation.Arguments.Select(static argument => argument.Value)
            .SelectMany(static value => value.DescendantsAndSelf())
            .Select(static value => value.ConstantValue is { HasValue: true, Value: string text } ? text : null)
            .FirstOrDefault(static text => text is { Length: > 0 });
        var word = address?.Split('?')[0].Split('/').LastOrDefault(static part => part.Length > 0 && part.All(static c => char.IsLetter(c) || c is '-' or '_'));
        return word is null ? invocation.TargetMethod.Name.StartsWith("Patch", StringComparison.Ordinal) ? "patch" : "post" : word.ToLowerInvariant();
    }
}
