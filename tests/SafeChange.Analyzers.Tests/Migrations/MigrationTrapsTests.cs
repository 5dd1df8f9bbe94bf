using System.Threading.Tasks;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations;

/// <summary>
/// The traps that real repositories set for a reader of migrations, each in a migration as it may stand there, and
/// input that makes no sense. A trap is silent where the migration is right, and reports where it is not.
/// </summary>
public class MigrationTrapsTests
{
    private static readonly Verify<MigrationAnalyzer> Verify = new(References.EntityFrameworkCore10);

    private const string CreateAuthors = """
        migrationBuilder.CreateTable(
            name: "Authors",
            columns: table => new
            {
                Id = table.Column<int>(type: "INTEGER", nullable: false).Annotation("Sqlite:Autoincrement", true),
                Name = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Authors", x => x.Id);
            });
        """;

    private const string DropAuthors = "migrationBuilder.DropTable(\n    name: \"Authors\");";

    private static string Class(string members, string heading = "public partial class Change : Migration", string usings = "") => $$"""
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Migrations;
        {{usings}}
        namespace Blog.Migrations
        {
            {{heading}}
            {
                {{members}}
            }
        }
        """;

    [Fact]
    public Task A_baseline_that_does_nothing_both_ways_is_silent() => Verify.Silent(MigrationSource.Of("", ""));

    [Fact]
    public Task Expression_bodies_are_read() => Verify.Reports(
    [
        ("1_Right.cs", Class("""
            protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateIndex("IX_Slug", "Articles", "Slug");
            protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropIndex("IX_Slug", "Articles");
            """, "public class Right : Migration")),
        ("2_Wrong.cs", Class("""
            protected override void Up(MigrationBuilder migrationBuilder) => {|SAFE3011:migrationBuilder.CreateIndex|}("IX_Slug", "Articles", "Slug");
            protected override void Down(MigrationBuilder migrationBuilder) => {|SAFE3012:migrationBuilder.DropIndex|}("IX_Slugs", "Articles");
            """, "public class Wrong : Migration")),
    ]);

    [Fact]
    public Task Down_that_calls_its_base_refuses_as_EF_Core_does() => Verify.Reports(MigrationSource.Of(
        CreateAuthors, "{|SAFE3005:base.Down(migrationBuilder)|};"));

