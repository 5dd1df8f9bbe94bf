using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Foundation;

public sealed class TestProjectsTests
{
    [Theory]
    [InlineData("true")]
    [InlineData("True")]
    public void The_property_of_a_test_project_says_so(string value) =>
        Assert.True(TestProjects.IsTest(Compilation("Acme.Web"), TestOptions.Of("", ("IsTestProject", value))));

    [Theory]
    [InlineData("false")]
    [InlineData("")]
    public void A_property_that_says_otherwise_leaves_it_to_the_rest(string value)
    {
        Assert.False(TestProjects.IsTest(Compilation("Acme.Web"), TestOptions.Of("", ("IsTestProject", value))));
        Assert.True(TestProjects.IsTest(Compilation("Acme.Web.Tests"), TestOptions.Of("", ("IsTestProject", value))));
    }

    [Theory]
    [InlineData("xunit.core")]
    [InlineData("xunit.v3.core")]
    [InlineData("nunit.framework")]
    [InlineData("Microsoft.VisualStudio.TestPlatform.TestFramework")]
    [InlineData("TUnit.Core")]
    public void A_test_framework_makes_tests(string framework)
    {
        var compilation = Compilation("Acme.Web", TestAssembly.Compile(framework, ""));

        Assert.True(TestProjects.ReferencesTestFramework(compilation));
        Assert.True(TestProjects.IsTest(compilation, TestOptions.None));
    }

    [Theory]
    [InlineData("xunit.assert")]
    [InlineData("xunit.abstractions")]
    [InlineData("FluentAssertions")]
    public void What_production_code_borrows_makes_none(string library)
    {
        var compilation = Compilation("Acme.Web", TestAssembly.Compile(library, ""));

        Assert.False(TestProjects.ReferencesTestFramework(compilation));
        Assert.False(TestProjects.IsTest(compilation, TestOptions.None));
    }

    [Theory]
    [InlineData("Acme.Tests")]
    [InlineData("Acme.Web.Test")]
    [InlineData("Acme.IntegrationTests")]
    [InlineData("Acme.Tests.Common")]
    [InlineData("Acme.Testing")]
    [InlineData("Acme.Specs")]
    [InlineData("Acme.Web.Spec")]
    [InlineData("Acme.Facts")]
    [InlineData("Acme.Benchmarks")]
    [InlineData("Acme.Benchmark")]
    [InlineData("AcmeTests")]
    [InlineData("acme.tests")]
    [InlineData("acme-tests")]
    [InlineData("Acme.TestKit")]
    [InlineData("Test.Common")]
    public void A_name_of_tests_says_so(string name) => Assert.True(TestProjects.IsTest(Compilation(name), TestOptions.None));

    [Theory]
    [InlineData("TestProject")]
    [InlineData("Acme.Latest")]
    [InlineData("Acme.Artifacts")]
    [InlineData("Acme.Contest")]
    [InlineData("Acme.Testimonials")]
    [InlineData("Acme.Attestation")]
    [InlineData("Acme.Web")]
    [InlineData("Special.Web")]
    [InlineData("TestTube")]
    [InlineData(null)]
    public void Another_name_does_not(string? name) => Assert.False(TestProjects.IsTest(Compilation(name), TestOptions.None));

    private static CSharpCompilation Compilation(string? name, params ImmutableArray<MetadataReference> references) =>
        CSharpCompilation.Create(name, [], References.NoFramework.AddRange(references));
}
