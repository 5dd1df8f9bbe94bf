using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SafeChange.Analyzers.Jobs.Flow;

/// <summary>
/// The paths through one body: which block dominates which, and which outcome of a condition an operation needs.
/// Operations are found by their syntax, so that everything else can be read from the tree as written.
/// </summary>
internal sealed class FlowGraph
{
    private readonly ImmutableArray<BasicBlock> blocks;

    // Normal flow: branches as they are. A branch that leaves a try also enters its finally, whose end Roslyn leaves
    // open; the way on is the branch itself, so that a return inside a try does not seem to reach what follows it.
    private readonly int[][] normal;

    // And the ways into handlers, by which a catch is reached from the beginning of its try.
    private readonly int[][] all;
    private readonly int[] dominator;
    private readonly int[] order;
    private readonly int[][] backwards;

    // The interval of each block in a walk over the tree of dominators: one contains the other where it dominates.
    private readonly int[] entered;
    private readonly int[] left;
    private readonly ConcurrentDictionary<int, bool[]> reached = new();
    private readonly ConcurrentDictionary<int, bool[]> endsWithout = new();
    private readonly ConcurrentDictionary<(int From, int Destination), bool[]> sides = new();
    private readonly ConcurrentDictionary<int, ImmutableArray<Control>> controls = new();
    private readonly Dictionary<SyntaxNode, Position> positions = [];
    private readonly Dictionary<CaptureId, IOperation?> captures = [];
    private readonly Dictionary<SyntaxNode, IFlowAnonymousFunctionOperation> lambdas = [];

    public FlowGraph(ControlFlowGraph graph)
    {
        Graph = graph;
        blocks = graph.Blocks;
        (normal, all) = Edges(graph);
        (dominator, order) = Dominators(all);
        (entered, left) = Intervals(dominator);
        backwards = Reversed(normal);
        foreach (var block in blocks)
        {
            for (var i = 0; i < block.Operations.Length; i++)
            {
                Index(block.Operations[i], new(block.Ordinal, i));
            }

            if (block.BranchValue is { } value)
            {
                Index(value, new(block.Ordinal, block.Operations.Length));
            }
        }
    }

    public ControlFlowGraph Graph { get; }

    public int BlockCount => blocks.Length;

    public BasicBlock Block(int ordinal) => blocks[ordinal];

    /// <summary>Where an operation is evaluated; null where it never is, or stands in a lambda of its own.</summary>
    public Position? PositionOf(IOperation operation)
    {
        // A return is a branch in the graph; what it gives back is evaluated.
        if (operation is IReturnOperation { ReturnedValue: { } value })
        {
            operation = value;
        }

        for (var current = operation; current is not null; current = current.Parent)
        {
            if (positions.TryGetValue(current.Syntax, out var position))
            {
                return position;
            }
        }

        return null;
    }

    /// <summary>The graph of a lambda that stands in this body.</summary>
    public ControlFlowGraph? Lambda(SyntaxNode lambda) =>
        lambdas.TryGetValue(lambda, out var operation) ? Graph.GetAnonymousFunctionControlFlowGraph(operation) : null;

    /// <summary>The value that a captured reference stands for, where it is captured once.</summary>
    public IOperation? Captured(IFlowCaptureReferenceOperation reference) =>
        captures.TryGetValue(reference.Id, out var value) ? value : null;

    /// <summary>Whether the block can be reached at all.</summary>
    public bool IsReachable(int block) => order[block] >= 0;

    /// <summary>Whether every path to <paramref name="block"/> goes through <paramref name="by"/>.</summary>
    public bool IsDominated(int block, int by) =>
        block == by || (IsReachable(block) && IsReachable(by) && entered[by] <= entered[block] && left[block] <= left[by]);

    /// <summary>Whether the first position is passed on every path to the second.</summary>
    public bool Precedes(Position first, Position second) =>
        first.Block == second.Block ? first.Index <= second.Index : IsDominated(second.Block, first.Block);

    /// <summary>Whether there is a path from the first position to the second.</summary>
    public bool Reaches(Position first, Position second) =>
        (first.Block == second.Block && first.Index <= second.Index) || reached.GetOrAdd(first.Block, block => Reachable(all[block], avoid: -1, all))[second.Block];

    /// <summary>Whether the body can come to its end from a position, with no exception, past all of some others.</summary>
    public bool CanEndWithout(Position start, IReadOnlyCollection<Position> marks)
    {
        var avoid = new HashSet<int>();
        foreach (var mark in marks)
        {
            if (mark.Block == start.Block && mark.Index >= start.Index)
            {
                return false;
            }

            avoid.Add(mark.Block);
        }

        var seen = new bool[blocks.Length];
        var stack = new Stack<int>(normal[start.Block]);
        while (stack.Count > 0)
        {
            var current = stack.Pop();
            if (seen[current] || avoid.Contains(current))
            {
                continue;
            }

            if (blocks[current].Kind == BasicBlockKind.Exit)
            {
                return true;
            }

            seen[current] = true;
            foreach (var next in normal[current])
            {
                stack.Push(next);
            }
        }

        return false;
    }

