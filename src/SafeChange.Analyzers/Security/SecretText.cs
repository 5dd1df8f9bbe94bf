namespace SafeChange.Analyzers.Security;

internal static class SecretText
{
    public static string? ShapeOf(string text) => null;

    public static bool IsSecretFor(string name, string value) => false;

    public static bool IsPlaceholder(string value) => value.Length == 0;
}
