using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>Mail and SMS by name: interfaces and libraries that no catalogue knows, and whose names leave no doubt.</summary>
internal static class NamedEffects
{
    /// <summary>The effect of a call by its name, or null.</summary>
    public static Effect? Read(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (!method.Name.StartsWith("Send", StringComparison.Ordinal) || method.ContainingType is not { } type || HasBody(method))
        {
            return null;
        }

        // The rest of the name has to say mail as well, or nothing that would make it another thing: SendAsync.
        var rest = method.Name.Substring("Send".Length);
        rest = rest.EndsWith("Async", StringComparison.Ordinal) ? rest.Substring(0, rest.Length - "Async".Length) : rest;
        var kind = Kind(type.Name);
        return kind is { } known && (rest is "" or "Message" || Kind(rest) == known)
            ? new(known, call, type.Name + "." + method.Name)
            : null;
    }

    private static EffectKind? Kind(string name) =>
        Has(name, "Email") || Has(name, "Mail") || Has(name, "Smtp") ? EffectKind.Mail
        : Has(name, "Sms") || name.IndexOf("SMS", StringComparison.Ordinal) >= 0 || Has(name, "TextMessage") ? EffectKind.Message
        : null;

    // A word of a name in PascalCase: Mail in IMailSender and SendMail, not in Mailbox.
    private static bool Has(string name, string word)
    {
        for (var at = name.IndexOf(word, StringComparison.Ordinal); at >= 0; at = name.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if (end == name.Length || !char.IsLower(name[end]) || (name[end] == 's' && (end + 1 == name.Length || !char.IsLower(name[end + 1])))
                || string.CompareOrdinal(name, end, "er", 0, 2) == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasBody(IMethodSymbol method) =>
        !method.IsAbstract && !method.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty;
}
