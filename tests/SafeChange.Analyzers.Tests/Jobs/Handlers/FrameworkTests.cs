using System.Threading.Tasks;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Handlers;

/// <summary>One handler of each kind of each framework whose package registries have.</summary>
public sealed class FrameworkTests
{
    private const string Usings = """
        using System;
        using System.Collections.Generic;
        using System.Threading;
        using System.Threading.Tasks;

        """;

    private static readonly Verify<HandlerReporter> Verify = new(References.JobFrameworks);

    /// <summary>What is reported, and the source that it is reported of.</summary>
    public static TheoryData<string, string> Handlers { get; } = new()
    {
        // MassTransit
        { "A.Consume | MassTransit | Broker", "using MassTransit; class M { } class A : IConsumer<M> { public Task {|#0:Consume|}(ConsumeContext<M> context) => Task.CompletedTask; }" },
        { "A.Consume | MassTransit | Broker", "using MassTransit; class M { } class A : IConsumer<Batch<M>> { public Task {|#0:Consume|}(ConsumeContext<Batch<M>> context) => Task.CompletedTask; }" },
        { "A.Consume | MassTransit | Broker", "using MassTransit; class A<T> : IConsumer<T> where T : class { public Task {|#0:Consume|}(ConsumeContext<T> context) => Task.CompletedTask; }" },
        { "A.Run | MassTransit | Broker", "using MassTransit; class M { } class A : IJobConsumer<M> { public Task {|#0:Run|}(JobContext<M> context) => Task.CompletedTask; }" },
        { "A.Execute | MassTransit | Broker", "using MassTransit; class M { } class A : IExecuteActivity<M> { public Task<ExecutionResult> {|#0:Execute|}(ExecuteContext<M> context) => Task.FromResult(context.Completed()); }" },
        {
            "A.Consume | MassTransit | Broker",
            "using MassTransit; class M : CorrelatedBy<Guid> { public Guid CorrelationId { get; set; } } class A : ISaga, InitiatedBy<M> { public Guid CorrelationId { get; set; } public Task {|#0:Consume|}(ConsumeContext<M> context) => Task.CompletedTask; }"
        },
        {
            "the handler of ThenAsync | MassTransit | Broker",
            """
            using MassTransit;
            class M { }
            class S : SagaStateMachineInstance { public Guid CorrelationId { get; set; } public string State { get; set; } = ""; }
            class A : MassTransitStateMachine<S>
            {
                public Event<M> Submitted { get; private set; } = null!;
                public A() => Initially(When(Submitted).ThenAsync(async context {|#0:=>|} await Task.Yield()).Finalize());
            }
            """
        },

        // Rebus
        { "A.Handle | Rebus | Broker", "using Rebus.Handlers; class M { } class A : IHandleMessages<M> { public Task {|#0:Handle|}(M message) => Task.CompletedTask; }" },
        { "A.Handle | Rebus | Broker", "class M { } abstract class A : Rebus.Sagas.IAmInitiatedBy<M> { public Task {|#0:Handle|}(M message) => Task.CompletedTask; }" },

        // Wolverine
        { "AHandler.Handle | Wolverine | Broker", "public record M; public class AHandler { public void {|#0:Handle|}(M message) { } }" },
        { "AConsumer.ConsumeAsync | Wolverine | Broker", "public record M; public static class AConsumer { public static Task {|#0:ConsumeAsync|}(M message, IServiceProvider services) => Task.CompletedTask; }" },
        { "A.Handle | Wolverine | Broker", "public record M; public class A : Wolverine.IWolverineHandler { public void {|#0:Handle|}(M message) { } }" },
        { "A.Handles | Wolverine | Broker", "public record M; [Wolverine.Attributes.WolverineHandler] public class A { public void {|#0:Handles|}(M message) { } }" },
        { "A.Run | Wolverine | Broker", "public record M; public class A { [Wolverine.Attributes.WolverineHandler] public void {|#0:Run|}(M message) { } }" },
        { "A.Start | Wolverine | Broker", "public record M(Guid Id); public class A : Wolverine.Saga { public Guid Id { get; set; } public void {|#0:Start|}(M message) { } }" },
        { "A.Consume | Wolverine | Broker", "using Wolverine.Shims.MassTransit; public record M; public class A : IConsumer<M> { public Task {|#0:Consume|}(ConsumeContext<M> context) => Task.CompletedTask; }" },
        { "A.Handle | Wolverine | Broker", "using Wolverine.Shims.MediatR; public record M : IRequest; public class A : IRequestHandler<M> { public Task {|#0:Handle|}(M message, CancellationToken token) => Task.CompletedTask; }" },

        // CAP
        { "A.OnPaid | CAP | Broker", "using DotNetCore.CAP; class A : ICapSubscribe { [CapSubscribe(\"paid\")] public void {|#0:OnPaid|}(int id) { } }" },

        // Temporal
        { "A.Charge | Temporal | Durable", "using Temporalio.Activities; class A { [Activity] public Task {|#0:Charge|}(int id) => Task.CompletedTask; }" },
        { "A.Charge | Temporal | Durable", "using Temporalio.Activities; static class A { [Activity(\"charge\")] public static void {|#0:Charge|}() { } }" },

        // Orleans
        { "A.ReceiveReminder | Orleans | Recurring", "using Orleans; using Orleans.Runtime; abstract class A : IRemindable { public Task {|#0:ReceiveReminder|}(string name, TickStatus status) => Task.CompletedTask; }" },
        { "A.ReceiveReminder | Orleans | Recurring", "using Orleans; using Orleans.Runtime; abstract class A : IRemindable { public abstract Task ReceiveReminder(string name, TickStatus status); public Task {|#0:ReceiveReminder|}(string name, TickStatus status, CancellationToken token) => Task.CompletedTask; }" },
        { "A.OnNextAsync | Orleans | Broker", "using Orleans.Streams; class A : IAsyncObserver<int> { public Task {|#0:OnNextAsync|}(int item, StreamSequenceToken? token) => Task.CompletedTask; public Task OnErrorAsync(Exception exception) => Task.CompletedTask; }" },

        // Coravel
        { "A.Invoke | Coravel | Recurring", "using Coravel.Invocable; class A : IInvocable { public Task {|#0:Invoke|}() => Task.CompletedTask; }" },
        { "the handler of ScheduleAsync | Coravel | Recurring", "class A { void M(Coravel.Scheduling.Schedule.Interfaces.IScheduler s) => s.ScheduleAsync(async () {|#0:=>|} await Task.Yield()).Hourly(); }" },
        { "A.Clean | Coravel | Recurring", "class A { void M(Coravel.Scheduling.Schedule.Interfaces.IScheduler s) => s.Schedule(Clean).Hourly(); void {|#0:Clean|}() { } }" },

        // Dapr
        { "A.Paid | Dapr | Broker", "class A { [Dapr.Topic(\"bus\", \"paid\")] public void {|#0:Paid|}(int id) { } }" },
        { "A.ReceiveReminderAsync | Dapr | Recurring", "class A : Dapr.Actors.Runtime.IRemindable { public Task {|#0:ReceiveReminderAsync|}(string name, byte[] state, TimeSpan due, TimeSpan period) => Task.CompletedTask; }" },
        { "the handler of WithTopic | Dapr | Broker", "using Microsoft.AspNetCore.Builder; class A { void M(WebApplication app) => app.MapPost(\"/paid\", (int id) {|#0:=>|} { }).WithName(\"paid\").WithTopic(\"bus\", \"paid\"); }" },
        { "A.Paid | Dapr | Broker", "using Microsoft.AspNetCore.Builder; class A { void M(WebApplication app) => app.MapPost(\"/paid\", Paid).WithTopic(\"bus\", \"paid\"); static void {|#0:Paid|}(int id) { } }" },
        { "the handler | Dapr | Broker", "using Microsoft.AspNetCore.Builder; class A { void M(WebApplication app) => app.MapPost(\"/paid\", [Dapr.Topic(\"bus\", \"paid\")] (int id) {|#0:=>|} { }); }" },

        // WebJobs
        { "A.Run | Azure WebJobs | Recurring", "using Microsoft.Azure.WebJobs; class A { [FunctionName(\"a\")] public void {|#0:Run|}([TimerTrigger(\"0 0 * * * *\")] object timer) { } }" },
        { "A.Run | Azure WebJobs | Recurring", "using Microsoft.Azure.WebJobs; class A { public static void {|#0:Run|}([TimerTrigger(\"0 0 * * * *\")] object timer, int other) { } }" },
        {
            "A.Run | Azure WebJobs | Broker",
            "using Microsoft.Azure.WebJobs; [Microsoft.Azure.WebJobs.Description.Binding] class OwnTriggerAttribute : Attribute { } class A { [FunctionName(\"a\")] public void {|#0:Run|}([OwnTrigger] string message) { } }"
        },

        // RabbitMQ
        { "the handler of ReceivedAsync | RabbitMQ | Broker", "using RabbitMQ.Client.Events; class A { void M(AsyncEventingBasicConsumer c) { c.ReceivedAsync += async (sender, e) {|#0:=>|} { await Task.Yield(); }; } }" },
        { "the handler of ReceivedAsync | RabbitMQ | Broker", "using RabbitMQ.Client.Events; class A { void M(AsyncEventingBasicConsumer c) { c.ReceivedAsync += {|#0:delegate|} { return Task.CompletedTask; }; } }" },
        { "A.OnReceived | RabbitMQ | Broker", "using RabbitMQ.Client.Events; class A { void M(AsyncEventingBasicConsumer c) { c.ReceivedAsync += OnReceived; } Task {|#0:OnReceived|}(object sender, BasicDeliverEventArgs e) => Task.CompletedTask; }" },
        { "OnReceived | RabbitMQ | Broker", "using RabbitMQ.Client.Events; class A { void M(AsyncEventingBasicConsumer c) { c.ReceivedAsync += OnReceived; Task {|#0:OnReceived|}(object sender, BasicDeliverEventArgs e) => Task.CompletedTask; } }" },
        {
            "A.HandleBasicDeliverAsync | RabbitMQ | Broker",
            "using RabbitMQ.Client; class A(IChannel channel) : AsyncDefaultBasicConsumer(channel) { public override Task {|#0:HandleBasicDeliverAsync|}(string tag, ulong delivery, bool redelivered, string exchange, string key, IReadOnlyBasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken token = default) => Task.CompletedTask; }"
        },

        // Loops
        { "the loop of A.M | Kafka | Broker", "using Confluent.Kafka; class A { void M(IConsumer<string, string> c) { {|#0:while|} (true) { try { var r = c.Consume(); foreach (var x in r.Message.Value) { } } catch { } } } }" },
        { "the loop of A.M | Kafka | Broker", "using Confluent.Kafka; class A { void M(IConsumer<string, string> c) { {|#0:for|} (var r = c.Consume(); r != null; r = c.Consume()) { } } }" },
        { "the loop of A.M | Kafka | Broker", "using Confluent.Kafka; class A { void M(IConsumer<string, string> c, CancellationToken t) { {|#0:do|} { c.Consume(t); } while (true); } }" },
        { "the loop of A.M | Azure Queue Storage | Broker", "using Azure.Storage.Queues; class A { async Task M(QueueClient c) { {|#0:while|} (true) { foreach (var m in (await c.ReceiveMessagesAsync()).Value) { } } } }" },
        { "the loop of A.M | Azure Queue Storage | Broker", "using Azure.Storage.Queues; class A { void M(QueueClient c) { {|#0:foreach|} (var m in c.ReceiveMessages().Value) { } } }" },
        { "the loop of A.M | Amazon SQS | Broker", "using Amazon.SQS; class A { async Task M(IAmazonSQS c) { {|#0:while|} (true) { await c.ReceiveMessageAsync(\"q\"); } } }" },
        { "the loop of A.M | Amazon SQS | Broker", "using Amazon.SQS; class A { async Task M(AmazonSQSClient c) { {|#0:while|} (true) { await c.ReceiveMessageAsync(\"q\"); } } }" },

        // The generic host
        { "A.ExecuteAsync | the host | Recurring", "class A : Microsoft.Extensions.Hosting.BackgroundService { protected override Task {|#0:ExecuteAsync|}(CancellationToken token) => Task.CompletedTask; }" },

        // FastEndpoints
        {
            "A.ExecuteAsync | FastEndpoints | Durable",
            "using FastEndpoints; class M : ICommand { } class A : ICommandHandler<M> { public Task {|#0:ExecuteAsync|}(M command, CancellationToken token) => Task.CompletedTask; } class B { Task Post() => new M().QueueJobAsync(); }"
        },
    };

