using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Migrations.EntityFrameworkCore;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.CodeFixes.Migrations.EntityFrameworkCore;

/// <summary>
/// Finds the key columns of a table in the migrations that come before: a row that was inserted is deleted by its
/// key, which InsertData does not name.
/// </summary>
internal sealed class TableKeys(MigrationReader reader, INamedTypeSymbol migration, CancellationToken cancellation)
{
    public ImmutableArray<SchemaName> Of(SchemaName table, SchemaName? schema)
    {
        var earlier = migration.ContainingNamespace.GetTypeMembers()
            .Where(type => !type.IsAbstract && reader.IsMigration(type) && IsOfSameContext(type) && string.CompareOrdinal(reader.Id(type), reader.Id(migration)) < 0)
            .OrderByDescending(reader.Id, System.StringComparer.Ordinal);
        foreach (var type in earlier)
        {
            if (reader.Read(type, cancellation) is not { } read)
            {
                continue;
            }

            foreach (var operation in read.Up.Operations.Reverse())
            {
                if (operation is { Kind: SchemaObjectKind.PrimaryKey, Action: SchemaAction.Create } key && key.Table == table && IsSame(key.Schema, schema))
                {
                    return Literal(key.Columns);
                }

                if (operation is { Kind: SchemaObjectKind.Table, Action: SchemaAction.Create } && operation.Name == table && IsSame(operation.Schema, schema))
                {
                    return Literal(operation.Parts.FirstOrDefault(static part => part.Kind == SchemaObjectKind.PrimaryKey)?.Columns ?? ImmutableArray<SchemaName>.Empty);
                }

                if (Renames(operation, table))
                {
                    // The key is known under names that no longer hold: it takes the whole history to tell.
                    return ImmutableArray<SchemaName>.Empty;
                }
            }
        }

        return ImmutableArray<SchemaName>.Empty;
    }

    // Written as text: a constant of the migration that made the table is not in scope here.
    private static ImmutableArray<SchemaName> Literal(ImmutableArray<SchemaName> columns) =>
        columns.All(static column => column.Value.Text is not null)
            ? columns.Select(static column => SchemaName.Of(SchemaValue.Of(column.Value.Text))!.Value).ToImmutableArray()
            : ImmutableArray<SchemaName>.Empty;

    private bool IsOfSameContext(INamedTypeSymbol type) =>
        reader.Types.Context(type) is not { } other || reader.Types.Context(migration) is not { } own || SymbolEqualityComparer.Default.Equals(other, own);

    private static bool Renames(SchemaOperation operation, SchemaName table) =>
        operation.Action == SchemaAction.Rename
        && ((operation.Kind == SchemaObjectKind.Column && operation.Table == table) || (operation.Kind == SchemaObjectKind.Table && operation.NewName == table));

    private static bool IsSame(SchemaName? left, SchemaName? right) => left is null || right is null || left == right;
}
