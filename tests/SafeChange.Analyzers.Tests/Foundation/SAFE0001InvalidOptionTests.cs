using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Foundation;

public sealed class SAFE0001InvalidOptionTests
{
    private const string Source = "class C;";

    private static readonly Verify<SAFE0001InvalidOption> Verify = new(References.NoFramework);

    [Fact]
    public Task No_options_are_fine() => Verify.Silent(Source);

    [Theory]
    [InlineData("safechange.migrations.accept_free_text = false")]
    [InlineData("safechange.migrations.accept_free_text = TRUE")]
    [InlineData("safechange.safe3004.migrations.accept_free_text = false")]
    [InlineData("SafeChange.SAFE3004.Migrations.Accept_Free_Text = false")]
    [InlineData("safechange.migrations.start_after = 20260101000000_Init")]
    [InlineData("safechange.migrations.start_after =")]
    [InlineData("safechange.migrations.scope = unshipped")]
    [InlineData("safechange.migrations.down_policy = forward_only")]
    [InlineData("safechange.migrations.small_tables = Countries|dbo.Cities|Log*")]
    [InlineData("safechange.migrations.large_tables = Orders")]
    [InlineData("safechange.migrations.symmetric_helpers = Script|Outside.Log")]
    [InlineData("safechange.migrations.required_note_fields = rollback|owner")]
    public Task Options_that_can_be_read_are_fine(string line) => Verify.Options(line).Silent(Source);

    [Theory]
    [InlineData("dotnet_diagnostic.SAFE3002.severity = error")]
    [InlineData("safe_change.migrations.accept_free_text = perhaps")]
    [InlineData("build_property.SomeOtherMode = perhaps")]
    [InlineData("safechangelog.format = perhaps")]
    public Task Keys_of_others_are_theirs(string line) => Verify.Options(line).Silent(Source);

    [Theory]
    [InlineData(
        "safechange.migrations.accept_free_text = perhaps",
        "'safechange.migrations.accept_free_text = perhaps' has no effect: write true or false")]
    [InlineData(
        "safechange.migrations.accept_free_text =",
        "'safechange.migrations.accept_free_text = ' has no effect: write true or false")]
    [InlineData(
        "safechange.safe3004.migrations.accept_free_text = perhaps",
        "'safechange.safe3004.migrations.accept_free_text = perhaps' has no effect: write true or false")]
    [InlineData(
        "safechange.migrations.start_after = last summer",
        "'safechange.migrations.start_after = last summer' has no effect: write a migration ID or its leading timestamp, for instance 20261101000000")]
    [InlineData(
        "safechange.migrations.scope = newest",
        "'safechange.migrations.scope = newest' has no effect: write all, unshipped, latest")]
    [InlineData(
        "safechange.migrations.down_policy = whatever",
        "'safechange.migrations.down_policy = whatever' has no effect: write reversible, documented, forward_only")]
    [InlineData(
        "safechange.migrations.small_tables = Countries, Cities",
        "'safechange.migrations.small_tables = Countries, Cities' has no effect: write names of tables separated by |, with or without their schema, a * at the end for any rest, for instance Countries|sales.Order*")]
    public Task A_value_that_cannot_be_read_is_reported(string line, string message) =>
        Verify.Options(line).Reports(Source, Verify.Result("SAFE0001", message));

    [Theory]
    [InlineData(
        "safechange.migrations.accept_fre_text = true",
        "'safechange.migrations.accept_fre_text = true' has no effect: there is no such option; did you mean 'safechange.migrations.accept_free_text'?")]
    [InlineData(
        "safechange.accept_free_text = true",
        "'safechange.accept_free_text = true' has no effect: there is no such option; did you mean 'safechange.migrations.accept_free_text'?")]
    [InlineData(
        "safechange.safe3004.accept_free_text = true",
        "'safechange.safe3004.accept_free_text = true' has no effect: there is no such option; did you mean 'safechange.safe3004.migrations.accept_free_text'?")]
    [InlineData(
        "safechange.colour = green",
        "'safechange.colour = green' has no effect: there is no such option")]
    [InlineData(
        "safechange. = green",
        "'safechange. = green' has no effect: there is no such option")]
    [InlineData(
        "safechange.safe9999.migrations.accept_free_text = true",
        "'safechange.safe9999.migrations.accept_free_text = true' has no effect: there is no rule SAFE9999")]
    public Task An_unknown_key_is_reported(string line, string message) =>
        Verify.Options(line).Reports(Source, Verify.Result("SAFE0001", message));

