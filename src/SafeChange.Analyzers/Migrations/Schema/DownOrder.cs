using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using SafeChange.Analyzers.Migrations.RawSql;

namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>How two operations of Down stand in each other's way.</summary>
internal enum OrderConflictKind
{
    /// <summary>A name is used that an earlier operation has taken away.</summary>
    AfterRename,

    /// <summary>A name is used that a later operation gives back.</summary>
    BeforeRename,

    /// <summary>An object is used that an earlier operation has dropped.</summary>
    AfterDrop,

    /// <summary>An object is used that a later operation brings back.</summary>
    BeforeCreate,

    /// <summary>A name is given to an object while another has it that a later operation drops.</summary>
    StillTaken,

    /// <summary>An object is dropped while another needs it that a later operation drops.</summary>
    StillNeeded,
}

/// <summary>An operation of Down that fails because of where it stands.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Failing">The operation that fails.</param>
/// <param name="Other">The operation that should have come later, or earlier.</param>
/// <param name="Subject">The object that the two disagree on, for messages.</param>
internal sealed record OrderConflict(OrderConflictKind Kind, SchemaOperation Failing, SchemaOperation Other, string Subject)
{
    /// <summary>Whether the failing operation belongs before the other one; behind it otherwise.</summary>
    public bool BelongsBefore => Kind is OrderConflictKind.AfterRename or OrderConflictKind.AfterDrop;
}

/// <summary>
/// Follows Down from the schema that Up leaves, by the exact names that things have at each step, and finds the
/// operations that cannot work where they stand. Every conflict has two operations of Down as its witnesses: an object
/// that the migration never mentions is unknown, and a name that is nowhere given back is another rule's matter.
/// </summary>
internal sealed class DownOrder
{
    private readonly SchemaState state;
    private readonly List<SchemaOperation> down;
    private readonly bool isStrict;
    private readonly bool refusesColumns;
    private int position;

    private DownOrder(SchemaState state, List<SchemaOperation> down, bool isStrict, bool refusesColumns) =>
        (this.state, this.down, this.isStrict, this.refusesColumns) = (state, down, isStrict, refusesColumns);

    /// <summary>The conflicts in Down, each failing operation once.</summary>
    /// <param name="up">The operations of Up.</param>
    /// <param name="down">The operations of Down.</param>
    /// <param name="options">What the engine has to know.</param>
    /// <param name="isStrict">
    /// Whether a provider, by its name, runs the operations one by one as they stand. EF Core's SQLite provider
    /// rebuilds tables at the end instead, by the model.
    /// </param>
    public static ImmutableArray<OrderConflict> Find(
        ImmutableArray<SchemaOperation> up, ImmutableArray<SchemaOperation> down, SymmetryOptions options, Func<string, bool> isStrict)
    {
        // A name that a symbol holds may be any of the others.
        if (up.Concat(down).Any(HasSymbolicName))
        {
            return ImmutableArray<OrderConflict>.Empty;
        }

        var found = new Dictionary<SchemaOperation, OrderConflict>();
        foreach (var provider in Symmetry.Providers(up.AddRange(down)))
        {
            if (up.Concat(down).Any(operation => operation.Condition.Holds(provider) is null))
            {
                continue;
            }

            var order = new DownOrder(
                Symmetry.After(up, options, provider),
                down.Where(operation => operation.Condition.Holds(provider) == true).ToList(),
                isStrict(provider),
                !options.ColumnsTakeDependentsAlong);
            foreach (var conflict in order.Follow())
            {
                if (!found.ContainsKey(conflict.Failing))
                {
                    found.Add(conflict.Failing, conflict);
                }
            }
        }

        return down.Where(found.ContainsKey).Select(operation => found[operation])
            .Where(conflict => !MayBeOfTwoSchemas(conflict) && !MayBeSettledInSql(conflict, up) && !MayBeSettledInSql(conflict, down))
            .ToImmutableArray();
    }

    private static bool HasSymbolicName(SchemaOperation operation) =>
        new[] { operation.Kind is SchemaObjectKind.Database or SchemaObjectKind.Rows or SchemaObjectKind.Sql ? null : operation.Name, operation.Table, operation.NewName, operation.PrincipalTable }
            .Any(static name => name?.Value?.Kind == SchemaValueKind.Symbol);

    // A schema that is left out is the default one. EF Core leaves it out, or names it, throughout a migration: where
    // one of the two names it, these may well be two tables of one name.
    private static bool MayBeOfTwoSchemas(OrderConflict conflict) =>
        conflict.Failing.Schema is null != conflict.Other.Schema is null
        && !(conflict.Other is { Kind: SchemaObjectKind.Table, Action: SchemaAction.Rename } && conflict.Failing.Schema == conflict.Other.NewSchema);

