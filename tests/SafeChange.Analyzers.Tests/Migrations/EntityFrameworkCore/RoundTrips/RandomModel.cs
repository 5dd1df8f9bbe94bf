using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.EntityFrameworkCore;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.RoundTrips;

/// <summary>
/// A model as data, so that edits can be drawn at random and every result is valid. <see cref="Configure"/> makes an EF
/// Core model of it. Entities and properties keep their key whatever table or column they are mapped to: that is what
/// EF Core recognises a rename by.
/// </summary>
/// <param name="Next">The number that the next key gets.</param>
internal sealed record RandomModel(ImmutableArray<RandomTable> Tables, ImmutableArray<RandomSequence> Sequences, int Next)
{
    /// <summary>The row that tests put into every table, beside those of the model.</summary>
    private const int SeededId = 1000;

    public static readonly RandomModel Empty = new([], [], 1);

    public void Configure(ModelBuilder model)
    {
        foreach (var sequence in Sequences)
        {
            model.HasSequence<long>(sequence.Name, sequence.Schema).StartsAt(sequence.Start).IncrementsBy(sequence.Increment);
        }

        foreach (var table in Tables)
        {
            model.Entity(table.Key, entity =>
            {
                entity.ToTable(table.Name, table.Schema, named =>
                {
                    named.HasComment(table.Comment);
                    foreach (var column in table.Columns.Where(column => table.Checks.Contains(column.Key)))
                    {
                        named.HasCheckConstraint($"CK_{table.Name}_{column.Name}", $"\"{column.Name}\" >= 0");
                    }
                });
                entity.Property<int>("Id");
                if (table.HasCompositeKey)
                {
                    entity.Property<int>("Part");
                    entity.HasKey("Id", "Part");
                }
                else
                {
                    entity.HasKey("Id");
                }

                foreach (var column in table.Columns)
                {
                    var property = entity.Property(column.ClrType, column.Key).HasColumnName(column.Name).HasComment(column.Comment).IsRequired(!column.IsNullable);
                    if (column.Length is { } length)
                    {
                        property.HasMaxLength(length);
                    }

                    if (column.Scale is { } scale)
                    {
                        property.HasPrecision(18, scale);
                    }

                    if (column.Default == RandomDefault.Value)
                    {
                        property.HasDefaultValue(column.Value(9, 1));
                    }
                    else if (column.Default == RandomDefault.Sql)
                    {
                        property.HasDefaultValueSql("CURRENT_TIMESTAMP");
                    }
                }

                foreach (var key in table.AlternateKeys)
                {
                    entity.HasAlternateKey(key);
                }

                foreach (var index in table.Indexes)
                {
                    var built = entity.HasIndex([.. index.Columns]).IsUnique(index.IsUnique);
                    if (index.IsDescending)
                    {
                        built.IsDescending();
                    }

                    if (index.IsFiltered)
                    {
                        built.HasFilter($"\"{table.Columns.Single(column => column.Key == index.Columns[0]).Name}\" IS NOT NULL");
                    }
                }

                entity.HasData(table.Rows.Select(row => (object)table.Row(row.Key, row.Value)));
            });
        }

        foreach (var table in Tables)
        {
            foreach (var reference in table.References)
            {
                model.Entity(table.Key, entity =>
                {
                    entity.Property<int?>(reference.Key).HasColumnName(reference.Column);
                    entity.HasOne(reference.Principal, navigationName: null).WithMany().HasForeignKey(reference.Key).OnDelete(reference.OnDelete);
                });
            }
        }
    }

    /// <summary>Statements that put a row into every table that has none of them yet; both SQLite and PostgreSQL take them.</summary>
    public IEnumerable<string> Seed()
    {
        foreach (var table in Tables)
        {
            var values = new List<(string Column, string Value)> { ("Id", $"{SeededId}") };
            if (table.HasCompositeKey)
            {
                values.Add(("Part", "1"));
            }

            values.AddRange(table.Columns.Select(column => (column.Name, column.SeededValue)));
            values.AddRange(table.References.Select(reference => (reference.Column, $"{SeededId}")));
            var name = (table.Schema is { } schema ? $"\"{schema}\"." : "") + $"\"{table.Name}\"";
            yield return $"INSERT INTO {name} ({string.Join(", ", values.Select(value => $"\"{value.Column}\""))}) "
                + $"SELECT {string.Join(", ", values.Select(value => value.Value))} WHERE NOT EXISTS (SELECT 1 FROM {name} WHERE \"Id\" = {SeededId})";
        }
    }

    /// <summary>The model without what has lost its columns, or the table or key that it refers to.</summary>
    public RandomModel Consistent()
    {
        var seen = new HashSet<string>();
        var tables = ImmutableArray.CreateBuilder<RandomTable>();
        foreach (var table in Tables)
        {
            var columns = table.Columns.Select(column => column.Key).ToHashSet();
            tables.Add(table with
            {
                AlternateKeys = [.. table.AlternateKeys.Where(columns.Contains)],
                Checks = [.. table.Checks.Where(key => table.Columns.Any(column => column.Key == key && column.IsNumber))],
                Indexes = [.. table.Indexes.Where(index => index.Columns.All(columns.Contains))],
                // Only to tables that come before: no circles.
                References = [.. table.References.Where(reference => seen.Contains(reference.Principal))],
            });
            if (!table.HasCompositeKey)
            {
                seen.Add(table.Key);
            }
        }

        return this with { Tables = tables.ToImmutable() };
    }
}

