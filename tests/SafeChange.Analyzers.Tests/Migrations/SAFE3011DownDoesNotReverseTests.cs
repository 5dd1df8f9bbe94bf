using System.Linq;
using System.Threading.Tasks;
using SafeChange.Analyzers.CodeFixes.Migrations;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations;

public class SAFE3011DownDoesNotReverseTests
{
    private static readonly Verify<MigrationAnalyzer, WriteDownFix> Verify = new(References.EntityFrameworkCore10);

    // Each pair is complete; what stands between the markers in Up is what Down forgets once its counterpart is gone.
    [Theory]
    [InlineData("AddColumn<int>(name: \"A\", table: \"T\")", "DropColumn(name: \"A\", table: \"T\")")]
    [InlineData("CreateTable(name: \"N\", columns: t => new { Id = t.Column<int>() })", "DropTable(name: \"N\")")]
    [InlineData("RenameTable(name: \"A\", newName: \"B\")", "RenameTable(name: \"B\", newName: \"A\")")]
    [InlineData("RenameTable(name: \"A\", schema: \"x\", newSchema: \"y\")", "RenameTable(name: \"A\", schema: \"y\", newSchema: \"x\")")]
    [InlineData("RenameTable(name: \"A\", newName: \"A\", newSchema: \"y\")", "RenameTable(name: \"A\", schema: \"y\", newName: \"A\")")]
    [InlineData("AlterTable(name: \"A\", comment: \"new\", oldComment: \"old\")", "AlterTable(name: \"A\", comment: \"old\", oldComment: \"new\")")]
    [InlineData("RenameColumn(name: \"A\", table: \"T\", newName: \"B\")", "RenameColumn(name: \"B\", table: \"T\", newName: \"A\")")]
    [InlineData("AlterColumn<long>(name: \"A\", table: \"T\", oldClrType: typeof(int))", "AlterColumn<int>(name: \"A\", table: \"T\", oldClrType: typeof(long))")]
    [InlineData("AlterColumn<string>(name: \"A\", table: \"T\", maxLength: 5)", "AlterColumn<string>(name: \"A\", table: \"T\", maxLength: 9)")]
    [InlineData("CreateIndex(name: \"IX\", table: \"T\", column: \"A\")", "DropIndex(name: \"IX\", table: \"T\")")]
    [InlineData("CreateIndex(\"IX\", \"T\", new[] { \"A\", \"B\" }, \"s\", true)", "DropIndex(\"IX\", \"T\", \"s\")")]
    [InlineData("DropIndex(name: \"IX\", table: \"T\")", "CreateIndex(name: \"IX\", table: \"T\", column: \"A\")")]
    [InlineData("DropIndex(name: \"IX\")", "CreateIndex(name: \"IX\", table: \"T\", column: \"A\")")]
    [InlineData("RenameIndex(\"A\", \"B\", \"T\")", "RenameIndex(\"B\", \"A\", \"T\")")]
    [InlineData("AddPrimaryKey(name: \"PK\", table: \"T\", column: \"A\")", "DropPrimaryKey(name: \"PK\", table: \"T\")")]
    [InlineData("DropPrimaryKey(name: \"PK\", table: \"T\")", "AddPrimaryKey(name: \"PK\", table: \"T\", column: \"A\")")]
    [InlineData("AddForeignKey(name: \"FK\", table: \"T\", column: \"A\", principalTable: \"P\")", "DropForeignKey(name: \"FK\", table: \"T\")")]
    [InlineData("DropForeignKey(name: \"FK\", table: \"T\")", "AddForeignKey(name: \"FK\", table: \"T\", column: \"A\", principalTable: \"P\")")]
    [InlineData("AddUniqueConstraint(name: \"AK\", table: \"T\", column: \"A\")", "DropUniqueConstraint(name: \"AK\", table: \"T\")")]
    [InlineData("DropUniqueConstraint(name: \"AK\", table: \"T\")", "AddUniqueConstraint(name: \"AK\", table: \"T\", column: \"A\")")]
    [InlineData("AddCheckConstraint(name: \"CK\", table: \"T\", sql: \"A > 0\")", "DropCheckConstraint(name: \"CK\", table: \"T\")")]
    [InlineData("DropCheckConstraint(name: \"CK\", table: \"T\")", "AddCheckConstraint(name: \"CK\", table: \"T\", sql: \"A > 0\")")]
    [InlineData("CreateSequence<int>(name: \"S\")", "DropSequence(name: \"S\")")]
    [InlineData("RenameSequence(name: \"A\", newName: \"B\")", "RenameSequence(name: \"B\", newName: \"A\")")]
    [InlineData("RenameSequence(name: \"A\", schema: \"x\", newName: \"A\", newSchema: \"y\")", "RenameSequence(name: \"A\", schema: \"y\", newName: \"A\", newSchema: \"x\")")]
    [InlineData("AlterSequence(name: \"S\", incrementBy: 2, oldIncrementBy: 1)", "AlterSequence(name: \"S\", incrementBy: 1, oldIncrementBy: 2)")]
    [InlineData("DropSchema(name: \"x\")", "EnsureSchema(name: \"x\")")]
    [InlineData("InsertData(table: \"T\", columns: new[] { \"Id\", \"A\" }, values: new object[,] { { 1, \"x\" }, { 2, \"y\" } })", "DeleteData(table: \"T\", keyColumn: \"Id\", keyValues: new object[] { 1, 2 })")]
    [InlineData("UpdateData(table: \"T\", keyColumn: \"Id\", keyValue: 1, column: \"A\", value: \"new\")", "UpdateData(table: \"T\", keyColumn: \"Id\", keyValue: 1, column: \"A\", value: \"old\")")]
    public async Task Every_operation_needs_its_counterpart(string up, string down)
    {
        const string Other = "CreateIndex(name: \"IX_Other\", table: \"Other\", column: \"X\");";
        const string OtherDown = "migrationBuilder.DropIndex(name: \"IX_Other\", table: \"Other\");";
        await Verify.Silent(MigrationSource.Of($"migrationBuilder.{up};\nmigrationBuilder.{Other}", $"{OtherDown}\nmigrationBuilder.{down};"));

        var call = up[..up.IndexOf('(')];
        await Verify.Reports(MigrationSource.Of(
            $"{{|SAFE3011:migrationBuilder.{call}|}}{up[call.Length..]};\nmigrationBuilder.{Other}", OtherDown));
    }

