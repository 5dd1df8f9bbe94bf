using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Migrations;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations;

public sealed class SAFE3023DropAndAddLooksLikeRenameTests
{
    private static readonly Verify<MigrationAnalyzer, RenameColumnFix> Verify = new(References.EntityFrameworkCore10);

    private const string Drop = """migrationBuilder.DropColumn(name: "Mail", table: "Users");""";

    private const string Add = """migrationBuilder.AddColumn<string>(name: "Email", table: "Users", type: "text", nullable: true);""";

    private const string Down = """
        migrationBuilder.DropColumn(name: "Email", table: "Users");

        migrationBuilder.AddColumn<string>(name: "Mail", table: "Users", type: "text", nullable: true);
        """;

    [Fact]
    public Task A_drop_and_an_addition_are_made_one_rename() => Verify.Fixes(
        MigrationSource.Of("{|SAFE3021:{|SAFE3023:migrationBuilder.DropColumn|}|}(name: \"Mail\", table: \"Users\");\n\n" + Add, Down),
        MigrationSource.Of(
            """
            migrationBuilder.RenameColumn(
                name: "Mail",
                table: "Users",
                newName: "Email");
            """,
            """
            migrationBuilder.RenameColumn(
                name: "Email",
                table: "Users",
                newName: "Mail");
            """));

    [Fact]
    public Task The_message_names_both() => Verify.Reports(
        MigrationSource.Of("// down there\n{|SAFE3021:{|#0:migrationBuilder.DropColumn|}|}(name: \"Mail\", table: \"Users\");\n\n" + Add, Down),
        Verify.Result("SAFE3023", 0, "Up drops 'Users.Mail' and adds 'Users.Email' with the same definition: if that is a rename, its values are lost on the way. "
            + "Use RenameColumn, both ways, or say in a '// rollback:' note that it is none."));

    [Theory]
    // Other names, another type, another length, another table, a column that takes no NULL.
    [InlineData("""AddColumn<string>(name: "Phone", table: "Users", type: "text", nullable: true)""", """DropColumn(name: "Phone", table: "Users")""")]
    [InlineData("""AddColumn<int>(name: "Email", table: "Users", type: "integer", nullable: true)""", """DropColumn(name: "Email", table: "Users")""")]
    [InlineData("""AddColumn<string>(name: "Email", table: "Users", type: "text", maxLength: 9, nullable: true)""", """DropColumn(name: "Email", table: "Users")""")]
    [InlineData("""AddColumn<string>(name: "Email", table: "Authors", type: "text", nullable: true)""", """DropColumn(name: "Email", table: "Authors")""")]
    [InlineData("""AddColumn<string>(name: "Email", table: "Users", type: "text", nullable: false, defaultValue: "")""", """DropColumn(name: "Email", table: "Users")""")]
    public Task What_is_no_rename_is_silent(string added, string removed) => Verify.Reports(MigrationSource.Of(
        $"{{|SAFE3021:migrationBuilder.DropColumn|}}(name: \"Mail\", table: \"Users\");\nmigrationBuilder.{added};",
        $"migrationBuilder.{removed};\nmigrationBuilder.AddColumn<string>(name: \"Mail\", table: \"Users\", type: \"text\", nullable: true);"));

    [Fact]
    public Task What_may_be_either_of_two_is_silent() => Verify.Reports(MigrationSource.Of(
        "{|SAFE3021:migrationBuilder.DropColumn|}(name: \"Mail\", table: \"Users\");\n" + Add
            + "\nmigrationBuilder.AddColumn<string>(name: \"MailOfWork\", table: \"Users\", type: \"text\", nullable: true);",
        "migrationBuilder.DropColumn(name: \"MailOfWork\", table: \"Users\");\n" + Down));

    [Fact]
    public Task Values_that_are_copied_are_not_lost() => Verify.Silent(MigrationSource.Of(
        Add + "\nmigrationBuilder.Sql(\"UPDATE \\\"Users\\\" SET \\\"Email\\\" = \\\"Mail\\\"\");\n// rollback: nothing is lost, the values were copied\n" + Drop,
        Down));

    [Fact]
    public Task A_note_answers() => Verify.Silent(MigrationSource.Of(
        "// rollback: these were postal addresses, the backup table has them\n" + Drop + "\n" + Add, Down));

    [Theory]
    // The column in the database would keep NOT NULL, or lose its default, its comment.
    [InlineData("type: \"text\", nullable: true", "type: \"text\", nullable: false, defaultValue: \"\"")]
    [InlineData("type: \"text\", nullable: true, defaultValueSql: \"lower('X')\"", "type: \"text\", nullable: true")]
    [InlineData("type: \"text\", nullable: true, comment: \"as on the card\"", "type: \"text\", nullable: true")]
    public Task A_definition_that_differs_keeps_the_fix_away(string added, string restored) => Verify.NoFix(MigrationSource.Of(
        "{|SAFE3021:{|SAFE3023:migrationBuilder.DropColumn|}|}(name: \"Mail\", table: \"Users\");\n"
            + $"migrationBuilder.AddColumn<string>(name: \"Email\", table: \"Users\", {added});",
        "migrationBuilder.DropColumn(name: \"Email\", table: \"Users\");\n"
            + $"migrationBuilder.AddColumn<string>(name: \"Mail\", table: \"Users\", {restored});"));

    [Fact]
    public Task The_default_that_a_required_column_is_added_with_does_not() => Verify.Fixes(
        MigrationSource.Of(
            "{|SAFE3021:{|SAFE3023:migrationBuilder.DropColumn|}|}(name: \"Mail\", table: \"Users\");\n"
                + "migrationBuilder.AddColumn<string>(name: \"Email\", table: \"Users\", nullable: false, defaultValue: \"\");",
            "migrationBuilder.DropColumn(name: \"Email\", table: \"Users\");\n"
                + "migrationBuilder.AddColumn<string>(name: \"Mail\", table: \"Users\", defaultValue: \"none\");"),
        MigrationSource.Of(
            "migrationBuilder.RenameColumn(\n    name: \"Mail\",\n    table: \"Users\",\n    newName: \"Email\");",
            "migrationBuilder.RenameColumn(\n    name: \"Email\",\n    table: \"Users\",\n    newName: \"Mail\");"));

    [Fact]
    public Task What_else_names_the_column_keeps_the_fix_away() => Verify.NoFix(MigrationSource.Of(
        "{|SAFE3021:{|SAFE3023:migrationBuilder.DropColumn|}|}(name: \"Mail\", table: \"Users\");\n" + Add + "\nmigrationBuilder.CreateIndex(name: \"IX\", table: \"Users\", column: \"Email\");",
        "migrationBuilder.DropIndex(name: \"IX\", table: \"Users\");\n" + Down));

    [Fact]
    public Task Broken_code_does_not_throw() => Verify.BrokenCode().Silent(MigrationSource.Of("migrationBuilder.DropColumn(name: , table: \"Users\");" + Add, Down));

    [Fact]
    public Task Where_EF_Core_is_absent_nothing_is_registered() => Verify.With(References.NoFramework).Silent("class Migration { void DropColumn() { } void AddColumn() { } }");

    [Fact]
    public Task A_migration_before_the_start_is_left_alone() => Verify.Options("safechange.migrations.start_after = 2026").Silent(
        new Sources([("2025_Change.cs", MigrationSource.Of(Drop + "\n" + Add, Down))]));
}
