using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore;
using static SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding.SampleModels;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>Rows that are part of the model (<c>HasData</c>).</summary>
internal static class DataChanges
{
    public static IEnumerable<ModelChange> All =>
    [
        new("InsertRow", Article(), Article(article => article.HasData(First))),
        new("InsertRows", Article(), Article(article => article.HasData(First, Second, Third))),
        new("InsertMoreRows", Article(article => article.HasData(First)), Article(article => article.HasData(First, Second, Third))),
        new("CreateTableWithRows", Empty, Article(article => article.HasData(First, Second))),
        new("CreateRelatedTablesWithRows", Empty, ArticleOfAuthor().Then(model =>
        {
            model.Entity("Author").HasData(new { Id = 1, Name = "Ada" });
            model.Entity("Article").HasData(new { Id = 1, Title = "First", AuthorId = 1 });
        })),
        new("InsertRelatedRows", ArticleOfAuthor(), ArticleOfAuthor().Then(model =>
        {
            model.Entity("Author").HasData(new { Id = 1, Name = "Ada" }, new { Id = 2, Name = "Grace" });
            model.Entity("Article").HasData(new { Id = 1, Title = "First", AuthorId = 1 });
        })),
        new("InsertRowsOfEveryType", Typed(seeded: false), Typed(seeded: true)),
        new("DeleteRowsOfEveryType", Typed(seeded: true), Typed(seeded: false)),
        new("DropTableWithRows", ArticleAndAuthor(author: author => author.HasData(new { Id = 1, Name = "Ada" })), Article()),

        new("UpdateValue", Article(article => article.HasData(First)), Article(article => article.HasData(new { Id = 1, Title = "First, revised" }))),
        new("UpdateValuesOfManyRows",
            Article(article =>
            {
                article.Property<int>("Words");
                article.HasData(new { Id = 1, Title = "First", Words = 1 }, new { Id = 2, Title = "Second", Words = 2 });
            }),
            Article(article =>
            {
                article.Property<int>("Words");
                article.HasData(new { Id = 1, Title = "First, revised", Words = 10 }, new { Id = 2, Title = "Second", Words = 20 });
            })),
        new("UpdateValueToNull",
            Article(article =>
            {
                article.Property<string>("Body");
                article.HasData(new { Id = 1, Title = "First", Body = "Text" });
            }),
            Article(article =>
            {
                article.Property<string>("Body");
                article.HasData(First);
            })),
        new("DeleteRow", Article(article => article.HasData(First, Second)), Article(article => article.HasData(Second))),
        new("DeleteRows", Article(article => article.HasData(First, Second, Third)), Article()),
        new("ChangeKeyOfRow", Article(article => article.HasData(First)), Article(article => article.HasData(new { Id = 4, Title = "First" }))),
        new("InsertUpdateAndDeleteRows",
            Article(article => article.HasData(First, Second)),
            Article(article => article.HasData(new { Id = 2, Title = "Second, revised" }, Third))),

        new("InsertRowsWithCompositeKey", Editions(), Editions(new { Id = 1, Edition = 1, Name = "A" }, new { Id = 1, Edition = 2, Name = "B" })),
        new("UpdateRowWithCompositeKey", Editions(new { Id = 1, Edition = 1, Name = "A" }), Editions(new { Id = 1, Edition = 1, Name = "B" })),
        new("DeleteRowsWithCompositeKey", Editions(new { Id = 1, Edition = 1, Name = "A" }, new { Id = 1, Edition = 2, Name = "B" }), Editions()),

        new("AddColumnToTableWithRows",
            Article(article => article.HasData(First, Second)),
            Article(article =>
            {
                article.Property<int>("Words");
                article.HasData(new { Id = 1, Title = "First", Words = 10 }, new { Id = 2, Title = "Second", Words = 20 });
            })),
        new("DropColumnOfTableWithRows",
            Article(article =>
            {
                article.Property<int>("Words");
                article.HasData(new { Id = 1, Title = "First", Words = 10 }, new { Id = 2, Title = "Second", Words = 20 });
            }),
            Article(article => article.HasData(First, Second))),
        new("RenameColumnOfTableWithRows",
            Article(article => article.HasData(First)),
            Article(article =>
            {
                article.Property<string>("Title").HasColumnName("Headline");
                article.HasData(First);
            })),
        new("ReplaceKeyColumnOfTableWithRows", Article(article => article.HasData(First)), model => model.Entity("Article", article =>
        {
            article.ToTable("Articles");
            article.Property<Guid>("Key");
            article.Property<string>("Title").IsRequired().HasMaxLength(200);
            article.HasKey("Key");
            article.HasData(new { Key = new Guid("8f1a8a3c-43de-4f0e-9f5b-0f2f3ba4f5d1"), Title = "First" });
        })) { Providers = ModelChange.Servers },
        new("InsertRowsInSchema",
            Article(article => article.ToTable("Articles", "archive")),
            Article(article =>
            {
                article.ToTable("Articles", "archive");
                article.HasData(First, Second);
            })) { Providers = ModelChange.Servers },
        new("UpdateAndDeleteRowsInSchema",
            Article(article =>
            {
                article.ToTable("Articles", "archive");
                article.HasData(First, Second);
            }),
            Article(article =>
            {
                article.ToTable("Articles", "archive");
                article.HasData(new { Id = 1, Title = "First, revised" });
            })) { Providers = ModelChange.Servers },
    ];