    [Fact]
    public Task Down_in_another_part_of_the_class_is_found() => Verify.Silent(
    [
        ("20260101000000_Change.cs", Class("protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");")),
        ("20260101000000_Change.Down.cs", Class("protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropIndex(\"IX\", \"T\");", "public partial class Change")),
    ]);

    [Fact]
    public Task A_sealed_Up_and_Down_in_a_base_of_the_teams_run_what_the_class_fills_in() => Verify.Reports(Class("""
        protected sealed override void Up(MigrationBuilder b) => Forward(b);
        protected sealed override void Down(MigrationBuilder b) => Backward(b);
        protected abstract void Forward(MigrationBuilder b);
        protected abstract void Backward(MigrationBuilder b);
        """, "public abstract class Reversible : Migration") + """

        public class Change : Blog.Migrations.Reversible
        {
            protected override void Forward(Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder b) { b.CreateIndex("IX", "T", "A"); {|SAFE3011:b.CreateIndex|}("IY", "T", "B"); }
            protected override void Backward(Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder b) => b.DropIndex("IX", "T");
        }
        """);

    [Fact]
    public Task An_abstract_base_that_refuses_for_all_is_not_a_migration_without_Down() => Verify.Silent(Class("""
        protected override void Down(MigrationBuilder b) => throw new System.NotSupportedException("We restore the nightly backup instead of reverting.");
        """, "public abstract class ForwardOnly : Migration") + """

        public class Change : Blog.Migrations.ForwardOnly
        {
            protected override void Up(Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder b) => b.CreateIndex("IX", "T", "A");
        }
        """);

    private static string WithInjectedSchemas(string schemaInDown) => Class($$"""
        private readonly ISchema first;
        private readonly ISchema second;
        public Change(ISchema first, ISchema second) { this.first = first; this.second = second; }
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.RenameTable(name: "Instances", schema: first.Schema, newName: "Workflows", newSchema: first.Schema);
            migrationBuilder.CreateIndex(name: "IX_Workflows_Name", schema: first.Schema, table: "Workflows", column: "Name");
        }
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "IX_Workflows_Name", schema: {{schemaInDown}}.Schema, table: "Workflows");
            migrationBuilder.RenameTable(name: "Workflows", schema: first.Schema, newName: "Instances", newSchema: first.Schema);
        }
        """) + "\npublic interface ISchema { string Schema { get; } }\n";

    [Fact]
    public async Task A_schema_that_the_constructor_takes_is_compared_by_its_symbol()
    {
        await Verify.Silent(WithInjectedSchemas("first"));
        // Two symbols may hold the same schema: no evidence of a fault.
        await Verify.Silent(WithInjectedSchemas("second"));
        // The same symbol, and another object.
        await Verify.Reports(WithInjectedSchemas("first").Replace("migrationBuilder.CreateIndex(name", "{|SAFE3011:migrationBuilder.CreateIndex|}(name")
            .Replace("migrationBuilder.DropIndex(name: \"IX_Workflows_Name\"", "{|SAFE3012:migrationBuilder.DropIndex|}(name: \"IX_Workflow_Name\""));
    }

    [Fact]
    public Task Names_from_constants_nameof_and_interpolation_are_the_names() => Verify.Reports(Class("""
        private const string Table = nameof(Articles);
        private static readonly string Column = "Slug";
        private sealed class Articles { }
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(name: Column, table: Table, nullable: true);
            migrationBuilder.CreateIndex(name: $"IX_{Table}_Author", table: nameof(Articles), column: "AuthorId");
            {|SAFE3011:migrationBuilder.CreateIndex|}(name: "IX_" + Table + "_Title", table: Table, column: "Title");
        }
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(name: "IX_Articles_Author", table: "Articles");
            migrationBuilder.DropColumn(name: "Slug", table: "Articles");
        }
        """));

    [Fact]
    public Task Positions_of_arguments_differ_from_call_to_call() => Verify.Silent(MigrationSource.Of(
        """
        migrationBuilder.RenameIndex("IX_A", "IX_B", "T", "blog");
        migrationBuilder.CreateIndex("IX_C", "T", "C", "blog", true);
        migrationBuilder.RenameTable("Old", "blog", "New", "blog");
        migrationBuilder.RenameColumn("A", "T", "B", "blog");
        """,
        """
        migrationBuilder.RenameColumn("B", "T", "A", "blog");
        migrationBuilder.RenameTable("New", "blog", "Old", "blog");
        migrationBuilder.DropIndex("IX_C", "T", "blog");
        migrationBuilder.RenameIndex("IX_B", "IX_A", "T", "blog");
        """));

    [Fact]
    public Task Annotations_hang_on_the_call_that_they_belong_to() => Verify.Reports(MigrationSource.Of(
        """
        migrationBuilder.AlterDatabase().Annotation("Npgsql:PostgresExtension:citext", ",,").OldAnnotation("Npgsql:PostgresExtension:hstore", ",,");
        migrationBuilder.AddColumn<int>(name: "Id2", table: "T", nullable: false).Annotation("SqlServer:Identity", "1, 1").Annotation("Relational:ColumnOrder", 1);
        {|SAFE3011:migrationBuilder.CreateIndex|}(name: "IX", table: "T", column: "A").Annotation("Npgsql:IndexMethod", "gin");
        """,
        """
        migrationBuilder.DropColumn(name: "Id2", table: "T").Annotation("SqlServer:Identity", "1, 1");
        migrationBuilder.AlterDatabase().Annotation("Npgsql:PostgresExtension:hstore", ",,").OldAnnotation("Npgsql:PostgresExtension:citext", ",,");
        """));

    [Fact]
    public async Task The_builder_may_have_another_name_and_be_captured()
    {
        await Verify.Reports(Class("""
            protected override void Up(MigrationBuilder mb)
            {
                void Index(string column) => {|SAFE3011:mb.CreateIndex|}($"IX_{column}", "Articles", column);
                Index("Slug");
                Index("Title");
            }
            protected override void Down(MigrationBuilder down) => down.DropIndex("IX_Slug", "Articles");
            """));
        // When a lambda runs is not known.
        await Verify.Silent(Class("""
            protected override void Up(MigrationBuilder mb)
            {
                System.Action<string> index = column => mb.CreateIndex($"IX_{column}", "Articles", column);
                index("Slug");
            }
            protected override void Down(MigrationBuilder down) { }
            """));
    }

    [Fact]
    public Task A_loop_over_constants_is_what_it_runs_for() => Verify.Reports(Class("""
        private static readonly string[] Tables = { "Articles", "Authors" };
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            foreach (var table in new[] { "Articles", "Authors", "Tags" })
            {
                {|SAFE3011:migrationBuilder.AddColumn<bool>|}(name: "IsArchived", table: table, nullable: true);
            }
        }
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            foreach (var table in Tables)
            {
                migrationBuilder.DropColumn(name: "IsArchived", table: table);
            }
        }
        """));

    [Fact]
    public Task An_empty_name_is_in_no_SQL() => Verify.Reports(MigrationSource.Of(
        """{|SAFE3021:{|SAFE3011:migrationBuilder.DropTable|}|}(name: "");""",
        """migrationBuilder.Sql("restore");"""));

    [Fact]
    public Task A_loop_that_counts_is_what_it_runs_for() => Verify.Reports(Class("""
        private static readonly string[] Tables = { "Articles", "Authors", "Tags" };
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            for (var i = 0; i < Tables.Length; i++)
            {
                {|SAFE3011:migrationBuilder.AddColumn<bool>|}(name: "IsArchived", table: Tables[i], nullable: true);
            }
        }
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            for (int i = 1; i <= 2; i++)
            {
                migrationBuilder.DropColumn(name: "IsArchived", table: Tables[i]);
            }
        }
        """));

    [Theory]
    [InlineData("for (var i = 0; i < Tables.Length; i += 2)", "")]
    [InlineData("for (var i = 0; i < Tables.Length; i++)", "i++;")]
    [InlineData("for (var i = 0; i < Count(); i++)", "")]
    [InlineData("for (var i = 0; i < int.MaxValue; i++)", "")]
    public Task A_loop_whose_runs_are_not_known_says_nothing(string loop, string statement) => Verify.Silent(Class($$"""
        private static readonly string[] Tables = { "Articles", "Authors", "Tags" };
        private static int Count() => System.Environment.ProcessorCount;
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            {{loop}}
            {
                migrationBuilder.AddColumn<bool>(name: "IsArchived", table: Tables[i], nullable: true);
                {{statement}}
            }
        }
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(name: "IsArchived", table: "Tags");
        }
        """));

    [Fact]
    public Task Tests_of_the_provider_are_told_apart_however_they_are_written() => Verify.Silent(Class("""
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            if (ActiveProvider == "Npgsql.EntityFrameworkCore.PostgreSQL")
            {
                migrationBuilder.CreateIndex("IX_Pg", "T", "A");
            }

            if (migrationBuilder.IsSqlServer())
            {
                migrationBuilder.CreateIndex("IX_Ms", "T", "A");
            }
        }
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            switch (migrationBuilder.ActiveProvider)
            {
                case "Npgsql.EntityFrameworkCore.PostgreSQL":
                    migrationBuilder.DropIndex("IX_Pg", "T");
                    break;
                case "Microsoft.EntityFrameworkCore.SqlServer":
                    migrationBuilder.DropIndex("IX_Ms", "T");
                    break;
            }
        }
        """));

    [Fact]
    public Task What_is_made_and_dropped_within_Up_needs_no_inverse() => Verify.Silent(MigrationSource.Of(
        """
        migrationBuilder.CreateTable(name: "Articles_new", columns: table => new { Id = table.Column<int>(nullable: false) });
        migrationBuilder.AddColumn<string>(name: "Tmp", table: "Authors", nullable: true);
        migrationBuilder.DropColumn(name: "Tmp", table: "Authors");
        migrationBuilder.DropTable(name: "Articles_new");
        migrationBuilder.CreateIndex(name: "IX", table: "Authors", column: "Name");
        """,
        "migrationBuilder.DropIndex(name: \"IX\", table: \"Authors\");"));

    [Fact]
    public Task What_is_made_on_a_new_table_goes_along_with_it() => Verify.Silent(MigrationSource.Of(
        CreateAuthors + """

        migrationBuilder.AddColumn<string>(name: "Bio", table: "Authors", nullable: true);
        migrationBuilder.CreateIndex(name: "IX_Authors_Name", table: "Authors", column: "Name", unique: true);
        migrationBuilder.InsertData(table: "Authors", columns: new[] { "Id", "Name" }, values: new object[] { 1, "Ada" });
        migrationBuilder.RenameColumn(name: "Bio", table: "Authors", newName: "About");
        """,
        DropAuthors));

    [Fact]
    public async Task A_chain_of_renames_is_followed_to_its_end()
    {
        // A → B → A leaves nothing to undo.
        await Verify.Silent(MigrationSource.Of(
            "migrationBuilder.RenameTable(name: \"A\", newName: \"B\");\nmigrationBuilder.RenameTable(name: \"B\", newName: \"A\");\nmigrationBuilder.CreateIndex(\"IX\", \"A\", \"X\");",
            "migrationBuilder.DropIndex(\"IX\", \"A\");"));
        await Verify.Reports(MigrationSource.Of(
            "migrationBuilder.RenameTable(name: \"A\", newName: \"B\");\n{|SAFE3011:migrationBuilder.RenameTable|}(name: \"B\", newName: \"C\");",
            "migrationBuilder.RenameTable(name: \"C\", newName: \"B\");"));
    }

    [Fact]
    public Task The_same_call_of_an_unknown_helper_in_both_is_nothing_to_judge() => Verify.Silent(MigrationSource.Of(
        "System.GC.KeepAlive(migrationBuilder);\nmigrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");", "System.GC.KeepAlive(migrationBuilder);"));

    [Fact]
    public Task An_operation_of_the_teams_own_is_not_known() => Verify.Silent(Class("""
        private sealed class Refresh : Microsoft.EntityFrameworkCore.Migrations.Operations.MigrationOperation { }
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Operations.Add(new Refresh());
            migrationBuilder.CreateIndex("IX", "T", "A");
        }
        protected override void Down(MigrationBuilder migrationBuilder) { }
        """));

    [Fact]
    public Task Types_of_a_test_that_are_called_alike_are_no_migrations() => Verify.Silent("""
        namespace Tests
        {
            public class MigrationBuilder { public void DropTable(string name) { } }
            public abstract class Migration { protected abstract void Up(MigrationBuilder b); protected virtual void Down(MigrationBuilder b) { } }
            public class Change : Migration { protected override void Up(MigrationBuilder b) => b.DropTable("Users"); }
        }
        """);

    [Fact]
    public void Other_languages_are_left_alone() => Assert.Equal(
        ["C#"],
        ((Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzerAttribute)System.Attribute.GetCustomAttribute(
            typeof(MigrationAnalyzer), typeof(Microsoft.CodeAnalysis.Diagnostics.DiagnosticAnalyzerAttribute))!).Languages);

    [Fact]
    public Task Two_contexts_may_have_tables_of_the_same_name() => Verify.Reports(
    [
        ("Contexts.cs", "public class Blog : Microsoft.EntityFrameworkCore.DbContext { }\npublic class Shop : Microsoft.EntityFrameworkCore.DbContext { }"),
        ("Blog/20260101000000_AddIndex.cs", OfContext("BlogMigrations", "Blog", "migrationBuilder.CreateIndex(\"IX\", \"Users\", \"Name\");", "migrationBuilder.DropIndex(\"IX\", \"Users\");")),
        ("Shop/20260101000000_AddIndex.cs", OfContext("ShopMigrations", "Shop", "{|SAFE3011:migrationBuilder.CreateIndex|}(\"IX\", \"Users\", \"Name\");\nmigrationBuilder.CreateIndex(\"IY\", \"Users\", \"Mail\");", "migrationBuilder.DropIndex(\"IY\", \"Users\");")),
    ]);

    private static string OfContext(string folder, string context, string up, string down) =>
        MigrationSource.Of(up, down, className: "AddIndex", usings: "using Microsoft.EntityFrameworkCore.Infrastructure;\n", comment: $"[DbContext(typeof({context}))]\n[Migration(\"20260101000000_AddIndex\")]")
            .Replace("namespace Blog.Migrations", "namespace " + folder).Replace("typeof(Blog)", "typeof(global::Blog)");

    [Fact]
    public Task The_attribute_on_the_main_part_gives_the_ID() => Verify.Options("safechange.migrations.start_after = 20260101").Silent(
        [("AddIndex.cs", MigrationSource.Of("migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");", "", comment: "[Migration(\"20260101000000_AddIndex\")]"))]);

    [Fact]
    public Task One_class_name_in_three_trees_for_three_providers_is_three_migrations() => Verify.Reports(
    [
        ("Sqlite/20260101000000_Change.cs", MigrationSource.Of("migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");", "migrationBuilder.DropIndex(\"IX\", \"T\");").Replace("Blog.Migrations", "Blog.Sqlite")),
        ("Npgsql/20260101000000_Change.cs", MigrationSource.Of("migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");", "", downName: "{|SAFE3002:Down|}").Replace("Blog.Migrations", "Blog.Npgsql")),
        ("SqlServer/20260101000000_Change.cs", MigrationSource.Of("migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");", "migrationBuilder.DropIndex(\"IX\", \"T\");").Replace("Blog.Migrations", "Blog.SqlServer")),
    ]);

    [Fact]
    public Task Two_migrations_with_one_ID_are_judged_each_by_itself() => Verify.Reports(
    [
        ("20260101000000_One.cs", MigrationSource.Of("migrationBuilder.AddColumn<int>(\"A\", \"T\");", "migrationBuilder.DropColumn(\"A\", \"T\");", className: "One", comment: "[Migration(\"20260101000000_Same\")]")),
        ("20260101000000_Two.cs", MigrationSource.Of("migrationBuilder.AddColumn<int>(\"A\", \"T\");", "", className: "Two", downName: "{|SAFE3002:Down|}", comment: "[Migration(\"20260101000000_Same\")]")),
    ]);

    [Fact]
    public Task A_migration_without_designer_attribute_or_number_is_read() => Verify.Reports(
        [("Change.cs", MigrationSource.Of("migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");", "", downName: "{|SAFE3002:Down|}"))]);

    [Theory]
    // Two names change places by way of a third, in EF Core's order and back.
    [InlineData("b.RenameColumn(\"A\", \"T\", \"Tmp\"); b.RenameColumn(\"B\", \"T\", \"A\"); b.RenameColumn(\"Tmp\", \"T\", \"B\");", "b.RenameColumn(\"B\", \"T\", \"Tmp\"); b.RenameColumn(\"A\", \"T\", \"B\"); b.RenameColumn(\"Tmp\", \"T\", \"A\");")]
    [InlineData("b.RenameTable(\"A\", newName: \"Tmp\"); b.RenameTable(\"B\", newName: \"A\"); b.RenameTable(\"Tmp\", newName: \"B\");", "b.RenameTable(\"B\", newName: \"Tmp\"); b.RenameTable(\"A\", newName: \"B\"); b.RenameTable(\"Tmp\", newName: \"A\");")]
    // A chain, taken back link by link or at once, with a column that comes along.
    [InlineData("b.RenameTable(\"A\", newName: \"B\"); b.RenameTable(\"B\", newName: \"C\"); b.AddColumn<int>(\"X\", \"C\");", "b.DropColumn(\"X\", \"C\"); b.RenameTable(\"C\", newName: \"B\"); b.RenameTable(\"B\", newName: \"A\");")]
    [InlineData("b.RenameTable(\"A\", newName: \"B\"); b.RenameTable(\"B\", newName: \"C\"); b.AddColumn<int>(\"X\", \"C\");", "b.RenameTable(\"C\", newName: \"A\"); b.DropColumn(\"X\", \"A\");")]
    // To itself, and in case only.
    [InlineData("b.RenameTable(\"A\", newName: \"A\"); b.RenameColumn(\"x\", \"A\", \"X\");", "b.RenameColumn(\"X\", \"A\", \"x\"); b.RenameTable(\"A\", newName: \"A\");")]
    public Task Renames_in_circles_and_chains_are_followed(string up, string down) => Verify.Silent(Class(
        $"protected override void Up(MigrationBuilder b) {{ {up} }}\nprotected override void Down(MigrationBuilder b) {{ {down} }}"));
}
