using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.CodeFixes.ChangeNotes;
using SafeChange.Analyzers.CodeFixes.Migrations.EntityFrameworkCore;
using SafeChange.Analyzers.ChangeNotes;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.CodeFixes.Migrations;

/// <summary>
/// Writes Down: the whole of it where it is missing, empty or refuses, or the one operation that it forgets (or undoes
/// another object in the place of). In
/// strictly reverse order, as EF Core lays operations out. What neither Up nor the migrations before tell ends in a throw: Down builds a
/// list before any SQL runs, so a throw stops the revert with nothing done.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WriteDownFix))]
public sealed class WriteDownFix : MigrationFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        RuleIds.MigrationWithoutDown, RuleIds.EmptyDownAfterSchemaChange, RuleIds.EmptyDownAfterDataChange, RuleIds.DownThrowsThoughReversible,
        RuleIds.DownDoesNotReverse, RuleIds.ProviderBranchNotReversed);

    private protected override string? Title(MigrationUnderFix migration, Diagnostic diagnostic)
    {
        if (IsForgotten(diagnostic))
        {
            return MissingStep(migration, diagnostic) is { } step && Insert(migration, [step]) is not null
                ? $"Undo {step.Of.Call} '{step.Of.DisplayName}' in Down"
                : Mistake(migration, diagnostic)?.Title;
        }

        if (Write(migration) is not { } written)
        {
            return null;
        }

        return written.Missing == 0
            ? "Write Down"
            : $"Write Down ({migration.Plan.Length - written.Missing} of {migration.Plan.Length} operations; it throws until the rest is written)";
    }

    private protected override IEnumerable<TextChange> Changes(MigrationUnderFix migration, ImmutableArray<Diagnostic> diagnostics)
    {
        var forgotten = diagnostics.Where(IsForgotten).ToList();
        if (forgotten.Count < diagnostics.Length)
        {
            return Write(migration)?.Changes ?? [];
        }

        var steps = forgotten.Select(diagnostic => MissingStep(migration, diagnostic)).Where(static step => step is not null).Select(static step => step!).ToList();
        var mistakes = forgotten.Select(diagnostic => Mistake(migration, diagnostic)).Where(static mistake => mistake is not null).Select(static mistake => mistake!.Correction);
        return (Insert(migration, steps) ?? []).Concat(mistakes);
    }

    // One operation, to be inserted into the Down that is there.
    private static bool IsForgotten(Diagnostic diagnostic) => diagnostic.Id is RuleIds.DownDoesNotReverse or RuleIds.ProviderBranchNotReversed;

    private static (IReadOnlyList<TextChange> Changes, int Missing)? Write(MigrationUnderFix migration)
    {
        if (migration.Up is not { } up || up.ParameterList.Parameters.Count != 1 || migration.Migration.Up.IsOpaque
            || (migration.Down is { } existing ? !DownBody.IsReplaceable(existing) : migration.Migration.Down.Origin != MethodOrigin.Framework))
        {
            return null;
        }

        var down = migration.Down;
        var builder = (down ?? up).ParameterList.Parameters[0].Identifier.Text;
        var (blocks, missing) = Blocks(migration, migration.Plan, builder, migration.StatementIndent(down ?? up));
        if (missing.Count == migration.Plan.Length)
        {
            // Nothing can be written: to refuse is another fix.
            return null;
        }

        if (missing.Count > 0)
        {
            blocks.Add(migration.StatementIndent(down ?? up) + Refusal.Throw(migration, missing));
        }

        var edit = down is not null ? DownBody.Replace(migration, down, blocks) : DownBody.AddBelow(migration, up, blocks);
        return (migration.WithImports(edit).ToList(), missing.Count);
    }

    // The statements of the steps, and the operations of Up that have none.
    private static (List<string> Blocks, List<SchemaOperation> Missing) Blocks(
        MigrationUnderFix migration, IEnumerable<ReversalStep> steps, string builder, string indent)
    {
        var (unit, newLine) = (migration.Layout.Unit, migration.Layout.NewLine);
        var blocks = new List<string>();
        var missing = new List<SchemaOperation>();
        var lost = Lost(migration, steps);
        string? guard = null;
        var guarded = new List<string>();

        void CloseGuard()
        {
            if (guard is not null)
            {
                blocks.Add($"{indent}if ({guard}){newLine}{indent}{{{newLine}{string.Join(newLine + newLine, guarded)}{newLine}{indent}}}");
                guard = null;
                guarded.Clear();
            }
        }

        foreach (var step in Reversal.TogetherByTable(steps))
        {
            var condition = step.Of.Condition.IsAlways ? null : Guard(migration, step.Of.Condition.Code, builder);
            var writer = new OperationWriter(builder, condition is null ? indent : indent + unit, unit, newLine, migration.HasMember, migration.NamedTypes);
            var statements = step.IsComplete && (step.Of.Condition.IsAlways || condition is not null)
                ? step.Inverse.Select(writer.Write).ToList()
                : new List<string?> { null };
            if (statements.Contains(null))
            {
                CloseGuard();
                missing.Add(step.Of);
                blocks.Add($"{indent}// {Sentence(PlaceholderText.NotWrittenYet)}: {step.Of.Call} '{step.Of.DisplayName}' is to be undone here, which needs {step.WhyNot ?? "values that are local to Up"}.");
                continue;
            }

            if (condition != guard)
            {
                CloseGuard();
                guard = condition;
            }

            if (lost.Count > 0 && lost[0] == step.Of)
            {
                // One note for all of it, since one way back restores it all.
                var note = NoteSkeleton.Rollback(NoteSkeleton.QuestionAbout(lost.Select(static operation => operation.DisplayName).Distinct()));
                statements[0] = string.Concat(note.Select(line => writer.Indent + line + newLine)) + statements[0];
            }

            (guard is null ? blocks : guarded).AddRange(statements!);
        }

        CloseGuard();
        return (blocks, missing);
    }

    // What comes back without its data, and has no note yet that says how the data does.
    private static List<SchemaOperation> Lost(MigrationUnderFix migration, IEnumerable<ReversalStep> steps) =>
        steps.Where(static step => step is { Of: { Action: SchemaAction.Drop, Kind: SchemaObjectKind.Table or SchemaObjectKind.Column }, IsComplete: true }
                && step.Inverse[0].Argument("computedColumnSql") is null && step.Inverse[0].Argument("rowVersion")?.Constant is not true
                && !step.Inverse[0].Annotations.Any(static annotation => annotation.Name.Contains(":TemporalIsPeriod")))
            .Select(static step => step.Of)
            .Where(operation => migration.Notes.ForOperation(operation).IsNone)
            .ToList();

    // The test as Up makes it, with Down's name for the builder.
    private static string? Guard(MigrationUnderFix migration, string? condition, string builder)
    {
        var inUp = (migration.Migration.Up.Declaration as MethodDeclarationSyntax)?.ParameterList.Parameters.FirstOrDefault()?.Identifier.ValueText;
        if (condition is null || inUp == builder)
        {
            return condition;
        }

        var expression = SyntaxFactory.ParseExpression(condition);
        return expression.ReplaceNodes(
            expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
                .Where(name => name.Identifier.ValueText == inUp && (name.Parent as MemberAccessExpressionSyntax)?.Name != name),
            (name, _) => name.WithIdentifier(SyntaxFactory.Identifier(builder))).ToString();
    }

    private static string Sentence(string text) => char.ToUpperInvariant(text[0]) + text.Substring(1);

    private static ReversalStep? MissingStep(MigrationUnderFix migration, Diagnostic diagnostic) =>
        migration.OperationAt(diagnostic, migration.Migration.Up) is { } operation
            && !IsTouchedByDown(migration, operation)
            && Mistake(migration, diagnostic) is null
            ? migration.Plan.FirstOrDefault(step => ReferenceEquals(step.Of, operation) && step.IsComplete)
            : null;

    // What is not forgotten but mistaken for something else: SAFE3012 offers the same correction at the other end.
    private static MistakenName? Mistake(MigrationUnderFix migration, Diagnostic diagnostic) =>
        migration.OperationAt(diagnostic, migration.Migration.Up) is { } operation
            && migration.CounterpartOf(operation) is { } inDown
            && diagnostic.Location.SourceTree is { } tree
            ? MistakenName.In(migration, inDown, tree)
            : null;

    // Down does something to the object already, and something else than what undoes it: that is for a person.
    private static bool IsTouchedByDown(MigrationUnderFix migration, SchemaOperation operation) =>
        operation.IsStructural && migration.Migration.Down.Operations.Any(other =>
            other.Kind == operation.Kind && other.Table == operation.Table && other.Name == (operation.NewName ?? operation.Name)
            && RunTogether(operation, other));

    // What runs under another provider only is not in the way.
    private static bool RunTogether(SchemaOperation one, SchemaOperation other) =>
        Symmetry.Providers(ImmutableArray.Create(one, other)).Any(provider => one.Condition.Holds(provider) != false && other.Condition.Holds(provider) != false);

    private static IReadOnlyList<TextChange>? Insert(MigrationUnderFix migration, IReadOnlyList<ReversalStep> steps)
    {
        if (migration.Down is not { ParameterList.Parameters.Count: 1 } down || steps.Count == 0)
        {
            return null;
        }

        var (indent, newLine) = (migration.StatementIndent(down), migration.Layout.NewLine);
        var builder = down.ParameterList.Parameters[0].Identifier.Text;
        var order = migration.Plan.Select(static step => step.Of).ToList();
        var sorted = steps.Distinct().OrderBy(step => order.IndexOf(step.Of)).ToList();
        if (down.Body is not { } body)
        {
            return InsertIntoExpression(migration, down, sorted, order, builder, indent);
        }

        if (body.Statements.Count == 0)
        {
            var (blocks, missing) = Blocks(migration, sorted, builder, indent);
            return missing.Count == 0 && DownBody.IsReplaceable(down) ? migration.WithImports(DownBody.Replace(migration, down, blocks)).ToList() : null;
        }

        var changes = new List<TextChange>();
        foreach (var place in sorted.GroupBy(step => Place(migration, body, step.Of)))
        {
            var (blocks, missing) = Blocks(migration, place, builder, indent);
            if (missing.Count > 0)
            {
                return null;
            }

            var code = string.Join(newLine + newLine, blocks);
            var change = place.Key is { } before
                ? new TextChange(new TextSpan(LineStart(before), 0), code + newLine + newLine)
                : InsertAtEnd(body, code, indent, migration);
            changes.AddRange(migration.WithImports(change));
        }

        return changes;
    }

    private static IReadOnlyList<TextChange>? InsertIntoExpression(
        MigrationUnderFix migration, MethodDeclarationSyntax down, List<ReversalStep> steps, List<SchemaOperation> order, string builder, string indent)
    {
        var newLine = migration.Layout.NewLine;
        var (blocks, missing) = Blocks(migration, steps, builder, indent);
        if (missing.Count > 0 || down.ExpressionBody is not { } arrow || arrow.Expression is ThrowExpressionSyntax)
        {
            return null;
        }

        // The one statement that is there: before it go the steps that undo what comes later in Up.
        var present = migration.Migration.Down.Operations.FirstOrDefault() is { } operation ? IndexOfReversed(order, operation) : -1;
        var at = steps.Count(step => present >= 0 && order.IndexOf(step.Of) < present);
        blocks.Insert(at, indent + arrow.Expression + ";");
        var edit = DownBody.Replace(migration, down, blocks);
        return migration.WithImports(edit).ToList();
    }

    // Before the first statement of Down that undoes something earlier of Up; null for the end.
    private static StatementSyntax? Place(MigrationUnderFix migration, BlockSyntax body, SchemaOperation operation)
    {
        var order = migration.Plan.Select(static step => step.Of).ToList();
        var own = order.IndexOf(operation);
        foreach (var statement in body.Statements)
        {
            var undone = migration.Migration.Down.Operations
                .Where(other => statement.Span.Contains(other.Site.Span))
                .Select(other => IndexOfReversed(order, other))
                .Where(static index => index >= 0);
            if (undone.Any(index => index > own))
            {
                return statement;
            }
        }

        // A return or throw at the end stays at the end.
        return body.Statements.LastOrDefault() is ReturnStatementSyntax or ThrowStatementSyntax ? body.Statements.Last() : null;
    }

    // The plan is in reverse order: a larger index is something earlier in Up.
    private static int IndexOfReversed(List<SchemaOperation> order, SchemaOperation inDown) =>
        order.FindIndex(candidate => candidate.Kind == inDown.Kind
            && Reversal.IsReversedBy(candidate.Action, inDown.Action)
            && (candidate.Table is null || inDown.Table is null || candidate.Table == inDown.Table)
            && (candidate.NewName ?? candidate.Name) == inDown.Name);

    private static int LineStart(SyntaxNode node)
    {
        // Above the comments that belong to the statement, but below the empty line before them.
        var start = node.SpanStart;
        foreach (var trivia in node.GetLeadingTrivia().Reverse())
        {
            if (trivia.IsKind(SyntaxKind.WhitespaceTrivia))
            {
                start = trivia.SpanStart;
            }
            else if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
            {
                start = trivia.SpanStart;
            }
            else if (!trivia.IsKind(SyntaxKind.EndOfLineTrivia) || start - trivia.Span.End != 0 || EndsEmptyLine(node, trivia))
            {
                break;
            }
        }

        return start;
    }

    private static bool EndsEmptyLine(SyntaxNode node, SyntaxTrivia endOfLine)
    {
        var text = node.SyntaxTree.GetText();
        var line = text.Lines.GetLineFromPosition(endOfLine.SpanStart);
        return string.IsNullOrWhiteSpace(text.ToString(line.Span));
    }

    private static TextChange InsertAtEnd(BlockSyntax body, string code, string indent, MigrationUnderFix migration)
    {
        var newLine = migration.Layout.NewLine;
        var outer = indent.Substring(0, System.Math.Max(0, indent.Length - migration.Layout.Unit.Length));
        // After the last statement and the comment behind it on its line.
        var last = body.Statements.Last();
        var end = last.Span.End;
        foreach (var trivia in last.GetTrailingTrivia())
        {
            if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
            {
                end = trivia.Span.End;
            }
        }

        var lines = body.SyntaxTree.GetText().Lines;
        var isOnOneLine = lines.IndexOf(end) == lines.IndexOf(body.CloseBraceToken.SpanStart);
        return new TextChange(new TextSpan(end, 0), newLine + newLine + code + (isOnOneLine ? newLine + outer : ""));
    }
}
