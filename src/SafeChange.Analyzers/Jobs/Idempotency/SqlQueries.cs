using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Effects;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>What calls with SQL text ask about and leave changed.</summary>
internal static class SqlQueries
{
    /// <summary>The look into a table that a call with SQL text is; null where it asks none.</summary>
    public static Query? Of(IInvocationOperation invocation, Frame frame)
    {
        foreach (var statement in SqlCalls.FactsOf(invocation, frame.Body.Values))
        {
            if (statement.Read is [var table, ..] && statement.Inserted.IsEmpty && statement.Updated.IsEmpty && statement.Deleted.IsEmpty)
            {
                var facts = statement.WhereColumns
                    .Select(column => Fact.Value(StateKey.Column(column), default, invocation))
                    .Concat(statement.Read.Skip(1).Select(other => Fact.Exists(StateKey.Table(other), null, invocation)));
                return new(invocation.TargetMethod.TypeArguments.FirstOrDefault(), table, IsStored: true, facts.ToImmutableArray());
            }
        }

        return null;
    }

    public static IEnumerable<Write> Writes(IInvocationOperation invocation, Frame frame)
    {
        foreach (var statement in SqlCalls.FactsOf(invocation, frame.Body.Values))
        {
            var at = new Occurrence(invocation, frame);
            foreach (var table in statement.Inserted)
            {
                yield return new(WriteKind.Insert, StateKey.Table(table), at) { Persists = true };
            }

            foreach (var table in statement.Deleted)
            {
                yield return new(WriteKind.Delete, StateKey.Table(table), at) { Persists = true };
            }

            foreach (var column in statement.SetColumns.Except(statement.Accumulated))
            {
                yield return new(WriteKind.Set, StateKey.Column(column), at) { Persists = true };
            }
        }
    }
}
