using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs;

public sealed class SAFE2009ProgressSavedTooLateTests
{
    private const string Message =
        "'OrderJob.RunAsync' calls 'IMailSender.SendAsync' for each item and saves 'SentAt' after the loop only, and Hangfire {0}: if it stops half-way, the items that are done are done again. Save after each item, or mark it before.";

    private static readonly Verify<JobAnalyzer> Verify = new(References.Hangfire);

    [Fact]
    public Task A_save_behind_the_loop_is_reported() => Verify.Reports(
        Shop.Job(
            """
            var due = await db.Reminders.Where(r => r.SentAt == null).ToListAsync(ct);
            {|#2:foreach|} (var reminder in due)
            {
                await mail.{|#0:SendAsync|}(reminder.Email, "Reminder", ct);
                {|#1:reminder.SentAt|} = DateTime.UtcNow;
            }

            await db.SaveChangesAsync(ct);
            """),
        Verify.Result("SAFE2009").WithLocation(0).WithLocation(1).WithLocation(2).WithSeverity(DiagnosticSeverity.Warning)
            .WithMessage(Message.Replace("{0}", "retries a failed job up to 10 times")));

    [Fact]
    public Task On_a_schedule_it_is_a_warning_as_well() => Verify.Reports(
        Shop.RecurringJob(
            """
            foreach (var reminder in await db.Reminders.Where(r => r.SentAt == null).ToListAsync(ct))
            {
                await mail.{|#0:SendAsync|}(reminder.Email, "Reminder", ct);
                reminder.SentAt = DateTime.UtcNow;
            }

            await db.SaveChangesAsync(ct);
            """),
        Verify.Result("SAFE2009").WithLocation(0).WithSeverity(DiagnosticSeverity.Warning).WithOptions(Microsoft.CodeAnalysis.Testing.DiagnosticOptions.IgnoreAdditionalLocations)
            .WithMessage(Message.Replace("{0}", "runs it on a schedule and retries a failed run up to 10 times")));

    [Theory]
    [InlineData(
        """
        foreach (var reminder in due) { await mail.{|SAFE2009:SendAsync|}(reminder.Email, "", ct); }
        foreach (var reminder in due) { reminder.SentAt = DateTime.UtcNow; }
        await db.SaveChangesAsync(ct);
        """)]
    [InlineData(
        """
        await Task.WhenAll(due.Select(async reminder => { await mail.{|SAFE2009:SendAsync|}(reminder.Email, "", ct); reminder.SentAt = DateTime.UtcNow; }));
        await db.SaveChangesAsync(ct);
        """)]
    [InlineData(
        """
        for (var i = 0; i < due.Count; i++) { await mail.{|SAFE2009:SendAsync|}(due[i].Email, "", ct); due[i].SentAt = DateTime.UtcNow; }
        await db.SaveChangesAsync(ct);
        """)]
    [InlineData(
        """
        foreach (var reminder in due) { await SendAsync(reminder); }
        await db.SaveChangesAsync(ct);

        async Task SendAsync(Reminder reminder) { await mail.SendAsync(reminder.Email, "", ct); reminder.SentAt = DateTime.UtcNow; }
        """)]
    [InlineData(
        """
        foreach (var reminder in due) { await mail.{|SAFE2009:SendAsync|}(reminder.Email, "", ct); }
        var ids = due.Select(r => r.Id).ToList();
        await db.Reminders.Where(r => ids.Contains(r.Id)).ExecuteUpdateAsync(s => s.SetProperty(r => r.SentAt, DateTime.UtcNow), ct);
        """)]
    public Task In_whatever_form_the_loop_comes(string loop) => Verify.Reports(
        Shop.Job("var due = await db.Reminders.Where(r => r.SentAt == null).ToListAsync(ct);\n" + loop.Replace("{ await SendAsync(", "{ await {|SAFE2009:SendAsync|}(")));

