using System.Collections.Generic;
using System.Linq;
using SafeChange.Analyzers.ChangeNotes;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.CodeFixes.Migrations;

/// <summary>The throw that ends a Down which a person has yet to finish. Its message counts as no reason.</summary>
internal static class Refusal
{
    public static string Throw(MigrationUnderFix migration, IReadOnlyCollection<SchemaOperation> missing)
    {
        var what = missing.Count == 0
            ? ""
            : " (" + string.Join(", ", missing.Take(3).Select(static operation => $"{operation.Call} {operation.DisplayName}")) + (missing.Count > 3 ? ", …" : "") + ")";
        return $"throw new NotSupportedException({CSharpLiteral.Of($"The way back from {migration.Id} is {PlaceholderText.NotWrittenYet}{what}.")});";
    }
}
