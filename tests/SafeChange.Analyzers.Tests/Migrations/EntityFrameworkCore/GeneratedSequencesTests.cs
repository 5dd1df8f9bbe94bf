using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using CsCheck;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore;

/// <summary>
/// Round trips over generated operation sequences: Up, then the Down that is written for it, ends in the catalogue that
/// EF Core's own Down leaves, and the operations are EF Core's. A failure names the seed: <c>CsCheck_Seed=… dotnet test</c>
/// runs it again.
/// </summary>
public sealed class GeneratedSequencesTests
{
    private const int Sequences = 80;

    [Fact]
    public async Task What_is_written_ends_where_EF_Cores_own_Down_ends()
    {
        // Drawn one by one, so that each has its seed; judged, written and compiled together.
        var drawn = new List<(string Seed, ScaffoldedPair Pair)>();
        for (var i = 0; i < Sequences; i++)
        {
            var (change, seed) = Draw(i);
            drawn.Add((seed, Scaffolder.Scaffold(Provider.Sqlite, change with { Name = "Random" + i })));
        }

        var pairs = drawn.Where(each => each.Pair.Step.DownOperations.Count > 0).ToList();
        var project = new MigrationProject(
            pairs.SelectMany(each => DownVariants.Files(each.Pair, DownVariants.Empty(each.Pair.Step.Source), "Empty")),
            References.EntityFrameworkCore10Only("Sqlite"));
        var written = new List<(string Seed, ScaffoldedPair Pair, string Source)>();
        foreach (var (seed, pair) in pairs)
        {
            written.Add((seed, pair, (await project.WriteDown(DownVariants.Files(pair, "", "Empty")[0].Path)).Replace("_Empty", "")));
        }

        var compiled = MigrationCompiler.Compile(written.SelectMany(each => each.Pair.FilesWith(DownVariants.WithoutThrow(each.Source))).Select(file => file.Text));
        var own = MigrationCompiler.Compile(written.SelectMany(each => each.Pair.Files).Select(file => file.Text));
        var complete = 0;
        foreach (var (seed, pair, source) in written)
        {
            var step = compiled.CreateMigration(pair.Step.TypeName, Provider.Sqlite);
            // Where nothing can be told from Up, Down is left as it was.
            var isComplete = !source.Contains("not written yet", StringComparison.Ordinal) && DownVariants.StatementsOfDown(source) > 0;
            var difference = OperationComparer.Difference(pair.Step.DownOperations, step.DownOperations)
                .Where(line => isComplete || line.StartsWith('+'));
            Assert.True(!difference.Any(), $"{seed}\n{source}\n{string.Join("\n", difference)}");
            if (isComplete)
            {
                // Where SQLite refuses EF Core's own operations, there is nothing to compare with.
                var (expected, refusal) = Catalogue(own.CreateMigration(pair.Initial.TypeName, Provider.Sqlite), own.CreateMigration(pair.Step.TypeName, Provider.Sqlite));
                if (refusal is null)
                {
                    complete++;
                    var (actual, failure) = Catalogue(compiled.CreateMigration(pair.Initial.TypeName, Provider.Sqlite), step);
                    Assert.True(expected == actual, $"{seed}\n{source}\n{failure}\nEF Core's own Down:\n{expected}\nthe written one:\n{actual}");
                }
            }
        }

        Assert.True(complete >= 10, $"{complete} of {written.Count} sequences could be taken back from Up alone");
    }

    private static (ModelChange Change, string Seed) Draw(int index)
    {
        var random = Environment.GetEnvironmentVariable("CsCheck_Seed") is { Length: > 0 } seed ? PCG.Parse(seed) : new PCG((uint)index);
        var text = random.ToString();
        return (RandomModels.GenChange.Generate(random, null, out _), $"CsCheck_Seed={text}");
    }

    private static (string Catalogue, SqliteException? Refusal) Catalogue(Migration initial, Migration step)
    {
        using var database = new SqliteDatabase();
        try
        {
            database.Up(initial);
            database.Seed();
            database.Up(step);
            database.Down(step, initial);
            return (database.Catalogue() + database.Rows(), null);
        }
        catch (SqliteException refusal)
        {
            return (database.Catalogue(), refusal);
        }
    }
}
