using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;

namespace SafeChange.Analyzers.Benchmarks.Scenarios;

/// <summary>
/// Code as it stands in any application, without a framework: entities, stores, services, parsers, statistics and
/// workflows of sixty things, 360 files that use one another. The same text at every run.
/// </summary>
internal static class OrdinaryCode
{
    private static readonly ImmutableArray<string> Things =
    [
        "Account", "Address", "Agenda", "Album", "Answer", "Article", "Author", "Badge", "Basket", "Bill", "Book", "Branch",
        "Budget", "Campaign", "Card", "Category", "Channel", "Claim", "Client", "Contract", "Course", "Delivery", "Device", "Discount",
        "Episode", "Event", "Exam", "Expense", "Folder", "Forecast", "Game", "Grade", "Invoice", "Issue", "Journal", "Lesson",
        "Letter", "License", "Meeting", "Member", "Message", "Offer", "Order", "Parcel", "Payment", "Permit", "Photo", "Price",
        "Project", "Quote", "Recipe", "Report", "Review", "Room", "Route", "Sensor", "Survey", "Ticket", "Tour", "Voucher",
    ];

    private static readonly ImmutableArray<(string Type, string Name, string Default)> Properties =
    [
        ("string", "Title", "\"\""), ("int", "Quantity", "1"), ("decimal", "Amount", "0m"), ("DateTime", "UpdatedAt", "DateTime.UnixEpoch"),
        ("bool", "IsActive", "true"), ("double", "Weight", "0.5"), ("string?", "Remark", "null"), ("Guid", "Token", "Guid.Empty"),
        ("long", "Position", "0L"), ("TimeSpan", "Duration", "TimeSpan.Zero"), ("string[]", "Tags", "[]"), ("int?", "Rank", "null"),
    ];

    public static MeasuredProject Generate() =>
        new(
            Things.SelectMany((thing, index) => Files(thing, Things[(index + 7) % Things.Length], index)),
            ReferenceLists.Load("NoFramework"),
            ImmutableSortedDictionary<string, int>.Empty);

    private static IEnumerable<(string Path, string Text)> Files(string thing, string other, int index)
    {
        yield return ($"/Shop/{thing}s/{thing}.cs", Entity(thing, index));
        foreach (var (suffix, template) in new[] { ("Store", Store), ("Service", Service), ("Parser", Parser), ("Statistics", Statistics), ("Workflow", Workflow) })
        {
            yield return ($"/Shop/{thing}s/{thing}{suffix}.cs", template.Replace("THING", thing).Replace("OTHER", other).Replace("NUMBER", $"{index + 3}"));
        }
    }

    // Seven to twelve properties, so that no two neighbours are alike.
    private static string Entity(string thing, int index)
    {
        var count = 7 + (index % 6);
        var properties = new StringBuilder();
        var comparisons = new StringBuilder();
        for (var position = 0; position < count; position++)
        {
            var (type, name, @default) = Properties[(index + position) % Properties.Length];
            properties.Append($"    /// <summary>The {name} of this {thing}.</summary>\n    public {type} {name} {{ get; set; }} = {@default};\n\n");
            comparisons.Append($"        changes += Equals({name}, other.{name}) ? 0 : 1;\n");
        }

        return $$"""
            using System;
            using System.Collections.Generic;

            namespace Shop.{{thing}}s;

            /// <summary>One {{thing}}, as it is stored.</summary>
            public sealed class {{thing}} : IComparable<{{thing}}>
            {
                private readonly List<string> history = new();

                public {{thing}}(int id, string name)
                {
                    ArgumentOutOfRangeException.ThrowIfNegative(id);
                    ArgumentException.ThrowIfNullOrWhiteSpace(name);
                    Id = id;
                    Name = name.Trim();
                }

                public int Id { get; }

                public string Name { get; private set; }

                public decimal Value { get; set; }

                public DateTime CreatedAt { get; init; } = DateTime.UnixEpoch;

            {{properties}}    public IReadOnlyList<string> History => history;

                public bool Rename(string name)
                {
                    var trimmed = name.Trim();
                    if (trimmed.Length == 0 || string.Equals(trimmed, Name, StringComparison.Ordinal))
                    {
                        return false;
                    }

                    history.Add($"{Name} -> {trimmed}");
                    Name = trimmed;
                    return true;
                }

                public int CountChanges({{thing}} other)
                {
                    var changes = 0;
            {{comparisons}}        return changes;
                }

                public int CompareTo({{thing}}? other) => other is null ? 1 : (CreatedAt, Id).CompareTo((other.CreatedAt, other.Id));

                public override string ToString() => $"{{thing}} {Id}: {Name} ({Value:0.00})";
            }

            """;
    }

