using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>Reads <c>ExecuteUpdate</c>: <c>SetProperty(x =&gt; x.Count, x =&gt; x.Count + 1)</c> changes by an amount.</summary>
internal sealed class SetBasedReader(KnownTypes types)
{
    // EF Core 7 to 9 and 10; matched by name, since the method moved.
    private static readonly string[] Owners =
    [
        "Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions",
        "Microsoft.EntityFrameworkCore.RelationalQueryableExtensions",
    ];

    /// <summary>The effect, or null.</summary>
    public Effect? Read(IInvocationOperation call, Values values, EffectSettings settings)
    {
        if (!Owners.Any(owner => types.Is(call.TargetMethod.ContainingType, owner)) || AtomicClaims.IsAtomicClaim(call, values))
        {
            return null;
        }

        foreach (var (member, value) in Setters(call, values))
        {
            if (value is not null
                && !settings.IsIgnoredCounter(member.Name)
                && !settings.IsLogEntity(member.ContainingType.Name)
                && Adds(value, member, values))
            {
                return new(EffectKind.Accumulate, call, member.ContainingType.Name + "." + member.Name)
                {
                    Entity = member.ContainingType,
                    Member = member,
                };
            }
        }

        return null;
    }

    /// <summary>The members that an ExecuteUpdate sets, each with its value; the value is null where it is not seen.</summary>
    public static IEnumerable<(ISymbol Member, IOperation? Value)> Setters(IInvocationOperation call, Values values)
    {
        foreach (var argument in call.Arguments)
        {
            if (Elements.Lambda(values.Resolve(argument.Value)) is not { } lambda)
            {
                continue;
            }

            foreach (var setter in lambda.Descendants().OfType<IInvocationOperation>())
            {
                if (setter.TargetMethod.Name == "SetProperty"
                    && setter.Arguments.Length >= 2
                    && Elements.Lambda(setter.Arguments[setter.Arguments.Length - 2].Value) is { } target
                    && Member(target) is { } member)
                {
                    yield return (member, setter.Arguments[setter.Arguments.Length - 1].Value);
                }
            }
        }
    }

    private static ISymbol? Member(IAnonymousFunctionOperation lambda) =>
        Bodies.Returned(System.Collections.Immutable.ImmutableArray.Create<IOperation>(lambda.Body))
            .Select(Values.Unwrap)
            .OfType<IMemberReferenceOperation>()
            .FirstOrDefault()?.Member;

    private static bool Adds(IOperation value, ISymbol member, Values values)
    {
        if (Elements.Lambda(value) is not { } lambda)
        {
            return false;
        }

        return Bodies.Returned(System.Collections.Immutable.ImmutableArray.Create<IOperation>(lambda.Body)).Any(returned =>
            Values.Unwrap(returned).DescendantsAndSelf()
                .OfType<IBinaryOperation>()
                .Where(static binary => binary.OperatorKind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply
                    && binary.Type is { SpecialType: not SpecialType.System_String })
                .Any(binary => binary.DescendantsAndSelf()
                    .OfType<IMemberReferenceOperation>()
                    .Any(read => SymbolEqualityComparer.Default.Equals(read.Member, member))));
    }
}
