using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text;

namespace SafeChange.Analyzers.Security.Texts;

/// <summary>A keyword of a connection string and what it is set to.</summary>
/// <param name="Keyword">The keyword as it is written.</param>
/// <param name="Value">The value without its quotes; with <see cref="ConnectionText.Hole"/> in it where it comes from elsewhere.</param>
/// <param name="Start">Where the keyword begins in the text; for the password of a URI, where the password begins.</param>
internal sealed record ConnectionPart(string Keyword, string Value, int Start);

/// <summary>
/// Reads connection strings as they stand in code: <c>Server=…;Encrypt=false</c>, Redis's <c>host:6379,password=…</c>, and
/// URIs of data (<c>postgres://user:password@host/…</c>). What is not plainly one is not read. One pass over at most
/// <see cref="Horizon"/> characters.
/// </summary>
internal static class ConnectionText
{
    /// <summary>Stands for what an interpolated string or a concatenation puts in: a value from elsewhere.</summary>
    public const char Hole = '\uFFFC';

    private const int Horizon = 8192;

    private static readonly ImmutableArray<ConnectionPart> None = ImmutableArray<ConnectionPart>.Empty;

    // A keyword that says where the connection leads, or as whom: without one, "a=b;c=d" may be anything.
    private static readonly HashSet<string> Places = new(StringComparer.Ordinal)
    {
        "server", "datasource", "host", "hostname", "address", "addr", "networkaddress", "initialcatalog", "database", "userid", "uid", "username",
        "endpoint", "accountname", "accountendpoint", "blobendpoint", "queueendpoint", "tableendpoint", "fileendpoint", "defaultendpointsprotocol",
        "sharedaccesskeyname", "attachdbfilename", "failoverpartner", "bootstrapservers", "servername", "hosts", "virtualhost", "entitypath",
    };