    private static object First => new { Id = 1, Title = "First" };

    private static object Second => new { Id = 2, Title = "Second" };

    private static object Third => new { Id = 3, Title = "Third" };

    private static Action<ModelBuilder> Editions(params object[] rows) => model => model.Entity("Edition", edition =>
    {
        edition.ToTable("Editions");
        edition.Property<int>("Id");
        edition.Property<int>("Edition");
        edition.Property<string>("Name");
        edition.HasKey("Id", "Edition");
        edition.HasData(rows);
    });

    private static Action<ModelBuilder> Typed(bool seeded) => model => model.Entity("Typed", typed =>
    {
        typed.ToTable("Typed");
        typed.Property<Guid>("Id");
        typed.Property<bool>("Bool");
        typed.Property<long?>("Long");
        typed.Property<decimal>("Decimal");
        typed.Property<DateTime>("DateTime");
        typed.Property<DateTimeOffset>("DateTimeOffset");
        typed.Property<TimeSpan>("TimeSpan");
        typed.Property<byte[]>("Bytes");
        typed.Property<DayOfWeek>("Enum");
        typed.Property<DayOfWeek>("EnumAsString").HasConversion<string>();
        typed.HasKey("Id");
        if (seeded)
        {
            typed.HasData(
                new
                {
                    Id = new Guid("8f1a8a3c-43de-4f0e-9f5b-0f2f3ba4f5d1"),
                    Bool = true,
                    Long = (long?)null,
                    Decimal = 1.25m,
                    DateTime = new DateTime(2024, 2, 29, 12, 30, 15, DateTimeKind.Utc),
                    DateTimeOffset = new DateTimeOffset(2024, 2, 29, 12, 30, 15, TimeSpan.Zero),
                    TimeSpan = TimeSpan.FromMinutes(90),
                    Bytes = new byte[] { 1, 2, 255 },
                    Enum = DayOfWeek.Friday,
                    EnumAsString = DayOfWeek.Friday,
                },
                new
                {
                    Id = new Guid("f3d3a6f0-6a43-4a3e-8d0e-9f6d2a0a5c11"),
                    Bool = false,
                    Long = (long?)7,
                    Decimal = 0m,
                    DateTime = default(DateTime),
                    DateTimeOffset = default(DateTimeOffset),
                    TimeSpan = TimeSpan.Zero,
                    Bytes = Array.Empty<byte>(),
                    Enum = DayOfWeek.Monday,
                    EnumAsString = DayOfWeek.Monday,
                });
        }
    });
}
