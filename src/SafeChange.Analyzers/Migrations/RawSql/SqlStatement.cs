using System.Collections.Immutable;

namespace SafeChange.Analyzers.Migrations.RawSql;

/// <summary>What a statement means for the way back.</summary>
internal enum SqlStatementKind
{
    /// <summary>Not known well enough to say anything of it.</summary>
    Opaque,

    /// <summary>Leaves nothing behind that a revert would have to care about.</summary>
    Harmless,

    /// <summary>Makes or renames an object: the reverse can be told from the statement.</summary>
    ReversibleDdl,

    /// <summary>Changes data or definitions: the reverse needs knowledge that the statement does not hold.</summary>
    Irreversible,
}

internal enum SqlAction
{
    Other,
    Create,
    Drop,
    Rename,
    Alter,
    Insert,
    Update,
    Delete,
    Truncate,
}

/// <summary>One statement of an SQL text.</summary>
internal sealed record SqlStatement(SqlStatementKind Kind, SqlAction Action, string Text)
{
    /// <summary>The kind of the object in capitals, as in <c>CREATE VIEW</c>; <c>COLUMN</c> and <c>CONSTRAINT</c> for parts of a table.</summary>
    public string ObjectKind { get; init; } = "";

    /// <summary>The object's own name, or that of the table whose rows change; null where it is not told.</summary>
    public string? Name { get; init; }

    public string? NewName { get; init; }

    public string? Schema { get; init; }

    /// <summary>The table that the object belongs to.</summary>
    public string? Table { get; init; }

    /// <summary>The columns that are updated; none where they are not told.</summary>
    public ImmutableArray<string> Columns { get; init; } = ImmutableArray<string>.Empty;

    /// <summary>Whether the update only fills what is NULL.</summary>
    public bool IsBackfill { get; init; }

    /// <summary>Whether the statement says IF EXISTS or IF NOT EXISTS.</summary>
    public bool IsConditional { get; init; }

    /// <summary>Whether the statement holds for this session only.</summary>
    public bool IsTemporary { get; init; }

    /// <summary>The statement that takes this one back, quoted alike; null where it cannot be told for sure.</summary>
    public string? Inverse { get; init; }

    public bool IsDataChange => Action is SqlAction.Insert or SqlAction.Update or SqlAction.Delete or SqlAction.Truncate;

    /// <summary>The object as people call it.</summary>
    public string DisplayName => Table is not null && ObjectKind == "COLUMN" ? Table + "." + Name : Name ?? "";

    /// <summary>The beginning of the statement on one line, for a message.</summary>
    public string Summary
    {
        get
        {
            var text = string.Join(" ", Text.Split((char[]?)null, 20, System.StringSplitOptions.RemoveEmptyEntries));
            return text.Length <= 60 ? text : text.Substring(0, 60).TrimEnd() + "…";
        }
    }
}
