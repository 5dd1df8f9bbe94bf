using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Tests.Jobs.RunTwice;

/// <summary>
/// The packages of a reference list, loaded to run. They are kept apart from the packages of the test process, whose
/// versions may differ (a run on the oldest Roslyn has an older EF Core), and are loaded once, so that they are
/// compiled to machine code once. Only types of .NET itself are shared with the tests.
/// </summary>
internal sealed class PackageContext(ImmutableArray<MetadataReference> references) : AssemblyLoadContext("Packages of handlers")
{
    private static readonly string RuntimeFolder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    private readonly Dictionary<string, string> paths = references
        .Select(reference => reference.Display!)
        .GroupBy(path => Path.GetFileNameWithoutExtension(path), StringComparer.OrdinalIgnoreCase)
        .ToDictionary(paths => paths.Key, paths => paths.Last(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The assembly of that name; null where .NET itself has it, or the list does not.</summary>
    public Assembly? Find(AssemblyName name) =>
        name.Name is { } simple
        && !File.Exists(Path.Combine(RuntimeFolder, simple + ".dll"))
        && paths.TryGetValue(simple, out var path)
            ? LoadFromAssemblyPath(Implementation(path))
            : null;

    protected override Assembly? Load(AssemblyName assemblyName) => Find(assemblyName);

    // Compilers are given reference assemblies, which cannot run.
    private static string Implementation(string path)
    {
        if (path.Contains("Microsoft.AspNetCore.App.Ref"))
        {
            var version = Path.GetFileName(RuntimeFolder);
            var framework = Path.Combine(RuntimeFolder, "..", "..", "Microsoft.AspNetCore.App");
            var folder = Path.Combine(framework, version);
            return Path.GetFullPath(Path.Combine(Directory.Exists(folder) ? folder : Directory.GetDirectories(framework, version[..3] + "*")[0], Path.GetFileName(path)));
        }

        var implementation = path.Replace($"{Path.DirectorySeparatorChar}ref{Path.DirectorySeparatorChar}", $"{Path.DirectorySeparatorChar}lib{Path.DirectorySeparatorChar}");
        return File.Exists(implementation) ? implementation : path;
    }
}
