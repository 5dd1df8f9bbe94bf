namespace SafeChange.Analyzers.Jobs.Idempotency;

internal enum WriteKind
{
    /// <summary>A member is set.</summary>
    Set,

    /// <summary>A row is added.</summary>
    Insert,

    /// <summary>Rows go.</summary>
    Delete,

    /// <summary>Something without source is told that the work is done.</summary>
    Mark,
}

/// <summary>Stored state that a handler leaves changed, and that the next run may ask about.</summary>
/// <param name="Kind">How it changes.</param>
/// <param name="State">What changes.</param>
/// <param name="At">Where.</param>
internal sealed record Write(WriteKind Kind, StateKey State, Occurrence At)
{
    /// <summary>Whether what is set is known.</summary>
    public bool IsConstant { get; init; }

    /// <summary>What is set, where it is known; null for null.</summary>
    public object? Constant { get; init; }

    /// <summary>Whether the write lasts as it is made, with no save to come.</summary>
    public bool Persists { get; init; }

    /// <summary>For an insert: whether its key comes from the message, so that a second one fails.</summary>
    public bool HasStableKey { get; init; }
}
