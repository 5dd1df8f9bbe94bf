using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace SafeChange.Analyzers.Security.Texts;

/// <summary>
/// Tells secrets from texts that only stand where secrets do. Pure functions over strings, without regular expressions:
/// each looks at a bounded number of characters, and at each of them a bounded number of times.
/// </summary>
internal static class SecretText
{
    /// <summary>How much of a text is looked at. A key or a token that begins later is not found.</summary>
    private const int Horizon = 8192;

    /// <summary>No password, key or token is longer; a PEM block is, and has its own shape.</summary>
    private const int LongestSecret = 4096;

    /// <summary>
    /// Bits a character, by how often each character stands in the text itself. Sixteen random letters and digits have
    /// less one time in five hundred, 24 random hexadecimal digits one time in two hundred (counted over 40,000 of
    /// each); what is padded, repeated or typed by holding a key down has less nearly always. The limit is that low
    /// because it is to sort out nothing else: names of that length have 3.0 to 3.9 bits as random texts have, so
    /// <see cref="IsRandom"/> tells those by their shape.
    /// </summary>
    internal const double LeastEntropy = 3.0;

    private static readonly HashSet<string> PlaceholderWords = new(StringComparer.Ordinal)
    {
        "changeme", "changeit", "placeholder", "todo", "tbd", "fixme", "example", "sample", "dummy", "fake", "redacted", "removed",
        "omitted", "hidden", "masked", "replaceme", "yourpassword", "yoursecret", "mypassword", "mysecret", "unset", "undefined",
        "null", "none", "foo", "bar", "foobar", "baz", "insert", "replace",
    };

    private static readonly HashSet<string> SecretNouns = new(StringComparer.Ordinal)
    {
        "password", "passwd", "pwd", "passphrase", "secret", "key", "apikey", "token", "credential", "credentials", "pass",
    };

    // Names with digits that a password's place may hold, and that are no passwords.
    private static readonly HashSet<string> TechnicalWords = new(StringComparer.Ordinal)
    {
        "sha1", "sha256", "sha384", "sha512", "hmacsha1", "hmacsha256", "hmacsha512", "md5", "base64", "utf8", "oauth2", "auth0", "aes128",
        "aes256", "rs256", "hs256", "hs512", "es256", "pbkdf2", "argon2", "argon2id", "x509", "pkcs1", "pkcs8", "pkcs12", "rfc2898", "web3",
        "http2", "ipv4", "ipv6", "win32", "log4net", "ldap3", "oauth20",
    };

    /// <summary>
    /// What known secret a text is or plainly contains, as the noun of a sentence ("an AWS access key ID"); null for none.
    /// </summary>
    public static string? ShapeOf(string text) => SecretShapes.Of(text, Math.Min(text.Length, Horizon));

    /// <summary>Whether a text stands for a value that somebody is to put there, or for none.</summary>
    public static bool IsPlaceholder(string value)
    {
        var text = Cut(value).Trim();
        if (text.Length == 0 || IsTemplate(text) || IsMonotonous(text) || IsSequence(text))
        {
            return true;
        }

        var words = WordsOf(text);
        for (var i = 0; i < words.Count; i++)
        {
            var next = i + 1 < words.Count ? words[i + 1] : "";
            if (PlaceholderWords.Contains(words[i])
                || (words[i] == "change" && next is "me" or "it" or "this")
                || (words[i] is "not" && next is "set" or "used" or "provided")
                || (words[i] is "your" or "my" && (i == 0 || words[i - 1] is "put" or "enter") && (words[i] == "your" || SecretNouns.Contains(words[words.Count - 1])) && !HasDigit(text)))
            {
                return true;
            }
        }

        // "Password=password" is how a template is written, and a word is no secret anyway.
        if (words.Count == 1 && SecretNouns.Contains(words[0]) && !HasDigit(text))
        {
            return true;
        }

        // RANDOM_DATABASE_PASSWORD is what will be replaced, or the name of a variable.
        if (words.Count > 1 && SecretNouns.Contains(words[words.Count - 1]) && text.All(static c => c is >= 'A' and <= 'Z' or '_'))
        {
            return true;
        }

        return words.Count > 1 && ((words[words.Count - 1] == "here" && SecretNouns.Contains(words[words.Count - 2])) || words[0] is "your" or "enter")
            || EndsWithExample(text);
    }

