using System.Collections.Concurrent;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Foundation;

/// <summary>
/// Semantic models of the trees that a wing follows its finds into: Up and Down of a migration and what they call, the
/// bodies that a job runs. Asking the compilation is right there: only those bodies are bound, where an operation action
/// would have every body of the compilation bound, the huge ones of <c>*.Designer.cs</c> included (decision 0004).
/// </summary>
internal sealed class SemanticModels(Compilation compilation)
{
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> models = new();

    /// <summary>The trees that a body was bound in.</summary>
    public IEnumerable<SyntaxTree> Trees => models.Keys;

    /// <summary>The model of a tree, null for a tree of another compilation.</summary>
    public SemanticModel? For(SyntaxTree tree) =>
        compilation.ContainsSyntaxTree(tree)
#pragma warning disable RS1030 // see the summary
            ? models.GetOrAdd(tree, found => compilation.GetSemanticModel(found))
#pragma warning restore RS1030
            : null;
}
