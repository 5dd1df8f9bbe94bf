using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Column = SafeChange.Analyzers.Benchmarks.Scenarios.MigrationModel.Column;
using ColumnKind = SafeChange.Analyzers.Benchmarks.Scenarios.MigrationModel.ColumnKind;
using Table = SafeChange.Analyzers.Benchmarks.Scenarios.MigrationModel.Table;

namespace SafeChange.Analyzers.Benchmarks.Scenarios;

/// <summary>
/// The migrations of an application that has had many: tables come first, then ten kinds of changes in turn, so that the
/// model keeps its size. Laid out as EF Core lays them out, with designer files and the snapshot, and the same text at
/// every run. Two of fifty are at fault, so that the whole way to a finding is measured too.
/// </summary>
internal sealed class GeneratedMigrations
{
    private const int Turn = 10;
    private const int FaultEvery = 50;

    private static readonly ImmutableArray<string> TableNames =
        ["Articles", "Authors", "Sections", "Comments", "Readers", "Newsletters", "Images", "Orders", "Invoices", "Events"];

    private static readonly ImmutableArray<string> ColumnNames =
        ["Title", "Position", "CreatedAt", "Amount", "Remark", "IsHidden", "Slug"];

    private readonly MigrationModel model = new();
    private readonly List<string> up = [];
    private readonly List<string> down = [];
    private string? note;

    private GeneratedMigrations()
    {
    }

    public static MeasuredProject Generate(int count) =>
        new(Files(count), ReferenceLists.Load("EntityFrameworkCore10"), Findings(count));

    /// <summary>What the package has to report about that many migrations.</summary>
    public static ImmutableSortedDictionary<string, int> Findings(int count) =>
        new (string Rule, int Count)[]
            {
                ("SAFE3002", Enumerable.Range(TableNames.Length, count - TableNames.Length).Count(HasEmptyDown)),
                ("SAFE3011", Enumerable.Range(TableNames.Length, count - TableNames.Length).Count(ForgetsColumn)),
            }
            .Where(expected => expected.Count > 0)
            .ToImmutableSortedDictionary(expected => expected.Rule, expected => expected.Count, StringComparer.Ordinal);

    public static IEnumerable<(string Path, string Text)> Files(int count)
    {
        var history = new GeneratedMigrations();
        for (var number = 0; number < count; number++)
        {
            var name = history.Change(number);
            var id = new DateTime(2015, 1, 5, 9, 0, 0).AddDays(number * 4).ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture) + "_" + name;
            yield return ($"/Archive/Migrations/{id}.cs", history.Source(name));
            yield return ($"/Archive/Migrations/{id}.Designer.cs", history.model.Designer(id, name));
        }

