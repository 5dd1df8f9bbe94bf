using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Effects;
using SafeChange.Analyzers.Jobs.Flow;
using SafeChange.Analyzers.Jobs.Handlers;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>
/// One run of a handler, read to the end: every effect it has through whatever calls, everything it leaves written, and
/// what guards the one by the other. An effect is safe where a condition that controls it reads state that the same
/// handler writes, with the right outcome.
/// </summary>
internal sealed class HandlerRun
{
    // A handler with more is generated or hopeless; a few findings of a rule say all there is to say.
    private const int MaximumEffects = 250;

    private readonly Dictionary<Occurrence, Guard?> guards = [];
    private readonly Dictionary<(ISymbol? Symbol, string Name), List<Write>> rows = [];
    private readonly Lazy<ILookup<string, Write>> sets;
    private readonly Lazy<ImmutableArray<Occurrence>> saves;
    private readonly Lazy<ImmutableArray<Write>> writes;
    private readonly Lazy<ImmutableArray<StateKey>> reads;

    private HandlerRun(JobHandler handler, Frame root, EffectSettings settings)
    {
        Handler = handler;
        Root = root;
        Frames = root.Everything().Where(frame => IsPart(frame)).ToImmutableArray();
        var effects = ImmutableArray.CreateBuilder<(Effect, Occurrence)>();
        var byFrame = new Dictionary<Frame, Dictionary<IOperation, Effect>>();
        foreach (var frame in Frames)
        {
            var inFrame = byFrame[frame] = [];
            if (IsEffectFree(frame, settings))
            {
                continue;
            }

            foreach (var operation in frame.Body.Operations)
            {
                if (IsPart(operation, frame) && Read(operation, frame, settings) is { } effect && IsReachable(operation, frame))
                {
                    inFrame[operation] = effect;
                    effects.Add((effect, new(operation, frame)));
                }
            }
        }

        Effects = effects.Take(MaximumEffects).ToImmutableArray();
        reads = new(Reads);
        writes = new(() => Frames
            .SelectMany(frame => Idempotency.Writes.Of(frame, byFrame[frame]).Where(write => IsPart(write.At.Operation, frame)))
            .ToImmutableArray());
        sets = new(() => Writes.Where(static write => write.Kind is WriteKind.Set or WriteKind.Mark)
            .ToLookup(static write => write.Kind == WriteKind.Mark ? "" : write.State.PlainName, StringComparer.Ordinal));
        saves = new(() => Frames
            .SelectMany(static frame => frame.Body.Invocations.Where(call => Idempotency.Saves.IsSave(call, frame)).Select(call => new Occurrence(call, frame)))
            .ToImmutableArray());
    }

    public JobHandler Handler { get; }

    public Frame Root { get; }

    /// <summary>The bodies that run, the handler's own first.</summary>
    public ImmutableArray<Frame> Frames { get; }

    public ImmutableArray<(Effect Effect, Occurrence At)> Effects { get; }

    public ImmutableArray<Write> Writes => writes.Value;

    /// <summary>The calls with which changes become lasting.</summary>
    public ImmutableArray<Occurrence> Saves => saves.Value;

    /// <summary>Reads a handler; null where its body cannot be read.</summary>
    public static HandlerRun? Of(JobHandler handler, Exploration exploration, EffectSettings settings)
    {
        // The runs of a pull loop are turns of the loop: the body is that of the method around.
        var body = exploration.Compilation.Body(handler.Body, exploration.CancellationToken);
        for (var syntax = handler.Body.Parent; body is null && syntax is not null; syntax = syntax.Parent)
        {
            body = syntax is Microsoft.CodeAnalysis.CSharp.Syntax.BaseMethodDeclarationSyntax or Microsoft.CodeAnalysis.CSharp.Syntax.LocalFunctionStatementSyntax
                or Microsoft.CodeAnalysis.CSharp.Syntax.AnonymousFunctionExpressionSyntax or Microsoft.CodeAnalysis.CSharp.Syntax.CompilationUnitSyntax
                ? exploration.Compilation.Body(syntax, exploration.CancellationToken)
                : null;
        }

        return body?.Paths is null ? null : new(handler, Frame.Of(body, exploration), settings);
    }

    /// <summary>What proves that the effect happens once; null where nothing does.</summary>
    public Guard? GuardOf(Effect effect, Occurrence at)
    {
        if (!guards.TryGetValue(at, out var guard))
        {
            guards[at] = guard = FindGuard(effect, at);
        }

        return guard;
    }

