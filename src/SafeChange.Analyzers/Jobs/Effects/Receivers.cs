using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>Whom a message is published through: the context of the message at hand, or something past it.</summary>
internal static class Receivers
{
    /// <summary>Whether a call goes through the handler's own context, and so with its outbox where there is one.</summary>
    public static bool IsContext(IInvocationOperation call, Values values)
    {
        var receiver = Of(call);
        for (var step = 0; step < 4 && receiver is not null; step++)
        {
            var resolved = values.Resolve(receiver);
            if (IsContext(resolved.Type))
            {
                return true;
            }

            // var endpoint = await context.GetSendEndpoint(…);
            receiver = resolved switch
            {
                IInvocationOperation inner => Of(inner),
                IPropertyReferenceOperation { Instance: { } owner } => owner,
                _ => null,
            };
        }

        // A context passed along: context.Send(…) of an extension method on something else.
        return false;
    }

    /// <summary>Whether the receiver is a type that a framework's scope may hand out with its outbox behind it.</summary>
    public static bool IsScoped(IInvocationOperation call) =>
        Of(call) is { } receiver && Values.Unwrap(receiver).Type is
        {
            Name: "IPublishEndpoint" or "ISendEndpointProvider" or "IScopedMediator", ContainingNamespace.Name: "MassTransit",
        };

    private static IOperation? Of(IInvocationOperation call) =>
        call.Instance ?? (call.TargetMethod.IsExtensionMethod ? call.Arguments.FirstOrDefault()?.Value : null);

    private static bool IsContext(ITypeSymbol? type) =>
        type is not null && (IsContextName(type) || type.AllInterfaces.Any(IsContextName));

    private static bool IsContextName(ITypeSymbol type) => type.Name switch
    {
        "ConsumeContext" or "PipeContext" or "BehaviorContext" or "SagaConsumeContext" => IsIn(type, "MassTransit"),
        "IPipelineContext" or "IMessageHandlerContext" or "IMessageProcessingContext" or "IInvokeHandlerContext" => IsIn(type, "NServiceBus"),
        "IMessageContext" => IsIn(type, "Wolverine") || IsIn(type, "Rebus"),
        _ => false,
    };

    private static bool IsIn(ITypeSymbol type, string root)
    {
        var current = type.ContainingNamespace;
        while (current is { ContainingNamespace.IsGlobalNamespace: false })
        {
            current = current.ContainingNamespace;
        }

        return string.Equals(current?.Name, root, StringComparison.Ordinal);
    }
}
