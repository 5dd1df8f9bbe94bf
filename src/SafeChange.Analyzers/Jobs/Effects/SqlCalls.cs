using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>Calls that run SQL, and the SQL that they run as far as it is constant.</summary>
internal static class SqlCalls
{
    private const int MaximumDepth = 8;

    // No SQL names a parameter so: what stands for the part of a text that is not constant.
    private const string Hole = "@__";

    /// <summary>The constant SQL of a call, with a parameter in place of each part that is not constant; or null.</summary>
    public static string? TextOf(IInvocationOperation call, Values values) => Read(call, values)?.Text;

    /// <summary>What the statements of a call read and write; none where the call runs no SQL that is known.</summary>
    public static ImmutableArray<SqlStatementFacts> FactsOf(IInvocationOperation call, Values values) =>
        TextOf(call, values) is { } text ? SqlStatementFacts.Of(text) : ImmutableArray<SqlStatementFacts>.Empty;

    /// <summary>The text of a call and its parts that are not constant.</summary>
    internal static SqlCallText? Read(IInvocationOperation call, Values values)
    {
        var name = call.TargetMethod.Name;
        if (!IsName(name))
        {
            return null;
        }

        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { Name: "sql" or "commandText" or "query" or "rawSql" } && argument.ArgumentKind != ArgumentKind.DefaultValue)
            {
                return Of(argument.Value, values);
            }

