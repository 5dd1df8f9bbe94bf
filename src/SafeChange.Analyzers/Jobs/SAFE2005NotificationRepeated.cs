using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Effects;

namespace SafeChange.Analyzers.Jobs;

/// <summary>A mail, SMS or push that people get again with every run of a handler.</summary>
internal sealed class SAFE2005NotificationRepeated : JobRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.NotificationRepeated,
        "NotificationRepeated",
        "A notification may be sent again",
        "'{0}' sends by '{1}'{2}, and {3}: a second run sends it again.{4} Set a marker when it is sent, and return early when it is set.{5}",
        RuleCategories.Jobs,
        Confidence.Likely,
        "A mail cannot be taken back. A marker beside the data, checked before and saved after, leaves a moment in which it may be sent twice instead of a day.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override void Judge(JobCase job)
    {
        foreach (var (effect, at) in job.Repeated(EffectKind.Mail, EffectKind.Message))
        {
            if (effect.Key == KeyStability.Stable || (job.IsRecurring && !job.IsWorkOfLoop(at)))
            {
                continue;
            }

            job.Report(
                Rule, Rule.DefaultSeverity, at, place: null, ImmutableDictionary<string, string?>.Empty, [],
                job.Handler.Name, effect.Name, JobCase.Via(at), job.Handler.Rerun, job.Weakness(effect, at));
        }
    }
}
