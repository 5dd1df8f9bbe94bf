using System.Threading.Tasks;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Idempotency;

/// <summary>What proves that a second run does no harm, in the forms that handlers have it: nothing is reported.</summary>
public sealed class GuardTests
{
    private static readonly Verify<JobAnalyzer> Verify = new(References.Hangfire);

    [Fact]
    public Task A_marker_is_checked_and_set() => Silent(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        if (order.PaidAt is not null)
        {
            return;
        }

        order.Paid += amount;
        order.PaidAt = DateTime.UtcNow;
        await db.SaveChangesAsync(ct);
        """);

    [Theory]
    [InlineData("order.PaidAt != null")]
    [InlineData("order.PaidAt.HasValue")]
    [InlineData("order.IsSettled")]
    [InlineData("order.PaidAt is { }")]
    [InlineData("order is { PaidAt: not null }")]
    [InlineData("order is null or { IsSettled: true }")]
    [InlineData("order?.PaidAt is not null")]
    [InlineData("order == null || order.PaidAt != null || order.Total <= 0")]
    [InlineData("!(order.PaidAt is null)")]
    [InlineData("order.PaidAt.GetValueOrDefault() != default")]
    [InlineData("HasBeenPaid(order)")]
    [InlineData("order.WasPaid()")]
    [InlineData("Check(order)")]
    [InlineData("isPaid")]
    [InlineData("wasPaid(order)")]
    public Task A_marker_may_be_checked_in_many_ways(string condition) => Silent(
        $$"""
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        var isPaid = order.PaidAt is not null;
        Func<Order, bool> wasPaid = o => o.PaidAt is not null;
        if ({{condition}})
        {
            logger.LogInformation("Order {Id} is paid", id);
            return;
        }

        order!.Paid += amount;
        order.PaidAt = DateTime.UtcNow;
        await db.SaveChangesAsync(ct);

        bool Check(Order o) => o.PaidAt is not null;
        """,
        "private static bool HasBeenPaid(Order order) { if (order.PaidAt is null) { return false; } return true; }",
        "public static class Orders { public static bool WasPaid(this Order order) => order.IsSettled; }");

    [Fact]
    public Task The_work_stands_inside_the_condition() => Silent(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        if (!order.EmailSent && order.Email != "")
        {
            await mail.SendAsync(order.Email, "Thank you", ct);
            order.EmailSent = true;
            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task A_status_machine_moves_on_in_a_switch_statement() => Silent(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        switch (order.Status)
        {
            case OrderStatus.New:
                order.Paid += amount;
                order.Status = OrderStatus.Paid;
                break;
            case OrderStatus.Paid:
                db.Shipments.Add(new Shipment { OrderId = id });
                order.Status = OrderStatus.Shipped;
                break;
            default:
                return;
        }

        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_switch_expression_tells_whether_to_go_on() => Silent(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        var goOn = order.Status switch
        {
            OrderStatus.New => true,
            OrderStatus.Paid or OrderStatus.Shipped => false,
            _ => throw new InvalidOperationException(),
        };
        if (!goOn)
        {
            return;
        }

        await mail.SendAsync(order.Email, "Thank you", ct);
        order.Status = OrderStatus.Paid;
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_status_is_an_object_of_a_class_of_values() => Silent(
        """
        var parcel = await db.Set<Parcel>().SingleAsync(p => p.Id == id, ct);
        if (parcel.Stage != Stage.Packed)
        {
            return;
        }

        db.Shipments.Add(new Shipment { OrderId = parcel.Id });
        parcel.Stage = Stage.Sent;
        await db.SaveChangesAsync(ct);
        """,
        types: """
        public sealed class Stage { public static readonly Stage Packed = new(); public static readonly Stage Sent = new(); }
        public class Parcel { public int Id { get; set; } public Stage Stage { get; set; } = Stage.Packed; }
        """);

    [Fact]
    public Task An_entity_changes_its_status_itself_and_says_whether_it_did() => Silent(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        if (!order.TrySettle(DateTime.UtcNow))
        {
            return;
        }

        await mail.SendAsync(order.Email, "Thank you", ct);
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_guard_may_throw() => Silent(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        EnsureNotPaid(order);
        order.Paid += amount;
        order.PaidAt = DateTime.UtcNow;
        await db.SaveChangesAsync(ct);
        """,
        "private static void EnsureNotPaid(Order order) { if (order.PaidAt is not null) { throw new InvalidOperationException(); } }");

