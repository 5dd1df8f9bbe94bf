using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SafeChange.Analyzers.Security.Home;

/// <summary>
/// Where files lie within their project. Folders above it say nothing: a clone under <c>~/security/</c> is no reason to
/// fall silent.
/// </summary>
internal sealed class ProjectFolders
{
    private readonly string root;

    public ProjectFolders(Compilation compilation, AnalyzerOptions options)
    {
        var global = options.AnalyzerConfigOptionsProvider.GlobalOptions;
        root = (global.TryGetValue("build_property.ProjectDir", out var folder) || global.TryGetValue("build_property.MSBuildProjectDirectory", out folder))
            && folder.Trim().Length > 0
                ? Normal(folder.Trim()).TrimEnd('/') + "/"
                : CommonFolder(compilation.SyntaxTrees.Select(static tree => Normal(tree.FilePath)).Where(IsRooted));
    }

    /// <summary>The folders and the name of a file as one text; the name alone where the file is not in the project.</summary>
    public string PathOf(SyntaxTree tree)
    {
        var path = Normal(tree.FilePath);
        var relative = !IsRooted(path) ? path
            : root.Length > 0 && path.StartsWith(root, StringComparison.OrdinalIgnoreCase) ? path.Substring(root.Length)
            : path.Substring(path.LastIndexOf('/') + 1);
        return relative.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) ? relative.Substring(0, relative.Length - 3) : relative;
    }

    private static string Normal(string path) => path.Replace('\\', '/');

    // What a source generator makes has a path without a root.
    private static bool IsRooted(string path) => path.Length > 1 && (path[0] == '/' || path[1] == ':');

    private static string CommonFolder(IEnumerable<string> paths)
    {
        string? common = null;
        foreach (var path in paths)
        {
            var folder = path.Substring(0, path.LastIndexOf('/') + 1);
            common ??= folder;
            while (!folder.StartsWith(common, StringComparison.OrdinalIgnoreCase))
            {
                common = common.Substring(0, common.TrimEnd('/').LastIndexOf('/') + 1);
            }
        }

        // The root of a disk is no project: it would let every folder count.
        return common is null || common.Trim('/') is "" or [_, ':'] ? "" : common;
    }
}
