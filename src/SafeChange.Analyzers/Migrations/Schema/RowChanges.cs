using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>
/// The row changes of a table. Seed data may have thousands of rows, and Down then deletes each by a call of its own:
/// rows are found by their key's constants, not by asking every row.
/// </summary>
internal sealed class RowChanges : IEnumerable<RowChange>
{
    private readonly List<RowChange> changes = [];
    private readonly List<Index> indexes = [];

    public void Add(RowChange change)
    {
        changes.Add(change);
        foreach (var index in indexes)
        {
            index.Add(change);
        }
    }

    /// <summary>The changes that may be to the row that a key names.</summary>
    public IEnumerable<RowChange> MayBe(Dictionary<SchemaName, SchemaValue> key)
    {
        if (Entry(key, key.Keys) is not { } entry)
        {
            return changes.Where(change => change.MayBe(key));
        }

        if (indexes.Find(index => index.Columns.SequenceEqual(key.Keys)) is not { } found)
        {
            indexes.Add(found = new Index(key.Keys.ToList(), changes));
        }

        return found.Rows(entry).Where(change => change.MayBe(key));
    }

    public void RenameColumn(SchemaName from, SchemaName to)
    {
        indexes.Clear();
        foreach (var change in changes)
        {
            change.RenameColumn(from, to);
        }
    }

    public IEnumerator<RowChange> GetEnumerator() => changes.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // Null where a value is not a constant, or is not there.
    private static string? Entry(Dictionary<SchemaName, SchemaValue> values, IEnumerable<SchemaName> columns)
    {
        var entry = "";
        foreach (var column in columns)
        {
            if (!values.TryGetValue(column, out var value) || value.Kind != SchemaValueKind.Constant || value.Key is not { } key)
            {
                return null;
            }

            entry += "\u0002" + key;
        }

        return entry;
    }

    private sealed class Index
    {
        private readonly Dictionary<string, List<RowChange>> rows = new(StringComparer.OrdinalIgnoreCase);

        // A row whose key is not made of constants may be any row.
        private readonly List<RowChange> unknown = [];

        public Index(List<SchemaName> columns, IEnumerable<RowChange> changes)
        {
            Columns = columns;
            foreach (var change in changes)
            {
                Add(change);
            }
        }

        public List<SchemaName> Columns { get; }

        public void Add(RowChange change)
        {
            if (Entry(change.Values, Columns) is not { } entry)
            {
                unknown.Add(change);
            }
            else if (rows.TryGetValue(entry, out var same))
            {
                same.Add(change);
            }
            else
            {
                rows.Add(entry, [change]);
            }
        }

        public IEnumerable<RowChange> Rows(string entry) =>
            rows.TryGetValue(entry, out var same) ? same.Concat(unknown) : unknown;
    }
}
