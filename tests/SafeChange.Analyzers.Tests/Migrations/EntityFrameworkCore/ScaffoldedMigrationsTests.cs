using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore;

/// <summary>
/// The rules and Write Down against what EF Core itself scaffolds, for every model change and provider of the
/// scaffolding harness. EF Core's own Down is the witness.
/// </summary>
public sealed class ScaffoldedMigrationsTests
{
    public static TheoryData<Provider> Providers => new(Enum.GetValues<Provider>());

    private static string Package(Provider provider) => provider == Provider.PostgreSql ? "Npgsql" : provider.ToString();

    private static MigrationProject ProjectOf(Provider provider, IEnumerable<(string Path, string Text)> files) =>
        new(files, References.EntityFrameworkCore10Only(Package(provider)));

    private static IEnumerable<ScaffoldedPair> PairsOn(Provider provider) =>
        ModelChanges.On(provider).Select(change => Scaffolder.Scaffold(provider, change));

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task Untouched_scaffolds_are_silent_but_for_losses_without_a_note(Provider provider)
    {
        var pairs = PairsOn(provider).ToList();
        var found = await ProjectOf(provider, pairs.SelectMany(pair => pair.Files)).Diagnostics();

        Assert.Empty(found.SelectMany(file => file).Where(diagnostic => diagnostic.Id != "SAFE3021").Select(diagnostic => diagnostic.ToString()));
        foreach (var pair in pairs)
        {
            var reported = found[pair.StepPath].Count(diagnostic => diagnostic.Id == "SAFE3021");
            var destructive = pair.Step.UpOperations.Count(operation => operation.IsDestructiveChange || operation is DropSequenceOperation or AlterTableOperation or AlterDatabaseOperation);
            Assert.True(reported <= destructive, $"{pair}: {reported} losses of {destructive} operations that may lose something");
        }
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_operation_that_is_deleted_from_Down_is_missed(Provider provider)
    {
        var variants = (
            from pair in PairsOn(provider)
            let count = DownVariants.StatementsOfDown(pair.Step.Source)
            where count > 1
            from index in Enumerable.Range(0, count)
            select (Pair: pair, Index: index, Files: DownVariants.Files(pair, DownVariants.Without(pair.Step.Source, index), $"Without{index}"))).ToList();
        var found = await ProjectOf(provider, variants.SelectMany(variant => variant.Files)).Diagnostics();

        var wrong = new List<string>();
        foreach (var (pair, index, files) in variants)
        {
            var ids = found[files[0].Path].Select(diagnostic => diagnostic.Id).Where(id => id != "SAFE3021").Distinct().ToList();
            // Where two tables refer to each other, the one that is dropped first is still referred to: the revert fails.
            if (DownVariants.IsImplied(pair, index)
                ? ids.Count > 0 && !(pair.Change.Name == "CreateTablesThatReferToEachOther" && ids.SequenceEqual(["SAFE3014"]))
                : !ids.SequenceEqual(["SAFE3011"]))
            {
                wrong.Add($"{pair}, without {OperationComparer.Describe(pair.Step.DownOperations[index])}: [{string.Join(", ", ids)}]"
                    + (DownVariants.IsImplied(pair, index) ? " though it is implied" : ""));
            }
        }

        Assert.True(variants.Count > 100, $"{variants.Count} variants");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {variants.Count}:\n" + string.Join("\n", wrong));
    }

    [Theory]
    [MemberData(nameof(Providers))]
    public async Task An_emptied_Down_is_reported_and_what_is_written_is_EF_Cores_own(Provider provider)
    {
        var variants = PairsOn(provider)
            .Where(pair => pair.Step.DownOperations.Count > 0)
            .Select(pair => (Pair: pair, Files: DownVariants.Files(pair, DownVariants.Empty(pair.Step.Source), "Empty")))
            .ToList();
        var project = ProjectOf(provider, variants.SelectMany(variant => variant.Files));
        var found = await project.Diagnostics();

        var wrong = new List<string>();
        var written = new List<(ScaffoldedPair Pair, string Source, bool IsComplete)>();
        foreach (var (pair, files) in variants)
        {
            var ids = found[files[0].Path].Select(diagnostic => diagnostic.Id).Where(id => id != "SAFE3021").Distinct().ToList();
            var isStructural = IsStructural(pair);
            var isImplied = pair.Step.DownOperations.Count == 1 && DownVariants.IsImplied(pair, 0);
            if (!ids.SequenceEqual([isStructural ? "SAFE3002" : "SAFE3003"]) && !isImplied)
            {
                wrong.Add($"{pair}: [{string.Join(", ", ids)}]");
            }

            var source = await project.WriteDown(files[0].Path);
            var isUnfinished = source.Contains("not written yet", StringComparison.Ordinal);
            written.Add((pair, source, isStructural && !isUnfinished && DownVariants.StatementsOfDown(source) > 0));
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));

        var compiled = MigrationCompiler.Compile(written.SelectMany(each => DownVariants.Files(each.Pair, DownVariants.WithoutThrow(each.Source).Replace("_Empty", ""), "Written"))
            .Select(file => file.Text).Append("[assembly: System.Reflection.AssemblyVersion(\"1.0\")]"));
        var complete = 0;
        foreach (var (pair, _, isComplete) in written)
        {
            var migration = compiled.CreateMigration($"{pair.Step.Namespace}_Written.{pair.Step.Name}", provider);
            var difference = OperationComparer.Difference(Comparable(pair.Step.DownOperations), Comparable(migration.DownOperations))
                .Where(line => isComplete || line.StartsWith('+'))
                .ToList();
            complete += isComplete ? 1 : 0;
            if (difference.Count > 0 && !KnownDifferences.Contains(pair.Change.Name))
            {
                wrong.Add($"{pair}{(isComplete ? "" : " (unfinished)")}\n  " + string.Join("\n  ", difference));
            }
        }

        Assert.True(complete > variants.Count * 9 / 10, $"{complete} of {variants.Count} complete");
        Assert.True(wrong.Count == 0, $"{wrong.Count} of {variants.Count}:\n" + string.Join("\n", wrong));
    }

