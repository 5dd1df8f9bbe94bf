using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.EntityFrameworkCore.Migrations.Operations.Builders;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>What the tests of migrations rely on: that the harness shows what EF Core does, all of it and nothing else.</summary>
public sealed class ScaffoldingTests
{
    private const string DefaultStays = "a required column that comes back keeps the default that its rows were filled with";

    /// <summary>Where EF's own way back fails on SQLite or arrives elsewhere, and why.</summary>
    private static readonly Dictionary<string, string> NotTakenBack = new()
    {
        ["CreateTablesThatReferToEachOther"] = "EF drops the foreign key that closes the circle, which SQLite can't",
        ["RenameTableAlterColumnsAndInsertRows"] = "EF deletes the rows by the table's new name, which the model before does not have",
        ["DropRequiredColumn"] = DefaultStays,
        ["DropRequiredColumnOfEveryType"] = DefaultStays,
        ["DropComputedColumnAndItsSource"] = DefaultStays,
        ["DropColumnOfTableWithRows"] = DefaultStays,
        ["RemoveEveryDerivedType"] = DefaultStays,
    };

    /// <summary>The same, as far as only EF Core 9 is concerned: the next one rebuilds the table.</summary>
    private static readonly Dictionary<string, string> NotTakenBackByEfCore9 = new()
    {
        ["HierarchyBecomesTablePerType"] = DefaultStays,
    };

    /// <summary>What SQLite does not keep, or keeps only as the text of a statement.</summary>
    private static readonly HashSet<string> NotInTheCatalogue =
    [
        // Comments, the order of columns.
        "AddTableComment", "ChangeTableComment", "RemoveTableComment",
        "AddColumnComment", "ChangeColumnComment", "RemoveColumnComment",
        "ChangeColumnOrder",

        // Names of constraints, and checks altogether.
        "RenamePrimaryKey", "RenameAlternateKey", "RenameForeignKey",
        "AddCheckConstraint", "DropCheckConstraint", "ChangeCheckConstraint", "RenameCheckConstraint",

        // Expressions.
        "ChangeComputedColumn", "ChangeIndexFilter",
    ];

    /// <summary>Changes of the model that are none of the database.</summary>
    private static readonly HashSet<string> WithoutOperations = ["NoChange", "StopMigratingTable"];

    public static TheoryData<Provider, string> EveryChange
    {
        get
        {
            var data = new TheoryData<Provider, string>();
            foreach (var (provider, change) in Everything)
            {
                data.Add(provider, change.Name);
            }

            return data;
        }
    }

    public static TheoryData<string> ChangesOnSqlite => new(ModelChanges.On(Provider.Sqlite).Select(change => change.Name));

    private static int EfCoreMajor => typeof(Migration).Assembly.GetName().Version!.Major;

    private static IEnumerable<(Provider Provider, ModelChange Change)> Everything =>
        Enum.GetValues<Provider>().SelectMany(provider => ModelChanges.On(provider).Select(change => (provider, change)));

    [Theory]
    [MemberData(nameof(EveryChange))]
    public void Compiled_migrations_have_the_operations_that_the_differ_gave(Provider provider, string name)
    {
        var change = ModelChanges.Named(name);
        var pair = Scaffolder.Scaffold(provider, change);
        var (initial, step) = Scaffolder.Compile(provider, change);

        Assert.Empty(OperationComparer.Difference(pair.Initial.UpOperations, initial.UpOperations));
        Assert.Empty(OperationComparer.Difference(pair.Initial.DownOperations, initial.DownOperations));
        Assert.Empty(OperationComparer.Difference(pair.Step.UpOperations, step.UpOperations));
        Assert.Empty(OperationComparer.Difference(pair.Step.DownOperations, step.DownOperations));
        Assert.Equal(WithoutOperations.Contains(name), step.UpOperations.Count == 0);
        Assert.Equal(step.UpOperations.Count == 0, step.DownOperations.Count == 0);
    }

