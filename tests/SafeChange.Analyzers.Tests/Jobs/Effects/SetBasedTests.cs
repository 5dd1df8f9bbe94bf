using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Effects;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Effects;

public sealed class SetBasedTests
{
    public static TheoryData<string> Generations => new("EntityFrameworkCore8", "EntityFrameworkCore9", "EntityFrameworkCore10");

    [Theory]
    [MemberData(nameof(Generations))]
    public void A_property_set_to_itself_and_more_is_an_effect(string generation)
    {
        var references = References.Load(generation);
        Assert.Equal(["Accumulate Item.Count [Item]"], In("await items.Where(i => i.Id == id).ExecuteUpdateAsync(s => s.SetProperty(i => i.Count, i => i.Count + 1));", references));
        Assert.Equal(["Accumulate Item.Count [Item]"], In("items.ExecuteUpdate(s => s.SetProperty(i => i.Status, 2).SetProperty(i => i.Count, i => i.Count - id));", references));
        Assert.Empty(In("items.ExecuteUpdate(s => s.SetProperty(i => i.Count, 3));", references));
        Assert.Empty(In("items.ExecuteUpdate(s => s.SetProperty(i => i.Count, i => i.Other + 1));", references));
        Assert.Empty(In("items.ExecuteUpdate(s => s.SetProperty(i => i.Name, i => i.Name + \"x\"));", references));
        Assert.Empty(In("items.ExecuteUpdate(s => s.SetProperty(i => i.Attempts, i => i.Attempts + 1));", references));
        Assert.Empty(In("items.Where(i => i.Status == 1).ExecuteUpdate(s => s.SetProperty(i => i.Status, 2).SetProperty(i => i.Count, i => i.Count + 1));", references));
        Assert.Empty(In("items.ExecuteDelete();", references));
    }

    [Fact]
    public void A_setter_with_statements_is_read_too() => Assert.Equal(
        ["Accumulate Item.Count [Item]"],
        In("items.ExecuteUpdate(s => { s.SetProperty(i => i.Status, 2); if (id > 3) { s.SetProperty(i => i.Count, i => i.Count + id); } });", References.EntityFrameworkCore10));

    [Theory]
    [InlineData("items.Where(i => i.Status == 1).ExecuteUpdate(s => s.SetProperty(i => i.Status, 2));", true)]
    [InlineData("items.Where(i => i.Id == id && i.Status == 1).OrderBy(i => i.Id).ExecuteUpdate(s => s.SetProperty(i => i.Status, i => 2));", true)]
    [InlineData("var open = items.Where(i => i.Status == 1); open.ExecuteUpdate(s => s.SetProperty(i => i.Status, 2));", true)]
    [InlineData("items.Where(i => i.Id == id).ExecuteUpdate(s => s.SetProperty(i => i.Status, 2));", false)]
    [InlineData("items.Where(i => i.Count > 0).ExecuteUpdate(s => s.SetProperty(i => i.Count, i => i.Count - 1));", false)]
    [InlineData("items.Where(i => i.Id == id).ExecuteDelete();", true)]
    [InlineData("items.ExecuteDelete();", false)]
    public void An_update_that_falsifies_its_own_condition_is_a_claim(string statement, bool expected) =>
        Assert.Equal(expected, IsClaim(Source(statement), References.EntityFrameworkCore10));

    [Theory]
    [InlineData("redis.StringSet(\"k\", 1, when: When.NotExists);", true)]
    [InlineData("redis.StringSet(\"k\", 1, TimeSpan.FromHours(1), When.NotExists);", true)]
    [InlineData("redis.StringSet(\"k\", 1);", false)]
    [InlineData("redis.HashSet(\"k\", \"f\", 1, When.NotExists);", true)]
    [InlineData("redis.HashSet(\"k\", \"f\", 1);", false)]
    [InlineData("redis.SetAdd(\"k\", 1);", true)]
    [InlineData("redis.SortedSetAdd(\"k\", 1, 1, When.NotExists);", true)]
    [InlineData("redis.LockTake(\"k\", 1, TimeSpan.FromHours(1));", false)]
    [InlineData("Dapper.SqlMapper.Execute(connection, \"INSERT INTO seen (id) VALUES (@id) ON CONFLICT DO NOTHING\");", true)]
    [InlineData("Dapper.SqlMapper.Execute(connection, \"INSERT IGNORE INTO seen (id) VALUES (@id)\");", true)]
    [InlineData("Dapper.SqlMapper.Execute(connection, \"UPDATE jobs SET status = 2 WHERE id = @id AND status = 1\");", true)]
    [InlineData("Dapper.SqlMapper.Execute(connection, \"UPDATE jobs SET status = 2 WHERE id = @id\");", false)]
    [InlineData("Dapper.SqlMapper.Execute(connection, \"INSERT INTO seen (id) VALUES (@id)\");", false)]
    [InlineData("collection.FindOneAndUpdate(x => x.Id == 1, Builders<Doc>.Update.Set(x => x.Id, 2));", true)]
    public void What_only_one_run_gets_is_a_claim(string statement, bool expected) => Assert.Equal(expected, IsClaim(
        $$"""
        using StackExchange.Redis;
        using MongoDB.Driver;
        class Doc { public int Id { get; set; } }
        class Job { void Run(IDatabase redis, System.Data.IDbConnection connection, IMongoCollection<Doc> collection) { {{statement}} } }
        """,
        References.JobFrameworks));

    private static bool IsClaim(string source, ImmutableArray<MetadataReference> references)
    {
        var (operations, values) = EffectsOf.BodyOf(source, references);
        return operations.OfType<IInvocationOperation>().Any(call => AtomicClaims.IsAtomicClaim(call, values));
    }

    private static string[] In(string statement, ImmutableArray<MetadataReference> references) => EffectsOf.Run(Source(statement), references);

    private static string Source(string statement) => $$"""
        using Microsoft.EntityFrameworkCore;
        class Item { public int Id { get; set; } public int Count { get; set; } public int Other { get; set; } public int Status { get; set; } public int Attempts { get; set; } public string Name { get; set; } = ""; }
        class Job { async Task Run(DbSet<Item> items, int id) { {{statement}} await Task.Yield(); } }
        """;
}
