using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Migrations;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations;

public class SAFE3014DownOrderBreaksTests
{
    private static readonly Verify<MigrationAnalyzer, ReorderDownFix> Verify = new(References.EntityFrameworkCore10Only("Npgsql"));
    private static readonly Verify<MigrationAnalyzer> OnSqlServer = new(References.EntityFrameworkCore10Only("SqlServer"));
    private static readonly Verify<MigrationAnalyzer> OnSqlite = new(References.EntityFrameworkCore10Only("Sqlite"));
    private static readonly Verify<MigrationAnalyzer> OnSeveral = new(References.EntityFrameworkCore10);

    private static string Of(string up, string down) => $$"""
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Migrations;
        public class Change : Migration
        {
            protected override void Up(MigrationBuilder b) { {{up}} }
            protected override void Down(MigrationBuilder b) { {{down}} }
        }
        """;

    [Theory]
    // Names: used after they are taken away, and before they are given back.
    [InlineData("b.RenameTable(\"A\", newName: \"B\"); b.AddColumn<int>(\"C\", \"B\");", "b.RenameTable(\"B\", newName: \"A\"); {|SAFE3014:b.DropColumn|}(\"C\", \"B\");")]
    [InlineData("b.RenameTable(\"A\", newName: \"B\"); b.AddColumn<int>(\"C\", \"B\");", "{|SAFE3014:b.DropColumn|}(\"C\", \"A\"); b.RenameTable(\"B\", newName: \"A\");")]
    [InlineData("b.RenameColumn(\"O\", \"T\", \"N\"); b.CreateIndex(\"IX\", \"T\", \"N\"); b.DropIndex(\"IO\", \"T\");", "b.DropIndex(\"IX\", \"T\"); {|SAFE3014:b.CreateIndex|}(\"IO\", \"T\", \"O\"); b.RenameColumn(\"N\", \"T\", \"O\");")]
    [InlineData("b.AlterColumn<string>(\"O\", \"T\", maxLength: 9, oldClrType: typeof(string), oldMaxLength: 5); b.RenameColumn(\"O\", \"T\", \"N\");", "b.RenameColumn(\"N\", \"T\", \"O\"); {|SAFE3014:b.AlterColumn<string>|}(\"N\", \"T\", maxLength: 5, oldClrType: typeof(string), oldMaxLength: 9);")]
    [InlineData("b.RenameIndex(\"IA\", \"IB\", \"T\"); b.RenameTable(\"T\", newName: \"U\");", "{|SAFE3014:b.RenameIndex|}(\"IB\", \"IA\", \"T\"); b.RenameTable(\"U\", newName: \"T\");")]
    // The same in a schema.
    [InlineData("b.RenameTable(\"A\", \"s\", \"B\", \"s\"); b.AddColumn<int>(\"C\", \"B\", schema: \"s\");", "b.RenameTable(\"B\", \"s\", \"A\", \"s\"); {|SAFE3014:b.DropColumn|}(\"C\", \"B\", schema: \"s\");")]
    [InlineData("b.RenameTable(\"A\", null, \"B\", \"s\"); b.AddColumn<int>(\"C\", \"B\", schema: \"s\");", "{|SAFE3014:b.DropColumn|}(\"C\", \"A\"); b.RenameTable(\"B\", \"s\", \"A\", null);")]
    // What is gone, and what is not back.
    [InlineData("b.AddColumn<int>(\"A\", \"T\"); b.CreateIndex(\"IX\", \"T\", \"A\");", "b.DropColumn(\"A\", \"T\"); {|SAFE3014:b.DropIndex|}(\"IX\", \"T\");")]
    [InlineData("b.AddColumn<int>(\"A\", \"T\"); b.AddForeignKey(\"FK\", \"T\", \"A\", \"P\");", "b.DropColumn(\"A\", \"T\"); {|SAFE3014:b.DropForeignKey|}(\"FK\", \"T\");")]
    [InlineData("b.CreateTable(\"N\", t => new { Id = t.Column<int>() }); b.CreateIndex(\"IX\", \"N\", \"Id\");", "b.DropTable(\"N\"); {|SAFE3014:b.DropIndex|}(\"IX\", \"N\");")]
    [InlineData("b.DropColumn(\"A\", \"T\"); // rollback: the values are in the backup table", "{|SAFE3014:b.CreateIndex|}(\"IX\", \"T\", \"A\"); b.AddColumn<int>(\"A\", \"T\");")]
    [InlineData("b.DropTable(\"P\"); // rollback: the rows are in the backup table", "{|SAFE3014:b.CreateIndex|}(\"IX\", \"P\", \"Id\"); b.CreateTable(\"P\", t => new { Id = t.Column<int>() });")]
    // A name that is not free yet.
    [InlineData("b.DropColumn(\"A\", \"T\"); b.AddColumn<string>(\"A\", \"T\"); // rollback: the values are in the backup table", "{|SAFE3014:b.AddColumn<int>|}(\"A\", \"T\"); b.DropColumn(\"A\", \"T\");", true)]
    // A table that a foreign key points to.
    [InlineData("b.CreateTable(\"P\", t => new { Id = t.Column<int>() }); b.AddForeignKey(\"FK\", \"T\", \"A\", \"P\");", "{|SAFE3014:b.DropTable|}(\"P\"); b.DropForeignKey(\"FK\", \"T\");")]
    [InlineData("b.CreateTable(\"P\", t => new { Id = t.Column<int>() }); b.CreateTable(\"C\", t => new { Id = t.Column<int>() }, constraints: t => t.ForeignKey(\"FK\", x => x.Id, \"P\", \"Id\"));", "{|SAFE3014:b.DropTable|}(\"P\"); b.DropTable(\"C\");")]
    // Under the provider that a test names.
    [InlineData("if (b.IsNpgsql()) { b.AddColumn<int>(\"A\", \"T\"); b.CreateIndex(\"IX\", \"T\", \"A\"); }", "if (b.IsNpgsql()) { b.DropColumn(\"A\", \"T\"); {|SAFE3014:b.DropIndex|}(\"IX\", \"T\"); }")]
    public Task An_operation_that_cannot_work_where_it_stands_is_reported(string up, string down, bool losesData = false) =>
        Verify.Reports(Of(losesData ? "\n// rollback: the values are in the backup table\n" + up + "\n" : up + "\n", down));

