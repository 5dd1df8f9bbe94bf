using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations.EntityFrameworkCore;

/// <summary>
/// Reads the value of an expression as far as it is certain: constants, lists of them, values bound to parameters
/// and locals on the way, symbols that never change, and expressions known by their text.
/// </summary>
internal sealed class ValueReader(SemanticModels models, CancellationToken cancellation)
{
    private readonly Dictionary<ISymbol, SchemaValue> bound = new(SymbolEqualityComparer.Default);
    private int depth;

    /// <summary>
    /// Whether the code that is read stands outside the migration's class: its names mean nothing, or something else,
    /// where the migration would write them.
    /// </summary>
    public bool IsElsewhere { get; set; }

    /// <summary>Whether <c>this</c> is an object other than the migration: its fields are not the migration's.</summary>
    public bool IsOtherObject { get; set; }

    /// <summary>Binds a parameter or local to a value for the code that follows.</summary>
    public void Bind(ISymbol symbol, SchemaValue value) => bound[symbol] = value;

    public SchemaValue Read(IOperation? operation)
    {
        if (operation is null || depth > 32)
        {
            return SchemaValue.Unknown;
        }

        depth++;
        try
        {
            return ReadCore(operation);
        }
        finally
        {
            depth--;
        }
    }

    private SchemaValue ReadCore(IOperation operation)
    {
        if (operation.ConstantValue is { HasValue: true, Value: var constant })
        {
            var known = SchemaValue.Of(constant, PortableCode(operation));
            // A number would do for an enum's member, but nobody writes it so.
            return operation.Type?.TypeKind == TypeKind.Enum ? known.WithAnywhere(CodeAnywhere(operation)) : known;
        }

        switch (operation)
        {
            case IConversionOperation conversion:
                return Read(conversion.Operand);
            case IParenthesizedOperation parenthesized:
                return Read(parenthesized.Operand);
            case IParameterReferenceOperation { Parameter: var parameter }:
                return bound.TryGetValue(parameter, out var argument) ? WithoutCode(argument)
                    : IsPrimaryConstructors(parameter) && !IsOtherObject ? SchemaValue.OfSymbol(parameter.ToDisplayString(), parameter.Name)
                    : SchemaValue.Unknown;
            case ILocalReferenceOperation { Local: var local }:
                return bound.TryGetValue(local, out var value) ? WithoutCode(value) : SchemaValue.Unknown;
            case IArrayCreationOperation array:
                return ReadArray(array);
            case IArrayElementReferenceOperation { Indices: [var index] } element:
                return Read(element.ArrayReference) is { Kind: SchemaValueKind.List, Items: var items } && Read(index).Constant is int at && at >= 0 && at < items.Length
                    ? WithoutCode(items[at])
                    : SchemaValue.Unknown;
            case IPropertyReferenceOperation { Property: { Name: "Length", ContainingType.SpecialType: SpecialType.System_Array }, Instance: { } measured } when Read(measured) is { Kind: SchemaValueKind.List } list:
                return SchemaValue.Of(list.Items.Length);
            case IInterpolatedStringOperation interpolated:
                return ReadInterpolated(interpolated);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String } sum:
                return Read(sum.LeftOperand).Text is { } left && Read(sum.RightOperand).Text is { } right
                    ? SchemaValue.Of(left + right)
                    : SchemaValue.Unknown;
            case IFieldReferenceOperation field:
                return ReadField(field);
            case IPropertyReferenceOperation property:
                return ReadProperty(property);
            case IObjectCreationOperation { Initializer: null, Constructor: { } constructor } creation when IsMadeOfConstants(creation) && ReadArguments(creation) is { } arguments:
                return SchemaValue.OfCreation(constructor.ToDisplayString(), arguments, PortableCode(creation)).WithAnywhere(CodeAnywhere(creation));
            case IObjectCreationOperation or ITypeOfOperation or IDefaultValueOperation or IUnaryOperation or IInvocationOperation { TargetMethod.IsStatic: true }:
                return ReadExpression(operation);
        }

