using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis.CodeFixes;
using SafeChange.Analyzers.CodeFixes.Jobs;
using SafeChange.Analyzers.Jobs;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.RunTwice;

/// <summary>What a fix makes of a handler that repeats something repeats nothing.</summary>
public sealed class AfterFixTests
{
    [Theory]
    [InlineData(typeof(CheckMarkerFix), "A receipt is mailed and noted, and the note is not read")]
    [InlineData(typeof(CheckMarkerFix), "When an invite was mailed is written and not asked")]
    [InlineData(typeof(CheckMarkerFix), "Readers are reminded, and that is noted for nobody")]
    [InlineData(typeof(InsertOnceFix), "A row is added whose key the database makes")]
    [InlineData(typeof(CatchDuplicateFix), "A row is added whose key the database makes")]
    [InlineData(typeof(SaveProgressFix), "Reminders are noted after all of them were mailed")]
    [InlineData(typeof(SaveProgressFix), "A service works off uploads and marks them at the end")]
    [InlineData(typeof(DeriveKeyFix), "A card is charged without a key")]
    [InlineData(typeof(DeriveKeyFix), "A card is charged with a key that is new each time")]
    [InlineData(typeof(DeriveKeyFix), "An order is posted to the warehouse with a new key each time")]
    [InlineData(typeof(AddIdempotencyHeaderFix), "An order is posted to the warehouse without a key")]
    [InlineData(typeof(AddIdempotencyHeaderFix), "An invoice is posted to another service without a key")]
    [InlineData(typeof(AddIdempotencyHeaderFix), "A function posts each record of a batch")]
    public Task A_second_run_changes_nothing(Type fix, string name) => AfterFix(fix, HandlerCases.Named(name));

    [Theory]
    [InlineData("Reminders are noted after all of them were mailed")]
    [InlineData("A service works off uploads and marks them at the end")]
    public Task What_is_marked_first_is_not_done_twice(string name) =>
        // A run that is cut short leaves one undone, as the fix says.
        AfterFix(typeof(MarkFirstFix), HandlerCases.Named(name) with { RefusedAt = null });

    [Fact]
    public Task A_message_that_is_recorded_is_known() => AfterFix(typeof(RecordInInboxFix), new(
        "Stock is taken, and the inbox is not used",
        "MassTransit",
        ["SAFE2001"],
        """
        using MassTransit;

        public record OrderPlaced(int ProductId);

        public class Product { public int Id { get; set; } public int Stock { get; set; } }

        public class ProcessedMessage { public int Id { get; set; } public Guid MessageId { get; set; } public string Consumer { get; set; } = ""; }

        public class Store(DbContextOptions<Store> options) : DbContext(options)
        {
            public DbSet<Product> Products => Set<Product>();

            public DbSet<ProcessedMessage> ProcessedMessages => Set<ProcessedMessage>();
        }

        public class StockConsumer(Store db) : IConsumer<OrderPlaced>
        {
            public async Task Consume(ConsumeContext<OrderPlaced> context)
            {
                var product = await db.Products.SingleAsync(p => p.Id == context.Message.ProductId);
                product.Stock -= 1;
                await db.SaveChangesAsync();
            }
        }
        """,
        """
        await new StockConsumer(db).Consume(Stub.Of<MassTransit.ConsumeContext<OrderPlaced>>(
            new { Message = new OrderPlaced(1), MessageId = (Guid?)new Guid("11111111-1111-1111-1111-111111111111") }));
        """)
    {
        Seed = """db.Add(new Product { Id = 1, Stock = 5 });""",
    });

    // Which leaves one undone where a run is cut short is not among them.
    private static readonly ImmutableArray<Type> Fixes =
    [
        typeof(CheckMarkerFix), typeof(InsertOnceFix), typeof(CatchDuplicateFix), typeof(RecordInInboxFix),
        typeof(SaveProgressFix), typeof(DeriveKeyFix), typeof(AddIdempotencyHeaderFix),
    ];

    public static TheoryData<string> Unsafe => [.. HandlerCases.All.Where(each => !each.IsSafe).Select(each => each.Name)];

    [Theory]
    [MemberData(nameof(Unsafe))]
    public async Task Whatever_is_offered_for_a_handler_makes_it_safe(string name)
    {
        foreach (var fix in Fixes)
        {
            try
            {
                await AfterFix(fix, HandlerCases.Named(name));
            }
            catch (InvalidOperationException exception) when (exception.Message.EndsWith($"offers no '{fix.Name}'.", StringComparison.Ordinal))
            {
                // What is left to a person, with a reason.
            }
        }
    }

    private static Task AfterFix(Type fix, HandlerCase handler) =>
        Redelivery.AfterFix(handler, new JobAnalyzer(), (CodeFixProvider)Activator.CreateInstance(fix)!, fix.Name);
}
