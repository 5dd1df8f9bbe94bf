using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.CodeFixes.Migrations;

/// <summary>Takes raw SQL back in Down where the reverse can be told from the statement, at its place in the reverse order.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ReverseSqlFix))]
public sealed class ReverseSqlFix : MigrationFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.RawSqlNotReversed);

    private protected override string? Title(MigrationUnderFix migration, Diagnostic diagnostic) =>
        Changes(migration, ImmutableArray.Create(diagnostic)).Any() ? "Take the SQL back in Down" : null;

    private protected override IEnumerable<TextChange> Changes(MigrationUnderFix migration, ImmutableArray<Diagnostic> diagnostics)
    {
        if (migration.Down is not { ParameterList.Parameters.Count: 1, Body: { } body } down
            || (body.Statements.Count == 0 && !DownBody.IsReplaceable(down))
            || MayLeaveEarly(body))
        {
            return [];
        }

        var up = migration.Migration.Up.Operations;
        var (indent, newLine) = (migration.StatementIndent(down), migration.Layout.NewLine);
        var builder = down.ParameterList.Parameters[0].Identifier.Text;
        var unreversed = SAFE3017RawSqlNotReversed.Unreversed(new MigrationCase(migration.Migration, migration.Options, () => migration.Before, static _ => { }))
            .ToDictionary(static entry => entry.Operation, static entry => entry.Statements);
        // What comes last in Up goes first.
        var calls = diagnostics
            .Select(diagnostic => migration.OperationAt(diagnostic, migration.Migration.Up))
            .Where(operation => operation is not null && unreversed.TryGetValue(operation, out var statements) && CanWrite(operation)
                && statements.All(static statement => statement.Inverse is not null))
            .Select(static operation => operation!)
            .Distinct()
            .OrderByDescending(operation => up.IndexOf(operation))
            .Select(operation => (Operation: operation, Code: string.Join(newLine + newLine, unreversed[operation].Reverse()
                .Select(statement => $"{indent}{builder}.Sql({CSharpLiteral.Of(statement.Inverse)});"))))
            .ToList();
        if (calls.Count == 0)
        {
            return [];
        }

        if (body.Statements.Count == 0)
        {
            return [DownBody.Replace(migration, down, calls.Select(static call => call.Code).ToList())];
        }

        var changes = new List<TextChange>();
        foreach (var place in calls.GroupBy(call => Place(migration, body, up.IndexOf(call.Operation))))
        {
            var code = string.Join(newLine + newLine, place.Select(static call => call.Code));
            var change = place.Key is { } before
                ? Above(before, code, newLine, migration)
                : Behind(body.Statements.Last(), code, newLine, migration);
            if (change is null)
            {
                return [];
            }

            changes.Add(change.Value);
        }

        return changes;
    }

    // What stands behind "if (SQLite) return;" is not run by all that have run Up.
    private static bool MayLeaveEarly(BlockSyntax body) =>
        body.DescendantNodes().Any(node => node is ReturnStatementSyntax or ThrowStatementSyntax && node != body.Statements.Last());

    // A statement that must not run in a transaction, or under one provider only, is for a person.
    private static bool CanWrite(SchemaOperation operation) =>
        operation.Condition.IsAlways && operation.Argument("suppressTransaction") is null && operation.Site == operation.Syntax;

    // Before the first statement of Down that undoes something earlier of Up; null for the end.
    private static StatementSyntax? Place(MigrationUnderFix migration, BlockSyntax body, int own)
    {
        foreach (var statement in body.Statements)
        {
            var undone = migration.Migration.Down.Operations
                .Where(operation => statement.Span.Contains(operation.Site.Span) && operation.Site.SyntaxTree == statement.SyntaxTree)
                .Select(operation => UndoneBy(migration, operation));
            if (undone.Any(index => index >= 0 && index < own))
            {
                return statement;
            }
        }

        // A return or throw at the end stays at the end.
        return body.Statements.Last() is ReturnStatementSyntax or ThrowStatementSyntax ? body.Statements.Last() : null;
    }

    // The last operation of Up that it has to do with.
    private static int UndoneBy(MigrationUnderFix migration, SchemaOperation inDown)
    {
        var up = migration.Migration.Up.Operations;
        for (var i = up.Length - 1; i >= 0; i--)
        {
            var candidate = up[i];
            var isUndone = candidate.Kind == SchemaObjectKind.Sql
                ? candidate.Statements.Any(statement => RawSqlEvidence.IsReversed(statement, ImmutableArray.Create(inDown)))
                : candidate.Kind == inDown.Kind
                    && (candidate.Table is null || inDown.Table is null || candidate.Table == inDown.Table)
                    && (candidate.NewName ?? candidate.Name) == inDown.Name;
            if (isUndone)
            {
                return i;
            }
        }

        return -1;
    }

    // Above the comments that belong to the statement.
    private static TextChange? Above(StatementSyntax statement, string code, string newLine, MigrationUnderFix migration)
    {
        if (!migration.Layout.IsFirstOnLine(statement.SpanStart))
        {
            return null;
        }

        var lines = statement.SyntaxTree.GetText().Lines;
        var start = lines.GetLineFromPosition(statement.SpanStart).Start;
        foreach (var comment in statement.GetLeadingTrivia().Reverse())
        {
            if (comment.IsDirective)
            {
                return null;
            }

            if (comment.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
            {
                start = lines.GetLineFromPosition(comment.SpanStart).Start;
            }
        }

        return new TextChange(new TextSpan(start, 0), code + newLine + newLine);
    }

    private static TextChange? Behind(StatementSyntax statement, string code, string newLine, MigrationUnderFix migration)
    {
        var lines = statement.SyntaxTree.GetText().Lines;
        var line = lines.GetLineFromPosition(statement.Span.End);
        return migration.Layout.IsFirstOnLine(statement.SpanStart) && statement.Parent is BlockSyntax body && body.CloseBraceToken.SpanStart > line.End
            ? new TextChange(new TextSpan(line.End, 0), newLine + newLine + code)
            : null;
    }
}
