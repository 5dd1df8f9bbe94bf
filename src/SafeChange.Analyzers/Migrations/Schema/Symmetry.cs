using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>
/// Judges whether Down takes Up back: applies both to a symbolic schema, once for every provider that the code
/// tells apart, and compares the end with the start.
/// </summary>
internal static class Symmetry
{
    // The provider that no test names.
    private const string AnyOtherProvider = "\u0001";

    /// <summary>The differences that remain after Up and Down.</summary>
    public static ImmutableArray<Finding> Compare(
        ImmutableArray<SchemaOperation> up, ImmutableArray<SchemaOperation> down, SymmetryOptions options)
    {
        // An operation is at fault when it is under every provider that it runs under: what is missing under one only
        // is the fault of a branch.
        var hits = new Dictionary<(FindingKind, SchemaOperation), int>();
        var order = new List<(FindingKind, SchemaOperation)>();
        var providers = Providers(up.AddRange(down));
        foreach (var provider in providers)
        {
            foreach (var found in Compare(up, down, options, provider))
            {
                if (!hits.TryGetValue(found, out var count))
                {
                    order.Add(found);
                }

                hits[found] = count + 1;
            }
        }

        var certain = order.Where(found => hits[found] == providers.Count(provider => found.Item2.Condition.Holds(provider) == true)).ToList();
        var meant = Pair(
            certain.Where(static found => found.Item1 == FindingKind.Unrelated).Select(static found => found.Item2),
            certain.Where(static found => found.Item1 == FindingKind.NotUndone).Select(static found => found.Item2));
        return certain
            .Select(found => new Finding(found.Item1, found.Item2, meant.TryGetValue(found.Item2, out var other) ? other : null))
            .ToImmutableArray();
    }

    /// <summary>
    /// The operations of Up whose effect is there when Up has run: what a Down has to undo. What Up drops and makes
    /// anew under the same name is among them: nobody does that to leave a definition as it was.
    /// </summary>
    public static ImmutableArray<SchemaOperation> NetEffect(ImmutableArray<SchemaOperation> up, SymmetryOptions options)
    {
        var found = Compare(up, ImmutableArray<SchemaOperation>.Empty, options).Select(static finding => finding.Operation).ToList();
        var madeAnew = up.Where(operation => operation.Action == SchemaAction.Create && up.Any(dropped =>
            dropped.Action == SchemaAction.Drop && dropped.Kind == operation.Kind && dropped.Name == operation.Name && dropped.Table == operation.Table
            && dropped.Condition.IsAlways && operation.Condition.IsAlways
            && up.IndexOf(dropped) < up.IndexOf(operation) && !IsDroppedAfter(operation)));
        return up.Where(operation => found.Contains(operation) || madeAnew.Contains(operation)).ToImmutableArray();

        bool IsDroppedAfter(SchemaOperation created) => up.Any(dropped =>
            dropped.Action == SchemaAction.Drop && up.IndexOf(dropped) > up.IndexOf(created)
            && (dropped.Kind == SchemaObjectKind.Table ? dropped.Name == created.Table : dropped.Kind == created.Kind && dropped.Name == created.Name));
    }

    /// <summary>The schema as Up leaves it, under a provider that no test names.</summary>
    public static SchemaState After(ImmutableArray<SchemaOperation> up, SymmetryOptions options)
    {
        var state = new SchemaState(options.ColumnsTakeDependentsAlong);
        foreach (var operation in up)
        {
            state.Apply(operation, MigrationPhase.Up, isCertain: true);
        }

        return state;
    }

    private static List<string> Providers(ImmutableArray<SchemaOperation> operations) =>
        operations.SelectMany(static operation => operation.Condition.Mentioned)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Concat([AnyOtherProvider])
            .ToList();

