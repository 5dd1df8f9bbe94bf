using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis.CSharp;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security.Catalog;
using SafeChange.Analyzers.Security.Home;

namespace SafeChange.Analyzers.Security;

/// <summary>The options of the family 1xxx.</summary>
internal static class SecurityOptions
{
    /// <summary>Whether a file is a home: a section of an <c>.editorconfig</c> says which files are.</summary>
    public static readonly Option<bool> Home = OptionKinds.Flag(
        "security.home",
        defaultValue: false,
        description: "The files of the section are a home of security settings.");

    /// <summary>Whether only what somebody declared, and options classes, are homes.</summary>
    public static readonly Option<bool> HomeStrict = OptionKinds.Flag(
        "security.home_strict",
        defaultValue: false,
        description: "Neither the composition root nor a name makes a home: only what is declared as one, and options classes.");

    /// <summary>The words that name a home.</summary>
    public static readonly Option<ImmutableArray<string>> HomeNames = OptionKinds.List(
        "security.home_names",
        ImmutableArray.Create(
            "Security", "Auth", "Authentication", "Authorization", "Identity", "Cors", "Csrf", "Antiforgery", "Certificate", "Tls", "Ssl",
            "Jwt", "Crypto", "Cryptography", "Encryption", "Hasher", "DataProtection", "Secret", "Credential", "Permission", "RateLimit",
            "RateLimiter", "RateLimiting", "SizeLimit", "RequestLimit", "SecurityHeaders"),
        "words in PascalCase, separated by |",
        "The words that make a home of a type, file, folder or namespace whose name has one of them; what is written here replaces them all.",
        SyntaxFacts.IsValidIdentifier);

    /// <summary>What a team's own composition types derive from.</summary>
    public static readonly Option<ImmutableArray<string>> HomeTypes = OptionKinds.List(
        "security.home_types",
        ImmutableArray<string>.Empty,
        "full names of types, separated by |, without type parameters",
        "Your own base classes and interfaces that make a type a part of the composition root, for instance Acme.Hosting.FeatureBase.",
        IsTypeName);

    /// <summary>Where a team keeps its settings; empty where it does not say.</summary>
    public static readonly Option<string> HomeType = new(
        "security.home_type",
        defaultValue: "",
        defaultText: "",
        allowed: "the full name of a type",
        description: "The type that settings belong to, for instance Acme.Security.SecuritySettings: it is a home, and messages and fixes name it.",
        static (string text, out string value) =>
        {
            value = text;
            return text.Length == 0 || IsTypeName(text);
        });

    /// <summary>Settings beside those that are known.</summary>
    public static readonly Option<ImmutableArray<string>> AdditionalSettings = OptionKinds.List(
        "security.additional_settings",
        ImmutableArray<string>.Empty,
        "P:Type.Member=category or M:Type.Method=category, separated by |; categories are " + string.Join(", ", SettingCategories.Words),
        "Your own members that decide security. For instance P:Acme.Http.ClientOptions.TrustAll=transport.",
        static item => TryParseAdditional(item, out _, out _));

    /// <summary>What is left alone.</summary>
    public static readonly Option<ImmutableArray<string>> IgnoredCategories = OptionKinds.List(
        "security.ignored_categories",
        ImmutableArray<string>.Empty,
        string.Join(", ", SettingCategories.Words) + ", separated by |",
        "Categories of settings that are not looked at.",
        static item => SettingCategories.Words.Contains(item, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whether the numbers in endpoint attributes have to come from a home.</summary>
    public static readonly Option<bool> AttributeLiterals = OptionKinds.Flag(
        "security.attribute_literals",
        defaultValue: false,
        description: "A number in an attribute of an endpoint, as in [RequestSizeLimit(52_428_800)], has to be a constant of a home.");

    /// <summary>Whether test projects are looked at.</summary>
    public static readonly Option<bool> ReportInTests = OptionKinds.Flag(
        "security.report_in_tests",
        defaultValue: false,
        description: "Settings in test projects are reported as well.");

    /// <summary>What a note has to say.</summary>
    public static readonly Option<ImmutableArray<string>> RequiredNoteFields = OptionKinds.List(
        "security.required_note_fields",
        ImmutableArray<string>.Empty,
        "owner, expected or rollback, separated by |",
        "The fields that a note has to have beside its reason.",
        static item => NoteFields.Contains(item, StringComparer.OrdinalIgnoreCase));

    private static readonly ImmutableArray<string> NoteFields = ImmutableArray.Create("owner", "expected", "rollback");

    /// <summary>Takes <c>P:Acme.Http.ClientOptions.TrustAll=transport</c> apart.</summary>
    public static bool TryParseAdditional(string item, out SymbolId? symbol, out SettingCategory category)
    {
        var equals = item.LastIndexOf('=');
        symbol = equals < 0 ? null : SymbolId.Parse(item.Substring(0, equals).Trim(), out _);
        var index = equals < 0 ? -1 : SettingCategories.Words.IndexOf(item.Substring(equals + 1).Trim().ToLowerInvariant());
        category = index < 0 ? default : (SettingCategory)index;
        return index >= 0 && symbol is not null && symbol.Text[0] is 'P' or 'M';
    }

    // Without type parameters: no generic type has a counterpart of the same name that is something else.
    private static bool IsTypeName(string text) => text.Split('.').All(SyntaxFacts.IsValidIdentifier);
}