    [Theory]
    [MemberData(nameof(ChangesOnSqlite))]
    public void Down_takes_a_SQLite_database_back_to_what_it_was(string name)
    {
        var (initial, step) = Scaffolder.Compile(Provider.Sqlite, ModelChanges.Named(name));
        using var database = new SqliteDatabase();
        database.Up(initial);
        var (catalogue, rows) = (database.Catalogue(), database.Rows());

        database.Up(step);
        var isVisible = (database.Catalogue(), database.Rows()) != (catalogue, rows);
        var failure = Record.Exception(() => database.Down(step, initial));

        Assert.Equal(!WithoutOperations.Contains(name) && !NotInTheCatalogue.Contains(name), isVisible);
        if (NotTakenBack.ContainsKey(name) || (EfCoreMajor == 9 && NotTakenBackByEfCore9.ContainsKey(name)))
        {
            Assert.True(failure is not null || database.Catalogue() != catalogue, $"{name} is taken back by now.");
        }
        else
        {
            Assert.Null(failure);
            Assert.Equal(catalogue, database.Catalogue());
            Assert.Equal(rows, database.Rows());
        }
    }

    [Fact]
    public void Every_operation_is_emitted_but_those_that_EF_never_emits()
    {
        var emitted = Everything
            .Select(each => Scaffolder.Scaffold(each.Provider, each.Change))
            .SelectMany(pair => new[] { pair.Initial.UpOperations, pair.Step.UpOperations, pair.Step.DownOperations })
            .SelectMany(operations => operations)
            .Select(OperationComparer.KindOf)
            .ToHashSet();

        var all = typeof(MigrationBuilder).GetMethods()
            .Where(method => IsOperationBuilder(method.ReturnType))
            .Select(method => method.Name)
            .ToHashSet();

        // The last one is an old name of AddCheckConstraint.
        Assert.Equal(["CreateCheckConstraint", "DropSchema", "Sql"], all.Except(emitted).Order());
        Assert.Empty(emitted.Except(all));
        Assert.Equal(32, all.Count);

        static bool IsOperationBuilder(Type? type) => type is not null
            && ((type.IsGenericType && type.GetGenericTypeDefinition() == typeof(OperationBuilder<>)) || IsOperationBuilder(type.BaseType));
    }

    [Fact]
    public void Changes_have_names_of_their_own() =>
        Assert.Equal(ModelChanges.All.Length, ModelChanges.All.Select(change => change.Name).Distinct().Count());

    [Fact]
    public void Files_are_those_of_a_migrations_folder()
    {
        var pair = Scaffolder.Scaffold(Provider.Sqlite, ModelChanges.Named("AddNullableColumn"));

        Assert.Equal(
            [
                "Sqlite/AddNullableColumn/20250101000000_Initial.cs",
                "Sqlite/AddNullableColumn/20250101000000_Initial.Designer.cs",
                "Sqlite/AddNullableColumn/20250201000000_AddNullableColumn.cs",
                "Sqlite/AddNullableColumn/20250201000000_AddNullableColumn.Designer.cs",
                "Sqlite/AddNullableColumn/ScaffoldContextModelSnapshot.cs",
                "Sqlite/AddNullableColumn/ScaffoldContext.cs",
            ],
            pair.Files.Select(file => file.Path));
        Assert.Contains("[Migration(\"20250201000000_AddNullableColumn\")]", pair.Step.DesignerSource, StringComparison.Ordinal);
        Assert.Contains("namespace Scaffolded.Sqlite.AddNullableColumn", pair.Step.Source, StringComparison.Ordinal);
        Assert.Equal("changed", pair.FilesWith("changed").Single(file => file.Path == pair.StepPath).Text);
    }

    [Fact]
    public void Migrations_know_their_context_and_their_target_model()
    {
        var change = ModelChanges.Named("AddNullableColumn");
        var pair = Scaffolder.Scaffold(Provider.Sqlite, change);
        var (initial, step) = Scaffolder.Compile(Provider.Sqlite, change);

        var context = step.GetType().GetCustomAttributes(false).OfType<Microsoft.EntityFrameworkCore.Infrastructure.DbContextAttribute>().Single().ContextType;
        Assert.Equal($"{pair.Step.Namespace}.ScaffoldContext", context.FullName);
        Assert.Null(initial.TargetModel.FindEntityType("Article")!.FindProperty("Subtitle"));
        Assert.NotNull(step.TargetModel.FindEntityType("Article")!.FindProperty("Subtitle"));
        Assert.Equal("Microsoft.EntityFrameworkCore.Sqlite", step.ActiveProvider);
    }

