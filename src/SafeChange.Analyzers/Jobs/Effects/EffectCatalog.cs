using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>What the catalogue says of a method: of itself, of what it overrides or implements, or of its type.</summary>
internal sealed class EffectCatalog(SymbolCatalog catalog)
{
    /// <summary>The words that a line may say, <c>none</c> for a call that is no effect.</summary>
    public static ImmutableArray<string> Words { get; } = ImmutableArray.Create(
        "insert", "accumulate", "payment", "mail", "message", "http", "publish", "enqueue", "file", "blob", "static", "none");

    /// <summary>The kind that a word stands for; null for <c>none</c>.</summary>
    public static EffectKind? Kind(string? word) => word switch
    {
        "insert" => EffectKind.Insert,
        "accumulate" => EffectKind.Accumulate,
        "payment" => EffectKind.Payment,
        "mail" => EffectKind.Mail,
        "message" => EffectKind.Message,
        "http" => EffectKind.Http,
        "publish" => EffectKind.Publish,
        "enqueue" => EffectKind.Enqueue,
        "file" => EffectKind.File,
        "blob" => EffectKind.Blob,
        "static" => EffectKind.Static,
        _ => null,
    };

    /// <summary>The line about a method or constructor, or null.</summary>
    public CatalogEntry? Find(IMethodSymbol method)
    {
        method = Definition(method);
        if (catalog.Find(method) is { } direct)
        {
            return direct;
        }

        if (method.ContainingType is not { } type)
        {
            return null;
        }

        if (method.MethodKind is MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation or MethodKind.ReducedExtension)
        {
            // A class's own method that implements what the catalogue names on the interface.
            var name = method.Name.Substring(method.Name.LastIndexOf('.') + 1);
            if (catalog.IsNamed(name) && Implemented(method, type, name) is { } implemented)
            {
                return implemented;
            }
        }

        if (catalog.IsNamed(type.Name) && catalog.Find((ISymbol)type) is { } ofType)
        {
            return ofType;
        }

        foreach (var parent in type.AllInterfaces)
        {
            if (catalog.IsNamed(parent.Name)
                && catalog.Find((ISymbol)parent) is { } ofParent
                && parent.GetMembers(method.Name).Length > 0)
            {
                return ofParent;
            }
        }

        return null;
    }

    /// <summary>
    /// The method as a documentation ID names it: unreduced and unconstructed, and for a member of an extension block (C#
    /// 14) the static method that it is compiled to, which older compilers see.
    /// </summary>
    public static IMethodSymbol Definition(IMethodSymbol method)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return definition.ContainingType is { Name: "", ContainingType: { IsStatic: true } container }
            && container.GetMembers(definition.Name) is [IMethodSymbol { IsStatic: true } implementation, ..]
            ? implementation
            : definition;
    }

    private CatalogEntry? Implemented(IMethodSymbol method, INamedTypeSymbol type, string name)
    {
        foreach (var parent in type.AllInterfaces)
        {
            foreach (var member in parent.GetMembers(name))
            {
                if (catalog.Find(member) is { } entry
                    && type.FindImplementationForInterfaceMember(member) is { } implementation
                    && SymbolEqualityComparer.Default.Equals(implementation.OriginalDefinition, method.OriginalDefinition))
                {
                    return entry;
                }
            }
        }

        return null;
    }
}
