using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Migrations;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations;

public class SAFE3017RawSqlNotReversedTests
{
    private const string Other = "migrationBuilder.DropIndex(\"IX0\", \"T0\");";

    private static readonly Verify<MigrationAnalyzer, ReverseSqlFix> Verify = new(References.EntityFrameworkCore10);

    private static readonly Verify<MigrationAnalyzer, AddSqlNoteFix> Note = new(References.EntityFrameworkCore10);

    [Fact]
    public Task The_message_names_the_statement_and_its_reverse() => Verify.Reports(
        Of("{|#0:migrationBuilder.Sql|}(\"CREATE VIEW V AS\\n  SELECT 1\");"),
        Verify.Result("SAFE3017", 0, "Down does not take back 'CREATE VIEW V AS SELECT 1': a revert leaves it behind and the next update fails on it. Add Sql(\"DROP VIEW V;\") to Down, or say in a '// rollback:' note why it need not be."));

    [Theory]
    [InlineData("{|SAFE3017:migrationBuilder.Sql|}(\"UPDATE Users SET Name = UPPER(Name)\");", Other)]
    [InlineData("{|SAFE3017:migrationBuilder.Sql|}(\"CREATE INDEX IX ON T (A); INSERT INTO T VALUES (1)\");", Other)]
    [InlineData("{|SAFE3017:migrationBuilder.Sql|}(\"DROP VIEW V\");", Other)]
    [InlineData("{|SAFE3017:migrationBuilder.Sql|}(\"ALTER TABLE T RENAME COLUMN A TO B\");", Other + " migrationBuilder.Sql(\"ALTER TABLE T RENAME COLUMN C TO D\");")]
    // The same words about another object.
    [InlineData("{|SAFE3017:migrationBuilder.Sql|}(\"CREATE VIEW V AS SELECT 1\");", Other + " migrationBuilder.Sql(\"DROP VIEW W\");")]
    public Task SQL_without_a_reverse_is_reported(string up, string down) => Verify.Reports(Of(up, down));

    [Theory]
    [InlineData("migrationBuilder.Sql(\"CREATE INDEX IX ON T (A)\");", "migrationBuilder.DropIndex(\"IX\", \"T\");")]
    [InlineData("migrationBuilder.Sql(\"CREATE INDEX IX ON T (A)\");", "migrationBuilder.Sql(\"DROP INDEX IF EXISTS \\\"IX\\\"\");")]
    [InlineData("migrationBuilder.Sql(\"CREATE INDEX IX ON T (A)\");", "migrationBuilder.Sql(\"EXEC dbo.Revert\");")]
    [InlineData("migrationBuilder.Sql(\"CREATE INDEX IX ON T (A)\");", "migrationBuilder.Sql(System.IO.File.ReadAllText(\"down.sql\"));")]
    [InlineData("migrationBuilder.Sql(\"ALTER TABLE T RENAME COLUMN A TO B\");", "migrationBuilder.RenameColumn(\"B\", \"T\", \"A\");")]
    [InlineData("migrationBuilder.Sql(\"UPDATE T SET A = A + 1\");", "migrationBuilder.Sql(\"UPDATE T SET A = A - 1\");")]
    [InlineData("migrationBuilder.Sql(\"INSERT INTO T VALUES (1)\");", "migrationBuilder.DeleteData(\"T\", \"Id\", 1); // rollback: row 1")]
    [InlineData("migrationBuilder.Sql(\"CREATE TABLE N (a int); CREATE INDEX IX ON N (a); INSERT INTO N VALUES (1)\");", "migrationBuilder.DropTable(\"N\");")]
    [InlineData("migrationBuilder.Sql(\"CREATE VIEW V AS SELECT 1; DROP VIEW V\");", Other)]
    [InlineData("migrationBuilder.Sql(\"VACUUM\"); migrationBuilder.Sql(\"EXEC dbo.Fill\");", Other)]
    [InlineData("migrationBuilder.Sql(\"CREATE TABLE N AS SELECT * FROM T; DROP TABLE T; ALTER TABLE N RENAME TO T\");", Other)]
    [InlineData("// rollback: the view is harmless\nmigrationBuilder.Sql(\"CREATE VIEW V AS SELECT 1\");", Other)]
    [InlineData("migrationBuilder.Sql(\"CREATE VIEW V AS SELECT 1\");", "throw new System.NotSupportedException(\"The view stays for the importer.\");")]
    public Task SQL_that_has_a_reverse_or_needs_none_is_silent(string up, string down) => Verify.Silent(Of(up, down));

