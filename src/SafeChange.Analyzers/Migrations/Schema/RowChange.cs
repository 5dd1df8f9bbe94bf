using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>A row that Up inserts, deletes or updates, and whether Down has taken that back.</summary>
internal sealed class RowChange(SchemaOperation operation, Dictionary<SchemaName, SchemaValue> values)
{
    public SchemaOperation Operation { get; } = operation;

    /// <summary>The inserted values, or the key of the deleted or updated row; by column.</summary>
    public Dictionary<SchemaName, SchemaValue> Values { get; } = values;

    /// <summary>The updated columns.</summary>
    public List<SchemaName> UpdatedColumns { get; } = [];

    public bool IsUndone { get; set; }

    /// <summary>
    /// Whether the row may be the one that a key names: no column is known to differ. A column that the row does not
    /// give says nothing.
    /// </summary>
    public bool MayBe(Dictionary<SchemaName, SchemaValue> key) =>
        key.All(column => !Values.TryGetValue(column.Key, out var value) || SchemaValue.AreEqual(value, column.Value) != false);

    public void RenameColumn(SchemaName from, SchemaName to)
    {
        if (Values.TryGetValue(from, out var value) && from != to)
        {
            Values.Remove(from);
            Values[to] = value;
        }

        for (var i = 0; i < UpdatedColumns.Count; i++)
        {
            if (UpdatedColumns[i] == from)
            {
                UpdatedColumns[i] = to;
            }
        }
    }

    /// <summary>The rows that InsertData inserts, or the values that UpdateData gives, a row a key; null where they are not known.</summary>
    public static ImmutableArray<Dictionary<SchemaName, SchemaValue>>? ReadValues(SchemaOperation operation) =>
        Read(operation.Argument("column"), operation.Argument("columns"), Value(operation, "value"), operation.Argument("values"));

    /// <summary>The keys of the rows that DeleteData or UpdateData is about; null where they are not known.</summary>
    public static ImmutableArray<Dictionary<SchemaName, SchemaValue>>? ReadKeys(SchemaOperation operation) =>
        Read(operation.Argument("keyColumn"), operation.Argument("keyColumns"), Value(operation, "keyValue"), operation.Argument("keyValues"));

    /// <summary>The columns that InsertData or UpdateData gives values to; empty where they are not known.</summary>
    public static IEnumerable<SchemaName> ColumnsGivenBy(SchemaOperation operation) =>
        operation.Argument("column") is { } column
            ? SchemaName.Of(column) is { } name ? [name] : []
            : operation.Argument("columns") is { Kind: SchemaValueKind.List } columns
                ? columns.Items.Select(static item => SchemaName.Of(item)).Where(static name => name is not null).Select(static name => name!.Value)
                : [];

    /// <summary>Whether a row is the one that a key names; null where that is not known.</summary>
    public static bool? Is(IReadOnlyDictionary<SchemaName, SchemaValue> row, Dictionary<SchemaName, SchemaValue> key)
    {
        bool? all = true;
        foreach (var column in key)
        {
            switch (row.TryGetValue(column.Key, out var value) ? SchemaValue.AreEqual(value, column.Value) : null)
            {
                case false:
                    return false;
                case null:
                    all = null;
                    break;
            }
        }

        return all;
    }

    // The constant null is a value here, not an absent argument.
    private static SchemaValue? Value(SchemaOperation operation, string name) =>
        operation.Arguments.TryGetValue(name, out var value) ? value : null;

    /// <summary>
    /// The rows of two arguments (<c>columns</c> and <c>values</c>, or the same for keys); null where they are not
    /// known.
    /// </summary>
    public static ImmutableArray<Dictionary<SchemaName, SchemaValue>>? Read(
        SchemaValue? column, SchemaValue? columns, SchemaValue? value, SchemaValue? values)
    {
        var names = (column is not null ? ImmutableArray.Create(column) : columns is { Kind: SchemaValueKind.List } ? columns.Items : ImmutableArray<SchemaValue>.Empty)
            .Select(static item => SchemaName.Of(item)).ToImmutableArray();
        if (names.IsEmpty || names.Any(static name => name is null))
        {
            return null;
        }

        // Four shapes: one value; a list of values for one column (rows) or for one row (columns); a list of lists.
        IEnumerable<ImmutableArray<SchemaValue>>? rows =
            value is not null ? new[] { ImmutableArray.Create(value) }
            : values is not { Kind: SchemaValueKind.List } ? null
            : values.Items.Length > 0 && values.Items.All(static item => item.Kind == SchemaValueKind.List) ? values.Items.Select(static item => item.Items)
            : names.Length == 1 ? values.Items.Select(static item => ImmutableArray.Create(item))
            : new[] { values.Items };
        if (rows is null)
        {
            return null;
        }

        var read = ImmutableArray.CreateBuilder<Dictionary<SchemaName, SchemaValue>>();
        foreach (var row in rows)
        {
            if (row.Length != names.Length)
            {
                return null;
            }

            var cells = new Dictionary<SchemaName, SchemaValue>();
            for (var i = 0; i < row.Length; i++)
            {
                cells[names[i]!.Value] = row[i];
            }

            read.Add(cells);
        }

        return read.ToImmutable();
    }
}
