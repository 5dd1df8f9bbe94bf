using System;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>One item of <c>safechange.jobs.guard_methods</c>: a method and what it is good for.</summary>
internal sealed record GuardMethod(SymbolId Symbol, string Word)
{
    /// <summary>Reads <c>M:Acme.IInbox.TryBegin=claim</c>.</summary>
    public static bool TryParse(string item, out GuardMethod? method)
    {
        method = null;
        var equals = item.LastIndexOf('=');
        if (equals <= 0 || item[0] != 'M')
        {
            return false;
        }

        var word = item.Substring(equals + 1).Trim().ToLowerInvariant();
        if (word is not ("claim" or "exists" or "mark") || SymbolId.Parse(item.Substring(0, equals).Trim(), out _) is not { } symbol)
        {
            return false;
        }

        method = new(symbol, word);
        return true;
    }
}
