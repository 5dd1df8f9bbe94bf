using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Effects;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>Reads what a body leaves changed.</summary>
internal static class Writes
{
    private static readonly Regex Marking = new(
        "^(Set|Mark|Track|Record|Complete|Finish|Add|Save|Store|Register|Insert|Create|Put|Log|Remember|Update|Confirm|Acknowledge)", RegexOptions.CultureInvariant);

    /// <param name="frame">The body.</param>
    /// <param name="effects">The effects that were read in it.</param>
    public static IEnumerable<Write> Of(Frame frame, IReadOnlyDictionary<IOperation, Effect> effects)
    {
        foreach (var operation in frame.Body.Operations)
        {
            if (effects.TryGetValue(operation, out var effect))
            {
                if (effect.Kind == EffectKind.Insert && (effect.Entity is not null || effect.Table is not null))
                {
                    yield return new(WriteKind.Insert, effect.Table is { } table ? StateKey.Table(table) : StateKey.Rows(frame.Substitute(effect.Entity!)), new(operation, frame))
                    {
                        Persists = effect.Table is not null || operation is IInvocationOperation call && Saves.IsSave(call, frame),
                        HasStableKey = effect.Key == KeyStability.Stable,
                    };
                }

                if (effect.Kind is EffectKind.Accumulate)
                {
                    continue;
                }
            }

            switch (operation)
            {
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.IsIndexer: true, Instance: IMemberReferenceOperation held } }
                    when Queries.HoldsValues(held, frame) && IsOfStored(held, frame):
                    yield return new(WriteKind.Set, StateKey.Member(held.Member), new(operation, frame)) { IsConstant = true, Constant = true };
                    break;
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "CurrentValue", Instance: IInvocationOperation entry } } tracked
                    when entry.TargetMethod.Name == "Property" && MemberOf(entry) is { } member:
                    var isKnown = Constants.TryGet(tracked.Value, frame, out var value);
                    yield return new(WriteKind.Set, StateKey.Member(member), new(operation, frame)) { IsConstant = isKnown, Constant = value };
                    break;
                case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Or or BinaryOperatorKind.And or BinaryOperatorKind.ExclusiveOr, Target: IMemberReferenceOperation { Member: IPropertySymbol or IFieldSymbol } flags }
                    when IsOfStored(flags, frame):
                    yield return new(WriteKind.Set, StateKey.Member(flags.Member), new(operation, frame));
                    break;
                case ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: IPropertySymbol or IFieldSymbol } target } assignment
                    when IsOfStored(target, frame):
                    var isConstant = Constants.TryGet(assignment.Value, frame, out var constant);
                    yield return new(WriteKind.Set, StateKey.Member(target.Member), new(operation, frame)) { IsConstant = isConstant, Constant = constant };
                    break;
                case IDeconstructionAssignmentOperation { Target: ITupleOperation targets } deconstruction:
                    // (order.Status, order.SentAt) = (Status.Sent, now): each is set, to what is not followed through a switch.
                    var parts = Values.Unwrap(deconstruction.Value) is ITupleOperation given && given.Elements.Length == targets.Elements.Length ? given.Elements : default;
                    for (var i = 0; i < targets.Elements.Length; i++)
                    {
                        if (targets.Elements[i] is IMemberReferenceOperation { Member: IPropertySymbol or IFieldSymbol } part && IsOfStored(part, frame))
                        {
                            object? known = null;
                            var isGiven = !parts.IsDefault && Constants.TryGet(parts[i], frame, out known);
                            yield return new(WriteKind.Set, StateKey.Member(part.Member), new(operation, frame)) { IsConstant = isGiven, Constant = known };
                        }
                    }

                    break;
                case ICoalesceAssignmentOperation { Target: IMemberReferenceOperation target } when IsOfStored(target, frame):
                    yield return new(WriteKind.Set, StateKey.Member(target.Member), new(operation, frame));
                    break;
                case IInvocationOperation invocation:
                    foreach (var write in OfCall(invocation, frame, effect is not null))
                    {
                        yield return write;
                    }

                    break;
            }
        }
    }

    private static IEnumerable<Write> OfCall(IInvocationOperation invocation, Frame frame, bool isEffect)
    {
        var at = new Occurrence(invocation, frame);
        var method = invocation.TargetMethod;
        var name = QueryNames.Plain(method.Name);
        if (!isEffect && name is "Add" or "AddRange" && invocation.Instance?.Type is { } set && (Queries.IsStoredSet(set) || EfNames.IsContext(set))
            && invocation.Arguments.Length > 0 && Sequences.ElementOf(Values.Unwrap(invocation.Arguments[0].Value).Type) is { TypeKind: TypeKind.Class } row)
        {
            // A log is meant to have a row a run, and may still be what the next run asks.
            yield return new(WriteKind.Insert, StateKey.Rows(frame.Substitute(row)), at);
            yield break;
        }

        if (frame.Exploration.Guards.Find(method) is { Word: "mark" or "duplicate" } && method.ContainingType is { } marked)
        {
            yield return new(WriteKind.Mark, StateKey.Store(marked), at) { Persists = true };
            yield break;
        }

        if (name is "SetProperty" or "Set" or "SetOnInsert" or "CurrentDate" or "Unset" && invocation.Arguments.Length >= 1 && MemberOf(invocation) is { } property)
        {
            var value = invocation.Arguments[invocation.Arguments.Length - 1].Value;
            if (value.DescendantsAndSelf().Any(part => part is IMemberReferenceOperation read && SymbolEqualityComparer.Default.Equals(read.Member, property)))
            {
                // Worked out from what was there: that is no mark.
                yield break;
            }

            var isConstant = Constants.TryGet(value, frame, out var constant);
            yield return new(WriteKind.Set, StateKey.Member(property), at) { IsConstant = isConstant && name != "CurrentDate", Constant = constant, Persists = true };
            yield break;
        }

        if (invocation.Instance is IMemberReferenceOperation held && Queries.HoldsValues(held, frame) && IsOfStored(held, frame)
            && (QueryNames.IsAdd(name) || name is "TryAdd" or "Enqueue" or "Push" || QueryNames.IsRemove(name)))
        {
            yield return new(WriteKind.Set, StateKey.Member(held.Member), at) { IsConstant = true, Constant = !QueryNames.IsRemove(name) };
            yield break;
        }

        if (name is "SetValues" or "Map" or "Adapt" or "CopyTo" or "Patch" or "ApplyTo" && !frame.LeadsToSource(invocation))
        {
            foreach (var write in Copied(invocation, at))
            {
                yield return write;
            }

            yield break;
        }

        foreach (var write in SqlQueries.Writes(invocation, frame))
        {
            yield return write;
        }

        var receiver = invocation.Instance ?? (method.IsExtensionMethod && invocation.Arguments.Length > 0 ? invocation.Arguments[0].Value : null);
        if (QueryNames.IsRemove(name) && receiver is not null && !InProcess.IsLock(method.ContainingType?.Name ?? ""))
        {
            // The set that it is called on, or the object that it is given.
            var entity = Queries.IsStoredSet(receiver.Type) || Sequences.ElementOf(receiver.Type) is var of && !SymbolEqualityComparer.Default.Equals(of, receiver.Type)
                ? Sequences.ElementOf(receiver.Type) is { } element && Queries.IsStoredSet(receiver.Type) ? ((INamedTypeSymbol)receiver.Type!).TypeArguments.FirstOrDefault() ?? element : Sequences.ElementOf(receiver.Type)
                : method.TypeArguments.FirstOrDefault() ?? invocation.Arguments.Select(static argument => Sequences.ElementOf(Values.Unwrap(argument.Value).Type))
                    .FirstOrDefault(static type => type is { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } && !QueryNames.IsPlatform(type));
            if (entity is not null)
            {
                yield return new(WriteKind.Delete, StateKey.Rows(frame.Substitute(entity)), at) { Persists = name.StartsWith("Execute", System.StringComparison.Ordinal) || Saves.IsSave(invocation, frame) };
            }
        }

        if (method.ContainingType is not { } type || frame.LeadsToSource(invocation) || QueryNames.IsPlatform(type) || EfNames.IsContext(type) || Queries.IsStoredSet(type))
        {
            yield break;
        }

        if (Marking.IsMatch(method.Name))
        {
            yield return new(WriteKind.Mark, StateKey.Store(type), at) { Persists = true };
        }

        if (QueryNames.IsAdd(name))
        {
            foreach (var argument in invocation.Arguments)
            {
                if (Sequences.ElementOf(Values.Unwrap(argument.Value).Type) is { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } added && !QueryNames.IsPlatform(added))
                {
                    yield return new(WriteKind.Insert, StateKey.Rows(frame.Substitute(added)), at);
                    break;
                }
            }
        }
    }

    // One object is laid over another: what both have is set.
    private static IEnumerable<Write> Copied(IInvocationOperation invocation, Occurrence at)
    {
        var types = invocation.Arguments.Select(static argument => Values.Unwrap(argument.Value).Type)
            .Concat(invocation.Instance?.DescendantsAndSelf().OfType<IArgumentOperation>().Select(static argument => Values.Unwrap(argument.Value).Type) ?? [])
            .OfType<INamedTypeSymbol>()
            .Where(static type => type.TypeKind == TypeKind.Class)
            .ToList();
        if (types.Count < 2)
        {
            yield break;
        }

        foreach (var target in types)
        {
            foreach (var property in target.GetMembers().OfType<IPropertySymbol>())
            {
                if (property.SetMethod is not null && types.Any(other => !SymbolEqualityComparer.Default.Equals(other, target) && other.GetMembers(property.Name).Length > 0))
                {
                    yield return new(WriteKind.Set, StateKey.Member(property), at);
                }
            }
        }
    }

    /// <summary>The member that a call names by a lambda or by name: <c>SetProperty(o =&gt; o.Sent, true)</c>.</summary>
    private static ISymbol? MemberOf(IInvocationOperation invocation)
    {
        foreach (var argument in invocation.Arguments)
        {
            var lambda = Values.Unwrap(argument.Value) switch
            {
                IDelegateCreationOperation { Target: IAnonymousFunctionOperation inner } => inner,
                IAnonymousFunctionOperation inner => inner,
                _ => null,
            };
            if (lambda?.Body.Operations.LastOrDefault() is IReturnOperation { ReturnedValue: { } value } && Values.Unwrap(value) is IMemberReferenceOperation member)
            {
                return member.Member;
            }
        }

        return null;
    }

    // Members of what is made in this run, of services and of the handler itself are no state that a next run meets.
    private static bool IsOfStored(IMemberReferenceOperation target, Frame frame)
    {
        if (target is { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver }, Parent: { Parent.Parent: IWithOperation with } })
        {
            // A changed copy stands for the original: order with { IsSent = true }.
            return Queries.OriginOf(with.Operand, frame, FactReader.Fuel) != Origin.New;
        }

        if (target.Instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver })
        {
            return false;
        }

        if (target.Instance is IInstanceReferenceOperation && frame.Resolve(target.Instance).Operation is IInstanceReferenceOperation)
        {
            return false;
        }

        return Queries.OriginOf(target.Instance, frame, FactReader.Fuel) != Origin.New;
    }
}
