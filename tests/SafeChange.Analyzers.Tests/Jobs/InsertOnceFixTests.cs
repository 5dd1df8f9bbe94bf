using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Jobs;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs;

public sealed class InsertOnceFixTests
{
    private static readonly Verify<JobAnalyzer, InsertOnceFix> Verify = new(References.Hangfire);
    private static readonly Verify<JobAnalyzer, CatchDuplicateFix> Catch = new(References.Hangfire);

    [Fact]
    public Task The_row_is_looked_for_by_the_ID_of_the_message() => Verify.Fixes(
        Source(
            """
            public async Task RunAsync(Order message, CancellationToken ct)
            {
                // what was done
                db.Entries.{|SAFE2002:Add|}(new Entry { MessageId = message.MessageId, OrderId = message.OrderId, Text = "" }); // once
                await db.SaveChangesAsync(ct);
            }
            """),
        Source(
            """
            public async Task RunAsync(Order message, CancellationToken ct)
            {
                if (await db.Entries.AnyAsync(e => e.MessageId == message.MessageId, ct))
                {
                    return;
                }

                // what was done
                db.Entries.Add(new Entry { MessageId = message.MessageId, OrderId = message.OrderId, Text = "" }); // once
                await db.SaveChangesAsync(ct);
            }
            """));

    [Fact]
    public Task Other_IDs_tell_together_which_row_it_is() => Verify.Fixes(
        Source(
            """
            public void Run(Order message)
            {
                var entry = new Entry { OrderId = message.OrderId, Number = message.Number };
                db.Entries.{|SAFE2002:Add|}(entry);
                db.SaveChanges();
            }
            """, "j.Run(null!)", "using System.Linq;\n"),
        Source(
            """
            public void Run(Order message)
            {
                var entry = new Entry { OrderId = message.OrderId, Number = message.Number };
                if (db.Entries.Any(e => e.OrderId == message.OrderId && e.Number == message.Number))
                {
                    return;
                }

                db.Entries.Add(entry);
                db.SaveChanges();
            }
            """, "j.Run(null!)", "using System.Linq;\n"));

    [Fact]
    public Task Extension_methods_that_are_missing_are_imported() => Verify.Fixes(
        Source("public async Task RunAsync(Order message, CancellationToken ct)\n{\n    await db.Entries.{|SAFE2002:AddAsync|}(new Entry { OrderId = message.OrderId });\n    await db.SaveChangesAsync();\n}", usings: ""),
        Source("public async Task RunAsync(Order message, CancellationToken ct)\n{\n    if (await db.Entries.AnyAsync(e => e.OrderId == message.OrderId, ct))\n    {\n        return;\n    }\n\n    await db.Entries.AddAsync(new Entry { OrderId = message.OrderId });\n    await db.SaveChangesAsync();\n}"));

    [Fact]
    public Task Where_there_is_more_to_do_the_row_alone_is_left_out() => Verify.Fixes(
        Source(
            """
            public async Task RunAsync(Order message, CancellationToken ct)
            {
                // what was done
                db.Entries.{|SAFE2002:Add|}(new Entry
                {
                    OrderId = message.OrderId,
                }); // once
                await db.SaveChangesAsync(ct);
                Console.Beep();
            }
            """),
        Source(
            """
            public async Task RunAsync(Order message, CancellationToken ct)
            {
                // what was done
                if (!await db.Entries.AnyAsync(e => e.OrderId == message.OrderId, ct))
                {
                    db.Entries.Add(new Entry
                    {
                        OrderId = message.OrderId,
                    });
                } // once
                await db.SaveChangesAsync(ct);
                Console.Beep();
            }
            """));

    [Fact]
    public Task A_method_that_the_message_is_handed_to_looks_itself() => Verify.Fixes(
        Source(
            """
            public async Task RunAsync(Order message, CancellationToken ct)
            {
                await {|SAFE2002:WriteAsync|}(message.OrderId, "text");
                await db.SaveChangesAsync(ct);
            }

            private async Task WriteAsync(int orderId, string text) =>
                await Task.CompletedTask;
            """.Replace("private async Task WriteAsync(int orderId, string text) =>\n    await Task.CompletedTask;", "private async Task WriteAsync(int orderId, string text)\n{\n    await db.Entries.AddAsync(new Entry { OrderId = orderId, Text = text });\n}")),
        Source(
            """
            public async Task RunAsync(Order message, CancellationToken ct)
            {
                await WriteAsync(message.OrderId, "text");
                await db.SaveChangesAsync(ct);
            }

            """ + "\nprivate async Task WriteAsync(int orderId, string text)\n{\n    if (await db.Entries.AnyAsync(e => e.OrderId == orderId))\n    {\n        return;\n    }\n\n    await db.Entries.AddAsync(new Entry { OrderId = orderId, Text = text });\n}"));

    [Fact]
    public Task Awaits_are_configured_as_the_others_are() => Verify.Fixes(
        Source("public async Task RunAsync(Order message)\n{\n    db.Entries.{|SAFE2002:Add|}(new Entry { OrderId = message.OrderId });\n    await db.SaveChangesAsync().ConfigureAwait(false);\n}", "j.RunAsync(null!)"),
        Source("public async Task RunAsync(Order message)\n{\n    if (await db.Entries.AnyAsync(e => e.OrderId == message.OrderId).ConfigureAwait(false))\n    {\n        return;\n    }\n\n    db.Entries.Add(new Entry { OrderId = message.OrderId });\n    await db.SaveChangesAsync().ConfigureAwait(false);\n}", "j.RunAsync(null!)"));

