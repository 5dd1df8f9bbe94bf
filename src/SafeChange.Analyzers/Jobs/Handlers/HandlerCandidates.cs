using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Jobs.Handlers;

/// <summary>
/// The places of a tree that may have to do with handlers, judged by names alone. Handlers of other trees are enqueued
/// there, so every tree is asked; what it answers is syntax and nothing else, and holds in every compilation.
/// </summary>
internal sealed class HandlerCandidates
{
    /// <summary>Reads a tree; the compiler's host keeps the result for as long as the tree stays the same.</summary>
    public static readonly SyntaxTreeValueProvider<HandlerCandidates> Reader = new(Read);

    // The beginnings of the names of methods that enqueue a job which they are given as an expression.
    private static readonly ImmutableArray<string> EnqueueNames =
        ImmutableArray.Create("Enqueue", "Schedule", "AddOrUpdate", "ContinueWith", "ContinueJobWith", "Create", "Queue");

    private static readonly Lazy<ILookup<string, string>> BuiltInNames = new(() =>
        CatalogKind.JobHandlers.BuiltIn.Entries.ToLookup(entry => entry.Symbol!.MemberName, entry => entry["kind"] ?? "", StringComparer.Ordinal));

    /// <summary>Of a tree that cannot be read.</summary>
    public static HandlerCandidates None { get; } = new();

    /// <summary>Calls with a lambda, by names that enqueue.</summary>
    public ImmutableArray<InvocationExpressionSyntax> Enqueues { get; private init; } = ImmutableArray<InvocationExpressionSyntax>.Empty;

    /// <summary>Calls by names that take a handler as a delegate.</summary>
    public ImmutableArray<InvocationExpressionSyntax> Registrations { get; private init; } = ImmutableArray<InvocationExpressionSyntax>.Empty;

    /// <summary><c>+=</c> by the names of events.</summary>
    public ImmutableArray<AssignmentExpressionSyntax> Subscriptions { get; private init; } = ImmutableArray<AssignmentExpressionSyntax>.Empty;

    /// <summary>Calls by names that fetch a message.</summary>
    public ImmutableArray<InvocationExpressionSyntax> Fetches { get; private init; } = ImmutableArray<InvocationExpressionSyntax>.Empty;

    /// <summary>Calls that queue a command of FastEndpoints.</summary>
    public ImmutableArray<InvocationExpressionSyntax> QueuedCommands { get; private init; } = ImmutableArray<InvocationExpressionSyntax>.Empty;

    /// <summary>Lambdas and local functions with attributes on them or on their parameters.</summary>
    public ImmutableArray<SyntaxNode> Attributed { get; private init; } = ImmutableArray<SyntaxNode>.Empty;

    /// <summary>The types with a list of base types.</summary>
    public ImmutableArray<TypeDeclarationSyntax> Derived { get; private init; } = ImmutableArray<TypeDeclarationSyntax>.Empty;

    /// <summary>Whether a method of that name enqueues, as far as a name can tell.</summary>
    public static bool IsEnqueueName(string name) => EnqueueNames.Any(start => name.StartsWith(start, StringComparison.Ordinal));

    /// <summary>
    /// The calls of a tree, and the <c>+=</c>, with any of the given names. Those belong to one compilation, so what is
    /// found is not kept.
    /// </summary>
    public static ImmutableArray<SyntaxNode> Named(SyntaxTree tree, IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
        names.Count == 0
            ? ImmutableArray<SyntaxNode>.Empty
            : tree.GetRoot(cancellationToken).DescendantNodes(MayHold)
                .Where(node => node switch
                {
                    InvocationExpressionSyntax call => NameOf(call.Expression) is { } name && names.Contains(name),
                    AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression } assignment => NameOf(assignment.Left) is { } name && names.Contains(name),
                    _ => false,
                })
                .ToImmutableArray();

    /// <summary>Whether a call is given a lambda.</summary>
    public static bool HasLambda(InvocationExpressionSyntax call)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is AnonymousFunctionExpressionSyntax)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The simple name of a base type.</summary>
    public static string? NameOfType(TypeSyntax type) => type switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
        _ => null,
    };

    private static HandlerCandidates Read(SyntaxTree tree)
    {
        var enqueues = ImmutableArray.CreateBuilder<InvocationExpressionSyntax>();
        var registrations = ImmutableArray.CreateBuilder<InvocationExpressionSyntax>();
        var subscriptions = ImmutableArray.CreateBuilder<AssignmentExpressionSyntax>();
        var fetches = ImmutableArray.CreateBuilder<InvocationExpressionSyntax>();
        var commands = ImmutableArray.CreateBuilder<InvocationExpressionSyntax>();
        var attributed = ImmutableArray.CreateBuilder<SyntaxNode>();
        var derived = ImmutableArray.CreateBuilder<TypeDeclarationSyntax>();
        var names = BuiltInNames.Value;
        foreach (var node in tree.GetRoot().DescendantNodes(MayHold))
        {
            switch (node)
            {
                case InvocationExpressionSyntax call when NameOf(call.Expression) is { } name:
                    if (IsEnqueueName(name) && HasLambda(call))
                    {
                        enqueues.Add(call);
                    }

                    if (name == "QueueJobAsync")
                    {
                        commands.Add(call);
                    }

                    if (names.Contains(name))
                    {
                        if (names[name].Contains("delegate"))
                        {
                            registrations.Add(call);
                        }

                        if (names[name].Contains("loop"))
                        {
                            fetches.Add(call);
                        }
                    }

                    break;
                case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.AddAssignmentExpression } assignment
                    when NameOf(assignment.Left) is { } name && names[name].Contains("delegate"):
                    subscriptions.Add(assignment);
                    break;
                case LambdaExpressionSyntax lambda when lambda.AttributeLists.Count > 0 || HasAttribute((lambda as ParenthesizedLambdaExpressionSyntax)?.ParameterList):
                case LocalFunctionStatementSyntax function when function.AttributeLists.Count > 0 || HasAttribute(function.ParameterList):
                    attributed.Add(node);
                    break;
                case TypeDeclarationSyntax { BaseList: not null } type:
                    derived.Add(type);
                    break;
            }
        }

        return new()
        {
            Enqueues = enqueues.ToImmutable(),
            Registrations = registrations.ToImmutable(),
            Subscriptions = subscriptions.ToImmutable(),
            Fetches = fetches.ToImmutable(),
            QueuedCommands = commands.ToImmutable(),
            Attributed = attributed.ToImmutable(),
            Derived = derived.ToImmutable(),
        };
    }

    private static bool HasAttribute(ParameterListSyntax? parameters) =>
        parameters is not null && parameters.Parameters.Any(parameter => parameter.AttributeLists.Count > 0);

    // What cannot hold a call is not walked: types, parameters and attributes are much of a file.
    private static bool MayHold(SyntaxNode node) =>
        node is not (NameSyntax or TypeSyntax or AttributeListSyntax or ParameterListSyntax or BaseListSyntax or UsingDirectiveSyntax or EnumDeclarationSyntax);

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax simple => simple.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
        _ => null,
    };
}
