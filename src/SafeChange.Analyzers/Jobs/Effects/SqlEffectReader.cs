using System;
using System.Linq;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>Reads the effects of SQL text: rows that are inserted, columns that are changed by an amount.</summary>
internal sealed class SqlEffectReader(KeyStabilityReader stability)
{
    /// <summary>The effect of a call that runs SQL, or null; <paramref name="isSql"/> is whether its SQL is known.</summary>
    public Effect? Read(IInvocationOperation call, Values values, EffectSettings settings, out bool isSql)
    {
        isSql = false;
        if (SqlCalls.Read(call, values) is not { } text)
        {
            return null;
        }

        isSql = true;
        foreach (var statement in SqlStatementFacts.Of(text.Text))
        {
            if (statement.IsConditional)
            {
                continue;
            }

            if (Accumulate(call, statement, settings) is { } accumulate)
            {
                return accumulate;
            }

            if (!statement.IsUpsert && statement.Inserted.Length == 1 && !settings.IsLogEntity(Pascal(statement.Inserted[0])))
            {
                return Insert(call, text, statement, values);
            }
        }

        return null;
    }

    private static Effect? Accumulate(IInvocationOperation call, SqlStatementFacts statement, EffectSettings settings)
    {
        if (statement.IsStateTransition)
        {
            return null;
        }

        var table = statement.Updated.Concat(statement.Inserted).FirstOrDefault();
        var column = statement.Accumulated.FirstOrDefault(each => !settings.IsIgnoredCounter(each) && !settings.IsIgnoredCounter(Pascal(each)));
        return table is null || column is null || settings.IsLogEntity(Pascal(table))
            ? null
            : new(EffectKind.Accumulate, call, table + "." + column) { Table = table };
    }

    private Effect Insert(IInvocationOperation call, SqlCallText text, SqlStatementFacts statement, Values values)
    {
        var table = statement.Inserted[0];
        var effect = new Effect(EffectKind.Insert, call, "INSERT INTO " + table) { Table = table };
        if (statement.InsertColumns.IsEmpty)
        {
            return effect;
        }

        var at = KeyColumn(statement, table);
        if (at < 0)
        {
            return effect with { Key = KeyStability.None };
        }

        effect = effect with { KeyName = statement.InsertColumns[at] };
        if (at >= statement.InsertValues.Length)
        {
            return effect;
        }

        var value = statement.InsertValues[at];
        if (value.Length > 0 && value[0] is '@' or ':' or '$' or '?' or '{')
        {
            return SqlCalls.Parameter(call, text, value, values) is { } given
                ? effect with { Key = stability.Read(given, values), KeyValue = given }
                : effect with { Key = KeyStability.Stable };
        }

        var isMade = value.IndexOf("newid(", StringComparison.OrdinalIgnoreCase) >= 0
            || value.IndexOf("newsequentialid(", StringComparison.OrdinalIgnoreCase) >= 0
            || value.IndexOf("uuid", StringComparison.OrdinalIgnoreCase) >= 0
            || value.IndexOf("random", StringComparison.OrdinalIgnoreCase) >= 0;
        return effect with
        {
            Key = isMade ? KeyStability.Unstable
                : string.Equals(value, "DEFAULT", StringComparison.OrdinalIgnoreCase) || value.StartsWith("nextval", StringComparison.OrdinalIgnoreCase) ? KeyStability.None
                : value.IndexOf('(') >= 0 ? KeyStability.Unknown
                : KeyStability.Stable,
        };
    }

    // The column that tells one row from another: id, order_id of orders, and what inboxes call theirs.
    private static int KeyColumn(SqlStatementFacts statement, string table)
    {
        var name = Normal(table);
        var singular = name.EndsWith("s", StringComparison.Ordinal) ? name.Substring(0, name.Length - 1) : name;
        var inbox = -1;
        for (var i = 0; i < statement.InsertColumns.Length; i++)
        {
            var column = Normal(statement.InsertColumns[i]);
            if (column is "id" or "guid" or "uuid" or "key" || column == name + "id" || column == singular + "id")
            {
                return i;
            }

            if (column is "messageid" or "eventid" or "requestid" or "idempotencykey" or "deduplicationid" or "dedupkey" or "commandid" or "jobid" or "externalid")
            {
                inbox = i;
            }
        }

        return inbox;
    }

    private static string Normal(string name) => name.Replace("_", "").ToLowerInvariant();

    // send_attempts as SendAttempts, so that names in code and in SQL meet the same patterns.
    private static string Pascal(string name) => string.Concat(
        name.Split('_').Where(static part => part.Length > 0).Select(static part => char.ToUpperInvariant(part[0]) + part.Substring(1)));
}
