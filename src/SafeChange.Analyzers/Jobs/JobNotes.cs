using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SafeChange.Analyzers.ChangeNotes;
using SafeChange.Analyzers.Jobs.Handlers;
using SafeChange.Analyzers.Jobs.Idempotency;

namespace SafeChange.Analyzers.Jobs;

/// <summary>Finds the notes that say why a second run does no harm: on a statement, on a member, on a type.</summary>
internal static class JobNotes
{
    /// <summary>The nearest note that answers for an effect: by its statement and outwards, then by the calls that lead to it.</summary>
    public static ChangeNoteEntry? For(Occurrence effect)
    {
        foreach (var (frame, site) in effect.Levels.Reverse())
        {
            if (Around(site.Syntax, frame.Body.Method) is { } entry)
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>The notes on the handler itself and its type, whether or not they say anything.</summary>
    public static IEnumerable<ChangeNoteEntry> On(JobHandler handler)
    {
        if (handler.Method is { } method)
        {
            foreach (var symbol in Symbols(method))
            {
                if (ChangeNoteReader.FromAttributes(symbol)?[ChangeNoteField.Idempotent] is { } entry)
                {
                    yield return entry;
                }
            }
        }

        foreach (var node in handler.Body.AncestorsAndSelf())
        {
            if (node is MemberDeclarationSyntax or LocalFunctionStatementSyntax or StatementSyntax
                && ChangeNoteReader.FromTrivia(node.GetLeadingTrivia())?[ChangeNoteField.Idempotent] is { } entry)
            {
                yield return entry;
            }
        }
    }

    /// <summary>Whether a note is what a fix has inserted: a question between angle brackets.</summary>
    public static bool IsSkeleton(ChangeNoteEntry note) => note is { IsPlaceholder: true, Value: ['<', ..] };

    private static ChangeNoteEntry? Around(SyntaxNode site, IMethodSymbol? method)
    {
        foreach (var node in site.AncestorsAndSelf())
        {
            if (node is StatementSyntax or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or ArrowExpressionClauseSyntax
                && ChangeNoteReader.FromTrivia(node.GetLeadingTrivia())?[ChangeNoteField.Idempotent] is { } entry)
            {
                return entry;
            }
        }

        return method is null
            ? null
            : Symbols(method).Select(static symbol => ChangeNoteReader.FromAttributes(symbol)?[ChangeNoteField.Idempotent]).FirstOrDefault(static entry => entry is not null);
    }

    private static IEnumerable<ISymbol> Symbols(IMethodSymbol method)
    {
        for (ISymbol? symbol = method; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            yield return symbol;
        }

        foreach (var implemented in method.ContainingType?.AllInterfaces ?? ImmutableArray<INamedTypeSymbol>.Empty)
        {
            foreach (var member in implemented.GetMembers().OfType<IMethodSymbol>())
            {
                if (SymbolEqualityComparer.Default.Equals(method.ContainingType!.FindImplementationForInterfaceMember(member), method))
                {
                    yield return member;
                }
            }
        }
    }
}
