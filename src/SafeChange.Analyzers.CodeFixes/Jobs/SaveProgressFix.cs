using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.CodeFixes.Jobs;

/// <summary>
/// Saves in each turn of a loop that its item is done: a run that stops half-way repeats one item at most. Where the
/// marker is that of something else than the item there is nothing to save.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SaveProgressFix))]
[LimitedFixAll(ChangesBehaviour)]
public sealed class SaveProgressFix : JobFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.ProgressSavedTooLate);

    private protected override string GroupTitle => "Save progress after each item";

    private protected override IEnumerable<Proposal> Propose(JobUnderFix job)
    {
        if (LateProgress.Of(job) is { } progress)
        {
            yield return new(GroupTitle, progress.Place.Document, progress.SaveEach().ToImmutableArray());
        }
    }
}
