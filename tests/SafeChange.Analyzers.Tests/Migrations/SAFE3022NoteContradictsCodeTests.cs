using System.Threading.Tasks;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations;

public class SAFE3022NoteContradictsCodeTests
{
    private const string Drop = "migrationBuilder.DropColumn(name: \"Phone\", table: \"Users\");";
    private const string Add = "migrationBuilder.AddColumn<string>(name: \"Phone\", table: \"Users\", nullable: true);";
    private const string Refuse = "throw new System.NotSupportedException(\"Phone numbers are gone for good, by law.\");";

    private static readonly Verify<MigrationAnalyzer> Verify = new(References.EntityFrameworkCore10);

    [Theory]
    [InlineData("no data loss", "no data loss")]
    [InlineData("No data is lost.", "No data is lost")]
    [InlineData("nothing is lost, the column comes back", "nothing is lost")]
    [InlineData("Lossless.", "Lossless")]
    [InlineData("nothing to restore", "nothing to restore")]
    [InlineData("fully reversible", "fully reversible")]
    [InlineData("this migration is completely reversible", "completely reversible")]
    [InlineData("just run Down", "just run Down")]
    [InlineData("run the Down method", "run the Down method")]
    [InlineData("dropping 'Users.Phone' loses no data", "loses no data")]
    [InlineData("this does not lose any data", "does not lose any data")]
    [InlineData("`dotnet ef database update 20260101_Before`", "dotnet ef database update 20260101_Before")]
    [InlineData("Down restores the column;\n// no loss of data", "no loss of data")]
    public Task A_note_that_nothing_is_lost_does_not_go_with_a_dropped_column(string note, string claim) => Verify.Reports(
        MigrationSource.Of("{|#0:// rollback: " + note.Split('\n')[0] + "|}" + (note.Contains('\n', System.StringComparison.Ordinal) ? "\n" + note.Split('\n')[1] : "") + "\n" + Drop, Add),
        Verify.Result("SAFE3022", 0, $"The note says '{claim}', but DropColumn 'Users.Phone' destroys data that Down cannot bring back: say where it can be had from, or why nobody needs it"));

    [Theory]
    // The note goes on with a condition, an exception or a reason, or says the contrary.
    [InlineData("no data loss if the column is empty")]
    [InlineData("no data loss unless somebody has written to it")]
    [InlineData("no data is lost except for the numbers of last week")]
    [InlineData("nothing is lost as long as the old application does not run")]
    [InlineData("no data loss, the values are in users_phone_20261122")]
    [InlineData("nothing is lost because the values were copied to Contacts")]
    [InlineData("no data loss: the column has never been filled")]
    [InlineData("No data is lost. It was test data.")]
    [InlineData("not fully reversible")]
    [InlineData("it is not true that nothing is lost")]
    [InlineData("no, data loss")]
    [InlineData("hardly lossless")]
    [InlineData("no data loss?")]
    [InlineData("do not run Down")]
    [InlineData("run Down, then restore users_phone_20261122")]
    [InlineData("run Down of the next migration")]
    [InlineData("run Down; the column comes back empty")]
    [InlineData("dotnet ef database update Change")]
    [InlineData("restore the values from the backup table")]
    public Task A_note_that_says_more_than_that_is_silent(string note) => Verify.Silent(
        MigrationSource.Of("// rollback: " + note + "\n" + Drop, Add));

    [Theory]
    [InlineData("migrationBuilder.CreateIndex(\"IX\", \"Users\", \"Phone\");", "migrationBuilder.DropIndex(\"IX\", \"Users\");")]
    // Made by the same Up.
    [InlineData("migrationBuilder.AddColumn<int>(\"Tmp\", \"Users\"); migrationBuilder.DropColumn(\"Tmp\", \"Users\"); migrationBuilder.DropIndex(\"IX\", \"Users\");", "migrationBuilder.CreateIndex(\"IX\", \"Users\", \"Name\");")]
    // Down fills it again.
    [InlineData(Drop, Add + " migrationBuilder.Sql(\"UPDATE Users SET Phone = Tel\");")]
    // Rounds, and the author may know that no value is changed by it.
    [InlineData(
        "migrationBuilder.AlterColumn<decimal>(name: \"A\", table: \"T\", type: \"decimal(18,2)\", oldClrType: typeof(decimal), oldType: \"decimal(18,4)\");",
        "migrationBuilder.AlterColumn<decimal>(name: \"A\", table: \"T\", type: \"decimal(18,4)\", oldClrType: typeof(decimal), oldType: \"decimal(18,2)\");")]
    // Starts anew, which is no loss of data.
    [InlineData("migrationBuilder.DropSequence(\"Numbers\");", "migrationBuilder.CreateSequence(\"Numbers\");")]
    // Other code has the builder.
    [InlineData("System.GC.KeepAlive(migrationBuilder); " + Drop, Add)]
    public Task A_note_that_is_right_or_may_be_is_silent(string up, string down) => Verify.Silent(
        MigrationSource.Of(up, "// rollback: no data loss\n" + down));

