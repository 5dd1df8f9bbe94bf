using System.Threading.Tasks;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs;

public sealed class SAFE2005NotificationRepeatedTests
{
    private const string Message =
        "'OrderJob.RunAsync' sends by 'IMailSender.SendAsync', and Hangfire retries a failed job up to 10 times: a second run sends it again. Set a marker when it is sent, and return early when it is set.";

    private static readonly Verify<JobAnalyzer> Verify = new(References.Hangfire);
    private static readonly Verify<JobAnalyzer> VerifyMore = new(References.JobFrameworks);

    [Fact]
    public Task A_mail_is_reported() => Verify.Reports(
        Shop.Job("var order = await db.Orders.SingleAsync(o => o.Id == id, ct); await mail.{|#0:SendAsync|}(order.Email, \"Thank you\", ct);"),
        Verify.Result("SAFE2005", 0, Message));

    [Fact]
    public Task The_way_to_it_stands_in_the_message() => Verify.Reports(
        Shop.Job(
            "await new Notifier(mail).{|#0:ThankAsync|}(\"a@b.c\");",
            types: "public class Notifier(IMailSender mail) { public Task ThankAsync(string to) => mail.{|#1:SendAsync|}(to, \"Thank you\"); }"),
        Verify.Result("SAFE2005").WithLocation(0).WithLocation(1).WithMessage(Message.Replace("SendAsync',", "SendAsync' (via ThankAsync),")));

    [Theory]
    [InlineData("using var smtp = new System.Net.Mail.SmtpClient(\"localhost\"); await smtp.{|SAFE2005:SendMailAsync|}(\"a@b.c\", \"d@e.f\", \"\", \"\");")]
    [InlineData("await sms.{|SAFE2005:SendSmsAsync|}(\"+49\", \"Hello\");")]
    [InlineData("await letters.{|SAFE2005:SendEmailAsync|}(\"a@b.c\");")]
    public Task So_is_every_other_message_to_a_person(string call) => Verify.Reports(
        Shop.Job(
            call + " await Task.Yield();",
            "private readonly ISmsGateway sms = null!; private readonly IEmailService letters = null!;",
            "public interface ISmsGateway { Task SendSmsAsync(string to, string text); } public interface IEmailService { Task SendEmailAsync(string to); }"));

    [Theory]
    [InlineData("await new Mailer().SendAsync(\"a@b.c\");")]
    [InlineData("await box.SendAsync(\"a@b.c\");")]
    [InlineData("await bus.SendAsync(\"a@b.c\");")]
    [InlineData("await hub.Clients.All.SendCoreAsync(\"progress\", [id], ct);")]
    [InlineData("await mails.QueueEmailAsync(\"a@b.c\");")]
    public Task What_is_only_called_like_one_is_not(string call) => Verify.Silent(
        Shop.Job(
            call,
            """
            private readonly IMailbox box = null!;
            private readonly IBus bus = null!;
            private readonly IEmails mails = null!;
            private readonly Microsoft.AspNetCore.SignalR.IHubContext<Progress> hub = null!;
            """,
            """
            public class Mailer { public Task SendAsync(string to) { Console.WriteLine(to); return Task.CompletedTask; } }
            public interface IMailbox { Task SendAsync(string to); }
            public interface IBus { Task SendAsync(string to); }
            public interface IEmails { Task QueueEmailAsync(string to); }
            public class Progress : Microsoft.AspNetCore.SignalR.Hub;
            """));

    [Fact]
    public Task The_weekly_report_is_meant_to_go_out_every_week() => Verify.Silent(
        Shop.RecurringJob("await mail.SendAsync(\"a@b.c\", \"Report\", ct);"));

    [Fact]
    public Task On_a_schedule_the_items_of_a_loop_are_work() => Verify.Reports(
        Shop.RecurringJob("foreach (var order in await db.Orders.ToListAsync(ct)) { await mail.{|SAFE2005:SendAsync|}(order.Email, \"Thank you\", ct); }"));

    [Fact]
    public Task A_sender_of_ones_own_can_be_named() => Verify.Options("safechange.jobs.additional_effects = M:Shop.ITemplates.Deliver=mail").Reports(
        Shop.Job("await templates.{|SAFE2005:Deliver|}(id);", "private readonly ITemplates templates = null!;", "public interface ITemplates { Task Deliver(int id); }"));

    [Theory]
    [InlineData("M:Shop.IMailSender.SendAsync")]
    [InlineData("T:Shop.IMailSender")]
    [InlineData("M:Shop.IMail*")]
    public Task A_call_that_does_no_harm_can_be_named(string option) => Verify.Options("safechange.jobs.effect_free = " + option).Silent(
        Shop.Job("await mail.SendAsync(\"a@b.c\", \"Thank you\", ct);"));

    [Fact]
    public Task A_marker_of_ones_own_name_guards_too() => Verify.Silent(
        Shop.Job(
            """
            var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
            if (order.Notes.Contains("thanked")) return;
            await mail.SendAsync(order.Email, "Thank you", ct);
            order.Notes += " thanked";
            order.Notes = order.Notes.Trim();
            await db.SaveChangesAsync(ct);
            """));

    [Fact]
    public Task Mail_by_libraries_is_known() => VerifyMore.Reports("""
        using System;
        using System.Threading.Tasks;
        using Hangfire;
        using MailKit.Net.Smtp;
        using MimeKit;
        using SendGrid;
        using SendGrid.Helpers.Mail;

        class Job(ISendGridClient grid)
        {
            public async Task RunAsync(MimeMessage message)
            {
                using var smtp = new SmtpClient();
                await smtp.ConnectAsync("localhost", 25);
                await smtp.{|SAFE2005:SendAsync|}(message);
                await grid.{|SAFE2005:SendEmailAsync|}(new SendGridMessage());
            }
        }
        class Web { void Start() => BackgroundJob.Enqueue<Job>(job => job.RunAsync(null!)); }
        """);
}