    private const string Store = """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics.CodeAnalysis;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Shop.OTHERs;

        namespace Shop.THINGs;

        public interface ITHINGStore
        {
            Task<THING?> FindAsync(int id, CancellationToken cancellation = default);

            Task<IReadOnlyList<THING>> SearchAsync(string text, int limit, CancellationToken cancellation = default);

            Task<bool> SaveAsync(THING item, CancellationToken cancellation = default);
        }

        /// <summary>Keeps every THING in memory, behind one lock.</summary>
        public sealed class THINGStore : ITHINGStore, IDisposable
        {
            private readonly Dictionary<int, THING> items = new();
            private readonly SemaphoreSlim gate = new(1, 1);
            private readonly ITHINGListener? listener;
            private int version;

            public THINGStore(ITHINGListener? listener = null) => this.listener = listener;

            public event EventHandler<THINGSavedEventArgs>? Saved;

            public int Version => Volatile.Read(ref version);

            public async Task<THING?> FindAsync(int id, CancellationToken cancellation = default)
            {
                await gate.WaitAsync(cancellation).ConfigureAwait(false);
                try
                {
                    return TryGet(id, out var found) ? found : null;
                }
                finally
                {
                    gate.Release();
                }
            }

            public async Task<IReadOnlyList<THING>> SearchAsync(string text, int limit, CancellationToken cancellation = default)
            {
                if (limit <= 0)
                {
                    return Array.Empty<THING>();
                }

                await gate.WaitAsync(cancellation).ConfigureAwait(false);
                try
                {
                    return items.Values
                        .Where(item => item.Name.Contains(text, StringComparison.OrdinalIgnoreCase) || item.History.Any(entry => entry.StartsWith(text, StringComparison.Ordinal)))
                        .OrderByDescending(item => item.CreatedAt)
                        .ThenBy(item => item.Id)
                        .Take(limit)
                        .ToList();
                }
                finally
                {
                    gate.Release();
                }
            }

            public async Task<bool> SaveAsync(THING item, CancellationToken cancellation = default)
            {
                var isNew = false;
                await gate.WaitAsync(cancellation).ConfigureAwait(false);
                try
                {
                    isNew = items.TryAdd(item.Id, item);
                    if (!isNew)
                    {
                        var changes = items[item.Id].CountChanges(item);
                        if (changes == 0)
                        {
                            return false;
                        }

                        items[item.Id] = item;
                        listener?.OnChanged(item, changes);
                    }

                    Interlocked.Increment(ref version);
                }
                finally
                {
                    gate.Release();
                }

                Saved?.Invoke(this, new THINGSavedEventArgs(item, isNew));
                return true;
            }

            public ILookup<string, (THING Item, OTHER? Related)> Pair(IEnumerable<OTHER> others)
            {
                var byId = others.GroupBy(other => other.Id).ToDictionary(group => group.Key, group => group.First());
                return items.Values.ToLookup(
                    item => item.Name.Length > NUMBER ? item.Name[..NUMBER] : item.Name,
                    item => (item, byId.TryGetValue(item.Id, out var other) ? other : null));
            }

            public void Dispose() => gate.Dispose();

            private bool TryGet(int id, [NotNullWhen(true)] out THING? found) => items.TryGetValue(id, out found);
        }

        public interface ITHINGListener
        {
            void OnChanged(THING item, int changes);
        }

        public sealed class THINGSavedEventArgs(THING item, bool isNew) : EventArgs
        {
            public THING Item { get; } = item;

            public bool IsNew { get; } = isNew;
        }

        """;

