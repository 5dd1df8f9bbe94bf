using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Jobs.Flow;

/// <summary>A value and the frame in whose terms it is written.</summary>
/// <param name="Operation">The expression; with <paramref name="IsElement"/>, the collection.</param>
/// <param name="Frame">The frame that it stands in.</param>
/// <param name="IsElement">Whether the value is an element of what the expression gives: an item of a loop or of a query's lambda.</param>
internal readonly record struct ValueAt(IOperation Operation, Frame Frame, bool IsElement = false);
