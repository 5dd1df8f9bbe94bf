namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>Whether what tells one effect from another is the same on the second run.</summary>
internal enum KeyStability
{
    /// <summary>It cannot be told.</summary>
    Unknown,

    /// <summary>There is none: the database or the receiver makes one up, a new one each time.</summary>
    None,

    /// <summary>It comes from the message, the job's arguments or stored data, or is constant.</summary>
    Stable,

    /// <summary>It is random or the time.</summary>
    Unstable,
}
