using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.CodeFixes.Jobs;

/// <summary>
/// Marks an item and saves that before its work is done: nothing is done twice, and a run that stops in between leaves
/// one item undone for good. Which of the two is worse, a person knows.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MarkFirstFix))]
[LimitedFixAll(ChangesBehaviour)]
public sealed class MarkFirstFix : JobFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.ProgressSavedTooLate);

    private protected override string GroupTitle => "Mark before sending (never twice, may miss one)";

    private protected override IEnumerable<Proposal> Propose(JobUnderFix job)
    {
        if (LateProgress.Of(job) is { } progress && progress.MarkFirst() is { } changes)
        {
            yield return new(GroupTitle, progress.Place.Document, changes.ToImmutableArray());
        }
    }
}
