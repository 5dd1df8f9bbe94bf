using System.Threading.Tasks;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations;

/// <summary>What each value of safechange.migrations.down_policy asks of Down.</summary>
public class DownPolicyTests
{
    private const string Reversible = "safechange.migrations.down_policy = reversible";
    private const string ForwardOnly = "safechange.migrations.down_policy = forward_only";
    private const string Note = "// rollback: restore the backup that the release script takes";
    private const string CreateIndex = "migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");";

    private static readonly Verify<MigrationAnalyzer> Verify = new(References.EntityFrameworkCore10);

    [Theory]
    [InlineData("")]
    [InlineData("safechange.migrations.down_policy = documented")]
    // An invalid value leaves the default.
    [InlineData("safechange.migrations.down_policy = whatever")]
    public async Task By_default_a_note_excuses_a_missing_Down(string option)
    {
        await Verify.Options(option).Silent(MigrationSource.Of(CreateIndex, null, comment: Note));
        await Verify.Options(option).Reports(MigrationSource.Of(CreateIndex, null, className: "{|SAFE3001:Change|}"));
    }

    [Fact]
    public Task Reversible_wants_a_Down_despite_a_note() => Verify.Options(Reversible).Reports(
        MigrationSource.Of(CreateIndex, null, className: "{|SAFE3001:Change|}", comment: Note));

    [Fact]
    public Task Reversible_takes_no_reason_for_a_refusal() => Verify.Options(Reversible).Reports(
        MigrationSource.Of(CreateIndex, "{|SAFE3005:throw new System.NotSupportedException(\"Restore the backup that the release takes.\");|}"));

    [Fact]
    public Task Reversible_takes_no_note_on_an_operation_that_can_be_undone() => Verify.Options(Reversible).Reports(MigrationSource.Of(
        Note + "\n{|SAFE3011:migrationBuilder.CreateIndex|}(\"IX\", \"T\", \"A\");\nmigrationBuilder.CreateIndex(\"IY\", \"T\", \"B\");",
        "migrationBuilder.DropIndex(\"IY\", \"T\");"));

    [Fact]
    public Task Reversible_leaves_the_note_its_say_where_nothing_can_be_undone() => Verify.Options(Reversible).Silent(
        MigrationSource.Of("migrationBuilder.DropColumn(\"A\", \"T\");", null, comment: Note));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("throw new System.NotSupportedException();")]
    [InlineData("migrationBuilder.DropIndex(\"IY\", \"T\");")]
    public Task Forward_only_asks_for_no_Down(string? down) => Verify.Options(ForwardOnly).Silent(
        MigrationSource.Of(CreateIndex + "\nmigrationBuilder.CreateIndex(\"IY\", \"T\", \"B\");", down));

    [Fact]
    public Task Forward_only_still_asks_where_lost_data_can_be_had_from() => Verify.Options(ForwardOnly).Reports(
        MigrationSource.Of("{|SAFE3021:migrationBuilder.DropColumn|}(\"A\", \"T\");", null));

    [Fact]
    public Task Forward_only_still_reports_a_Down_that_touches_something_else() => Verify.Options(ForwardOnly).Reports(
        MigrationSource.Of(CreateIndex, "migrationBuilder.DropIndex(\"IX\", \"T\");\n{|SAFE3012:migrationBuilder.DropTable|}(\"Other\");"));

    [Fact]
    public Task A_rule_may_have_a_policy_of_its_own() => Verify.Options("safechange.safe3001.migrations.down_policy = forward_only").Silent(
        MigrationSource.Of(CreateIndex, null));

    [Fact]
    public Task A_folder_may_have_a_policy_of_its_own() => Verify.EditorConfig("[*.cs]\n" + ForwardOnly, folder: "Archive/").Reports(
    [
        ("Archive/Old.cs", MigrationSource.Of(CreateIndex, null, className: "Old")),
        ("Migrations/New.cs", MigrationSource.Of(CreateIndex, null, className: "{|SAFE3001:New|}")),
    ]);
}
