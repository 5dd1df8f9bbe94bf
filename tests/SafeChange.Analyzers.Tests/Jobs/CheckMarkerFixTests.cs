using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Jobs;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs;

public sealed class CheckMarkerFixTests
{
    private static readonly Verify<JobAnalyzer, CheckMarkerFix> Verify = new(References.Hangfire);

    private static Task Fixes(string before, string after, string enqueue = "j.RunAsync(1, default)") =>
        Verify.Fixes(JobSource.Of(before, enqueue), JobSource.Of(after, enqueue));

    private static Task NoFix(string source, string enqueue = "j.RunAsync(1, default)") => Verify.NoFix(JobSource.Of(source, enqueue));

    [Fact]
    public Task The_marker_is_checked_where_the_object_is_known() => Fixes(
        """
        public async Task RunAsync(int id, CancellationToken ct)
        {
            var letter = await db.Letters.SingleAsync(l => l.Id == id, ct); // by its number
            // to whoever wants it
            await mail.SendAsync(letter.To, ct);
            {|SAFE2007:letter.EmailSent|} = true;
            await db.SaveChangesAsync(ct);
        }
        """,
        """
        public async Task RunAsync(int id, CancellationToken ct)
        {
            var letter = await db.Letters.SingleAsync(l => l.Id == id, ct); // by its number
            if (letter.EmailSent)
            {
                return;
            }

            // to whoever wants it
            await mail.SendAsync(letter.To, ct);
            letter.EmailSent = true;
            await db.SaveChangesAsync(ct);
        }
        """);

