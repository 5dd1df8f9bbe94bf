using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Package;

/// <summary>The package, packed once for all tests from what the build of the tests has built.</summary>
public sealed class PackedPackage : IAsyncLifetime
{
    /// <summary>
    /// A version that no other run has, so that no package of an earlier one is taken for it from a cache.
    /// </summary>
    public string Version { get; } = $"{Repository.Version}-test.{DateTime.UtcNow.Ticks}";

    /// <summary>The folder that the package lies in, a feed of its own.</summary>
    public string Feed { get; } = Directory.CreateTempSubdirectory("safechange-feed-").FullName;

    public string File => Path.Combine(Feed, $"SafeChange.Analyzers.{Version}.nupkg");

    /// <summary>Where this machine keeps the packages that it has restored.</summary>
    public static string MachinePackages { get; } = Metadata("NuGetPackageRoot");

    /// <summary>The EF Core 10 that is among them.</summary>
    public static string EntityFrameworkCoreVersion { get; } = Metadata("EfCore10Version");

    public async Task InitializeAsync()
    {
        // …/artifacts/bin/SafeChange.Analyzers.Tests/debug/: the build that these tests belong to is packed, whichever
        // configuration and artifacts folder it has.
        var output = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        await DotNet.RunAsync(
            Repository.Root,
            "pack",
            "src/SafeChange.Analyzers.Package/SafeChange.Analyzers.Package.csproj",
            "--no-build",
            "--output",
            Feed,
            "-p:Configuration=" + (output.Name.StartsWith("release", StringComparison.OrdinalIgnoreCase) ? "Release" : "Debug"),
            "-p:ArtifactsPath=" + output.Parent!.Parent!.Parent!.FullName,
            "-p:PackageVersion=" + Version,
            "--verbosity",
            "quiet");
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Feed, recursive: true);
        return Task.CompletedTask;
    }

    private static string Metadata(string key) =>
        typeof(PackedPackage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}

[CollectionDefinition(Name)]
public sealed class PackageCollection : ICollectionFixture<PackedPackage>
{
    public const string Name = "The packed package";
}
