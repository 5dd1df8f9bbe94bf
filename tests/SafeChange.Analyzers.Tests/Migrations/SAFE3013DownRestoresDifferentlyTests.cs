using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Migrations;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations;

public sealed class SAFE3013DownRestoresDifferentlyTests
{
    private const string Create = """
        migrationBuilder.CreateTable(
            name: "Users",
            columns: table => new
            {
                Id = table.Column<int>(type: "integer", nullable: false),
                Phone = table.Column<string>(type: "character varying(40)", maxLength: 40, nullable: true)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Users", x => x.Id);
            });

        migrationBuilder.CreateIndex(
            name: "IX_Users_Phone",
            table: "Users",
            column: "Phone",
            unique: true);
        """;

    private const string Fax =
        """migrationBuilder.AddColumn<string>(name: "Fax", table: "Users", type: "character varying(40)", maxLength: 40, nullable: false, defaultValue: "");""";

    private const string CreateDown = """migrationBuilder.DropTable(name: "Users");""";

    private static readonly Verify<MigrationAnalyzer, RestoreDefinitionFix> Verify = new(References.EntityFrameworkCore10);

    private static Sources Files(string up, string down, string between = "", string betweenDown = "") =>
    [
        ("Migrations/20240101000000_Create.cs", MigrationSource.Of(Create, CreateDown, className: "Create")),
        ("Migrations/20250101000000_Between.cs", MigrationSource.Of(between, betweenDown, className: "Between")),
        ("Migrations/20260101000000_Change.cs", MigrationSource.Of(up, down)),
    ];

    [Fact]
    public Task A_column_that_comes_back_shorter_is_reported() => Verify.Reports(
        Files(
            """
            // rollback: numbers are in the backup table
            migrationBuilder.DropColumn(name: "Phone", table: "Users");
            """,
            """{|#0:migrationBuilder.AddColumn<string>|}(name: "Phone", table: "Users", type: "character varying(20)", nullable: true);"""),
        Verify.Result("SAFE3013", 0, "Down brings 'Users.Phone' back as 'character varying(20)', but '20240101000000_Create' defines it as 'character varying(40)': "
            + "after a revert the previous version of the application meets a schema it does not know. Restore the definition from before."));

    [Fact]
    public Task A_table_that_two_lines_of_migrations_make_is_not_known() => Verify.Silent(Files(
        """
        // rollback: numbers are in the backup table
        migrationBuilder.DropColumn(name: "Phone", table: "Users");
        """,
        """migrationBuilder.AddColumn<string>(name: "Phone", table: "Users", type: "character varying(40)", maxLength: 40, nullable: true);""",
        Create.Replace("character varying(40)", "TEXT").Replace("IX_Users", "IY_Users"),
        CreateDown));

    [Fact]
    public Task The_fix_keeps_what_Down_fills_the_rows_with() => Verify.Fixes(
        Files(
            """
            // rollback: all of them read 'unknown' afterwards
            migrationBuilder.DropColumn(name: "Fax", table: "Users");
            """,
            """{|SAFE3013:migrationBuilder.AddColumn<string>|}(name: "Fax", table: "Users", type: "character varying(20)", maxLength: 20, nullable: false, defaultValue: "unknown"); // as agreed""",
            Fax,
            """migrationBuilder.DropColumn(name: "Fax", table: "Users");"""),
        Files(
            """
            // rollback: all of them read 'unknown' afterwards
            migrationBuilder.DropColumn(name: "Fax", table: "Users");
            """,
            """
            migrationBuilder.AddColumn<string>(
                name: "Fax",
                table: "Users",
                type: "character varying(40)",
                maxLength: 40,
                nullable: false,
                defaultValue: "unknown"); // as agreed
            """,
            Fax,
            """migrationBuilder.DropColumn(name: "Fax", table: "Users");"""));

    [Fact]
    public Task The_fix_writes_the_definition_from_before() => Verify.Fixes(
        Files(
            """
            // rollback: numbers are in the backup table
            migrationBuilder.DropColumn(name: "Phone", table: "Users");
            """,
            """
            // The numbers come back empty.
            {|SAFE3013:migrationBuilder.AddColumn<string>|}(name: "Phone", table: "Users", type: "text", nullable: false); // for now
            """),
        Files(
            """
            // rollback: numbers are in the backup table
            migrationBuilder.DropColumn(name: "Phone", table: "Users");
            """,
            """
            // The numbers come back empty.
            migrationBuilder.AddColumn<string>(
                name: "Phone",
                table: "Users",
                type: "character varying(40)",
                maxLength: 40,
                nullable: true); // for now
            """));