    private static readonly HashSet<string> RedisKeywords = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "ssl", "user", "abortConnect", "allowAdmin", "connectTimeout", "syncTimeout", "asyncTimeout", "defaultDatabase", "sslHost", "sslProtocols",
        "checkCertificateRevocation", "keepAlive", "connectRetry", "channelPrefix", "name", "serviceName", "tunnel", "resolveDns", "configChannel", "protocol",
    };

    private static readonly HashSet<string> DataSchemes = new(StringComparer.OrdinalIgnoreCase)
    {
        "postgres", "postgresql", "mysql", "mariadb", "mongodb", "mongodb+srv", "redis", "rediss", "amqp", "amqps",
    };

    /// <summary>The parts of a connection string, in order; empty where the text is none.</summary>
    public static ImmutableArray<ConnectionPart> Read(string text)
    {
        var end = Math.Min(text.Length, Horizon);
        var start = 0;
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        // Help texts and templates, markup, JSON, selectors.
        if (end - start < 8 || text[start] is '#' or '<' or '{' or '[' or '-' or '*' or '.' or '@')
        {
            return None;
        }

        var scheme = start;
        while (scheme < end && (char.IsLetterOrDigit(text[scheme]) || text[scheme] is '+' or '-' or '.'))
        {
            scheme++;
        }

        if (scheme > start && string.CompareOrdinal(text, scheme, "://", 0, 3) == 0)
        {
            return DataSchemes.Contains(text.Substring(start, scheme - start)) ? ReadUri(text, start, scheme, end) : None;
        }

        var equals = text.IndexOf('=', start, end - start);
        if (equals < 0)
        {
            return None;
        }

        var comma = text.IndexOf(',', start, equals - start);
        return comma > 0 && text.IndexOf(';', start, comma - start) < 0 ? ReadRedis(text, start, end) : ReadKeywords(text, start, end);
    }

    /// <summary>A keyword as keywords are compared: without spaces and underscores, in small letters.</summary>
    public static string Normal(string keyword)
    {
        var normal = new StringBuilder(keyword.Length);
        foreach (var c in keyword)
        {
            if (!char.IsWhiteSpace(c) && c != '_')
            {
                normal.Append(char.ToLowerInvariant(c));
            }
        }

        return normal.ToString();
    }

    private static ImmutableArray<ConnectionPart> ReadKeywords(string text, int start, int end)
    {
        var parts = ImmutableArray.CreateBuilder<ConnectionPart>();
        bool saysWhere = false, continues = false;
        var position = start;
        while (position < end)
        {
            while (position < end && (char.IsWhiteSpace(text[position]) || text[position] == ';'))
            {
                position++;
            }

            if (position == end)
            {
                break;
            }

            var begin = position;
            while (position < end && text[position] is not ('=' or ';'))
            {
                position++;
            }

            if (position == end || text[position] == ';')
            {
                // A whole string from elsewhere, to which more is added; anything else makes it another kind of text.
                if (!IsHole(text, begin, position))
                {
                    return CutOff(text, position, parts, saysWhere, continues);
                }

                continues = true;
                continue;
            }

            if (!IsKeyword(text, begin, position))
            {
                return None;
            }

            var keyword = text.Substring(begin, position - begin).Trim();
            position++;
            if (ReadValue(text, ref position, end) is not { } value)
            {
                return CutOff(text, position, parts, saysWhere, continues);
            }

            saysWhere |= Places.Contains(Normal(keyword));
            parts.Add(new(keyword, value, begin));
        }

        return IsOne(parts, saysWhere, continues) ? parts.ToImmutable() : None;
    }

    private static bool IsOne(ImmutableArray<ConnectionPart>.Builder parts, bool saysWhere, bool continues) =>
        (saysWhere && parts.Count > 1) || (continues && parts.Count > 0);

    // What stands at the horizon is cut in two: it is left out, and the rest is what it was.
    private static ImmutableArray<ConnectionPart> CutOff(
        string text, int position, ImmutableArray<ConnectionPart>.Builder parts, bool saysWhere, bool continues) =>
        position >= Horizon && text.Length > Horizon && IsOne(parts, saysWhere, continues) ? parts.ToImmutable() : None;

    // Reads up to the semicolon, which may stand in quotes. Null where the quotes do not close.
    private static string? ReadValue(string text, ref int position, int end)
    {
        while (position < end && text[position] is ' ' or '\t')
        {
            position++;
        }

        if (position < end && text[position] is '\'' or '"')
        {
            var quote = text[position++];
            var value = new StringBuilder();
            while (position < end)
            {
                var c = text[position++];
                if (c != quote)
                {
                    value.Append(c);
                }
                else if (position < end && text[position] == quote)
                {
                    value.Append(quote);
                    position++;
                }
                else
                {
                    while (position < end && char.IsWhiteSpace(text[position]))
                    {
                        position++;
                    }

                    return position == end || text[position] == ';' ? FromElsewhere(value.ToString()) : null;
                }
            }

            return null;
        }

        var begin = position;
        while (position < end && text[position] != ';')
        {
            position++;
        }

        return position == end && text.Length > end ? null : FromElsewhere(text.Substring(begin, position - begin).Trim());
    }

    // host:6379,password=x,ssl=False
    private static ImmutableArray<ConnectionPart> ReadRedis(string text, int start, int end)
    {
        var parts = ImmutableArray.CreateBuilder<ConnectionPart>();
        bool saysWhere = false, isKnown = false;
        for (var position = start; position < end;)
        {
            var begin = position;
            while (position < end && text[position] != ',')
            {
                position++;
            }

            var equals = text.IndexOf('=', begin, position - begin);
            if (equals < 0)
            {
                // Hosts come first.
                if (parts.Count > 0 || !IsHost(text, begin, position))
                {
                    return None;
                }

                saysWhere = true;
            }
            else
            {
                if (!IsKeyword(text, begin, equals) || !saysWhere)
                {
                    return None;
                }

                var keyword = text.Substring(begin, equals - begin).Trim();
                isKnown |= RedisKeywords.Contains(keyword);
                parts.Add(new(keyword, FromElsewhere(text.Substring(equals + 1, position - equals - 1).Trim()), begin));
            }

            position++;
        }

        return isKnown ? parts.ToImmutable() : None;
    }

    // scheme://user:password@host/…?sslmode=disable
    private static ImmutableArray<ConnectionPart> ReadUri(string text, int start, int colon, int end)
    {
        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        for (var i = start; i < end; i++)
        {
            if (char.IsWhiteSpace(text[i]) || text[i] is '"' or '\'' or '<')
            {
                // A sentence about one.
                return None;
            }
        }

        var authority = colon + 3;
        var stop = authority;
        var at = -1;
        while (stop < end && text[stop] is not ('/' or '?' or '#'))
        {
            at = text[stop] == '@' ? stop : at;
            stop++;
        }

        var parts = ImmutableArray.CreateBuilder<ConnectionPart>();
        var password = at < 0 ? -1 : text.IndexOf(':', authority, at - authority) + 1;
        if (password > 0 && password < at && string.CompareOrdinal(text, authority, "guest:guest@localhost", 0, 21) != 0)
        {
            parts.Add(new("Password", FromElsewhere(text.Substring(password, at - password)), password));
        }

        var query = stop >= end ? -1 : text.IndexOf('?', stop, end - stop);
        for (var position = query + 1; query >= 0 && position < end; position++)
        {
            var begin = position;
            while (position < end && text[position] is not ('&' or '#'))
            {
                position++;
            }

            var equals = text.IndexOf('=', begin, position - begin);
            if (equals > begin && IsKeyword(text, begin, equals))
            {
                parts.Add(new(text.Substring(begin, equals - begin), FromElsewhere(text.Substring(equals + 1, position - equals - 1)), begin));
            }

            if (position < end && text[position] == '#')
            {
                break;
            }
        }

        return parts.ToImmutable();
    }

    // A few words of letters and digits: a sentence before an example is longer, code has other characters in it.
    private static bool IsKeyword(string text, int start, int end)
    {
        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        if (end - start is < 1 or > 40 || !char.IsLetter(text[start]))
        {
            return false;
        }

        var spaces = 0;
        for (var i = start; i < end; i++)
        {
            var c = text[i];
            spaces += c == ' ' ? 1 : 0;
            if (!char.IsLetterOrDigit(c) && c is not (' ' or '_' or '-' or '.'))
            {
                return false;
            }
        }

        return spaces <= 3;
    }

    private static bool IsHost(string text, int start, int end)
    {
        var isHost = false;
        if (end - start is < 1 or > 255)
        {
            return false;
        }

        for (var i = start; i < end; i++)
        {
            var c = text[i];
            if (!char.IsLetterOrDigit(c) && c is not ('.' or '-' or '_' or ':' or Hole or '{' or '}' or ' '))
            {
                return false;
            }

            isHost |= c is '.' or ':' or Hole or '{';
        }

        return isHost || text.IndexOf("localhost", start, end - start, StringComparison.OrdinalIgnoreCase) >= 0;
    }

    private static bool IsHole(string text, int start, int end)
    {
        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        return end - start == 1 && text[start] == Hole;
    }

    // {0}, ${PASSWORD}, $(Password), %PASSWORD%, #{Password}#: something else puts the value there.
    private static string FromElsewhere(string value)
    {
        var brace = value.IndexOf('{');
        return (brace >= 0 && value.IndexOf('}', brace) > brace)
            || value.IndexOf("$(", StringComparison.Ordinal) >= 0
            || (value.Length > 2 && value[0] == '%' && value[value.Length - 1] == '%')
            ? Hole.ToString()
            : value;
    }
}
