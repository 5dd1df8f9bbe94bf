using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.CodeFixes.ChangeNotes;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.CodeFixes.Migrations;

/// <summary>
/// Lets Down refuse, with a note that a person fills in: a throw stops the revert with nothing done, where an empty
/// Down would delete the history row.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RefuseWithNoteFix))]
[LimitedFixAll("A refusal is a decision: dotnet format must not take it for a whole solution.")]
public sealed class RefuseWithNoteFix : MigrationFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        RuleIds.MigrationWithoutDown, RuleIds.EmptyDownAfterSchemaChange, RuleIds.DownThrowsWithoutReason);

    private protected override bool FixesSolution => false;

    private protected override string? Title(MigrationUnderFix migration, Diagnostic diagnostic) =>
        Refuse(migration).Count > 0 ? "Refuse in Down, with a note that says why" : null;

    private protected override IEnumerable<TextChange> Changes(MigrationUnderFix migration, ImmutableArray<Diagnostic> diagnostics) => Refuse(migration);

    private static IReadOnlyList<TextChange> Refuse(MigrationUnderFix migration)
    {
        var down = migration.Down;
        if (down is null ? migration.Migration.Down.Origin != MethodOrigin.Framework || migration.Up is null : !DownBody.IsReplaceable(down))
        {
            return [];
        }

        var indent = migration.StatementIndent((down ?? migration.Up)!);
        var lines = NoteSkeleton.Rollback("what to do instead of a revert")
            .Append(Refusal.Throw(migration, ImmutableArray<SchemaOperation>.Empty))
            .Select(line => indent + line);
        var blocks = new[] { string.Join(migration.Layout.NewLine, lines) };
        var edit = down is not null ? DownBody.Replace(migration, down, blocks) : DownBody.AddBelow(migration, migration.Up!, blocks);
        return migration.WithImports(edit).ToList();
    }
}
