using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.ChangeNotes;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Effects;

namespace SafeChange.Analyzers.Jobs;

/// <summary>A handler that is said to be safe, without a reason or against what it does.</summary>
[NoCodeFix("Only a person can say why a second run does no harm, or that it does.")]
internal sealed class SAFE2090IdempotentClaimUnfounded : JobRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.IdempotentClaimUnfounded,
        "IdempotentClaimUnfounded",
        "A handler is said to be idempotent without a reason",
        "'{0}' is said to be idempotent, {1}",
        RuleCategories.Jobs,
        Confidence.Certain,
        "A claim silences the other rules, so it has to hold: the reason is what the next reader checks the code against.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override void Judge(JobCase job)
    {
        foreach (var note in JobNotes.On(job.Handler))
        {
            if (note.IsPlaceholder)
            {
                // What our own fix has inserted is SAFE0012, once something needs it.
                if (!JobNotes.IsSkeleton(note))
                {
                    job.ReportNote(Rule, note.Location, job.Handler.Name, "but no reason is given: write why a second run does no harm, for instance by which unique key");
                }

                return;
            }

            foreach (var (effect, at) in job.Run.Effects)
            {
                if (effect.Key == KeyStability.Unstable && effect.KeyName is { } name && effect.Kind is EffectKind.Payment or EffectKind.Http or EffectKind.Publish && job.IsUnguarded(effect, at))
                {
                    job.ReportNote(
                        Rule, note.Location, job.Handler.Name, $"but the {name} that it gives '{effect.Name}' is new on every run: derive it from the message, or take the claim back");
                    return;
                }
            }

            return;
        }
    }
}
