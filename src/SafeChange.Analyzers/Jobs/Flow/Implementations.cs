using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Jobs.Flow;

/// <summary>
/// Which classes of this compilation implement an interface. Symbols only, made when the first call of an interface is
/// met: a project whose handlers call none pays nothing.
/// </summary>
internal sealed class Implementations
{
    private readonly Lazy<Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>>> byInterface;

    private readonly Lazy<Dictionary<INamedTypeSymbol, List<IMethodSymbol>>> byMessage;

    public Implementations(Compilation compilation)
    {
        byInterface = new(() => Read(compilation.Assembly.GlobalNamespace), LazyThreadSafetyMode.ExecutionAndPublication);
        byMessage = new(ReadHandlers, LazyThreadSafetyMode.ExecutionAndPublication);
    }

    /// <summary>The classes that implement an interface, by its definition.</summary>
    public IReadOnlyList<INamedTypeSymbol> Of(INamedTypeSymbol type) =>
        byInterface.Value.TryGetValue(type.OriginalDefinition, out var classes) ? classes : Array.Empty<INamedTypeSymbol>();

    /// <summary>
    /// The methods that a call of an interface's method may run: the one of the only implementation, or those of a
    /// decorated implementation and its decorators. Empty where it cannot be told.
    /// </summary>
    /// <param name="method">The method of the interface, constructed as it is called.</param>
    /// <param name="every">Whether several unrelated implementations are answered as well.</param>
    public ImmutableArray<IMethodSymbol> Targets(IMethodSymbol method, bool every)
    {
        var type = method.ContainingType;
        var found = ImmutableArray.CreateBuilder<IMethodSymbol>();
        var decorators = 0;
        var classes = Of(type);
        foreach (var @class in classes)
        {
            var constructed = Construct(@class, type);
            if (constructed is null)
            {
                continue;
            }

            var member = method.OriginalDefinition.ContainingType.Equals(type, SymbolEqualityComparer.Default)
                ? method.OriginalDefinition
                : type.GetMembers(method.Name).OfType<IMethodSymbol>()
                    .FirstOrDefault(each => SymbolEqualityComparer.Default.Equals(each.OriginalDefinition, method.OriginalDefinition));
            if (member is null || constructed.FindImplementationForInterfaceMember(member) is not IMethodSymbol implementation)
            {
                continue;
            }

            found.Add(method.IsGenericMethod && implementation.TypeParameters.Length == method.TypeArguments.Length
                ? implementation.Construct(method.TypeArguments.ToArray())
                : implementation);
            if (TakesItself(@class, type))
            {
                decorators++;
            }
        }

        // One that takes the interface in its constructor decorates the other.
        return found.Count <= 1 || every || found.Count - decorators <= 1 ? found.ToImmutable() : ImmutableArray<IMethodSymbol>.Empty;
    }

    /// <summary>The methods that handle a message of that type in this process, whatever mediator brings it to them.</summary>
    public IReadOnlyList<IMethodSymbol> HandlersOf(INamedTypeSymbol message) =>
        byMessage.Value.TryGetValue(message.OriginalDefinition, out var methods) ? methods : Array.Empty<IMethodSymbol>();

    private Dictionary<INamedTypeSymbol, List<IMethodSymbol>> ReadHandlers()
    {
        var result = new Dictionary<INamedTypeSymbol, List<IMethodSymbol>>(SymbolEqualityComparer.Default);
        foreach (var pair in byInterface.Value)
        {
            // A broker's handler is run by the broker, not by who publishes.
            if (!pair.Key.IsGenericType || !IsInProcessHandler(pair.Key))
            {
                continue;
            }

            foreach (var @class in pair.Value)
            {
                foreach (var implemented in @class.AllInterfaces)
                {
                    if (SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, pair.Key)
                        && implemented.TypeArguments[0] is INamedTypeSymbol message
                        && implemented.GetMembers().OfType<IMethodSymbol>().FirstOrDefault(static member => member.IsAbstract) is { } member
                        && @class.FindImplementationForInterfaceMember(member) is IMethodSymbol method)
                    {
                        if (!result.TryGetValue(message.OriginalDefinition, out var methods))
                        {
                            result.Add(message.OriginalDefinition, methods = []);
                        }

                        methods.Add(method);
                    }
                }
            }
        }

        return result;
    }

    private static bool IsInProcessHandler(INamedTypeSymbol type) =>
        type.Name.EndsWith("Handler", StringComparison.Ordinal)
        && (type.ContainingNamespace?.ToDisplayString() is "MediatR" or "Mediator"
            || type.Locations.Any(static location => location.IsInSource));

    private static bool TakesItself(INamedTypeSymbol @class, INamedTypeSymbol type) =>
        @class.InstanceConstructors.Any(constructor => constructor.Parameters.Any(parameter =>
            SymbolEqualityComparer.Default.Equals(parameter.Type.OriginalDefinition, type.OriginalDefinition)));

    /// <summary>The class with the type arguments that make it an implementation of that interface.</summary>
    private static INamedTypeSymbol? Construct(INamedTypeSymbol @class, INamedTypeSymbol type)
    {
        foreach (var implemented in @class.AllInterfaces)
        {
            if (!SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, type.OriginalDefinition))
            {
                continue;
            }

            if (!@class.IsGenericType)
            {
                if (SymbolEqualityComparer.Default.Equals(implemented, type) || HasTypeParameters(type))
                {
                    return @class;
                }

                continue;
            }

            var arguments = new ITypeSymbol[@class.TypeParameters.Length];
            for (var i = 0; i < implemented.TypeArguments.Length; i++)
            {
                if (implemented.TypeArguments[i] is ITypeParameterSymbol parameter
                    && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, @class))
                {
                    arguments[parameter.Ordinal] = type.TypeArguments[i];
                }
            }

            if (arguments.All(static argument => argument is not null))
            {
                return @class.Construct(arguments);
            }
        }

        return null;
    }

    private static bool HasTypeParameters(INamedTypeSymbol type) =>
        type.TypeArguments.Any(static argument => argument is ITypeParameterSymbol);

    private static Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>> Read(INamespaceSymbol root)
    {
        var result = new Dictionary<INamedTypeSymbol, List<INamedTypeSymbol>>(SymbolEqualityComparer.Default);
        var stack = new Stack<INamespaceOrTypeSymbol>();
        stack.Push(root);
        while (stack.Count > 0)
        {
            foreach (var member in stack.Pop().GetMembers())
            {
                if (member is not INamespaceOrTypeSymbol container)
                {
                    continue;
                }

                stack.Push(container);
                if (container is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false, IsStatic: false } @class)
                {
                    foreach (var implemented in @class.AllInterfaces)
                    {
                        if (!result.TryGetValue(implemented.OriginalDefinition, out var classes))
                        {
                            result.Add(implemented.OriginalDefinition, classes = []);
                        }

                        if (classes.Count == 0 || !SymbolEqualityComparer.Default.Equals(classes[classes.Count - 1], @class))
                        {
                            classes.Add(@class);
                        }
                    }
                }
            }
        }

        return result;
    }
}
