using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.CodeFixes.Migrations;

/// <summary>
/// Corrects the name in an operation of Down that undoes the wrong object, where Up has one of the same kind on the
/// same table that nothing undoes.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(UndoIntendedObjectFix))]
public sealed class UndoIntendedObjectFix : MigrationFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.DownUndoesUnrelated, RuleIds.DownDoesNotReverse);

    private protected override string? Title(MigrationUnderFix migration, Diagnostic diagnostic) =>
        Correction(migration, diagnostic) is { } correction ? $"Undo '{correction.Name}' instead of '{correction.WrongName}'" : null;

    private protected override IEnumerable<TextChange> Changes(MigrationUnderFix migration, ImmutableArray<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics)
        {
            if (Correction(migration, diagnostic) is { } correction)
            {
                yield return new TextChange(correction.Place, CSharpLiteral.Of(correction.Name)!);
            }
        }
    }

    private static (TextSpan Place, string Name, string WrongName)? Correction(MigrationUnderFix migration, Diagnostic diagnostic)
    {
        var inDown = diagnostic.Id == RuleIds.DownUndoesUnrelated
            ? migration.OperationAt(diagnostic, migration.Migration.Down)
            : migration.OperationAt(diagnostic, migration.Migration.Up) is { } operation ? migration.CounterpartOf(operation) : null;
        return inDown is { Syntax: InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } call }
            && call.SyntaxTree == diagnostic.Location.SourceTree
            && migration.CounterpartOf(inDown) is { } meant
            && IsUndoneByName(meant, inDown)
            && (meant.NewName ?? meant.Name).Value.Text is { } name
            && NameArgument(arguments) is { } argument
            ? (argument.Expression.Span, name, inDown.Name.ToString())
            : null;
    }

    // A drop needs no more than the name, and a rename the old one, which is right already. A definition that was
    // written for another object is not to be trusted.
    private static bool IsUndoneByName(SchemaOperation inUp, SchemaOperation inDown) =>
        inDown.Action == SchemaAction.Drop || (inDown.Action == SchemaAction.Rename && inDown.NewName == inUp.Name);

    // The name comes first in every operation that has one.
    private static ArgumentSyntax? NameArgument(SeparatedSyntaxList<ArgumentSyntax> arguments) =>
        arguments.FirstOrDefault(static argument => argument.NameColon?.Name.Identifier.ValueText == "name")
        ?? arguments.FirstOrDefault(static argument => argument.NameColon is null);
}