    [Theory]
    [InlineData("SentAt", "DateTime.UtcNow", "letter.SentAt is not null")]
    [InlineData("Status", "Status.Sent", "letter.Status == Status.Sent")]
    [InlineData("EmailSent", "true", "letter.EmailSent")]
    public Task A_time_is_compared_with_null_and_a_status_with_what_is_set(string member, string value, string condition) => Fixes(
        $$"""
        public async Task RunAsync(int id, CancellationToken ct)
        {
            var letter = await db.Letters.SingleAsync(l => l.Id == id, ct);

            await mail.SendAsync(letter.To, ct);
            {|SAFE2007:letter.{{member}}|} = {{value}};
            await db.SaveChangesAsync(ct);
        }
        """,
        $$"""
        public async Task RunAsync(int id, CancellationToken ct)
        {
            var letter = await db.Letters.SingleAsync(l => l.Id == id, ct);
            if ({{condition}})
            {
                return;
            }

            await mail.SendAsync(letter.To, ct);
            letter.{{member}} = {{value}};
            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task A_check_for_null_comes_first() => Fixes(
        """
        public async Task RunAsync(int id, CancellationToken ct)
        {
            var letter = await db.Letters.FirstOrDefaultAsync(l => l.Id == id, ct);
            log.LogInformation("found");
            if (letter is null)
            {
                return;
            }

            await mail.SendAsync(letter.To, ct);
            {|SAFE2007:letter.EmailSent|} = true;
            await db.SaveChangesAsync(ct);
            log.LogInformation("sent");
        }
        """,
        """
        public async Task RunAsync(int id, CancellationToken ct)
        {
            var letter = await db.Letters.FirstOrDefaultAsync(l => l.Id == id, ct);
            log.LogInformation("found");
            if (letter is null)
            {
                return;
            }

            if (letter.EmailSent)
            {
                return;
            }

            await mail.SendAsync(letter.To, ct);
            letter.EmailSent = true;
            await db.SaveChangesAsync(ct);
            log.LogInformation("sent");
        }
        """);

    [Theory]
    [InlineData("if (await db.Letters.FindAsync(id) is not { } letter) return;", "")]
    [InlineData("if (await db.Letters.FindAsync(id) is not Letter letter || letter.Id > 3) return;", "")]
    [InlineData("var letter = await db.Letters.FindAsync(id);", "?")]
    [InlineData("var letter = await db.Letters.FindAsync(id) ?? throw new InvalidOperationException();", "")]
    [InlineData("Letter letter = (await db.Letters.FindAsync(id))!;", "")]
    public Task Objects_are_found_in_several_ways(string load, string maybe) => Fixes(
        $$"""
        public async Task RunAsync(int id, CancellationToken ct)
        {
            {{load}}
            await mail.SendAsync(letter{{maybe}}.To ?? "", ct);
            {|SAFE2007:letter{{(maybe == "" ? "" : "!")}}.EmailSent|} = true;
            await db.SaveChangesAsync(ct);
        }
        """,
        $$"""
        public async Task RunAsync(int id, CancellationToken ct)
        {
            {{load}}
            if (letter{{(maybe == "" ? ".EmailSent" : "?.EmailSent == true")}})
            {
                return;
            }

            await mail.SendAsync(letter{{maybe}}.To ?? "", ct);
            letter{{(maybe == "" ? "" : "!")}}.EmailSent = true;
            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task Inside_of_an_if_that_finds_the_object_it_stands_there() => Fixes(
        """
        public async Task RunAsync(int id, CancellationToken ct)
        {
            var letter = await db.Letters.FindAsync(id);
            if (letter != null)
            {
                await mail.SendAsync(letter.To, ct);
                {|SAFE2007:letter.EmailSent|} = true;
                await db.SaveChangesAsync(ct);
            }
        }
        """,
        """
        public async Task RunAsync(int id, CancellationToken ct)
        {
            var letter = await db.Letters.FindAsync(id);
            if (letter != null)
            {
                if (letter.EmailSent)
                {
                    return;
                }

                await mail.SendAsync(letter.To, ct);
                letter.EmailSent = true;
                await db.SaveChangesAsync(ct);
            }
        }
        """);

    [Fact]
    public Task In_a_loop_over_the_objects_it_goes_on_with_the_next() => Fixes(
        """
        public async Task RunAsync(int id, CancellationToken ct)
        {
            var letters = await db.Letters.Where(l => l.Id > id).ToListAsync(ct);
            foreach (var letter in letters)
            {
                await mail.SendAsync(letter.To, ct);
                {|SAFE2007:letter.EmailSent|} = true;
                await db.SaveChangesAsync(ct);
            }

            log.LogInformation("all");
        }
        """,
        """
        public async Task RunAsync(int id, CancellationToken ct)
        {
            var letters = await db.Letters.Where(l => l.Id > id).ToListAsync(ct);
            foreach (var letter in letters)
            {
                if (letter.EmailSent)
                {
                    continue;
                }

                await mail.SendAsync(letter.To, ct);
                letter.EmailSent = true;
                await db.SaveChangesAsync(ct);
            }

            log.LogInformation("all");
        }
        """);

    [Fact]
    public Task A_loop_that_is_the_work_is_left_out_as_a_whole() => Fixes(
        """
        public async Task RunAsync(int id, CancellationToken ct)
        {
            var letter = await db.Letters.SingleAsync(l => l.Id == id, ct);
            var readers = new List<string> { "a", "b" };
            foreach (var reader in readers)
            {
                await mail.SendAsync(reader, ct);
            }

            {|SAFE2007:letter.SentAt|} = DateTime.UtcNow;
            await db.SaveChangesAsync(ct);
        }
        """,
        """
        public async Task RunAsync(int id, CancellationToken ct)
        {
            var letter = await db.Letters.SingleAsync(l => l.Id == id, ct);
            if (letter.SentAt is not null)
            {
                return;
            }

            var readers = new List<string> { "a", "b" };
            foreach (var reader in readers)
            {
                await mail.{|SAFE2009:SendAsync|}(reader, ct);
            }

            letter.SentAt = DateTime.UtcNow;
            await db.SaveChangesAsync(ct);
        }
        """);

    [Theory]
    [InlineData("void", "", "return;")]
    [InlineData("Task", "return Task.CompletedTask;", "return Task.CompletedTask;")]
    [InlineData("ValueTask", "return ValueTask.CompletedTask;", "return ValueTask.CompletedTask;")]
    [InlineData("ValueTask", "return default;", "return default;")]
    [InlineData("Task<bool>", "return Task.FromResult(true);", "return Task.FromResult(true);")]
    [InlineData("bool", "return true;", "return true;")]
    [InlineData("Status", "return Status.Sent;", "return Status.Sent;")]
    public Task It_leaves_as_the_method_ends(string type, string end, string exit) => Fixes(
        $$"""
        public void RunAsync(int id) => Work(id);

        private {{type}} Work(int id)
        {
            var letter = db.Letters.Single(l => l.Id == id);
            mail.Send(letter.To);
            letter.EmailSent = true;
            db.SaveChanges();
            {{end}}
        }
        """.Replace("=> Work", "=> {|SAFE2007:Work|}"),
        $$"""
        public void RunAsync(int id) => Work(id);

        private {{type}} Work(int id)
        {
            var letter = db.Letters.Single(l => l.Id == id);
            if (letter.EmailSent)
            {
                {{exit}}
            }

            mail.Send(letter.To);
            letter.EmailSent = true;
            db.SaveChanges();
            {{end}}
        }
        """,
        "j.RunAsync(1)");

    [Fact]
    public Task A_task_that_is_not_awaited_leaves_with_a_completed_one() => Fixes(
        """
        public Task RunAsync(int id, CancellationToken ct)
        {
            var letter = db.Letters.Single(l => l.Id == id);
            mail.Send(letter.To);
            {|SAFE2007:letter.EmailSent|} = true;
            return db.SaveChangesAsync(ct);
        }
        """,
        """
        public Task RunAsync(int id, CancellationToken ct)
        {
            var letter = db.Letters.Single(l => l.Id == id);
            if (letter.EmailSent)
            {
                return Task.CompletedTask;
            }

            mail.Send(letter.To);
            letter.EmailSent = true;
            return db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task A_transaction_and_a_try_are_left_by_the_same_way() => Fixes(
        """
        public async Task RunAsync(int id, CancellationToken ct)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            try
            {
                var letter = await db.Letters.SingleAsync(l => l.Id == id, ct);
                await mail.SendAsync(letter.To, ct);
                {|SAFE2007:letter.EmailSent|} = true;
                await db.SaveChangesAsync(ct);
            }
            finally
            {
                log.LogInformation("done");
            }

            await transaction.CommitAsync(ct);
        }
        """,
        """
        public async Task RunAsync(int id, CancellationToken ct)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            try
            {
                var letter = await db.Letters.SingleAsync(l => l.Id == id, ct);
                if (letter.EmailSent)
                {
                    return;
                }

                await mail.SendAsync(letter.To, ct);
                letter.EmailSent = true;
                await db.SaveChangesAsync(ct);
            }
            finally
            {
                log.LogInformation("done");
            }

            await transaction.CommitAsync(ct);
        }
        """);

    [Fact]
    public Task A_method_that_marks_its_object_is_asked_through_the_object() => Fixes(
        """
        public async Task RunAsync(int id, CancellationToken ct)
        {
            var letter = await db.Letters.SingleAsync(l => l.Id == id, ct);
            await mail.SendAsync(letter.To, ct);
            letter.{|SAFE2007:MarkSent|}();
            await db.SaveChangesAsync(ct);
        }
        """,
        """
        public async Task RunAsync(int id, CancellationToken ct)
        {
            var letter = await db.Letters.SingleAsync(l => l.Id == id, ct);
            if (letter.EmailSent)
            {
                return;
            }

            await mail.SendAsync(letter.To, ct);
            letter.MarkSent();
            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task A_method_that_marks_what_it_is_given_is_asked_through_that() => Fixes(
        """
        public async Task RunAsync(int id, CancellationToken ct)
        {
            var letter = await db.Letters.SingleAsync(l => l.Id == id, ct);
            await mail.SendAsync(letter.To, ct);
            await {|SAFE2007:Mark|}(letter);
        }

        private async Task Mark(Letter sent)
        {
            sent.SentAt = DateTime.UtcNow;
            await db.SaveChangesAsync();
        }
        """,
        """
        public async Task RunAsync(int id, CancellationToken ct)
        {
            var letter = await db.Letters.SingleAsync(l => l.Id == id, ct);
            if (letter.SentAt is not null)
            {
                return;
            }

            await mail.SendAsync(letter.To, ct);
            await Mark(letter);
        }

        private async Task Mark(Letter sent)
        {
            sent.SentAt = DateTime.UtcNow;
            await db.SaveChangesAsync();
        }
        """);

    [Fact]
    public Task Work_in_another_file_is_checked_there() => Verify.Fixes(
        [
            ("Job.cs", JobSource.Of("public async Task RunAsync(int id, CancellationToken ct)\n{\n    var letter = await db.Letters.SingleAsync(l => l.Id == id, ct);\n    await new Sender(mail).{|SAFE2007:SendAsync|}(letter, ct);\n    await db.SaveChangesAsync(ct);\n}")),
            ("Sender.cs", """
                using System.Threading;
                using System.Threading.Tasks;

                public class Sender(IMailSender mail)
                {
                    public async Task SendAsync(Letter letter, CancellationToken ct)
                    {
                        await mail.SendAsync(letter.To, ct);
                        letter.EmailSent = true;
                    }
                }
                """),
        ],
        [
            ("Job.cs", JobSource.Of("public async Task RunAsync(int id, CancellationToken ct)\n{\n    var letter = await db.Letters.SingleAsync(l => l.Id == id, ct);\n    await new Sender(mail).SendAsync(letter, ct);\n    await db.SaveChangesAsync(ct);\n}")),
            ("Sender.cs", """
                using System.Threading;
                using System.Threading.Tasks;

                public class Sender(IMailSender mail)
                {
                    public async Task SendAsync(Letter letter, CancellationToken ct)
                    {
                        if (letter.EmailSent)
                        {
                            return;
                        }

                        await mail.SendAsync(letter.To, ct);
                        letter.EmailSent = true;
                    }
                }
                """),
        ]);

    [Fact]
    public Task Braces_are_left_out_where_the_project_does() => Verify.Options("csharp_prefer_braces = when_multiline:suggestion").Fixes(
        JobSource.Of("public void RunAsync(int id)\n{\n    var letter = db.Letters.Single(l => l.Id == id);\n    mail.Send(letter.To);\n    {|SAFE2007:letter.EmailSent|} = true;\n    db.SaveChanges();\n}", "j.RunAsync(1)"),
        JobSource.Of("public void RunAsync(int id)\n{\n    var letter = db.Letters.Single(l => l.Id == id);\n    if (letter.EmailSent)\n        return;\n\n    mail.Send(letter.To);\n    letter.EmailSent = true;\n    db.SaveChanges();\n}", "j.RunAsync(1)"));

    [Fact]
    public Task A_line_stays_a_line() => Fixes(
        "public void RunAsync(int id) { var letter = db.Letters.Single(l => l.Id == id); mail.Send(letter.To); {|SAFE2007:letter.EmailSent|} = true; db.SaveChanges(); }",
        "public void RunAsync(int id) { var letter = db.Letters.Single(l => l.Id == id); if (letter.EmailSent) { return; } mail.Send(letter.To); letter.EmailSent = true; db.SaveChanges(); }",
        "j.RunAsync(1)");

    [Fact]
    public Task Line_breaks_of_another_system_stay() => Verify.Fixes(
        JobSource.Of("public void RunAsync(int id)\n{\n    var letter = db.Letters.Single(l => l.Id == id);\n    mail.Send(letter.To);\n    {|SAFE2007:letter.EmailSent|} = true;\n    db.SaveChanges();\n}", "j.RunAsync(1)").Replace("\n", "\r\n"),
        JobSource.Of("public void RunAsync(int id)\n{\n    var letter = db.Letters.Single(l => l.Id == id);\n    if (letter.EmailSent)\n    {\n        return;\n    }\n\n    mail.Send(letter.To);\n    letter.EmailSent = true;\n    db.SaveChanges();\n}", "j.RunAsync(1)").Replace("\n", "\r\n"));

    [Fact]
    public Task A_part_of_an_object_is_asked_where_the_work_begins() => Fixes(
        """
        public async Task RunAsync(int id, CancellationToken ct)
        {
            var copy = await db.Letters.Include(l => l.Original).SingleAsync(l => l.Id == id, ct);
            log.LogInformation("found");
            await mail.SendAsync(copy.Original.To, ct);
            {|SAFE2007:copy.Original.EmailSent|} = true;
            await db.SaveChangesAsync(ct);
        }
        """,
        """
        public async Task RunAsync(int id, CancellationToken ct)
        {
            var copy = await db.Letters.Include(l => l.Original).SingleAsync(l => l.Id == id, ct);
            log.LogInformation("found");
            if (copy.Original.EmailSent)
            {
                return;
            }

            await mail.SendAsync(copy.Original.To, ct);
            copy.Original.EmailSent = true;
            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task A_lambda_leaves_itself_alone() => Fixes(
        """
        public async Task RunAsync(int id, CancellationToken ct)
        {
            var letter = await db.Letters.SingleAsync(l => l.Id == id, ct);
            await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                var again = await db.Letters.SingleAsync(l => l.Id == id, ct);
                await mail.SendAsync(again.To, ct);
                {|SAFE2007:again.EmailSent|} = true;
                await db.SaveChangesAsync(ct);
            });
            await mail.{|SAFE2005:SendAsync|}("admin", ct);
        }
        """,
        """
        public async Task RunAsync(int id, CancellationToken ct)
        {
            var letter = await db.Letters.SingleAsync(l => l.Id == id, ct);
            await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                var again = await db.Letters.SingleAsync(l => l.Id == id, ct);
                if (again.EmailSent)
                {
                    return;
                }

                await mail.SendAsync(again.To, ct);
                again.EmailSent = true;
                await db.SaveChangesAsync(ct);
            });
            await mail.{|SAFE2005:SendAsync|}("admin", ct);
        }
        """);

    [Fact]
    public Task A_section_of_a_switch_and_a_local_function_are_left_as_others_are() => Fixes(
        """
        public void RunAsync(int id, CancellationToken ct)
        {
            switch (id)
            {
                case 1:
                    {|SAFE2007:Work|}();
                    break;
            }

            void Work()
            {
                var letter = db.Letters.Single(l => l.Id == id);
                switch (id)
                {
                    case 1:
                        mail.Send(letter.To);
                        letter.EmailSent = true;
                        break;
                }

                db.SaveChanges();
            }
        }
        """,
        """
        public void RunAsync(int id, CancellationToken ct)
        {
            switch (id)
            {
                case 1:
                    Work();
                    break;
            }

            void Work()
            {
                var letter = db.Letters.Single(l => l.Id == id);
                if (letter.EmailSent)
                {
                    return;
                }

                switch (id)
                {
                    case 1:
                        mail.Send(letter.To);
                        letter.EmailSent = true;
                        break;
                }

                db.SaveChanges();
            }
        }
        """);

    [Theory]
    [InlineData("try { Console.Beep(); } finally { var letter = db.Letters.Single(l => l.Id == id); mail.Send(letter.To); {|SAFE2007:letter.EmailSent|} = true; db.SaveChanges(); }")]
    [InlineData("try { Console.Beep(); } catch (Exception) { var letter = db.Letters.Single(l => l.Id == id); mail.Send(letter.To); {|SAFE2007:letter.EmailSent|} = true; db.SaveChanges(); }")]
    [InlineData("do { var letter = db.Letters.Single(l => l.Id == id); mail.Send(letter.To); {|SAFE2007:letter.EmailSent|} = true; db.SaveChanges(); } while (id > 3);")]
    [InlineData("while (db.Letters.FirstOrDefault(l => l.Id > id) is { } letter) { mail.Send(letter.To); {|SAFE2007:letter.EmailSent|} = true; db.SaveChanges(); }")]
    [InlineData("again: var letter = db.Letters.Single(l => l.Id == id); mail.Send(letter.To); {|SAFE2007:letter.EmailSent|} = true; db.SaveChanges(); if (id > 3) goto again;")]
    [InlineData("foreach (var letter in db.Letters.ToList()) { mail.Send(letter.To); {|SAFE2007:letter.EmailSent|} = true; db.SaveChanges(); break; }")]
    public Task Ways_that_are_hard_to_follow_are_left_to_a_person(string body) => NoFix(
        "public void RunAsync(int id)\n{\n    " + body + "\n}", "j.RunAsync(1)");

    [Theory]
    // What follows would be left out.
    [InlineData("{|SAFE2007:letter.EmailSent|} = true; db.SaveChanges(); mail.{|SAFE2005:Send|}(letter.To);")]
    [InlineData("{|SAFE2007:letter.EmailSent|} = true; db.SaveChanges(); Next(letter);")]
    [InlineData("{|SAFE2007:letter.EmailSent|} = true; db.SaveChanges(); throw new InvalidOperationException();")]
    // Not an object that a name stands for.
    [InlineData("{|SAFE2007:db.Letters.Local.Single().EmailSent|} = true; db.SaveChanges();")]
    [InlineData("letter = db.Letters.Single(l => l.Id == 2); {|SAFE2007:letter.EmailSent|} = true; db.SaveChanges();")]
    public Task What_would_leave_something_else_out_is_left_to_a_person(string rest) => NoFix(
        "public void RunAsync(int id)\n{\n    var letter = db.Letters.Single(l => l.Id == id);\n    mail.Send(letter.To);\n    " + rest + "\n}\nprivate void Next(Letter letter) => letter.To = \"\";",
        "j.RunAsync(1)");

    [Fact]
    public Task Where_it_is_not_known_what_to_return_nothing_is() => NoFix(
        """
        public void RunAsync(int id) => {|SAFE2007:Work|}(id);

        private int Work(int id)
        {
            var letter = db.Letters.Single(l => l.Id == id);
            mail.Send(letter.To);
            letter.EmailSent = true;
            return db.SaveChanges();
        }
        """,
        "j.RunAsync(1)");
}
