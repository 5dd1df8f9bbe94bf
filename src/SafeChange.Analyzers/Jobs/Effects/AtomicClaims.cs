using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>
/// Calls that claim a piece of work in one step, so that of two runs only one gets it: their tested result is the
/// strongest guard. A lock is none: it is free again for the second run.
/// </summary>
internal static class AtomicClaims
{
    /// <summary>Whether a call is a claim whose result tells who got it.</summary>
    public static bool IsAtomicClaim(IInvocationOperation call, Values values)
    {
        switch (call.TargetMethod.Name)
        {
            case "ExecuteUpdate" or "ExecuteUpdateAsync":
                return IsQueryExtension(call) && Falsifies(call, values);
            case "ExecuteDelete" or "ExecuteDeleteAsync":
                return IsQueryExtension(call) && Conditions(call, values).Any();
            case "StringSet" or "StringSetAsync" or "SortedSetAdd" or "SortedSetAddAsync":
                return IsRedis(call) && IsNotExists(call);
            case "HashSet" or "HashSetAsync":
                return IsRedis(call) && IsNotExists(call);
            case "SetAdd" or "SetAddAsync":
                // Its answer is whether the member is new.
                return IsRedis(call);
            case "FindOneAndUpdate" or "FindOneAndUpdateAsync" or "FindOneAndReplace" or "FindOneAndReplaceAsync" or "FindOneAndDelete" or "FindOneAndDeleteAsync":
                return call.TargetMethod.ContainingNamespace?.ToDisplayString().StartsWith("MongoDB.Driver", StringComparison.Ordinal) == true;
        }

        foreach (var statement in SqlCalls.FactsOf(call, values))
        {
            if ((statement.IgnoresDuplicates && !statement.Inserted.IsEmpty) || statement.IsStateTransition)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsQueryExtension(IInvocationOperation call) =>
        call.TargetMethod.ContainingType is
        {
            Name: "EntityFrameworkQueryableExtensions" or "RelationalQueryableExtensions", ContainingNamespace.Name: "EntityFrameworkCore",
        };

    private static bool IsRedis(IInvocationOperation call) => call.TargetMethod.ContainingNamespace?.ToDisplayString() == "StackExchange.Redis";

    private static bool IsNotExists(IInvocationOperation call) =>
        call.Arguments.Any(static argument => argument.Parameter?.Type.Name is "When" or "SortedSetWhen" or "ValueCondition"
            && Values.Unwrap(argument.Value) is IMemberReferenceOperation { Member.Name: "NotExists" });

    // A condition reads a member that the same call sets, to a value that is not worked out from the old one.
    private static bool Falsifies(IInvocationOperation call, Values values)
    {
        var set = SetBasedReader.Setters(call, values)
            .Where(static setter => setter.Value is not null && Elements.Lambda(setter.Value) is var lambda && (lambda is null || !Reads(lambda, setter.Member)))
            .Select(static setter => setter.Member)
            .ToList();
        return set.Count > 0 && Conditions(call, values)
            .SelectMany(static condition => condition.Descendants())
            .OfType<IMemberReferenceOperation>()
            .Any(read => set.Any(member => SymbolEqualityComparer.Default.Equals(member, read.Member)));
    }

    private static bool Reads(IAnonymousFunctionOperation lambda, ISymbol member) =>
        lambda.Descendants().OfType<IMemberReferenceOperation>().Any(read => SymbolEqualityComparer.Default.Equals(read.Member, member));

    // The lambdas of Where along the query that the call ends.
    private static IEnumerable<IAnonymousFunctionOperation> Conditions(IInvocationOperation call, Values values)
    {
        var query = call.Instance ?? call.Arguments.FirstOrDefault()?.Value;
        for (var step = 0; step < 16 && query is not null; step++)
        {
            if (values.Resolve(query) is not IInvocationOperation link)
            {
                yield break;
            }

            if (link.TargetMethod.Name is "Where" or "WhereIf")
            {
                foreach (var argument in link.Arguments)
                {
                    if (Elements.Lambda(values.Resolve(argument.Value)) is { } condition)
                    {
                        yield return condition;
                    }
                }
            }

            query = link.Instance ?? link.Arguments.FirstOrDefault()?.Value;
        }
    }
}
