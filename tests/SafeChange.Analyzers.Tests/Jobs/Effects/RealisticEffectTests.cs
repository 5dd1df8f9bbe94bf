using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Effects;

/// <summary>Whole methods as people write them: everything that they do, and nothing that they do not.</summary>
public sealed class RealisticEffectTests
{
    [Fact]
    public void An_order_is_paid_and_announced() => Assert.Equal(
        [
            "Payment PaymentIntentService.CreateAsync Stable:IdempotencyKey",
            "Insert Order.Payments.Add [Payment] navigation Unstable:Id",
            "Accumulate Order.PaidAmount [Order]",
            "Mail SmtpClient.SendMailAsync None",
            "Publish IBus.Publish None",
        ],
        EffectsOf.Run(
            """
            using MassTransit;
            using Microsoft.EntityFrameworkCore;
            using Microsoft.Extensions.Logging;
            using Stripe;
            public record OrderPaid(Guid OrderId);
            public class Order { public Guid Id { get; set; } public decimal PaidAmount { get; set; } public string Email { get; set; } = ""; public DateTime? PaidAt { get; set; } public ICollection<Payment> Payments { get; } = new List<Payment>(); }
            public class Payment { public Guid Id { get; init; } public decimal Amount { get; init; } public string? Reference { get; init; } }
            public class Db : DbContext { public DbSet<Order> Orders => Set<Order>(); }
            public class PayOrderConsumer(Db db, IBus bus, PaymentIntentService intents, System.Net.Mail.SmtpClient smtp, ILogger<PayOrderConsumer> logger)
            {
                private int _attempts;
                public async Task Run(ConsumeContext<OrderPaid> context)
                {
                    _attempts++;
                    var started = DateTime.UtcNow;
                    var order = await db.Orders.Include(o => o.Payments).SingleAsync(o => o.Id == context.Message.OrderId, context.CancellationToken);
                    var key = $"order-{order.Id:N}";
                    var options = new PaymentIntentCreateOptions { Amount = (long)(order.PaidAmount * 100), Currency = "eur" };
                    options.Metadata = new Dictionary<string, string> { ["order"] = order.Id.ToString() };
                    var intent = await intents.CreateAsync(options, new RequestOptions { IdempotencyKey = key }, context.CancellationToken);
                    var payment = new Payment { Id = Guid.NewGuid(), Amount = intent.Amount, Reference = intent.Id };
                    order.Payments.Add(payment);
                    order.PaidAmount += payment.Amount;
                    order.PaidAt = started;
                    var lines = new List<string>();
                    foreach (var each in order.Payments) { lines.Add($"{each.Amount:0.00}"); }
                    using var mail = new System.Net.Mail.MailMessage("shop@example.com", order.Email) { Subject = "Paid", Body = string.Join("\n", lines) };
                    mail.Bcc.Add(new System.Net.Mail.MailAddress("archive@example.com"));
                    await smtp.SendMailAsync(mail, context.CancellationToken);
                    await db.SaveChangesAsync(context.CancellationToken);
                    await bus.Publish(new OrderPaid(order.Id));
                    await context.Publish(new OrderPaid(order.Id));
                    logger.LogInformation("Order {OrderId} paid in {Elapsed}", order.Id, DateTime.UtcNow - started);
                }
            }
            """,
            References.JobFrameworks));

    [Fact]
    public void A_report_is_computed_in_memory_and_put_in_place() => Assert.Empty(EffectsOf.Run(
        """
        using Dapper;
        public class Report { public decimal Total { get; set; } public string Name { get; set; } = ""; }
        public class ReportJob(System.Data.IDbConnection connection, HttpClient http, StackExchange.Redis.IDatabase redis)
        {
            public async Task Run(string name, CancellationToken token)
            {
                var sums = new Dictionary<string, decimal>();
                var total = 0m;
                foreach (var (section, amount) in await connection.QueryAsync<(string, decimal)>("SELECT section, amount FROM sales WHERE day = @day", new { day = name }))
                {
                    total += amount;
                    sums[section] = sums.GetValueOrDefault(section) + amount;
                    sums[section] += 1;
                }
                var report = new Report { Total = total, Name = name };
                var rates = await http.GetFromJsonAsync<Dictionary<string, decimal>>("/rates", token);
                await connection.ExecuteAsync("UPDATE reports SET total = @Total WHERE name = @Name", report);
                await connection.ExecuteAsync("INSERT INTO reports (name, total) VALUES (@Name, @Total) ON CONFLICT (name) DO UPDATE SET total = excluded.total", report);
                await redis.StringSetAsync("report:" + name, report.Total.ToString());
                await File.WriteAllTextAsync(name + ".txt", report.Total.ToString(), token);
                await http.PutAsJsonAsync("/reports/" + name, report, token);
                using var writer = new StreamWriter(new FileStream(name, FileMode.Create));
                await writer.WriteLineAsync(string.Concat(rates?.Keys ?? Enumerable.Empty<string>()));
            }
        }
        """,
        References.JobFrameworks));

    [Fact]
    public void Lambdas_and_local_functions_are_read_with_their_method() => Assert.Equal(
        ["Accumulate Item.Count [Item]", "Enqueue IBackgroundJobClient.Enqueue None", "Http HttpClient.SendAsync Stable:Idempotency-Key"],
        EffectsOf.Run(
            """
            using Hangfire;
            public class Item { public int Id { get; set; } public int Count { get; set; } }
            public class Job(HttpClient http, IBackgroundJobClient jobs)
            {
                public async Task Run(List<Item> items)
                {
                    await Task.WhenAll(items.Select(item => Post(item)));
                    items.ForEach(item => item.Count++);
                    foreach (var item in items) { jobs.Enqueue<Job>(job => job.Run(items)); }
                    async Task Post(Item item)
                    {
                        using var request = new HttpRequestMessage(HttpMethod.Post, "/items") { Content = JsonContent.Create(item) };
                        request.Headers.Add("Idempotency-Key", $"item-{item.Id}");
                        await http.SendAsync(request);
                    }
                }
            }
            """,
            References.JobFrameworks));
}
