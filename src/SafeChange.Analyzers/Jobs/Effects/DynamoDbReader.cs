using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>Reads DynamoDB's update expressions: <c>ADD views :one</c> and <c>SET views = views + :one</c>.</summary>
internal static class DynamoDbReader
{
    /// <summary>The effect, or null where the update only sets, or says on what condition it is made.</summary>
    public static Effect? Read(IInvocationOperation call, Values values)
    {
        if (call.TargetMethod.ContainingNamespace?.ToDisplayString().StartsWith("Amazon.DynamoDBv2", StringComparison.Ordinal) != true)
        {
            return null;
        }

        foreach (var argument in call.Arguments)
        {
            if (values.Resolve(argument.Value) is IObjectCreationOperation { Initializer: { } initializer }
                && Text(initializer, "UpdateExpression") is { } expression
                && Text(initializer, "ConditionExpression") is null
                && Adds(expression))
            {
                return new(EffectKind.Accumulate, call, (call.Instance?.Type?.Name ?? call.TargetMethod.ContainingType.Name) + "." + call.TargetMethod.Name);
            }
        }

        return null;
    }

    private static string? Text(IObjectOrCollectionInitializerOperation initializer, string property) => initializer.Initializers
        .OfType<ISimpleAssignmentOperation>()
        .Where(part => part.Target is IPropertyReferenceOperation target && target.Property.Name == property)
        .Select(static part => part.Value.ConstantValue is { HasValue: true, Value: string text } ? text : "")
        .FirstOrDefault();

    private static bool Adds(string expression)
    {
        var words = expression.Split([' ', ',', '=', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Equals("ADD", StringComparison.OrdinalIgnoreCase)
                || (words[i] is "+" or "-" && i > 1 && words[i - 1] == words[i - 2]))
            {
                return true;
            }
        }

        return false;
    }
}
