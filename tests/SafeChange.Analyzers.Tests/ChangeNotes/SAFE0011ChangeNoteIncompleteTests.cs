using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.ChangeNotes;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Tests.Migrations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.ChangeNotes;

public sealed class SAFE0011ChangeNoteIncompleteTests
{
    private const string Down = """migrationBuilder.AddColumn<string>(name: "Phone", table: "Users", nullable: true);""";

    private static readonly Verify<MigrationAnalyzer, AddNoteFieldsFix> Verify = new(References.EntityFrameworkCore10);

    private static readonly Verify<MigrationAnalyzer, AddNoteFieldsFix> Asking =
        Verify.Options("safechange.migrations.required_note_fields = rollback|owner|expected");

    private static string Of(string note) => MigrationSource.Of(note + "\nmigrationBuilder.DropColumn(name: \"Phone\", table: \"Users\");", Down);

    [Fact]
    public Task A_note_without_an_owner_is_reported() => Asking.Reports(
        Of("{|#0:// rollback: restore values from the backup table|}\n// expected: nobody misses it"),
        Asking.Result("SAFE0011", 0, "The note of Change does not say who answers for it: add 'owner:'"));

    [Fact]
    public Task The_missing_fields_are_added_below_the_note() => Asking.Fixes(
        Of("// the old app wrote it\n{|SAFE0011:// rollback: restore values|}\n//   from the backup table"),
        Of("// the old app wrote it\n{|SAFE0011:// rollback: restore values|}\n//   from the backup table\n// owner:\n// expected:"));

    [Fact]
    public Task A_field_that_is_there_and_empty_is_missing_and_not_added_again() => Asking.NoFix(
        Of("{|SAFE0011:// rollback: restore values from the backup table|}\n// owner:\n// expected: nobody misses it"));

    [Theory]
    [InlineData("TODO")]
    [InlineData("<who answers for it>")]
    [InlineData("tbd")]
    public Task A_field_that_holds_a_placeholder_is_missing_and_reported_once(string owner) => Asking.Reports(
        Of("{|#0:// rollback: restore values from the backup table|}\n// owner: " + owner + "\n// expected: nobody misses it"),
        Asking.Result("SAFE0011", 0, "The note of Change does not say who answers for it: add 'owner:'"));

    [Fact]
    public Task A_field_that_holds_a_placeholder_has_no_fix() => Asking.NoFix(
        Of("{|SAFE0011:// rollback: restore values from the backup table|}\n// owner: TODO\n// expected: nobody misses it"));

    [Fact]
    public Task A_note_whose_rollback_is_a_placeholder_is_no_note_yet() => Asking.Reports(
        Of("{|SAFE0012:// rollback: TODO|}\n// owner: TODO"));

    [Fact]
    public Task A_complete_note_is_silent() => Asking.Silent(
        Of("// rollback: restore values from the backup table\n// owner: @identity\n// expected: nobody misses it"));

    [Theory]
    [InlineData("")]
    [InlineData("safechange.migrations.required_note_fields = rollback")]
    [InlineData("safechange.migrations.required_note_fields = rollback|author")]
    [InlineData("safechange.migrations.required_note_fields = owner\nsafechange.migrations.start_after = 2026")]
    public Task Nothing_more_than_a_rollback_is_asked_for_by_default(string option) => Verify.Options(option).Silent(
        new Sources([("2025_Change.cs", Of("// rollback: restore values from the backup table"))]));

    [Fact]
    public Task A_folder_may_ask_for_more() => Verify.EditorConfig("[*.cs]\nsafechange.migrations.required_note_fields = owner", "Migrations/").Reports(
    [
        ("Change.cs", Of("// rollback: restore values from the backup table")),
        ("Migrations/Other.cs", Of("{|SAFE0011:// rollback: restore values from the backup table|}").Replace("Change", "Other", System.StringComparison.Ordinal)),
    ]);

    [Fact]
    public Task An_unknown_field_is_named()
    {
        var options = new Verify<SAFE0001InvalidOption>(References.NoFramework);
        return options.Options("safechange.migrations.required_note_fields = author").Reports("class C;", options.Result(
            "SAFE0001", $"'safechange.migrations.required_note_fields = author' has no effect: write {MigrationOptions.RequiredNoteFields.Allowed}"));
    }

    [Fact]
    public Task Where_EF_Core_is_absent_nothing_is_registered() => Asking.With(References.NoFramework).Silent("""
        // rollback: restore values from the backup table
        class Migration;
        """);

    [Fact]
    public Task Broken_code_does_not_throw() => Asking.BrokenCode().Reports(
        MigrationSource.Of("{|SAFE0011:// rollback: restore values from the backup table|}\nmigrationBuilder.DropColumn(name: \"Phone\", table: \"Users\"", Down));
}
