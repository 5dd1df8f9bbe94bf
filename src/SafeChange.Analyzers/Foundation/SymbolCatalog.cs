using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SafeChange.Analyzers.Foundation;

/// <summary>
/// A catalogue within one compilation: what the package brings along and what the user's files add. A look-up that
/// leads nowhere costs one look into a table of names per file and allocates nothing; symbols are resolved when their
/// name first turns up, so a project pays for what it uses.
/// </summary>
internal sealed class SymbolCatalog
{
    private readonly Compilation compilation;
    private readonly ImmutableArray<CatalogFile> users;
    private readonly CatalogFile builtIn;
    private readonly ConcurrentDictionary<string, ImmutableArray<(ISymbol Symbol, CatalogEntry Entry)>> resolved = new(StringComparer.Ordinal);

    internal SymbolCatalog(Compilation compilation, CatalogFile builtIn, ImmutableArray<CatalogFile> users)
    {
        this.compilation = compilation;
        this.builtIn = builtIn;
        this.users = users;
    }

    /// <summary>Whether there is anything to find: a compilation with an empty catalogue need not look.</summary>
    public bool IsEmpty => builtIn.Entries.IsEmpty && users.All(file => file.Entries.IsEmpty);

    /// <summary>Makes the catalogue of a compilation; made once, in the start of an analyzer.</summary>
#pragma warning disable RS1012 // reads the files that the start context keeps; the caller registers
    public static SymbolCatalog Create(CatalogKind kind, CompilationStartAnalysisContext context)
    {
        var users = ImmutableArray.CreateBuilder<CatalogFile>();
        foreach (var file in context.Options.AdditionalFiles)
        {
            if (CatalogKind.Of(file) == kind
                && file.GetText(context.CancellationToken) is { } text
                && context.TryGetValue(text, kind.Parser, out var catalog))
            {
                users.Add(catalog);
            }
        }

        return new(context.Compilation, kind.BuiltIn, users.ToImmutable());
    }
#pragma warning restore RS1012

    /// <summary>The same catalogue with further lines of the user's.</summary>
    public SymbolCatalog With(CatalogFile more) => new(compilation, builtIn, users.Add(more));

    /// <summary>Every line: first the user's, then ours.</summary>
    public IEnumerable<(CatalogEntry Entry, bool IsBuiltIn)> Entries =>
        users.SelectMany(file => file.Entries).Select(entry => (entry, false)).Concat(builtIn.Entries.Select(entry => (entry, true)));

    /// <summary>
    /// The entry about a symbol, or null. Constructed types and methods are looked up by their definition, a reduced
    /// extension method by the method that it reduces, an override also by what it overrides. A user's line comes
    /// before ours.
    /// </summary>
    public CatalogEntry? Find(ISymbol symbol)
    {
        var name = symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? symbol.ContainingType.Name : SymbolId.NameOf(symbol);
        if (!IsNamed(name))
        {
            return null;
        }

        var candidates = Resolved(name);
        for (var current = Definition(symbol); current is not null; current = Overridden(current))
        {
            foreach (var (known, entry) in candidates)
            {
                if (SymbolEqualityComparer.Default.Equals(known, current))
                {
                    return entry;
                }
            }
        }

        return null;
    }

    /// <summary>The entry about a header, a switch or a keyword, or null. Case does not count.</summary>
    public CatalogEntry? Find(CatalogSubjectKind kind, string text)
    {
        foreach (var file in users)
        {
            if (file.Literal(kind, text) is { } entry)
            {
                return entry;
            }
        }

        return builtIn.Literal(kind, text);
    }

    /// <summary>
    /// Whether a symbol of that simple name may be in the catalogue; a constructor goes by the name of its type. For
    /// syntax that has not been bound yet.
    /// </summary>
    public bool IsNamed(string name)
    {
        foreach (var file in users)
        {
            if (!file.Named(name).IsEmpty)
            {
                return true;
            }
        }

        return !builtIn.Named(name).IsEmpty;
    }

    private ImmutableArray<(ISymbol Symbol, CatalogEntry Entry)> Resolved(string name) =>
        resolved.TryGetValue(name, out var found) ? found : resolved.GetOrAdd(name, Resolve(name));

    private ImmutableArray<(ISymbol, CatalogEntry)> Resolve(string name)
    {
        var found = ImmutableArray.CreateBuilder<(ISymbol, CatalogEntry)>();
        foreach (var file in users)
        {
            foreach (var entry in file.Named(name))
            {
                found.AddRange(entry.Symbol!.Resolve(compilation).Select(symbol => (symbol, entry)));
            }
        }

        foreach (var entry in builtIn.Named(name))
        {
            // A copy of a framework's type in the source of this compilation is a look-alike, as in KnownTypes.
            found.AddRange(entry.Symbol!.Resolve(compilation)
                .Where(symbol => !SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly))
                .Select(symbol => (symbol, entry)));
        }

        return found.ToImmutable();
    }

    private static ISymbol Definition(ISymbol symbol) =>
        symbol is IMethodSymbol { ReducedFrom: { } reduced } ? reduced.OriginalDefinition : symbol.OriginalDefinition;

    private static ISymbol? Overridden(ISymbol symbol) => symbol switch
    {
        IMethodSymbol method => method.OverriddenMethod?.OriginalDefinition,
        IPropertySymbol property => property.OverriddenProperty?.OriginalDefinition,
        IEventSymbol @event => @event.OverriddenEvent?.OriginalDefinition,
        _ => null,
    };
}
