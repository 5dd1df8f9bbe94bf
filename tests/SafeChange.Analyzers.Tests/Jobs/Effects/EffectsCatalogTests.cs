using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Effects;

public sealed class EffectsCatalogTests
{
    [Fact]
    public void Every_line_can_be_read() => Assert.Empty(CatalogKind.Effects.BuiltIn.Errors);

    /// <summary>A line is optional exactly where no package that tests restore has its symbol.</summary>
    [Fact]
    public void Every_line_names_a_symbol_of_the_real_assembly()
    {
        var compilation = CSharpCompilation.Create("Test", references: References.JobFrameworks);
        var old = CSharpCompilation.Create("Test", references: References.RabbitMQ6);
        var missing = CatalogKind.Effects.BuiltIn.Entries
            .Where(entry => entry.Symbol!.Resolve(compilation).IsEmpty && entry.Symbol.Resolve(old).IsEmpty)
            .Where(entry => !entry.IsOptional)
            .Select(entry => entry.Symbol!.Explain(compilation));
        Assert.Equal([], missing);

        var needless = CatalogKind.Effects.BuiltIn.Entries
            .Where(entry => entry.IsOptional && (!entry.Symbol!.Resolve(compilation).IsEmpty || !entry.Symbol.Resolve(old).IsEmpty))
            .Select(entry => entry.Subject);
        Assert.Equal([], needless);
    }

    [Fact]
    public void A_parameter_that_makes_a_call_harmless_is_one_of_the_method()
    {
        var compilation = CSharpCompilation.Create("Test", references: References.JobFrameworks);
        var wrong = CatalogKind.Effects.BuiltIn.Entries
            .Where(entry => !entry.IsOptional && entry["unless"] is not null)
            .Where(entry => !entry["unless"]!.Split('|').All(name => entry.Symbol!.Resolve(compilation)
                .OfType<IMethodSymbol>()
                .Any(method => method.Parameters.Any(parameter => parameter.Name == name.TrimEnd('?')))))
            .Select(entry => entry.Subject + " " + entry["unless"]);
        Assert.Equal([], wrong);
    }
}
