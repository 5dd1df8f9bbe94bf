using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>EF Core's types, by name: an application's context and sets may come from any assembly and version.</summary>
internal static class EfNames
{
    public static bool IsContext(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current is { Name: "DbContext" })
            {
                return true;
            }
        }

        return false;
    }
}