    private static IEnumerable<(FindingKind, SchemaOperation)> Compare(
        ImmutableArray<SchemaOperation> up, ImmutableArray<SchemaOperation> down, SymmetryOptions options, string provider)
    {
        var state = new SchemaState(options.ColumnsTakeDependentsAlong);
        Apply(up, MigrationPhase.Up);
        Apply(down, MigrationPhase.Down);

        var found = new HashSet<(FindingKind, SchemaOperation)>();
        Judge(state.Database);
        foreach (var table in state.Tables)
        {
            // What belongs to a table that came or went is said by the table itself.
            if (table is { ExistedAtStart: true, IsThere: true, IsUncertain: false })
            {
                Judge(table);
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

        if (!options.IsFirstMigration && IsLeftAltered(state.Database) is { } setting)
        {
            found.Add(setting);
        }

        return found;

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

        void Judge(SchemaObject owner)
        {
            foreach (var part in owner.Parts.SelectMany(static named => named))
            {
                if (!part.IsUncertain && Judge1(owner, part) is { } finding)
                {
                    found.Add(finding);
                }
            }
        }

        (FindingKind, SchemaOperation)? Judge1(SchemaObject owner, SchemaObject part)
        {
            if (part.Kind == SchemaObjectKind.Schema && part.CreatedBy is { Action: SchemaAction.Ensure })
            {
                return null;
            }

            if (part.CreatedAgain is { Phase: MigrationPhase.Down } again && (part.ExistedAtStart || part.CreatedIn == MigrationPhase.Up))
            {
                return part.ExistedAtStart
                    ? part.Alterations.Count + part.Renames.Count > 0 ? null : (FindingKind.Unrelated, again.Operation)
                    : (FindingKind.NotUndone, part.CreatedBy!);
            }

            return part.ExistedAtStart ? IsMissing(owner, part) ?? (part.IsThere ? IsLeftAltered(part) : null) : IsLeftOver(owner, part);
        }

        (FindingKind, SchemaOperation)? IsMissing(SchemaObject owner, SchemaObject part)
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
        IEnumerable<SchemaObject> ElsewhereNamed(SchemaObject part) =>
            part.Kind == SchemaObjectKind.Index && ReferenceEquals(part.Owner, state.Database)
                ? state.Tables.SelectMany(table => table.Named(part.Kind, part.OriginalName))
                : [];

        (FindingKind, SchemaOperation)? IsLeftOver(SchemaObject owner, SchemaObject part)
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
            if (isBack || part.RestoresImplied)
            {
                return null;
            }

            return (part.CreatedIn == MigrationPhase.Up ? FindingKind.NotUndone : FindingKind.Unrelated, part.CreatedBy!);
        }

        void JudgeRows(SchemaObject table)
        {
            foreach (var change in table.RowChanges)
            {
                if (change.IsUndone || (change.Operation.Action == SchemaAction.UpdateRows && !UpdatesLastingColumn(table, change)))
                {
                    continue;
                }

                found.Add((FindingKind.NotUndone, change.Operation));
            }
        }

        // Values of a column that Up added, or that comes back with other values, are not a change to take back.
        static bool UpdatesLastingColumn(SchemaObject table, RowChange change) =>
            change.UpdatedColumns.Any(column => table.Named(SchemaObjectKind.Column, column).All(static part => part is { ExistedAtStart: true, IsThere: true }));
    }

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

    private static (FindingKind, SchemaOperation)? IsLeftAltered(SchemaObject part)
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

    // An operation of Down that undoes nothing was meant for one of Up that nothing undoes: of the same kind, on the
    // same table, with the nearest name. Each is taken once.
    private static Dictionary<SchemaOperation, SchemaOperation> Pair(IEnumerable<SchemaOperation> unrelated, IEnumerable<SchemaOperation> notUndone)
    {
        var pairs = new Dictionary<SchemaOperation, SchemaOperation>();
        var candidates =
            from inDown in unrelated
            from inUp in notUndone
            where inUp.Kind == inDown.Kind
                && inUp.Kind != SchemaObjectKind.Rows
                && Reversal.IsReversedBy(inUp.Action, inDown.Action)
                && (inDown.Table is null || inUp.Table is null || inDown.Table == inUp.Table)
            orderby EditDistance.Between(NameAfter(inUp).ToString(), inDown.Name.ToString())
            select (inDown, inUp);
        foreach (var (inDown, inUp) in candidates)
        {
            if (!pairs.ContainsKey(inDown) && !pairs.ContainsKey(inUp))
            {
                pairs.Add(inDown, inUp);
                pairs.Add(inUp, inDown);
            }
        }

        return pairs;
    }

    private static SchemaName NameAfter(SchemaOperation operation) => operation.NewName ?? operation.Name;
}
