using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using SafeChange.Analyzers.Migrations.RawSql;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>What one SQL statement reads and writes, by its words. Names are without schema and quotes.</summary>
internal sealed class SqlStatementFacts
{
    private static readonly ImmutableHashSet<string> EndOfSet = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase, "WHERE", "FROM", "RETURNING", "OUTPUT", "ORDER", "LIMIT", "WHEN", "OPTION");

    private static readonly ImmutableHashSet<string> Comparisons = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase, "IS", "IN", "LIKE", "BETWEEN", "NOT", "ILIKE");

    private static readonly ImmutableHashSet<string> NoColumns = ImmutableHashSet.Create(
        StringComparer.OrdinalIgnoreCase, "AND", "OR", "NOT", "WHERE", "NULL", "EXISTS", "CASE", "WHEN", "THEN", "ELSE", "END");

    private readonly List<SqlToken> tokens;

    private SqlStatementFacts(List<SqlToken> tokens) => this.tokens = tokens;

    /// <summary>The tables that rows are inserted into; an upsert's too.</summary>
    public ImmutableArray<string> Inserted { get; private set; } = ImmutableArray<string>.Empty;

    /// <summary>The tables that rows are updated in.</summary>
    public ImmutableArray<string> Updated { get; private set; } = ImmutableArray<string>.Empty;

    /// <summary>The tables that rows are deleted from.</summary>
    public ImmutableArray<string> Deleted { get; private set; } = ImmutableArray<string>.Empty;

    /// <summary>The tables after FROM and JOIN, those of subqueries too.</summary>
    public ImmutableArray<string> Read { get; private set; } = ImmutableArray<string>.Empty;

    /// <summary>The columns that an update sets.</summary>
    public ImmutableArray<string> SetColumns { get; private set; } = ImmutableArray<string>.Empty;

    /// <summary>Those of them that are set to themselves and something more.</summary>
    public ImmutableArray<string> Accumulated { get; private set; } = ImmutableArray<string>.Empty;

    /// <summary>The columns that conditions compare.</summary>
    public ImmutableArray<string> WhereColumns { get; private set; } = ImmutableArray<string>.Empty;

    /// <summary>The columns that an insert names; empty where it names none.</summary>
    public ImmutableArray<string> InsertColumns { get; private set; } = ImmutableArray<string>.Empty;

    /// <summary>The text of the value for each of <see cref="InsertColumns"/>; empty where the rows come from a query.</summary>
    public ImmutableArray<string> InsertValues { get; private set; } = ImmutableArray<string>.Empty;

    /// <summary>
    /// Whether a row that is there already is left alone or replaced: ON CONFLICT, ON DUPLICATE KEY, MERGE, INSERT IGNORE,
    /// OR REPLACE, NOT EXISTS.
    /// </summary>
    public bool IsUpsert { get; private set; }

    /// <summary>Whether a row that is there already is left alone, so that the number of rows tells whether it was.</summary>
    public bool IgnoresDuplicates { get; private set; }

    /// <summary>Whether the statement runs on a condition that it states itself: IF …, WHILE ….</summary>
    public bool IsConditional { get; private set; }

    /// <summary>Whether the update runs only as long as a column that it sets still has its old value.</summary>
    public bool IsStateTransition =>
        !Updated.IsEmpty && SetColumns.Any(column => !Accumulated.Contains(column) && WhereColumns.Contains(column, StringComparer.OrdinalIgnoreCase));

    /// <summary>Reads the statements of a text.</summary>
    public static ImmutableArray<SqlStatementFacts> Of(string sql) =>
        SqlReader.Read(sql)
            .Select(static statement => SqlTokenizer.Read(statement.Text))
            .Where(static read => read.Count > 0 && read.TrueForAll(static token => token.Kind != SqlTokenKind.Broken))
            .Select(static read => new SqlStatementFacts(read).Fill())
            .ToImmutableArray();

    private SqlStatementFacts Fill()
    {
        var lists = new Dictionary<string, List<string>>();
        IsConditional = tokens[0].Is("IF") || tokens[0].Is("WHILE") || tokens[0].Is("DECLARE") || tokens[0].Is("BEGIN");
        var isMerge = false;
        for (var at = 0; at < tokens.Count; at++)
        {
            var token = tokens[at];
            if (token.Kind != SqlTokenKind.Word)
            {
                continue;
            }

            switch (token.Value.ToUpperInvariant())
            {
                case "MERGE":
                    isMerge = IsUpsert = true;
                    var target = Next(at + 1, "INTO");
                    Add("updated", Name(target));
                    break;
                case "REPLACE" when at == 0:
                    IsUpsert = true;
                    Insert(Next(at + 1, "INTO"));
                    break;
                case "INSERT" when !isMerge:
                    var into = at + 1;
                    if (Is(into, "OR"))
                    {
                        IsUpsert = true;
                        IgnoresDuplicates |= Is(into + 1, "IGNORE");
                        into += 2;
                    }
                    else if (Is(into, "IGNORE"))
                    {
                        IsUpsert = IgnoresDuplicates = true;
                        into++;
                    }

                    Insert(Next(into, "INTO"));
                    break;
                case "CONFLICT" when at > 0 && Is(at - 1, "ON"):
                    IsUpsert = true;
                    IgnoresDuplicates |= tokens.Skip(at).Any(static each => each.Is("NOTHING"));
                    break;
                case "DUPLICATE" when at > 0 && Is(at - 1, "ON"):
                    IsUpsert = true;
                    // … KEY UPDATE c = c + 1, without SET.
                    if (Is(at + 1, "KEY") && Is(at + 2, "UPDATE"))
                    {
                        Sets(at + 3);
                    }

                    break;
                case "EXISTS" when at > 0 && Is(at - 1, "NOT"):
                    IsUpsert = true;
                    break;
                case "UPDATE" when !(at > 1 && Is(at - 1, "KEY")) && !(at > 0 && Is(at - 1, "FOR")):
                    Update(at + 1, isMerge);
                    break;
                case "DELETE":
                    var from = Next(at + 1, "FROM");
                    if (at == 0 || from > at + 1)
                    {
                        Add("deleted", Name(from));
                    }

                    break;
                case "FROM" when !(at > 0 && Is(at - 1, "DELETE")):
                case "JOIN" or "USING":
                    Add("read", Name(at + 1));
                    break;
                case "WHERE" or "AND" or "OR" or "ON" or "NOT" or "SET" or "HAVING":
                    break;
            }

            if (token.Is("WHERE") || token.Is("AND") || token.Is("OR"))
            {
                Condition(at + 1);
            }
        }

        Inserted = List("inserted");
        Updated = List("updated");
        Deleted = List("deleted");
        Read = List("read");
        SetColumns = List("set");
        Accumulated = List("accumulated");
        WhereColumns = List("where");
        return this;

        void Add(string list, string? name)
        {
            if (name is null)
            {
                return;
            }

            if (!lists.TryGetValue(list, out var all))
            {
                lists.Add(list, all = []);
            }

            if (!all.Contains(name, StringComparer.OrdinalIgnoreCase))
            {
                all.Add(name);
            }
        }

        ImmutableArray<string> List(string list) => lists.TryGetValue(list, out var all) ? all.ToImmutableArray() : ImmutableArray<string>.Empty;

        void Insert(int at)
        {
            if (Name(at) is not { } table)
            {
                return;
            }

            Add("inserted", table);
            at = AfterName(at);
            if (Is(at, "AS"))
            {
                at += 2;
            }

            if (!IsSymbol(at, '('))
            {
                return;
            }

            var (columns, afterColumns) = Items(at);
            if (!columns.TrueForAll(static item => item.Count == 1 && item[0].IsName))
            {
                return;
            }

            InsertColumns = columns.Select(static item => item[0].Value).ToImmutableArray();
            for (at = afterColumns; at < tokens.Count && !Is(at, "VALUES") && !Is(at, "SELECT"); at++)
            {
            }

            if (Is(at, "VALUES") && IsSymbol(at + 1, '('))
            {
                var (items, _) = Items(at + 1);
                if (items.Count == InsertColumns.Length)
                {
                    InsertValues = items.Select(static item => string.Concat(item.Select(static each => each.Value))).ToImmutableArray();
                }
            }
        }

        void Update(int at, bool inMerge)
        {
            at = Next(at, "ONLY");
            string? table = null;
            if (!Is(at, "SET"))
            {
                table = Name(at);
                at = AfterName(at);
                at = Next(at, "AS");
                if (at < tokens.Count && tokens[at].IsName && !Is(at, "SET"))
                {
                    at++;
                }
            }

            if (!Is(at, "SET"))
            {
                return;
            }

            // T-SQL's UPDATE u SET … FROM Users u names an alias.
            if (table is not null && !inMerge)
            {
                Add("updated", Aliased(table) ?? table);
            }

            Sets(at + 1);
        }

        void Sets(int at)
        {
            while (at < tokens.Count)
            {
                var column = Name(at);
                var expression = AfterName(at);
                var compound = IsSymbol(expression, '+') || IsSymbol(expression, '-') || IsSymbol(expression, '*');
                if (column is null || !IsSymbol(compound ? expression + 1 : expression, '='))
                {
                    return;
                }

                Add("set", column);
                var end = compound ? expression + 2 : expression + 1;
                var depth = 0;
                var (reads, adds, hasText) = (compound, compound, false);
                for (; end < tokens.Count; end++)
                {
                    var token = tokens[end];
                    if (depth == 0 && (token.IsSymbol(',') || token.IsSymbol(')') || (token.Kind == SqlTokenKind.Word && EndOfSet.Contains(token.Value))))
                    {
                        break;
                    }

                    depth += token.IsSymbol('(') ? 1 : token.IsSymbol(')') ? -1 : 0;
                    reads |= token.IsName && string.Equals(token.Value, column, StringComparison.OrdinalIgnoreCase) && !IsSymbol(end + 1, '.');
                    adds |= token.IsSymbol('+') || token.IsSymbol('*') || (token.IsSymbol('-') && !IsSymbol(end + 1, '>'));
                    hasText |= token.Kind == SqlTokenKind.Text;
                }

                if (reads && adds && !hasText)
                {
                    Add("accumulated", column);
                }

                if (end >= tokens.Count || !tokens[end].IsSymbol(','))
                {
                    return;
                }

                at = end + 1;
            }
        }

        void Condition(int at)
        {
            while (at < tokens.Count && (IsSymbol(at, '(') || Is(at, "NOT")))
            {
                at++;
            }

            if (at < tokens.Count && Name(at) is { } column && !NoColumns.Contains(column))
            {
                var after = AfterName(at);
                if (after < tokens.Count
                    && (IsSymbol(after, '=') || IsSymbol(after, '<') || IsSymbol(after, '>') || IsSymbol(after, '!')
                        || (tokens[after].Kind == SqlTokenKind.Word && Comparisons.Contains(tokens[after].Value))))
                {
                    Add("where", column);
                }
            }
        }

        // FROM Users u, FROM Users AS u.
        string? Aliased(string alias)
        {
            for (var at = 0; at + 1 < tokens.Count; at++)
            {
                if (Is(at, "FROM") && Name(at + 1) is { } table)
                {
                    var after = Next(AfterName(at + 1), "AS");
                    if (after < tokens.Count && tokens[after].IsName && string.Equals(tokens[after].Value, alias, StringComparison.OrdinalIgnoreCase))
                    {
                        return table;
                    }
                }
            }

            return null;
        }
    }

    private bool Is(int at, string word) => at >= 0 && at < tokens.Count && tokens[at].Is(word);

    private bool IsSymbol(int at, char symbol) => at < tokens.Count && tokens[at].IsSymbol(symbol);

    private int Next(int at, string word) => Is(at, word) ? at + 1 : at;

    // The last part of a name with dots; null where it is a parameter or no name.
    private string? Name(int at)
    {
        var end = AfterName(at) - 1;
        return end >= at && end < tokens.Count && tokens[end].IsName && tokens[end].Value.Length > 0 && tokens[end].Value[0] != '@'
            ? tokens[end].Value
            : null;
    }

    private int AfterName(int at)
    {
        if (at >= tokens.Count || !tokens[at].IsName)
        {
            return at;
        }

        while (IsSymbol(at + 1, '.') && at + 2 < tokens.Count && tokens[at + 2].IsName)
        {
            at += 2;
        }

        return at + 1;
    }

    // What stands between a pair of parentheses, by its commas.
    private (List<List<SqlToken>> Items, int After) Items(int open)
    {
        var items = new List<List<SqlToken>>();
        var item = new List<SqlToken>();
        var depth = 0;
        var at = open;
        for (; at < tokens.Count; at++)
        {
            var token = tokens[at];
            depth += token.IsSymbol('(') ? 1 : token.IsSymbol(')') ? -1 : 0;
            if (depth == 0)
            {
                break;
            }

            if (depth == 1 && token.IsSymbol(','))
            {
                items.Add(item);
                item = [];
            }
            else if (at > open)
            {
                item.Add(token);
            }
        }

        items.Add(item);
        return (items, at + 1);
    }
}
