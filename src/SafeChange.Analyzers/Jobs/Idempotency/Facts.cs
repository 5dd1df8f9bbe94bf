using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>
/// What holds at a place in a body: by the conditions that control it, the queries and calls before it, the loops and
/// tries around it. What a condition says is read by <see cref="FactReader"/>.
/// </summary>
internal static class Facts
{
    /// <summary>What holds where an operation runs: what conditions, queries and earlier calls before it say.</summary>
    public static ImmutableArray<Fact> At(IOperation operation, Frame frame, int fuel)
    {
        var facts = new List<Fact>();
        if (fuel > 0 && frame.Body.Paths is { } paths && paths.PositionOf(operation) is { } position)
        {
            At(position, operation, frame, paths, facts, fuel);
        }

        return Distinct(facts);
    }

    /// <summary>What holds where a call has come back and not thrown.</summary>
    public static ImmutableArray<Fact> OnReturn(Frame callee, int fuel) =>
        callee.Exploration.Remember((callee, nameof(OnReturn)), () => ReadOnReturn(callee, fuel));

    private static ImmutableArray<Fact> ReadOnReturn(Frame callee, int fuel)
    {
        var facts = new List<Fact>();
        if (fuel > 0 && callee.Body.Paths is { } paths)
        {
            var exit = paths.Graph.Blocks.Last(static block => block.Kind == BasicBlockKind.Exit).Ordinal;
            foreach (var control in paths.Controls(exit))
            {
                if (control.Outcome is { } outcome && control.Block.BranchValue is { } value)
                {
                    FactReader.Branch(value, outcome, callee, facts, fuel - 1);
                }
            }

            foreach (var inner in callee.Callees)
            {
                if (inner.Site is { } site && paths.PositionOf(site) is { } place && paths.IsDominated(exit, place.Block))
                {
                    facts.AddRange(OnReturn(inner, fuel - 1));
                }
            }
        }

        return Distinct(facts);
    }

    private static void At(Position position, IOperation operation, Frame frame, FlowGraph paths, List<Fact> facts, int fuel)
    {
        foreach (var control in paths.Controls(position.Block))
        {
            if (control.Block.BranchValue is { } value)
            {
                facts.AddRange(frame.Exploration.Remember((frame, control.Block.Ordinal, control.Outcome), () => Collect(read => FactReader.Branch(value, control.Outcome, frame, read, fuel))));
            }
        }

        // What was asked for before, even where the answer is not tested: SingleAsync(o => !o.Sent) throws.
        foreach (var (call, place, found) in frame.Exploration.Remember((frame, nameof(Earlier)), () => Earlier(frame, paths, fuel)))
        {
            if (!ReferenceEquals(call, operation) && paths.Precedes(place, position))
            {
                facts.AddRange(found);
            }
        }

        for (var around = operation.Parent; around is not null; around = around.Parent)
        {
            if (around is IForEachLoopOperation loop && IsInside(operation, loop.Body) && Queries.Of(loop.Collection, frame, fuel - 1) is { } items)
            {
                facts.AddRange(items.Facts);
                if (items is { IsStored: true, State: { } rows })
                {
                    // Gone the next time, where the loop takes its items away.
                    facts.Add(Fact.Exists(rows, isPresent: true, loop.Collection));
                }
            }
            else if (around is IInvocationOperation documents && IsConditionalUpdate(documents))
            {
                Conditions(documents, frame, facts, fuel);
            }
            else if (around is IVariableDeclaratorOperation { Symbol: var built })
            {
                // The change is put together first, and handed to the update later.
                foreach (var reference in frame.Body.Values.References(built))
                {
                    if (reference.Parent is IArgumentOperation { Parent: IInvocationOperation later } && IsConditionalUpdate(later))
                    {
                        Conditions(later, frame, facts, fuel);
                    }
                }
            }
            else if (around is ITryOperation @try && UniqueViolation.WonBefore(@try, operation, frame) is { } won)
            {
                facts.Add(won);
            }
        }

        if (operation is IInvocationOperation given)
        {
            Elements(given, frame, facts, fuel);
        }

        // A try before it whose catch gives up: what comes after runs where the row could be inserted.
        foreach (var @try in frame.Body.Tries)
        {
            if (UniqueViolation.Claims(@try, operation, frame, paths) is { } claim)
            {
                facts.Add(claim);
            }
        }

        // The lambda of a LINQ method or ForEach runs for the elements of what it is called on.
        if (frame.Site is IInvocationOperation runs && frame.Body.IsLambda
            && (runs.Instance ?? (runs.Arguments.Length > 0 ? runs.Arguments[0].Value : null)) is { } source
            && frame.Caller is { } caller
            && Queries.Of(source, caller, fuel - 1) is { } elements)
        {
            facts.AddRange(elements.Facts);
        }
    }

