using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Migrations;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations;

public class SAFE3002EmptyDownAfterSchemaChangeTests
{
    private const string CreateTag = """
        migrationBuilder.CreateTable(
            name: "Tags",
            columns: table => new
            {
                Id = table.Column<int>(type: "int", nullable: false)
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Tags", x => x.Id);
            });

        migrationBuilder.CreateIndex(
            name: "IX_Posts_TagId",
            table: "Posts",
            column: "TagId");
        """;

    private const string DropTag = """
        migrationBuilder.DropIndex(
            name: "IX_Posts_TagId",
            table: "Posts");

        migrationBuilder.DropTable(
            name: "Tags");
        """;

    private static readonly Verify<MigrationAnalyzer, WriteDownFix> Verify = new(References.EntityFrameworkCore10);
    private static readonly Verify<MigrationAnalyzer, RefuseWithNoteFix> VerifyRefusal = new(References.EntityFrameworkCore10);

    [Fact]
    public Task An_empty_Down_is_reported_and_written() => Verify.Fixes(
        MigrationSource.Of(CreateTag, "", "{|SAFE3002:Down|}"),
        MigrationSource.Of(CreateTag, DropTag));

    [Fact]
    public Task The_message_names_the_operation_that_the_next_update_meets_again() => Verify.Reports(
        MigrationSource.Of(CreateTag, "", "{|#0:Down|}"),
        Verify.Result("SAFE3002", 0, "Down of 'Change' is empty: a revert only deletes the history row, and the next update runs CreateTable 'Tags' on a schema that has it already. Undo Up in Down, or throw with a reason."));

    [Theory]
    [InlineData("{ }")]
    [InlineData("{}")]
    public Task A_body_on_one_line_is_laid_out(string body)
    {
        var before = $$"""
            using Microsoft.EntityFrameworkCore.Migrations;

            public class Change : Migration
            {
            	protected override void Up(MigrationBuilder mb) => mb.CreateIndex("IX_A", "T", "A");

            	protected override void {|SAFE3002:Down|}(MigrationBuilder mb) {{body}}
            }
            """;
        var after = """
            using Microsoft.EntityFrameworkCore.Migrations;

            public class Change : Migration
            {
            	protected override void Up(MigrationBuilder mb) => mb.CreateIndex("IX_A", "T", "A");

            	protected override void Down(MigrationBuilder mb)
            	{
            		mb.DropIndex(
            			name: "IX_A",
            			table: "T");
            	}
            }
            """;
        return Verify.Fixes(before, after);
    }

    [Fact]
    public Task Comments_in_the_empty_body_are_kept() => Verify.Fixes(
        MigrationSource.Of(CreateTag, "// TODO ask Ada about this", "{|SAFE3002:Down|}"),
        MigrationSource.Of(CreateTag, "// TODO ask Ada about this\n\n" + DropTag));

    [Fact]
    public Task Line_breaks_are_those_of_the_file() => Verify.Fixes(
        MigrationSource.Of(CreateTag, "", "{|SAFE3002:Down|}").Replace("\n", "\r\n"),
        MigrationSource.Of(CreateTag, DropTag).Replace("\n", "\r\n"));

    [Fact]
    public Task The_refusal_keeps_the_comments() => VerifyRefusal.Fixes(
        MigrationSource.Of(CreateTag, "// see ticket 4711", "{|SAFE3002:Down|}"),
        MigrationSource.Of(
            CreateTag,
            """
            // see ticket 4711

            {|SAFE0012:// rollback: <what to do instead of a revert>|}
            // owner:
            // expected:
            throw new NotSupportedException("The way back from Change is not written yet.");
            """,
            usings: "using System;\n"));

