using System;
using System.Collections.Immutable;
using System.Linq;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore;

/// <summary>
/// Random models and what random edits make of them. EF Core's differ turns the two into operations, so every
/// sequence that comes out is one that it would write.
/// </summary>
internal static class RandomModels
{
    private static readonly ImmutableArray<string> TableNames = ["Articles", "Authors", "Tags", "Reviews"];
    private static readonly ImmutableArray<string> ColumnNames = ["Title", "Body", "Words", "At", "Rank"];
    private static readonly ImmutableArray<Type> Types =
        [typeof(string), typeof(int), typeof(int?), typeof(long), typeof(DateTime), typeof(DateTime?), typeof(bool), typeof(Guid), typeof(decimal), typeof(byte[])];

    private static readonly Gen<Column> GenColumn =
        from name in OneOf(ColumnNames)
        from type in Gen.Int[0, Types.Length - 1]
        from required in Gen.Bool
        from length in OneOf<int?>([null, 50, 200])
        from indexed in Gen.Int[0, 3]
        select new Column(name, Types[type], required, length, indexed == 0, IsUnique: indexed == 1 && required);

    private static readonly Gen<Table> GenTable =
        from name in OneOf(TableNames)
        from columns in GenColumn.Array[0, 4]
        from parent in Gen.Int[0, 5]
        from comment in OneOf<string?>([null, null, "said"])
        select new Table(name, [.. columns.DistinctBy(column => column.Name)], parent < TableNames.Length ? TableNames[parent] : null, comment);

    private static readonly Gen<ImmutableArray<Table>> GenModel =
        GenTable.Array[1, 4].Select(tables => tables.DistinctBy(table => table.Name).ToImmutableArray());

    /// <summary>
    /// Two models, the second one made from the first by adding, removing and replacing tables and columns. What the
    /// second one has and the first has not is what Write Down can take back without history.
    /// </summary>
    public static readonly Gen<ModelChange> GenChange =
        from before in GenModel
        from added in GenModel
        from keepTables in Gen.Int[0, 3]
        select new ModelChange(
            "Random",
            model => Configure(model, before),
            model => Configure(model, Merge(before, added, dropsTables: keepTables == 0)));

    private static Gen<T> OneOf<T>(ImmutableArray<T> values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    // Tables of both, with the columns of the second one: columns come, go and change.
    private static ImmutableArray<Table> Merge(ImmutableArray<Table> before, ImmutableArray<Table> added, bool dropsTables) =>
        dropsTables ? added : [.. added, .. before.Where(table => added.All(other => other.Name != table.Name))];

    private static void Configure(ModelBuilder model, ImmutableArray<Table> tables)
    {
        foreach (var table in tables)
        {
            model.Entity(table.Name, entity =>
            {
                entity.ToTable(table.Name, named => named.HasComment(table.Comment));
                entity.Property<int>("Id");
                entity.HasKey("Id");
                foreach (var column in table.Columns)
                {
                    var property = entity.Property(column.Type, column.Name);
                    if (!column.Type.IsValueType)
                    {
                        property.IsRequired(column.IsRequired);
                    }

                    if (column.Length is { } length && column.Type == typeof(string))
                    {
                        property.HasMaxLength(length);
                    }

                    if (column.IsIndexed || column.IsUnique)
                    {
                        entity.HasIndex(column.Name).IsUnique(column.IsUnique);
                    }
                }
            });
        }

        var names = tables.Select(table => table.Name).ToHashSet();
        foreach (var table in tables.Where(table => table.Parent is { } parent && parent != table.Name && names.Contains(parent)))
        {
            // No circles: only to a table that comes before.
            if (tables.Select(each => each.Name).ToList().IndexOf(table.Parent!) < tables.IndexOf(table))
            {
                model.Entity(table.Name).HasOne(table.Parent!, navigationName: null).WithMany().HasForeignKey(table.Parent + "Id").OnDelete(DeleteBehavior.Restrict);
            }
        }
    }

    private sealed record Table(string Name, ImmutableArray<Column> Columns, string? Parent, string? Comment);

    private sealed record Column(string Name, Type Type, bool IsRequired, int? Length, bool IsIndexed, bool IsUnique);
}
