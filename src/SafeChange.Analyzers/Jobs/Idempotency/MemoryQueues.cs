using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>
/// Channels and queues in memory. What a worker takes out of one is gone, and lost with the process: it may be left
/// undone, but nobody delivers it a second time.
/// </summary>
internal static class MemoryQueues
{
    /// <summary>The call that takes the item that an effect works on; null where none is seen.</summary>
    public static IOperation? Taken(Occurrence at)
    {
        foreach (var (frame, site) in at.Levels)
        {
            for (var current = site; current is not null; current = current.Parent)
            {
                if (current.Parent is not (IForEachLoopOperation or IWhileLoopOperation or IForLoopOperation))
                {
                    continue;
                }

                var taken = current.Parent is IForEachLoopOperation each
                    ? each.Collection.DescendantsAndSelf().OfType<IInvocationOperation>().FirstOrDefault(call => Takes(call, frame))
                    : frame.Body.Invocations.FirstOrDefault(call => current.Parent.Syntax.Span.Contains(call.Syntax.Span) && Takes(call, frame));
                if (taken is not null)
                {
                    return taken;
                }
            }
        }

        return null;
    }

    // Directly, or through a queue of the team's own around it.
    private static bool Takes(IInvocationOperation call, Frame frame) =>
        IsTake(call, frame) || frame.CalleesOf(call).Any(static callee =>
            !callee.IsGiven && callee.Body.Method is { ReturnsVoid: false } && callee.Body.Returns.Any(@return =>
                @return.ReturnedValue!.DescendantsAndSelf().OfType<IInvocationOperation>().Any(inner => IsTake(inner, callee))
                || (callee.Body.Values.Resolve(@return.ReturnedValue!) is IInvocationOperation given && IsTake(given, callee))));

    private static bool IsTake(IInvocationOperation call, Frame frame) =>
        call.Instance is { } queue
        && call.TargetMethod.Name is "ReadAsync" or "TryRead" or "ReadAllAsync" or "TryDequeue" or "TryTake" or "TryPop" or "Take" or "GetConsumingEnumerable"
        && call.TargetMethod.ContainingType is { Name: "ChannelReader" or "ConcurrentQueue" or "ConcurrentStack" or "ConcurrentBag" or "BlockingCollection", ContainingNamespace.Name: "Channels" or "Concurrent" }
        && !IsFilledHere(queue, frame);

    // A queue that the worker has made itself holds what it has read from somewhere else, and will read again.
    private static bool IsFilledHere(IOperation queue, Frame frame)
    {
        var owner = queue is IPropertyReferenceOperation { Property.Name: "Reader", Instance: { } channel } ? channel : queue;
        return frame.Resolve(owner).Operation is ILocalReferenceOperation or IObjectCreationOperation or IInvocationOperation;
    }
}
