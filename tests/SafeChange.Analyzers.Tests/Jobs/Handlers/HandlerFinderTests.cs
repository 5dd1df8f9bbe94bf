using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Handlers;

/// <summary>What holds for handlers of every framework, shown with one of each kind.</summary>
public sealed class HandlerFinderTests
{
    private const string Quartz = "using System.Threading; using System.Threading.Tasks; using Quartz;\n";

    private static readonly Verify<HandlerReporter> Verify = new(References.JobFrameworks);
    private static readonly Verify<FinderReporter> VerifyFinder = new(References.NoFramework);

    public static TheoryData<string, string> Declarations { get; } = new()
    {
        { "A.Execute", "class A : IJob { public ValueTask {|#0:Execute|}(IJobExecutionContext context, CancellationToken token) => default; }" },
        { "A.Execute", "class A : IJob { ValueTask IJob.{|#0:Execute|}(IJobExecutionContext context, CancellationToken token) => default; }" },
        { "A.Execute", "record A : IJob { public ValueTask {|#0:Execute|}(IJobExecutionContext context, CancellationToken token) { return default; } }" },
        { "A.Execute", "struct A : IJob { public async ValueTask {|#0:Execute|}(IJobExecutionContext context, CancellationToken token) => await Task.Yield(); }" },
        { "A.Execute", "class A<T> : IJob { public ValueTask {|#0:Execute|}(IJobExecutionContext context, CancellationToken token) => default; }" },
        { "B.Execute", "class A { class B : IJob { public ValueTask {|#0:Execute|}(IJobExecutionContext context, CancellationToken token) => default; } }" },
        { "A.Execute", "partial class A : IJob; partial class A { public ValueTask {|#0:Execute|}(IJobExecutionContext context, CancellationToken token) => default; }" },
        { "A.Execute", "interface IOwn : IJob; class A : IOwn { public ValueTask {|#0:Execute|}(IJobExecutionContext context, CancellationToken token) => default; }" },
        { "A.Execute", "abstract class Base : IJob { public abstract ValueTask Execute(IJobExecutionContext context, CancellationToken token); } class A : Base { public override ValueTask {|#0:Execute|}(IJobExecutionContext context, CancellationToken token) => default; }" },
        { "Base.Execute", "class Base { public ValueTask {|#0:Execute|}(IJobExecutionContext context, CancellationToken token) => default; } class A : Base, IJob;" },
    };

    [Theory]
    [MemberData(nameof(Declarations))]
    public Task A_handler_is_found_however_it_is_declared(string name, string declaration) =>
        Verify.Reports(Quartz + declaration, Verify.Result(HandlerReporter.Handler, 0, $"{name} | Quartz.NET | Recurring"));

    [Fact]
    public Task The_parts_of_a_handler_may_stand_in_several_files() =>
        Verify.Reports(
            [
                ("A.cs", Quartz + "partial class A : IJob;"),
                ("A.Execute.cs", Quartz + "partial class A { public ValueTask {|#0:Execute|}(IJobExecutionContext context, CancellationToken token) => default; }"),
            ],
            Verify.Result(HandlerReporter.Handler, 0, "A.Execute | Quartz.NET | Recurring"));

    [Fact]
    public Task A_base_class_in_another_file_is_a_handler_by_the_interface_of_the_derived_class() =>
        Verify.Reports(
            [
                ("A.cs", Quartz + "class A : Base, IJob;"),
                ("Base.cs", Quartz + "class Base { public ValueTask {|#0:Execute|}(IJobExecutionContext context, CancellationToken token) => default; }"),
            ],
            Verify.Result(HandlerReporter.Handler, 0, "Base.Execute | Quartz.NET | Recurring"));

    [Fact]
    public Task Overrides_of_what_a_handler_calls_are_handlers() =>
        Verify.Reports(
            [
                ("BaseJob.cs", Quartz + """
                    abstract class BaseJob : IJob
                    {
                        public async ValueTask {|#0:Execute|}(IJobExecutionContext context, CancellationToken token)
                        {
                            await Measured(() => this.RunAsync(token));
                        }

                        private async Task Measured(System.Func<Task> run) { await run(); Report(); }
                        protected abstract Task RunAsync(CancellationToken token);
                        protected abstract string Describe();
                        protected virtual void Report() { }
                        protected virtual void Unused() { }
                    }
                    """),
                ("Nightly.cs", Quartz + """
                    class Nightly : BaseJob
                    {
                        protected override Task {|#1:RunAsync|}(CancellationToken token) => Task.CompletedTask;
                        protected override string Describe() => "nightly";
                        protected override void {|#2:Report|}() { }
                        protected override void Unused() { }
                    }
                    """),
            ],
            Verify.Result(HandlerReporter.Handler, 0, "BaseJob.Execute | Quartz.NET | Recurring"),
            Verify.Result(HandlerReporter.Handler, 1, "Nightly.RunAsync | Quartz.NET | Recurring"),
            Verify.Result(HandlerReporter.Handler, 2, "Nightly.Report | Quartz.NET | Recurring"));

