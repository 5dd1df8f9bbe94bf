using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations.EntityFrameworkCore;

/// <summary>Reads tests of the database provider: <c>ActiveProvider == "…"</c>, <c>migrationBuilder.IsNpgsql()</c>.</summary>
internal sealed class ProviderConditionReader(EntityFrameworkCoreTypes types, ValueReader values)
{
    /// <summary>The test; <see cref="ProviderCondition.Unknown"/> where it is about something else.</summary>
    public ProviderCondition Read(IOperation operation) => ReadCore(operation).WithCode(Code(operation));

    /// <summary>Whether an expression is the active provider's name.</summary>
    public bool IsProviderName(IOperation operation) =>
        Unwrap(operation) is IPropertyReferenceOperation { Property.Name: "ActiveProvider" } property
        && (types.IsBuilder(property.Property.ContainingType) || types.IsMigration(property.Property.ContainingType));

    /// <summary>The code of a comparison of the active provider with a name.</summary>
    public string EqualityCode(IOperation provider, string name) => $"{provider.Syntax} == {CSharpLiteral.Of(name)}";

    private ProviderCondition ReadCore(IOperation operation)
    {
        switch (Unwrap(operation))
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return ReadCore(not.Operand).Not();
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } and:
                return Read(and.LeftOperand).And(Read(and.RightOperand));
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } or:
                return Read(or.LeftOperand).Or(Read(or.RightOperand));
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison:
                var name = IsProviderName(comparison.LeftOperand) ? values.Read(comparison.RightOperand).Text
                    : IsProviderName(comparison.RightOperand) ? values.Read(comparison.LeftOperand).Text
                    : null;
                return name is null ? ProviderCondition.Unknown
                    : comparison.OperatorKind == BinaryOperatorKind.Equals ? ProviderCondition.Is(name, null)
                    : ProviderCondition.Is(name, null).Not();
            case IIsPatternOperation isPattern when IsProviderName(isPattern.Value):
                return ReadPattern(isPattern.Pattern);
            case IInvocationOperation invocation:
                return ReadCall(invocation);
            default:
                return ProviderCondition.Unknown;
        }
    }

    /// <summary>The test that a pattern makes of the provider's name.</summary>
    public ProviderCondition ReadPattern(IPatternOperation pattern) => pattern switch
    {
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: string name } } => ProviderCondition.Is(name, null),
        INegatedPatternOperation { Pattern: var negated } => ReadPattern(negated).Not(),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } or => ReadPattern(or.LeftPattern).Or(ReadPattern(or.RightPattern)),
        _ => ProviderCondition.Unknown,
    };

    private ProviderCondition ReadCall(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (Providers.AskedBy(method.Name) is { } provider
            && ((call.Instance is { Type: var receiver } && types.IsBuilder(receiver)) || call.Arguments.Any(argument => types.IsBuilder(argument.Value.Type))))
        {
            return ProviderCondition.Is(provider, null);
        }

        if (method.ContainingType.SpecialType != SpecialType.System_String)
        {
            return ProviderCondition.Unknown;
        }

        // ActiveProvider.Contains("Sqlite"), EndsWith and StartsWith: any part of the name tells providers apart.
        if (call.Instance is { } instance && IsProviderName(instance) && call.Arguments.Length > 0 && values.Read(call.Arguments[0].Value).Text is { } part)
        {
            return method.Name switch
            {
                "Equals" => ProviderCondition.Is(part, null),
                "Contains" or "EndsWith" or "StartsWith" => ProviderCondition.NameContains(part, null),
                _ => ProviderCondition.Unknown,
            };
        }

        return method is { Name: "Equals", IsStatic: true } && call.Arguments.Length >= 2
            && (IsProviderName(call.Arguments[0].Value) ? values.Read(call.Arguments[1].Value).Text
                : IsProviderName(call.Arguments[1].Value) ? values.Read(call.Arguments[0].Value).Text
                : null) is { } name
            ? ProviderCondition.Is(name, null)
            : ProviderCondition.Unknown;
    }

    // The test as it may be repeated in Down: it names nothing that is local to Up but the builder, which both have.
    private string? Code(IOperation operation) =>
        values.IsElsewhere || operation.DescendantsAndSelf().Any(part =>
            part is ILocalReferenceOperation || (part is IParameterReferenceOperation && !types.IsBuilder(part.Type)))
            ? null
            : Unwrap(operation) is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr } or IConditionalOperation or ICoalesceOperation && operation.Syntax is not ParenthesizedExpressionSyntax
                // It may become a part of a larger test.
                ? "(" + operation.Syntax + ")"
                : operation.Syntax.ToString();

    private static IOperation Unwrap(IOperation operation)
    {
        while (operation is IConversionOperation or IParenthesizedOperation)
        {
            operation = operation is IConversionOperation conversion ? conversion.Operand : ((IParenthesizedOperation)operation).Operand;
        }

        return operation;
    }
}
