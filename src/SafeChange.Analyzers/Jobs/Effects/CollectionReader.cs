using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>Reads what is added to a collection that is a member: an entity's navigation, or static state.</summary>
internal static class CollectionReader
{
    /// <summary>The effect, or null where the collection is neither.</summary>
    public static Effect? Read(IInvocationOperation call, Values values, EffectSettings settings, EntityKeys keys)
    {
        if (call.Instance is not { } instance
            || Values.Unwrap(instance) is not IMemberReferenceOperation member
            || call.Arguments.Length == 0
            || !IsCollection(call.TargetMethod.ContainingType, call.TargetMethod.Name))
        {
            return null;
        }

        var name = member.Member.ContainingType?.Name + "." + member.Member.Name;
        if (member.Member.IsStatic)
        {
            return member.Member is IFieldSymbol or IPropertySymbol
                && call.TargetMethod.ContainingType is not { Name: "Dictionary" or "IDictionary" or "HashSet" or "ISet" or "SortedSet" or "ConcurrentDictionary" }
                ? new(EffectKind.Static, call, name) { Member = member.Member, Entity = member.Member.ContainingType }
                : null;
        }

        var argument = call.Arguments[call.Arguments.Length - 1].Value;
        var subject = Elements.Single(argument, values);
        var entity = Elements.EntityOf(subject) ?? Elements.EntityOf(argument);
        if (member.Instance is not { } owner
            || call.TargetMethod.Name is "Enqueue" or "Push"
            || entity is null
            || !IsEntity(entity)
            || settings.IsLogEntity(entity.Name))
        {
            return null;
        }

        var key = keys.Read(subject, entity, values);
        return new(EffectKind.Insert, call, name + "." + call.TargetMethod.Name)
        {
            IsNavigation = true,
            Entity = entity,
            Member = member.Member,
            Subject = owner,
            Key = key.Stability,
            KeyValue = key.Value,
            KeyName = key.Name,
        };
    }

    private static bool IsCollection(INamedTypeSymbol? type, string method)
    {
        if (type?.ContainingNamespace?.ToDisplayString() is not { } space
            || !space.StartsWith("System.Collections", StringComparison.Ordinal)
            || space.StartsWith("System.Collections.Immutable", StringComparison.Ordinal))
        {
            return false;
        }

        return type.Name is "List" or "IList" or "ICollection" or "Collection" or "ObservableCollection" or "HashSet" or "ISet" or "SortedSet" or "LinkedList"
            || (method is "Add" && type.Name is "ConcurrentBag")
            || (method is "Enqueue" && type.Name is "Queue" or "ConcurrentQueue")
            || (method is "Push" && type.Name is "Stack" or "ConcurrentStack");
    }

    // What can be a row: a class of somebody's own.
    private static bool IsEntity(ITypeSymbol type) =>
        type is { IsReferenceType: true, SpecialType: SpecialType.None, TypeKind: TypeKind.Class, IsAnonymousType: false }
        && type.ContainingNamespace is { } space
        && !IsFramework(space);

    private static bool IsFramework(INamespaceSymbol space)
    {
        while (space.ContainingNamespace is { IsGlobalNamespace: false } outer)
        {
            space = outer;
        }

        return space.Name is "System" or "Microsoft";
    }
}
