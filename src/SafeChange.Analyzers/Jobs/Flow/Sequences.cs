using System.Linq;
using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Jobs.Flow;

/// <summary>Types that are sequences of others.</summary>
internal static class Sequences
{
    /// <summary>Whether a type is a sequence of something; a string is none.</summary>
    public static bool IsSequence(ITypeSymbol? type) =>
        type is IArrayTypeSymbol
        || (type is INamedTypeSymbol { SpecialType: not SpecialType.System_String } named
            && (named.Name is "IEnumerable" or "IAsyncEnumerable" || named.AllInterfaces.Any(static each => each.Name is "IEnumerable" or "IAsyncEnumerable")));

    /// <summary>The element type of a collection, or the type itself.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol? type)
    {
        for (var step = 0; step < 4; step++)
        {
            switch (type)
            {
                case IArrayTypeSymbol array:
                    type = array.ElementType;
                    continue;
                case INamedTypeSymbol { SpecialType: SpecialType.System_String }:
                    return type;
                case INamedTypeSymbol { Name: "Task" or "ValueTask" or "Nullable" or "IAsyncEnumerable" or "IEnumerable" or "ConfiguredTaskAwaitable", TypeArguments: [var inner] }:
                    type = inner;
                    continue;
                case INamedTypeSymbol { Name: "Dictionary" or "IDictionary" or "IReadOnlyDictionary" or "ImmutableDictionary", TypeArguments: [_, var item] }:
                    type = item;
                    continue;
                case INamedTypeSymbol { TypeArguments.Length: 1 } named when named.AllInterfaces.Any(static each => each.Name is "IEnumerable" or "IAsyncEnumerable"):
                    type = named.TypeArguments[0];
                    continue;
                default:
                    return type;
            }
        }

        return type;
    }
}
