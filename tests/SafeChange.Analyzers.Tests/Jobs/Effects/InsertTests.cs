using System.Linq;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Effects;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Effects;

public sealed class InsertTests
{
    private const string Model = """
        using Microsoft.EntityFrameworkCore;

        class Order { public Guid Id { get; set; } public string? Name { get; set; } public List<Line> Lines { get; } = new(); }
        class Line { public int Id { get; set; } public int Count { get; set; } }
        class Receipt { public Guid ReceiptId { get; set; } = Guid.NewGuid(); }
        class Entity { public Guid Id { get; protected set; } protected Entity() { Id = Guid.NewGuid(); } protected Entity(Guid id) => Id = id; }
        class Invoice : Entity { public Invoice() { } public Invoice(Guid id) : base(id) { } public Invoice(string text) : this(Guid.Parse(text)) { } }
        class Bill(Guid id) : Entity(id);
        record Payment(Guid Id, decimal Amount);
        class Ticket { private readonly Guid _id; public Ticket(Guid id) { _id = id; } public Guid Id => _id; }
        class Parcel { public Guid Id { get; private set; } public static Parcel New() => new Parcel { Id = Guid.NewGuid() }; public static Parcel For(Guid id) => new() { Id = id }; }
        class Keyed { [System.ComponentModel.DataAnnotations.Key] public string Code { get; set; } = ""; public int Id { get; set; } }
        [PrimaryKey(nameof(OrderId), nameof(Kind))] class Mark { public Guid OrderId { get; set; } public string Kind { get; set; } = ""; public int Id { get; set; } }
        class View { public string Text { get; set; } = ""; }
        class Aggregate { public Guid Id { get; private set; } public Aggregate(Guid id) { Apply(id); } private void Apply(Guid id) => Id = id; }
        class JobLog { public int Id { get; set; } }
        class AuditEntry { public int Id { get; set; } }
        class Blog { public int Id { get; set; } }
        class Message { public Guid Id { get; set; } public Guid? Key { get; set; } public Order Order { get; set; } = null!; public List<Line> Lines { get; set; } = new(); }
        class Db : DbContext
        {
            public DbSet<Order> Orders => Set<Order>();
            public DbSet<Line> Lines => Set<Line>();
            public DbSet<Receipt> Receipts => Set<Receipt>();
            public DbSet<Invoice> Invoices => Set<Invoice>();
            public DbSet<Bill> Bills => Set<Bill>();
            public DbSet<Payment> Payments => Set<Payment>();
            public DbSet<Ticket> Tickets => Set<Ticket>();
            public DbSet<Parcel> Parcels => Set<Parcel>();
            public DbSet<Keyed> Keyed => Set<Keyed>();
            public DbSet<Mark> Marks => Set<Mark>();
            public DbSet<View> Views => Set<View>();
            public DbSet<JobLog> JobLogs => Set<JobLog>();
            public DbSet<AuditEntry> Audits => Set<AuditEntry>();
            public DbSet<Blog> Blogs => Set<Blog>();
        }

        """;

