using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Migrations;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations;

public class SAFE3005DownThrowsThoughReversibleTests
{
    private const string Rename = """
        migrationBuilder.RenameColumn(
            name: "Mail",
            table: "Users",
            newName: "Email");
        """;

    private const string RenameBack = """
        migrationBuilder.RenameColumn(
            name: "Email",
            table: "Users",
            newName: "Mail");
        """;

    private static readonly Verify<MigrationAnalyzer, WriteDownFix> Verify = new(References.EntityFrameworkCore10);

    [Fact]
    public Task A_needless_throw_is_replaced_and_comments_are_kept() => Verify.Fixes(
        MigrationSource.Of(Rename, "// ticket 4711\n{|SAFE3005:throw new System.NotImplementedException();|} // for now"),
        MigrationSource.Of(Rename, "// ticket 4711\n// for now\n\n" + RenameBack));

    [Fact]
    public Task Calling_the_base_is_a_throw() => Verify.Fixes(
        MigrationSource.Of(Rename, "{|SAFE3005:base.Down(migrationBuilder)|};"),
        MigrationSource.Of(Rename, RenameBack));

    [Fact]
    public Task A_throw_after_other_statements_is_reported_and_left_to_a_person() => Verify.NoFix(
        MigrationSource.Of(Rename, "migrationBuilder.Sql(\"UPDATE Users SET Mail = ''\");\n{|SAFE3005:throw new System.NotImplementedException();|}"));

    [Theory]
    [InlineData("// rollback: never, the old name is in use by the legacy importer\nthrow new System.NotSupportedException();")]
    [InlineData("throw new System.NotSupportedException(\"The legacy importer uses the old name.\");")]
    public Task A_reason_answers(string down) => Verify.Silent(MigrationSource.Of(Rename, down));

    [Theory]
    [InlineData("migrationBuilder.DropIndex(name: \"IX\", table: \"Users\");")]
    [InlineData("migrationBuilder.AlterColumn<string>(name: \"Mail\", table: \"Users\", maxLength: 20);")]
    [InlineData("migrationBuilder.Sql(\"UPDATE T SET A = 1\");")]
    [InlineData("migrationBuilder.RestartSequence(name: \"Numbers\", startValue: 100L);")]
    public Task What_needs_more_than_Up_is_only_a_suggestion_for_a_reason(string up) => Verify.Reports(
        MigrationSource.Of(Rename + "\n" + up, "{|SAFE3004:throw new System.NotImplementedException();|}"));

    [Fact]
    public Task An_alteration_that_names_the_old_definition_is_swapped() => Verify.Fixes(
        MigrationSource.Of(
            """
            migrationBuilder.AlterColumn<string>(
                name: "Title",
                table: "Posts",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "nvarchar(100)",
                oldMaxLength: 100);
            """,
            "{|SAFE3005:throw new System.NotImplementedException();|}"),
        MigrationSource.Of(
            """
            migrationBuilder.AlterColumn<string>(
                name: "Title",
                table: "Posts",
                type: "nvarchar(400)",
                maxLength: 400,
                nullable: true,
                oldClrType: typeof(string),
                oldType: "nvarchar(100)",
                oldMaxLength: 100);
            """,
            """
            migrationBuilder.AlterColumn<string>(
                name: "Title",
                table: "Posts",
                type: "nvarchar(100)",
                maxLength: 100,
                nullable: false,
                defaultValue: "",
                oldClrType: typeof(string),
                oldType: "nvarchar(400)",
                oldMaxLength: 400,
                oldNullable: true);
            """));

