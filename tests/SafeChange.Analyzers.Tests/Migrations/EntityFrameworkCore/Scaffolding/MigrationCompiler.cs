using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Runtime.Loader;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.EntityFrameworkCore.Migrations;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>Compiles migrations in memory, against the EF Core that the tests run on, and loads them.</summary>
internal static class MigrationCompiler
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> RuntimeReferences = new(LoadRuntimeReferences);

    /// <summary>Compiles the sources and creates the migration of the given full type name.</summary>
    /// <exception cref="MigrationCompilationException">The sources have errors.</exception>
    public static Migration Compile(IEnumerable<string> sources, string typeName, Provider provider) =>
        Compile(sources).CreateMigration(typeName, provider);

    /// <summary>Compiles the sources into one assembly, which is unloaded when nothing of it is used any longer.</summary>
    /// <exception cref="MigrationCompilationException">The sources have errors.</exception>
    public static CompiledMigrations Compile(IEnumerable<string> sources)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var name = $"{nameof(CompiledMigrations)}.{Guid.NewGuid():N}";
        var compilation = CSharpCompilation.Create(
            name,
            sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, options, path: $"{index}.cs", Encoding.UTF8)),
            RuntimeReferences.Value,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));

        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        if (!result.Success)
        {
            throw new MigrationCompilationException(result.Diagnostics);
        }

        image.Position = 0;
        return new CompiledMigrations(new AssemblyLoadContext(name, isCollectible: true).LoadFromStream(image));
    }

    private static ImmutableArray<MetadataReference> LoadRuntimeReferences() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => IsUsedByMigrations(Path.GetFileNameWithoutExtension(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static bool IsUsedByMigrations(string assembly) =>
        assembly.StartsWith("System.", StringComparison.Ordinal)
        || assembly.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
        || assembly.StartsWith("Npgsql", StringComparison.Ordinal);
}
