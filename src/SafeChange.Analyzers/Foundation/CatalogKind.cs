using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.Security;
using SafeChange.Analyzers.Security.Catalog;

namespace SafeChange.Analyzers.Foundation;

/// <summary>One of the catalogues: what it is called and what its lines may say.</summary>
internal sealed class CatalogKind
{
    /// <summary>Security settings: where a value decides security, and which values weaken it.</summary>
    public static readonly CatalogKind SecuritySettings = new(
        "SecuritySettings",
        allowsLiterals: true,
        CatalogKey.RequiredOneOf("category", SettingCategories.Words.ToArray()),
        CatalogKey.OneOf("kind", SettingKinds.Words.ToArray()),
        CatalogKey.Parsed("weakening", static text => Weakening.Parse(text, out var problem) is null ? problem : null),
        CatalogKey.Text("risk"),
        CatalogKey.Text("default"),
        CatalogKey.OneOf("scope", SettingPlaces.ScopeWords.ToArray()),
        CatalogKey.OneOf("placement", SettingPlaces.PlacementWords.ToArray()),
        CatalogKey.Text("note"));

    /// <summary>Job handlers: what a queue, a scheduler or an import runs, and how often it may run it again.</summary>
    public static readonly CatalogKind JobHandlers = new(
        "JobHandlers",
        allowsLiterals: false,
        CatalogKey.Text("framework"),
        CatalogKey.OneOf(
            "kind", "interface", "base_class", "method_attribute", "parameter_attribute", "parameter_type", "enqueue",
            "convention", "delegate", "loop", "exception"),
        CatalogKey.OneOf("delivery", "broker", "durable", "recurring", "in_process"),
        CatalogKey.Text("retries"),
        CatalogKey.Text("note"));

    /// <summary>Effects: calls that happen twice when a handler runs twice.</summary>
    public static readonly CatalogKind Effects = new(
        "Effects",
        allowsLiterals: false,
        CatalogKey.RequiredOneOf(
            "effect", "insert", "accumulate", "payment", "mail", "message", "http", "publish", "enqueue", "file", "blob",
            "static", "none"),
        CatalogKey.Text("key"),
        CatalogKey.Text("unless"),
        CatalogKey.Text("note"));

    /// <summary>Guards: calls that tell whether a run has happened, or record that it has.</summary>
    public static readonly CatalogKind Guards = new(
        "Guards",
        allowsLiterals: false,
        CatalogKey.RequiredOneOf("guard", "exists", "state", "claim", "mark", "duplicate", "inbox"),
        CatalogKey.OneOf("returns", "true_if_done", "true_if_new"),
        CatalogKey.SomeOf("protects", "writes", "messages", "external", "files"),
        CatalogKey.Text("framework"),
        CatalogKey.Text("note"));

    private const string FileNamePrefix = "SafeChange.";

    private readonly Lazy<CatalogFile> builtIn;

    private CatalogKind(string name, bool allowsLiterals, params CatalogKey[] keys)
    {
        Name = name;
        AllowsLiterals = allowsLiterals;
        Keys = ImmutableArray.Create(keys);
        builtIn = new(() => ReadBuiltIn(name + ".catalog"), LazyThreadSafetyMode.ExecutionAndPublication);
        Parser = new(text => CatalogFile.Parse(this, text));
    }

    public static ImmutableArray<CatalogKind> All { get; } = ImmutableArray.Create(SecuritySettings, JobHandlers, Effects, Guards);

    public string Name { get; }

    /// <summary>The name of the file that users add to AdditionalFiles.</summary>
    public string FileName => FileNamePrefix + Name + ".txt";

    /// <summary>Whether <c>header:</c>, <c>switch:</c> and <c>text:</c> may stand where there is no symbol.</summary>
    public bool AllowsLiterals { get; }

    public ImmutableArray<CatalogKey> Keys { get; }

    /// <summary>What the package brings along: a table that never changes and holds no symbols, read once.</summary>
    public CatalogFile BuiltIn => builtIn.Value;

    /// <summary>Reads a user's file; the compiler's host keeps the result for as long as the text stays the same.</summary>
    public SourceTextValueProvider<CatalogFile> Parser { get; }

    /// <summary>The catalogue that a file belongs to by its name, wherever it lies.</summary>
    public static CatalogKind? Of(AdditionalText file)
    {
        var name = FileNames.Of(file.Path);
        foreach (var kind in All)
        {
            if (string.Equals(kind.FileName, name, StringComparison.OrdinalIgnoreCase))
            {
                return kind;
            }
        }

        return null;
    }

    private CatalogFile ReadBuiltIn(string resource)
    {
        using var stream = typeof(CatalogKind).Assembly.GetManifestResourceStream(resource);
        return stream is null ? CatalogFile.Parse(this, SourceText.From("")) : CatalogFile.Parse(this, SourceText.From(stream));
    }
}
