using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SafeChange.Analyzers.Jobs.Handlers;

/// <summary>A method that leaves its work to members that derived classes override.</summary>
internal static class TemplateMethod
{
    // The handler itself, what it calls, and what that calls: deeper templates are not met with.
    private const int Levels = 2;

    /// <summary>The members of <c>this</c> that a method calls, itself or through its type's own methods, and that can be overridden.</summary>
    public static IReadOnlyCollection<IMethodSymbol> Hooks(IMethodSymbol method, Compilation compilation, CancellationToken cancellationToken)
    {
        var found = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        Read(method, Levels, compilation, found, new(SymbolEqualityComparer.Default), cancellationToken);
        return found;
    }

    private static void Read(
        IMethodSymbol method, int levels, Compilation compilation, HashSet<IMethodSymbol> found, HashSet<IMethodSymbol> seen, CancellationToken cancellationToken)
    {
        if (!seen.Add(method))
        {
            return;
        }

        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            if (!compilation.ContainsSyntaxTree(reference.SyntaxTree))
            {
                continue;
            }

#pragma warning disable RS1030 // a base class stands in another tree than the class that the driver has a model of; the host keeps models
            var model = compilation.GetSemanticModel(reference.SyntaxTree);
#pragma warning restore RS1030
            foreach (var node in reference.GetSyntax(cancellationToken).DescendantNodes())
            {
                if (OwnMember(node) is { } name
                    && model.GetSymbolInfo(name, cancellationToken).Symbol is IMethodSymbol { IsStatic: false, MethodKind: MethodKind.Ordinary } called
                    && IsOwn(method.ContainingType, called.ContainingType))
                {
                    var definition = called.OriginalDefinition;
                    if (definition.IsAbstract || definition.IsVirtual || definition is { IsOverride: true, IsSealed: false })
                    {
                        found.Add(definition);
                    }

                    if (levels > 0)
                    {
                        Read(definition, levels - 1, compilation, found, seen, cancellationToken);
                    }
                }
            }
        }
    }

    // "Work()", "this.Work()", and "Work" that is handed on as a delegate.
    private static SimpleNameSyntax? OwnMember(SyntaxNode node) => node switch
    {
        InvocationExpressionSyntax call => Own(call.Expression),
        ArgumentSyntax argument => Own(argument.Expression),
        _ => null,
    };

    private static SimpleNameSyntax? Own(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name,
        _ => null,
    };

    private static bool IsOwn(INamedTypeSymbol type, INamedTypeSymbol container)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, container.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }
}
