using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Effects;

namespace SafeChange.Analyzers.Jobs;

/// <summary>A key by which a receiver would know a repetition, if it were not another one on every run.</summary>
internal sealed class SAFE2008UnstableKey : JobRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.UnstableKey,
        "UnstableKey",
        "An idempotency key or message ID differs on every run",
        "'{0}' passes '{6}' to '{1}'{2} with a value that is new on every run, and {3}: the receiver cannot tell the second from the first.{4} Derive it from the message.{5}",
        RuleCategories.Jobs,
        Confidence.Certain,
        "A key that is made up on the spot says that the work is new, which is the opposite of what it is for.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override void Judge(JobCase job)
    {
        foreach (var (effect, at) in job.Repeated(EffectKind.Payment, EffectKind.Http, EffectKind.Publish, EffectKind.Enqueue, EffectKind.Mail, EffectKind.Message))
        {
            if (effect.Key != KeyStability.Unstable || effect.KeyName is not { } name)
            {
                continue;
            }

            var place = effect.KeyValue is { } value ? new Location[] { value.Syntax.GetLocation() } : [];
            job.Report(
                Rule, effect.Kind == EffectKind.Http ? DiagnosticSeverity.Info : Rule.DefaultSeverity, at, place: null, ImmutableDictionary<string, string?>.Empty, place,
                job.Handler.Name, effect.Name, JobCase.Via(at), job.Handler.Rerun, job.Weakness(effect, at), name);
        }
    }
}
