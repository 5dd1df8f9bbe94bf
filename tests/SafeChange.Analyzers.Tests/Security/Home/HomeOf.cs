using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Security.Home;
using SafeChange.Analyzers.Tests.Verification;

namespace SafeChange.Analyzers.Tests.Security.Home;

/// <summary>A compilation, and what it says about its homes.</summary>
internal sealed class HomeOf
{
    private const string Usings = """
        global using System;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private const string WebUsings = """

        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Hosting;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Mvc;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        """;

    private readonly SecurityHome home;

    private HomeOf(CSharpCompilation compilation, AnalyzerOptions options, string? jobs)
    {
        Compilation = compilation;
        ImmutableArray<CatalogFile> users = jobs is null ? [] : [CatalogFile.Parse(CatalogKind.JobHandlers, SourceText.From(jobs))];
        home = new(new KnownTypes(compilation), options, new SymbolCatalog(compilation, CatalogKind.JobHandlers.BuiltIn, users));
    }

    public CSharpCompilation Compilation { get; }

    /// <summary>Compiles sources of a web project.</summary>
    /// <param name="sources">The files; their paths are relative to the project's folder.</param>
    /// <param name="config">The <c>.editorconfig</c>.</param>
    /// <param name="references">What there is beside .NET; ASP.NET Core, EF Core and Hangfire where nothing is said.</param>
    /// <param name="mayBreak">Whether the sources may have errors.</param>
    /// <param name="assembly">The name of the assembly.</param>
    /// <param name="jobs">The user's catalogue of job handlers.</param>
    /// <param name="properties">MSBuild properties that the build hands over.</param>
    public static HomeOf Project(
        Sources sources,
        string config = "",
        ImmutableArray<MetadataReference> references = default,
        bool mayBreak = false,
        string assembly = "Acme.Web",
        string? jobs = null,
        params (string Name, string Value)[] properties)
    {
        var all = references.IsDefault ? References.Hangfire : references;
        var usings = references.IsDefault || all.Any(reference => reference.Display?.Contains("Microsoft.AspNetCore") == true) ? Usings + WebUsings : Usings;
        var trees = sources
            .Select(source => CSharpSyntaxTree.ParseText(source.Text, new(LanguageVersion.Preview), Sources.ProjectFolder + source.Path))
            .Append(CSharpSyntaxTree.ParseText(usings, new(LanguageVersion.Preview), Sources.ProjectFolder + "Usings.cs"));
        var hasStatements = trees.Any(tree => tree.GetRoot().ChildNodes().Any(node => node.IsKind(SyntaxKind.GlobalStatement)));
        var compilation = CSharpCompilation.Create(
            assembly,
            trees,
            all,
            new(hasStatements ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        if (!mayBreak && compilation.GetDiagnostics().FirstOrDefault(each => each.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new InvalidOperationException(error.ToString());
        }

        return new(compilation, TestOptions.Of(config, properties), jobs);
    }

    /// <summary>What the type of a source is, judged where its first part stands.</summary>
    public static HomeKind Kind(
        Sources sources, string type = "C", string config = "", ImmutableArray<MetadataReference> references = default, bool mayBreak = false) =>
        Project(sources, config, references, mayBreak).Of(type);

    /// <summary>What a type is, in a file or where its first part stands.</summary>
    /// <param name="type">Its metadata name.</param>
    /// <param name="path">The file, relative to the project's folder.</param>
    public HomeKind Of(string type, string? path = null)
    {
        var symbol = Type(type);
        var tree = path is null
            ? symbol.DeclaringSyntaxReferences[0].SyntaxTree
            : Compilation.SyntaxTrees.Single(each => each.FilePath == Sources.ProjectFolder + path);
        return home.Of(symbol, tree, default);
    }

    /// <summary>Whether a type's members may be used as values anywhere.</summary>
    public bool IsHome(string type) => home.IsHome(Type(type), default);

    public bool IsExempt(string type) => home.IsExempt(Type(type));

    public string Describe() => home.Describe(Compilation.SyntaxTrees[0]);

    private INamedTypeSymbol Type(string name) =>
        Compilation.GetTypesByMetadataName(name) is [var type, ..] ? type : throw new InvalidOperationException($"There is no type {name}.");
}
