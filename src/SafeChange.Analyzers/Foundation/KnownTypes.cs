using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Foundation;

/// <summary>
/// Looks up framework types, once per compilation. Survives two assemblies that define the same type, where
/// <c>Compilation.GetTypeByMetadataName</c> answers null and a rule would fall silent.
/// </summary>
internal sealed class KnownTypes(Compilation compilation)
{
    private readonly ConcurrentDictionary<string, ImmutableArray<INamedTypeSymbol>> types = new(StringComparer.Ordinal);

    public Compilation Compilation { get; } = compilation;

    /// <summary>Whether any assembly of the compilation defines the type.</summary>
    public bool Has(string metadataName) => !All(metadataName).IsEmpty;

    /// <summary>Whether the type is the one of that metadata name, in whichever assembly it is defined.</summary>
    public bool Is(ITypeSymbol? type, string metadataName)
    {
        if (type is not INamedTypeSymbol named)
        {
            return false;
        }

        foreach (var known in All(metadataName))
        {
            if (SymbolEqualityComparer.Default.Equals(named.OriginalDefinition, known))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the type is, or derives from, the class of that metadata name.</summary>
    public bool IsOrDerivesFrom(ITypeSymbol? type, string metadataName)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (Is(current, metadataName))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Every definition of the type. A definition in a referenced assembly hides those in the source of this
    /// compilation: a copy of a framework's type in source is a look-alike.
    /// </summary>
    public ImmutableArray<INamedTypeSymbol> All(string metadataName) =>
        types.GetOrAdd(metadataName, name =>
        {
            var found = Compilation.GetTypesByMetadataName(name);
            var referenced = found.RemoveAll(type =>
                SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, Compilation.Assembly));
            return referenced;
        });
}
