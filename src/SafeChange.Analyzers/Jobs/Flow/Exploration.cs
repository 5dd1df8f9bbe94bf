using System;
using System.Collections.Generic;
using System.Threading;
using SafeChange.Analyzers.Jobs.Idempotency;

namespace SafeChange.Analyzers.Jobs.Flow;

/// <summary>How far the calls of one handler are followed, and how far they have been.</summary>
internal sealed class Exploration(
    JobCompilation compilation, NamedGuards guards, int maximumDepth, int budget, InterfacePolicy interfaces, CancellationToken cancellationToken)
{
    private readonly Dictionary<object, object> remembered = [];
    private int spent;

    public JobCompilation Compilation { get; } = compilation;

    /// <summary>What the catalogues and the options of the handler's file call a guard.</summary>
    public NamedGuards Guards { get; } = guards;

    /// <summary>How many calls deep; 0 reads the handler alone.</summary>
    public int MaximumDepth { get; } = maximumDepth;

    public InterfacePolicy Interfaces { get; } = interfaces;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>How many bodies were read.</summary>
    public int Spent => spent;

    /// <summary>Works something out once for this handler.</summary>
    public T Remember<T>(object key, Func<T> make)
        where T : notnull
    {
        if (remembered.TryGetValue(key, out var known))
        {
            return (T)known;
        }

        CancellationToken.ThrowIfCancellationRequested();
        var made = make();
        remembered[key] = made;
        return made;
    }

    /// <summary>Whether another body may be read.</summary>
    public bool TrySpend()
    {
        CancellationToken.ThrowIfCancellationRequested();
        if (spent >= budget)
        {
            return false;
        }

        spent++;
        return true;
    }
}
