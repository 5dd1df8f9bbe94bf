namespace SafeChange.Analyzers.Jobs.Handlers;

/// <summary>Who runs a handler again, which settles how much a second run matters.</summary>
internal enum Delivery
{
    /// <summary>A broker or queue that delivers at least once.</summary>
    Broker,

    /// <summary>A durable job that is retried until it succeeds or gives up.</summary>
    Durable,

    /// <summary>A schedule: the second run is the next tick, or a person who starts the job after it has failed.</summary>
    Recurring,

    /// <summary>In the process and once: nothing runs it again.</summary>
    InProcess,
}
