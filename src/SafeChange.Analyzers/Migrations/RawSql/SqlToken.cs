namespace SafeChange.Analyzers.Migrations.RawSql;

internal enum SqlTokenKind
{
    Word,

    /// <summary>A quoted identifier, whichever the quotes.</summary>
    Quoted,
    Text,
    Number,
    Symbol,

    /// <summary>Something that has no end, or whose end the dialects disagree on: what follows is not known.</summary>
    Broken,
}

/// <summary>A token of SQL.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Value">Its text, without quotes.</param>
/// <param name="Start">Where it starts.</param>
/// <param name="End">Where it ends.</param>
/// <param name="Quote">The opening quote; the null character where there is none.</param>
/// <param name="IsFirstOnLine">Whether only white space or comments stand before it on its line.</param>
internal readonly record struct SqlToken(SqlTokenKind Kind, string Value, int Start, int End, char Quote, bool IsFirstOnLine)
{
    public bool IsName => Kind is SqlTokenKind.Word or SqlTokenKind.Quoted;

    public bool Is(string word) => Kind == SqlTokenKind.Word && string.Equals(Value, word, System.StringComparison.OrdinalIgnoreCase);

    public bool IsSymbol(char symbol) => Kind == SqlTokenKind.Symbol && Value[0] == symbol;
}