    /// <summary>The calls of a body that say something about what comes after them, once for all that does.</summary>
    private static ImmutableArray<(IInvocationOperation Call, Position Place, ImmutableArray<Fact> Facts)> Earlier(Frame frame, FlowGraph paths, int fuel)
    {
        var earlier = ImmutableArray.CreateBuilder<(IInvocationOperation, Position, ImmutableArray<Fact>)>();
        foreach (var invocation in frame.Body.Invocations)
        {
            if (paths.PositionOf(invocation) is not { } place)
            {
                continue;
            }

            var facts = new List<Fact>();
            if (QueryNames.IsTerminal(invocation.TargetMethod.Name) && Queries.Of(invocation, frame, fuel - 1) is { Facts.IsEmpty: false } query)
            {
                facts.AddRange(query.Facts.Where(static fact => fact.Kind == FactKind.Value || fact.IsPresent == false));
            }

            foreach (var callee in frame.CalleesOf(invocation))
            {
                facts.AddRange(OnReturn(callee, fuel - 1));
            }

            if (facts.Count > 0)
            {
                earlier.Add((invocation, place, Distinct(facts)));
            }
        }

        return earlier.ToImmutable();
    }

    private static ImmutableArray<Fact> Collect(Action<List<Fact>> read)
    {
        var facts = new List<Fact>();
        read(facts);
        return Distinct(facts);
    }

    // An update of documents changes those that its filter finds: UpdateOne(o => !o.Counted, Update.Inc(…).Set(o => o.Counted, true)).
    private static bool IsConditionalUpdate(IInvocationOperation call) =>
        QueryNames.Plain(call.TargetMethod.Name) is "UpdateOne" or "UpdateMany" or "FindOneAndUpdate"
        && Queries.IsStoredSet(call.Instance?.Type ?? call.Arguments.FirstOrDefault()?.Value.Type);

    private static void Conditions(IInvocationOperation update, Frame frame, List<Fact> facts, int fuel)
    {
        foreach (var argument in update.Arguments)
        {
            if (argument.Parameter is { } parameter && Queries.IsPredicate(parameter.Type))
            {
                Queries.Predicate(argument.Value, true, frame, facts, fuel - 1);
            }
        }
    }

    /// <summary>What holds for the elements that a call is given: by the query that they come from, or where they are put into a list.</summary>
    private static void Elements(IInvocationOperation given, Frame frame, List<Fact> facts, int fuel)
    {
        foreach (var argument in given.Arguments)
        {
            if (!Sequences.IsSequence(argument.Value.Type) && !Sequences.IsSequence(Values.Unwrap(argument.Value).Type))
            {
                continue;
            }

            if (Queries.Of(argument.Value, frame, fuel - 1) is { } elements)
            {
                facts.AddRange(elements.Facts);
            }

            if (Values.Unwrap(argument.Value) is ILocalReferenceOperation { Local: var list } && fuel > 2)
            {
                List<Fact>? common = null;
                foreach (var reference in frame.Body.Values.References(list))
                {
                    if (reference.Parent is IInvocationOperation { TargetMethod.Name: "Add" or "AddRange" } add && ReferenceEquals(add.Instance, reference))
                    {
                        var there = At(add, frame, fuel - 2);
                        common = common is null ? there.ToList() : common.Where(fact => there.Contains(fact)).ToList();
                    }
                }

                facts.AddRange(common ?? []);
            }
        }
    }

    private static bool IsInside(IOperation operation, IOperation container)
    {
        for (var current = operation; current is not null; current = current.Parent)
        {
            if (ReferenceEquals(current, container))
            {
                return true;
            }
        }

        return false;
    }

    private static ImmutableArray<Fact> Distinct(List<Fact> facts) => facts.Distinct().ToImmutableArray();
}
