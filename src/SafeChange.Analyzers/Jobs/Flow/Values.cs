using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SafeChange.Analyzers.Jobs.Flow;

/// <summary>
/// What the locals and parameters of one body hold and what is done with them, read from the operation tree as written.
/// Nested lambdas and local functions take part: they share the locals.
/// </summary>
internal sealed class Values
{
    // Longer chains of locals are not worth following, and the bound makes circles harmless.
    private const int MaximumSteps = 8;

    private readonly Dictionary<ISymbol, List<IOperation?>> assigned = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, List<IOperation>> references = new(SymbolEqualityComparer.Default);

    private Values()
    {
    }

    /// <summary>Reads a body: a method's block or expression, or whatever else is the root of a tree.</summary>
    public static Values Of(IEnumerable<IOperation> roots)
    {
        var values = new Values();
        foreach (var root in roots)
        {
            foreach (var operation in root.DescendantsAndSelf())
            {
                values.Read(operation);
            }
        }

        return values;
    }

    /// <summary>
    /// The value behind an expression: conversions, parentheses, awaits, <c>ConfigureAwait</c> and locals that are
    /// assigned once are looked through. What cannot be looked through is answered itself.
    /// </summary>
    public IOperation Resolve(IOperation value)
    {
        for (var step = 0; step < MaximumSteps; step++)
        {
            var inner = Unwrap(value);
            if (inner is ILocalReferenceOperation local && Single(local.Local) is { } known)
            {
                value = known;
                continue;
            }

            return inner;
        }

        return value;
    }

    /// <summary>Looks through conversions, parentheses, awaits and <c>ConfigureAwait</c>, and nothing else.</summary>
    public static IOperation Unwrap(IOperation value)
    {
        while (true)
        {
            switch (value)
            {
                case IConversionOperation conversion:
                    value = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    value = parenthesized.Operand;
                    break;
                case IAwaitOperation await:
                    value = await.Operation;
                    break;
                case IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Instance: { } task }:
                    value = task;
                    break;
                default:
                    return value;
            }
        }
    }

    /// <summary>The one value that a local is given in this body; null where there are several, none, or one that is not an expression.</summary>
    public IOperation? Single(ILocalSymbol local) =>
        assigned.TryGetValue(local, out var all) && all.Count == 1 ? all[0] : null;

    /// <summary>Every value that a local or parameter is given; null stands for one that is no expression (ref, out, foreach, deconstruction).</summary>
    public IReadOnlyList<IOperation?> Assigned(ISymbol local) =>
        assigned.TryGetValue(local, out var all) ? all : Array.Empty<IOperation?>();

    /// <summary>Every reference to a local or parameter in this body, in the order of the source.</summary>
    public IReadOnlyList<IOperation> References(ISymbol local) =>
        references.TryGetValue(local, out var all) ? all : Array.Empty<IOperation>();

    private void Read(IOperation operation)
    {
        switch (operation)
        {
            case IVariableDeclaratorOperation declarator when declarator.GetVariableInitializer() is { } initializer:
                Assign(declarator.Symbol, initializer.Value);
                break;
            case ISimpleAssignmentOperation assignment when Symbol(assignment.Target) is { } symbol:
                Assign(symbol, assignment.IsRef ? null : assignment.Value);
                break;
            case ICompoundAssignmentOperation compound when Symbol(compound.Target) is { } symbol:
                Assign(symbol, null);
                break;
            case ICoalesceAssignmentOperation coalesce when Symbol(coalesce.Target) is { } symbol:
                Assign(symbol, coalesce.Value);
                break;
            case IIncrementOrDecrementOperation increment when Symbol(increment.Target) is { } symbol:
                Assign(symbol, null);
                break;
            case IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument when Symbol(argument.Value) is { } symbol:
                Assign(symbol, null);
                break;
            case IDeconstructionAssignmentOperation deconstruction:
                foreach (var target in deconstruction.Target.DescendantsAndSelf())
                {
                    if (Symbol(target) is { } symbol)
                    {
                        Assign(symbol, null);
                    }
                }

                break;
            case IForEachLoopOperation loop:
                foreach (var local in loop.Locals)
                {
                    Assign(local, null);
                }

                break;
            case IDeclarationPatternOperation { DeclaredSymbol: { } declared } pattern:
                // `x is T t`, `x is { } t` and `x is not { } t`: the local is the value that was tested, where the pattern stands alone.
                Assign(declared, Tested(pattern));
                break;
            case IRecursivePatternOperation { DeclaredSymbol: { } declared } pattern:
                Assign(declared, Tested(pattern));
                break;
        }

        if (Symbol(operation) is { } referenced)
        {
            if (!references.TryGetValue(referenced, out var all))
            {
                references.Add(referenced, all = []);
            }

            all.Add(operation);
        }
    }

    // `x is not { } t` gives t the same value where it goes on.
    private static IOperation? Tested(IPatternOperation pattern)
    {
        IOperation? current = pattern.Parent;
        while (current is INegatedPatternOperation)
        {
            current = current.Parent;
        }

        return (current as IIsPatternOperation)?.Value;
    }

    private void Assign(ISymbol symbol, IOperation? value)
    {
        if (!assigned.TryGetValue(symbol, out var all))
        {
            assigned.Add(symbol, all = []);
        }

        all.Add(value);
    }

    private static ISymbol? Symbol(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IParameterReferenceOperation parameter => parameter.Parameter,
        IDeclarationExpressionOperation { Expression: ILocalReferenceOperation local } => local.Local,
        _ => null,
    };
}
