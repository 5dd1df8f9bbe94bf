using System.Threading.Tasks;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Tests.Migrations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.ChangeNotes;

public class SAFE0012ChangeNotePlaceholderTests
{
    private const string DropPhone = "migrationBuilder.DropColumn(\"Phone\", \"Users\");";
    private const string AddPhone = "migrationBuilder.AddColumn<string>(\"Phone\", \"Users\", nullable: true);";

    private static readonly Verify<MigrationAnalyzer> Verify = new(References.EntityFrameworkCore10);

    [Fact]
    public Task The_message_says_whose_note_it_is_and_what_to_write() => Verify.Reports(
        MigrationSource.Of(DropPhone, "{|#0:// rollback: TODO|}\n" + AddPhone),
        Verify.Result("SAFE0012", 0, "'rollback' of Change is still a placeholder: write how the change is taken back, or why it need not be"));

    [Fact]
    public Task One_note_is_reported_once_for_all_that_it_answers_for() => Verify.Reports(MigrationSource.Of(
        DropPhone + "\nmigrationBuilder.DropColumn(\"Fax\", \"Users\");",
        "{|SAFE0012:// rollback:|}\n// owner: @crm\n" + AddPhone + "\n" + AddPhone.Replace("Phone", "Fax")));

    [Fact]
    public Task A_skeleton_that_nobody_asked_for_is_left_alone() => Verify.Silent(MigrationSource.Of(
        AddPhone, "// rollback:\n" + DropPhone));

    [Fact]
    public Task A_placeholder_in_a_field_that_nobody_asks_for_is_left_alone() => Verify.Silent(MigrationSource.Of(
        DropPhone, "// rollback: the numbers are in users_phone\n// owner: TODO\n" + AddPhone));

    [Fact]
    public Task The_same_names_in_other_namespaces_are_not_EF_Cores() => Verify.Silent("""
        public class MigrationBuilder { public void DropColumn(string name, string table) { } }
        public abstract class Migration { protected abstract void Up(MigrationBuilder b); }
        public class Change : Migration
        {
            // rollback: TODO
            protected override void Up(MigrationBuilder b) => b.DropColumn("A", "T");
        }
        """);

    [Fact]
    public Task Without_EF_Core_nothing_is_reported() => Verify.With(References.NoFramework).Silent("// rollback: TODO\npublic class Migration { }");

    [Fact]
    public Task Broken_code_is_no_reason_to_fail() => Verify.BrokenCode().Silent(
        MigrationSource.Of("// rollback: TODO\nmigrationBuilder.DropColumn(", "// rollback:"));
}
