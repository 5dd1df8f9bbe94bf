using System;
using System.Linq;
using System.Text;

namespace SafeChange.Analyzers.Security.Texts;

/// <summary>The secrets that are known by their form: a prefix, an alphabet and a length that their issuer has settled.</summary>
internal static class SecretShapes
{
    // What a PEM block has to hold at least: the shortest private key there is (Ed25519) has 64.
    private const int LeastPem = 60;

    // The keys of storage emulators, which everybody has.
    private static readonly string[] EmulatorKeys =
    [
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==",
        "C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nDuVTqobD4b8mGGyPMbIZnqyMsEcaGQy67XIw/Jw==",
    ];

    // No prefix is the beginning of another. What has test keys (Stripe's sk_test_) is listed without them.
    private static readonly Shape[] Shapes =
    [
        new("AKIA", Alphabet.Base32, 16, 16, "an AWS access key ID"),
        new("ASIA", Alphabet.Base32, 16, 16, "an AWS access key ID"),
        new("ABIA", Alphabet.Base32, 16, 16, "an AWS access key ID"),
        new("ghp_", Alphabet.Alphanumeric, 36, 36, "a GitHub token"),
        new("gho_", Alphabet.Alphanumeric, 36, 36, "a GitHub token"),
        new("ghu_", Alphabet.Alphanumeric, 36, 36, "a GitHub token"),
        new("ghs_", Alphabet.Alphanumeric, 36, 36, "a GitHub token"),
        new("ghr_", Alphabet.Alphanumeric, 36, 76, "a GitHub token"),
        new("github_pat_", Alphabet.Word, 82, 82, "a GitHub token"),
        new("glpat-", Alphabet.Dashed, 20, 64, "a GitLab token"),
        new("gldt-", Alphabet.Dashed, 20, 64, "a GitLab token"),
        new("glrt-", Alphabet.Dashed, 20, 64, "a GitLab token"),
        new("glptt-", Alphabet.Hex, 40, 40, "a GitLab token"),
        new("xoxb-", Alphabet.Dashed, 30, 120, "a Slack token"),
        new("xoxp-", Alphabet.Dashed, 30, 120, "a Slack token"),
        new("xoxa-", Alphabet.Dashed, 30, 120, "a Slack token"),
        new("xoxr-", Alphabet.Dashed, 30, 120, "a Slack token"),
        new("xoxs-", Alphabet.Dashed, 30, 120, "a Slack token"),
        new("xapp-", Alphabet.Dashed, 40, 160, "a Slack token"),
        new("hooks.slack.com/services/T", Alphabet.Path, 30, 80, "the address of a Slack webhook"),
        new("discord.com/api/webhooks/", Alphabet.Path, 78, 100, "the address of a Discord webhook"),
        new("discordapp.com/api/webhooks/", Alphabet.Path, 78, 100, "the address of a Discord webhook"),
        new("sk_live_", Alphabet.Alphanumeric, 24, 247, "a Stripe secret key"),
        new("rk_live_", Alphabet.Alphanumeric, 24, 247, "a Stripe secret key"),
        new("whsec_", Alphabet.Base64, 32, 80, "a webhook's signing secret"),
        new("SG.", Alphabet.Dotted, 66, 66, "a SendGrid key"),
        new("AIza", Alphabet.Dashed, 35, 35, "a Google API key"),
        new("GOCSPX-", Alphabet.Dashed, 28, 28, "a Google client secret"),
        new("npm_", Alphabet.Alphanumeric, 36, 36, "an npm token"),
        new("oy2", Alphabet.LowerAlphanumeric, 43, 43, "a NuGet key"),
        new("pypi-AgEIcHlwaS5vcmc", Alphabet.Dashed, 50, 250, "a PyPI token"),
        new("sk-ant-api03-", Alphabet.Dashed, 93, 95, "an Anthropic key"),
        new("sk-proj-", Alphabet.Dashed, 48, 200, "an OpenAI key"),
        new("sk-svcacct-", Alphabet.Dashed, 48, 200, "an OpenAI key"),
        new("hf_", Alphabet.Alphanumeric, 34, 34, "a Hugging Face token"),
        new("dop_v1_", Alphabet.Hex, 64, 64, "a DigitalOcean token"),
        new("doo_v1_", Alphabet.Hex, 64, 64, "a DigitalOcean token"),
        new("dapi", Alphabet.Hex, 32, 32, "a Databricks token"),
        new("shpat_", Alphabet.Hex, 32, 32, "a Shopify token"),
        new("shpss_", Alphabet.Hex, 32, 32, "a Shopify secret"),
        new("PMAK-", Alphabet.Dashed, 59, 59, "a Postman key"),
        new("lin_api_", Alphabet.Alphanumeric, 40, 40, "a Linear key"),
        new("hvs.", Alphabet.Dashed, 90, 120, "a Vault token"),
        new("dckr_pat_", Alphabet.Dashed, 27, 27, "a Docker token"),
        new("glsa_", Alphabet.Word, 41, 41, "a Grafana token"),
        new("sq0csp-", Alphabet.Dashed, 43, 43, "a Square secret"),
        new("key-", Alphabet.LowerHex, 32, 32, "a Mailgun key"),
        new("AGE-SECRET-KEY-1", Alphabet.UpperAlphanumeric, 58, 58, "a private key"),
        new("AccountKey=", Alphabet.Base64, 86, 86, "an Azure storage key"),
        new("SharedAccessKey=", Alphabet.Base64, 42, 86, "an Azure access key"),
    ];

