using System.Linq;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Effects;

public sealed class AccumulateTests
{
    private const string Model = """
        class Account
        {
            public int Count { get; set; } public int? Maybe { get; set; } public decimal Balance { get; set; } public string Text { get; set; } = ""; public TimeSpan Spent;
            public int Attempts { get; set; } public int RetryCount { get; set; } public int SentTries { get; set; } public int RowVersion { get; set; } public int Entries { get; set; }
            public bool Flag { get; set; } public Account Parent { get; set; } = null!; public DateTime Due { get; set; } public event Action? Changed;
            public static int Total; public void Touch() { Changed?.Invoke(); }
        }
        class ErrorLog { public int Count { get; set; } }

        """;

    [Theory]
    [InlineData("account.Count++;", "Accumulate Account.Count [Account]")]
    [InlineData("--account.Count;", "Accumulate Account.Count [Account]")]
    [InlineData("account.Balance += 3m;", "Accumulate Account.Balance [Account]")]
    [InlineData("account.Balance -= amount;", "Accumulate Account.Balance [Account]")]
    [InlineData("account.Balance *= 1.1m;", "Accumulate Account.Balance [Account]")]
    [InlineData("account.Balance = account.Balance + amount;", "Accumulate Account.Balance [Account]")]
    [InlineData("account.Balance = amount + account.Balance;", "Accumulate Account.Balance [Account]")]
    [InlineData("account.Balance = account.Balance - amount - 1;", "Accumulate Account.Balance [Account]")]
    [InlineData("var sum = account.Balance + amount; account.Balance = sum;", "Accumulate Account.Balance [Account]")]
    [InlineData("var old = account.Balance; account.Balance = old + amount;", "Accumulate Account.Balance [Account]")]
    [InlineData("var held = account.Balance; held -= amount; account.Balance = held;", "Accumulate Account.Balance [Account]")]
    [InlineData("account.Balance = Math.Max(0, account.Balance - amount);", "Accumulate Account.Balance [Account]")]
    [InlineData("account.Maybe = (account.Maybe ?? 0) + 1;", "Accumulate Account.Maybe [Account]")]
    [InlineData("account.Maybe++;", "Accumulate Account.Maybe [Account]")]
    [InlineData("account.Spent += TimeSpan.FromMinutes(1);", "Accumulate Account.Spent [Account]")]
    [InlineData("account.Parent.Count++;", "Accumulate Account.Count [Account]")]
    [InlineData("account.Parent.Count = account.Parent.Count + 1;", "Accumulate Account.Count [Account]")]
    [InlineData("account.Entries++;", "Accumulate Account.Entries [Account]")]
    [InlineData("_count++;", "Accumulate Job._count [Job]")]
    [InlineData("Account.Total++;", "Static Account.Total [Account]")]
    [InlineData("Interlocked.Increment(ref Account.Total);", "Static Account.Total [Account]")]
    [InlineData("Interlocked.Add(ref Account.Total, 3);", "Static Account.Total [Account]")]
    [InlineData("_seen.Add(amount);", "Static Job._seen [Job]")]
    public void A_change_by_an_amount_is_an_effect(string statement, string expected) => Assert.Equal([expected], In(statement));

    [Theory]
    [InlineData("account.Count = 3;")]
    [InlineData("account.Balance = amount;")]
    [InlineData("account.Balance = account.Parent.Balance + amount;")]
    [InlineData("account.Balance = other.Balance + amount;")]
    [InlineData("account.Balance = -account.Balance;")]
    [InlineData("var held = other.Balance; held -= amount; account.Balance = held;")]
    [InlineData("var held = account.Balance; if (held > amount) held = amount; account.Balance = held;")]
    [InlineData("account.Text += \"x\";")]
    [InlineData("account.Flag |= true;")]
    [InlineData("account.Count |= 4;")]
    [InlineData("account.Count &= 4;")]
    [InlineData("account.Maybe ??= 4;")]
    [InlineData("account.Changed += account.Touch;")]
    [InlineData("account.Attempts++;")]
    [InlineData("account.RetryCount += 1;")]
    [InlineData("account.SentTries++;")]
    [InlineData("account.RowVersion++;")]
    [InlineData("_attempts++;")]
    [InlineData("log.Count++;")]
    [InlineData("var count = 0; count++; count += 2;")]
    [InlineData("var numbers = new int[2]; numbers[0]++;")]
    [InlineData("_byName[\"x\"] += 1;")]
    [InlineData("for (var i = 0; i < 3; i++) { }")]
    public void Nothing_is_said_of(string statement) => Assert.Empty(In(statement));

    [Fact]
    public void The_subject_is_the_object_whose_member_changes()
    {
        var effect = Assert.Single(EffectsOf.Read(Model + "class Job { void Run(Account account) => account.Parent.Count++; }", References.NoFramework));
        Assert.Equal("Parent", Assert.IsAssignableFrom<IPropertyReferenceOperation>(effect.Subject).Property.Name);
        Assert.Equal("Count", effect.Member!.Name);
    }

    [Fact]
    public void A_method_of_the_entity_changes_the_entity()
    {
        var effect = Assert.Single(EffectsOf.Read("class Account { public int Count { get; private set; } void Run() => Count += 1; }", References.NoFramework));
        Assert.IsAssignableFrom<IInstanceReferenceOperation>(effect.Subject);
    }

    private static string[] In(string statement) => EffectsOf.Run(
        Model + $$"""
        class Job
        {
            private int _count; private int _attempts; private static readonly List<decimal> _seen = new();
            private readonly Dictionary<string, int> _byName = new();
            void Run(Account account, Account other, ErrorLog log, decimal amount)
            {
                {{statement}}
            }
        }
        """,
        References.NoFramework);
}
