using System;
using System.Collections.Generic;
using System.Text;

namespace SafeChange.Analyzers.Migrations.RawSql;

/// <summary>
/// Cuts SQL of SQL Server, PostgreSQL, SQLite and MySQL into tokens without being told which it is. Where they disagree
/// (a backslash before a quote, a nested comment), the token is broken, and nothing is said of the statement. Every
/// character is looked at once.
/// </summary>
internal static class SqlTokenizer
{
    public static List<SqlToken> Read(string sql)
    {
        var tokens = new List<SqlToken>();
        var (at, isFirstOnLine) = (0, true);
        while (at < sql.Length)
        {
            var character = sql[at];
            if (character is '\n' or '\r')
            {
                isFirstOnLine = true;
                at++;
            }
            else if (char.IsWhiteSpace(character) || character == '\uFEFF')
            {
                at++;
            }
            else if (StartsWith(sql, at, "--") || (character == '#' && isFirstOnLine && (at + 1 == sql.Length || char.IsWhiteSpace(sql[at + 1]))))
            {
                // MySQL's # is a comment where no name of a temporary table can be meant.
                at = EndOfLine(sql, at);
            }
            else if (StartsWith(sql, at, "/*"))
            {
                var end = EndOfComment(sql, at);
                // MySQL runs what stands in /*! … */.
                if (end < 0 || StartsWith(sql, at, "/*!"))
                {
                    end = end < 0 ? sql.Length : end;
                    tokens.Add(new(SqlTokenKind.Broken, "", at, end, '\0', isFirstOnLine));
                }

                isFirstOnLine |= sql.IndexOf('\n', at, end - at) >= 0;
                at = end;
            }
            else
            {
                var token = ReadToken(sql, at, isFirstOnLine);
                tokens.Add(token);
                at = token.End;
                isFirstOnLine = false;
            }
        }

        return tokens;
    }

    private static SqlToken ReadToken(string sql, int start, bool isFirstOnLine)
    {
        var character = sql[start];
        switch (character)
        {
            case '\'':
                return Quoted(sql, start, start, '\'', SqlTokenKind.Text, isFirstOnLine, escapes: false);
            case '"' or '`':
                return Quoted(sql, start, start, character, SqlTokenKind.Quoted, isFirstOnLine, escapes: false);
            // a[1], int[]: a subscript, not a name.
            case '[' when start == 0 || !(IsWord(sql[start - 1]) || sql[start - 1] is ']' or ')' or '"'):
                return Quoted(sql, start, start, ']', SqlTokenKind.Quoted, isFirstOnLine, escapes: false);
            case '$' when DollarTag(sql, start) is { } tag:
                var close = sql.IndexOf(tag, start + tag.Length, StringComparison.Ordinal);
                return close < 0
                    ? new(SqlTokenKind.Broken, "", start, sql.Length, '$', isFirstOnLine)
                    : new(SqlTokenKind.Text, sql.Substring(start + tag.Length, close - start - tag.Length), start, close + tag.Length, '$', isFirstOnLine);
        }

        var end = start + 1;
        if (char.IsDigit(character))
        {
            while (end < sql.Length && (IsWord(sql[end]) || sql[end] == '.'))
            {
                end++;
            }

            return new(SqlTokenKind.Number, sql.Substring(start, end - start), start, end, '\0', isFirstOnLine);
        }

        if (!IsWord(character) && character is not ('@' or '#'))
        {
            return new(SqlTokenKind.Symbol, character.ToString(), start, end, '\0', isFirstOnLine);
        }

        while (end < sql.Length && (IsWord(sql[end]) || sql[end] is '$' or '#' or '@'))
        {
            end++;
        }

        // N'…' and E'…', in which a backslash escapes.
        return end == start + 1 && end < sql.Length && sql[end] == '\'' && "NnEeBbXx".IndexOf(character) >= 0
            ? Quoted(sql, start, end, '\'', SqlTokenKind.Text, isFirstOnLine, escapes: character is 'E' or 'e')
            : new(SqlTokenKind.Word, sql.Substring(start, end - start), start, end, '\0', isFirstOnLine);
    }

    private static SqlToken Quoted(string sql, int start, int open, char close, SqlTokenKind kind, bool isFirstOnLine, bool escapes)
    {
        var value = new StringBuilder();
        for (var at = open + 1; at < sql.Length; at++)
        {
            var character = sql[at];
            if (character == '\\' && at + 1 < sql.Length && escapes)
            {
                value.Append(sql[++at]);
            }
            else if (character != close)
            {
                value.Append(character);
            }
            else if (at + 1 < sql.Length && sql[at + 1] == close)
            {
                value.Append(close);
                at++;
            }
            else
            {
                // MySQL reads on, the others do not.
                var isDoubtful = !escapes && close == '\'' && sql[at - 1] == '\\' && at - 1 > open;
                return isDoubtful
                    ? new(SqlTokenKind.Broken, "", start, sql.Length, sql[open], isFirstOnLine)
                    : new(kind, value.ToString(), start, at + 1, sql[open], isFirstOnLine);
            }
        }

        return new(SqlTokenKind.Broken, "", start, sql.Length, sql[open], isFirstOnLine);
    }

    private static string? DollarTag(string sql, int start)
    {
        var end = start + 1;
        while (end < sql.Length && IsWord(sql[end]) && !(end == start + 1 && char.IsDigit(sql[end])))
        {
            end++;
        }

        return end < sql.Length && sql[end] == '$' ? sql.Substring(start, end - start + 1) : null;
    }

    private static int EndOfLine(string sql, int at)
    {
        while (at < sql.Length && sql[at] is not ('\n' or '\r'))
        {
            at++;
        }

        return at;
    }

    private static int EndOfComment(string sql, int at)
    {
        for (var depth = 0; at < sql.Length;)
        {
            if (StartsWith(sql, at, "/*"))
            {
                depth++;
                at += 2;
            }
            else if (StartsWith(sql, at, "*/"))
            {
                at += 2;
                if (--depth == 0)
                {
                    return at;
                }
            }
            else
            {
                at++;
            }
        }

        return -1;
    }

    private static bool StartsWith(string sql, int at, string text) => string.CompareOrdinal(sql, at, text, 0, text.Length) == 0;

    private static bool IsWord(char character) => char.IsLetterOrDigit(character) || character == '_';
}
