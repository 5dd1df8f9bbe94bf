using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.CodeFixes.ChangeNotes;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.CodeFixes.Migrations;

/// <summary>
/// Inserts the skeleton of a rollback note that names what is lost: at the top of Down, where the structure comes
/// back, or above the operation where there is no Down to write into.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddRollbackNoteFix))]
[LimitedFixAll("Notes are for people to write: dotnet format must not insert them into a whole solution.")]
public sealed class AddRollbackNoteFix : MigrationFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.DataLossUndocumented);

    private protected override bool FixesSolution => false;

    private protected override string? Title(MigrationUnderFix migration, Diagnostic diagnostic) =>
        Changes(migration, ImmutableArray.Create(diagnostic)).Any() ? "Add a rollback note" : null;

    private protected override IEnumerable<TextChange> Changes(MigrationUnderFix migration, ImmutableArray<Diagnostic> diagnostics)
    {
        if (migration.Down is { Body: { Statements.Count: > 0 } body } down && migration.Layout.IsFirstOnLine(body.Statements[0].SpanStart))
        {
            // One note for the whole migration, since one way back restores it all.
            var lost = diagnostics.Select(FixData.Lost.Read).Where(static name => name is not null).Select(static name => name!).Distinct();
            yield return migration.Layout.LinesAbove(body.Statements[0], NoteSkeleton.Rollback(NoteSkeleton.QuestionAbout(lost)));
            yield break;
        }

        foreach (var diagnostic in diagnostics)
        {
            if (migration.OperationAt(diagnostic, migration.Migration.Up) is { } operation
                && (migration.IsInDocument(operation.Syntax) ? operation.Syntax : operation.Site).FirstAncestorOrSelf<StatementSyntax>() is { } statement
                && migration.IsInDocument(statement)
                && migration.Layout.IsFirstOnLine(statement.SpanStart)
                && FixData.Lost.Read(diagnostic) is { } name)
            {
                yield return migration.Layout.LinesAbove(statement, NoteSkeleton.Rollback(NoteSkeleton.QuestionAbout([name])));
            }
        }
    }
}
