using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Migrations;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations;

public class SAFE3015ProviderBranchNotReversedTests
{
    private static readonly Verify<MigrationAnalyzer, WriteDownFix> Verify = new(References.EntityFrameworkCore10);

    private const string SqlServer = "Microsoft.EntityFrameworkCore.SqlServer";

    private static string Of(string up, string down) => $$"""
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Migrations;
        public class Change : Migration
        {
            private const string SqlServer = "{{SqlServer}}";
            protected override void Up(MigrationBuilder b) { {{up}} }
            protected override void Down(MigrationBuilder b) { {{down}} }
        }
        """;

    [Theory]
    // A branch of Up that has none in Down.
    [InlineData("b.CreateIndex(\"IX\", \"T\", \"A\"); if (b.IsNpgsql()) { {|SAFE3015:b.CreateIndex|}(\"IY\", \"T\", \"B\"); }", "b.DropIndex(\"IX\", \"T\");")]
    [InlineData("b.CreateIndex(\"IX\", \"T\", \"A\"); if (ActiveProvider == SqlServer) { {|SAFE3015:b.CreateIndex|}(\"IY\", \"T\", \"B\"); }", "b.DropIndex(\"IX\", \"T\");")]
    [InlineData("b.CreateIndex(\"IX\", \"T\", \"A\"); switch (ActiveProvider) { case SqlServer: {|SAFE3015:b.CreateIndex|}(\"IY\", \"T\", \"B\"); break; }", "b.DropIndex(\"IX\", \"T\");")]
    [InlineData("switch (ActiveProvider) { case SqlServer: {|SAFE3015:b.CreateIndex|}(\"IX\", \"T\", \"A\"); break; default: b.CreateIndex(\"IY\", \"T\", \"A\"); break; }", "if (ActiveProvider != SqlServer) { b.DropIndex(\"IY\", \"T\"); }")]
    [InlineData("if (b.IsNpgsql()) { {|SAFE3015:b.CreateIndex|}(\"IX\", \"T\", \"A\"); } else { b.CreateIndex(\"IY\", \"T\", \"A\"); }", "if (!b.IsNpgsql()) { b.DropIndex(\"IY\", \"T\"); }")]
    // Undone under another provider only.
    [InlineData("if (b.IsNpgsql()) { {|SAFE3015:b.CreateIndex|}(\"IX\", \"T\", \"A\"); }", "if (b.IsSqlServer()) { b.DropIndex(\"IX\", \"T\"); }")]
    [InlineData("{|SAFE3015:b.AddColumn<int>|}(\"A\", \"T\");", "if (!b.IsSqlite()) { b.DropColumn(\"A\", \"T\"); }")]
    [InlineData("{|SAFE3015:b.CreateIndex|}(\"IX\", \"T\", \"A\");", "if (!b.IsSqlite()) { b.DropIndex(\"IX\", \"T\"); }")]
    [InlineData("{|SAFE3015:b.CreateIndex|}(\"IX\", \"T\", \"A\"); b.CreateIndex(\"IY\", \"T\", \"B\");", "b.DropIndex(\"IY\", \"T\"); if (b.IsSqlite()) return; b.DropIndex(\"IX\", \"T\");")]
    public Task What_is_not_undone_under_a_provider_is_reported_once(string up, string down) =>
        // What Down undoes under the wrong provider is unrelated there, which SAFE3012 says.
        Verify.Reports(Of(up, down.Replace("if (b.IsSqlServer()) { b.DropIndex", "if (b.IsSqlServer()) { {|SAFE3012:b.DropIndex|}")));

