using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Effects;

namespace SafeChange.Analyzers.Jobs;

/// <summary>A stored value that grows with every run of a handler.</summary>
internal sealed class SAFE2001ValueAccumulated : JobRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.ValueAccumulated,
        "ValueAccumulated",
        "A stored value is changed by an amount on every run",
        "'{0}' changes '{1}' by an amount{2}, and {3}: a second run counts twice.{4} Return early when a marker is set that this run sets, or save the message's ID in the same transaction and look for it first.{5}",
        RuleCategories.Jobs,
        Confidence.Certain,
        "Work that is delivered at least once or retried runs again after it has been done. A value that is assigned stays right; one that is added to drifts, and nothing shows when.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override void Judge(JobCase job)
    {
        foreach (var (effect, at) in job.Repeated(EffectKind.Accumulate))
        {
            if (job.Persists(effect, at))
            {
                job.Report(
                    Rule, job.SeverityOf(Rule, at), at, place: null, ImmutableDictionary<string, string?>.Empty, [],
                    job.Handler.Name, effect.Name, JobCase.Via(at), job.Handler.Rerun, job.Weakness(effect, at));
            }
        }
    }
}
