using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.RunTwice;

/// <summary>What the analyzer says of a handler is what comes of running it twice.</summary>
public sealed class RunTwiceTests
{
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
}
