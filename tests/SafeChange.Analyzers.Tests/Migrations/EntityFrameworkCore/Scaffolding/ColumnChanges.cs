using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using static SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding.SampleModels;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>Columns that come, go, and change their name.</summary>
internal static class ColumnChanges
{
    public static IEnumerable<ModelChange> All =>
    [
        new("AddNullableColumn", Article(), Article(article => article.Property<string>("Subtitle"))),
        new("AddRequiredColumn", Article(), Article(article => article.Property<string>("Subtitle").IsRequired())),
        new("AddNullableColumnOfEveryType", Article(), Article(AddNullableColumns)),
        // Apart from the others: SQLite can't parse the default that EF gives it, a string of one U+0000.
        new("AddRequiredChar", Article(), Article(article => article.Property<char>("Char"))) { Providers = ModelChange.Servers },
        new("AddRequiredColumnOfEveryType", Article(), Article(AddRequiredColumns)),
        new("AddColumnWithDefaultOfEveryType", Article(), Article(AddColumnsWithDefaults)),
        new("AddColumnWithDefaultSql", Article(), Article(article => article.Property<string>("Code").IsRequired().HasDefaultValueSql("'none'"))),

        new("AddColumnWithDefaultTimestamp", Article(), Article(article =>
            article.Property<DateTime>("CreatedAt").HasDefaultValueSql("CURRENT_TIMESTAMP"))) { Providers = ModelChange.Servers },

        new("AddColumnWithFacets", Article(), Article(article =>
        {
            article.Property<string>("Code").HasMaxLength(12).IsUnicode(false).IsFixedLength();
            article.Property<string>("Language").IsRequired().HasMaxLength(5).HasColumnName("Lang").HasComment("BCP 47");
            article.Property<decimal>("Price").HasPrecision(18, 4);
            article.Property<DateTime>("PublishedAt").HasPrecision(3);
            article.Property<byte[]>("Hash").HasMaxLength(32).IsFixedLength();
            article.Property<string>("Note").HasMaxLength(100).IsUnicode().IsFixedLength(false);
        })),

        new("AddColumnWithCollation", Article(), Article(article => article.Property<string>("Code").UseCollation("NOCASE"))) { Providers = [Provider.Sqlite] },
        new("AddColumnWithServerCollation",
            Article(),
            Article(article => article.Property<string>("Code").UseCollation("C"))) { Providers = ModelChange.Servers },
        new("AddColumnInOrder", Article(), Article(article => article.Property<string>("Code").HasColumnOrder(1))),
        new("AddColumnOfOwnType", Article(), Article(article => article.Property<decimal>("Price").HasColumnType("decimal(9,3)"))),

        // PostgreSQL 18 is the first to have virtual ones, and Npgsql asks for its version.
        new("AddComputedColumn", Article(), Article(article => article.Property<int>("TitleLength").HasComputedColumnSql("length(\"Title\")", stored: false)))
        {
            Providers = [Provider.Sqlite, Provider.SqlServer],
        },
        new("AddStoredComputedColumn",
            Article(),
            Article(article => article.Property<int>("TitleLength").HasComputedColumnSql("length(\"Title\")", stored: true))),
        new("AddConcurrencyToken", Article(), Article(article => article.Property<Guid>("Version").IsConcurrencyToken())),
        new("AddRowVersion",
            Article(),
            Article(article => article.Property<byte[]>("Version").IsRowVersion())) { Providers = [Provider.Sqlite, Provider.SqlServer] },
        new("AddPrimitiveCollection", Article(), Article(article => article.Property<List<string>>("Tags").IsRequired())),

        new("DropNullableColumn", Article(article => article.Property<string>("Subtitle")), Article()),
        new("DropRequiredColumn", Article(article => article.Property<string>("Subtitle").IsRequired()), Article()),
        new("DropNullableColumnOfEveryType", Article(AddNullableColumns), Article()),
        new("DropRequiredColumnOfEveryType", Article(AddRequiredColumns), Article()),
        new("DropColumnWithDefaultOfEveryType", Article(AddColumnsWithDefaults), Article()),
        new("DropRowVersion",
            Article(article => article.Property<byte[]>("Version").IsRowVersion()),
            Article()) { Providers = [Provider.Sqlite, Provider.SqlServer] },
        new("DropComputedColumnAndItsSource",
            Article(article =>
            {
                article.Property<int>("Words");
                article.Property<int>("Minutes").HasComputedColumnSql("\"Words\" / 200", stored: true);
            }),
            Article()),
        new("DropColumnWithIndex",
            Article(article =>
            {
                article.Property<string>("Code").HasMaxLength(20);
                article.HasIndex("Code").IsUnique();
            }),
            Article()),
        new("DropColumnWithCheckConstraint",
            Article(article =>
            {
                article.Property<int>("Words");
                article.ToTable(table => table.HasCheckConstraint("CK_Articles_Words", "\"Words\" > 0"));
            }),
            Article()),

        new("RenameColumn", Article(), Article(article => article.Property<string>("Title").HasColumnName("Headline"))),
        new("RenameKeyColumn", ArticleOfAuthor(), ArticleOfAuthor().Then(model => model.Entity("Author").Property<int>("Id").HasColumnName("AuthorId"))),

        // EF takes a property that went and one of the same kind that came for a renamed one.
        new("RenameProperty", Article(article => article.Property<string>("Body")), Article(article => article.Property<string>("Text"))),

        new("RenameColumnWithIndexAndForeignKey",
            ArticleOfAuthor(),
            ArticleAndAuthor(article =>
            {
                article.Property<int>("WriterId");
                article.HasOne("Author").WithMany().HasForeignKey("WriterId");
            })),
        new("RenameAndAlterColumn",
            Article(article => article.Property<string>("Body").HasMaxLength(500)),
            Article(article => article.Property<string>("Body").HasMaxLength(4000).HasColumnName("Text"))),
        new("RenameColumnsInTurn",
            Article(article =>
            {
                article.Property<string>("Body");
                article.Property<int>("Words");
            }),
            Article(article =>
            {
                article.Property<string>("Body").HasColumnName("Text");
                article.Property<int>("Words").HasColumnName("Body");
            })),
        new("ReplaceColumn",
            Article(article => article.Property<string>("AuthorName").IsRequired()),
            Article(article => article.Property<Guid?>("AuthorId"))),
    ];

