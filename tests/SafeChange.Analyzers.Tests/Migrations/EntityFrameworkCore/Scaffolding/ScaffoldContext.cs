using System;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>A context whose model is given to it. It is never connected, unless it is given a connection too.</summary>
internal sealed class ScaffoldContext : DbContext
{
    private readonly Action<ModelBuilder> configure;

    private ScaffoldContext(DbContextOptions options, Action<ModelBuilder> configure)
        : base(options) => this.configure = configure;

    public static ScaffoldContext Create(Provider provider, Action<ModelBuilder> configure)
    {
        var options = new DbContextOptionsBuilder();
        _ = provider switch
        {
            Provider.Sqlite => options.UseSqlite("Data Source=:memory:"),
            Provider.PostgreSql => options.UseNpgsql("Host=never.connected"),
            Provider.SqlServer => options.UseSqlServer("Server=never.connected"),
            _ => throw new ArgumentOutOfRangeException(nameof(provider)),
        };

        return Create(options, configure);
    }

    /// <summary>A context on an open SQLite database; its own model is empty.</summary>
    public static ScaffoldContext Create(DbConnection sqlite) => Create(new DbContextOptionsBuilder().UseSqlite(sqlite), SampleModels.Empty);

    /// <summary>
    /// A context for the migrations of one namespace, to compile them with. Their designer parts say
    /// <c>[DbContext(typeof(ScaffoldContext))]</c>, and the nearest one is meant, so that many pairs can be compiled
    /// together and none is taken for the history of another.
    /// </summary>
    public static string StubIn(string @namespace) =>
        $$"""
        namespace {{@namespace}}
        {
            public class {{nameof(ScaffoldContext)}} : Microsoft.EntityFrameworkCore.DbContext
            {
            }
        }

        // EF writes a using for the namespace of the context that the model came from.
        namespace {{typeof(ScaffoldContext).Namespace}}
        {
        }

        """;

    protected override void OnModelCreating(ModelBuilder modelBuilder) => configure(modelBuilder);

    private static ScaffoldContext Create(DbContextOptionsBuilder options, Action<ModelBuilder> configure) =>
        new(options.ReplaceService<IModelCacheKeyFactory, ModelPerConfiguration>().Options, configure);

    /// <summary>EF keeps one model per context type; here every configuration has its own.</summary>
    private sealed class ModelPerConfiguration : IModelCacheKeyFactory
    {
        public object Create(DbContext context, bool designTime) => (((ScaffoldContext)context).configure, designTime);
    }
}
