using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SafeChange.Analyzers.Jobs.Flow;

/// <summary>Which methods of the compilation a call runs.</summary>
internal static class Calls
{
    /// <summary>The methods that a call runs, each with the object that it runs on.</summary>
    public static IEnumerable<(IMethodSymbol Method, IOperation? Instance)> Targets(IInvocationOperation invocation, Frame frame)
    {
        var found = false;
        foreach (var method in Targets(invocation.TargetMethod, invocation.Instance, frame))
        {
            found = true;
            yield return (method, invocation.Instance);
        }

        if (!found && frame.Exploration.Interfaces != InterfacePolicy.None)
        {
            foreach (var method in Dispatched(invocation, frame))
            {
                yield return (method, null);
            }
        }
    }

    public static IEnumerable<IMethodSymbol> Targets(IMethodSymbol method, IOperation? instance, Frame frame)
    {
        method = method.ReducedFrom is { } reduced && method.TypeArguments.Length == reduced.TypeParameters.Length && reduced.IsGenericMethod
            ? reduced.Construct(method.TypeArguments.ToArray())
            : method.ReducedFrom ?? method;
        if (method.MethodKind is MethodKind.DelegateInvoke or MethodKind.BuiltinOperator)
        {
            yield break;
        }

        if (method.ContainingType?.TypeKind == TypeKind.Interface && (method.IsAbstract || method.IsVirtual))
        {
            if (frame.Exploration.Interfaces == InterfacePolicy.None)
            {
                yield break;
            }

            var type = (INamedTypeSymbol)method.ContainingType;
            var closed = Close(type, frame);
            var called = SymbolEqualityComparer.Default.Equals(closed, type)
                ? method
                : closed.GetMembers(method.Name).OfType<IMethodSymbol>()
                    .FirstOrDefault(each => SymbolEqualityComparer.Default.Equals(each.OriginalDefinition, method.OriginalDefinition)) is { } inClosed
                    ? method.IsGenericMethod ? inClosed.Construct(method.TypeArguments.ToArray()) : inClosed
                    : method;
            foreach (var target in frame.Exploration.Compilation.Implementations.Targets(called, frame.Exploration.Interfaces == InterfacePolicy.All))
            {
                yield return target;
            }

            yield break;
        }

        if (method.IsVirtual || method.IsAbstract || method.IsOverride)
        {
            var isBase = instance is IInstanceReferenceOperation { Syntax.RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.BaseExpression };
            if (!isBase && instance is IInstanceReferenceOperation && Override(method, frame.ThisType) is { } @override)
            {
                yield return @override;
                yield break;
            }
        }

        if (!method.IsAbstract)
        {
            yield return method;
        }
    }

    /// <summary>The interface with the type parameters of the frame filled in.</summary>
    private static INamedTypeSymbol Close(INamedTypeSymbol type, Frame frame)
    {
        if (!type.IsGenericType)
        {
            return type;
        }

        var arguments = type.TypeArguments.Select(frame.Substitute).ToArray();
        return arguments.SequenceEqual(type.TypeArguments, SymbolEqualityComparer.Default) ? type : type.OriginalDefinition.Construct(arguments);
    }

    private static IMethodSymbol? Override(IMethodSymbol method, INamedTypeSymbol? thisType)
    {
        for (var type = thisType; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers(method.Name))
            {
                for (var candidate = member as IMethodSymbol; candidate is not null; candidate = candidate.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(candidate.OriginalDefinition, method.OriginalDefinition))
                    {
                        return (IMethodSymbol)member;
                    }
                }
            }
        }

        return null;
    }

    /// <summary>
    /// A message handed to a dispatcher (<c>mediator.Send(new Ship())</c>) runs the one class that handles its type, of
    /// whatever mediator: an implementation of a generic interface named for handling, with the message's type first.
    /// </summary>
    private static IEnumerable<IMethodSymbol> Dispatched(IInvocationOperation invocation, Frame frame)
    {
        if (!IsDispatch(invocation.TargetMethod.Name) || invocation.Arguments.Length == 0)
        {
            return [];
        }

        foreach (var argument in invocation.Arguments)
        {
            if (Values.Unwrap(argument.Value).Type is not INamedTypeSymbol { SpecialType: SpecialType.None } message
                || !SymbolEqualityComparer.Default.Equals(message.ContainingAssembly, frame.Exploration.Compilation.Compilation.Assembly))
            {
                continue;
            }

            var handlers = frame.Exploration.Compilation.Implementations.HandlersOf(message);
            return invocation.TargetMethod.Name.StartsWith("Publish", StringComparison.Ordinal) || handlers.Count == 1 ? handlers : [];
        }

        return [];
    }

    private static bool IsDispatch(string name) =>
        name is "Send" or "SendAsync" or "Publish" or "PublishAsync" or "Dispatch" or "DispatchAsync" or "Execute" or "ExecuteAsync" or "Invoke" or "InvokeAsync";
}
