using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace SafeChange.Analyzers.Migrations.RawSql;

/// <summary>
/// Says what one statement does, by its first words. What is not understood to the end is opaque: an opaque statement
/// keeps rules silent, a misunderstood one would make them speak.
/// </summary>
internal sealed class SqlClassifier
{
    private readonly List<SqlToken> tokens;
    private readonly string sql;
    private readonly string text;
    private int at;

    private SqlClassifier(List<SqlToken> tokens, string sql, string text) => (this.tokens, this.sql, this.text) = (tokens, sql, text);

    private bool IsAtEnd => at >= tokens.Count;

    /// <summary>Classifies the tokens of one statement.</summary>
    public static SqlStatement Classify(List<SqlToken> tokens, string sql, string text) => new SqlClassifier(tokens, sql, text).Statement();

    private SqlStatement Statement()
    {
        var first = tokens[at++];
        if (first.Kind != SqlTokenKind.Word)
        {
            return Opaque();
        }

        switch (first.Value.ToUpperInvariant())
        {
            case "PRAGMA" or "ANALYZE" or "VACUUM" or "REINDEX" or "USE" or "PRINT" or "COMMIT" or "BEGIN" or "END" or "START" or "ROLLBACK" or "SAVEPOINT" or "RELEASE":
                return Of(SqlStatementKind.Harmless, SqlAction.Other);
            case "SET":
                return Of(SqlStatementKind.Harmless, SqlAction.Other);
            case "SELECT":
                // A function may do anything, and INTO makes a table.
                return tokens.Any(static token => token.Is("INTO") || token.IsSymbol('(')) ? Opaque() : Of(SqlStatementKind.Harmless, SqlAction.Other);
            case "INSERT" or "REPLACE":
                return Insert();
            case "UPDATE":
                return Update();
            case "DELETE":
                return Delete();
            case "TRUNCATE":
                Skip("TABLE");
                Skip("ONLY");
                return Rows(SqlAction.Truncate, ReadName(), static rest => rest.All(static token => !token.IsSymbol(',')));
            case "CREATE":
                return Create();
            case "DROP":
                return Drop();
            case "ALTER":
                return Alter();
            case "EXEC" or "EXECUTE" or "SP_RENAME":
                return SpRename(first);
            default:
                return Opaque();
        }
    }

    private SqlStatement Insert()
    {
        if (Skip("OR"))
        {
            at++;
        }

        Skip("IGNORE");
        Skip("INTO");
        return Rows(SqlAction.Insert, ReadName(), static _ => true);
    }

    private SqlStatement Delete()
    {
        if (Skip("FROM"))
        {
            Skip("ONLY");
            var name = ReadName();
            // More than one table: which of them loses rows is not told by place.
            return Rows(SqlAction.Delete, name, static rest => !NamesFurther(rest));
        }

        // DELETE Users WHERE …, but not DELETE u FROM Users u.
        return Rows(SqlAction.Delete, ReadName(), static rest => rest.Count == 0 || rest[0].Is("WHERE"));
    }

    // DELETE FROM u FROM Users u JOIN …, outside of what stands in parentheses.
    private static bool NamesFurther(List<SqlToken> rest)
    {
        var depth = 0;
        foreach (var token in rest)
        {
            depth += token.IsSymbol('(') ? 1 : token.IsSymbol(')') ? -1 : 0;
            if (depth == 0 && (token.Is("FROM") || token.Is("JOIN")))
            {
                return true;
            }
        }

        return false;
    }