    [Theory]
    // EF Core's own order, and the reverse of Up.
    [InlineData("b.RenameTable(\"A\", newName: \"B\"); b.AddColumn<int>(\"C\", \"B\");", "b.DropColumn(\"C\", \"B\"); b.RenameTable(\"B\", newName: \"A\");")]
    [InlineData("b.RenameTable(\"A\", newName: \"B\"); b.AddColumn<int>(\"C\", \"B\");", "b.RenameTable(\"B\", newName: \"A\"); b.DropColumn(\"C\", \"A\");")]
    [InlineData("b.RenameColumn(\"A\", \"T\", \"X\"); b.RenameColumn(\"B\", \"T\", \"A\"); b.RenameColumn(\"X\", \"T\", \"B\");", "b.RenameColumn(\"B\", \"T\", \"X\"); b.RenameColumn(\"A\", \"T\", \"B\"); b.RenameColumn(\"X\", \"T\", \"A\");")]
    [InlineData("b.CreateTable(\"P\", t => new { Id = t.Column<int>() }); b.AddForeignKey(\"FK\", \"T\", \"A\", \"P\");", "b.DropForeignKey(\"FK\", \"T\"); b.DropTable(\"P\");")]
    // An index that goes along and is not named; one whose columns are not known.
    [InlineData("b.AddColumn<int>(\"A\", \"T\"); b.CreateIndex(\"IX\", \"T\", \"A\");", "b.DropColumn(\"A\", \"T\");")]
    [InlineData("b.AddColumn<int>(\"A\", \"T\"); b.RenameIndex(\"IX\", \"IY\", \"T\");", "b.DropColumn(\"A\", \"T\"); b.RenameIndex(\"IY\", \"IX\", \"T\");")]
    // Raw SQL that may settle it.
    [InlineData("b.RenameTable(\"A\", newName: \"B\"); b.AddColumn<int>(\"C\", \"B\");", "b.RenameTable(\"B\", newName: \"A\"); b.Sql(\"CREATE VIEW B AS SELECT 1\"); b.DropColumn(\"C\", \"B\");")]
    [InlineData("b.RenameTable(\"A\", newName: \"B\"); b.AddColumn<int>(\"C\", \"B\");", "b.RenameTable(\"B\", newName: \"A\"); b.Sql(System.IO.File.ReadAllText(\"down.sql\")); b.DropColumn(\"C\", \"B\");")]
    // The default schema may have a table of that name, too.
    [InlineData("b.CreateTable(\"T\", t => new { Id = t.Column<int>() }, schema: \"s\"); b.AddColumn<int>(\"C\", \"T\");", "b.DropTable(\"T\", schema: \"s\"); b.DropColumn(\"C\", \"T\");")]
    [InlineData("b.CreateTable(\"T\", t => new { Id = t.Column<int>() }, schema: \"s\"); b.CreateIndex(\"IX\", \"T\", \"C\");", "b.DropTable(\"T\", schema: \"s\"); b.DropIndex(\"IX\", \"T\");")]
    // SQL that is put together only there, from what the catalog holds.
    [InlineData("b.CreateTable(\"P\", t => new { Id = t.Column<int>() }); b.CreateTable(\"C\", t => new { A = t.Column<int>() }, constraints: t => t.ForeignKey(\"FK\", x => x.A, \"P\", \"Id\"));", "b.Sql(\"DO $$ DECLARE k record; BEGIN FOR k IN SELECT conname FROM pg_constraint LOOP EXECUTE format('ALTER TABLE x DROP CONSTRAINT %I', k.conname); END LOOP; END $$;\"); b.DropTable(\"P\"); b.DropTable(\"C\");")]
    // What may run or not, and what is not known.
    [InlineData("b.RenameTable(\"A\", newName: \"B\"); b.AddColumn<int>(\"C\", \"B\");", "if (System.DateTime.Now.Year > 2000) { b.RenameTable(\"B\", newName: \"A\"); } b.DropColumn(\"C\", \"B\");")]
    [InlineData("b.RenameTable(\"A\", newName: \"B\"); b.AddColumn<int>(\"C\", \"B\");", "b.RenameTable(\"B\", newName: \"A\"); System.GC.KeepAlive(b); b.DropColumn(\"C\", \"B\");")]
    public Task An_order_that_works_or_is_not_known_is_silent(string up, string down) => Verify.Silent(Of(up, down));

