using System;
using System.Linq;
using System.Text.RegularExpressions;
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
    private static readonly Regex Attempts = new("Attempt|Retr(y|ies)|RefireCount|Redelivered|Redelivery|DeliveryCount|DequeueCount", RegexOptions.CultureInvariant);

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

        return OfFacts(run, at);
    }

    private static string? OfFacts(HandlerRun run, Occurrence at)
    {
        var facts = run.FactsAt(at).Select(static each => each.Fact).ToList();
        if (facts.Any(static fact => fact.State is { Kind: StateKind.Member } state && Attempts.IsMatch(state.Name)))
        {
            return "The number of the attempt tells that there was an earlier one, not what it has done.";
        }

        if (facts.FirstOrDefault(static fact => fact.State is { Kind: StateKind.Member, Symbol: { } member } && IsSwitch(member)) is { State: { } flag })
        {
            return $"The switch '{flag.Name}' tells whether the work may be done, not whether it is.";
        }

        // A state of stored data that is asked about and left as it is.
        if (facts.FirstOrDefault(fact => fact.Kind == FactKind.Value && fact.State is { Kind: StateKind.Member, Symbol: { } member } && IsState(member)
            && !run.Writes.Any(write => write.State.Matches(fact.State))) is { State: { } state })
        {
            return $"'{state.Name}' is checked and never changed here, so the next run finds it the same.";
        }

        return facts.Any(static fact => fact is { Kind: FactKind.Existence, IsPresent: true } && !IsLoopHeader(fact.Evidence))
            ? "That the row is found says nothing about an earlier run."
            : null;
    }

    // The items of a loop are found because they are asked for, not to check anything.
    private static bool IsLoopHeader(IOperation evidence)
    {
        for (var current = evidence; current is not null; current = current.Parent)
        {
            if (current.Parent is IForEachLoopOperation loop)
            {
                return ReferenceEquals(loop.Collection, current);
            }
        }

        return false;
    }

    private static bool IsSwitch(ISymbol member) =>
        member.ContainingType is { Name: var type }
        && (type.EndsWith("Options", StringComparison.Ordinal) || type.EndsWith("Settings", StringComparison.Ordinal)
            || type.EndsWith("Configuration", StringComparison.Ordinal) || type.EndsWith("Config", StringComparison.Ordinal));

    // A flag, a time that may be missing, a status; not a key or an amount, which are compared for other reasons.
    private static bool IsState(ISymbol member) =>
        !QueryNames.IsPlatform(member) && (member as IPropertySymbol)?.Type is { SpecialType: SpecialType.System_Boolean } or { TypeKind: TypeKind.Enum } or INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [{ Name: "DateTime" or "DateTimeOffset" }] };

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
