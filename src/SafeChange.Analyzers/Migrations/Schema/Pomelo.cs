using System;
using System.Linq;

namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>
/// Where the differ of Pomelo's provider for MySQL goes another way than EF Core's. A project may have migrations for
/// several providers, so the operations themselves tell: by the annotations and types that no other scaffolder writes.
/// </summary>
internal static class Pomelo
{
    /// <summary>Whether Pomelo's scaffolder has written a column's operation.</summary>
    public static bool Wrote(SchemaOperation column) =>
        column.Annotations.Concat(column.OldAnnotations).Any(static annotation => annotation.Name.StartsWith("MySql:", StringComparison.Ordinal))
        || TypeName(column) is "longtext" or "longblob";

    /// <summary>Whether MySQL takes no default for the column's type; none is given to it then.</summary>
    public static bool HasNoDefault(SchemaOperation column) =>
        Wrote(column) && TypeName(column) is { } type
        && (type.EndsWith("text", StringComparison.Ordinal) || type.EndsWith("blob", StringComparison.Ordinal) || type is "geometry" or "json");

    // Without the length and the character set that may follow: longtext CHARACTER SET utf8mb4.
    private static string? TypeName(SchemaOperation column) =>
        column.Argument("type")?.Text?.ToLowerInvariant().Split(' ', '(')[0];
}