    [Theory]
    // Each branch has its own, or one call undoes them all.
    [InlineData("if (b.IsNpgsql()) { b.CreateIndex(\"IX\", \"T\", \"A\"); } else { b.CreateIndex(\"IX\", \"T\", \"B\"); }", "b.DropIndex(\"IX\", \"T\");")]
    [InlineData("if (b.IsNpgsql()) { b.CreateIndex(\"IX\", \"T\", \"A\"); }", "if (ActiveProvider == \"Npgsql.EntityFrameworkCore.PostgreSQL\") { b.DropIndex(\"IX\", \"T\"); }")]
    [InlineData("if (b.IsNpgsql()) { b.CreateIndex(\"IX\", \"T\", \"A\"); }", "b.DropIndex(\"IX\", \"T\");")]
    // The provider that no test names may not be meant.
    [InlineData("b.CreateIndex(\"IX\", \"T\", \"A\");", "if (b.IsNpgsql()) { b.DropIndex(\"IX\", \"T\"); }")]
    // SQLite's provider rebuilds the table by the model, which takes keys and constraints along.
    [InlineData("b.AddForeignKey(\"FK\", \"T\", \"A\", \"P\");", "if (!b.IsSqlite()) { b.DropForeignKey(\"FK\", \"T\"); }")]
    [InlineData("b.AddCheckConstraint(\"CK\", \"T\", \"A > 0\");", "if (ActiveProvider != \"Microsoft.EntityFrameworkCore.Sqlite\") { b.DropCheckConstraint(\"CK\", \"T\"); }")]
    // To refuse is an answer.
    [InlineData("b.CreateIndex(\"IX\", \"T\", \"A\");", "if (b.IsSqlite()) { throw new System.NotSupportedException(\"SQLite cannot drop it\"); } b.DropIndex(\"IX\", \"T\");")]
    [InlineData("b.CreateIndex(\"IX\", \"T\", \"A\"); if (b.IsSqlite()) { b.CreateIndex(\"IY\", \"T\", \"A\"); }", "if (b.IsSqlite()) { throw new System.NotSupportedException(\"SQLite cannot drop it\"); } b.DropIndex(\"IX\", \"T\");")]
    // Tests that are not known, SQL, notes.
    [InlineData("b.CreateIndex(\"IX\", \"T\", \"A\"); if (b.IsNpgsql() && System.DateTime.Now.Year > 2000) { b.CreateIndex(\"IY\", \"T\", \"B\"); }", "b.DropIndex(\"IX\", \"T\");")]
    [InlineData("b.CreateIndex(\"IX\", \"T\", \"A\"); switch (ActiveProvider) { case SqlServer when System.DateTime.Now.Year > 2000: b.CreateIndex(\"IY\", \"T\", \"B\"); break; }", "b.DropIndex(\"IX\", \"T\");")]
    [InlineData("b.CreateIndex(\"IX\", \"T\", \"A\"); if (b.IsNpgsql()) { b.CreateIndex(\"IY\", \"T\", \"B\"); }", "b.DropIndex(\"IX\", \"T\"); b.Sql(\"DROP INDEX IF EXISTS IY\");")]
    [InlineData("b.CreateIndex(\"IX\", \"T\", \"A\"); if (b.IsNpgsql()) {\n// rollback: none, other databases on the server use it\nb.CreateIndex(\"IY\", \"T\", \"B\"); }", "b.DropIndex(\"IX\", \"T\");")]
    public Task What_is_undone_or_not_certain_is_silent(string up, string down) => Verify.Silent(Of(up, down));

    [Fact]
    public Task What_is_missing_everywhere_is_no_fault_of_a_branch() => Verify.Reports(Of(
        "b.CreateIndex(\"IX\", \"T\", \"A\"); {|SAFE3011:b.CreateIndex|}(\"IZ\", \"T\", \"C\"); if (b.IsNpgsql()) { b.CreateIndex(\"IY\", \"T\", \"B\"); }",
        "if (b.IsNpgsql()) { b.DropIndex(\"IY\", \"T\"); } b.DropIndex(\"IX\", \"T\");"));

    [Fact]
    public Task The_message_names_the_provider_and_what_to_add() => Verify.Reports(
        Of("b.CreateIndex(\"IX\", \"T\", \"A\"); if (b.IsNpgsql()) { {|#0:b.CreateIndex|}(\"IY\", \"T\", \"B\"); }", "b.DropIndex(\"IX\", \"T\");"),
        Verify.Result("SAFE3015", 0, "Under PostgreSQL, Down does not undo CreateIndex 'IY': a revert leaves it behind and the next update fails on it. Add DropIndex for PostgreSQL to Down."));