    [Theory]
    [InlineData("migrationBuilder.DropTable(\"Fax\");", "migrationBuilder.CreateTable(name: \"Fax\", columns: t => new { Id = t.Column<int>() });", "DropTable 'Fax'")]
    [InlineData("migrationBuilder.Sql(\"DELETE FROM Users\");", "", "DELETE FROM 'Users'")]
    [InlineData(Drop + "\nmigrationBuilder.DropColumn(\"Fax\", \"Users\");", Add + " migrationBuilder.AddColumn<string>(\"Fax\", \"Users\");", "DropColumn 'Users.Phone' (and 1 more)")]
    public Task A_note_on_the_class_answers_for_all_losses(string up, string down, string loss) => Verify.Reports(
        MigrationSource.Of(up, down, comment: "{|#0:// rollback: no data loss|}"),
        Verify.Result("SAFE3022", 0, $"The note says 'no data loss', but {loss} destroys data that Down cannot bring back: say where it can be had from, or why nobody needs it"));

    [Fact]
    public Task A_note_answers_only_for_what_has_no_nearer_one() => Verify.Silent(MigrationSource.Of(
        "// rollback: the numbers are in users_phone\n" + Drop, "// rollback: no data loss\n" + Add));

    [Fact]
    public Task A_note_on_another_operation_is_not_about_the_loss() => Verify.Silent(MigrationSource.Of(
        "// rollback: no data loss\nmigrationBuilder.CreateIndex(\"IX\", \"Users\", \"Name\");\n" + Drop,
        "// rollback: the numbers are in users_phone\nmigrationBuilder.DropIndex(\"IX\", \"Users\");\n" + Add));

    [Fact]
    public Task A_note_in_an_attribute_is_read_as_well() => Verify.Reports(MigrationSource.Of(
        Drop, Add, comment: "[{|SAFE3022:ChangeNote(Rollback = \"no data loss\")|}]",
        members: "private sealed class ChangeNoteAttribute : System.Attribute { public string Rollback { get; set; } }").Replace("[{|SAFE3022:ChangeNote", "[{|SAFE3022:Change.ChangeNote", System.StringComparison.Ordinal));

    [Theory]
    [InlineData("run Down", Refuse, "Down throws")]
    [InlineData("revert with the Down method", Refuse, "Down throws")]
    [InlineData("dotnet ef database update Before", Refuse, "Down throws")]
    [InlineData("fully reversible", Refuse, "Down throws")]
    [InlineData("run Down", null, "there is no Down")]
    public Task A_Down_that_does_not_take_back_is_no_way_back(string note, string? down, string why) => Verify.Reports(
        MigrationSource.Of("migrationBuilder.CreateIndex(\"IX\", \"Users\", \"Phone\");", down, comment: "{|#0:// rollback: " + note + "|}"),
        Verify.Result("SAFE3022", 0, $"The note says '{note}', but {why}: write the Down of Change, or say how it is taken back without one"));

    [Fact]
    public Task A_note_in_a_Down_that_does_nothing_sends_nobody_there() => Verify.Reports(
        MigrationSource.Of("migrationBuilder.Sql(\"UPDATE Prices SET Amount = Amount * 2\");", "{|#0:// rollback: run Down|}"),
        Verify.Result("SAFE3022", 0, "The note says 'run Down', but Down does nothing: write the Down of Change, or say how it is taken back without one"));

    [Theory]
    [InlineData("Down cannot be run")]
    [InlineData("never run Down")]
    [InlineData("no data loss")]
    [InlineData("restore the backup, then dotnet ef database update Before")]
    [InlineData("dotnet ef database update Change")]
    public Task A_note_that_names_another_way_back_is_silent(string note) => Verify.Silent(
        MigrationSource.Of("migrationBuilder.CreateIndex(\"IX\", \"Users\", \"Phone\");", Refuse, comment: "// rollback: " + note));

