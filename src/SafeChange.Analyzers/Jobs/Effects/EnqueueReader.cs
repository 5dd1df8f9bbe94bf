using System;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>Enqueueing by shape: a call that takes the job as an expression tree, a framework's own or a wrapper around it.</summary>
internal static class EnqueueReader
{
    private static readonly string[] Verbs = ["Enqueue", "Schedule", "Queue", "ContinueWith", "ContinueJobWith", "Create"];

    /// <summary>Whether a method enqueues a job. <c>AddOrUpdate</c> does not: its ID makes it the same job again.</summary>
    public static bool IsEnqueue(IMethodSymbol method) =>
        Verbs.Any(verb => method.Name.StartsWith(verb, StringComparison.Ordinal))
        && method.Parameters.Any(static parameter => IsJob(parameter.Type));

    // Expression<Action>, Expression<Func<Task>>, Expression<Action<T>> and Expression<Func<T, Task>>.
    private static bool IsJob(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol { Name: "Expression", TypeArguments.Length: 1, ContainingNamespace.Name: "Expressions" } expression
            || expression.TypeArguments[0] is not INamedTypeSymbol { DelegateInvokeMethod: { } invoke })
        {
            return false;
        }

        return invoke.Parameters.Length <= 1 && (invoke.ReturnsVoid || invoke.ReturnType.Name is "Task" or "ValueTask");
    }
}
