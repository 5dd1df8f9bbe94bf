using System.Threading.Tasks;
using SafeChange.Analyzers.Tests.Jobs.Handlers.Stubs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Handlers;

/// <summary>What a team names itself, by options and in its catalogue.</summary>
public sealed class OwnHandlerTests
{
    private const string Own = """
        using System;
        using System.Linq.Expressions;
        using System.Threading.Tasks;
        namespace Acme
        {
            public interface ITask { Task Run(int id); string Name { get; } void Describe(); }
            public abstract class Worker { protected abstract Task Work(); public virtual void Stop() { } }
            public class CronAttribute : Attribute { }
            public class NightlyAttribute : CronAttribute { }
            public interface IRunner { void Run<T>(Expression<Action<T>> job); void Each(Func<Task> job); event Action? Ticked; int Next(); }
        }

        """;

    private static readonly Verify<HandlerReporter> Verify = new(References.NoFramework);
    private static readonly Verify<RerunReporter> VerifyRerun = new(References.NoFramework);

    [Theory]
    [InlineData("M:Acme.ITask.Run", "class A : Acme.ITask { public Task {|#0:Run|}(int id) => Task.CompletedTask; public string Name => \"\"; public void Describe() { } }", "A.Run | ITask")]
    [InlineData("M:Acme.ITask.Run(System.Int32)", "class A : Acme.ITask { Task Acme.ITask.{|#0:Run|}(int id) => Task.CompletedTask; public string Name => \"\"; public void Describe() { } }", "A.Run | ITask")]
    [InlineData("T:Acme.Worker", "class A : Acme.Worker { protected override Task {|#0:Work|}() => Task.CompletedTask; public override void Stop() { } }", "A.Work | Worker")]
    public Task Handler_types_are_found(string option, string source, string expected) =>
        Verify.Options("safechange.jobs.handler_types = " + option)
            .Reports(Own + source, Verify.Result(HandlerReporter.Handler, 0, expected + " | Durable"));

    [Fact]
    public Task A_virtual_method_is_one_with_its_overrides() =>
        Verify.Options("safechange.jobs.handler_types = M:Acme.Worker.Stop | M:Missing.Type.Run").Reports(
            Own.Replace("Stop", "{|#0:Stop|}") + "class A : Acme.Worker { protected override Task Work() => Task.CompletedTask; public override void {|#1:Stop|}() { } }",
            Verify.Result(HandlerReporter.Handler, 0, "Worker.Stop | Worker | Durable"),
            Verify.Result(HandlerReporter.Handler, 1, "A.Stop | Worker | Durable"));

    [Fact]
    public Task All_methods_of_an_interface_are_meant_by_its_type() =>
        Verify.Options("safechange.jobs.handler_types = T:Acme.ITask").Reports(
            Own + "class A : Acme.ITask { public Task {|#0:Run|}(int id) => Task.CompletedTask; public string Name => \"\"; public void {|#1:Describe|}() { } public void Other() { } }",
            Verify.Result(HandlerReporter.Handler, 0, "A.Run | ITask | Durable"),
            Verify.Result(HandlerReporter.Handler, 1, "A.Describe | ITask | Durable"));

    [Theory]
    [InlineData("class A { [Acme.Cron] void {|#0:Run|}() { } void Other() { } }")]
    [InlineData("class A { [Acme.Nightly] static async Task {|#0:Run|}() => await Task.Yield(); }")]
    [InlineData("class A { void {|#0:Run|}([Acme.Cron] int id) { } }")]
    public Task Handler_attributes_are_found(string source) =>
        Verify.Options("safechange.jobs.handler_attributes = T:Acme.CronAttribute")
            .Reports(Own + source, Verify.Result(HandlerReporter.Handler, 0, "A.Run | CronAttribute | Durable"));

    [Fact]
    public Task Enqueue_methods_are_found() =>
        Verify.Options("safechange.jobs.enqueue_methods = M:Acme.IRunner.Run").Reports(
            Own + "class A { public void {|#0:Work|}() { } void M(Acme.IRunner runner) => runner.Run<A>(a => a.Work()); }",
            Verify.Result(HandlerReporter.Handler, 0, "A.Work | IRunner | Durable"));

    [Fact]
    public Task Options_are_those_of_the_handlers_file() =>
        Verify.EditorConfig("[In.cs]\nsafechange.jobs.handler_types = M:Acme.ITask.Run").Reports(
            [
                ("Own.cs", Own),
                ("In.cs", "using System.Threading.Tasks; class A : Acme.ITask { public Task {|#0:Run|}(int id) => Task.CompletedTask; public string Name => \"\"; public void Describe() { } }"),
                ("Out.cs", "using System.Threading.Tasks; class B : Acme.ITask { public Task Run(int id) => Task.CompletedTask; public string Name => \"\"; public void Describe() { } }"),
            ],
            Verify.Result(HandlerReporter.Handler, 0, "A.Run | ITask | Durable"));

    [Theory]
    [InlineData("T:A")]
    [InlineData("M:A.Run")]
    [InlineData("M:A.Run(System.Int32)")]
    [InlineData("M:A.*")]
    [InlineData("T:*")]
    public Task Excluded_handlers_are_left_alone(string option)
    {
        const string Source = "class A : Acme.ITask { public Task Run(int id) => Task.CompletedTask; public string Name => \"\"; public void Describe() { } }";
        return Verify.Options("safechange.jobs.handler_types = M:Acme.ITask.Run\nsafechange.jobs.excluded_handlers = " + option).Silent(Own + Source);
    }