        // Roslyn 4.8 has no operation for a collection expression: its elements are its children.
        return operation.Syntax is CollectionExpressionSyntax collection && collection.Elements.All(static element => element is ExpressionElementSyntax)
            ? SchemaValue.OfList(operation.ChildOperations.Select(Read).ToImmutableArray(), PortableCode(operation))
            : SchemaValue.Unknown;
    }

    // new Guid("…"), new DateTime(2026, 1, 1): every argument a constant. A Guid's text has several forms.
    private ImmutableArray<SchemaValue>? ReadArguments(IObjectCreationOperation creation)
    {
        var arguments = creation.Arguments.OrderBy(static argument => argument.Parameter?.Ordinal ?? 0).Select(argument => Read(argument.Value)).ToImmutableArray();
        return !arguments.All(static argument => argument.Kind is SchemaValueKind.Constant or SchemaValueKind.Creation) ? null
            : arguments is [{ Text: { } text }] && Guid.TryParse(text, out var guid) ? ImmutableArray.Create(SchemaValue.Of(guid.ToString()))
            : arguments;
    }

    private SchemaValue ReadArray(IArrayCreationOperation array)
    {
        if (array.Initializer is not { } initializer)
        {
            return array.DimensionSizes is [{ ConstantValue: { HasValue: true, Value: 0 } }]
                ? ReadExpression(array)
                : SchemaValue.Unknown;
        }

        return SchemaValue.OfList(ReadInitializer(initializer), PortableCode(array));
    }

    private ImmutableArray<SchemaValue> ReadInitializer(IArrayInitializerOperation initializer) =>
        initializer.ElementValues
            .Select(element => element is IArrayInitializerOperation nested
                ? SchemaValue.OfList(ReadInitializer(nested), PortableCode(nested))
                : Read(element))
            .ToImmutableArray();

    private SchemaValue ReadInterpolated(IInterpolatedStringOperation interpolated)
    {
        var text = new StringBuilder();
        foreach (var part in interpolated.Parts)
        {
            switch (part)
            {
                case IInterpolatedStringTextOperation { Text.ConstantValue: { HasValue: true, Value: string literal } }:
                    text.Append(literal);
                    break;
                case IInterpolationOperation { Alignment: null, FormatString: null } hole when Read(hole.Expression) is { Kind: SchemaValueKind.Constant, Text: { } value }:
                    text.Append(value);
                    break;
                default:
                    return SchemaValue.Unknown;
            }
        }

        return SchemaValue.Of(text.ToString(), PortableCode(interpolated));
    }

    private SchemaValue ReadField(IFieldReferenceOperation reference)
    {
        var field = reference.Field;
        if (field.IsStatic && field.IsReadOnly && Initializer(field) is { } initial && initial.Kind != SchemaValueKind.Unknown)
        {
            return initial.WithCode(PortableCode(reference));
        }

        return (field.IsReadOnly || field.IsStatic) && Path(reference) is { } path
            ? SchemaValue.OfSymbol(path, PortableCode(reference))
            : SchemaValue.Unknown;
    }

    private SchemaValue ReadProperty(IPropertyReferenceOperation reference)
    {
        if (reference.Arguments.Length > 0 || Path(reference) is not { } path)
        {
            return SchemaValue.Unknown;
        }

        var property = reference.Property;
        // A getter that computes anew might answer differently; one that only hands out a value does not.
        return property.SetMethod is null or { IsInitOnly: true } || property.ContainingType.TypeKind == TypeKind.Interface
            ? SchemaValue.OfSymbol(path, PortableCode(reference))
            : SchemaValue.Unknown;
    }

    // An expression is known by its text when it is made of nothing but types, constants and static members.
    private SchemaValue ReadExpression(IOperation operation) =>
        IsMadeOfConstants(operation) ? SchemaValue.OfExpression(operation.Syntax.ToString(), PortableCode(operation)).WithAnywhere(CodeAnywhere(operation)) : SchemaValue.Unknown;

    // this._schema.Schema: a chain that starts at this object or at a static member.
    private string? Path(IMemberReferenceOperation reference)
    {
        if (reference.Member.IsStatic)
        {
            return reference.Member.ToDisplayString();
        }

        return reference.Instance switch
        {
            IInstanceReferenceOperation when !IsOtherObject => "this." + reference.Member.Name,
            IFieldReferenceOperation field when field.Field.IsReadOnly && Path(field) is { } path => path + "." + reference.Member.Name,
            IPropertyReferenceOperation property when property.Arguments.Length == 0 && Path(property) is { } path => path + "." + reference.Member.Name,
            IParameterReferenceOperation { Parameter: var parameter } when IsPrimaryConstructors(parameter) && !IsOtherObject => parameter.Name + "." + reference.Member.Name,
            _ => null,
        };
    }

    private static bool IsPrimaryConstructors(IParameterSymbol parameter) =>
        parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor };

    private SchemaValue? Initializer(IFieldSymbol field)
    {
        foreach (var reference in field.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellation) is VariableDeclaratorSyntax { Initializer.Value: { } value } declarator
                && models.For(declarator.SyntaxTree) is { } model
                && model.GetOperation(declarator.Initializer, cancellation) is IFieldInitializerOperation initializer)
            {
                return Read(initializer.Value);
            }
        }

        return null;
    }

    private static SchemaValue WithoutCode(SchemaValue value) => value.Kind switch
    {
        // The value travels, the name of the parameter or local does not.
        SchemaValueKind.Constant => SchemaValue.Of(value.Constant),
        _ => value,
    };

    /// <summary>
    /// The code of an expression if it means the same anywhere in the class: nothing in it is local to the method.
    /// </summary>
    private string? PortableCode(IOperation operation)
    {
        if (IsElsewhere || !IsMadeOfConstants(operation))
        {
            return null;
        }

        return operation.IsImplicit && operation.Syntax is not ExpressionSyntax ? null : operation.Syntax.ToString();
    }

    // The code of an expression that names nothing but accessible types and their static members, and so means the same
    // in any class once their namespaces are imported.
    private static (string, ImmutableArray<TypeReference>)? CodeAnywhere(IOperation operation)
    {
        if (operation.Syntax is not ExpressionSyntax || !IsMadeOfConstants(operation))
        {
            return null;
        }

        var named = ImmutableArray.CreateBuilder<TypeReference>();
        foreach (var part in operation.DescendantsAndSelf())
        {
            var isNamed = part switch
            {
                IInstanceReferenceOperation or IParameterReferenceOperation => false,
                ITypeOfOperation typeOf => TypeReferences.Add(named, typeOf.TypeOperand),
                IObjectCreationOperation creation => TypeReferences.Add(named, creation.Type),
                IArrayCreationOperation { Type: IArrayTypeSymbol { ElementType: var element } } => TypeReferences.Add(named, element),
                IDefaultValueOperation { Type: { } type } => TypeReferences.Add(named, type),
                IMemberReferenceOperation { Member: { IsStatic: true, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal } member } => TypeReferences.Add(named, member.ContainingType),
                IMemberReferenceOperation { Member.IsStatic: true } => false,
                IInvocationOperation { TargetMethod: { IsStatic: true, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal } method } => TypeReferences.Add(named, method.ContainingType),
                IInvocationOperation { TargetMethod.IsStatic: true } => false,
                _ => true,
            };
            if (!isNamed)
            {
                return null;
            }
        }

        return (operation.Syntax.ToString(), named.Distinct().ToImmutableArray());
    }

    private static bool IsMadeOfConstants(IOperation operation)
    {
        foreach (var part in operation.DescendantsAndSelf())
        {
            if (part is ILocalReferenceOperation or IAnonymousFunctionOperation or IInvalidOperation or IDynamicInvocationOperation or IAwaitOperation or IAssignmentOperation or IIncrementOrDecrementOperation
                || part is IParameterReferenceOperation { Parameter: var parameter } && !IsPrimaryConstructors(parameter)
                || part is IInvocationOperation { TargetMethod.IsStatic: false, Instance: not null and not ILiteralOperation } invocation && !IsPure(invocation))
            {
                return false;
            }
        }

        return true;
    }

    // new DateTime(…).AddDays(1) and the like: instance calls on a value that the expression itself makes.
    private static bool IsPure(IInvocationOperation invocation) =>
        invocation.Instance is IObjectCreationOperation or IInvocationOperation && invocation.TargetMethod.ContainingType.IsValueType;
}