    [Fact]
    public Task A_guard_may_stand_in_a_base_class() => Verify.Silent(
    [
        ("Shop.cs", Shop.Model),
        ("Jobs.cs", Shop.Usings + """
            public abstract class OnceJob(ShopDb db)
            {
                protected ShopDb Db => db;

                public async Task RunAsync(int id)
                {
                    var order = await db.Orders.SingleAsync(o => o.Id == id);
                    if (IsDone(order))
                    {
                        return;
                    }

                    await WorkAsync(order);
                    order.Status = OrderStatus.Shipped;
                    await db.SaveChangesAsync();
                }

                protected virtual bool IsDone(Order order) => order.Status == OrderStatus.Shipped;
                protected abstract Task WorkAsync(Order order);
            }

            public class ShipJob(ShopDb db, IMailSender mail) : OnceJob(db)
            {
                protected override Task WorkAsync(Order order)
                {
                    Db.Shipments.Add(new Shipment { OrderId = order.Id });
                    return mail.SendAsync(order.Email, "On its way");
                }
            }

            public class Web { public void Start(IBackgroundJobClient jobs) => jobs.Enqueue<ShipJob>(job => job.RunAsync(1)); }
            """),
    ]);

    [Fact]
    public Task The_marker_is_part_of_what_is_loaded() => Silent(
        """
        var reminder = await db.Reminders.SingleOrDefaultAsync(r => r.Id == id && r.SentAt == null, ct);
        if (reminder is null)
        {
            return;
        }

        await mail.SendAsync(reminder.Email, "Reminder", ct);
        reminder.SentAt = DateTime.UtcNow;
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_helper_answers_whether_there_is_something_to_do_and_hands_it_over() => Silent(
        """
        if (!TryGet(id, out var reminder))
        {
            return;
        }

        await mail.SendAsync(reminder!.Email, "Reminder", ct);
        reminder.IsSent = true;
        await db.SaveChangesAsync(ct);
        """,
        """
        private bool TryGet(int id, out Reminder? reminder)
        {
            reminder = db.Reminders.FirstOrDefault(r => r.Id == id && !r.IsSent);
            return reminder is not null;
        }
        """);

    [Fact]
    public Task Mark_and_save_first_then_send() => Silent(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        if (order.EmailSent) return;
        order.EmailSent = true;
        await db.SaveChangesAsync(ct);
        await mail.SendAsync(order.Email, "Thank you", ct);
        """);

