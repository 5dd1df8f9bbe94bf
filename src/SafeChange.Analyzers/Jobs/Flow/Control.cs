using Microsoft.CodeAnalysis.FlowAnalysis;

namespace SafeChange.Analyzers.Jobs.Flow;

/// <summary>A condition on which it depends whether something runs.</summary>
/// <param name="Block">The block that ends with the condition.</param>
/// <param name="Outcome">The value that the condition has to have; null where either may do.</param>
internal readonly record struct Control(BasicBlock Block, bool? Outcome);
