using System;
using System.Collections.Generic;
using Microsoft.EntityFrameworkCore;
using static SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding.SampleModels;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>Columns that stay and change what they are.</summary>
internal static class AlterColumnChanges
{
    public static IEnumerable<ModelChange> All =>
    [
        new("WidenString", Article(), Article(article => article.Property<string>("Title").HasMaxLength(400))) { Providers = ModelChange.Servers },
        new("NarrowString", Article(), Article(article => article.Property<string>("Title").HasMaxLength(50))) { Providers = ModelChange.Servers },
        new("UnlimitString",
            Article(article => article.Property<string>("Body").HasMaxLength(500)),
            Article(article => article.Property<string>("Body"))) { Providers = ModelChange.Servers },
        new("IntBecomesLong",
            Article(article => article.Property<int>("Words")),
            Article(article => article.Property<long>("Words"))) { Providers = ModelChange.Servers },
        new("LongBecomesInt",
            Article(article => article.Property<long>("Words")),
            Article(article => article.Property<int>("Words"))) { Providers = ModelChange.Servers },
        new("IntBecomesString", Article(article => article.Property<int>("Words")), Article(article => article.Property<string>("Words").IsRequired())),
        new("StringBecomesInt", Article(article => article.Property<string>("Words").IsRequired()), Article(article => article.Property<int>("Words"))),
        new("EnumBecomesString",
            Article(article => article.Property<DayOfWeek>("Day")),
            Article(article => article.Property<DayOfWeek>("Day").HasConversion<string>().HasMaxLength(10))),
        new("DateTimeBecomesDateTimeOffset",
            Article(article => article.Property<DateTime>("PublishedAt")),
            Article(article => article.Property<DateTimeOffset>("PublishedAt"))) { Providers = [Provider.SqlServer] },
        new("ChangePrecision",
            Article(article => article.Property<decimal>("Price").HasPrecision(18, 4)),
            Article(article => article.Property<decimal>("Price").HasPrecision(9, 2))) { Providers = ModelChange.Servers },
        new("ChangeColumnType",
            Article(article => article.Property<decimal>("Price").HasColumnType("decimal(9,3)")),
            Article(article => article.Property<decimal>("Price").HasColumnType("decimal(12,3)"))),
        new("ChangeUnicode",
            Article(article => article.Property<string>("Code").HasMaxLength(10)),
            Article(article => article.Property<string>("Code").HasMaxLength(10).IsUnicode(false))) { Providers = [Provider.SqlServer] },
        new("ChangeFixedLength",
            Article(article => article.Property<string>("Code").HasMaxLength(10)),
            Article(article => article.Property<string>("Code").HasMaxLength(10).IsFixedLength())) { Providers = ModelChange.Servers },

        new("NullableStringBecomesRequired",
            Article(article => article.Property<string>("Body")),
            Article(article => article.Property<string>("Body").IsRequired())),
        new("RequiredStringBecomesNullable",
            Article(article => article.Property<string>("Body").IsRequired()),
            Article(article => article.Property<string>("Body"))),
        new("NullableIntBecomesRequired", Article(article => article.Property<int?>("Words")), Article(article => article.Property<int>("Words"))),
        new("RequiredIntBecomesNullable", Article(article => article.Property<int>("Words")), Article(article => article.Property<int?>("Words"))),
        new("NullableDateTimeBecomesRequired", Article(article => article.Property<DateTime?>("At")), Article(article => article.Property<DateTime>("At"))),
        new("NullableGuidBecomesRequired", Article(article => article.Property<Guid?>("Key")), Article(article => article.Property<Guid>("Key"))),
        new("NullableBytesBecomeRequired",
            Article(article => article.Property<byte[]>("Hash")),
            Article(article => article.Property<byte[]>("Hash").IsRequired())),
        new("NullableBecomesRequiredWithDefault",
            Article(article => article.Property<int?>("Words")),
            Article(article => article.Property<int>("Words").HasDefaultValue(100))),
        new("NullableIntBecomesRequiredLong", Article(article => article.Property<int?>("Words")), Article(article => article.Property<long>("Words"))),

        new("AddDefault", Article(article => article.Property<int>("Words")), Article(article => article.Property<int>("Words").HasDefaultValue(100))),
        new("ChangeDefault",
            Article(article => article.Property<int>("Words").HasDefaultValue(100)),
            Article(article => article.Property<int>("Words").HasDefaultValue(200))),
        new("RemoveDefault", Article(article => article.Property<int>("Words").HasDefaultValue(100)), Article(article => article.Property<int>("Words"))),
        new("DefaultBecomesSql",
            Article(article => article.Property<int>("Words").HasDefaultValue(100)),
            Article(article => article.Property<int>("Words").HasDefaultValueSql("50 + 50"))),
        new("AddColumnComment", Article(), Article(article => article.Property<string>("Title").HasComment("As printed"))),
        new("ChangeColumnComment",
            Article(article => article.Property<string>("Title").HasComment("As printed")),
            Article(article => article.Property<string>("Title").HasComment("As \"printed\"\nand as announced"))),
        new("RemoveColumnComment", Article(article => article.Property<string>("Title").HasComment("As printed")), Article()),
        new("ChangeColumnOrder",
            Article(article => article.Property<string>("Title").HasColumnOrder(1)),
            Article(article => article.Property<string>("Title").HasColumnOrder(2))),

        new("ColumnBecomesComputed",
            Article(article => article.Property<int>("Size")),
            Article(article => article.Property<int>("Size").HasComputedColumnSql("\"Id\" * 2", stored: true))),
        new("ComputedColumnBecomesPlain",
            Article(article => article.Property<int>("Size").HasComputedColumnSql("\"Id\" * 2", stored: true)),
            Article(article => article.Property<int>("Size").ValueGeneratedNever())),
        new("ChangeComputedColumn",
            Article(article => article.Property<int>("Size").HasComputedColumnSql("\"Id\" * 2", stored: true)),
            Article(article => article.Property<int>("Size").HasComputedColumnSql("\"Id\" * 3", stored: true))),
        new("ChangeStored",
            Article(article => article.Property<int>("Size").HasComputedColumnSql("\"Id\" * 2", stored: true)),
            Article(article => article.Property<int>("Size").HasComputedColumnSql("\"Id\" * 2", stored: false)))
        {
            Providers = [Provider.Sqlite, Provider.SqlServer],
        },

        new("AddColumnCollation", Article(), Article(article => article.Property<string>("Title").UseCollation("NOCASE"))) { Providers = [Provider.Sqlite] },
        new("ChangeColumnCollation",
            Article(article => article.Property<string>("Title").UseCollation("C")),
            Article(article => article.Property<string>("Title").UseCollation("POSIX"))) { Providers = ModelChange.Servers },
        new("RemoveColumnCollation", Article(article => article.Property<string>("Title").UseCollation("NOCASE")), Article()),

        new("AddValueGeneration", Article(article => article.Property<int>("Id").ValueGeneratedNever()), Article()),
        new("RemoveValueGeneration", Article(), Article(article => article.Property<int>("Id").ValueGeneratedNever())),
        new("BytesBecomeRowVersion",
            Article(article => article.Property<byte[]>("Version")),
            Article(article => article.Property<byte[]>("Version").IsRowVersion())) { Providers = [Provider.SqlServer] },
    ];
}
