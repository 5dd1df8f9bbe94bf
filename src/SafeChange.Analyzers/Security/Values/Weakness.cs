using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Security.Catalog;
using SafeChange.Analyzers.Security.Texts;

namespace SafeChange.Analyzers.Security.Values;

/// <summary>Judges whether a value is one that weakens. Where the value is not known, it does not.</summary>
internal static class Weakness
{
    /// <summary>Whether a value is what a test asks for.</summary>
    public static bool Is(WeakeningTest test, Atom atom)
    {
        var value = atom.Operation;
        if (atom.IsMasked)
        {
            return false;
        }

        return test.Kind switch
        {
            WeakeningKind.Present => true,
            WeakeningKind.True => value.ConstantValue is { HasValue: true, Value: true },
            WeakeningKind.False => value.ConstantValue is { HasValue: true, Value: false },
            WeakeningKind.Null => IsNull(value),
            WeakeningKind.NotNull => atom.Origin != ValueOrigin.PassedThrough && !IsNull(value),
            WeakeningKind.Empty => IsEmpty(value),
            WeakeningKind.Literal => IsSecret(value),
            WeakeningKind.AlwaysTrue => FunctionOf(value) is { } function && Answers(function, SyntaxKind.TrueLiteralExpression),
            WeakeningKind.AlwaysFalse => FunctionOf(value) is { } function && Answers(function, SyntaxKind.FalseLiteralExpression),
            WeakeningKind.ReturnsNew => FunctionOf(value) is { } function && AnswersUnchecked(function),
            WeakeningKind.Member => test.Words.Any(word => HasMember(value, word)),
            WeakeningKind.Equal => TextOf(value) is { } text && test.Words.Any(word => string.Equals(text.Trim(), word, StringComparison.OrdinalIgnoreCase)),
            WeakeningKind.Contains or WeakeningKind.Adds => Texts(value).Any(text => test.Words.Any(word => Contains(text, word))) || test.Words.Any(word => HasMember(value, word)),
            WeakeningKind.Above => Measure(value, test.IsDuration) is { } size && size > test.Limit,
            WeakeningKind.Below => Measure(value, test.IsDuration) is { } size && size < test.Limit,
            WeakeningKind.Unlimited => IsUnlimited(value),
            _ => false,
        };
    }

    /// <summary>Whether a value is the one that a catalogue writes: a constant's text, a member's name, a duration.</summary>
    public static bool IsWritten(string text, IOperation value)
    {
        if (IsNull(value))
        {
            return string.Equals(text, "null", StringComparison.OrdinalIgnoreCase);
        }

        if (Weakening.TryReadLimit(text, out var limit, out var isDuration) && Measure(value, isDuration) is { } size)
        {
            return size == limit;
        }

        return string.Equals(TextOf(value), text, StringComparison.OrdinalIgnoreCase)
            || (value.Type?.TypeKind == TypeKind.Enum || value is IMemberReferenceOperation { Instance: null }) && IsExactly(value, text);
    }

    /// <summary>The value as people write it, for messages and for telling one from another.</summary>
    public static string Display(IOperation value) => value switch
    {
        _ when IsNull(value) => "null",
        IMemberReferenceOperation { Instance: null, Member: { } member } => member.ContainingType.Name + "." + member.Name,
        { ConstantValue: { HasValue: true, Value: bool flag } } => flag ? "true" : "false",
        { ConstantValue.HasValue: true, Type.TypeKind: not TypeKind.Enum } => TextOf(value) ?? "null",
        _ => Shortened(value.Syntax.ToString()),
    };

    /// <summary>What two values have in common where they are the same, however they are written: <c>false</c> and a constant for it.</summary>
    public static string Key(IOperation value) => TextOf(value) ?? Display(value);

    /// <summary>A constant as text, whatever its type; null where it is none.</summary>
    public static string? TextOf(IOperation value) => value.ConstantValue is { HasValue: true, Value: { } constant }
        ? constant is bool flag ? (flag ? "true" : "false") : Convert.ToString(constant, CultureInfo.InvariantCulture)
        : null;

