using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using static SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding.SampleModels;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>What only SQL Server has: it travels as annotations of the operations.</summary>
internal static class SqlServerChanges
{
    public static IEnumerable<ModelChange> All => Changes.Select(change => change with { Providers = [Provider.SqlServer] });

    private static IEnumerable<ModelChange> Changes =>
    [
        new("TableBecomesTemporal", Article(), Article(article => article.ToTable(table => table.IsTemporal()))),
        new("TableIsTemporalNoLonger", Article(article => article.ToTable(table => table.IsTemporal())), Article()),
        new("CreateTemporalTable", Empty, Article(article => article.ToTable(table => table.IsTemporal()))),
        new("DropTemporalTable", Article(article => article.ToTable(table => table.IsTemporal())), Empty),
        new("RenameTemporalTable",
            Article(article => article.ToTable("Articles", table => table.IsTemporal())),
            Article(article => article.ToTable("Posts", table => table.IsTemporal()))),
        new("ChangeHistoryTable",
            Article(article => article.ToTable(table => table.IsTemporal())),
            Article(article => article.ToTable(table => table.IsTemporal(temporal => temporal.UseHistoryTable("ArticlesPast", "history"))))),
        new("RenamePeriodColumn",
            Article(article => article.ToTable(table => table.IsTemporal())),
            Article(article => article.ToTable(table => table.IsTemporal(temporal => temporal.HasPeriodStart("PeriodStart").HasColumnName("ValidFrom"))))),
        new("AddColumnToTemporalTable",
            Article(article => article.ToTable(table => table.IsTemporal())),
            Article(article =>
            {
                article.ToTable(table => table.IsTemporal());
                article.Property<int>("Words");
            })),
        new("DropColumnOfTemporalTable",
            Article(article =>
            {
                article.ToTable(table => table.IsTemporal());
                article.Property<int>("Words");
            }),
            Article(article => article.ToTable(table => table.IsTemporal()))),

        new("ChangeDatabaseCollationOfSqlServer", Article(), Article().Then(model => model.UseCollation("Latin1_General_CI_AS"))),
        new("ChangeDatabaseEdition",
            Article().Then(model => model.HasServiceTier("BusinessCritical")),
            Article().Then(model => model.HasServiceTier("Premium").HasPerformanceLevel("P1"))),
        new("CreateMemoryOptimizedTable", Empty, Article(article => article.ToTable(table => table.IsMemoryOptimized()))),
        new("TableBecomesMemoryOptimized", Article(), Article(article => article.ToTable(table => table.IsMemoryOptimized()))),

        new("CreateIndexThatIncludesOnSqlServer",
            Coded(),
            Coded(article => SqlServerIndexBuilderExtensions.IncludeProperties(article.HasIndex("Code"), "Title"))),
        new("CreateIndexOnline", Coded(), Coded(article => article.HasIndex("Code").IsCreatedOnline())),
        new("CreateClusteredIndex",
            Coded(article => article.HasKey("Id").IsClustered(false)),
            Coded(article =>
            {
                article.HasKey("Id").IsClustered(false);
                article.HasIndex("Code").IsClustered();
            })),
        new("CreateIndexWithOptions",
            Coded(),
            Coded(article => article.HasIndex("Code").HasFillFactor(80).SortInTempDb().UseDataCompression(DataCompressionType.Page))),
        new("ChangeFillFactor",
            Coded(article => article.HasIndex("Code").HasFillFactor(80)),
            Coded(article => article.HasIndex("Code").HasFillFactor(90))),
        new("DropIndexWithOptions",
            Coded(article => SqlServerIndexBuilderExtensions.IncludeProperties(article.HasIndex("Code").IsUnique().HasFillFactor(80), "Title")),
            Coded()),
        new("PrimaryKeyIsClusteredNoLonger", Article(), Article(article => article.HasKey("Id").IsClustered(false))),

        new("ChangeIdentitySeed", Article(), Article(article => SqlServerPropertyBuilderExtensions.UseIdentityColumn(article.Property<int>("Id"), 1000, 10))),
        new("IdentityBecomesHiLoOnSqlServer",
            Article(),
            Article(article => SqlServerPropertyBuilderExtensions.UseHiLo(article.Property<int>("Id"), "ArticleNumbers"))),
        new("IdentityBecomesSequenceOnSqlServer",
            Article(),
            Article(article => SqlServerPropertyBuilderExtensions.UseSequence(article.Property<int>("Id"), "ArticleNumbers"))),
        new("ColumnBecomesSparse", Coded(), Coded(article => article.Property<string>("Code").IsSparse())),
    ];

    private static Action<ModelBuilder> Coded(Action<EntityTypeBuilder>? configure = null) => Article(article =>
    {
        article.Property<string>("Code").HasMaxLength(20);
        configure?.Invoke(article);
    });
}