    // What it has come to is lost either way.
    [Fact]
    public Task A_dropped_sequence_needs_its_counterpart() => Verify.Reports(MigrationSource.Of(
        "{|SAFE3021:{|SAFE3011:migrationBuilder.DropSequence|}|}(name: \"S\");\nmigrationBuilder.CreateIndex(name: \"IX\", table: \"T\", column: \"A\");",
        "migrationBuilder.DropIndex(name: \"IX\", table: \"T\");"));

    [Fact]
    public Task The_message_says_what_happens_and_what_to_add() => Verify.Reports(
        MigrationSource.Of(
            "{|#0:migrationBuilder.AddColumn<int>|}(name: \"A\", table: \"T\");\nmigrationBuilder.CreateIndex(\"IX\", \"T\", \"B\");",
            "migrationBuilder.DropIndex(\"IX\", \"T\");"),
        Verify.Result("SAFE3011", 0, "Down does not undo AddColumn 'T.A': a revert leaves it behind and the next update fails on it. Add DropColumn to Down."));

    [Fact]
    public Task Down_is_an_additional_location() => Verify.Reports(
        MigrationSource.Of(
            "{|#0:migrationBuilder.AddColumn<int>|}(name: \"A\", table: \"T\");\nmigrationBuilder.CreateIndex(\"IX\", \"T\", \"B\");",
            "migrationBuilder.DropIndex(\"IX\", \"T\");",
            downName: "{|#1:Down|}"),
        Verify.Result("SAFE3011").WithLocation(0).WithLocation(1).WithArguments("AddColumn", "T.A", "a revert leaves it behind and the next update fails on it", "DropColumn"));

