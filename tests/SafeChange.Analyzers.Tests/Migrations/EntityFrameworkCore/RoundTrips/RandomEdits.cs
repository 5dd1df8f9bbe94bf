using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.RoundTrips;

/// <summary>
/// Random sequences of models, each made from the one before by a few edits. EF Core's differ turns them into
/// migrations, so every sequence that comes out is one that it would write.
/// </summary>
internal static class RandomEdits
{
    private const string SeedVariable = "CsCheck_Seed";
    private const string CountVariable = "SAFECHANGE_SEQUENCES";

    // The same sequences in every run: a build does not fail by bad luck, and a larger number draws new ones.
    private const ulong FixedSeed = 20261124;

    private static readonly ImmutableArray<string> TableNames = ["Articles", "Authors", "Tags", "Reviews", "Orders"];
    private static readonly ImmutableArray<string> ColumnNames = ["Title", "Body", "Words", "At", "Rank", "Price", "Code"];
    private static readonly ImmutableArray<string?> Schemas = [null, "archive", "sales"];

    // What is moved to the default schema stays where it is: Npgsql takes the missing name for no move.
    private static readonly ImmutableArray<string> SchemasToMoveTo = ["archive", "sales"];
    private static readonly ImmutableArray<int?> Lengths = [null, 20, 50, 200];
    private static readonly ImmutableArray<int?> Scales = [null, 2, 4];
    private static readonly ImmutableArray<Type> Types =
        [typeof(string), typeof(string), typeof(int), typeof(long), typeof(decimal), typeof(double), typeof(bool), typeof(DateTime), typeof(DateOnly), typeof(Guid)];

    // What a server casts to each other without being told how.
    private static readonly ImmutableArray<Type> Numbers = [typeof(int), typeof(long), typeof(decimal), typeof(double)];

    private static readonly Gen<Pick> GenPick =
        Gen.Select(Gen.Int[0, 9_999], Gen.Int[0, 9_999], Gen.Int[0, 9_999], Gen.Int[0, 9_999], (edit, a, b, c) => new Pick(edit, a, b, c));

    private static readonly Gen<(Pick[] Initial, Pick[][] Steps)> GenSequence =
        Gen.Select(GenPick.Array[6, 14], GenPick.Array[1, 4].Array[2], (initial, steps) => (initial, steps));

    private delegate RandomModel Edit(RandomModel model, Pick pick, bool isServer);

    /// <summary>Weighed by how often they stand here.</summary>
    private static readonly ImmutableArray<Edit> EditsOfEveryProvider =
    [
        AddTable, AddTable, DropTable, RenameTable, CommentTable,
        AddColumn, AddColumn, AddColumn, DropColumn, DropColumn, RenameColumn, RenameColumn,
        AlterType, AlterNullability, AlterNullability, AlterLength, AlterPrecision, AlterDefault, CommentColumn,
        AddIndex, AddIndex, AddIndex, DropIndex, DropIndex,
        AddReference, AddReference, DropReference,
        AddAlternateKey, DropAlternateKey, AddCheck, DropCheck, ChangeKey,
        InsertRow, InsertRow, UpdateRow, DeleteRow,
    ];

    private static readonly ImmutableArray<Edit> EditsOfServers =
        [.. EditsOfEveryProvider, MoveTable, MoveTable, AddSequence, AddSequence, AlterSequence, DropSequence];

    /// <summary>
    /// That many sequences; where <c>CsCheck_Seed</c> is set, only the one that it makes, and <c>SAFECHANGE_SEQUENCES</c>
    /// is another number.
    /// </summary>
    public static ImmutableArray<ModelSequence> Draw(Provider provider, int count)
    {
        if (Environment.GetEnvironmentVariable(SeedVariable) is { Length: > 0 } seed)
        {
            return [Draw(provider, 0, PCG.Parse(seed))];
        }

        if (Environment.GetEnvironmentVariable(CountVariable) is { Length: > 0 } number)
        {
            count = int.Parse(number, CultureInfo.InvariantCulture);
        }

        return [.. Enumerable.Range(0, count).Select(index => Draw(provider, index, new PCG((uint)index, FixedSeed)))];
    }