    /// <summary>Everything that holds where an operation runs, from the handler's own body inwards.</summary>
    public IEnumerable<(Fact Fact, Frame Frame)> FactsAt(Occurrence at)
    {
        foreach (var (frame, site) in at.Levels)
        {
            foreach (var fact in frame.Exploration.Remember((frame, site), () => Facts.At(site, frame, FactReader.Fuel)))
            {
                yield return (fact, frame);
            }
        }
    }

    /// <summary>Whether the changes that a handler makes to tracked objects become lasting at all.</summary>
    public bool IsSavedAfter(Occurrence change) => Saves.Any(save => change.Reaches(save));

    /// <summary>Whether the handler asks about a member anywhere: reads it, but for logging and writing it.</summary>
    public bool IsRead(StateKey member) => reads.Value.Any(read => read.Matches(member));

    /// <summary>Whether a marker lasts only when a loop is over: set behind it, or set in it and saved behind it.</summary>
    public bool IsLate(Write mark, (Frame Frame, IOperation Loop) loop)
    {
        if (!mark.At.IsIn(loop))
        {
            return mark.Persists || IsSavedAfter(mark.At);
        }

        if (mark.Persists)
        {
            return false;
        }

        // A save in a finally around the loop runs however the loop ends.
        var saves = Saves.Where(save => mark.At.Reaches(save)).ToList();
        return saves.Count > 0 && !saves.Any(save => save.IsIn(loop) || save.Levels.Any(level => IsInFinallyOf(level.Site, loop.Loop)));
    }