    [Theory]
    [InlineData("fill 'Users.Phnoe' again, @crm has the numbers", "Users.Phnoe", "Phnoe", "Phone")]
    [InlineData("fill Users.Phnoe again, @crm has the numbers", "Users.Phnoe", "Phnoe", "Phone")]
    [InlineData("fill `Phome` again, @crm has the numbers", "Phome", "Phome", "Phone")]
    [InlineData("fill 'Phone' of 'Usres' again, @crm has the numbers", "Usres", "Usres", "Users")]
    public Task A_name_that_is_a_slip_away_from_the_one_in_the_code_is_named(string note, string said, string slip, string meant) => Verify.Reports(
        MigrationSource.Of("{|#0:// rollback: " + note + "|}\n" + Drop, Add),
        Verify.Result("SAFE3022", 0, $"The note says '{said}', but nothing in Change has the name '{slip}', and '{meant}' is like it: correct the name, or the code"));

    [Theory]
    [InlineData("restore values from backup table 'users_phone_20261122'")]
    [InlineData("the values are in 'Phones' and in 'User'")]
    // A place need not occur in the migration.
    [InlineData("the values were moved to 'Phome'")]
    // Numbers and another convention make other names.
    [InlineData("fill 'Phone2' again, @crm has the numbers")]
    [InlineData("fill 'pho_ne' again, @crm has the numbers")]
    // Words in no quotes, files, hosts, an apostrophe.
    [InlineData("fill Phnoe again, @crm has the numbers")]
    [InlineData("replay phome.sql and see phome.users.example")]
    [InlineData("don't fill 'Mobile' again, nobody's Phome is wanted")]
    public Task A_name_of_its_own_is_silent(string note) => Verify.Silent(MigrationSource.Of("// rollback: " + note + "\n" + Drop, Add));

    [Theory]
    // Two could be meant; raw SQL has the name; an SQL text that is not known may have it.
    [InlineData(Drop + " migrationBuilder.AddColumn<int>(\"Phomo\", \"Users\");", Add + " migrationBuilder.DropColumn(\"Phomo\", \"Users\");")]
    [InlineData(Drop + " migrationBuilder.Sql(\"UPDATE Contacts SET Phome = '1'\");", Add)]
    [InlineData(Drop + " migrationBuilder.Sql(System.IO.File.ReadAllText(\"a.sql\"));", Add)]
    public Task A_name_that_may_be_right_is_silent(string up, string down) => Verify.Silent(
        MigrationSource.Of(up, "// rollback: fill 'Phome' again, @crm has the numbers\n" + down));

    [Fact]
    public Task A_name_that_an_earlier_migration_has_is_silent() => Verify.Silent(
    [
        ("20260101_First.cs", MigrationSource.Of(
            "migrationBuilder.CreateTable(name: \"Contacts\", columns: t => new { Phome = t.Column<string>() });", "migrationBuilder.DropTable(\"Contacts\");", className: "First")
            .Replace("public partial", "[Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(Microsoft.EntityFrameworkCore.DbContext)), Migration(\"20260101_First\")] public partial", System.StringComparison.Ordinal)),
        ("20260102_Change.cs", MigrationSource.Of("// rollback: fill 'Phome' again, @crm has the numbers\n" + Drop, Add)
            .Replace("public partial", "[Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(Microsoft.EntityFrameworkCore.DbContext)), Migration(\"20260102_Change\")] public partial", System.StringComparison.Ordinal)),
    ]);

    [Fact]
    public Task What_small_tables_lose_is_no_contradiction() => Verify.Options("safechange.migrations.small_tables = Users").Silent(
        MigrationSource.Of("// rollback: no data loss\n" + Drop, Add));

    [Fact]
    public Task An_old_migration_is_left_alone() => Verify.Options("safechange.migrations.start_after = 20260101").Silent(
        MigrationSource.Of("// rollback: no data loss\n" + Drop, Add).Replace("public partial", "[Migration(\"20260101_Change\")] public partial", System.StringComparison.Ordinal));

    [Fact]
    public Task The_same_names_in_other_namespaces_are_not_EF_Cores() => Verify.Silent("""
        public class MigrationBuilder { public void DropTable(string name) { } }
        public abstract class Migration { protected abstract void Up(MigrationBuilder b); }
        // rollback: no data loss
        public class Change : Migration { protected override void Up(MigrationBuilder b) => b.DropTable("Users"); }
        """);

    [Fact]
    public Task Without_EF_Core_nothing_is_reported() => Verify.With(References.NoFramework).Silent("// rollback: no data loss\npublic class Migration { }");

    [Fact]
    public Task Broken_code_is_no_reason_to_fail() => Verify.BrokenCode().Silent(
        MigrationSource.Of("// rollback: no data loss\nmigrationBuilder.DropColumn(name: , table: );", "migrationBuilder.AddColumn<string>("));
}
