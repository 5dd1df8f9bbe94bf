using System.Threading.Tasks;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.CodeFixes.Migrations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations;

/// <summary>How the builder gets about: other names, helpers of other classes, and what options say of helpers.</summary>
public class MigrationHelpersTests
{
    private static readonly Verify<MigrationAnalyzer, WriteDownFix> Verify = new(References.EntityFrameworkCore10);

    private static string Of(string up, string down, string members = "") => $$"""
        using Microsoft.EntityFrameworkCore.Migrations;
        public class Change : Migration
        {
            {{members}}
            protected override void Up(MigrationBuilder b) { {{up}} }
            protected override void Down(MigrationBuilder b) { {{down}} }
        }
        public static class Outside
        {
            private static readonly System.Action<MigrationBuilder, string> Hidden = (b, name) => { };
            public static void Script(this MigrationBuilder b, string name) => Hidden(b, name);
            public static void Log(this MigrationBuilder b, string text) => Hidden(b, text);
        }
        public sealed class Indexes
        {
            private readonly string table = "T";
            public void Add(MigrationBuilder b, string name) => b.CreateIndex(name, "T", "A");
            public void Drop(MigrationBuilder b, string name) => b.DropIndex(name, "T");
            public void AddToField(MigrationBuilder b, string name) => b.CreateIndex(name, table, "A");
        }
        public class Open
        {
            public virtual void Add(MigrationBuilder b, string name) => b.CreateIndex(name, "T", "A");
        }
        """;

    private const string Missing = "{|SAFE3011:b.CreateIndex|}(\"IX\", \"T\", \"A\"); b.CreateIndex(\"IY\", \"T\", \"B\");";
    private const string Plain = "b.CreateIndex(\"IX\", \"T\", \"A\"); b.CreateIndex(\"IY\", \"T\", \"B\");";
    private const string DropY = "b.DropIndex(\"IY\", \"T\");";

    [Theory]
    [InlineData("b?.CreateIndex(\"IY\", \"T\", \"B\");", "b?.DropIndex(\"IY\", \"T\");")]
    [InlineData("b?.CreateIndex(\"IY\", \"T\", \"B\").Annotation(\"a\", 1);", DropY)]
    [InlineData("MigrationBuilder other; other = b; other.CreateIndex(\"IY\", \"T\", \"B\");", "MigrationBuilder other; other = b; other.DropIndex(\"IY\", \"T\");")]
    [InlineData("new Indexes().Add(b, \"IY\");", "new Indexes().Drop(b, \"IY\");")]
    [InlineData("indexes.Add(b, \"IY\");", DropY, "private readonly Indexes indexes = new();")]
    [InlineData("new Open().Add(b, \"IY\");", DropY)]
    [InlineData("switch (ActiveProvider) { case \"X\" or \"Y\": b.CreateIndex(\"IY\", \"T\", \"B\"); break; }", "if (ActiveProvider is \"X\" or \"Y\") { b.DropIndex(\"IY\", \"T\"); }")]
    public Task The_builder_is_followed(string up, string down, string members = "") => Verify.Reports(
        Of("{|SAFE3011:b.CreateIndex|}(\"IX\", \"T\", \"A\"); " + up, down, members));

    [Theory]
    // A virtual method of an object that may be of a derived type, a field of another object, unknown code, a test with a condition.
    [InlineData("open.Add(b, \"IZ\");", DropY, "private readonly Open open = new();")]
    [InlineData("new Indexes().AddToField(b, \"IZ\");", DropY)]
    [InlineData("System.Action<MigrationBuilder> act = m => m.DropIndex(\"IX\", \"T\"); act(b);", DropY)]
    [InlineData("b.Script(\"up\");", DropY)]
    public Task Where_it_is_not_known_what_runs_nothing_is_concluded(string up, string down, string members = "") => Verify.Silent(
        Of(Plain + " " + up, down, members));