    /// <summary>
    /// The conditions that decide whether a block runs, each with the outcome that it needs; null where both outcomes
    /// may lead there and both may lead past it.
    /// </summary>
    public ImmutableArray<Control> Controls(int target) => controls.GetOrAdd(target, FindControls);

    private ImmutableArray<Control> FindControls(int target)
    {
        var found = ImmutableArray.CreateBuilder<Control>();
        if (IsReachable(target))
        {
            for (var current = dominator[target]; current >= 0; current = dominator[current])
            {
                if (blocks[current] is { ConditionKind: not ControlFlowConditionKind.None } block && ControlOf(block, target) is { } control)
                {
                    found.Add(control);
                }

                if (dominator[current] == current)
                {
                    break;
                }
            }
        }

        return found.ToImmutable();
    }

    private Control? ControlOf(BasicBlock block, int target)
    {
        var conditional = block.ConditionalSuccessor;
        var fallThrough = block.FallThroughSuccessor;
        var whenJumping = Side(block.Ordinal, conditional, target);
        var otherwise = Side(block.Ordinal, fallThrough, target);
        var jumpValue = block.ConditionKind == ControlFlowConditionKind.WhenTrue;
        if (whenJumping.Reaches && otherwise.Reaches)
        {
            // Both lead there: the condition matters where one of them may pass it by.
            return (whenJumping.Bypasses, otherwise.Bypasses) switch
            {
                (true, false) => new Control(block, !jumpValue),
                (false, true) => new Control(block, jumpValue),
                (true, true) => new Control(block, null),
                _ => null,
            };
        }

        if (whenJumping.Reaches)
        {
            return new Control(block, jumpValue);
        }

        return otherwise.Reaches ? new Control(block, !jumpValue) : null;
    }

    private (bool Reaches, bool Bypasses) Side(int from, ControlFlowBranch? branch, int target)
    {
        if (branch?.Destination is not { } destination)
        {
            return (false, true);
        }

        if (destination.Ordinal == target)
        {
            return (true, false);
        }

        // On the way to the target the condition is not asked again: that would be the next turn of a loop.
        if (!sides.GetOrAdd((from, destination.Ordinal), side => Reachable([side.Destination], avoid: side.From, all))[target])
        {
            return (false, true);
        }

        // Past the target to the end, or to the condition again.
        var bypasses = endsWithout.GetOrAdd(target, EndsWithout)[destination.Ordinal]
            || (reached.GetOrAdd(destination.Ordinal, block => Reachable(all[block], avoid: -1, all))[from]
                && Reachable([destination.Ordinal], avoid: target, normal)[from]);
        return (true, bypasses);
    }

    /// <summary>From which blocks the method can come to an end, by its end, a return or a throw, past one of them.</summary>
    private bool[] EndsWithout(int target)
    {
        var ends = new List<int>();
        foreach (var block in blocks)
        {
            if (block.Ordinal != target && IsEnd(block))
            {
                ends.Add(block.Ordinal);
            }
        }

        var can = Reachable(ends, avoid: target, backwards);
        can[target] = false;
        return can;
    }

    /// <summary>Whether the method ends there: by its end, a return, or a throw.</summary>
    private static bool IsEnd(BasicBlock block) =>
        block.Kind == BasicBlockKind.Exit
        || (block.FallThroughSuccessor is { Destination: null } branch && branch.Semantics is ControlFlowBranchSemantics.Throw or ControlFlowBranchSemantics.Rethrow);

    /// <summary>What is reached from the seeds, themselves included; paths end at <paramref name="avoid"/>.</summary>
    private static bool[] Reachable(IEnumerable<int> seeds, int avoid, int[][] edges)
    {
        var seen = new bool[edges.Length];
        var stack = new Stack<int>(seeds);
        while (stack.Count > 0)
        {
            var current = stack.Pop();
            if (!seen[current])
            {
                seen[current] = true;
                if (current != avoid)
                {
                    foreach (var next in edges[current])
                    {
                        stack.Push(next);
                    }
                }
            }
        }

        return seen;
    }

    private void Index(IOperation operation, Position position)
    {
        switch (operation)
        {
            case IFlowCaptureOperation capture:
                // Captured twice (both sides of a ?:), it stands for no single value.
                captures[capture.Id] = captures.ContainsKey(capture.Id) ? null : capture.Value;
                break;
            case IFlowAnonymousFunctionOperation lambda:
                lambdas[lambda.Syntax] = lambda;
                break;
        }

        if (!positions.ContainsKey(operation.Syntax))
        {
            positions.Add(operation.Syntax, position);
        }

        foreach (var child in operation.ChildOperations)
        {
            Index(child, position);
        }
    }

