using System.Linq;
using System.Reflection;

namespace SafeChange.Analyzers.Benchmarks;

/// <summary>What the build knows about the repository and a running program does not.</summary>
internal static class BuildFacts
{
    /// <summary>The folder of the solution, with a slash at its end.</summary>
    public static string RepositoryRoot { get; } = Read(nameof(RepositoryRoot));

    /// <summary>Where the reference-only projects write their lists.</summary>
    public static string ReferenceListsFolder { get; } = Read(nameof(ReferenceListsFolder));

    private static string Read(string key) =>
        typeof(BuildFacts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