/// <param name="AlternateKeys">Keys of columns.</param>
/// <param name="Checks">Keys of columns that have to be positive.</param>
/// <param name="Rows">The rows of the model by Id, each with the number of its variant.</param>
internal sealed record RandomTable(string Key, string Name, ImmutableArray<RandomColumn> Columns)
{
    public string? Schema { get; init; }

    public string? Comment { get; init; }

    public bool HasCompositeKey { get; init; }

    public ImmutableArray<string> AlternateKeys { get; init; } = [];

    public ImmutableArray<string> Checks { get; init; } = [];

    public ImmutableArray<RandomIndex> Indexes { get; init; } = [];

    public ImmutableArray<RandomReference> References { get; init; } = [];

    public ImmutableSortedDictionary<int, int> Rows { get; init; } = ImmutableSortedDictionary<int, int>.Empty;

    public Dictionary<string, object> Row(int id, int variant)
    {
        var row = new Dictionary<string, object> { ["Id"] = id };
        if (HasCompositeKey)
        {
            row["Part"] = id;
        }

        foreach (var column in Columns)
        {
            // What is not there is null.
            if (!column.IsNullable || variant % 4 != 3)
            {
                row[column.Key] = column.Value(id, variant);
            }
        }

        return row;
    }
}

internal enum RandomDefault
{
    None,
    Value,
    Sql,
}

internal sealed record RandomColumn(string Key, string Name, Type Type, bool IsNullable)
{
    public int? Length { get; init; }

    public int? Scale { get; init; }

    public RandomDefault Default { get; init; }

    public string? Comment { get; init; }

    public Type ClrType => IsNullable && Type.IsValueType ? typeof(Nullable<>).MakeGenericType(Type) : Type;

    public bool IsNumber => Type == typeof(int) || Type == typeof(long) || Type == typeof(decimal) || Type == typeof(double);

    /// <summary>A literal that every provider takes for a value of the type.</summary>
    public string SeededValue => Type switch
    {
        _ when Type == typeof(string) => "'seed'",
        _ when Type == typeof(bool) => "TRUE",
        _ when Type == typeof(DateTime) => "'2026-01-02 03:04:05'",
        _ when Type == typeof(DateOnly) => "'2026-01-02'",
        _ when Type == typeof(Guid) => "'8F1A8A3C-43DE-4F0E-9F5B-0F2F3BA4F5D1'",
        _ => "7",
    };

    /// <summary>A value that no other row has, unless it is a bool.</summary>
    public object Value(int id, int variant) => Type switch
    {
        _ when Type == typeof(string) => $"r{id}v{variant}",
        _ when Type == typeof(int) => (id * 100) + variant,
        _ when Type == typeof(long) => (id * 100L) + variant,
        _ when Type == typeof(decimal) => (id * 100m) + (variant * 0.25m),
        _ when Type == typeof(double) => (id * 100d) + (variant * 0.25d),
        _ when Type == typeof(bool) => (id + variant) % 2 == 0,
        _ when Type == typeof(DateTime) => new DateTime(2026, 1, id, variant, 0, 0, DateTimeKind.Utc),
        _ when Type == typeof(DateOnly) => new DateOnly(2026, id, 1 + variant),
        _ when Type == typeof(Guid) => new Guid(id, (short)variant, 0, new byte[8]),
        _ => throw new InvalidOperationException(Type.Name),
    };
}

internal sealed record RandomIndex(ImmutableArray<string> Columns, bool IsUnique, bool IsFiltered, bool IsDescending);

internal sealed record RandomReference(string Key, string Column, string Principal, DeleteBehavior OnDelete);

internal sealed record RandomSequence(string Name, string? Schema, long Start, int Increment);
