using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SafeChange.Analyzers.Security.Recognition;

/// <summary>
/// Tells whether a static member or enum member that is read is decided on, or only looked at: compared, mapped from a
/// name, listed, masked away.
/// </summary>
internal static class StaticReads
{
    /// <summary>Null where nothing is decided; otherwise whether it is decided on some paths only.</summary>
    /// <param name="read">The read.</param>
    /// <param name="isSetting">Whether a member is a setting itself; what is given to one is reported there.</param>
    public static bool? Of(IOperation read, Func<ISymbol, bool> isSetting)
    {
        var isConditional = false;
        var value = read;
        while (value.Parent is { } parent)
        {
            switch (parent)
            {
                case IConversionOperation or IParenthesizedOperation:
                    break;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Or }:
                    break;
                case IConditionalOperation choice when choice.Condition != value:
                    isConditional = true;
                    break;
                case ICoalesceOperation:
                    isConditional = true;
                    break;
                case ISimpleAssignmentOperation assignment when assignment.Value == value:
                    return assignment.Target is IMemberReferenceOperation { Member: { } target } && isSetting(target) ? null : isConditional;
                case ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.Or } addition when addition.Value == value:
                    return addition.Target is IMemberReferenceOperation { Member: { } added } && isSetting(added) ? null : isConditional;
                case IArgumentOperation argument:
                    return IsGiven(argument) ? isConditional : null;
                case IVariableInitializerOperation or IFieldInitializerOperation or IPropertyInitializerOperation or IParameterInitializerOperation:
                    return isConditional;
                case IReturnOperation:
                    return IsMapping(parent) ? null : isConditional;
                default:
                    return null;
            }

            value = parent;
        }

        // The value of an attribute's argument and of a member's arrow has nothing around it in the oldest Roslyn.
        return isConditional;
    }

    // { "none", SecureSocketOptions.None } in a table, mode.HasFlag(X), Enum.IsDefined(X): nothing is decided.
    private static bool IsGiven(IArgumentOperation argument) => argument.Parent switch
    {
        IInvocationOperation { IsImplicit: true } => false,
        IInvocationOperation call => call.TargetMethod.ContainingType.SpecialType is not (SpecialType.System_Enum or SpecialType.System_Object or SpecialType.System_String)
            && call.TargetMethod.Name is not ("Equals" or "HasFlag" or "Contains" or "ContainsKey" or "CompareTo" or "TryGetValue" or "Remove"),
        IObjectCreationOperation => true,
        _ => false,
    };

    private static bool IsMapping(IOperation answer)
    {
        for (var around = answer.Parent; around is not null; around = around.Parent)
        {
            if (around is ISwitchOperation or ISwitchCaseOperation or IConditionalOperation)
            {
                return true;
            }
        }

        return false;
    }
}