    private static ModelSequence Draw(Provider provider, int index, PCG random)
    {
        var seed = $"{SeedVariable}={random}";
        var (initial, steps) = GenSequence.Generate(random, null, out _);
        var isServer = provider != Provider.Sqlite;
        var models = new List<RandomModel>
        {
            Apply(AddTable(AddTable(RandomModel.Empty, initial[0], isServer), initial[1], isServer), initial.Skip(2), isServer),
        };
        foreach (var step in steps)
        {
            models.Add(Apply(models[^1], step, isServer));
        }

        return new ModelSequence($"Random{index}", seed, [.. models]);
    }

    private static RandomModel Apply(RandomModel model, IEnumerable<Pick> picks, bool isServer)
    {
        var edits = isServer ? EditsOfServers : EditsOfEveryProvider;
        return picks.Aggregate(model, (current, pick) => edits[pick.Edit % edits.Length](current, pick, isServer).Consistent());
    }

    private static RandomModel AddTable(RandomModel model, Pick pick, bool isServer)
    {
        if (Free(TableNames, model.Tables.Select(table => table.Name), pick.A) is not { } name)
        {
            return model;
        }

        var next = model.Next;
        var columns = Enumerable.Range(0, pick.B % 4).Select(index => Column($"P{next + 1 + index}", ColumnNames[(pick.C + index) % ColumnNames.Length], pick.B + (index * 7) + pick.C));
        var table = new RandomTable($"E{next}", name, [.. columns])
        {
            HasCompositeKey = pick.C % 7 == 0,
            Schema = isServer && pick.C % 5 == 0 ? One(Schemas, pick.B) : null,
        };
        return model with { Tables = model.Tables.Add(table), Next = next + 5 };
    }

    private static RandomModel DropTable(RandomModel model, Pick pick, bool isServer) =>
        model.Tables.Length < 2 ? model : model with { Tables = model.Tables.RemoveAt(pick.A % model.Tables.Length) };

    private static RandomModel RenameTable(RandomModel model, Pick pick, bool isServer) =>
        Free(TableNames, model.Tables.Select(table => table.Name), pick.B) is { } name ? On(model, pick, table => table with { Name = name }) : model;

    private static RandomModel MoveTable(RandomModel model, Pick pick, bool isServer) =>
        On(model, pick, table => table with { Schema = One(SchemasToMoveTo, pick.B) });

    private static RandomModel CommentTable(RandomModel model, Pick pick, bool isServer) =>
        On(model, pick, table => table with { Comment = Comment(pick.B) });

    private static RandomModel ChangeKey(RandomModel model, Pick pick, bool isServer) =>
        On(model, pick, table => table with { HasCompositeKey = !table.HasCompositeKey });

    private static RandomModel AddColumn(RandomModel model, Pick pick, bool isServer) =>
        On(model with { Next = model.Next + 1 }, pick, table =>
            Free(ColumnNames, table.Columns.Select(column => column.Name), pick.B) is { } name
                ? table with { Columns = table.Columns.Add(Column($"P{model.Next}", name, pick.C)) }
                : table);

    private static RandomModel DropColumn(RandomModel model, Pick pick, bool isServer) =>
        On(model, pick, table => table.Columns.IsEmpty ? table : table with { Columns = table.Columns.RemoveAt(pick.B % table.Columns.Length) });

    private static RandomModel RenameColumn(RandomModel model, Pick pick, bool isServer) => OnColumn(model, pick, (table, column) =>
        Free(ColumnNames, table.Columns.Select(each => each.Name), pick.C) is { } name ? column with { Name = name } : column);

    private static RandomModel AlterType(RandomModel model, Pick pick, bool isServer) => OnColumn(model, pick, (table, column) =>
    {
        var type = !isServer ? One(Types, pick.C)
            : column.IsNumber ? One(Numbers, pick.C)
            : column.Type == typeof(DateTime) ? typeof(DateOnly)
            : column.Type == typeof(DateOnly) ? typeof(DateTime)
            : column.Type;
        return new RandomColumn(column.Key, column.Name, type, column.IsNullable) { Comment = column.Comment };
    });

