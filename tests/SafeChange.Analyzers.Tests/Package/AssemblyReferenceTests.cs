using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Package;

/// <summary>
/// An assembly that asks for one that its host does not have is not loaded, without a word in an IDE: so both ask for
/// what the oldest host brings along, and nothing else.
/// </summary>
[Collection(PackageCollection.Name)]
public sealed class AssemblyReferenceTests(PackedPackage package)
{
    private static readonly string[] OfTheCompiler =
    [
        "Microsoft.CodeAnalysis 4.8.0.0",
        "Microsoft.CodeAnalysis.CSharp 4.8.0.0",
        "System.Collections.Immutable 7.0.0.0",
        "netstandard 2.0.0.0",
    ];

    private static readonly string[] OfTheIde =
    [
        .. OfTheCompiler,
        "Microsoft.CodeAnalysis.Workspaces 4.8.0.0",
        "Microsoft.CodeAnalysis.CSharp.Workspaces 4.8.0.0",
        $"SafeChange.Analyzers {Repository.Version}.0",
    ];

    [Fact]
    public void The_analyzers_ask_for_what_every_compiler_has() => Assert.Empty(References("SafeChange.Analyzers.dll").Except(OfTheCompiler));

    [Fact]
    public void The_fixes_ask_for_what_every_IDE_has() => Assert.Empty(References("SafeChange.Analyzers.CodeFixes.dll").Except(OfTheIde));

    private string[] References(string assembly)
    {
        using var archive = ZipFile.OpenRead(package.File);
        using var content = new MemoryStream();
        using (var entry = archive.GetEntry("analyzers/dotnet/roslyn4.8/cs/" + assembly)!.Open())
        {
            entry.CopyTo(content);
        }

        content.Position = 0;
        using var file = new PEReader(content);
        var metadata = file.GetMetadataReader();
        var references = metadata.AssemblyReferences
            .Select(handle => metadata.GetAssemblyReference(handle))
            .Select(reference => $"{metadata.GetString(reference.Name)} {reference.Version}")
            .Order(StringComparer.Ordinal)
            .ToArray();
        Assert.Contains("netstandard 2.0.0.0", references);
        return references;
    }
}
