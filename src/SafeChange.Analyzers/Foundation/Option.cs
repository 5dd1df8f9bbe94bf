using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SafeChange.Analyzers.Foundation;

/// <summary>What an option is, apart from the type of its value: enough to check and to document it.</summary>
internal abstract class Option(string name, string defaultText, string allowed, string description)
{
    /// <summary>The prefix of every key.</summary>
    public const string Prefix = "safechange.";

    /// <summary>The name after the prefix, for instance <c>migrations.start_after</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The key in <c>.editorconfig</c> and global configs, for instance <c>safechange.migrations.start_after</c>.</summary>
    public string Key => Prefix + Name;

    /// <summary>The default as a user would write it; empty where the default is "not set".</summary>
    public string DefaultText { get; } = defaultText;

    /// <summary>What may be written, in words, for messages and pages.</summary>
    public string Allowed { get; } = allowed;

    public string Description { get; } = description;

    /// <summary>Whether the text can be read. An invalid value falls back to the default and is reported (SAFE0001).</summary>
    public abstract bool IsValid(string text);

    /// <summary>
    /// The text of the option for a tree: <c>safechange.&lt;ID&gt;.&lt;name&gt;</c> beats <c>safechange.&lt;name&gt;</c>.
    /// Roslyn has already cut it at the first <c>;</c> or <c>#</c>, which is why lists are separated by <c>|</c> and
    /// constructors (<c>#ctor</c>) are named in a catalogue's file instead.
    /// </summary>
    protected string? Text(AnalyzerConfigOptions options, string? ruleId) =>
        ruleId is not null && options.TryGetValue(Prefix + ruleId.ToLowerInvariant() + "." + Name, out var specific) && IsValid(specific)
            ? specific
            : options.TryGetValue(Key, out var general) ? general : null;
}

/// <summary>An option and how its value is read. Declared beside the rule or the family that it serves.</summary>
internal sealed class Option<T>(
    string name, T defaultValue, string defaultText, string allowed, string description, Option<T>.Parser parser)
    : Option(name, defaultText, allowed, description)
{
    /// <summary>Reads a text; false where it cannot be read.</summary>
    public delegate bool Parser(string text, out T value);

    public T Default { get; } = defaultValue;

    /// <summary>The value that holds for a tree, the default where it is not set or cannot be read.</summary>
    public T Read(AnalyzerOptions options, SyntaxTree tree, string? ruleId = null) =>
        Text(options.AnalyzerConfigOptionsProvider.GetOptions(tree), ruleId) is { } text && parser(text.Trim(), out var value)
            ? value
            : Default;

    /// <inheritdoc />
    public override bool IsValid(string text) => parser(text.Trim(), out _);
}

/// <summary>Makes the options of the kinds that we use.</summary>
internal static class OptionKinds
{
    public static Option<bool> Flag(string name, bool defaultValue, string description) =>
        new(name, defaultValue, defaultValue ? "true" : "false", "true or false", description, bool.TryParse);

    /// <summary>A list, separated by <c>|</c>.</summary>
    public static Option<ImmutableArray<string>> List(
        string name, ImmutableArray<string> defaultValue, string allowed, string description, Func<string, bool>? isItem = null) =>
        new(name, defaultValue, string.Join("|", defaultValue), allowed, description, (string text, out ImmutableArray<string> value) =>
        {
            var items = ImmutableArray.CreateBuilder<string>();
            foreach (var part in text.Split('|'))
            {
                var item = part.Trim();
                if (item.Length == 0)
                {
                    continue;
                }

                if (isItem is not null && !isItem(item))
                {
                    value = defaultValue;
                    return false;
                }

                items.Add(item);
            }

            value = items.ToImmutable();
            return true;
        });

    /// <summary>A whole number between two others, themselves included.</summary>
    public static Option<int> Number(string name, int defaultValue, int minimum, int maximum, string description) =>
        new(
            name,
            defaultValue,
            defaultValue.ToString(CultureInfo.InvariantCulture),
            FormattableString.Invariant($"a whole number from {minimum} to {maximum}"),
            description,
            (string text, out int value) =>
                int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out value) && value >= minimum && value <= maximum);

    /// <summary>One of a few words, case-insensitive.</summary>
    public static Option<T> Choice<T>(string name, T defaultValue, string description, params (string Text, T Value)[] choices)
    {
        var byText = new Dictionary<string, T>(StringComparer.OrdinalIgnoreCase);
        var defaultText = "";
        foreach (var (text, value) in choices)
        {
            byText.Add(text, value);
            if (EqualityComparer<T>.Default.Equals(value, defaultValue))
            {
                defaultText = text;
            }
        }

        return new(name, defaultValue, defaultText, string.Join(", ", byText.Keys), description, byText.TryGetValue!);
    }
}
