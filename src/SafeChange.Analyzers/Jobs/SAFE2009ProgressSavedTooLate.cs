using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Effects;
using SafeChange.Analyzers.Jobs.Idempotency;

namespace SafeChange.Analyzers.Jobs;

/// <summary>A loop that does something for each item and records it only when all are done.</summary>
internal sealed class SAFE2009ProgressSavedTooLate : JobRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.ProgressSavedTooLate,
        "ProgressSavedTooLate",
        "Progress is saved after the loop",
        "'{0}' calls '{1}'{2} for each item and saves {6} after the loop only, and {3}: if it stops half-way, the items that are done are done again.{4} Save after each item, or mark it before.{5}",
        RuleCategories.Jobs,
        Confidence.Certain,
        "A run that stops half-way leaves no trace of what it has done, because the save stands behind the loop. The next run begins at the beginning.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override void Judge(JobCase job)
    {
        var markers = new Markers(job.SettingsOf(Rule).MarkerMembers);
        foreach (var (effect, at) in job.Run.Effects)
        {
            if (effect.Kind is not (EffectKind.Mail or EffectKind.Message or EffectKind.Http or EffectKind.Payment or EffectKind.Publish)
                || effect.Key == KeyStability.Stable
                || job.IsReported(at)
                || at.Loop is not { } loop
                || job.Run.GuardOf(effect, at) is not { Kind: GuardKind.State or GuardKind.Existence or GuardKind.Selection, Mark: { } mark } guard
                || (guard.Kind == GuardKind.Selection && !markers.IsMarker(mark))
                || (!at.IsBefore(mark.At) && !mark.At.IsIn(loop))
                || !job.Run.IsLate(mark, loop)
                // Another place sets the same mark in time.
                || job.Run.Writes.Any(write => write.Kind == mark.Kind && write.State.Matches(mark.State) && write.At.IsIn(loop) && !job.Run.IsLate(write, loop)))
            {
                continue;
            }

            var data = FixData.Marker.Write(ImmutableDictionary<string, string?>.Empty, mark.State.Name);
            job.Report(
                Rule, job.Run.IsSavedInBatches(mark, loop) ? DiagnosticSeverity.Info : Rule.DefaultSeverity, at, place: null, data, [JobCase.LocationOf(mark.At.Operation), loop.Loop.Syntax.GetFirstToken().GetLocation()],
                job.Handler.Name, effect.Name, JobCase.Via(at), job.Handler.Rerun, "", guard.Kind != GuardKind.Existence ? $"'{mark.State.Name}'" : $"the row of '{mark.State.Name}'");
        }
    }
}
