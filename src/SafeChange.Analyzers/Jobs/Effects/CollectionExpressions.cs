using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>Collection expressions, which have an operation of their own only from Roslyn 4.9 on.</summary>
internal static class CollectionExpressions
{
    /// <summary>Whether an operation is <c>[a, b]</c>; its children are the elements.</summary>
    public static bool Is(IOperation operation) => operation is not IConversionOperation && operation.Syntax is CollectionExpressionSyntax;
}
