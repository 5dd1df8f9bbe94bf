using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Effects;

/// <summary>Packages that no registry of ours has: stand-ins with their names show how the lines about them are read.</summary>
public sealed class UnservedPackageTests
{
    private static readonly MetadataReference StandIns = TestAssembly.Compile("StandIns", """
        using System;
        using System.Threading.Tasks;
        namespace NServiceBus
        {
            public class SendOptions { public void SetMessageId(string id) { } }
            public interface IMessageSession { Task Send(object message, SendOptions options); }
            public interface IPipelineContext { Task Send(object message, SendOptions options); }
            public interface IMessageHandlerContext : IPipelineContext { string MessageId { get; } }
            public static class IMessageSessionExtensions { public static Task Publish(this IMessageSession session, object message) => Task.CompletedTask; }
            public static class IPipelineContextExtensions { public static Task Publish(this IPipelineContext context, object message) => Task.CompletedTask; }
        }
        namespace Azure.Messaging.ServiceBus
        {
            public class ServiceBusMessage { public ServiceBusMessage(string body) { } public string MessageId { get; set; } = ""; }
            public class ServiceBusReceivedMessage { public string MessageId => ""; public string LockToken => ""; }
            public class ServiceBusSender { public virtual Task SendMessageAsync(ServiceBusMessage message) => Task.CompletedTask; }
        }
        namespace Twilio.Rest.Api.V2010.Account
        {
            public class MessageResource { public static Task<MessageResource> CreateAsync(string to, string body) => null!; }
        }
        namespace Braintree
        {
            public class TransactionRequest { public decimal Amount { get; set; } }
            public interface ITransactionGateway { Task SaleAsync(TransactionRequest request); }
            public class TransactionGateway : ITransactionGateway { public virtual Task SaleAsync(TransactionRequest request) => Task.CompletedTask; }
        }
        namespace Azure.Communication.Email
        {
            public class EmailClient { public Task SendAsync(string to) => Task.CompletedTask; public Task SendAsync(string to, Guid operationId) => Task.CompletedTask; }
        }
        """);

    [Theory]
    [InlineData("await session.Send(message, new SendOptions());", "Publish IMessageSession.Send None")]
    [InlineData("var o = new SendOptions(); o.SetMessageId(context.MessageId); await session.Send(message, o);", "Publish IMessageSession.Send Stable:MessageId")]
    [InlineData("var o = new SendOptions(); o.SetMessageId(Guid.NewGuid().ToString()); await session.Send(message, o);", "Publish IMessageSession.Send Unstable:MessageId")]
    [InlineData("await session.Publish(message);", "Publish IMessageSession.Publish None")]
    [InlineData("await sender.SendMessageAsync(new ServiceBusMessage(\"a\"));", "Publish ServiceBusSender.SendMessageAsync None")]
    [InlineData("await sender.SendMessageAsync(new ServiceBusMessage(\"a\") { MessageId = received.MessageId + \"-out\" });", "Publish ServiceBusSender.SendMessageAsync Stable:MessageId")]
    [InlineData("await sender.SendMessageAsync(new ServiceBusMessage(\"a\") { MessageId = received.LockToken });", "Publish ServiceBusSender.SendMessageAsync Unstable:MessageId")]
    [InlineData("await Twilio.Rest.Api.V2010.Account.MessageResource.CreateAsync(\"a\", \"b\");", "Message MessageResource.CreateAsync None")]
    [InlineData("await gateway.SaleAsync(new Braintree.TransactionRequest { Amount = 3 });", "Payment TransactionGateway.SaleAsync None")]
    [InlineData("await mail.SendAsync(\"a\");", "Mail EmailClient.SendAsync None")]
    public void An_effect(string statement, string expected) => Assert.Equal([expected], In(statement));

    [Theory]
    [InlineData("await context.Send(message, new SendOptions());")]
    [InlineData("await context.Publish(message);")]
    [InlineData("await mail.SendAsync(\"a\", new Guid(context.MessageId));")]
    public void None(string statement) => Assert.Empty(In(statement));

    private static string[] In(string statement) => EffectsOf.Run(
        $$"""
        using NServiceBus;
        using Azure.Messaging.ServiceBus;
        class Job
        {
            async Task Run(IMessageHandlerContext context, IMessageSession session, ServiceBusSender sender, ServiceBusReceivedMessage received, Braintree.TransactionGateway gateway, Azure.Communication.Email.EmailClient mail, object message)
            {
                {{statement}}
            }
        }
        """,
        References.NoFramework.Add(StandIns));
}
