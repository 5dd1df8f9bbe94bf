using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SafeChange.Analyzers.CodeFixes.Foundation;

/// <summary>Adds the using directives that written code needs.</summary>
internal static class Usings
{
    /// <summary>The edit that imports a namespace, null where the type can be named at the position already.</summary>
    public static TextChange? Import(SemanticModel model, CompilationUnitSyntax root, int position, string type, string @namespace, string newLine)
    {
        if (model.LookupNamespacesAndTypes(position, name: type).Any(static symbol => symbol is INamedTypeSymbol))
        {
            return null;
        }

        var directive = $"using {@namespace};{newLine}";
        if (root.Usings.Count == 0)
        {
            // Below what the file starts with (a licence, #nullable), above the first declaration.
            return new TextChange(new TextSpan(root.Members.Count > 0 ? root.Members[0].SpanStart : root.FullSpan.End, 0), directive + newLine);
        }

        // System first, as the scaffolder and dotnet format sort them.
        var before = @namespace == "System" || @namespace.StartsWith("System.", System.StringComparison.Ordinal)
            ? root.Usings.FirstOrDefault(static item => item.Name?.ToString().StartsWith("System", System.StringComparison.Ordinal) != true)
            : null;
        return before is not null
            ? new TextChange(new TextSpan(before.SpanStart, 0), directive)
            : new TextChange(new TextSpan(root.Usings.Last().FullSpan.End, 0), directive);
    }

    /// <summary>The edits for the types of <c>System</c> that code names.</summary>
    public static IEnumerable<TextChange> ForSystemTypes(SemanticModel model, CompilationUnitSyntax root, int position, string code, string newLine)
    {
        foreach (var type in new[] { "NotSupportedException", "DateTime", "DateTimeKind", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan", "Guid" })
        {
            if (code.Contains(type) && Import(model, root, position, type, "System", newLine) is { } change)
            {
                yield return change;
                yield break;
            }
        }
    }
}