    private const string Service = """
        using System;
        using System.Collections.Generic;
        using System.Globalization;
        using System.IO;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;
        using Shop.OTHERs;

        namespace Shop.THINGs;

        public sealed record THINGRequest(int Id, string Name, decimal Value, string? Coupon = null);

        public sealed record THINGResult(bool Succeeded, string Message)
        {
            public static THINGResult Ok { get; } = new(true, "ok");

            public static THINGResult Failed(string reason) => new(false, reason);
        }

        /// <summary>What can be done with a THING, and what that means for the OTHER it belongs to.</summary>
        public sealed class THINGService
        {
            private const int Attempts = NUMBER;
            private static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(NUMBER * 10);

            private readonly ITHINGStore store;
            private readonly IOTHERStore others;
            private readonly TextWriter log;
            private readonly Func<DateTime> clock;

            public THINGService(ITHINGStore store, IOTHERStore others, TextWriter log, Func<DateTime>? clock = null)
            {
                this.store = store ?? throw new ArgumentNullException(nameof(store));
                this.others = others ?? throw new ArgumentNullException(nameof(others));
                this.log = log;
                this.clock = clock ?? (() => DateTime.UtcNow);
            }

            public async Task<THINGResult> HandleAsync(THINGRequest request, CancellationToken cancellation)
            {
                if (Validate(request) is { Count: > 0 } problems)
                {
                    return THINGResult.Failed(string.Join("; ", problems));
                }

                for (var attempt = 1; ; attempt++)
                {
                    try
                    {
                        var item = await store.FindAsync(request.Id, cancellation).ConfigureAwait(false)
                            ?? new THING(request.Id, request.Name) { CreatedAt = clock() };
                        item.Rename(request.Name);
                        item.Value = Discounted(request.Value, request.Coupon);
                        var saved = await store.SaveAsync(item, cancellation).ConfigureAwait(false);
                        await log.WriteLineAsync($"{clock():O} {item} saved: {saved}").ConfigureAwait(false);
                        return saved ? THINGResult.Ok : THINGResult.Failed("nothing changed");
                    }
                    catch (IOException exception) when (attempt < Attempts)
                    {
                        await log.WriteLineAsync($"attempt {attempt}: {exception.Message}").ConfigureAwait(false);
                        await Task.Delay(Delay * attempt, cancellation).ConfigureAwait(false);
                    }
                }
            }

            public async IAsyncEnumerable<(THING Item, OTHER? Other)> PairsAsync(
                IEnumerable<int> ids, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default)
            {
                foreach (var id in ids.Distinct())
                {
                    cancellation.ThrowIfCancellationRequested();
                    if (await store.FindAsync(id, cancellation).ConfigureAwait(false) is { } item)
                    {
                        yield return (item, await others.FindAsync(id, cancellation).ConfigureAwait(false));
                    }
                }
            }

            public async Task<decimal> TotalAsync(string text, CancellationToken cancellation)
            {
                var found = await store.SearchAsync(text, limit: 100, cancellation).ConfigureAwait(false);
                var related = await others.SearchAsync(text, limit: 100, cancellation).ConfigureAwait(false);
                return found.Sum(item => item.Value) + related.Where(other => other.Value > 0).Sum(other => other.Value / 2);
            }

            private static decimal Discounted(decimal value, string? coupon) => coupon switch
            {
                null or "" => value,
                "HALF" => value / 2,
                ['-', .. var rest] when decimal.TryParse(rest, NumberStyles.Number, CultureInfo.InvariantCulture, out var off) => Math.Max(0, value - off),
                { Length: > 10 } => throw new FormatException($"'{coupon}' is no coupon"),
                _ => value * 0.9m,
            };

            private static List<string> Validate(THINGRequest request)
            {
                var problems = new List<string>();
                if (request.Id < 0)
                {
                    problems.Add("the number is negative");
                }

                if (string.IsNullOrWhiteSpace(request.Name))
                {
                    problems.Add("the name is missing");
                }
                else if (request.Name.Any(char.IsControl))
                {
                    problems.Add("the name holds control characters");
                }

                if (request.Value is < 0 or > 1_000_000)
                {
                    problems.Add(string.Format(CultureInfo.InvariantCulture, "{0} is out of range", request.Value));
                }

                return problems;
            }
        }

        """;

