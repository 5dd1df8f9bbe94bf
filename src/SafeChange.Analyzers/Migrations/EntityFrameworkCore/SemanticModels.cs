using System.Collections.Concurrent;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Migrations.EntityFrameworkCore;

/// <summary>
/// Semantic models of the trees that migrations stand in. Asking the compilation is right here: migrations are found
/// through their types, and only the bodies of Up, Down and what they call are bound. An operation action would have
/// every body of the compilation bound, the huge ones of <c>*.Designer.cs</c> included (decision 0004).
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
