using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>Reads expressions that look into a set: chains of query operators, down to the set that they begin with.</summary>
internal static class Queries
{
    /// <summary>The look into a set that an expression is, or takes its value from; null where it is none.</summary>
    public static Query? Of(IOperation operation, Frame frame, int fuel)
    {
        if (fuel <= 0)
        {
            return null;
        }

        var value = frame.Resolve(operation);
        return Of(value.Operation, value.Frame, fuel, value.IsElement);
    }

    private static Query? Of(IOperation operation, Frame frame, int fuel, bool isElement)
    {
        switch (operation)
        {
            case ITranslatedQueryOperation translated:
                return Of(translated.Operation, frame, fuel - 1);
            case ICoalesceOperation coalesce:
                return Of(coalesce.Value, frame, fuel - 1) ?? Of(coalesce.WhenNull, frame, fuel - 1);
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return Of(conditional.WhenTrue, frame, fuel - 1) ?? Of(whenFalse, frame, fuel - 1);
            case IConditionalAccessOperation access:
                return Of(access.WhenNotNull, frame, fuel - 1);
            case IConditionalAccessInstanceOperation instance:
                return Accessed(instance) is { } accessed ? Of(accessed, frame, fuel - 1) : null;
            case ILocalReferenceOperation local:
                return OfAssigned(local.Local, frame, fuel);
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } indexed }:
                return Of(indexed, frame, fuel - 1);
            case IArrayElementReferenceOperation element:
                return Of(element.ArrayReference, frame, fuel - 1);
            case IMemberReferenceOperation member:
                return OfMember(member, frame, fuel);
            case IParameterReferenceOperation { Type: INamedTypeSymbol set } when !isElement && IsStoredSet(set):
                return Root(frame.Substitute(set.TypeArguments[0]));
            case IInvocationOperation invocation:
                return OfCall(invocation, frame, fuel);
            default:
                return null;
        }
    }

    /// <summary>Where the value of an expression comes from.</summary>
    public static Origin OriginOf(IOperation operation, Frame frame, int fuel)
    {
        if (fuel <= 0)
        {
            return Origin.Unknown;
        }

        var resolved = frame.Resolve(operation);
        var value = resolved.Operation;
        switch (value)
        {
            case IObjectCreationOperation or IAnonymousObjectCreationOperation or ITypeParameterObjectCreationOperation when !resolved.IsElement:
                return Origin.New;
            case ICoalesceOperation coalesce:
                return Stronger(OriginOf(coalesce.Value, resolved.Frame, fuel - 1), OriginOf(coalesce.WhenNull, resolved.Frame, fuel - 1));
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return Stronger(OriginOf(conditional.WhenTrue, resolved.Frame, fuel - 1), OriginOf(whenFalse, resolved.Frame, fuel - 1));
            case ISimpleAssignmentOperation assignment:
                return OriginOf(assignment.Value, resolved.Frame, fuel - 1);
            case IConditionalAccessInstanceOperation instance when Accessed(instance) is { } accessed:
                return OriginOf(accessed, resolved.Frame, fuel - 1);
            case ILocalReferenceOperation local when !resolved.IsElement:
                var origin = Origin.Unknown;
                foreach (var assigned in resolved.Frame.Body.Values.Assigned(local.Local))
                {
                    origin = assigned is null ? origin : Stronger(origin, OriginOf(assigned, resolved.Frame, fuel - 1));
                }

                return OutOf(local, resolved.Frame, fuel) is { } query ? Stronger(origin, query) : origin;
        }

        if (Of(value, resolved.Frame, fuel - 1, resolved.IsElement) is { } found)
        {
            return found.IsStored ? Origin.Stored : Origin.Unknown;
        }

        if (value is IMemberReferenceOperation { Instance: { } owner } member && !IsServiceOf(member))
        {
            return StateContainers.IsState(member.Member) ? Origin.Stored : OriginOf(owner, resolved.Frame, fuel - 1) == Origin.Stored ? Origin.Stored : Origin.Unknown;
        }

        if (value is IInvocationOperation call)
        {
            foreach (var callee in resolved.Frame.CalleesOf(call).Where(static callee => !callee.IsGiven))
            {
                var all = callee.Body.Returns.Select(r => OriginOf(r.ReturnedValue!, callee, fuel - 1)).ToList();
                if (all.Count > 0)
                {
                    return all.Aggregate(Stronger);
                }
            }
        }

        return Origin.Unknown;
    }

    /// <summary>Whether a member of some object is a collection of values, not of rows.</summary>
    public static bool HoldsValues(IMemberReferenceOperation member, Frame frame) =>
        member is { Member: IPropertySymbol or IFieldSymbol, Instance: { } owner }
        // Its own, where the object that runs was loaded: an aggregate that remembers what it has applied.
        && (owner is not IInstanceReferenceOperation || OriginOf(owner, frame, FactReader.Fuel) == Origin.Stored)
        && Sequences.IsSequence(member.Type)
        && !IsStoredSet(member.Type)
        && (member.Type is INamedTypeSymbol { TypeArguments.Length: 2 } || Sequences.ElementOf(member.Type) is { IsValueType: true } or { SpecialType: SpecialType.System_String });

    /// <summary>The expression before the <c>?.</c>.</summary>
    public static IOperation? Accessed(IConditionalAccessInstanceOperation instance)
    {
        for (var current = instance.Parent; current is not null; current = current.Parent)
        {
            if (current is IConditionalAccessOperation access && !ReferenceEquals(access.Operation, instance))
            {
                return access.Operation;
            }
        }

        return null;
    }

    /// <summary>Whether a type is the set of an entity type: EF's DbSet, anything IQueryable, a Mongo collection.</summary>
    public static bool IsStoredSet(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeArguments.Length: >= 1 } named
        && (named.Name is "DbSet" or "IDbSet" or "IQueryable" or "IOrderedQueryable" or "IMongoCollection" or "IMongoQueryable" or "IFindFluent" or "IAsyncCursor" or "ILiteCollection"
            || named.AllInterfaces.Any(static each => each.Name == "IQueryable" && each.ContainingNamespace?.Name == "Linq"));

    private static Origin Stronger(Origin left, Origin right) =>
        left == Origin.Stored || right == Origin.Stored ? Origin.Stored : left == Origin.Unknown ? right : left;

    // A field that holds a service is not data of the object that has it.
    private static bool IsServiceOf(IMemberReferenceOperation member) => member.Instance is IInstanceReferenceOperation && !StateContainers.IsState(member.Member);

    private static Query? OfAssigned(ILocalSymbol local, Frame frame, int fuel)
    {
        foreach (var assigned in frame.Body.Values.Assigned(local))
        {
            if (assigned is not null && Values.Unwrap(assigned) is not IObjectCreationOperation && Of(assigned, frame, fuel - 2) is { } query)
            {
                return query;
            }
        }

        return null;
    }

    /// <summary>Given by <c>TryGetValue(key, out var value)</c>.</summary>
    private static Origin? OutOf(ILocalReferenceOperation local, Frame frame, int fuel)
    {
        foreach (var reference in frame.Body.Values.References(local.Local))
        {
            var argument = reference.Parent is IDeclarationExpressionOperation declaration ? declaration.Parent : reference.Parent;
            if (argument is IArgumentOperation { Parameter.RefKind: RefKind.Out, Parent: IInvocationOperation { Instance: { } source } call }
                && Of(source, frame, fuel - 2) is { } query)
            {
                return query.IsStored ? Origin.Stored : null;
            }
        }

        return null;
    }

    private static Query? OfMember(IMemberReferenceOperation member, Frame frame, int fuel)
    {
        var type = member.Type;
        if (IsStoredSet(type))
        {
            // The set of a context, or a property of the team's that narrows it.
            if (member.Member is IPropertySymbol { GetMethod: { DeclaringSyntaxReferences.IsEmpty: false } getter }
                && frame.Exploration.Compilation.Body(getter, frame.Exploration.CancellationToken) is { } body)
            {
                var inside = frame.Inside(body);
                foreach (var @return in body.Returns)
                {
                    if (Of(@return.ReturnedValue!, inside, fuel - 1) is { } narrowed)
                    {
                        return narrowed;
                    }
                }
            }

            return Root(frame.Substitute(((INamedTypeSymbol)type!).TypeArguments[0]));
        }

        // A collection of an entity: order.Lines.
        if (member is { Instance: { } owner } && Sequences.IsSequence(type) && Sequences.ElementOf(type) is { } element)
        {
            var origin = OriginOf(owner, frame, fuel - 1);
            return new Query(frame.Substitute(element), null, origin == Origin.Stored || StateContainers.IsState(member.Member), ImmutableArray<Fact>.Empty)
            {
                // Not a list in a field of the handler or a service, which is gone with the process.
                MayBeStored = origin == Origin.Unknown && frame.Resolve(owner).Operation is not IInstanceReferenceOperation,
            };
        }

        return null;
    }

    private static Query? OfCall(IInvocationOperation invocation, Frame frame, int fuel)
    {
        var method = invocation.TargetMethod;
        var name = method.Name;
        if (frame.LeadsToSource(invocation))
        {
            foreach (var callee in frame.CalleesOf(invocation).Where(static callee => !callee.IsGiven))
            {
                foreach (var @return in callee.Body.Returns)
                {
                    if (Of(@return.ReturnedValue!, callee, fuel - 1) is { } query)
                    {
                        return query.With(Facts.At(@return.ReturnedValue!, callee, fuel - 3).RemoveAll(static fact => fact.Kind != FactKind.Value));
                    }
                }
            }

            return null;
        }

        if (SqlQueries.Of(invocation, frame) is { } sql)
        {
            return sql;
        }

        var receiver = invocation.Instance ?? (invocation.TargetMethod.IsExtensionMethod || invocation.TargetMethod.ContainingType?.Name is "Enumerable" or "Queryable"
            ? invocation.Arguments.Length > 0 ? invocation.Arguments[0].Value : null
            : null);
        if (name == "Set" && method.TypeArguments.Length == 1 && IsStoredSet(method.ReturnType))
        {
            return Root(frame.Substitute(method.TypeArguments[0]));
        }

        if (receiver is not null && (QueryNames.IsOperator(name) || IsStoredSet(receiver.Type)))
        {
            var source = Of(receiver, frame, fuel - 1);
            if (source is null && method.TypeArguments.Length >= 1 && name is "Find" or "FindAsync" && EfNames.IsContext(receiver.Type))
            {
                source = Root(frame.Substitute(method.TypeArguments[0]));
            }

            source ??= Sequences.IsSequence(receiver.Type) && Sequences.ElementOf(receiver.Type) is { } element
                ? new Query(frame.Substitute(element), null, IsStored: false, ImmutableArray<Fact>.Empty)
                : null;
            return source?.With(Predicates(invocation, frame, fuel, out var isOpaque)) is { } narrowed ? narrowed with { IsOpaque = narrowed.IsOpaque || isOpaque } : null;
        }

        if (receiver is not null && IsStoredSet(method.ReturnType) && !method.IsExtensionMethod)
        {
            return Root(frame.Substitute(((INamedTypeSymbol)method.ReturnType).TypeArguments[0])) with { IsOpaque = true };
        }

        if (receiver is not null && name is "GetAsyncEnumerator" or "GetEnumerator" or "ConfigureAwait" or "WithCancellation" or "WaitAsync")
        {
            return Of(receiver, frame, fuel - 1);
        }

        // Loaded by something without source.
        if (receiver is not null && QueryNames.IsLoad(name) && !QueryNames.IsPlatform(method.ContainingType ?? (ISymbol)method)
            && Sequences.ElementOf(method.ReturnType) is { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } loaded
            && !QueryNames.IsPlatform(loaded))
        {
            return new Query(frame.Substitute(loaded), null, IsStored: true, ImmutableArray<Fact>.Empty, IsOpaque: true);
        }

        // A sequence of whatever name: its items may have been chosen by anything, and need not be stored.
        if (receiver is not null && !QueryNames.IsPlatform(method.ContainingType ?? (ISymbol)method)
            && Sequences.IsSequence(method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [var awaited] } ? awaited : method.ReturnType)
            && Sequences.ElementOf(method.ReturnType) is { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } item
            && !QueryNames.IsPlatform(item))
        {
            return new Query(frame.Substitute(item), null, IsStored: false, ImmutableArray<Fact>.Empty, IsOpaque: true);
        }

        return null;
    }

    private static Query Root(ITypeSymbol entity) => new(entity, null, IsStored: true, ImmutableArray<Fact>.Empty);

    /// <summary>What the lambdas of an operator say of the elements that pass.</summary>
    private static ImmutableArray<Fact> Predicates(IInvocationOperation invocation, Frame frame, int fuel, out bool isOpaque)
    {
        isOpaque = false;
        var name = QueryNames.Plain(invocation.TargetMethod.Name);
        if (name is "Select" or "SelectMany" or "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" or "Include" or "ThenInclude" or "GroupBy"
            or "ToDictionary" or "ToLookup" or "Max" or "Min" or "MaxBy" or "MinBy" or "Sum" or "Average" or "DistinctBy" or "Join" or "GroupJoin" or "ForEach")
        {
            return ImmutableArray<Fact>.Empty;
        }

        var facts = new List<Fact>();
        foreach (var argument in invocation.Arguments)
        {
            if (QueryNames.IsExclusion(name) && argument.Parameter?.Ordinal > 0 && Of(argument.Value, frame, fuel - 1) is { State: { } excluded, IsStored: true })
            {
                facts.Add(Fact.Exists(excluded, isPresent: false, argument.Value));
            }
            else if (argument.Parameter is { } parameter && IsPredicate(parameter.Type))
            {
                var before = facts.Count;
                Predicate(argument.Value, name == "All" ? null : true, frame, facts, fuel);
                // A predicate that cannot be read may have asked anything.
                isOpaque |= facts.Count == before && frame.Resolve(argument.Value).Operation is not IDelegateCreationOperation and not IAnonymousFunctionOperation;
            }
        }

        return facts.ToImmutableArray();
    }

    /// <summary>What a predicate says of what it lets pass, wherever it is written: on the spot, in a field, in a method, by a caller.</summary>
    internal static void Predicate(IOperation value, bool? outcome, Frame frame, List<Fact> facts, int fuel)
    {
        if (fuel <= 0)
        {
            return;
        }

        var resolved = frame.Resolve(value);
        switch (resolved.Operation)
        {
            case IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda }:
                Returned(lambda, outcome, resolved.Frame, facts, fuel);
                break;
            case IAnonymousFunctionOperation lambda:
                Returned(lambda, outcome, resolved.Frame, facts, fuel);
                break;
            case IDelegateCreationOperation { Target: IMethodReferenceOperation { Method: var method } }:
                Returned(method, outcome, resolved.Frame, facts, fuel);
                break;
            case IFieldReferenceOperation { Field: var field }:
                Kept(field, outcome, resolved.Frame, facts, fuel);
                break;
            case IPropertyReferenceOperation { Property: var property }:
                Kept(property, outcome, resolved.Frame, facts, fuel);
                break;
            case IInvocationOperation call when frame.Exploration.Compilation.Body(call.TargetMethod, frame.Exploration.CancellationToken) is { } body:
                var made = resolved.Frame.CalleesOf(call).FirstOrDefault(callee => ReferenceEquals(callee.Body, body)) ?? resolved.Frame.Inside(body);
                foreach (var @return in body.Returns)
                {
                    Predicate(@return.ReturnedValue!, outcome, made, facts, fuel - 1);
                }

                break;
            case var other:
                // Built by a library: Filter.Eq(o => o.Sent, false) at least names what it asks about.
                foreach (var part in other.DescendantsAndSelf())
                {
                    if (part is not IAnonymousFunctionOperation { Body.Operations: [.., IReturnOperation { ReturnedValue: { } asked }] } inner)
                    {
                        continue;
                    }

                    if (Values.Unwrap(asked) is IMemberReferenceOperation { Member: IPropertySymbol or IFieldSymbol } member)
                    {
                        facts.Add(Fact.Value(StateKey.Member(member.Member), default, member));
                    }
                    else if (asked.Type?.SpecialType == SpecialType.System_Boolean)
                    {
                        Returned(inner, outcome, resolved.Frame, facts, fuel - 1);
                    }
                }

                break;
        }
    }

    private static void Returned(IAnonymousFunctionOperation lambda, bool? outcome, Frame frame, List<Fact> facts, int fuel)
    {
        if (frame.Exploration.Compilation.Body(lambda, frame.Exploration.CancellationToken) is { } body)
        {
            var inside = frame.Inside(body);
            foreach (var @return in body.Returns)
            {
                FactReader.Read(@return.ReturnedValue!, outcome, inside, facts, fuel - 1);
            }

        }
    }

    private static void Returned(IMethodSymbol method, bool? outcome, Frame frame, List<Fact> facts, int fuel)
    {
        if (frame.Exploration.Compilation.Body(method, frame.Exploration.CancellationToken) is { } body)
        {
            FactReader.Returned(frame.Inside(body), outcome, facts, fuel - 1);
        }
    }

    // A field or property that holds a predicate, by its initializer or its getter.
    private static void Kept(ISymbol member, bool? outcome, Frame frame, List<Fact> facts, int fuel)
    {
        var (compilation, cancellationToken) = (frame.Exploration.Compilation, frame.Exploration.CancellationToken);
        if (member is IPropertySymbol { GetMethod: { } getter } && compilation.Body(getter, cancellationToken) is { } body)
        {
            foreach (var @return in body.Returns)
            {
                Predicate(@return.ReturnedValue!, outcome, frame.Inside(body), facts, fuel - 1);
            }

            return;
        }

        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            var initializer = reference.GetSyntax(cancellationToken) switch
            {
                Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax declarator => declarator.Initializer,
                Microsoft.CodeAnalysis.CSharp.Syntax.PropertyDeclarationSyntax property => property.Initializer,
                _ => null,
            };
            if (initializer is not null
                && compilation.Body(initializer, cancellationToken) is { Code: ISymbolInitializerOperation { Value: { } value } } initialized)
            {
                Predicate(value, outcome, frame.Inside(initialized), facts, fuel - 1);
            }
        }
    }

    internal static bool IsPredicate(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Delegate || type.Name is "Expression" or "FilterDefinition" or "ISpecification";
}
