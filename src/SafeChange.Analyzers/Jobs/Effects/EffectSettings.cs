using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>The options of one tree that say what an effect is, taken apart.</summary>
internal sealed class EffectSettings
{
    private readonly Dictionary<string, List<(SymbolId Symbol, string Word)>> additional = new(StringComparer.Ordinal);
    private readonly ImmutableArray<string> effectFree;
    private readonly Regex ignoredCounters;
    private readonly ImmutableArray<string> logEntities;

    public EffectSettings(
        ImmutableArray<string> additionalEffects, ImmutableArray<string> effectFree, Regex ignoredCounters, ImmutableArray<string> logEntities)
    {
        foreach (var item in additionalEffects)
        {
            if (!TryParseAdditional(item, out var symbol, out var word))
            {
                continue;
            }

            var name = symbol!.IsConstructor ? symbol.TypeName : symbol.MemberName;
            if (!additional.TryGetValue(name, out var all))
            {
                additional.Add(name, all = []);
            }

            all.Add((symbol, word));
        }

        this.effectFree = effectFree;
        this.ignoredCounters = ignoredCounters;
        this.logEntities = logEntities;
    }

    /// <summary>What holds where nothing is set.</summary>
    public static EffectSettings Default { get; } = new(
        EffectOptions.AdditionalEffects.Default, EffectOptions.EffectFree.Default, EffectOptions.IgnoredCounters.Default, EffectOptions.LogEntities.Default);

    /// <summary>Reads the options of a tree.</summary>
    public static EffectSettings Read(AnalyzerOptions options, SyntaxTree tree) => new(
        EffectOptions.AdditionalEffects.Read(options, tree),
        EffectOptions.EffectFree.Read(options, tree),
        EffectOptions.IgnoredCounters.Read(options, tree),
        EffectOptions.LogEntities.Read(options, tree));

    /// <summary>Takes <c>M:Acme.IGateway.Charge=payment</c> apart.</summary>
    public static bool TryParseAdditional(string item, out SymbolId? symbol, out string word)
    {
        var equals = item.LastIndexOf('=');
        word = equals < 0 ? "" : item.Substring(equals + 1).Trim().ToLowerInvariant();
        symbol = equals < 0 ? null : SymbolId.Parse(item.Substring(0, equals).Trim(), out _);
        return symbol is not null && symbol.Text[0] is 'M' or 'T' && EffectCatalog.Words.Contains(word);
    }

    /// <summary>Whether a text names a method or a type, perhaps with a star at the end.</summary>
    public static bool IsPattern(string item) =>
        item.Length > 2 && item[1] == ':' && item[0] is 'M' or 'T'
        // What stands before a star may be a namespace, which is read as a type is.
        && SymbolId.Parse(item[item.Length - 1] == '*' ? "T:" + item.Substring(2).TrimEnd('*').TrimEnd('.') : item, out _) is not null;

    /// <summary>The word that the option gives a method, or null.</summary>
    public string? Additional(IMethodSymbol method)
    {
        if (additional.Count == 0 || EffectCatalog.Definition(method) is not { ContainingType: { } type } definition)
        {
            return null;
        }

        if (Word(definition.Name, type, definition.Name) is { } own)
        {
            return own;
        }

        foreach (var parent in type.AllInterfaces)
        {
            if (parent.GetMembers(definition.Name).Length > 0
                && (Word(definition.Name, parent, definition.Name) ?? Word(parent.Name, parent, null)) is { } inherited)
            {
                return inherited;
            }
        }

        return Word(type.Name, type, null);
    }

    /// <summary>Whether the option says that a call is no effect, and nothing that it calls is one.</summary>
    public bool IsEffectFree(IMethodSymbol method)
    {
        if (effectFree.IsDefaultOrEmpty)
        {
            return false;
        }

        var definition = EffectCatalog.Definition(method);
        if (definition.ContainingType is not { } type)
        {
            return false;
        }

        foreach (var owner in new[] { type }.Concat(type.AllInterfaces))
        {
            var typeName = NameOf(owner);
            foreach (var pattern in effectFree)
            {
                if (pattern[0] == 'T' ? Matches(pattern, typeName) : Matches(pattern, typeName + "." + definition.Name))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>Whether a member counts runs by its name.</summary>
    public bool IsIgnoredCounter(string member)
    {
        try
        {
            return ignoredCounters.IsMatch(member);
        }
        catch (RegexMatchTimeoutException)
        {
            return true;
        }
    }

    /// <summary>Whether an entity, or a table, records what ran.</summary>
    public bool IsLogEntity(string name)
    {
        foreach (var pattern in logEntities)
        {
            var (starts, ends) = (pattern.EndsWith("*", StringComparison.Ordinal), pattern.StartsWith("*", StringComparison.Ordinal));
            var text = pattern.Trim('*');
            if (starts && ends ? name.IndexOf(text, StringComparison.Ordinal) >= 0
                : ends ? name.EndsWith(text, StringComparison.Ordinal)
                : starts ? name.StartsWith(text, StringComparison.Ordinal)
                : name == text)
            {
                return true;
            }
        }

        return false;
    }

    // The word for a member of a type, or for the type itself.
    private string? Word(string name, INamedTypeSymbol type, string? member)
    {
        if (!additional.TryGetValue(name, out var all))
        {
            return null;
        }

        var id = member is null ? NameOf(type) : NameOf(type) + "." + member;
        foreach (var (symbol, word) in all)
        {
            var text = symbol.Text.Substring(2);
            if (symbol.Text[0] == (member is null ? 'T' : 'M')
                && (text == id || text.StartsWith(id + "(", StringComparison.Ordinal) || text.StartsWith(id + "``", StringComparison.Ordinal)))
            {
                return word;
            }
        }

        return null;
    }

    private static bool Matches(string pattern, string name) =>
        pattern[pattern.Length - 1] == '*'
            ? string.CompareOrdinal(pattern, 2, name, 0, pattern.Length - 3) == 0
            : pattern.Length == name.Length + 2 && string.CompareOrdinal(pattern, 2, name, 0, name.Length) == 0;

    // As in a documentation ID, without its prefix.
    private static string NameOf(INamedTypeSymbol type) =>
        type.OriginalDefinition.GetDocumentationCommentId() is { Length: > 2 } id ? id.Substring(2) : type.Name;
}
