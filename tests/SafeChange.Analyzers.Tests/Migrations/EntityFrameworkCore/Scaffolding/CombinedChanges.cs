using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore;
using static SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding.SampleModels;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>Several changes in one step, as real ones are, and none.</summary>
internal static class CombinedChanges
{
    public static IEnumerable<ModelChange> All =>
    [
        new("NoChange", ArticleOfAuthor(), ArticleOfAuthor()),

        new("ChangeColumnsKeysAndIndexes",
            ArticleAndAuthor(article =>
            {
                article.Property<string>("Body");
                article.Property<int?>("Words");
                article.Property<string>("Obsolete");
                article.HasIndex("Words");
            }),
            ArticleAndAuthor(article =>
            {
                article.Property<string>("Body").IsRequired().HasMaxLength(4000);
                article.Property<int>("Words");
                article.Property<int>("AuthorId");
                article.HasIndex("Words", "Title").IsUnique();
                article.HasOne("Author").WithMany().HasForeignKey("AuthorId");
                article.ToTable(table => table.HasCheckConstraint("CK_Articles_Words", "\"Words\" > 0"));
            })),

        new("ReplaceTable", ArticleOfAuthor(), model => model.Entity("Book", book =>
        {
            book.ToTable("Books");
            book.Property<Guid>("Isbn");
            book.Property<decimal>("Price");
            book.HasKey("Isbn");
        })),

        new("CreateDropAndRenameTables",
            ArticleAndAuthor().Then(model => model.Entity("Draft", draft =>
            {
                draft.Property<int>("Id");
                draft.Property<string>("Text");
            })),
            Article(article => article.ToTable("Posts")).Then(model => model.Entity("Publisher", publisher =>
            {
                publisher.Property<Guid>("Id");
                publisher.Property<string>("Town");
            })).Then(model => model.Entity("Author", author =>
            {
                author.ToTable("Authors");
                author.Property<int>("Id");
                author.Property<string>("Name").IsRequired().HasMaxLength(80);
            }))),

        new("RenameTableAlterColumnsAndInsertRows",
            Article(article =>
            {
                article.Property<string>("Body");
                article.HasData(new { Id = 1, Title = "First" });
            }),
            Article(article =>
            {
                article.ToTable("Posts");
                article.Property<string>("Body").IsRequired();
                article.Property<bool>("Published");
                article.HasData(new { Id = 1, Title = "First", Body = "", Published = true }, new { Id = 2, Title = "Second", Body = "", Published = false });
            })),

        new("SoftDeleteAndAudit", ArticleOfAuthor(), ArticleOfAuthor().Then(model =>
        {
            foreach (var entity in new[] { "Article", "Author" })
            {
                model.Entity(entity, builder =>
                {
                    builder.Property<bool>("IsDeleted");
                    builder.Property<DateTimeOffset>("CreatedAt");
                    builder.Property<string>("CreatedBy").HasMaxLength(100);
                    builder.HasIndex("IsDeleted");
                });
            }
        })),

        new("KeyBecomesGuidEverywhere", ArticleOfAuthor(), model =>
        {
            model.Entity("Author", author =>
            {
                author.ToTable("Authors");
                author.Property<Guid>("Id");
                author.Property<string>("Name").IsRequired();
            });
            model.Entity("Article", article =>
            {
                article.ToTable("Articles");
                article.Property<int>("Id");
                article.Property<string>("Title").IsRequired().HasMaxLength(200);
                article.Property<Guid>("AuthorId");
                article.HasOne("Author").WithMany().HasForeignKey("AuthorId");
            });
        }),
    ];
}
