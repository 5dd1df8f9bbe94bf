using System.Linq;
using System.Threading.Tasks;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs;

/// <summary>What holds for all rules about jobs: who is judged, in which order, and that no source stops the analyzer.</summary>
public sealed class JobAnalyzerTests
{
    private static readonly Verify<JobAnalyzer> Verify = new(References.Hangfire);

    [Fact]
    public Task Each_effect_is_reported_by_one_rule() => Verify.Reports(
        Shop.Job(
            """
            var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
            {|SAFE2001:order.Paid|} += amount;
            db.Shipments.{|SAFE2002:Add|}(new Shipment { OrderId = id });
            await db.SaveChangesAsync(ct);
            await http.{|SAFE2006:PostAsync|}("/", null, ct);
            await mail.{|SAFE2005:SendAsync|}(order.Email, "Thank you", ct);
            """));

    [Fact]
    public Task What_a_marker_would_stop_is_not_reported_again() => Verify.Reports(
        Shop.Job(
            """
            var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
            await http.PostAsync("/", null, ct);
            await mail.SendAsync(order.Email, "Thank you", ct);
            await mail.SendAsync("desk@b.c", "Thanked", ct);
            {|SAFE2007:order.EmailSent|} = true;
            await db.SaveChangesAsync(ct);
            """));

    [Fact]
    public Task What_nothing_enqueues_is_no_handler() => Verify.Silent(
        Shop.Job("var order = await db.Orders.SingleAsync(o => o.Id == id, ct); order.Paid += amount; await db.SaveChangesAsync(ct);")
            .With([("Web.cs", "class Web { }")]));

    [Fact]
    public Task A_test_may_run_what_it_likes_as_often_as_it_likes() => Verify
        .WithMore(TestAssembly.Compile("xunit.core", "namespace Xunit { public class FactAttribute : System.Attribute { } }"))
        .Silent(Shop.Job("var order = await db.Orders.SingleAsync(o => o.Id == id, ct); order.Paid += amount; await db.SaveChangesAsync(ct);", "[Xunit.Fact] public void Test() { }"));

    [Fact]
    public Task An_excluded_handler_is_left_alone() => Verify.Options("safechange.jobs.excluded_handlers = T:Shop.*").Silent(
        Shop.Job("var order = await db.Orders.SingleAsync(o => o.Id == id, ct); order.Paid += amount; await db.SaveChangesAsync(ct);"));

    [Fact]
    public Task A_handler_interface_of_ones_own_can_be_named() => Verify.Options("safechange.jobs.handler_types = M:Shop.IHandle`1.HandleAsync").Reports(
    [
        ("Shop.cs", Shop.Model),
        ("Handler.cs", Shop.Usings + """
            public interface IHandle<T> { Task HandleAsync(T message); }
            public record OrderPlaced(int OrderId);
            public class Handler(ShopDb db) : IHandle<OrderPlaced>
            {
                public async Task HandleAsync(OrderPlaced message)
                {
                    var customer = await db.Customers.SingleAsync(c => c.Id == message.OrderId);
                    {|SAFE2001:customer.Orders|}++;
                    await db.SaveChangesAsync();
                }
            }
            """),
    ]);

    [Fact]
    public Task What_runs_once_in_the_process_is_judged_where_a_team_asks_for_it()
    {
        Sources service =
        [
            ("Shop.cs", Shop.Model),
            ("Service.cs", Shop.Usings + """
                public class Seeder(ShopDb db) : Microsoft.Extensions.Hosting.IHostedService
                {
                    public async Task StartAsync(CancellationToken ct) { db.Products.{|SAFE2002:Add|}(new Product()); await db.SaveChangesAsync(ct); }
                    public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
                }
                """),
        ];
        return Verify.Options("safechange.jobs.report_in_process = true").Reports(service);
    }

    [Fact]
    public Task What_runs_once_in_the_process_is_not_judged_otherwise() => Verify.Silent(
    [
        ("Shop.cs", Shop.Model),
        ("Service.cs", Shop.Usings + """
            public class Seeder(ShopDb db) : Microsoft.Extensions.Hosting.IHostedService
            {
                public async Task StartAsync(CancellationToken ct) { db.Products.Add(new Product()); await db.SaveChangesAsync(ct); }
                public Task StopAsync(CancellationToken ct) => Task.CompletedTask;
            }
            """),
    ]);

