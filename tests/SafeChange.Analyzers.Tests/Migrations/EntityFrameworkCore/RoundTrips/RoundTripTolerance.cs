using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.RoundTrips;

/// <summary>All that the round trips let pass. To tighten them, change this file.</summary>
internal static class RoundTripTolerance
{
    /// <summary>
    /// How many of a hundred steps need a Down that is written to the end. The rest throws where something can't be told,
    /// which is counted and not failed: 100 says that every Down must be complete.
    /// </summary>
    public const int CompletePercent = 95;

    /// <summary>How many of a hundred complete Downs the database has to run along with Up: random changes may meet rows that refuse them.</summary>
    public const int ComparedPercent = 50;

    /// <summary>
    /// Whether the written Down is one that claims to take everything back. It says so itself, except where only rows are
    /// changed: each operation is then undone by itself, and deleted rows are announced as lost.
    /// </summary>
    public static bool IsComplete(string source, Migration written) =>
        !source.Contains("not written yet", StringComparison.Ordinal)
        && written.DownOperations.Count > 0
        && (written.DownOperations.OfType<InsertDataOperation>().Any() || !written.UpOperations.OfType<DeleteDataOperation>().Any());

    /// <summary>The lines of <see cref="Scaffolding.OperationComparer.Difference"/> that are a fault.</summary>
    public static IEnumerable<string> Faults(IReadOnlyList<MigrationOperation> up, IReadOnlyList<MigrationOperation> own, IReadOnlyList<MigrationOperation> written, bool isComplete)
    {
        // EF Core renames the table (or column) first and then speaks of the rest by its old name; in strictly reverse
        // order the rest comes first and has the new name. What the database becomes is compared all the same.
        if (up.Any(operation => operation is RenameTableOperation or RenameColumnOperation or RenameIndexOperation))
        {
            return [];
        }

        // Where Up replaces a primary key that the fix does not know the way back to, inserted rows are deleted by the old
        // one. Such a Down throws; it is no excuse for a complete one.
        var replacesKey = !isComplete && up.OfType<AddPrimaryKeyOperation>().Any();
        return Scaffolding.OperationComparer.Difference(own.Where(IsCompared).Select(WithoutKeyTypes), written.Where(IsCompared).Select(WithoutKeyTypes))
            .Where(line => isComplete || (line.StartsWith('+') && !(replacesKey && line.StartsWith("+ DeleteData(", StringComparison.Ordinal))));

        // EF Core says the type of a key only where the model has lost the column, the fix where Up says it.
        static MigrationOperation WithoutKeyTypes(MigrationOperation operation) => operation is DeleteDataOperation delete
            ? new DeleteDataOperation { Schema = delete.Schema, Table = delete.Table, KeyColumns = delete.KeyColumns, KeyValues = delete.KeyValues }
            : operation;

        bool IsCompared(MigrationOperation operation) => operation switch
        {
            // EF Core makes sure that a schema is there before it moves a table back into it. It is there: nothing drops schemas.
            EnsureSchemaOperation => false,

            // The values of a column that comes back are announced as lost, even where the model has them.
            UpdateDataOperation update => !up.OfType<DropColumnOperation>().Any(drop => drop.Table == update.Table && drop.Schema == update.Schema),
            _ => true,
        };
    }
}
