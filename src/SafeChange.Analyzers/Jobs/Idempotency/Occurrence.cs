using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>An operation as a handler comes to it: where it stands, and through which calls.</summary>
internal readonly record struct Occurrence(IOperation Operation, Frame Frame)
{
    /// <summary>From the handler's own body inwards: in each frame, the call that leads on, and last the operation itself.</summary>
    public IEnumerable<(Frame Frame, IOperation Site)> Levels
    {
        get
        {
            var chain = Frame.Chain.ToList();
            for (var i = 0; i < chain.Count; i++)
            {
                yield return (chain[i], i + 1 < chain.Count ? chain[i + 1].Site ?? Operation : Operation);
            }
        }
    }

    /// <summary>The operation in the handler's own source through which this one is reached; a lambda that stands there belongs to it.</summary>
    public IOperation InHandler
    {
        get
        {
            var levels = Levels.ToList();
            var handler = levels[0].Frame.Body.Syntax;
            var depth = 0;
            while (depth + 1 < levels.Count
                && levels[depth + 1].Frame.Body.Syntax is AnonymousFunctionExpressionSyntax lambda
                && lambda.SyntaxTree == handler.SyntaxTree
                && handler.Span.Contains(lambda.Span))
            {
                depth++;
            }

            return levels[depth].Site;
        }
    }

    /// <summary>The names of the methods on the way; empty where the operation stands in the handler itself.</summary>
    public ImmutableArray<string> Via => Frame.Chain.Skip(1)
        .Where(static frame => !frame.Body.IsLambda && frame.Body.Method is not null)
        .Select(static frame => frame.Body.Method!.Name)
        .ToImmutableArray();

    /// <summary>The innermost loop around the operation, or around a call that leads to it, from the handler's body on.</summary>
    public (Frame Frame, IOperation Loop)? Loop
    {
        get
        {
            foreach (var (frame, site) in Levels.Reverse())
            {
                for (var current = site; current?.Parent is { } parent; current = parent)
                {
                    if (IsTurnOf(parent, current))
                    {
                        return (frame, parent);
                    }
                }

                // The lambda of Select or ForEach is the body of a loop.
                if (frame.Body.IsLambda && frame.Caller is { } caller && frame.Site is IInvocationOperation call
                    && call.TargetMethod.Name is "Select" or "SelectMany" or "ForEach" or "ForEachAsync" or "ForAll" or "ParallelForEachAsync")
                {
                    return (caller, call);
                }
            }

            return null;
        }
    }

    /// <summary>Whether control may come from this operation to the other, in one run.</summary>
    public bool Reaches(Occurrence other)
    {
        if (Common(other) is not var (frame, here, there))
        {
            return true;
        }

        return frame.Body.Paths is not { } paths
            || paths.PositionOf(here) is not { } first
            || paths.PositionOf(there) is not { } second
            || paths.Reaches(first, second);
    }

    /// <summary>Whether this operation stands before the other in the source of the body in which their ways part.</summary>
    public bool IsBefore(Occurrence other) =>
        Common(other) is not var (_, here, there) || here.Syntax.SpanStart < there.Syntax.SpanStart;

    /// <summary>Whether the operation is reached within a turn of a loop.</summary>
    public bool IsIn((Frame Frame, IOperation Loop) loop)
    {
        foreach (var (frame, site) in Levels)
        {
            if (ReferenceEquals(frame, loop.Frame))
            {
                for (var current = site; current is not null; current = current.Parent)
                {
                    if (ReferenceEquals(current, loop.Loop))
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    /// <summary>The body in which the ways to both part, and where each leads on; null where one is on the way to the other.</summary>
    public (Frame Frame, IOperation Here, IOperation There)? Common(Occurrence other)
    {
        foreach (var (left, right) in Levels.Zip(other.Levels, static (left, right) => (left, right)))
        {
            if (!ReferenceEquals(left.Frame, right.Frame))
            {
                return null;
            }

            if (!ReferenceEquals(left.Site, right.Site))
            {
                return (left.Frame, left.Site, right.Site);
            }
        }

        return null;
    }

    private static bool IsTurnOf(IOperation parent, IOperation child) => parent switch
    {
        IForEachLoopOperation loop => ReferenceEquals(loop.Body, child),
        IForLoopOperation loop => ReferenceEquals(loop.Body, child),
        IWhileLoopOperation loop => ReferenceEquals(loop.Body, child) || ReferenceEquals(loop.Condition, child),
        _ => false,
    };
}
