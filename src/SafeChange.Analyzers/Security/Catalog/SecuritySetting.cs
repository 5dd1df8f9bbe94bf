using System;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Security.Catalog;

/// <summary>A line of the catalogue of security settings, read.</summary>
internal sealed class SecuritySetting
{
    private SecuritySetting(CatalogEntry entry)
    {
        Entry = entry;
        Category = SettingCategories.Of(entry["category"]!);
        Kind = KindOf(entry);
        Scope = entry["scope"] is { } scope ? (SettingScope)SettingPlaces.ScopeWords.IndexOf(scope) : SettingScope.Instance;
        Placement = entry["placement"] is { } placement ? (SettingPlacement)SettingPlaces.PlacementWords.IndexOf(placement) : SettingPlacement.Home;
        Weakening = entry["weakening"] is { } weakening && Weakening.Parse(weakening, out _) is { } parsed ? parsed : Weakening.None;
    }

    public CatalogEntry Entry { get; }

    public SettingCategory Category { get; }

    public SettingKind Kind { get; }

    public SettingScope Scope { get; }

    public SettingPlacement Placement { get; }

    public Weakening Weakening { get; }

    /// <summary>What a weak value does, as the end of a sentence: "accepts any certificate". Null where nobody wrote it.</summary>
    public string? Risk => Entry["risk"];

    /// <summary>The value that holds where nobody sets one; null where it is not known. Setting it decides nothing.</summary>
    public string? Default => Entry["default"];

    /// <summary>How a message calls it: <c>HttpClientHandler.ClientCertificates</c>, a header's or a switch's name.</summary>
    public string Name => Entry.Symbol is not { } symbol
        ? Entry.Subject
        : symbol.IsConstructor || symbol.MemberName == symbol.TypeName ? symbol.TypeName : symbol.TypeName + "." + symbol.MemberName;

    /// <summary>Whether it is a header that ASP.NET Core has a property for, as in <c>Response.Headers.XFrameOptions</c>.</summary>
    public bool IsTypedHeader => Entry.Symbol?.TypeName == "IHeaderDictionary";

    public static SecuritySetting Of(CatalogEntry entry) => new(entry);

    /// <summary>How code decides the setting of a line, read without the rest of it.</summary>
    public static SettingKind KindOf(CatalogEntry entry)
    {
        if (entry["kind"] is { } kind)
        {
            return (SettingKind)SettingKinds.Words.IndexOf(kind);
        }

        return entry.SubjectKind switch
        {
            CatalogSubjectKind.Header => SettingKind.Header,
            CatalogSubjectKind.Switch => SettingKind.Switch,
            CatalogSubjectKind.Text => SettingKind.ConnectionString,
            _ => entry.Subject[0] switch
            {
                'M' when entry.Symbol!.IsConstructor => SettingKind.Constructor,
                'M' => SettingKind.Call,
                'F' => SettingKind.Field,
                'E' => SettingKind.Event,
                'T' when entry.Symbol!.TypeName.EndsWith("Attribute", StringComparison.Ordinal) => SettingKind.Attribute,
                'T' => SettingKind.Constructor,
                _ => SettingKind.Property,
            },
        };
    }
}
