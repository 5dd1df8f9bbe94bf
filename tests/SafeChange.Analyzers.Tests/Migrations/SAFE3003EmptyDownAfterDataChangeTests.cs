using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.CodeFixes.Migrations;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations;

public class SAFE3003EmptyDownAfterDataChangeTests
{
    private const string Raise = "migrationBuilder.Sql(\"UPDATE Prices SET Net = Net * 1.02\");";

    private const string Insert = "migrationBuilder.InsertData(table: \"Users\", columns: new[] { \"Id\", \"Name\" }, values: new object[] { 1, \"Ada\" });";

    private static readonly Verify<MigrationAnalyzer, AddSqlNoteFix> Verify = new(References.EntityFrameworkCore10);

    private static readonly Verify<MigrationAnalyzer, WriteDownFix> WriteDown = new(References.EntityFrameworkCore10);

    [Fact]
    public Task An_update_is_a_suggestion() => Verify.Reports(
        MigrationSource.Of(Raise, "", "{|#0:Down|}"),
        Verify.Result("SAFE3003", "Down of 'Change' is empty although Up changes data (UPDATE 'Prices'): a revert deletes the history row and the next update changes the data a second time. Undo it in Down, or say in a '// rollback:' note why it need not be.")
            .WithLocation(0).WithSeverity(DiagnosticSeverity.Info));

    [Fact]
    public Task Deleted_rows_are_a_warning() => Verify.Reports(
        MigrationSource.Of(Raise + "\n{|SAFE3021:migrationBuilder.Sql|}(\"DELETE FROM Users WHERE Age < 0\");", "", "{|#0:Down|}"),
        Verify.Result("SAFE3003", "Down of 'Change' is empty although Up changes data (DELETE 'Users'): a revert deletes the history row and the rows stay gone. Undo it in Down, or say in a '// rollback:' note why it need not be.")
            .WithLocation(0).WithSeverity(DiagnosticSeverity.Warning));

    [Theory]
    [InlineData("migrationBuilder.InsertData(\"Users\", \"Id\", 1);")]
    [InlineData("migrationBuilder.UpdateData(\"Users\", \"Id\", 1, \"Name\", \"Ada\");")]
    [InlineData("migrationBuilder.Sql(\"INSERT INTO Users (Id) VALUES (1)\");")]
    [InlineData("migrationBuilder.Sql(@\"SET NOCOUNT ON; INSERT INTO Users (Id) VALUES (1)\");")]
    public Task Data_that_a_revert_leaves_as_it_is_is_reported(string up) => Verify.Reports(MigrationSource.Of(up, "", "{|SAFE3003:Down|}"));

    [Theory]
    [InlineData("")]
    [InlineData("migrationBuilder.Sql(\"PRAGMA foreign_keys = 0; ANALYZE;\");")]
    [InlineData("migrationBuilder.Sql(\"DELETE FROM __EFMigrationsHistory WHERE MigrationId = '1'\");")]
    [InlineData("migrationBuilder.Sql(\"UPDATE Users SET Age = 0 WHERE Age IS NULL\");")]
    [InlineData("migrationBuilder.UpdateData(\"Users\", \"Age\", null, \"Age\", 0);")]
    [InlineData("migrationBuilder.Sql(\"CREATE TEMP TABLE t (a int); INSERT INTO t VALUES (1);\");")]
    [InlineData("migrationBuilder.Sql(System.IO.File.ReadAllText(\"up.sql\")); " + Raise)]
    [InlineData("migrationBuilder.Sql(\"EXEC dbo.Fill\"); " + Raise)]
    [InlineData("// rollback: prices are restored from prices_20260505\n" + Raise)]
    [InlineData(Raise, "// Prices stay, the contracts have been signed already.")]
    [InlineData(Raise, "throw new System.NotSupportedException(\"Prices stay: the contracts have been signed.\");")]
    [InlineData(Raise, "migrationBuilder.Sql(\"UPDATE Prices SET Net = Net / 1.02\");")]
    public Task What_needs_no_way_back_or_has_one_is_silent(string up, string down = "") => Verify.Silent(MigrationSource.Of(up, down));