    [Fact]
    public async Task What_is_written_takes_SQLite_where_EF_Cores_own_Down_takes_it()
    {
        var pairs = PairsOn(Provider.Sqlite).Where(pair => pair.Step.DownOperations.Count > 0).ToList();
        var project = ProjectOf(Provider.Sqlite, pairs.SelectMany(pair => DownVariants.Files(pair, DownVariants.Empty(pair.Step.Source), "Empty")));
        var wrong = new List<string>();
        var compared = 0;
        var sources = new List<(ScaffoldedPair Pair, string Source)>();
        foreach (var pair in pairs)
        {
            var source = await project.WriteDown(DownVariants.Files(pair, "", "Empty")[0].Path);
            if (IsStructural(pair) && !source.Contains("not written yet", StringComparison.Ordinal) && DownVariants.StatementsOfDown(source) > 0)
            {
                sources.Add((pair, source.Replace("_Empty", "")));
            }
        }

        var compiled = MigrationCompiler.Compile(sources.SelectMany(each => each.Pair.FilesWith(each.Source)).Select(file => file.Text));
        foreach (var (pair, _) in sources)
        {
            var (initial, own) = Scaffolder.Compile(Provider.Sqlite, pair.Change);
            var written = compiled.CreateMigration(pair.Step.TypeName, Provider.Sqlite);
            var (expected, expectedFailure) = Run(initial, own);
            var (actual, failure) = Run(initial, written);
            compared++;
            if (expectedFailure is null && (failure is not null || expected != actual))
            {
                wrong.Add($"{pair}: {failure?.Message}\nEF Core's own:\n{expected}\nwritten:\n{actual}");
            }
        }

        Assert.True(compared > 80, $"{compared} compared");
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));

        // With rows, where SQLite lets Up run on a table that has some.
        static (string Content, Exception? Failure) Run(Migration initial, Migration step) =>
            RunWith(initial, step, rows: true) ?? RunWith(initial, step, rows: false)!.Value;

        static (string Content, Exception? Failure)? RunWith(Migration initial, Migration step, bool rows)
        {
            using var database = new SqliteDatabase();
            database.Up(initial);
            if (rows)
            {
                database.Seed();
            }

            if (Record.Exception(() => database.Up(step)) is not null && rows)
            {
                return null;
            }

            var failure = Record.Exception(() => database.Down(step, initial));
            return (database.Catalogue() + database.Rows(), failure);
        }
    }

    // The second source: what the migrations before do not say, since they were squashed or deleted, the designer part of the
    // previous one does.
    [Theory]
    [MemberData(nameof(Providers))]
    public async Task What_no_migration_defines_is_written_as_EF_Core_has_it_in_the_previous_model(Provider provider)
    {
        var variants = PairsOn(provider)
            .Where(pair => IsStructural(pair) && pair.Step.UpOperations.Any(operation => operation is DropTableOperation or DropColumnOperation or DropIndexOperation
                or DropForeignKeyOperation or DropPrimaryKeyOperation or DropUniqueConstraintOperation or DropCheckConstraintOperation))
            .Select(pair => pair with { Initial = pair.Initial with { Source = DownVariants.EmptyUp(pair.Initial.Source) } })
            .ToList();
        var project = ProjectOf(provider, variants.SelectMany(pair => pair.FilesWith(DownVariants.Empty(pair.Step.Source))));
        var written = new List<(ScaffoldedPair Pair, string Source)>();
        foreach (var pair in variants)
        {
            written.Add((pair, await project.WriteDown(pair.StepPath)));
        }

        var compiled = MigrationCompiler.Compile(written.SelectMany(each => each.Pair.FilesWith(DownVariants.WithoutThrow(each.Source))).Select(file => file.Text));
        var wrong = new List<string>();
        var complete = 0;
        foreach (var (pair, source) in written)
        {
            var isComplete = !source.Contains("not written yet", StringComparison.Ordinal) && DownVariants.StatementsOfDown(source) > 0;
            complete += isComplete ? 1 : 0;
            var migration = compiled.CreateMigration(pair.Step.TypeName, provider);
            var difference = OperationComparer.Difference(Comparable(pair.Step.DownOperations), Comparable(migration.DownOperations))
                .Where(line => line.StartsWith('+') || (isComplete && !line.StartsWith("- InsertData(", StringComparison.Ordinal) && !line.StartsWith("- UpdateData(", StringComparison.Ordinal)))
                .ToList();
            if (difference.Count > 0 && !KnownDifferences.Contains(pair.Change.Name))
            {
                wrong.Add($"{pair}{(isComplete ? "" : " (unfinished)")}\n  " + string.Join("\n  ", difference));
            }
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {variants.Count}, {complete} complete:\n" + string.Join("\n", wrong));
        Assert.True(complete > variants.Count / 2, $"{complete} of {variants.Count} complete");
    }

    // Down is then written as a whole; where only rows are changed, each operation is reported and undone by itself.
    private static bool IsStructural(ScaffoldedPair pair) => pair.Step.UpOperations.Any(operation =>
        operation is not (InsertDataOperation or DeleteDataOperation or UpdateDataOperation or EnsureSchemaOperation or RestartSequenceOperation));

    // EF Core makes sure that a schema is there before it moves a table back into it. It is there: nothing drops schemas.
    private static IEnumerable<MigrationOperation> Comparable(IReadOnlyList<MigrationOperation> operations) =>
        operations.Where(operation => operation is not EnsureSchemaOperation);

    /// <summary>Where the operations differ from EF Core's own, and why the database ends up the same.</summary>
    private static readonly HashSet<string> KnownDifferences =
    [
        // EF Core renames the table (or column) first and then speaks of the rest by its old name; in strictly reverse
        // order the rest comes first and has the new name.
        "RenameTableAndWhatIsNamedAfterIt", "RenameTableAndColumnAndAddColumn", "RenameAndAlterColumn", "RenameTemporalTable", "RenameTableAlterColumnsAndInsertRows",

        // The scaffolder leaves oldStored out of Up, so that Up does not say it.
        "ComputedColumnBecomesPlain",
    ];
}
