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
/// Reads conditions: what stored state they ask about, and what holds of it on either outcome. Conditions are taken
/// apart down to the calls and members in them, through locals, calls with source, patterns and query predicates.
/// </summary>
internal static class FactReader
{
    // How far conditions lead through locals, lambdas and calls.
    internal const int Fuel = 12;

    /// <summary>A condition of the graph: found again in the tree as written, where it can be.</summary>
    public static void Branch(IOperation value, bool? outcome, Frame frame, List<Fact> facts, int fuel)
    {
        switch (value)
        {
            case IIsNullOperation test:
                Null(Written(test.Operand, frame), outcome, frame, facts, fuel);
                break;
            case IFlowCaptureReferenceOperation reference:
                if (frame.Body.Paths?.Captured(reference) is { } captured)
                {
                    Branch(captured, outcome, frame, facts, fuel);
                }
                else if (frame.Body.Original(reference.Syntax) is { } original)
                {
                    Read(original, outcome, frame, facts, fuel);
                }

                break;
            case IInvocationOperation { TargetMethod.Name: "MoveNext" or "MoveNextAsync", IsImplicit: true }:
            case IAwaitOperation { Operation: IInvocationOperation { TargetMethod.Name: "MoveNextAsync", IsImplicit: true } }:
                // The header of a foreach: its collection is read where the loop stands around the operation.
                break;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals, IsImplicit: true } label:
                // The label of a switch: its syntax is the constant alone.
                Equal(Written(label.LeftOperand, frame), label.RightOperand, outcome, frame, facts, fuel);
                break;
            case IIsPatternOperation { IsImplicit: true } label:
                Pattern(Written(label.Value, frame), label.Pattern, outcome, frame, facts, fuel);
                break;
            default:
                Read(Written(value, frame), outcome, frame, facts, fuel);
                break;
        }
    }

    private static IOperation Written(IOperation value, Frame frame)
    {
        if (value is IFlowCaptureReferenceOperation reference && frame.Body.Paths?.Captured(reference) is { } captured)
        {
            return Written(captured, frame);
        }

        // The test of a case label has the label's syntax and is another operation than the label.
        return frame.Body.Original(value.Syntax) is { } original && original.Kind == value.Kind ? original : value;
    }

    /// <summary>Reads an expression that is a condition.</summary>
    /// <param name="condition">The expression.</param>
    /// <param name="outcome">The value that it has; null where that is not known.</param>
    /// <param name="frame">Where it stands.</param>
    /// <param name="facts">Takes what holds then.</param>
    /// <param name="fuel">How much further to look.</param>
    public static void Read(IOperation condition, bool? outcome, Frame frame, List<Fact> facts, int fuel)
    {
        if (fuel <= 0)
        {
            return;
        }

        var value = Values.Unwrap(condition);
        switch (value)
        {
            case IFlowCaptureReferenceOperation:
                Branch(value, outcome, frame, facts, fuel);
                return;
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                Read(not.Operand, !outcome, frame, facts, fuel);
                return;
            case IIsNullOperation test:
                Null(test.Operand, outcome, frame, facts, fuel);
                return;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And } and:
                // Where both must hold, both are known; where one has failed, either may have.
                Read(and.LeftOperand, outcome == true ? true : null, frame, facts, fuel - 1, outcome);
                Read(and.RightOperand, outcome == true ? true : null, frame, facts, fuel - 1, outcome);
                return;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or } or:
                Read(or.LeftOperand, outcome == false ? false : null, frame, facts, fuel - 1, outcome);
                Read(or.RightOperand, outcome == false ? false : null, frame, facts, fuel - 1, outcome);
                return;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals } equals:
                Equal(equals.LeftOperand, equals.RightOperand, outcome, frame, facts, fuel);
                return;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.NotEquals } differs:
                Equal(differs.LeftOperand, differs.RightOperand, !outcome, frame, facts, fuel);
                return;
            case IBinaryOperation
            {
                OperatorKind: BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
            } compares:
                Compare(compares, outcome, frame, facts, fuel);
                return;
            case IIsPatternOperation pattern:
                Pattern(pattern.Value, pattern.Pattern, outcome, frame, facts, fuel);
                return;
            case IIsTypeOperation type:
                Null(type.ValueOperand, !outcome, frame, facts, fuel);
                return;
            case ICoalesceOperation coalesce:
                Read(coalesce.Value, outcome, frame, facts, fuel - 1);
                return;
            case IConditionalAccessOperation access:
                Read(access.WhenNotNull, outcome, frame, facts, fuel - 1);
                return;
            case IConditionalOperation conditional:
                Read(conditional.Condition, null, frame, facts, fuel - 1);
                Read(conditional.WhenTrue, outcome, frame, facts, fuel - 1);
                if (conditional.WhenFalse is { } whenFalse)
                {
                    Read(whenFalse, outcome, frame, facts, fuel - 1);
                }

                return;
            case ILocalReferenceOperation local:
                foreach (var assigned in frame.Body.Values.Assigned(local.Local))
                {
                    if (assigned is not null && !assigned.ConstantValue.HasValue)
                    {
                        Read(assigned, outcome, frame, facts, fuel - 1);
                    }
                }

                Out(local, outcome, frame, facts, fuel);
                return;
            case IParameterReferenceOperation:
                if (frame.Resolve(value) is var argument && !ReferenceEquals(argument.Operation, value) && !argument.IsElement)
                {
                    Read(argument.Operation, outcome, argument.Frame, facts, fuel - 1);
                }

                return;
            case IInvocationOperation invocation:
                Call(invocation, outcome, frame, facts, fuel);
                return;
            case IPropertyReferenceOperation { Property.Name: "HasValue", Instance: { } nullable } property
                when property.Property.ContainingType.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T:
                Null(nullable, !outcome, frame, facts, fuel);
                return;
            case IMemberReferenceOperation member:
                Member(member, outcome is { } known ? new(TestKind.Equals, known) : default, outcome, frame, facts, fuel);
                return;
            default:
                Mentioned(value, frame, facts, fuel);
                return;
        }
    }

    // Of a disjunction that holds, or a conjunction that fails, each half may be the reason: its facts hold in part, so
    // polarity is taken as if it were, and only what reads nothing is dropped. Guards are believed generously.
    private static void Read(IOperation condition, bool? outcome, Frame frame, List<Fact> facts, int fuel, bool? whole) =>
        Read(condition, outcome ?? whole, frame, facts, fuel);

    private static void Out(ILocalReferenceOperation local, bool? outcome, Frame frame, List<Fact> facts, int fuel)
    {
        foreach (var reference in frame.Body.Values.References(local.Local))
        {
            var argument = reference.Parent is IDeclarationExpressionOperation declaration ? declaration.Parent : reference.Parent;
            if (argument is IArgumentOperation { Parent: IInvocationOperation call } && call.TargetMethod.Name.StartsWith("Try", StringComparison.Ordinal))
            {
                Call(call, null, frame, facts, fuel - 1);
            }
            else if (Deconstructed(reference) is var (source, index)
                && frame.Resolve(source) is { IsElement: false, Operation: IInvocationOperation made } whole)
            {
                foreach (var callee in whole.Frame.CalleesOf(made).Where(static callee => !callee.IsGiven))
                {
                    ReturnedPart(callee, "Item" + (index + 1), outcome, facts, fuel - 1);
                }
            }
        }
    }

    // var (isNew, order) = await TakeAsync(id);
    private static (IOperation Source, int Index)? Deconstructed(IOperation reference)
    {
        var element = reference;
        while (element.Parent is IDeclarationExpressionOperation and { Parent: ITupleOperation })
        {
            element = element.Parent;
        }

        return element.Parent is ITupleOperation tuple
            && (tuple.Parent is IDeclarationExpressionOperation declaration ? declaration.Parent : tuple.Parent) is IDeconstructionAssignmentOperation deconstruction
            && deconstruction.Target.Syntax.Span.Contains(tuple.Syntax.Span)
            ? (deconstruction.Value, tuple.Elements.IndexOf(element))
            : null;
    }

    private static void Equal(IOperation left, IOperation right, bool? outcome, Frame frame, List<Fact> facts, int fuel)
    {
        for (var i = 0; i < 2; i++)
        {
            if (Constants.TryGet(right, frame, out var constant))
            {
                switch (constant)
                {
                    case null:
                        Null(left, outcome, frame, facts, fuel);
                        return;
                    case bool flag:
                        Read(left, flag ? outcome : !outcome, frame, facts, fuel - 1);
                        return;
                    default:
                        Tested(left, new(TestKind.Equals, constant), outcome, frame, facts, fuel);
                        return;
                }
            }

            (left, right) = (right, left);
        }

        Mentioned(left, frame, facts, fuel - 1);
        Mentioned(right, frame, facts, fuel - 1);
    }

    /// <summary>A value compared with a constant.</summary>
    private static void Tested(IOperation operand, ValueTest test, bool? outcome, Frame frame, List<Fact> facts, int fuel)
    {
        if (fuel <= 0)
        {
            return;
        }

        var resolved = frame.Resolve(Values.Unwrap(Written(Values.Unwrap(operand), frame)));
        var value = resolved.Operation is IConditionalAccessOperation access ? access.WhenNotNull : resolved.Operation;
        if (value is IInvocationOperation call && !resolved.IsElement)
        {
            // The number of rows that a statement has changed.
            if (Claims.IsClaim(call, resolved.Frame))
            {
                facts.Add(Fact.Claim(IsSome(test, outcome), call));
                return;
            }

            if (QueryNames.IsCount(call.TargetMethod.Name) && Queries.Of(call, resolved.Frame, fuel - 1) is { State: { } state } query)
            {
                Existence(query, state, IsSome(test, outcome), call, facts);
                return;
            }

            Call(call, null, resolved.Frame, facts, fuel - 1);
            return;
        }

        if (value is IMemberReferenceOperation member && !resolved.IsElement)
        {
            if (IsCount(member, resolved.Frame, fuel) is { State: { } state } query)
            {
                Existence(query, state, IsSome(test, outcome), member, facts);
                return;
            }

            Member(member, outcome switch { true => test, false => test.Negated(), null => default }, null, resolved.Frame, facts, fuel);
            return;
        }

        if (value is ILocalReferenceOperation local && !resolved.IsElement)
        {
            foreach (var assigned in resolved.Frame.Body.Values.Assigned(local.Local))
            {
                if (assigned is not null && !assigned.ConstantValue.HasValue)
                {
                    Tested(assigned, test, outcome, resolved.Frame, facts, fuel - 1);
                }
            }

            return;
        }

        Mentioned(value, resolved.Frame, facts, fuel - 1);
    }

    /// <summary>Whether a number that was tested so is more than none; null where the test does not tell.</summary>
    private static bool? IsSome(ValueTest test, bool? outcome) => (test.Kind, test.Constant is 0 or 0L) switch
    {
        (TestKind.Equals, true) => !outcome,
        (TestKind.DiffersFrom, true) => outcome,
        (TestKind.Equals, false) => outcome == true ? true : null,
        _ => null,
    };

    private static void Compare(IBinaryOperation compares, bool? outcome, Frame frame, List<Fact> facts, int fuel)
    {
        var (left, right, kind) = (compares.LeftOperand, compares.RightOperand, compares.OperatorKind);
        if (left.ConstantValue.HasValue)
        {
            (left, right) = (right, left);
            kind = kind switch
            {
                BinaryOperatorKind.GreaterThan => BinaryOperatorKind.LessThan,
                BinaryOperatorKind.GreaterThanOrEqual => BinaryOperatorKind.LessThanOrEqual,
                BinaryOperatorKind.LessThan => BinaryOperatorKind.GreaterThan,
                _ => BinaryOperatorKind.GreaterThanOrEqual,
            };
        }

        // More than none, or none: the question is whether there is any.
        bool? any = (kind, right.ConstantValue.HasValue ? right.ConstantValue.Value : null) switch
        {
            (BinaryOperatorKind.GreaterThan, 0) or (BinaryOperatorKind.GreaterThanOrEqual, 1) => true,
            (BinaryOperatorKind.LessThan, 1) or (BinaryOperatorKind.LessThanOrEqual, 0) => false,
            _ => null,
        };
        if (any is { } asks)
        {
            Tested(left, new(TestKind.DiffersFrom, 0), outcome is { } known ? known == asks : null, frame, facts, fuel);
            return;
        }

        Mentioned(left, frame, facts, fuel - 1);
        Mentioned(right, frame, facts, fuel - 1);
    }

    /// <summary>A value compared with null: <paramref name="isNull"/> is what came out.</summary>
    private static void Null(IOperation operand, bool? isNull, Frame frame, List<Fact> facts, int fuel)
    {
        if (fuel <= 0)
        {
            return;
        }

        var resolved = frame.Resolve(Values.Unwrap(Written(Values.Unwrap(operand), frame)));
        if (resolved.IsElement)
        {
            return;
        }

        var value = resolved.Operation is IConditionalAccessOperation access ? Values.Unwrap(access.WhenNotNull) : resolved.Operation;
        switch (value)
        {
            case IMemberReferenceOperation member when Queries.Of(member, resolved.Frame, fuel - 1) is null:
                if (member.Type is { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } joined && !QueryNames.IsPlatform(joined))
                {
                    // The other side of a join, or what a row leads to: not there.
                    facts.Add(Fact.Exists(StateKey.Rows(joined), !isNull, member));
                }

                Member(member, isNull switch { true => new(TestKind.IsNull), false => new(TestKind.IsNotNull), null => default }, null, resolved.Frame, facts, fuel);
                return;
            case ILocalReferenceOperation local:
                foreach (var assigned in resolved.Frame.Body.Values.Assigned(local.Local))
                {
                    if (assigned is not null && !assigned.ConstantValue.HasValue && Values.Unwrap(assigned) is not IObjectCreationOperation)
                    {
                        Null(assigned, isNull, resolved.Frame, facts, fuel - 1);
                    }
                }

                Out(local, null, resolved.Frame, facts, fuel);
                return;
            case IConditionalOperation conditional:
                NullBranch(conditional, isNull, resolved.Frame, facts, fuel - 1);
                break;
            case IInvocationOperation call when Claims.IsClaim(call, resolved.Frame):
                facts.Add(Fact.Claim(!isNull, call));
                return;
            case IInvocationOperation call when resolved.Frame.LeadsToSource(call):
                foreach (var callee in resolved.Frame.CalleesOf(call).Where(static callee => !callee.IsGiven))
                {
                    ReturnedNull(callee, isNull, facts, fuel - 1);
                }

                break;
        }

        if (Queries.Of(value, resolved.Frame, fuel - 1) is { State: { } state } query)
        {
            Existence(query, state, !isNull, value, facts);
            if (value is IInvocationOperation { Instance.Type: { } store } && query.IsOpaque)
            {
                facts.Add(Fact.Asked(StateKey.Store(store), null, value));
            }
        }
        else if (value is IInvocationOperation call)
        {
            Call(call, null, resolved.Frame, facts, fuel - 1);
        }
    }

    private static void Existence(Query query, StateKey state, bool? isPresent, IOperation evidence, List<Fact> facts)
    {
        if (query.IsStored || query.MayBeStored)
        {
            facts.Add(Fact.Exists(state, isPresent, evidence));
        }

        // One that was found has passed the predicates; where none was found nothing is known of any.
        if (isPresent != false)
        {
            facts.AddRange(query.Facts);
        }
        else
        {
            // A test of none (`!Any(x => x.Id == id && x.IsDone)`) still reads what it reads.
            foreach (var fact in query.Facts)
            {
                if (fact.Kind == FactKind.Value)
                {
                    facts.Add(fact with { Test = fact.Test.Negated() });
                }
            }
        }
    }

    private static void Pattern(IOperation value, IPatternOperation pattern, bool? outcome, Frame frame, List<Fact> facts, int fuel)
    {
        if (fuel <= 0)
        {
            return;
        }

        switch (pattern)
        {
            case INegatedPatternOperation negated:
                Pattern(value, negated.Pattern, !outcome, frame, facts, fuel);
                break;
            case IConstantPatternOperation constant when constant.Value.ConstantValue is { HasValue: true, Value: null }:
                Null(value, outcome, frame, facts, fuel);
                break;
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool flag } }:
                Read(value, flag ? outcome : !outcome, frame, facts, fuel - 1);
                break;
            case IConstantPatternOperation constant:
                Tested(value, new(TestKind.Equals, constant.Value.ConstantValue.Value), outcome, frame, facts, fuel);
                break;
            case IBinaryPatternOperation binary:
                // `A or B` that failed has failed on both; that held, on one of them.
                Pattern(value, binary.LeftPattern, outcome, frame, facts, fuel - 1);
                Pattern(value, binary.RightPattern, outcome, frame, facts, fuel - 1);
                break;
            case IRecursivePatternOperation recursive:
                Null(value, !outcome, frame, facts, fuel);
                foreach (var property in recursive.PropertySubpatterns)
                {
                    if (property.Member is { } member)
                    {
                        // Only where it is the one reason for failing does the negation hold.
                        Pattern(member, property.Pattern, outcome, frame, facts, fuel - 1);
                    }
                }

                break;
            case IDeclarationPatternOperation or ITypePatternOperation:
                Null(value, !outcome, frame, facts, fuel);
                break;
            case IRelationalPatternOperation:
                Mentioned(value, frame, facts, fuel - 1);
                break;
            default:
                Mentioned(value, frame, facts, fuel - 1);
                break;
        }
    }

    private static void Call(IInvocationOperation call, bool? outcome, Frame frame, List<Fact> facts, int fuel)
    {
        if (fuel <= 0)
        {
            return;
        }

        var name = call.TargetMethod.Name;
        if (Claims.Asked(call, frame) is { } catalogued)
        {
            facts.Add(catalogued.IsClaim
                ? Fact.Claim(outcome is { } won ? won == catalogued.TrueMeansNew : null, call)
                : Fact.Asked(catalogued.Store, outcome is { } done ? done != catalogued.TrueMeansNew : null, call));
            return;
        }

        if (Claims.IsClaim(call, frame))
        {
            facts.Add(Fact.Claim(outcome, call));
            return;
        }

        if (name is "IsNullOrEmpty" or "IsNullOrWhiteSpace" && call.Arguments.Length == 1)
        {
            Null(call.Arguments[0].Value, outcome, frame, facts, fuel - 1);
            return;
        }

        if (name == "Equals" && call.Arguments.Length >= 1)
        {
            Equal(call.Instance ?? call.Arguments[0].Value, call.Arguments[call.Arguments.Length - 1].Value, outcome, frame, facts, fuel - 1);
            return;
        }

        if (frame.LeadsToSource(call))
        {
            foreach (var callee in frame.CalleesOf(call).Where(static callee => !callee.IsGiven))
            {
                Returned(callee, outcome, facts, fuel - 1);
            }

            return;
        }

        // Add of a set answers whether it was not there.
        var adds = name is "Add" or "TryAdd" && call.TargetMethod.ReturnType.SpecialType == SpecialType.System_Boolean;
        if ((adds || QueryNames.IsExistence(name)) && call.Instance is { } collection && frame.Resolve(collection) is { IsElement: false, Operation: IMemberReferenceOperation held } holder
            && Queries.HoldsValues(held, holder.Frame))
        {
            // What an object keeps a list of: the messages that it has handled, the mails that it got.
            facts.Add(Fact.Value(StateKey.Member(held.Member), outcome is { } holds ? new(TestKind.Equals, holds != adds) : default, call));
            return;
        }

        if (QueryNames.IsExistence(name) && Queries.Of(call, frame, fuel - 1) is { } query)
        {
            if (query.State is { } state)
            {
                Existence(query, state, name.StartsWith("All", StringComparison.Ordinal) ? !outcome : outcome, call, facts);
            }
            else
            {
                facts.AddRange(query.Facts);
            }

            return;
        }

        if (Claims.AskedByName(call) is { } store)
        {
            facts.Add(Fact.Asked(store.State, store.SaysDone ? outcome : null, call));
        }

        Mentioned(call, frame, facts, fuel - 1);
    }

    /// <summary>What holds where a method with source has answered so.</summary>
    public static void Returned(Frame callee, bool? outcome, List<Fact> facts, int fuel)
    {
        if (fuel <= 0)
        {
            return;
        }

        foreach (var @return in callee.Body.Returns)
        {
            var value = @return.ReturnedValue!;
            var plain = Values.Unwrap(value);
            if (plain is IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType.Name: "Task" or "ValueTask" }, Arguments: [{ Value: var result }] })
            {
                plain = Values.Unwrap(result);
            }

            if (plain.ConstantValue.HasValue)
            {
                if (outcome is null || Equals(plain.ConstantValue.Value, outcome))
                {
                    // A return is no operation of the graph; its value is.
                    var there = Facts.At(value, callee, fuel - 1);
                    facts.AddRange(outcome is null ? there.Select(Unsure) : there);
                    if (outcome == true && UniqueViolation.Around(@return, callee) is { } claim)
                    {
                        facts.Add(claim);
                    }
                }
            }
            else
            {
                Read(plain, outcome, callee, facts, fuel - 1);
                facts.AddRange(Facts.At(value, callee, fuel - 1).Where(static fact => fact.Kind == FactKind.Claim));
            }
        }
    }

    /// <summary>What holds where a part of the object that a method with source has returned has that value.</summary>
    private static void ReturnedPart(Frame callee, string part, bool? outcome, List<Fact> facts, int fuel)
    {
        if (fuel <= 0)
        {
            return;
        }

        foreach (var @return in callee.Body.Returns)
        {
            var value = callee.Body.Values.Resolve(@return.ReturnedValue!);
            if (Part(value, part) is not { } given)
            {
                // Made elsewhere: Result.Fail("paid already"). What led here may be what it says.
                if (value is IInvocationOperation { TargetMethod: { IsStatic: true, IsExtensionMethod: false, ContainingType: { } factory, ReturnType: { } result } }
                    && (SymbolEqualityComparer.Default.Equals(factory.OriginalDefinition, result.OriginalDefinition) || factory.Name == result.Name))
                {
                    facts.AddRange(Facts.At(@return, callee, fuel - 1).Select(Unsure));
                }
            }
            else if (!given.ConstantValue.HasValue)
            {
                Read(given, outcome, callee, facts, fuel - 1);
            }
            else if (outcome is null || Equals(given.ConstantValue.Value, outcome))
            {
                facts.AddRange(outcome is null ? Facts.At(@return, callee, fuel - 1).Select(Unsure) : Facts.At(@return, callee, fuel - 1));
            }
        }
    }

    private static IOperation? Part(IOperation whole, string name)
    {
        switch (whole)
        {
            case IObjectCreationOperation creation:
                foreach (var each in creation.Initializer?.Initializers ?? System.Collections.Immutable.ImmutableArray<IOperation>.Empty)
                {
                    if (each is ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment && target.Member.Name == name)
                    {
                        return Values.Unwrap(assignment.Value);
                    }
                }

                return creation.Arguments.FirstOrDefault(argument => string.Equals(argument.Parameter?.Name, name, StringComparison.OrdinalIgnoreCase)) is { } given
                    ? Values.Unwrap(given.Value)
                    : null;
            case ITupleOperation tuple when tuple.NaturalType is INamedTypeSymbol { TupleElements: var elements }:
                for (var i = 0; i < elements.Length && i < tuple.Elements.Length; i++)
                {
                    if (elements[i].Name == name || "Item" + (i + 1) == name)
                    {
                        return Values.Unwrap(tuple.Elements[i]);
                    }
                }

                return null;
            default:
                return null;
        }
    }

    /// <summary>What holds where a method with source has returned null, or something.</summary>
    private static void ReturnedNull(Frame callee, bool? isNull, List<Fact> facts, int fuel)
    {
        if (fuel <= 0)
        {
            return;
        }

        foreach (var @return in callee.Body.Returns)
        {
            var value = Values.Unwrap(@return.ReturnedValue!);
            if (value is IConditionalOperation conditional)
            {
                NullBranch(conditional, isNull, callee, facts, fuel - 1);
            }
            else if (isNull is { } known && IsNull(value) == known)
            {
                facts.AddRange(Facts.At(@return, callee, fuel - 1));
            }
        }
    }

    // `a ? null : b` that is something has failed a.
    private static void NullBranch(IConditionalOperation conditional, bool? isNull, Frame frame, List<Fact> facts, int fuel)
    {
        var (whenTrue, whenFalse) = (IsNull(conditional.WhenTrue), conditional.WhenFalse is { } other && IsNull(other));
        if (whenTrue != whenFalse)
        {
            Read(conditional.Condition, isNull is { } known ? known == whenTrue : null, frame, facts, fuel);
        }
    }

    private static bool IsNull(IOperation value) =>
        Values.Unwrap(value) is { ConstantValue: { HasValue: true, Value: null } } or IDefaultValueOperation { Type.IsReferenceType: true };

    private static Fact Unsure(Fact fact) => fact with { IsPresent = null, Answer = null, Test = default };

    private static void Member(IMemberReferenceOperation member, ValueTest test, bool? outcome, Frame frame, List<Fact> facts, int fuel)
    {
        if (member.Member is IPropertySymbol { GetMethod: { } getter } property && !property.IsIndexer)
        {
            // A property that computes: `IsSent => SentAt is not null`.
            var computes = getter.DeclaringSyntaxReferences.IsEmpty ? null : frame.Exploration.Compilation.Body(getter, frame.Exploration.CancellationToken);
            if (computes is not null)
            {
                Returned(frame.Inside(computes), outcome, facts, fuel - 1);
                return;
            }
        }

        if (member.Instance is { } owner && frame.Resolve(owner) is { IsElement: false, Operation: IInvocationOperation made } whole
            && whole.Frame.LeadsToSource(made))
        {
            // An object that a method made to say what it found: new Result(false, …).
            foreach (var callee in whole.Frame.CalleesOf(made).Where(static callee => !callee.IsGiven))
            {
                ReturnedPart(callee, member.Member.Name, outcome, facts, fuel - 1);
            }
        }

        if (member.Member is IPropertySymbol or IFieldSymbol)
        {
            facts.Add(Fact.Value(StateKey.Member(member.Member), test, member));
        }
    }

    /// <summary>What an expression reads that is not understood as a whole.</summary>
    private static void Mentioned(IOperation value, Frame frame, List<Fact> facts, int fuel)
    {
        if (fuel <= 0)
        {
            return;
        }

        value = Written(value, frame);
        foreach (var part in value.DescendantsAndSelf())
        {
            switch (part)
            {
                case IMemberReferenceOperation { Member: IPropertySymbol or IFieldSymbol } member when !IsReceiver(member):
                    Member(member, default, null, frame, facts, fuel - 1);
                    break;
                case IInvocationOperation call when !ReferenceEquals(call, value) || !QueryNames.IsExistence(call.TargetMethod.Name):
                    if (Queries.Of(call, frame, fuel - 2) is { State: { } state, IsStored: true, IsOpaque: false } query)
                    {
                        facts.Add(Fact.Exists(state, null, call));
                        facts.AddRange(query.Facts.Select(Unsure));
                    }

                    break;
                case ILocalReferenceOperation local when frame.Body.Values.Assigned(local.Local) is { Count: > 0 } assigned:
                    foreach (var each in assigned)
                    {
                        if (each is not null && !each.ConstantValue.HasValue && !each.DescendantsAndSelf().Any(o => ReferenceEquals(o, part)))
                        {
                            Mentioned(Values.Unwrap(each), frame, facts, fuel - 3);
                        }
                    }

                    break;
            }
        }
    }

    // What leads to something else is not read; a text or a time that is asked for a part of it is.
    private static bool IsReceiver(IOperation member) =>
        member.Type is not { IsValueType: true } and not { SpecialType: SpecialType.System_String }
        && (member.Parent is IMemberReferenceOperation || (member.Parent is IInvocationOperation call && ReferenceEquals(call.Instance, member)));

    private static Query? IsCount(IMemberReferenceOperation member, Frame frame, int fuel) =>
        member is { Member.Name: "Count" or "Length", Instance: { } collection } ? Queries.Of(collection, frame, fuel - 1) : null;
}
