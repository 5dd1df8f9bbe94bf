using System;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>
/// The models that changes start from: a few tables of an article archive. They are property bags, so that a change
/// states all there is to a column in one line.
/// </summary>
internal static class SampleModels
{
    public static void Empty(ModelBuilder model)
    {
    }

    /// <summary>One table, <c>Articles</c>: <c>Id</c>, <c>Title</c>, and what is configured beside them.</summary>
    public static Action<ModelBuilder> Article(Action<EntityTypeBuilder>? configure = null) => model => ConfigureArticle(model, configure);

    /// <summary><c>Authors</c> and <c>Articles</c>, not related.</summary>
    public static Action<ModelBuilder> ArticleAndAuthor(Action<EntityTypeBuilder>? article = null, Action<EntityTypeBuilder>? author = null) => model =>
    {
        ConfigureAuthor(model, author);
        ConfigureArticle(model, article);
    };

    /// <summary><c>Articles.AuthorId</c> refers to <c>Authors</c>.</summary>
    public static Action<ModelBuilder> ArticleOfAuthor(DeleteBehavior onDelete = DeleteBehavior.Cascade, bool required = true) => ArticleAndAuthor(
        article =>
        {
            if (required)
            {
                article.Property<int>("AuthorId");
            }
            else
            {
                article.Property<int?>("AuthorId");
            }

            article.HasOne("Author").WithMany().HasForeignKey("AuthorId").OnDelete(onDelete);
        });

    public static Action<ModelBuilder> Then(this Action<ModelBuilder> first, Action<ModelBuilder> second) => model =>
    {
        first(model);
        second(model);
    };

    private static void ConfigureArticle(ModelBuilder model, Action<EntityTypeBuilder>? configure) => model.Entity("Article", article =>
    {
        article.ToTable("Articles");
        article.Property<int>("Id");
        article.Property<string>("Title").IsRequired().HasMaxLength(200);
        article.HasKey("Id");
        configure?.Invoke(article);
    });

    private static void ConfigureAuthor(ModelBuilder model, Action<EntityTypeBuilder>? configure) => model.Entity("Author", author =>
    {
        author.ToTable("Authors");
        author.Property<int>("Id");
        author.Property<string>("Name").IsRequired();
        author.HasKey("Id");
        configure?.Invoke(author);
    });
}
