using System.Collections.Immutable;
using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Benchmarks;

/// <summary>What measured code is compiled against, as the reference-only projects restored it.</summary>
internal static class ReferenceLists
{
    /// <summary>The references of the reference-only project of that name.</summary>
    /// <exception cref="FileNotFoundException">There is no such project, or it was not built.</exception>
    public static ImmutableArray<MetadataReference> Load(string project)
    {
        var list = Path.Combine(BuildFacts.ReferenceListsFolder, project + ".txt");
        return File.Exists(list)
            ? [.. File.ReadLines(list).Select(path => MetadataReference.CreateFromFile(path))]
            : throw new FileNotFoundException($"{project}.csproj writes this list when it is built, with the benchmarks.", list);
    }
}