    private static RandomModel AlterNullability(RandomModel model, Pick pick, bool isServer) => OnColumn(model, pick, (table, column) =>
        table.AlternateKeys.Contains(column.Key) ? column : column with { IsNullable = !column.IsNullable });

    private static RandomModel AlterLength(RandomModel model, Pick pick, bool isServer) => OnColumn(model, pick, (table, column) =>
        column.Type == typeof(string) ? column with { Length = One(Lengths, pick.C) } : column);

    private static RandomModel AlterPrecision(RandomModel model, Pick pick, bool isServer) => OnColumn(model, pick, (table, column) =>
        column.Type == typeof(decimal) ? column with { Scale = One(Scales, pick.C) } : column);

    private static RandomModel AlterDefault(RandomModel model, Pick pick, bool isServer) => OnColumn(model, pick, (table, column) =>
        table.AlternateKeys.Contains(column.Key) ? column : column with { Default = Default(column.Type, pick.C) });

    private static RandomModel CommentColumn(RandomModel model, Pick pick, bool isServer) =>
        OnColumn(model, pick, (table, column) => column with { Comment = Comment(pick.C) });

    private static RandomModel AddIndex(RandomModel model, Pick pick, bool isServer) => On(model, pick, table =>
    {
        var columns = table.Columns.Select(column => column.Key).Skip(pick.B % 3).Take(1 + (pick.C % 2)).ToImmutableArray();
        var index = new RandomIndex(
            columns,
            IsUnique: pick.C % 3 == 0 && !table.Columns.Any(column => columns.Contains(column.Key) && column.Type == typeof(bool)),
            IsFiltered: pick.C % 5 < 2,
            IsDescending: pick.C % 7 < 2);
        return columns.IsEmpty || table.Indexes.Any(each => each.Columns.SequenceEqual(columns)) ? table : table with { Indexes = table.Indexes.Add(index) };
    });

    private static RandomModel DropIndex(RandomModel model, Pick pick, bool isServer) =>
        On(model, pick, table => table.Indexes.IsEmpty ? table : table with { Indexes = table.Indexes.RemoveAt(pick.B % table.Indexes.Length) });

    private static RandomModel AddReference(RandomModel model, Pick pick, bool isServer)
    {
        if (model.Tables.Length < 2)
        {
            return model;
        }

        var at = 1 + (pick.A % (model.Tables.Length - 1));
        var principal = model.Tables[pick.B % at];
        return principal.HasCompositeKey || model.Tables[at].References.Any(reference => reference.Principal == principal.Key || reference.Column == $"{principal.Name}Id")
            ? model
            : On(model with { Next = model.Next + 1 }, pick with { A = at }, table => table with
            {
                References = table.References.Add(new($"P{model.Next}", $"{principal.Name}Id", principal.Key, One([DeleteBehavior.Restrict, DeleteBehavior.Cascade, DeleteBehavior.SetNull], pick.C))),
            });
    }

    private static RandomModel DropReference(RandomModel model, Pick pick, bool isServer) =>
        On(model, pick, table => table.References.IsEmpty ? table : table with { References = table.References.RemoveAt(pick.B % table.References.Length) });

    private static RandomModel AddAlternateKey(RandomModel model, Pick pick, bool isServer) => On(model, pick, table =>
        table.Columns.FirstOrDefault(column => !column.IsNullable && column.Default == RandomDefault.None && column.Type != typeof(bool) && !table.AlternateKeys.Contains(column.Key)) is { } column
            ? table with { AlternateKeys = table.AlternateKeys.Add(column.Key) }
            : table);

    private static RandomModel DropAlternateKey(RandomModel model, Pick pick, bool isServer) =>
        On(model, pick, table => table.AlternateKeys.IsEmpty ? table : table with { AlternateKeys = table.AlternateKeys.RemoveAt(0) });

    private static RandomModel AddCheck(RandomModel model, Pick pick, bool isServer) => On(model, pick, table =>
        table.Columns.FirstOrDefault(column => column.IsNumber && !table.Checks.Contains(column.Key)) is { } column
            ? table with { Checks = table.Checks.Add(column.Key) }
            : table);

