using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>Values that are the same in every run and can be compared: constants, enum members, the static members of a class of values.</summary>
internal static class Constants
{
    public static bool TryGet(IOperation operation, Frame frame, out object? value)
    {
        value = null;
        if (operation.ConstantValue.HasValue)
        {
            value = operation.ConstantValue.Value;
            return true;
        }

        var resolved = frame.Resolve(operation);
        if (resolved.IsElement)
        {
            return false;
        }

        switch (resolved.Operation)
        {
            case { ConstantValue.HasValue: true }:
                value = resolved.Operation.ConstantValue.Value;
                return true;
            case IDefaultValueOperation { Type.IsReferenceType: true }:
            case IDefaultValueOperation { Type.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T }:
                return true;
            case IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } field }:
                value = field;
                return true;
            case IPropertyReferenceOperation { Property: { IsStatic: true, SetMethod: null } property } when IsOfItsOwnType(property):
                value = property;
                return true;
            default:
                return false;
        }
    }

    // OrderStatus.Paid is a value; DateTime.UtcNow is not.
    private static bool IsOfItsOwnType(IPropertySymbol property) =>
        SymbolEqualityComparer.Default.Equals(property.Type, property.ContainingType)
        && property.ContainingType.ContainingNamespace?.Name != "System";
}