    private SqlStatement Update()
    {
        Skip("ONLY");
        if (ReadName() is not { } name)
        {
            return Opaque();
        }

        if (Skip("AS") || (!IsAtEnd && tokens[at].IsName && !tokens[at].Is("SET")))
        {
            at++;
        }

        if (!Skip("SET"))
        {
            return Opaque();
        }

        var columns = ImmutableArray.CreateBuilder<string>();
        var (depth, isStart, areKnown) = (0, true, true);
        for (; !IsAtEnd; at++)
        {
            var token = tokens[at];
            if (depth == 0 && (token.Is("WHERE") || token.Is("FROM") || token.Is("RETURNING") || token.Is("OUTPUT") || token.Is("ORDER") || token.Is("LIMIT")))
            {
                break;
            }

            if (isStart)
            {
                var column = ReadName();
                areKnown &= column is not null && !IsAtEnd && tokens[at].IsSymbol('=');
                if (column is { } known)
                {
                    columns.Add(known.Name);
                    at--;
                }
            }

            token = tokens[Math.Min(at, tokens.Count - 1)];
            depth += token.IsSymbol('(') ? 1 : token.IsSymbol(')') ? -1 : 0;
            isStart = depth == 0 && token.IsSymbol(',');
        }

        var rest = tokens.Skip(at).ToList();
        if (rest.Count > 0 && rest[0].Is("FROM") && IsAlias(rest, name.Name))
        {
            // T-SQL's UPDATE u SET … FROM Users u.
            return Opaque();
        }

        var isBackfill = areKnown && columns.Count == 1 && rest.Count > 3 && rest[0].Is("WHERE")
            && rest[rest.Count - 3].IsName && SameName(rest[rest.Count - 3].Value, columns[0]) && rest[rest.Count - 2].Is("IS") && rest[rest.Count - 1].Is("NULL")
            && rest.All(static token => token.IsName || token.IsSymbol('.'));
        return Rows(SqlAction.Update, name, static _ => true) with
        {
            Columns = areKnown ? columns.ToImmutable() : ImmutableArray<string>.Empty,
            IsBackfill = isBackfill,
        };
    }

    private SqlStatement Rows(SqlAction action, QualifiedName? name, Func<List<SqlToken>, bool> isUnderstood)
    {
        if (name is not { } table || !isUnderstood(tokens.Skip(at).ToList()))
        {
            return Opaque();
        }

        return IsBookkeeping(table) || IsTemporary(table)
            ? Of(SqlStatementKind.Harmless, action) with { Name = table.Name, IsTemporary = IsTemporary(table), ObjectKind = "TABLE" }
            : Of(SqlStatementKind.Irreversible, action) with { Name = table.Name, Schema = table.Schema, ObjectKind = "TABLE" };
    }

    private SqlStatement Create()
    {
        var mayReplace = false;
        if (Skip("OR"))
        {
            mayReplace = true;
            at++;
        }

        var (unique, temporary, materialized) = (false, false, false);
        while (!IsAtEnd)
        {
            if (Skip("UNIQUE") || Skip("CLUSTERED") || Skip("NONCLUSTERED") || Skip("FULLTEXT") || Skip("SPATIAL"))
            {
                unique = true;
            }
            else if (Skip("TEMP") || Skip("TEMPORARY"))
            {
                temporary = true;
            }
            else if (Skip("MATERIALIZED"))
            {
                materialized = true;
            }
            else if (!Skip("VIRTUAL") && !Skip("UNLOGGED") && !Skip("CONSTRAINT"))
            {
                break;
            }
        }

        if (IsAtEnd || tokens[at].Kind != SqlTokenKind.Word)
        {
            return Opaque();
        }

        var kind = tokens[at++].Value.ToUpperInvariant();
        kind = kind == "PROC" ? "PROCEDURE" : kind;
        if (kind is not ("INDEX" or "VIEW" or "FUNCTION" or "PROCEDURE" or "TRIGGER" or "TYPE" or "EXTENSION" or "SEQUENCE" or "TABLE" or "SCHEMA") || (unique && kind != "INDEX"))
        {
            return Opaque();
        }

        var isConcurrent = Skip("CONCURRENTLY");
        var isConditional = SkipIfExists();
        if (ReadName() is not { } name || (kind == "INDEX" && SameName(name.Name, "ON")))
        {
            return Opaque();
        }

        QualifiedName? table = null;
        if (kind is "INDEX" or "TRIGGER")
        {
            while (!IsAtEnd && !tokens[at].Is("ON"))
            {
                at++;
            }

            if (!Skip("ON"))
            {
                return Opaque();
            }

            Skip("ONLY");
            table = ReadName();
            if (table is null)
            {
                return Opaque();
            }
        }

        var statement = Of(temporary || IsTemporary(table ?? name) ? SqlStatementKind.Harmless : SqlStatementKind.ReversibleDdl, SqlAction.Create) with
        {
            ObjectKind = kind,
            Name = name.Name,
            Schema = name.Schema,
            Table = table?.Name,
            IsConditional = isConditional,
            IsTemporary = temporary || IsTemporary(table ?? name),
        };
        // What replaces something, or may have found it there, is not dropped again without asking.
        return mayReplace || isConditional
            ? statement
            : statement with { Inverse = Undo(kind, name, table, materialized, isConcurrent) };
    }