    [Fact]
    public Task A_column_of_this_Up_may_be_filled() => Verify.Silent(MigrationSource.Of(
        "migrationBuilder.AddColumn<int>(\"A\", \"T\");\nmigrationBuilder.Sql(\"UPDATE T SET A = 1\");", "migrationBuilder.DropColumn(\"A\", \"T\");"));

    [Theory]
    [InlineData("migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");", "migrationBuilder.Sql(\"IF EXISTS (SELECT 1 FROM sys.indexes) DROP INDEX IX ON T\");")]
    [InlineData("migrationBuilder.Sql(\"EXEC dbo.AddId 'T'\");", "migrationBuilder.DropIndex(\"AddId\", \"T\");")]
    [InlineData("migrationBuilder.Sql(\"CREATE TABLE N AS SELECT * FROM T; DROP TABLE T; ALTER TABLE N RENAME TO T\");", "migrationBuilder.DropColumn(\"A\", \"T\");")]
    [InlineData("migrationBuilder.Sql(\"DECLARE @s nvarchar(9) = 'CREATE INDEX IX ON T(A)'; EXEC(@s)\");", "migrationBuilder.DropIndex(\"IX\", \"T\");")]
    public Task Operations_are_paired_with_SQL_in_both_directions(string up, string down) => Verify.Silent(MigrationSource.Of(up, down));

    [Theory]
    // The drop of another thing on the same table is no evidence.
    [InlineData("{|SAFE3011:migrationBuilder.AddColumn<int>|}(\"A\", \"T\");", "migrationBuilder.Sql(\"ALTER TABLE T DROP COLUMN B\");")]
    [InlineData("{|SAFE3011:migrationBuilder.AddColumn<int>|}(\"A\", \"T\");", "migrationBuilder.Sql(\"UPDATE T SET A = NULL\");")]
    [InlineData("{|SAFE3011:migrationBuilder.CreateIndex|}(\"IX\", \"T\", \"A\");", "migrationBuilder.Sql(\"CREATE INDEX IX ON T (A)\");")]
    [InlineData("{|SAFE3017:migrationBuilder.Sql|}(\"UPDATE T SET A = 1\");", "{|SAFE3012:migrationBuilder.DropColumn|}(\"A\", \"S\");")]
    public Task SQL_about_something_else_hides_nothing(string up, string down) => Verify.Reports(MigrationSource.Of(up, down));

    [Fact]
    public Task The_reverse_goes_to_its_place_in_the_reverse_order() => Verify.Fixes(
        MigrationSource.Of(
            "migrationBuilder.CreateIndex(\"IX1\", \"T\", \"A\");\n{|SAFE3017:migrationBuilder.Sql|}(\"CREATE VIEW \\\"V\\\" AS SELECT 1; CREATE VIEW W AS SELECT 1;\");\nmigrationBuilder.CreateIndex(\"IX2\", \"T\", \"A\");",
            "migrationBuilder.DropIndex(\"IX2\", \"T\"); // first\n\n// then this\nmigrationBuilder.DropIndex(\"IX1\", \"T\");"),
        MigrationSource.Of(
            "migrationBuilder.CreateIndex(\"IX1\", \"T\", \"A\");\nmigrationBuilder.Sql(\"CREATE VIEW \\\"V\\\" AS SELECT 1; CREATE VIEW W AS SELECT 1;\");\nmigrationBuilder.CreateIndex(\"IX2\", \"T\", \"A\");",
            "migrationBuilder.DropIndex(\"IX2\", \"T\"); // first\n\nmigrationBuilder.Sql(\"DROP VIEW W;\");\n\nmigrationBuilder.Sql(\"DROP VIEW \\\"V\\\";\");\n\n// then this\nmigrationBuilder.DropIndex(\"IX1\", \"T\");"));