    [Fact]
    public void A_change_that_is_not_in_the_list_can_be_scaffolded_too()
    {
        var change = new ModelChange("AddBody", SampleModels.Article(), SampleModels.Article(article => article.Property(typeof(string), "Body")));

        var (_, step) = Scaffolder.Compile(Provider.PostgreSql, change);

        Assert.Equal(["AddColumn"], step.UpOperations.Select(OperationComparer.KindOf));
        Assert.Equal(["DropColumn"], step.DownOperations.Select(OperationComparer.KindOf));
    }

    [Fact]
    public void Sources_with_errors_are_shown_with_the_errors()
    {
        var exception = Assert.Throws<MigrationCompilationException>(() => MigrationCompiler.Compile(["class Fine;", "class Broken : Nowhere;"]));

        Assert.Contains("CS0246", exception.Message, StringComparison.Ordinal);
        Assert.Contains("class Broken : Nowhere;", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("class Fine;", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_operation_is_described_by_all_it_says()
    {
        var operation = new AlterColumnOperation
        {
            Name = "Price",
            Table = "Articles",
            ClrType = typeof(decimal),
            ColumnType = "decimal(9,2)",
            DefaultValue = 1.5m,
            IsDestructiveChange = true,
            OldColumn = new AddColumnOperation { ClrType = typeof(byte[]), IsNullable = true, DefaultValue = new byte[] { 1, 255 } },
        };
        operation.AddAnnotation("Second", null);
        operation.AddAnnotation("First", new[] { true });

        Assert.Equal(
            "AlterColumn(ClrType: typeof(System.Decimal), ColumnType: \"decimal(9,2)\", DefaultValue: Decimal 1.5, Name: \"Price\", "
            + "OldColumn: AddColumn(ClrType: typeof(System.Byte[]), DefaultValue: 0x01FF, IsNullable: true), Table: \"Articles\") "
            + "{ First: [true], Second: null }",
            OperationComparer.Describe(operation));
    }

    [Fact]
    public void Operations_are_compared_whatever_their_order_and_counted()
    {
        var first = new DropTableOperation { Name = "First" };
        var second = new DropTableOperation { Name = "Second" };

        Assert.Empty(OperationComparer.Difference([first, second], [second, first]));
        Assert.Equal(
            ["- DropTable(Name: \"First\")", "+ DropTable(Name: \"Second\")"],
            OperationComparer.Difference([first, first, second], [second, first, second]));
    }

    [Fact]
    public void An_index_that_descends_in_every_column_is_not_one_that_ascends() =>
        Assert.NotEmpty(OperationComparer.Difference([new CreateIndexOperation { IsDescending = [] }], [new CreateIndexOperation()]));

    [Fact]
    public void The_catalogue_and_the_rows_are_in_the_order_of_their_text()
    {
        using var one = new SqliteDatabase();
        one.Execute("CREATE TABLE T (Id INTEGER PRIMARY KEY AUTOINCREMENT, A TEXT NOT NULL DEFAULT 'a' COLLATE NOCASE, B REAL)");
        one.Execute("CREATE UNIQUE INDEX I ON T (B DESC, A) WHERE B > 0");
        one.Execute("INSERT INTO T (Id, A, B) VALUES (1, 'x', 1.5), (2, 'y', NULL)");
        using var other = new SqliteDatabase();
        other.Execute("CREATE TABLE T (B REAL, A TEXT NOT NULL DEFAULT 'a' COLLATE NOCASE, Id INTEGER PRIMARY KEY AUTOINCREMENT)");
        other.Execute("CREATE UNIQUE INDEX I ON T (B DESC, A) WHERE B > 0");
        other.Execute("INSERT INTO T (Id, A, B) VALUES (2, 'y', NULL), (1, 'x', 1.5)");

        Assert.Equal(
            """
            table T
              column A TEXT not null default 'a' NOCASE
              column B REAL null default none BINARY
              column Id INTEGER null default none key 1 BINARY autoincrement
              index I unique c partial: B desc BINARY, A NOCASE

            """,
            one.Catalogue());
        Assert.Equal(
            """
            table T
              A: 'x', B: 1.5, Id: 1
              A: 'y', B: NULL, Id: 2

            """,
            one.Rows());
        Assert.Equal(one.Catalogue(), other.Catalogue());
        Assert.Equal(one.Rows(), other.Rows());
    }
}