    [Fact]
    public Task Comments_around_the_braces_are_kept() => Verify.Fixes(
        """
        using Microsoft.EntityFrameworkCore.Migrations;

        public class Change : Migration
        {
            protected override void Up(MigrationBuilder b) => b.CreateIndex("IX_A", "T", "A");

            /* one */
            protected override void {|SAFE3002:Down|}(MigrationBuilder b) // two
            // three
            { // four
                /* five */
                /// six
                // seven
            } // eight
            // nine
        }
        """,
        """
        using Microsoft.EntityFrameworkCore.Migrations;

        public class Change : Migration
        {
            protected override void Up(MigrationBuilder b) => b.CreateIndex("IX_A", "T", "A");

            /* one */
            protected override void Down(MigrationBuilder b)
            {
                // two
                // three
                // four
                /* five */
                /// six
                // seven

                b.DropIndex(
                    name: "IX_A",
                    table: "T");
            } // eight
            // nine
        }
        """);

    [Fact]
    public Task Names_of_a_helpers_class_are_written_as_their_values() => Verify.Fixes(
        MigrationSource.Of("migrationBuilder.AddAudit(\"Posts\");", "", "{|SAFE3002:Down|}") + Helper,
        MigrationSource.Of("migrationBuilder.AddAudit(\"Posts\");", """
            migrationBuilder.DropColumn(
                name: "CreatedAt",
                schema: "blog",
                table: "Posts");
            """) + Helper);

    [Fact]
    public Task A_test_in_a_helpers_class_cannot_be_repeated() => Verify.NoFix(
        MigrationSource.Of("Helper.AddOnSqlite(migrationBuilder);", "", "{|SAFE3002:Down|}") + Helper);

    private const string Helper = """
        namespace Blog.Migrations
        {
            static class Helper
            {
                private const string Schema = "blog";
                private const string Sqlite = "Microsoft.EntityFrameworkCore.Sqlite";
                public static void AddAudit(this MigrationBuilder b, string table) => b.AddColumn<int>(name: "CreatedAt", table: table, schema: Schema);
                public static void AddOnSqlite(MigrationBuilder b) { if (b.ActiveProvider == Sqlite) b.AddColumn<int>("A", "T"); }
            }
        }
        """;

    [Fact]
    public Task Types_of_the_teams_own_do_not_stand_in_for_those_of_System() => VerifyRefusal.Fixes(
        MigrationSource.Of(CreateTag, "", "{|SAFE3002:Down|}") + "namespace Blog { class NotSupportedException { } }",
        MigrationSource.Of(
            CreateTag,
            """
            {|SAFE0012:// rollback: <what to do instead of a revert>|}
            // owner:
            // expected:
            throw new global::System.NotSupportedException("The way back from Change is not written yet.");
            """) + "namespace Blog { class NotSupportedException { } }");

    [Fact]
    public Task Imports_go_below_global_ones() => VerifyRefusal.Fixes(
        """
        global using Microsoft.EntityFrameworkCore.Migrations;

        public class Change : Migration
        {
            protected override void Up(MigrationBuilder b) => b.CreateIndex("IX_A", "T", "A");

            protected override void {|SAFE3002:Down|}(MigrationBuilder b) { }
        }
        """,
        """
        global using Microsoft.EntityFrameworkCore.Migrations;
        using System;

        public class Change : Migration
        {
            protected override void Up(MigrationBuilder b) => b.CreateIndex("IX_A", "T", "A");

            protected override void Down(MigrationBuilder b)
            {
                {|SAFE0012:// rollback: <what to do instead of a revert>|}
                // owner:
                // expected:
                throw new NotSupportedException("The way back from Change is not written yet.");
            }
        }
        """);

    [Fact]
    public Task A_note_does_not_make_an_empty_Down_safe() => Verify.Reports(
        MigrationSource.Of(CreateTag, "// rollback: nothing has to be done, the tables are harmless", "{|SAFE3002:Down|}"));

    [Theory]
    [InlineData("System.ArgumentNullException.ThrowIfNull(migrationBuilder);")]
    [InlineData("if (migrationBuilder is null) throw new System.ArgumentNullException();")]
    [InlineData("if (migrationBuilder == null) { throw new System.ArgumentNullException(); }")]
    public Task A_null_check_of_the_builder_hides_nothing(string check) => Verify.Reports(
        MigrationSource.Of(check + "\n" + CreateTag, check, "{|SAFE3002:Down|}"));

