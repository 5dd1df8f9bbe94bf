using System.Collections.Immutable;

namespace SafeChange.Analyzers.Security.Catalog;

/// <summary>What a security setting is about. One rule reports each.</summary>
internal enum SettingCategory
{
    Permissions,
    Secrets,
    Headers,
    Limits,
    Logging,
    Transport,
    Authentication,
    Cookies,
    Cors,
    Antiforgery,
    Cryptography,
    Deserialization,
    RateLimits,
    Details,
    Hosting,
}

/// <summary>The words for the categories, as a catalogue and options spell them.</summary>
internal static class SettingCategories
{
    /// <summary>In the order of <see cref="SettingCategory"/>.</summary>
    public static ImmutableArray<string> Words { get; } = ImmutableArray.Create(
        "permissions",
        "secrets",
        "headers",
        "limits",
        "logging",
        "transport",
        "authentication",
        "cookies",
        "cors",
        "antiforgery",
        "cryptography",
        "deserialization",
        "rate_limits",
        "details",
        "hosting");

    public static SettingCategory Of(string word) => (SettingCategory)Words.IndexOf(word);
}
