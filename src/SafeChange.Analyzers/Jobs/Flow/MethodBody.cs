using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SafeChange.Analyzers.Jobs.Flow;

/// <summary>
/// One body that runs: of a method, a local function, a lambda or an accessor. Read once per compilation; what depends
/// on who calls it is kept in <see cref="Frame"/>.
/// </summary>
internal sealed class MethodBody
{
    // Beyond that the body is generated or hopeless, and the paths through it would cost too much.
    private const int MaximumBlocks = 1500;

    private readonly System.Lazy<FlowGraph?> flow;
    private readonly System.Lazy<Dictionary<SyntaxNode, IOperation>> bySyntax;

    private MethodBody(SyntaxNode syntax, IOperation root, IOperation code, Values values, MethodBody? parent, IMethodSymbol? method)
    {
        Syntax = syntax;
        Code = code;
        Values = values;
        Parent = parent;
        Method = method;
        Operations = Own(code);
        Invocations = Operations.OfType<IInvocationOperation>().ToImmutableArray();
        Tries = Operations.OfType<ITryOperation>().ToImmutableArray();
        flow = new(() => Flow(root), LazyThreadSafetyMode.ExecutionAndPublication);
        bySyntax = new(
            () =>
            {
                var result = new Dictionary<SyntaxNode, IOperation>();
                foreach (var operation in Operations)
                {
                    // The outermost explicit operation of a syntax: a conversion around it is implicit.
                    if (!operation.IsImplicit && !result.ContainsKey(operation.Syntax))
                    {
                        result.Add(operation.Syntax, operation);
                    }
                }

                return result;
            },
            LazyThreadSafetyMode.ExecutionAndPublication);
    }

    /// <summary>The declaration or the lambda.</summary>
    public SyntaxNode Syntax { get; }

    /// <summary>The operations of the body, without those of lambdas and local functions in it, in the order of the source.</summary>
    public ImmutableArray<IOperation> Operations { get; }

    /// <summary>The calls among them.</summary>
    public ImmutableArray<IInvocationOperation> Invocations { get; }

    /// <summary>The try statements among them.</summary>
    public ImmutableArray<ITryOperation> Tries { get; }

    /// <summary>The root of those operations.</summary>
    public IOperation Code { get; }

    /// <summary>The locals, shared with the lambdas in the body and around it.</summary>
    public Values Values { get; }

    /// <summary>The body around, for a lambda or a local function.</summary>
    public MethodBody? Parent { get; }

    public IMethodSymbol? Method { get; }

    /// <summary>Whether it is a lambda, or the clause of a query expression.</summary>
    public bool IsLambda => Method?.MethodKind == MethodKind.AnonymousFunction;

    /// <summary>The paths through the body; null where there are too many.</summary>
    public FlowGraph? Paths => flow.Value;

    /// <summary>The operation as written that has this syntax.</summary>
    public IOperation? Original(SyntaxNode syntax) => bySyntax.Value.TryGetValue(syntax, out var operation) ? operation : null;

    /// <summary>What the body returns, with the place of the return.</summary>
    public IEnumerable<IReturnOperation> Returns => Operations.OfType<IReturnOperation>().Where(static r => r.ReturnedValue is not null);

    /// <summary>The body of a method, a local function, a lambda or an accessor; null where nothing is known of it.</summary>
    public static MethodBody? Read(SyntaxNode syntax, SemanticModel model, System.Func<SyntaxNode, MethodBody?> other, CancellationToken cancellationToken)
    {
        if (model.GetOperation(syntax, cancellationToken) is not { } operation)
        {
            return null;
        }

        switch (operation)
        {
            case IAnonymousFunctionOperation lambda:
                return Read(lambda, other);
            case ILocalFunctionOperation local:
                return (local.Body ?? local.IgnoredBody) is { } body && Around(local, other) is { } outer
                    ? new(syntax, Outermost(local), body, outer.Values, outer, local.Symbol)
                    : null;
            default:
                return operation.Parent is null && IsRoot(operation)
                    ? new(syntax, operation, operation, Values.Of([operation]), parent: null, model.GetDeclaredSymbol(syntax, cancellationToken) as IMethodSymbol)
                    : null;
        }
    }

    public static MethodBody? Read(IAnonymousFunctionOperation lambda, System.Func<SyntaxNode, MethodBody?> other) =>
        Around(lambda, other) is { } around ? new(lambda.Syntax, Outermost(lambda), lambda.Body, around.Values, around, lambda.Symbol) : null;

    private static bool IsRoot(IOperation operation) =>
        operation is IMethodBodyOperation or IConstructorBodyOperation or IBlockOperation or IFieldInitializerOperation or IPropertyInitializerOperation;

    private static MethodBody? Around(IOperation operation, System.Func<SyntaxNode, MethodBody?> other)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is IAnonymousFunctionOperation { Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.AnonymousFunctionExpressionSyntax } or ILocalFunctionOperation || current.Parent is null)
            {
                return other(current.Syntax);
            }
        }

        return null;
    }

    private static IOperation Outermost(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }

    private FlowGraph? Flow(IOperation root)
    {
        ControlFlowGraph? graph;
        if (Parent is null)
        {
            graph = root switch
            {
                IMethodBodyOperation method => ControlFlowGraph.Create(method),
                IConstructorBodyOperation constructor => ControlFlowGraph.Create(constructor),
                IBlockOperation block => ControlFlowGraph.Create(block),
                IFieldInitializerOperation field => ControlFlowGraph.Create(field),
                IPropertyInitializerOperation property => ControlFlowGraph.Create(property),
                _ => null,
            };
        }
        else if (Parent.Paths is not { } around)
        {
            return null;
        }
        else if (Code.Parent is ILocalFunctionOperation local)
        {
            graph = around.Graph.LocalFunctions.Contains(local.Symbol) ? around.Graph.GetLocalFunctionControlFlowGraph(local.Symbol) : null;
        }
        else
        {
            graph = around.Lambda(Syntax);
        }

        return graph is null || graph.Blocks.Length > MaximumBlocks ? null : new FlowGraph(graph);
    }

    private static ImmutableArray<IOperation> Own(IOperation code)
    {
        var own = ImmutableArray.CreateBuilder<IOperation>();
        var stack = new Stack<IOperation>();
        stack.Push(code);
        while (stack.Count > 0)
        {
            var current = stack.Pop();
            own.Add(current);
            if (current is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                continue;
            }

            foreach (var child in current.ChildOperations.Reverse())
            {
                stack.Push(child);
            }
        }

        return own.ToImmutable();
    }
}