    [Fact]
    public Task What_is_made_anew_and_dropped_again_is_no_change() => Verify.Silent(MigrationSource.Of(
        """
        migrationBuilder.CreateIndex("IX", "Posts", "A");
        migrationBuilder.DropIndex("IX", "Posts");
        migrationBuilder.CreateIndex("IX", "Posts", "A");
        migrationBuilder.DropIndex("IX", "Posts");
        """,
        ""));

    [Fact]
    public Task A_Down_that_only_calls_an_empty_helper_is_empty() => Verify.Reports(
        MigrationSource.Of(CreateTag, "Revert();", "{|SAFE3002:Down|}", members: "private static void Revert() { }"));

    [Theory]
    [InlineData("")]
    [InlineData("""migrationBuilder.EnsureSchema(name: "sales");""")]
    [InlineData("""migrationBuilder.Sql("PRAGMA foreign_keys = 0");""")]
    [InlineData("""
        migrationBuilder.CreateTable(name: "Temp", columns: table => new { Id = table.Column<int>() });
        migrationBuilder.Sql("INSERT INTO Temp SELECT Id FROM Posts");
        migrationBuilder.DropTable(name: "Temp");
        """)]
    [InlineData("""
        migrationBuilder.AddColumn<int>(name: "Old", table: "Posts", nullable: true);
        migrationBuilder.RenameColumn(name: "Old", table: "Posts", newName: "New");
        migrationBuilder.DropColumn(name: "New", table: "Posts");
        """)]
    [InlineData("""
        migrationBuilder.RenameTable(name: "A", newName: "B");
        migrationBuilder.RenameTable(name: "B", newName: "A");
        """)]
    public Task An_Up_that_leaves_the_schema_as_it_was_may_have_an_empty_Down(string up) =>
        Verify.Silent(MigrationSource.Of(up, ""));

    [Fact]
    public Task Raw_SQL_that_may_have_dropped_it_again_is_the_benefit_of_the_doubt() => Verify.Silent(MigrationSource.Of(
        """
        migrationBuilder.AddColumn<int>(name: "Old", table: "Posts", nullable: true);
        migrationBuilder.Sql("ALTER TABLE Posts DROP COLUMN Old");
        """,
        ""));

    [Theory]
    [InlineData("Helper.Revert(migrationBuilder);", "")]
    [InlineData("Revert(migrationBuilder);", "private void Revert(MigrationBuilder b) => b.DropTable(\"Tags\"); ")]
    [InlineData("migrationBuilder.Operations.Clear();", "")]
    public Task A_Down_that_does_something_is_not_empty(string down, string members) =>
        Verify.BrokenCode().Reports(MigrationSource.Of(
            """migrationBuilder.CreateTable(name: "Tags", columns: table => new { Id = table.Column<int>() });""", down, members: members));

    [Fact]
    public Task A_branch_that_is_not_about_the_provider_may_do_anything() => Verify.Silent(MigrationSource.Of(
        CreateTag, """if (System.DateTime.Now.Year > 2026) { migrationBuilder.DropTable("Tags"); migrationBuilder.DropIndex("IX_Posts_TagId", "Posts"); }"""));

    [Fact]
    public Task Two_Downs_are_for_the_compiler_to_report() => Verify.BrokenCode().Silent(
        MigrationSource.Of(CreateTag, "", members: "protected override void Down(MigrationBuilder migrationBuilder) { }"));

    [Fact]
    public Task A_body_with_directives_is_not_replaced() => Verify.NoFix(
        MigrationSource.Of(CreateTag, "#if false\nmigrationBuilder.DropTable(\"Tags\");\n#endif", "{|SAFE3002:Down|}"));

    // Some migrations carry the header, and some folders are marked as generated.
    [Fact]
    public Task A_file_that_says_it_is_generated_is_fixed_with_all_others() => Verify.Fixes(
        "// <auto-generated />\n" + MigrationSource.Of("migrationBuilder.CreateIndex(name: \"IX\", table: \"T\", column: \"A\");", "", downName: "{|SAFE3002:Down|}"),
        "// <auto-generated />\n" + MigrationSource.Of(
            "migrationBuilder.CreateIndex(name: \"IX\", table: \"T\", column: \"A\");",
            "migrationBuilder.DropIndex(\n    name: \"IX\",\n    table: \"T\");"));
}