    [Theory]
    // One type by two names.
    [InlineData("""AddColumn<string>(name: "Phone", table: "Users", type: "varchar(40)", nullable: true)""")]
    // What is left out comes from the model.
    [InlineData("""AddColumn<string>(name: "Phone", table: "Users", nullable: true)""")]
    // A default for the rows that are there.
    [InlineData("""AddColumn<string>(name: "Phone", table: "Users", type: "character varying(40)", nullable: true, defaultValue: "")""")]
    public Task A_definition_that_does_not_contradict_is_silent(string restored) => Verify.Silent(Files(
        """
        // rollback: numbers are in the backup table
        migrationBuilder.DropColumn(name: "Phone", table: "Users");
        """,
        "migrationBuilder." + restored + ";"));

    [Fact]
    public Task An_index_that_comes_back_without_being_unique_is_reported_and_fixed() => Verify.Fixes(
        Files(
            """migrationBuilder.DropIndex(name: "IX_Users_Phone", table: "Users");""",
            """{|SAFE3013:migrationBuilder.CreateIndex|}(name: "IX_Users_Phone", table: "Users", column: "Phone");"""),
        Files(
            """migrationBuilder.DropIndex(name: "IX_Users_Phone", table: "Users");""",
            """
            migrationBuilder.CreateIndex(
                name: "IX_Users_Phone",
                table: "Users",
                column: "Phone",
                unique: true);
            """));

    [Fact]
    public Task A_table_that_comes_back_without_a_column_is_reported() => Verify.Reports(
        Files(
            """
            // rollback: restore from the backup
            migrationBuilder.DropTable(name: "Users");
            """,
            """
            {|#0:migrationBuilder.CreateTable|}(
                name: "Users",
                columns: table => new { Id = table.Column<int>(type: "integer", nullable: false) },
                constraints: table => { table.PrimaryKey("PK_Users", x => x.Id); });
            """),
        Verify.Result("SAFE3013", 0, "Down brings 'Users' back as a table without 'Phone', but '20240101000000_Create' defines it as one with 'Phone': "
            + "after a revert the previous version of the application meets a schema it does not know. Restore the definition from before."));

    [Fact]
    public Task What_a_migration_in_between_has_changed_is_the_definition() => Verify.Silent(Files(
        """
        // rollback: numbers are in the backup table
        migrationBuilder.DropColumn(name: "Phone", table: "Users");
        """,
        """migrationBuilder.AddColumn<string>(name: "Phone", table: "Users", type: "text", nullable: false, defaultValue: "");""",
        between: """migrationBuilder.AlterColumn<string>(name: "Phone", table: "Users", type: "text", nullable: false, oldClrType: typeof(string), oldType: "character varying(40)", oldNullable: true);""",
        betweenDown: """migrationBuilder.AlterColumn<string>(name: "Phone", table: "Users", type: "character varying(40)", nullable: true, oldClrType: typeof(string), oldType: "text");"""));

    [Fact]
    public Task Raw_SQL_in_between_leaves_the_definition_open() => Verify.Silent(Files(
        """
        // rollback: numbers are in the backup table
        migrationBuilder.DropColumn(name: "Phone", table: "Users");
        """,
        """migrationBuilder.AddColumn<string>(name: "Phone", table: "Users", type: "text", nullable: true);""",
        between: """migrationBuilder.Sql("ALTER TABLE \"Users\" ALTER COLUMN \"Phone\" TYPE text");""",
        betweenDown: """migrationBuilder.Sql("ALTER TABLE \"Users\" ALTER COLUMN \"Phone\" TYPE character varying(40)");"""));

    [Fact]
    public Task A_note_on_the_statement_answers() => Verify.Silent(Files(
        """
        // rollback: numbers are in the backup table
        migrationBuilder.DropColumn(name: "Phone", table: "Users");
        """,
        """
        // rollback: longer numbers are refused by the old version anyway
        migrationBuilder.AddColumn<string>(name: "Phone", table: "Users", type: "character varying(20)", nullable: true);
        """));

    [Fact]
    public Task Broken_code_does_not_throw() => Verify.BrokenCode().Silent(Files(
        """migrationBuilder.DropColumn(name: "Phone", table: );""",
        """migrationBuilder.AddColumn<string>(name: "Phone" table: "Users", type: "text";"""));

    [Fact]
    public Task Where_EF_Core_is_absent_nothing_is_registered() => Verify.With(References.NoFramework).Silent("""
        class Migration { }
        class Change : Migration { void Down() { } }
        """);

    [Theory]
    [InlineData("safechange.migrations.start_after = 20260101000000")]
    [InlineData("safechange.safe3013.migrations.start_after = 20260101000000_Change")]
    public Task A_migration_before_the_start_is_left_alone(string option) => Verify.Options(option).Silent(Files(
        """
        // rollback: numbers are in the backup table
        migrationBuilder.DropColumn(name: "Phone", table: "Users");
        """,
        """migrationBuilder.AddColumn<string>(name: "Phone", table: "Users", type: "character varying(20)", nullable: true);"""));
}