    [Fact]
    public Task Types_of_the_same_names_are_look_alikes() =>
        Verify.Silent(
            """
            using System.Threading.Tasks;
            interface IJob { Task Execute(object context); }
            class A : IJob { public Task Execute(object context) => Task.CompletedTask; }
            class B { public Task Execute(object context) => Task.CompletedTask; }
            namespace Acme
            {
                interface IConsumer<T> { Task Consume(T context); }
                class C : IConsumer<int> { public Task Consume(int context) => Task.CompletedTask; }
                abstract class BackgroundService { protected abstract Task ExecuteAsync(); }
                class D : BackgroundService { protected override Task ExecuteAsync() => Task.CompletedTask; }
            }
            """);

    [Fact]
    public Task A_copy_of_a_framework_in_source_is_a_look_alike() =>
        Verify.With(References.NoFramework).Silent(
            """
            using System.Threading.Tasks;
            namespace Quartz { public interface IJob { Task Execute(object context); } }
            class A : Quartz.IJob { public Task Execute(object context) => Task.CompletedTask; }
            """);

    [Fact]
    public Task What_has_no_body_is_no_handler() =>
        Verify.Silent(Quartz + "abstract class A : IJob { public abstract ValueTask Execute(IJobExecutionContext context, CancellationToken token); } interface IOwn : IJob;");

    [Theory]
    [InlineData("class A : IJob { public ValueTask {|#0:Execute|}(IJobExecutionContext context, CancellationToken token) => Unknown(; }")]
    [InlineData("class A : Missing, IJob { public ValueTask {|#0:Execute|}(IJobExecutionContext context, CancellationToken token) { foreach (")]
    public Task Broken_code_is_read_as_far_as_it_goes(string declaration) =>
        Verify.BrokenCode().Reports(Quartz + declaration, Verify.Result(HandlerReporter.Handler, 0, "A.Execute | Quartz.NET | Recurring"));

    [Theory]
    [InlineData("class A : IJob { }")]
    [InlineData("class A : IJob, IJob { public void Execute() { } }")]
    [InlineData("class A : A, IJob { }")]
    [InlineData("class : IJob { public ValueTask (")]
    [InlineData("class A { void M() { Hangfire.BackgroundJob.Enqueue(() => ; Hangfire.BackgroundJob.Enqueue<>(x => x); x.ReceivedAsync += ; while (true) { c.Consume( } } }")]
    [InlineData("[Temporalio.Activities.Activity(] class A { [Temporalio.Activities.Activity } }")]
    public Task Broken_code_is_no_reason_to_fail(string declaration) => Verify.BrokenCode().Silent(Quartz + declaration);

    [Fact]
    public async Task Code_may_end_anywhere()
    {
        const string Source = """
            using System.Threading; using System.Threading.Tasks; using Confluent.Kafka; using Hangfire; using Quartz; using RabbitMQ.Client.Events;
            [Temporalio.Activities.Activity] partial class A<T> : Base, IJob, MassTransit.IConsumer<A<T>> where T : class
            {
                public override ValueTask Execute(IJobExecutionContext context, CancellationToken token) => Run(() => this.Work<int>(1));
                Task MassTransit.IConsumer<A<T>>.Consume(MassTransit.ConsumeContext<A<T>> context) { BackgroundJob.Enqueue<IB>(b => ((b).Do(1))); return null!; }
                [DotNetCore.CAP.CapSubscribe("a")] void On([Dapr.Topic("a", "b")] int id, AsyncEventingBasicConsumer c) { c.ReceivedAsync += On; c.ReceivedAsync += async (s, e) => { }; }
                void Poll(IConsumer<int, int> c) { for (var r = c.Consume(); ; r = c.Consume()) { do { c?.Consume(); } while (c.Consume() != null); foreach (var x in c.Consume().Message) { } } }
            }
            abstract class Base : IJob { public abstract ValueTask Execute(IJobExecutionContext context, CancellationToken token); }
            interface IB { Task Do(int n); } record struct B(int N) : IB { public async Task Do(int n) { while (true) ; } }
            """;

        for (var end = 0; end < Source.Length; end += 23)
        {
            var compilation = CSharpCompilation.Create(
                "Test", [CSharpSyntaxTree.ParseText(Source[..end])], References.JobFrameworks, new(OutputKind.DynamicallyLinkedLibrary));
            var diagnostics = await compilation.WithAnalyzers([new HandlerReporter()]).GetAnalyzerDiagnosticsAsync();
            Assert.DoesNotContain(diagnostics, diagnostic => diagnostic.Id == "AD0001");
        }
    }

    [Fact]
    public Task Without_a_framework_there_is_no_finder() => VerifyFinder.Silent("class A { }");

    [Fact]
    public Task With_a_framework_there_is_one() =>
        VerifyFinder.With(References.Hangfire).Reports("class A { }", VerifyFinder.Result(FinderReporter.Finder, "There is a finder"));

    [Fact]
    public Task An_option_is_reason_enough_for_a_finder() =>
        VerifyFinder.Options("safechange.jobs.handler_types = T:Acme.ITask")
            .Reports("class A { }", VerifyFinder.Result(FinderReporter.Finder, "There is a finder"));

    [Fact]
    public Task A_catalogue_is_reason_enough_for_a_finder() =>
        VerifyFinder.AdditionalFile("SafeChange.JobHandlers.txt", "M:A.Run ; framework=Acme")
            .Reports("class A { void Run() { } }", VerifyFinder.Result(FinderReporter.Finder, "There is a finder"));
}