    [Fact]
    public Task A_method_that_calls_itself_is_read_once() => Verify.Reports(
        Shop.Job(
            "await {|SAFE2005:WalkAsync|}(id, 3);",
            """
            private async Task WalkAsync(int id, int depth)
            {
                if (depth == 0) return;
                await mail.SendAsync("a@b.c", "Level " + depth);
                await WalkAsync(id, depth - 1);
                await TurnAsync(id, depth);
            }

            private Task TurnAsync(int id, int depth) => WalkAsync(id, depth - 1);
            """));

    [Fact]
    public Task Handlers_that_hand_over_to_each_other_come_to_an_end() => Verify.Silent(
    [
        ("Mediator.cs", Shop.Usings + """
            public record Ping(int Id);
            public record Pong(int Id);
            public interface IRequestHandler<T> { Task Handle(T request); }
            public interface IMediator { Task Send(object request); }
            public class PingHandler(IMediator mediator) : IRequestHandler<Ping> { public Task Handle(Ping request) => mediator.Send(new Pong(request.Id)); }
            public class PongHandler(IMediator mediator) : IRequestHandler<Pong> { public Task Handle(Pong request) => mediator.Send(new Ping(request.Id)); }
            public class Job(IMediator mediator)
            {
                public Task RunAsync(int id) => mediator.Send(new Ping(id));
                public static void Start(IBackgroundJobClient jobs) => jobs.Enqueue<Job>(job => job.RunAsync(1));
            }
            """),
    ]);

    [Fact]
    public Task A_handler_of_five_thousand_lines_is_read_or_passed_over()
    {
        var lines = string.Join("\n", Enumerable.Range(0, 5000).Select(i => $"if (id == {i}) {{ order.Notes = \"{i}\"; }}"));
        return Verify.Silent(Shop.Job("var order = await db.Orders.SingleAsync(o => o.Id == id, ct);\n" + lines + "\norder.Paid += amount; await db.SaveChangesAsync(ct);"));
    }

    [Fact]
    public Task A_handler_that_calls_hundreds_of_methods_is_read_as_far_as_the_budget_goes()
    {
        var calls = string.Join("\n", Enumerable.Range(0, 400).Select(i => $"Step{i}(order);"));
        var steps = string.Join("\n", Enumerable.Range(0, 400).Select(i => $"private static void Step{i}(Order order) => order.Notes = \"{i}\";"));
        return Verify.Reports(Shop.Job(
            "var order = await db.Orders.SingleAsync(o => o.Id == id, ct);\n{|SAFE2001:order.Paid|} += amount;\n" + calls + "\nawait db.SaveChangesAsync(ct);", steps));
    }

    [Fact]
    public Task Depth_zero_reads_the_handler_alone() => Verify.Options("safechange.jobs.interprocedural_depth = 0").Reports(
        Shop.Job("await SendAsync(); await mail.{|SAFE2005:SendAsync|}(\"a@b.c\", \"\", ct);", "private Task SendAsync() => mail.SendAsync(\"a@b.c\", \"\");"));

