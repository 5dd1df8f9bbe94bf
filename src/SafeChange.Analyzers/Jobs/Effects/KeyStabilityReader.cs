using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>Tells whether a value is the same when the code runs a second time with the same input.</summary>
internal sealed class KeyStabilityReader(Bodies bodies)
{
    // Deep enough for what people write as a key; more is not understood, and so not reported.
    private const int MaximumDepth = 10;

    // What is done to a value on its way to becoming a key: a function of what it is given, unless listed as unstable.
    private static readonly ImmutableHashSet<string> PureNamespaces = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "System", "System.Text", "System.Linq", "System.Globalization", "System.Security.Cryptography", "System.IO.Hashing",
        "System.Collections.Generic", "System.Buffers.Text", "System.Numerics");

    /// <summary>Whether a value is random, the time, or made of one of those.</summary>
    public KeyStability Read(IOperation value, Values values) => Read(value, values, MaximumDepth);

    /// <summary>The stability of what is made of several values.</summary>
    public static KeyStability Combine(KeyStability one, KeyStability other) =>
        one == KeyStability.Unstable || other == KeyStability.Unstable ? KeyStability.Unstable
        : one == KeyStability.Stable && other == KeyStability.Stable ? KeyStability.Stable
        : KeyStability.Unknown;

    /// <summary>The stability of what is one of several values.</summary>
    public static KeyStability Either(KeyStability one, KeyStability other) => one == other ? one : KeyStability.Unknown;

    private KeyStability Read(IOperation value, Values values, int depth)
    {
        if (depth <= 0)
        {
            return KeyStability.Unknown;
        }

        if (value.ConstantValue.HasValue)
        {
            return KeyStability.Stable;
        }

        switch (value)
        {
            case IConversionOperation conversion:
                return Read(conversion.Operand, values, depth);
            case IParenthesizedOperation parenthesized:
                return Read(parenthesized.Operand, values, depth);
            case IAwaitOperation await:
                return Read(await.Operation, values, depth);
            case IParameterReferenceOperation parameter:
                // A parameter that is given another value is a local.
                return values.Assigned(parameter.Parameter).Count == 0 ? KeyStability.Stable : KeyStability.Unknown;
            case ILocalReferenceOperation local:
                return Local(local.Local, values, depth - 1);
            case IInstanceReferenceOperation or IDefaultValueOperation or ITypeOfOperation or INameOfOperation or ISizeOfOperation:
                return KeyStability.Stable;
            case IFieldReferenceOperation field:
                return IsOfDelivery(field.Field) ? KeyStability.Unstable
                    : field.Instance is { } owner ? Member(field.Field, owner, values, depth)
                    : KeyStability.Stable;
            case IPropertyReferenceOperation property:
                return Property(property, values, depth);
            case IInvocationOperation invocation:
                return Invocation(invocation, values, depth - 1);
            case IObjectCreationOperation creation:
                return Creation(creation, values, depth - 1);
            case IInterpolatedStringOperation interpolated:
                return Interpolated(interpolated, values, depth - 1);
            case IBinaryOperation binary:
                return Combine(Read(binary.LeftOperand, values, depth - 1), Read(binary.RightOperand, values, depth - 1));
            case IUnaryOperation unary:
                return Read(unary.Operand, values, depth - 1);
            case ICoalesceOperation coalesce:
                return Either(Read(coalesce.Value, values, depth - 1), Read(coalesce.WhenNull, values, depth - 1));
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return Either(Read(conditional.WhenTrue, values, depth - 1), Read(whenFalse, values, depth - 1));
            case ISwitchExpressionOperation { Arms.Length: > 0 } choice:
                return choice.Arms.Select(arm => Read(arm.Value, values, depth - 1)).Aggregate(Either);
            case IConditionalAccessOperation access:
                return Combine(Read(access.Operation, values, depth - 1), Read(access.WhenNotNull, values, depth - 1));
            case IConditionalAccessInstanceOperation:
                // What stands before the question mark was looked at where it stands.
                return KeyStability.Stable;
            case IArrayElementReferenceOperation element:
                return element.Indices.Select(index => Read(index, values, depth - 1))
                    .Aggregate(Read(element.ArrayReference, values, depth - 1), Combine);
            case IArrayCreationOperation { Initializer: { } items }:
                return items.ElementValues.Select(item => Read(item, values, depth - 1)).Aggregate(KeyStability.Stable, Combine);
            case ITupleOperation tuple:
                return tuple.Elements.Select(item => Read(item, values, depth - 1)).Aggregate(KeyStability.Stable, Combine);
            case ISimpleAssignmentOperation assignment:
                return Read(assignment.Value, values, depth - 1);
            default:
                return KeyStability.Unknown;
        }
    }

    private KeyStability Local(ILocalSymbol local, Values values, int depth)
    {
        var assigned = values.Assigned(local);
        if (assigned.Count == 0)
        {
            // A constant, or a local that the compiler fills otherwise.
            return local.HasConstantValue ? KeyStability.Stable : KeyStability.Unknown;
        }

        KeyStability? all = null;
        foreach (var value in assigned)
        {
            // foreach and deconstruction take what is there already.
            var one = value is null
                ? assigned.Count == 1 ? KeyStability.Stable : KeyStability.Unknown
                : Read(value, values, depth);
            all = all is { } earlier ? Either(earlier, one) : one;
        }

        return all!.Value;
    }

    private KeyStability Property(IPropertyReferenceOperation property, Values values, int depth)
    {
        var name = property.Property.Name;
        if (IsClock(property.Property.ContainingType))
        {
            if (property.Instance is null)
            {
                // Today is the same on a second run of the same day, which may be what is meant.
                return name is "Now" or "UtcNow" ? KeyStability.Unstable : name == "Today" ? KeyStability.Unknown : KeyStability.Stable;
            }

            return Read(property.Instance, values, depth - 1) is var time && IsDayOrLonger(name) && time == KeyStability.Unstable
                ? KeyStability.Unknown
                : time;
        }

        if (property.Instance is not { } owner)
        {
            return property.Property.ContainingType.ToDisplayString() switch
            {
                "System.Environment" => name is "TickCount" or "TickCount64" ? KeyStability.Unstable : KeyStability.Unknown,
                "System.Random" when name == "Shared" => KeyStability.Unstable,
                // What is at hand while the code runs: an activity, a thread, a request.
                _ when name.StartsWith("Current", StringComparison.Ordinal) => KeyStability.Unknown,
                _ => KeyStability.Stable,
            };
        }

        if (property.Property.ContainingType.ToDisplayString() == "System.Diagnostics.Stopwatch" && name.StartsWith("Elapsed", StringComparison.Ordinal))
        {
            return KeyStability.Unstable;
        }

        if (IsOfDelivery(property.Property))
        {
            return KeyStability.Unstable;
        }

        var stability = name is "FireInstanceId" or "TraceIdentifier" ? KeyStability.Unknown : Member(property.Property, owner, values, depth);
        return property.Arguments.Length == 0
            ? stability
            : property.Arguments.Select(argument => Read(argument.Value, values, depth - 1)).Aggregate(stability, Combine);
    }

    // A member of what the handler is given or has read is stable. Of an object that was made here it is what it was given.
    private KeyStability Member(ISymbol member, IOperation owner, Values values, int depth)
    {
        var resolved = values.Resolve(owner);
        switch (resolved)
        {
            case IObjectCreationOperation creation when bodies.Member(creation, member) is { } found:
                return found.Values is null ? Read(found.Value, values, depth - 1)
                    : Read(found.Value, found.Values, depth - 1) == KeyStability.Unstable ? KeyStability.Unstable : KeyStability.Unknown;
            case IObjectCreationOperation:
                return Read(resolved, values, depth - 1) == KeyStability.Unstable ? KeyStability.Unstable : KeyStability.Unknown;
            default:
                return Read(resolved, values, depth - 1) == KeyStability.Unstable ? KeyStability.Unstable : KeyStability.Stable;
        }
    }

    private KeyStability Invocation(IInvocationOperation invocation, Values values, int depth)
    {
        var method = invocation.TargetMethod;
        if (IsUnstable(method))
        {
            return KeyStability.Unstable;
        }

        if (method.Name == "ConfigureAwait" && invocation.Instance is { } task)
        {
            return Read(task, values, depth);
        }

        var operands = new List<KeyStability>();
        if (invocation.Instance is { } instance)
        {
            operands.Add(Read(instance, values, depth));
        }

        foreach (var argument in invocation.Arguments)
        {
            if (argument.ArgumentKind != ArgumentKind.DefaultValue)
            {
                operands.Add(Read(argument.Value, values, depth));
            }
        }

        var given = operands.Count == 0 ? KeyStability.Unknown : operands.Aggregate(Combine);
        if (PureNamespaces.Contains(method.ContainingNamespace?.ToDisplayString() ?? ""))
        {
            return given == KeyStability.Unstable && IsDayOrLonger(invocation) ? KeyStability.Unknown : given;
        }

        if (bodies.Of(method) is not { } body)
        {
            return KeyStability.Unknown;
        }

        // One look into a method of the source: what it returns, and what it is given.
        var returned = Bodies.Returned(body.Roots).Select(value => Read(value, body.Values, Math.Min(depth, 4))).ToList();
        return returned.Count == 0 ? KeyStability.Unknown
            : returned.Aggregate(Either) switch
            {
                KeyStability.Stable => operands.Count == 0 ? KeyStability.Stable : given,
                var other => other,
            };
    }

    private KeyStability Creation(IObjectCreationOperation creation, Values values, int depth)
    {
        var type = creation.Type?.ToDisplayString();
        if (type == "System.Random")
        {
            return KeyStability.Unstable;
        }

        var arguments = creation.Arguments.Where(static argument => argument.ArgumentKind != ArgumentKind.DefaultValue).ToList();
        return arguments.Count == 0
            ? creation.Type?.IsValueType == true && creation.Initializer is null ? KeyStability.Stable : KeyStability.Unknown
            : arguments.Select(argument => Read(argument.Value, values, depth)).Aggregate(Combine);
    }

    private KeyStability Interpolated(IInterpolatedStringOperation interpolated, Values values, int depth)
    {
        var result = KeyStability.Stable;
        foreach (var part in interpolated.Parts)
        {
            if (part is IInterpolationOperation hole)
            {
                var one = Read(hole.Expression, values, depth);
                if (one == KeyStability.Unstable && hole.FormatString?.ConstantValue.Value is string format && IsDateFormat(format))
                {
                    one = KeyStability.Unknown;
                }

                result = Combine(result, one);
            }
            else if (part is not IInterpolatedStringTextOperation)
            {
                // An interpolated string for a handler has other parts.
                foreach (var child in part.ChildOperations.SelectMany(static child => child.DescendantsAndSelf()).OfType<IArgumentOperation>())
                {
                    if (!child.Value.ConstantValue.HasValue)
                    {
                        result = Combine(result, Read(child.Value, values, depth));
                    }
                }
            }
        }

        return result;
    }

    private static bool IsUnstable(IMethodSymbol method)
    {
        var type = method.ContainingType;
        switch (method.Name)
        {
            case "NewGuid" or "CreateVersion7" when type is { Name: "Guid", ContainingNamespace.Name: "System" }:
                return true;
            case "NewUlid" or "NewId" or "NextGuid" or "NextSequentialGuid" or "NextId" or "GenerateNewId" or "CreateGuid":
                // NUlid and Ulid; MassTransit's NewId; MongoDB's ObjectId.
                return type is { Name: "Ulid" or "NewId" or "ObjectId" or "SequentialGuid" or "CombGuid" };
            case "Next" when type is { Name: "NewId" }:
            case "Create" or "NewGuid" when type?.Name.EndsWith("GuidGenerator", StringComparison.Ordinal) == true:
                return true;
            case "GetUtcNow" or "GetLocalNow" or "GetTimestamp" or "GetElapsedTime" or "GetRandomFileName" or "GetTempFileName":
                return type is { Name: "TimeProvider" or "Stopwatch" or "Path" };
        }

        return type?.Name switch
        {
            "Random" or "RandomNumberGenerator" => type.ContainingNamespace?.ToDisplayString() is "System" or "System.Security.Cryptography",
            _ => false,
        };
    }

    // What a broker makes up anew for every delivery of the same message.
    private static bool IsOfDelivery(ISymbol member)
    {
        if (member.Name is not ("DeliveryTag" or "ReceiptHandle" or "PopReceipt" or "LockToken"))
        {
            return false;
        }

        var space = member.ContainingNamespace;
        while (space is { ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space is { Name: "RabbitMQ" or "Amazon" or "Azure" or "Microsoft" };
    }

    private static bool IsClock(INamedTypeSymbol? type) => type is { Name: "DateTime" or "DateTimeOffset", ContainingNamespace.Name: "System" };

    private static bool IsDayOrLonger(string member) => member is "Date" or "Year" or "Month" or "Day" or "DayOfYear" or "DayOfWeek";

    // DateOnly.FromDateTime(…), and ToString("yyyy-MM-dd").
    private static bool IsDayOrLonger(IInvocationOperation invocation) =>
        invocation.TargetMethod.Name is "FromDateTime" or "ToShortDateString" or "ToLongDateString"
        || (invocation.TargetMethod.Name == "ToString"
            && invocation.Instance is { Type: { Name: "DateTime" or "DateTimeOffset" } }
            && invocation.Arguments.Length > 0
            && invocation.Arguments[0].Value.ConstantValue is { HasValue: true, Value: string format }
            && IsDateFormat(format));

    // A format without hours, minutes and seconds: the same all day long.
    private static bool IsDateFormat(string format) =>
        format.Length > 0
        && (format.Length == 1 ? "dDmMyY".IndexOf(format[0]) >= 0 : format.IndexOf('y') >= 0 || format.IndexOf("MM", StringComparison.Ordinal) >= 0)
        && (format.Length == 1 || format.IndexOfAny(['h', 'H', 'm', 's', 'f', 'F', 't']) < 0);
}
