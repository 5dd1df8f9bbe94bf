using System.Collections.Generic;

namespace SafeChange.Analyzers.Tests.Jobs.RunTwice;

/// <summary>What brokers deliver, at least once.</summary>
internal static partial class HandlerCases
{
    private static partial IEnumerable<HandlerCase> Brokers() =>
    [
        new("Stock is taken on every delivery", "MassTransit", ["SAFE2001"], """
            using MassTransit;

            public record OrderPlaced(int ProductId, int Quantity);

            public class Product { public int Id { get; set; } public int Stock { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Product> Products => Set<Product>(); }

            public class TakeStockConsumer(Store db) : IConsumer<OrderPlaced>
            {
                public async Task Consume(ConsumeContext<OrderPlaced> context)
                {
                    var product = await db.Products.SingleAsync(p => p.Id == context.Message.ProductId);
                    product.Stock -= context.Message.Quantity;
                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new TakeStockConsumer(db).Consume(Stub.Of<MassTransit.ConsumeContext<OrderPlaced>>(new { Message = new OrderPlaced(1, 2) }));""")
        {
            Seed = """db.Add(new Product { Id = 1, Stock = 10 });""",
        },

        new("Stock is taken once, with a row that says which message did", "MassTransit", [], """
            using MassTransit;

            public record OrderPlaced(int ProductId, int Quantity);

            public class Product { public int Id { get; set; } public int Stock { get; set; } }

            public class ProcessedMessage { public Guid Id { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options)
            {
                public DbSet<Product> Products => Set<Product>();
                public DbSet<ProcessedMessage> ProcessedMessages => Set<ProcessedMessage>();
            }

            public class TakeStockConsumer(Store db) : IConsumer<OrderPlaced>
            {
                public async Task Consume(ConsumeContext<OrderPlaced> context)
                {
                    if (await db.ProcessedMessages.AnyAsync(m => m.Id == context.MessageId))
                    {
                        return;
                    }

                    var product = await db.Products.SingleAsync(p => p.Id == context.Message.ProductId);
                    product.Stock -= context.Message.Quantity;
                    db.ProcessedMessages.Add(new ProcessedMessage { Id = context.MessageId!.Value });
                    await db.SaveChangesAsync();
                }
            }
            """,
            """
            await new TakeStockConsumer(db).Consume(Stub.Of<MassTransit.ConsumeContext<OrderPlaced>>(
                new { Message = new OrderPlaced(1, 2), MessageId = (Guid?)new Guid("11111111-1111-1111-1111-111111111111") }));
            """)
        {
            Seed = """db.Add(new Product { Id = 1, Stock = 10 });""",
        },

        new("A message that was processed is only logged", "MassTransit", ["SAFE2001"], """
            using MassTransit;

            public record OrderPlaced(int ProductId, int Quantity);

            public class Product { public int Id { get; set; } public int Stock { get; set; } }

            public class ProcessedMessage { public int Id { get; set; } public Guid MessageId { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options)
            {
                public DbSet<Product> Products => Set<Product>();
                public DbSet<ProcessedMessage> ProcessedMessages => Set<ProcessedMessage>();
            }

            public class TakeStockConsumer(Store db) : IConsumer<OrderPlaced>
            {
                public async Task Consume(ConsumeContext<OrderPlaced> context)
                {
                    if (await db.ProcessedMessages.AnyAsync(m => m.MessageId == context.MessageId))
                    {
                        Console.Error.WriteLine("Again?");
                    }

                    var product = await db.Products.SingleAsync(p => p.Id == context.Message.ProductId);
                    product.Stock -= context.Message.Quantity;
                    db.ProcessedMessages.Add(new ProcessedMessage { MessageId = context.MessageId!.Value });
                    await db.SaveChangesAsync();
                }
            }
            """,
            """
            await new TakeStockConsumer(db).Consume(Stub.Of<MassTransit.ConsumeContext<OrderPlaced>>(
                new { Message = new OrderPlaced(1, 2), MessageId = (Guid?)new Guid("11111111-1111-1111-1111-111111111111") }));
            """)
        {
            Seed = """db.Add(new Product { Id = 1, Stock = 10 });""",
        },

        new("Stock is checked for being enough before it is taken", "MassTransit", ["SAFE2001"], """
            using MassTransit;

            public record OrderPlaced(int ProductId, int Quantity);

            public class Product { public int Id { get; set; } public int Stock { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Product> Products => Set<Product>(); }

            public class TakeStockConsumer(Store db) : IConsumer<OrderPlaced>
            {
                public async Task Consume(ConsumeContext<OrderPlaced> context)
                {
                    var product = await db.Products.FindAsync(context.Message.ProductId);
                    if (product is null || product.Stock < context.Message.Quantity)
                    {
                        return;
                    }

                    product.Stock -= context.Message.Quantity;
                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new TakeStockConsumer(db).Consume(Stub.Of<MassTransit.ConsumeContext<OrderPlaced>>(new { Message = new OrderPlaced(1, 2) }));""")
        {
            Seed = """db.Add(new Product { Id = 1, Stock = 10 });""",
        },

        new("A transaction around the withdrawal", "MassTransit", ["SAFE2001"], """
            using MassTransit;

            public record Withdrawn(int AccountId, decimal Amount);

            public class Account { public int Id { get; set; } public decimal Balance { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Account> Accounts => Set<Account>(); }

            public class WithdrawConsumer(Store db) : IConsumer<Withdrawn>
            {
                public async Task Consume(ConsumeContext<Withdrawn> context)
                {
                    await using var transaction = await db.Database.BeginTransactionAsync();
                    var account = await db.Accounts.SingleAsync(a => a.Id == context.Message.AccountId);
                    account.Balance = account.Balance - context.Message.Amount;
                    await db.SaveChangesAsync();
                    await transaction.CommitAsync();
                }
            }
            """,
            """await new WithdrawConsumer(db).Consume(Stub.Of<MassTransit.ConsumeContext<Withdrawn>>(new { Message = new Withdrawn(1, 25m) }));""")
        {
            Seed = """db.Add(new Account { Id = 1, Balance = 100m });""",
        },

        new("The entity itself adds to its balance", "MassTransit", ["SAFE2001"], """
            using MassTransit;

            public record Deposited(int AccountId, decimal Amount);

            public class Account
            {
                public int Id { get; set; }
                public decimal Balance { get; private set; }

                public void Credit(decimal amount)
                {
                    ArgumentOutOfRangeException.ThrowIfNegative(amount);
                    Balance += amount;
                }
            }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Account> Accounts => Set<Account>(); }

            public class DepositConsumer(Store db) : IConsumer<Deposited>
            {
                public async Task Consume(ConsumeContext<Deposited> context)
                {
                    var account = await db.Accounts.SingleAsync(a => a.Id == context.Message.AccountId);
                    account.Credit(context.Message.Amount);
                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new DepositConsumer(db).Consume(Stub.Of<MassTransit.ConsumeContext<Deposited>>(new { Message = new Deposited(1, 25m) }));""")
        {
            Seed = """db.Add(new Account { Id = 1 });""",
        },

        new("The entity itself knows what it was credited with", "MassTransit", [], """
            using MassTransit;

            public record Deposited(Guid Id, int AccountId, decimal Amount);

            public class Account
            {
                public int Id { get; set; }
                public decimal Balance { get; private set; }
                public Guid LastDeposit { get; private set; }

                public void Credit(Guid deposit, decimal amount)
                {
                    if (LastDeposit == deposit)
                    {
                        return;
                    }

                    Balance += amount;
                    LastDeposit = deposit;
                }
            }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Account> Accounts => Set<Account>(); }

            public class DepositConsumer(Store db) : IConsumer<Deposited>
            {
                public async Task Consume(ConsumeContext<Deposited> context)
                {
                    var account = await db.Accounts.SingleAsync(a => a.Id == context.Message.AccountId);
                    account.Credit(context.Message.Id, context.Message.Amount);
                    await db.SaveChangesAsync();
                }
            }
            """,
            """
            await new DepositConsumer(db).Consume(Stub.Of<MassTransit.ConsumeContext<Deposited>>(
                new { Message = new Deposited(new Guid("11111111-1111-1111-1111-111111111111"), 1, 25m) }));
            """)
        {
            Seed = """db.Add(new Account { Id = 1 });""",
        },

        new("The row that says so is looked for, but guards something else", "MassTransit", ["SAFE2001"], """
            using MassTransit;

            public record OrderPlaced(int OrderId, int ProductId, int Quantity);

            public class Product { public int Id { get; set; } public int Stock { get; set; } }

            public class Reservation { public int Id { get; set; } public int OrderId { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options)
            {
                public DbSet<Product> Products => Set<Product>();
                public DbSet<Reservation> Reservations => Set<Reservation>();
            }

            public class TakeStockConsumer(Store db) : IConsumer<OrderPlaced>
            {
                public async Task Consume(ConsumeContext<OrderPlaced> context)
                {
                    var message = context.Message;
                    if (!await db.Reservations.AnyAsync(r => r.OrderId == message.OrderId))
                    {
                        db.Reservations.Add(new Reservation { OrderId = message.OrderId });
                    }

                    var product = await db.Products.SingleAsync(p => p.Id == message.ProductId);
                    product.Stock -= message.Quantity;
                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new TakeStockConsumer(db).Consume(Stub.Of<MassTransit.ConsumeContext<OrderPlaced>>(new { Message = new OrderPlaced(7, 1, 2) }));""")
        {
            Seed = """db.Add(new Product { Id = 1, Stock = 10 });""",
        },

        new("An inbox behind an interface is asked and told", "MassTransit", [], """
            using MassTransit;

            public record OrderPlaced(int ProductId, int Quantity);

            public class Product { public int Id { get; set; } public int Stock { get; set; } }

            public class InboxEntry { public Guid Id { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options)
            {
                public DbSet<Product> Products => Set<Product>();
                public DbSet<InboxEntry> Inbox => Set<InboxEntry>();
            }

            public interface IInbox
            {
                Task<bool> HasSeenAsync(Guid message);

                void Remember(Guid message);
            }

            public class Inbox(Store db) : IInbox
            {
                public Task<bool> HasSeenAsync(Guid message) => db.Inbox.AnyAsync(e => e.Id == message);

                public void Remember(Guid message) => db.Inbox.Add(new InboxEntry { Id = message });
            }

            public class TakeStockConsumer(Store db, IInbox inbox) : IConsumer<OrderPlaced>
            {
                public async Task Consume(ConsumeContext<OrderPlaced> context)
                {
                    var message = context.MessageId ?? throw new InvalidOperationException("A message has an ID.");
                    if (await inbox.HasSeenAsync(message))
                    {
                        return;
                    }

                    await TakeAsync(context.Message);
                    inbox.Remember(message);
                    await db.SaveChangesAsync();
                }

                private async Task TakeAsync(OrderPlaced order)
                {
                    var product = await db.Products.SingleAsync(p => p.Id == order.ProductId);
                    product.Stock -= order.Quantity;
                }
            }
            """,
            """
            await new TakeStockConsumer(db, new Inbox(db)).Consume(Stub.Of<MassTransit.ConsumeContext<OrderPlaced>>(
                new { Message = new OrderPlaced(1, 2), MessageId = (Guid?)new Guid("11111111-1111-1111-1111-111111111111") }));
            """)
        {
            Seed = """db.Add(new Product { Id = 1, Stock = 10 });""",
        },

        new("The entity itself answers whether this run has paid it", "MassTransit", [], """
            using MassTransit;

            public record OrderPaid(int OrderId);

            public class Order
            {
                public int Id { get; set; }
                public string Email { get; set; } = "";
                public bool Paid { get; private set; }

                public bool TryPay()
                {
                    if (Paid)
                    {
                        return false;
                    }

                    Paid = true;
                    return true;
                }
            }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Order> Orders => Set<Order>(); }

            public class PayConsumer(Store db, SmtpClient smtp) : IConsumer<OrderPaid>
            {
                public async Task Consume(ConsumeContext<OrderPaid> context)
                {
                    var order = await db.Orders.SingleAsync(o => o.Id == context.Message.OrderId);
                    if (!order.TryPay())
                    {
                        return;
                    }

                    await smtp.SendMailAsync("shop@example.org", order.Email, "Paid", "Thank you.");
                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new PayConsumer(db, smtp).Consume(Stub.Of<MassTransit.ConsumeContext<OrderPaid>>(new { Message = new OrderPaid(1) }));""")
        {
            Seed = """db.Add(new Order { Id = 1, Email = "ada@example.org" });""",
        },

        new("A total begins with nothing before lines are added to it", "MassTransit", [], """
            using MassTransit;

            public record LinesChanged(int OrderId);

            public class Line { public int Id { get; set; } public int OrderId { get; set; } public decimal Price { get; set; } }

            public class Order { public int Id { get; set; } public decimal Total { get; set; } public List<Line> Lines { get; set; } = []; }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Order> Orders => Set<Order>(); }

            public class TotalConsumer(Store db) : IConsumer<LinesChanged>
            {
                public async Task Consume(ConsumeContext<LinesChanged> context)
                {
                    var order = await db.Orders.Include(o => o.Lines).SingleAsync(o => o.Id == context.Message.OrderId);
                    order.Total = 0;
                    foreach (var line in order.Lines)
                    {
                        order.Total += line.Price;
                    }

                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new TotalConsumer(db).Consume(Stub.Of<MassTransit.ConsumeContext<LinesChanged>>(new { Message = new LinesChanged(1) }));""")
        {
            Seed = """db.Add(new Order { Id = 1, Lines = [new Line { Price = 2m }, new Line { Price = 3m }] });""",
        },

        new("A mail is noted for large amounts alone", "MassTransit", ["SAFE2005"], """
            using MassTransit;

            public record OrderPaid(int OrderId, decimal Amount);

            public class Order { public int Id { get; set; } public string Email { get; set; } = ""; public bool Thanked { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Order> Orders => Set<Order>(); }

            public class ThankConsumer(Store db, SmtpClient smtp) : IConsumer<OrderPaid>
            {
                public async Task Consume(ConsumeContext<OrderPaid> context)
                {
                    var order = await db.Orders.SingleAsync(o => o.Id == context.Message.OrderId);
                    if (order.Thanked)
                    {
                        return;
                    }

                    await smtp.SendMailAsync("shop@example.org", order.Email, "Thank you", "Very much.");
                    if (context.Message.Amount > 100m)
                    {
                        order.Thanked = true;
                    }

                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new ThankConsumer(db, smtp).Consume(Stub.Of<MassTransit.ConsumeContext<OrderPaid>>(new { Message = new OrderPaid(1, 25m) }));""")
        {
            Seed = """db.Add(new Order { Id = 1, Email = "ada@example.org" });""",
        },

        new("A state decides what is done in each case", "MassTransit", [], """
            using MassTransit;

            public record RefundGranted(int ClaimId);

            public enum ClaimState { Open, Granted, Refused }

            public class Claim { public int Id { get; set; } public decimal Amount { get; set; } public ClaimState State { get; set; } }

            public class Till { public int Id { get; set; } public decimal Cash { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options)
            {
                public DbSet<Claim> Claims => Set<Claim>();
                public DbSet<Till> Tills => Set<Till>();
            }

            public class RefundConsumer(Store db) : IConsumer<RefundGranted>
            {
                public async Task Consume(ConsumeContext<RefundGranted> context)
                {
                    var claim = await db.Claims.SingleAsync(c => c.Id == context.Message.ClaimId);
                    switch (claim.State)
                    {
                        case ClaimState.Granted:
                            return;
                        case ClaimState.Refused:
                            throw new InvalidOperationException("It was refused.");
                    }

                    claim.State = ClaimState.Granted;
                    (await db.Tills.FirstAsync()).Cash -= claim.Amount;
                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new RefundConsumer(db).Consume(Stub.Of<MassTransit.ConsumeContext<RefundGranted>>(new { Message = new RefundGranted(1) }));""")
        {
            Seed = """db.AddRange(new Claim { Id = 1, Amount = 5m }, new Till { Id = 1, Cash = 50m });""",
        },

        new("A row is added whose key the database makes", "Rebus", ["SAFE2002"], """
            using Rebus.Handlers;

            public record OrderShipped(int OrderId, string Carrier);

            public class Shipment { public int Id { get; set; } public int OrderId { get; set; } public string Carrier { get; set; } = ""; }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Shipment> Shipments => Set<Shipment>(); }

            public class OrderShippedHandler(Store db) : IHandleMessages<OrderShipped>
            {
                public async Task Handle(OrderShipped message)
                {
                    db.Shipments.Add(new Shipment { OrderId = message.OrderId, Carrier = message.Carrier });
                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new OrderShippedHandler(db).Handle(new OrderShipped(7, "DHL"));"""),

        new("A row is added whose key is the message's", "Rebus", [], """
            using Rebus.Handlers;

            public record OrderShipped(Guid ShipmentId, int OrderId);

            public class Shipment { public Guid Id { get; set; } public int OrderId { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Shipment> Shipments => Set<Shipment>(); }

            public class OrderShippedHandler(Store db) : IHandleMessages<OrderShipped>
            {
                public async Task Handle(OrderShipped message)
                {
                    db.Shipments.Add(new Shipment { Id = message.ShipmentId, OrderId = message.OrderId });
                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new OrderShippedHandler(db).Handle(new OrderShipped(new Guid("11111111-1111-1111-1111-111111111111"), 7));""")
        {
            Throws = "DbUpdateException",
        },

        new("A row is changed if it is there and added if it is not", "Rebus", [], """
            using Rebus.Handlers;

            public record PriceChanged(string Sku, decimal Price);

            public class Offer { public int Id { get; set; } public string Sku { get; set; } = ""; public decimal Price { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Offer> Offers => Set<Offer>(); }

            public class PriceChangedHandler(Store db) : IHandleMessages<PriceChanged>
            {
                public async Task Handle(PriceChanged message)
                {
                    var offer = await db.Offers.FirstOrDefaultAsync(o => o.Sku == message.Sku);
                    if (offer == null)
                    {
                        offer = new Offer { Sku = message.Sku };
                        db.Offers.Add(offer);
                    }

                    offer.Price = message.Price;
                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new PriceChangedHandler(db).Handle(new PriceChanged("A-1", 9.90m));"""),

        new("The order is there, so a shipment is added", "Rebus", ["SAFE2002"], """
            using Rebus.Handlers;

            public record OrderPacked(int OrderId);

            public class Order { public int Id { get; set; } public bool Cancelled { get; set; } }

            public class Shipment { public int Id { get; set; } public int OrderId { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options)
            {
                public DbSet<Order> Orders => Set<Order>();
                public DbSet<Shipment> Shipments => Set<Shipment>();
            }

            public class OrderPackedHandler(Store db) : IHandleMessages<OrderPacked>
            {
                public async Task Handle(OrderPacked message)
                {
                    var order = await db.Orders.FirstOrDefaultAsync(o => o.Id == message.OrderId);
                    if (order is null || order.Cancelled)
                    {
                        return;
                    }

                    db.Shipments.Add(new Shipment { OrderId = order.Id });
                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new OrderPackedHandler(db).Handle(new OrderPacked(1));""")
        {
            Seed = """db.Add(new Order { Id = 1 });""",
        },

        new("Lines are loaded and counted before one is added", "Rebus", [], """
            using Rebus.Handlers;

            public record OrderPacked(int OrderId);

            public class Line { public int Id { get; set; } public int OrderId { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Line> Lines => Set<Line>(); }

            public class OrderPackedHandler(Store db) : IHandleMessages<OrderPacked>
            {
                public async Task Handle(OrderPacked message)
                {
                    var lines = await db.Lines.Where(l => l.OrderId == message.OrderId).ToListAsync();
                    if (lines.Count > 0)
                    {
                        return;
                    }

                    db.Lines.Add(new Line { OrderId = message.OrderId });
                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new OrderPackedHandler(db).Handle(new OrderPacked(1));"""),

        new("A line is added where there are some", "Rebus", ["SAFE2002"], """
            using Rebus.Handlers;

            public record OrderPacked(int OrderId);

            public class Line { public int Id { get; set; } public int OrderId { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Line> Lines => Set<Line>(); }

            public class OrderPackedHandler(Store db) : IHandleMessages<OrderPacked>
            {
                public async Task Handle(OrderPacked message)
                {
                    if (await db.Lines.CountAsync(l => l.OrderId == message.OrderId) > 0)
                    {
                        db.Lines.Add(new Line { OrderId = message.OrderId });
                        await db.SaveChangesAsync();
                    }
                }
            }
            """,
            """await new OrderPackedHandler(db).Handle(new OrderPacked(1));""")
        {
            Seed = """db.Add(new Line { OrderId = 1 });""",
        },

        new("Two sides of a booking are added to the context", "Rebus", ["SAFE2002"], """
            using Rebus.Handlers;

            public record Transferred(string From, string To, decimal Amount);

            public class Entry { public int Id { get; set; } public string Account { get; set; } = ""; public decimal Amount { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Entry> Entries => Set<Entry>(); }

            public class TransferHandler(Store db) : IHandleMessages<Transferred>
            {
                public async Task Handle(Transferred message)
                {
                    db.AddRange(
                        new Entry { Account = message.From, Amount = -message.Amount },
                        new Entry { Account = message.To, Amount = message.Amount });
                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new TransferHandler(db).Handle(new Transferred("a", "b", 5m));"""),

        new("Only tags that are not there yet are added", "Rebus", [], """
            using Rebus.Handlers;

            public record ArticleTagged(int ArticleId, string[] Tags);

            public class Tag { public int Id { get; set; } public int ArticleId { get; set; } public string Name { get; set; } = ""; }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Tag> Tags => Set<Tag>(); }

            public class ArticleTaggedHandler(Store db) : IHandleMessages<ArticleTagged>
            {
                public async Task Handle(ArticleTagged message)
                {
                    var existing = await db.Tags.Where(t => t.ArticleId == message.ArticleId).Select(t => t.Name).ToListAsync();
                    foreach (var name in message.Tags.Except(existing))
                    {
                        db.Tags.Add(new Tag { ArticleId = message.ArticleId, Name = name });
                    }

                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new ArticleTaggedHandler(db).Handle(new ArticleTagged(1, ["a", "b"]));"""),

        new("A receipt is mailed and noted, and the note is not read", "Rebus", ["SAFE2007"], """
            using Rebus.Handlers;

            public record OrderPaid(int OrderId, DateTime PaidAt);

            public class Order { public int Id { get; set; } public string Email { get; set; } = ""; public bool ReceiptSent { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Order> Orders => Set<Order>(); }

            public class OrderPaidHandler(Store db, SmtpClient smtp) : IHandleMessages<OrderPaid>
            {
                public async Task Handle(OrderPaid message)
                {
                    var order = await db.Orders.SingleAsync(o => o.Id == message.OrderId);
                    await smtp.SendMailAsync("shop@example.org", order.Email, "Your receipt", "Thank you.");
                    order.ReceiptSent = true;
                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new OrderPaidHandler(db, smtp).Handle(new OrderPaid(1, new DateTime(2026, 1, 2)));""")
        {
            Seed = """db.Add(new Order { Id = 1, Email = "ada@example.org" });""",
        },

        new("A receipt is mailed unless it was", "Wolverine", [], """
            using Wolverine;

            public record OrderPaid(int OrderId);

            public class Order { public int Id { get; set; } public string Email { get; set; } = ""; public bool ReceiptSent { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Order> Orders => Set<Order>(); }

            public class OrderPaidHandler : IWolverineHandler
            {
                public async Task Handle(OrderPaid message, Store db, SmtpClient smtp)
                {
                    var order = await db.Orders.SingleAsync(o => o.Id == message.OrderId);
                    if (order.ReceiptSent)
                    {
                        return;
                    }

                    await smtp.SendMailAsync("shop@example.org", order.Email, "Your receipt", "Thank you.");
                    order.ReceiptSent = true;
                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new OrderPaidHandler().Handle(new OrderPaid(1), db, smtp);""")
        {
            Seed = """db.Add(new Order { Id = 1, Email = "ada@example.org" });""",
        },

        new("Only the note is loaded and asked", "Wolverine", [], """
            public record OrderPaid(int OrderId);

            public class Order { public int Id { get; set; } public string Email { get; set; } = ""; public bool ReceiptSent { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Order> Orders => Set<Order>(); }

            public class OrderPaidHandler
            {
                public static async Task HandleAsync(OrderPaid message, Store db, SmtpClient smtp)
                {
                    var sent = await db.Orders.Where(o => o.Id == message.OrderId).Select(o => o.ReceiptSent).SingleAsync();
                    if (sent)
                    {
                        return;
                    }

                    var order = await db.Orders.SingleAsync(o => o.Id == message.OrderId);
                    await smtp.SendMailAsync("shop@example.org", order.Email, "Your receipt", "Thank you.");
                    order.ReceiptSent = true;
                    await db.SaveChangesAsync();
                }
            }
            """,
            """await OrderPaidHandler.HandleAsync(new OrderPaid(1), db, smtp);""")
        {
            Seed = """db.Add(new Order { Id = 1, Email = "ada@example.org" });""",
        },

        new("A mail depends on a state that nothing here changes", "Wolverine", ["SAFE2005"], """
            public record SubscriptionPaused(int SubscriptionId);

            public class Subscription { public int Id { get; set; } public string Email { get; set; } = ""; public bool Paused { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Subscription> Subscriptions => Set<Subscription>(); }

            public class SubscriptionPausedHandler(Store db, SmtpClient smtp)
            {
                public async Task Handle(SubscriptionPaused message)
                {
                    var subscription = await db.Subscriptions.FindAsync(message.SubscriptionId);
                    if (subscription is not { Paused: true })
                    {
                        return;
                    }

                    await smtp.SendMailAsync("news@example.org", subscription.Email, "Paused", "Until later.");
                }
            }
            """,
            """await new SubscriptionPausedHandler(db, smtp).Handle(new SubscriptionPaused(1));""")
        {
            Seed = """db.Add(new Subscription { Id = 1, Email = "ada@example.org", Paused = true });""",
        },

        new("A row is added where there is one already", "Wolverine", ["SAFE2002"], """
            public record ParcelAdded(int OrderId);

            public class Parcel { public int Id { get; set; } public int OrderId { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Parcel> Parcels => Set<Parcel>(); }

            public static class ParcelAddedHandler
            {
                public static async Task Handle(ParcelAdded message, Store db)
                {
                    if (!await db.Parcels.AnyAsync(p => p.OrderId == message.OrderId))
                    {
                        throw new InvalidOperationException("An order starts with one parcel.");
                    }

                    db.Parcels.Add(new Parcel { OrderId = message.OrderId });
                    await db.SaveChangesAsync();
                }
            }
            """,
            """await ParcelAddedHandler.Handle(new ParcelAdded(7), db);""")
        {
            Seed = """db.Add(new Parcel { OrderId = 7 });""",
        },

        new("A unique index refuses the second row, and that is caught", "Wolverine", [], """
            public record CouponIssued(string Code, int CustomerId);

            [Index(nameof(Code), IsUnique = true)]
            public class Coupon { public int Id { get; set; } public string Code { get; set; } = ""; public int CustomerId { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Coupon> Coupons => Set<Coupon>(); }

            public class CouponIssuedHandler
            {
                public async Task Handle(CouponIssued message, Store db)
                {
                    try
                    {
                        db.Coupons.Add(new Coupon { Code = message.Code, CustomerId = message.CustomerId });
                        await db.SaveChangesAsync();
                    }
                    catch (DbUpdateException exception) when (exception.InnerException is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 19 })
                    {
                        // Issued already.
                    }
                }
            }
            """,
            """await new CouponIssuedHandler().Handle(new CouponIssued("SPRING", 3), db);"""),

        new("A loyalty update claims its row and mails only if it got it", "CAP", [], """
            using DotNetCore.CAP;

            public record LevelReached(int CustomerId, string Level);

            public class Customer { public int Id { get; set; } public string Email { get; set; } = ""; public string? Level { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Customer> Customers => Set<Customer>(); }

            public class LoyaltySubscriber(Store db, SmtpClient smtp) : ICapSubscribe
            {
                [CapSubscribe("loyalty.level")]
                public async Task On(LevelReached message)
                {
                    var claimed = await db.Customers
                        .Where(c => c.Id == message.CustomerId && c.Level != message.Level)
                        .ExecuteUpdateAsync(set => set.SetProperty(c => c.Level, message.Level));
                    if (claimed == 0)
                    {
                        return;
                    }

                    var customer = await db.Customers.SingleAsync(c => c.Id == message.CustomerId);
                    await smtp.SendMailAsync("shop@example.org", customer.Email, $"You are {message.Level}", "Congratulations.");
                }
            }
            """,
            """await new LoyaltySubscriber(db, smtp).On(new LevelReached(1, "gold"));""")
        {
            Seed = """db.Add(new Customer { Id = 1, Email = "ada@example.org", Level = "silver" });""",
        },

        new("A claim has to have changed more rows than none", "CAP", [], """
            using DotNetCore.CAP;

            public class Ticket { public int Id { get; set; } public string Email { get; set; } = ""; public bool Mailed { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Ticket> Tickets => Set<Ticket>(); }

            public class TicketSubscriber(Store db, SmtpClient smtp) : ICapSubscribe
            {
                [CapSubscribe("ticket.bought")]
                public async Task On(int ticketId)
                {
                    var tickets = db.Tickets.Where(t => t.Id == ticketId);
                    if (await tickets.Where(t => !t.Mailed).ExecuteUpdateAsync(set => set.SetProperty(t => t.Mailed, true)) > 0)
                    {
                        var ticket = await tickets.SingleAsync();
                        await smtp.SendMailAsync("box@example.org", ticket.Email, "Your ticket", "Print it.");
                    }
                }
            }
            """,
            """await new TicketSubscriber(db, smtp).On(1);""")
        {
            Seed = """db.Add(new Ticket { Id = 1, Email = "ada@example.org" });""",
        },

        new("Points are added where they are stored", "CAP", ["SAFE2001"], """
            using DotNetCore.CAP;

            public record PointsEarned(int CustomerId, int Points);

            public class Customer { public int Id { get; set; } public int Points { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Customer> Customers => Set<Customer>(); }

            public class PointsSubscriber(Store db) : ICapSubscribe
            {
                [CapSubscribe("loyalty.points")]
                public Task On(PointsEarned message) => db.Customers
                    .Where(c => c.Id == message.CustomerId)
                    .ExecuteUpdateAsync(set => set.SetProperty(c => c.Points, c => c.Points + message.Points));
            }
            """,
            """await new PointsSubscriber(db).On(new PointsEarned(1, 50));""")
        {
            Seed = """db.Add(new Customer { Id = 1 });""",
        },

        new("SQL counts a view", "CAP", ["SAFE2001"], """
            using DotNetCore.CAP;

            public class Article { public int Id { get; set; } public int Views { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Article> Articles => Set<Article>(); }

            public class ViewSubscriber(Store db) : ICapSubscribe
            {
                [CapSubscribe("article.viewed")]
                public async Task Count(int articleId)
                {
                    await db.Database.ExecuteSqlInterpolatedAsync($"UPDATE Articles SET Views = Views + 1 WHERE Id = {articleId}");
                }
            }
            """,
            """await new ViewSubscriber(db).Count(1);""")
        {
            Seed = """db.Add(new Article { Id = 1 });""",
        },

        new("SQL ignores a row that is there", "CAP", [], """
            using DotNetCore.CAP;

            public record Followed(int UserId, int AuthorId);

            [PrimaryKey(nameof(UserId), nameof(AuthorId))]
            public class Follower { public int UserId { get; set; } public int AuthorId { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Follower> Followers => Set<Follower>(); }

            public class FollowSubscriber(Store db) : ICapSubscribe
            {
                [CapSubscribe("author.followed")]
                public async Task On(Followed message)
                {
                    await db.Database.ExecuteSqlRawAsync("INSERT OR IGNORE INTO Followers (UserId, AuthorId) VALUES ({0}, {1})", message.UserId, message.AuthorId);
                }
            }
            """,
            """await new FollowSubscriber(db).On(new Followed(1, 2));"""),

        new("SQL puts the day's total in the place of the old one", "CAP", [], """
            using Dapper;
            using DotNetCore.CAP;

            public record DayClosed(string Day, long Total);

            public class Turnover { [System.ComponentModel.DataAnnotations.Key] public string Day { get; set; } = ""; public long Total { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Turnover> Turnovers => Set<Turnover>(); }

            public class TurnoverSubscriber(Store db) : ICapSubscribe
            {
                private const string Upsert = @"
                    INSERT INTO Turnovers (Day, Total) VALUES (@Day, @Total)
                    ON CONFLICT (Day) DO UPDATE SET Total = excluded.Total";

                [CapSubscribe("day.closed")]
                public async Task On(DayClosed message)
                {
                    await db.Database.GetDbConnection().ExecuteAsync(Upsert, new { message.Day, message.Total });
                }
            }
            """,
            """await new TurnoverSubscriber(db).On(new DayClosed("2026-01-02", 1200));"""),

        new("SQL adds a line to a ledger that has none of that day", "CAP", [], """
            using Dapper;
            using DotNetCore.CAP;

            public record DayClosed(string Day, long Total);

            public class Line { public int Id { get; set; } public string Day { get; set; } = ""; public long Total { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Line> Lines => Set<Line>(); }

            public class LedgerSubscriber(Store db) : ICapSubscribe
            {
                [CapSubscribe("day.closed")]
                public async Task On(DayClosed message)
                {
                    await db.Database.GetDbConnection().ExecuteAsync(
                        @"INSERT INTO Lines (Day, Total)
                          SELECT @Day, @Total
                          WHERE NOT EXISTS (SELECT 1 FROM Lines WHERE Day = @Day)",
                        message);
                }
            }
            """,
            """await new LedgerSubscriber(db).On(new DayClosed("2026-01-02", 1200));"""),

        new("SQL counts the lines of the day before it adds one", "CAP", [], """
            using Dapper;
            using DotNetCore.CAP;

            public record DayClosed(string Day, long Total);

            public class Line { public int Id { get; set; } public string Day { get; set; } = ""; public long Total { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Line> Lines => Set<Line>(); }

            public class LedgerSubscriber(Store db) : ICapSubscribe
            {
                [CapSubscribe("day.closed")]
                public async Task On(DayClosed message)
                {
                    var connection = db.Database.GetDbConnection();
                    if (await connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM Lines WHERE Day = @Day", new { message.Day }) > 0)
                    {
                        return;
                    }

                    await connection.ExecuteAsync("INSERT INTO Lines (Day, Total) VALUES (@Day, @Total)", new { message.Day, message.Total });
                }
            }
            """,
            """await new LedgerSubscriber(db).On(new DayClosed("2026-01-02", 1200));"""),

        new("SQL withdraws only while the state is still the old one", "CAP", [], """
            using DotNetCore.CAP;

            public class Payout { public int Id { get; set; } public string State { get; set; } = "new"; public string Email { get; set; } = ""; }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Payout> Payouts => Set<Payout>(); }

            public class PayoutSubscriber(Store db, SmtpClient smtp) : ICapSubscribe
            {
                [CapSubscribe("payout.approved")]
                public async Task On(int payoutId)
                {
                    var changed = await db.Database.ExecuteSqlInterpolatedAsync(
                        $"UPDATE Payouts SET State = 'paid' WHERE Id = {payoutId} AND State = 'new'");
                    if (changed == 1)
                    {
                        var payout = await db.Payouts.AsNoTracking().SingleAsync(p => p.Id == payoutId);
                        await smtp.SendMailAsync("bank@example.org", payout.Email, "Paid out", "Look.");
                    }
                }
            }
            """,
            """await new PayoutSubscriber(db, smtp).On(1);""")
        {
            Seed = """db.Add(new Payout { Id = 1, Email = "ada@example.org" });""",
        },

        new("SQL adds a line to a ledger", "CAP", ["SAFE2002"], """
            using Dapper;
            using DotNetCore.CAP;

            public record DayClosed(string Day, long Total);

            public class Line { public int Id { get; set; } public string Day { get; set; } = ""; public long Total { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Line> Lines => Set<Line>(); }

            public class LedgerSubscriber(Store db) : ICapSubscribe
            {
                [CapSubscribe("day.closed")]
                public async Task On(DayClosed message)
                {
                    var connection = db.Database.GetDbConnection();
                    await connection.ExecuteAsync("INSERT INTO Lines (Day, Total) VALUES (@Day, @Total)", new { message.Day, message.Total });
                }
            }
            """,
            """await new LedgerSubscriber(db).On(new DayClosed("2026-01-02", 1200));"""),

        new("Messages that were seen are kept in memory", "RabbitMQ", ["SAFE2001"], """
            using RabbitMQ.Client.Events;

            public class Counter { public string Id { get; set; } = ""; public int Value { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Counter> Counters => Set<Counter>(); }

            public class DownloadListener(Store db)
            {
                private static readonly HashSet<string> Seen = new();

                public void Listen(AsyncEventingBasicConsumer consumer)
                {
                    consumer.ReceivedAsync += async (_, delivery) =>
                    {
                        if (!Seen.Add(delivery.BasicProperties.MessageId!))
                        {
                            return;
                        }

                        var counter = await db.Counters.SingleAsync(c => c.Id == "downloads");
                        counter.Value++;
                        await db.SaveChangesAsync();
                    };
                }
            }
            """,
            """
            var consumer = new RabbitMQ.Client.Events.AsyncEventingBasicConsumer(Stub.Of<RabbitMQ.Client.IChannel>(new { }));
            new DownloadListener(db).Listen(consumer);
            await consumer.HandleBasicDeliverAsync("", 1, true, "", "downloads", new RabbitMQ.Client.BasicProperties { MessageId = "m-1" }, default);
            """)
        {
            Seed = """db.Add(new Counter { Id = "downloads" });""",
        },

        new("A semaphore lets one message in at a time", "RabbitMQ", ["SAFE2001"], """
            using System.Text;
            using RabbitMQ.Client.Events;

            public class Counter { public string Id { get; set; } = ""; public int Value { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Counter> Counters => Set<Counter>(); }

            public class DownloadListener
            {
                private readonly SemaphoreSlim gate = new(1);
                private readonly Store db;

                public DownloadListener(Store db, AsyncEventingBasicConsumer consumer)
                {
                    this.db = db;
                    consumer.ReceivedAsync += OnReceived;
                }

                private async Task OnReceived(object sender, BasicDeliverEventArgs delivery)
                {
                    await gate.WaitAsync();
                    try
                    {
                        var name = Encoding.UTF8.GetString(delivery.Body.Span);
                        var counter = await db.Counters.SingleAsync(c => c.Id == name);
                        counter.Value += 1;
                        await db.SaveChangesAsync();
                    }
                    finally
                    {
                        gate.Release();
                    }
                }
            }
            """,
            """
            var consumer = new RabbitMQ.Client.Events.AsyncEventingBasicConsumer(Stub.Of<RabbitMQ.Client.IChannel>(new { }));
            new DownloadListener(db, consumer);
            await consumer.HandleBasicDeliverAsync("", 1, true, "", "downloads", new RabbitMQ.Client.BasicProperties(), "downloads"u8.ToArray());
            """)
        {
            Seed = """db.Add(new Counter { Id = "downloads" });""",
        },

        new("A flag is added to those that are set", "RabbitMQ", [], """
            using RabbitMQ.Client.Events;

            [Flags]
            public enum Steps { None = 0, Packed = 1, Labelled = 2 }

            public class Parcel { public string Id { get; set; } = ""; public Steps Steps { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Parcel> Parcels => Set<Parcel>(); }

            public class LabelListener(Store db)
            {
                public void Listen(AsyncEventingBasicConsumer consumer)
                {
                    consumer.ReceivedAsync += async (_, delivery) =>
                    {
                        var parcel = await db.Parcels.SingleAsync(p => p.Id == delivery.BasicProperties.CorrelationId);
                        parcel.Steps |= Steps.Labelled;
                        await db.SaveChangesAsync();
                    };
                }
            }
            """,
            """
            var consumer = new RabbitMQ.Client.Events.AsyncEventingBasicConsumer(Stub.Of<RabbitMQ.Client.IChannel>(new { }));
            new LabelListener(db).Listen(consumer);
            await consumer.HandleBasicDeliverAsync("", 1, true, "", "labels", new RabbitMQ.Client.BasicProperties { CorrelationId = "p-1" }, default);
            """)
        {
            Seed = """db.Add(new Parcel { Id = "p-1", Steps = Steps.Packed });""",
        },

        new("Each reading that is consumed becomes a row", "Kafka", ["SAFE2002"], """
            using Confluent.Kafka;

            public class Reading { public int Id { get; set; } public string Sensor { get; set; } = ""; public double Value { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Reading> Readings => Set<Reading>(); }

            public class ReadingLoop(IConsumer<string, double> consumer, Store db)
            {
                public async Task RunAsync(CancellationToken stop)
                {
                    while (!stop.IsCancellationRequested)
                    {
                        var result = consumer.Consume(stop);
                        db.Readings.Add(new Reading { Sensor = result.Message.Key, Value = result.Message.Value });
                        await db.SaveChangesAsync();
                        consumer.Commit(result);
                    }
                }
            }
            """,
            """
            using var stop = new CancellationTokenSource();
            var consume = () =>
            {
                stop.Cancel();
                return new Confluent.Kafka.ConsumeResult<string, double> { Message = new() { Key = "s-1", Value = 20.5 } };
            };
            var consumer = Stub.Of<Confluent.Kafka.IConsumer<string, double>>(new { Consume = consume });
            await new ReadingLoop(consumer, db).RunAsync(stop.Token);
            """),

        new("Each reading that is consumed is looked up by its offset first", "Kafka", [], """
            using Confluent.Kafka;

            public class Reading
            {
                public int Id { get; set; }
                public int Partition { get; set; }
                public long Offset { get; set; }
                public double Value { get; set; }
            }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Reading> Readings => Set<Reading>(); }

            public class ReadingLoop(IConsumer<string, double> consumer, Store db)
            {
                public async Task RunAsync(CancellationToken stop)
                {
                    while (!stop.IsCancellationRequested)
                    {
                        var result = consumer.Consume(stop);
                        var partition = result.Partition.Value;
                        var offset = result.Offset.Value;
                        if (!await db.Readings.AnyAsync(r => r.Partition == partition && r.Offset == offset))
                        {
                            db.Readings.Add(new Reading { Partition = partition, Offset = offset, Value = result.Message.Value });
                            await db.SaveChangesAsync();
                        }

                        consumer.Commit(result);
                    }
                }
            }
            """,
            """
            using var stop = new CancellationTokenSource();
            var consume = () =>
            {
                stop.Cancel();
                return new Confluent.Kafka.ConsumeResult<string, double> { Partition = 1, Offset = 77, Message = new() { Key = "s-1", Value = 20.5 } };
            };
            var consumer = Stub.Of<Confluent.Kafka.IConsumer<string, double>>(new { Consume = consume });
            await new ReadingLoop(consumer, db).RunAsync(stop.Token);
            """),

        new("An invoice is posted to another service without a key", "Dapr", ["SAFE2006"], """
            using Dapr;
            using Microsoft.AspNetCore.Mvc;

            public record OrderPaid(int OrderId, decimal Amount);

            [ApiController]
            public class InvoicesController(HttpClient http) : ControllerBase
            {
                [Topic("pubsub", "orders-paid")]
                [HttpPost("orders-paid")]
                public async Task<IActionResult> OnPaid(OrderPaid message, CancellationToken token)
                {
                    var response = await http.PostAsJsonAsync("invoices", new { message.Amount }, token);
                    response.EnsureSuccessStatusCode();
                    return Ok();
                }
            }
            """,
            """await new InvoicesController(http).OnPaid(new OrderPaid(1, 25m), default);"""),

        new("An invoice is posted unless its number is known", "Dapr", [], """
            using Dapr;
            using Microsoft.AspNetCore.Mvc;

            public record OrderPaid(int OrderId, decimal Amount);

            public class Order { public int Id { get; set; } public string? InvoiceNumber { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Order> Orders => Set<Order>(); }

            public class InvoicesController(Store db, HttpClient http) : ControllerBase
            {
                [Topic("pubsub", "orders-paid")]
                [HttpPost("orders-paid")]
                public async Task<IActionResult> OnPaid(OrderPaid message, CancellationToken token)
                {
                    var order = await db.Orders.SingleAsync(o => o.Id == message.OrderId, token);
                    if (string.IsNullOrEmpty(order.InvoiceNumber))
                    {
                        using var response = await http.PostAsJsonAsync("invoices", new { message.Amount }, token);
                        response.EnsureSuccessStatusCode();
                        order.InvoiceNumber = $"I-{message.OrderId}";
                        await db.SaveChangesAsync(token);
                    }

                    return Ok();
                }
            }
            """,
            """await new InvoicesController(db, http).OnPaid(new OrderPaid(1, 25m), default);""")
        {
            Seed = """db.Add(new Order { Id = 1 });""",
        },

        new("An invoice is put where it belongs", "Dapr", [], """
            using Dapr;
            using Microsoft.AspNetCore.Mvc;

            public record OrderPaid(int OrderId, decimal Amount);

            [ApiController]
            public class InvoicesController(HttpClient http) : ControllerBase
            {
                [Topic("pubsub", "orders-paid")]
                [HttpPost("orders-paid")]
                public async Task<IActionResult> OnPaid(OrderPaid message, CancellationToken token)
                {
                    using var response = await http.PutAsJsonAsync($"invoices/{message.OrderId}", new { message.Amount }, token);
                    return response.IsSuccessStatusCode ? Ok() : StatusCode(500);
                }
            }
            """,
            """await new InvoicesController(http).OnPaid(new OrderPaid(1, 25m), default);"""),

        new("A welcome is mailed on every delivery", "NServiceBus", ["SAFE2005"], """
            using NServiceBus;

            public record Registered(string Email);

            public class WelcomeHandler(SmtpClient smtp) : IHandleMessages<Registered>
            {
                public async Task Handle(Registered message, IMessageHandlerContext context)
                {
                    using var mail = new MailMessage("shop@example.org", message.Email) { Subject = "Welcome" };
                    await smtp.SendMailAsync(mail, CancellationToken.None);
                }
            }
            """,
            """await new WelcomeHandler(smtp).Handle(new Registered("ada@example.org"), Stub.Of<NServiceBus.IMessageHandlerContext>(new { MessageId = "m-1" }));""")
        {
            StandIns = [NServiceBus],
        },

        new("A welcome is mailed to whom has not had one, which is written first", "NServiceBus", [], """
            using NServiceBus;

            public record Registered(string Email);

            public class Welcome { public string Id { get; set; } = ""; public string Email { get; set; } = ""; }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Welcome> Welcomes => Set<Welcome>(); }

            public class WelcomeHandler(Store db, SmtpClient smtp) : IHandleMessages<Registered>
            {
                public async Task Handle(Registered message, IMessageHandlerContext context)
                {
                    if (await db.Welcomes.FindAsync(context.MessageId) is not null)
                    {
                        return;
                    }

                    db.Welcomes.Add(new Welcome { Id = context.MessageId, Email = message.Email });
                    await db.SaveChangesAsync();
                    await smtp.SendMailAsync("shop@example.org", message.Email, "Welcome", "Hello.");
                }
            }
            """,
            """await new WelcomeHandler(db, smtp).Handle(new Registered("ada@example.org"), Stub.Of<NServiceBus.IMessageHandlerContext>(new { MessageId = "m-1" }));""")
        {
            StandIns = [NServiceBus],
        },

        new("A function adds a comment for each message of its queue", "Azure Functions", ["SAFE2002"], """
            using Microsoft.Azure.Functions.Worker;

            public record CommentPosted(int ArticleId, string Text);

            public class Comment { public Guid Id { get; set; } = Guid.NewGuid(); public int ArticleId { get; set; } public string Text { get; set; } = ""; }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Comment> Comments => Set<Comment>(); }

            public class CommentFunctions(Store db)
            {
                [Function("AddComment")]
                public async Task Add([QueueTrigger("comments")] CommentPosted message)
                {
                    await db.AddAsync(new Comment { ArticleId = message.ArticleId, Text = message.Text });
                    await db.SaveChangesAsync();
                }
            }
            """,
            """await new CommentFunctions(db).Add(new CommentPosted(1, "First"));""")
        {
            StandIns = [FunctionsWorker],
        },

        new("A function removes what the message names", "Azure Functions", [], """
            using Microsoft.Azure.Functions.Worker;

            public class Comment { public Guid Id { get; set; } public int ArticleId { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Comment> Comments => Set<Comment>(); }

            public class CommentFunctions(Store db)
            {
                [Function("RemoveComments")]
                public async Task Remove([QueueTrigger("removed-articles")] int articleId)
                {
                    await db.Comments.Where(c => c.ArticleId == articleId).ExecuteDeleteAsync();
                }
            }
            """,
            """await new CommentFunctions(db).Remove(1);""")
        {
            Seed = """db.Add(new Comment { Id = new("11111111-1111-1111-1111-111111111111"), ArticleId = 1 });""",
            StandIns = [FunctionsWorker],
        },

        new("A processor's event credits an account", "Azure Service Bus", ["SAFE2001"], """
            using Azure.Messaging.ServiceBus;

            public class Account { public string Id { get; set; } = ""; public int Credits { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Account> Accounts => Set<Account>(); }

            public class CreditListener(ServiceBusProcessor processor, Store db)
            {
                public void Start() => processor.ProcessMessageAsync += OnMessageAsync;

                private async Task OnMessageAsync(ProcessMessageEventArgs args)
                {
                    var id = args.Message.Subject;
                    var account = await db.Accounts.FirstAsync(a => a.Id == id);
                    account.Credits = account.Credits + 1;
                    await db.SaveChangesAsync();
                    await args.CompleteMessageAsync(args.Message);
                }
            }
            """,
            """
            var processor = new Azure.Messaging.ServiceBus.ServiceBusProcessor();
            new CreditListener(processor, db).Start();
            await processor.RaiseAsync(new() { Message = new() { MessageId = "m-1", Subject = "ada" } });
            """)
        {
            Seed = """db.Add(new Account { Id = "ada" });""",
            StandIns = [ServiceBus],
        },

        new("A function posts each record of a batch", "AWS Lambda", ["SAFE2006"], """
            using Amazon.Lambda.Core;
            using Amazon.Lambda.SQSEvents;

            public class PushFunction(HttpClient http)
            {
                public async Task FunctionHandler(SQSEvent batch, ILambdaContext context)
                {
                    foreach (var record in batch.Records)
                    {
                        using var response = await http.PostAsync("pushes", new StringContent(record.Body));
                        response.EnsureSuccessStatusCode();
                    }
                }
            }
            """,
            """await new PushFunction(http).FunctionHandler(new() { Records = [new() { MessageId = "1", Body = "a" }, new() { MessageId = "2", Body = "b" }] }, null!);""")
        {
            StandIns = [SqsEvents],
        },

        new("A function leaves out the records that it knows", "AWS Lambda", [], """
            using Amazon.Lambda.Core;
            using Amazon.Lambda.SQSEvents;

            public class Entry { public int Id { get; set; } public string MessageId { get; set; } = ""; public string Text { get; set; } = ""; }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Entry> Entries => Set<Entry>(); }

            public class EntryFunction(Store db)
            {
                public async Task FunctionHandler(SQSEvent batch, ILambdaContext context)
                {
                    foreach (var record in batch.Records)
                    {
                        if (await db.Entries.CountAsync(e => e.MessageId == record.MessageId) > 0)
                        {
                            continue;
                        }

                        db.Entries.Add(new Entry { MessageId = record.MessageId, Text = record.Body });
                        await db.SaveChangesAsync();
                    }
                }
            }
            """,
            """await new EntryFunction(db).FunctionHandler(new() { Records = [new() { MessageId = "1", Body = "a" }, new() { MessageId = "2", Body = "b" }] }, null!);""")
        {
            StandIns = [SqsEvents],
        },

        new("A command adds a charge", "Brighter", ["SAFE2002"], """
            using Paramore.Brighter;

            public class AddCharge { public int CustomerId { get; set; } public decimal Amount { get; set; } }

            public class Charge { public int Id { get; set; } public int CustomerId { get; set; } public decimal Amount { get; set; } }

            public class Store(DbContextOptions<Store> options) : DbContext(options) { public DbSet<Charge> Charges => Set<Charge>(); }

            public class AddChargeHandler(Store db) : RequestHandlerAsync<AddCharge>
            {
                public override async Task<AddCharge> HandleAsync(AddCharge command, CancellationToken cancellationToken = default)
                {
                    var charge = new Charge
                    {
                        CustomerId = command.CustomerId,
                        Amount = command.Amount,
                    };
                    await db.Charges.AddAsync(charge, cancellationToken);
                    await db.SaveChangesAsync(cancellationToken);
                    return await base.HandleAsync(command, cancellationToken);
                }
            }
            """,
            """await new AddChargeHandler(db).HandleAsync(new AddCharge { CustomerId = 1, Amount = 5m });""")
        {
            StandIns = [Brighter],
        },
    ];

