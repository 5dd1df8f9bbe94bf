using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SafeChange.Analyzers.CodeFixes.Jobs;

/// <summary>The question whether a row is there, as a function asks: with or without await, with the token that it has.</summary>
/// <param name="Code">The condition: <c>await db.Entries.AnyAsync(e => e.MessageId == id, ct)</c>.</param>
/// <param name="Import">The using directive that it needs, if it is missing.</param>
internal sealed record ExistsQuery(string Code, TextChange? Import)
{
    /// <summary>Writes the question; null where the function can neither await nor block.</summary>
    /// <param name="place">The file.</param>
    /// <param name="function">The function that asks.</param>
    /// <param name="set">The set, as code.</param>
    /// <param name="type">The type of the set.</param>
    /// <param name="condition">What is asked of a row, which goes by the name that it is given.</param>
    public static ExistsQuery? Of(CodePlace place, SyntaxNode function, string set, ITypeSymbol type, Func<string, string> condition)
    {
        if (place.SymbolOf(function) is not { } method)
        {
            return null;
        }

        var names = function.DescendantNodes().OfType<MemberAccessExpressionSyntax>().Select(static access => access.Name.Identifier.ValueText).ToList();
        var isSync = names.Contains("SaveChanges") && !names.Contains("SaveChangesAsync");
        if (!method.IsAsync && !isSync)
        {
            return null;
        }

        var name = isSync ? "Any" : "AnyAsync";
        var row = RowName(function, type);
        TextChange? import = place.Model.LookupSymbols(place.Node.SpanStart, type as INamespaceOrTypeSymbol, name, includeReducedExtensionMethods: true).Any() ? null
            : isSync ? place.Import("Queryable", "System.Linq")
            : place.Import("EntityFrameworkQueryableExtensions", "Microsoft.EntityFrameworkCore");
        var question = $"{set}.{name}({row} => {condition(row)}{(isSync ? "" : Token(place, function))})";
        return new(isSync ? question : "await " + question + (names.Contains("ConfigureAwait") ? ".ConfigureAwait(false)" : ""), import);
    }

    /// <summary>A name that the function does not use yet.</summary>
    public static string Unused(SyntaxNode function, params string[] names)
    {
        var taken = new HashSet<string>(function.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText));
        return names.FirstOrDefault(name => !taken.Contains(name)) ?? names[0] + "2";
    }

    private static string RowName(SyntaxNode function, ITypeSymbol set) =>
        set is INamedTypeSymbol { TypeArguments: [{ Name: { Length: > 0 } name }] }
            ? Unused(function, char.ToLowerInvariant(name[0]).ToString(), "row", "existing")
            : Unused(function, "row", "existing");

    // The token that the calls around are given, or else the one that the function is.
    private static string Token(CodePlace place, SyntaxNode function)
    {
        var given = function.DescendantNodes(node => node == function || node is not AnonymousFunctionExpressionSyntax).OfType<ArgumentSyntax>()
            .Select(static argument => argument.Expression)
            .FirstOrDefault(value => value is IdentifierNameSyntax or MemberAccessExpressionSyntax && IsToken(place.Model.GetTypeInfo(value).Type));
        var name = given is not null && place.Model.GetSymbolInfo(given).Symbol is IParameterSymbol or IPropertySymbol { IsStatic: false }
            ? given.ToString()
            : place.SymbolOf(function)?.Parameters.FirstOrDefault(static parameter => IsToken(parameter.Type))?.Name;
        return name is null ? "" : ", " + name;
    }

    private static bool IsToken(ITypeSymbol? type) => type is { Name: "CancellationToken", ContainingNamespace: { Name: "Threading", ContainingNamespace.Name: "System" } };
}
