using System.Threading.Tasks;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Handlers;

public sealed class HangfireTests
{
    private const string Jobs = """
        using System;
        using System.Linq.Expressions;
        using System.Threading;
        using System.Threading.Tasks;
        using Hangfire;

        """;

    private static readonly Verify<HandlerReporter> Verify = new(References.Hangfire);
    private static readonly Verify<RerunReporter> VerifyRerun = new(References.Hangfire);

    [Theory]
    [InlineData("BackgroundJob.Enqueue<A>(a => a.RunAsync(1));")]
    [InlineData("BackgroundJob.Enqueue(() => new A().RunAsync(1));")]
    [InlineData("BackgroundJob.Schedule<A>(a => a.RunAsync(1), TimeSpan.FromDays(1));")]
    [InlineData("BackgroundJob.ContinueJobWith<A>(\"\", a => a.RunAsync(1));")]
    [InlineData("client.Enqueue<A>(a => a.RunAsync(id));")]
    [InlineData("client?.Enqueue<A>((a) => a.RunAsync(id));")]
    [InlineData("client.Create<A>(a => (a.RunAsync(id)), new Hangfire.States.EnqueuedState());")]
    [InlineData("BackgroundJobClientExtensions.Enqueue<A>(client, a => a.RunAsync(id));")]
    public Task What_is_enqueued_is_a_handler(string call) =>
        Verify.Reports(
            [
                ("A.cs", Jobs + "class A { public Task {|#0:RunAsync|}(int id) => Task.CompletedTask; public void Other() { } }"),
                ("Web.cs", Jobs + "class Web { void Post(IBackgroundJobClient client, int id) { " + call + " } }"),
            ],
            Verify.Result(HandlerReporter.Handler, 0, "A.RunAsync | Hangfire | Durable"));

    [Fact]
    public Task What_runs_on_a_schedule_is_one() =>
        Verify.Reports(
            Jobs + """
            class A { public void {|#0:Run|}() { } public static void {|#1:Clean|}() { } }
            class Web
            {
                void Start(IRecurringJobManager jobs)
                {
                    RecurringJob.AddOrUpdate<A>("a", a => a.Run(), Cron.Daily());
                    jobs.AddOrUpdate("clean", () => A.Clean(), Cron.Daily());
                }
            }
            """,
            Verify.Result(HandlerReporter.Handler, 0, "A.Run | Hangfire | Recurring"),
            Verify.Result(HandlerReporter.Handler, 1, "A.Clean | Hangfire | Recurring"));

    [Fact]
    public Task What_is_enqueued_as_well_counts_as_enqueued() =>
        Verify.Reports(
            Jobs + """
            class A { public void {|#0:Run|}() { } }
            class Web { void Start() { RecurringJob.AddOrUpdate<A>("a", a => a.Run(), Cron.Daily()); BackgroundJob.Enqueue<A>(a => a.Run()); } }
            """,
            Verify.Result(HandlerReporter.Handler, 0, "A.Run | Hangfire | Durable"));

    [Fact]
    public Task An_interface_leads_to_its_only_implementation() =>
        Verify.Reports(
            [
                ("IA.cs", Jobs + "interface IA { Task RunAsync(); }"),
                ("A.cs", Jobs + "class A : IA { public Task {|#0:RunAsync|}() => Task.CompletedTask; }"),
                ("Web.cs", Jobs + "class Web { void Post(IBackgroundJobClient client) => client.Enqueue<IA>(a => a.RunAsync()); }"),
            ],
            Verify.Result(HandlerReporter.Handler, 0, "A.RunAsync | Hangfire | Durable"));

    [Fact]
    public Task An_interface_with_two_implementations_leads_nowhere() =>
        Verify.Silent(
            Jobs + """
            interface IA { Task RunAsync(); }
            class A : IA { public Task RunAsync() => Task.CompletedTask; }
            class B : IA { public Task RunAsync() => Task.CompletedTask; }
            class Web { void Post(IBackgroundJobClient client) => client.Enqueue<IA>(a => a.RunAsync()); }
            """);

    [Fact]
    public Task An_abstract_method_leads_to_its_only_override() =>
        Verify.Reports(
            Jobs + """
            abstract class Base { public abstract void Run(); public virtual void {|#1:Clean|}() { } }
            class A : Base { public override void {|#0:Run|}() { } public override void Clean() { } }
            class Web { void Post() { BackgroundJob.Enqueue<Base>(b => b.Run()); BackgroundJob.Enqueue<Base>(b => b.Clean()); } }
            """,
            Verify.Result(HandlerReporter.Handler, 0, "A.Run | Hangfire | Durable"),
            Verify.Result(HandlerReporter.Handler, 1, "Base.Clean | Hangfire | Durable"));

    [Fact]
    public Task A_wrapper_of_ones_own_enqueues_as_well() =>
        Verify.Reports(
            Jobs + """
            interface IJobs { Task EnqueueAsync<T>(Expression<Func<T, Task>> job); void ScheduleRecurring(Expression<Action> job); }
            class A { public Task {|#0:RunAsync|}() => Task.CompletedTask; public static void {|#1:Clean|}() { } }
            class Web { async Task Post(IJobs jobs) { await jobs.EnqueueAsync<A>(a => a.RunAsync()); jobs.ScheduleRecurring(() => A.Clean()); } }
            """,
            Verify.Result(HandlerReporter.Handler, 0, "A.RunAsync | Hangfire | Durable"),
            Verify.Result(HandlerReporter.Handler, 1, "A.Clean | Hangfire | Recurring"));

    [Fact]
    public Task What_is_no_expression_of_a_call_is_no_job() =>
        Verify.Silent(
            Jobs + """
            class A
            {
                public Task RunAsync() => Task.CompletedTask;
                public int Count() => 0;
                void Enqueue(Func<Task> run) { }
                void CreateMap<T>(Expression<Func<T, int>> member) { }
                void CreateAll<T>(Expression<Func<A, T>> member) { }
                void Check(Expression<Action<A>> call) { }
                void M(A a)
                {
                    Enqueue(() => a.RunAsync());
                    CreateMap<A>(x => x.Count());
                    CreateAll(x => x.RunAsync());
                    Check(x => x.RunAsync());
                    BackgroundJob.Enqueue(() => Console.WriteLine());
                }
            }
            """);

    [Theory]
    [InlineData("", "Hangfire retries a failed job up to 10 times")]
    [InlineData("[AutomaticRetry(Attempts = 3)] ", "Hangfire retries a failed job up to 3 times")]
    [InlineData("[AutomaticRetry(Attempts = 0)] ", "Hangfire may still run it again after a restart")]
    [InlineData("[DisableConcurrentExecution(10)] ", "Hangfire retries a failed job up to 10 times")]
    public Task The_number_of_retries_is_the_jobs_own(string attribute, string rerun) =>
        VerifyRerun.Reports(
            Jobs + "class A { " + attribute + "public void {|#0:Run|}() { } void Post() => BackgroundJob.Enqueue<A>(a => a.Run()); }",
            VerifyRerun.Result(HandlerReporter.Handler, 0, "A.Run | Durable | " + rerun));
}
