using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Migrations;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations;

public class SAFE3004DownThrowsWithoutReasonTests
{
    // Raw SQL: nothing that could be undone from Up alone, and nothing that SAFE3021 speaks about.
    private const string Up = """migrationBuilder.Sql("UPDATE Users SET Name = UPPER(Name)");""";

    private static readonly Verify<MigrationAnalyzer, RefuseWithNoteFix> Verify = new(References.EntityFrameworkCore10);

    [Theory]
    [InlineData("{|SAFE3004:throw new System.NotImplementedException();|}")]
    [InlineData("{|SAFE3004:throw new System.NotSupportedException();|}")]
    [InlineData("{|SAFE3004:throw new System.NotSupportedException(\"Irreversible migration\");|}")]
    [InlineData("{|SAFE3004:throw new System.Exception(\"Reverting this migration is not supported.\");|}")]
    [InlineData("{|SAFE3004:throw new System.NotSupportedException(\"TODO: write the way back for users\");|}")]
    [InlineData("// not supported\n{|SAFE3004:throw new System.NotSupportedException();|}")]
    [InlineData("// migrationBuilder.DropTable(\"the old table of users\");\n{|SAFE3004:throw new System.NotSupportedException();|}")]
    [InlineData("{|SAFE3004:base.Down(migrationBuilder)|};")]
    [InlineData("Refuse();")]
    public Task A_refusal_without_a_reason_is_reported(string down) => Verify.Reports(
        MigrationSource.Of(Up, down, members: "private static void Refuse() => " + (down == "Refuse();" ? "{|SAFE3004:throw new System.NotSupportedException()|};" : "System.GC.Collect();")));

    [Theory]
    [InlineData("throw new System.NotSupportedException(\"User names were merged: restore the backup of the release.\");")]
    [InlineData("throw new System.NotSupportedException(Reason);")]
    [InlineData("throw new System.NotSupportedException($\"{nameof(Change)} merged the users: restore the backup\");")]
    [InlineData("// rollback: restore the backup of the release\nthrow new System.NotSupportedException();")]
    [InlineData("// The users were merged, their old names are gone for good.\nthrow new System.NotSupportedException();")]
    [InlineData("/* The users were merged,\n * their old names are gone for good. */\nthrow new System.NotSupportedException();")]
    [InlineData("if (migrationBuilder.ActiveProvider == \"X\") throw new System.NotSupportedException();\nmigrationBuilder.Sql(\"UPDATE Users SET Name = Old\");")]
    public Task A_reason_is_a_reason_in_any_form(string down) => Verify.Silent(
        MigrationSource.Of(Up, down, members: "private static string Reason => System.Environment.NewLine;"));

    [Fact]
    public Task Free_text_counts_only_where_the_team_lets_it() => Verify.Options("safechange.migrations.accept_free_text = false").Reports(
        MigrationSource.Of(Up, "// The users were merged, their old names are gone for good.\n{|SAFE3004:throw new System.NotSupportedException();|}"));

    [Theory]
    [InlineData("safechange.safe3004.migrations.accept_free_text = false", false)]
    [InlineData("safechange.SAFE3004.migrations.accept_free_text = false", false)]
    [InlineData("safechange.safe3021.migrations.accept_free_text = false", true)]
    [InlineData("safechange.migrations.accept_free_text = false\nsafechange.safe3004.migrations.accept_free_text = true", true)]
    [InlineData("safechange.migrations.accept_free_text = false\nsafechange.safe3004.migrations.accept_free_text = perhaps", false)]
    public Task What_is_set_for_a_rule_beats_what_is_set_for_all(string options, bool isSilent)
    {
        const string Reason = "// The users were merged, their old names are gone for good.\n";
        return isSilent
            ? Verify.Options(options).Silent(MigrationSource.Of(Up, Reason + "throw new System.NotSupportedException();"))
            : Verify.Options(options).Reports(MigrationSource.Of(Up, Reason + "{|SAFE3004:throw new System.NotSupportedException();|}"));
    }

    [Fact]
    public Task An_invalid_option_is_the_default() => Verify.Options("safechange.migrations.accept_free_text = perhaps").Silent(
        MigrationSource.Of(Up, "// The users were merged, their old names are gone for good.\nthrow new System.NotSupportedException();"));

    [Fact]
    public Task The_fix_writes_the_skeleton_and_one_finding_stays_at_the_note() => Verify.Fixes(
        MigrationSource.Of(Up, "// ticket 4711\n{|SAFE3004:throw new NotImplementedException();|}", usings: "using System;\n"),
        MigrationSource.Of(
            Up,
            """
            // ticket 4711

            {|SAFE0012:// rollback: <what to do instead of a revert>|}
            // owner:
            // expected:
            throw new NotSupportedException("The way back from Change is not written yet.");
            """,
            usings: "using System;\n"));

    [Fact]
    public Task An_expression_body_becomes_a_block() => Verify.Fixes(
        """
        using System;
        using Microsoft.EntityFrameworkCore.Migrations;

        public class Change : Migration
        {
            protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("UPDATE Users SET Name = UPPER(Name)");

            protected override void Down(MigrationBuilder migrationBuilder) => {|SAFE3004:throw new NotImplementedException()|};
        }
        """,
        """
        using System;
        using Microsoft.EntityFrameworkCore.Migrations;

        public class Change : Migration
        {
            protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql("UPDATE Users SET Name = UPPER(Name)");

            protected override void Down(MigrationBuilder migrationBuilder)
            {
                {|SAFE0012:// rollback: <what to do instead of a revert>|}
                // owner:
                // expected:
                throw new NotSupportedException("The way back from Change is not written yet.");
            }
        }
        """);

    [Fact]
    public Task A_refusal_in_a_base_class_is_reported_once_there() => Verify.Reports(
        MigrationSource.Of(Up, down: null, className: "First").Replace(": Migration", ": ForwardOnly")
        + """
        namespace Blog.Migrations
        {
            public abstract class ForwardOnly : Microsoft.EntityFrameworkCore.Migrations.Migration
            {
                protected sealed override void Down(Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder migrationBuilder) =>
                    {|SAFE3004:throw new System.NotSupportedException()|};
            }

            public class Second : ForwardOnly
            {
                protected override void Up(Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder migrationBuilder) =>
                    migrationBuilder.CreateIndex("IX", "T", "C");
            }
        }
        """);

    [Fact]
    public Task It_is_a_suggestion() => Verify.Reports(
        MigrationSource.Of(Up, "{|#0:throw new System.NotSupportedException();|}"),
        Verify.Result("SAFE3004").WithLocation(0).WithArguments("Change").WithSeverity(Microsoft.CodeAnalysis.DiagnosticSeverity.Info));

    [Fact]
    public Task The_same_names_in_other_namespaces_are_not_EF_Cores() => Verify.With(References.NoFramework).Silent("""
        public class MigrationBuilder { }
        public abstract class Migration { protected abstract void Down(MigrationBuilder b); }
        public class Change : Migration { protected override void Down(MigrationBuilder b) => throw new System.NotSupportedException(); }
        """);

    [Fact]
    public Task Broken_code_is_no_reason_to_fail() => Verify.BrokenCode().Silent("""
        using Microsoft.EntityFrameworkCore.Migrations;
        public class Change : Migration
        {
            protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(;
            protected override void Down(MigrationBuilder migrationBuilder) { throw }
        """);
}