    private static RandomModel DropCheck(RandomModel model, Pick pick, bool isServer) =>
        On(model, pick, table => table.Checks.IsEmpty ? table : table with { Checks = table.Checks.RemoveAt(0) });

    private static RandomModel InsertRow(RandomModel model, Pick pick, bool isServer) =>
        On(model, pick, table => table with { Rows = table.Rows.SetItem(1 + (pick.B % 5), pick.C % 20) });

    private static RandomModel UpdateRow(RandomModel model, Pick pick, bool isServer) =>
        On(model, pick, table => table.Rows.IsEmpty ? table : table with { Rows = table.Rows.SetItem(table.Rows.Keys.ElementAt(pick.B % table.Rows.Count), pick.C % 20) });

    private static RandomModel DeleteRow(RandomModel model, Pick pick, bool isServer) =>
        On(model, pick, table => table.Rows.IsEmpty ? table : table with { Rows = table.Rows.Remove(table.Rows.Keys.ElementAt(pick.B % table.Rows.Count)) });

    private static RandomModel AddSequence(RandomModel model, Pick pick, bool isServer) =>
        Free(["Numbers", "Tickets"], model.Sequences.Select(sequence => sequence.Name), pick.A) is { } name
            ? model with { Sequences = model.Sequences.Add(new(name, One(Schemas, pick.B), 1 + (pick.C % 3), 1 + (pick.C % 2))) }
            : model;

    private static RandomModel AlterSequence(RandomModel model, Pick pick, bool isServer) => model.Sequences.IsEmpty ? model
        : model with { Sequences = model.Sequences.SetItem(0, model.Sequences[0] with { Increment = 1 + (pick.B % 5), Schema = pick.C % 3 == 0 ? One(SchemasToMoveTo, pick.A) : model.Sequences[0].Schema }) };

    private static RandomModel DropSequence(RandomModel model, Pick pick, bool isServer) =>
        model.Sequences.IsEmpty ? model : model with { Sequences = model.Sequences.RemoveAt(0) };

    private static RandomModel On(RandomModel model, Pick pick, Func<RandomTable, RandomTable> edit)
    {
        var index = pick.A % model.Tables.Length;
        return model with { Tables = model.Tables.SetItem(index, edit(model.Tables[index])) };
    }

    private static RandomModel OnColumn(RandomModel model, Pick pick, Func<RandomTable, RandomColumn, RandomColumn> edit) => On(model, pick, table =>
    {
        if (table.Columns.IsEmpty)
        {
            return table;
        }

        var index = pick.B % table.Columns.Length;
        return table with { Columns = table.Columns.SetItem(index, edit(table, table.Columns[index])) };
    });

    private static RandomColumn Column(string key, string name, int pick)
    {
        var type = One(Types, pick);
        return new RandomColumn(key, name, type, IsNullable: pick / 16 % 2 == 0)
        {
            Length = type == typeof(string) ? One(Lengths, pick / 32) : null,
            Scale = type == typeof(decimal) ? One(Scales, pick / 32) : null,
            Default = pick / 64 % 4 == 0 ? Default(type, pick) : RandomDefault.None,
            Comment = pick / 256 % 4 == 0 ? Comment(pick) : null,
        };
    }

    private static RandomDefault Default(Type type, int pick) => (pick % 3) switch
    {
        0 => RandomDefault.None,
        1 when type == typeof(DateTime) => RandomDefault.Sql,
        _ => RandomDefault.Value,
    };

    private static string? Comment(int pick) => One<string?>([null, "said", "said 'otherwise'"], pick);

    private static T One<T>(ImmutableArray<T> values, int pick) => values[pick % values.Length];

    private static string? Free(ImmutableArray<string> names, IEnumerable<string> used, int pick)
    {
        var free = names.Except(used).ToImmutableArray();
        return free.IsEmpty ? null : One(free, pick);
    }

    private sealed record Pick(int Edit, int A, int B, int C);
}

/// <summary>What a project's model was, migration by migration.</summary>
/// <param name="Seed">The environment variable that draws it again.</param>
internal sealed record ModelSequence(string Name, string Seed, ImmutableArray<RandomModel> Models);