    private string? Undo(string kind, QualifiedName name, QualifiedName? table, bool materialized, bool isConcurrent)
    {
        switch (kind)
        {
            case "INDEX":
                var isPostgres = isConcurrent || tokens.Any(static token => token.Is("USING"));
                return name.Quote switch
                {
                    '[' or '`' => $"DROP INDEX {name.Text} ON {table!.Value.Text};",
                    '"' when name.Schema is null => $"DROP INDEX {table!.Value.Qualifier}{name.Text};",
                    '\0' when isPostgres && name.Schema is null => $"DROP INDEX {table!.Value.Qualifier}{name.Text};",
                    '"' => $"DROP INDEX {name.Text};",
                    // Which server it is for is not told, and SQL Server and MySQL want the table.
                    _ => null,
                };
            case "TRIGGER":
                var runs = tokens.FindIndex(static token => token.Is("EXECUTE"));
                return runs >= 0 && runs + 1 < tokens.Count && (tokens[runs + 1].Is("FUNCTION") || tokens[runs + 1].Is("PROCEDURE"))
                    ? $"DROP TRIGGER {name.Text} ON {table!.Value.Text};"
                    : $"DROP TRIGGER {name.Text};";
            default:
                return $"DROP {(materialized ? "MATERIALIZED " : "")}{kind} {name.Text};";
        }
    }

    private SqlStatement Drop()
    {
        Skip("MATERIALIZED");
        if (IsAtEnd || tokens[at].Kind != SqlTokenKind.Word)
        {
            return Opaque();
        }

        var kind = tokens[at++].Value.ToUpperInvariant();
        kind = kind == "PROC" ? "PROCEDURE" : kind;
        Skip("CONCURRENTLY");
        var isConditional = SkipIfExists();
        if (kind is not ("INDEX" or "VIEW" or "FUNCTION" or "PROCEDURE" or "TRIGGER" or "TYPE" or "EXTENSION" or "SEQUENCE" or "TABLE" or "SCHEMA")
            || ReadName() is not { } name
            || (!IsAtEnd && tokens[at].IsSymbol(',')))
        {
            return Opaque();
        }

        var table = kind is "INDEX" or "TRIGGER" && Skip("ON") ? ReadName() : null;
        return Of(IsTemporary(name) ? SqlStatementKind.Harmless : SqlStatementKind.Irreversible, SqlAction.Drop) with
        {
            ObjectKind = kind,
            Name = name.Name,
            // DROP INDEX Users.IX, as SQL Server once had it.
            Schema = name.Schema,
            Table = table?.Name,
            IsConditional = isConditional,
            IsTemporary = IsTemporary(name),
        };
    }

    private SqlStatement Alter()
    {
        if (Skip("SEQUENCE") || Skip("INDEX") || Skip("VIEW") || Skip("TYPE"))
        {
            var kind = tokens[at - 1].Value.ToUpperInvariant();
            SkipIfExists();
            return ReadName() is { } other && Skip("RENAME") && Skip("TO") && ReadName() is { } renamed && IsAtEnd
                ? Of(SqlStatementKind.ReversibleDdl, SqlAction.Rename) with
                {
                    ObjectKind = kind, Name = other.Name, Schema = other.Schema, NewName = renamed.Name,
                    Inverse = $"ALTER {kind} {other.Qualifier}{renamed.Text} RENAME TO {other.Own};",
                }
                : Opaque();
        }

        if (!Skip("TABLE"))
        {
            return Opaque();
        }

        var isConditional = SkipIfExists();
        Skip("ONLY");
        if (ReadName() is not { } table || IsAtEnd || HasSeveralActions())
        {
            return Opaque();
        }

        if (IsTemporary(table))
        {
            return Of(SqlStatementKind.Harmless, SqlAction.Alter);
        }

        if (Skip("RENAME"))
        {
            return Rename(table);
        }

        if (Skip("ADD"))
        {
            return Add(table, isConditional);
        }

        if (Skip("DROP"))
        {
            var part = Skip("CONSTRAINT") ? "CONSTRAINT" : "COLUMN";
            Skip("COLUMN");
            isConditional |= SkipIfExists();
            return ReadName() is { } dropped && !IsKeyword(dropped)
                ? Part(SqlStatementKind.Irreversible, SqlAction.Drop, table, part, dropped) with { IsConditional = isConditional }
                : Opaque();
        }

        if (Skip("ALTER"))
        {
            Skip("COLUMN");
            return ReadName() is { } altered ? Part(SqlStatementKind.Irreversible, SqlAction.Alter, table, "COLUMN", altered) : Opaque();
        }

        return Opaque();
    }

