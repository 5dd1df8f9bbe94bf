using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using static SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding.SampleModels;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>Constraints: primary, alternate and foreign keys, and checks.</summary>
internal static class KeyChanges
{
    public static IEnumerable<ModelChange> All =>
    [
        new("AddForeignKey", ArticleAndAuthor(article => article.Property<int>("AuthorId")), ArticleOfAuthor()),
        new("AddRelationship", ArticleAndAuthor(), ArticleOfAuthor()),
        new("AddOptionalRelationship", ArticleAndAuthor(), ArticleOfAuthor(DeleteBehavior.SetNull, required: false)),
        new("AddRelatedTable", Article(), ArticleOfAuthor()),
        new("DropForeignKey", ArticleOfAuthor(), ArticleAndAuthor(article =>
        {
            article.Property<int>("AuthorId");
            article.HasIndex("AuthorId");
        })),
        new("DropRelationship", ArticleOfAuthor(), ArticleAndAuthor()),
        new("ChangeDeleteBehavior", ArticleOfAuthor(), ArticleOfAuthor(DeleteBehavior.Restrict)),
        new("RelationshipBecomesOptional", ArticleOfAuthor(), ArticleOfAuthor(DeleteBehavior.ClientSetNull, required: false)),
        new("RelationshipBecomesRequired", ArticleOfAuthor(DeleteBehavior.ClientSetNull, required: false), ArticleOfAuthor()),
        new("RelationshipBecomesOneToOne",
            ArticleOfAuthor(),
            ArticleAndAuthor(article =>
            {
                article.Property<int>("AuthorId");
                article.HasOne("Author").WithOne().HasForeignKey("Article", "AuthorId");
            })),
        new("RenameForeignKey",
            ArticleOfAuthor(),
            ArticleAndAuthor(article =>
            {
                article.Property<int>("AuthorId");
                article.HasOne("Author").WithMany().HasForeignKey("AuthorId").HasConstraintName("FK_Written_By");
            })),
        new("AddForeignKeyToItself", Article(), Article(article =>
        {
            article.Property<int?>("SequelOfId");
            article.HasOne("Article").WithMany().HasForeignKey("SequelOfId").OnDelete(DeleteBehavior.NoAction);
        })),
        new("AddCompositeForeignKeyToAlternateKey",
            ArticleAndAuthor(author: AuthorWithNames),
            ArticleAndAuthor(
                article =>
                {
                    article.Property<string>("AuthorFirst").IsRequired().HasMaxLength(50);
                    article.Property<string>("AuthorLast").IsRequired().HasMaxLength(50);
                    article.HasOne("Author").WithMany().HasForeignKey("AuthorFirst", "AuthorLast").HasPrincipalKey("First", "Last");
                },
                AuthorWithNames)),

        new("PrimaryKeyBecomesComposite", Article(article => article.Property<int>("Edition")), Article(article =>
        {
            article.Property<int>("Id").ValueGeneratedNever();
            article.Property<int>("Edition");
            article.HasKey("Id", "Edition");
        })),
        new("RenamePrimaryKey", Article(), Article(article => article.HasKey("Id").HasName("PK_Archive"))),
        new("MovePrimaryKey", Article(article => article.Property<Guid>("Key")), Article(article =>
        {
            article.Property<int>("Id").ValueGeneratedNever();
            article.Property<Guid>("Key");
            article.HasKey("Key");
        })),
        new("ChangePrimaryKeyType", Article(), model => model.Entity("Article", article =>
        {
            article.ToTable("Articles");
            article.Property<long>("Id");
            article.Property<string>("Title").IsRequired().HasMaxLength(200);
            article.HasKey("Id");
        })) { Providers = ModelChange.Servers },
        new("ReplacePrimaryKeyColumn", Article(), model => model.Entity("Article", article =>
        {
            article.ToTable("Articles");
            article.Property<Guid>("Key");
            article.Property<string>("Title").IsRequired().HasMaxLength(200);
            article.HasKey("Key");
        })),
        new("TableLosesItsKey", Article(article => article.Property<int>("Id").ValueGeneratedNever()), model => model.Entity("Article", article =>
        {
            article.ToTable("Articles");
            article.Property<int>("Id");
            article.Property<string>("Title").IsRequired().HasMaxLength(200);
            article.HasNoKey();
        })),

        new("AddAlternateKey", Article(), Article(article => article.HasAlternateKey("Title"))),
        new("AddCompositeAlternateKey", Article(article => article.Property<int>("Edition")), Article(article =>
        {
            article.Property<int>("Edition");
            article.HasAlternateKey("Title", "Edition").HasName("AK_Edition");
        })),
        new("DropAlternateKey", Article(article => article.HasAlternateKey("Title")), Article()),
        new("RenameAlternateKey",
            Article(article => article.HasAlternateKey("Title")),
            Article(article => article.HasAlternateKey("Title").HasName("AK_Title"))),
        new("AlternateKeyBecomesUniqueIndex", Article(article => article.HasAlternateKey("Title")), Article(article => article.HasIndex("Title").IsUnique())),

        new("AddCheckConstraint", Checked(null), Checked("\"Words\" > 0")),
        new("DropCheckConstraint", Checked("\"Words\" > 0"), Checked(null)),
        new("ChangeCheckConstraint", Checked("\"Words\" > 0"), Checked("\"Words\" > 0\nAND \"Words\" < 100000")),
        new("RenameCheckConstraint", Checked("\"Words\" > 0"), Checked("\"Words\" > 0", "CK_Words_Positive")),
    ];

    private static void AuthorWithNames(EntityTypeBuilder author)
    {
        author.Property<string>("First").IsRequired().HasMaxLength(50);
        author.Property<string>("Last").IsRequired().HasMaxLength(50);
        author.HasAlternateKey("First", "Last");
    }

    private static Action<ModelBuilder> Checked(string? sql, string name = "CK_Articles_Words") => Article(article =>
    {
        article.Property<int>("Words");
        if (sql is not null)
        {
            article.ToTable(table => table.HasCheckConstraint(name, sql));
        }
    });
}