    [Fact]
    public Task The_first_operation_is_taken_back_last_and_several_keep_their_order() => Verify.Fixes(
        MigrationSource.Of(
            "{|SAFE3017:migrationBuilder.Sql|}(\"ALTER TABLE T RENAME TO U\");\n{|SAFE3017:migrationBuilder.Sql|}(\"CREATE SEQUENCE S\");\nmigrationBuilder.CreateIndex(\"IX2\", \"X\", \"A\");",
            "migrationBuilder.DropIndex(\"IX2\", \"X\");"),
        MigrationSource.Of(
            "migrationBuilder.Sql(\"ALTER TABLE T RENAME TO U\");\nmigrationBuilder.Sql(\"CREATE SEQUENCE S\");\nmigrationBuilder.CreateIndex(\"IX2\", \"X\", \"A\");",
            "migrationBuilder.DropIndex(\"IX2\", \"X\");\n\nmigrationBuilder.Sql(\"DROP SEQUENCE S;\");\n\nmigrationBuilder.Sql(\"ALTER TABLE U RENAME TO T;\");"));

    [Fact]
    public Task An_empty_Down_after_SQL_that_changes_the_schema_is_reported_here_and_data_once() => Verify.Reports(MigrationSource.Of(
        "{|SAFE3017:migrationBuilder.Sql|}(\"CREATE VIEW V AS SELECT 1\");\nmigrationBuilder.Sql(\"UPDATE T SET A = 1\");", ""));

    [Fact]
    public Task An_empty_Down_is_filled() => Verify.Fixes(
        MigrationSource.Of("{|SAFE3017:migrationBuilder.Sql|}(\"CREATE INDEX [IX] ON [dbo].[T] ([A])\");", ""),
        MigrationSource.Of("migrationBuilder.Sql(\"CREATE INDEX [IX] ON [dbo].[T] ([A])\");", "migrationBuilder.Sql(\"DROP INDEX [IX] ON [dbo].[T];\");"));

    [Theory]
    [InlineData("\"CREATE INDEX IX ON T (A)\"")]
    [InlineData("\"CREATE INDEX CONCURRENTLY ix ON t (a)\", suppressTransaction: false")]
    [InlineData("\"UPDATE Users SET Name = UPPER(Name)\"")]
    public Task What_cannot_be_told_is_not_written(string sql) => Verify.NoFix(Of("{|SAFE3017:migrationBuilder.Sql|}(" + sql + ");"));

    [Fact]
    public Task Behind_a_way_out_of_Down_nothing_is_written() => Verify.NoFix(MigrationSource.Of(
        "{|SAFE3017:migrationBuilder.Sql|}(\"CREATE VIEW v AS SELECT 1\");\nmigrationBuilder.DropIndex(name: \"IX\", table: \"T\");",
        "if (System.DateTime.Now.Year > 2000)\n{\n    return;\n}\n\nmigrationBuilder.CreateIndex(name: \"IX\", table: \"T\", column: \"A\");"));

