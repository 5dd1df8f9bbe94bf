using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Foundation;

public sealed class KnownTypesTests
{
    private const string Framework = """
        namespace Framework { public class Migration { } public class Generic<T> { public class Inner { } } }
        """;

    [Fact]
    public void A_type_that_nothing_defines_is_not_there()
    {
        var types = new KnownTypes(Compile("class C;"));

        Assert.False(types.Has("Framework.Migration"));
        Assert.Empty(types.All("Framework.Migration"));
        Assert.False(types.Is(types.Compilation.GetSpecialType(SpecialType.System_Object), "Framework.Migration"));
    }

    [Fact]
    public void A_type_of_a_reference_is_found()
    {
        var types = new KnownTypes(Compile("class C : Framework.Migration;", Reference("One", Framework)));

        Assert.True(types.Has("Framework.Migration"));
        Assert.True(types.Is(types.All("Framework.Migration").Single(), "Framework.Migration"));
    }

    [Fact]
    public void A_type_that_two_assemblies_define_is_found_in_both()
    {
        // Compilation.GetTypeByMetadataName answers null here.
        var types = new KnownTypes(Compile(
            "extern alias two; class C : Framework.Migration; class D : two::Framework.Migration;",
            Reference("One", Framework),
            Reference("Two", Framework).WithAliases(["two"])));

        Assert.Equal(["One", "Two"], types.All("Framework.Migration").Select(type => type.ContainingAssembly.Name).Order());
        Assert.True(types.IsOrDerivesFrom(Declared(types, "C"), "Framework.Migration"));
        Assert.True(types.IsOrDerivesFrom(Declared(types, "D"), "Framework.Migration"));
        Assert.False(types.Is(Declared(types, "C"), "Framework.Migration"));
    }

    [Fact]
    public void A_copy_in_source_is_a_look_alike()
    {
        var types = new KnownTypes(Compile(Framework + " class C : Framework.Migration;"));

        Assert.False(types.Has("Framework.Migration"));
        Assert.False(types.IsOrDerivesFrom(Declared(types, "C"), "Framework.Migration"));
    }

    [Fact]
    public void A_copy_in_source_does_not_hide_the_real_type()
    {
        var types = new KnownTypes(Compile(Framework, Reference("One", Framework)));

        Assert.Equal("One", types.All("Framework.Migration").Single().ContainingAssembly.Name);
    }

    [Fact]
    public void A_constructed_type_is_its_definition()
    {
        var types = new KnownTypes(Compile("class C : Framework.Generic<int>;", Reference("One", Framework)));

        Assert.True(types.Is(Declared(types, "C").BaseType, "Framework.Generic`1"));
        Assert.True(types.IsOrDerivesFrom(Declared(types, "C"), "Framework.Generic`1"));
        Assert.True(types.Has("Framework.Generic`1+Inner"));
    }

    [Fact]
    public void What_is_no_named_type_is_nothing()
    {
        var types = new KnownTypes(Compile("class C;", Reference("One", Framework)));

        Assert.False(types.Is(null, "Framework.Migration"));
        Assert.False(types.IsOrDerivesFrom(null, "Framework.Migration"));
        Assert.False(types.Is(types.Compilation.CreateArrayTypeSymbol(Declared(types, "C")), "Framework.Migration"));
    }

    [Fact]
    public void A_base_class_that_cannot_be_resolved_ends_the_search()
    {
        var types = new KnownTypes(Compile("class C : Missing.Migration;", Reference("One", Framework)));

        Assert.False(types.IsOrDerivesFrom(Declared(types, "C"), "Framework.Migration"));
    }

    private static INamedTypeSymbol Declared(KnownTypes types, string name) =>
        (INamedTypeSymbol)types.Compilation.GetSymbolsWithName(name, SymbolFilter.Type).Single();

    private static CSharpCompilation Compile(string source, params MetadataReference[] references) =>
        CSharpCompilation.Create(
            "Test", [CSharpSyntaxTree.ParseText(source)], References.NoFramework.AddRange(references), new(OutputKind.DynamicallyLinkedLibrary));

    private static MetadataReference Reference(string name, string source) => TestAssembly.Compile(name, source);
}
