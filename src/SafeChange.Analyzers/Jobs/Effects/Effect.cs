using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>One operation that does something a second time when it runs a second time.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Operation">The operation, as it stands in the tree (not lowered).</param>
/// <param name="Name">How a message names it: <c>SmtpClient.SendMailAsync</c>, <c>Article.ViewCount</c>, <c>DbSet&lt;Order&gt;.Add</c>.</param>
internal sealed record Effect(EffectKind Kind, IOperation Operation, string Name)
{
    /// <summary>The entity or document that is added or changed, where that is known; may be a type parameter.</summary>
    public ITypeSymbol? Entity { get; init; }

    /// <summary>The SQL table, without schema and quotes, where the effect stands in SQL text.</summary>
    public string? Table { get; init; }

    /// <summary>The property or field that is changed by an amount.</summary>
    public ISymbol? Member { get; init; }

    /// <summary>
    /// What decides whether it is stored at all, and comes out of the handler's data: the object whose member is
    /// changed, or the object that is added. Null where the operation itself stores.
    /// </summary>
    public IOperation? Subject { get; init; }

    /// <summary>Whether the idempotency key, message ID or primary key is the same on a second run.</summary>
    public KeyStability Key { get; init; }

    /// <summary>The value of the key, where there is one.</summary>
    public IOperation? KeyValue { get; init; }

    /// <summary>What the key is called where it is set: <c>IdempotencyKey</c>, <c>MessageId</c>, <c>Id</c>.</summary>
    public string? KeyName { get; init; }

    /// <summary>
    /// Whether an object is added to a collection of another (<see cref="Subject"/>): a row only where that one is stored.
    /// </summary>
    public bool IsNavigation { get; init; }

    /// <summary>
    /// Whether the receiver is one that a framework's scope may have handed out with its outbox behind it, as
    /// MassTransit does with an injected <c>IPublishEndpoint</c>.
    /// </summary>
    public bool IsScoped { get; init; }
}