    // By their first character, which is ASCII: most words begin with another.
    private static readonly Shape[]?[] ByFirst = Index();

    private enum Alphabet
    {
        Hex,
        LowerHex,
        Base32,
        LowerAlphanumeric,
        UpperAlphanumeric,
        Alphanumeric,
        Word,
        Dashed,
        Dotted,
        Path,
        Base64,
    }

    /// <summary>The first known secret that begins before <paramref name="end"/>.</summary>
    public static string? Of(string text, int end)
    {
        // Nothing in the list is shorter.
        if (end < 20)
        {
            return null;
        }

        for (var i = 0; i < end; i++)
        {
            var c = text[i];

            // A prefix in the middle of a word is none.
            if ((!char.IsLetterOrDigit(c) && c != '-') || (i > 0 && (char.IsLetterOrDigit(text[i - 1]) || text[i - 1] is '_' or '-')))
            {
                continue;
            }

            if (c == 'e' && IsWebToken(text, i, end))
            {
                return "a JSON web token";
            }

            if (c == '-' && IsPrivateKey(text, i, end))
            {
                return "a private key";
            }

            if (c < ByFirst.Length && ByFirst[c] is { } shapes)
            {
                foreach (var shape in shapes)
                {
                    if (shape.IsAt(text, i))
                    {
                        return shape.Noun;
                    }
                }
            }
        }

        return IsEntraSecret(text, end) ? "an Entra client secret" : IsSharedAccessSignature(text, end) ? "a shared access signature" : null;
    }

    /// <summary>What Base64 (either alphabet, padded or not) stands for, byte by byte; null where it is none.</summary>
    public static string? FromBase64(string text, int start, int end)
    {
        while (end > start && text[end - 1] == '=')
        {
            end--;
        }

        var decoded = new StringBuilder((end - start) * 3 / 4);
        int buffer = 0, bits = 0;
        for (var i = start; i < end; i++)
        {
            var c = text[i];
            var digit = c is >= 'A' and <= 'Z' ? c - 'A'
                : c is >= 'a' and <= 'z' ? c - 'a' + 26
                : c is >= '0' and <= '9' ? c - '0' + 52
                : c is '+' or '-' ? 62
                : c is '/' or '_' ? 63
                : -1;
            if (digit < 0)
            {
                return null;
            }

            buffer = ((buffer << 6) | digit) & 0xFFFFF;
            bits += 6;
            if (bits >= 8)
            {
                bits -= 8;
                decoded.Append((char)((buffer >> bits) & 0xFF));
            }
        }

        return decoded.ToString();
    }

