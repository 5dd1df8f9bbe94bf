using System;
using System.Collections.Generic;

namespace SafeChange.Analyzers.Security.Texts;

/// <summary>Which names say that a secret stands behind them.</summary>
internal static class SecretName
{
    // A name that is longer is none that a person reads.
    private const int Longest = 128;

    private static readonly HashSet<string> PasswordWords = new(StringComparer.Ordinal)
    {
        "password", "passwd", "pwd", "passphrase", "passcode", "userpassword", "dbpassword", "adminpassword", "passwort", "kennwort",
    };

    // "Pass" and "pw" are passwords only of something that has one: a render pass has none.
    private static readonly HashSet<string> HaveAPass = new(StringComparer.Ordinal)
    {
        "user", "db", "database", "smtp", "mail", "email", "imap", "admin", "root", "ftp", "sftp", "sql", "mysql", "proxy", "ssh", "redis",
        "mongo", "pg", "postgres", "login", "account", "cert", "pfx", "rabbit", "rabbitmq", "mq",
    };

    // A key is a secret only where it opens something: a cache key, a primary key and a public key do not.
    private static readonly HashSet<string> KeysThatOpen = new(StringComparer.Ordinal)
    {
        "api", "access", "private", "secret", "account", "signing", "sign", "signature", "encryption", "encrypt", "crypto", "shared", "master",
        "auth", "authentication", "subscription", "storage", "service", "jwt", "hmac", "security", "symmetric", "function", "aes", "app", "client",
        "validation", "decryption", "webhook", "stripe", "twilio", "sendgrid", "openai", "mailgun", "admin",
    };

    private static readonly HashSet<string> SecretWords = new(StringComparer.Ordinal)
    {
        "secret", "apikey", "apisecret", "accesskey", "secretkey", "privatekey", "signingkey", "encryptionkey", "masterkey", "sharedkey", "authkey",
        "accountkey", "sharedaccesskey", "clientsecret", "accesstoken", "authtoken", "refreshtoken", "bearertoken", "appsecret", "credential", "credentials",
    };

    // Before "token": what parsers, pages and databases call so.
    private static readonly HashSet<string> TokensOfAnotherKind = new(StringComparer.Ordinal)
    {
        "cancellation", "public", "key", "continuation", "continue", "next", "page", "paging", "skip", "sync", "delta", "syntax", "json", "xml", "change",
        "concurrency", "row", "separator", "delimiter", "replacement", "replace", "placeholder", "start", "end", "begin", "open", "close", "closing", "opening",
        "operator", "keyword", "current", "previous", "prev", "first", "last", "parser", "sql", "eof", "stop", "pad", "padding", "unknown", "special", "mask",
        "parse", "expected", "unexpected", "comment", "string", "text", "format", "metadata", "antiforgery", "xsrf", "csrf", "wildcard", "escape", "route",
        "undo", "lock", "lease", "fencing", "idempotency", "template",
    };

    // A word that makes of "password" a question, an action or a message about one.
    private static readonly HashSet<string> NotTheSecret = new(StringComparer.Ordinal)
    {
        "forgot", "forgotten", "reset", "change", "changed", "invalid", "wrong", "incorrect", "require", "requires", "required", "missing", "show", "hide",
        "has", "have", "no", "without", "empty", "weak", "expired", "bad", "set", "update", "enter", "generate", "generated", "validate", "verify", "check",
        "error", "err", "msg", "message", "label", "title", "prompt", "hint", "grant", "grants", "public", "encrypted", "hashed", "hash", "masked", "protected",
        "obfuscated", "fake", "dummy", "mock", "example", "sample", "placeholder", "is", "use", "uses", "get", "find", "create", "delete", "remove", "revoke",
        "allow", "allowed", "policy", "type", "unsupported", "failed", "unknown",
    };

    /// <summary>What a secret of a name is.</summary>
    public enum Kind
    {
        /// <summary>People think it out and type it.</summary>
        Password,

        /// <summary>A machine makes it: a key, a token, a client's secret.</summary>
        Key,

        /// <summary>A header: a scheme and the secret.</summary>
        Authorization,
    }

    /// <summary>
    /// What stands behind a name; null where its last word is not the secret itself: a <c>TokenUrl</c> is an address, a
    /// <c>PasswordLength</c> a number, a <c>SecretName</c> a name.
    /// </summary>
    /// <param name="name">A name in any casing, a header's, a configuration key.</param>
    public static Kind? KindOf(string name)
    {
        // What is asked here is the end of the name.
        var words = SecretText.WordsOf(name.Length > Longest ? name.Substring(name.Length - Longest) : name);
        var last = words.Count - 1;

        // Password1, ClientSecretValue, ApiKeyString, ConstPasswordText: still the secret.
        while (last > 0 && (char.IsDigit(words[last][0]) || words[last] is "value" or "string" or "text" or "const" or "bytes"))
        {
            last--;
        }

        if (last < 0)
        {
            return null;
        }

        for (var i = 0; i < last; i++)
        {
            if (NotTheSecret.Contains(words[i]))
            {
                return null;
            }
        }

        var word = words[last];
        var before = last > 0 ? words[last - 1] : "";
        if (PasswordWords.Contains(word) || (before == "pass" && word is "word" or "phrase" or "code") || (word is "pass" or "pw" && HaveAPass.Contains(before)))
        {
            return Kind.Password;
        }

        if (word == "authorization" && last == words.Count - 1)
        {
            return Kind.Authorization;
        }

        // Several of them: keys, tokens, secrets.
        var one = word.Length > 4 && word.EndsWith("s", StringComparison.Ordinal) ? word.Substring(0, word.Length - 1) : word;
        one = word == "keys" ? "key" : one;
        return PasswordWords.Contains(one) || SecretWords.Contains(one)
            || (one == "token" && !TokensOfAnotherKind.Contains(before))
            || (one == "key" && KeysThatOpen.Contains(before))
            ? Kind.Key
            : null;
    }
}
