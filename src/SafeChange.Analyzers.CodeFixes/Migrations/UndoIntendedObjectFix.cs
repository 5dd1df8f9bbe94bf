using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.CodeFixes.Migrations;

/// <summary>
/// Corrects the name in an operation of Down that undoes the wrong object, where Up has one of the same kind on the
/// same table that nothing undoes.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UndoIntendedObjectFix))]
public sealed class UndoIntendedObjectFix : MigrationFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.DownUndoesUnrelated);

    private protected override string? Title(MigrationUnderFix migration, Diagnostic diagnostic) => Mistake(migration, diagnostic)?.Title;

    private protected override IEnumerable<TextChange> Changes(MigrationUnderFix migration, ImmutableArray<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            if (Mistake(migration, diagnostic) is { } mistake)
            {
                yield return mistake.Correction;
            }
        }
    }

    private static MistakenName? Mistake(MigrationUnderFix migration, Diagnostic diagnostic) =>
        migration.OperationAt(diagnostic, migration.Migration.Down) is { } operation && diagnostic.Location.SourceTree is { } tree
            ? MistakenName.In(migration, operation, tree)
            : null;
}
