using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SafeChange.Analyzers.Security.Home;

/// <summary>The options that say what a home is, as they are set for a file.</summary>
internal sealed class HomeSettings(AnalyzerOptions options, SyntaxTree tree)
{
    public bool IsHome { get; } = SecurityOptions.Home.Read(options, tree);

    public bool IsStrict { get; } = SecurityOptions.HomeStrict.Read(options, tree);

    public ImmutableArray<string> Names { get; } = SecurityOptions.HomeNames.Read(options, tree);

    public ImmutableArray<string> Types { get; } = SecurityOptions.HomeTypes.Read(options, tree);

    /// <summary>The full name of the team's home; empty where none is named.</summary>
    public string Type { get; } = SecurityOptions.HomeType.Read(options, tree);
}