    [Fact]
    public Task A_key_in_a_global_config_is_reported() =>
        Verify.GlobalConfig("safechange.migrations.accept_free_text = 1").Reports(
            Source, Verify.Result("SAFE0001", "'safechange.migrations.accept_free_text = 1' has no effect: write true or false"));

    [Theory]
    [InlineData("")]
    [InlineData("None")]
    [InlineData("default")]
    [InlineData("STRICT")]
    public Task A_preset_that_exists_is_fine(string mode) =>
        Verify.GlobalConfig("build_property.SafeChangeAnalysisMode = " + mode).Silent(Source);

    [Theory]
    [InlineData("Strickt", "'SafeChangeAnalysisMode = Strickt' has no effect: write one of None, Default, Strict; did you mean 'Strict'?")]
    [InlineData("Everything", "'SafeChangeAnalysisMode = Everything' has no effect: write one of None, Default, Strict")]
    public Task A_preset_that_does_not_exist_is_reported(string mode, string message) =>
        Verify.GlobalConfig("build_property.SafeChangeAnalysisMode = " + mode).Reports(Source, Verify.Result("SAFE0001", message));

    [Fact]
    public Task A_key_that_is_wrong_in_one_folder_is_reported_once() =>
        Verify
            .Options("safechange.migrations.accept_free_text = true")
            .EditorConfig("[*.cs]\nsafechange.migrations.accept_free_text = 1", folder: "Old/")
            .EditorConfig("[*.cs]\nsafechange.migrations.accept_free_text = 2", folder: "Older/")
            .Reports(
                [("A.cs", "class A;"), ("Old/B.cs", "class B;"), ("Old/C.cs", "class C;"), ("Older/D.cs", "class D;"), ("E.cs", "class E;")],
                Verify.Result("SAFE0001", "'safechange.migrations.accept_free_text = 1' has no effect: write true or false"));

    [Fact]
    public Task A_list_that_Roslyn_cuts_is_read_as_it_arrives() =>
        // Roslyn ends a value at the first ";" or "#": what is left of it is what a user has to see.
        Verify.Options("safechange.migrations.accept_free_text = no ; true").Reports(
            Source, Verify.Result("SAFE0001", "'safechange.migrations.accept_free_text = no' has no effect: write true or false"));

    [Fact]
    public Task A_long_value_is_cut() =>
        Verify.Options("safechange.migrations.accept_free_text = " + new string('x', 1000)).Reports(
            Source, Verify.Result("SAFE0001", $"'safechange.migrations.accept_free_text = {new string('x', 80)}…' has no effect: write true or false"));

    [Fact]
    public async Task Options_that_the_host_shares_are_read_once()
    {
        var provider = new CountingProvider();
        var trees = Enumerable.Range(0, 10_000).Select(i => CSharpSyntaxTree.ParseText($"class C{i};"));
        var compilation = CSharpCompilation.Create("Big", trees, References.NoFramework, new(OutputKind.DynamicallyLinkedLibrary));

        var found = await compilation
            .WithAnalyzers([new SAFE0001InvalidOption()], new AnalyzerOptions([], provider))
            .GetAnalyzerDiagnosticsAsync();

        Assert.Equal("'safechange.colour = green' has no effect: there is no such option", Assert.Single(found).GetMessage());
        Assert.Equal(2, provider.TimesRead);
    }

    private sealed class CountingProvider : AnalyzerConfigOptionsProvider
    {
        private readonly CountingOptions shared;

        public CountingProvider() => shared = new(this);

        public int TimesRead { get; private set; }

        public override AnalyzerConfigOptions GlobalOptions => shared;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => shared;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => shared;

        private sealed class CountingOptions(CountingProvider owner) : AnalyzerConfigOptions
        {
            private readonly ImmutableDictionary<string, string> values = ImmutableDictionary<string, string>.Empty.Add("safechange.colour", "green");

            public override IEnumerable<string> Keys
            {
                get
                {
                    owner.TimesRead++;
                    return values.Keys;
                }
            }

            public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) =>
                values.TryGetValue(key, out value);
        }
    }
}
