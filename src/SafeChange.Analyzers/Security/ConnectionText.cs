using System.Collections.Immutable;

namespace SafeChange.Analyzers.Security;

internal sealed record ConnectionPart(string Keyword, string Value, int Start);

internal static class ConnectionText
{
    public const char Hole = '\uFFFC';

    public static ImmutableArray<ConnectionPart> Read(string text) => ImmutableArray<ConnectionPart>.Empty;

    public static string Normal(string keyword) => keyword.Replace(" ", "").Replace("_", "").ToLowerInvariant();
}