    private static Shape[]?[] Index()
    {
        var index = new Shape[]?[128];
        foreach (var shapes in Shapes.GroupBy(static shape => shape.Prefix[0]))
        {
            // No spread of an array: it would bring in an assembly that older compilers lack.
            index[shapes.Key] = shapes.ToArray();
        }

        return index;
    }

    // Three parts with points between, the first of which is an object that names an algorithm. One without a signature
    // proves nothing and opens nothing; the one in every tutorial neither.
    private static bool IsWebToken(string text, int start, int end)
    {
        if (string.CompareOrdinal(text, start, "eyJ", 0, 3) != 0)
        {
            return false;
        }

        var header = Run(text, start, end, Alphabet.Dashed);
        if (header - start is < 16 or > 2048 || header >= end || text[header] != '.')
        {
            return false;
        }

        var payload = Run(text, header + 1, end, Alphabet.Dashed);
        if (payload - header < 10 || payload >= end || text[payload] != '.' || Run(text, payload + 1, end, Alphabet.Dashed) - payload < 21)
        {
            return false;
        }

        return FromBase64(text, start, header) is ['{', '"', ..] decoded
            && decoded.IndexOf("\"alg\"", StringComparison.Ordinal) > 0
            && FromBase64(text, header + 1, payload)?.IndexOf("\"sub\":\"1234567890\"", StringComparison.Ordinal) is not >= 0
            && string.Compare(text, payload, ".signature", 0, 10, StringComparison.OrdinalIgnoreCase) != 0;
    }

    // -----BEGIN … PRIVATE KEY-----, and then enough of a key. Certificates and public keys have another label.
    private static bool IsPrivateKey(string text, int start, int end)
    {
        const string begin = "-----BEGIN ";
        if (string.CompareOrdinal(text, start, begin, 0, begin.Length) != 0)
        {
            return false;
        }

        var label = start + begin.Length;
        var close = text.IndexOf("-----", label, Math.Min(48, text.Length - label), StringComparison.Ordinal);
        if (close < 0 || text.IndexOf("PRIVATE KEY", label, close - label, StringComparison.Ordinal) < 0)
        {
            return false;
        }

        var count = 0;
        for (var i = close + 5; i < text.Length && count < LeastPem; i++)
        {
            var c = text[i];
            if (IsIn(c, Alphabet.Base64) || c == '=')
            {
                count++;
            }
            else if (c == '\\' && i + 1 < text.Length && text[i + 1] is 'n' or 'r')
            {
                // A key in JSON: its line breaks are written.
                i++;
            }
            else if (c == ':' || (c is ',' or '-' && i < close + 256))
            {
                // "Proc-Type: 4,ENCRYPTED": the lines before an old key are not of it.
                count = 0;
            }
            else if (!char.IsWhiteSpace(c))
            {
                return false;
            }

            if (i > end + LeastPem * 4)
            {
                return false;
            }
        }

        return count >= LeastPem;
    }

    // Three characters, a digit, Q~, and 31 to 34 more.
    private static bool IsEntraSecret(string text, int end)
    {
        for (var i = text.IndexOf("Q~", 0, end, StringComparison.Ordinal); i >= 0; i = text.IndexOf("Q~", i + 2, end - i - 2, StringComparison.Ordinal))
        {
            if (i >= 4 && text[i - 1] is '7' or '8' && (i == 4 || !IsEntra(text[i - 5])))
            {
                var stop = i + 2;
                while (stop < text.Length && stop < i + 38 && IsEntra(text[stop]))
                {
                    stop++;
                }

                if (stop - i - 2 is >= 31 and <= 34 && IsEntra(text[i - 2]) && IsEntra(text[i - 3]) && IsEntra(text[i - 4]))
                {
                    return true;
                }
            }
        }

        return false;

        static bool IsEntra(char c) => IsIn(c, Alphabet.Dotted) || c == '~';
    }

