using System;
using System.Collections.Generic;
using System.Threading;

namespace SafeChange.Analyzers.Jobs.Flow;

/// <summary>How far the calls of one handler are followed, and how far they have been.</summary>
internal sealed class Exploration(JobCompilation compilation, int maximumDepth, int budget, InterfacePolicy interfaces, CancellationToken cancellationToken)
{
    private readonly Dictionary<object, object> remembered = [];
    private int spent;

    public JobCompilation Compilation { get; } = compilation;

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
