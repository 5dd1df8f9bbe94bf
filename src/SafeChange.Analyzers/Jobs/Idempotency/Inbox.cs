using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>
/// Inboxes of frameworks: deliveries that were handled are recorded in the transaction of the handler's own data, and
/// recognised. They protect what is stored there, not what leaves the database. Only a configuration that this
/// compilation shows counts.
/// </summary>
/// <param name="compilation">The compilation.</param>
/// <param name="inTree">What <see cref="Reader"/> has found in a tree; the compiler's host keeps it for as long as the tree stays the same.</param>
internal sealed class Inbox(Compilation compilation, Func<SyntaxTree, ImmutableArray<string>> inTree)
{
    /// <summary>The frameworks whose inbox a tree switches on, by the names of the methods that do so.</summary>
    public static readonly SyntaxTreeValueProvider<ImmutableArray<string>> Reader = new(InTree);

    private readonly Lazy<ImmutableArray<string>> configured = new(
        () => compilation.SyntaxTrees.SelectMany(tree => inTree(tree)).Distinct().ToImmutableArray(), LazyThreadSafetyMode.ExecutionAndPublication);

    /// <summary>Whether a word of <c>safechange.jobs.assume_transactional_inbox</c> is known.</summary>
    public static bool IsFramework(string word) =>
        word.ToLowerInvariant() is "none" or "all" or "nservicebus" or "masstransit" or "wolverine" or "abp" or "brighter" or "rebus";

    /// <summary>Whether deliveries of a framework are recognised.</summary>
    /// <param name="framework">The framework of the handler.</param>
    /// <param name="assumed">What the team's option says.</param>
    public bool Covers(string framework, ImmutableArray<string> assumed)
    {
        return assumed.Any(item => string.Equals(item, "all", StringComparison.OrdinalIgnoreCase) || string.Equals(item, framework, StringComparison.OrdinalIgnoreCase))
            || configured.Value.Contains(framework);
    }

    /// <summary>Whether a handler itself asks its framework to recognise deliveries.</summary>
    public static bool IsOn(ISymbol? handler, SymbolCatalog guards)
    {
        for (var symbol = handler; symbol is IMethodSymbol or INamedTypeSymbol; symbol = symbol.ContainingSymbol)
        {
            foreach (var attribute in symbol.GetAttributes())
            {
                if (attribute.AttributeClass?.Name is "UseInboxAttribute" or "UseInboxAsyncAttribute")
                {
                    // Brighter's default is not to: it records and goes on.
                    if (attribute.NamedArguments.Any(static a => a is { Key: "OnceOnly" or "onceOnly", Value.Value: true })
                        || attribute.ConstructorArguments.Any(static a => a is { Value: true }))
                    {
                        return true;
                    }
                }
                else if (attribute.AttributeClass is { } type && guards.Find(type)?["guard"] == "inbox")
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static ImmutableArray<string> InTree(SyntaxTree tree)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (node is InvocationExpressionSyntax invocation
                && (invocation.Expression switch
                {
                    MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
                    MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
                    _ => "",
                }) is { Length: > 0 } name)
            {
                foreach (var entry in CatalogKind.Guards.BuiltIn.Named(name))
                {
                    if (entry["guard"] == "inbox" && entry["framework"] is { } framework)
                    {
                        found.Add(framework);
                    }
                }

                // With IdempotencyStyle.Eager the delivery is recorded before the handler runs.
                if (name == "AutoApplyTransactions" && invocation.ArgumentList.ToString().Contains("Eager"))
                {
                    found.Add("Wolverine");
                }
            }
        }

        return found.ToImmutable();
    }
}