    [Fact]
    public Task A_row_beside_that_is_saved_behind_the_loop_is_late_too() => Verify.Reports(
        Shop.Job(
            """
            foreach (var order in await db.Orders.Where(o => !db.Reminders.Any(r => r.OrderId == o.Id)).ToListAsync(ct))
            {
                await mail.{|#0:SendAsync|}(order.Email, "Reminder", ct);
                db.Reminders.Add(new Reminder { OrderId = order.Id });
            }

            await db.SaveChangesAsync(ct);
            """),
        Verify.Result("SAFE2009", 0, Message.Replace("'SentAt'", "the row of 'Reminder'").Replace("{0}", "retries a failed job up to 10 times")));

    [Fact]
    public Task A_batch_that_is_saved_as_a_whole_is_a_suggestion() => Verify.Reports(
        Shop.Job(
            """
            var due = await db.Reminders.Where(r => r.SentAt == null).ToListAsync(ct);
            foreach (var batch in due.Chunk(20))
            {
                foreach (var reminder in batch)
                {
                    await mail.{|#0:SendAsync|}(reminder.Email, "Reminder", ct);
                    reminder.SentAt = DateTime.UtcNow;
                }

                await db.SaveChangesAsync(ct);
            }
            """),
        Verify.Result("SAFE2009").WithLocation(0).WithSeverity(DiagnosticSeverity.Info).WithOptions(Microsoft.CodeAnalysis.Testing.DiagnosticOptions.IgnoreAdditionalLocations)
            .WithMessage(Message.Replace("{0}", "retries a failed job up to 10 times")));

    [Theory]
    [InlineData("await mail.SendAsync(reminder.Email, \"\", ct); reminder.SentAt = DateTime.UtcNow; await db.SaveChangesAsync(ct);")]
    [InlineData("reminder.SentAt = DateTime.UtcNow; await db.SaveChangesAsync(ct); await mail.SendAsync(reminder.Email, \"\", ct);")]
    [InlineData("await mail.SendAsync(reminder.Email, \"\", ct); await MarkAsync(reminder);")]
    [InlineData("await mail.SendAsync(reminder.Email, \"\", ct); await db.Reminders.Where(r => r.Id == reminder.Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.SentAt, DateTime.UtcNow), ct);")]
    [InlineData("db.Shipments.Add(new Shipment { OrderId = reminder.OrderId }); reminder.SentAt = DateTime.UtcNow;")]
    public Task Work_that_is_saved_with_its_item_is_not(string item) => Verify.Silent(
        Shop.Job(
            $$"""
            foreach (var reminder in await db.Reminders.Where(r => r.SentAt == null).ToListAsync(ct))
            {
                {{item}}
            }

            await db.SaveChangesAsync(ct);
            """,
            "private async Task MarkAsync(Reminder reminder) { reminder.SentAt = DateTime.UtcNow; await db.SaveChangesAsync(); }"));

    [Fact]
    public Task A_save_in_a_finally_around_the_loop_runs_however_it_ends() => Verify.Silent(
        Shop.Job(
            """
            var due = await db.Reminders.Where(r => r.SentAt == null).ToListAsync(ct);
            try
            {
                foreach (var reminder in due) { await mail.SendAsync(reminder.Email, "", ct); reminder.SentAt = DateTime.UtcNow; }
            }
            finally
            {
                await db.SaveChangesAsync(CancellationToken.None);
            }
            """));

    [Fact]
    public Task One_mail_about_all_items_is_none_for_each() => Verify.Silent(
        Shop.Job(
            """
            var due = await db.Reminders.Where(r => r.SentAt == null).ToListAsync(ct);
            if (due.Count == 0) return;
            await mail.SendAsync("desk@b.c", string.Join(", ", due.Select(r => r.Id)), ct);
            foreach (var reminder in due) { reminder.SentAt = DateTime.UtcNow; }
            await db.SaveChangesAsync(ct);
            """));

    [Fact]
    public Task A_note_answers_for_it() => Verify.Silent(
        Shop.Job(
            """
            // idempotent: the desk drops reminders that it has, by their ID
            foreach (var reminder in await db.Reminders.Where(r => r.SentAt == null).ToListAsync(ct))
            {
                await mail.SendAsync(reminder.Email, "Reminder", ct);
                reminder.SentAt = DateTime.UtcNow;
            }

            await db.SaveChangesAsync(ct);
            """));
}
