using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Migrations;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations;

public class SAFE3012DownUndoesUnrelatedTests
{
    private static readonly Verify<MigrationAnalyzer, UndoIntendedObjectFix> Verify = new(References.EntityFrameworkCore10);
    private static readonly Verify<MigrationAnalyzer, RemoveUnrelatedFix> VerifyRemoval = new(References.EntityFrameworkCore10);
    private static readonly Verify<MigrationAnalyzer, WriteDownFix> VerifyWriting = new(References.EntityFrameworkCore10);

    // The shape of a fault in a well-known media server.
    private static readonly string Mistaken = MigrationSource.Of(
        """
        {|SAFE3011:migrationBuilder.AddColumn<int>|}(
            name: "RatingSubValue",
            table: "Items",
            nullable: true);
        """,
        """
        {|SAFE3012:migrationBuilder.DropColumn|}(
            name: "RatingValue", // the new one
            table: "Items");
        """);

    [Fact]
    public Task A_mistaken_name_is_corrected() => Verify.Fixes(
        Mistaken,
        MigrationSource.Of(
            """
            migrationBuilder.AddColumn<int>(
                name: "RatingSubValue",
                table: "Items",
                nullable: true);
            """,
            """
            migrationBuilder.DropColumn(
                name: "RatingSubValue", // the new one
                table: "Items");
            """));

    [Fact]
    public Task A_mistaken_name_is_corrected_from_the_other_end_as_well() => VerifyWriting.Fixes(
        Mistaken,
        MigrationSource.Of(
            """
            migrationBuilder.AddColumn<int>(
                name: "RatingSubValue",
                table: "Items",
                nullable: true);
            """,
            """
            migrationBuilder.DropColumn(
                name: "RatingSubValue", // the new one
                table: "Items");
            """));

    [Fact]
    public Task The_message_names_the_risk_and_what_was_meant() => Verify.Reports(
        Mistaken.Replace("{|SAFE3012:", "{|#0:"),
        Verify.Result("SAFE3012", 0, "Down calls DropColumn on 'Items.RatingValue', which Up never touched: a revert destroys data that was there before. Undo 'RatingSubValue' instead, or remove the call."));

