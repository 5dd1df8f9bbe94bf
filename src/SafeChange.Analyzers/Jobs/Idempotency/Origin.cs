namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>Where an object comes from.</summary>
internal enum Origin
{
    Unknown,

    /// <summary>Made in this run.</summary>
    New,

    /// <summary>Loaded from what outlives the run.</summary>
    Stored,
}
