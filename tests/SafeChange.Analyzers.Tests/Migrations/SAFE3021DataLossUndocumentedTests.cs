using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Migrations;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations;

public class SAFE3021DataLossUndocumentedTests
{
    private const string AddPhone = "migrationBuilder.AddColumn<string>(name: \"Phone\", table: \"Users\", nullable: true);";

    private static readonly Verify<MigrationAnalyzer, AddRollbackNoteFix> Verify = new(References.EntityFrameworkCore10);

    [Fact]
    public Task A_dropped_column_asks_for_a_note() => Verify.Fixes(
        MigrationSource.Of("{|SAFE3021:migrationBuilder.DropColumn|}(name: \"Phone\", table: \"Users\");", AddPhone),
        MigrationSource.Of(
            "migrationBuilder.DropColumn(name: \"Phone\", table: \"Users\");",
            """
            {|SAFE0012:// rollback: <how 'Users.Phone' is restored, or why it need not be>|}
            // owner:
            // expected:
            migrationBuilder.AddColumn<string>(name: "Phone", table: "Users", nullable: true);
            """));

    [Fact]
    public Task Several_losses_share_one_note() => Verify.FixesOne(
        MigrationSource.Of(
            "// rollback: the phone numbers are in users_phone\nmigrationBuilder.DropColumn(name: \"Phone\", table: \"Users\");\n{|SAFE3021:migrationBuilder.DropTable|}(name: \"Fax\");",
            "// keep the order\n" + AddPhone + "\nmigrationBuilder.CreateTable(name: \"Fax\", columns: t => new { Id = t.Column<int>() });"),
        MigrationSource.Of(
            "// rollback: the phone numbers are in users_phone\nmigrationBuilder.DropColumn(name: \"Phone\", table: \"Users\");\nmigrationBuilder.DropTable(name: \"Fax\");",
            "// keep the order\n{|SAFE0012:// rollback: <how 'Fax' is restored, or why it need not be>|}\n// owner:\n// expected:\n" + AddPhone + "\nmigrationBuilder.CreateTable(name: \"Fax\", columns: t => new { Id = t.Column<int>() });"));

    [Fact]
    public Task All_losses_of_a_document_are_named_in_one_note() => Verify.Fixes(
        MigrationSource.Of(
            "{|SAFE3021:migrationBuilder.DropColumn|}(name: \"A\", table: \"T\");\n{|SAFE3021:migrationBuilder.DropColumn|}(name: \"B\", table: \"T\");",
            "migrationBuilder.AddColumn<int>(\"A\", \"T\");\nmigrationBuilder.AddColumn<int>(\"B\", \"T\");"),
        MigrationSource.Of(
            "migrationBuilder.DropColumn(name: \"A\", table: \"T\");\nmigrationBuilder.DropColumn(name: \"B\", table: \"T\");",
            "{|SAFE0012:// rollback: <how 'T.A' is restored, or why it need not be>|}\n// owner:\n// expected:\nmigrationBuilder.AddColumn<int>(\"A\", \"T\");\nmigrationBuilder.AddColumn<int>(\"B\", \"T\");"),
        afterFixAll: MigrationSource.Of(
            "migrationBuilder.DropColumn(name: \"A\", table: \"T\");\nmigrationBuilder.DropColumn(name: \"B\", table: \"T\");",
            "{|SAFE0012:// rollback: <how 'T.A', 'T.B' is restored, or why it need not be>|}\n// owner:\n// expected:\nmigrationBuilder.AddColumn<int>(\"A\", \"T\");\nmigrationBuilder.AddColumn<int>(\"B\", \"T\");"));

    [Fact]
    public Task Without_a_Down_to_write_into_the_note_stands_on_the_operation() => Verify.Fixes(
        """
        using Microsoft.EntityFrameworkCore.Migrations;
        class Change : Migration
        {
            protected override void Up(MigrationBuilder b)
            {
                {|SAFE3021:b.DropColumn|}("A", "T");
            }

            protected override void Down(MigrationBuilder b) => b.AddColumn<int>("A", "T");
        }
        """,
        """
        using Microsoft.EntityFrameworkCore.Migrations;
        class Change : Migration
        {
            protected override void Up(MigrationBuilder b)
            {
                {|SAFE0012:// rollback: <how 'T.A' is restored, or why it need not be>|}
                // owner:
                // expected:
                b.DropColumn("A", "T");
            }

            protected override void Down(MigrationBuilder b) => b.AddColumn<int>("A", "T");
        }
        """);

