using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.CodeFixes.Migrations.EntityFrameworkCore;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.CodeFixes.Migrations;

/// <summary>
/// Makes a drop and an addition one rename, in Up and in Down. Offered where each is a statement of its own and nothing
/// else in the migration names either column.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameColumnFix))]
[LimitedFixAll("Whether it is a rename is for a person to say: dotnet format must not decide it for a whole solution.")]
public sealed class RenameColumnFix : MigrationFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.DropAndAddLooksLikeRename);

    private protected override bool FixesSolution => false;

    private protected override string? Title(MigrationUnderFix migration, Diagnostic diagnostic) =>
        Changes(migration, ImmutableArray.Create(diagnostic)).Any() ? "Rename the column instead" : null;

    private protected override IEnumerable<TextChange> Changes(MigrationUnderFix migration, ImmutableArray<Diagnostic> diagnostics)
    {
        var pairs = SAFE3023DropAndAddLooksLikeRename.Pairs(migration.Migration, migration.Options, () => migration.Plan).ToList();
        return diagnostics
            .SelectMany(diagnostic => pairs.Where(pair => pair.Dropped == migration.OperationAt(diagnostic, migration.Migration.Up)))
            .SelectMany(pair => Rename(migration, pair.Dropped, pair.Added) ?? []);
    }

    private static IReadOnlyList<TextChange>? Rename(MigrationUnderFix migration, SchemaOperation dropped, SchemaOperation added)
    {
        var (up, down) = (migration.Migration.Up.Operations, migration.Migration.Down.Operations);
        var restored = Only(down, SchemaAction.Create, dropped);
        var removed = Only(down, SchemaAction.Drop, added);
        if (migration.Up is not { ParameterList.Parameters: [var inUp] } || migration.Down is not { ParameterList.Parameters: [var inDown] }
            || restored is null || removed is null || !AreOneColumn(restored, added)
            || up.Concat(down).Any(other => other != dropped && other != added && other != restored && other != removed && Names(other, dropped, added)))
        {
            return null;
        }

        return Both(migration, inUp.Identifier.Text, dropped, added, old: dropped, renamed: added) is { } forward
            && Both(migration, inDown.Identifier.Text, removed, restored, old: removed, renamed: restored) is { } back
            ? forward.Concat(back).ToList()
            : null;
    }

    private static SchemaOperation? Only(ImmutableArray<SchemaOperation> operations, SchemaAction action, SchemaOperation column) =>
        operations.Where(other => other.Kind == SchemaObjectKind.Column && other.Action == action && other.Name == column.Name && other.Table == column.Table)
            .Take(2).ToList() is [var only] ? only : null;

    // A rename changes nothing but the name, so the two have to agree on all else: a column that takes NULL under its
    // new name only would keep NOT NULL. The default that a required column is added with serves the rows that are there.
    private static bool AreOneColumn(SchemaOperation restored, SchemaOperation added) =>
        restored.Arguments.Keys.Concat(added.Arguments.Keys)
            .Where(key => key is not ("name" or "table" or "schema") && !(key == "defaultValue" && IsRequired(added)))
            .All(key => SchemaValue.AreEqual(Value(restored, key), Value(added, key)) == true);

    private static SchemaValue Value(SchemaOperation column, string key) =>
        column.Argument(key) is { } value && !(key == "nullable" && value.Constant is false) ? value : SchemaValue.Of(null);

    private static bool IsRequired(SchemaOperation column) => column.Argument("nullable")?.Constant is not true;

    private static bool Names(SchemaOperation other, SchemaOperation dropped, SchemaOperation added) =>
        other.Kind == SchemaObjectKind.Sql
        || (other.Table == dropped.Table && (other.Name == dropped.Name || other.Name == added.Name || other.Columns.Contains(dropped.Name) || other.Columns.Contains(added.Name)));

    // The rename stands where the first of the two stood; the lines of the second go.
    private static IReadOnlyList<TextChange>? Both(
        MigrationUnderFix migration, string builder, SchemaOperation one, SchemaOperation other, SchemaOperation old, SchemaOperation renamed)
    {
        if (Statement(migration, one) is not { } first || Statement(migration, other) is not { } second)
        {
            return null;
        }

        (first, second) = first.SpanStart < second.SpanStart ? (first, second) : (second, first);
        var indent = migration.Layout.IndentAt(first.SpanStart);
        var arguments = old.Arguments.Where(static argument => argument.Key is "name" or "table" or "schema").ToImmutableDictionary().SetItem("newName", renamed.Arguments["name"]);
        var writer = new OperationWriter(builder, indent, migration.Layout.Unit, migration.Layout.NewLine, migration.HasMember, migration.NamedTypes);
        return writer.Write(old with { Action = SchemaAction.Rename, NewName = renamed.Name, Arguments = arguments, Annotations = ImmutableArray<(string, SchemaValue)>.Empty }) is { } code
            ? [new TextChange(first.Span, code.Substring(indent.Length)), new TextChange(WithEmptyLineBefore(second), "")]
            : null;
    }

    private static ExpressionStatementSyntax? Statement(MigrationUnderFix migration, SchemaOperation operation) =>
        operation.Site == operation.Syntax
        && operation.Syntax.FirstAncestorOrSelf<ExpressionStatementSyntax>() is { Parent: BlockSyntax } statement
        && migration.IsInDocument(statement)
        && migration.Layout.IsFirstOnLine(statement.SpanStart)
        // A comment that goes along with the statement might be worth keeping.
        && !statement.DescendantTrivia().Any(static trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
            ? statement
            : null;

    private static TextSpan WithEmptyLineBefore(ExpressionStatementSyntax statement)
    {
        var lines = statement.SyntaxTree.GetText().Lines;
        var first = lines.GetLineFromPosition(statement.SpanStart);
        var last = lines.GetLineFromPosition(statement.Span.End);
        var start = first.LineNumber > 0 && lines[first.LineNumber - 1] is var before && string.IsNullOrWhiteSpace(before.ToString()) ? before.Start : first.Start;
        return TextSpan.FromBounds(start, last.EndIncludingLineBreak);
    }
}