    private const string Parser = """
        using System;
        using System.Collections.Generic;
        using System.Globalization;
        using System.Text;

        namespace Shop.THINGs;

        /// <summary>Reads and writes every THING as one line of text: <c>id;name;value</c>.</summary>
        public static class THINGParser
        {
            private const char Separator = ';';

            public static bool TryParse(ReadOnlySpan<char> line, out THING? result, out string problem)
            {
                (result, problem) = (null, "");
                var rest = line.Trim();
                if (rest.IsEmpty || rest[0] == '#')
                {
                    problem = "empty";
                    return false;
                }

                if (!int.TryParse(Next(ref rest), NumberStyles.None, CultureInfo.InvariantCulture, out var id))
                {
                    problem = "no number";
                    return false;
                }

                var name = Unescape(Next(ref rest));
                if (name.Length is 0 or > 200)
                {
                    problem = $"a name of {name.Length} characters";
                    return false;
                }

                result = new THING(id, name);
                if (decimal.TryParse(Next(ref rest), NumberStyles.Number, CultureInfo.InvariantCulture, out var value))
                {
                    result.Value = value;
                }

                return true;
            }

            public static IEnumerable<THING> ParseAll(string text)
            {
                var number = 0;
                foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                {
                    number++;
                    if (TryParse(line, out var item, out var problem) && item is not null)
                    {
                        yield return item;
                    }
                    else if (problem != "empty")
                    {
                        throw new FormatException($"line {number}: {problem}");
                    }
                }
            }

            public static string Format(IReadOnlyCollection<THING> items)
            {
                var text = new StringBuilder(items.Count * 32);
                foreach (var item in items)
                {
                    text.Append(item.Id).Append(Separator);
                    foreach (var character in item.Name)
                    {
                        switch (character)
                        {
                            case '\\':
                                text.Append("\\\\");
                                break;
                            case Separator:
                                text.Append("\\s");
                                break;
                            case '\n' or '\r':
                                text.Append("\\n");
                                break;
                            default:
                                text.Append(character);
                                break;
                        }
                    }

                    text.Append(Separator).Append(item.Value.ToString(CultureInfo.InvariantCulture)).Append('\n');
                }

                return text.ToString();
            }

            private static ReadOnlySpan<char> Next(ref ReadOnlySpan<char> rest)
            {
                var end = rest.IndexOf(Separator);
                var part = end < 0 ? rest : rest[..end];
                rest = end < 0 ? default : rest[(end + 1)..];
                return part;
            }

            private static string Unescape(ReadOnlySpan<char> text)
            {
                var result = new StringBuilder(text.Length);
                for (var position = 0; position < text.Length; position++)
                {
                    var character = text[position];
                    if (character == '\\' && position + 1 < text.Length)
                    {
                        position++;
                        character = text[position] switch { 's' => Separator, 'n' => '\n', var other => other };
                    }

                    result.Append(character);
                }

                return result.ToString().Trim();
            }
        }

        """;

    private const string Statistics = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using Shop.OTHERs;

        namespace Shop.THINGs;

        public readonly record struct THINGSummary(int Count, decimal Total, double Mean, double Deviation, THING? Largest);

        /// <summary>Numbers about many of them.</summary>
        public sealed class THINGStatistics
        {
            private readonly List<THING> items;
            private readonly Lazy<THINGSummary> summary;

            public THINGStatistics(IEnumerable<THING> items)
            {
                this.items = items.ToList();
                this.items.Sort();
                summary = new Lazy<THINGSummary>(Summarize);
            }

            public THINGSummary Summary => summary.Value;

            public IEnumerable<(DateTime Day, decimal Total)> ByDay()
            {
                var day = DateTime.MinValue;
                var total = 0m;
                foreach (var item in items)
                {
                    if (item.CreatedAt.Date != day)
                    {
                        if (day != DateTime.MinValue)
                        {
                            yield return (day, total);
                        }

                        day = item.CreatedAt.Date;
                        total = 0m;
                    }

                    total += item.Value;
                }

                if (day != DateTime.MinValue)
                {
                    yield return (day, total);
                }
            }

            public decimal[] MovingAverage(int width = NUMBER)
            {
                if (width <= 0 || items.Count < width)
                {
                    return [];
                }

                var averages = new decimal[items.Count - width + 1];
                var sum = items.Take(width).Sum(item => item.Value);
                averages[0] = sum / width;
                for (var index = width; index < items.Count; index++)
                {
                    sum += items[index].Value - items[index - width].Value;
                    averages[index - width + 1] = Math.Round(sum / width, 2, MidpointRounding.AwayFromZero);
                }

                return averages;
            }

