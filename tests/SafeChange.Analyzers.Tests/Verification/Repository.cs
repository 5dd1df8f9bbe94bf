using System;
using System.IO;

namespace SafeChange.Analyzers.Tests.Verification;

/// <summary>The files of this repository, for tests about them.</summary>
internal static class Repository
{
    /// <summary>
    /// The folder of the solution, above the one that the tests run from. The compiler does not tell: paths that it
    /// hands out are mapped, so that the same sources give the same bytes everywhere.
    /// </summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The version that the repository builds.</summary>
    public static string Version { get; } = typeof(SafeChange.Analyzers.Foundation.SAFE0001InvalidOption).Assembly.GetName().Version!.ToString(3);

    /// <summary>The full path of a file, given with slashes from the root.</summary>
    public static string PathOf(string relative) => Path.Combine(Root, relative.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>The text of a file, with line ends as in the repository whatever the checkout made of them.</summary>
    public static string Read(string relative) => File.ReadAllText(PathOf(relative)).ReplaceLineEndings("\n");

    public static bool Has(string relative) => File.Exists(PathOf(relative));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "SafeChange.Analyzers.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No SafeChange.Analyzers.sln above {AppContext.BaseDirectory}.");
    }
}
