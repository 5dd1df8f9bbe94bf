using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Migrations.RawSql;

namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>What an operation does to its object.</summary>
internal enum SchemaAction
{
    Create,
    Drop,
    Rename,
    Alter,

    /// <summary>Creates what is not there and is never undone (a schema).</summary>
    Ensure,

    /// <summary>Restarts a sequence: nothing brings the old value back.</summary>
    Restart,
    InsertRows,
    DeleteRows,
    UpdateRows,
    RunSql,
}

/// <summary>The kinds of database objects.</summary>
internal enum SchemaObjectKind
{
    Database,
    Schema,
    Table,
    Column,
    Index,
    PrimaryKey,
    ForeignKey,
    UniqueConstraint,
    CheckConstraint,
    Sequence,
    Rows,
    Sql,
}

/// <summary>
/// One operation of a migration, free of the framework that wrote it. The names of facets and annotations are those
/// of EF Core's <c>MigrationBuilder</c>, which every other framework's can be said in.
/// </summary>
internal sealed record SchemaOperation
{
    private string? sql;

    // Read once, when the first rule asks.
    private ReadSql? statements;

    public required SchemaAction Action { get; init; }

    public required SchemaObjectKind Kind { get; init; }

    /// <summary>The object's name at that point; a table's own name for a table.</summary>
    public SchemaName Name { get; init; }

    /// <summary>The table that the object belongs to.</summary>
    public SchemaName? Table { get; init; }

    /// <summary>The schema of the table (or of the object, where it has no table).</summary>
    public SchemaName? Schema { get; init; }

    public SchemaName? NewName { get; init; }

    public SchemaName? NewSchema { get; init; }

    /// <summary>The columns of an index, a key or a constraint.</summary>
    public ImmutableArray<SchemaName> Columns { get; init; } = ImmutableArray<SchemaName>.Empty;

    /// <summary>The table that a foreign key points to.</summary>
    public SchemaName? PrincipalTable { get; init; }

    public SchemaName? PrincipalSchema { get; init; }

    /// <summary>The columns and constraints of a created table.</summary>
    public ImmutableArray<SchemaOperation> Parts { get; init; } = ImmutableArray<SchemaOperation>.Empty;

    /// <summary>
    /// Everything that the call was given, by parameter name; parameters left at their default are absent.
    /// </summary>
    public ImmutableDictionary<string, SchemaValue> Arguments { get; init; } = ImmutableDictionary<string, SchemaValue>.Empty;

    /// <summary>The CLR type of a column or sequence, as written.</summary>
    public string? ClrType { get; init; }

    /// <summary>The types that <see cref="ClrType"/> names, with their namespaces.</summary>
    public ImmutableArray<TypeReference> ClrTypeImports { get; init; } = ImmutableArray<TypeReference>.Empty;

    public ImmutableArray<(string Name, SchemaValue Value)> Annotations { get; init; } = ImmutableArray<(string, SchemaValue)>.Empty;

    public ImmutableArray<(string Name, SchemaValue Value)> OldAnnotations { get; init; } = ImmutableArray<(string, SchemaValue)>.Empty;

    public ProviderCondition Condition { get; init; } = ProviderCondition.Always;

    /// <summary>Where the operation is reported: in the migration's own body.</summary>
    public required Location Location { get; init; }

    /// <summary>The call itself.</summary>
    public required SyntaxNode Syntax { get; init; }

    /// <summary>The outermost call in Up or Down that leads to the operation; the call itself where it stands there.</summary>
    public required SyntaxNode Site { get; init; }

    /// <summary>The name of the call, for messages: <c>AddColumn</c>.</summary>
    public required string Call { get; init; }

    /// <summary>The constant text of raw SQL; null where it is not constant.</summary>
    public string? Sql
    {
        get => sql;
        // A copy with another text has other statements.
        init => (sql, statements) = (value, null);
    }

    /// <summary>The ID of the earlier migration that a restored definition comes from; null for what a migration does itself.</summary>
    public string? DefinedIn { get; init; }

    /// <summary>The statements of raw SQL; none where its text is not constant.</summary>
    public ImmutableArray<SqlStatement> Statements =>
        Sql is null ? ImmutableArray<SqlStatement>.Empty : (statements ??= new ReadSql(SqlReader.Read(Sql))).Statements;

    /// <summary>Whether the operation may appear in the database without leaving a trace in the schema.</summary>
    public bool IsStructural => Kind is not (SchemaObjectKind.Rows or SchemaObjectKind.Sql);

    /// <summary>The value of an argument; null where it was left at its default or is the constant null.</summary>
    public SchemaValue? Argument(string name) =>
        Arguments.TryGetValue(name, out var value) && !value.IsNull ? value : null;

    /// <summary>The object as people call it: <c>Articles.Subtitle</c>.</summary>
    public string DisplayName
    {
        get
        {
            var table = Table?.ToString();
            return OneLine(Kind switch
            {
                SchemaObjectKind.Rows => table ?? "",
                SchemaObjectKind.Sql => FirstWords(Sql),
                SchemaObjectKind.Database => "the database",
                SchemaObjectKind.Column => table is null ? Name.ToString() : table + "." + Name,
                _ => Name.ToString(),
            });
        }
    }

    // A name may hold anything; messages and comments are lines.
    private static string OneLine(string text) => text.Replace("\r", " ").Replace("\n", " ").Replace("\u0085", " ").Replace("\u2028", " ").Replace("\u2029", " ");

    /// <summary>Two calls are two operations, however alike they are.</summary>
    public bool Equals(SchemaOperation? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => RuntimeHelpers.GetHashCode(this);

    private sealed class ReadSql(ImmutableArray<SqlStatement> statements)
    {
        public ImmutableArray<SqlStatement> Statements { get; } = statements;
    }

    private static string FirstWords(string? sql)
    {
        if (sql is null)
        {
            return "…";
        }

        var text = sql.Trim();
        return text.Length <= 40 ? text : text.Substring(0, 40).TrimEnd() + "…";
    }
}