    [Theory]
    [InlineData("db.Orders.Add(new Order());", "Insert DbSet<Order>.Add [Order] None:Id")]
    [InlineData("db.Add(new Order());", "Insert Db.Add [Order] None:Id")]
    [InlineData("await db.AddAsync(new Order(), token);", "Insert Db.AddAsync [Order] None:Id")]
    [InlineData("await db.Orders.AddAsync(new Order { Id = Guid.Empty });", "Insert DbSet<Order>.AddAsync [Order] None:Id")]
    [InlineData("db.Lines.Add(new Line { Id = 0, Count = 3 });", "Insert DbSet<Line>.Add [Line] None:Id")]
    [InlineData("db.Lines.Add(new Line { Id = 7 });", "Insert DbSet<Line>.Add [Line] Stable:Id")]
    [InlineData("db.Orders.Add(new Order { Id = message.Id });", "Insert DbSet<Order>.Add [Order] Stable:Id")]
    [InlineData("db.Orders.Add(new Order { Id = Guid.NewGuid() });", "Insert DbSet<Order>.Add [Order] Unstable:Id")]
    [InlineData("db.Orders.Add(new Order { Id = message.Key ?? Guid.NewGuid() });", "Insert DbSet<Order>.Add [Order] Unknown:Id")]
    [InlineData("var order = new Order(); order.Id = message.Id; db.Orders.Add(order);", "Insert DbSet<Order>.Add [Order] Stable:Id")]
    [InlineData("var order = new Order { Id = message.Id }; order.Id = Guid.NewGuid(); db.Orders.Add(order);", "Insert DbSet<Order>.Add [Order] Unstable:Id")]
    [InlineData("var order = new Order(); db.Orders.Add(order); order.Id = message.Id;", "Insert DbSet<Order>.Add [Order] None:Id")]
    [InlineData("var order = new Order(); Map(message, order); db.Orders.Add(order);", "Insert DbSet<Order>.Add [Order]")]
    [InlineData("var first = new Order { Id = message.Id }; var order = first; db.Orders.Add(order);", "Insert DbSet<Order>.Add [Order] Stable:Id")]
    [InlineData("db.Orders.Add(message.Order);", "Insert DbSet<Order>.Add [Order]")]
    [InlineData("db.Receipts.Add(new Receipt());", "Insert DbSet<Receipt>.Add [Receipt] Unstable:ReceiptId")]
    [InlineData("db.Receipts.Add(new() { ReceiptId = message.Id });", "Insert DbSet<Receipt>.Add [Receipt] Stable:ReceiptId")]
    [InlineData("db.Invoices.Add(new Invoice());", "Insert DbSet<Invoice>.Add [Invoice] Unstable:Id")]
    [InlineData("db.Invoices.Add(new Invoice(message.Id));", "Insert DbSet<Invoice>.Add [Invoice] Stable:Id")]
    [InlineData("db.Invoices.Add(new Invoice(Guid.NewGuid()));", "Insert DbSet<Invoice>.Add [Invoice] Unstable:Id")]
    [InlineData("db.Invoices.Add(new Invoice(\"x\"));", "Insert DbSet<Invoice>.Add [Invoice] Unknown:Id")]
    [InlineData("db.Bills.Add(new Bill(Guid.NewGuid()));", "Insert DbSet<Bill>.Add [Bill] Unstable:Id")]
    [InlineData("db.Bills.Add(new Bill(message.Id));", "Insert DbSet<Bill>.Add [Bill] Stable:Id")]
    [InlineData("db.Payments.Add(new Payment(message.Id, 3m));", "Insert DbSet<Payment>.Add [Payment] Stable:Id")]
    [InlineData("db.Payments.Add(new Payment(Amount: 3m, Id: Guid.NewGuid()));", "Insert DbSet<Payment>.Add [Payment] Unstable:Id")]
    [InlineData("db.Payments.Add(new Payment(Guid.NewGuid(), 3m) with { Id = message.Id });", "Insert DbSet<Payment>.Add [Payment] Stable:Id")]
    [InlineData("db.Payments.Add(new Payment(Guid.NewGuid(), 3m) with { Amount = 4m });", "Insert DbSet<Payment>.Add [Payment]")]
    [InlineData("db.Tickets.Add(new Ticket(message.Id));", "Insert DbSet<Ticket>.Add [Ticket] Stable:Id")]
    [InlineData("db.Tickets.Add(new Ticket(Guid.NewGuid()));", "Insert DbSet<Ticket>.Add [Ticket] Unstable:Id")]
    [InlineData("db.Parcels.Add(Parcel.New());", "Insert DbSet<Parcel>.Add [Parcel] Unstable:Id")]
    [InlineData("db.Parcels.Add(Parcel.For(message.Id));", "Insert DbSet<Parcel>.Add [Parcel] Stable:Id")]
    [InlineData("db.Parcels.Add(Parcel.For(Guid.NewGuid()));", "Insert DbSet<Parcel>.Add [Parcel] Unstable:Id")]
    [InlineData("db.Keyed.Add(new Keyed { Code = message.Id.ToString() });", "Insert DbSet<Keyed>.Add [Keyed] Stable:Code")]
    [InlineData("db.Marks.Add(new Mark { OrderId = message.Id, Kind = \"sent\" });", "Insert DbSet<Mark>.Add [Mark] Stable:OrderId")]
    [InlineData("db.Marks.Add(new Mark { OrderId = message.Id });", "Insert DbSet<Mark>.Add [Mark] Unknown:OrderId")]
    [InlineData("db.Views.Add(new View());", "Insert DbSet<View>.Add [View]")]
    [InlineData("db.Blogs.Add(new Blog());", "Insert DbSet<Blog>.Add [Blog] None:Id")]
    [InlineData("db.Lines.AddRange(new Line());", "Insert DbSet<Line>.AddRange [Line] None:Id")]
    [InlineData("db.Lines.AddRange(new Line(), new Line());", "Insert DbSet<Line>.AddRange [Line] None:Id")]
    [InlineData("db.Lines.AddRange(new List<Line> { new Line() });", "Insert DbSet<Line>.AddRange [Line] None:Id")]
    [InlineData("db.Lines.AddRange([new Line { Id = 3 }]);", "Insert DbSet<Line>.AddRange [Line] Stable:Id")]
    [InlineData("db.Lines.AddRange([new Line { Id = 3 }, new Line()]);", "Insert DbSet<Line>.AddRange [Line]")]
    [InlineData("var lines = new List<Line>(); foreach (var l in message.Lines) { lines.Add(new Line { Id = l.Id }); } db.Lines.AddRange(lines);", "Insert DbSet<Line>.AddRange [Line] Stable:Id")]
    [InlineData("var lines = new List<Line>(); foreach (var l in message.Lines) { lines.Add(new Line { Count = l.Count }); } db.Lines.AddRange(lines);", "Insert DbSet<Line>.AddRange [Line] None:Id")]
    [InlineData("List<Line> lines = []; lines.Add(new Line { Id = 3 }); db.Lines.AddRange(lines);", "Insert DbSet<Line>.AddRange [Line] Stable:Id")]
    [InlineData("var lines = new List<Line>(); Fill(lines); db.Lines.AddRange(lines);", "Insert DbSet<Line>.AddRange [Line]")]
    [InlineData("var lines = new List<Line>(message.Lines); db.Lines.AddRange(lines);", "Insert DbSet<Line>.AddRange [Line]")]
    [InlineData("db.Add(new Aggregate(message.Id));", "Insert Db.Add [Aggregate]")]
    [InlineData("db.AddRange(message.Lines);", "Insert Db.AddRange [Line]")]
    [InlineData("db.AddRange(new Order(), new Line());", "Insert Db.AddRange")]
    [InlineData("await db.Orders.AddRangeAsync(message.Lines.Select(line => new Order { Id = Guid.NewGuid() }).ToList());", "Insert DbSet<Order>.AddRangeAsync [Order] Unstable:Id")]
    [InlineData("message.Order.Lines.Add(new Line());", "Insert Order.Lines.Add [Line] navigation None:Id")]
    [InlineData("var line = new Line { Id = 4 }; message.Order.Lines.AddRange(new[] { line });", "Insert Order.Lines.AddRange [Line] navigation Stable:Id")]
    [InlineData("db.Entry(new Order()).State = EntityState.Added;", "Insert EntityEntry.State [Order] None:Id")]
    [InlineData("var order = new Order { Id = message.Id }; var entry = db.Entry(order); entry.State = EntityState.Added;", "Insert EntityEntry.State [Order] Stable:Id")]
    public void An_added_row_is_an_effect(string statement, string expected) => Assert.Equal([expected], In(statement));

