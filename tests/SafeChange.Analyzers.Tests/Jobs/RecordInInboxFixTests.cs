using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Jobs;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs;

public sealed class RecordInInboxFixTests
{
    private const string ByProperties = "public class ProcessedMessage { public int Id { get; set; } public Guid MessageId { get; set; } public string Handler { get; set; } = \"\"; public DateTime ProcessedAt { get; set; } }";

    private static readonly Verify<JobAnalyzer, RecordInInboxFix> Verify = new(References.JobFrameworks);

    [Fact]
    public Task The_ID_of_the_envelope_is_recorded_with_the_work() => Verify.Fixes(
        Source(
            """
            public async Task Consume(ConsumeContext<Sold> context)
            {
                // takes the stock
                var stock = await db.Stocks.SingleAsync(s => s.Id == context.Message.StockId, context.CancellationToken);
                {|SAFE2001:stock.Count|} -= 1;
                await db.SaveChangesAsync(context.CancellationToken); // both
            }
            """,
            ByProperties),
        Source(
            """
            public async Task Consume(ConsumeContext<Sold> context)
            {
                var messageId = context.MessageId!.Value;
                if (await db.Processed.AnyAsync(p => p.MessageId == messageId && p.Handler == nameof(StockHandler), context.CancellationToken))
                {
                    return;
                }

                // takes the stock
                var stock = await db.Stocks.SingleAsync(s => s.Id == context.Message.StockId, context.CancellationToken);
                stock.Count -= 1;
                db.Processed.Add(new ProcessedMessage { MessageId = messageId, Handler = nameof(StockHandler), ProcessedAt = DateTime.UtcNow });
                await db.SaveChangesAsync(context.CancellationToken); // both
            }
            """,
            ByProperties));

    [Theory]
    [InlineData("public class ProcessedMessage(Guid id, string name) { public Guid Id { get; } = id; public string Name { get; } = name; }", "p.Id == messageId", "(messageId, nameof(StockHandler))")]
    [InlineData("public record ProcessedMessage(Guid MessageId);", "p.MessageId == messageId", "(messageId)")]
    public Task A_row_is_made_as_its_type_wants_it(string entity, string condition, string made) => Verify.Fixes(
        Source("public async Task Consume(ConsumeContext<Sold> context)\n{\n    (await db.Stocks.SingleAsync(s => s.Id == 1)).Count {|#0:-=|} 1;\n    await db.SaveChangesAsync();\n}".Replace("(await db.Stocks.SingleAsync(s => s.Id == 1)).Count {|#0:-=|}", "{|SAFE2001:(await db.Stocks.SingleAsync(s => s.Id == 1)).Count|} -="), entity),
        Source($"public async Task Consume(ConsumeContext<Sold> context)\n{{\n    var messageId = context.MessageId!.Value;\n    if (await db.Processed.AnyAsync(p => {condition}))\n    {{\n        return;\n    }}\n\n    (await db.Stocks.SingleAsync(s => s.Id == 1)).Count -= 1;\n    db.Processed.Add(new ProcessedMessage{made});\n    await db.SaveChangesAsync();\n}}", entity));

    [Fact]
    public Task An_argument_that_is_the_ID_is_used_as_it_is() => Verify.Fixes(
        Source("public void Run(Guid requestId)\n{\n    var stock = db.Stocks.First();\n    {|SAFE2001:stock.Count|}++;\n    db.SaveChanges();\n}\n\npublic static void Start(Hangfire.IBackgroundJobClient jobs, Guid id) => Hangfire.BackgroundJobClientExtensions.Enqueue<StockHandler>(jobs, j => j.Run(id));\npublic Task Consume(ConsumeContext<Sold> context) => Task.CompletedTask;", ByProperties),
        Source("public void Run(Guid requestId)\n{\n    if (db.Processed.Any(p => p.MessageId == requestId && p.Handler == nameof(StockHandler)))\n    {\n        return;\n    }\n\n    var stock = db.Stocks.First();\n    stock.Count++;\n    db.Processed.Add(new ProcessedMessage { MessageId = requestId, Handler = nameof(StockHandler), ProcessedAt = DateTime.UtcNow });\n    db.SaveChanges();\n}\n\npublic static void Start(Hangfire.IBackgroundJobClient jobs, Guid id) => Hangfire.BackgroundJobClientExtensions.Enqueue<StockHandler>(jobs, j => j.Run(id));\npublic Task Consume(ConsumeContext<Sold> context) => Task.CompletedTask;", ByProperties));

    [Theory]
    // No inbox; something behind the save; a save for each item; an ID of another type.
    [InlineData("await db.SaveChangesAsync();", "public class ProcessedMessage { public int Id { get; set; } }")]
    [InlineData("await db.SaveChangesAsync(); Console.Beep();", ByProperties)]
    [InlineData("foreach (var i in new[] { 1 }) { await db.SaveChangesAsync(); }", ByProperties)]
    [InlineData("await db.SaveChangesAsync();", "public class ProcessedMessage { public required string By { get; set; } public Guid MessageId { get; set; } }")]
    public Task Without_a_place_for_it_nothing_is_recorded(string save, string entity) => Verify.NoFix(
        Source("public async Task Consume(ConsumeContext<Sold> context)\n{\n    var stock = await db.Stocks.FirstAsync();\n    {|SAFE2001:stock.Count|} -= 1;\n    " + save + "\n}", entity));

    private static string Source(string members, string entity) =>
        """
        using System;
        using System.Linq;
        using System.Threading.Tasks;
        using MassTransit;
        using Microsoft.EntityFrameworkCore;

        public class StockHandler(Db db) : IConsumer<Sold>
        {

        """ + members + "\n}\n" + $$"""

        public record Sold(int StockId);
        public class Stock { public int Id { get; set; } public int Count { get; set; } }
        {{entity}}
        public class Db : DbContext { public DbSet<Stock> Stocks => Set<Stock>(); public DbSet<ProcessedMessage> Processed => Set<ProcessedMessage>(); }

        """;
}
