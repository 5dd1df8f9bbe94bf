using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Migrations.EntityFrameworkCore;

/// <summary>
/// Which classes EF Core's <c>MigrationsAssembly</c> takes for migrations: those with <c>[DbContext]</c> of the context
/// and <c>[Migration]</c>, both of which are inherited.
/// </summary>
internal sealed class MigrationFinder(KnownTypes known, EntityFrameworkCoreTypes types)
{
    private const string MigrationsAssembly = "Microsoft.EntityFrameworkCore.Migrations.IMigrationsAssembly";

    /// <summary>The attributes that a class lacks, in words; null where it has both.</summary>
    public string? Missing(INamedTypeSymbol type) => (HasId(type), HasContext(type)) switch
    {
        (true, true) => null,
        (true, false) => "[DbContext]",
        (false, true) => "[Migration]",
        _ => "[DbContext] and [Migration]",
    };

    public bool HasId(INamedTypeSymbol type) => WithBases(type).Any(part => types.Id(part) is not null);

    public bool HasContext(INamedTypeSymbol type) => WithBases(type).Any(part => types.Context(part) is not null);

    /// <summary>Whether EF Core finds another migration in the same namespace: attributes are how this project does it.</summary>
    public bool FindsOthers(INamedTypeSymbol type) =>
        type.ContainingNamespace.GetTypeMembers().Any(other =>
            !SymbolEqualityComparer.Default.Equals(other, type)
            && other.TypeKind == TypeKind.Class
            && types.BaseMigration(other) is not null
            && types.Id(other) is not null
            && types.Context(other) is not null);

    /// <summary>The contexts that the other migrations of the namespace belong to.</summary>
    public IReadOnlyList<ITypeSymbol> Contexts(INamedTypeSymbol type) =>
        type.ContainingNamespace.GetTypeMembers()
            .Where(other => other.TypeKind == TypeKind.Class && types.BaseMigration(other) is not null)
            .Select(types.Context)
            .OfType<ITypeSymbol>()
            .Distinct<ITypeSymbol>(SymbolEqualityComparer.Default)
            .ToList();

    /// <summary>Whether other code may use the class: it is named somewhere, marked in a way of the team's own, or made with arguments.</summary>
    public bool MayBeFoundOtherwise(INamedTypeSymbol type) =>
        type.GetAttributes().Any(static attribute => !IsOfFramework(attribute.AttributeClass))
        || !type.InstanceConstructors.Any(static constructor => constructor.Parameters.IsEmpty && constructor.DeclaredAccessibility == Accessibility.Public)
        || HasOwnAssembly(known.Compilation.Assembly.GlobalNamespace)
        || known.Compilation.SyntaxTrees.Any(tree => Names(tree, type) || MarksUnderOtherSymbols(tree, type));

    // By name alone: whatever goes by it may be the class.
    private static bool Names(SyntaxTree tree, INamedTypeSymbol type)
    {
        var file = tree.FilePath;
        return !file.EndsWith(".Designer.cs", StringComparison.OrdinalIgnoreCase)
            && !file.EndsWith("ModelSnapshot.cs", StringComparison.OrdinalIgnoreCase)
            && tree.GetRoot().DescendantNodes().Any(node =>
                node is SimpleNameSyntax name && name.Identifier.ValueText == type.Name
                && !type.DeclaringSyntaxReferences.Any(part => part.SyntaxTree == tree && part.Span.Contains(node.Span)));
    }

    // The attributes are there, and compiled with another symbol only: a project for several providers.
    private static bool MarksUnderOtherSymbols(SyntaxTree tree, INamedTypeSymbol type) =>
        tree.GetRoot() is { ContainsDirectives: true } root && root.DescendantTrivia().Any(trivia =>
            trivia.IsKind(SyntaxKind.DisabledTextTrivia)
            && trivia.ToString() is var text && SqlText.Mentions(text, "Migration")
            && (SqlText.Mentions(text, type.Name)
                || type.DeclaringSyntaxReferences.Any(part => part.SyntaxTree == tree && part.GetSyntax().FullSpan.Contains(trivia.Span))));

    private bool HasOwnAssembly(INamespaceSymbol @namespace) =>
        @namespace.GetTypeMembers().Any(IsOwnAssembly) || @namespace.GetNamespaceMembers().Any(HasOwnAssembly);

    private bool IsOwnAssembly(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Class && type.AllInterfaces.Any(implemented => known.Is(implemented, MigrationsAssembly))
        || type.GetTypeMembers().Any(IsOwnAssembly);

    private static bool IsOfFramework(INamedTypeSymbol? attribute)
    {
        for (var current = attribute?.ContainingNamespace; current is { IsGlobalNamespace: false }; current = current.ContainingNamespace)
        {
            if (current.ContainingNamespace.IsGlobalNamespace)
            {
                return current.Name is "System" or "Microsoft";
            }
        }

        return false;
    }

    private static IEnumerable<INamedTypeSymbol> WithBases(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }
}
