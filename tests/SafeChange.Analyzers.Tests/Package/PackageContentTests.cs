using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Xml.Linq;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Package;

[Collection(PackageCollection.Name)]
public sealed class PackageContentTests(PackedPackage package)
{
    [Fact]
    public void It_holds_these_files_and_no_others()
    {
        using var archive = ZipFile.OpenRead(package.File);

        Assert.Equal(
            [
                "README.md",
                "SafeChange.Analyzers.nuspec",
                "analyzers/dotnet/roslyn4.8/cs/SafeChange.Analyzers.CodeFixes.dll",
                "analyzers/dotnet/roslyn4.8/cs/SafeChange.Analyzers.dll",
                "buildTransitive/SafeChange.Analyzers.props",
                "buildTransitive/SafeChange.Analyzers.targets",
                "buildTransitive/presets/SafeChange.Default.globalconfig",
                "buildTransitive/presets/SafeChange.None.globalconfig",
                "buildTransitive/presets/SafeChange.Strict.globalconfig",
            ],
            // The rest is the container's own.
            archive.Entries.Select(entry => entry.FullName)
                .Where(name => !name.StartsWith("_rels/", StringComparison.Ordinal) && !name.StartsWith("package/", StringComparison.Ordinal) && name != "[Content_Types].xml")
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Its_files_have_one_time_so_that_the_same_sources_give_the_same_bytes()
    {
        using var archive = ZipFile.OpenRead(package.File);

        Assert.Single(archive.Entries.Select(entry => entry.LastWriteTime.DateTime).Distinct());
    }

    [Fact]
    public void It_depends_on_nothing_and_says_what_it_is()
    {
        using var archive = ZipFile.OpenRead(package.File);
        using var stream = archive.GetEntry("SafeChange.Analyzers.nuspec")!.Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single();
        var ns = metadata.Name.Namespace;

        Assert.Equal("SafeChange.Analyzers", metadata.Element(ns + "id")?.Value);
        Assert.Equal("true", metadata.Element(ns + "developmentDependency")?.Value);
        Assert.Equal("MIT", metadata.Element(ns + "license")?.Value);
        Assert.Equal("README.md", metadata.Element(ns + "readme")?.Value);
        Assert.Null(metadata.Element(ns + "dependencies"));
        Assert.Null(metadata.Element(ns + "frameworkReferences"));
    }

    [Fact]
    public void Its_presets_are_those_of_the_repository()
    {
        using var archive = ZipFile.OpenRead(package.File);
        foreach (var entry in archive.Entries.Where(entry => entry.FullName.StartsWith("buildTransitive/presets/", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(entry.Open());
            Assert.Equal(
                Repository.Read("src/SafeChange.Analyzers.Package/" + entry.FullName),
                reader.ReadToEnd().ReplaceLineEndings("\n"));
        }
    }
}
