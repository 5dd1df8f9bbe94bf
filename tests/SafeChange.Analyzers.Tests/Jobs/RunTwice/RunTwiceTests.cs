using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.Diagnostics;
using SafeChange.Analyzers.Jobs;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.RunTwice;

/// <summary>What the analyzer says of a handler is what comes of running it twice.</summary>
public sealed class RunTwiceTests
{
    // The other rules of the family are not about what a second run does again.
    private static readonly string[] AboutSecondRuns =
        ["SAFE2001", "SAFE2002", "SAFE2004", "SAFE2005", "SAFE2006", "SAFE2007", "SAFE2008", "SAFE2009"];

    public static TheoryData<string> Cases => [.. HandlerCases.All.Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_second_run_changes_something_where_a_rule_is_expected(string name)
    {
        var handler = HandlerCases.Named(name);

        var result = await Redelivery.Run(handler);

        Assert.True(result.FirstError is null, result.ToString());
        Assert.True(handler.Throws == result.SecondError?.GetType().Name, result.ToString());
        Assert.True(result.Initial != result.Once, "The handler does nothing.");
        Assert.True(result.Differs != handler.IsSafe, result.ToString());
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task The_analyzer_reports_where_a_second_run_changes_something_and_nowhere_else(string name)
    {
        var handler = HandlerCases.Named(name);

        var diagnostics = await CompiledHandler.Compilation(handler).WithAnalyzers([new JobAnalyzer()]).GetAnalyzerDiagnosticsAsync();

        var report = string.Join("\n", diagnostics);
        Assert.True(diagnostics.IsEmpty == handler.IsSafe, report);
        Assert.True(handler.Rules.All(rule => diagnostics.Any(each => each.Id == rule)), report);
        Assert.All(diagnostics, each => Assert.Contains(each.Id, AboutSecondRuns));
    }
}
