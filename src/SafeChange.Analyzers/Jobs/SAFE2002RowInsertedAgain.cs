using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Effects;

namespace SafeChange.Analyzers.Jobs;

/// <summary>A row that every run of a handler adds once more, under a key of its own.</summary>
internal sealed class SAFE2002RowInsertedAgain : JobRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.RowInsertedAgain,
        "RowInsertedAgain",
        "A row is inserted on every run",
        "'{0}' adds '{1}'{2} under a key that {6}, and {3}: a second run adds it again.{4} Look for it first, or give it a key that comes from the message and catch the duplicate.{5}",
        RuleCategories.Jobs,
        Confidence.Certain,
        "A key that the database or Guid.NewGuid makes up is new on every run, so nothing stops the second row. A key that comes from the message does.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override void Judge(JobCase job)
    {
        foreach (var (effect, at) in job.Repeated(EffectKind.Insert))
        {
            var key = job.KeyOf(effect, at);
            if (key is not (KeyStability.None or KeyStability.Unstable) || !job.Persists(effect, at) || job.IsUniqueOtherwise(effect, at))
            {
                continue;
            }

            job.Report(
                Rule, job.SeverityOf(Rule, at), at, place: null, ImmutableDictionary<string, string?>.Empty, [],
                job.Handler.Name, effect.Entity is { } entity ? at.Frame.Substitute(entity).Name : effect.Table ?? effect.Name, JobCase.Via(at), job.Handler.Rerun, job.Weakness(effect, at),
                key == KeyStability.None ? "the database makes up" : "is new each time");
        }
    }
}