    [Fact]
    public Task Where_the_schema_changes_as_well_another_rule_speaks() => Verify.Reports(MigrationSource.Of(
        "migrationBuilder.AddColumn<int>(\"Sum\", \"Users\");\nmigrationBuilder.Sql(\"UPDATE Users SET Sum = 0\");\n" + Raise, "", "{|SAFE3002:Down|}"));

    [Fact]
    public Task Without_a_Down_another_rule_speaks() => Verify.Reports(MigrationSource.Of(Raise, null, className: "{|SAFE3001:Change|}"));

    [Fact]
    public Task The_fix_asks_for_a_note_and_keeps_comments() => Verify.Fixes(
        MigrationSource.Of(Raise, "// see #12", "{|SAFE3003:Down|}"),
        MigrationSource.Of(Raise, "// see #12\n\n{|SAFE0012:// rollback: <how the data is restored, or why it need not be>|}\n// owner:\n// expected:"));

    [Fact]
    public Task Inserted_rows_are_deleted_by_writing_Down() => WriteDown.Fixes(
        [
            ("20260101000000_First.cs", MigrationSource.Of(
                "migrationBuilder.CreateTable(name: \"Users\", columns: t => new { Id = t.Column<int>() }, constraints: t => { t.PrimaryKey(\"PK\", x => x.Id); });",
                "migrationBuilder.DropTable(name: \"Users\");",
                className: "First")),
            ("20260102000000_Second.cs", MigrationSource.Of(Insert, "", "{|SAFE3003:Down|}")),
        ],
        [
            ("20260102000000_Second.cs", MigrationSource.Of(Insert, "migrationBuilder.DeleteData(\n    table: \"Users\",\n    keyColumn: \"Id\",\n    keyValue: 1);")),
        ]);

    [Fact]
    public Task Rows_whose_key_is_not_known_are_for_a_person() => WriteDown.NoFix(MigrationSource.Of(Insert, "", "{|SAFE3003:Down|}"));

    [Fact]
    public Task An_old_migration_is_left_alone() => Verify.Options("safechange.migrations.start_after = 2026").Silent(MigrationSource.Of(
        Raise, "", className: "Change", usings: "using Microsoft.EntityFrameworkCore.Infrastructure;\n").Replace("public partial class", "[Migration(\"20260101000000_Change\")] public partial class"));

    [Fact]
    public Task Free_text_is_no_reason_where_the_team_wants_the_key() => Verify
        .EditorConfig("[*.cs]\nsafechange.migrations.accept_free_text = false")
        .Reports(MigrationSource.Of(Raise, "// Prices stay, the contracts have been signed already.", "{|SAFE3003:Down|}"));

    [Fact]
    public Task A_folder_may_want_the_key() => Verify
        .EditorConfig("[*.cs]\nsafechange.migrations.accept_free_text = false", "Billing/")
        .Reports(
        [
            ("Billing/A.cs", MigrationSource.Of(Raise, "// Prices stay, the contracts have been signed already.", "{|SAFE3003:Down|}")),
            ("B.cs", MigrationSource.Of(Raise, "// Prices stay, the contracts have been signed already.", className: "Other")),
        ]);

    [Fact]
    public Task The_same_names_in_other_namespaces_are_not_EF_Cores() => Verify.Silent("""
        public class MigrationBuilder { public void Sql(string sql) { } }
        public abstract class Migration { protected abstract void Up(MigrationBuilder b); protected virtual void Down(MigrationBuilder b) { } }
        public class Change : Migration { protected override void Up(MigrationBuilder b) => b.Sql("DELETE FROM Users"); protected override void Down(MigrationBuilder b) { } }
        """);

    [Fact]
    public Task Without_EF_Core_nothing_is_reported() => Verify.With(References.NoFramework).Silent("public class Migration { }");

    [Fact]
    public Task Broken_code_is_no_reason_to_fail() => Verify.BrokenCode().Silent(MigrationSource.Of("migrationBuilder.Sql(sql: );", ""));
}