    [Theory]
    [InlineData("CREATE OR REPLACE VIEW v AS SELECT 1")]
    [InlineData("CREATE TABLE IF NOT EXISTS Audit (Id int)")]
    public Task What_can_be_made_again_does_not_fail_the_next_update(string sql) => Verify.Reports(
        MigrationSource.Of($"{{|#0:migrationBuilder.Sql|}}(\"{sql}\");", "migrationBuilder.DropIndex(name: \"IX\", table: \"T\");").Replace("{|#0:", "migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");\n            {|#0:"),
        Verify.Result("SAFE3017", 0, $"Down does not take back '{sql}': a revert leaves it as Up has made it. Undo it in Down, or say in a '// rollback:' note why it need not be."));

    [Fact]
    public Task The_note_stands_above_the_call() => Note.Fixes(
        Of("// all of them\n{|SAFE3017:migrationBuilder.Sql|}(\"UPDATE Users SET Name = UPPER(Name)\");"),
        Of("// all of them\n{|SAFE0012:// rollback: <how this is taken back, or why it need not be>|}\n// owner:\n// expected:\nmigrationBuilder.Sql(\"UPDATE Users SET Name = UPPER(Name)\");"));

    [Theory]
    [InlineData("{|SAFE3021:migrationBuilder.Sql|}(\"DELETE FROM Users WHERE Age < 0\");")]
    [InlineData("{|SAFE3021:migrationBuilder.Sql|}(\"UPDATE Users SET Age = 1; TRUNCATE TABLE Users;\");")]
    [InlineData("{|SAFE3021:migrationBuilder.Sql|}(\"DROP TABLE Users\");")]
    [InlineData("{|SAFE3021:migrationBuilder.Sql|}(\"ALTER TABLE Users DROP COLUMN Age\");")]
    public Task Losses_are_for_SAFE3021(string up) => Verify.Reports(Of(up));

    [Fact]
    public Task A_loss_in_SQL_names_what_is_lost() => Verify.Reports(
        Of("{|#0:migrationBuilder.Sql|}(\"ALTER TABLE Users DROP COLUMN Age\");"),
        Verify.Result("SAFE3021", 0, "DROP COLUMN 'Users.Age' destroys its data, and Down cannot bring it back: say in a '// rollback:' note how it is restored, or why it is not needed"));

    [Theory]
    // The drop of the whole is reported, not what is done before it.
    [InlineData("// rollback: restore the backup\nmigrationBuilder.DropTable(\"Users\");\nmigrationBuilder.Sql(\"DELETE FROM Users\");", Other + " migrationBuilder.CreateTable(\"Users\", t => new { Id = t.Column<int>() });")]
    [InlineData("migrationBuilder.Sql(\"CREATE TEMP TABLE x (a int); DROP TABLE x;\");")]
    [InlineData("migrationBuilder.Sql(\"SELECT Id INTO #x FROM Users; DROP TABLE #x;\");")]
    [InlineData("migrationBuilder.Sql(\"DELETE FROM __EFMigrationsHistory\");")]
    [InlineData("// rollback: none of them was ever shown\nmigrationBuilder.Sql(\"DELETE FROM Users WHERE Age < 0\");")]
    [InlineData("migrationBuilder.Sql(\"DELETE FROM Users\");", Other + " migrationBuilder.Sql(\"INSERT INTO Users SELECT * FROM Users2\");")]
    [InlineData("migrationBuilder.Sql(\"CREATE TABLE N AS SELECT * FROM T; DROP TABLE T; ALTER TABLE N RENAME TO T;\");")]
    public Task What_is_not_lost_is_silent(string up, string down = Other) => Verify.Silent(Of(up, down));

    [Fact]
    public Task A_folder_may_start_later() => Verify
        .EditorConfig("[*.cs]\nsafechange.migrations.start_after = 2027", "Old/")
        .Reports([("Old/A.cs", Dated("Old", "migrationBuilder.Sql")), ("New/B.cs", Dated("New", "{|SAFE3017:migrationBuilder.Sql|}"))]);

    [Fact]
    public Task The_same_names_in_other_namespaces_are_not_EF_Cores() => Verify.Silent("""
        public class MigrationBuilder { public void Sql(string sql) { } }
        public abstract class Migration { protected abstract void Up(MigrationBuilder b); protected virtual void Down(MigrationBuilder b) { } }
        public class Change : Migration { protected override void Up(MigrationBuilder b) => b.Sql("CREATE VIEW V AS SELECT 1"); protected override void Down(MigrationBuilder b) { } }
        """);

    [Fact]
    public Task Without_EF_Core_nothing_is_reported() => Verify.With(References.NoFramework).Silent("public class Migration { }");

    [Fact]
    public Task Broken_code_is_no_reason_to_fail() => Verify.BrokenCode().Silent(Of("migrationBuilder.Sql(sql: );"));

    private static string Of(string up, string down = Other) =>
        MigrationSource.Of("migrationBuilder.CreateIndex(\"IX0\", \"T0\", \"A\");\n" + up, down.Length == 0 || down.Contains("IX0") || down.StartsWith("throw") ? down : Other + "\n" + down);

    private static string Dated(string name, string call) => $$"""
        using Microsoft.EntityFrameworkCore.Migrations;
        [Migration("20260101000000_{{name}}")]
        public class {{name}} : Migration
        {
            protected override void Up(MigrationBuilder migrationBuilder)
            {
                {{call}}("CREATE VIEW V AS SELECT 1");
            }

            protected override void Down(MigrationBuilder migrationBuilder)
            {
            }
        }
        """;
}
