using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Effects;

/// <summary>Other stores, messages past the handler's context, other jobs, files and blobs.</summary>
public sealed class StoreAndMessageTests
{
    [Theory]
    [InlineData("docs.InsertOne(new Doc());", "Insert IMongoCollection<Doc>.InsertOne [Doc] None:Id")]
    [InlineData("await docs.InsertOneAsync(new Doc { Id = id });", "Insert IMongoCollection<Doc>.InsertOneAsync [Doc] Stable:Id")]
    [InlineData("await docs.InsertManyAsync(new[] { new Doc { Id = Guid.NewGuid().ToString() } });", "Insert IMongoCollection<Doc>.InsertManyAsync [Doc] Unstable:Id")]
    [InlineData("docs.UpdateOne(d => d.Id == id, Builders<Doc>.Update.Inc(d => d.Count, 1));", "Accumulate Doc.Count [Doc]")]
    [InlineData("docs.UpdateOne(d => d.Id == id, Builders<Doc>.Update.Set(d => d.Id, id).Mul(d => d.Count, 2));", "Accumulate Doc.Count [Doc]")]
    [InlineData("docs.UpdateOne(d => d.Id == id, Builders<Doc>.Update.Push(d => d.Tags, id));", "Accumulate Doc.Tags [Doc]")]
    public void Mongo(string statement, string expected) => Assert.Equal([expected], Stores(statement));

    [Theory]
    [InlineData("docs.UpdateOne(d => d.Id == id, Builders<Doc>.Update.Set(d => d.Count, 1));")]
    [InlineData("docs.UpdateOne(d => d.Id == id, Builders<Doc>.Update.AddToSet(d => d.Tags, id).SetOnInsert(d => d.Count, 1));")]
    [InlineData("docs.UpdateOne(d => d.Id == id, Builders<Doc>.Update.Inc(d => d.Attempts, 1));")]
    [InlineData("docs.ReplaceOne(d => d.Id == id, new Doc(), new ReplaceOptions { IsUpsert = true });")]
    [InlineData("docs.DeleteOne(d => d.Id == id);")]
    [InlineData("redis.StringSet(id, 1);")]
    [InlineData("redis.SetAdd(id, 1);")]
    [InlineData("redis.HashSet(id, \"f\", 1);")]
    [InlineData("redis.SortedSetAdd(id, 1, 1);")]
    [InlineData("redis.KeyDelete(id);")]
    public void Writing_the_same_value_again_is_none(string statement) => Assert.Empty(Stores(statement));

    [Theory]
    [InlineData("redis.StringIncrement(id);", "Accumulate IDatabase.StringIncrement")]
    [InlineData("await redis.HashDecrementAsync(id, \"f\");", "Accumulate IDatabase.HashDecrementAsync")]
    [InlineData("redis.ListRightPush(id, 1);", "Accumulate IDatabase.ListRightPush")]
    [InlineData("redis.StringAppend(id, \"x\");", "Accumulate IDatabase.StringAppend")]
    [InlineData("redis.StreamAdd(id, \"f\", 1);", "Publish IDatabase.StreamAdd None")]
    public void Redis(string statement, string expected) => Assert.Equal([expected], Stores(statement));

    [Theory]
    [InlineData("await bus.Publish(new Event(id));", "Publish IBus.Publish None")]
    [InlineData("await bus.Publish(new Event(id), c => c.MessageId = Guid.NewGuid());", "Publish IBus.Publish Unstable:MessageId")]
    [InlineData("await bus.Publish(new Event(id), c => c.MessageId = key);", "Publish IBus.Publish Stable:MessageId")]
    [InlineData("await endpoint.Publish(new Event(id));", "Publish IPublishEndpoint.Publish scoped None")]
    [InlineData("var e = await provider.GetSendEndpoint(new Uri(\"queue:a\")); await e.Send(new Event(id));", "Publish ISendEndpoint.Send None")]
    public void A_message_past_the_context_is_an_effect(string statement, string expected) => Assert.Equal([expected], MassTransit(statement));

    [Theory]
    [InlineData("await context.Publish(new Event(id));")]
    [InlineData("await context.Send(new Uri(\"queue:a\"), new Event(id));")]
    [InlineData("var e = await context.GetSendEndpoint(new Uri(\"queue:a\")); await e.Send(new Event(id));")]
    [InlineData("await context.RespondAsync(new Event(id));")]
    public void A_message_through_the_context_is_none(string statement) => Assert.Empty(MassTransit(statement));

