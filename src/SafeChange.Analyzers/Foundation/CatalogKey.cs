using System;
using System.Collections.Immutable;
using System.Linq;

namespace SafeChange.Analyzers.Foundation;

/// <summary>A key that the lines of a catalogue may have, as in <c>category=cookies</c>.</summary>
internal sealed class CatalogKey
{
    private readonly bool isList;
    private readonly Func<string, string?>? problemOf;

    private CatalogKey(
        string name, ImmutableArray<string> words, bool isRequired = false, bool isList = false, Func<string, string?>? problemOf = null)
    {
        Name = name;
        Words = words;
        IsRequired = isRequired;
        this.isList = isList;
        this.problemOf = problemOf;
    }

    /// <summary>The key, in lower case.</summary>
    public string Name { get; }

    /// <summary>The words that may be written; empty where any text may.</summary>
    public ImmutableArray<string> Words { get; }

    /// <summary>Whether a line without the key is wrong.</summary>
    public bool IsRequired { get; }

    /// <summary>What may be written, in words, for messages.</summary>
    public string Allowed => Words.IsEmpty
        ? "any text"
        : (isList ? "some of, separated by |: " : "one of ") + string.Join(", ", Words);

    public static CatalogKey Text(string name) => new(name, ImmutableArray<string>.Empty);

    /// <summary>A key whose value is a small language of its own.</summary>
    /// <param name="name">The key.</param>
    /// <param name="problemOf">What is wrong with a value, as a clause; null where it can be read.</param>
    public static CatalogKey Parsed(string name, Func<string, string?> problemOf) => new(name, ImmutableArray<string>.Empty, problemOf: problemOf);

    public static CatalogKey OneOf(string name, params string[] words) => new(name, ImmutableArray.Create(words));

    public static CatalogKey RequiredOneOf(string name, params string[] words) => new(name, ImmutableArray.Create(words), isRequired: true);

    public static CatalogKey SomeOf(string name, params string[] words) => new(name, ImmutableArray.Create(words), isList: true);

    /// <summary>What is wrong with a value beyond its words; null where nothing is.</summary>
    public string? ProblemOf(string value) => problemOf?.Invoke(value);

    /// <summary>
    /// The value with its words spelled as the catalogue spells them. Where a word is not allowed the answer is false
    /// and <paramref name="result"/> is that word.
    /// </summary>
    public bool TryRead(string value, out string result)
    {
        result = value;
        if (Words.IsEmpty)
        {
            return true;
        }

        var parts = isList ? value.Split('|') : [value];
        for (var i = 0; i < parts.Length; i++)
        {
            result = parts[i].Trim();
            var part = result;
            if (Words.FirstOrDefault(word => string.Equals(word, part, StringComparison.OrdinalIgnoreCase)) is not { } word)
            {
                return false;
            }

            parts[i] = word;
        }

        result = string.Join("|", parts);
        return true;
    }
}
