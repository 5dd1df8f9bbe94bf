using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Migrations;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations;

public class SAFE3044MigrationNeverRunsTests
{
    private const string File = "20260201000000_Change.cs";
    private const string Up = "migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");";
    private const string Down = "migrationBuilder.DropIndex(\"IX\", \"T\");";

    private static readonly Verify<MigrationAnalyzer, AddMigrationAttributesFix> Verify = new(References.EntityFrameworkCore10);

    private static readonly string Lost = MigrationSource.Of(Up, Down, className: "{|SAFE3044:Change|}");

    [Fact]
    public Task A_migration_whose_Designer_file_is_lost_is_reported() => Verify.Reports(
        [("20260101000000_First.cs", First()), (File, MigrationSource.Of(Up, Down, className: "{|#0:Change|}"))],
        Verify.Result("SAFE3044", 0, "EF Core never runs 'Change': no part of the class has [DbContext] and [Migration], as the other migrations have. Restore the Designer file, or add the attributes."));

    [Fact]
    public Task The_attributes_are_added_from_the_file_and_the_siblings() => Verify.Fixes(
        [
            ("20260101000000_First.cs", First()),
            (File, MigrationSource.Of(Up, Down, className: "{|SAFE3044:Change|}", comment: "// what the editors asked for")),
        ],
        [
            (File, MigrationSource.Of(
                Up,
                Down,
                comment: "// what the editors asked for\n[DbContext(typeof(BlogContext))]\n[Migration(\"20260201000000_Change\")]").Replace(
                    "using Microsoft.EntityFrameworkCore.Migrations;\n",
                    "using Microsoft.EntityFrameworkCore.Migrations;\nusing Microsoft.EntityFrameworkCore.Infrastructure;\n")),
        ]);

    [Fact]
    public Task Only_the_missing_attribute_is_added() => Verify.Fixes(
        [
            ("20260101000000_First.cs", First()),
            (File, MigrationSource.Of(Up, Down, className: "{|SAFE3044:Change|}", comment: "[Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(BlogContext))]")),
        ],
        [
            (File, MigrationSource.Of(Up, Down, comment: "[Migration(\"20260201000000_Change\")]\n[Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(BlogContext))]")),
        ]);

    [Fact]
    public Task A_migration_without_its_context_is_reported() => Verify.Reports(
        [
            ("20260101000000_First.cs", First()),
            (File, MigrationSource.Of(Up, Down, className: "{|#0:Change|}", comment: "[Migration(\"20260201000000_Change\")]")),
        ],
        Verify.Result("SAFE3044", 0, "EF Core never runs 'Change': no part of the class has [DbContext], as the other migrations have. Restore the Designer file, or add the attributes."));

    [Theory]
    [InlineData("Change.cs")]
    [InlineData("20260201000000_Changes.cs")]
    [InlineData("2026_Change.cs")]
    public Task Without_an_ID_in_the_files_name_no_fix_is_offered(string file) =>
        Verify.NoFix([("20260101000000_First.cs", First()), (file, Lost)]);

    [Fact]
    public Task Of_two_contexts_which_one_is_meant_is_not_known() => Verify.NoFix(
        [("20260101000000_First.cs", First()), ("20260102000000_Second.cs", First("Second", "ShopContext")), (File, Lost)]);

    [Theory]
    [InlineData("public static class Tests { static object Make() => new Blog.Migrations.Change(); }")]
    [InlineData("public class Derived : Blog.Migrations.Change { }")]
    [InlineData("public abstract class Own : Microsoft.EntityFrameworkCore.Migrations.IMigrationsAssembly { }")]
    [InlineData("namespace Blog.Migrations { [Team] public partial class Change { } public class TeamAttribute : System.Attribute { } }")]
    [InlineData("namespace Blog.Migrations { public partial class Change { public Change(string schema) { } } }")]
    [InlineData("namespace Blog.Migrations { [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof(BlogContext)), Microsoft.EntityFrameworkCore.Migrations.Migration(\"20260201000000_Change\")] partial class Change { } }")]
    public Task A_class_that_may_be_found_otherwise_is_silent(string more) =>
        Verify.BrokenCode().Silent([("20260101000000_First.cs", First()), (File, MigrationSource.Of(Up, Down)), ("More.cs", more)]);

    [Theory]
    [InlineData("namespace Blog.Migrations\n{\n#if POSTGRES\n    [Migration(\"20260201000000_Change\")]\n    [DbContext(typeof(BlogContext))]\n#endif\n    public partial class Change { }\n}")]
    [InlineData("#if POSTGRES\nnamespace Blog.Migrations { [Migration(\"20260201000000_Change\")] public partial class Change { } }\n#endif")]
    public Task Attributes_under_another_symbol_are_attributes(string designer) =>
        Verify.Silent([("20260101000000_First.cs", First()), (File, MigrationSource.Of(Up, Down)), ("20260201000000_Change.Designer.cs", designer)]);

    [Fact]
    public Task Inherited_attributes_are_found() => Verify.Silent(
    [
        ("20260101000000_First.cs", First()),
        ("Base.cs", "using Microsoft.EntityFrameworkCore.Infrastructure;\nusing Microsoft.EntityFrameworkCore.Migrations;\nnamespace Blog.Migrations { [DbContext(typeof(BlogContext))] public abstract class Base : Migration { } }"),
        (File, MigrationSource.Of(Up, Down, comment: "[Migration(\"20260201000000_Change\")]").Replace("Change : Migration", "Change : Base")),
    ]);

    [Fact]
    public Task Where_no_migration_has_the_attributes_nothing_is_known() => Verify.Silent(
        [("20260101000000_First.cs", MigrationSource.Of(Up, Down, className: "First")), (File, MigrationSource.Of(Up, Down))]);

    [Fact]
    public Task Abstract_generic_nested_and_empty_migrations_are_silent() => Verify.Silent(
    [
        ("20260101000000_First.cs", First()),
        ("Abstract.cs", MigrationSource.Of(Up, Down, className: "Abstract").Replace("public partial", "public abstract partial")),
        ("Generic.cs", MigrationSource.Of(Up, Down, className: "Generic<T>")),
        ("Nested.cs", MigrationSource.Of(Up, Down, className: "Nested").Replace("    public partial", "    class Tests { public partial").TrimEnd() + " }"),
        ("Empty.cs", MigrationSource.Of("", "", className: "Empty")),
    ]);

    [Fact]
    public Task The_same_names_in_other_namespaces_are_not_EF_Cores() => Verify.Silent(
    [
        ("20260101000000_First.cs", First()),
        (File, "namespace Other { public abstract class Migration { protected abstract void Up(object b); } public class Change : Migration { protected override void Up(object b) { } } }"),
    ]);

    [Fact]
    public Task Broken_code_is_survived() =>
        Verify.BrokenCode().Silent([("20260101000000_First.cs", First()), (File, "namespace Blog.Migrations { public class Change : Migration { protected override void Up(")]);

    [Fact]
    public Task Without_EF_Core_nothing_is_reported() => Verify.With(References.NoFramework).Silent("public class Migration { }");

    [Fact]
    public Task An_old_migration_is_left_alone() => Verify.Options("safechange.migrations.start_after = 20260201").Silent(
        [("20260101000000_First.cs", First()), (File, MigrationSource.Of(Up, Down))]);

    private static string First(string name = "First", string context = "BlogContext") => $$"""
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Infrastructure;
        using Microsoft.EntityFrameworkCore.Migrations;

        namespace Blog.Migrations
        {
            public class {{context}} : DbContext { }

            [DbContext(typeof({{context}}))]
            [Migration("20260101000000_{{name}}")]
            public class {{name}} : Migration
            {
                protected override void Up(MigrationBuilder b) { }

                protected override void Down(MigrationBuilder b) { }
            }
        }
        """;
}
