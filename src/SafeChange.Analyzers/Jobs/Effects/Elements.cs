using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>What is in a collection that is passed on, by type and by value.</summary>
internal static class Elements
{
    /// <summary>The one element of an array or collection expression that is written out; otherwise what was given.</summary>
    public static IOperation Single(IOperation value, Values values)
    {
        var resolved = values.Resolve(value);
        return resolved switch
        {
            IArrayCreationOperation { Initializer.ElementValues: { Length: 1 } items } => Plain(items[0]),
            IObjectCreationOperation { Initializer.Initializers: { Length: 1 } parts } when parts[0] is IInvocationOperation { TargetMethod.Name: "Add", Arguments.Length: 1 } add
                => Plain(add.Arguments[0].Value),
            _ when CollectionExpressions.Is(resolved) && resolved.ChildOperations.Count == 1 => Plain(resolved.ChildOperations.First()),
            _ => Plain(value),
        };
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
