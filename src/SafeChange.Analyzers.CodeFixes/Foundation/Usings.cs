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
    public static TextChange? Import(SemanticModel model, CompilationUnitSyntax root, int at, string type, string @namespace, string newLine)
    {
        if (model.LookupNamespacesAndTypes(at, name: type).Any(static symbol => symbol is INamedTypeSymbol))
        {
            return null;
        }

        var directive = $"using {@namespace};{newLine}";
        if (root.Usings.Count == 0)
        {
            // Below what the file starts with (a licence, #nullable), above the namespace. The comments above a type are the
            // type's: they may be its documentation, or its note.
            var position = root.Members.FirstOrDefault() switch
            {
                BaseNamespaceDeclarationSyntax declaration => declaration.SpanStart,
                { } member => member.FullSpan.Start,
                null => root.FullSpan.End,
            };
            return new TextChange(new TextSpan(position, 0), directive + newLine);
        }

        // System first, as the scaffolder and dotnet format sort them, but below the global ones, as the language asks.
        var before = @namespace == "System" || @namespace.StartsWith("System.", System.StringComparison.Ordinal)
            ? root.Usings.FirstOrDefault(static item => item.GlobalKeyword.RawKind == 0 && item.Name?.ToString().StartsWith("System", System.StringComparison.Ordinal) != true)
            : null;
        return before is not null
            ? new TextChange(new TextSpan(before.SpanStart, 0), directive)
            : new TextChange(new TextSpan(root.Usings.Last().FullSpan.End, 0), directive);
    }

    /// <summary>The edit that imports <c>System</c> for the types that code names, null where none is needed.</summary>
    public static TextChange? ForSystemTypes(SemanticModel model, CompilationUnitSyntax root, int position, string code, string newLine) =>
        SystemTypes.Where(type => Names(code, type) && !IsTaken(model, position, type))
            .Select(type => Import(model, root, position, type, "System", newLine))
            .FirstOrDefault(static change => change is not null);

    /// <summary>The same code, with the types of <c>System</c> by their full name where the simple one means another type.</summary>
    public static string Qualified(SemanticModel model, int position, string code)
    {
        foreach (var type in SystemTypes)
        {
            if (Names(code, type) && IsTaken(model, position, type))
            {
                code = code.Replace("new " + type + "(", "new global::System." + type + "(").Replace(" " + type + ".", " global::System." + type + ".");
            }
        }

        return code;
    }

    private static readonly string[] SystemTypes =
        ["NotSupportedException", "DateTime", "DateTimeKind", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan", "Guid"];

    private static bool Names(string code, string type) => code.Contains("new " + type + "(") || code.Contains(" " + type + ".");

    private static bool IsTaken(SemanticModel model, int position, string type) =>
        model.LookupNamespacesAndTypes(position, name: type).Any(static symbol => symbol is INamedTypeSymbol { ContainingNamespace: not { Name: "System", ContainingNamespace.IsGlobalNamespace: true } });
}