    [Fact]
    public Task The_message_names_the_other_operation_and_where_to_move_it() => Verify.Reports(
        Of("b.RenameTable(\"Articles\", newName: \"Posts\"); b.AddColumn<int>(\"Rank\", \"Posts\");", "b.RenameTable(\"Posts\", newName: \"Articles\"); {|#0:b.DropColumn|}(\"Rank\", \"Posts\");"),
        Verify.Result("SAFE3014", 0, "DropColumn 'Posts.Rank' in Down uses the name 'Posts' after it is renamed to 'Articles', so a revert stops there. Move it before RenameTable 'Posts'."));

    [Fact]
    public Task The_other_operation_is_an_additional_location() => Verify.Reports(
        Of("b.AddColumn<int>(\"A\", \"T\"); b.CreateIndex(\"IX\", \"T\", \"A\");", "{|#1:b.DropColumn|}(\"A\", \"T\"); {|#0:b.DropIndex|}(\"IX\", \"T\");"),
        Verify.Result("SAFE3014").WithLocation(0).WithLocation(1).WithArguments("DropIndex", "IX", "needs 'IX', which is dropped by then", "before", "DropColumn", "T.A"));

    [Fact]
    public async Task SQL_Server_refuses_to_drop_the_column_and_SQLite_rebuilds_the_table()
    {
        const string Up = "b.AddColumn<int>(\"A\", \"T\"); b.CreateIndex(\"IX\", \"T\", \"A\");";
        await OnSqlServer.Reports(Of(Up, "{|SAFE3014:b.DropColumn|}(\"A\", \"T\"); b.DropIndex(\"IX\", \"T\");"));
        await OnSqlite.Silent(Of(Up, "b.DropColumn(\"A\", \"T\"); b.DropIndex(\"IX\", \"T\");"));
        await OnSeveral.Silent(Of(Up, "b.DropColumn(\"A\", \"T\"); b.DropIndex(\"IX\", \"T\");"));
    }

    [Fact]
    public Task What_no_provider_can_run_is_reported_on_every_one() => OnSeveral.Reports(Of(
        "b.RenameTable(\"A\", newName: \"B\"); b.CreateIndex(\"IX\", \"B\", \"C\");", "b.RenameTable(\"B\", newName: \"A\"); {|SAFE3014:b.DropIndex|}(\"IX\", \"B\");"));

