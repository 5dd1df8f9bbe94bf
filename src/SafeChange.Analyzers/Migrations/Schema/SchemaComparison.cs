using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>
/// Compares the symbolic schema after Up and Down with the one before, under one provider, object by object: what is
/// missing, what is left over, what is left altered, and which operation that is the fault of.
/// </summary>
internal sealed class SchemaComparison
{
    private readonly SchemaState state;
    private readonly HashSet<(FindingKind Kind, SchemaOperation Operation)> found = [];

    private SchemaComparison(SchemaState state) => this.state = state;

    /// <summary>Applies Up and Down as they run under a provider, and compares.</summary>
    public static IEnumerable<(FindingKind Kind, SchemaOperation Operation)> Run(
        ImmutableArray<SchemaOperation> up, ImmutableArray<SchemaOperation> down, SymmetryOptions options, string provider)
    {
        var state = new SchemaState(options.ColumnsTakeDependentsAlong);
        Apply(up, MigrationPhase.Up);
        Apply(down, MigrationPhase.Down);

        var comparison = new SchemaComparison(state);
        comparison.Judge(options);
        return comparison.found;

        void Apply(ImmutableArray<SchemaOperation> operations, MigrationPhase phase)
        {
            foreach (var operation in operations)
            {
                if (operation.Condition.Holds(provider) is not false and var holds)
                {
                    state.Apply(operation, phase, isCertain: holds == true);
                }
            }
        }
    }

    private void Judge(SymmetryOptions options)
    {
        JudgeParts(state.Database);
        foreach (var table in state.Tables)
        {
            // What belongs to a table that came or went is said by the table itself.
            if (table is { ExistedAtStart: true, IsThere: true, IsUncertain: false })
            {
                JudgeParts(table);
                JudgeRows(table);
            }
        }

        foreach (var (operation, table) in state.UnrelatedDeletions)
        {
            if (table is { ExistedAtStart: true, IsUncertain: false })
            {
                found.Add((FindingKind.Unrelated, operation));
            }
        }

        if (!options.IsFirstMigration && LeftAltered(state.Database) is { } setting)
        {
            found.Add(setting);
        }
    }

    private void JudgeParts(SchemaObject owner)
    {
        foreach (var part in owner.Parts.SelectMany(static named => named))
        {
            if (!part.IsUncertain && Judge(owner, part) is { } finding)
            {
                found.Add(finding);
            }
        }
    }

    private (FindingKind, SchemaOperation)? Judge(SchemaObject owner, SchemaObject part)
    {
        if (part.Kind == SchemaObjectKind.Schema && part.CreatedBy is { Action: SchemaAction.Ensure })
        {
            return null;
        }

        if (part.CreatedAgain is { Phase: MigrationPhase.Down } again && (part.ExistedAtStart || part.CreatedIn == MigrationPhase.Up))
        {
            // Down creates what is there: nothing of Down has removed it first.
            return !part.ExistedAtStart ? (FindingKind.NotUndone, part.CreatedBy!)
                : part.Alterations.Count + part.Renames.Count > 0 ? null
                : (FindingKind.Unrelated, again.Operation);
        }

        return !part.ExistedAtStart ? LeftOver(owner, part)
            : Missing(owner, part) ?? (part.IsThere ? LeftAltered(part) : null);
    }

    private (FindingKind, SchemaOperation)? Missing(SchemaObject owner, SchemaObject part)
    {
        if (part.IsThere && part.Name == part.OriginalName && !IsLeftInOtherSchema(part))
        {
            return null;
        }

        if (owner.Named(part.Kind, part.OriginalName).Concat(ElsewhereNamed(part)).Any(other =>
                !ReferenceEquals(other, part) && other.IsThere && other.Name == part.OriginalName && !other.ExistedAtStart))
        {
            // It is back, or Up itself made it anew: whether it is the same is not known here.
            return null;
        }

        if (part.IsThere)
        {
            var renames = part.Renames.Where(static rename => rename.Phase == MigrationPhase.Up).ToList();
            return renames.Count > 0
                ? (FindingKind.NotUndone, renames[renames.Count - 1].Operation)
                : (FindingKind.Unrelated, part.Renames[part.Renames.Count - 1].Operation);
        }

        return part.RemovedAlong ? null
            : part.RemovedIn == MigrationPhase.Up ? (FindingKind.NotUndone, part.RemovedBy!)
            : (FindingKind.Unrelated, part.RemovedBy!);
    }

