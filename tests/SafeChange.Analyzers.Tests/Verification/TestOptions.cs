using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SafeChange.Analyzers.Tests.Verification;

/// <summary>The options of a build, for tests of classes that read them without an analyzer around.</summary>
internal static class TestOptions
{
    /// <summary>What holds where nothing is set.</summary>
    public static AnalyzerOptions None { get; } = Of("");

    /// <summary>Reads an <c>.editorconfig</c> in the project's folder as Roslyn does, and takes properties as a build hands them over.</summary>
    /// <param name="config">With or without sections; without one it holds for every file.</param>
    /// <param name="properties">Names and values of MSBuild properties.</param>
    public static AnalyzerOptions Of(string config, params (string Name, string Value)[] properties)
    {
        var sections = config.Contains('[') ? config : "[*.cs]\n" + config;
        var set = AnalyzerConfigSet.Create(new[] { AnalyzerConfig.Parse(sections, Sources.ProjectFolder + ".editorconfig") });
        return new([], new Provider(set, new(properties.Select(each => KeyValuePair.Create("build_property." + each.Name, each.Value)))));
    }

    private sealed class Provider(AnalyzerConfigSet set, Values global) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => global;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values(set.GetOptionsForSourcePath(tree.FilePath).AnalyzerOptions);

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => throw new NotSupportedException();
    }

    private sealed class Values(IEnumerable<KeyValuePair<string, string>> values) : AnalyzerConfigOptions
    {
        private readonly ImmutableDictionary<string, string> values = ImmutableDictionary.CreateRange(KeyComparer, values);

        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
