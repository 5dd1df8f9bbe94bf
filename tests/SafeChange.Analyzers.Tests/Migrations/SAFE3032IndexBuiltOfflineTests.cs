using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Migrations;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations;

public class SAFE3032IndexBuiltOfflineTests
{
    private const string Down = "migrationBuilder.DropIndex(\"IX\", \"Orders\");";
    private const string Index = "migrationBuilder.CreateIndex(\"IX\", \"Orders\", \"A\");";
    private const string Reported = "{|SAFE3032:migrationBuilder.CreateIndex|}(\"IX\", \"Orders\", \"A\");";

    private static readonly Verify<MigrationAnalyzer, BuildIndexOnlineFix> All =
        new Verify<MigrationAnalyzer, BuildIndexOnlineFix>(References.EntityFrameworkCore10);

    private static readonly Verify<MigrationAnalyzer, BuildIndexOnlineFix> Verify =
        All.With(References.EntityFrameworkCore10Only("Npgsql")).Options("safechange.migrations.large_tables = Orders|audit.*");

    [Fact]
    public Task An_index_on_a_large_table_is_built_concurrently() => Verify.Fixes(
        MigrationSource.Of(
            """
            // for the list of orders
            {|SAFE3032:migrationBuilder.CreateIndex|}(
                name: "IX",
                table: "Orders",
                column: "A",
                unique: true); // one each
            """,
            Down),
        MigrationSource.Of(
            """
            // for the list of orders
            migrationBuilder.CreateIndex(
                name: "IX",
                table: "Orders",
                column: "A",
                unique: true)
                .Annotation("Npgsql:CreatedConcurrently", true); // one each
            """,
            Down));

    [Fact]
    public Task On_SQL_Server_it_is_built_online_below_the_other_annotations() => Verify.With(References.EntityFrameworkCore10Only("SqlServer")).Fixes(
        MigrationSource.Of(
            "{|SAFE3032:migrationBuilder.CreateIndex|}(\"IX\", \"Orders\", \"A\")\n    .Annotation(\"SqlServer:FillFactor\", 80);\n{|SAFE3032:migrationBuilder.CreateIndex|}(\"IY\", \"Orders\", \"B\");",
            Down + " migrationBuilder.DropIndex(\"IY\", \"Orders\");"),
        MigrationSource.Of(
            "migrationBuilder.CreateIndex(\"IX\", \"Orders\", \"A\")\n    .Annotation(\"SqlServer:FillFactor\", 80)\n    .Annotation(\"SqlServer:Online\", true);\nmigrationBuilder.CreateIndex(\"IY\", \"Orders\", \"B\")\n    .Annotation(\"SqlServer:Online\", true);",
            Down + " migrationBuilder.DropIndex(\"IY\", \"Orders\");"));

    [Fact]
    public Task The_message_names_index_table_and_annotation() => Verify.Reports(
        MigrationSource.Of("{|#0:migrationBuilder.CreateIndex|}(\"IX\", \"Orders\", \"A\");", Down),
        Verify.Result("SAFE3032", 0, "Index 'IX' blocks every write to the large table 'Orders' while it is built: add .Annotation(\"Npgsql:CreatedConcurrently\", true), and give it a migration of its own"));

    [Theory]
    // A test of the provider.
    [InlineData("if (ActiveProvider == \"Microsoft.EntityFrameworkCore.SqlServer\") { " + Reported + " }")]
    [InlineData("if (migrationBuilder.IsNpgsql()) { " + Reported + " }")]
    // An annotation of one provider.
    [InlineData("migrationBuilder.AddColumn<int>(\"A\", \"T\", nullable: true).Annotation(\"Npgsql:X\", 1); " + Reported)]
    public Task With_several_providers_the_migration_tells_which_it_is_for(string up) =>
        All.Options("safechange.migrations.large_tables = orders").Reports(MigrationSource.Of(up, "if (ActiveProvider != \"\") { " + Down + " }\nmigrationBuilder.Sql(\"undo T A\");", usings: "using Microsoft.EntityFrameworkCore;\n"));

    [Theory]
    [InlineData(Index)]
    [InlineData("if (ActiveProvider == \"Microsoft.EntityFrameworkCore.Sqlite\") { " + Index + " } else { }")]
    [InlineData("migrationBuilder.AddColumn<int>(\"A\", \"T\", nullable: true).Annotation(\"Npgsql:X\", 1).Annotation(\"SqlServer:X\", 1); " + Index)]
    public Task With_several_providers_and_nothing_that_tells_it_is_silent(string up) =>
        All.Options("safechange.migrations.large_tables = Orders").Silent(MigrationSource.Of(up, "migrationBuilder.Sql(\"undo T A\");\n" + Down));

