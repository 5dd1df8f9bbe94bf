using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SafeChange.Analyzers.CodeFixes.Jobs;

/// <summary>
/// How work that has been done is left: the statement that goes to the end of a function, or to the next item of a loop,
/// in the shape that the function ends in already.
/// </summary>
internal static class EarlyExit
{
    // What may be left out when the work is: saving it, and telling of it.
    private static readonly Regex Telling = new(
        "^(Save|Commit|Flush|Log|Write|Stop|Record|Observe|Track|Increment|SetTag|SetStatus|Dispose|Release|Unlock|ConfigureAwait|Information|Debug|Warning|Error|Verbose|Complete$|CompleteAsync$|ToString$|nameof$|Count$|GetElapsedTime$|FromResult$)",
        RegexOptions.CultureInvariant);

    private static readonly Regex Taking = new("^(Try(Dequeue|Read|Take|Pop|Receive)|Read|MoveNext)(Async)?$", RegexOptions.CultureInvariant);

    /// <summary>The statement that leaves.</summary>
    /// <param name="from">The list of statements in which it is to stand.</param>
    /// <param name="last">The last statement of the work. What follows it must not be missed, or there is no such exit.</param>
    /// <param name="place">The file.</param>
    /// <returns>Null where something that matters would be skipped, or where it is not known what to return.</returns>
    public static string? Of(StatementList from, StatementSyntax last, CodePlace place)
    {
        for (var node = from.Owner; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case FinallyClauseSyntax or CatchClauseSyntax:
                    return null;
                case CommonForEachStatementSyntax or ForStatementSyntax:
                    return Rest(last, from, node) is { Return: null } ? "continue;" : null;
                case WhileStatementSyntax loop:
                    // Only where the condition itself takes the next item: a query might answer with the same one for ever.
                    return loop.Condition.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any(static call => Taking.IsMatch(Name(call))) && Rest(last, from, node) is { Return: null }
                        ? "continue;"
                        : null;
                case DoStatementSyntax:
                    return null;
                case BaseMethodDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax:
                    return Rest(last, from, node) is { } rest ? OfFunction(node, rest.Return, place) : null;
            }
        }

        return null;
    }

    private static string? OfFunction(SyntaxNode function, ReturnStatementSyntax? end, CodePlace place)
    {
        if (place.SymbolOf(function) is not { } method || CodePlace.BlockOf(function) is not { } body || body.DescendantNodes().Any(static node => node is LabeledStatementSyntax))
        {
            return null;
        }

        if (body.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Any(static node => node is YieldStatementSyntax))
        {
            return "yield break;";
        }

        if (end?.Expression is { } value && IsFixed(value, place.Model))
        {
            return $"return {value.WithoutTrivia()};";
        }

        var isPlain = method.ReturnType is INamedTypeSymbol { IsGenericType: false, Name: "Task" or "ValueTask", ContainingNamespace: { Name: "Tasks", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } } };
        if (method.ReturnsVoid || (method.IsAsync && isPlain))
        {
            return "return;";
        }

        if (!isPlain)
        {
            return null;
        }

        return !method.ReturnType.GetMembers("CompletedTask").IsEmpty ? $"return {method.ReturnType.Name}.CompletedTask;" : "return default;";
    }

    /// <summary>What comes behind the work, up to the end of a loop's turn or a function; null where it must not be left out.</summary>
    private static (ReturnStatementSyntax? Return, bool IsEnd)? Rest(StatementSyntax last, StatementList from, SyntaxNode scope)
    {
        var isInside = true;
        for (SyntaxNode? node = last; node is not null && node != scope; node = node.Parent)
        {
            isInside &= node != from.Owner;
            if (isInside && node is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax)
            {
                // The work is what a loop inside repeats, and the exit would leave the loop, too.
                return null;
            }

            if (node is not StatementSyntax statement || StatementList.Of(statement) is not { } list)
            {
                continue;
            }

            foreach (var later in list.Behind(statement))
            {
                switch (later)
                {
                    case ReturnStatementSyntax end when scope is not (CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax):
                        return end.Expression is null || IsTelling(end.Expression) ? (end, true) : null;
                    case ContinueStatementSyntax when scope is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax:
                        return (null, true);
                    case BreakStatementSyntax when list.Owner is SwitchSectionSyntax:
                    case LocalFunctionStatementSyntax or EmptyStatementSyntax:
                        break;
                    case ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax or YieldStatementSyntax or GotoStatementSyntax:
                        return null;
                    default:
                        if (!IsTelling(later))
                        {
                            return null;
                        }

                        break;
                }
            }
        }

        return (null, false);
    }

    private static bool IsTelling(SyntaxNode code) => code.DescendantNodesAndSelf().All(static node => node switch
    {
        InvocationExpressionSyntax call => Telling.IsMatch(Name(call)) || IsFixedCall(call),
        ThrowStatementSyntax or ThrowExpressionSyntax or ReturnStatementSyntax or YieldStatementSyntax or GotoStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax => false,
        _ => true,
    });

    private static bool IsFixedCall(InvocationExpressionSyntax call) => Name(call) is "Ok" or "NoContent" or "Accepted" or "StatusCode";

    private static string Name(InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        SimpleNameSyntax name => name.Identifier.ValueText,
        _ => "",
    };

    /// <summary>Whether a value is the same wherever it stands: a constant, a static member, a call that is given such.</summary>
    private static bool IsFixed(ExpressionSyntax value, SemanticModel model) => value switch
    {
        ParenthesizedExpressionSyntax inner => IsFixed(inner.Expression, model),
        LiteralExpressionSyntax => true,
        DefaultExpressionSyntax => true,
        InvocationExpressionSyntax call => (model.GetSymbolInfo(call).Symbol is IMethodSymbol { IsStatic: true } || (call.Expression is SimpleNameSyntax && IsFixedCall(call)))
            && call.ArgumentList.Arguments.All(argument => IsFixed(argument.Expression, model)),
        ObjectCreationExpressionSyntax { Initializer: null } creation => creation.ArgumentList?.Arguments.All(argument => IsFixed(argument.Expression, model)) != false,
        ImplicitObjectCreationExpressionSyntax { Initializer: null } creation => creation.ArgumentList.Arguments.All(argument => IsFixed(argument.Expression, model)),
        MemberAccessExpressionSyntax or SimpleNameSyntax => model.GetSymbolInfo(value).Symbol is IFieldSymbol { IsConst: true } or IFieldSymbol { IsStatic: true, IsReadOnly: true } or IPropertySymbol { IsStatic: true },
        _ => model.GetConstantValue(value).HasValue,
    };
}
