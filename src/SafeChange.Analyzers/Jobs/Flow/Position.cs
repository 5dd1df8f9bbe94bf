namespace SafeChange.Analyzers.Jobs.Flow;

/// <summary>Where an operation is evaluated: a block and the place within it.</summary>
internal readonly record struct Position(int Block, int Index);