    [Theory]
    [MemberData(nameof(Handlers))]
    public Task A_handler_is_found(string expected, string source) =>
        Verify.Reports(Usings + source, Verify.Result(HandlerReporter.Handler, 0, expected));

    /// <summary>What looks like a handler of a framework and is none, or is one that nothing runs again.</summary>
    [Theory]
    [InlineData("class Consumer<T> { public void Consume() { } } class A { void M(Consumer<int> c) { while (true) { c.Consume(); } } }")]
    [InlineData("using Confluent.Kafka; class A { void M(IConsumer<string, string> c) { c.Consume(); while (true) { Action run = () => c.Consume(); } } }")]
    [InlineData("class A { event Action? ReceivedAsync; void M() { ReceivedAsync += () => { }; } }")]
    [InlineData("class ActivityAttribute : Attribute { } class A { [Activity] void M() { } }")]
    [InlineData("class OwnTriggerAttribute : Attribute { } class A { public void Run([OwnTrigger] string message) { } }")]
    [InlineData("record M; class AHandler { public void Handle(M message) { } }")]
    [InlineData("public record M; public class AHandler { void Handle(M message) { } public void Treat(M message) { } public void Handle() { } public void Handle(int id) { } public void Handle(CancellationToken token) { } public void Handle<T>(T message) { } }")]
    [InlineData("public record M; [Wolverine.Attributes.WolverineIgnore] public class AHandler { public void Handle(M message) { } }")]
    [InlineData("public record M; public class AHandler { [Wolverine.Attributes.WolverineIgnore] public void Handle(M message) { } }")]
    [InlineData("public record M; public abstract class AHandler { public void Handle(M message) { } } public class BHandler<T> { public void Handle(M message) { } }")]
    [InlineData("using Microsoft.AspNetCore.Authorization; public class AHandler : IAuthorizationHandler { public Task HandleAsync(AuthorizationHandlerContext context) => Task.CompletedTask; }")]
    [InlineData("using Microsoft.AspNetCore.Builder; class A { void M(WebApplication app) => app.MapPost(\"/paid\", (int id) => { }).WithName(\"paid\"); }")]
    [InlineData("using Coravel.Events.Interfaces; class E : IEvent { } class A : IListener<E> { public Task HandleAsync(E broadcasted) => Task.CompletedTask; }")]
    [InlineData("class A { void M(Coravel.Queuing.Interfaces.IQueue q) => q.QueueAsyncTask(async () => await Task.Yield()); }")]
    [InlineData("using FastEndpoints; class M : ICommand { } class A : ICommandHandler<M> { public Task ExecuteAsync(M command, CancellationToken token) => Task.CompletedTask; } class B { Task Post() => new M().ExecuteAsync(); }")]
    [InlineData("class A : Microsoft.Extensions.Hosting.IHostedService { public Task StartAsync(CancellationToken token) => Task.CompletedTask; public Task StopAsync(CancellationToken token) => Task.CompletedTask; }")]
    public Task A_look_alike_is_not(string source) => Verify.Silent(Usings + source);