    private SqlStatement Rename(QualifiedName table)
    {
        if (Skip("TO"))
        {
            return ReadName() is { } newTable && IsAtEnd
                ? Of(SqlStatementKind.ReversibleDdl, SqlAction.Rename) with
                {
                    ObjectKind = "TABLE", Name = table.Name, Schema = table.Schema, NewName = newTable.Name,
                    Inverse = $"ALTER TABLE {(newTable.Schema is null ? table.Qualifier : "")}{newTable.Text} RENAME TO {(newTable.Schema is null ? table.Own : table.Text)};",
                }
                : Opaque();
        }

        var part = Skip("CONSTRAINT") ? "CONSTRAINT" : "COLUMN";
        var said = part == "CONSTRAINT" ? "CONSTRAINT " : Skip("COLUMN") ? "COLUMN " : "";
        return ReadName() is { } from && Skip("TO") && ReadName() is { } to && IsAtEnd
            ? Part(SqlStatementKind.ReversibleDdl, SqlAction.Rename, table, part, from) with
            {
                NewName = to.Name,
                Inverse = $"ALTER TABLE {table.Text} RENAME {said}{to.Text} TO {from.Text};",
            }
            : Opaque();
    }

    private SqlStatement Add(QualifiedName table, bool isConditional)
    {
        var part = Skip("CONSTRAINT") ? "CONSTRAINT" : "COLUMN";
        Skip("COLUMN");
        isConditional |= SkipIfExists();
        if (ReadName() is not { } added || IsKeyword(added))
        {
            return Opaque();
        }

        return Part(SqlStatementKind.ReversibleDdl, SqlAction.Create, table, part, added) with
        {
            IsConditional = isConditional,
            Inverse = isConditional ? null : $"ALTER TABLE {table.Text} DROP {part} {added.Text};",
        };
    }

    // EXEC sp_rename 'dbo.Users.Mail', 'Email', 'COLUMN', all of it constant.
    private SqlStatement SpRename(SqlToken first)
    {
        if (!first.Is("SP_RENAME") && !(ReadName() is { } procedure && SameName(procedure.Name, "sp_rename")))
        {
            return Opaque();
        }

        var values = tokens.Skip(at).Where(static token => !token.IsSymbol(',')).ToList();
        if (values.Count is < 2 or > 3 || values.Any(static token => token.Kind != SqlTokenKind.Text))
        {
            return Opaque();
        }

        var parts = values[0].Value.Split('.').Select(static part => part.Trim('[', ']', '"')).ToArray();
        var (from, to) = (parts[parts.Length - 1], values[1].Value);
        var kind = values.Count == 3 ? values[2].Value.ToUpperInvariant() : "TABLE";
        var isPart = kind is "COLUMN" or "INDEX" && parts.Length > 1;
        var path = values[0].Value.Substring(0, values[0].Value.LastIndexOf('.') + 1);
        var isPlain = values.All(static token => token.Value.IndexOfAny(['\'', '[', ']', '"']) < 0) && to.IndexOf('.') < 0;
        return Of(SqlStatementKind.ReversibleDdl, SqlAction.Rename) with
        {
            ObjectKind = kind,
            Name = from,
            NewName = to,
            Table = isPart ? parts[parts.Length - 2] : null,
            Inverse = isPlain ? $"EXEC sp_rename '{path}{to}', '{from}'{(values.Count == 3 ? $", '{values[2].Value}'" : "")};" : null,
        };
    }

