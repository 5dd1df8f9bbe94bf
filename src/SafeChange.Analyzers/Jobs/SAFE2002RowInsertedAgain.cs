using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Effects;
using SafeChange.Analyzers.Jobs.Idempotency;

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
            if (key is not (KeyStability.None or KeyStability.Unstable) || !job.Persists(effect, at) || job.IsUniqueOtherwise(effect, at) || IsMeasurement(job, at))
            {
                continue;
            }

            job.Report(
                Rule, job.SeverityOf(Rule, at), at, place: null, ImmutableDictionary<string, string?>.Empty, [],
                job.Handler.Name, effect.Entity is { } entity ? at.Frame.Substitute(entity).Name : effect.Table ?? effect.Name, JobCase.Via(at), job.Handler.Rerun, job.Weakness(effect, at),
                key == KeyStability.None ? "the database makes up" : "is new each time");
        }
    }

    // How things stand at a time, taken by a timer: a second one is of another time. What belongs to the items of a loop is work.
    private static bool IsMeasurement(JobCase job, Occurrence at) =>
        job.IsRecurring
        && at.Loop?.Loop is null or IWhileLoopOperation
        && at.Operation is IInvocationOperation { Arguments: [{ Value: var row }, ..] }
        && at.Frame.Resolve(row).Operation is IObjectCreationOperation { Initializer.Initializers: var members }
        && members.OfType<ISimpleAssignmentOperation>().ToList() is var set
        && set.Any(static each => IsNow(each.Value))
        // Counts and sums beside the time; a text or a key names something that the row is about.
        && set.All(static each => each.Value.Type is { IsValueType: true } and not { Name: "Guid" });

    private static bool IsNow(IOperation value) =>
        value.DescendantsAndSelf().Any(static part => part is IPropertyReferenceOperation { Property: { Name: "UtcNow" or "Now", ContainingType.Name: "DateTime" or "DateTimeOffset" } }
            or IInvocationOperation { TargetMethod: { Name: "GetUtcNow" or "GetLocalNow", ContainingType.Name: "TimeProvider" } });
}