    [Fact]
    public Task A_hosted_service_around_a_loop_is_the_loop() =>
        Verify.Reports(
            Usings + """
            using Confluent.Kafka;
            using Microsoft.Extensions.Hosting;
            class A(IConsumer<string, string> consumer) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken token)
                {
                    consumer.Subscribe("orders");
                    {|#0:while|} (!token.IsCancellationRequested)
                    {
                        consumer.Consume(token);
                        await Task.Yield();
                    }
                }
            }
            """,
            Verify.Result(HandlerReporter.Handler, 0, "the loop of A.ExecuteAsync | Kafka | Broker"));

    [Fact]
    public Task A_hosted_service_that_subscribes_is_what_it_subscribes() =>
        Verify.Reports(
            Usings + """
            using Microsoft.Extensions.Hosting;
            using RabbitMQ.Client.Events;
            class A(AsyncEventingBasicConsumer consumer) : BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken token)
                {
                    consumer.ReceivedAsync += (sender, e) {|#0:=>|} Task.CompletedTask;
                    return Task.CompletedTask;
                }
            }
            """,
            Verify.Result(HandlerReporter.Handler, 0, "the handler of ReceivedAsync | RabbitMQ | Broker"));

    [Theory]
    [InlineData("class A { void M(IConsumer<int, int> c) { System.Action run = () => { {|#0:while|} (true) { c.Consume(); } }; } }", "A.M")]
    [InlineData("class A { void M(IConsumer<int, int> c) { void Run() { {|#0:while|} (true) { c.Consume(); } } } }", "Run")]
    [InlineData("class A { A(IConsumer<int, int> c) { {|#0:while|} (true) { c.Consume(); } } }", "A")]
    [InlineData("class A { IConsumer<int, int> C = null!; int P { get { {|#0:while|} (true) { C.Consume(); } } } }", "A")]
    public Task A_loop_is_named_after_what_is_around_it(string source, string name) =>
        Verify.Reports("using Confluent.Kafka; " + source, Verify.Result(HandlerReporter.Handler, 0, $"the loop of {name} | Kafka | Broker"));

