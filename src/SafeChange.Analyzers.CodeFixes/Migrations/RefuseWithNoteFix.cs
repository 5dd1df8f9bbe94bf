using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.CodeFixes.ChangeNotes;
using SafeChange.Analyzers.CodeFixes.Foundation;
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
public sealed class RefuseWithNoteFix : DocumentFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        RuleIds.MigrationWithoutDown, RuleIds.EmptyDownAfterSchemaChange, RuleIds.DownThrowsWithoutReason);

    private protected override bool FixesSolution => false;

    private protected override async Task<string?> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation) =>
        await MigrationUnderFix.FindAsync(document, diagnostic, cancellation).ConfigureAwait(false) is { } migration && Refuse(migration) is not null
            ? "Refuse in Down, with a note that says why"
            : null;

    private protected override async Task<Document?> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var changes = new List<TextChange>();
        foreach (var (migration, _) in await MigrationUnderFix.FindAllAsync(document, diagnostics, cancellation).ConfigureAwait(false))
        {
            changes.AddRange((Refuse(migration) ?? []).Where(change => !changes.Contains(change)));
        }

        if (changes.Count == 0)
        {
            return null;
        }

        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return document.WithText(text.WithChanges(changes.OrderBy(static change => change.Span.Start)));
    }

    private static IReadOnlyList<TextChange>? Refuse(MigrationUnderFix migration)
    {
        var down = migration.Down;
        if (down is null ? migration.Migration.Down.Origin != MethodOrigin.Framework || migration.Up is null : !DownBody.IsReplaceable(down))
        {
            return null;
        }

        var indent = migration.StatementIndent((down ?? migration.Up)!);
        var lines = NoteSkeleton.Rollback("what to do instead of a revert")
            .Append(Refusal.Throw(migration, ImmutableArray<SchemaOperation>.Empty))
            .Select(line => indent + line);
        var blocks = new[] { string.Join(migration.Layout.NewLine, lines) };
        var edit = down is not null ? DownBody.Replace(migration, down, blocks) : DownBody.AddBelow(migration, migration.Up!, blocks);
        return migration.Imports(edit.NewText!).Append(edit).ToList();
    }
}
