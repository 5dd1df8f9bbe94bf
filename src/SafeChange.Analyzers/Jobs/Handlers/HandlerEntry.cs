using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Jobs.Handlers;

/// <summary>What a line of the catalogue says about the handlers that it leads to.</summary>
/// <param name="Framework">The framework's name.</param>
/// <param name="Delivery">Who runs them again.</param>
/// <param name="Rerun">A clause that says so.</param>
internal sealed record HandlerEntry(string Framework, Delivery Delivery, string Rerun)
{
    /// <summary>The entry of a line, with what it leaves out filled in.</summary>
    public static HandlerEntry Of(CatalogEntry line)
    {
        var framework = line["framework"] ?? line.Symbol!.TypeName;
        var delivery = line["delivery"] switch
        {
            "broker" => Delivery.Broker,
            "recurring" => Delivery.Recurring,
            "in_process" => Delivery.InProcess,
            _ => Delivery.Durable,
        };
        var retries = int.TryParse(line["retries"], out var count) && count >= 0 ? count : (int?)null;
        return new(framework, delivery, line["note"] ?? Clause(framework, delivery, retries));
    }

    /// <summary>The entry for what an option names: a queue of the team's own, of which nothing else is known.</summary>
    public static HandlerEntry Own(string framework) => new(framework, Delivery.Durable, Clause(framework, Delivery.Durable, retries: null));

    /// <summary>Who runs a handler again, in words that fit after "and".</summary>
    public static string Clause(string framework, Delivery delivery, int? retries) => (delivery, retries) switch
    {
        (Delivery.Broker, > 0) => $"{framework} retries a failed message {Times(retries)}",
        (Delivery.Broker, _) => $"{framework} delivers a message at least once",
        (Delivery.Durable, > 0) => $"{framework} retries a failed job {Times(retries)}",
        // Without retries a job that was cut off is still taken up again, or its caller enqueues it again.
        (Delivery.Durable, 0) => $"{framework} may still run it again after a restart",
        (Delivery.Recurring, _) => $"{framework} runs it again at the next trigger",
        _ => $"{framework} may run it again",
    };

    private static string Times(int? count) => count switch
    {
        1 => "once",
        2 => "up to twice",
        _ => $"up to {count} times",
    };
}