    [Theory]
    [InlineData("db.Orders.Update(new Order { Id = message.Id });")]
    [InlineData("db.Orders.UpdateRange(new Order { Id = message.Id });")]
    [InlineData("db.Orders.Attach(message.Order);")]
    [InlineData("db.Orders.Remove(message.Order);")]
    [InlineData("db.Entry(message.Order).State = EntityState.Modified;")]
    [InlineData("db.JobLogs.Add(new JobLog());")]
    [InlineData("db.Audits.Add(new AuditEntry());")]
    [InlineData("var lines = new List<Line>(); lines.Add(new Line());")]
    [InlineData("var names = new List<string>(); names.Add(message.Order.Name!);")]
    [InlineData("_names.Add(message.Order.Name!);")]
    [InlineData("_byId.Add(message.Id, message.Order);")]
    [InlineData("_fake.Add(message.Order);")]
    [InlineData("await db.SaveChangesAsync(token);")]
    public void Nothing_is_said_of(string statement) => Assert.Empty(In(statement));

    [Fact]
    public void A_generic_repository_adds_its_type_parameter()
    {
        var effect = Assert.Single(EffectsOf.Read(
            Model + "class Repository<T>(Db db) where T : class { void Run(T item) => db.Set<T>().Add(item); }",
            References.EntityFrameworkCore10));
        Assert.Equal("T", effect.Entity!.ToDisplayString());
        Assert.IsAssignableFrom<IParameterReferenceOperation>(effect.Subject);
    }

    [Fact]
    public void The_subject_of_a_navigation_is_the_object_that_has_it()
    {
        var effect = Assert.Single(EffectsOf.Read(
            Model + "class Job { void Run(Order order) => order.Lines.Add(new Line()); }", References.EntityFrameworkCore10));
        Assert.IsAssignableFrom<IParameterReferenceOperation>(effect.Subject);
        Assert.True(effect.IsNavigation);
    }

    [Fact]
    public void A_set_of_the_same_name_is_another_thing() => Assert.Empty(EffectsOf.Run(
        "namespace Microsoft.EntityFrameworkCore { class DbSet<T> { public void Add(T item) { } } } class Job { void Run(Microsoft.EntityFrameworkCore.DbSet<Job> jobs) => jobs.Add(this); }",
        References.NoFramework));

    private static string[] In(string statement) => EffectsOf.Run(
        Model + $$"""
        class FakeSet { public void Add(Order order) { } }
        class Job
        {
            private readonly List<string> _names = new();
            private readonly Dictionary<Guid, Order> _byId = new();
            private readonly FakeSet _fake = new();
            static void Map(Message from, Order to) { }
            static void Fill(List<Line> lines) { }
            async Task Run(Db db, Message message, CancellationToken token)
            {
                {{statement}}
                await Task.Yield();
            }
        }
        """,
        References.EntityFrameworkCore10);
}
