using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore;

/// <summary>
/// The migrations of the sample, as they are and on a real database: each one's Down is emptied and written anew, and Up followed by the
/// written Down ends in the catalogue that EF Core's own Down leaves. EF Core's own is what its differ makes of the
/// models in the designer parts: the sample's team has edited its Downs.
/// </summary>
public sealed class SampleTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "ArticleArchive", "Data", "Migrations");

    private static readonly (string Path, string Text) Support = ("Context.cs", """
        // The sample has implicit usings.
        global using System;
        namespace ArticleArchive.Data { public class ArchiveDbContext : Microsoft.EntityFrameworkCore.DbContext { } }
        """);

    [Fact]
    public async Task Each_fault_of_the_sample_is_found_at_the_operation_at_fault_and_nothing_else()
    {
        var files = Files(isDesigner: false).Concat(Files(isDesigner: true)).Append(Support).ToList();
        var found = await new MigrationProject(files, References.EntityFrameworkCore10Only("Sqlite")).Diagnostics();

        Assert.Equal(
            [
                "20250617094501_AddArticleSource.cs SAFE3001 AddArticleSource",
                "20250722151230_AddReadingLists.cs SAFE3002 Down",
                "20251014102233_AddTeaserText.cs SAFE3011 migrationBuilder.AddColumn<string>",
                "20251014102233_AddTeaserText.cs SAFE3012 migrationBuilder.DropColumn",
                "20251125093015_DropLegacyImports.cs SAFE3005 throw new NotSupportedException();",
                "20251125093015_DropLegacyImports.cs SAFE3021 migrationBuilder.DropTable",
                "20260120110540_AddDigestFrequency.cs SAFE3005 throw new NotImplementedException();",
                "20260217143309_AddAuthorProfiles.cs SAFE3011 migrationBuilder.AddColumn<int>",
                "20260505084417_DropSubscriberPhone.cs SAFE3021 migrationBuilder.DropColumn",
            ],
            found.SelectMany(file => file.Select(diagnostic =>
                $"{file.Key} {diagnostic.Id} {diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan)}")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_migration_of_the_sample_goes_up_and_down()
    {
        var sources = Files(isDesigner: false).ToDictionary(file => file.Path, file => DownVariantsOf(file.Text));
        var designers = Files(isDesigner: true);
        var project = new MigrationProject(
            sources.Select(source => (source.Key, source.Value)).Concat(designers).Append(Support),
            References.EntityFrameworkCore10Only("Sqlite"));
        var written = new Dictionary<string, string>();
        foreach (var path in sources.Keys)
        {
            written[path] = await project.WriteDown(path);
        }

        var compiled = MigrationCompiler.Compile(written.Values.Select(DownVariants.WithoutThrow).Concat(designers.Select(designer => designer.Text)).Append(Support.Text));
        var migrations = written.Keys.Order(StringComparer.Ordinal)
            .Select(path => compiled.CreateMigration("ArticleArchive.Data.Migrations." + path.Split('_', 2)[1][..^".cs".Length], Provider.Sqlite))
            .ToList();

        Assert.Equal(18, migrations.Count);
        using var context = ScaffoldContext.Create(Provider.Sqlite, SampleModels.Empty);
        var differ = context.GetService<IMigrationsModelDiffer>();
        var initializer = context.GetService<IModelRuntimeInitializer>();
        for (var i = 0; i < migrations.Count; i++)
        {
            var own = differ.GetDifferences(Relational(migrations[i].TargetModel), i == 0 ? null : Relational(migrations[i - 1].TargetModel));
            var name = migrations[i].GetType().Name;
            var difference = OperationComparer.Difference(own, migrations[i].DownOperations);
            Assert.True(difference.Count == 0, $"{name}\n{string.Join("\n", difference)}");
            Assert.Equal(Catalogue(migrations, i, own), Catalogue(migrations, i, migrations[i].DownOperations));
        }

        IRelationalModel Relational(IModel model) => initializer.Initialize(model).GetRelationalModel();
    }

    // The Up of every migration to the i-th, then a way back from that one.
    private static string Catalogue(List<Migration> migrations, int index, IReadOnlyList<MigrationOperation> down)
    {
        using var database = new SqliteDatabase();
        foreach (var migration in migrations.Take(index + 1))
        {
            database.Up(migration);
        }

        database.Run(down, index == 0 ? null : migrations[index - 1].TargetModel);
        return database.Catalogue();
    }

    private static List<(string Path, string Text)> Files(bool isDesigner) =>
        Directory.GetFiles(Folder, "*.cs")
            .Where(path => !path.EndsWith("ModelSnapshot.cs", StringComparison.Ordinal) && path.EndsWith(".Designer.cs", StringComparison.Ordinal) == isDesigner)
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileName(path), File.ReadAllText(path)))
            .ToList();

    private static string DownVariantsOf(string source) =>
        source.Contains(" Down(", StringComparison.Ordinal) ? DownVariants.Empty(source) : source;
}