    [Theory]
    [InlineData("Rebus.Bus.IBus bus", "await bus.Send(message);", "Publish IBus.Send None")]
    [InlineData("Rebus.Bus.IBus bus", "await bus.Publish(message, new Dictionary<string, string> { [\"rbs2-msg-id\"] = id });", "Publish IBus.Publish Stable:rbs2-msg-id")]
    [InlineData("Wolverine.IMessageBus bus", "await bus.PublishAsync(message);", "Publish IMessageBus.PublishAsync None")]
    [InlineData("DotNetCore.CAP.ICapPublisher cap", "await cap.PublishAsync(\"a\", message);", "Publish ICapPublisher.PublishAsync None")]
    [InlineData("Confluent.Kafka.IProducer<string, string> kafka", "await kafka.ProduceAsync(\"a\", new Confluent.Kafka.Message<string, string> { Key = id });", "Publish IProducer<string, string>.ProduceAsync None")]
    [InlineData("Azure.Storage.Queues.QueueClient queue", "await queue.SendMessageAsync(id);", "Publish QueueClient.SendMessageAsync None")]
    [InlineData("Amazon.SQS.IAmazonSQS sqs", "await sqs.SendMessageAsync(new Amazon.SQS.Model.SendMessageRequest { MessageBody = id });", "Publish IAmazonSQS.SendMessageAsync None")]
    [InlineData("Amazon.SQS.AmazonSQSClient sqs", "await sqs.SendMessageAsync(new Amazon.SQS.Model.SendMessageRequest { MessageDeduplicationId = id });", "Publish AmazonSQSClient.SendMessageAsync Stable:MessageDeduplicationId")]
    [InlineData("Dapr.Client.DaprClient dapr", "await dapr.PublishEventAsync(\"p\", \"t\", message);", "Publish DaprClient.PublishEventAsync None")]
    [InlineData("RabbitMQ.Client.IChannel rabbit", "await rabbit.BasicPublishAsync(\"e\", \"r\", false, new RabbitMQ.Client.BasicProperties { MessageId = id }, default);", "Publish IChannel.BasicPublishAsync Stable:MessageId")]
    [InlineData("RabbitMQ.Client.IChannel rabbit", "var p = new RabbitMQ.Client.BasicProperties(); p.MessageId = Guid.NewGuid().ToString(); await rabbit.BasicPublishAsync(\"e\", \"r\", false, p, default);", "Publish IChannel.BasicPublishAsync Unstable:MessageId")]
    [InlineData("Hangfire.IBackgroundJobClient jobs", "Hangfire.BackgroundJobClientExtensions.Enqueue(jobs, () => Console.WriteLine());", "Enqueue IBackgroundJobClient.Enqueue None")]
    [InlineData("string a", "Hangfire.BackgroundJob.Schedule<Job>(job => job.Other(), TimeSpan.FromHours(1));", "Enqueue BackgroundJob.Schedule None")]
    [InlineData("IJobs jobs", "await jobs.EnqueueAsync<Job>(job => job.Other());", "Enqueue IJobs.EnqueueAsync None")]
    [InlineData("Quartz.IScheduler quartz", "await quartz.TriggerJob(new Quartz.JobKey(\"a\"));", "Enqueue IScheduler.TriggerJob Stable:jobKey")]
    public void Other_brokers_and_jobs(string parameter, string statement, string expected) => Assert.Equal([expected], Other(parameter, statement));

    [Theory]
    [InlineData("Hangfire.IRecurringJobManager jobs", "Hangfire.RecurringJobManagerExtensions.AddOrUpdate(jobs, \"a\", () => Console.WriteLine(), \"* * * * *\");")]
    [InlineData("Wolverine.IMessageContext context", "await context.PublishAsync(message);")]
    [InlineData("IQueryable<Job> query", "query.Where(job => true).ToList();")]
    public void Other_calls_are_none(string parameter, string statement) => Assert.Empty(Other(parameter, statement));

    [Theory]
    [InlineData("File.AppendAllText(path, \"x\");", "File File.AppendAllText")]
    [InlineData("await File.AppendAllLinesAsync(path, lines);", "File File.AppendAllLinesAsync")]
    [InlineData("File.Move(path, \"b\");", "File File.Move")]
    [InlineData("File.Move(path, \"b\", false);", "File File.Move")]
    [InlineData("File.Copy(path, \"b\");", "File File.Copy")]
    [InlineData("Directory.Move(path, \"b\");", "File Directory.Move")]
    [InlineData("System.IO.Compression.ZipFile.CreateFromDirectory(path, \"b\");", "File ZipFile.CreateFromDirectory")]
    [InlineData("using var s = new FileStream(path, FileMode.Append);", "File new FileStream")]
    [InlineData("using var s = new FileStream(path, FileMode.CreateNew, FileAccess.Write);", "File new FileStream")]
    [InlineData("using var s = File.Open(path, FileMode.Append);", "File File.Open")]
    [InlineData("using var s = new StreamWriter(path, append: true);", "File new StreamWriter")]
    public void A_file_that_grows_or_must_not_be_there_is_an_effect(string statement, string expected) => Assert.Equal([expected], Files(statement));

