namespace SafeChange.Analyzers.Tests.Jobs;

/// <summary>What the handlers of these tests are made of: entities, a context, a mail sender, and somebody who enqueues them.</summary>
internal static class JobSource
{
    /// <summary>The members of a job class that Hangfire runs by its method <c>RunAsync(int id, CancellationToken ct)</c> or the like.</summary>
    /// <param name="members">What stands in the class; finds <c>db</c>, <c>mail</c> and <c>log</c>.</param>
    /// <param name="enqueue">How it is enqueued.</param>
    /// <param name="usings">Using directives beyond the usual ones, each on its line.</param>
    public static string Of(string members, string enqueue = "j.RunAsync(1, default)", string usings = "using Microsoft.EntityFrameworkCore;\n") =>
        "using System;\nusing System.Collections.Generic;\nusing System.Linq;\nusing System.Threading;\nusing System.Threading.Tasks;\nusing Hangfire;\n" + usings + """

        public class Job(Db db, IMailSender mail, ILog log)
        {

        """ + Indented(members) + """

        }


        """ + $"public class Web {{ public void Post(IBackgroundJobClient jobs) => jobs.Enqueue<Job>(j => {enqueue}); }}\n" + """

        public enum Status { Open, Sent }
        public class Letter
        {
            public int Id { get; set; }
            public string To { get; set; } = "";
            public bool EmailSent { get; set; }
            public DateTime? SentAt { get; set; }
            public Status Status { get; set; }
            public Letter Original { get; set; } = null!;
            public void MarkSent() => EmailSent = true;
        }
        public class Db : Microsoft.EntityFrameworkCore.DbContext { public Microsoft.EntityFrameworkCore.DbSet<Letter> Letters => Set<Letter>(); }
        public interface IMailSender { Task SendAsync(string to, CancellationToken ct = default); void Send(string to); }
        public interface ILog { void LogInformation(string text); }

        """;

    private static string Indented(string text) =>
        string.Join("\n", System.Linq.Enumerable.Select(text.Split('\n'), line => line.Length == 0 ? line : "    " + line));
}