    [Fact]
    public Task A_row_beside_says_that_it_is_done() => Silent(
        """
        if (await db.ProcessedMessages.AnyAsync(m => m.Id == messageId, ct)) return;
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        order.Paid += amount;
        order.Customer.Points += 10;
        db.Shipments.Add(new Shipment { OrderId = id });
        db.ProcessedMessages.Add(new ProcessedMessage { Id = messageId, At = DateTime.UtcNow });
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_row_beside_within_a_transaction() => Silent(
        """
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var seen = await db.ProcessedMessages.FindAsync([messageId], ct);
        if (seen is not null)
        {
            await transaction.RollbackAsync(ct);
            return;
        }

        await db.Orders.Where(o => o.Id == id).ExecuteUpdateAsync(s => s.SetProperty(o => o.Paid, o => o.Paid + amount), ct);
        db.Add(new ProcessedMessage { Id = messageId, At = DateTime.UtcNow });
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        """);

    [Fact]
    public Task A_row_under_the_messages_key_in_the_same_save_stops_the_second() => Silent(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        order.Paid += amount;
        db.Payments.Add(new Payment { Id = messageId, OrderId = id, Amount = amount });
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_row_is_looked_for_and_made_where_there_is_none() => Silent(
        """
        var shipment = await db.Shipments.FirstOrDefaultAsync(s => s.OrderId == id, ct);
        if (shipment is null)
        {
            shipment = new Shipment { OrderId = id };
            db.Shipments.Add(shipment);
        }

        shipment.Number = "N" + id;
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_row_is_made_by_the_right_side_of_a_coalesce() => Silent(
        """
        var shipment = await db.Shipments.FirstOrDefaultAsync(s => s.OrderId == id, ct) ?? db.Shipments.Add(new Shipment { OrderId = id }).Entity;
        shipment.Number = "N" + id;
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_row_is_made_in_a_helper_that_gets_or_creates() => Silent(
        """
        var shipment = await GetOrCreateAsync(id);
        shipment.Number = "N" + id;
        await db.SaveChangesAsync(ct);
        """,
        """
        private async Task<Shipment> GetOrCreateAsync(int orderId)
        {
            var found = await db.Shipments.SingleOrDefaultAsync(s => s.OrderId == orderId);
            if (found != null)
            {
                return found;
            }

            var made = new Shipment { OrderId = orderId };
            await db.Shipments.AddAsync(made);
            return made;
        }
        """);

    [Fact]
    public Task Rows_that_are_there_are_known_from_a_dictionary() => Silent(
        """
        var known = await db.Shipments.ToDictionaryAsync(s => s.OrderId, ct);
        foreach (var order in await db.Orders.ToListAsync(ct))
        {
            if (!known.TryGetValue(order.Id, out var shipment))
            {
                shipment = new Shipment { OrderId = order.Id };
                db.Shipments.Add(shipment);
            }

            shipment.Number = "N" + order.Id;
        }

        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task Rows_that_are_there_are_passed_over_in_the_loop() => Silent(
        """
        var shipped = (await db.Shipments.Select(s => s.OrderId).ToListAsync(ct)).ToHashSet();
        foreach (var order in await db.Orders.ToListAsync(ct))
        {
            if (shipped.Contains(order.Id))
            {
                continue;
            }

            db.Shipments.Add(new Shipment { OrderId = order.Id });
        }

        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task Only_work_without_its_row_is_selected() => Silent(
        """
        var orders = await db.Orders.Where(o => !db.Shipments.Any(s => s.OrderId == o.Id)).ToListAsync(ct);
        foreach (var order in orders)
        {
            db.Shipments.Add(new Shipment { OrderId = order.Id });
        }

        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task What_is_there_is_taken_out_of_what_is_added() => Silent(
        """
        var shipped = await db.Shipments.Select(s => s.OrderId).ToListAsync(ct);
        var all = await db.Orders.Select(o => o.Id).ToListAsync(ct);
        db.Shipments.AddRange(all.Except(shipped).Select(orderId => new Shipment { OrderId = orderId }));
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task Everything_of_the_kind_is_replaced() => Silent(
        """
        var old = await db.Lines.Where(l => l.OrderId == id).ToListAsync(ct);
        db.Lines.RemoveRange(old);
        db.Lines.AddRange(Enumerable.Range(1, 3).Select(n => new OrderLine { OrderId = id, ProductId = n }));
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task Everything_of_the_kind_is_replaced_within_a_strategy_and_a_transaction() => Silent(
        """
        var strategy = db.Database.CreateExecutionStrategy();
        await strategy.ExecuteAsync(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            await db.Lines.Where(l => l.OrderId == id).ExecuteDeleteAsync(ct);
            db.Lines.Add(new OrderLine { OrderId = id, ProductId = 1 });
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        });
        """);

    [Fact]
    public Task The_lines_of_a_stored_object_are_cleared_and_filled() => Silent(
        """
        var order = await db.Orders.Include(o => o.Lines).SingleAsync(o => o.Id == id, ct);
        order.Lines.Clear();
        order.Lines.Add(new OrderLine { ProductId = 1, Quantity = 2 });
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_cursor_moves_on_with_the_work() => Silent(
        """
        var cursor = await db.Cursors.SingleAsync(ct);
        var orders = await db.Orders.Where(o => o.Id > cursor.LastOrderId).OrderBy(o => o.Id).Take(100).ToListAsync(ct);
        foreach (var order in orders)
        {
            var customer = await db.Customers.SingleAsync(c => c.Id == order.CustomerId, ct);
            customer.Points += 10;
            cursor.LastOrderId = order.Id;
            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task Selected_work_is_marked_and_saved_item_by_item() => Silent(
        """
        var due = await db.Reminders.Where(r => r.SentAt == null).ToListAsync(ct);
        foreach (var reminder in due)
        {
            await mail.SendAsync(reminder.Email, "Reminder", ct);
            reminder.SentAt = DateTime.UtcNow;
            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task Selected_work_is_saved_in_a_finally_of_its_turn() => Silent(
        """
        foreach (var reminder in await db.Reminders.Where(r => !r.IsSent).ToListAsync(ct))
        {
            try
            {
                await mail.SendAsync(reminder.Email, "Reminder", ct);
                reminder.IsSent = true;
            }
            catch (Exception e)
            {
                logger.LogError(e, "Reminder {Id}", reminder.Id);
            }
            finally
            {
                await db.SaveChangesAsync(ct);
            }
        }
        """);

    [Fact]
    public Task Work_is_fetched_in_batches_until_there_is_none() => Silent(
        """
        while (true)
        {
            var batch = await db.Reminders.Where(r => !r.IsSent).OrderBy(r => r.Id).Take(50).ToListAsync(ct);
            if (batch.Count == 0)
            {
                break;
            }

            foreach (var reminder in batch)
            {
                await mail.SendAsync(reminder.Email, "Reminder", ct);
                reminder.IsSent = true;
                await db.SaveChangesAsync(ct);
            }
        }
        """);

    [Fact]
    public Task Work_is_streamed() => Silent(
        """
        await foreach (var reminder in db.Reminders.Where(r => r.SentAt == null).AsAsyncEnumerable().WithCancellation(ct))
        {
            await mail.SendAsync(reminder.Email, "Reminder", ct);
            await db.Reminders.Where(r => r.Id == reminder.Id).ExecuteUpdateAsync(s => s.SetProperty(r => r.SentAt, DateTime.UtcNow), ct);
        }
        """);

    [Fact]
    public Task Work_is_selected_in_query_syntax() => Silent(
        """
        var due = await (from r in db.Reminders where r.SentAt == null orderby r.Id select r).ToListAsync(ct);
        foreach (var reminder in due)
        {
            await mail.SendAsync(reminder.Email, "Reminder", ct);
            reminder.SentAt = DateTime.UtcNow;
            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task Work_is_selected_as_a_projection() => Silent(
        """
        var due = await db.Reminders.Where(r => r.SentAt == null).Select(r => new { r.Id, r.Email }).ToListAsync(ct);
        foreach (var item in due)
        {
            var reminder = await db.Reminders.FindAsync([item.Id], ct);
            await mail.SendAsync(item.Email, "Reminder", ct);
            reminder!.SentAt = DateTime.UtcNow;
            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task Items_are_filtered_in_the_loop() => Silent(
        """
        foreach (var reminder in await db.Reminders.ToListAsync(ct))
        {
            if (reminder.IsSent) continue;
            await mail.SendAsync(reminder.Email, "Reminder", ct);
            reminder.IsSent = true;
            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task Items_of_items_are_saved_one_by_one() => Silent(
        """
        foreach (var customer in await db.Customers.ToListAsync(ct))
        {
            foreach (var order in await db.Orders.Where(o => o.CustomerId == customer.Id && !o.EmailSent).ToListAsync(ct))
            {
                await mail.SendAsync(order.Email, "Thank you", ct);
                order.EmailSent = true;
                await db.SaveChangesAsync(ct);
            }
        }
        """);

    [Fact]
    public Task Items_are_worked_off_in_parallel() => Silent(
        """
        var due = await db.Reminders.Where(r => !r.IsSent).ToListAsync(ct);
        await Parallel.ForEachAsync(due, ct, async (reminder, token) =>
        {
            await mail.SendAsync(reminder.Email, "Reminder", token);
            reminder.IsSent = true;
            await db.SaveChangesAsync(token);
        });
        """);

    [Fact]
    public Task Items_are_worked_off_at_once() => Silent(
        """
        var due = await db.Reminders.Where(r => !r.IsSent).ToListAsync(ct);
        await Task.WhenAll(due.Select(async reminder =>
        {
            await mail.SendAsync(reminder.Email, "Reminder", ct);
            reminder.IsSent = true;
            await db.SaveChangesAsync(ct);
        }));
        """);

    [Fact]
    public Task A_claim_by_the_number_of_rows_that_were_changed() => Silent(
        """
        var claimed = await db.Reminders
            .Where(r => r.Id == id && r.SentAt == null)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.SentAt, DateTime.UtcNow), ct);
        if (claimed == 0)
        {
            return;
        }

        await mail.SendAsync("a@b.c", "Reminder", ct);
        """);

    [Theory]
    [InlineData("if (!await inbox.TryBeginAsync(messageId)) return;")]
    [InlineData("if (await inbox.TryClaim(messageId) == false) { return; }")]
    [InlineData("var mine = await inbox.TryClaim(messageId); if (!mine) { return; }")]
    [InlineData("if (await inbox.IsProcessedAsync(messageId)) { return; } await inbox.MarkProcessedAsync(messageId);")]
    [InlineData("if (await inbox.ExistsAsync(messageId)) { return; } await inbox.SaveAsync(messageId);")]
    public Task A_claim_or_an_inbox_of_ones_own(string guard) => Silent(
        guard + """

        var order = await inbox.LoadAsync(id);
        await mail.SendAsync(order.Email, "Thank you", ct);
        """,
        "private readonly IInbox inbox = null!;",
        """
        public interface IInbox
        {
            Task<bool> TryBeginAsync(Guid id);
            Task<bool> TryClaim(Guid id);
            Task<bool> IsProcessedAsync(Guid id);
            Task<bool> ExistsAsync(Guid id);
            Task MarkProcessedAsync(Guid id);
            Task SaveAsync(Guid id);
            Task<Order> LoadAsync(int id);
        }
        """);

    [Fact]
    public Task The_duplicate_is_caught_at_the_save() => Silent(
        """
        db.Shipments.Add(new Shipment { OrderId = id, Number = "N" + id });
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException e) when (e.InnerException is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: 19 })
        {
            logger.LogInformation("Order {Id} has its shipment", id);
        }
        """);

    [Fact]
    public Task The_duplicate_is_caught_in_what_is_called() => Silent(
        """
        db.Shipments.Add(new Shipment { OrderId = id, Number = "N" + id });
        await SaveOnceAsync();
        """,
        """
        private async Task SaveOnceAsync()
        {
            try { await db.SaveChangesAsync(); }
            catch (DbUpdateException e) when (IsDuplicate(e)) { db.ChangeTracker.Clear(); }
        }

        private static bool IsDuplicate(DbUpdateException e) => e.InnerException?.Message.Contains("UNIQUE") == true;
        """);

    [Fact]
    public Task A_helper_inserts_and_says_whether_it_was_the_first() => Silent(
        """
        if (!await TryInsertAsync(messageId))
        {
            return;
        }

        await mail.SendAsync("a@b.c", "Thank you", ct);
        """,
        """
        private async Task<bool> TryInsertAsync(Guid key)
        {
            db.ProcessedMessages.Add(new ProcessedMessage { Id = key });
            try
            {
                await db.SaveChangesAsync();
                return true;
            }
            catch (DbUpdateException)
            {
                return false;
            }
        }
        """);

    [Fact]
    public Task The_insert_is_tried_and_the_work_comes_behind_it() => Silent(
        """
        try
        {
            db.ProcessedMessages.Add(new ProcessedMessage { Id = messageId });
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateException)
        {
            return;
        }

        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        order.Paid += amount;
        await db.SaveChangesAsync(ct);
        await mail.SendAsync(order.Email, "Thank you", ct);
        """);

    [Fact]
    public Task A_claim_in_SQL_text() => Silent(
        """
        await using var connection = db.Database.GetDbConnection();
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE orders SET status = 'paid' WHERE id = @id AND status = 'new'";
        if (await command.ExecuteNonQueryAsync(ct) == 0)
        {
            return;
        }

        await mail.SendAsync("a@b.c", "Thank you", ct);
        """);

    [Fact]
    public Task A_status_that_is_in_the_condition_of_its_own_update() => Silent(
        """await db.Database.ExecuteSqlAsync($"UPDATE orders SET prints = prints + 1, status = 'printed' WHERE id = {id} AND status = 'new'", ct);""");

    [Fact]
    public Task SQL_that_skips_what_is_there() => Silent(
        """
        await db.Database.ExecuteSqlAsync($"INSERT INTO shipments (order_id) VALUES ({id}) ON CONFLICT DO NOTHING", ct);
        await db.Database.ExecuteSqlRawAsync("INSERT INTO shipments (order_id) SELECT id FROM orders o WHERE NOT EXISTS (SELECT 1 FROM shipments s WHERE s.order_id = o.id)", ct);
        """);

    [Fact]
    public Task Two_markers_of_which_one_is_checked() => Silent(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        if (order.Status is OrderStatus.Paid or OrderStatus.Shipped or OrderStatus.Cancelled) return;
        await mail.SendAsync(order.Email, "Thank you", ct);
        order.Status = OrderStatus.Paid;
        order.EmailSent = true;
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_marker_of_a_related_object() => Silent(
        """
        var order = await db.Orders.Include(o => o.Customer).SingleAsync(o => o.Id == id, ct);
        if (order.Customer.WelcomedAt is null)
        {
            await mail.SendAsync(order.Customer.Email, "Welcome", ct);
            order.Customer.WelcomedAt = DateTime.UtcNow;
            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task A_guard_around_a_call_holds_for_what_is_called() => Silent(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        if (order.PaidAt == null)
        {
            await SettleAsync(order, amount);
            await db.SaveChangesAsync(ct);
        }
        """,
        """
        private async Task SettleAsync(Order order, decimal paid)
        {
            Book(order, paid);
            await mail.SendAsync(order.Email, "Thank you");
        }

        private static void Book(Order order, decimal paid)
        {
            order.Paid += paid;
            order.PaidAt = DateTime.UtcNow;
        }
        """);

    [Fact]
    public Task A_guard_before_a_lambda_holds_for_the_lambda() => Silent(
        """
        if (await db.ProcessedMessages.AnyAsync(m => m.Id == messageId, ct))
        {
            return;
        }

        var strategy = db.Database.CreateExecutionStrategy();
        await strategy.ExecuteAsync(async () =>
        {
            var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
            order.Paid += amount;
            db.ProcessedMessages.Add(new ProcessedMessage { Id = messageId });
            await db.SaveChangesAsync(ct);
        });
        """);

    [Fact]
    public Task A_predicate_is_kept_in_a_field() => Silent(
        """
        foreach (var reminder in await db.Reminders.Where(IsDue).ToListAsync(ct))
        {
            await mail.SendAsync(reminder.Email, "Reminder", ct);
            reminder.SentAt = DateTime.UtcNow;
            await db.SaveChangesAsync(ct);
        }
        """,
        "private static readonly Expression<Func<Reminder, bool>> IsDue = r => r.SentAt == null;");

    [Fact]
    public Task A_predicate_is_a_parameter() => Silent(
        """await SendAsync(r => r.SentAt == null, ct);""",
        """
        private async Task SendAsync(Expression<Func<Reminder, bool>> predicate, CancellationToken ct)
        {
            foreach (var reminder in await db.Reminders.Where(predicate).ToListAsync(ct))
            {
                await mail.SendAsync(reminder.Email, "Reminder", ct);
                reminder.SentAt = DateTime.UtcNow;
                await db.SaveChangesAsync(ct);
            }
        }
        """);

    [Fact]
    public Task A_predicate_is_made_by_a_method() => Silent(
        """
        var due = await db.Reminders.Where(Due(DateTime.UtcNow)).ToListAsync(ct);
        foreach (var reminder in due)
        {
            await mail.SendAsync(reminder.Email, "Reminder", ct);
            reminder.SentAt = DateTime.UtcNow;
            await db.SaveChangesAsync(ct);
        }
        """,
        "private static Expression<Func<Reminder, bool>> Due(DateTime now) => r => r.SentAt == null && r.Id > 0;");

    [Fact]
    public Task Rows_are_chosen_by_SQL_text() => Silent(
        """
        foreach (var reminder in await db.Reminders.FromSqlRaw("SELECT * FROM reminders WHERE sent_at IS NULL").ToListAsync(ct))
        {
            await mail.SendAsync(reminder.Email, "Reminder", ct);
            reminder.SentAt = DateTime.UtcNow;
            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task Missing_rows_are_collected_and_added_at_once() => Silent(
        """
        var shipped = await db.Shipments.Select(s => s.OrderId).ToListAsync(ct);
        var missing = new List<Shipment>();
        foreach (var order in await db.Orders.ToListAsync(ct))
        {
            if (!shipped.Contains(order.Id))
            {
                missing.Add(new Shipment { OrderId = order.Id });
            }
        }

        await db.Shipments.AddRangeAsync(missing, ct);
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_switch_with_patterns_asks_for_the_marker() => Silent(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        switch (order)
        {
            case { EmailSent: true }:
                return;
            case { Total: > 100 }:
                await mail.SendAsync(order.Email, "Thank you very much", ct);
                break;
            default:
                await mail.SendAsync(order.Email, "Thank you", ct);
                break;
        }

        order.EmailSent = true;
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_predicate_is_a_method_group_or_a_property() => Silent(
        """
        foreach (var reminder in (await db.Reminders.ToListAsync(ct)).Where(NotSent))
        {
            await mail.SendAsync(reminder.Email, "Reminder", ct);
            reminder.IsSent = true;
            await db.SaveChangesAsync(ct);
        }

        foreach (var reminder in await db.Reminders.Where(Open).ToListAsync(ct))
        {
            await mail.SendAsync(reminder.Email, "Reminder", ct);
            reminder.SentAt = DateTime.UtcNow;
            await db.SaveChangesAsync(ct);
        }
        """,
        """
        private static bool NotSent(Reminder reminder) => !reminder.IsSent;
        private static Expression<Func<Reminder, bool>> Open => r => r.SentAt == null;
        """);

    [Fact]
    public Task A_predicate_that_cannot_be_read_may_ask_for_the_marker() => Silent(
        """
        foreach (var reminder in await db.Reminders.Where(rules.Due()).ToListAsync(ct))
        {
            await mail.SendAsync(reminder.Email, "Reminder", ct);
            reminder.SentAt = DateTime.UtcNow;
            await db.SaveChangesAsync(ct);
        }
        """,
        "private readonly IRules rules = null!;",
        "public interface IRules { Expression<Func<Reminder, bool>> Due(); }");

    [Fact]
    public Task The_pending_rows_are_a_property_of_the_context() => Verify.Silent(
        Shop.Job(
            """
            foreach (var reminder in await db.Pending().ToListAsync(ct))
            {
                await mail.SendAsync(reminder.Email, "Reminder", ct);
                reminder.SentAt = DateTime.UtcNow;
                await db.SaveChangesAsync(ct);
            }
            """,
            types: "public static class Queries { public static IQueryable<Reminder> Pending(this ShopDb db) => from r in db.Reminders where r.SentAt == null select r; }"));

    private static Task Silent(string statements, string members = "", string types = "") => Verify.Silent(Shop.Job(statements, members, types));
}
