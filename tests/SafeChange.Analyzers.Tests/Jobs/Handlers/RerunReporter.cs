using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SafeChange.Analyzers.Jobs.Handlers;

namespace SafeChange.Analyzers.Tests.Jobs.Handlers;

#pragma warning disable RS1001 // tests make it; no compiler loads it
/// <summary>Reports every handler with who runs it again.</summary>
internal sealed class RerunReporter : HandlerReporter
{
    private protected override string Text(JobHandler handler) => $"{handler.Name} | {handler.Delivery} | {handler.Rerun}";
}
