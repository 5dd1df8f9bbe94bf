using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>Whether a run that has had an effect leaves its mark: on every path to the end, or as the effect's own result says.</summary>
internal static class Coverage
{
    public static bool LeavesMark(Occurrence effect, IReadOnlyCollection<Write> marks)
    {
        var behind = new Dictionary<Frame, List<(IOperation Effect, IOperation Mark)>>();
        foreach (var mark in marks)
        {
            if (effect.Common(mark.At) is not var (frame, here, there)
                || frame.Body.Paths is not { } paths
                || paths.PositionOf(here) is not { } at
                || paths.PositionOf(there) is not { } place
                || paths.Precedes(place, at)
                || IsInHandler(there))
            {
                return true;
            }

            if (!behind.TryGetValue(frame, out var inFrame))
            {
                behind.Add(frame, inFrame = []);
            }

            inFrame.Add((here, there));
        }

        foreach (var pair in behind)
        {
            var paths = pair.Key.Body.Paths!;
            foreach (var group in pair.Value.GroupBy(static each => each.Effect))
            {
                var at = paths.PositionOf(group.Key)!.Value;
                var places = group.Select(each => paths.PositionOf(each.Mark)!.Value).ToList();
                if (!paths.CanEndWithout(at, places) || group.Any(each => DependsOnEffect(each.Mark, group.Key, pair.Key, paths)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // A catch or finally is entered on paths that the graph of branches does not show.
    private static bool IsInHandler(IOperation mark)
    {
        for (var current = mark; current is not null; current = current.Parent)
        {
            if (current is ICatchClauseOperation || (current.Parent is ITryOperation @try && ReferenceEquals(@try.Finally, current)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether what stands between the effect and its mark asks how the effect went, or whether there is anything to mark.</summary>
    private static bool DependsOnEffect(IOperation mark, IOperation effect, Frame frame, FlowGraph paths)
    {
        var before = new HashSet<int>(paths.Controls(paths.PositionOf(effect)!.Value.Block).Select(static control => control.Block.Ordinal));
        foreach (var control in paths.Controls(paths.PositionOf(mark)!.Value.Block))
        {
            if (before.Contains(control.Block.Ordinal) || control.Block.BranchValue is not { } condition)
            {
                continue;
            }

            // The items of a loop that is empty needed no mark.
            if (IsTurn(condition))
            {
                continue;
            }

            var written = frame.Body.Original(condition.Syntax) ?? condition;
            if (!written.DescendantsAndSelf().Any(part => IsAboutEffect(part, mark, effect, frame)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsTurn(IOperation condition) =>
        Values.Unwrap(condition) is IInvocationOperation { TargetMethod.Name: "MoveNext" or "MoveNextAsync", IsImplicit: true };

    private static bool IsAboutEffect(IOperation part, IOperation mark, IOperation effect, Frame frame)
    {
        if (ReferenceEquals(part, effect))
        {
            return true;
        }

        if (part is not ILocalReferenceOperation { Local: var local })
        {
            return false;
        }

        // A flag that is set along the way, the result of the call, or the object that carries the mark.
        var assigned = frame.Body.Values.Assigned(local);
        return assigned.Count != 1
            || assigned[0] is null
            || assigned[0]!.Syntax.Span.Contains(effect.Syntax.Span)
            || mark.DescendantsAndSelf().Any(each => each is ILocalReferenceOperation other && SymbolEqualityComparer.Default.Equals(other.Local, local));
    }
}