    private static void AddNullableColumns(EntityTypeBuilder entity)
    {
        entity.Property<bool?>("Bool");
        entity.Property<byte?>("Byte");
        entity.Property<short?>("Short");
        entity.Property<int?>("Int");
        entity.Property<long?>("Long");
        entity.Property<float?>("Float");
        entity.Property<double?>("Double");
        entity.Property<decimal?>("Decimal");
        entity.Property<char?>("Char");
        entity.Property<string>("String");
        entity.Property<byte[]>("Bytes");
        entity.Property<Guid?>("Guid");
        entity.Property<DateTime?>("DateTime");
        entity.Property<DateTimeOffset?>("DateTimeOffset");
        entity.Property<DateOnly?>("DateOnly");
        entity.Property<TimeOnly?>("TimeOnly");
        entity.Property<TimeSpan?>("TimeSpan");
        entity.Property<DayOfWeek?>("Enum");
        entity.Property<DayOfWeek?>("EnumAsString").HasConversion<string>();
        entity.Property<Uri>("Uri");
    }

    private static void AddRequiredColumns(EntityTypeBuilder entity)
    {
        entity.Property<bool>("Bool");
        entity.Property<byte>("Byte");
        entity.Property<short>("Short");
        entity.Property<int>("Int");
        entity.Property<long>("Long");
        entity.Property<float>("Float");
        entity.Property<double>("Double");
        entity.Property<decimal>("Decimal");
        entity.Property<string>("String").IsRequired();
        entity.Property<byte[]>("Bytes").IsRequired();
        entity.Property<Guid>("Guid");
        entity.Property<DateTime>("DateTime");
        entity.Property<DateTimeOffset>("DateTimeOffset");
        entity.Property<DateOnly>("DateOnly");
        entity.Property<TimeOnly>("TimeOnly");
        entity.Property<TimeSpan>("TimeSpan");
        entity.Property<DayOfWeek>("Enum");
        entity.Property<DayOfWeek>("EnumAsString").HasConversion<string>();
        entity.Property<Uri>("Uri").IsRequired();
    }

    private static void AddColumnsWithDefaults(EntityTypeBuilder entity)
    {
        entity.Property<bool>("Bool").HasDefaultValue(true);
        entity.Property<byte>("Byte").HasDefaultValue((byte)7);
        entity.Property<short>("Short").HasDefaultValue((short)-7);
        entity.Property<int>("Int").HasDefaultValue(42);
        entity.Property<long>("Long").HasDefaultValue(42L);
        entity.Property<float>("Float").HasDefaultValue(1.5f);
        entity.Property<double>("Double").HasDefaultValue(2.5);
        entity.Property<decimal>("Decimal").HasDefaultValue(9.99m);
        entity.Property<char>("Char").HasDefaultValue('c');
        entity.Property<string>("String").HasDefaultValue("it's \"quoted\"\n");
        entity.Property<byte[]>("Bytes").HasDefaultValue(new byte[] { 1, 2, 255 });
        entity.Property<Guid>("Guid").HasDefaultValue(new Guid("8f1a8a3c-43de-4f0e-9f5b-0f2f3ba4f5d1"));
        entity.Property<DateTime>("DateTime").HasDefaultValue(new DateTime(2024, 2, 29, 12, 30, 15, DateTimeKind.Utc));
        entity.Property<DateTimeOffset>("DateTimeOffset").HasDefaultValue(new DateTimeOffset(2024, 2, 29, 12, 30, 15, TimeSpan.Zero));
        entity.Property<DateOnly>("DateOnly").HasDefaultValue(new DateOnly(2024, 2, 29));
        entity.Property<TimeOnly>("TimeOnly").HasDefaultValue(new TimeOnly(12, 30, 15));
        entity.Property<TimeSpan>("TimeSpan").HasDefaultValue(TimeSpan.FromMinutes(90));
        entity.Property<DayOfWeek>("Enum").HasDefaultValue(DayOfWeek.Friday);
        entity.Property<DayOfWeek>("EnumAsString").HasConversion<string>().HasDefaultValue(DayOfWeek.Friday);
    }
}