    private static bool MayBeSettledInSql(OrderConflict conflict, ImmutableArray<SchemaOperation> operations) =>
        operations.Any(statement => statement.Kind == SchemaObjectKind.Sql
            && (statement.Sql is not { } sql
                // It drops what it finds in the catalog, or calls something that may.
                || statement.Statements.Any(static each => each.Kind == SqlStatementKind.Opaque && SqlText.RunsOther(each.Text))
                || new[] { conflict.Failing.Name.ToString(), conflict.Failing.Table?.ToString(), conflict.Other.Name.ToString(), conflict.Other.NewName?.ToString() }
                    .Any(name => name is { Length: > 0 } && SqlText.Mentions(sql, name))));

    private IEnumerable<OrderConflict> Follow()
    {
        // Where tables are rebuilt at the end, nothing is certain of what comes before a rebuild.
        if (!isStrict && down.Any(static operation => operation.Kind is SchemaObjectKind.PrimaryKey or SchemaObjectKind.ForeignKey or SchemaObjectKind.UniqueConstraint or SchemaObjectKind.CheckConstraint
            || (operation.Kind == SchemaObjectKind.Column && operation.Action is SchemaAction.Drop or SchemaAction.Alter)
            || operation is { Kind: SchemaObjectKind.Table, Action: SchemaAction.Alter }))
        {
            yield break;
        }

        for (position = 0; position < down.Count; position++)
        {
            var operation = down[position];
            if (Judge(operation) is { } conflict)
            {
                yield return conflict;
            }

            state.Apply(operation, MigrationPhase.Down, isCertain: true);
        }
    }

    private OrderConflict? Judge(SchemaOperation operation)
    {
        if (operation.Kind is SchemaObjectKind.Sql or SchemaObjectKind.Database or SchemaObjectKind.Schema or SchemaObjectKind.Sequence)
        {
            return null;
        }

        if (operation.Kind == SchemaObjectKind.Table)
        {
            return operation.Action == SchemaAction.Create
                ? Taken(operation, state.Database, operation.Name) ?? Principals(operation)
                : Missing(operation, state.Database, SchemaObjectKind.Table, operation.Name)
                    ?? (operation.Action == SchemaAction.Drop ? PointedAt(operation) : null)
                    ?? (operation is { Action: SchemaAction.Rename, NewName: { } newName } && newName != operation.Name ? Taken(operation, state.Database, newName) : null);
        }

        if (operation.Table is not { } name)
        {
            return null;
        }

        if (Missing(operation, state.Database, SchemaObjectKind.Table, name) is { } missing)
        {
            return missing;
        }

        var owners = state.Tables.Where(table => table.IsThere && table.Name == name).ToList();
        if (operation.Kind == SchemaObjectKind.Rows || owners is not [var owner])
        {
            return null;
        }

        return operation.Action switch
        {
            SchemaAction.Create => Taken(operation, owner, operation.Name) ?? Columns(operation, owner) ?? Principals(operation),
            SchemaAction.Rename when operation.NewName is { } newName && newName != operation.Name =>
                Missing(operation, owner, operation.Kind, operation.Name) ?? Taken(operation, owner, newName),
            SchemaAction.Drop => Missing(operation, owner, operation.Kind, operation.Name) ?? Needed(operation, owner),
            _ => Missing(operation, owner, operation.Kind, operation.Name),
        };
    }

    // The object is known, and not there under this name now.
    private OrderConflict? Missing(SchemaOperation operation, SchemaObject owner, SchemaObjectKind kind, SchemaName name)
    {
        var named = owner.Named(kind, name);
        if (named.Count == 0 || named.Any(part => part.IsThere && part.Name == name))
        {
            return null;
        }

        var part = named[named.Count - 1];
        var subject = Display(kind, owner, name);
        if (part.IsThere)
        {
            var away = part.Renames.LastOrDefault(rename => rename.Phase == MigrationPhase.Down && rename.Operation.Name == name).Operation;
            return away is not null ? new OrderConflict(OrderConflictKind.AfterRename, operation, away, subject)
                : Later(other => other.Action == SchemaAction.Rename && other.Kind == kind && other.NewName == name && other.Name == part.Name) is { } back
                    ? new OrderConflict(OrderConflictKind.BeforeRename, operation, back, subject)
                    : null;
        }

        if (part.RemovedIn == MigrationPhase.Down)
        {
            // Dropped twice is no matter of order; what went along with a column is.
            var isTwice = operation.Action == SchemaAction.Drop && operation.Kind == part.RemovedBy!.Kind && operation.Name == part.RemovedBy.Name;
            return isTwice || (part.RemovedAlong && !isStrict) ? null : new OrderConflict(OrderConflictKind.AfterDrop, operation, part.RemovedBy!, subject);
        }

        return operation.Action == SchemaAction.Drop ? null : BroughtBackLater(operation, owner, kind, name, subject);
    }