    private SqlStatement Part(SqlStatementKind kind, SqlAction action, QualifiedName table, string part, QualifiedName name) =>
        Of(kind, action) with { ObjectKind = part, Name = name.Name, Table = table.Name, Schema = table.Schema };

    // ALTER TABLE t ADD a int, ADD b int; one action each is all that is understood.
    private bool HasSeveralActions()
    {
        var depth = 0;
        for (var i = at; i < tokens.Count; i++)
        {
            depth += tokens[i].IsSymbol('(') ? 1 : tokens[i].IsSymbol(')') ? -1 : 0;
            if (depth == 0 && (tokens[i].IsSymbol(',') || (i > at && (tokens[i].Is("DROP") || tokens[i].Is("ADD") || (tokens[i].Is("ALTER") && !tokens[i - 1].Is("WITH"))))))
            {
                // ALTER COLUMN c SET DEFAULT, DROP DEFAULT and DROP NOT NULL are one action.
                if (!(tokens[at].Is("ALTER") && tokens[i].Is("DROP") && i + 1 < tokens.Count && (tokens[i + 1].Is("DEFAULT") || tokens[i + 1].Is("NOT"))))
                {
                    return true;
                }
            }
        }

        return false;
    }

    // ADD PRIMARY KEY (…), DROP FOREIGN KEY x: the words are no names.
    private static bool IsKeyword(QualifiedName name) =>
        name.Quote == '\0' && name.Name.ToUpperInvariant() is "PRIMARY" or "FOREIGN" or "UNIQUE" or "CHECK" or "INDEX" or "KEY" or "DEFAULT" or "PARTITION" or "PERIOD" or "FULLTEXT" or "SPATIAL" or "SYSTEM";

    private static bool IsAlias(List<SqlToken> tokens, string name)
    {
        for (var i = 1; i < tokens.Count; i++)
        {
            if (tokens[i].IsName && SameName(tokens[i].Value, name) && (i + 1 == tokens.Count || !tokens[i + 1].IsSymbol('.')))
            {
                return true;
            }
        }

        return false;
    }

    // EF Core's own table, and the one where SQLite keeps the last AUTOINCREMENT of each table.
    private static bool IsBookkeeping(QualifiedName table) => SameName(table.Name, "__EFMigrationsHistory") || SameName(table.Name, "sqlite_sequence");

    private static bool IsTemporary(QualifiedName name) =>
        name.Name.Length > 0 && name.Name[0] is '#' or '@' || (name.Schema is { } schema && (SameName(schema, "temp") || SameName(schema, "pg_temp") || SameName(schema, "tempdb")));

    private static bool SameName(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private bool Skip(string word)
    {
        if (IsAtEnd || !tokens[at].Is(word))
        {
            return false;
        }

        at++;
        return true;
    }

    private bool SkipIfExists()
    {
        if (!Skip("IF"))
        {
            return false;
        }

        Skip("NOT");
        return Skip("EXISTS");
    }

    private QualifiedName? ReadName()
    {
        if (IsAtEnd || !tokens[at].IsName)
        {
            return null;
        }

        var first = at;
        while (at + 2 < tokens.Count && tokens[at + 1].IsSymbol('.') && tokens[at + 2].IsName)
        {
            at += 2;
        }

        var last = tokens[at++];
        return new QualifiedName(
            last.Value,
            last.Quote,
            at - 1 > first ? tokens[at - 3].Value : null,
            sql.Substring(tokens[first].Start, last.End - tokens[first].Start),
            sql.Substring(last.Start, last.End - last.Start));
    }

    private SqlStatement Of(SqlStatementKind kind, SqlAction action) => new(kind, action, text);

    private SqlStatement Opaque() => Of(SqlStatementKind.Opaque, SqlAction.Other);

    /// <summary>A name as written: its last part, and what stands before it.</summary>
    private readonly record struct QualifiedName(string Name, char Quote, string? Schema, string Text, string Own)
    {
        /// <summary>The schema with its dot, as written.</summary>
        public string Qualifier => Text.Substring(0, Text.Length - Own.Length);
    }
}
