using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Idempotency;

namespace SafeChange.Analyzers.Jobs;

/// <summary>A marker that says that the work is done, written by a handler and asked by nobody.</summary>
internal sealed class SAFE2007MarkerNeverChecked : JobRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.MarkerNeverChecked,
        "MarkerNeverChecked",
        "A completion marker is written and never checked",
        "'{0}' sets '{1}' after '{6}'{2} and never checks it, and {3}: a second run does it all again.{4} Return early when it is set.{5}",
        RuleCategories.Jobs,
        Confidence.Certain,
        "The marker that would make the handler safe is already there. What is missing is the question whether it is set.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override void Judge(JobCase job)
    {
        var markers = new Markers(job.SettingsOf(Rule).MarkerMembers);
        foreach (var write in job.Run.Writes)
        {
            if (write.Kind != WriteKind.Set
                || !markers.IsMarker(write)
                || !markers.IsOfLoaded(write)
                || job.Run.IsRead(write.State)
                || job.Run.FactsAt(write.At).Any(each => each.Fact.State?.Matches(write.State) == true)
                || !(write.Persists || job.Run.IsSavedAfter(write.At)))
            {
                continue;
            }

            var effect = job.Run.Effects
                .Where(each => !ReferenceEquals(each.At.Operation, write.At.Operation)
                    && each.At.IsBefore(write.At)
                    && each.At.Reaches(write.At)
                    && job.IsUnguarded(each.Effect, each.At)
                    && job.Repeats(each.Effect, each.At))
                .OrderBy(static each => JobCase.Rank(each.Effect.Kind))
                .FirstOrDefault();
            if (effect.Effect is null || job.IsReported(effect.At))
            {
                continue;
            }

            // For the fix, where calls lead to them: where in the body that holds both the work and the mark are made, and the mark's own place.
            var places = new[] { effect.At.Operation }.ToList();
            if (effect.At.Common(write.At) is var (_, work, mark) && !(ReferenceEquals(work, effect.At.Operation) && ReferenceEquals(mark, write.At.Operation)))
            {
                places.AddRange([work, mark, write.At.Operation]);
            }

            var data = FixData.Marker.Write(ImmutableDictionary<string, string?>.Empty, write.State.Name);
            job.Report(
                Rule, Rule.DefaultSeverity, effect.At, write.At, data, places.Select(JobCase.LocationOf),
                job.Handler.Name, markers.NameOf(write), JobCase.Via(effect.At), job.Handler.Rerun, job.Weakness(effect.Effect, effect.At), effect.Effect.Name);
            job.MarkReported(markers.Covered(job, write));
        }
    }
}