    [Fact]
    public Task A_loss_in_a_helper_in_another_file_of_the_class_gets_its_note_there() => Verify.Fixes(
        [
            ("Change.cs", "// a comment that makes this file the longer one, so that places of one are none of the other\nusing Microsoft.EntityFrameworkCore.Migrations;\nclass Base { }\npartial class Change : Migration\n{\n    protected override void Up(MigrationBuilder b)\n    {\n        Drop(b);\n    }\n\n    protected override void Down(MigrationBuilder b)\n    {\n        b.AddColumn<int>(\"A\", \"T\");\n    }\n}\n"),
            ("Change.Helpers.cs", "using Microsoft.EntityFrameworkCore.Migrations;\npartial class Change\n{\n    void Drop(MigrationBuilder b)\n    {\n        {|SAFE3021:b.DropColumn|}(\"A\", \"T\");\n    }\n}\n"),
        ],
        [
            ("Change.Helpers.cs", "using Microsoft.EntityFrameworkCore.Migrations;\npartial class Change\n{\n    void Drop(MigrationBuilder b)\n    {\n        {|SAFE0012:// rollback: <how 'T.A' is restored, or why it need not be>|}\n        // owner:\n        // expected:\n        b.DropColumn(\"A\", \"T\");\n    }\n}\n"),
        ]);

    [Fact]
    public Task The_message_names_the_loss_and_the_next_step() => Verify.Reports(
        MigrationSource.Of("{|#0:migrationBuilder.DropColumn|}(name: \"Phone\", table: \"Users\");", AddPhone),
        Verify.Result("SAFE3021", 0, "DropColumn 'Users.Phone' destroys its data, and Down cannot bring it back: say in a '// rollback:' note how it is restored, or why it is not needed"));

