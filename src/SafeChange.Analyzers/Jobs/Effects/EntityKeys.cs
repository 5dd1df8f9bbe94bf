using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>The primary key of an entity, and whether an object that is about to be added has the same one on a second run.</summary>
internal sealed class EntityKeys(Bodies bodies, KeyStabilityReader stability)
{
    private const int MaximumDepth = 4;

    /// <summary>What is known of a key.</summary>
    internal readonly record struct Key(KeyStability Stability, IOperation? Value, string? Name);

    /// <summary>
    /// The key of an added object, or of the elements of an added collection.
    /// </summary>
    /// <param name="added">The object or collection, as it stands in the call.</param>
    /// <param name="entity">Its type, or that of its elements.</param>
    /// <param name="values">The locals of the body.</param>
    public Key Read(IOperation added, ITypeSymbol? entity, Values values)
    {
        if (entity is not INamedTypeSymbol type)
        {
            return default;
        }

        var members = Members(type);
        return members.IsEmpty ? default : Read(added, members, values, added.Syntax.SpanStart, MaximumDepth);
    }

    /// <summary>The properties that are the primary key by attribute or by name; none where neither says.</summary>
    public static ImmutableArray<IPropertySymbol> Members(INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            // EF Core 7: [PrimaryKey(nameof(A), nameof(B))].
            if (attribute.AttributeClass?.Name == "PrimaryKeyAttribute")
            {
                var names = attribute.ConstructorArguments
                    .SelectMany(static argument => argument.Kind == TypedConstantKind.Array ? argument.Values.AsEnumerable() : [argument])
                    .Select(static argument => argument.Value as string)
                    .ToList();
                return Properties(type).Where(property => names.Contains(property.Name)).ToImmutableArray();
            }
        }

