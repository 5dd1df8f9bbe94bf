using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Tests.Verification;

namespace SafeChange.Analyzers.Tests.Jobs.Handlers.Stubs;

/// <summary>
/// Frameworks whose packages not every registry has: of each no more than what a handler is declared with, under the
/// names that the packages give it.
/// </summary>
internal static class FrameworkStubs
{
    private static readonly ConcurrentDictionary<string, Lazy<PortableExecutableReference>> Compiled = new(StringComparer.Ordinal);

    private static readonly ImmutableDictionary<string, string> Sources = ImmutableDictionary.CreateRange<string, string>(
    [
        new(
            "NServiceBus.Core",
            """
            namespace NServiceBus
            {
                public interface IMessageHandlerContext { }
                public interface IHandleMessages<T> { Task Handle(T message, IMessageHandlerContext context); }
                public interface IAmStartedByMessages<T> : IHandleMessages<T> { }
                public interface IHandleTimeouts<T> { Task Timeout(T state, IMessageHandlerContext context); }
                public abstract class Saga<T> { }
                [AttributeUsage(AttributeTargets.Class)] public sealed class HandlerAttribute : Attribute { }
            }
            """),
        new(
            "Microsoft.Azure.Functions.Worker",
            """
            namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions
            {
                public abstract class BindingAttribute : Attribute { }
                public abstract class TriggerBindingAttribute : BindingAttribute { }
            }
            namespace Microsoft.Azure.Functions.Worker
            {
                using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
                public sealed class FunctionAttribute(string name) : Attribute { public string Name => name; }
                public sealed class QueueTriggerAttribute(string queue) : TriggerBindingAttribute { public string Queue => queue; }
                public sealed class ServiceBusTriggerAttribute(string queue) : TriggerBindingAttribute { public string Queue => queue; }
                public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute { public string Schedule => schedule; }
                public sealed class HttpTriggerAttribute : TriggerBindingAttribute { }
                public sealed class SignalRTriggerAttribute : TriggerBindingAttribute { }
                public sealed class OrchestrationTriggerAttribute : TriggerBindingAttribute { }
                public sealed class EntityTriggerAttribute : TriggerBindingAttribute { }
                public sealed class ActivityTriggerAttribute : TriggerBindingAttribute { }
                public sealed class QueueOutputAttribute(string queue) : BindingAttribute { public string Queue => queue; }
            }
            """),
        new(
            "Microsoft.DurableTask.Abstractions",
            """
            namespace Microsoft.DurableTask
            {
                public abstract class TaskActivityContext { }
                public abstract class TaskOrchestrationContext { }
                public interface ITaskActivity { Task<object?> RunAsync(TaskActivityContext context, object? input); }
                public abstract class TaskActivity<TInput, TOutput> : ITaskActivity
                {
                    Task<object?> ITaskActivity.RunAsync(TaskActivityContext context, object? input) => Task.FromResult<object?>(null);
                    public abstract Task<TOutput> RunAsync(TaskActivityContext context, TInput input);
                }
                public abstract class TaskOrchestrator<TInput, TOutput> { public abstract Task<TOutput> RunAsync(TaskOrchestrationContext context, TInput input); }
                public class DurableTaskRegistry
                {
                    public DurableTaskRegistry AddActivityFunc<TInput, TOutput>(string name, Func<TaskActivityContext, TInput, Task<TOutput>> activity) => this;
                    public DurableTaskRegistry AddOrchestratorFunc<TInput, TOutput>(string name, Func<TaskOrchestrationContext, TInput, Task<TOutput>> orchestrator) => this;
                }
            }
            """),
        new(
            "Amazon.Lambda",
            """
            namespace Amazon.Lambda.Core { public interface ILambdaContext { } }
            namespace Amazon.Lambda.SQSEvents { public class SQSEvent { } }
            namespace Amazon.Lambda.CloudWatchEvents.ScheduledEvents { public class ScheduledEvent { } }
            namespace Amazon.Lambda.Annotations { public class LambdaFunctionAttribute : Attribute { } }
            namespace Amazon.Lambda.Annotations.APIGateway { public class HttpApiAttribute(string path) : Attribute { public string Path => path; } }
            namespace Amazon.Lambda.Annotations.SQS { public class SQSEventAttribute(string queue) : Attribute { public string Queue => queue; } }
            """),
        new(
            "Azure.Messaging.ServiceBus",
            """
            namespace Azure.Messaging.ServiceBus
            {
                public class ProcessMessageEventArgs : EventArgs { }
                public class ProcessErrorEventArgs : EventArgs { }
                public class ServiceBusReceivedMessage { }
                public class ServiceBusProcessor
                {
                    public event Func<ProcessMessageEventArgs, Task>? ProcessMessageAsync { add { } remove { } }
                    public event Func<ProcessErrorEventArgs, Task>? ProcessErrorAsync { add { } remove { } }
                }
                public class ServiceBusReceiver { public virtual Task<ServiceBusReceivedMessage> ReceiveMessageAsync() => throw null!; }
            }
            """),
        new(
            "Azure.Messaging.EventHubs.Processor",
            """
            namespace Azure.Messaging.EventHubs
            {
                public struct ProcessEventArgs { }
                public class EventProcessorClient { public event Func<ProcessEventArgs, Task>? ProcessEventAsync { add { } remove { } } }
            }
            """),
        new(
            "NCronJob",
            """
            namespace NCronJob
            {
                public interface IJobExecutionContext { }
                public interface IJob { Task RunAsync(IJobExecutionContext context, CancellationToken token); }
                public class JobOptionBuilder { public JobOptionBuilder WithCronExpression(string cron) => this; }
                public class NCronJobOptionBuilder
                {
                    public NCronJobOptionBuilder AddJob<T>(Action<JobOptionBuilder>? options = null) => this;
                    public NCronJobOptionBuilder AddJob(Delegate job, string cron) => this;
                }
                public interface IServices { }
                public static class NCronJobExtensions
                {
                    public static IServices AddNCronJob(this IServices services, Action<NCronJobOptionBuilder>? options = null) => services;
                    public static IServices AddNCronJob(this IServices services, Delegate job, string cron) => services;
                }
            }
            """),
        new(
            "TickerQ.Utilities",
            """
            namespace TickerQ.Utilities.Base
            {
                public class TickerFunctionContext { }
                [AttributeUsage(AttributeTargets.Method)] public sealed class TickerFunctionAttribute(string name) : Attribute { public string Name => name; }
            }
            namespace TickerQ.Utilities.Interfaces
            {
                public interface ITickerFunction { Task ExecuteAsync(TickerQ.Utilities.Base.TickerFunctionContext context, CancellationToken token); }
            }
            """),
        new(
            "Paramore.Brighter",
            """
            namespace Paramore.Brighter
            {
                public interface IRequest { }
                public abstract class RequestHandler<T> where T : class, IRequest { public virtual T Handle(T request) => request; }
                public abstract class RequestHandlerAsync<T> where T : class, IRequest { public virtual Task<T> HandleAsync(T command, CancellationToken token = default) => Task.FromResult(command); }
                public abstract class RetryHandler<T> : RequestHandler<T> where T : class, IRequest { public override T Handle(T request) => base.Handle(request); }
            }
            """),
        new(
            "FluentScheduler",
            """
            namespace FluentScheduler
            {
                public interface IJob { void Execute(); }
                public class Schedule { public Schedule ToRunEvery(int interval) => this; }
                public class Registry { public Schedule Schedule(Action job) => new(); public Schedule Schedule<T>() where T : IJob => new(); }
                public static class JobManager { public static void AddJob(Action job, Action<Schedule> schedule) { } }
            }
            """),
        new(
            "SlimMessageBus",
            """
            namespace SlimMessageBus { public interface IConsumer<in T> { Task OnHandle(T message, CancellationToken token); } }
            """),
        new(
            "Silverback.Core",
            """
            namespace Silverback.Messaging.Subscribers { [AttributeUsage(AttributeTargets.Method)] public class SubscribeAttribute : Attribute { } }
            """),
        new(
            "EasyNetQ",
            """
            namespace EasyNetQ
            {
                public interface ISubscriptionConfiguration { ISubscriptionConfiguration WithTopic(string topic); }
                public interface IPubSub { Task SubscribeAsync<T>(string id, Func<T, CancellationToken, Task> onMessage, Action<ISubscriptionConfiguration> configure, CancellationToken token = default); }
                public static class PubSubExtensions { public static Task SubscribeAsync<T>(this IPubSub bus, string id, Action<T> onMessage) => Task.CompletedTask; }
            }
            namespace EasyNetQ.AutoSubscribe
            {
                public interface IConsume<in T> where T : class { void Consume(T message, CancellationToken token = default); }
                public interface IConsumeAsync<in T> where T : class { Task ConsumeAsync(T message, CancellationToken token = default); }
            }
            """),
        new(
            "Foundatio",
            """
            namespace Foundatio.Jobs
            {
                public class JobResult { }
                public class JobContext { }
                public class QueueEntryContext<T> { }
                public class WorkItemContext { }
                public interface IJob { Task<JobResult> RunAsync(CancellationToken token = default); }
                public abstract class JobBase : IJob { public Task<JobResult> RunAsync(CancellationToken token = default) => RunInternalAsync(new()); protected abstract Task<JobResult> RunInternalAsync(JobContext context); }
                public abstract class QueueJobBase<T> : IJob where T : class { public Task<JobResult> RunAsync(CancellationToken token = default) => throw null!; protected abstract Task<JobResult> ProcessQueueEntryAsync(QueueEntryContext<T> context); }
                public abstract class WorkItemHandlerBase { public abstract Task HandleItemAsync(WorkItemContext context); }
            }
            """),
        new(
            "Volo.Abp.BackgroundJobs.Abstractions",
            """
            namespace Volo.Abp.BackgroundJobs
            {
                public abstract class BackgroundJob<T> { public abstract void Execute(T args); }
                public abstract class AsyncBackgroundJob<T> { public abstract Task ExecuteAsync(T args); }
            }
            namespace Volo.Abp.EventBus.Distributed { public interface IDistributedEventHandler<in T> { Task HandleEventAsync(T data); } }
            namespace Volo.Abp.BackgroundWorkers
            {
                public class PeriodicBackgroundWorkerContext { }
                public abstract class AsyncPeriodicBackgroundWorkerBase { protected abstract Task DoWorkAsync(PeriodicBackgroundWorkerContext context); }
            }
            """),
        new(
            "MediatR",
            """
            namespace MediatR
            {
                public interface INotification { }
                public interface IRequest<T> { }
                public interface INotificationHandler<in T> where T : INotification { Task Handle(T notification, CancellationToken token); }
                public interface IRequestHandler<in T, TResponse> where T : IRequest<TResponse> { Task<TResponse> Handle(T request, CancellationToken token); }
            }
            """),
    ]);

    /// <summary>The stand-in for an assembly, by its name.</summary>
    public static PortableExecutableReference Of(string assembly) =>
        Compiled.GetOrAdd(assembly, static name => new(() => TestAssembly.Compile(name, "using System; using System.Threading; using System.Threading.Tasks;\n" + Sources[name]))).Value;
}
