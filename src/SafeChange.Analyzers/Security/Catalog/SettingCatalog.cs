using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security.Texts;

namespace SafeChange.Analyzers.Security.Catalog;

/// <summary>
/// The catalogue of security settings within one compilation. Names come first: what no line is called costs one look
/// into a table. Lines are read, and their symbols resolved, when their name first turns up.
/// </summary>
internal sealed class SettingCatalog
{
    private const string AttributeSuffix = "Attribute";
    private static readonly string InventoryWord = SettingPlaces.PlacementWords[(int)SettingPlacement.Inventory];

    private readonly SymbolCatalog catalog;
    private readonly ConcurrentDictionary<CatalogEntry, SecuritySetting> settings = new();
    private readonly Dictionary<string, int> kindsOfMembers = new(StringComparer.Ordinal);
    private readonly HashSet<string> attributeNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> constructedNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> containers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> headersByMember = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CatalogEntry> keywords = new(StringComparer.Ordinal);

    public SettingCatalog(SymbolCatalog catalog)
    {
        this.catalog = catalog;
        foreach (var (entry, _) in catalog.Entries)
        {
            switch (entry)
            {
                // What is only listed is not looked for.
                case { Symbol: { } symbol } when entry["placement"] != InventoryWord:
                    Add(symbol, SecuritySetting.KindOf(entry));
                    break;
                case { SubjectKind: CatalogSubjectKind.Header }:
                    // HeaderNames.XFrameOptions: the constants of the framework are called like their headers.
                    headersByMember[entry.Subject.Replace("-", "")] = entry.Subject;
                    break;
                case { SubjectKind: CatalogSubjectKind.Text } when ConnectionText.Normal(entry.Subject) is var keyword && !keywords.ContainsKey(keyword):
                    keywords.Add(keyword, entry);
                    break;
            }
        }
    }

    /// <summary>
    /// Whether a member of that simple name may be a setting that is decided so: a property by an assignment, not by being
    /// read.
    /// </summary>
    public bool IsMemberNamed(string name, SettingKind kind) => kindsOfMembers.TryGetValue(name, out var kinds) && (kinds & 1 << (int)kind) != 0;

    /// <summary>Whether a member of that simple name may be a setting.</summary>
    public bool IsMemberNamed(string name) => kindsOfMembers.ContainsKey(name);

    /// <summary>Whether an attribute that is written so may be a setting.</summary>
    public bool IsAttributeNamed(string name) => attributeNames.Contains(name);

    /// <summary>Whether creating an object of a type of that simple name may be a setting.</summary>
    public bool IsConstructed(string name) => constructedNames.Contains(name);

    /// <summary>Whether settings are members of types of that simple name.</summary>
    public bool IsContainer(string name) => containers.Contains(name);

    /// <summary>The header that a constant of <c>HeaderNames</c> is called after, or null.</summary>
    public string? HeaderOfMember(string name) => headersByMember.TryGetValue(name, out var header) ? header : null;

    /// <summary>The setting that a symbol is, or null. A created object goes by its constructor, then by its type.</summary>
    public SecuritySetting? Find(ISymbol symbol) =>
        (catalog.Find(symbol) ?? (symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? catalog.Find(symbol.ContainingType) : null)) is { } entry
            ? Read(entry)
            : null;

    public SecuritySetting? Header(string name) => catalog.Find(CatalogSubjectKind.Header, name) is { } entry ? Read(entry) : null;

    public SecuritySetting? Switch(string name) => catalog.Find(CatalogSubjectKind.Switch, name) is { } entry ? Read(entry) : null;

    /// <summary>The setting that a keyword of a connection string is, or null. Spaces, underscores and case do not count.</summary>
    public SecuritySetting? Keyword(string keyword) => keywords.TryGetValue(ConnectionText.Normal(keyword), out var entry) ? Read(entry) : null;

    private SecuritySetting Read(CatalogEntry entry) => settings.GetOrAdd(entry, static each => SecuritySetting.Of(each));

    private void Add(SymbolId symbol, SettingKind kind)
    {
        if (symbol.IsConstructor)
        {
            constructedNames.Add(symbol.TypeName);
        }
        else if (symbol.MemberName != symbol.TypeName)
        {
            kindsOfMembers.TryGetValue(symbol.MemberName, out var kinds);
            kindsOfMembers[symbol.MemberName] = kinds | 1 << (int)kind;
            containers.Add(symbol.TypeName);
        }
        else if (symbol.TypeName.EndsWith(AttributeSuffix, StringComparison.Ordinal))
        {
            attributeNames.Add(symbol.TypeName);
            attributeNames.Add(symbol.TypeName.Substring(0, symbol.TypeName.Length - AttributeSuffix.Length));
        }
        else
        {
            constructedNames.Add(symbol.TypeName);
        }
    }
}