    private static (int[][] Normal, int[][] All) Edges(ControlFlowGraph graph)
    {
        var count = graph.Blocks.Length;
        var normal = new List<int>[count];
        var all = new List<int>[count];
        for (var i = 0; i < count; i++)
        {
            (normal[i], all[i]) = ([], []);
        }

        foreach (var block in graph.Blocks)
        {
            Add(block, block.FallThroughSuccessor);
            Add(block, block.ConditionalSuccessor);
        }

        AddHandlers(graph.Root);
        return (Arrays(normal), Arrays(all));

        void Add(BasicBlock block, ControlFlowBranch? branch)
        {
            if (branch is null)
            {
                return;
            }

            if (branch.Destination is { } destination)
            {
                normal[block.Ordinal].Add(destination.Ordinal);
                all[block.Ordinal].Add(destination.Ordinal);
            }

            foreach (var region in branch.FinallyRegions)
            {
                normal[block.Ordinal].Add(region.FirstBlockOrdinal);
                all[block.Ordinal].Add(region.FirstBlockOrdinal);
            }
        }

        void AddHandlers(ControlFlowRegion region)
        {
            if (region.Kind is ControlFlowRegionKind.TryAndCatch or ControlFlowRegionKind.TryAndFinally)
            {
                foreach (var handler in region.NestedRegions)
                {
                    if (handler.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.FilterAndHandler or ControlFlowRegionKind.Finally)
                    {
                        all[region.FirstBlockOrdinal].Add(handler.FirstBlockOrdinal);
                    }
                }
            }

            foreach (var nested in region.NestedRegions)
            {
                AddHandlers(nested);
            }
        }

        static int[][] Arrays(List<int>[] lists)
        {
            var result = new int[lists.Length][];
            for (var i = 0; i < lists.Length; i++)
            {
                result[i] = lists[i].ToArray();
            }

            return result;
        }
    }

    private static int[][] Reversed(int[][] edges)
    {
        var result = new List<int>[edges.Length];
        for (var i = 0; i < edges.Length; i++)
        {
            result[i] = [];
        }

        for (var i = 0; i < edges.Length; i++)
        {
            foreach (var next in edges[i])
            {
                result[next].Add(i);
            }
        }

        return System.Array.ConvertAll(result, static list => list.ToArray());
    }

    private static (int[] Entered, int[] Left) Intervals(int[] dominator)
    {
        var children = new List<int>[dominator.Length];
        for (var i = 0; i < dominator.Length; i++)
        {
            children[i] = [];
        }

        for (var i = 1; i < dominator.Length; i++)
        {
            if (dominator[i] >= 0)
            {
                children[dominator[i]].Add(i);
            }
        }

        var (entered, left) = (new int[dominator.Length], new int[dominator.Length]);
        var clock = 0;
        var stack = new Stack<(int Block, int Next)>();
        stack.Push((0, 0));
        entered[0] = clock++;
        while (stack.Count > 0)
        {
            var (block, next) = stack.Pop();
            if (next < children[block].Count)
            {
                stack.Push((block, next + 1));
                var child = children[block][next];
                entered[child] = clock++;
                stack.Push((child, 0));
            }
            else
            {
                left[block] = clock++;
            }
        }

        return (entered, left);
    }

    // Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm".
    private static (int[] Dominator, int[] Order) Dominators(int[][] edges)
    {
        var count = edges.Length;
        var order = new int[count];
        var dominator = new int[count];
        var predecessors = new List<int>[count];
        for (var i = 0; i < count; i++)
        {
            (order[i], dominator[i], predecessors[i]) = (-1, -1, []);
        }

        for (var i = 0; i < count; i++)
        {
            foreach (var next in edges[i])
            {
                predecessors[next].Add(i);
            }
        }

        var postOrder = new List<int>(count);
        var visited = new bool[count];
        var stack = new Stack<(int Block, int Next)>();
        stack.Push((0, 0));
        visited[0] = true;
        while (stack.Count > 0)
        {
            var (block, next) = stack.Pop();
            if (next < edges[block].Length)
            {
                stack.Push((block, next + 1));
                var successor = edges[block][next];
                if (!visited[successor])
                {
                    visited[successor] = true;
                    stack.Push((successor, 0));
                }
            }
            else
            {
                order[block] = postOrder.Count;
                postOrder.Add(block);
            }
        }

        dominator[0] = 0;
        for (var changed = true; changed;)
        {
            changed = false;
            for (var i = postOrder.Count - 2; i >= 0; i--)
            {
                var block = postOrder[i];
                var best = -1;
                foreach (var predecessor in predecessors[block])
                {
                    if (dominator[predecessor] >= 0)
                    {
                        best = best < 0 ? predecessor : Common(best, predecessor);
                    }
                }

                if (best >= 0 && dominator[block] != best)
                {
                    dominator[block] = best;
                    changed = true;
                }
            }
        }

        return (dominator, order);

        int Common(int left, int right)
        {
            while (left != right)
            {
                while (order[left] < order[right])
                {
                    left = dominator[left];
                }

                while (order[right] < order[left])
                {
                    right = dominator[right];
                }
            }

            return left;
        }
    }
}