    [Fact]
    public Task Each_item_of_a_loop_is_looked_for() => Verify.Fixes(
        Source("public async Task RunAsync(Order[] orders)\n{\n    foreach (var order in orders)\n    {\n        db.Entries.{|SAFE2002:Add|}(new Entry { OrderId = order.OrderId });\n        await db.SaveChangesAsync();\n    }\n}", "j.RunAsync(null!)"),
        Source("public async Task RunAsync(Order[] orders)\n{\n    foreach (var order in orders)\n    {\n        if (await db.Entries.AnyAsync(e => e.OrderId == order.OrderId))\n        {\n            continue;\n        }\n\n        db.Entries.Add(new Entry { OrderId = order.OrderId });\n        await db.SaveChangesAsync();\n    }\n}", "j.RunAsync(null!)"));

    [Theory]
    [InlineData("db.Entries.{|SAFE2002:Add|}(new Entry { Text = \"\" });")]
    [InlineData("db.Entries.{|SAFE2002:Add|}(new Entry { OrderId = 3 });")]
    [InlineData("db.{|SAFE2002:Add|}(new Entry { OrderId = message.OrderId });")]
    [InlineData("for (var i = 0; i < 3; i++) { db.Entries.{|SAFE2002:Add|}(new Entry { OrderId = message.OrderId }); }")]
    [InlineData("if (await db.Entries.CountAsync(e => e.OrderId == message.OrderId) > 0) { db.Entries.{|SAFE2002:Add|}(new Entry { OrderId = message.OrderId }); }")]
    public Task A_row_that_nothing_tells_from_others_is_left_to_a_person(string add) => Verify.NoFix(
        Source("public async Task RunAsync(Order message, CancellationToken ct)\n{\n    " + add + "\n    await db.SaveChangesAsync(ct);\n}"));

    [Fact]
    public Task A_violation_of_a_unique_index_is_caught() => Catch.Fixes(
        Source(
            """
            public async Task RunAsync(Order message, CancellationToken ct)
            {
                db.Entries.{|SAFE2002:Add|}(new Entry { MessageId = message.MessageId });

                // now
                await db.SaveChangesAsync(ct); // all
                Console.WriteLine("done");
            }
            """),
        Source(
            """
            public async Task RunAsync(Order message, CancellationToken ct)
            {
                if (await db.Entries.AnyAsync(e => e.MessageId == message.MessageId, ct))
                {
                    return;
                }

                db.Entries.Add(new Entry { MessageId = message.MessageId });

                // now
                try
                {
                    await db.SaveChangesAsync(ct);
                }
                catch (DbUpdateException exception) when (exception.InnerException is SqliteException { SqliteExtendedErrorCode: 2067 or 1555 })
                {
                    // Another run has added the row: the unique index on 'MessageId' says so.
                    return;
                } // all
                Console.WriteLine("done");
            }
            """, "j.RunAsync(null!, default)", "using Microsoft.EntityFrameworkCore;\nusing Microsoft.Data.Sqlite;\n"));

    [Fact]
    public Task Of_several_databases_each_is_offered() => Catch.With(References.JobFrameworks).Fixes(
        Source("public void Run(Order message)\n{\n    db.Entries.{|SAFE2002:Add|}(new Entry { OrderId = message.OrderId });\n    db.SaveChanges();\n}", "j.Run(null!)", "using System.Linq;\nusing Microsoft.EntityFrameworkCore;\n"),
        Source("public void Run(Order message)\n{\n    if (db.Entries.Any(e => e.OrderId == message.OrderId))\n    {\n        return;\n    }\n\n    db.Entries.Add(new Entry { OrderId = message.OrderId });\n    try\n    {\n        db.SaveChanges();\n    }\n    catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: \"23505\" })\n    {\n        // Another run has added the row: the unique index on 'OrderId' says so.\n        return;\n    }\n}", "j.Run(null!)", "using System.Linq;\nusing Microsoft.EntityFrameworkCore;\nusing Npgsql;\n"),
        key: nameof(CatchDuplicateFix));

    [Fact]
    public Task What_is_saved_twice_is_not_wrapped() => Catch.NoFix(
        Source("public async Task RunAsync(Order message, CancellationToken ct)\n{\n    db.Entries.{|SAFE2002:Add|}(new Entry { MessageId = message.MessageId });\n    await db.SaveChangesAsync(ct);\n    await db.SaveChangesAsync(ct);\n}"));

    private static string Source(string members, string enqueue = "j.RunAsync(null!, default)", string usings = "using Microsoft.EntityFrameworkCore;\n") =>
        "using System;\nusing System.Threading;\nusing System.Threading.Tasks;\nusing Hangfire;\n" + usings + """

        public class Job(Db db)
        {

        """ + members + "\n}\n" + $$"""

        public class Web { public void Post(IBackgroundJobClient jobs) => jobs.Enqueue<Job>(j => {{enqueue}}); }
        public class Order { public Guid MessageId { get; set; } public int OrderId { get; set; } public string Number { get; set; } = ""; }
        public class Entry { public int Id { get; set; } public Guid MessageId { get; set; } public int OrderId { get; set; } public string Number { get; set; } = ""; public string Text { get; set; } = ""; }
        public class Db : Microsoft.EntityFrameworkCore.DbContext { public Microsoft.EntityFrameworkCore.DbSet<Entry> Entries => Set<Entry>(); }

        """;
}
