using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Handlers;

public sealed class JobHandlersCatalogTests
{
    /// <summary>A name that is misspelt, or that a new release has dropped, would be silent for ever.</summary>
    [Theory]
    [InlineData("Hangfire")]
    [InlineData("Quartz.NET")]
    [InlineData("MassTransit")]
    [InlineData("Rebus")]
    [InlineData("Wolverine")]
    [InlineData("CAP")]
    [InlineData("Temporal")]
    [InlineData("Orleans")]
    [InlineData("Coravel")]
    [InlineData("FastEndpoints")]
    [InlineData("RabbitMQ")]
    [InlineData("Kafka")]
    [InlineData("Azure WebJobs")]
    [InlineData("Azure Queue Storage")]
    [InlineData("Amazon SQS")]
    [InlineData("the host")]
    public void Every_line_names_something_that_the_frameworks_package_has(string framework)
    {
        var compilations = new[] { References.JobFrameworks, References.RabbitMQ6 }
            .Select(references => CSharpCompilation.Create("Test", references: references))
            .ToList();
        var lines = CatalogKind.JobHandlers.BuiltIn.Entries.Where(line => line["framework"] == framework).ToList();

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.True(
            compilations.Any(compilation => !line.Symbol!.Resolve(compilation).IsEmpty), $"No package has {line.Subject}."));
    }

    [Fact]
    public void Every_line_says_what_it_is()
    {
        Assert.Empty(CatalogKind.JobHandlers.BuiltIn.Errors);
        Assert.All(CatalogKind.JobHandlers.BuiltIn.Entries, line => Assert.NotNull(line["kind"]));
        Assert.All(
            CatalogKind.JobHandlers.BuiltIn.Entries.Where(line => line["kind"] != "exception"),
            line => Assert.True(line["framework"] is not null && line["delivery"] is not null, line.Subject));
    }
}