    [Fact]
    public async Task A_symmetric_helper_is_its_own_undo()
    {
        await Verify.Silent(Of(Plain + " b.Script(\"1\");", DropY + " b.Script(\"1\");"));
        foreach (var name in new[] { "Script", "Outside.Script", " Log | Script " })
        {
            var configured = Verify.Options("safechange.migrations.symmetric_helpers = " + name);
            await configured.Reports(Of(Missing + " b.Script(\"1\");", DropY + " b.Script(\"1\");"));
            await configured.Silent(Of(Plain + " b.Script(\"1\");", DropY));
            await configured.Silent(Of(Plain, DropY + " b.Script(\"1\");"));
        }

        await Verify.Options("safechange.migrations.symmetric_helpers = Other.Script").Silent(Of(Plain + " b.Script(\"1\");", DropY + " b.Script(\"1\");"));
    }

    [Fact]
    public async Task A_helper_with_an_effect_hides_nothing_else()
    {
        var configured = Verify.Options("safechange.migrations.helper_effects = Outside.Log:none | Script:create-procedure");
        await configured.Reports(Of(Missing + " b.Log(\"started\");", DropY));
        await configured.Reports(Of(Missing + " b.Log(\"started\");", DropY + " b.Script(\"other\");"));
        // It may be what the call in Down is about.
        await Verify.Options("safechange.migrations.helper_effects = Script:drop-index").Silent(Of(Plain, DropY + " b.Script(\"IX\");"));
        await Verify.Options("safechange.migrations.helper_effects = Script:sql").Silent(Of(Plain, DropY + " b.Script(\"other\");"));
    }

    [Fact]
    public Task The_fix_knows_the_same_helpers() => Verify.Options("safechange.migrations.helper_effects = Log:none").Fixes(
        Of("\n        {|SAFE3011:b.CreateIndex|}(\"IX\", \"T\", \"A\");\n        b.CreateIndex(\"IY\", \"T\", \"B\");\n        b.Log(\"up\");\n    ", "\n        b.DropIndex(\"IY\", \"T\");\n    "),
        Of("\n        b.CreateIndex(\"IX\", \"T\", \"A\");\n        b.CreateIndex(\"IY\", \"T\", \"B\");\n        b.Log(\"up\");\n    ", "\n        b.DropIndex(\"IY\", \"T\");\n\n        b.DropIndex(\n            name: \"IX\",\n            table: \"T\");\n    "));

    [Fact]
    public async Task An_option_that_cannot_be_read_leaves_the_default_and_a_folder_may_have_its_own()
    {
        await Verify.Options("safechange.migrations.helper_effects = Log:nothing").Silent(Of(Plain + " b.Log(\"1\");", DropY));
        var options = new Verify<SAFE0001InvalidOption>(References.NoFramework);
        await options.Options("safechange.migrations.helper_effects = Log:none | Outside.Script:create-procedure").Silent("class C;");
        await options.Options("safechange.migrations.helper_effects = Log:nothing").Reports("class C;", options.Result("SAFE0001",
            $"'safechange.migrations.helper_effects = Log:nothing' has no effect: write {MigrationOptions.HelperEffects.Allowed}"));
        await options.Options("safechange.migrations.symmetric_helpers = two words").Reports("class C;", options.Result("SAFE0001",
            "'safechange.migrations.symmetric_helpers = two words' has no effect: write Method or Type.Method, separated by |"));
        await Verify.EditorConfig("[*.cs]\nsafechange.migrations.helper_effects = Log:none", folder: "Old/").Reports(
        [
            ("Old/Change.cs", Of(Missing + " b.Log(\"1\");", DropY)),
            ("New/Change.cs", Of(Plain + " b.Log(\"1\");", DropY).Replace("public class Change", "public class Newer").Split("public static class Outside")[0]),
        ]);
        await Verify.EditorConfig("[*.cs]\nsafechange.migrations.symmetric_helpers = Script", folder: "Old/").Reports(
        [
            ("Old/Change.cs", Of(Missing + " b.Script(\"1\");", DropY + " b.Script(\"1\");")),
            ("New/Change.cs", Of(Plain + " b.Script(\"1\");", DropY + " b.Script(\"1\");").Replace("public class Change", "public class Newer").Split("public static class Outside")[0]),
        ]);
        await Verify.Options("safechange.migrations.symmetric_helpers = two words").Silent(Of(Plain + " b.Script(\"1\");", DropY + " b.Script(\"1\");"));
    }
}
