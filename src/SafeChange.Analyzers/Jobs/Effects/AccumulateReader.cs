using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>Reads changes by an amount: <c>x.Count++</c>, <c>x.Total += e</c>, <c>x.Total = x.Total + e</c>.</summary>
internal static class AccumulateReader
{
    /// <summary>The effect of an assignment or increment, or null.</summary>
    public static Effect? Read(IOperation operation, Values values, EffectSettings settings) => operation switch
    {
        IIncrementOrDecrementOperation increment => Of(operation, increment.Target, settings),
        ICompoundAssignmentOperation compound when IsAmount(compound.OperatorKind) => Of(operation, compound.Target, settings),
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment
            when IsAmount(target.Type) && IsSum(assignment.Value, target, values) => Of(operation, target, settings),
        _ => null,
    };

    /// <summary>Whether a value is the target itself with something added, taken away or multiplied.</summary>
    public static bool IsSum(IOperation value, IMemberReferenceOperation target, Values values)
    {
        var resolved = values.Resolve(value);
        switch (resolved)
        {
            case IBinaryOperation binary when IsAmount(binary.OperatorKind):
                return IsSame(values.Resolve(binary.LeftOperand), target, values) || IsSame(values.Resolve(binary.RightOperand), target, values)
                    || IsSum(binary.LeftOperand, target, values)
                    || (binary.OperatorKind != BinaryOperatorKind.Subtract && IsSum(binary.RightOperand, target, values));
            // Math.Max(0, x.Stock - n), decimal.Round(x.Total + n, 2).
            case IInvocationOperation { Instance: null, TargetMethod: { Name: "Max" or "Min" or "Round" or "Clamp" or "Floor" or "Ceiling" or "Truncate", ContainingNamespace.Name: "System" } } call:
                return call.Arguments.Any(argument => IsSum(argument.Value, target, values));
            // var stock = x.Stock; stock -= n; x.Stock = stock;
            case ILocalReferenceOperation { Local: var local } when values.Assigned(local).Any(held => held is not null && IsSame(held, target, values)):
                return values.References(local).Any(static reference => reference.Parent switch
                {
                    ICompoundAssignmentOperation compound => compound.Target == reference && IsAmount(compound.OperatorKind),
                    IIncrementOrDecrementOperation => true,
                    _ => false,
                });
            default:
                return false;
        }
    }

    /// <summary>Whether two expressions read the same member of the same object.</summary>
    public static bool IsSame(IOperation one, IOperation other, Values values)
    {
        var (left, right) = (Values.Unwrap(one), Values.Unwrap(other));
        switch (left, right)
        {
            case (ICoalesceOperation coalesce, _):
                // (x.Count ?? 0) + 1
                return IsSame(coalesce.Value, right, values);
            case (IInvocationOperation { TargetMethod.Name: "GetValueOrDefault", Instance: { } inner }, _):
                return IsSame(inner, right, values);
            case (IPropertyReferenceOperation { Property: { Name: "Value", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }, Instance: { } inner }, _)
                when right is not IPropertyReferenceOperation { Property.ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }:
                return IsSame(inner, right, values);
            case (IMemberReferenceOperation member, IMemberReferenceOperation otherMember):
                return SymbolEqualityComparer.Default.Equals(member.Member, otherMember.Member)
                    && member is not IPropertyReferenceOperation { Arguments.Length: > 0 }
                    && (member.Instance is null
                        ? otherMember.Instance is null
                        : otherMember.Instance is not null && IsSame(member.Instance, otherMember.Instance, values));
            case (ILocalReferenceOperation local, ILocalReferenceOperation otherLocal) when SymbolEqualityComparer.Default.Equals(local.Local, otherLocal.Local):
                return true;
            case (IParameterReferenceOperation parameter, IParameterReferenceOperation otherParameter):
                return SymbolEqualityComparer.Default.Equals(parameter.Parameter, otherParameter.Parameter);
            case (IInstanceReferenceOperation, IInstanceReferenceOperation):
                return true;
            default:
                return false;
        }
    }

    private static Effect? Of(IOperation operation, IOperation target, EffectSettings settings)
    {
        if (target is not IMemberReferenceOperation { Member: IPropertySymbol or IFieldSymbol } member
            || member is IPropertyReferenceOperation { Arguments.Length: > 0 }
            || !IsAmount(member.Type)
            || settings.IsIgnoredCounter(member.Member.Name))
        {
            return null;
        }

        var type = member.Member.ContainingType;
        if (type is null || type.IsAnonymousType || type.IsTupleType)
        {
            return null;
        }

        var name = type.Name + "." + member.Member.Name;
        if (member.Member.IsStatic)
        {
            return new(EffectKind.Static, operation, name) { Member = member.Member, Entity = type };
        }

        return member.Instance is not { } receiver || settings.IsLogEntity(type.Name)
            ? null
            : new(EffectKind.Accumulate, operation, name) { Member = member.Member, Entity = type, Subject = receiver };
    }

    private static bool IsAmount(BinaryOperatorKind kind) =>
        kind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply;

    // Numbers and what people build of them; not text, delegates, dates and sets.
    private static bool IsAmount(ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments.Length: 1 } nullable)
        {
            type = nullable.TypeArguments[0];
        }

        return type switch
        {
            null => false,
            { SpecialType: >= SpecialType.System_SByte and <= SpecialType.System_Double } => true,
            { Name: "TimeSpan" or "BigInteger" or "Int128" or "UInt128" or "Half" } => type.ContainingNamespace?.ToDisplayString().StartsWith("System", StringComparison.Ordinal) == true,
            { SpecialType: SpecialType.None, TypeKind: TypeKind.Struct or TypeKind.Class } =>
                type.Name.EndsWith("Money", StringComparison.Ordinal) || type.Name.EndsWith("Amount", StringComparison.Ordinal) || type.Name.EndsWith("Quantity", StringComparison.Ordinal),
            _ => false,
        };
    }
}
