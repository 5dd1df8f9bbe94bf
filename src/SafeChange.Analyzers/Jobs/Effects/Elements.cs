using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>What is in a collection that is passed on, by type and by value.</summary>
internal static class Elements
{
    /// <summary>The one element of a collection that is written out here; otherwise what was given.</summary>
    public static IOperation Single(IOperation value, Values values) => Of(value, values) is [var only] ? Plain(only) : Plain(value);

    /// <summary>
    /// The elements of an array, a collection expression or a list that is made here, with what is added to its local later;
    /// none where it is not made here.
    /// </summary>
    public static IReadOnlyList<IOperation> Of(IOperation value, Values values)
    {
        var resolved = values.Resolve(value);
        switch (resolved)
        {
            case IArrayCreationOperation { Initializer: { } items }:
                return items.ElementValues;
            case IObjectCreationOperation { Type: INamedTypeSymbol { ContainingNamespace: { } space } } creation
                when space.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal):
                var elements = new List<IOperation>();
                foreach (var part in creation.Initializer?.Initializers ?? ImmutableArray<IOperation>.Empty)
                {
                    if (part is IInvocationOperation { TargetMethod.Name: "Add", Arguments: { Length: 1 } added })
                    {
                        elements.Add(added[0].Value);
                    }
                }

                return Values.Unwrap(value) is ILocalReferenceOperation { Local: var local } ? AddedLater(local, elements, values) : elements;
            case var _ when CollectionExpressions.Is(resolved):
                return resolved.ChildOperations.ToList() is var made && Values.Unwrap(value) is ILocalReferenceOperation { Local: var holder }
                    ? AddedLater(holder, made, values)
                    : made;
            default:
                return ImmutableArray<IOperation>.Empty;
        }
    }

    private static List<IOperation> AddedLater(ILocalSymbol local, List<IOperation> elements, Values values)
    {
        foreach (var reference in values.References(local))
        {
            if (reference.Parent is IInvocationOperation { TargetMethod.Name: "Add" or "AddRange" or "Insert", Arguments: { Length: > 0 } arguments } call
                && call.Instance == reference)
            {
                elements.Add(arguments[arguments.Length - 1].Value);
            }
        }

        return elements;
    }

    /// <summary>The type of what is added: that of the object, or of the elements of a collection.</summary>
    public static ITypeSymbol? EntityOf(IOperation value)
    {
        var type = Values.Unwrap(value).Type ?? value.Type;
        if (type is IArrayTypeSymbol array)
        {
            return array.ElementType.SpecialType == SpecialType.System_Object ? null : array.ElementType;
        }

        if (type is null or { SpecialType: SpecialType.System_Object or SpecialType.System_String } || type.TypeKind is TypeKind.Dynamic or TypeKind.Error)
        {
            return null;
        }

        foreach (var parent in type is INamedTypeSymbol { TypeKind: TypeKind.Interface } self ? type.AllInterfaces.Add(self) : type.AllInterfaces)
        {
            if (parent.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
            {
                return parent.TypeArguments[0].SpecialType == SpecialType.System_Object ? null : parent.TypeArguments[0];
            }
        }

        return type;
    }

    /// <summary>The type that all elements of an array of objects have, as in <c>context.AddRange(new A(), new A())</c>.</summary>
    public static ITypeSymbol? CommonEntity(IOperation value, Values values)
    {
        ITypeSymbol? common = null;
        foreach (var element in Of(value, values))
        {
            var type = EntityOf(Plain(element));
            if (type is null || (common is not null && !SymbolEqualityComparer.Default.Equals(common, type)))
            {
                return null;
            }

            common = type;
        }

        return common;
    }

    /// <summary>The lambda that an argument is, through conversions to delegates and expression trees.</summary>
    public static IAnonymousFunctionOperation? Lambda(IOperation value) => Values.Unwrap(value) switch
    {
        IAnonymousFunctionOperation function => function,
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation function } => function,
        _ => null,
    };

    // Without the conversion to object or to a base class that a parameter asks for.
    private static IOperation Plain(IOperation value) => value is IConversionOperation { IsImplicit: true } conversion ? Plain(conversion.Operand) : value;
}
