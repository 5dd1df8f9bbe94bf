using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SafeChange.Analyzers.Jobs.Handlers;

/// <summary>Handlers that are handed over as a lambda or as the name of a method.</summary>
internal static class DelegateArgument
{
    private static readonly ImmutableArray<string> ConfigurationNames =
        ImmutableArray.Create("Builder", "Options", "Configuration", "Configurator", "Settings", "Schedule");

    /// <summary>The method whose name a registration is given.</summary>
    public static HandlerMethod? MethodOf(SyntaxNode registration, SemanticModel model, HandlerCatalog catalog, CancellationToken cancellationToken)
    {
        foreach (var value in Values(registration))
        {
            // Names first: whether the call is what it is called needs binding.
            if (value is SimpleNameSyntax or MemberAccessExpressionSyntax
                && Entry(registration, model, catalog, cancellationToken) is var (entry, _)
                && Method(value, model, cancellationToken) is { DeclaringSyntaxReferences.Length: > 0 } method
                && !method.Parameters.Any(parameter => IsConfiguration(parameter.Type)))
            {
                return new(method.OriginalDefinition, method.Name, entry);
            }
        }

        return null;
    }

    /// <summary>The lambdas that a registration is given, and what it is called.</summary>
    public static IEnumerable<(AnonymousFunctionExpressionSyntax Lambda, string Member, HandlerEntry Entry)> LambdasOf(
        SyntaxNode registration, SemanticModel model, HandlerCatalog catalog, CancellationToken cancellationToken)
    {
        (HandlerEntry Entry, string Member)? known = null;
        foreach (var value in Values(registration))
        {
            if (value is AnonymousFunctionExpressionSyntax lambda)
            {
                known ??= Entry(registration, model, catalog, cancellationToken);
                if (known is not var (entry, member))
                {
                    yield break;
                }

                // An expression is a job of another kind, and one that is looked for elsewhere.
                if (model.GetTypeInfo(lambda, cancellationToken).ConvertedType is { Name: not "Expression" } type && !Configures(type))
                {
                    yield return (lambda, member, entry);
                }
            }
        }
    }

    // "jobs => jobs.AddJob<Clean>()" and "s => s.ToRunEvery(1)" are run once, while the app is put together.
    private static bool Configures(ITypeSymbol type) =>
        type is INamedTypeSymbol { DelegateInvokeMethod: { } invoke } && invoke.Parameters.Any(parameter => IsConfiguration(parameter.Type));

    private static bool IsConfiguration(ITypeSymbol type) =>
        ConfigurationNames.Any(end => type.Name.EndsWith(end, StringComparison.Ordinal));

    // A name that is converted to System.Delegate has no symbol of its own, but the methods that it may mean.
    private static IMethodSymbol? Method(ExpressionSyntax name, SemanticModel model, CancellationToken cancellationToken) =>
        model.GetSymbolInfo(name, cancellationToken).Symbol as IMethodSymbol
        ?? (model.GetMemberGroup(name, cancellationToken) is { Length: 1 } group ? group[0] as IMethodSymbol : null);

    private static (HandlerEntry Entry, string Member)? Entry(SyntaxNode registration, SemanticModel model, HandlerCatalog catalog, CancellationToken cancellationToken)
    {
        var target = registration is AssignmentExpressionSyntax assignment ? assignment.Left : registration;
        return model.GetSymbolInfo(target, cancellationToken).Symbol is { } symbol && catalog.Delegate(symbol) is { } entry
            ? (entry, symbol.Name)
            : null;
    }

    private static IEnumerable<ExpressionSyntax> Values(SyntaxNode registration)
    {
        if (registration is AssignmentExpressionSyntax assignment)
        {
            return [Function(assignment.Right)];
        }

        var call = (InvocationExpressionSyntax)registration;
        var values = new List<ExpressionSyntax>();
        foreach (var argument in call.ArgumentList.Arguments)
        {
            values.Add(Function(argument.Expression));
        }

        // "app.MapPost("/orders", handler).WithTopic("pubsub", "orders")" says it behind the call that is given the handler.
        if (NameOf(call).StartsWith("With", StringComparison.Ordinal))
        {
            while (call.Expression is MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax receiver })
            {
                call = receiver;
                if (NameOf(call).StartsWith("Map", StringComparison.Ordinal))
                {
                    foreach (var argument in call.ArgumentList.Arguments)
                    {
                        values.Add(Function(argument.Expression));
                    }
                }
            }
        }

        return values;
    }

    private static string NameOf(InvocationExpressionSyntax call) =>
        call.Expression is MemberAccessExpressionSyntax access ? access.Name.Identifier.ValueText : "";

    // "new Func<Task>(Run)", "(Func<Task>)Run" and "(Run)" hand over Run.
    private static ExpressionSyntax Function(ExpressionSyntax value) => value switch
    {
        ParenthesizedExpressionSyntax parenthesized => Function(parenthesized.Expression),
        CastExpressionSyntax cast => Function(cast.Expression),
        ObjectCreationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } => Function(arguments[0].Expression),
        _ => value,
    };
}