    [Theory]
    // Renames: chains, cycles, a column of a renamed table, what is named by its former name.
    [InlineData("b.RenameColumn(\"A\", \"T\", \"B\"); b.RenameColumn(\"B\", \"T\", \"C\");", "b.RenameColumn(\"C\", \"T\", \"A\");")]
    [InlineData("b.RenameColumn(\"A\", \"T\", \"X\"); b.RenameColumn(\"B\", \"T\", \"A\"); b.RenameColumn(\"X\", \"T\", \"B\");", "b.RenameColumn(\"A\", \"T\", \"X\"); b.RenameColumn(\"B\", \"T\", \"A\"); b.RenameColumn(\"X\", \"T\", \"B\");")]
    [InlineData("b.RenameTable(\"A\", newName: \"B\"); b.AddColumn<int>(\"C\", \"B\");", "b.RenameTable(\"B\", newName: \"A\"); b.DropColumn(\"C\", \"A\");")]
    [InlineData("b.RenameTable(\"A\", newName: \"B\"); b.AddColumn<int>(\"C\", \"B\");", "b.DropColumn(\"C\", \"B\"); b.RenameTable(\"B\", newName: \"A\");")]
    [InlineData("b.AddColumn<int>(\"X\", \"T\"); b.RenameColumn(\"X\", \"T\", \"Y\");", "b.DropColumn(\"Y\", \"T\");")]
    [InlineData("b.AddColumn<int>(\"New\", \"T\"); b.DropColumn(\"Old\", \"T\"); // rollback: the values are in the backup table", "b.RenameColumn(\"New\", \"T\", \"Old\");")]
    // What goes along.
    [InlineData("b.CreateTable(\"N\", t => new { Id = t.Column<int>() }); b.CreateIndex(\"IX\", \"N\", \"Id\"); b.AddColumn<int>(\"A\", \"N\"); b.InsertData(\"N\", \"Id\", 1);", "b.DropTable(\"N\");")]
    [InlineData("b.AddColumn<int>(\"A\", \"T\"); b.CreateIndex(\"IX\", \"T\", \"A\"); b.AddForeignKey(\"FK\", \"T\", \"A\", \"P\");", "b.DropColumn(\"A\", \"T\");")]
    [InlineData("b.DropColumn(\"A\", \"T\"); // rollback: the values are in the backup table t_a", "b.AddColumn<int>(\"A\", \"T\"); b.CreateIndex(\"IX\", \"T\", \"A\"); b.AddForeignKey(\"FK\", \"T\", \"A\", \"P\");")]
    [InlineData("b.DropTable(\"P\"); // rollback: the rows are in the backup table p_2026", "b.CreateTable(\"P\", t => new { Id = t.Column<int>() }); b.CreateIndex(\"IX\", \"P\", \"Id\"); b.AddForeignKey(\"FK\", \"T\", \"A\", \"P\");")]
    // Nothing is left of it.
    [InlineData("b.AddColumn<int>(\"Tmp\", \"T\"); b.CreateIndex(\"IX\", \"T\", \"Tmp\"); b.DropColumn(\"Tmp\", \"T\"); b.CreateIndex(\"IX2\", \"T\", \"A\");", "b.DropIndex(\"IX2\", \"T\");")]
    [InlineData("b.EnsureSchema(\"x\"); b.CreateIndex(\"IX2\", \"T\", \"A\");", "b.DropIndex(\"IX2\", \"T\");")]
    // EF Core fills NULLs before it makes a column required.
    [InlineData("b.UpdateData(\"T\", \"A\", null, \"A\", \"\"); b.AlterColumn<string>(\"A\", \"T\", nullable: false, oldClrType: typeof(string), oldNullable: true);", "b.AlterColumn<string>(\"A\", \"T\", nullable: true, oldClrType: typeof(string));")]
    // Values of a column that comes and goes with the migration.
    [InlineData("b.AddColumn<int>(\"A\", \"T\"); b.UpdateData(\"T\", \"Id\", 1, \"A\", 7);", "b.DropColumn(\"A\", \"T\");")]
    // Case and default schema are no evidence.
    [InlineData("b.CreateIndex(\"ix_a\", \"t\", \"A\", \"dbo\");", "b.DropIndex(\"IX_A\", \"T\");")]
    // Dropped and made anew within Up: whether that is a change is not known here.
    [InlineData("b.DropIndex(\"IX\", \"T\"); b.CreateIndex(\"IX\", \"T\", \"A\"); b.CreateIndex(\"IX2\", \"T\", \"B\");", "b.DropIndex(\"IX2\", \"T\");")]
    // An alteration that changes nothing.
    [InlineData("b.AlterColumn<int>(\"A\", \"T\", type: \"int\", oldClrType: typeof(int), oldType: \"int\"); b.CreateIndex(\"IX2\", \"T\", \"B\");", "b.DropIndex(\"IX2\", \"T\");")]
    // Raw SQL that names the object.
    [InlineData("b.CreateIndex(\"IX\", \"T\", \"A\");", "b.Sql(\"DROP INDEX IX\");")]
    [InlineData("b.CreateIndex(\"IX\", \"T\", \"A\");", "b.Sql(System.IO.File.ReadAllText(\"down.sql\"));")]
    [InlineData("b.AddColumn<int>(\"A\", \"T\");", "b.Sql(\"CREATE TABLE t2 AS SELECT Id FROM T\"); b.Sql(\"DROP TABLE T\"); b.Sql(\"ALTER TABLE t2 RENAME TO T\");")]
    // What cannot be read.
    [InlineData("b.AddColumn<int>(\"A\", \"T\");", "Other.Undo(b);")]
    [InlineData("b.AddColumn<int>(\"A\", \"T\");", "foreach (var name in Other.Names) b.DropColumn(name, \"T\");")]
    [InlineData("b.AddColumn<int>(Other.Names[0], \"T\"); b.CreateIndex(\"IX\", \"T\", \"B\");", "b.DropColumn(\"X\", \"T\");")]
    [InlineData("b.AddColumn<int>(\"A\", \"T\"); Other.Undo(b);", "b.DropIndex(\"IX\", \"T\");")]
    [InlineData("b.AddColumn<int>(\"A\", \"T\");", "System.Action undo = () => b.DropColumn(\"A\", \"T\"); undo();")]
    [InlineData("b.AddColumn<int>(\"A\", \"T\");", "if (Other.Names.Length > 0) { b.DropColumn(\"A\", \"T\"); }")]
    [InlineData("if (Other.Names.Length > 0) { b.AddColumn<int>(\"A\", \"T\"); }", "b.Sql(\"SELECT 1\");")]
    [InlineData("b.AddColumn<int>(\"A\", \"T\");", "dynamic d = b; d.DropColumn(\"A\", \"T\");")]
    [InlineData("b.AddColumn<int>(\"A\", \"T\");", "object o = b; ((MigrationBuilder)o).DropColumn(\"A\", \"T\");")]
    [InlineData("b.AddColumn<int>(\"A\", \"T\");", "void Drop(string c) => b.DropColumn(c, \"T\"); System.Array.ForEach(new[] { \"A\" }, Drop);")]
    [InlineData("b.AddColumn<int>(\"A\", \"T\");", "goto undo; undo: b.DropColumn(\"A\", \"T\");")]
    [InlineData("b.AddColumn<int>(\"A\", \"T\");", "System.Func<string, string, string, object> drop = b.DropColumn; drop(\"A\", \"T\", null);")]
    // Loops that skip items, throws in an expression.
    [InlineData("foreach (var t in new[] { \"A\", \"B\" }) { if (t == \"A\") continue; b.AddColumn<int>(\"C\", t); }", "b.DropColumn(\"C\", \"B\");")]
    [InlineData("b.AddColumn<int>(\"C\", \"B\");", "foreach (var t in new[] { \"A\", \"B\" }) { if (t == \"A\") continue; b.DropColumn(\"C\", t); }")]
    [InlineData("foreach (var t in new[] { \"A\", \"B\" }) { b.AddColumn<int>(\"C\", t); if (t == \"A\") break; }", "b.DropColumn(\"C\", \"A\");")]
    [InlineData("var type = ActiveProvider switch { \"X\" => \"TEXT\", _ => throw new System.NotSupportedException() }; b.AddColumn<int>(\"A\", \"T\", type);", "var type = ActiveProvider switch { \"X\" => \"TEXT\", _ => throw new System.NotSupportedException() }; b.DropColumn(\"A\", \"T\");")]
    [InlineData("var p = ActiveProvider ?? throw new System.NotSupportedException(); b.AddColumn<int>(\"A\", \"T\");", "var p = ActiveProvider ?? throw new System.NotSupportedException(); b.DropColumn(\"A\", \"T\");")]
    // A name that a symbol holds may be the one that is written out.
    [InlineData("b.CreateTable(schema.Name, t => new { Id = t.Column<int>() });", "b.DropTable(\"Users\");")]
    [InlineData("b.AddColumn<int>(\"A\", \"Users\");", "var _ = schema.Name; b.DropColumn(\"A\", schema.Name);")]
    // Bound on the way: constants, locals, loops, local functions, helpers.
    [InlineData("foreach (var c in new[] { \"A\", \"B\" }) b.AddColumn<int>(c, \"T\");", "b.DropColumn(\"A\", \"T\"); b.DropColumn(\"B\", \"T\");")]
    [InlineData("var table = \"T\"; b.AddColumn<int>(nameof(Other) + \"A\", table);", "void Undo(string c) { b.DropColumn($\"Other{c}\", \"T\"); } Undo(\"A\");")]
    [InlineData("b.AddColumn<int>(Other.Column, \"T\");", "b.DropColumn(\"C\", \"T\");")]
    [InlineData("b.AddColumn<int>(Other.ReadOnly, \"T\");", "b.DropColumn(\"R\", \"T\");")]
    [InlineData("b.AddColumn<int>(name: \"A\", schema: schema.Name, table: \"T\");", "b.DropColumn(name: \"A\", schema: schema.Name, table: \"T\");")]
    [InlineData("var m = b; m.AddColumn<int>(\"A\", \"T\");", "var m = b; m.DropColumn(\"A\", \"T\");")]
    [InlineData("b.RenameTable(\"A\", newName: \"A\", newSchema: \"old\"); b.CreateTable(\"A\", t => new { Id = t.Column<int>() });", "b.DropTable(\"A\"); b.RenameTable(\"A\", schema: \"old\", newName: \"A\");")]
    [InlineData("b.InsertData(\"S\", \"Id\", 5m); b.InsertData(\"S\", \"Id\", \"ab\");", "b.DeleteData(\"S\", \"Id\", 5); b.DeleteData(\"S\", \"Id\", \"AB\");")]
    [InlineData("b.UpdateData(\"S\", \"Id\", 5, \"Id\", 6);", "b.UpdateData(\"S\", \"Id\", 6, \"Id\", 5);")]
    [InlineData("b.AddColumn<int>(\"A\", \"T\");", "try { b.DropColumn(\"A\", \"T\"); throw new System.Exception(); } catch (System.Exception) { }")]
    // Providers.
    [InlineData("if (ActiveProvider == \"X\") { b.AddColumn<int>(\"A\", \"T\"); } else { b.AddColumn<long>(\"A\", \"T\"); }", "b.DropColumn(\"A\", \"T\");")]
    [InlineData("if (b.IsNpgsql()) { b.CreateIndex(\"IX\", \"T\", \"A\"); }", "if (!b.IsNpgsql()) return; b.DropIndex(\"IX\", \"T\");")]
    [InlineData("switch (b.ActiveProvider) { case \"X\": b.CreateIndex(\"IX\", \"T\", \"A\"); break; default: b.CreateIndex(\"IY\", \"T\", \"A\"); break; }", "if (b.ActiveProvider is \"X\") b.DropIndex(\"IX\", \"T\"); else b.DropIndex(\"IY\", \"T\");")]
    [InlineData("b.AddColumn<int>(\"A\", \"T\");", "if (b.ActiveProvider.Contains(\"Sqlite\")) { throw new System.NotSupportedException(); } b.DropColumn(\"A\", \"T\");")]
    // Notes.
    [InlineData("// rollback: none, the column stays for the importer\nb.AddColumn<int>(\"A\", \"T\");", "b.Sql(\"SELECT 1\");")]
    [InlineData("b.AddColumn<int>(\"Remark\", \"T\");", "// rollback: Remark stays, the importer of the old version ignores it\nb.Sql(\"SELECT 1\");")]
    public Task What_is_undone_in_the_end_is_silent(string up, string down) => Verify.Silent(Traps(up, down));

