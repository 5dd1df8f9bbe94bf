using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Jobs.Handlers;

/// <summary>
/// The places of a tree that may have to do with handlers, judged by names alone. Handlers of other trees are enqueued
/// there, so every tree is asked; what it answered is kept as long as the tree itself, syntax and nothing else.
/// </summary>
internal sealed class HandlerCandidates
{
    private static readonly ConditionalWeakTable<SyntaxTree, HandlerCandidates> Known = new();

    // The beginnings of the names of methods that enqueue a job which they are given as an expression.
    private static readonly ImmutableArray<string> EnqueueNames =
        ImmutableArray.Create("Enqueue", "Schedule", "AddOrUpdate", "ContinueWith", "ContinueJobWith", "Create", "Queue");

    private static readonly Lazy<ILookup<string, string>> BuiltInNames = new(() =>
        CatalogKind.JobHandlers.BuiltIn.Entries.ToLookup(entry => entry.Symbol!.MemberName, entry => entry["kind"] ?? "", StringComparer.Ordinal));

    private HandlerCandidates()
    {
    }

    /// <summary>Calls with a lambda, by names that enqueue.</summary>
    public ImmutableArray<InvocationExpressionSyntax> Enqueues { get; private set; }

    /// <summary>Calls by names that take a handler as a delegate.</summary>
    public ImmutableArray<InvocationExpressionSyntax> Registrations { get; private set; }

    /// <summary><c>+=</c> by the names of events.</summary>
    public ImmutableArray<AssignmentExpressionSyntax> Subscriptions { get; private set; }

    /// <summary>Calls by names that fetch a message.</summary>
    public ImmutableArray<InvocationExpressionSyntax> Fetches { get; private set; }

    /// <summary>Calls that queue a command of FastEndpoints.</summary>
    public ImmutableArray<InvocationExpressionSyntax> QueuedCommands { get; private set; }

    /// <summary>Lambdas and local functions with attributes on them or on their parameters.</summary>
    public ImmutableArray<SyntaxNode> Attributed { get; private set; }

    /// <summary>The types with a list of base types.</summary>
    public ImmutableArray<TypeDeclarationSyntax> Derived { get; private set; }

    /// <summary>Whether a method of that name enqueues, as far as a name can tell.</summary>
    public static bool IsEnqueueName(string name) => EnqueueNames.Any(start => name.StartsWith(start, StringComparison.Ordinal));

    /// <summary>The candidates of a tree.</summary>
    public static HandlerCandidates Of(SyntaxTree tree, CancellationToken cancellationToken)
    {
        if (!Known.TryGetValue(tree, out var candidates))
        {
            candidates = Read(tree, cancellationToken);
            candidates = Known.GetValue(tree, _ => candidates);
        }

        return candidates;
    }

    /// <summary>The calls of a tree with any of the given names, which belong to one compilation and are not kept.</summary>
    public static ImmutableArray<InvocationExpressionSyntax> Calls(SyntaxTree tree, IReadOnlyCollection<string> names, CancellationToken cancellationToken) =>
        names.Count == 0
            ? ImmutableArray<InvocationExpressionSyntax>.Empty
            : tree.GetRoot(cancellationToken).DescendantNodes().OfType<InvocationExpressionSyntax>()
                .Where(call => NameOf(call.Expression) is { } name && names.Contains(name))
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

    private static HandlerCandidates Read(SyntaxTree tree, CancellationToken cancellationToken)
    {
        var enqueues = ImmutableArray.CreateBuilder<InvocationExpressionSyntax>();
        var registrations = ImmutableArray.CreateBuilder<InvocationExpressionSyntax>();
        var subscriptions = ImmutableArray.CreateBuilder<AssignmentExpressionSyntax>();
        var fetches = ImmutableArray.CreateBuilder<InvocationExpressionSyntax>();
        var commands = ImmutableArray.CreateBuilder<InvocationExpressionSyntax>();
        var attributed = ImmutableArray.CreateBuilder<SyntaxNode>();
        var derived = ImmutableArray.CreateBuilder<TypeDeclarationSyntax>();
        var names = BuiltInNames.Value;
        foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes(MayHold))
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

                    if (names[name].Contains("delegate"))
                    {
                        registrations.Add(call);
                    }

                    if (names[name].Contains("loop"))
                    {
                        fetches.Add(call);
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