    private OrderConflict? BroughtBackLater(SchemaOperation operation, SchemaObject owner, SchemaObjectKind kind, SchemaName name, string subject) =>
        Later(other => other.Action == SchemaAction.Create && other.Kind == kind && other.Name == name
            && (kind == SchemaObjectKind.Table || other.Table == owner.Name)) is { } back
            ? new OrderConflict(OrderConflictKind.BeforeCreate, operation, back, subject)
            : null;

    // The name is given to another object, which goes, or gets another name, only later.
    private OrderConflict? Taken(SchemaOperation operation, SchemaObject owner, SchemaName name) =>
        owner.Named(operation.Kind, name).Any(part => part.IsThere && part.Name == name && (operation.Kind != SchemaObjectKind.Table || part.Schema == (operation.NewSchema ?? operation.Schema)))
        && Later(other => other.Kind == operation.Kind && other.Name == name && (operation.Kind == SchemaObjectKind.Table || other.Table == operation.Table)
            && (other.Action == SchemaAction.Drop || (other.Action == SchemaAction.Rename && other.NewName is { } newName && newName != name))) is { } away
            ? new OrderConflict(OrderConflictKind.StillTaken, operation, away, Display(operation.Kind, owner, name))
            : null;

    private OrderConflict? Columns(SchemaOperation operation, SchemaObject owner) =>
        operation.Kind == SchemaObjectKind.Column
            ? null
            : operation.Columns.Select(column => Missing(operation, owner, SchemaObjectKind.Column, column)).FirstOrDefault(static conflict => conflict is not null);

    // SQLite does not ask whether the table that a foreign key points to is there.
    private OrderConflict? Principals(SchemaOperation operation) =>
        !isStrict
            ? null
            : operation.Parts.Select(static part => part.PrincipalTable).Concat([operation.PrincipalTable])
                .Where(principal => principal is { } table && table != operation.Name)
                .Select(principal => Missing(operation, state.Database, SchemaObjectKind.Table, principal!.Value))
                .FirstOrDefault(static conflict => conflict is not null);

    // A foreign key of another table points to the table that is dropped.
    private OrderConflict? PointedAt(SchemaOperation operation)
    {
        if (!isStrict || state.Tables.Where(table => table.IsThere && table.Name == operation.Name).ToList() is not [var principal])
        {
            return null;
        }

        foreach (var table in state.Tables.Where(table => table.IsThere && !ReferenceEquals(table, principal)))
        {
            foreach (var key in table.Parts.SelectMany(static named => named).Where(part => part.IsThere && part.Kind == SchemaObjectKind.ForeignKey && ReferenceEquals(part.Principal, principal)))
            {
                if (Later(other => other.Action == SchemaAction.Drop
                    && ((other.Kind == SchemaObjectKind.ForeignKey && other.Name == key.Name && other.Table == table.Name)
                        || (other.Kind == SchemaObjectKind.Table && other.Name == table.Name))) is { } drop)
                {
                    return new OrderConflict(OrderConflictKind.StillNeeded, operation, drop, key.Name.ToString());
                }
            }
        }

        return null;
    }

    // SQL Server drops no column that an index, a key or a constraint is over.
    private OrderConflict? Needed(SchemaOperation operation, SchemaObject owner)
    {
        if (!isStrict || !refusesColumns || operation.Kind != SchemaObjectKind.Column)
        {
            return null;
        }

        foreach (var part in owner.Parts.SelectMany(static named => named).Where(part => part.IsThere && part.Columns.Contains(operation.Name)))
        {
            if (Later(other => other.Action == SchemaAction.Drop && other.Kind == part.Kind && other.Name == part.Name && other.Table == owner.Name) is { } drop)
            {
                return new OrderConflict(OrderConflictKind.StillNeeded, operation, drop, part.Name.ToString());
            }
        }

        return null;
    }

    private SchemaOperation? Later(Func<SchemaOperation, bool> isIt) => down.Skip(position + 1).FirstOrDefault(isIt);

    private static string Display(SchemaObjectKind kind, SchemaObject owner, SchemaName name) =>
        kind == SchemaObjectKind.Column ? $"{owner.Name}.{name}" : name.ToString();
}
