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
/// Inserts the skeleton of a rollback note for changed data: into the Down that is empty, or above the SQL whose
/// reverse cannot be told.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddSqlNoteFix))]
[LimitedFixAll("Notes are for people to write: dotnet format must not insert them into a whole solution.")]
public sealed class AddSqlNoteFix : MigrationFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        RuleIds.EmptyDownAfterDataChange, RuleIds.RawSqlNotReversed);

    private protected override bool FixesSolution => false;

    private protected override string? Title(MigrationUnderFix migration, Diagnostic diagnostic) =>
        !Changes(migration, ImmutableArray.Create(diagnostic)).Any() ? null
        : diagnostic.Id == RuleIds.EmptyDownAfterDataChange ? "Say why nothing is taken back" : "Add a rollback note";

    private protected override IEnumerable<TextChange> Changes(MigrationUnderFix migration, ImmutableArray<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            if (diagnostic.Id == RuleIds.EmptyDownAfterDataChange)
            {
                if (migration.Down is { } down && DownBody.IsReplaceable(down))
                {
                    var indent = migration.StatementIndent(down);
                    var lines = NoteSkeleton.Rollback("how the data is restored, or why it need not be").Select(line => indent + line);
                    yield return DownBody.Replace(migration, down, [string.Join(migration.Layout.NewLine, lines)]);
                }
            }
            else if (migration.OperationAt(diagnostic, migration.Migration.Up) is { } operation
                && (migration.IsInDocument(operation.Syntax) ? operation.Syntax : operation.Site).FirstAncestorOrSelf<StatementSyntax>() is { } statement
                && migration.IsInDocument(statement)
                && migration.Layout.IsFirstOnLine(statement.SpanStart))
            {
                yield return migration.Layout.LinesAbove(statement, NoteSkeleton.Rollback("how this is taken back, or why it need not be"));
            }
        }
    }
}
