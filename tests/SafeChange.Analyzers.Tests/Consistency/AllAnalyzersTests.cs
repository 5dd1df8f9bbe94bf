using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Consistency;

/// <summary>Every analyzer at once, on code that is not what any of them hopes for.</summary>
public sealed class AllAnalyzersTests
{
    private const string Migration = """
        using System;
        using Microsoft.EntityFrameworkCore.Migrations;

        #nullable disable

        namespace Blog.Migrations
        {
            /// <inheritdoc />
            public partial class AddPosts : Migration
            {
                private const string Table = "Posts";

                /// <inheritdoc />
                protected override void Up(MigrationBuilder migrationBuilder)
                {
                    migrationBuilder.CreateTable(
                        name: Table,
                        columns: table => new
                        {
                            Id = table.Column<int>(type: "INTEGER", nullable: false).Annotation("Sqlite:Autoincrement", true),
                            Title = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true, defaultValue: $"{Table}"),
                        },
                        constraints: table => table.PrimaryKey("PK_Posts", x => x.Id));
                    if (migrationBuilder.ActiveProvider == "Microsoft.EntityFrameworkCore.Sqlite")
                    {
                        migrationBuilder.Sql(@"UPDATE Posts SET Title = ''");
                    }

                    foreach (var name in new[] { "A", "B" })
                        AddIndex(migrationBuilder, name);
                    migrationBuilder.DropColumn("Old", Table);
                }

                private static void AddIndex(MigrationBuilder builder, string column) => builder.CreateIndex("IX_" + column, Table, column);

                // rollback: the table is dropped with its rows; restore them from the backup
                // owner:    @blog-team
                // expected: nothing changes for readers
                protected override void Down(MigrationBuilder migrationBuilder)
                {
                    migrationBuilder.DropTable(name: Table);
                    throw new NotSupportedException("Old cannot be restored");
                }
            }
        }
        """;

    public static TheoryData<int> Parts { get; } = [.. Enumerable.Range(0, 8)];

    [Fact]
    public async Task Nothing_is_reported_where_no_framework_is() =>
        Assert.Empty(await Analyze(Migration, References.NoFramework));

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task A_file_that_is_being_written_breaks_nothing(int part)
    {
        // Cut off after every thirtieth character, as if somebody had got this far; the parts run beside each other.
        for (var length = part * 30; length < Migration.Length; length += Parts.Count * 30)
        {
            await Analyze(Migration[..length], References.EntityFrameworkCore10);
        }
    }

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task A_file_with_a_hole_in_it_breaks_nothing(int part)
    {
        for (var start = part * 45; start < Migration.Length - 12; start += Parts.Count * 45)
        {
            await Analyze(Migration.Remove(start, 12), References.EntityFrameworkCore10);
        }
    }

    private static async Task<ImmutableArray<Diagnostic>> Analyze(string source, ImmutableArray<MetadataReference> references)
    {
        var failures = new ConcurrentBag<string>();
        var compilation = CSharpCompilation.Create(
            "Test",
            [CSharpSyntaxTree.ParseText(source, path: "/0/Migrations/20260101000000_AddPosts.cs")],
            references,
            new(OutputKind.DynamicallyLinkedLibrary));
        var found = await compilation
            .WithAnalyzers(
                Shipped.Analyzers,
                new CompilationWithAnalyzersOptions(
                    new AnalyzerOptions([]),
                    onAnalyzerException: (exception, analyzer, _) => failures.Add($"{analyzer}: {exception}"),
                    concurrentAnalysis: true,
                    logAnalyzerExecutionTime: false))
            .GetAnalyzerDiagnosticsAsync();

        Assert.True(failures.IsEmpty, string.Join("\n", failures) + "\n" + source);
        return found;
    }
}
