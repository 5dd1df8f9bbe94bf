using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>The SQL of a call.</summary>
/// <param name="Text">The text, with a parameter for each part that is not constant.</param>
/// <param name="Holes">Those parts, in their order.</param>
internal sealed record SqlCallText(string Text, ImmutableArray<IOperation> Holes);
