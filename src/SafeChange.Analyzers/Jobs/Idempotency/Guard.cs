using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Jobs.Idempotency;

internal enum GuardKind
{
    /// <summary>A row is looked for, and added.</summary>
    Existence,

    /// <summary>A member is tested, and set so that the test fails the next time.</summary>
    State,

    /// <summary>The items come from something without source, which may have left out those that are marked; each is marked.</summary>
    Selection,

    /// <summary>Something that one run alone can win.</summary>
    Claim,

    /// <summary>A unique key, whose violation is caught or stops the second run.</summary>
    UniqueKey,

    /// <summary>The items come from after a stored position, which the handler moves on.</summary>
    Position,

    /// <summary>The item was taken out of a queue in memory, which nobody fills with it again.</summary>
    Taken,

    /// <summary>A store without source that is asked and told.</summary>
    Store,

    /// <summary>Everything of the kind is replaced.</summary>
    Replacement,

    /// <summary>The framework recognises deliveries that it has seen.</summary>
    Inbox,
}

/// <summary>What proves that an effect does not happen a second time.</summary>
/// <param name="Kind">By what.</param>
/// <param name="Mark">What the handler writes so that the next run sees it; null where the guard marks by itself.</param>
/// <param name="Evidence">The condition or call that reads it.</param>
internal sealed record Guard(GuardKind Kind, Write? Mark, IOperation Evidence);
