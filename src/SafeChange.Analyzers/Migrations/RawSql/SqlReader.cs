using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace SafeChange.Analyzers.Migrations.RawSql;

/// <summary>Splits an SQL text into statements. Where the end of one is in doubt it takes everything that follows, and is opaque.</summary>
internal static class SqlReader
{
    private static readonly HashSet<string> Routines = new(StringComparer.OrdinalIgnoreCase) { "FUNCTION", "PROCEDURE", "PROC", "TRIGGER", "EVENT", "PACKAGE" };

    // T-SQL needs no semicolon: these words at the start of a line begin a statement …
    private static readonly HashSet<string> Starters = new(StringComparer.OrdinalIgnoreCase)
    {
        "CREATE", "DROP", "DELETE", "INSERT", "UPDATE", "TRUNCATE", "EXEC", "EXECUTE", "ALTER", "DECLARE", "IF", "MERGE",
    };

    // … where one of these began the one before …
    private static readonly HashSet<string> Plain = new(StringComparer.OrdinalIgnoreCase)
    {
        "SELECT", "DELETE", "UPDATE", "INSERT", "CREATE", "DROP", "EXEC", "EXECUTE", "ALTER", "TRUNCATE", "SET", "PRAGMA",
    };

    // … unless the word before asks for more.
    private static readonly HashSet<string> Continued = new(StringComparer.OrdinalIgnoreCase)
    {
        "ON", "DO", "THEN", "FOR", "AS", "AFTER", "BEFORE", "OF", "OR", "INSTEAD", "WITH", "TO", "TABLE", "COLUMN", "INDEX",
    };

    public static ImmutableArray<SqlStatement> Read(string sql)
    {
        var tokens = SqlTokenizer.Read(sql);
        var statements = ImmutableArray.CreateBuilder<SqlStatement>();
        for (var start = 0; start < tokens.Count;)
        {
            if (tokens[start].IsSymbol(';') || IsGo(tokens, start))
            {
                start += IsGo(tokens, start) && start + 1 < tokens.Count && tokens[start + 1] is { Kind: SqlTokenKind.Number, IsFirstOnLine: false } ? 2 : 1;
                continue;
            }

            var (end, isWhole) = End(tokens, start);
            var text = sql.Substring(tokens[start].Start, tokens[end - 1].End - tokens[start].Start);
            statements.Add(isWhole ? SqlClassifier.Classify(tokens.GetRange(start, end - start), sql, text) : new(SqlStatementKind.Opaque, SqlAction.Other, text));
            start = end;
        }

        return statements.ToImmutable();
    }

    private static (int End, bool IsWhole) End(List<SqlToken> tokens, int start)
    {
        var first = tokens[start];
        if (first.Is("IF") || first.Is("DECLARE") || first.Is("WHILE") || first.Is("DELIMITER") || (first.Is("BEGIN") && !IsTransaction(tokens, start)))
        {
            return (EndOfBatch(tokens, start), false);
        }

        if ((first.Is("CREATE") || first.Is("ALTER")) && RoutineAt(tokens, start))
        {
            return EndOfRoutine(tokens, start);
        }

        var (at, depth, isWhole) = (start, 0, true);
        for (; at < tokens.Count; at++)
        {
            var token = tokens[at];
            if (token.IsSymbol(';') || IsGo(tokens, at))
            {
                break;
            }

            if (at > start && depth == 0 && token.IsFirstOnLine && token.Kind == SqlTokenKind.Word
                && Starters.Contains(token.Value) && Plain.Contains(first.Value) && first.Kind == SqlTokenKind.Word
                && !(first.Is("ALTER") && (token.Is("DROP") || token.Is("ALTER")))
                && !(tokens[at - 1].Kind == SqlTokenKind.Word && Continued.Contains(tokens[at - 1].Value))
                && !tokens[at - 1].IsSymbol(','))
            {
                break;
            }

            depth += token.IsSymbol('(') ? 1 : token.IsSymbol(')') ? -1 : 0;
            isWhole &= token.Kind != SqlTokenKind.Broken;
        }

        return (at, isWhole && depth == 0);
    }

    // CREATE OR REPLACE DEFINER = … FUNCTION: the word stands near the beginning, before any name.
    private static bool RoutineAt(List<SqlToken> tokens, int start)
    {
        for (var at = start + 1; at < Math.Min(tokens.Count, start + 12); at++)
        {
            if (tokens[at].IsSymbol(';') || tokens[at].Is("TABLE") || tokens[at].Is("INDEX") || tokens[at].Is("VIEW") || tokens[at].Is("TYPE"))
            {
                return false;
            }

            if (tokens[at].Kind == SqlTokenKind.Word && Routines.Contains(tokens[at].Value))
            {
                return true;
            }
        }

        return false;
    }

    private static (int End, bool IsWhole) EndOfRoutine(List<SqlToken> tokens, int start)
    {
        var (depth, hasBody, isWhole, isTrigger) = (0, false, true, false);
        for (var at = start; at < tokens.Count; at++)
        {
            var token = tokens[at];
            isWhole &= token.Kind != SqlTokenKind.Broken;
            if (IsGo(tokens, at))
            {
                return (at, isWhole);
            }

            isTrigger |= token.Is("TRIGGER");
            var previous = tokens[Math.Max(start, at - 1)];
            if (token.Is("AS") && at + 1 < tokens.Count && tokens[at + 1].Kind != SqlTokenKind.Text && !hasBody)
            {
                // T-SQL: such a statement is alone in its batch.
                var end = EndOfBatch(tokens, at);
                return (end, isWhole && tokens.Skip(at).Take(end - at).All(static other => other.Kind != SqlTokenKind.Broken));
            }

            if (token.Is("BEGIN") || (token.Is("CASE") && !previous.Is("END")))
            {
                depth++;
                hasBody |= token.Is("BEGIN");
            }
            else if (token.Is("END") && depth > 0)
            {
                var next = at + 1 < tokens.Count ? tokens[at + 1] : default;
                if (!(next.Is("IF") || next.Is("LOOP") || next.Is("WHILE") || next.Is("REPEAT")) && --depth == 0 && hasBody)
                {
                    return (at + 1, isWhole);
                }
            }
            else if (token.IsSymbol(';') && depth == 0)
            {
                return (at, isWhole);
            }
        }

        return (tokens.Count, isWhole && depth == 0);
    }

    private static int EndOfBatch(List<SqlToken> tokens, int at)
    {
        while (at < tokens.Count && !IsGo(tokens, at))
        {
            at++;
        }

        return at;
    }

    private static bool IsGo(List<SqlToken> tokens, int at) =>
        tokens[at].IsFirstOnLine && tokens[at].Is("GO")
        && (at + 1 == tokens.Count || tokens[at + 1].IsFirstOnLine || tokens[at + 1].Kind == SqlTokenKind.Number);

    private static bool IsTransaction(List<SqlToken> tokens, int start) =>
        start + 1 == tokens.Count
        || tokens[start + 1] is var next && (next.IsSymbol(';') || next.Is("TRAN") || next.Is("TRANSACTION") || next.Is("WORK") || next.Is("IMMEDIATE") || next.Is("EXCLUSIVE"));
}