    [Theory]
    [InlineData("{|SAFE3011:b.RenameColumn|}(\"A\", \"T\", \"B\");", "b.RenameColumn(\"B\", \"T\", \"C\");")]
    [InlineData("{|SAFE3011:b.AlterColumn<string>|}(\"A\", \"T\", maxLength: 9, oldClrType: typeof(string), oldMaxLength: 5);", "b.AlterColumn<string>(\"A\", \"T\", maxLength: 9, oldClrType: typeof(string), oldMaxLength: 5);")]
    [InlineData("b.DropIndex(\"IX\", \"T\"); {|SAFE3011:b.CreateIndex|}(\"IX\", \"T\", \"A\", unique: true);", "b.CreateIndex(\"IX\", \"T\", \"A\");")]
    [InlineData("{|SAFE3011:b.DropIndex|}(\"IX\", \"T\"); b.CreateIndex(\"IX\", \"T\", \"A\", unique: true);", "b.DropIndex(\"IX\", \"T\");")]
    [InlineData("b.AddColumn<int>(\"A\", \"T\"); b.CreateTable(\"P\", t => new { Id = t.Column<int>() }); {|SAFE3011:b.AddForeignKey|}(\"FK\", \"T\", \"A\", \"P\");", "b.DropTable(\"P\"); b.DropColumn(\"A\", \"T\");")]
    [InlineData("if (b.IsNpgsql()) { {|SAFE3015:b.CreateIndex|}(\"IX\", \"T\", \"A\"); } b.CreateIndex(\"IX2\", \"T\", \"A\");", "b.DropIndex(\"IX2\", \"T\");")]
    [InlineData("{|SAFE3011:b.InsertData|}(\"T\", \"Id\", 1);", "b.DeleteData(\"T\", \"Id\", 2); // rollback: row 2 is one of the tests")]
    [InlineData("{|SAFE3011:Other.Add|}(b);", "b.Sql(\"SELECT 1\");")]
    [InlineData("{|SAFE3011:b.AddColumn<int>|}(name: \"A\", schema: schema.Name, table: \"T\");", "b.Sql(\"SELECT 1\");")]
    public Task What_is_not_undone_in_the_end_is_reported(string up, string down) => Verify.Reports(Traps(up, down));