    [Theory]
    [InlineData("dynamic order = await db.Orders.SingleAsync(o => o.Id == id, ct); order.Paid += amount; order.Save(); await mail.{|SAFE2005:SendAsync|}(\"a@b.c\", \"\", ct);")]
    [InlineData("again: await mail.{|SAFE2005:SendAsync|}(\"a@b.c\", \"\", ct); if (id++ < 3) goto again;")]
    [InlineData("foreach (var to in Names()) { await mail.{|SAFE2005:SendAsync|}(to, \"\", ct); } IEnumerable<string> Names() { yield return \"a@b.c\"; yield break; }")]
    [InlineData("try { throw new InvalidOperationException(); } catch (InvalidOperationException e) when (e.Message.Length > 0) { await mail.{|SAFE2005:SendAsync|}(\"a@b.c\", \"\", ct); } finally { Native.Beep(1, 1); }")]
    [InlineData("switch (id) { case 1: goto case 2; case 2 when amount > 0: break; case 2: await mail.{|SAFE2005:SendAsync|}(\"a@b.c\", \"\", ct); break; default: goto case 1; }")]
    [InlineData("unsafe { var p = &id; *p += 1; } await mail.{|SAFE2005:SendAsync|}(\"a@b.c\", \"\", ct);")]
    [InlineData("var (a, b) = (id, amount); (a, b) = (a + 1, b * 2); await mail.{|SAFE2005:SendAsync|}($\"{a}{b}\", \"\", ct);")]
    [InlineData("await (id > 0 ? mail.{|SAFE2005:SendAsync|}(\"a@b.c\", \"\", ct) : Task.CompletedTask);")]
    [InlineData("while (true) { await mail.{|SAFE2005:SendAsync|}(\"a@b.c\", \"\", ct); }")]
    [InlineData("return; mail.SendAsync(\"a@b.c\", \"\", ct);")]
    [InlineData("new Parts().Run(id); await mail.{|SAFE2005:SendAsync|}(\"a@b.c\", \"\", ct);")]
    public Task Unusual_code_is_read_like_any_other(string statements) => Verify.Reports(
        Shop.Job(
            statements,
            types: """
                public static class Native { [System.Runtime.InteropServices.DllImport("kernel32")] public static extern bool Beep(int f, int d); }
                public partial class Parts { public void Run(int id) => Part(id); partial void Part(int id); }
                """));

    [Theory]
    [InlineData("var order = await db.Orders.SingleAsync(o => o.Missing == id, ct); order.Paid += amount; await db.SaveChangesAsync(ct);")]
    [InlineData("await missing.SendAsync(; order.Paid += ; ")]
    [InlineData("foreach (var x in ) { x.Y++; } if () return; ")]
    [InlineData("var order = new Missing(); order.Count++; db.Add(order); await db.SaveChangesAsync(ct)")]
    [InlineData("goto nowhere; await mail.SendAsync(")]
    [InlineData("db.Missings.Add(new Missing { Id = }); switch (id) { case }")]
    [InlineData("await db.Orders.Where(o => o.).ExecuteUpdateAsync(s => s.SetProperty(o => , 1));")]
    public Task Broken_code_is_passed_over(string statements) => Verify.BrokenCode().Silent(Shop.Job(statements));

    [Theory]
    [InlineData("public class OrderJob { public void RunAsync(int id, decimal a, Guid m, CancellationToken c) { } }")]
    [InlineData("public class OrderJob { public extern void RunAsync(int id, decimal a, Guid m, CancellationToken c); }")]
    [InlineData("public abstract class OrderJob { public abstract Task RunAsync(int id, decimal a, Guid m, CancellationToken c); }")]
    [InlineData("public partial class OrderJob { public partial Task RunAsync(int id, decimal a, Guid m, CancellationToken c); public partial Task RunAsync(int id, decimal a, Guid m, CancellationToken c) => Task.CompletedTask; }")]
    [InlineData("public class OrderJob { public Task RunAsync(int id, decimal a, Guid m, CancellationToken c) => throw new NotImplementedException(); }")]
    [InlineData("public class OrderJob { public async Task RunAsync(int id, decimal a, Guid m, CancellationToken c) { await foreach (var x in Read()) { } async IAsyncEnumerable<int> Read() { yield return 1; await Task.Yield(); } } }")]
    public Task A_body_without_anything_in_it_is_nothing_to_report(string job) => Verify.BrokenCode().Silent(
        Shop.Job("").With([("OrderJob.cs", Shop.Usings + job)]));

    [Fact]
    public Task Top_level_statements_may_hold_handlers() => Verify.Program().Reports(
    [
        ("Shop.cs", Shop.Model),
        ("Program.cs", Shop.Usings.Replace("namespace Shop;", "using Shop;") + """
            Console.WriteLine("Starting");
            BackgroundJob.Enqueue<Mailer>(mailer => mailer.RunAsync("a@b.c"));

            public class Mailer(IMailSender mail) { public Task RunAsync(string to) => mail.{|SAFE2005:SendAsync|}(to, "Hello"); }
            """),
    ]);
}
