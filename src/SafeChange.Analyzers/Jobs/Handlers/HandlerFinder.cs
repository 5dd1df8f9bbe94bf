using System;
using System.Collections.Concurrent;
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

/// <summary>Says who is a handler. One for each compilation; may be asked about several trees at once.</summary>
internal sealed class HandlerFinder
{
    private const string Host = "the host";

    private readonly Compilation compilation;
    private readonly AnalyzerOptions options;
    private readonly Func<SyntaxTree, HandlerCandidates> candidatesOf;
    private readonly ImmutableArray<(CatalogEntry Entry, bool IsBuiltIn)> lines;
    private readonly DeclaredHandlers common;
    private readonly ConcurrentDictionary<string, DeclaredHandlers> byOptions = new(StringComparer.Ordinal);
    private readonly object indexLock = new();
    private HandlerIndex? index;

    private HandlerFinder(
        Compilation compilation,
        AnalyzerOptions options,
        Func<SyntaxTree, HandlerCandidates> candidatesOf,
        ImmutableArray<(CatalogEntry Entry, bool IsBuiltIn)> lines,
        HandlerCatalog catalog)
    {
        this.compilation = compilation;
        this.options = options;
        this.candidatesOf = candidatesOf;
        this.lines = lines;
        common = new(compilation, catalog);
    }

    /// <summary>
    /// Makes the finder of a compilation; null where it references no job framework, and neither a catalogue nor an
    /// option names handlers of the team's own.
    /// </summary>
#pragma warning disable RS1012 // reads what the start context keeps; the caller registers
    public static HandlerFinder? Create(CompilationStartAnalysisContext context, KnownTypes types)
    {
        var lines = SymbolCatalog.Create(CatalogKind.JobHandlers, context).Entries.ToImmutableArray();
        var catalog = HandlerCatalog.Create(types.Compilation, lines, []);
        return catalog.IsEmpty && !types.Compilation.SyntaxTrees.Any(tree => !Own(context.Options, tree).IsEmpty)
            ? null
            : new(types.Compilation, context.Options, tree => context.TryGetValue(tree, HandlerCandidates.Reader, out var candidates) ? candidates : HandlerCandidates.None, lines, catalog);
    }
#pragma warning restore RS1012

    /// <summary>Every handler whose body stands in the model's tree, in the order of the source.</summary>
    public ImmutableArray<JobHandler> Find(SemanticModel model, CancellationToken cancellationToken)
    {
        var tree = model.SyntaxTree;
        var handlers = HandlersOf(tree);
        if (handlers.Catalog.IsEmpty)
        {
            return ImmutableArray<JobHandler>.Empty;
        }

        var found = new Dictionary<SyntaxNode, JobHandler>();
        AddDeclared(found, model, handlers, cancellationToken);

        var elsewhere = Index(cancellationToken);
        foreach (var method in elsewhere.In(tree))
        {
            AddMethod(found, tree, method, cancellationToken);
        }

        AddFunctions(found, model, handlers, cancellationToken);
        if (found.Count == 0)
        {
            return ImmutableArray<JobHandler>.Empty;
        }

        var excluded = JobOptions.ExcludedHandlers.Read(options, tree);
        var reportInProcess = JobOptions.ReportInProcess.Read(options, tree);
        var result = found.Values
            .Select(handler => Queued(handler, elsewhere))
            .Where(handler => (reportInProcess || handler.Delivery != Delivery.InProcess) && !IsExcluded(handler, excluded, model, cancellationToken))
            .ToList();

        // A hosted service that only starts the loop or registers the delegate is not run again; those are.
        result.RemoveAll(service => service.Framework == Host && result.Any(inner =>
            inner != service && inner.Method is null && service.Body.Span.Contains(inner.Body.Span)));
        return result.OrderBy(handler => handler.Body.SpanStart).ToImmutableArray();
    }

