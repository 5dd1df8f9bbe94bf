using System.Linq;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Effects;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Effects;

/// <summary>What is given to <c>Use</c> stands for a key.</summary>
public sealed class KeyStabilityReaderTests
{
    [Theory]
    [InlineData("Guid.NewGuid()")]
    [InlineData("Guid.NewGuid().ToString(\"N\")")]
    [InlineData("Guid.CreateVersion7()")]
    [InlineData("\"charge-\" + Guid.NewGuid()")]
    [InlineData("$\"charge-{message.Id}-{Guid.NewGuid():N}\"")]
    [InlineData("string.Format(\"{0}-{1}\", message.Id, Guid.NewGuid())")]
    [InlineData("string.Concat(message.Name, DateTime.Now.Ticks)")]
    [InlineData("string.Join(\"-\", new object[] { message.Id, Guid.NewGuid() })")]
    [InlineData("DateTime.UtcNow.Ticks.ToString()")]
    [InlineData("DateTimeOffset.UtcNow.ToUnixTimeSeconds()")]
    [InlineData("DateTime.UtcNow.ToString(\"yyyyMMddHHmmss\")")]
    [InlineData("clock.GetUtcNow()")]
    [InlineData("clock.GetUtcNow().Ticks")]
    [InlineData("Environment.TickCount64")]
    [InlineData("new Random().Next()")]
    [InlineData("Random.Shared.Next(3)")]
    [InlineData("System.Diagnostics.Stopwatch.GetTimestamp()")]
    [InlineData("Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8))")]
    [InlineData("Path.GetRandomFileName()")]
    [InlineData("Own()")]
    [InlineData("local")]
    [InlineData("made.Id")]
    [InlineData("(object)Guid.NewGuid()")]
    [InlineData("message.Flag ? Guid.NewGuid() : Guid.NewGuid()")]
    public void Random_values_and_the_time_are_unstable(string value) => Assert.Equal(KeyStability.Unstable, Of(value));

    [Theory]
    [InlineData("\"a\"")]
    [InlineData("3")]
    [InlineData("default(Guid)")]
    [InlineData("message")]
    [InlineData("message.Id")]
    [InlineData("message.Name!.Trim().ToUpperInvariant()")]
    [InlineData("message.Parts[0]")]
    [InlineData("message.CreatedAt.Ticks")]
    [InlineData("message.CreatedAt.ToString(\"o\")")]
    [InlineData("$\"{message.Id}:receipt\"")]
    [InlineData("message.Id + \"-\" + message.Name")]
    [InlineData("Guid.Parse(message.Name!)")]
    [InlineData("new Guid(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes(message.Name!)))")]
    [InlineData("message.Flag ? \"a\" : \"b\"")]
    [InlineData("message.Name ?? \"none\"")]
    [InlineData("message?.Name")]
    [InlineData("Constant")]
    [InlineData("nameof(Job)")]
    [InlineData("KeyOf(message.Id)")]
    [InlineData("kept")]
    public void What_comes_from_the_input_is_stable(string value) => Assert.Equal(KeyStability.Stable, Of(value));

    [Theory]
    [InlineData("message.Name ?? Guid.NewGuid().ToString()")]
    [InlineData("message.Flag ? message.Id : Guid.NewGuid()")]
    [InlineData("changed")]
    [InlineData("source.Next()")]
    [InlineData("System.Diagnostics.Activity.Current?.Id")]
    [InlineData("Environment.ProcessId")]
    [InlineData("DateTime.Today")]
    [InlineData("$\"digest-{DateTime.UtcNow:yyyy-MM-dd}\"")]
    [InlineData("DateTime.UtcNow.ToString(\"yyyyMMdd\")")]
    [InlineData("DateTime.UtcNow.Date")]
    [InlineData("DateOnly.FromDateTime(DateTime.UtcNow)")]
    [InlineData("DateTime.UtcNow.Year + \"-\" + message.Id")]
    [InlineData("$\"{message.Id}-{source.Next()}\"")]
    [InlineData("new object()")]
    [InlineData("message.Flag switch { true => message.Id, false => Guid.NewGuid() }")]
    public void The_rest_is_not_known(string value) => Assert.Equal(KeyStability.Unknown, Of(value));

    [Fact]
    public void What_a_broker_makes_up_for_each_delivery_is_unstable() => Assert.Equal(
        ["Publish IChannel.BasicPublishAsync Unstable:MessageId"],
        EffectsOf.Run(
            """
            class Job
            {
                async Task Run(RabbitMQ.Client.IChannel rabbit, RabbitMQ.Client.Events.BasicDeliverEventArgs e) =>
                    await rabbit.BasicPublishAsync("e", "r", false, new RabbitMQ.Client.BasicProperties { MessageId = e.DeliveryTag.ToString() }, default);
            }
            """,
            References.JobFrameworks));

    private static KeyStability Of(string value)
    {
        var (operations, values) = EffectsOf.BodyOf(
            $$"""
            interface ISource { string Next(); }
            class Message { public Guid Id { get; set; } public string? Name { get; set; } public bool Flag { get; set; } public List<string> Parts { get; set; } = new(); public DateTime CreatedAt { get; set; } }
            class Made { public Guid Id { get; } = Guid.NewGuid(); }
            class Job
            {
                private const string Constant = "a";
                static Guid Own() => Guid.NewGuid();
                static string KeyOf(Guid id) => $"key-{id}";
                static void Use(object? value) { }
                void Run(Message message, ISource source, TimeProvider clock)
                {
                    var local = Guid.NewGuid();
                    var made = new Made();
                    var kept = $"{message.Id}";
                    var changed = message.Id;
                    if (message.Flag) { changed = Guid.NewGuid(); }
                    Use({{value}});
                    Use(local); Use(made); Use(kept); Use(changed);
                }
            }
            """,
            References.NoFramework);
        var use = operations.OfType<IInvocationOperation>().First(call => call.TargetMethod.Name == "Use");
        return new KeyStabilityReader(new Bodies(use.SemanticModel!.Compilation)).Read(use.Arguments[0].Value, values);
    }
}
