using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Effects;

namespace SafeChange.Analyzers.Jobs;

/// <summary>A POST or PATCH that is sent again with every run of a handler.</summary>
internal sealed class SAFE2006HttpCallNotIdempotent : JobRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.HttpCallNotIdempotent,
        "HttpCallNotIdempotent",
        "A POST or PATCH is sent without an idempotency key",
        "'{0}' sends a request by '{1}'{2}, and {3}: a second run sends it again.{4} Add an Idempotency-Key header with a value that comes from the message.{5}",
        RuleCategories.Jobs,
        Confidence.Likely,
        "GET, PUT and DELETE may be repeated (RFC 9110, 9.2.2). POST and PATCH may not, unless the receiver is told that it has seen the request.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override void Judge(JobCase job)
    {
        foreach (var (effect, at) in job.Repeated(EffectKind.Http))
        {
            if (effect.Key != KeyStability.None || (job.IsRecurring && !job.IsWorkOfLoop(at)))
            {
                continue;
            }

            job.Report(
                Rule, Rule.DefaultSeverity, at, place: null, ImmutableDictionary<string, string?>.Empty, [],
                job.Handler.Name, effect.Name, JobCase.Via(at), job.Handler.Rerun, job.Weakness(effect, at));
        }
    }
}