    private static void AddDeclared(Dictionary<SyntaxNode, JobHandler> found, SemanticModel model, DeclaredHandlers handlers, CancellationToken cancellationToken)
    {
        var tree = model.SyntaxTree;
        foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
        {
            if (node is TypeDeclarationSyntax type
                && handlers.MayHold(type)
                && model.GetDeclaredSymbol(type, cancellationToken) is { } symbol)
            {
                foreach (var method in handlers.Of(symbol, cancellationToken))
                {
                    AddMethod(found, tree, method, cancellationToken);
                }
            }
        }
    }

    private void AddFunctions(Dictionary<SyntaxNode, JobHandler> found, SemanticModel model, DeclaredHandlers handlers, CancellationToken cancellationToken)
    {
        var tree = model.SyntaxTree;
        var catalog = handlers.Catalog;
        var candidates = candidatesOf(tree);
        var own = HandlerCandidates.Named(tree, catalog.OwnNames, cancellationToken);
        foreach (var registration in candidates.Registrations.Concat<SyntaxNode>(candidates.Subscriptions).Concat(own))
        {
            foreach (var (lambda, member, entry) in DelegateArgument.LambdasOf(registration, model, catalog, cancellationToken))
            {
                Add(found, new($"the handler of {member}", entry.Framework, entry.Delivery, entry.Rerun, Method: null, lambda, Arrow(lambda)));
            }
        }

        foreach (var function in candidates.Attributed)
        {
            var symbol = function is LambdaExpressionSyntax
                ? model.GetSymbolInfo(function, cancellationToken).Symbol
                : model.GetDeclaredSymbol(function, cancellationToken);
            if (symbol is not IMethodSymbol method || handlers.ByAttribute(method) is not { } entry)
            {
                continue;
            }

            if (function is LambdaExpressionSyntax lambda)
            {
                Add(found, new("the handler", entry.Framework, entry.Delivery, entry.Rerun, Method: null, lambda, Arrow(lambda)));
            }
            else
            {
                AddMethod(found, tree, new(method, method.Name, entry), cancellationToken);
            }
        }

        foreach (var fetch in candidates.Fetches.Concat(own.OfType<InvocationExpressionSyntax>()))
        {
            if (PullLoop.Of(fetch, model, catalog, cancellationToken) is var (loop, entry))
            {
                Add(found, new($"the loop of {Around(model.GetEnclosingSymbol(loop.SpanStart, cancellationToken))}", entry.Framework, entry.Delivery, entry.Rerun, Method: null, loop, PullLoop.Keyword(loop).GetLocation()));
            }
        }
    }

