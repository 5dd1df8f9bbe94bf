namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>What a call does that cannot be seen as done already when it is done again.</summary>
internal enum EffectKind
{
    /// <summary>A row or document is added.</summary>
    Insert,

    /// <summary>A stored value is changed by an amount.</summary>
    Accumulate,

    /// <summary>Money moves.</summary>
    Payment,

    /// <summary>A mail is sent.</summary>
    Mail,

    /// <summary>An SMS, a push or a chat message is sent.</summary>
    Message,

    /// <summary>A POST or PATCH request is sent.</summary>
    Http,

    /// <summary>A message goes to a broker, past the outbox of the handler's own context.</summary>
    Publish,

    /// <summary>Another job is enqueued.</summary>
    Enqueue,

    /// <summary>A file is appended to, moved or created so that a second time doubles or throws.</summary>
    File,

    /// <summary>The same with a blob or a table entity.</summary>
    Blob,

    /// <summary>Static state of the process changes.</summary>
    Static,
}