    private static bool IsInFinallyOf(IOperation save, IOperation loop)
    {
        for (var current = save; current is not null; current = current.Parent)
        {
            if (current.Parent is ITryOperation @try && ReferenceEquals(@try.Finally, current) && @try.Body.Syntax.Span.Contains(loop.Syntax.Span))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether what is late for its loop is saved in a loop around: a batch at a time.</summary>
    public bool IsSavedInBatches(Write mark, (Frame Frame, IOperation Loop) loop) =>
        new Occurrence(loop.Loop, loop.Frame).Loop is { } outer
        && (mark.Persists ? mark.At.IsIn(outer) : Saves.Any(save => save.IsIn(outer) && mark.At.Reaches(save)));

    private ImmutableArray<StateKey> Reads() => Frames
        .SelectMany(static frame => frame.Body.Code.DescendantsAndSelf())
        .Where(static operation => operation is IMemberReferenceOperation { Member: IPropertySymbol or IFieldSymbol } && !IsWritten(operation) && !IsLogged(operation))
        .Select(static operation => StateKey.Member(((IMemberReferenceOperation)operation).Member))
        .Concat(Frames.SelectMany(static frame => frame.Body.Operations.OfType<IInvocationOperation>()
            .SelectMany(call => SqlCalls.FactsOf(call, frame.Body.Values)).SelectMany(static statement => statement.WhereColumns).Select(StateKey.Column)))
        .ToImmutableArray();

    private static bool IsWritten(IOperation operation) =>
        (operation.Parent is IAssignmentOperation assignment && ReferenceEquals(assignment.Target, operation))
        || (operation.Parent is IReturnOperation && operation.Syntax.FirstAncestorOrSelf<Microsoft.CodeAnalysis.CSharp.Syntax.InvocationExpressionSyntax>()?.Expression
            is Microsoft.CodeAnalysis.CSharp.Syntax.MemberAccessExpressionSyntax { Name.Identifier.ValueText: "SetProperty" or "Set" });

    private static bool IsLogged(IOperation operation)
    {
        for (var current = operation.Parent; current is not null; current = current.Parent)
        {
            if (current is IInvocationOperation call)
            {
                return call.TargetMethod.Name.StartsWith("Log", StringComparison.Ordinal)
                    || call.TargetMethod.ContainingType?.Name is "ILogger" or "Log" or "Logger" or "Console" or "Debug" or "Trace";
            }
        }

        return false;
    }

    private static Effect? Read(IOperation operation, Frame frame, EffectSettings settings)
    {
        var effects = frame.Exploration.Compilation.Effects;
        if (effects.Read(operation, frame.Body.Values, settings) is { } effect)
        {
            return effect.Kind == EffectKind.Http && Asks(frame) ? null : effect;
        }

        return operation is IInvocationOperation call && !settings.IsEffectFree(call.TargetMethod) && !frame.LeadsToSource(call)
            ? effects.ReadByName(call)
            : null;
    }

    // IsLicenseValid, HasActiveSubscription, GetAccessToken: a POST in such a method carries a question. The handler's
    // own name says when it runs, not what its requests do.
    private static bool Asks(Frame frame)
    {
        var around = frame;
        while (around.Body.IsLambda && around.Caller is { } caller)
        {
            around = caller;
        }

        return around.Caller is not null
            && around.Body.Method is { ReturnType: not { SpecialType: SpecialType.System_Void } and not INamedTypeSymbol { Name: "Task" or "ValueTask", IsGenericType: false } } method
            && QueryNames.IsQuestion(method.Name);
    }

    private static bool IsReachable(IOperation operation, Frame frame) =>
        frame.Body.Paths is not { } paths || paths.PositionOf(operation) is not { } position || paths.IsReachable(position.Block);

    // What a team says may happen twice may do so with all that it calls.
    private static bool IsEffectFree(Frame frame, EffectSettings settings) =>
        frame.Chain.Any(each => each.Site is IInvocationOperation call && settings.IsEffectFree(call.TargetMethod));

    private bool IsPart(Frame frame) => frame.Chain.Skip(1).FirstOrDefault() is not { Site: { } site } || IsPart(site, Root);

    private bool IsPart(IOperation operation, Frame frame) =>
        !ReferenceEquals(frame, Root) || ReferenceEquals(Root.Body.Syntax, Handler.Body) || Handler.Body.Span.Contains(operation.Syntax.Span);

    private Guard? FindGuard(Effect effect, Occurrence at)
    {
        foreach (var (fact, frame) in FactsAt(at))
        {
            if (Pair(fact, at) is { } guard)
            {
                return guard;
            }
        }

        if (effect.Kind is EffectKind.Insert or EffectKind.Accumulate or EffectKind.Blob && OfStored(effect, at) is { } stored)
        {
            return stored;
        }

        return OfSelection(at)
            ?? OfPosition(at)
            ?? OfConditions(at)
            ?? (Handler.Delivery == Delivery.Recurring && MemoryQueues.Taken(at) is { } taken ? new(GuardKind.Taken, null, taken) : null);
    }

    // A transaction of Redis that runs only if its conditions hold.
    private static Guard? OfConditions(Occurrence at) =>
        at.Operation is IInvocationOperation { Instance: { } instance }
        && Values.Unwrap(instance) is ILocalReferenceOperation { Local: { Type.Name: "ITransaction" } transaction }
        && at.Frame.Body.Values.References(transaction).FirstOrDefault(static each => each.Parent is IInvocationOperation { TargetMethod.Name: "AddCondition" }) is { Parent: { } condition }
            ? new(GuardKind.Claim, null, condition)
            : null;

    /// <summary>A loop over what was asked for with a stored position (<c>feed.After(cursor.Position)</c>), which is moved on behind the effect.</summary>
    private Guard? OfPosition(Occurrence at)
    {
        if (at.Loop is not (var frame, IForEachLoopOperation each))
        {
            return null;
        }

        var source = frame.Resolve(each.Collection);
        foreach (var read in source.Operation.DescendantsAndSelf().OfType<IArgumentOperation>())
        {
            // A local that is moved on in the loop begins with what is stored.
            var asked = source.Frame.Resolve(read.Value);
            var begins = asked.Operation is ILocalReferenceOperation { Local: var local }
                ? asked.Frame.Body.Values.Assigned(local).Where(static value => value is not null).Select(value => Values.Unwrap(value!))
                : [asked.Operation];
            foreach (var position in begins.OfType<IMemberReferenceOperation>().Where(static each => each.Instance is not null and not IInstanceReferenceOperation))
            {
                var state = StateKey.Member(position.Member);
                if (Writes.FirstOrDefault(write => write.Kind == WriteKind.Set && !write.IsConstant && write.State.Matches(state) && at.Reaches(write.At)) is { } moved)
                {
                    return new(GuardKind.Position, moved, position);
                }
            }
        }

        return null;
    }

    /// <summary>
    /// A loop over what code without source has selected, which sets a member of each item, or tells that code or removes
    /// the item: how the selection leaves out what is done cannot be seen, and is believed.
    /// </summary>
    private Guard? OfSelection(Occurrence at)
    {
        if (at.Loop is not var (frame, loop)
            || (loop switch { IForEachLoopOperation each => each.Collection, IInvocationOperation call => call.Instance ?? call.Arguments.FirstOrDefault()?.Value, _ => null }) is not { } source
            || Queries.Of(source, frame, FactReader.Fuel) is not { IsOpaque: true, State: { } items } query)
        {
            return null;
        }

        var selected = frame.Resolve(source).Operation as IInvocationOperation;
        foreach (var write in Writes)
        {
            var isOfItem = write.Kind switch
            {
                WriteKind.Set => write.State.Symbol?.ContainingType is { } owner && items.Matches(StateKey.Rows(owner)),
                WriteKind.Delete => items.Matches(write.State),
                WriteKind.Mark => selected?.TargetMethod.ContainingType is { } store && write.State.Matches(StateKey.Store(store)) && write.At.IsIn((frame, loop)) && !IsPlainSave(write, items),
                _ => false,
            };
            if (isOfItem && !ReferenceEquals(write.At.Operation, at.Operation) && at.Reaches(write.At))
            {
                return new(GuardKind.Selection, write, query.Facts.FirstOrDefault()?.Evidence ?? source);
            }
        }

        return null;
    }

    // To save the item, or all of them, keeps what was changed; it says nothing more.
    private static bool IsPlainSave(Write write, StateKey items) =>
        write.At.Operation is IInvocationOperation { TargetMethod.Name: var name } call
        && QueryNames.IsStore(name)
        && !name.StartsWith("Complete", StringComparison.Ordinal)
        && call.Arguments.All(argument => Sequences.ElementOf(Values.Unwrap(argument.Value).Type) is not { } type
            || type.Name == "CancellationToken"
            || items.Matches(StateKey.Rows(type)));

    /// <summary>Guards that protect what is saved with the handler's own data, and nothing outside it.</summary>
    private Guard? OfStored(Effect effect, Occurrence at)
    {
        // A violation of a unique key is caught where the row is added, or where it is saved.
        if (effect.Kind == EffectKind.Insert)
        {
            if (at.Levels.Any(level => UniqueViolation.IsCaught(level.Site, level.Frame.Exploration.Compilation.Guards)))
            {
                return new(GuardKind.UniqueKey, null, at.Operation);
            }

            foreach (var save in Saves)
            {
                if (at.Reaches(save) && save.Levels.Any(static level => UniqueViolation.IsCaught(level.Site, level.Frame.Exploration.Compilation.Guards)))
                {
                    return new(GuardKind.UniqueKey, null, save.Operation);
                }
            }

            foreach (var write in Writes)
            {
                if (write.Kind == WriteKind.Delete && IsOf(effect, write, at) && write.At.IsBefore(at) && !IsSingle(write))
                {
                    return new(GuardKind.Replacement, write, write.At.Operation);
                }
            }
        }

        // Set anew in this run, before anything is added to it: what comes out is the same.
        if (effect is { Kind: EffectKind.Accumulate, Member: { } member })
        {
            foreach (var write in Writes)
            {
                if (write.Kind == WriteKind.Set && write.State.Matches(StateKey.Member(member)) && write.At.IsBefore(at) && write.At.Reaches(at) && IsOuter(write.At, at))
                {
                    return new(GuardKind.Replacement, write, write.At.Operation);
                }
            }
        }

        // A row whose key comes from the message, in the same save: the second run fails before it changes anything.
        foreach (var write in Writes)
        {
            if (write is { Kind: WriteKind.Insert, HasStableKey: true } && !ReferenceEquals(write.At.Operation, at.Operation) && StopsSecond(write, at))
            {
                return new(GuardKind.UniqueKey, write, write.At.Operation);
            }
        }

        return null;
    }

    // Before it, or with it: what is saved by itself, or before the row is, has been done when the row is refused.
    private bool StopsSecond(Write row, Occurrence at)
    {
        if (row.At.IsBefore(at))
        {
            return true;
        }

        var isSavedAlone = at.Operation is IInvocationOperation call && Idempotency.Saves.IsSave(call, at.Frame);
        return (!isSavedAlone && !Saves.Any(save => at.IsBefore(save) && save.IsBefore(row.At) && at.Reaches(save))) || WeakProtections.HasTransaction(at);
    }

    // Each item's own reset is in the loop with it; one reset outside it serves the whole sum.
    private static bool IsOuter(Occurrence reset, Occurrence sum) => sum.Loop is not { } loop || !reset.IsIn(loop) || reset.IsBefore(sum);

    private static bool IsOf(Effect effect, Write write, Occurrence at) =>
        effect.Table is { } table ? write.State.Matches(StateKey.Table(table))
        : effect.Entity is { } entity && write.State.Matches(StateKey.Rows(at.Frame.Substitute(entity)));

    // Remove(row) takes one away; RemoveRange and ExecuteDelete take what there was.
    private static bool IsSingle(Write write) =>
        write.At.Operation is IInvocationOperation { TargetMethod.Name: "Remove" or "RemoveAt" or "Dequeue" };

    private Guard? Pair(Fact fact, Occurrence at)
    {
        switch (fact.Kind)
        {
            case FactKind.Claim:
                return fact.Answer != false ? new(GuardKind.Claim, null, fact.Evidence) : null;
            case FactKind.Asked:
                if (fact.Answer == true)
                {
                    return null;
                }

                foreach (var write in Writes)
                {
                    if (write.Kind is WriteKind.Mark or WriteKind.Insert && write.State.Matches(fact.State!) && !ReferenceEquals(write.At.Operation, fact.Evidence))
                    {
                        return new(GuardKind.Store, write, fact.Evidence);
                    }
                }

                return fact.Evidence is IInvocationOperation asked && Claims.SpeaksForItself(asked.TargetMethod.Name) ? new(GuardKind.Store, null, fact.Evidence) : null;
            case FactKind.Existence:
                foreach (var write in RowsOf(fact.State!))
                {
                    if (!IsOnOneWay(write.At, at))
                    {
                        continue;
                    }

                    // Not there, and then added; or there, and then taken away.
                    if ((write.Kind == WriteKind.Insert && fact.IsPresent != true) || (write.Kind == WriteKind.Delete && fact.IsPresent != false))
                    {
                        return new(GuardKind.Existence, write, fact.Evidence);
                    }
                }

                return null;
            default:
                var marks = new List<Write>();
                foreach (var write in sets.Value[fact.State!.PlainName].Concat(sets.Value[""]))
                {
                    if (write.Kind == WriteKind.Set
                        && write.State.Matches(fact.State!)
                        && fact.Test.IsFalsifiedBy(write.IsConstant, write.Constant) != false
                        && IsOnOneWay(write.At, at))
                    {
                        marks.Add(write);
                    }

                    if (write.Kind == WriteKind.Mark
                        && ((fact.State!.Symbol?.ContainingType is { } type && write.State.Matches(StateKey.Store(type))) || (Tells(write, fact) && IsOnOneWay(write.At, at))))
                    {
                        return new(GuardKind.State, write, fact.Evidence);
                    }
                }

                return marks.Count > 0 && Coverage.LeavesMark(at, marks) ? new(GuardKind.State, marks[0], fact.Evidence) : null;
        }
    }

    // store.SetStatusAsync(id, Status.Shipped) where Status was asked for, MarkEmailSent where EmailSent was.
    private static bool Tells(Write write, Fact fact)
    {
        if (write.At.Operation is not IInvocationOperation call || fact.State is not { Kind: StateKind.Member, Symbol: { } member })
        {
            return false;
        }

        var name = member.Name.StartsWith("Is", StringComparison.Ordinal) && member.Name.Length > 4 ? member.Name.Substring(2) : member.Name;
        return call.TargetMethod.Name.IndexOf(name, StringComparison.OrdinalIgnoreCase) > 0
            && call.Arguments.All(argument => fact.Test.IsFalsifiedBy(argument.Value.ConstantValue.HasValue && IsOf(argument.Value, member), argument.Value.ConstantValue.HasValue ? argument.Value.ConstantValue.Value : null) != false || !IsOf(argument.Value, member));

        static bool IsOf(IOperation value, ISymbol member) =>
            SymbolEqualityComparer.Default.Equals(value.Type, (member as IPropertySymbol)?.Type ?? (member as IFieldSymbol)?.Type);
    }

    /// <summary>Where rows of a kind are added or taken away.</summary>
    private List<Write> RowsOf(StateKey state)
    {
        if (!rows.TryGetValue((state.Symbol, state.Name), out var found))
        {
            rows.Add((state.Symbol, state.Name), found = Writes.Where(write => write.Kind is WriteKind.Insert or WriteKind.Delete && write.State.Matches(state)).ToList());
        }

        return found;
    }

    private static bool IsOnOneWay(Occurrence write, Occurrence effect) => write.Reaches(effect) || effect.Reaches(write);
}