    [Fact]
    public Task Deleted_rows_that_Down_does_not_insert_again_are_a_loss() => Verify.Reports(MigrationSource.Of(
        "{|SAFE3021:{|SAFE3011:migrationBuilder.DeleteData|}|}(\"T\", \"Id\", 1);\nmigrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");",
        "migrationBuilder.DropIndex(\"IX\", \"T\");"));

    [Theory]
    // A note, wherever it stands.
    [InlineData("// rollback: the numbers are in users_phone\nmigrationBuilder.DropColumn(\"Phone\", \"Users\");", "")]
    [InlineData("migrationBuilder.DropColumn(\"Phone\", \"Users\"); // rollback: the numbers are in users_phone", "")]
    [InlineData("migrationBuilder.DropColumn(\"Phone\", \"Users\");", "// Rollback : the numbers are\n// in the table users_phone\n// owner: @crm\n")]
    [InlineData("migrationBuilder.DropColumn(\"Phone\", \"Users\");", "// The numbers were test data, nobody will miss them.\n")]
    // Down fills it again.
    [InlineData("migrationBuilder.Sql(\"UPDATE Users SET Tel = Phone\"); migrationBuilder.DropColumn(\"Phone\", \"Users\");", "", "migrationBuilder.Sql(\"UPDATE Users SET Phone = Tel\");")]
    [InlineData("migrationBuilder.DropColumn(\"Phone\", \"Users\");", "", "migrationBuilder.UpdateData(\"Users\", \"Id\", 1, \"Phone\", \"110\");")]
    // The database fills it by itself.
    [InlineData("migrationBuilder.DropColumn(\"Sum\", \"Users\"); migrationBuilder.DropColumn(\"Version\", \"Users\"); migrationBuilder.DropIndex(\"IX\", \"Users\");", "", "migrationBuilder.CreateIndex(\"IX\", \"Users\", \"Name\"); migrationBuilder.AddColumn<int>(\"Sum\", \"Users\", computedColumnSql: \"1\"); migrationBuilder.AddColumn<byte[]>(\"Version\", \"Users\", rowVersion: true); migrationBuilder.DropColumn(\"Phone\", \"Users\");")]
    // Made by the same Up.
    [InlineData("migrationBuilder.AddColumn<int>(\"Tmp\", \"Users\"); migrationBuilder.DropColumn(\"Tmp\", \"Users\"); migrationBuilder.DropIndex(\"IX\", \"Users\");", "", "migrationBuilder.CreateIndex(\"IX\", \"Users\", \"Name\"); migrationBuilder.DropColumn(\"Phone\", \"Users\");")]
    // Seed data that Down inserts again, as EF Core does.
    [InlineData("migrationBuilder.DeleteData(\"Users\", \"Id\", 1); // nothing else\nmigrationBuilder.DropIndex(\"IX\", \"Users\");", "", "migrationBuilder.CreateIndex(\"IX\", \"Users\", \"Name\"); migrationBuilder.InsertData(\"Users\", new[] { \"Id\", \"Name\" }, new object[] { 1, \"Ada\" }); migrationBuilder.DropColumn(\"Phone\", \"Users\");")]
    // Other code has the builder.
    [InlineData("System.GC.KeepAlive(migrationBuilder); migrationBuilder.DropColumn(\"Phone\", \"Users\");", "")]
    public Task A_loss_that_is_answered_is_silent(string up, string note, string more = "")
    {
        var down = note + AddPhone + (more.Length > 0 ? "\n" + more : "");
        return Verify.Silent(MigrationSource.Of(up, down));
    }

    [Fact]
    public Task The_nearest_note_holds_and_a_skeleton_is_nearer_than_the_class() => Verify.Reports(MigrationSource.Of(
        "{|SAFE0012:// rollback:|}\nmigrationBuilder.DropColumn(\"Phone\", \"Users\");", AddPhone, comment: "// rollback: restore the backup of the release"));

    [Fact]
    public Task A_reasoned_refusal_is_a_note() => Verify.Silent(MigrationSource.Of(
        "migrationBuilder.DropColumn(\"Phone\", \"Users\");",
        "throw new System.NotSupportedException(\"Phone numbers are gone: restore the table users_phone.\");"));

    [Theory]
    [InlineData("countries", true)]
    [InlineData("Cities | dbo.Countries", true)]
    [InlineData("Count*", true)]
    [InlineData("sales.Countries", false)]
    [InlineData("Countries, Cities", false)]
    public Task What_small_tables_lose_asks_for_no_note(string tables, bool isSmall) =>
        Verify.Options("safechange.migrations.small_tables = " + tables).Reports(MigrationSource.Of(
            isSmall ? "migrationBuilder.DropColumn(\"Code\", \"Countries\");" : "{|SAFE3021:migrationBuilder.DropColumn|}(\"Code\", \"Countries\");",
            "migrationBuilder.AddColumn<string>(\"Code\", \"Countries\", nullable: true);"));

    [Fact]
    public Task A_folder_may_have_small_tables_of_its_own() => Verify.EditorConfig("[*.cs]\nsafechange.migrations.small_tables = Users", "Seed/").Reports(
    [
        ("Seed/A.cs", MigrationSource.Of("migrationBuilder.DropColumn(\"Phone\", \"Users\");", AddPhone)),
        ("B.cs", MigrationSource.Of("{|SAFE3021:migrationBuilder.DropColumn|}(\"Phone\", \"Users\");", AddPhone, className: "Other")),
    ]);

    [Fact]
    public Task The_same_names_in_other_namespaces_are_not_EF_Cores() => Verify.Silent("""
        public class MigrationBuilder { public void DropTable(string name) { } }
        public abstract class Migration { protected abstract void Up(MigrationBuilder b); }
        public class Change : Migration { protected override void Up(MigrationBuilder b) => b.DropTable("Users"); }
        """);

    [Fact]
    public Task Without_EF_Core_nothing_is_reported() => Verify.With(References.NoFramework).Silent("public class Migration { }");

    [Fact]
    public Task Broken_code_is_no_reason_to_fail() => Verify.BrokenCode().Silent(
        MigrationSource.Of("migrationBuilder.DropColumn(name: , table: );", "migrationBuilder.AddColumn<string>("));

    [Theory]
    [InlineData("decimal(18,4)", "decimal(18,2)", "rounds its values, and Down cannot bring them back")]
    [InlineData("numeric", "integer", "rounds its values, and Down cannot bring them back")]
    [InlineData("double precision", "integer", "rounds its values, and Down cannot bring them back")]
    [InlineData("datetime2", "date", "drops the time of day of its values, and Down cannot bring it back")]
    [InlineData("timestamp(3) with time zone", "date", "drops the time of day of its values, and Down cannot bring it back")]
    [InlineData("nvarchar(40)", "varchar(40)", "replaces every character that its code page lacks, and Down cannot bring them back")]
    public Task A_column_that_can_hold_less_is_reported(string oldType, string type, string loss) => Verify.Reports(
        MigrationSource.Of(
            $"{{|#0:migrationBuilder.AlterColumn<object>|}}(name: \"A\", table: \"T\", type: \"{type}\", nullable: true, oldClrType: typeof(object), oldType: \"{oldType}\", oldNullable: true);",
            $"migrationBuilder.AlterColumn<object>(name: \"A\", table: \"T\", type: \"{oldType}\", nullable: true, oldClrType: typeof(object), oldType: \"{type}\", oldNullable: true);"),
        Verify.Result("SAFE3021", 0, $"AlterColumn 'T.A' {loss}: say in a '// rollback:' note how it is restored, or why it is not needed"));

    [Theory]
    [InlineData("decimal(18,2)", "decimal(18,4)")]
    // EF Core keeps ulong in a decimal without fractions.
    [InlineData("decimal(20,0)", "bigint")]
    [InlineData("numeric(20)", "bigint")]
    [InlineData("integer", "bigint")]
    // Servers refuse to cut what is too long.
    [InlineData("character varying(200)", "character varying(20)")]
    // SQLite keeps what is stored.
    [InlineData("REAL", "INTEGER")]
    [InlineData("decimal(x,4)", "decimal(18,2)")]
    public Task A_column_that_keeps_its_values_is_not(string oldType, string type) => Verify.Silent(MigrationSource.Of(
        $"migrationBuilder.AlterColumn<object>(name: \"A\", table: \"T\", type: \"{type}\", nullable: true, oldClrType: typeof(object), oldType: \"{oldType}\", oldNullable: true);",
        $"migrationBuilder.AlterColumn<object>(name: \"A\", table: \"T\", type: \"{oldType}\", nullable: true, oldClrType: typeof(object), oldType: \"{type}\", oldNullable: true);"));

    [Fact]
    public Task A_dropped_sequence_is_reported() => Verify.Reports(
        MigrationSource.Of(
            """{|#0:migrationBuilder.DropSequence|}(name: "Numbers");""",
            """migrationBuilder.CreateSequence(name: "Numbers");"""),
        Verify.Result("SAFE3021", 0, "DropSequence 'Numbers' forgets the number that it has come to, and Down starts it anew: say in a '// rollback:' note how it is restored, or why it is not needed"));

    [Fact]
    public Task A_table_that_is_temporal_no_longer_is_reported() => Verify.Reports(
        MigrationSource.Of(
            """{|#0:migrationBuilder.AlterTable|}(name: "Orders").OldAnnotation("SqlServer:IsTemporal", true);""",
            """migrationBuilder.AlterTable(name: "Orders").Annotation("SqlServer:IsTemporal", true);"""),
        Verify.Result("SAFE3021", 0, "AlterTable 'Orders' destroys its history, and Down cannot bring it back: say in a '// rollback:' note how it is restored, or why it is not needed"));

    [Fact]
    public Task A_value_that_is_added_to_an_enum_is_reported() => Verify.Reports(
        MigrationSource.Of(
            """{|#0:migrationBuilder.AlterDatabase|}().Annotation("Npgsql:Enum:mood", "sad,even,glad").OldAnnotation("Npgsql:Enum:mood", "sad,glad");""",
            """migrationBuilder.AlterDatabase().Annotation("Npgsql:Enum:mood", "sad,glad").OldAnnotation("Npgsql:Enum:mood", "sad,even,glad");"""),
        Verify.Result("SAFE3021", 0, "AlterDatabase 'the database' adds 'even' to the enum 'mood', and PostgreSQL cannot take a value out again, so that Down stops there with NotSupportedException: "
            + "say in a '// rollback:' note how it is restored, or why it is not needed"));

    [Theory]
    // Made as a whole, and in another order.
    [InlineData("Annotation(\"Npgsql:Enum:mood\", \"sad,glad\")", "OldAnnotation(\"Npgsql:Enum:mood\", \"sad,glad\")")]
    [InlineData("Annotation(\"Npgsql:Enum:mood\", \"sad,glad\").OldAnnotation(\"Npgsql:Enum:mood\", \"glad,sad\")", "Annotation(\"Npgsql:Enum:mood\", \"glad,sad\").OldAnnotation(\"Npgsql:Enum:mood\", \"sad,glad\")")]
    public Task An_enum_that_gets_no_value_is_not(string up, string down) => Verify.Silent(MigrationSource.Of(
        "migrationBuilder.DropIndex(\"IX\", \"T\");\nmigrationBuilder.AlterDatabase()." + up + ";",
        "migrationBuilder.AlterDatabase()." + down + ";\nmigrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");"));

    [Theory]
    [InlineData("DELETE FROM Users WHERE Age < 0")]
    [InlineData("DELETE FROM Users WHERE Id NOT IN (SELECT MIN(Id) FROM Users GROUP BY Mail)")]
    [InlineData("TRUNCATE TABLE Users")]
    [InlineData("DROP TABLE Users")]
    [InlineData("ALTER TABLE Users DROP COLUMN Phone")]
    // The rows are put there afterwards, or somewhere else.
    [InlineData("DELETE FROM Roles; INSERT INTO Roles (Id) VALUES (1)")]
    [InlineData("INSERT INTO Other (Id) VALUES (1); DELETE FROM Roles")]
    public Task SQL_that_destroys_rows_is_reported(string sql) => Verify.Reports(
        MigrationSource.Of($"{{|SAFE3021:migrationBuilder.Sql|}}(\"{sql}\");\n" + AddPhone.Replace("Phone", "Fax"), "migrationBuilder.DropColumn(\"Fax\", \"Users\");"));

    [Theory]
    // Rows or tables of the migration's own.
    [InlineData("INSERT INTO Roles (Id) VALUES (99); UPDATE Users SET RoleId = NULL WHERE RoleId IS NULL; DELETE FROM Roles WHERE Id = 99")]
    [InlineData("SELECT Id INTO gone FROM Users; DROP TABLE gone")]
    [InlineData("CREATE TEMP TABLE ids AS SELECT Id FROM Users; DELETE FROM ids; DROP TABLE ids")]
    // Nobody knows that it was there.
    [InlineData("DROP TABLE IF EXISTS legacy")]
    [InlineData("ALTER TABLE Users DROP COLUMN IF EXISTS Legacy")]
    // The books of EF Core and of SQLite.
    [InlineData("DELETE FROM [dbo].[__EFMigrationsHistory] WHERE MigrationId < '2020'")]
    [InlineData("DELETE FROM sqlite_sequence WHERE name = 'Users'")]
    // Which of the tables loses rows is not told by place.
    [InlineData("DELETE FROM u FROM Users u WHERE u.Id IN (SELECT Id FROM Gone)")]
    public Task SQL_that_may_destroy_nothing_of_value_is_not(string sql) => Verify.Silent(
        MigrationSource.Of($"migrationBuilder.Sql(\"{sql}\");", "migrationBuilder.Sql(\"DELETE FROM Archive; DELETE FROM Roles; UPDATE Other SET A = 1\");"));

    [Theory]
    [InlineData("SELECT * INTO Users_old FROM Users; DELETE FROM Users")]
    [InlineData("INSERT INTO Archive SELECT * FROM Users; DELETE FROM Users")]
    public Task Rows_that_are_copied_before_are_not_lost_but_Down_ought_to_bring_them_back(string sql) => Verify.Reports(
        MigrationSource.Of($"{{|SAFE3017:migrationBuilder.Sql|}}(\"{sql}\");", "migrationBuilder.Sql(\"DELETE FROM Archive\");"));

    [Fact]
    public Task Rows_that_InsertData_has_put_there_are_no_loss() => Verify.Silent(MigrationSource.Of(
        "migrationBuilder.InsertData(\"Roles\", \"Id\", 99);\nmigrationBuilder.Sql(\"DELETE FROM Roles WHERE Id = 99\");", "migrationBuilder.DeleteData(\"Roles\", \"Id\", 99);"));

    [Fact]
    public Task A_table_dropped_where_it_exists_is_a_loss_once_a_migration_has_made_it() => Verify.Reports(
    [
        ("20260101_A.cs", MigrationSource.Of("migrationBuilder.CreateTable(\"Fax\", t => new { Id = t.Column<int>(), No = t.Column<string>() });", "migrationBuilder.DropTable(\"Fax\");", className: "A")
            .Replace("    public partial", "    [Migration(\"20260101_A\")]\n    public partial")),
        ("20260102_B.cs", MigrationSource.Of(
                "{|SAFE3021:migrationBuilder.Sql|}(\"ALTER TABLE fax DROP COLUMN IF EXISTS no\");\n{|SAFE3021:migrationBuilder.Sql|}(\"DROP TABLE IF EXISTS \\\"Fax\\\"\");",
                "migrationBuilder.CreateTable(\"Fax\", t => new { Id = t.Column<int>(), No = t.Column<string>() });", className: "B")
            .Replace("    public partial", "    [Migration(\"20260102_B\")]\n    public partial")),
    ]);

    [Fact]
    public Task A_computed_column_is_worked_out_again() => Verify.Silent(MigrationSource.Of(
        "migrationBuilder.AlterColumn<decimal>(name: \"Total\", table: \"T\", type: \"decimal(18,2)\", computedColumnSql: \"[A] * [B]\", oldClrType: typeof(decimal), oldType: \"decimal(18,4)\", oldComputedColumnSql: \"[A] * [B]\");",
        "migrationBuilder.AlterColumn<decimal>(name: \"Total\", table: \"T\", type: \"decimal(18,4)\", computedColumnSql: \"[A] * [B]\", oldClrType: typeof(decimal), oldType: \"decimal(18,2)\", oldComputedColumnSql: \"[A] * [B]\");"));

    [Fact]
    public Task A_table_that_SQL_has_made_is_the_migrations_own() => Verify.Silent(MigrationSource.Of(
        "migrationBuilder.Sql(\"CREATE TABLE Stage (Id int)\");\nmigrationBuilder.DropTable(\"Stage\");", "migrationBuilder.Sql(\"SELECT 1\");"));

    [Theory]
    [InlineData("INSERT INTO Users_new SELECT Id FROM Users")]
    [InlineData("SELECT * INTO Users_old FROM Users")]
    public Task A_table_whose_rows_are_copied_before_it_goes_loses_none(string copy) => Verify.Silent(MigrationSource.Of(
        "migrationBuilder.CreateTable(\"Users_new\", t => new { Id = t.Column<int>() });\n"
        + $"migrationBuilder.Sql(\"{copy}\");\n"
        + "migrationBuilder.DropTable(\"Users\");\nmigrationBuilder.RenameTable(\"Users_new\", newName: \"Users\");",
        "migrationBuilder.Sql(\"SELECT 1\");"));

    [Theory]
    [InlineData("UPDATE Users SET A = 1")]
    [InlineData("INSERT INTO Users SELECT Id FROM Others")]
    public Task A_table_whose_rows_only_change_before_it_goes_does(string sql) => Verify.Reports(MigrationSource.Of(
        $"migrationBuilder.Sql(\"{sql}\");\n{{|SAFE3021:migrationBuilder.DropTable|}}(\"Users\");",
        "migrationBuilder.CreateTable(\"Users\", t => new { Id = t.Column<int>() });"));
}
