using System.Collections.Immutable;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Flow;
using SafeChange.Analyzers.Jobs.Idempotency;

namespace SafeChange.Analyzers.Jobs;

/// <summary>The options of the family 2xxx that say what proves a handler safe, and how far its calls are followed.</summary>
internal static class EngineOptions
{
    /// <summary>A team's own inboxes and claims.</summary>
    public static readonly Option<ImmutableArray<string>> GuardMethods = OptionKinds.List(
        "jobs.guard_methods",
        ImmutableArray<string>.Empty,
        "M:Type.Method=claim, =exists or =mark, separated by |",
        "Methods that tell whether the work is done (exists: true means done), let one run alone pass (claim: true means go on), or record that it is done (mark).",
        static item => GuardMethod.TryParse(item, out _));

    /// <summary>Members that say that the work is done, beside those that are known by their name.</summary>
    public static readonly Option<ImmutableArray<string>> MarkerMembers = OptionKinds.List(
        "jobs.marker_members",
        ImmutableArray<string>.Empty,
        "documentation IDs of properties (P:) or fields (F:), separated by |",
        "Members that a handler sets when the work is done, for instance P:Acme.Order.MailedAt.",
        static item => item.Length > 2 && item[0] is 'P' or 'F' && SymbolId.Parse(item, out _) is not null);

    /// <summary>Frameworks that recognise deliveries they have seen, by a configuration that this project does not show.</summary>
    public static readonly Option<ImmutableArray<string>> AssumeTransactionalInbox = OptionKinds.List(
        "jobs.assume_transactional_inbox",
        ImmutableArray<string>.Empty,
        "none, all, or some of nservicebus, masstransit, wolverine, abp, brighter, rebus, separated by |",
        "Frameworks whose inbox is switched on elsewhere: what is stored with the handler's own data is then taken as safe. Mails, payments and requests are not.",
        static item => Inbox.IsFramework(item));

    /// <summary>How many calls deep effects are looked for.</summary>
    public static readonly Option<int> InterproceduralDepth = OptionKinds.Number(
        "jobs.interprocedural_depth", 4, 0, 16, "How many calls deep effects and guards are looked for; 0 reads the handler alone.");

    /// <summary>How many bodies are read for one handler.</summary>
    public static readonly Option<int> MethodBudget = OptionKinds.Number(
        "jobs.method_budget", 200, 1, 5000, "How many bodies are read for one handler at most.");

    /// <summary>Which calls of interfaces are followed.</summary>
    public static readonly Option<InterfacePolicy> FollowInterfaces = OptionKinds.Choice(
        "jobs.follow_interfaces",
        InterfacePolicy.Single,
        "Which calls of an interface are followed: none, those with a single implementation in the project (decorators apart), or all.",
        ("none", InterfacePolicy.None),
        ("single", InterfacePolicy.Single),
        ("all", InterfacePolicy.All));
}