    [Fact]
    public Task The_statement_is_moved_with_its_comments() => Verify.Fixes(
        MigrationSource.Of(
            """
            migrationBuilder.RenameTable(name: "Articles", newName: "Posts");
            migrationBuilder.AddColumn<int>(name: "Rank", table: "Posts");
            migrationBuilder.CreateIndex(name: "IX_Title", table: "Posts", column: "Title");
            """,
            """
            // first the name
            migrationBuilder.RenameTable(name: "Posts", newName: "Articles"); // as before

            // then the index
            {|SAFE3014:migrationBuilder.DropIndex|}(name: "IX_Title", table: "Posts");

            // the rank is new
            {|SAFE3014:migrationBuilder.DropColumn|}(
                name: "Rank", // nobody ranks
                table: "Posts");
            """),
        MigrationSource.Of(
            """
            migrationBuilder.RenameTable(name: "Articles", newName: "Posts");
            migrationBuilder.AddColumn<int>(name: "Rank", table: "Posts");
            migrationBuilder.CreateIndex(name: "IX_Title", table: "Posts", column: "Title");
            """,
            """
            // then the index
            migrationBuilder.DropIndex(name: "IX_Title", table: "Posts");

            // the rank is new
            migrationBuilder.DropColumn(
                name: "Rank", // nobody ranks
                table: "Posts");

            // first the name
            migrationBuilder.RenameTable(name: "Posts", newName: "Articles"); // as before
            """));

    [Fact]
    public Task What_comes_too_early_is_moved_behind() => Verify.Fixes(
        MigrationSource.Of(
            """
            migrationBuilder.CreateTable(name: "Tags", columns: t => new { Id = t.Column<int>() });
            migrationBuilder.AddForeignKey(name: "FK_Tag", table: "Articles", column: "TagId", principalTable: "Tags");
            """,
            """
            {|SAFE3014:migrationBuilder.DropTable|}(name: "Tags");
            migrationBuilder.DropForeignKey(name: "FK_Tag", table: "Articles");
            """),
        MigrationSource.Of(
            """
            migrationBuilder.CreateTable(name: "Tags", columns: t => new { Id = t.Column<int>() });
            migrationBuilder.AddForeignKey(name: "FK_Tag", table: "Articles", column: "TagId", principalTable: "Tags");
            """,
            """
            migrationBuilder.DropForeignKey(name: "FK_Tag", table: "Articles");
            migrationBuilder.DropTable(name: "Tags");
            """));

    [Theory]
    [InlineData("migrationBuilder.RenameTable(\"B\", newName: \"A\"); {|SAFE3014:migrationBuilder.DropColumn|}(\"C\", \"B\");")]
    [InlineData("migrationBuilder.RenameTable(\"B\", newName: \"A\");\n#if !OLD\n{|SAFE3014:migrationBuilder.DropColumn|}(\"C\", \"B\");\n#endif")]
    [InlineData("var table = \"B\";\nmigrationBuilder.RenameTable(\"B\", newName: \"A\");\n{|SAFE3014:migrationBuilder.DropColumn|}(\"C\", table);")]
    [InlineData("migrationBuilder.RenameTable(\"B\", newName: \"A\");\nforeach (var c in new[] { \"C\" })\n{\n    {|SAFE3014:migrationBuilder.DropColumn|}(c, \"B\");\n}")]
    public Task What_is_no_plain_list_of_calls_is_for_a_person_to_order(string down) => Verify.NoFix(MigrationSource.Of(
        "migrationBuilder.RenameTable(\"A\", newName: \"B\");\nmigrationBuilder.AddColumn<int>(\"C\", \"B\");", down));

    [Fact]
    public Task An_old_migration_is_left_alone() => Verify.Options("safechange.migrations.start_after = 2026").Silent(
        [("20260101000000_Change.cs", Of("b.RenameTable(\"A\", newName: \"B\"); b.AddColumn<int>(\"C\", \"B\");", "b.RenameTable(\"B\", newName: \"A\"); b.DropColumn(\"C\", \"B\");"))]);

    [Fact]
    public Task The_same_names_in_other_namespaces_are_not_EF_Cores() => Verify.Silent("""
        public class MigrationBuilder { public void RenameTable(string name, string newName) { } public void DropColumn(string name, string table) { } }
        public abstract class Migration { protected abstract void Up(MigrationBuilder b); protected abstract void Down(MigrationBuilder b); }
        public class Change : Migration
        {
            protected override void Up(MigrationBuilder b) => b.RenameTable("A", "B");
            protected override void Down(MigrationBuilder b) { b.RenameTable("B", "A"); b.DropColumn("C", "B"); }
        }
        """);

    [Fact]
    public Task Without_EF_Core_nothing_is_reported() => Verify.With(References.NoFramework).Silent("public class Migration { }");

    [Fact]
    public Task Broken_code_is_no_reason_to_fail() => Verify.BrokenCode().Silent(
        Of("b.RenameTable(\"A\", newName: );", "b.RenameTable(, newName: \"A\"); b.DropColumn(\"C\");"));
}
