using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace SafeChange.Analyzers.Tests.Verification;

public sealed class ReferencesTests
{
    [Theory]
    [InlineData(nameof(References.EntityFrameworkCore8), 8)]
    [InlineData(nameof(References.EntityFrameworkCore9), 9)]
    [InlineData(nameof(References.EntityFrameworkCore10), 10)]
    public void A_set_holds_the_generation_it_is_named_after(string name, int major)
    {
        var compilation = CSharpCompilation.Create(
            "Test",
            [
                CSharpSyntaxTree.ParseText(
                    """
                    using Microsoft.EntityFrameworkCore;
                    using Microsoft.EntityFrameworkCore.Migrations;

                    class Context : DbContext
                    {
                        void Providers(DbContextOptionsBuilder options) => options.UseSqlite("").UseSqlServer("").UseNpgsql("");
                    }

                    class First : Migration
                    {
                        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("Articles");
                    }
                    """),
            ],
            References.Load(name),
            new(OutputKind.DynamicallyLinkedLibrary));

        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Equal(major, compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.DbContext")?.ContainingAssembly.Identity.Version.Major);
    }

    [Theory]
    [InlineData(nameof(References.Hangfire), "Hangfire.BackgroundJob", 1)]
    [InlineData(nameof(References.JobFrameworks), "Quartz.IJob", 4)]
    [InlineData(nameof(References.JobFrameworks), "MassTransit.IConsumer`1", 8)]
    [InlineData(nameof(References.JobFrameworks), "Microsoft.Extensions.Hosting.BackgroundService", 10)]
    [InlineData(nameof(References.Quartz3), "Quartz.IJob", 3)]
    [InlineData(nameof(References.RabbitMQ6), "RabbitMQ.Client.Events.AsyncEventingBasicConsumer", 6)]
    public void A_set_holds_the_generation_of_a_job_framework(string name, string type, int major) =>
        Assert.Equal(major, CSharpCompilation.Create("Test", references: References.Load(name)).GetTypeByMetadataName(type)?.ContainingAssembly.Identity.Version.Major);

    [Fact]
    public void Without_a_framework_there_is_only_dotnet()
    {
        var compilation = CSharpCompilation.Create("Test", references: References.NoFramework);

        Assert.NotNull(compilation.GetTypeByMetadataName("System.Collections.Immutable.ImmutableArray`1"));
        Assert.Null(compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.DbContext"));
    }

    [Theory]
    [InlineData("Sqlite", "Microsoft.EntityFrameworkCore.Sqlite")]
    [InlineData("SqlServer", "Microsoft.EntityFrameworkCore.SqlServer")]
    [InlineData("Npgsql", "Npgsql.EntityFrameworkCore.PostgreSQL")]
    public void Only_one_provider_stays(string provider, string assembly)
    {
        string[] providers = ["Microsoft.EntityFrameworkCore.Sqlite", "Microsoft.EntityFrameworkCore.SqlServer", "Npgsql.EntityFrameworkCore.PostgreSQL"];

        var names = CSharpCompilation.Create("Test", references: References.EntityFrameworkCore10Only(provider)).ReferencedAssemblyNames
            .Select(name => name.Name)
            .ToList();

        Assert.Equal([assembly], names.Intersect(providers));
        Assert.Contains("Microsoft.EntityFrameworkCore.Relational", names);
    }

    [Fact]
    public void An_unknown_provider_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => References.EntityFrameworkCore10Only("MySql"));

    [Fact]
    public void Sets_share_the_assemblies_they_have_in_common() =>
        Assert.Empty(References.NoFramework.Except(References.EntityFrameworkCore10));
}
