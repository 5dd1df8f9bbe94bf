using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>What dies with the process, or holds other runs up without telling them anything: no guard against a second run.</summary>
internal static class InProcess
{
    public static bool IsCollectionOrLock(ITypeSymbol? type)
    {
        if (type is null)
        {
            return false;
        }

        var ns = type.ContainingNamespace?.ToDisplayString() ?? "";
        return ns.StartsWith("System.Collections", System.StringComparison.Ordinal)
            || ns == "System.Threading"
            || type.Name is "IMemoryCache" or "MemoryCache"
            || IsLock(type.Name);
    }

    public static bool IsLock(string typeName) =>
        typeName.Contains("Lock") || typeName.Contains("Semaphore") || typeName.Contains("Mutex");
}
