using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Xml;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Security.Catalog;

/// <summary>What a value has to be to weaken security.</summary>
internal enum WeakeningKind
{
    /// <summary>Nothing: the call, the attribute or the member that is read is the weakness.</summary>
    Present,
    True,
    False,
    Null,
    NotNull,

    /// <summary>A collection or text without anything in it.</summary>
    Empty,

    /// <summary>A text or bytes written in code: a secret that everybody with the source knows.</summary>
    Literal,

    /// <summary>A lambda or method that answers true whatever it is asked.</summary>
    AlwaysTrue,

    /// <summary>A lambda or method that answers false whatever it is asked.</summary>
    AlwaysFalse,

    /// <summary>A lambda or method that answers with a new object and checks nothing.</summary>
    ReturnsNew,

    /// <summary>An enum member or static member of one of the names, alone or among flags.</summary>
    Member,

    /// <summary>A text or number that equals one of the words, without regard to case.</summary>
    Equal,

    /// <summary>A text that has one of the words in it, without regard to case.</summary>
    Contains,

    /// <summary>A number or time span above the limit.</summary>
    Above,

    /// <summary>A number or time span below the limit.</summary>
    Below,

    /// <summary>The greatest value of its type, or "infinite".</summary>
    Unlimited,

    /// <summary>One of the words is added to a collection.</summary>
    Adds,

    /// <summary>The collection is emptied.</summary>
    Clears,

    /// <summary>An object is created and none of the named members is ever set.</summary>
    Lacks,
}

/// <summary>One way of weakening.</summary>
/// <param name="Kind">What the value has to be.</param>
/// <param name="Parameter">The parameter whose argument is meant; null for the value as such.</param>
/// <param name="Words">The names or texts, for kinds that have some.</param>
/// <param name="Limit">The limit: a number (bytes where a unit was written), or ticks where <paramref name="IsDuration"/>.</param>
/// <param name="IsDuration">Whether the limit is a time span.</param>
internal sealed record WeakeningTest(WeakeningKind Kind, string? Parameter, ImmutableArray<string> Words, decimal Limit, bool IsDuration);

/// <summary>
/// The values of a setting that weaken security, read from the catalogue's small language: alternatives separated by
/// <c>|</c>, each a test such as <c>false</c>, <c>member:None,Unspecified</c>, <c>above:100MB</c>, <c>below:P365D</c> or
/// <c>always_true</c>, with the parameter before it where an argument is meant: <c>iterations=below:100000</c>.
/// </summary>
internal sealed class Weakening
{
    private static readonly ImmutableDictionary<string, WeakeningKind> Plain = new Dictionary<string, WeakeningKind>
    {
        ["present"] = WeakeningKind.Present,
        ["true"] = WeakeningKind.True,
        ["false"] = WeakeningKind.False,
        ["null"] = WeakeningKind.Null,
        ["not_null"] = WeakeningKind.NotNull,
        ["empty"] = WeakeningKind.Empty,
        ["literal"] = WeakeningKind.Literal,
        ["always_true"] = WeakeningKind.AlwaysTrue,
        ["always_false"] = WeakeningKind.AlwaysFalse,
        ["returns_new"] = WeakeningKind.ReturnsNew,
        ["unlimited"] = WeakeningKind.Unlimited,
        ["clears"] = WeakeningKind.Clears,
    }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly ImmutableDictionary<string, WeakeningKind> WithOperand = new Dictionary<string, WeakeningKind>
    {
        ["member"] = WeakeningKind.Member,
        ["equals"] = WeakeningKind.Equal,
        ["contains"] = WeakeningKind.Contains,
        ["above"] = WeakeningKind.Above,
        ["below"] = WeakeningKind.Below,
        ["adds"] = WeakeningKind.Adds,
        ["lacks"] = WeakeningKind.Lacks,
    }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase);

    private Weakening(ImmutableArray<WeakeningTest> tests) => Tests = tests;

    /// <summary>No value weakens, as far as is known.</summary>
    public static Weakening None { get; } = new(ImmutableArray<WeakeningTest>.Empty);

    public ImmutableArray<WeakeningTest> Tests { get; }

    /// <summary>Reads a text; null where it cannot be read, with the reason.</summary>
    public static Weakening? Parse(string text, out string problem)
    {
        problem = "";
        var tests = ImmutableArray.CreateBuilder<WeakeningTest>();
        foreach (var part in text.Split('|'))
        {
            if (ReadTest(part.Trim(), out problem) is not { } test)
            {
                return null;
            }

            tests.Add(test);
        }

        return new(tests.ToImmutable());
    }

    private static WeakeningTest? ReadTest(string text, out string problem)
    {
        problem = "";
        string? parameter = null;
        var colon = text.IndexOf(':');
        var equals = text.IndexOf('=');
        if (equals > 0 && (colon < 0 || equals < colon))
        {
            parameter = text.Substring(0, equals).Trim();
            text = text.Substring(equals + 1).Trim();
            colon = text.IndexOf(':');
        }

        var name = (colon < 0 ? text : text.Substring(0, colon)).Trim();
        if (colon < 0 && Plain.TryGetValue(name, out var kind))
        {
            return new(kind, parameter, ImmutableArray<string>.Empty, 0, false);
        }

        if (!WithOperand.TryGetValue(name, out kind))
        {
            var isPlain = Plain.ContainsKey(name);
            problem = isPlain
                ? $"'{name}' takes nothing after a colon"
                : $"'{name}' is no way of weakening" + Spelling.DidYouMean(Spelling.Nearest(name, [.. Plain.Keys, .. WithOperand.Keys]));
            return null;
        }

        var operand = colon < 0 ? "" : text.Substring(colon + 1).Trim();
        if (operand.Length == 0)
        {
            problem = $"'{name}' has nothing after it: write '{name}:' and what is meant";
            return null;
        }

        if (kind is not (WeakeningKind.Above or WeakeningKind.Below))
        {
            var words = ImmutableArray.CreateBuilder<string>();
            foreach (var word in operand.Split(','))
            {
                if (word.Trim() is { Length: > 0 } trimmed)
                {
                    words.Add(trimmed);
                }
            }

            return new(kind, parameter, words.ToImmutable(), 0, false);
        }

        if (TryReadLimit(operand, out var limit, out var isDuration))
        {
            return new(kind, parameter, ImmutableArray<string>.Empty, limit, isDuration);
        }

        problem = $"'{operand}' is no limit: write a number (2048, 64KB, 100MB) or a duration (PT5M, P365D)";
        return null;
    }

    /// <summary>Reads <c>2048</c>, <c>64KB</c>, <c>100MB</c> (of 1024) or an ISO 8601 duration, whose answer is ticks.</summary>
    public static bool TryReadLimit(string text, out decimal limit, out bool isDuration)
    {
        limit = 0;
        isDuration = text.Length > 1 && text[0] == 'P';
        if (isDuration)
        {
            try
            {
                limit = XmlConvert.ToTimeSpan(text).Ticks;
                return true;
            }
            catch (Exception exception) when (exception is FormatException or OverflowException)
            {
                return false;
            }
        }

        var unit = 1m;
        foreach (var (suffix, size) in new[] { ("KB", 1024m), ("MB", 1024m * 1024), ("GB", 1024m * 1024 * 1024) })
        {
            if (text.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
            {
                (text, unit) = (text.Substring(0, text.Length - suffix.Length), size);
                break;
            }
        }

        if (!decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out limit)
            || Math.Abs(limit) > long.MaxValue)
        {
            return false;
        }

        limit *= unit;
        return true;
    }
}