            public IReadOnlyDictionary<string, int> Compare(IEnumerable<OTHER> others)
            {
                var query =
                    from item in items
                    join other in others on item.Id equals other.Id
                    let difference = item.Value - other.Value
                    where difference != 0
                    group difference by Bucket(difference) into bucket
                    orderby bucket.Key
                    select (bucket.Key, Count: bucket.Count());
                return query.ToDictionary(bucket => bucket.Key, bucket => bucket.Count);

                static string Bucket(decimal difference) => Math.Abs(difference) switch
                {
                    < 1 => "small",
                    < 100 => "medium",
                    _ => "large",
                };
            }

            private THINGSummary Summarize()
            {
                if (items.Count == 0)
                {
                    return default;
                }

                var total = 0m;
                THING? largest = null;
                foreach (var item in items)
                {
                    checked
                    {
                        total += item.Value;
                    }

                    if (largest is null || item.Value > largest.Value)
                    {
                        largest = item;
                    }
                }

                var mean = (double)total / items.Count;
                var squares = items.Select(item => (double)item.Value - mean).Aggregate(0.0, (sum, difference) => sum + (difference * difference));
                return new THINGSummary(items.Count, total, mean, Math.Sqrt(squares / items.Count), largest);
            }
        }

        """;

    private const string Workflow = """
        using System;
        using System.Collections.Concurrent;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;
        using Shop.OTHERs;

        namespace Shop.THINGs;

        public enum THINGState
        {
            Draft,
            Submitted,
            Accepted,
            Rejected,
            Closed,
        }

        public abstract record THINGCommand(int Id)
        {
            public sealed record Submit(int Id, string By) : THINGCommand(Id);

            public sealed record Decide(int Id, bool Accepts, string? Reason) : THINGCommand(Id);

            public sealed record Close(int Id) : THINGCommand(Id);
        }

        /// <summary>What may follow what.</summary>
        public class THINGWorkflow
        {
            private readonly ConcurrentDictionary<int, THINGState> states = new();
            private readonly Queue<THINGCommand> waiting = new();
            private readonly object gate = new();

            public int Waiting
            {
                get
                {
                    lock (gate)
                    {
                        return waiting.Count;
                    }
                }
            }

            public THINGState this[int id] => states.GetValueOrDefault(id);

            public void Enqueue(params THINGCommand[] commands)
            {
                lock (gate)
                {
                    foreach (var command in commands)
                    {
                        waiting.Enqueue(command);
                    }
                }
            }

            public async Task<int> RunAsync(Func<THINGCommand, THINGState, Task> notify, CancellationToken cancellation = default)
            {
                var done = 0;
                while (TryDequeue(out var command) && !cancellation.IsCancellationRequested)
                {
                    var state = this[command.Id];
                    if (Next(state, command) is not { } next)
                    {
                        OnRefused(command, state);
                        continue;
                    }

                    if (states.TryAdd(command.Id, next) || states.TryUpdate(command.Id, next, state))
                    {
                        await notify(command, next).ConfigureAwait(false);
                        done++;
                    }
                }

                return done;
            }

            public bool Follows(OTHERWorkflow other, int id) => (int)this[id] <= (int)other[id];

            protected virtual void OnRefused(THINGCommand command, THINGState state) =>
                throw new InvalidOperationException($"{command.GetType().Name} is not possible in {state}");

            private static THINGState? Next(THINGState state, THINGCommand command) => (state, command) switch
            {
                (THINGState.Draft or THINGState.Rejected, THINGCommand.Submit { By.Length: > 0 }) => THINGState.Submitted,
                (THINGState.Submitted, THINGCommand.Decide { Accepts: true }) => THINGState.Accepted,
                (THINGState.Submitted, THINGCommand.Decide { Accepts: false, Reason: not null }) => THINGState.Rejected,
                (not THINGState.Closed, THINGCommand.Close) => THINGState.Closed,
                _ => null,
            };

            private bool TryDequeue(out THINGCommand command)
            {
                lock (gate)
                {
                    return waiting.TryDequeue(out command!);
                }
            }
        }

        """;
}