        yield return ($"/Archive/Migrations/{MigrationModel.Context}ModelSnapshot.cs", history.model.Snapshot());
        yield return ($"/Archive/{MigrationModel.Context}.cs", $$"""
            using Microsoft.EntityFrameworkCore;

            namespace {{MigrationModel.Namespace}};

            public class {{MigrationModel.Context}}(DbContextOptions options) : DbContext(options);

            """);
    }

    private static bool HasEmptyDown(int number) => number % FaultEvery == 49;

    private static bool ForgetsColumn(int number) => number % FaultEvery == 24;

    private string Change(int number)
    {
        up.Clear();
        down.Clear();
        note = null;
        if (number < TableNames.Length)
        {
            var created = new Table(TableNames[number]);
            model.Tables.Add(created);
            created.Columns.AddRange(ColumnNames.Select((column, index) => new Column(column, ColumnKind.Plain[index])));
            CreateTable(created);
            return $"Create{created.Name}";
        }

        // The table is the same for a turn, so that its changes belong together.
        var turn = number / Turn;
        var table = model.Tables[turn % model.Tables.Count];
        var (text, amount, flag, reference) = ($"Text{turn}", $"Amount{turn}", $"Flag{turn}", $"Parent{turn}Id");
        switch (number % Turn)
        {
            case 0:
                AddColumn(table, new Column(text, ColumnKind.Text));
                return $"Add{text}";
            case 1:
                AddColumn(table, new Column(amount, ColumnKind.Money));
                return $"Add{amount}";
            case 2:
                CreateIndex(table, amount);
                return $"Index{amount}";
            case 3:
                if (turn % 2 == 0)
                {
                    up.Add($"migrationBuilder.Sql(\"UPDATE {table.Name} SET Slug = '' WHERE Slug IS NULL\");");
                }

                Resize(table, "Slug");
                return $"Resize{table.Name}Slug{turn}";
            case 4:
                AddColumn(table, new Column(reference, ColumnKind.Reference));
                CreateIndex(table, reference);
                AddForeignKey(table, reference, model.Tables[(turn + 1) % model.Tables.Count]);
                if (ForgetsColumn(number))
                {
                    down.RemoveAt(down.Count - 1);
                }

                return $"Add{reference}";
            case 5 when turn % 2 == 0:
                Rename(table, text, $"Renamed{turn}");
                return $"Rename{text}";
            case 5:
                Seed(table, turn);
                return $"Seed{table.Name}{turn}";
            case 6:
                DropIndex(table, amount);
                return $"DropIndex{amount}";
            case 7:
                DropForeignKey(table, reference);
                DropIndex(table, reference);
                DropColumn(table, reference);
                return $"Drop{reference}";
            case 8:
                DropColumn(table, turn % 2 == 0 ? $"Renamed{turn}" : text);
                DropColumn(table, amount);
                foreach (var column in table.Columns.Where(column => column.Kind == ColumnKind.Flag && column.Name.StartsWith("Flag", StringComparison.Ordinal)).ToList())
                {
                    DropColumn(table, column.Name);
                }

                return $"CleanUp{table.Name}{turn}";
            default:
                AddColumn(table, new Column(flag, ColumnKind.Flag));
                if (HasEmptyDown(number))
                {
                    down.Clear();
                }

                return $"Add{flag}";
        }
    }

    private string Source(string name) => $$"""
        using System;
        using Microsoft.EntityFrameworkCore.Migrations;

        #nullable disable

        namespace {{MigrationModel.Namespace}}.Migrations
        {
            /// <inheritdoc />
            public partial class {{name}} : Migration
            {
                /// <inheritdoc />
                protected override void Up(MigrationBuilder migrationBuilder)
                {
        {{Statements(up)}}
                }

        {{(note is null ? "" : $"        // rollback: {note}\n")}}        /// <inheritdoc />
                protected override void Down(MigrationBuilder migrationBuilder)
                {
        {{Statements(down)}}
                }
            }
        }

        """;

    private static string Statements(IEnumerable<string> statements) =>
        string.Join("\n\n", statements.Select(statement => "            " + statement.Replace("\n", "\n            ")));

    // Each change is added to Up at the end and to Down at the start, as EF Core does.
    private void Do(string forth, string back)
    {
        up.Add(forth);
        down.Insert(0, back);
    }

    private static string Call(string method, params string?[] arguments) =>
        $"migrationBuilder.{method}(\n    {string.Join(",\n    ", arguments.Where(argument => argument is not null))});";

    private void CreateTable(Table table)
    {
        var columns = table.Columns.Select(column =>
            $"        {column.Name} = table.Column<{column.Kind.ClrType}>({string.Join(", ", Facets(column))})");
        Do(
            Call(
                "CreateTable",
                $"name: \"{table.Name}\"",
                "columns: table => new\n    {\n        Id = table.Column<int>(type: \"int\", nullable: false)\n            .Annotation(\"SqlServer:Identity\", \"1, 1\"),\n"
                    + string.Join(",\n", columns) + "\n    }",
                $"constraints: table =>\n    {{\n        table.PrimaryKey(\"PK_{table.Name}\", x => x.Id);\n    }}"),
            Call("DropTable", $"name: \"{table.Name}\""));
    }

    private static IEnumerable<string> Facets(Column column)
    {
        yield return $"type: \"{column.StoreType}\"";
        if (column.Kind == ColumnKind.Text)
        {
            yield return $"maxLength: {column.Length}";
        }
        else if (column.Kind == ColumnKind.Money)
        {
            yield return "precision: 18";
            yield return "scale: 2";
        }

        yield return column.Kind.IsNullable ? "nullable: true" : "nullable: false";
    }

    private static string AddColumnCall(Table table, Column column) =>
        Call(
            $"AddColumn<{column.Kind.ClrType.TrimEnd('?')}>",
            [$"name: \"{column.Name}\"", $"table: \"{table.Name}\"", .. Facets(column), column.Kind.IsNullable ? null : $"defaultValue: {column.Kind.Default}"]);

    private static string DropColumnCall(Table table, string column) => Call("DropColumn", $"name: \"{column}\"", $"table: \"{table.Name}\"");

    private void AddColumn(Table table, Column column)
    {
        table.Columns.Add(column);
        Do(AddColumnCall(table, column), DropColumnCall(table, column.Name));
    }

    private void DropColumn(Table table, string name)
    {
        var column = table.Columns.Single(each => each.Name == name);
        table.Columns.Remove(column);
        note = $"the values of {table.Name} are in the nightly backup, see the runbook of the archive";
        Do(DropColumnCall(table, name), AddColumnCall(table, column));
    }

    private static string CreateIndexCall(Table table, string column) =>
        Call("CreateIndex", $"name: \"IX_{table.Name}_{column}\"", $"table: \"{table.Name}\"", $"column: \"{column}\"");

    private static string DropIndexCall(Table table, string column) => Call("DropIndex", $"name: \"IX_{table.Name}_{column}\"", $"table: \"{table.Name}\"");

    private void CreateIndex(Table table, string column)
    {
        table.Indexes.Add(column);
        Do(CreateIndexCall(table, column), DropIndexCall(table, column));
    }

    private void DropIndex(Table table, string column)
    {
        table.Indexes.Remove(column);
        Do(DropIndexCall(table, column), CreateIndexCall(table, column));
    }

    private static string AddForeignKeyCall(Table table, string column, Table principal) =>
        Call(
            "AddForeignKey",
            $"name: \"FK_{table.Name}_{principal.Name}_{column}\"",
            $"table: \"{table.Name}\"",
            $"column: \"{column}\"",
            $"principalTable: \"{principal.Name}\"",
            "principalColumn: \"Id\"");

    private static string DropForeignKeyCall(Table table, string column, Table principal) =>
        Call("DropForeignKey", $"name: \"FK_{table.Name}_{principal.Name}_{column}\"", $"table: \"{table.Name}\"");

    private void AddForeignKey(Table table, string column, Table principal)
    {
        table.References.Add((column, principal));
        Do(AddForeignKeyCall(table, column, principal), DropForeignKeyCall(table, column, principal));
    }

    private void DropForeignKey(Table table, string column)
    {
        var reference = table.References.Single(each => each.Column == column);
        table.References.Remove(reference);
        Do(DropForeignKeyCall(table, column, reference.Principal), AddForeignKeyCall(table, column, reference.Principal));
    }

    private void Rename(Table table, string from, string to)
    {
        table.Columns[table.Columns.FindIndex(column => column.Name == from)] = new Column(to, ColumnKind.Text);
        Do(RenameCall(from, to), RenameCall(to, from));

        string RenameCall(string name, string newName) => Call("RenameColumn", $"name: \"{name}\"", $"table: \"{table.Name}\"", $"newName: \"{newName}\"");
    }

    private void Resize(Table table, string name)
    {
        var index = table.Columns.FindIndex(column => column.Name == name);
        var (before, after) = (table.Columns[index], table.Columns[index] with { Length = 600 - table.Columns[index].Length });
        table.Columns[index] = after;
        Do(AlterCall(before, after), AlterCall(after, before));

        string AlterCall(Column old, Column @new) => Call(
            "AlterColumn<string>",
            [
                $"name: \"{name}\"", $"table: \"{table.Name}\"", .. Facets(@new),
                "oldClrType: typeof(string)", $"oldType: \"{old.StoreType}\"", $"oldMaxLength: {old.Length}", "oldNullable: true",
            ]);
    }

    private void Seed(Table table, int turn) => Do(
        Call(
            "InsertData",
            $"table: \"{table.Name}\"",
            "columns: new[] { \"Id\", \"Title\", \"Slug\" }",
            $"values: new object[,]\n    {{\n        {{ {turn * 10}, \"One\", \"one\" }},\n        {{ {(turn * 10) + 1}, \"Two\", \"two\" }}\n    }}"),
        Call("DeleteData", $"table: \"{table.Name}\"", "keyColumn: \"Id\"", $"keyValues: new object[] {{ {turn * 10}, {(turn * 10) + 1} }}"));
}
