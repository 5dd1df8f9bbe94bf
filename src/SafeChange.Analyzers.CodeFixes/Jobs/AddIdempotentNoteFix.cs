using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SafeChange.Analyzers.CodeFixes.ChangeNotes;
using SafeChange.Analyzers.CodeFixes.Foundation;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.CodeFixes.Jobs;

/// <summary>Inserts the skeleton of a note that says why a second run does no harm, for a person to fill in.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddIdempotentNoteFix))]
[LimitedFixAll("Notes are for people to write: dotnet format must not insert them into a whole solution.")]
public sealed class AddIdempotentNoteFix : AddNoteFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        RuleIds.ValueAccumulated,
        RuleIds.RowInsertedAgain,
        RuleIds.PaymentWithoutKey,
        RuleIds.NotificationRepeated,
        RuleIds.HttpCallNotIdempotent,
        RuleIds.MarkerNeverChecked,
        RuleIds.UnstableKey,
        RuleIds.ProgressSavedTooLate);

    private protected override string Title => "Say why a second run is harmless";

    private protected override IEnumerable<string> Lines(SyntaxNode place) => NoteSkeleton.Idempotent;

    /// <summary>What the note is put above: the statement, or the member whose body is the expression.</summary>
    private protected override SyntaxNode? Place(SyntaxNode root, CodeLayout layout, Diagnostic diagnostic)
    {
        foreach (var node in root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).AncestorsAndSelf())
        {
            switch (node)
            {
                case BlockSyntax:
                    // Several statements on a line: a note above would answer for all of them.
                    return null;
                case StatementSyntax or MemberDeclarationSyntax when layout.IsFirstOnLine(node.SpanStart):
                    return node;
                case MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }
}