    private static void AddMethod(Dictionary<SyntaxNode, JobHandler> found, SyntaxTree tree, HandlerMethod handler, CancellationToken cancellationToken)
    {
        var method = handler.Method.PartialImplementationPart ?? handler.Method;
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            if (reference.SyntaxTree != tree)
            {
                continue;
            }

            var location = reference.GetSyntax(cancellationToken) switch
            {
                MethodDeclarationSyntax { Body: not null } or MethodDeclarationSyntax { ExpressionBody: not null } =>
                    ((MethodDeclarationSyntax)reference.GetSyntax(cancellationToken)).Identifier.GetLocation(),
                LocalFunctionStatementSyntax function => function.Identifier.GetLocation(),
                _ => null,
            };
            if (location is not null)
            {
                var (_, memberName, entry) = handler;
                Add(found, new(NameOf(method, memberName), entry.Framework, entry.Delivery, entry.Rerun, method, reference.GetSyntax(cancellationToken), location));
            }
        }
    }

    // Who delivers more often counts, and the first of two who deliver alike.
    private static void Add(Dictionary<SyntaxNode, JobHandler> found, JobHandler handler)
    {
        if (!found.TryGetValue(handler.Body, out var present) || handler.Delivery < present.Delivery)
        {
            found[handler.Body] = handler;
        }
    }

    private static Location Arrow(AnonymousFunctionExpressionSyntax lambda) => lambda switch
    {
        LambdaExpressionSyntax { ArrowToken: var arrow } => arrow.GetLocation(),
        AnonymousMethodExpressionSyntax { DelegateKeyword: var keyword } => keyword.GetLocation(),
        _ => lambda.GetLocation(),
    };

    private static string NameOf(IMethodSymbol method, string memberName) =>
        method.MethodKind == MethodKind.LocalFunction
            ? memberName
            : $"{method.ContainingType.Name}.{memberName.Substring(memberName.LastIndexOf('.') + 1)}";

    // The nearest method with a name; that of top-level statements has none that anybody wrote.
    private static string Around(ISymbol? symbol)
    {
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction })
        {
            symbol = symbol.ContainingSymbol;
        }

        return symbol is IMethodSymbol { CanBeReferencedByName: true } method
            ? NameOf(method, method.Name)
            : symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary } ? "the program" : symbol?.ContainingType?.Name ?? "the program";
    }

    // A command of FastEndpoints is a call, except where it is put into the job queue.
    private static JobHandler Queued(JobHandler handler, HandlerIndex index) =>
        handler is { Framework: "FastEndpoints", Delivery: Delivery.InProcess, Method.Parameters: { Length: > 0 } parameters } && index.IsQueued(parameters[0].Type)
            ? handler with { Delivery = Delivery.Durable, Rerun = "FastEndpoints runs a failed job again until it succeeds" }
            : handler;

    private static bool IsExcluded(JobHandler handler, ImmutableArray<string> excluded, SemanticModel model, CancellationToken cancellationToken)
    {
        if (excluded.IsEmpty)
        {
            return false;
        }

        for (var symbol = handler.Method ?? model.GetEnclosingSymbol(handler.Body.SpanStart, cancellationToken);
            symbol is IMethodSymbol or INamedTypeSymbol;
            symbol = symbol.ContainingSymbol)
        {
            if (symbol is not IMethodSymbol { MethodKind: MethodKind.LocalFunction or MethodKind.AnonymousFunction }
                && symbol.OriginalDefinition.GetDocumentationCommentId() is { } id
                && excluded.Any(item => Matches(item, id)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Matches(string item, string id)
    {
        if (item.EndsWith("*", StringComparison.Ordinal))
        {
            return id.StartsWith(item.Substring(0, item.Length - 1), StringComparison.Ordinal);
        }

        // Without a parameter list it means every overload.
        var end = item.IndexOf('(') < 0 ? id.IndexOf('(') : -1;
        var name = end < 0 ? id : id.Substring(0, end);
        return name == item || (item.IndexOf("``", StringComparison.Ordinal) < 0 && WithoutMethodArity(name) == item);
    }

    private static string WithoutMethodArity(string id)
    {
        var ticks = id.IndexOf("``", StringComparison.Ordinal);
        return ticks < 0 ? id : id.Substring(0, ticks);
    }

    private DeclaredHandlers HandlersOf(SyntaxTree tree)
    {
        var own = Own(options, tree);
        if (own.IsEmpty)
        {
            return common;
        }

        var key = string.Join("|", own.Select(each => each.Kind + each.Id));
        return byOptions.GetOrAdd(key, _ => new(compilation, HandlerCatalog.Create(compilation, lines, own)));
    }

    private static ImmutableArray<(string Id, string? Kind)> Own(AnalyzerOptions options, SyntaxTree tree)
    {
        var types = JobOptions.HandlerTypes.Read(options, tree);
        var attributes = JobOptions.HandlerAttributes.Read(options, tree);
        var enqueues = JobOptions.EnqueueMethods.Read(options, tree);
        return types.IsEmpty && attributes.IsEmpty && enqueues.IsEmpty
            ? ImmutableArray<(string, string?)>.Empty
            : types.Concat(attributes).Select(id => (id, (string?)null)).Concat(enqueues.Select(id => (id, (string?)"enqueue"))).ToImmutableArray();
    }

    // Not a Lazy: that would keep the cancellation of whoever asked first.
    private HandlerIndex Index(CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref index) is { } known)
        {
            return known;
        }

        lock (indexLock)
        {
            index ??= HandlerIndex.Create(compilation, HandlersOf, candidatesOf, cancellationToken);
            return index;
        }
    }
}