    /// <summary>
    /// Whether a text that is given to something of a name is a secret: the name's last word says that it is one, and the
    /// text is no placeholder, no identifier, no address, no sentence, but looks random or as people make passwords.
    /// </summary>
    /// <param name="name">What it is given to: a parameter, a member, a keyword, a header, a key of the configuration.</param>
    /// <param name="value">The text.</param>
    public static bool IsSecretFor(string name, string value)
    {
        if (value.Length is < 6 or > LongestSecret || SecretName.KindOf(name) is not { } kind)
        {
            return false;
        }

        if (ShapeOf(value) is not null)
        {
            return true;
        }

        var text = value.Trim();
        if (kind == SecretName.Kind.Authorization)
        {
            // "Bearer x", "Basic x": the scheme is none of the secret, and without one the text is another header's.
            var space = text.IndexOf(' ');
            if (space is < 3 or > 16)
            {
                return false;
            }

            text = text.Substring(space + 1).Trim();
            return !IsPlaceholder(text) && (IsRandom(text) || IsBasic(text));
        }

        // What most texts fail at comes first, and allocates nothing.
        return text.Length > 0
            && (IsRandom(text) || IsGuid(text) || (kind == SecretName.Kind.Password ? IsHumanPassword(text) : IsStrongPhrase(text)))
            && !IsPlaceholder(text)
            && !IsNameItself(name, text)
            && !IsAddress(text);
    }

