using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.CodeFixes.Migrations;

/// <summary>Edits the arguments of a call that adds a column.</summary>
internal static class ColumnArguments
{
    /// <summary>The call that a diagnostic stands on and what was read of it; null where it stands in a helper.</summary>
    public static (InvocationExpressionSyntax Call, SchemaOperation Operation)? At(MigrationUnderFix migration, Diagnostic diagnostic) =>
        migration.OperationAt(diagnostic, migration.Migration.Up) is { Syntax: InvocationExpressionSyntax call } operation && operation.Site == call
            ? (call, operation)
            : null;

    /// <summary>Gives a named argument that value: in its place, else at the end, on a line of its own where the others have one.</summary>
    public static TextChange? Set(MigrationUnderFix migration, InvocationExpressionSyntax call, string name, string code)
    {
        var arguments = call.ArgumentList.Arguments;
        if (arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == name) is { } present)
        {
            return new TextChange(present.Expression.Span, code);
        }

        if (arguments.Count == 0)
        {
            return null;
        }

        var last = arguments[arguments.Count - 1];
        var separator = migration.Layout.IsFirstOnLine(last.SpanStart) ? "," + migration.Layout.NewLine + migration.Layout.IndentAt(last.SpanStart) : ", ";
        return new TextChange(new TextSpan(last.Span.End, 0), $"{separator}{name}: {code}");
    }
}
