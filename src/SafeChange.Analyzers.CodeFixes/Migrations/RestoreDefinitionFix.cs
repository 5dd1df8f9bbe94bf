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

/// <summary>Writes an operation of Down with the definition that the migrations before gave the object.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RestoreDefinitionFix))]
public sealed class RestoreDefinitionFix : MigrationFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.DownRestoresDifferently);

    private protected override string? Title(MigrationUnderFix migration, Diagnostic diagnostic) =>
        Correction(migration, diagnostic) is { } found ? $"Restore '{found.Name}' as it was" : null;

    private protected override IEnumerable<TextChange> Changes(MigrationUnderFix migration, ImmutableArray<Diagnostic> diagnostics) =>
        diagnostics.Select(diagnostic => Correction(migration, diagnostic)?.Change)
            .OfType<TextChange>()
            .SelectMany(migration.WithImports);

    // What Down fills the rows with is its author's choice, where the definition itself has no default and the one that
    // EF Core would give stands in for it.
    private static SchemaOperation WithOwnDefault(SchemaOperation known, SchemaOperation inDown) =>
        known.Argument("defaultValue") is { Code: var filler } && ClrDefault.Is(filler, known.ClrType) && inDown.Argument("defaultValue") is { } own
            ? known with { Arguments = known.Arguments.SetItem("defaultValue", own) }
            : known;

    private static (string Name, TextChange Change)? Correction(MigrationUnderFix migration, Diagnostic diagnostic)
    {
        if (migration.OperationAt(diagnostic, migration.Migration.Down) is not { } operation
            || operation.Site != operation.Syntax
            || operation.Syntax.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { Parent: BlockSyntax } statement
            || !migration.IsInDocument(statement)
            || migration.Down is not { ParameterList.Parameters: [var builder] }
            // A comment between the arguments would go with them.
            || statement.Expression.DescendantTrivia(descendIntoTrivia: false).Any(trivia =>
                trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia && statement.Expression.Span.Contains(trivia.Span))
            || SAFE3013DownRestoresDifferently.Known(operation, migration.Migration.Up.Operations, migration.Plan) is not { } known)
        {
            return null;
        }

        var indent = migration.Layout.IndentAt(statement.SpanStart);
        var writer = new OperationWriter(builder.Identifier.Text, indent, migration.Layout.Unit, migration.Layout.NewLine, migration.HasMember, migration.NamedTypes);
        return writer.Write(WithOwnDefault(known, operation)) is { } code
            ? (operation.DisplayName, new TextChange(statement.Span, code.Substring(indent.Length)))
            : null;
    }
}