            // Dapper's CommandDefinition.
            if (argument.Parameter is { Name: "command", Type.Name: "CommandDefinition" }
                && values.Resolve(argument.Value) is IObjectCreationOperation definition
                && definition.Arguments.FirstOrDefault(static each => each.Parameter?.Name == "commandText") is { } text)
            {
                return Of(text.Value, values);
            }
        }

        return name.StartsWith("Execute", StringComparison.Ordinal) && call.Instance is { } receiver && IsCommand(receiver.Type)
            ? OfCommand(receiver, call.Syntax.SpanStart, values)
            : null;
    }

    /// <summary>The value of an SQL parameter where the call says it in the same body; null where it does not.</summary>
    /// <param name="call">The call.</param>
    /// <param name="text">Its text.</param>
    /// <param name="parameter">The parameter with its prefix: <c>@id</c>.</param>
    /// <param name="values">The locals of the body.</param>
    internal static IOperation? Parameter(IInvocationOperation call, SqlCallText text, string parameter, Values values)
    {
        if (parameter.StartsWith(Hole, StringComparison.Ordinal))
        {
            return int.TryParse(parameter.Substring(Hole.Length), out var index) && index < text.Holes.Length ? text.Holes[index] : null;
        }

        var name = parameter.TrimStart('@', ':', '$', '?');
        foreach (var argument in call.Arguments)
        {
            switch (values.Resolve(argument.Value))
            {
                case IAnonymousObjectCreationOperation creation:
                    foreach (var part in creation.Initializers)
                    {
                        if (part is ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment
                            && string.Equals(target.Member.Name, name, StringComparison.OrdinalIgnoreCase))
                        {
                            return assignment.Value;
                        }
                    }

                    break;
                case IObjectCreationOperation { Initializer: { } initializer }:
                    foreach (var part in initializer.Initializers)
                    {
                        if (part is ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment
                            && string.Equals(target.Member.Name, name, StringComparison.OrdinalIgnoreCase))
                        {
                            return assignment.Value;
                        }
                    }

                    break;
            }
        }

        // command.Parameters.AddWithValue("@id", …)
        if (call.Instance is { } receiver && Values.Unwrap(receiver) is ILocalReferenceOperation { Local: var command })
        {
            foreach (var reference in values.References(command))
            {
                if (reference.Parent is IPropertyReferenceOperation { Property.Name: "Parameters", Parent: IInvocationOperation add } && add.Arguments.Length > 1
                    && add.Arguments[0].Value.ConstantValue is { HasValue: true, Value: string given }
                    && string.Equals(given.TrimStart('@', ':', '$', '?'), name, StringComparison.OrdinalIgnoreCase))
                {
                    return add.Arguments[add.Arguments.Length - 1].Value;
                }
            }
        }

        return null;
    }

    // Cheap and before anything else: what methods that run SQL are called.
    private static bool IsName(string name) =>
        name.StartsWith("Execute", StringComparison.Ordinal)
        || name.StartsWith("Query", StringComparison.Ordinal)
        || name.StartsWith("FromSql", StringComparison.Ordinal)
        || name.StartsWith("SqlQuery", StringComparison.Ordinal)
        || name is "Fetch" or "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Sql";

    private static bool IsCommand(ITypeSymbol? type)
    {
        if (type is null)
        {
            return false;
        }

        return IsCommandName(type) || type.AllInterfaces.Any(IsCommandName);

        static bool IsCommandName(ITypeSymbol each) => each is { Name: "IDbCommand" or "DbCommand", ContainingNamespace.Name: "Data" or "Common" };
    }

    private static SqlCallText? OfCommand(IOperation receiver, int before, Values values)
    {
        var inner = Values.Unwrap(receiver);
        if (inner is ILocalReferenceOperation { Local: var local })
        {
            IOperation? last = null;
            var end = -1;
            foreach (var reference in values.References(local))
            {
                // Of several texts on one command, the one that stands last before the call.
                if (reference.Parent is IPropertyReferenceOperation { Property.Name: "CommandText", Parent: ISimpleAssignmentOperation assignment } property
                    && assignment.Target == property
                    && assignment.Syntax.SpanStart < before
                    && assignment.Syntax.SpanStart > end)
                {
                    (last, end) = (assignment.Value, assignment.Syntax.SpanStart);
                }
            }

            if (last is not null)
            {
                return Of(last, values);
            }

            if (values.Single(local) is not { } held)
            {
                return null;
            }

            inner = Values.Unwrap(held);
        }

        if (inner is not IObjectCreationOperation creation)
        {
            return null;
        }

        if (creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(static part => part.Target is IPropertyReferenceOperation { Property.Name: "CommandText" }) is { } initialized)
        {
            return Of(initialized.Value, values);
        }

        return creation.Arguments.FirstOrDefault(static argument => argument.Parameter is { Ordinal: 0, Type.SpecialType: SpecialType.System_String }) is { } text
            ? Of(text.Value, values)
            : null;
    }

    private static SqlCallText? Of(IOperation value, Values values)
    {
        var text = new StringBuilder();
        var holes = ImmutableArray.CreateBuilder<IOperation>();
        return Append(value, values, text, holes, MaximumDepth) && text.Length > 0
            ? new(text.ToString(), holes.ToImmutable())
            : null;
    }

    // False where nothing of the value is constant.
    private static bool Append(IOperation value, Values values, StringBuilder text, ImmutableArray<IOperation>.Builder holes, int depth)
    {
        if (depth == 0)
        {
            return false;
        }

        var inner = values.Resolve(value);
        if (inner.ConstantValue is { HasValue: true, Value: string constant })
        {
            text.Append(constant);
            return true;
        }

        switch (inner)
        {
            case IInterpolatedStringOperation interpolated:
                foreach (var part in interpolated.Parts)
                {
                    switch (part)
                    {
                        case IInterpolatedStringTextOperation words:
                            text.Append(words.Text.ConstantValue.Value as string);
                            break;
                        case IInterpolationOperation hole:
                            AppendPart(hole.Expression);
                            break;
                        case IInterpolatedStringAppendOperation { AppendCall: IInvocationOperation append } when append.Arguments.Length > 0:
                            if (append.TargetMethod.Name == "AppendLiteral")
                            {
                                text.Append(append.Arguments[0].Value.ConstantValue.Value as string);
                            }
                            else
                            {
                                AppendPart(append.Arguments[0].Value);
                            }

                            break;
                    }
                }

                return true;
            case IInterpolatedStringHandlerCreationOperation handler:
                return Append(handler.Content, values, text, holes, depth - 1);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                AppendPart(sum.LeftOperand);
                AppendPart(sum.RightOperand);
                return true;
            case IInterpolatedStringAdditionOperation addition:
                return Append(addition.Left, values, text, holes, depth - 1) & Append(addition.Right, values, text, holes, depth - 1);
            case IInvocationOperation { TargetMethod: { Name: "Create", ContainingType.Name: "FormattableStringFactory" }, Arguments.Length: > 0 } create:
                return Append(create.Arguments[0].Value, values, text, holes, depth - 1);
            default:
                return false;
        }

        void AppendPart(IOperation part)
        {
            if (!Append(part, values, text, holes, depth - 1))
            {
                text.Append(Hole).Append(holes.Count);
                holes.Add(part);
            }
        }
    }
}