    [Theory]
    [InlineData("migrationBuilder.CreateIndex(\"IX\", \"Orders\", \"A\").Annotation(\"Npgsql:CreatedConcurrently\", true);")]
    [InlineData("migrationBuilder.CreateIndex(\"IX\", \"Orders\", \"A\").Annotation(\"Npgsql:CreatedConcurrently\", false);")]
    [InlineData("migrationBuilder.CreateIndex(\"IX\", \"OrderLines\", \"A\");")]
    [InlineData("migrationBuilder.CreateIndex(\"IX\", \"Log\", \"A\", schema: \"app\");")]
    // Made by the same Up, or perhaps.
    [InlineData("migrationBuilder.CreateTable(\"Orders\", t => new { Id = t.Column<int>() }); " + Index)]
    [InlineData("migrationBuilder.Sql(\"CREATE TABLE Orders (Id int)\"); " + Index)]
    [InlineData("System.GC.KeepAlive(migrationBuilder); " + Index)]
    // Gone before the end.
    [InlineData(Index + " " + Down)]
    public Task What_blocks_nobody_or_may_not_is_silent(string up) =>
        Verify.Silent(MigrationSource.Of(up, "System.GC.KeepAlive(migrationBuilder);"));

    [Fact]
    public Task A_pattern_names_the_tables_of_a_schema() =>
        Verify.Reports(MigrationSource.Of("{|SAFE3032:migrationBuilder.CreateIndex|}(\"IX\", \"Log\", \"A\", schema: \"Audit\");", "migrationBuilder.DropIndex(\"IX\", \"Log\", schema: \"Audit\");"));

    [Fact]
    public Task SQLite_has_no_other_way() =>
        All.With(References.EntityFrameworkCore10Only("Sqlite")).Options("safechange.migrations.large_tables = Orders").Silent(MigrationSource.Of(Index, Down));

    [Fact]
    public Task Without_the_option_nothing_is_reported() =>
        All.With(References.EntityFrameworkCore10Only("Npgsql")).Silent(MigrationSource.Of(Index, Down));

    [Fact]
    public Task A_small_table_is_an_exception() =>
        Verify.Options("safechange.migrations.small_tables = orders").Silent(MigrationSource.Of(Index, Down));

    [Theory]
    [InlineData("Orders, Events")]
    [InlineData("*Orders")]
    [InlineData("\"Orders\"")]
    public async Task A_list_that_cannot_be_read_is_reported_and_does_not_hold(string value)
    {
        var npgsql = All.With(References.EntityFrameworkCore10Only("Npgsql")).Options("safechange.migrations.large_tables = " + value);
        await npgsql.Silent(MigrationSource.Of(Index, Down));
        await npgsql.Also<SAFE0001InvalidOption>().Reports(
            MigrationSource.Of(Index, Down),
            npgsql.Also<SAFE0001InvalidOption>().Result("SAFE0001", $"'safechange.migrations.large_tables = {value}' has no effect: write {MigrationOptions.LargeTables.Allowed}"));
    }

    [Fact]
    public Task A_folder_may_have_its_own_list() => All.With(References.EntityFrameworkCore10Only("Npgsql"))
        .EditorConfig("[*.cs]\nsafechange.migrations.large_tables = Orders", "Shop/")
        .Reports(
        [
            ("Shop/A.cs", MigrationSource.Of(Reported, Down)),
            ("Blog/B.cs", MigrationSource.Of(Index, Down, className: "Other")),
        ]);

    [Fact]
    public Task The_same_names_in_other_namespaces_are_not_EF_Cores() => Verify.Silent("""
        public class MigrationBuilder { public void CreateIndex(string name, string table, string column) { } }
        public abstract class Migration { protected abstract void Up(MigrationBuilder b); }
        public class Change : Migration { protected override void Up(MigrationBuilder b) => b.CreateIndex("IX", "Orders", "A"); }
        """);

    [Fact]
    public Task Broken_code_is_survived() => Verify.BrokenCode().Silent(MigrationSource.Of("migrationBuilder.CreateIndex(\"IX\", \"Orders\"", Down));

    [Fact]
    public Task Without_EF_Core_nothing_is_reported() => Verify.With(References.NoFramework).Silent("public class Migration { }");

    [Fact]
    public Task An_old_migration_is_left_alone() => Verify.Options("safechange.migrations.start_after = 20260101").Silent(
        [("20260101000000_Change.cs", MigrationSource.Of(Index, Down))]);
}