    [Fact]
    public Task Annotations_are_swapped_and_usings_added() => Verify.Fixes(
        MigrationSource.Of(
            """
            migrationBuilder.AlterColumn<System.DateTime>(
                name: "At",
                table: "Posts",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(System.DateTime),
                oldType: "TEXT")
                .Annotation("New", true)
                .OldAnnotation("Old", 1);
            """,
            "{|SAFE3005:throw new System.NotImplementedException();|}"),
        MigrationSource.Of(
            """
            migrationBuilder.AlterColumn<System.DateTime>(
                name: "At",
                table: "Posts",
                type: "TEXT",
                nullable: true,
                oldClrType: typeof(System.DateTime),
                oldType: "TEXT")
                .Annotation("New", true)
                .OldAnnotation("Old", 1);
            """,
            """
            migrationBuilder.AlterColumn<System.DateTime>(
                name: "At",
                table: "Posts",
                type: "TEXT",
                nullable: false,
                defaultValue: new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified),
                oldClrType: typeof(System.DateTime),
                oldType: "TEXT",
                oldNullable: true)
                .Annotation("Old", 1)
                .OldAnnotation("New", true);
            """,
            usings: "using System;\n"));

    [Fact]
    public Task Providers_keep_their_branches() => Verify.Fixes(
        MigrationSource.Of(
            """
            if (migrationBuilder.ActiveProvider == "Npgsql.EntityFrameworkCore.PostgreSQL")
            {
                migrationBuilder.CreateIndex("IX_A", "Posts", "A");
                migrationBuilder.CreateIndex("IX_B", "Posts", "B");
            }
            """,
            "{|SAFE3005:throw new System.NotImplementedException();|}"),
        MigrationSource.Of(
            """
            if (migrationBuilder.ActiveProvider == "Npgsql.EntityFrameworkCore.PostgreSQL")
            {
                migrationBuilder.CreateIndex("IX_A", "Posts", "A");
                migrationBuilder.CreateIndex("IX_B", "Posts", "B");
            }
            """,
            """
            if (migrationBuilder.ActiveProvider == "Npgsql.EntityFrameworkCore.PostgreSQL")
            {
                migrationBuilder.DropIndex(
                    name: "IX_B",
                    table: "Posts");

                migrationBuilder.DropIndex(
                    name: "IX_A",
                    table: "Posts");
            }
            """));

    [Fact]
    public Task Nested_tests_keep_their_meaning() => Verify.Fixes(
        MigrationSource.Of(
            """if (ActiveProvider != "C") { if (ActiveProvider == "A" || ActiveProvider == "B") migrationBuilder.CreateIndex("IX_A", "Posts", "A"); }""",
            "{|SAFE3005:throw new System.NotImplementedException();|}"),
        MigrationSource.Of(
            """if (ActiveProvider != "C") { if (ActiveProvider == "A" || ActiveProvider == "B") migrationBuilder.CreateIndex("IX_A", "Posts", "A"); }""",
            """
            if (ActiveProvider != "C" && (ActiveProvider == "A" || ActiveProvider == "B"))
            {
                migrationBuilder.DropIndex(
                    name: "IX_A",
                    table: "Posts");
            }
            """));

    [Fact]
    public Task What_Up_takes_back_under_one_provider_is_not_called_reversible() => Verify.Reports(MigrationSource.Of(
        """migrationBuilder.CreateIndex("IX", "T", "X"); migrationBuilder.CreateIndex("IY", "T", "Y"); if (ActiveProvider == "A") { migrationBuilder.DropIndex("IX", "T"); }""",
        "{|SAFE3004:throw new System.NotImplementedException();|}"));

    [Fact]
    public Task A_test_of_the_provider_speaks_of_the_builder_by_Downs_name() => Verify.Fixes(
        """
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Migrations;

        class Change : Migration
        {
            protected override void Up(MigrationBuilder up)
            {
                if (!up.IsNpgsql())
                {
                    up.CreateIndex("IX_A", "Posts", "A");
                }
            }

            protected override void Down(MigrationBuilder down) => {|SAFE3005:throw new System.NotImplementedException()|};
        }
        """,
        """
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Migrations;

        class Change : Migration
        {
            protected override void Up(MigrationBuilder up)
            {
                if (!up.IsNpgsql())
                {
                    up.CreateIndex("IX_A", "Posts", "A");
                }
            }

            protected override void Down(MigrationBuilder down)
            {
                if (!down.IsNpgsql())
                {
                    down.DropIndex(
                        name: "IX_A",
                        table: "Posts");
                }
            }
        }
        """);

