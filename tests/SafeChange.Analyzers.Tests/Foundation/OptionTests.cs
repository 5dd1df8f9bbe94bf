using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SafeChange.Analyzers.Foundation;
using Xunit;

namespace SafeChange.Analyzers.Tests.Foundation;

public sealed class OptionTests
{
    private enum Colour
    {
        Red,
        Green,
    }

    private static readonly Option<bool> Flag = OptionKinds.Flag("test.flag", defaultValue: true, "A flag.");

    private static readonly Option<ImmutableArray<string>> Names = OptionKinds.List(
        "test.names", defaultValue: ["a", "b"], "names", "A list.", item => !item.Contains(' '));

    private static readonly Option<Colour> Hue = OptionKinds.Choice(
        "test.hue", Colour.Green, "A choice.", ("red", Colour.Red), ("green", Colour.Green));

    [Fact]
    public void An_option_says_what_it_is()
    {
        Assert.Equal("safechange.test.flag", Flag.Key);
        Assert.Equal("true", Flag.DefaultText);
        Assert.Equal("true or false", Flag.Allowed);
        Assert.Equal("a|b", Names.DefaultText);
        Assert.Equal("green", Hue.DefaultText);
        Assert.Equal("red, green", Hue.Allowed);
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("safechange.test.flag = false", false)]
    [InlineData("safechange.test.flag =   FALSE   ", false)]
    [InlineData("SAFECHANGE.TEST.FLAG = false", false)]
    [InlineData("safechange.test.flag = perhaps", true)]
    [InlineData("safechange.test.flag =", true)]
    [InlineData("safechange.test.flag = false # for now", false)]
    public void A_flag_is_read_or_has_its_default(string line, bool expected) => Assert.Equal(expected, Read(Flag, line));

    [Theory]
    [InlineData("", "a|b")]
    [InlineData("safechange.test.names = x | y|z", "x|y|z")]
    [InlineData("safechange.test.names = x||y|", "x|y")]
    [InlineData("safechange.test.names =", "")]
    [InlineData("safechange.test.names = x y|z", "a|b")]
    [InlineData("safechange.test.names = M:A.B(System.Int32,System.String)|T:C`1", "M:A.B(System.Int32,System.String)|T:C`1")]
    // Roslyn ends a value at the first ";" or "#": lists are separated otherwise, and no constructor can be named.
    [InlineData("safechange.test.names = x;y", "x")]
    [InlineData("safechange.test.names = M:A.#ctor|y", "M:A.")]
    public void A_list_is_read_or_has_its_default(string line, string expected) =>
        Assert.Equal(expected, string.Join("|", Read(Names, line)));

    [Theory]
    [InlineData("", "Green")]
    [InlineData("safechange.test.hue = Red", "Red")]
    [InlineData("safechange.test.hue = blue", "Green")]
    public void A_choice_is_read_or_has_its_default(string line, string expected) => Assert.Equal(expected, Read(Hue, line).ToString());

    [Theory]
    [InlineData("safechange.test.flag = false", "SAFE9001", false)]
    [InlineData("safechange.test.flag = false\nsafechange.safe9001.test.flag = true", "SAFE9001", true)]
    [InlineData("safechange.test.flag = false\nsafechange.SAFE9001.test.flag = true", "SAFE9001", true)]
    [InlineData("safechange.test.flag = false\nsafechange.safe9001.test.flag = true", "SAFE9002", false)]
    [InlineData("safechange.test.flag = false\nsafechange.safe9001.test.flag = true", null, false)]
    [InlineData("safechange.test.flag = false\nsafechange.safe9001.test.flag = perhaps", "SAFE9001", false)]
    [InlineData("safechange.test.flag = perhaps\nsafechange.safe9001.test.flag = false", "SAFE9001", false)]
    public void The_specific_key_beats_the_general_one(string lines, string? ruleId, bool expected) =>
        Assert.Equal(expected, Read(Flag, lines, ruleId));

    [Fact]
    public void A_folder_may_decide_for_itself()
    {
        var config = "[*.cs]\nsafechange.test.flag = true\n[Old/**.cs]\nsafechange.test.flag = false\n";

        Assert.True(Read(Flag, config, path: "/0/New/A.cs"));
        Assert.False(Read(Flag, config, path: "/0/Old/A.cs"));
    }

    [Fact]
    public void The_options_of_the_package_have_defaults_that_can_be_read_and_keys_of_their_own()
    {
        Assert.Equal(Options.All.Length, Options.All.Select(option => option.Key).Distinct().Count());
        foreach (var option in Options.All)
        {
            Assert.Matches("^[a-z]+(\\.[a-z_0-9]+)+$", option.Name);
            Assert.NotEmpty(option.Description);
            Assert.NotEmpty(option.Allowed);
            Assert.True(option.DefaultText.Length == 0 || option.IsValid(option.DefaultText), option.Key);
        }
    }

    private static T Read<T>(Option<T> option, string config, string? ruleId = null, string path = "/0/A.cs")
    {
        // Through Roslyn's own reader: what arrives is what a build hands over.
        var sections = config.Contains('[') ? config : "[*.cs]\n" + config;
        var set = AnalyzerConfigSet.Create(new[] { AnalyzerConfig.Parse(sections, "/0/.editorconfig") });
        var provider = new Provider(set.GetOptionsForSourcePath(path).AnalyzerOptions);
        return option.Read(new AnalyzerOptions([], provider), CSharpSyntaxTree.ParseText("", path: path), ruleId);
    }

    private sealed class Provider(ImmutableDictionary<string, string> values) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => throw new System.NotSupportedException();

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values(values);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => throw new System.NotSupportedException();
    }

    private sealed class Values(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        // As the compiler's own options do, whatever the case of the key.
        private readonly ImmutableDictionary<string, string> values = values.WithComparers(KeyComparer);

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
