using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>
/// Entities that have a unique key beside the primary one, as attributes or the model's configuration in this project
/// say: a second row of the same values is refused. Whether the values are the same is not asked.
/// </summary>
/// <param name="compilation">The compilation.</param>
/// <param name="inTree">What <see cref="Reader"/> has found in a tree.</param>
internal sealed class UniqueIndexes(Compilation compilation, Func<SyntaxTree, ImmutableArray<string>> inTree)
{
    /// <summary>The entities for which a tree configures a unique key.</summary>
    public static readonly SyntaxTreeValueProvider<ImmutableArray<string>> Reader = new(InTree);

    private readonly Lazy<ImmutableHashSet<string>> entities = new(
        () => compilation.SyntaxTrees.SelectMany(tree => inTree(tree)).ToImmutableHashSet(StringComparer.Ordinal), LazyThreadSafetyMode.ExecutionAndPublication);

    public bool Has(ITypeSymbol entity)
    {
        for (var type = entity; type is not null; type = type.BaseType)
        {
            foreach (var attribute in type.GetAttributes())
            {
                if (attribute.AttributeClass?.Name is "IndexAttribute" && attribute.NamedArguments.Any(static a => a is { Key: "IsUnique" or "Unique", Value.Value: true }))
                {
                    return true;
                }
            }
        }

        return entities.Value.Contains(entity.Name);
    }

    // builder.Entity<Order>().HasIndex(o => o.Number).IsUnique(), or the same in an IEntityTypeConfiguration<Order>.
    private static ImmutableArray<string> InTree(SyntaxTree tree)
    {
        ImmutableArray<string>.Builder? found = null;
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (node is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IsUnique" or "HasAlternateKey" or "HasKey" } } invocation)
            {
                continue;
            }

            if (invocation is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "IsUnique" }, ArgumentList.Arguments: [{ Expression.RawKind: (int)Microsoft.CodeAnalysis.CSharp.SyntaxKind.FalseLiteralExpression }] })
            {
                continue;
            }

            // A primary key that is called Id is the one that is known anyway.
            if (invocation is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "HasKey" } } && IsPlainKey(invocation))
            {
                continue;
            }

            if (EntityOf(invocation) is { } entity)
            {
                (found ??= ImmutableArray.CreateBuilder<string>()).Add(entity);
            }
        }

        return found?.ToImmutable() ?? ImmutableArray<string>.Empty;
    }

    private static bool IsPlainKey(InvocationExpressionSyntax hasKey) =>
        hasKey.ArgumentList.Arguments is [{ Expression: LambdaExpressionSyntax { Body: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } } }]
        && name.EndsWith("Id", StringComparison.OrdinalIgnoreCase);

    private static string? EntityOf(InvocationExpressionSyntax call)
    {
        // Down the chain to Entity<Order>(), or to a variable of that kind.
        for (ExpressionSyntax? current = call; current is not null;)
        {
            switch (current)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: GenericNameSyntax { Identifier.ValueText: "Entity", TypeArgumentList.Arguments: [var type] } } }:
                    return NameOf(type);
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member }:
                    current = member.Expression;
                    break;
                case IdentifierNameSyntax identifier:
                    return OfVariable(identifier);
                default:
                    return null;
            }
        }

        return null;
    }

    private static string? OfVariable(IdentifierNameSyntax identifier)
    {
        foreach (var node in identifier.Ancestors())
        {
            switch (node)
            {
                // modelBuilder.Entity<Order>(order => { order.HasIndex(…) … })
                case LambdaExpressionSyntax { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: GenericNameSyntax { Identifier.ValueText: "Entity", TypeArgumentList.Arguments: [var type] } } } } } }:
                    return NameOf(type);
                case MethodDeclarationSyntax method:
                    foreach (var parameter in method.ParameterList.Parameters)
                    {
                        if (parameter.Identifier.ValueText == identifier.Identifier.ValueText && parameter.Type is GenericNameSyntax { TypeArgumentList.Arguments: [var entity] })
                        {
                            return NameOf(entity);
                        }
                    }

                    foreach (var declarator in method.DescendantNodes().OfType<VariableDeclaratorSyntax>())
                    {
                        if (declarator.Identifier.ValueText == identifier.Identifier.ValueText && declarator.Initializer?.Value is InvocationExpressionSyntax initializer)
                        {
                            return EntityOf(initializer);
                        }
                    }

                    return null;
            }
        }

        return null;
    }

    private static string? NameOf(TypeSyntax type) => type switch
    {
        IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
        QualifiedNameSyntax { Right: IdentifierNameSyntax right } => right.Identifier.ValueText,
        _ => null,
    };
}
