using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SafeChange.Demo;

/// <summary>What the restored package can fix, asked of its own code fix providers.</summary>
internal sealed class PackagedFixes
{
    private readonly HashSet<string> _fixable = [];
    private readonly HashSet<string> _automatic = [];

    /// <param name="package">The folder that the package was extracted to, or one above it.</param>
    public static PackagedFixes Load(string package)
    {
        var assemblies = Directory.Exists(package)
            ? Directory.GetFiles(package, "*.dll", SearchOption.AllDirectories).Where(static file => file.Contains("analyzers", StringComparison.Ordinal)).ToList()
            : [];
        if (assemblies.Count == 0)
        {
            throw new DemoException($"no analyzers below {package}: the sample was restored without the package");
        }

        // The fixes reference the analyzers, which lie beside them.
        AssemblyLoadContext.Default.Resolving += (context, name) =>
            assemblies.Find(file => Path.GetFileNameWithoutExtension(file) == name.Name) is { } path ? context.LoadFromAssemblyPath(path) : null;

        var fixes = new PackagedFixes();
        foreach (var type in assemblies.SelectMany(static file => AssemblyLoadContext.Default.LoadFromAssemblyPath(file).GetTypes()))
        {
            if (!type.IsAbstract && type.GetCustomAttribute<ExportCodeFixProviderAttribute>() is not null)
            {
                var provider = (CodeFixProvider)Activator.CreateInstance(type)!;
                fixes._fixable.UnionWith(provider.FixableDiagnosticIds);
                if (provider.GetFixAllProvider()?.GetSupportedFixAllScopes().Contains(FixAllScope.Solution) == true)
                {
                    fixes._automatic.UnionWith(provider.FixableDiagnosticIds);
                }
            }
        }

        return fixes;
    }

    /// <summary>Whether a fix may be applied everywhere at once, which is what <c>dotnet format</c> does.</summary>
    public bool IsAutomatic(string rule) => _automatic.Contains(rule);

    /// <summary>Whether the rule has a fix, and which kind, in words for a table.</summary>
    public string Describe(string rule) =>
        IsAutomatic(rule) ? "automatic" : _fixable.Contains(rule) ? "in the editor" : "no";
}
