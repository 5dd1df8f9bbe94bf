using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Jobs.Handlers;

/// <summary>Code that a queue, a scheduler or an import runs, and may run again.</summary>
/// <param name="Name">How a message names it: <c>CountViewsJob.RunAsync</c>, or <c>the handler of ReceivedAsync</c>.</param>
/// <param name="Framework">The framework's name: <c>Hangfire</c>.</param>
/// <param name="Delivery">Who runs it again.</param>
/// <param name="Rerun">A clause that says so: <c>Hangfire retries a failed job up to 10 times</c>.</param>
/// <param name="Method">The method; null for a lambda and for the body of a loop.</param>
/// <param name="Body">
/// The declaration of the method or local function, the lambda, or the statement of the loop whose turns are the runs.
/// </param>
/// <param name="Location">The smallest place that names it: the method's identifier, the lambda's arrow or parameter list, the loop's keyword.</param>
internal sealed record JobHandler(
    string Name, string Framework, Delivery Delivery, string Rerun, IMethodSymbol? Method, SyntaxNode Body, Location Location);
