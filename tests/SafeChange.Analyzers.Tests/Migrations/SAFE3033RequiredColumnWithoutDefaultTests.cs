using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Migrations;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations;

public class SAFE3033RequiredColumnWithoutDefaultTests
{
    private const string Down = "migrationBuilder.DropColumn(\"A\", \"T\");";
    private const string Column = "migrationBuilder.AddColumn<int>(\"A\", \"T\", nullable: false);";

    private static readonly Verify<MigrationAnalyzer, AddColumnDefaultFix> Verify = new(References.EntityFrameworkCore10);
    private static readonly Verify<MigrationAnalyzer, MakeColumnNullableFix> Nullable = new(References.EntityFrameworkCore10);

    [Fact]
    public Task The_message_names_column_and_table() => Verify.Reports(
        MigrationSource.Of("{|#0:migrationBuilder.AddColumn<int>|}(\"A\", \"T\", nullable: false);", Down),
        Verify.Result("SAFE3033", 0, "'T.A' is required and has no default: the previous version of the application can insert no rows into 'T' while both run, and where the table has rows the migration may fail. Give it a default, or make it nullable."));

    [Fact]
    public Task A_default_is_added_as_the_scaffolder_writes_it() => Verify.Fixes(
        MigrationSource.Of(
            """
            // the newsletter's language
            {|SAFE3033:migrationBuilder.AddColumn<string>|}(
                name: "A",
                table: "T",
                type: "TEXT",
                nullable: false); // for all
            {|SAFE3033:migrationBuilder.AddColumn<DateTime>|}("B", "T", nullable: false);
            """,
            Down + " migrationBuilder.DropColumn(\"B\", \"T\");",
            usings: "using System;\n"),
        MigrationSource.Of(
            """
            // the newsletter's language
            migrationBuilder.AddColumn<string>(
                name: "A",
                table: "T",
                type: "TEXT",
                nullable: false,
                defaultValue: ""); // for all
            migrationBuilder.AddColumn<DateTime>("B", "T", nullable: false, defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified));
            """,
            Down + " migrationBuilder.DropColumn(\"B\", \"T\");",
            usings: "using System;\n"));

    [Fact]
    public Task A_default_of_null_gives_way() => Verify.Fixes(
        MigrationSource.Of("{|SAFE3033:migrationBuilder.AddColumn<int>|}(\"A\", \"T\", nullable: false, defaultValue: null);", Down),
        MigrationSource.Of("migrationBuilder.AddColumn<int>(\"A\", \"T\", nullable: false, defaultValue: 0);", Down));

    [Fact]
    public Task Of_an_unknown_type_no_default_is_known() => Verify.NoFix(
        MigrationSource.Of("{|SAFE3033:migrationBuilder.AddColumn<System.Version>|}(\"A\", \"T\", nullable: false);", Down));

    [Fact]
    public Task The_column_is_made_nullable() => Nullable.Fixes(
        MigrationSource.Of("{|SAFE3033:migrationBuilder.AddColumn<int>|}(\n    name: \"A\",\n    table: \"T\",\n    nullable: false /* must be there */,\n    comment: \"c\");\n{|SAFE3033:migrationBuilder.AddColumn<int>|}(\"B\", \"T\", nullable: false);", Down + " migrationBuilder.DropColumn(\"B\", \"T\");"),
        MigrationSource.Of("migrationBuilder.AddColumn<int>(\n    name: \"A\",\n    table: \"T\",\n    nullable: true /* must be there */,\n    comment: \"c\");\nmigrationBuilder.AddColumn<int>(\"B\", \"T\", nullable: true);", Down + " migrationBuilder.DropColumn(\"B\", \"T\");"));