    private static string Shortened(string text)
    {
        var line = string.Join(" ", text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length > 60 ? line.Substring(0, 57) + "…" : line;
    }

    private static bool IsNull(IOperation value) =>
        value.ConstantValue is { HasValue: true, Value: null }
        || value is IDefaultValueOperation { Type: { IsReferenceType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } };

    private static bool IsEmpty(IOperation value) => value switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } => text.Length == 0,
        IArrayCreationOperation array => array.Initializer is { } initializer
            ? initializer.ElementValues.IsEmpty
            : array.DimensionSizes is [{ ConstantValue: { HasValue: true, Value: 0 } }],
        IInvocationOperation { TargetMethod: { Name: "Empty", IsStatic: true, Parameters.Length: 0 } } => true,
        IObjectCreationOperation { Arguments.Length: 0, Initializer: null, Type: { } type } => type.AllInterfaces.Any(static each => each.SpecialType == SpecialType.System_Collections_IEnumerable),
        IMemberReferenceOperation { Instance: null, Member: { Name: "Empty" } } => true,
        _ => ValueReader.CollectionElements(value) is { } elements && !elements.Any(),
    };

    /// <summary>
    /// Whether a text or bytes stand in the code that somebody could use. A constant that is called a secret is found where
    /// it is declared, not again where it is used.
    /// </summary>
    private static bool IsSecret(IOperation value)
    {
        switch (ValueReader.Unwrap(value))
        {
            case IFieldReferenceOperation { Field: { HasConstantValue: true, ConstantValue: string constant } field } when field.DeclaringSyntaxReferences.Length > 0:
                return constant.Length > 0 && !SecretText.IsPlaceholder(constant) && SecretText.ShapeOf(constant) is null && !SecretText.IsSecretFor(field.Name, constant);
            case { ConstantValue: { HasValue: true, Value: string text } }:
                return text.Length > 0 && !SecretText.IsPlaceholder(text);
            case IUtf8StringOperation utf8:
                return utf8.Value.Length > 0 && !SecretText.IsPlaceholder(utf8.Value);
            case IArrayCreationOperation { Initializer.ElementValues: { Length: >= 4 } bytes }:
                return bytes.All(static element => element.ConstantValue.HasValue) && bytes.Select(static element => element.ConstantValue.Value).Distinct().Count() > 1;
            case IInvocationOperation { TargetMethod: { Name: "GetBytes" or "FromBase64String" or "FromHexString" or "ToCharArray" or "ToArray" or "Parse" } } call:
                return call.Arguments.Any(static argument => IsSecret(argument.Value)) || call.Instance is { } instance && IsSecret(instance);
            case var collection when ValueReader.CollectionElements(collection) is { } elements:
                return elements.Take(4).Count() == 4 && elements.All(static element => element.ConstantValue.HasValue);
            default:
                return false;
        }
    }

    private static SyntaxNode? FunctionOf(IOperation value) => value switch
    {
        IDelegateCreationOperation { Target: { } target } => FunctionOf(ValueReader.Unwrap(target)),
        IAnonymousFunctionOperation lambda => lambda.Syntax,
        IMethodReferenceOperation { Method.DeclaringSyntaxReferences: [{ } declaration] } => declaration.GetSyntax(),
        _ => null,
    };

    // By syntax, since the method may stand in a file that is not bound: every answer is the literal, and there is one.
    private static bool Answers(SyntaxNode function, SyntaxKind literal)
    {
        var answers = AnswersOf(function).ToList();
        return answers.Count > 0 && answers.All(answer => WithoutWrapping(answer).IsKind(literal));
    }

    private static bool AnswersUnchecked(SyntaxNode function) =>
        AnswersOf(function).ToList() is [{ } answer]
        && WithoutWrapping(answer) is BaseObjectCreationExpressionSyntax
        && BodyOf(function) is not BlockSyntax { Statements.Count: > 2 };

    private static SyntaxNode? BodyOf(SyntaxNode function) => function switch
    {
        AnonymousFunctionExpressionSyntax lambda => lambda.Body,
        MethodDeclarationSyntax method => (SyntaxNode?)method.Body ?? method.ExpressionBody?.Expression,
        LocalFunctionStatementSyntax local => (SyntaxNode?)local.Body ?? local.ExpressionBody?.Expression,
        _ => null,
    };

    private static IEnumerable<ExpressionSyntax> AnswersOf(SyntaxNode function) => BodyOf(function) switch
    {
        ExpressionSyntax expression => [expression],
        BlockSyntax block => block.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .OfType<ReturnStatementSyntax>()
            .Select(static statement => statement.Expression)
            .OfType<ExpressionSyntax>(),
        _ => [],
    };

    private static ExpressionSyntax WithoutWrapping(ExpressionSyntax expression) => expression switch
    {
        ParenthesizedExpressionSyntax parenthesized => WithoutWrapping(parenthesized.Expression),
        // Task.FromResult(true), ValueTask.FromResult(true)
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "FromResult" }, ArgumentList.Arguments: [{ } only] } => WithoutWrapping(only.Expression),
        _ => expression,
    };

    /// <summary>Whether an enum value has a member among its flags, or a static member of that name is meant.</summary>
    private static bool HasMember(IOperation value, string name)
    {
        if (value is IMemberReferenceOperation { Instance: null, Member: { } member } && member.Name == name)
        {
            return true;
        }

        if (EnumOf(value) is not { } type)
        {
            return value is IBinaryOperation { OperatorKind: BinaryOperatorKind.Or } binary
                && (HasMember(ValueReader.Unwrap(binary.LeftOperand), name) || HasMember(ValueReader.Unwrap(binary.RightOperand), name));
        }

        if (type.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault() is not { HasConstantValue: true, ConstantValue: { } wanted })
        {
            return false;
        }

        // One side of "a | b" may be known and the other not.
        if (value.ConstantValue is not { HasValue: true, Value: { } given })
        {
            return value is IBinaryOperation { OperatorKind: BinaryOperatorKind.Or } part
                && (HasMember(ValueReader.Unwrap(part.LeftOperand), name) || HasMember(ValueReader.Unwrap(part.RightOperand), name));
        }

        var (all, one) = (Bits(given), Bits(wanted));
        return all == one || one != 0 && (all & one) == one && type.GetAttributes().Any(static attribute => attribute.AttributeClass?.Name == nameof(FlagsAttribute));
    }

    private static bool IsExactly(IOperation value, string name) =>
        value is IMemberReferenceOperation { Member: { } member } && member.Name == name
        || EnumOf(value) is { } type
            && value.ConstantValue is { HasValue: true, Value: { } given }
            && type.GetMembers(name).OfType<IFieldSymbol>().FirstOrDefault() is { HasConstantValue: true, ConstantValue: { } wanted }
            && Bits(given) == Bits(wanted);

    private static ITypeSymbol? EnumOf(IOperation value) => value.Type is { TypeKind: TypeKind.Enum } type ? type : null;

    private static ulong Bits(object constant) => constant switch
    {
        ulong number => number,
        _ => unchecked((ulong)Convert.ToInt64(constant, CultureInfo.InvariantCulture)),
    };

    private static bool Contains(string text, string word)
    {
        // "*" among the words of a policy, not in "*.example.org".
        if (!word.Any(char.IsLetterOrDigit))
        {
            return Array.IndexOf(text.Split(' ', ';', ',', '\t', '\n', '\r'), word) >= 0;
        }

        return text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
    }

    /// <summary>The texts in a value: a constant, the written parts of an interpolated one, the elements of an array.</summary>
    private static IEnumerable<string> Texts(IOperation value)
    {
        value = ValueReader.Unwrap(value);
        return value switch
        {
            { ConstantValue: { HasValue: true, Value: string text } } => [text],
            IInterpolatedStringOperation interpolated => interpolated.Parts.OfType<IInterpolatedStringTextOperation>().SelectMany(static part => Texts(part.Text)),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum => Texts(sum.LeftOperand).Concat(Texts(sum.RightOperand)),
            IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues.SelectMany(Texts),
            _ => ValueReader.CollectionElements(value)?.SelectMany(Texts) ?? [],
        };
    }

    /// <summary>The size of a number, or the ticks of a duration; null where it is not known.</summary>
    private static decimal? Measure(IOperation value, bool isDuration)
    {
        value = ValueReader.Unwrap(value);
        if (!isDuration)
        {
            return value.ConstantValue is { HasValue: true, Value: { } constant } && IsNumber(constant) ? ToDecimal(constant) : null;
        }

        switch (value)
        {
            case IFieldReferenceOperation { Field: { ContainingType.Name: nameof(TimeSpan) } field }:
                return field.Name switch { "Zero" => 0, "MaxValue" => TimeSpan.MaxValue.Ticks, _ => null };
            case IInvocationOperation { TargetMethod: { ContainingType.Name: nameof(TimeSpan), Name: var name } } factory when name.StartsWith("From", StringComparison.Ordinal):
                return UnitOf(name.Substring(4)) is { } unit && Sum(factory.Arguments, unit) is { } ticks ? ticks : null;
            case IInvocationOperation { TargetMethod: { ContainingType.Name: "DateTime" or "DateTimeOffset", Name: var name } } addition when name.StartsWith("Add", StringComparison.Ordinal):
                return UnitOf(name.Substring(3)) is { } span && Sum(addition.Arguments, span) is { } sum ? sum : null;
            case IObjectCreationOperation { Type.Name: nameof(TimeSpan), Arguments: { Length: > 0 } arguments }:
                decimal total = 0;
                foreach (var argument in arguments)
                {
                    if (argument.ArgumentKind == ArgumentKind.DefaultValue)
                    {
                        continue;
                    }

                    if (argument.Parameter is not { } parameter || UnitOf(parameter.Name) is not { } size || Measure(argument.Value, false) is not { } count)
                    {
                        return null;
                    }

                    total += size * count;
                }

                return total;
            default:
                return null;
        }
    }

    private static decimal? Sum(ImmutableArray<IArgumentOperation> arguments, decimal unit)
    {
        decimal total = 0;
        foreach (var argument in arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.DefaultValue)
            {
                continue;
            }

            // TimeSpan.FromDays(int days, int hours = 0, …) of .NET 9 names its units; FromDays(double value) has one.
            if (Measure(argument.Value, false) is not { } count)
            {
                return null;
            }

            var size = argument.Parameter is { } parameter && UnitOf(parameter.Name) is { } own ? own : unit;
            if (Math.Abs(count) > 10_000_000_000)
            {
                return null;
            }

            total += count * size;
        }

        return total;
    }

    private static decimal? UnitOf(string name) => name.ToUpperInvariant() switch
    {
        "TICKS" => 1,
        "MILLISECONDS" => TimeSpan.TicksPerMillisecond,
        "SECONDS" => TimeSpan.TicksPerSecond,
        "MINUTES" => TimeSpan.TicksPerMinute,
        "HOURS" => TimeSpan.TicksPerHour,
        "DAYS" => TimeSpan.TicksPerDay,
        "MONTHS" => 30 * TimeSpan.TicksPerDay,
        "YEARS" => 365 * TimeSpan.TicksPerDay,
        _ => null,
    };

    private static bool IsUnlimited(IOperation value) => value switch
    {
        { ConstantValue: { HasValue: true, Value: int.MaxValue or uint.MaxValue or long.MaxValue or ulong.MaxValue } } => true,
        IFieldReferenceOperation { Field: { ContainingType.Name: nameof(TimeSpan), Name: "MaxValue" } } => true,
        IFieldReferenceOperation { Field: { ContainingType.Name: "Timeout", Name: "InfiniteTimeSpan" } } => true,
        _ => false,
    };

    private static bool IsNumber(object constant) =>
        constant is sbyte or byte or short or ushort or int or uint or long or ulong or decimal
        || constant is double and > -1e15 and < 1e15
        || constant is float and > -1e15f and < 1e15f;

    private static decimal ToDecimal(object constant) => Convert.ToDecimal(constant, CultureInfo.InvariantCulture);
}
