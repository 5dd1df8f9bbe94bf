using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SafeChange.Analyzers.Jobs.Handlers;

/// <summary>
/// Handlers that another place makes handlers than the one where they are declared: jobs that are enqueued, methods that
/// are handed over, and implementations that a derived class declares. Read once a compilation, from the candidates of
/// all its trees alone.
/// </summary>
internal sealed class HandlerIndex
{
    private static readonly SymbolDisplayFormat ExpressionFormat = new(
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    private readonly Compilation compilation;
    private readonly Func<SyntaxTree, DeclaredHandlers> handlersOf;
    private readonly Func<SyntaxTree, HandlerCandidates> candidatesOf;
    private readonly Dictionary<IMethodSymbol, HandlerMethod> methods = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<SyntaxTree, List<HandlerMethod>> byTree = [];
    private readonly HashSet<ITypeSymbol> queuedCommands = new(SymbolEqualityComparer.Default);
    private readonly Lazy<ILookup<string, TypeDeclarationSyntax>> derived;

    private HandlerIndex(Compilation compilation, Func<SyntaxTree, DeclaredHandlers> handlersOf, Func<SyntaxTree, HandlerCandidates> candidatesOf)
    {
        this.compilation = compilation;
        this.handlersOf = handlersOf;
        this.candidatesOf = candidatesOf;
        derived = new(DerivedTypes);
    }

    /// <summary>Reads the trees of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="handlersOf">What a tree's handlers are found with; options are a tree's.</param>
    /// <param name="candidatesOf">The candidates of a tree.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static HandlerIndex Create(
        Compilation compilation,
        Func<SyntaxTree, DeclaredHandlers> handlersOf,
        Func<SyntaxTree, HandlerCandidates> candidatesOf,
        CancellationToken cancellationToken)
    {
        var index = new HandlerIndex(compilation, handlersOf, candidatesOf);
        foreach (var tree in compilation.SyntaxTrees)
        {
            cancellationToken.ThrowIfCancellationRequested();
            index.Read(tree, cancellationToken);
        }

        foreach (var found in index.methods.Values)
        {
            foreach (var reference in (found.Method.PartialImplementationPart ?? found.Method).DeclaringSyntaxReferences)
            {
                if (!index.byTree.TryGetValue(reference.SyntaxTree, out var list))
                {
                    index.byTree.Add(reference.SyntaxTree, list = []);
                }

                list.Add(found);
            }
        }

        return index;
    }

    /// <summary>The handlers whose declarations stand in a tree.</summary>
    public IReadOnlyList<HandlerMethod> In(SyntaxTree tree) => byTree.TryGetValue(tree, out var found) ? found : Array.Empty<HandlerMethod>();

    /// <summary>Whether a command is put into the job queue of FastEndpoints.</summary>
    public bool IsQueued(ITypeSymbol command) => queuedCommands.Contains(command);

    private void Read(SyntaxTree tree, CancellationToken cancellationToken)
    {
        var handlers = handlersOf(tree);
        if (handlers.Catalog.IsEmpty)
        {
            return;
        }

        var candidates = candidatesOf(tree);
        var own = HandlerCandidates.Named(tree, handlers.Catalog.OwnNames, cancellationToken);
        var enqueues = candidates.Enqueues.Concat(own.OfType<InvocationExpressionSyntax>().Where(HandlerCandidates.HasLambda)).Distinct().ToList();
        var registrations = candidates.Registrations.Concat<SyntaxNode>(candidates.Subscriptions).Concat(own).Distinct().ToList();
        var inheriting = candidates.Derived.Where(type => MayInherit(type, handlers.Catalog)).ToList();
        if (enqueues.Count == 0 && registrations.Count == 0 && candidates.QueuedCommands.IsEmpty && inheriting.Count == 0)
        {
            return;
        }

#pragma warning disable RS1030 // a job is enqueued in other trees than its own; only candidates are bound, and the host keeps models
        var model = compilation.GetSemanticModel(tree);
#pragma warning restore RS1030
        foreach (var call in enqueues)
        {
            ReadEnqueue(call, model, handlers.Catalog, cancellationToken);
        }

        foreach (var registration in registrations)
        {
            if (DelegateArgument.MethodOf(registration, model, handlers.Catalog, cancellationToken) is { } found)
            {
                Add(found);
            }
        }

        foreach (var command in candidates.QueuedCommands)
        {
            if (model.GetSymbolInfo(command, cancellationToken).Symbol is IMethodSymbol { ContainingNamespace.Name: "FastEndpoints" } method
                && CommandOf(command, method, model, cancellationToken) is { } type)
            {
                queuedCommands.Add(type);
            }
        }

        foreach (var type in inheriting)
        {
            if (model.GetDeclaredSymbol(type, cancellationToken) is { } symbol)
            {
                foreach (var found in handlers.Inherited(symbol))
                {
                    Add(found);
                }
            }
        }
    }