    // DropIndex may leave out the table that CreateIndex has to name.
    private IEnumerable<SchemaObject> ElsewhereNamed(SchemaObject part) =>
        part.Kind == SchemaObjectKind.Index && ReferenceEquals(part.Owner, state.Database)
            ? state.Tables.SelectMany(table => table.Named(part.Kind, part.OriginalName))
            : [];

    private (FindingKind, SchemaOperation)? LeftOver(SchemaObject owner, SchemaObject part)
    {
        if (!part.IsThere)
        {
            return part.WasInTheWay && part is { CreatedIn: MigrationPhase.Up, RemovedIn: MigrationPhase.Down, RemovedAlong: true }
                ? (FindingKind.NotUndone, part.CreatedBy!)
                : null;
        }

        // Under this name there was something before: it is that which is back, made anew or by renaming.
        var isBack = owner.Named(part.Kind, part.Name)
            .Concat(part.Kind == SchemaObjectKind.Index ? state.Database.Named(part.Kind, part.Name) : [])
            .Any(other => other.ExistedAtStart && other.OriginalName == part.Name && !ReferenceEquals(other, part));
        return isBack || part.RestoresImplied
            ? null
            : (part.CreatedIn == MigrationPhase.Up ? FindingKind.NotUndone : FindingKind.Unrelated, part.CreatedBy!);
    }

    private void JudgeRows(SchemaObject table)
    {
        foreach (var change in table.RowChanges)
        {
            if (!change.IsUndone && (change.Operation.Action != SchemaAction.UpdateRows || UpdatesLastingColumn(table, change)))
            {
                found.Add((FindingKind.NotUndone, change.Operation));
            }
        }
    }

    // Values of a column that Up added, or that comes back with other values, are not a change to take back.
    private static bool UpdatesLastingColumn(SchemaObject table, RowChange change) =>
        change.UpdatedColumns.Any(column => table.Named(SchemaObjectKind.Column, column).All(static part => part is { ExistedAtStart: true, IsThere: true }));

    // Moved by Up and by no operation of Down. A schema that is left out on one side may well be the one named on the
    // other, so it counts as a move only where nothing else is changed.
    private static bool IsLeftInOtherSchema(SchemaObject part)
    {
        var moves = part.Renames.Where(static rename => rename.Phase == MigrationPhase.Up).Select(static rename => rename.Operation)
            .Where(static move => move.NewSchema is not null ? move.NewSchema != move.Schema : move.Schema is not null && (move.NewName ?? move.Name) == move.Name)
            .ToList();
        return moves.Count > 0 && !part.Renames.Any(rename => rename.Phase == MigrationPhase.Down
            && (moves[0].NewSchema is null || (rename.Operation.NewSchema ?? rename.Operation.Schema) is not null));
    }

    private static (FindingKind, SchemaOperation)? LeftAltered(SchemaObject part)
    {
        var up = part.Alterations.Where(static change => change.Phase == MigrationPhase.Up).Select(static change => change.Operation).ToList();
        var down = part.Alterations.Where(static change => change.Phase == MigrationPhase.Down).Select(static change => change.Operation).ToList();
        if (up.Count == 0)
        {
            // Changed by Down alone: unrelated, unless Up touched the object in another way or nothing is changed.
            return down.Count > 0 && part.Renames.Count == 0 && part.Kind != SchemaObjectKind.Database && Definition.Changes(down[0], down[down.Count - 1]) is { IsDefinite: true, Facets.IsEmpty: false }
                ? (FindingKind.Unrelated, down[0])
                : null;
        }

        var change = Definition.Changes(up[0], up[up.Count - 1]);
        if (down.Count == 0)
        {
            return change.IsNone ? null : (FindingKind.NotUndone, up[up.Count - 1]);
        }

        // Down changes it too. It is a fault for certain only where every changed facet stays as Up left it.
        return change.IsDefinite && Definition.KeepsAll(change, down[down.Count - 1])
            ? (FindingKind.NotUndone, up[up.Count - 1])
            : null;
    }
}
