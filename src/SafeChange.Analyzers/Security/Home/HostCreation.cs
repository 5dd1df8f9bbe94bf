using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SafeChange.Analyzers.Security.Home;

/// <summary>Finds where a type makes a host, a builder or a container of services. Names first: binding is for the few that fit.</summary>
internal sealed class HostCreation(Compilation compilation, HomeTypes types)
{
    // Methods of these names make a host whatever class they stand in; the others say it only with their class.
    private static readonly ImmutableHashSet<string> Methods = ImmutableHashSet.Create(
        StringComparer.Ordinal, "CreateBuilder", "CreateSlimBuilder", "CreateEmptyBuilder", "CreateDefaultBuilder", "CreateApplicationBuilder", "CreateEmptyApplicationBuilder");

    private static readonly ImmutableHashSet<string> ShortMethods = ImmutableHashSet.Create(StringComparer.Ordinal, "Create", "CreateDefault", "Start");

    /// <summary>Whether any part of the type makes one, in its own members: types that it contains speak for themselves.</summary>
    /// <param name="type">A type of this compilation.</param>
    /// <param name="containers">Whether a container without a host counts.</param>
    /// <param name="cancellationToken">Stops the search.</param>
    public bool IsIn(INamedTypeSymbol type, bool containers, CancellationToken cancellationToken)
    {
        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            SemanticModel? model = null;
            var part = reference.GetSyntax(cancellationToken);
            foreach (var node in part.DescendantNodes(node => node == part || node is not BaseTypeDeclarationSyntax))
            {
                var isOne = node switch
                {
                    InvocationExpressionSyntax invocation => IsNamed(invocation) && Makes(invocation, Model()),
                    ObjectCreationExpressionSyntax creation => IsNamed(creation.Type) && Makes(creation, Model()),
                    ImplicitObjectCreationExpressionSyntax creation => DeclaredType(creation) is { } declared && IsNamed(declared) && Makes(creation, Model()),
                    _ => false,
                };
                if (isOne)
                {
                    return true;
                }
            }

            SemanticModel Model()
            {
                cancellationToken.ThrowIfCancellationRequested();
                return model ??= compilation.GetSemanticModel(reference.SyntaxTree);
            }
        }

        return false;

        bool Makes(ExpressionSyntax expression, SemanticModel semanticModel)
        {
            var info = semanticModel.GetSymbolInfo(expression, cancellationToken);
            var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
            return expression is InvocationExpressionSyntax
                ? symbol is IMethodSymbol { IsStatic: true, ContainingType: { } maker } && types.Is(maker, HomeTypes.Makers)
                : symbol?.ContainingType is { } created && types.Is(created, HomeTypes.Created) && (containers || created.Name != "ServiceCollection");
        }
    }

    private static bool IsNamed(InvocationExpressionSyntax invocation) => invocation.Expression switch
    {
        MemberAccessExpressionSyntax access =>
            Methods.Contains(access.Name.Identifier.ValueText)
            || (ShortMethods.Contains(access.Name.Identifier.ValueText)
                && LastName(access.Expression) is { } receiver
                && HomeTypes.Makers.ContainsKey(receiver)),
        // With "using static".
        SimpleNameSyntax name => Methods.Contains(name.Identifier.ValueText),
        _ => false,
    };

    private static bool IsNamed(TypeSyntax type) => LastName(type) is { } name && HomeTypes.Created.ContainsKey(name);

    // Of "ServiceCollection services = new();".
    private static TypeSyntax? DeclaredType(ImplicitObjectCreationExpressionSyntax creation) => creation.Parent switch
    {
        EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } } => declaration.Type,
        EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Type,
        _ => null,
    };

    private static string? LastName(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        QualifiedNameSyntax name => name.Right.Identifier.ValueText,
        AliasQualifiedNameSyntax name => name.Name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        NullableTypeSyntax nullable => LastName(nullable.ElementType),
        _ => null,
    };
}
