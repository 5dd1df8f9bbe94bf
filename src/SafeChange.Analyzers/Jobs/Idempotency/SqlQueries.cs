using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>Looks into a table by SQL text.</summary>
internal static class SqlQueries
{
    public static Query? Of(IInvocationOperation invocation, Frame frame) => null;
}