    [Fact]
    public async Task Thousands_of_rows_are_told_apart()
    {
        const int Rows = 1000;
        var up = $"b.InsertData(\"T\", new[] {{ \"Id\", \"A\" }}, new object[,] {{ {string.Join(", ", Enumerable.Range(1, Rows).Select(id => $"{{ {id}, \"{id}\" }}"))} }});";
        var down = string.Join("\n", Enumerable.Range(1, Rows).Select(id => $"b.DeleteData(\"T\", \"Id\", {id});"));

        await Verify.Silent(Bare(up, down));
        await Verify.Reports(Bare(up.Replace("b.InsertData", "{|SAFE3011:b.InsertData|}"), down.Replace("b.DeleteData(\"T\", \"Id\", 123);", "")));
    }

    [Fact]
    public Task On_SQL_Server_alone_an_index_does_not_go_along_with_its_column()
    {
        const string Up = "b.AddColumn<int>(\"A\", \"T\"); b.CreateIndex(\"IX\", \"T\", \"A\");";
        return Task.WhenAll(
            new Verify<MigrationAnalyzer>(References.EntityFrameworkCore10Only("Npgsql")).Silent(Bare(Up, "b.DropColumn(\"A\", \"T\");")),
            new Verify<MigrationAnalyzer>(References.EntityFrameworkCore10Only("SqlServer")).Reports(
                Bare(Up.Replace("b.CreateIndex", "{|SAFE3011:b.CreateIndex|}"), "b.DropColumn(\"A\", \"T\");")));
    }

    [Fact]
    public Task The_first_migrations_settings_of_the_database_are_not_reversed_by_EF_Core_either()
    {
        const string First = """b.AlterDatabase(collation: "de"); b.CreateTable("N", t => new { Id = t.Column<int>() });""";
        const string Drop = """b.DropTable("N");""";
        return Task.WhenAll(
            Verify.Silent([("20260101000000_First.cs", Bare(First, Drop))]),
            Verify.Reports(
            [
                ("20260101000000_First.cs", Bare(First, Drop, "First")),
                ("20260102000000_Second.cs", Bare(First.Replace("b.AlterDatabase", "{|SAFE3011:b.AlterDatabase|}"), Drop, "Second")),
            ]));
    }

    [Fact]
    public Task The_inverse_is_inserted_where_reverse_order_wants_it() => Verify.Fixes(
        MigrationSource.Of(
            """
            {|SAFE3011:migrationBuilder.AddColumn<int>|}(name: "First", table: "T");
            migrationBuilder.AddColumn<int>(name: "Second", table: "T");
            {|SAFE3011:migrationBuilder.AddColumn<int>|}(name: "Third", table: "U");
            """,
            """
            // the second one goes
            migrationBuilder.DropColumn(name: "Second", table: "T"); // really
            """),
        MigrationSource.Of(
            """
            migrationBuilder.AddColumn<int>(name: "First", table: "T");
            migrationBuilder.AddColumn<int>(name: "Second", table: "T");
            migrationBuilder.AddColumn<int>(name: "Third", table: "U");
            """,
            """
            migrationBuilder.DropColumn(
                name: "Third",
                table: "U");

            // the second one goes
            migrationBuilder.DropColumn(name: "Second", table: "T"); // really

            migrationBuilder.DropColumn(
                name: "First",
                table: "T");
            """));

    [Fact]
    public Task An_expression_body_makes_room() => Verify.Fixes(
        """
        using Microsoft.EntityFrameworkCore.Migrations;
        class Change : Migration
        {
            protected override void Up(MigrationBuilder b)
            {
                b.CreateIndex("IX_A", "T", "A");
                {|SAFE3011:b.CreateIndex|}("IX_B", "T", "B");
            }

            protected override void Down(MigrationBuilder b) => b.DropIndex("IX_A", "T");
        }
        """,
        """
        using Microsoft.EntityFrameworkCore.Migrations;
        class Change : Migration
        {
            protected override void Up(MigrationBuilder b)
            {
                b.CreateIndex("IX_A", "T", "A");
                b.CreateIndex("IX_B", "T", "B");
            }

            protected override void Down(MigrationBuilder b)
            {
                b.DropIndex(
                    name: "IX_B",
                    table: "T");

                b.DropIndex("IX_A", "T");
            }
        }
        """);

    [Fact]
    public Task Inserted_rows_are_deleted_by_the_key_that_an_earlier_migration_gave_the_table() => Verify.Fixes(
        [
            ("20260101000000_First.cs", Bare("b.CreateTable(\"T\", t => new { Id = t.Column<int>(), A = t.Column<string>() }, constraints: t => { t.PrimaryKey(\"PK\", x => x.Id); });", "b.DropTable(\"T\");", "First")),
            ("20260102000000_Second.cs", MigrationSource.Of(
                "{|SAFE3011:migrationBuilder.InsertData|}(\"T\", new[] { \"Id\", \"A\" }, new object[,] { { 1, \"x\" }, { 2, \"y\" } });\nmigrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");",
                "migrationBuilder.DropIndex(\"IX\", \"T\");").Replace("namespace Blog.Migrations", "namespace Blog")),
        ],
        [
            ("20260102000000_Second.cs", MigrationSource.Of(
                "migrationBuilder.InsertData(\"T\", new[] { \"Id\", \"A\" }, new object[,] { { 1, \"x\" }, { 2, \"y\" } });\nmigrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");",
                """
                migrationBuilder.DropIndex("IX", "T");

                migrationBuilder.DeleteData(
                    table: "T",
                    keyColumn: "Id",
                    keyValue: 2);

                migrationBuilder.DeleteData(
                    table: "T",
                    keyColumn: "Id",
                    keyValue: 1);
                """).Replace("namespace Blog.Migrations", "namespace Blog")),
        ]);

    [Fact]
    public Task What_is_inserted_into_an_empty_body_leaves_its_comments() => Verify.Fixes(
        [
            ("20260101000000_First.cs", Bare("b.CreateTable(\"T\", t => new { Id = t.Column<int>(name: Key) }, constraints: t => { t.PrimaryKey(\"PK\", x => x.Id); });", "b.DropTable(\"T\");", "First").Replace("{\n        \n", "{\n        private const string Key = \"Id\";\n")),
            ("20260102000000_Second.cs", MigrationSource.Of("migrationBuilder.InsertData(\"T\", \"Id\", 1);", "// rows\n/* of the test */", "{|SAFE3003:Down|}").Replace("namespace Blog.Migrations", "namespace Blog")),
        ],
        [
            ("20260102000000_Second.cs", MigrationSource.Of("migrationBuilder.InsertData(\"T\", \"Id\", 1);", """
                // rows
                /* of the test */

                migrationBuilder.DeleteData(
                    table: "T",
                    keyColumn: "Id",
                    keyValue: 1);
                """).Replace("namespace Blog.Migrations", "namespace Blog")),
        ]);

    [Fact]
    public Task What_only_history_knows_is_not_offered() => Verify.NoFix(MigrationSource.Of(
        "{|SAFE3011:migrationBuilder.DropIndex|}(name: \"IX\", table: \"T\");\nmigrationBuilder.CreateIndex(\"IX2\", \"T\", \"A\");",
        "migrationBuilder.DropIndex(\"IX2\", \"T\");"));

    [Fact]
    public Task A_Down_that_does_something_else_with_the_object_is_left_to_a_person() => Verify.NoFix(MigrationSource.Of(
        "{|SAFE3011:migrationBuilder.RenameColumn|}(\"A\", \"T\", \"B\");",
        "migrationBuilder.RenameColumn(\"B\", \"T\", \"C\");"));

    [Fact]
    public Task The_same_names_in_other_namespaces_are_not_EF_Cores() => Verify.Silent("""
        public class MigrationBuilder { public void AddColumn(string name, string table) { } }
        public abstract class Migration { protected abstract void Up(MigrationBuilder b); protected abstract void Down(MigrationBuilder b); }
        public class Change : Migration
        {
            protected override void Up(MigrationBuilder b) { b.AddColumn("A", "T"); b.AddColumn("B", "T"); }
            protected override void Down(MigrationBuilder b) => b.ToString();
        }
        """);

    [Fact]
    public Task Without_EF_Core_nothing_is_reported() => Verify.With(References.NoFramework).Silent("public class Migration { }");

    [Fact]
    public Task Broken_code_is_no_reason_to_fail() => Verify.BrokenCode().Silent(
        MigrationSource.Of("migrationBuilder.AddColumn<>(name: \"A\", table: \"T\", ;\nmigrationBuilder.Nonsense();", "migrationBuilder.DropIndex(\"A\""));

    private static string Traps(string up, string down) => Bare(up, down) + """

        class Schema { public string Name { get; } = "s"; }

        static class Other
        {
            public const string Column = "C";
            public static readonly string ReadOnly = "R";
            public static string[] Names = { };
            public static void Undo(object builder) { }
            public static void Add(Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder b) => b.CreateIndex("IX", "T", "A");
        }
        """;

    private static string Bare(string up, string down, string name = "Change") => $$"""
        using Microsoft.EntityFrameworkCore;
        using Microsoft.EntityFrameworkCore.Migrations;

        namespace Blog
        {
            public partial class {{name}} : Migration
            {
                {{((up + down).Contains("schema.") ? "private readonly Schema schema = new Schema();" : "")}}

                protected override void Up(MigrationBuilder b)
                {
                    {{up}}
                }

                protected override void Down(MigrationBuilder b)
                {
                    {{down}}
                }
            }
        }
        """;
}