    [Theory]
    [InlineData("File.WriteAllText(path, \"x\");")]
    [InlineData("File.Move(path, \"b\", overwrite: true);")]
    [InlineData("File.Copy(path, \"b\", true);")]
    [InlineData("File.Copy(path, \"b\", flag);")]
    [InlineData("File.Delete(path);")]
    [InlineData("Directory.CreateDirectory(path);")]
    [InlineData("using var s = new FileStream(path, FileMode.Create);")]
    [InlineData("using var s = File.Open(path, FileMode.OpenOrCreate);")]
    [InlineData("using var s = new StreamWriter(path);")]
    public void A_file_that_is_replaced_is_none(string statement) => Assert.Empty(Files(statement));

    [Theory]
    [InlineData("await blob.UploadAsync(path);", "Blob BlobClient.UploadAsync")]
    [InlineData("blob.Upload(path, overwrite: false);", "Blob BlobClient.Upload")]
    [InlineData("append.AppendBlock(Stream.Null);", "Blob AppendBlobClient.AppendBlock")]
    [InlineData("await table.AddEntityAsync(entity);", "Blob TableClient.AddEntityAsync")]
    public void A_blob_that_grows_or_must_not_be_there_is_an_effect(string statement, string expected) => Assert.Equal([expected], Blobs(statement));

    [Theory]
    [InlineData("await blob.UploadAsync(path, overwrite: true);")]
    [InlineData("blob.Upload(path, new Azure.Storage.Blobs.Models.BlobUploadOptions());")]
    [InlineData("append.AppendBlock(Stream.Null, new Azure.Storage.Blobs.Models.AppendBlobAppendBlockOptions());")]
    [InlineData("await table.UpsertEntityAsync(entity);")]
    public void A_blob_that_is_replaced_is_none(string statement) => Assert.Empty(Blobs(statement));

    [Theory]
    [InlineData("ADD n :one", null, true)]
    [InlineData("SET n = n + :one", null, true)]
    [InlineData("SET n = :one", null, false)]
    [InlineData("ADD n :one", "attribute_not_exists(done)", false)]
    public void DynamoDB_adds_by_its_update_expression(string update, string? condition, bool expected)
    {
        // A stand-in with the names of AWSSDK.DynamoDBv2, for the sake of one method.
        var sdk = TestAssembly.Compile("AWSSDK.DynamoDBv2", """
            namespace Amazon.DynamoDBv2.Model { public class UpdateItemRequest { public string? UpdateExpression { get; set; } public string? ConditionExpression { get; set; } } }
            namespace Amazon.DynamoDBv2 { public interface IAmazonDynamoDB { System.Threading.Tasks.Task UpdateItemAsync(Model.UpdateItemRequest request); } }
            """);
        var given = condition is null ? "" : $", ConditionExpression = \"{condition}\"";
        var effects = EffectsOf.Run(
            $$"""class Job { async Task Run(Amazon.DynamoDBv2.IAmazonDynamoDB db) => await db.UpdateItemAsync(new() { UpdateExpression = "{{update}}"{{given}} }); }""",
            References.NoFramework.Add(sdk));
        Assert.Equal(expected ? ["Accumulate IAmazonDynamoDB.UpdateItemAsync"] : [], effects);
    }

    private static string[] Stores(string statement) => EffectsOf.Run(
        $$"""
        using MongoDB.Driver;
        using StackExchange.Redis;
        class Doc { public string? Id { get; set; } public int Count { get; set; } public int Attempts { get; set; } public List<string> Tags { get; set; } = new(); }
        class Job { async Task Run(IMongoCollection<Doc> docs, IDatabase redis, string id) { {{statement}} await Task.Yield(); } }
        """,
        References.JobFrameworks);

    private static string[] MassTransit(string statement) => EffectsOf.Run(
        $$"""
        using MassTransit;
        record Event(string Id);
        class Job { async Task Run(ConsumeContext<Event> context, IBus bus, IPublishEndpoint endpoint, ISendEndpointProvider provider, string id, Guid key) { {{statement}} await Task.Yield(); } }
        """,
        References.JobFrameworks);

    private static string[] Other(string parameter, string statement) => EffectsOf.Run(
        $$"""
        public interface IJobs { Task EnqueueAsync<T>(Expression<Func<T, Task>> job); }
        public class Job { public Task Other() => Task.CompletedTask; internal async Task Run({{parameter}}, object message, string id) { {{statement}} await Task.Yield(); } }
        """,
        References.JobFrameworks);

    private static string[] Files(string statement) => EffectsOf.Run(
        $$"""class Job { async Task Run(string path, string[] lines, bool flag) { {{statement}} await Task.Yield(); } }""", References.NoFramework);

    private static string[] Blobs(string statement) => EffectsOf.Run(
        $$"""
        class Job { async Task Run(Azure.Storage.Blobs.BlobClient blob, Azure.Storage.Blobs.Specialized.AppendBlobClient append, Azure.Data.Tables.TableClient table, Azure.Data.Tables.TableEntity entity, string path) { {{statement}} await Task.Yield(); } }
        """,
        References.JobFrameworks);
}