    [Theory]
    [InlineData("T:B")]
    [InlineData("M:A.Ru")]
    [InlineData("M:A.Run(System.String)")]
    public Task Others_are_not(string option) =>
        Verify.Options("safechange.jobs.handler_types = M:Acme.ITask.Run\nsafechange.jobs.excluded_handlers = " + option).Reports(
            Own + "class A : Acme.ITask { public Task {|#0:Run|}(int id) => Task.CompletedTask; public string Name => \"\"; public void Describe() { } }",
            Verify.Result(HandlerReporter.Handler, 0, "A.Run | ITask | Durable"));

    [Theory]
    [InlineData("M:A.M")]
    [InlineData("T:A")]
    public Task A_loop_or_a_lambda_is_excluded_with_the_method_around_it(string option) =>
        Verify.With(References.JobFrameworks).Options("safechange.jobs.excluded_handlers = " + option).Silent(
            """
            using System.Threading.Tasks;
            class A
            {
                void M(Confluent.Kafka.IConsumer<int, int> c, RabbitMQ.Client.Events.AsyncEventingBasicConsumer r)
                {
                    while (true)
                    {
                        c.Consume();
                        r.ReceivedAsync += (s, e) => Task.CompletedTask;
                    }
                }
            }
            """);

    [Fact]
    public Task Handlers_in_the_process_are_reported_where_that_is_asked_for() =>
        Verify.WithMore(FrameworkStubs.Of("MediatR")).Options("safechange.jobs.report_in_process = true").Reports(
            """
            using System.Threading; using System.Threading.Tasks; using MediatR;
            class M : INotification, IRequest<int> { }
            class A : INotificationHandler<M> { public Task {|#0:Handle|}(M notification, CancellationToken token) => Task.CompletedTask; }
            class B : IRequestHandler<M, int> { public Task<int> Handle(M request, CancellationToken token) => Task.FromResult(0); }
            """,
            Verify.Result(HandlerReporter.Handler, 0, "A.Handle | MediatR | InProcess"));

    [Theory]
    [InlineData("M:Acme.ITask.Run", "A.Run | Durable | ITask may run it again")]
    [InlineData("M:Acme.ITask.Run ; framework=Acme ; delivery=recurring", "A.Run | Recurring | Acme runs it again at the next trigger")]
    [InlineData("M:Acme.ITask.Run ; framework=Acme ; delivery=broker ; retries=2", "A.Run | Broker | Acme retries a failed message up to twice")]
    [InlineData("M:Acme.ITask.Run ; delivery=broker ; note=our queue delivers everything twice", "A.Run | Broker | our queue delivers everything twice")]
    [InlineData("M:A.Run ; framework=Acme", "A.Run | Durable | Acme may run it again")]
    public Task A_line_of_the_catalogue_says_who_runs_it_again(string line, string expected) =>
        VerifyRerun.AdditionalFile("SafeChange.JobHandlers.txt", line).Reports(
            Own + "class A : Acme.ITask { public Task {|#0:Run|}(int id) => Task.CompletedTask; public string Name => \"\"; public void Describe() { } }",
            VerifyRerun.Result(HandlerReporter.Handler, 0, expected));

    [Theory]
    [InlineData("M:Acme.IRunner.Run ; kind=enqueue", "void M(Acme.IRunner r) => r.Run<A>(a => a.Work()); public void {|#0:Work|}() { }", "A.Work")]
    [InlineData("M:Acme.IRunner.Each ; kind=delegate", "void M(Acme.IRunner r) => r.Each(() {|#0:=>|} Task.CompletedTask);", "the handler of Each")]
    [InlineData("M:Acme.IRunner.Each ; kind=delegate", "void M(Acme.IRunner r) => r.Each(Work); Task {|#0:Work|}() => Task.CompletedTask;", "A.Work")]
    [InlineData("E:Acme.IRunner.Ticked", "void M(Acme.IRunner r) => r.Ticked += () {|#0:=>|} { };", "the handler of Ticked")]
    [InlineData("E:Acme.IRunner.Ticked", "void M(Acme.IRunner r) => r.Ticked += Work; void {|#0:Work|}() { }", "A.Work")]
    [InlineData("M:Acme.IRunner.Next ; kind=loop", "void M(Acme.IRunner r) { {|#0:while|} (r.Next() > 0) { } }", "the loop of A.M")]
    public Task A_line_of_the_catalogue_may_be_of_any_kind(string line, string member, string expected) =>
        Verify.AdditionalFile("SafeChange.JobHandlers.txt", line + " ; framework=Acme ; delivery=broker")
            .Reports(Own + "class A { " + member + " }", Verify.Result(HandlerReporter.Handler, 0, expected + " | Acme | Broker"));

    [Fact]
    public Task A_line_of_the_catalogue_comes_before_ours() =>
        VerifyRerun.With(References.Quartz3).AdditionalFile("SafeChange.JobHandlers.txt", "M:Quartz.IJob.Execute ; framework=Our Quartz ; delivery=durable ; retries=1").Reports(
            "using System.Threading.Tasks; using Quartz; class A : IJob { public Task {|#0:Execute|}(IJobExecutionContext context) => Task.CompletedTask; }",
            VerifyRerun.Result(HandlerReporter.Handler, 0, "A.Execute | Durable | Our Quartz retries a failed job once"));
}
