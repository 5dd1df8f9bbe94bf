using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SafeChange.Analyzers.Jobs.Handlers;

/// <summary>
/// Handlers by how they are declared: what their type implements or overrides, their attributes, the conventions of a
/// framework, and what a base class calls that is a handler itself.
/// </summary>
internal sealed class DeclaredHandlers(Compilation compilation, HandlerCatalog catalog)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<HandlerMethod>> known = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<HandlerMethod>> hooks = new(SymbolEqualityComparer.Default);
    private readonly HandlerConventions conventions = new(catalog);

    /// <summary>The catalogue that they are found with.</summary>
    public HandlerCatalog Catalog { get; } = catalog;

    /// <summary>Whether a declaration may hold handlers, judged before anything of it is bound.</summary>
    public bool MayHold(TypeDeclarationSyntax type) =>
        type.BaseList is not null
        || type.AttributeLists.Count > 0
        || type.Modifiers.Any(SyntaxKind.PartialKeyword)
        || conventions.MayApply(type.Identifier.ValueText)
        || type.Members.Any(member => member is MethodDeclarationSyntax method && MayBe(method));

    /// <summary>The handlers that a type of this compilation declares; those that it inherits are not among them.</summary>
    public ImmutableArray<HandlerMethod> Of(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        known.TryGetValue(type, out var found) ? found : known.GetOrAdd(type, Read(type, cancellationToken));

    /// <summary>
    /// What a type makes a handler of its base class, by declaring an interface that the base class implements without
    /// saying so.
    /// </summary>
    public IEnumerable<HandlerMethod> Inherited(INamedTypeSymbol type)
    {
        foreach (var @interface in type.Interfaces)
        {
            foreach (var (member, entry) in Catalog.Interface(@interface))
            {
                if (Implementation(type, @interface, member) is { } implementation
                    && !SymbolEqualityComparer.Default.Equals(implementation.ContainingType.OriginalDefinition, type)
                    && !implementation.IsAbstract
                    && IsSource(implementation))
                {
                    yield return new(implementation.OriginalDefinition, member.Name, entry);
                }
            }
        }
    }

    /// <summary>The method that implements a member of an interface, where the type has one.</summary>
    public static IMethodSymbol? Implementation(INamedTypeSymbol type, INamedTypeSymbol @interface, IMethodSymbol member)
    {
        foreach (var each in @interface.GetMembers(member.Name))
        {
            if (SymbolEqualityComparer.Default.Equals(each.OriginalDefinition, member.OriginalDefinition))
            {
                return type.FindImplementationForInterfaceMember(each) as IMethodSymbol;
            }
        }

        return null;
    }

    private ImmutableArray<HandlerMethod> Read(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<HandlerMethod>();
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            return found.ToImmutable();
        }

        foreach (var @interface in type.AllInterfaces)
        {
            foreach (var (member, entry) in Catalog.Interface(@interface))
            {
                if (Implementation(type, @interface, member) is { } implementation && Declared(type, implementation) is { } declared)
                {
                    found.Add(new(declared, member.Name, entry));
                }
            }
        }

        var derives = type.BaseType is { SpecialType: SpecialType.None };
        var inherited = derives ? InheritedHooks(type, cancellationToken) : ImmutableArray<HandlerMethod>.Empty;
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (method.IsAbstract || method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation))
            {
                continue;
            }

            var entry = Catalog.Method(method)
                ?? (method.IsOverride ? Catalog.Override(method) : null)
                ?? ByAttribute(method)
                ?? ByParameterType(method)
                ?? conventions.Find(type, method);
            if (entry is null && method.IsOverride && Hook(inherited, method) is { } hook)
            {
                entry = hook.Entry;
            }

            if (entry is not null)
            {
                found.Add(new(method, method.Name, entry));
            }
        }

        return found.ToImmutable();
    }

    /// <summary>The entry that the attributes of a method, a local function or a lambda, or of their parameters, lead to.</summary>
    public HandlerEntry? ByAttribute(IMethodSymbol method)
    {
        HandlerEntry? found = null;
        foreach (var attribute in method.GetAttributes().Concat(method.Parameters.SelectMany(parameter => parameter.GetAttributes())))
        {
            if (attribute.AttributeClass is not { TypeKind: TypeKind.Class } type)
            {
                continue;
            }

            if (Catalog.TryGetAttribute(type, out var entry))
            {
                if (entry is null)
                {
                    return null;
                }

                found ??= entry;
            }
            else
            {
                found ??= conventions.Find(type);
            }
        }

        return found;
    }

    private HandlerEntry? ByParameterType(IMethodSymbol method) =>
        method is { DeclaredAccessibility: Accessibility.Public, MethodKind: MethodKind.Ordinary, IsExtensionMethod: false, Parameters: { Length: 1 or 2 } parameters }
        && (parameters.Length == 1 ? method.Name.Contains("Handler") : parameters[1].Type.Name == "ILambdaContext")
            ? Catalog.ParameterType(parameters[0].Type)
            : null;

    private bool MayBe(MethodDeclarationSyntax method) =>
        method.AttributeLists.Count > 0
        || (Catalog.OwnNames.Count > 0 && Catalog.OwnNames.Contains(method.Identifier.ValueText))
        || method.ParameterList.Parameters.Any(parameter => parameter.AttributeLists.Count > 0)
        || (method.ParameterList.Parameters is { Count: > 0 } parameters
            && parameters[0].Type is { } first
            && HandlerCandidates.NameOfType(first) is { } name
            && Catalog.IsParameterTypeName(name));

    // The implementation itself, or the override of it: an interface that a base class implements with an abstract
    // method is implemented by the derived class.
    private static IMethodSymbol? Declared(INamedTypeSymbol type, IMethodSymbol implementation)
    {
        if (SymbolEqualityComparer.Default.Equals(implementation.ContainingType, type))
        {
            return implementation.IsAbstract ? null : implementation;
        }

        foreach (var member in type.GetMembers(implementation.Name))
        {
            if (member is IMethodSymbol { IsOverride: true, IsAbstract: false } method && Overrides(method, implementation))
            {
                return method;
            }
        }

        return null;
    }

    private static bool Overrides(IMethodSymbol method, IMethodSymbol other)
    {
        for (var current = method.OverriddenMethod; current is not null; current = current.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, other.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    // Template methods: the base class has the handler, and calls members of "this" that derived classes fill in.
    private ImmutableArray<HandlerMethod> InheritedHooks(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var found = ImmutableArray<HandlerMethod>.Empty;
        for (var current = type.BaseType?.OriginalDefinition; current is not null && IsSource(current); current = current.BaseType?.OriginalDefinition)
        {
            var own = hooks.TryGetValue(current, out var read) ? read : hooks.GetOrAdd(current, ReadHooks(current, cancellationToken));
            found = found.AddRange(own);
        }

        return found;
    }

    private ImmutableArray<HandlerMethod> ReadHooks(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<HandlerMethod>();
        foreach (var handler in Of(type, cancellationToken))
        {
            foreach (var hook in TemplateMethod.Hooks(handler.Method, compilation, cancellationToken))
            {
                found.Add(new(hook, hook.Name, handler.Entry));
            }
        }

        return found.ToImmutable();
    }

    private static HandlerMethod? Hook(ImmutableArray<HandlerMethod> inherited, IMethodSymbol method)
    {
        foreach (var hook in inherited)
        {
            if (Overrides(method, hook.Method))
            {
                return hook;
            }
        }

        return null;
    }

    private bool IsSource(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);
}
