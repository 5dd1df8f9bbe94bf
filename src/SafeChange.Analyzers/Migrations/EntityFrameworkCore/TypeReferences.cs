using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations.EntityFrameworkCore;

/// <summary>Gathers the types that a piece of code names, so that it can be written in another file.</summary>
internal static class TypeReferences
{
    /// <summary>Adds what a type needs to be named; false where another file cannot name it.</summary>
    public static bool Add(ImmutableArray<TypeReference>.Builder found, ITypeSymbol? type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return Add(found, array.ElementType);
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var underlying] }:
                return Add(found, underlying);
            case INamedTypeSymbol { TypeKind: not TypeKind.Error, ContainingType: null, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal } named:
                // Types with a keyword are named by it.
                if (!IsKeyword(named.SpecialType) && !named.ContainingNamespace.IsGlobalNamespace)
                {
                    found.Add(new TypeReference(named.Name, named.ContainingNamespace.ToDisplayString()));
                }

                foreach (var argument in named.TypeArguments)
                {
                    if (!Add(found, argument))
                    {
                        return false;
                    }
                }

                return true;
            default:
                return false;
        }
    }

    private static bool IsKeyword(SpecialType type) =>
        type is SpecialType.System_Object or SpecialType.System_String or SpecialType.System_Boolean or SpecialType.System_Char or SpecialType.System_Decimal
            or (>= SpecialType.System_SByte and <= SpecialType.System_Double);
}
