using System;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Effects;

namespace SafeChange.Analyzers.Jobs;

/// <summary>The options of the family 2xxx that say what an effect is.</summary>
internal static class EffectOptions
{
    // A pattern that backtracks without end would hang the build; names are short, so this is plenty.
    private static readonly TimeSpan MatchTimeout = TimeSpan.FromMilliseconds(100);

    private const string DefaultCounters =
        "Attempt|Retr(y|ies)|Tries|ErrorCount|FailureCount|FailCount|DeliveryCount|AccessFailed|RunCount|Version|Revision|^_?(attempt|retr(y|ies)|tries|version)";

    /// <summary>Calls that are an effect beside those that are known.</summary>
    public static readonly Option<ImmutableArray<string>> AdditionalEffects = OptionKinds.List(
        "jobs.additional_effects",
        ImmutableArray<string>.Empty,
        "M:Type.Method=kind or T:Type=kind, separated by |; kinds are " + string.Join(", ", EffectCatalog.Words),
        "Calls that happen twice when a handler runs twice.",
        static item => EffectSettings.TryParseAdditional(item, out _, out _));

    /// <summary>Calls that are none.</summary>
    public static readonly Option<ImmutableArray<string>> EffectFree = OptionKinds.List(
        "jobs.effect_free",
        ImmutableArray<string>.Empty,
        "M:Type.Method or T:Type, separated by |, a * at the end for any rest",
        "Calls that may happen twice: audit sinks, progress hubs, metrics.",
        EffectSettings.IsPattern);

    /// <summary>Members that count runs, not work.</summary>
    public static readonly Option<Regex> IgnoredCounters = new(
        "jobs.ignored_counters",
        new Regex(DefaultCounters, RegexOptions.CultureInvariant, MatchTimeout),
        DefaultCounters,
        "a regular expression",
        "Properties and fields that are meant to change with every run, by their name: attempts, retries, versions.",
        static (string text, out Regex value) =>
        {
            try
            {
                value = new(text, RegexOptions.CultureInvariant, MatchTimeout);
                return text.Length > 0;
            }
            catch (ArgumentException)
            {
                value = new("$^");
                return false;
            }
        });

    /// <summary>Entities that are meant to have a row for every run.</summary>
    public static readonly Option<ImmutableArray<string>> LogEntities = OptionKinds.List(
        "jobs.log_entities",
        ImmutableArray.Create("*Log", "*LogEntry", "*Audit*"),
        "names of entities separated by |, a * at either end for any rest",
        "Entities whose rows record what ran: one more for a second run is right.",
        static item => item.Trim('*').Length > 0);
}
