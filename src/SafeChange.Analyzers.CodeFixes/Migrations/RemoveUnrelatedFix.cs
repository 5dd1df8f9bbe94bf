using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.CodeFixes.Migrations;

/// <summary>Removes an operation of Down that undoes nothing of Up. Comments around it stay.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveUnrelatedFix))]
[LimitedFixAll("Where a name was mistaken, correcting it is better than removing the call: dotnet format must not choose.")]
public sealed class RemoveUnrelatedFix : MigrationFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.DownUndoesUnrelated);

    private protected override bool FixesSolution => false;

    private protected override string? Title(MigrationUnderFix migration, Diagnostic diagnostic) =>
        migration.OperationAt(diagnostic, migration.Migration.Down) is { } operation && Statement(migration, diagnostic) is not null
            ? $"Remove {operation.Call} '{operation.DisplayName}'"
            : null;

    private protected override IEnumerable<TextChange> Changes(MigrationUnderFix migration, ImmutableArray<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            if (Statement(migration, diagnostic) is { } statement)
            {
                yield return new TextChange(Lines(statement.SyntaxTree.GetText(), statement.Span), "");
            }
        }
    }

    // Whole lines where the statement has them to itself, so that no empty one is left; what stands beside it stays.
    private static TextSpan Lines(SourceText text, TextSpan statement)
    {
        var first = text.Lines.GetLineFromPosition(statement.Start);
        var last = text.Lines.GetLineFromPosition(statement.End);
        return string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(first.Start, statement.Start)))
            && string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(statement.End, last.End)))
            ? TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak)
            : statement;
    }

    private static StatementSyntax? Statement(MigrationUnderFix migration, Diagnostic diagnostic) =>
        migration.OperationAt(diagnostic, migration.Migration.Down) is { } operation
            && operation.Site == operation.Syntax
            && operation.Syntax.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { Parent: BlockSyntax } statement
            ? statement
            : null;
}