    /// <summary>
    /// The parameter of a web address that carries a secret, as in <c>https://…/films?apikey=…</c>; null for none. What
    /// comes from elsewhere is <see cref="ConnectionText.Hole"/>, <c>{0}</c> or another placeholder, and no secret.
    /// </summary>
    public static string? OfAddress(string text)
    {
        if (!text.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && !text.StartsWith("http://", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        var end = Math.Min(text.Length, Horizon);
        var query = text.IndexOf('?', 0, end);
        for (var position = query + 1; query >= 0 && position < end; position++)
        {
            var begin = position;
            while (position < end && text[position] is not ('&' or '#' or ' '))
            {
                position++;
            }

            var equals = text.IndexOf('=', begin, position - begin);
            if (equals > begin)
            {
                var (name, value) = (text.Substring(begin, equals - begin), text.Substring(equals + 1, position - equals - 1));
                if (IsSecretFor(name, value) || (SecretName.KindOf(name) == SecretName.Kind.Key && IsShortKey(value)))
                {
                    return name;
                }
            }

            // What follows on the address is a sentence, or a part of the page.
            if (position < end && text[position] != '&')
            {
                break;
            }
        }

        return null;
    }

    // Eight to fifteen letters and digits mixed, not a word with a number after it. Too little to go by where nothing but a
    // name says that it is a key; in the query of an address nothing else stands under that name.
    private static bool IsShortKey(string text)
    {
        if (text.Length is < 8 or > 15)
        {
            return false;
        }

        int letters = 0, digits = 0;
        foreach (var c in text)
        {
            if (c > 127 || !char.IsLetterOrDigit(c))
            {
                return false;
            }

            letters += char.IsDigit(c) ? 0 : 1;
            digits += char.IsDigit(c) ? 1 : 0;
        }

        return letters >= 2 && digits >= 2 && !ReadsAsWords(text) && !IsPlaceholder(text);
    }

    /// <summary>
    /// Whether a text looks as if a machine had drawn it: an alphabet that keys are written in, enough of it, and such a
    /// change between small letters, capitals and digits as words do not have.
    /// </summary>
    private static bool IsRandom(string text)
    {
        if (text.Length < 16)
        {
            return false;
        }

        int letters = 0, digits = 0, numbers = 0, pieces = 0, inPieces = 0, hexadecimal = 0;
        var last = CharacterClass.None;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            var now = ClassOf(c);
            switch (now)
            {
                case CharacterClass.Lower or CharacterClass.Upper:
                    letters++;
                    break;
                case CharacterClass.Digit:
                    digits++;
                    numbers += last == CharacterClass.Digit ? 0 : 1;
                    break;
                case CharacterClass.None when "+/=-_.~!@#$%^&*?:".IndexOf(c) < 0 || (c == '=' && i < text.Length - 2 && text[text.Length - 1] != '='):
                    return false;
            }

            hexadecimal += IsHexDigit(c) ? 1 : 0;
            inPieces += now == CharacterClass.None ? 0 : 1;

            // A capital and the small letters after it are one piece, as in a name.
            pieces += now != CharacterClass.None && now != last && !(last == CharacterClass.Upper && now == CharacterClass.Lower) ? 1 : 0;
            last = now;
        }

        // Dates, versions and numbers have hardly any letter, names no digit.
        if (letters * 5 < text.Length || digits == 0 || (hexadecimal == text.Length && text.Length < 24))
        {
            return false;
        }

        // Pieces of words have four letters or more on average, of random letters and digits two to two and a half; where
        // small letters and digits are all there is, three. Names have a number or two in them, not four.
        return (inPieces < pieces * 3.2 || numbers >= 4) && Entropy(text) >= LeastEntropy && !ReadsAsWords(text);
    }

    /// <summary>Whether people type such a thing when they are asked for a password: a word and something else.</summary>
    private static bool IsHumanPassword(string text)
    {
        if (text.Length > 64 || !Count(text, out var seen) || seen.Lower == 0 || IsMailAddress(text) || IsVariable(text))
        {
            return false;
        }

        // "Password*", "Password:" is a label.
        var core = text.Trim('!', '?', '*', ':', '.', '#', '@', '$', '%', '&', '+', '~', '-', '_', '=');
        if (!Count(core, out var inner))
        {
            return false;
        }

        if (inner.Digits == 0)
        {
            // "P@ssword" is made to fulfil a rule; "name@host" and "a+b" are not.
            return inner.Special > 0 && seen.Upper > 0;
        }

        if (IsTechnical(core) || inner.Digits == core.Length)
        {
            return false;
        }

        if (seen.Special == 0 && inner.Separators > 0)
        {
            // row_2, error.1001, my-form-1 are names; my_pass123 is not.
            return core.IndexOfAny(DottedSeparators) < 0 && HasMixedSegment(core);
        }

        // PasswordStep2 is a name with a number.
        return seen.Special > 0 || !(inner.Digits == 1 && ClassOf(core[core.Length - 1]) == CharacterClass.Digit && WordsOf(core).Count > 2);
    }

    private static readonly char[] DottedSeparators = ['.', ':', '/'];

    /// <summary>Whether a key or secret was thought out by people and not drawn: all kinds of characters, and more than a word has.</summary>
    private static bool IsStrongPhrase(string text)
    {
        if (text.Length is < 10 or > 128 || !Count(text, out var seen) || seen.Lower == 0 || seen.Upper == 0 || seen.Digits == 0
            || IsMailAddress(text) || IsVariable(text) || text.IndexOfAny(DottedSeparators) >= 0 || IsTechnical(text))
        {
            return false;
        }

        var runs = 0;
        for (var i = 0; i < text.Length; i++)
        {
            runs += char.IsDigit(text[i]) && (i == 0 || !char.IsDigit(text[i - 1])) ? 1 : 0;
        }

        return seen.Special > 0 || runs >= 2;
    }

    // Counts the kinds of characters; false where one is there that stands in code, lists, patterns and sentences.
    private static bool Count(string text, out (int Lower, int Upper, int Digits, int Special, int Separators) seen)
    {
        seen = default;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (ClassOf(c))
            {
                case CharacterClass.Lower:
                    seen.Lower++;
                    break;
                case CharacterClass.Upper:
                    seen.Upper++;
                    break;
                case CharacterClass.Digit:
                    seen.Digits++;
                    break;
                default:
                    if (IsSeparator(c))
                    {
                        seen.Separators++;
                    }
                    else if ("!@#$%^&*?+~=".IndexOf(c) >= 0 && !(c == '^' && i == 0) && !(c == '=' && i < text.Length - 1))
                    {
                        seen.Special++;
                    }
                    else
                    {
                        return false;
                    }

                    break;
            }
        }

        return text.Length > 0;
    }