    [Fact]
    public Task Arguments_keep_the_form_that_they_have_in_Up() => Verify.Fixes(
        MigrationSource.Of(
            "migrationBuilder.CreateIndex(name: IndexName, table: nameof(Change), column: \"A\", schema: Schemas.Sales);",
            "{|SAFE3005:throw new System.NotImplementedException();|}",
            members: "private const string IndexName = \"IX_A\";\nprivate static class Schemas { public const string Sales = \"sales\"; }"),
        MigrationSource.Of(
            "migrationBuilder.CreateIndex(name: IndexName, table: nameof(Change), column: \"A\", schema: Schemas.Sales);",
            """
            migrationBuilder.DropIndex(
                name: IndexName,
                schema: Schemas.Sales,
                table: nameof(Change));
            """,
            members: "private const string IndexName = \"IX_A\";\nprivate static class Schemas { public const string Sales = \"sales\"; }"));

    [Fact]
    public Task What_is_local_to_Up_is_written_as_its_value() => Verify.Fixes(
        MigrationSource.Of(
            """
            var table = "Posts";
            foreach (var column in new[] { "A", "B" })
            {
                Add(migrationBuilder, table, column);
            }
            """,
            "{|SAFE3005:throw new System.NotImplementedException();|}",
            members: "private static void Add(MigrationBuilder b, string table, string column) => b.AddColumn<int>(name: \"New\" + column, table: table, nullable: true);"),
        MigrationSource.Of(
            """
            var table = "Posts";
            foreach (var column in new[] { "A", "B" })
            {
                Add(migrationBuilder, table, column);
            }
            """,
            """
            migrationBuilder.DropColumn(
                name: "NewB",
                table: "Posts");

            migrationBuilder.DropColumn(
                name: "NewA",
                table: "Posts");
            """,
            members: "private static void Add(MigrationBuilder b, string table, string column) => b.AddColumn<int>(name: \"New\" + column, table: table, nullable: true);"));

    [Fact]
    public Task A_base_class_that_always_refuses_is_a_policy() => Verify.Reports(
        MigrationSource.Of(Rename, down: null).Replace(": Migration", ": ForwardOnly") + """
        namespace Blog.Migrations
        {
            public abstract class ForwardOnly : Microsoft.EntityFrameworkCore.Migrations.Migration
            {
                // rollback: we only go forward; a bad release is mended by the next one
                protected sealed override void Down(Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder migrationBuilder) =>
                    throw new System.NotSupportedException();
            }
        }
        """);

    [Fact]
    public Task The_same_names_in_other_namespaces_are_not_EF_Cores() => Verify.Silent("""
        public class MigrationBuilder { public void RenameColumn(string name, string table, string newName) { } }
        public abstract class Migration { protected abstract void Up(MigrationBuilder b); protected abstract void Down(MigrationBuilder b); }
        public class Change : Migration
        {
            protected override void Up(MigrationBuilder b) => b.RenameColumn("A", "T", "B");
            protected override void Down(MigrationBuilder b) => throw new System.NotSupportedException();
        }
        """);

    [Fact]
    public Task Without_EF_Core_nothing_is_reported() => Verify.With(References.NoFramework).Silent("public class Migration { }");

    [Fact]
    public Task Broken_code_is_not_called_reversible() => Verify.BrokenCode().Reports(
        MigrationSource.Of("migrationBuilder.RenameColumn(name: \"A\", table: , newName: Nowhere.Name);", "{|SAFE3004:throw new System.NotImplementedException();|}"));
}
