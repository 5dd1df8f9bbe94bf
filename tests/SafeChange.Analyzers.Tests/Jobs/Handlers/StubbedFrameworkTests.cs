using System.Threading.Tasks;
using SafeChange.Analyzers.Tests.Jobs.Handlers.Stubs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Handlers;

/// <summary>One handler of each kind of each framework that <see cref="FrameworkStubs"/> stands in for.</summary>
public sealed class StubbedFrameworkTests
{
    private const string Usings = "using System; using System.Threading; using System.Threading.Tasks;\n";

    private static readonly Verify<HandlerReporter> Verify = new(References.NoFramework);

    /// <summary>The assembly, what is reported, and the source that it is reported of.</summary>
    public static TheoryData<string, string, string> Handlers { get; } = new()
    {
        { "NServiceBus.Core", "A.Handle | NServiceBus | Broker", "using NServiceBus; class A : IHandleMessages<int> { public Task {|#0:Handle|}(int message, IMessageHandlerContext context) => Task.CompletedTask; }" },
        { "NServiceBus.Core", "A.Handle | NServiceBus | Broker", "using NServiceBus; class A : Saga<int>, IAmStartedByMessages<int> { public Task {|#0:Handle|}(int message, IMessageHandlerContext context) => Task.CompletedTask; }" },
        { "NServiceBus.Core", "A.Timeout | NServiceBus | Broker", "using NServiceBus; class A : IHandleTimeouts<int> { Task IHandleTimeouts<int>.{|#0:Timeout|}(int state, IMessageHandlerContext context) => Task.CompletedTask; }" },
        { "NServiceBus.Core", "A.Handle | NServiceBus | Broker", "using NServiceBus; [Handler] class A { public static Task {|#0:Handle|}(int message, IMessageHandlerContext context, IServiceProvider services) => Task.CompletedTask; public Task Other(int message, IMessageHandlerContext context) => Task.CompletedTask; }" },
        { "Microsoft.Azure.Functions.Worker", "A.Run | Azure Functions | Broker", "using Microsoft.Azure.Functions.Worker; class A { [Function(\"a\")] public void {|#0:Run|}([QueueTrigger(\"q\")] string message) { } }" },
        { "Microsoft.Azure.Functions.Worker", "A.Run | Azure Functions | Broker", "using Microsoft.Azure.Functions.Worker; class A { [Function(\"a\")] public void {|#0:Run|}(int other, [ServiceBusTrigger(\"q\")] string message) { } }" },
        { "Microsoft.Azure.Functions.Worker", "A.Run | Azure Functions | Broker", "using Microsoft.Azure.Functions.Worker; class OwnTriggerAttribute : Microsoft.Azure.Functions.Worker.Extensions.Abstractions.TriggerBindingAttribute { } class A { [Function(\"a\")] public void {|#0:Run|}([OwnTrigger] string message) { } }" },
        { "Microsoft.Azure.Functions.Worker", "A.Run | Azure Functions | Recurring", "using Microsoft.Azure.Functions.Worker; class A { [Function(\"a\")] public void {|#0:Run|}([TimerTrigger(\"0 * * * * *\")] object timer) { } }" },
        { "Microsoft.Azure.Functions.Worker", "A.Run | Durable Functions | Durable", "using Microsoft.Azure.Functions.Worker; class A { [Function(\"a\")] public void {|#0:Run|}([ActivityTrigger] string input) { } }" },
        { "Microsoft.DurableTask.Abstractions", "A.RunAsync | Durable Task | Durable", "using Microsoft.DurableTask; class A : TaskActivity<int, int> { public override Task<int> {|#0:RunAsync|}(TaskActivityContext context, int input) => Task.FromResult(0); }" },
        { "Microsoft.DurableTask.Abstractions", "A.RunAsync | Durable Task | Durable", "using Microsoft.DurableTask; class A : ITaskActivity { public Task<object?> {|#0:RunAsync|}(TaskActivityContext context, object? input) => Task.FromResult(input); }" },
        { "Microsoft.DurableTask.Abstractions", "the handler of AddActivityFunc | Durable Task | Durable", "using Microsoft.DurableTask; class A { void M(DurableTaskRegistry r) => r.AddActivityFunc<int, int>(\"a\", (c, i) {|#0:=>|} Task.FromResult(i)).AddOrchestratorFunc<int, int>(\"o\", (c, i) => Task.FromResult(i)); }" },
        { "Amazon.Lambda", "A.FunctionHandler | AWS Lambda | Broker", "using Amazon.Lambda.SQSEvents; using Amazon.Lambda.Core; public class A { public Task {|#0:FunctionHandler|}(SQSEvent e, ILambdaContext context) => Task.CompletedTask; Task Process(SQSEvent e, ILambdaContext context) => Task.CompletedTask; public void Read(SQSEvent e) { } }" },
        { "Amazon.Lambda", "A.Handler | AWS Lambda | Recurring", "public class A { public void {|#0:Handler|}(Amazon.Lambda.CloudWatchEvents.ScheduledEvents.ScheduledEvent e) { } }" },
        { "Amazon.Lambda", "A.Run | AWS Lambda | Broker", "using Amazon.Lambda.Annotations; using Amazon.Lambda.Annotations.SQS; public class A { [LambdaFunction, SQSEvent(\"q\")] public void {|#0:Run|}(string message) { } }" },
        { "Azure.Messaging.ServiceBus", "the handler of ProcessMessageAsync | Azure Service Bus | Broker", "using Azure.Messaging.ServiceBus; class A { void M(ServiceBusProcessor p) { p.ProcessMessageAsync += async e {|#0:=>|} await Task.Yield(); p.ProcessErrorAsync += e => Task.CompletedTask; } }" },
        { "Azure.Messaging.ServiceBus", "A.On | Azure Service Bus | Broker", "using Azure.Messaging.ServiceBus; class A { void M(ServiceBusProcessor p) => p.ProcessMessageAsync += this.On; Task {|#0:On|}(ProcessMessageEventArgs e) => Task.CompletedTask; }" },
        { "Azure.Messaging.ServiceBus", "the loop of A.M | Azure Service Bus | Broker", "using Azure.Messaging.ServiceBus; class A { async Task M(ServiceBusReceiver r) { {|#0:while|} (true) { await r.ReceiveMessageAsync(); } } }" },
        { "Azure.Messaging.EventHubs.Processor", "the handler of ProcessEventAsync | Azure Event Hubs | Broker", "using Azure.Messaging.EventHubs; class A { void M(EventProcessorClient p) => p.ProcessEventAsync += (e) {|#0:=>|} Task.CompletedTask; }" },
        { "NCronJob", "A.RunAsync | NCronJob | Recurring", "using NCronJob; class A : IJob { public Task {|#0:RunAsync|}(IJobExecutionContext context, CancellationToken token) => Task.CompletedTask; void M(IServices s) => s.AddNCronJob(o => o.AddJob<A>(j => j.WithCronExpression(\"* * * * *\"))); }" },
        { "NCronJob", "the handler of AddNCronJob | NCronJob | Recurring", "using NCronJob; class A { void M(IServices s) => s.AddNCronJob((int id) {|#0:=>|} { }, \"* * * * *\"); }" },
        { "NCronJob", "A.Run | NCronJob | Recurring", "using NCronJob; class A { void M(IServices s) => s.AddNCronJob(o => o.AddJob(Run, \"* * * * *\")); void {|#0:Run|}() { } }" },
        { "TickerQ.Utilities", "A.Run | TickerQ | Durable", "class A { [TickerQ.Utilities.Base.TickerFunction(\"a\")] public void {|#0:Run|}() { } }" },
        { "TickerQ.Utilities", "A.ExecuteAsync | TickerQ | Durable", "using TickerQ.Utilities.Base; class A : TickerQ.Utilities.Interfaces.ITickerFunction { public Task {|#0:ExecuteAsync|}(TickerFunctionContext context, CancellationToken token) => Task.CompletedTask; }" },
        { "Paramore.Brighter", "A.Handle | Brighter | Broker", "using Paramore.Brighter; class M : IRequest { } class A : RequestHandler<M> { public override M {|#0:Handle|}(M request) => base.Handle(request); }" },
        { "Paramore.Brighter", "A.Handle | Brighter | Broker", "using Paramore.Brighter; class M : IRequest { } class A : RetryHandler<M> { public override M {|#0:Handle|}(M request) => base.Handle(request); }" },
        { "Paramore.Brighter", "A.HandleAsync | Brighter | Broker", "using Paramore.Brighter; class M : IRequest { } class A : RequestHandlerAsync<M> { public override Task<M> {|#0:HandleAsync|}(M command, CancellationToken token = default) => base.HandleAsync(command, token); }" },
        { "FluentScheduler", "A.Execute | FluentScheduler | Recurring", "using FluentScheduler; class A : IJob { public void {|#0:Execute|}() { } class R : Registry { public R() => Schedule<A>().ToRunEvery(1); } }" },
        { "FluentScheduler", "the handler of Schedule | FluentScheduler | Recurring", "using FluentScheduler; class R : Registry { public R() => Schedule(() {|#0:=>|} { }).ToRunEvery(1); }" },
        { "FluentScheduler", "the handler of AddJob | FluentScheduler | Recurring", "using FluentScheduler; class A { void M() => JobManager.AddJob(() {|#0:=>|} { }, s => s.ToRunEvery(1)); }" },
        { "SlimMessageBus", "A.OnHandle | SlimMessageBus | Broker", "class A : SlimMessageBus.IConsumer<int> { public Task {|#0:OnHandle|}(int message, CancellationToken token) => Task.CompletedTask; }" },
        { "Silverback.Core", "A.On | Silverback | Broker", "class A { [Silverback.Messaging.Subscribers.Subscribe] public void {|#0:On|}(int message) { } }" },
        { "EasyNetQ", "A.Consume | EasyNetQ | Broker", "class A : EasyNetQ.AutoSubscribe.IConsume<string> { public void {|#0:Consume|}(string message, CancellationToken token) { } }" },
        { "EasyNetQ", "A.ConsumeAsync | EasyNetQ | Broker", "class A : EasyNetQ.AutoSubscribe.IConsumeAsync<string> { public Task {|#0:ConsumeAsync|}(string message, CancellationToken token) => Task.CompletedTask; }" },
        { "EasyNetQ", "the handler of SubscribeAsync | EasyNetQ | Broker", "using EasyNetQ; class A { void M(IPubSub bus) => bus.SubscribeAsync<int>(\"a\", (m, t) {|#0:=>|} Task.CompletedTask, c => c.WithTopic(\"t\")); }" },
        { "EasyNetQ", "A.On | EasyNetQ | Broker", "using EasyNetQ; class A { void M(IPubSub bus) => bus.SubscribeAsync<int>(\"a\", On); void {|#0:On|}(int message) { } }" },
        { "Foundatio", "A.RunInternalAsync | Foundatio | Recurring", "using Foundatio.Jobs; class A : JobBase { protected override Task<JobResult> {|#0:RunInternalAsync|}(JobContext context) => Task.FromResult(new JobResult()); }" },
        { "Foundatio", "A.ProcessQueueEntryAsync | Foundatio | Broker", "using Foundatio.Jobs; class A : QueueJobBase<string> { protected override Task<JobResult> {|#0:ProcessQueueEntryAsync|}(QueueEntryContext<string> context) => Task.FromResult(new JobResult()); }" },
        { "Foundatio", "A.HandleItemAsync | Foundatio | Broker", "using Foundatio.Jobs; class A : WorkItemHandlerBase { public override Task {|#0:HandleItemAsync|}(WorkItemContext context) => Task.CompletedTask; }" },
        { "Volo.Abp.BackgroundJobs.Abstractions", "A.Execute | ABP | Durable", "using Volo.Abp.BackgroundJobs; class A : BackgroundJob<int> { public override void {|#0:Execute|}(int args) { } }" },
        { "Volo.Abp.BackgroundJobs.Abstractions", "A.ExecuteAsync | ABP | Durable", "using Volo.Abp.BackgroundJobs; class A : AsyncBackgroundJob<int> { public override Task {|#0:ExecuteAsync|}(int args) => Task.CompletedTask; }" },
        { "Volo.Abp.BackgroundJobs.Abstractions", "A.HandleEventAsync | ABP | Broker", "class A : Volo.Abp.EventBus.Distributed.IDistributedEventHandler<int> { public Task {|#0:HandleEventAsync|}(int data) => Task.CompletedTask; }" },
        { "Volo.Abp.BackgroundJobs.Abstractions", "A.DoWorkAsync | ABP | Recurring", "using Volo.Abp.BackgroundWorkers; class A : AsyncPeriodicBackgroundWorkerBase { protected override Task {|#0:DoWorkAsync|}(PeriodicBackgroundWorkerContext context) => Task.CompletedTask; }" },
    };

