using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.CodeFixes.Jobs;

/// <summary>Looks for a row, by what it takes from the message, before it is added.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(InsertOnceFix))]
[LimitedFixAll(ChangesBehaviour)]
public sealed class InsertOnceFix : JobFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.RowInsertedAgain);

    private protected override string GroupTitle => "Insert only once";

    private protected override IEnumerable<Proposal> Propose(JobUnderFix job)
    {
        if (RowToInsert.Of(job) is { } row && row.LookFirst() is { } changes)
        {
            yield return new($"Insert only once: look for the same {row.KeyName} first", row.Place.Document, changes.ToImmutableArray());
        }
    }
}
