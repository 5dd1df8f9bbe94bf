using System.Collections.Generic;
using Microsoft.EntityFrameworkCore;
using static SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding.SampleModels;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>Tables that come, go, and change their name, schema or comment.</summary>
internal static class TableChanges
{
    public static IEnumerable<ModelChange> All =>
    [
        new("CreateTable", Empty, Article()),

        new("CreateTableWithEverything", ArticleAndAuthor(), ArticleAndAuthor().Then(Reviews)),

        new("CreateTableWithoutKey", Empty, model => model.Entity("LogLine", line =>
        {
            line.ToTable("LogLines");
            line.Property<string>("Text");
            line.HasNoKey();
        })),

        new("CreateTablesThatReferToEachOther", Empty, ArticleAndAuthor(
            article =>
            {
                article.Property<int>("AuthorId");
                article.HasOne("Author").WithMany().HasForeignKey("AuthorId");
            },
            author =>
            {
                author.Property<int?>("FavouriteId");
                author.HasOne("Article").WithMany().HasForeignKey("FavouriteId").OnDelete(DeleteBehavior.NoAction);
            })),

        new("DropTable", ArticleAndAuthor(), Article()),

        new("DropEveryTable", ArticleOfAuthor(), Empty),

        new("DropTableThatRefers", ArticleOfAuthor(), model => model.Entity("Author", author =>
        {
            author.ToTable("Authors");
            author.Property<int>("Id");
            author.Property<string>("Name").IsRequired();
        })),

        new("DropTableThatIsReferredTo", ArticleOfAuthor(), Article(article => article.Property<int>("AuthorId"))),

        new("DropTableWithEverything", ArticleAndAuthor().Then(Reviews), ArticleAndAuthor()),

        new("RenameTable", Article(), Article(article =>
        {
            article.ToTable("Posts");
            article.HasKey("Id").HasName("PK_Articles");
        })),

        new("RenameTableAndWhatIsNamedAfterIt", ArticleOfAuthor(), ArticleOfAuthor().Then(model => model.Entity("Article").ToTable("Posts"))),

        new("RenameTableThatIsReferredTo", ArticleOfAuthor(), ArticleOfAuthor().Then(model => model.Entity("Author").ToTable("Writers"))),

        new("RenameTableAndColumnAndAddColumn", Article(), Article(article =>
        {
            article.ToTable("Posts");
            article.Property<string>("Title").HasColumnName("Headline");
            article.Property<int>("Words");
        })),

        new("RenameTableByCase", Article(), Article(article => article.ToTable("articles"))) { Providers = ModelChange.Servers },

        new("MoveTableToSchema", Article(), Article(article => article.ToTable("Articles", "archive"))) { Providers = ModelChange.Servers },

        new("MoveTableBetweenSchemas",
            ArticleOfAuthor().Then(model => model.Entity("Article").ToTable("Articles", "drafts")),
            ArticleOfAuthor().Then(model => model.Entity("Article").ToTable("Articles", "archive"))) { Providers = ModelChange.Servers },

        new("MoveTableOutOfSchema", Article(article => article.ToTable("Articles", "archive")), Article()) { Providers = ModelChange.Servers },

        new("MoveAndRenameTable",
            Article(article => article.ToTable("Articles", "drafts")),
            Article(article => article.ToTable("Posts", "archive"))) { Providers = ModelChange.Servers },

        new("CreateTableInSchema", Empty, Article(article => article.ToTable("Articles", "archive"))) { Providers = ModelChange.Servers },

        new("DropTableInSchema", Article(article => article.ToTable("Articles", "archive")), Empty) { Providers = ModelChange.Servers },

        new("SetDefaultSchema", ArticleOfAuthor(), ArticleOfAuthor().Then(model => model.HasDefaultSchema("archive"))) { Providers = ModelChange.Servers },

        new("ChangeDefaultSchema",
            ArticleOfAuthor().Then(model => model.HasDefaultSchema("drafts")),
            ArticleOfAuthor().Then(model => model.HasDefaultSchema("archive"))) { Providers = ModelChange.Servers },

        new("ChangeColumnsInSchema",
            Article(article =>
            {
                article.ToTable("Articles", "archive");
                article.Property<string>("Body");
                article.Property<int>("Words");
                article.HasIndex("Words");
            }),
            Article(article =>
            {
                article.ToTable("Articles", "archive");
                article.Property<string>("Text").HasColumnName("Text").HasMaxLength(4000);
                article.Property<long>("Words");
                article.HasIndex("Words").HasDatabaseName("IX_Words");
            })) { Providers = ModelChange.Servers },

        new("AddTableComment", Article(), Article(article => article.ToTable(table => table.HasComment("What was published")))),

        new("ChangeTableComment",
            Article(article => article.ToTable(table => table.HasComment("What was published"))),
            Article(article => article.ToTable(table => table.HasComment("What was published, and when\nand by whom")))),

        new("RemoveTableComment", Article(article => article.ToTable(table => table.HasComment("What was published"))), Article()),

        new("StopMigratingTable", ArticleAndAuthor(), ArticleAndAuthor(author: author => author.ToTable("Authors", table => table.ExcludeFromMigrations()))),

        new("TableBecomesView", ArticleAndAuthor(), ArticleAndAuthor(author: author => author.ToTable((string?)null).ToView("Authors"))),
    ];

    private static void Reviews(ModelBuilder model) => model.Entity("Review", review =>
    {
        review.ToTable("Reviews", table =>
        {
            table.HasComment("What readers say");
            table.HasCheckConstraint("CK_Reviews_Stars", "\"Stars\" BETWEEN 1 AND 5");
        });
        review.Property<int>("ArticleId");
        review.Property<int>("Number");
        review.Property<string>("Code").IsRequired().HasMaxLength(20);
        review.Property<int>("Stars").HasDefaultValue(3).HasComment("One to five");
        review.Property<int?>("AuthorId");
        review.Property<int?>("ReplyToArticleId");
        review.Property<int?>("ReplyToNumber");
        review.HasKey("ArticleId", "Number");
        review.HasAlternateKey("Code");
        review.HasIndex("Stars");
        review.HasOne("Article").WithMany().HasForeignKey("ArticleId");
        review.HasOne("Author").WithMany().HasForeignKey("AuthorId").OnDelete(DeleteBehavior.SetNull);
        review.HasOne("Review").WithMany().HasForeignKey("ReplyToArticleId", "ReplyToNumber").OnDelete(DeleteBehavior.NoAction);
    });
}