    // A class that has the interface in its list and the method from its base class.
    private static bool MayInherit(TypeDeclarationSyntax type, HandlerCatalog catalog) =>
        type.BaseList!.Types.Count > 1
        && type.BaseList.Types.Any(each => HandlerCandidates.NameOfType(each.Type) is { } name && catalog.IsInterfaceName(name));

    private void ReadEnqueue(InvocationExpressionSyntax call, SemanticModel model, HandlerCatalog catalog, CancellationToken cancellationToken)
    {
        if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method)
        {
            return;
        }

        var entry = catalog.Enqueue(method);
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        if (!definition.Parameters.Any(parameter => IsJobExpression(parameter.Type))
            || (entry is null && !HandlerCandidates.IsEnqueueName(method.Name)))
        {
            return;
        }

        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is LambdaExpressionSyntax { ExpressionBody: { } body } lambda
                && IsJobExpression(model.GetTypeInfo(lambda, cancellationToken).ConvertedType)
                && Call(body) is { } job
                && model.GetSymbolInfo(job, cancellationToken).Symbol is IMethodSymbol target
                && Declared((target.ReducedFrom ?? target).OriginalDefinition, cancellationToken) is { } declared)
            {
                Add(new(declared, declared.Name, Retried(entry ?? ByShape(method, catalog), declared)));
            }
        }
    }

    // A wrapper of the team's own: over Hangfire where that is referenced, since nothing else takes jobs as expressions.
    private static HandlerEntry ByShape(IMethodSymbol method, HandlerCatalog catalog)
    {
        var isRecurring = method.Name.StartsWith("AddOrUpdate", StringComparison.Ordinal)
            || method.Name.IndexOf("Recurring", StringComparison.Ordinal) >= 0
            || method.ContainingType.Name.IndexOf("Recurring", StringComparison.Ordinal) >= 0;
        if (catalog.Expressions is { } known)
        {
            return isRecurring ? known.Recurring : known.Enqueued;
        }

        var framework = method.ContainingType.Name;
        return isRecurring
            ? new(framework, Delivery.Recurring, HandlerEntry.Clause(framework, Delivery.Recurring, retries: null))
            : HandlerEntry.Own(framework);
    }

    // [AutomaticRetry(Attempts = n)] on the method or its class beats Hangfire's default.
    private static HandlerEntry Retried(HandlerEntry entry, IMethodSymbol job)
    {
        if (entry.Framework != "Hangfire" || entry.Delivery != Delivery.Durable)
        {
            return entry;
        }

        var attribute = job.GetAttributes().Concat(job.ContainingType.GetAttributes()).FirstOrDefault(each =>
            each.AttributeClass is { Name: "AutomaticRetryAttribute", ContainingNamespace: { Name: "Hangfire", ContainingNamespace.IsGlobalNamespace: true } });
        foreach (var argument in attribute?.NamedArguments ?? ImmutableArray<KeyValuePair<string, TypedConstant>>.Empty)
        {
            if (argument.Key == "Attempts" && argument.Value.Value is int attempts)
            {
                return entry with { Rerun = HandlerEntry.Clause(entry.Framework, entry.Delivery, attempts) };
            }
        }

        return entry;
    }

    private static InvocationExpressionSyntax? Call(ExpressionSyntax body)
    {
        while (body is ParenthesizedExpressionSyntax or CastExpressionSyntax)
        {
            body = body is CastExpressionSyntax cast ? cast.Expression : ((ParenthesizedExpressionSyntax)body).Expression;
        }

        return body as InvocationExpressionSyntax;
    }

    // Expression<Action>, Expression<Action<T>>, Expression<Func<Task>>, Expression<Func<T, Task>>.
    private static bool IsJobExpression(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Name: "Expression", Arity: 1 } expression
        && expression.ToDisplayString(ExpressionFormat) == "System.Linq.Expressions.Expression"
        && expression.TypeArguments[0] is INamedTypeSymbol { ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } } function
        && function switch
        {
            { Name: "Action", Arity: 0 or 1 } => true,
            { Name: "Func", Arity: 1 or 2 } => IsTask(function.TypeArguments[function.Arity - 1]),
            _ => false,
        };

    private static bool IsTask(ITypeSymbol type) =>
        type is { Name: "Task" or "ValueTask" } && type.ContainingNamespace?.ToDisplayString() == "System.Threading.Tasks";

    // The method in source that runs: of an abstract member, the one implementation that this compilation has.
    private IMethodSymbol? Declared(IMethodSymbol target, CancellationToken cancellationToken)
    {
        if (!SymbolEqualityComparer.Default.Equals(target.ContainingAssembly, compilation.Assembly))
        {
            return null;
        }

        if (!target.IsAbstract)
        {
            return target;
        }

        return OnlyImplementation(target, cancellationToken);
    }

    private IMethodSymbol? OnlyImplementation(IMethodSymbol member, CancellationToken cancellationToken)
    {
        IMethodSymbol? only = null;
        foreach (var syntax in derived.Value[member.ContainingType.Name])
        {
#pragma warning disable RS1030 // as above: the class that implements an interface stands in any tree
            if (compilation.GetSemanticModel(syntax.SyntaxTree).GetDeclaredSymbol(syntax, cancellationToken) is not { TypeKind: TypeKind.Class } type)
#pragma warning restore RS1030
            {
                continue;
            }

            foreach (var implementation in Implementations(type, member))
            {
                if (only is not null && !SymbolEqualityComparer.Default.Equals(only, implementation))
                {
                    return null;
                }

                only = implementation;
            }
        }

        return only is { IsAbstract: false } && SymbolEqualityComparer.Default.Equals(only.ContainingAssembly, compilation.Assembly) ? only : null;
    }

    private static IEnumerable<IMethodSymbol> Implementations(INamedTypeSymbol type, IMethodSymbol member)
    {
        if (member.ContainingType.TypeKind == TypeKind.Interface)
        {
            return type.AllInterfaces
                .Where(each => SymbolEqualityComparer.Default.Equals(each.OriginalDefinition, member.ContainingType))
                .Select(each => DeclaredHandlers.Implementation(type, each, member)?.OriginalDefinition)
                .OfType<IMethodSymbol>();
        }

        return type.GetMembers(member.Name).OfType<IMethodSymbol>()
            .Where(method => method.OverriddenMethod is { } overridden && SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, member));
    }

    private ILookup<string, TypeDeclarationSyntax> DerivedTypes() =>
        (from tree in compilation.SyntaxTrees
         from type in candidatesOf(tree).Derived
         from each in type.BaseList!.Types
         let name = HandlerCandidates.NameOfType(each.Type)
         where name is not null
         select (name, type)).ToLookup(each => each.name, each => each.type, StringComparer.Ordinal);

    private static ITypeSymbol? CommandOf(InvocationExpressionSyntax call, IMethodSymbol method, SemanticModel model, CancellationToken cancellationToken)
    {
        var command = method.ReducedFrom is not null && call.Expression is MemberAccessExpressionSyntax access
            ? access.Expression
            : call.ArgumentList.Arguments.FirstOrDefault()?.Expression;
        return command is null ? null : model.GetTypeInfo(command, cancellationToken).Type;
    }

    // Who delivers more often counts: a job that is enqueued and scheduled is retried.
    private void Add(HandlerMethod found)
    {
        if (!methods.TryGetValue(found.Method, out var present) || found.Entry.Delivery < present.Entry.Delivery)
        {
            methods[found.Method] = found;
        }
    }
}
