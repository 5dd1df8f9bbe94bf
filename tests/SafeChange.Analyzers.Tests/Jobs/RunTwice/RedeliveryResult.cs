using System;

namespace SafeChange.Analyzers.Tests.Jobs.RunTwice;

/// <summary>What came of delivering a message twice.</summary>
/// <param name="Initial">What there was before the first run.</param>
/// <param name="Once">What there is after one complete run.</param>
/// <param name="Twice">What there is after both.</param>
/// <param name="FirstError">How the first run ended, where it was meant to be complete.</param>
/// <param name="SecondError">How the second ended: what a duplicate key stops has changed nothing.</param>
internal sealed record RedeliveryResult(string Initial, string Once, string Twice, Exception? FirstError, Exception? SecondError)
{
    /// <summary>Whether the second run has changed what one complete run leaves behind.</summary>
    public bool Differs => Once != Twice;

    public override string ToString() => $"""
        once:
        {Once}
        twice:
        {Twice}
        first error: {FirstError}
        second error: {SecondError}
        """;
}
