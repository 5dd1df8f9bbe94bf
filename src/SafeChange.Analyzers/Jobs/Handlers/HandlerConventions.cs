using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Jobs.Handlers;

/// <summary>Handlers that a framework finds by their names, or by rules that no single symbol stands for.</summary>
internal sealed class HandlerConventions(HandlerCatalog catalog)
{
    // The names that Wolverine's HandlerDiscovery looks for, each also with Async behind it.
    private static readonly ImmutableHashSet<string> WolverineNames = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "Handle", "Handles", "Consume", "Consumes", "Orchestrate", "Orchestrates", "Start", "Starts", "StartOrHandle", "StartsOrHandles", "NotFound");

    private readonly HandlerEntry? wolverine = catalog.Convention("T:Wolverine.IWolverineHandler");
    private readonly HandlerEntry? nServiceBus = catalog.Convention("T:NServiceBus.HandlerAttribute");
    private readonly HandlerEntry? webJobs = catalog.Convention("T:Microsoft.Azure.WebJobs.Description.BindingAttribute");

    /// <summary>Whether a type of that name may hold handlers although nothing else about it says so.</summary>
    public bool MayApply(string typeName) => wolverine is not null && HasWolverineName(typeName);

    /// <summary>The entry about a method that its type and its name make a handler.</summary>
    public HandlerEntry? Find(INamedTypeSymbol type, IMethodSymbol method)
    {
        if (wolverine is not null && IsWolverine(type, method))
        {
            return wolverine;
        }

        if (nServiceBus is not null && IsNServiceBus(type, method))
        {
            return nServiceBus;
        }

        return null;
    }

    /// <summary>
    /// The entry about an attribute of WebJobs that makes its parameter a trigger. Extensions define their own, and so
    /// do teams.
    /// </summary>
    public HandlerEntry? Find(INamedTypeSymbol attribute) =>
        webJobs is not null
        && attribute.Name.EndsWith("TriggerAttribute", StringComparison.Ordinal)
        && Has(attribute, "BindingAttribute", "Microsoft.Azure.WebJobs.Description")
            ? webJobs
            : null;

    private static bool IsWolverine(INamedTypeSymbol type, IMethodSymbol method) =>
        method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, Arity: 0, Parameters: { Length: > 0 } parameters }
        && IsMessage(parameters[0].Type)
        && type is { Arity: 0, TypeKind: TypeKind.Class }
        && (type.IsStatic || !type.IsAbstract)
        && IsPublic(type)
        && (Has(method, "WolverineHandlerAttribute", "Wolverine.Attributes") || (HasWolverineMethodName(method.Name) && IsWolverine(type)))
        && !Has(type, "WolverineIgnoreAttribute", "Wolverine.Attributes")
        && !Has(method, "WolverineIgnoreAttribute", "Wolverine.Attributes")
        && !BelongsToOther(type, method);

    private static bool IsWolverine(INamedTypeSymbol type) =>
        HasWolverineName(type.Name)
        || Has(type, "WolverineHandlerAttribute", "Wolverine.Attributes")
        || type.AllInterfaces.Any(each => each.Name == "IWolverineHandler" && IsIn(each, "Wolverine"))
        || DerivesFromSaga(type);

    private static bool HasWolverineName(string name) =>
        name.EndsWith("Handler", StringComparison.Ordinal) || name.EndsWith("Consumer", StringComparison.Ordinal);

    private static bool HasWolverineMethodName(string name) =>
        WolverineNames.Contains(name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Async".Length) : name);

    private static bool DerivesFromSaga(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current.Name == "Saga" && IsIn(current, "Wolverine"))
            {
                return true;
            }
        }

        return false;
    }

    // A message is a type of its own, not a number, a text or a date.
    private static bool IsMessage(ITypeSymbol type) =>
        type is INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface }
        && type.ContainingNamespace is { } container
        && container.ToDisplayString() is not ("System" or "System.Threading");

    private static bool IsPublic(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.DeclaredAccessibility != Accessibility.Public)
            {
                return false;
            }
        }

        return true;
    }

    // What another library asks for by that name, such as an authorization handler, is its own: silent beats wrong.
    private static bool BelongsToOther(INamedTypeSymbol type, IMethodSymbol method)
    {
        if (method.OverriddenMethod is not null)
        {
            return true;
        }

        foreach (var @interface in type.AllInterfaces)
        {
            if (!SymbolEqualityComparer.Default.Equals(@interface.ContainingAssembly, type.ContainingAssembly)
                && @interface.ContainingAssembly?.Name != "Wolverine"
                && @interface.GetMembers(method.Name).Any(member => SymbolEqualityComparer.Default.Equals(type.FindImplementationForInterfaceMember(member), method)))
            {
                return true;
            }
        }

        return false;
    }

    // NServiceBus 10.2: [Handler] on the class, and methods Handle that are given the context.
    private static bool IsNServiceBus(INamedTypeSymbol type, IMethodSymbol method) =>
        method is { Name: "Handle", MethodKind: MethodKind.Ordinary, Parameters.Length: > 1 }
        && method.Parameters.Any(parameter => parameter.Type.Name == "IMessageHandlerContext" && IsIn(parameter.Type, "NServiceBus"))
        && Has(type, "HandlerAttribute", "NServiceBus");

    private static bool Has(ISymbol symbol, string name, string @namespace) =>
        symbol.GetAttributes().Any(attribute => attribute.AttributeClass is { } type && type.Name == name && IsIn(type, @namespace));

    private static bool IsIn(ISymbol symbol, string @namespace) => symbol.ContainingNamespace?.ToDisplayString() == @namespace;
}
