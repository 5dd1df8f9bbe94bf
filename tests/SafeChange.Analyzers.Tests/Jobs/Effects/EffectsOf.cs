using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Effects;
using SafeChange.Analyzers.Jobs.Flow;
using SafeChange.Analyzers.Tests.Verification;

namespace SafeChange.Analyzers.Tests.Jobs.Effects;

/// <summary>Reads every operation of a method as the engine does, and lists the effects a line each.</summary>
internal sealed class EffectsOf
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.IO;
        using System.Linq;
        using System.Linq.Expressions;
        using System.Net.Http;
        using System.Net.Http.Json;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    private readonly Compilation compilation;
    private readonly EffectReader reader;

    private EffectsOf(string source, ImmutableArray<MetadataReference> references, string? catalog, bool mayBreak)
    {
        compilation = CSharpCompilation.Create(
            "Test",
            [CSharpSyntaxTree.ParseText(Usings + source)],
            references,
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        if (!mayBreak && compilation.GetDiagnostics().FirstOrDefault(each => each.Severity == DiagnosticSeverity.Error) is { } error)
        {
            throw new InvalidOperationException(error.ToString());
        }

        ImmutableArray<CatalogFile> users = catalog is null ? [] : [CatalogFile.Parse(CatalogKind.Effects, SourceText.From(catalog))];
        reader = new(new KnownTypes(compilation), new SymbolCatalog(compilation, CatalogKind.Effects.BuiltIn, users));
    }

    /// <summary>The effects of the method <c>Run</c>: kind, name, entity or table in brackets, and what is known of the key.</summary>
    public static string[] Run(
        string source, ImmutableArray<MetadataReference> references, EffectSettings? settings = null, string? catalog = null, bool mayBreak = false) =>
        [.. Read(source, references, settings, catalog, mayBreak).Select(Line)];

    /// <summary>The effects of the method <c>Run</c>.</summary>
    public static List<Effect> Read(
        string source, ImmutableArray<MetadataReference> references, EffectSettings? settings = null, string? catalog = null, bool mayBreak = false)
    {
        var test = new EffectsOf(source, references, catalog, mayBreak);
        var (operations, values) = test.Body();
        return [.. operations.Select(operation => test.reader.Read(operation, values, settings ?? EffectSettings.Default)).OfType<Effect>()];
    }

    /// <summary>The effects that calls in <c>Run</c> have by their names alone.</summary>
    public static string[] ByName(string source, ImmutableArray<MetadataReference> references)
    {
        var test = new EffectsOf(source, references, null, mayBreak: false);
        return [.. test.Body().Operations.OfType<IInvocationOperation>().Select(test.reader.ReadByName).OfType<Effect>().Select(Line)];
    }

    /// <summary>The method <c>Run</c>: its operations and its locals.</summary>
    public static (List<IOperation> Operations, Values Values) BodyOf(string source, ImmutableArray<MetadataReference> references) =>
        new EffectsOf(source, references, null, mayBreak: false).Body();

    private (List<IOperation> Operations, Values Values) Body()
    {
        var tree = compilation.SyntaxTrees.Single();
        var run = tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Last(each => each.Identifier.ValueText == "Run");
        var root = compilation.GetSemanticModel(tree).GetOperation(run)!;
        return ([.. root.DescendantsAndSelf()], Values.Of([root]));
    }

    private static string Line(Effect effect)
    {
        var what = effect.Table ?? effect.Entity?.Name;
        var key = effect.Key == KeyStability.Unknown && effect.KeyName is null ? "" : " " + effect.Key + (effect.KeyName is null ? "" : ":" + effect.KeyName);
        return effect.Kind + " " + effect.Name + (what is null ? "" : " [" + what + "]") + (effect.IsNavigation ? " navigation" : "") + (effect.IsScoped ? " scoped" : "") + key;
    }
}
