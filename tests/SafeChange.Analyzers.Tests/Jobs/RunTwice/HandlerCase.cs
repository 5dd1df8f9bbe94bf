using System.Collections.Immutable;

namespace SafeChange.Analyzers.Tests.Jobs.RunTwice;

/// <summary>A small handler, how a message is delivered to it, and what a second delivery is expected to do.</summary>
/// <param name="Name">A sentence: what makes the handler safe, or what it repeats.</param>
/// <param name="Framework">Who runs it.</param>
/// <param name="Rules">What is reported at it: nothing where a second run changes nothing.</param>
/// <param name="Source">
/// The handler with everything of its own: messages, entities, and a <c>DbContext</c> called <c>Store</c> where it stores
/// something. <see cref="CompiledHandler.Usings"/> are there as if they were implicit.
/// </param>
/// <param name="Deliver">
/// Statements that deliver one message. They find <c>db</c> (a new <c>Store</c>), <c>smtp</c>, <c>http</c> and
/// <c>services</c> (with all of these), and make what a framework would hand over with <c>Stub.Of&lt;T&gt;(new { … })</c>.
/// </param>
internal sealed record HandlerCase(string Name, string Framework, ImmutableArray<string> Rules, string Source, string Deliver)
{
    /// <summary>Statements that fill the database before the first delivery; they find <c>db</c>, which is saved afterwards.</summary>
    public string Seed { get; init; } = "";

    /// <summary>
    /// The first run ends when it does something outside of the database for the n-th time: the mail or the request is
    /// refused. The second run is complete, and the two together have to do what one complete run does. Null: the
    /// first run is complete, and the second has to do nothing.
    /// </summary>
    public int? RefusedAt { get; init; }

    /// <summary>The exception, by its type's name, with which the second run ends: a row that is there already, for instance.</summary>
    public string? Throws { get; init; }

    /// <summary>Sources of frameworks that no registry has, each an assembly of its own.</summary>
    public ImmutableArray<(string Name, string Source)> StandIns { get; init; } = [];

    public bool IsSafe => Rules.IsEmpty;

    public override string ToString() => $"{Framework}: {Name}";
}
