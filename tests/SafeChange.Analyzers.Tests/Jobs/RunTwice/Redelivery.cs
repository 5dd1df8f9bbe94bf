using System;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.RunTwice;

/// <summary>
/// Runs handlers twice, as a redelivery does: the same message to the same database, in another process (the handler is
/// loaded anew) with a new context. Whether the second run has changed anything is what the analyzer claims to know.
/// <para>
/// To add a case: write it in one of the files <c>HandlerCases.*.cs</c>, in the list of its framework's kind. Name it
/// with a sentence; give the handler's source with its entities and messages; deliver one message; say which rules are
/// reported, none if it is safe. A case is safe if the second run leaves the tables, the mails and the requests as they
/// are, so nothing in it may be stored that differs from run to run for no reason (take times from the message).
/// </para>
/// <para>
/// To add what a fix makes safe: a test of one line in <c>RunTwiceTests</c>,
/// <c>Redelivery.AfterFix(HandlerCases.Named("…"), new JobAnalyzer(), new TheFix(), "equivalence key")</c>.
/// </para>
/// </summary>
internal static class Redelivery
{
    /// <summary>Delivers the message of a case twice.</summary>
    public static async Task<RedeliveryResult> Run(HandlerCase handler)
    {
        var compiled = CompiledHandler.Of(handler);
        using var surroundings = new Surroundings();
        await compiled.Prepare(surroundings.Database).ConfigureAwait(false);
        var initial = surroundings.Snapshot();

        surroundings.RefuseAt(handler.RefusedAt);
        var firstError = await Deliver(compiled, surroundings).ConfigureAwait(false);
        var once = surroundings.Snapshot();
        if (handler.RefusedAt is not null && !surroundings.HasRefused)
        {
            throw new InvalidOperationException($"{handler}: the first run does too little to be cut short.");
        }

        surroundings.RefuseAt(null);
        var secondError = await Deliver(compiled, surroundings).ConfigureAwait(false);
        var twice = surroundings.Snapshot();

        return handler.RefusedAt is null
            ? new(initial, once, twice, firstError, secondError)
            : new(initial, await Complete(compiled).ConfigureAwait(false), twice, null, secondError);
    }

    /// <summary>
    /// Applies a fix to the handler, as often as it is offered, and checks that the second run of what comes out changes
    /// nothing, and that the first still does something.
    /// </summary>
    /// <param name="key">The equivalence key of the action; nested actions are found as well.</param>
    public static async Task AfterFix(HandlerCase handler, DiagnosticAnalyzer analyzer, CodeFixProvider fix, string key)
    {
        var repaired = await Repair.Apply(handler, analyzer, fix, key).ConfigureAwait(false);
        var result = await Run(repaired).ConfigureAwait(false);
        var report = $"{repaired.Source}\n{result}";
        Assert.True(result.FirstError is null && result.SecondError is null, report);
        Assert.True(result.Initial != result.Once, report);
        Assert.False(result.Differs, report);
    }

    // What one complete run does, where the first of the two is not complete.
    private static async Task<string> Complete(CompiledHandler compiled)
    {
        using var surroundings = new Surroundings();
        await compiled.Prepare(surroundings.Database).ConfigureAwait(false);
        await compiled.Deliver(surroundings.Database, surroundings.Mail.Port, surroundings.Web.Address).ConfigureAwait(false);
        return surroundings.Snapshot();
    }

    private static async Task<Exception?> Deliver(CompiledHandler compiled, Surroundings surroundings)
    {
        try
        {
            await compiled.Deliver(surroundings.Database, surroundings.Mail.Port, surroundings.Web.Address).ConfigureAwait(false);
            return null;
        }
        catch (Exception exception)
        {
            return exception;
        }
    }
}