    [Fact]
    public Task The_branch_is_mirrored() => Verify.Fixes(
        MigrationSource.Of(
            """
            migrationBuilder.AddColumn<string>(name: "Title", table: "Articles", nullable: true);
            if (ActiveProvider == "Npgsql.EntityFrameworkCore.PostgreSQL")
            {
                {|SAFE3015:migrationBuilder.CreateIndex|}(name: "IX_Author", table: "Articles", column: "AuthorId");
                {|SAFE3015:migrationBuilder.CreateIndex|}(name: "IX_Slug", table: "Articles", column: "Slug");
            }
            """,
            """
            // the title goes
            migrationBuilder.DropColumn(name: "Title", table: "Articles");
            """),
        MigrationSource.Of(
            """
            migrationBuilder.AddColumn<string>(name: "Title", table: "Articles", nullable: true);
            if (ActiveProvider == "Npgsql.EntityFrameworkCore.PostgreSQL")
            {
                migrationBuilder.CreateIndex(name: "IX_Author", table: "Articles", column: "AuthorId");
                migrationBuilder.CreateIndex(name: "IX_Slug", table: "Articles", column: "Slug");
            }
            """,
            """
            if (ActiveProvider == "Npgsql.EntityFrameworkCore.PostgreSQL")
            {
                migrationBuilder.DropIndex(
                    name: "IX_Slug",
                    table: "Articles");
            }

            if (ActiveProvider == "Npgsql.EntityFrameworkCore.PostgreSQL")
            {
                migrationBuilder.DropIndex(
                    name: "IX_Author",
                    table: "Articles");
            }

            // the title goes
            migrationBuilder.DropColumn(name: "Title", table: "Articles");
            """),
        afterFixAll: MigrationSource.Of(
            """
            migrationBuilder.AddColumn<string>(name: "Title", table: "Articles", nullable: true);
            if (ActiveProvider == "Npgsql.EntityFrameworkCore.PostgreSQL")
            {
                migrationBuilder.CreateIndex(name: "IX_Author", table: "Articles", column: "AuthorId");
                migrationBuilder.CreateIndex(name: "IX_Slug", table: "Articles", column: "Slug");
            }
            """,
            """
            if (ActiveProvider == "Npgsql.EntityFrameworkCore.PostgreSQL")
            {
                migrationBuilder.DropIndex(
                    name: "IX_Slug",
                    table: "Articles");

                migrationBuilder.DropIndex(
                    name: "IX_Author",
                    table: "Articles");
            }

            // the title goes
            migrationBuilder.DropColumn(name: "Title", table: "Articles");
            """));

    [Fact]
    public Task The_inverse_of_one_provider_is_not_in_the_way_of_anothers() => Verify.Fixes(
        MigrationSource.Of(
            """
            if (migrationBuilder.IsNpgsql())
            {
                migrationBuilder.CreateIndex(name: "IX", table: "T", column: "A");
            }

            if (migrationBuilder.IsSqlite())
            {
                {|SAFE3015:migrationBuilder.CreateIndex|}(name: "IX", table: "T", column: "B");
            }
            """,
            """
            if (migrationBuilder.IsNpgsql())
            {
                migrationBuilder.DropIndex(name: "IX", table: "T");
            }
            """, usings: "using Microsoft.EntityFrameworkCore;\n"),
        MigrationSource.Of(
            """
            if (migrationBuilder.IsNpgsql())
            {
                migrationBuilder.CreateIndex(name: "IX", table: "T", column: "A");
            }

            if (migrationBuilder.IsSqlite())
            {
                migrationBuilder.CreateIndex(name: "IX", table: "T", column: "B");
            }
            """,
            """
            if (migrationBuilder.IsNpgsql())
            {
                migrationBuilder.DropIndex(name: "IX", table: "T");
            }

            if (migrationBuilder.IsSqlite())
            {
                migrationBuilder.DropIndex(
                    name: "IX",
                    table: "T");
            }
            """, usings: "using Microsoft.EntityFrameworkCore;\n"));

    [Fact]
    public Task Which_of_two_tests_is_right_is_for_a_person_to_say() => Verify.NoFix(Of(
        "{|SAFE3015:b.CreateIndex|}(\"IX\", \"T\", \"A\");", "if (!b.IsSqlite()) { b.DropIndex(\"IX\", \"T\"); }"));

    [Fact]
    public Task An_old_migration_is_left_alone() => Verify.Options("safechange.migrations.start_after = 2026").Silent(
        [("20260101000000_Change.cs", Of("b.CreateIndex(\"IX\", \"T\", \"A\"); if (b.IsNpgsql()) { b.CreateIndex(\"IY\", \"T\", \"B\"); }", "b.DropIndex(\"IX\", \"T\");"))]);

    [Fact]
    public Task The_same_names_in_other_namespaces_are_not_EF_Cores() => Verify.Silent("""
        public class MigrationBuilder { public bool IsNpgsql() => true; public void CreateIndex(string name) { } }
        public abstract class Migration { protected abstract void Up(MigrationBuilder b); protected abstract void Down(MigrationBuilder b); }
        public class Change : Migration
        {
            protected override void Up(MigrationBuilder b) { if (b.IsNpgsql()) { b.CreateIndex("A"); } }
            protected override void Down(MigrationBuilder b) { }
        }
        """);

    [Fact]
    public Task Without_EF_Core_nothing_is_reported() => Verify.With(References.NoFramework).Silent("public class Migration { }");

    [Fact]
    public Task Broken_code_is_no_reason_to_fail() => Verify.BrokenCode().Silent(
        Of("if (b.IsNpgsql( { b.CreateIndex(\"IX\"", "b.DropIndex(\"IX\", \"T\");"));
}
