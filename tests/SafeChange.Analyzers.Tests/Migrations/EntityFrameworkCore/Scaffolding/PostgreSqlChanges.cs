using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;
using static SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding.SampleModels;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>What only PostgreSQL has: it travels as annotations of the operations.</summary>
internal static class PostgreSqlChanges
{
    public static IEnumerable<ModelChange> All => Changes.Select(change => change with { Providers = [Provider.PostgreSql] });

    private static IEnumerable<ModelChange> Changes =>
    [
        new("AddExtension", Article(), Article().Then(model => model.HasPostgresExtension("citext"))),
        new("DropExtension", Article().Then(model => model.HasPostgresExtension("citext")), Article()),
        new("AddEnumType", Article(), Article().Then(model => model.HasPostgresEnum("mood", ["sad", "glad"]))),
        new("AddValueToEnumType",
            Article().Then(model => model.HasPostgresEnum("mood", ["sad", "glad"])),
            Article().Then(model => model.HasPostgresEnum("mood", ["sad", "even", "glad"]))),
        new("DropEnumType", Article().Then(model => model.HasPostgresEnum("mood", ["sad", "glad"])), Article()),
        new("AddRangeType", Article(), Article().Then(model => model.HasPostgresRange("price_range", "numeric"))),
        new("AddCollation", Article(), Article().Then(model => model.HasCollation("blind", "en-u-ks-primary", "icu", deterministic: false))),
        new("ChangeDatabaseCollationOfPostgreSql", Article(), Article().Then(model => model.UseCollation("C"))),
        new("CreateFirstTableAndExtension", Empty, Article().Then(model => model.HasPostgresExtension("citext"))),

        new("IdentityBecomesSerial", Article(), Article(article => NpgsqlPropertyBuilderExtensions.UseSerialColumn(article.Property<int>("Id")))),
        new("SerialBecomesIdentity", Article(article => NpgsqlPropertyBuilderExtensions.UseSerialColumn(article.Property<int>("Id"))), Article()),
        new("IdentityByDefaultBecomesAlways", Article(), Article(article => article.Property<int>("Id").UseIdentityAlwaysColumn())),
        new("ChangeIdentityOptions",
            Article(),
            Article(article => article.Property<int>("Id").UseIdentityByDefaultColumn().HasIdentityOptions(startValue: 100, incrementBy: 5))),
        new("IdentityBecomesHiLo", Article(), Article(article => NpgsqlPropertyBuilderExtensions.UseHiLo(article.Property<int>("Id"), "ArticleNumbers"))),
        new("IdentityBecomesSequence",
            Article(),
            Article(article => NpgsqlPropertyBuilderExtensions.UseSequence(article.Property<int>("Id"), "ArticleNumbers"))),

        new("CreateIndexConcurrently", Coded(), Coded(article => article.HasIndex("Code").IsCreatedConcurrently())),
        new("CreateIndexWithMethod", Coded(), Coded(article => article.HasIndex("Code").HasMethod("hash"))),
        new("CreateIndexWithOperators", Coded(), Coded(article => article.HasIndex("Code", "Title").HasOperators("text_pattern_ops", "varchar_pattern_ops"))),
        new("CreateIndexWithNullSortOrder", Coded(), Coded(article => article.HasIndex("Code").HasNullSortOrder(NullSortOrder.NullsFirst))),
        new("CreateIndexWithCollation", Coded(), Coded(article => NpgsqlIndexBuilderExtensions.UseCollation(article.HasIndex("Code"), "C"))),
        new("CreateIndexThatIncludes", Coded(), Coded(article => NpgsqlIndexBuilderExtensions.IncludeProperties(article.HasIndex("Code"), "Title"))),
        new("CreateIndexWithNullsNotDistinct", Coded(), Coded(article => article.HasIndex("Code").IsUnique().AreNullsDistinct(false))),
        new("CreateIndexWithStorageParameter", Coded(), Coded(article => article.HasIndex("Code").HasStorageParameter("fillfactor", 70))),
        new("ChangeIndexMethod",
            Coded(article => article.HasIndex("Code").HasMethod("hash")),
            Coded(article => article.HasIndex("Code").HasMethod("btree"))),
        new("DropIndexWithMethod", Coded(article => article.HasIndex("Code").HasMethod("hash")), Coded()),

        new("TableBecomesUnlogged", Article(), Article(article => article.IsUnlogged())),
        new("AddStorageParameter", Article(), Article(article => article.HasStorageParameter("fillfactor", 70))),
        new("CreateUnloggedTable", Empty, Article(article => article.IsUnlogged())),
        new("AddTypesOfPostgreSql", Article(), Article(article =>
        {
            article.Property<string[]>("Tags").IsRequired();
            article.Property<List<int>>("Pages");
            article.Property<Dictionary<string, string>>("Labels").HasColumnType("hstore");
            article.Property<string>("Meta").HasColumnType("jsonb");
            article.Property<DateTime>("LocalTime").HasColumnType("timestamp without time zone");
            article.Property<System.Net.IPAddress>("Address");
            article.Property<uint>("Version").IsRowVersion();
        })),
        new("AddSearchVector",
            Coded(),
            Coded(article => article.Property<NpgsqlTypes.NpgsqlTsVector>("Search").IsGeneratedTsVectorColumn("english", "Title", "Code"))),
        new("ChangeCompression",
            Coded(article => article.Property<string>("Code").UseCompressionMethod("pglz")),
            Coded(article => article.Property<string>("Code").UseCompressionMethod("lz4"))),
    ];

    private static Action<ModelBuilder> Coded(Action<EntityTypeBuilder>? configure = null) => Article(article =>
    {
        article.Property<string>("Code");
        configure?.Invoke(article);
    });
}
