using System;
using System.Collections.Immutable;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Jobs;

/// <summary>The options of the family 2xxx.</summary>
internal static class JobOptions
{
    private const string Members = "documentation IDs of members (M:) or types (T:), separated by |, without parameter lists to mean every overload";

    /// <summary>What a team's own handlers implement, where it is not in our catalogue.</summary>
    public static readonly Option<ImmutableArray<string>> HandlerTypes = OptionKinds.List(
        "jobs.handler_types",
        defaultValue: ImmutableArray<string>.Empty,
        allowed: Members,
        description: "Members of your own interfaces and base classes that a queue or a scheduler runs; a type stands for all its abstract methods. For instance M:Acme.IMessageHandler`1.HandleAsync.",
        static item => IsId(item, "MT"));

    /// <summary>The attributes of a team's own handlers.</summary>
    public static readonly Option<ImmutableArray<string>> HandlerAttributes = OptionKinds.List(
        "jobs.handler_attributes",
        defaultValue: ImmutableArray<string>.Empty,
        allowed: "documentation IDs of attribute classes (T:), separated by |",
        description: "Your own attributes that make a method, or the method of a parameter, a handler. For instance T:Acme.CronAttribute.",
        static item => IsId(item, "T"));

    /// <summary>What a team enqueues jobs with.</summary>
    public static readonly Option<ImmutableArray<string>> EnqueueMethods = OptionKinds.List(
        "jobs.enqueue_methods",
        defaultValue: ImmutableArray<string>.Empty,
        allowed: "documentation IDs of methods (M:), separated by |, without parameter lists to mean every overload",
        description: "Your own methods that take a call as an expression and run it as a job. For instance M:Acme.IJobs.Run.",
        static item => IsId(item, "M"));

    /// <summary>What looks like a handler and is none.</summary>
    public static readonly Option<ImmutableArray<string>> ExcludedHandlers = OptionKinds.List(
        "jobs.excluded_handlers",
        defaultValue: ImmutableArray<string>.Empty,
        allowed: Members + "; a * at the end for any rest, for instance T:Acme.Imports.*",
        description: "Handlers that are left alone, and types whose handlers are.",
        static item => IsId(item.EndsWith("*", StringComparison.Ordinal) ? item.Substring(0, item.Length - 1) + "Any" : item, "MT"));

    /// <summary>Whether handlers that nothing runs again are reported.</summary>
    public static readonly Option<bool> ReportInProcess = OptionKinds.Flag(
        "jobs.report_in_process",
        defaultValue: false,
        description: "Handlers that run in the process and once (notifications, in-memory queues, the start of a hosted service) are reported as well.");

    private static bool IsId(string item, string kinds) => item.Length > 0 && kinds.IndexOf(item[0]) >= 0 && SymbolId.Parse(item, out _) is not null;
}
