using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SafeChange.Analyzers.Foundation;

/// <summary>Tells test projects from production code.</summary>
internal static class TestProjects
{
    // What a project references to hold tests. An assertion library alone makes none: production code borrows those.
    private static readonly ImmutableHashSet<string> Frameworks = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase, "xunit.core", "xunit.v3.core", "nunit.framework", "Microsoft.VisualStudio.TestPlatform.TestFramework", "TUnit.Core");

    private static readonly ImmutableArray<string> Endings = ImmutableArray.Create(
        "Test", "Tests", "Testing", "Spec", "Specs", "Facts", "Benchmark", "Benchmarks");

    /// <summary>Whether the compilation holds tests, or what belongs to tests, by its property, its references or its name.</summary>
    public static bool IsTest(Compilation compilation, AnalyzerOptions options) =>
        (options.AnalyzerConfigOptionsProvider.GlobalOptions.TryGetValue("build_property.IsTestProject", out var property)
            && string.Equals(property.Trim(), "true", StringComparison.OrdinalIgnoreCase))
        || ReferencesTestFramework(compilation)
        || IsTestName(compilation.AssemblyName ?? "");

    /// <summary>Whether the compilation references what tests are written with.</summary>
    public static bool ReferencesTestFramework(Compilation compilation) =>
        compilation.ReferencedAssemblyNames.Any(static assembly => Frameworks.Contains(assembly.Name));

    private static bool IsTestName(string assemblyName)
    {
        var segments = assemblyName.Split('.', '-', '_');
        // The one name that starts with the word and is nothing else is what test harnesses call their compilation.
        return segments.Any(IsTestSegment) || (segments.Length > 1 && segments.Any(StartsWithTest));
    }

    // By whole words: neither "Latest" nor "Artifacts" ends in one of them.
    private static bool IsTestSegment(string segment) => Endings.Any(ending =>
        segment.EndsWith(ending, StringComparison.Ordinal) || string.Equals(segment, ending, StringComparison.OrdinalIgnoreCase));

    private static bool StartsWithTest(string segment) =>
        segment.StartsWith("Test", StringComparison.Ordinal) && (segment.Length == 4 || !char.IsLower(segment[4]));
}
