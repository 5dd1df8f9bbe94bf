using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Idempotency;

public sealed class GuardsCatalogTests
{
    [Fact]
    public void Every_line_can_be_read() => Assert.Empty(CatalogKind.Guards.BuiltIn.Errors);

    [Fact]
    public void Every_inbox_says_whose_it_is() =>
        Assert.All(CatalogKind.Guards.BuiltIn.Entries.Where(entry => entry["guard"] == "inbox"), entry => Assert.NotNull(entry["framework"]));

    /// <summary>A line is optional exactly where no package that tests restore has its symbol.</summary>
    [Fact]
    public void Every_line_names_a_symbol_of_the_real_assembly()
    {
        var compilation = CSharpCompilation.Create("Test", references: References.JobFrameworks);
        var missing = CatalogKind.Guards.BuiltIn.Entries
            .Where(entry => !entry.IsOptional && entry.Symbol!.Resolve(compilation).IsEmpty)
            .Select(entry => entry.Symbol!.Explain(compilation));
        Assert.Equal([], missing);

        var needless = CatalogKind.Guards.BuiltIn.Entries
            .Where(entry => entry.IsOptional && !entry.Symbol!.Resolve(compilation).IsEmpty)
            .Select(entry => entry.Subject);
        Assert.Equal([], needless);
    }
}