    [Fact]
    public Task Top_level_statements_hold_handlers_as_well() =>
        Verify.Program().Reports(
            """
            using System.Threading.Tasks;
            using Confluent.Kafka;
            using Dapr;
            using Microsoft.AspNetCore.Builder;

            var app = WebApplication.Create();
            app.MapPost("/paid", (int id) {|#0:=>|} { }).WithTopic("bus", "paid");
            app.MapPost("/sent", Sent);
            IConsumer<int, int> consumer = null!;
            {|#2:while|} (true)
            {
                consumer.Consume();
            }

            [Topic("bus", "sent")]
            static Task {|#1:Sent|}(int id) => Task.CompletedTask;
            """,
            Verify.Result(HandlerReporter.Handler, 0, "the handler of WithTopic | Dapr | Broker"),
            Verify.Result(HandlerReporter.Handler, 1, "Sent | Dapr | Broker"),
            Verify.Result(HandlerReporter.Handler, 2, "the loop of the program | Kafka | Broker"));

    [Fact]
    public Task Quartz_3_has_another_signature() =>
        Verify.With(References.Quartz3).Reports(
            Usings + "using Quartz; class A : IJob { public Task {|#0:Execute|}(IJobExecutionContext context) => Task.CompletedTask; }",
            Verify.Result(HandlerReporter.Handler, 0, "A.Execute | Quartz.NET | Recurring"));

    [Theory]
    [InlineData("EventingBasicConsumer", "void")]
    [InlineData("AsyncEventingBasicConsumer", "Task")]
    public Task RabbitMQ_6_has_another_event(string consumer, string result) =>
        Verify.With(References.RabbitMQ6).Reports(
            Usings + "using RabbitMQ.Client.Events; class A { void M(" + consumer + " c) { c.Received += On; } " + result + " {|#0:On|}(object sender, BasicDeliverEventArgs e) { throw new Exception(); } }",
            Verify.Result(HandlerReporter.Handler, 0, "A.On | RabbitMQ | Broker"));

    [Fact]
    public Task Names_of_Wolverine_mean_nothing_without_it() =>
        Verify.With(References.Hangfire).Silent(Usings + "public record M; public class AHandler { public void Handle(M message) { } }");
}
