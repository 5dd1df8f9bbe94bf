using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>Methods that a catalogue or <c>safechange.jobs.guard_methods</c> calls a guard. The option, which names a place in the code, comes first.</summary>
internal sealed class NamedGuards(SymbolCatalog catalog, Compilation compilation, ImmutableArray<string> items)
{
    private readonly ImmutableArray<(string Word, ImmutableArray<ISymbol> Symbols)> named = items.IsDefaultOrEmpty
        ? ImmutableArray<(string, ImmutableArray<ISymbol>)>.Empty
        : items.Select(static item => GuardMethod.TryParse(item, out var method) ? method : null)
            .Where(static method => method is not null)
            .Select(method => (method!.Word, method.Symbol.Resolve(compilation)))
            .ToImmutableArray();

    /// <summary>What is said of a method: claim, exists, state, mark and so on, and what its answer yes means.</summary>
    public (string Word, bool TrueMeansNew)? Find(IMethodSymbol method)
    {
        foreach (var (word, symbols) in named)
        {
            if (Definitions(method).Any(definition => symbols.Contains(definition, SymbolEqualityComparer.Default)))
            {
                return (word, word == "claim");
            }
        }

        return catalog.Find(method) is { } entry && entry["guard"] is { } guard
            ? (guard, entry["returns"] is { } returns ? returns == "true_if_new" : guard == "claim")
            : null;
    }

    private static IEnumerable<ISymbol> Definitions(IMethodSymbol method)
    {
        for (IMethodSymbol? current = (method.ReducedFrom ?? method).OriginalDefinition; current is not null; current = current.OverriddenMethod?.OriginalDefinition)
        {
            yield return current;
        }

        foreach (var type in method.ContainingType?.AllInterfaces ?? ImmutableArray<INamedTypeSymbol>.Empty)
        {
            foreach (var member in type.GetMembers(method.Name))
            {
                if (SymbolEqualityComparer.Default.Equals(method.ContainingType!.FindImplementationForInterfaceMember(member)?.OriginalDefinition, method.OriginalDefinition))
                {
                    yield return member.OriginalDefinition;
                }
            }
        }
    }
}