    // Words between separators, each with a few digits at its end at most: a name, a resource key, a claim, a route.
    private static bool ReadsAsWords(string text)
    {
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            if (i < text.Length && !IsSeparator(text[i]))
            {
                continue;
            }

            if (i > start && !IsWordSegment(text, start, i))
            {
                return false;
            }

            start = i + 1;
        }

        return true;
    }

    private static bool IsWordSegment(string text, int start, int end)
    {
        int digits = 0, pieces = 0;
        while (end > start && char.IsDigit(text[end - 1]) && digits < 4)
        {
            end--;
            digits++;
        }

        if (end == start)
        {
            return true;
        }

        var last = CharacterClass.None;
        for (var i = start; i < end; i++)
        {
            var now = ClassOf(text[i]);
            if (now is CharacterClass.Digit or CharacterClass.None)
            {
                return false;
            }

            pieces += now != last && !(last == CharacterClass.Upper && now == CharacterClass.Lower) ? 1 : 0;
            last = now;
        }

        return end - start >= pieces * 3;
    }

    private static bool HasMixedSegment(string text)
    {
        foreach (var segment in text.Split('-', '_'))
        {
            int letters = 0, digits = 0;
            foreach (var c in segment)
            {
                letters += char.IsLetter(c) ? 1 : 0;
                digits += char.IsDigit(c) ? 1 : 0;
            }

            if (letters >= 3 && digits >= 2)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsTechnical(string text)
    {
        foreach (var segment in text.ToLowerInvariant().Split('-', '_', '.', ':', '/'))
        {
            if (TechnicalWords.Contains(segment))
            {
                return true;
            }
        }

        return false;
    }

    // A GUID is as good a key as any, if it was drawn and not typed.
    private static bool IsGuid(string text) =>
        text.Length is 36 or 38 && Guid.TryParse(text, out _) && Entropy(text) >= LeastEntropy;

    // @Password1, :pwd, $secret, #password-2, .token: a parameter, a variable, a selector.
    private static bool IsVariable(string text)
    {
        if ("@:$#.%&?-".IndexOf(text[0]) < 0)
        {
            return false;
        }

        for (var i = 1; i < text.Length; i++)
        {
            if (!char.IsLetterOrDigit(text[i]) && text[i] is not ('_' or '-' or '.'))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsMailAddress(string text)
    {
        var at = text.IndexOf('@');
        var dot = text.LastIndexOf('.');
        return at > 0 && dot > at + 1 && text.Length - dot is >= 3 and <= 7 && text.IndexOf('@', at + 1) < 0;
    }

    private static bool IsAddress(string text) =>
        text.IndexOf("://", StringComparison.Ordinal) >= 0
        || text[0] is '/' or '\\'
        || text.StartsWith("~/", StringComparison.Ordinal)
        || text.StartsWith("./", StringComparison.Ordinal)
        || text.StartsWith("../", StringComparison.Ordinal)
        || text.StartsWith("urn:", StringComparison.OrdinalIgnoreCase)
        || (text.Length > 2 && text[1] == ':' && text[2] is '\\' or '/');

    private static bool IsNameItself(string name, string text)
    {
        var one = string.Concat(WordsOf(Cut(name)));
        return one.Length > 0 && one == string.Concat(WordsOf(text));
    }

    // "Basic dXNlcjpodW50ZXIy": two names with a colon between, in Base64.
    private static bool IsBasic(string text) =>
        text.Length >= 12 && SecretShapes.FromBase64(text, 0, text.Length) is { } decoded && decoded.IndexOf(':') is > 0 and var colon && !IsPlaceholder(decoded.Substring(colon + 1));

    // <password>, {0}, ${X}, $(x), %PASSWORD%, [key], __KEY__, #{x}#, and whatever has a hole in it.
    private static bool IsTemplate(string text)
    {
        var (first, last) = (text[0], text[text.Length - 1]);
        if ((first == '<' && last == '>') || (first == '[' && last == ']') || (first == '(' && last == ')') || (first == '%' && last == '%' && text.Length > 2)
            || (text.Length > 4 && text.StartsWith("__", StringComparison.Ordinal) && text.EndsWith("__", StringComparison.Ordinal)))
        {
            return true;
        }

        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == ConnectionText.Hole
                || (text[i] == '{' && text.IndexOf('}', i) > i)
                || (text[i] == '$' && i + 1 < text.Length && text[i + 1] == '(')
                || (text[i] == '<' && i + 1 < text.Length && char.IsLetter(text[i + 1]) && text.IndexOf('>', i) > i))
            {
                return true;
            }

            if (text[i] is '{' or '<')
            {
                // One search to the end is enough: from further on there is nothing to be found either.
                break;
            }
        }

        return false;
    }

    // ***, xxxx, 0000, ------, sk_live_xxxxxxxx, 11111111-1111-1111-1111-111111111111.
    private static bool IsMonotonous(string text)
    {
        int run = 1, letters = 0;
        var distinct = new HashSet<char>();
        for (var i = 0; i < text.Length; i++)
        {
            letters += char.IsLetterOrDigit(text[i]) ? 1 : 0;
            if (char.IsLetterOrDigit(text[i]) && distinct.Count < 4)
            {
                distinct.Add(char.ToLowerInvariant(text[i]));
            }

            run = i > 0 && char.ToLowerInvariant(text[i]) == char.ToLowerInvariant(text[i - 1]) ? run + 1 : 1;
            if ((run >= 4 && text[i] is 'x' or 'X' or '*' or '.' or '?' or '\u2022') || run >= 8)
            {
                return true;
            }
        }

        return letters == 0 || distinct.Count == 1 || (distinct.Count <= 2 && letters >= 6);
    }

    // 1234567890, abcdefghij, 0123456789abcdef: each character follows on the one before.
    private static bool IsSequence(string text)
    {
        int steps = 0, pairs = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (char.IsLetterOrDigit(text[i]) && char.IsLetterOrDigit(text[i - 1]))
            {
                pairs++;
                var step = text[i] - text[i - 1];
                steps += step is 1 or -1 || (text[i] == '0' && text[i - 1] == '9') ? 1 : 0;
            }
        }

        return pairs >= 7 && steps * 5 > pairs * 4;
    }

    private static bool EndsWithExample(string text) =>
        text.EndsWith("EXAMPLE", StringComparison.OrdinalIgnoreCase) || text.EndsWith("EXAMPLEKEY", StringComparison.OrdinalIgnoreCase);

    /// <summary>Shannon's entropy in bits a character, by how often each character stands in the text.</summary>
    internal static double Entropy(string text)
    {
        var counts = new Dictionary<char, int>();
        foreach (var c in text)
        {
            counts[c] = counts.TryGetValue(c, out var count) ? count + 1 : 1;
        }

        var entropy = 0.0;
        foreach (var count in counts.Values)
        {
            var share = (double)count / text.Length;
            entropy -= share * Math.Log(share, 2);
        }

        return entropy;
    }

    /// <summary>The words of a name, in small letters: at separators, where a capital begins, and before digits.</summary>
    internal static List<string> WordsOf(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        for (var i = 0; i <= text.Length; i++)
        {
            var now = i < text.Length ? ClassOf(text[i]) : CharacterClass.None;
            var before = i > 0 ? ClassOf(text[i - 1]) : CharacterClass.None;
            var begins = now == CharacterClass.None
                || (now == CharacterClass.Upper && (before != CharacterClass.Upper || (i + 1 < text.Length && ClassOf(text[i + 1]) == CharacterClass.Lower)))
                || (now == CharacterClass.Digit) != (before == CharacterClass.Digit);
            if (begins && word.Length > 0)
            {
                words.Add(word.ToString());
                word.Clear();
            }

            if (now != CharacterClass.None)
            {
                word.Append(char.ToLowerInvariant(text[i]));
            }
        }

        return words;
    }

    private static string Cut(string text) => text.Length > Horizon ? text.Substring(0, Horizon) : text;

    private static bool HasDigit(string text)
    {
        foreach (var c in text)
        {
            if (char.IsDigit(c))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSeparator(char c) => c is '.' or '-' or '_' or '/' or ':';

    private static bool IsHexDigit(char c) => c is (>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F');

    private static CharacterClass ClassOf(char c) =>
        char.IsDigit(c) ? CharacterClass.Digit
        : char.IsUpper(c) ? CharacterClass.Upper
        : char.IsLetter(c) ? CharacterClass.Lower
        : CharacterClass.None;

    private enum CharacterClass
    {
        None,
        Lower,
        Upper,
        Digit,
    }
}