    [Theory]
    [MemberData(nameof(Handlers))]
    public Task A_handler_is_found(string assembly, string expected, string source) =>
        Verify.WithMore(FrameworkStubs.Of(assembly)).Reports(Usings + source, Verify.Result(HandlerReporter.Handler, 0, expected));

    [Theory]
    [InlineData("Microsoft.Azure.Functions.Worker", "using Microsoft.Azure.Functions.Worker; class A { [Function(\"a\")] public void Run([HttpTrigger] string request, [QueueOutput(\"q\")] string output) { } }")]
    [InlineData("Microsoft.Azure.Functions.Worker", "using Microsoft.Azure.Functions.Worker; class A { [Function(\"a\")] public void Run([OrchestrationTrigger] object context) { } [Function(\"b\")] public void Entity([EntityTrigger] object context) { } }")]
    [InlineData("Microsoft.Azure.Functions.Worker", "using Microsoft.Azure.Functions.Worker; class A { [Function(\"a\")] public void Run([SignalRTrigger] object context) { } }")]
    [InlineData("Microsoft.DurableTask.Abstractions", "using Microsoft.DurableTask; class A : TaskOrchestrator<int, int> { public override Task<int> RunAsync(TaskOrchestrationContext context, int input) => Task.FromResult(0); }")]
    [InlineData("Amazon.Lambda", "using Amazon.Lambda.Annotations; using Amazon.Lambda.Annotations.APIGateway; public class A { [LambdaFunction, HttpApi(\"/a\")] public void Run(string body) { } }")]
    [InlineData("MediatR", "using MediatR; class M : IRequest<int> { } class A : IRequestHandler<M, int> { public Task<int> Handle(M request, CancellationToken token) => Task.FromResult(0); }")]
    [InlineData("MediatR", "using MediatR; class M : INotification { } class A : INotificationHandler<M> { public Task Handle(M notification, CancellationToken token) => Task.CompletedTask; }")]
    [InlineData("NServiceBus.Core", "class HandlerAttribute : Attribute { } [Handler] class A { public Task Handle(int message, NServiceBus.IMessageHandlerContext context) => Task.CompletedTask; }")]
    public Task What_is_not_run_again_is_none(string assembly, string source) =>
        Verify.WithMore(FrameworkStubs.Of(assembly)).Silent(Usings + source);
}