    private static (string Name, string Source) ServiceBus => ("Azure.Messaging.ServiceBus", """
        namespace Azure.Messaging.ServiceBus
        {
            public class ServiceBusReceivedMessage { public string MessageId { get; set; } = ""; public string Subject { get; set; } = ""; }

            public class ProcessMessageEventArgs
            {
                public ServiceBusReceivedMessage Message { get; set; } = new();

                public Task CompleteMessageAsync(ServiceBusReceivedMessage message) => Task.CompletedTask;
            }

            public class ServiceBusProcessor
            {
                public event Func<ProcessMessageEventArgs, Task>? ProcessMessageAsync;

                public Task RaiseAsync(ProcessMessageEventArgs args) => ProcessMessageAsync!(args);
            }
        }
        """);

    private static (string Name, string Source) SqsEvents => ("Amazon.Lambda.SQSEvents", """
        namespace Amazon.Lambda.Core
        {
            public interface ILambdaContext;
        }

        namespace Amazon.Lambda.SQSEvents
        {
            public class SQSEvent
            {
                public List<SQSMessage> Records { get; set; } = [];

                public class SQSMessage { public string MessageId { get; set; } = ""; public string Body { get; set; } = ""; }
            }
        }
        """);

    private static (string Name, string Source) Brighter => ("Paramore.Brighter", """
        namespace Paramore.Brighter
        {
            public abstract class RequestHandlerAsync<T>
            {
                public virtual Task<T> HandleAsync(T command, CancellationToken cancellationToken = default) => Task.FromResult(command);
            }
        }
        """);

    private static (string Name, string Source) NServiceBus => ("NServiceBus.Core", """
        namespace NServiceBus
        {
            public interface IMessageHandlerContext { string MessageId { get; } }

            public interface IHandleMessages<T> { Task Handle(T message, IMessageHandlerContext context); }
        }
        """);

    private static (string Name, string Source) FunctionsWorker => ("Microsoft.Azure.Functions.Worker", """
        namespace Microsoft.Azure.Functions.Worker
        {
            [AttributeUsage(AttributeTargets.Method)]
            public sealed class FunctionAttribute(string name) : Attribute { public string Name { get; } = name; }

            [AttributeUsage(AttributeTargets.Parameter)]
            public sealed class QueueTriggerAttribute(string queueName) : Extensions.Abstractions.TriggerBindingAttribute { public string QueueName { get; } = queueName; }
        }

        namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions
        {
            public abstract class BindingAttribute : Attribute;

            public abstract class TriggerBindingAttribute : BindingAttribute;
        }
        """);
}
