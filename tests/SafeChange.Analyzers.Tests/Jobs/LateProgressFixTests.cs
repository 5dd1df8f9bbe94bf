using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Jobs;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs;

public sealed class LateProgressFixTests
{
    private const string Load = "var letters = await db.Letters.Where(l => !l.EmailSent).ToListAsync(ct);\n    ";

    private static readonly Verify<JobAnalyzer, SaveProgressFix> Save = new(References.Hangfire);
    private static readonly Verify<JobAnalyzer, MarkFirstFix> Mark = new(References.Hangfire);

    private const string Before = """
        foreach (var letter in letters)
            {
                // one by one
                await mail.{|SAFE2009:SendAsync|}(letter.To, ct);
                letter.EmailSent = true; // done
            }

            await db.SaveChangesAsync(ct);
            log.LogInformation("all");
        """;

    [Fact]
    public Task The_save_moves_into_the_loop() => Save.Fixes(
        Source(Before),
        Source("""
            foreach (var letter in letters)
                {
                    // one by one
                    await mail.SendAsync(letter.To, ct);
                    letter.EmailSent = true; // done
                    await db.SaveChangesAsync(ct);
                }

                log.LogInformation("all");
            """));

    [Fact]
    public Task A_save_with_more_to_save_stays_as_well() => Save.Fixes(
        Source(Before.Replace("foreach", "var first = await db.Letters.FirstAsync(ct);\n    first.To = \"\";\n    foreach")),
        Source("""
            var first = await db.Letters.FirstAsync(ct);
                first.To = "";
                foreach (var letter in letters)
                {
                    // one by one
                    await mail.SendAsync(letter.To, ct);
                    letter.EmailSent = true; // done
                    await db.SaveChangesAsync(ct);
                }

                await db.SaveChangesAsync(ct);
                log.LogInformation("all");
            """));

    [Fact]
    public Task A_second_loop_that_marks_the_items_is_taken_into_the_first() => Save.Fixes(
        Source("foreach (var letter in letters)\n    {\n        await mail.{|SAFE2009:SendAsync|}(letter.To, ct);\n    }\n\n    foreach (var letter in letters)\n    {\n        letter.EmailSent = true;\n    }\n\n    await db.SaveChangesAsync(ct);"),
        Source("foreach (var letter in letters)\n    {\n        await mail.SendAsync(letter.To, ct);\n        letter.EmailSent = true;\n        await db.SaveChangesAsync(ct);\n    }"));

    [Fact]
    public Task The_mark_comes_before_the_work() => Mark.Fixes(
        Source(Before.Replace(" // done", "")),
        Source("""
            foreach (var letter in letters)
                {
                    letter.EmailSent = true;
                    await db.SaveChangesAsync(ct);
                    // one by one
                    await mail.SendAsync(letter.To, ct);
                }

                log.LogInformation("all");
            """));

    [Theory]
    [InlineData("foreach (var letter in letters)\n    {\n        await mail.{|SAFE2009:SendAsync|}(letter.To, ct);\n        if (letter.To == \"\")\n        {\n            continue;\n        }\n\n        letter.EmailSent = true;\n    }\n\n    await db.SaveChangesAsync(ct);")]
    [InlineData("foreach (var letter in letters)\n    {\n        var at = DateTime.UtcNow;\n        await mail.{|SAFE2009:SendAsync|}(letter.To, ct);\n        var sent = at > DateTime.MinValue;\n        letter.EmailSent = sent;\n    }\n\n    await db.SaveChangesAsync(ct);")]
    public Task A_mark_that_depends_on_the_work_stays_behind_it(string loop) => Mark.NoFix(Source(loop));

    [Fact]
    public Task Rows_that_are_still_being_read_are_left_to_a_person() => Save.NoFix(
        Source(Before.Replace("in letters", "in db.Letters.Where(l => !l.EmailSent)")));

    [Fact]
    public Task A_marker_of_something_else_than_the_item_is_left_to_a_person() => Save.NoFix(
        Source(
            """
            var newsletter = await db.Letters.SingleAsync(l => l.Id == 1 && l.SentAt == null, ct);
                foreach (var letter in letters)
                {
                    await mail.{|SAFE2009:SendAsync|}(letter.To, ct);
                }

                newsletter.SentAt = DateTime.UtcNow;
                await db.SaveChangesAsync(ct);
            """).Replace("Where(l => !l.EmailSent).", ""));

    private static string Source(string loop) => JobSource.Of("public async Task RunAsync(int id, CancellationToken ct)\n{\n    " + Load + loop + "\n}");
}