    [Theory]
    [InlineData("migrationBuilder.AddColumn<int>(\"A\", \"T\", nullable: true);")]
    [InlineData("migrationBuilder.AddColumn<int>(\"A\", \"T\", nullable: false, defaultValue: 0);")]
    [InlineData("migrationBuilder.AddColumn<int>(\"A\", \"T\", nullable: false, defaultValueSql: \"1\");")]
    [InlineData("migrationBuilder.AddColumn<int>(\"A\", \"T\", nullable: false, computedColumnSql: \"1\");")]
    [InlineData("migrationBuilder.AddColumn<byte[]>(\"A\", \"T\", nullable: false, rowVersion: true);")]
    [InlineData("migrationBuilder.AddColumn<byte[]>(\"A\", \"T\", type: \"rowversion\", nullable: false);")]
    [InlineData("migrationBuilder.AddColumn<int>(\"A\", \"T\", type: \"serial\", nullable: false);")]
    [InlineData("migrationBuilder.AddColumn<string[]>(\"A\", \"T\", type: \"text[]\", nullable: false);")]
    // The server counts.
    [InlineData("migrationBuilder.AddColumn<int>(\"A\", \"T\", nullable: false).Annotation(\"SqlServer:Identity\", \"1, 1\");")]
    [InlineData("migrationBuilder.AddColumn<int>(\"A\", \"T\", nullable: false).Annotation(\"Npgsql:ValueGenerationStrategy\", 2);")]
    [InlineData("migrationBuilder.AddColumn<int>(\"A\", \"T\", nullable: false).Annotation(\"Sqlite:Autoincrement\", true);")]
    [InlineData("migrationBuilder.AddColumn<int>(\"A\", \"T\", nullable: false).Annotation(\"MySql:ValueGenerationStrategy\", 1);")]
    // Answered by what follows.
    [InlineData(Column + " migrationBuilder.AlterColumn<int>(\"A\", \"T\", nullable: false, defaultValue: 3);")]
    [InlineData(Column + " migrationBuilder.AlterColumn<int>(\"A\", \"T\", nullable: true);")]
    [InlineData(Column + " migrationBuilder.Sql(\"ALTER TABLE T ALTER COLUMN A SET DEFAULT 1\");")]
    [InlineData(Column + " " + Down + " migrationBuilder.AddColumn<int>(\"A\", \"T\", nullable: true);")]
    // A table that nobody writes to yet.
    [InlineData("migrationBuilder.CreateTable(\"T\", t => new { Id = t.Column<int>() }); " + Column)]
    [InlineData("migrationBuilder.Sql(\"CREATE TABLE T (Id int)\"); " + Column)]
    [InlineData("System.GC.KeepAlive(migrationBuilder); " + Column)]
    // Whether it runs is not known.
    [InlineData("if (System.DateTime.Now.Year > 2000) { " + Column + " }")]
    public Task A_column_that_old_code_can_live_with_is_silent(string up) =>
        Verify.Silent(MigrationSource.Of(up, "System.GC.KeepAlive(migrationBuilder);"));

    [Theory]
    [InlineData("migrationBuilder.RenameTable(\"S\", newName: \"T\"); {|SAFE3033:migrationBuilder.AddColumn<int>|}(\"A\", \"T\", nullable: false);", "migrationBuilder.RenameTable(\"T\", newName: \"S\");")]
    [InlineData("{|SAFE3033:migrationBuilder.AddColumn<int>|}(\"A\", \"T\", nullable: false); migrationBuilder.Sql(\"UPDATE T SET A = 1\");", "")]
    public Task A_table_that_was_there_is_written_to(string up, string down) =>
        Verify.Reports(MigrationSource.Of(up, Down + " " + down + " migrationBuilder.Sql(\"\");"));

    [Fact]
    public Task Small_tables_are_written_to_as_well() => Verify.Options("safechange.migrations.small_tables = T")
        .Reports(MigrationSource.Of("{|SAFE3033:migrationBuilder.AddColumn<int>|}(\"A\", \"T\", nullable: false);", Down));

    [Fact]
    public Task The_same_names_in_other_namespaces_are_not_EF_Cores() => Verify.Silent("""
        public class MigrationBuilder { public void AddColumn<T>(string name, string table, bool nullable) { } }
        public abstract class Migration { protected abstract void Up(MigrationBuilder b); }
        public class Change : Migration { protected override void Up(MigrationBuilder b) => b.AddColumn<int>("A", "T", nullable: false); }
        """);

    [Fact]
    public Task Broken_code_is_survived() => Verify.BrokenCode().Silent(MigrationSource.Of("migrationBuilder.AddColumn<int>(\"A\", \"T\", nullable:", Down));

    [Fact]
    public Task Without_EF_Core_nothing_is_reported() => Verify.With(References.NoFramework).Silent("public class Migration { }");

    [Fact]
    public Task An_old_migration_is_left_alone() => Verify.Options("safechange.migrations.start_after = 20260101").Silent(
        [("20260101000000_Change.cs", MigrationSource.Of(Column, Down))]);
}
