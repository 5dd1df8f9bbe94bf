using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using static SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding.SampleModels;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>Indexes on the columns <c>Code</c> and <c>Words</c>.</summary>
internal static class IndexChanges
{
    public static IEnumerable<ModelChange> All =>
    [
        new("CreateIndex", Indexed(), Indexed(article => article.HasIndex("Code"))),
        new("CreateUniqueIndex", Indexed(), Indexed(article => article.HasIndex("Code").IsUnique())),
        new("CreateCompositeIndex", Indexed(), Indexed(article => article.HasIndex("Code", "Words"))),
        new("CreateNamedIndex", Indexed(), Indexed(article => article.HasIndex("Code").HasDatabaseName("ByCode"))),
        new("CreateDescendingIndex", Indexed(), Indexed(article => article.HasIndex("Words").IsDescending())),
        new("CreatePartlyDescendingIndex", Indexed(), Indexed(article => article.HasIndex("Code", "Words").IsDescending(false, true))),
        new("CreateFilteredIndex", Indexed(), Indexed(article => article.HasIndex("Code").IsUnique().HasFilter("\"Code\" IS NOT NULL"))),
        new("CreateTwoIndexesOnOneColumn", Indexed(), Indexed(article =>
        {
            article.HasIndex(["Words"], "IX_Up");
            article.HasIndex(["Words"], "IX_Down").IsDescending();
        })),
        new("CreateIndexOnNewColumn", Article(), Indexed(article => article.HasIndex("Code", "Words"))),

        new("DropIndex", Indexed(article => article.HasIndex("Code")), Indexed()),
        new("DropUniqueIndex", Indexed(article => article.HasIndex("Code").IsUnique()), Indexed()),
        new("DropDescendingIndex", Indexed(article => article.HasIndex("Code", "Words").IsDescending(false, true)), Indexed()),
        new("DropFilteredIndex", Indexed(article => article.HasIndex("Code").HasFilter("\"Words\" > 0")), Indexed()),

        new("RenameIndex", Indexed(article => article.HasIndex("Code")), Indexed(article => article.HasIndex("Code").HasDatabaseName("ByCode"))),
        new("IndexBecomesUnique", Indexed(article => article.HasIndex("Code")), Indexed(article => article.HasIndex("Code").IsUnique())),
        new("IndexBecomesNotUnique", Indexed(article => article.HasIndex("Code").IsUnique()), Indexed(article => article.HasIndex("Code"))),
        new("ChangeIndexColumns", Indexed(article => article.HasIndex(["Code"], "IX")), Indexed(article => article.HasIndex(["Code", "Words"], "IX"))),
        new("ChangeIndexDirection", Indexed(article => article.HasIndex("Words")), Indexed(article => article.HasIndex("Words").IsDescending())),
        new("ChangeIndexFilter",
            Indexed(article => article.HasIndex("Code").HasFilter("\"Words\" > 0")),
            Indexed(article => article.HasIndex("Code").HasFilter("\"Words\" > 100"))),
    ];

    private static Action<ModelBuilder> Indexed(Action<EntityTypeBuilder>? configure = null) => Article(article =>
    {
        article.Property<string>("Code").HasMaxLength(20);
        article.Property<int>("Words");
        configure?.Invoke(article);
    });
}