    [Fact]
    public Task What_has_no_counterpart_can_be_removed_and_comments_stay() => VerifyRemoval.Fixes(
        MigrationSource.Of(
            "migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");",
            """
            migrationBuilder.DropIndex("IX", "T");

            // why is this here?
            {|SAFE3012:migrationBuilder.DropTable|}(name: "Users");
            """),
        MigrationSource.Of(
            "migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");",
            """
            migrationBuilder.DropIndex("IX", "T");

            // why is this here?
            """));

    [Theory]
    [InlineData("migrationBuilder.DropTable|}(\"Users\");")]
    [InlineData("migrationBuilder.DropColumn|}(\"Name\", \"Users\");")]
    [InlineData("migrationBuilder.DropSchema|}(\"sales\");")]
    [InlineData("migrationBuilder.RenameColumn|}(\"Name\", \"Users\", \"Title\");")]
    [InlineData("migrationBuilder.AlterColumn<string>|}(\"Name\", \"Users\", maxLength: 9, oldClrType: typeof(string), oldMaxLength: 5);")]
    [InlineData("migrationBuilder.AddColumn<int>|}(\"Age\", \"Users\");")]
    [InlineData("migrationBuilder.CreateIndex|}(\"IX_Name\", \"Users\", \"Name\");")]
    [InlineData("migrationBuilder.DeleteData|}(\"Users\", \"Id\", 1);")]
    public Task What_Up_never_touched_is_reported(string down) => Verify.Reports(MigrationSource.Of(
        "migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");", "migrationBuilder.DropIndex(\"IX\", \"T\");\n{|SAFE3012:" + down));

    [Theory]
    // Up says it in SQL.
    [InlineData("migrationBuilder.Sql(\"ALTER TABLE Users ADD Age int\");", "migrationBuilder.DropColumn(\"Age\", \"Users\");")]
    [InlineData("migrationBuilder.Sql(System.IO.File.ReadAllText(\"up.sql\"));", "migrationBuilder.DropColumn(\"Age\", \"Users\");")]
    // MySQL has no IF but in a procedure.
    [InlineData("migrationBuilder.Sql(\"CREATE PROCEDURE AddAge() BEGIN IF 1 THEN ALTER TABLE `Users` DROP COLUMN `Age`; END IF; ALTER TABLE `Users` ADD COLUMN `Age` INT; END; CALL AddAge(); DROP PROCEDURE AddAge;\");", "migrationBuilder.DropColumn(\"Age\", \"Users\");")]
    // Up is not known.
    [InlineData("System.GC.KeepAlive(migrationBuilder);", "migrationBuilder.DropColumn(\"Age\", \"Users\");")]
    // EF Core itself writes these into Down.
    [InlineData("migrationBuilder.RenameTable(\"A\", \"old\", \"A\", \"new\");", "migrationBuilder.EnsureSchema(\"old\"); migrationBuilder.RenameTable(\"A\", \"new\", \"A\", \"old\");")]
    [InlineData("migrationBuilder.DropColumn(\"A\", \"T\"); // rollback: restore the backup", "migrationBuilder.AddColumn<int>(\"A\", \"T\"); migrationBuilder.UpdateData(\"T\", \"Id\", 1, \"A\", 5);")]
    [InlineData("migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");", "migrationBuilder.DropIndex(\"IX\", \"T\"); migrationBuilder.AlterColumn<int>(\"A\", \"T\", type: \"int\", oldClrType: typeof(int), oldType: \"int\");")]
    // A note on the statement.
    [InlineData("migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");", "migrationBuilder.DropIndex(\"IX\", \"T\");\n// rollback: the cache table is rebuilt by the previous version\nmigrationBuilder.DropTable(\"Cache\");")]
    // Code that may not run.
    [InlineData("migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");", "migrationBuilder.DropIndex(\"IX\", \"T\"); if (System.DateTime.Now.Year > 2026) migrationBuilder.DropTable(\"Cache\");")]
    public Task What_may_have_a_reason_is_silent(string up, string down) => Verify.Silent(MigrationSource.Of(up, down));

    [Fact]
    public Task A_definition_that_was_written_for_another_column_is_not_renamed() => Verify.NoFix(MigrationSource.Of(
        "{|SAFE3011:migrationBuilder.AlterColumn<string>|}(\"A\", \"T\", maxLength: 9, oldClrType: typeof(string), oldMaxLength: 5);",
        "{|SAFE3012:migrationBuilder.AlterColumn<int>|}(\"B\", \"T\", type: \"int\", oldClrType: typeof(long), oldType: \"bigint\");"));

    [Fact]
    public Task Each_mistake_is_paired_with_its_own_counterpart() => Verify.Fixes(
        MigrationSource.Of(
            "{|SAFE3011:migrationBuilder.AddColumn<int>|}(name: \"PriceNet\", table: \"T\");\n{|SAFE3011:migrationBuilder.AddColumn<int>|}(name: \"TaxRate\", table: \"T\");",
            "{|SAFE3012:migrationBuilder.DropColumn|}(name: \"Tax\", table: \"T\");\n{|SAFE3012:migrationBuilder.DropColumn|}(name: \"Price\", table: \"T\");"),
        MigrationSource.Of(
            "migrationBuilder.AddColumn<int>(name: \"PriceNet\", table: \"T\");\nmigrationBuilder.AddColumn<int>(name: \"TaxRate\", table: \"T\");",
            "migrationBuilder.DropColumn(name: \"TaxRate\", table: \"T\");\nmigrationBuilder.DropColumn(name: \"PriceNet\", table: \"T\");"));

    [Fact]
    public Task The_same_names_in_other_namespaces_are_not_EF_Cores() => Verify.Silent("""
        public class MigrationBuilder { public void DropTable(string name) { } }
        public abstract class Migration { protected abstract void Up(MigrationBuilder b); protected abstract void Down(MigrationBuilder b); }
        public class Change : Migration
        {
            protected override void Up(MigrationBuilder b) { }
            protected override void Down(MigrationBuilder b) => b.DropTable("Users");
        }
        """);

    [Fact]
    public Task Without_EF_Core_nothing_is_reported() => Verify.With(References.NoFramework).Silent("public class Migration { }");

    [Fact]
    public Task Broken_code_is_no_reason_to_fail() => Verify.BrokenCode().Silent(
        MigrationSource.Of("migrationBuilder.CreateIndex(", "migrationBuilder.DropTable(name: );"));
}
