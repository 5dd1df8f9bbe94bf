using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.CodeFixes.Migrations;

/// <summary>
/// An operation of Down that undoes the wrong object, where it was meant for one of Up that nothing undoes. Both are
/// reported (SAFE3012 and SAFE3011), and the one correction mends both.
/// </summary>
/// <param name="Place">The name in Down.</param>
/// <param name="Name">The name that was meant.</param>
/// <param name="WrongName">The name that stands there.</param>
internal sealed record MistakenName(TextSpan Place, string Name, string WrongName)
{
    /// <summary>What the fix is called.</summary>
    public string Title => $"Undo '{Name}' instead of '{WrongName}'";

    /// <summary>The edit that puts the name right.</summary>
    public TextChange Correction => new(Place, CSharpLiteral.Of(Name)!);

    /// <summary>The mistake that an operation of Down is, null where it is none that a name mends.</summary>
    public static MistakenName? In(MigrationUnderFix migration, SchemaOperation inDown, SyntaxTree tree) =>
        inDown.Syntax is InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } call
        && call.SyntaxTree == tree
        && migration.CounterpartOf(inDown) is { } meant
        && IsUndoneByName(meant, inDown)
        && (meant.NewName ?? meant.Name).Value.Text is { } name
        && NameArgument(arguments) is { } argument
            ? new(argument.Expression.Span, name, inDown.Name.ToString())
            : null;

    // A drop needs no more than the name, and a rename the old one, which is right already. A definition that was
    // written for another object is not to be trusted.
    private static bool IsUndoneByName(SchemaOperation inUp, SchemaOperation inDown) =>
        inDown.Action == SchemaAction.Drop || (inDown.Action == SchemaAction.Rename && inDown.NewName == inUp.Name);

    // The name comes first in every operation that has one.
    private static ArgumentSyntax? NameArgument(SeparatedSyntaxList<ArgumentSyntax> arguments) =>
        arguments.FirstOrDefault(static argument => argument.NameColon?.Name.Identifier.ValueText == "name")
        ?? arguments.FirstOrDefault(static argument => argument.NameColon is null);
}
