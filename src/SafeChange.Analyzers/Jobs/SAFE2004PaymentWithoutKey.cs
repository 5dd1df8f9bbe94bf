using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Effects;

namespace SafeChange.Analyzers.Jobs;

/// <summary>Money that moves again with every run of a handler.</summary>
internal sealed class SAFE2004PaymentWithoutKey : JobRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.PaymentWithoutKey,
        "PaymentWithoutKey",
        "A payment has no idempotency key",
        "'{0}' calls '{1}'{2} without an idempotency key, and {3}: a second run pays twice.{4} Pass a key that comes from the message, such as the order's ID.{5}",
        RuleCategories.Jobs,
        Confidence.Certain,
        "Payment providers answer a second request with the same key by the result of the first. The key that a client library makes up by itself covers its own network retries only.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override void Judge(JobCase job)
    {
        foreach (var (effect, at) in job.Repeated(EffectKind.Payment))
        {
            if (effect.Key == KeyStability.None)
            {
                job.Report(
                    Rule, Rule.DefaultSeverity, at, place: null, ImmutableDictionary<string, string?>.Empty, [],
                    job.Handler.Name, effect.Name, JobCase.Via(at), job.Handler.Rerun, job.Weakness(effect, at));
            }
        }
    }
}