    // sv=…&se=…&sig=…: the signature is the secret, 32 bytes in Base64, escaped or not.
    private static bool IsSharedAccessSignature(string text, int end)
    {
        var sig = text.IndexOf("sig=", 0, end, StringComparison.Ordinal);
        if (sig < 0 || (sig > 0 && char.IsLetterOrDigit(text[sig - 1])) || text.IndexOf("se=", 0, end, StringComparison.Ordinal) < 0)
        {
            return false;
        }

        var stop = sig + 4;
        while (stop < text.Length && stop < sig + 120 && (IsIn(text[stop], Alphabet.Base64) || text[stop] == '%'))
        {
            stop++;
        }

        return stop - sig - 4 >= 43 && SecretText.Entropy(text.Substring(sig + 4, stop - sig - 4)) >= SecretText.LeastEntropy;
    }

    private static int Run(string text, int start, int end, Alphabet alphabet)
    {
        // A run that the end cuts off is read to the end only.
        while (start < end && IsIn(text[start], alphabet))
        {
            start++;
        }

        return start;
    }

    private static bool IsIn(char c, Alphabet alphabet) => alphabet switch
    {
        Alphabet.Hex => IsDigit(c) || c is (>= 'a' and <= 'f') or (>= 'A' and <= 'F'),
        Alphabet.LowerHex => IsDigit(c) || c is >= 'a' and <= 'f',
        Alphabet.Base32 => IsUpper(c) || c is >= '2' and <= '7',
        Alphabet.LowerAlphanumeric => IsDigit(c) || IsLower(c),
        Alphabet.UpperAlphanumeric => IsDigit(c) || IsUpper(c),
        Alphabet.Alphanumeric => IsDigit(c) || IsLower(c) || IsUpper(c),
        Alphabet.Word => IsDigit(c) || IsLower(c) || IsUpper(c) || c == '_',
        Alphabet.Dashed => IsDigit(c) || IsLower(c) || IsUpper(c) || c is '_' or '-',
        Alphabet.Dotted => IsDigit(c) || IsLower(c) || IsUpper(c) || c is '_' or '-' or '.',
        Alphabet.Path => IsDigit(c) || IsLower(c) || IsUpper(c) || c is '_' or '-' or '/',
        _ => IsDigit(c) || IsLower(c) || IsUpper(c) || c is '+' or '/',
    };

    private static bool IsDigit(char c) => c is >= '0' and <= '9';

    private static bool IsLower(char c) => c is >= 'a' and <= 'z';

    private static bool IsUpper(char c) => c is >= 'A' and <= 'Z';

    private sealed record Shape(string Prefix, Alphabet Alphabet, int Least, int Most, string Noun)
    {
        public bool IsAt(string text, int start)
        {
            if (string.CompareOrdinal(text, start, Prefix, 0, Prefix.Length) != 0)
            {
                return false;
            }

            var from = start + Prefix.Length;
            var stop = from;
            while (stop < text.Length && stop - from <= Most && IsIn(text[stop], Alphabet))
            {
                stop++;
            }

            if (stop - from < Least || stop - from > Most)
            {
                return false;
            }

            // What was drawn has digits, and not the same few characters; what documentation shows is excluded by name.
            var body = text.Substring(from, stop - from);
            return HasDigit(body)
                && SecretText.Entropy(body) >= LeastEntropyOf(Alphabet)
                && !SecretText.IsPlaceholder(body)
                && !IsSlackFormat(body)
                && !IsEmulator(text, from)
                && (Prefix != "SG." || (body[22] == '.' && body.IndexOf('.', 23) < 0));
        }

        // "xoxb-not-a-real-token-this-will-not-work-123": a token's last part has twenty letters and digits or more.
        private bool IsSlackFormat(string body) => Prefix[0] == 'x' && body.Length - body.LastIndexOf('-') - 1 < 20;

        private static bool IsEmulator(string text, int from)
        {
            foreach (var key in EmulatorKeys)
            {
                if (string.CompareOrdinal(text, from, key, 0, key.Length) == 0)
                {
                    return true;
                }
            }

            return false;
        }

        // Sixteen characters have four bits at most, and a repetition or two is luck.
        private static double LeastEntropyOf(Alphabet alphabet) => alphabet is Alphabet.Base32 ? 2.6 : SecretText.LeastEntropy;

        private static bool HasDigit(string text)
        {
            foreach (var c in text)
            {
                if (IsDigit(c))
                {
                    return true;
                }
            }

            return false;
        }
    }
}