        var attributed = Properties(type)
            .Where(static property => property.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name is "KeyAttribute" or "BsonIdAttribute"))
            .ToImmutableArray();
        if (!attributed.IsEmpty)
        {
            return attributed;
        }

        IPropertySymbol? byType = null;
        foreach (var property in Properties(type))
        {
            if (string.Equals(property.Name, "Id", StringComparison.OrdinalIgnoreCase))
            {
                return ImmutableArray.Create(property);
            }

            if (property.Name.Length == type.Name.Length + 2
                && property.Name.EndsWith("Id", StringComparison.OrdinalIgnoreCase)
                && property.Name.StartsWith(type.Name, StringComparison.OrdinalIgnoreCase))
            {
                byType ??= property;
            }
        }

        return byType is null ? ImmutableArray<IPropertySymbol>.Empty : ImmutableArray.Create(byType);
    }

    private static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IPropertySymbol { IsStatic: false, IsIndexer: false } property)
                {
                    yield return property;
                }
            }
        }
    }

    private Key Read(IOperation added, ImmutableArray<IPropertySymbol> members, Values values, int before, int depth)
    {
        if (depth == 0)
        {
            return default;
        }

        var resolved = values.Resolve(added);
        switch (resolved)
        {
            case IObjectCreationOperation creation:
                return OfCreation(added, creation, members, values, before, depth);
            case IArrayCreationOperation { Initializer: { } items }:
                return Worst(items.ElementValues, members, values, before, depth);
            case var collection when CollectionExpressions.Is(collection):
                return Worst(collection.ChildOperations.ToList(), members, values, before, depth);
            case IInvocationOperation invocation:
                return OfInvocation(invocation, members, values, before, depth);
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return Worst([conditional.WhenTrue, whenFalse], members, values, before, depth);
            case IWithOperation with:
                // A copy of something: its key unless another is given.
                return members.Length == 1 && Bodies.Initialized(with.Initializer, members[0]) is { } given
                    ? Of(given, members[0], values)
                    : default;
            default:
                return default;
        }
    }

    private Key OfInvocation(IInvocationOperation invocation, ImmutableArray<IPropertySymbol> members, Values values, int before, int depth)
    {
        var method = invocation.TargetMethod;
        var from = invocation.Instance ?? (method.IsExtensionMethod ? invocation.Arguments.FirstOrDefault()?.Value : null);
        if (method.ContainingNamespace?.ToDisplayString() is "System.Linq" or "System.Collections.Generic")
        {
            switch (method.Name)
            {
                case "Select" when invocation.Arguments.Length > 1 && Elements.Lambda(invocation.Arguments[1].Value) is { } selector:
                    var made = Bodies.Returned(ImmutableArray.Create<IOperation>(selector.Body)).ToList();
                    return Worst(made, members, values, int.MaxValue, depth);
                case "ToList" or "ToArray" or "AsEnumerable" or "ToHashSet" or "Concat" or "Append" or "Where" or "OrderBy" or "Distinct" or "AsReadOnly" when from is not null:
                    return Read(from, members, values, before, depth - 1);
            }

            return default;
        }

        if (bodies.Of(method) is not { } body)
        {
            return default;
        }

        // A factory in the source: what it returns, with its parameters taken for stable.
        var returned = Bodies.Returned(body.Roots).ToList();
        if (returned.Count == 0)
        {
            return default;
        }

        var key = Worst(returned, members, body.Values, int.MaxValue, depth);
        if (key.Value is null)
        {
            return key;
        }

        // A key that it is given is as stable as what it is given.
        var parameter = Values.Unwrap(key.Value) is IParameterReferenceOperation reference ? reference.Parameter : null;
        return parameter is not null
            && invocation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal) is { } passed
            ? Of(passed.Value, members[0], values)
            : key;
    }

    private Key OfCreation(
        IOperation added, IObjectCreationOperation creation, ImmutableArray<IPropertySymbol> members, Values values, int before, int depth)
    {
        if (creation.Type is not INamedTypeSymbol type)
        {
            return default;
        }

        if (!IsOrDerivesFrom(type, members[0].ContainingType))
        {
            // A collection: what it is made with, and what is added to it later.
            return depth <= 1 ? default : Worst(Elements.Of(added, values), members, values, before, depth);
        }

        Key? all = null;
        foreach (var member in members)
        {
            // A key of several parts has no value of the database's making, so a part that is not given is not known.
            var one = OfCreation(added, creation, type, member, values, before) is var key && key.Stability == KeyStability.None && members.Length > 1
                ? default
                : key;
            all = all is not { } earlier ? one
                : earlier.Stability == KeyStability.Unstable ? earlier
                : one.Stability == KeyStability.Unstable ? one
                : earlier with { Stability = KeyStabilityReader.Combine(earlier.Stability, one.Stability) };
        }

        return all ?? default;
    }

    private Key OfCreation(
        IOperation added, IObjectCreationOperation creation, INamedTypeSymbol type, IPropertySymbol member, Values values, int before)
    {
        var (later, isHandedOn) = Later(added, member, values, before);
        if (later is not null)
        {
            return Of(later, member, values);
        }

        if (bodies.Member(creation, member) is { } made)
        {
            var key = Of(made.Value, member, made.Values ?? values);
            // What a constructor works out from its arguments is not followed further.
            return made.Values is not null && key.Stability is KeyStability.Stable && creation.Arguments.Length > 0
                ? key with { Stability = KeyStability.Unknown }
                : key;
        }

        return isHandedOn || member.SetMethod is null || !bodies.IsKnown(type, member) || bodies.MayBeSetByCalls(creation.Constructor, member)
            ? default
            : new(KeyStability.None, null, member.Name);
    }

    private Key Of(IOperation value, IPropertySymbol member, Values values) =>
        IsEmpty(value) ? new(KeyStability.None, null, member.Name) : new(stability.Read(value, values), value, member.Name);

    // 0, default and Guid.Empty ask the database for a key.
    private static bool IsEmpty(IOperation value)
    {
        var inner = Values.Unwrap(value);
        return inner is IDefaultValueOperation
            || inner is IFieldReferenceOperation { Field: { Name: "Empty", ContainingType.Name: "Guid" } }
            || (inner.ConstantValue is { HasValue: true, Value: var constant } && constant is null or 0 or 0L or (short)0 or "");
    }

    // The last assignment to the key of the local before it is added; and whether it is handed to something that may set it.
    private (IOperation? Value, bool IsHandedOn) Later(IOperation added, IPropertySymbol member, Values values, int before)
    {
        IOperation? last = null;
        var isHandedOn = false;
        foreach (var local in Locals(added, values))
        {
            foreach (var reference in values.References(local))
            {
                if (reference.Syntax.SpanStart >= before)
                {
                    continue;
                }

                switch (reference.Parent)
                {
                    case IPropertyReferenceOperation { Parent: ISimpleAssignmentOperation assignment } property
                        when assignment.Target == property && Bodies.IsSame(property.Property, member):
                        last = assignment.Value;
                        break;
                    case IInvocationOperation call when call.Instance == reference:
                        isHandedOn |= bodies.Of(call.TargetMethod) is { } body
                            ? body.Roots.SelectMany(Bodies.WithoutNested).Any(operation =>
                                operation is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } && Bodies.IsSame(target.Property, member))
                            : call.TargetMethod.MethodKind == MethodKind.Ordinary;
                        break;
                    case IArgumentOperation { Parent: IInvocationOperation call }
                        when call.TargetMethod.Name is var name
                            && (name.Contains("Map") || name.Contains("Copy") || name.Contains("Populate") || name.Contains("Apply") || name.Contains("SetId") || name.Contains("SetKey")):
                        isHandedOn = true;
                        break;
                }
            }
        }

        return (last, isHandedOn);
    }

    // The local that is added, and the one that it was assigned from.
    private static IEnumerable<ILocalSymbol> Locals(IOperation added, Values values)
    {
        var current = Values.Unwrap(added);
        for (var step = 0; step < MaximumDepth && current is ILocalReferenceOperation { Local: var local }; step++)
        {
            yield return local;
            if (values.Single(local) is not { } next)
            {
                yield break;
            }

            current = Values.Unwrap(next);
        }
    }

    private Key Worst(IReadOnlyList<IOperation> items, ImmutableArray<IPropertySymbol> members, Values values, int before, int depth)
    {
        Key? all = null;
        foreach (var item in items)
        {
            var one = Read(item, members, values, before, depth - 1);
            all = all is not { } earlier || earlier.Stability == one.Stability ? one : default(Key);
        }

        return all ?? default;
    }

    private static bool IsOrDerivesFrom(INamedTypeSymbol type, INamedTypeSymbol parent)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, parent.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }
}
