using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Effects;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>
/// What looks like a guard and is none: locks, transactions, sets in memory, checks of capacity or of what was found.
/// Named in the message when it is all there is, because it is what the reader will object with.
/// </summary>
internal static class WeakProtections
{
    public static string? Of(HandlerRun run, Effect effect, Occurrence at)
    {
        foreach (var (fact, _) in run.FactsAt(at))
        {
            if (fact.Kind == FactKind.Value
                && run.Writes.Any(write => write.Kind == WriteKind.Set && write.State.Matches(fact.State!) && fact.Test.IsFalsifiedBy(write.IsConstant, write.Constant) == false))
            {
                return $"The check of '{fact.State!.Name}' is the wrong way round: what this run sets lets the next one pass.";
            }
        }

        if (InProcessSet(at))
        {
            return "A set in memory is gone with the process and unknown to the next node.";
        }

        if (IsLocked(run, at))
        {
            return "A lock keeps two runs apart in time; the second still does it again.";
        }

        if (HasTransaction(at))
        {
            return "A transaction makes a run whole; it does not tell the second that there was a first.";
        }

        foreach (var (fact, _) in run.FactsAt(at))
        {
            if (fact.Kind == FactKind.Value && effect.Member is { } member && fact.State!.Matches(StateKey.Member(member)))
            {
                return $"The check of '{member.Name}' limits how far it goes, not how often it is done.";
            }
        }

        return null;
    }

    private static bool InProcessSet(Occurrence at) => at.Levels.Any(static level =>
        level.Frame.Body.Operations.OfType<IInvocationOperation>().Any(static call =>
            call.TargetMethod.Name is "Add" or "TryAdd" or "Contains" or "ContainsKey" or "TryGetValue"
            && call.Instance is IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol, Instance: null or IInstanceReferenceOperation }
            && InProcess.IsCollectionOrLock(call.TargetMethod.ContainingType)
            && IsCondition(call)));

    private static bool IsCondition(IOperation operation)
    {
        for (var current = operation; current is not null; current = current.Parent)
        {
            if (current.Parent is IConditionalOperation conditional)
            {
                return ReferenceEquals(conditional.Condition, current);
            }

            if (current is IExpressionStatementOperation or IBlockOperation)
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsLocked(HandlerRun run, Occurrence at)
    {
        if (run.Handler.Method is { } method
            && method.GetAttributes().Concat(method.ContainingType.GetAttributes()).Any(static attribute =>
                attribute.AttributeClass?.Name is "DisableConcurrentExecutionAttribute" or "DisallowConcurrentExecutionAttribute" or "SingletonAttribute" or "NonReentrantAttribute"))
        {
            return true;
        }

        foreach (var (frame, site) in at.Levels)
        {
            for (var current = site; current is not null; current = current.Parent)
            {
                if (current is ILockOperation)
                {
                    return true;
                }
            }

            if (frame.Body.Operations.OfType<IInvocationOperation>().Any(call =>
                call.Syntax.SpanStart < site.Syntax.SpanStart
                && call.TargetMethod.ContainingType is { } type && InProcess.IsLock(type.Name)
                && (call.TargetMethod.Name.StartsWith("Wait", StringComparison.Ordinal) || call.TargetMethod.Name.Contains("Acquire") || call.TargetMethod.Name.Contains("Lock"))))
            {
                return true;
            }
        }

        return false;
    }

    internal static bool HasTransaction(Occurrence at) =>
        at.Levels.Any(static level => level.Frame.Body.Operations.Any(operation =>
            operation.Syntax.SpanStart < level.Site.Syntax.SpanStart
            && operation is IInvocationOperation { TargetMethod.Name: "BeginTransaction" or "BeginTransactionAsync" } or IObjectCreationOperation { Type.Name: "TransactionScope" }));
}
