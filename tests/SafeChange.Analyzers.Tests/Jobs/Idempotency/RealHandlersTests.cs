using System.Threading.Tasks;
using SafeChange.Analyzers.Jobs;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Jobs.Idempotency;

/// <summary>Whole handlers in the forms that repositories have them, written anew: some are safe and must stay silent, some only look it.</summary>
public sealed class RealHandlersTests
{
    private static readonly Verify<JobAnalyzer> Verify = new(References.Hangfire);

    [Fact]
    public Task Orders_are_exported_and_marked_with_the_batch_they_went_in() => Silent(
        """
        var orders = await db.Orders.Where(o => o.Status == OrderStatus.Paid).Include(o => o.Lines).ToListAsync(ct);
        if (!orders.Any())
        {
            logger.LogInformation("Nothing to export");
            return;
        }

        foreach (var order in orders)
        {
            try
            {
                using var response = await http.PostAsJsonAsync("/orders", new { order.Id, order.Total }, ct);
                response.EnsureSuccessStatusCode();
                order.Status = OrderStatus.Shipped;
            }
            catch (HttpRequestException e)
            {
                logger.LogError(e, "Order {Id} was not exported", order.Id);
                continue;
            }

            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task A_failed_item_is_counted_and_tried_again_later() => Silent(
        """
        var due = await db.Orders.Where(o => !o.EmailSent && o.SendAttempts < 5).OrderBy(o => o.Id).Take(20).ToListAsync(ct);
        foreach (var order in due)
        {
            try
            {
                await mail.SendAsync(order.Email, "Thank you", ct);
                order.EmailSent = true;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                order.SendAttempts++;
                logger.LogWarning(e, "Order {Id}", order.Id);
            }

            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task The_status_is_set_first_so_that_a_second_run_finds_nothing() => Silent(
        """
        var taken = await db.Orders
            .Where(o => o.Id == id && o.Status == OrderStatus.New)
            .ExecuteUpdateAsync(s => s.SetProperty(o => o.Status, OrderStatus.Paid).SetProperty(o => o.UpdatedAt, DateTime.UtcNow), ct);
        if (taken != 1)
        {
            logger.LogInformation("Order {Id} was taken by another run", id);
            return;
        }

        var order = await db.Orders.AsNoTracking().SingleAsync(o => o.Id == id, ct);
        await http.PostAsJsonAsync("/orders", order, ct);
        await mail.SendAsync(order.Email, "Thank you", ct);
        """);

    [Fact]
    public Task Each_address_gets_one_and_a_row_says_so() => Silent(
        """
        var customers = await db.Customers.ToListAsync(ct);
        foreach (var customer in customers)
        {
            var exists = await db.Reminders.AnyAsync(r => r.OrderId == id && r.Email == customer.Email, ct);
            if (exists)
            {
                continue;
            }

            await mail.SendAsync(customer.Email, "News", ct);
            db.Reminders.Add(new Reminder { OrderId = id, Email = customer.Email, SentAt = DateTime.UtcNow });
            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task Stock_is_taken_once_because_the_order_remembers() => Silent(
        """
        var order = await db.Orders.Include(o => o.Lines).SingleOrDefaultAsync(o => o.Id == id, ct)
            ?? throw new InvalidOperationException($"Order {id} is gone");
        if (order.Status >= OrderStatus.Paid)
        {
            return;
        }

        foreach (var line in order.Lines)
        {
            var product = await db.Products.FindAsync([line.ProductId], ct);
            if (product is null || product.Stock < line.Quantity)
            {
                throw new InvalidOperationException("Out of stock");
            }

            product.Stock -= line.Quantity;
            product.Sold += line.Quantity;
        }

        order.Status = OrderStatus.Paid;
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task Points_are_recomputed_not_added_to() => Silent(
        """
        var customer = await db.Customers.SingleAsync(c => c.Id == id, ct);
        customer.Points = 0;
        foreach (var order in await db.Orders.Where(o => o.CustomerId == id).ToListAsync(ct))
        {
            customer.Points += (int)order.Total / 10;
        }

        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_total_is_the_sum_of_what_is_there() => Silent(
        """
        var paid = 0m;
        foreach (var payment in await db.Payments.Where(p => p.OrderId == id).ToListAsync(ct))
        {
            paid += payment.Amount;
        }

        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        order.Paid = paid;
        order.Prints = await db.Shipments.CountAsync(s => s.OrderId == id, ct);
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task Everything_is_upserted_from_a_feed() => Silent(
        """
        var feed = await http.GetFromJsonAsync<List<Product>>("/products", ct) ?? [];
        var known = await db.Products.ToDictionaryAsync(p => p.Id, ct);
        foreach (var item in feed)
        {
            if (known.TryGetValue(item.Id, out var product))
            {
                product.Stock = item.Stock;
            }
            else
            {
                db.Products.Add(new Product { Stock = item.Stock });
            }
        }

        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_row_is_attached_or_updated_by_its_key() => Silent(
        """
        var exists = await db.Products.AsNoTracking().AnyAsync(p => p.Id == id, ct);
        var product = new Product { Id = id, Stock = 5 };
        db.Entry(product).State = exists ? EntityState.Modified : EntityState.Added;
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_local_function_does_the_work_and_checks_the_marker() => Silent(
        """
        foreach (var orderId in await db.Orders.Select(o => o.Id).ToListAsync(ct))
        {
            await ThankAsync(orderId);
        }

        async Task ThankAsync(int orderId)
        {
            var order = await db.Orders.FirstAsync(o => o.Id == orderId, ct);
            if (order.EmailSent)
            {
                return;
            }

            await mail.SendAsync(order.Email, "Thank you", ct);
            order.EmailSent = true;
            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task A_result_object_says_whether_to_go_on() => Silent(
        """
        var result = await PayAsync(id);
        if (!result.IsNew)
        {
            return;
        }

        await mail.SendAsync(result.Email, "Thank you", ct);
        """,
        """
        private async Task<Result> PayAsync(int orderId)
        {
            var order = await db.Orders.SingleAsync(o => o.Id == orderId);
            if (order.PaidAt is not null)
            {
                return new Result(false, order.Email);
            }

            order.PaidAt = DateTime.UtcNow;
            await db.SaveChangesAsync();
            return new Result(true, order.Email);
        }
        """,
        "public record Result(bool IsNew, string Email);");

    [Fact]
    public Task A_null_says_that_there_is_nothing_to_do() => Silent(
        """
        var order = await NextAsync();
        if (order == null)
        {
            return;
        }

        await mail.SendAsync(order.Email, "Thank you", ct);
        order.EmailSent = true;
        await db.SaveChangesAsync(ct);
        """,
        """
        private async Task<Order?> NextAsync()
        {
            var order = await db.Orders.OrderBy(o => o.Id).FirstOrDefaultAsync();
            return order is null || order.EmailSent ? null : order;
        }
        """);

    [Fact]
    public Task Work_is_dequeued_by_deleting_it_first() => Silent(
        """
        var reminder = await db.Reminders.FindAsync([id], ct);
        if (reminder is null)
        {
            return;
        }

        db.Reminders.Remove(reminder);
        await db.SaveChangesAsync(ct);
        await mail.SendAsync(reminder.Email, "Reminder", ct);
        """);

    [Fact]
    public Task Work_is_deleted_when_it_is_done() => Silent(
        """
        foreach (var reminder in await db.Reminders.ToListAsync(ct))
        {
            await mail.SendAsync(reminder.Email, "Reminder", ct);
            await db.Reminders.Where(r => r.Id == reminder.Id).ExecuteDeleteAsync(ct);
        }
        """);

    [Fact]
    public Task The_key_of_a_row_is_made_of_what_is_known() => Silent(
        """
        var key = new Guid(System.Security.Cryptography.MD5.HashData(System.Text.Encoding.UTF8.GetBytes($"{id}:{messageId}")));
        db.Payments.Add(new Payment { Id = key, OrderId = id, Amount = amount });
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_reference_to_the_message_is_stored_on_the_row_and_looked_for() => Silent(
        """
        var reference = "msg-" + messageId;
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        if (order.Notes == reference)
        {
            return;
        }

        order.Paid += amount;
        order.Notes = reference;
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_later_message_is_told_from_an_earlier_one_by_its_time() => Silent(
        """
        var now = DateTime.UtcNow;
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        if (order.UpdatedAt.HasValue && order.UpdatedAt.Value >= now)
        {
            return;
        }

        order.Paid += amount;
        order.UpdatedAt = now;
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task An_using_block_and_a_loop_with_a_label() => Silent(
        """
        using var scope = logger.BeginScope("orders");
        for (var page = 0; ; page++)
        {
            var orders = await db.Orders.Where(o => !o.EmailSent).Take(10).ToListAsync(ct);
            if (orders.Count == 0) goto done;
            foreach (var order in orders)
            {
                await mail.SendAsync(order.Email, "Thank you", ct);
                order.EmailSent = true;
                await db.SaveChangesAsync(ct);
            }
        }

        done:
        logger.LogInformation("Done");
        """);

    [Fact]
    public Task A_set_of_work_is_locked_and_read_by_SQL() => Silent(
        """
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var due = await db.Reminders.FromSql($"SELECT * FROM reminders WHERE sent_at IS NULL ORDER BY id LIMIT 10 FOR UPDATE SKIP LOCKED").ToListAsync(ct);
        foreach (var reminder in due)
        {
            await mail.SendAsync(reminder.Email, "Reminder", ct);
            await db.Database.ExecuteSqlAsync($"UPDATE reminders SET sent_at = now() WHERE id = {reminder.Id}", ct);
        }

        await transaction.CommitAsync(ct);
        """);

    [Fact]
    public Task A_marker_is_a_dictionary_on_the_entity() => Silent(
        """
        var profile = await db.Set<Profile>().SingleAsync(p => p.Id == id, ct);
        if (profile.Sent.ContainsKey("welcome"))
        {
            return;
        }

        await mail.SendAsync(profile.Email, "Welcome", ct);
        profile.Sent["welcome"] = DateTime.UtcNow;
        await db.SaveChangesAsync(ct);
        """,
        types: "public class Profile { public int Id { get; set; } public string Email { get; set; } = \"\"; public Dictionary<string, DateTime> Sent { get; set; } = new(); }");

    [Fact]
    public Task A_collection_of_the_entity_remembers() => Silent(
        """
        var profile = await db.Set<Profile>().SingleAsync(p => p.Id == id, ct);
        if (profile.Handled.Contains(messageId)) return;
        profile.Balance += amount;
        profile.Handled.Add(messageId);
        await db.SaveChangesAsync(ct);
        """,
        types: "public class Profile { public int Id { get; set; } public decimal Balance { get; set; } public List<Guid> Handled { get; set; } = []; }");

    [Fact]
    public Task Flags_are_tested_and_set() => Silent(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        if ((order.Flags & 4) != 0) return;
        await mail.SendAsync(order.Email, "Thank you", ct);
        order.Flags |= 4;
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task An_enum_of_flags_is_tested_and_set() => Silent(
        """
        var box = await db.Set<Box>().SingleAsync(b => b.Id == id, ct);
        if (box.State.HasFlag(States.Announced)) return;
        await mail.SendAsync("a@b.c", "Announcement", ct);
        box.State |= States.Announced;
        await db.SaveChangesAsync(ct);
        """,
        types: "[Flags] public enum States { None, Announced } public class Box { public int Id { get; set; } public States State { get; set; } }");

    [Fact]
    public Task The_time_of_the_last_one_is_asked_and_set() => Silent(
        """
        var customer = await db.Customers.SingleAsync(c => c.Id == id, ct);
        if (customer.WelcomedAt > DateTime.UtcNow.AddDays(-30))
        {
            return;
        }

        await mail.SendAsync(customer.Email, "We miss you", ct);
        customer.WelcomedAt = DateTime.UtcNow;
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task The_marker_is_set_through_the_entry() => Silent(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        if (order.EmailSent) return;
        await mail.SendAsync(order.Email, "Thank you", ct);
        db.Entry(order).Property(o => o.EmailSent).CurrentValue = true;
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task The_marker_is_set_by_mapping_a_message_over_it() => Silent(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        if (order.EmailSent) return;
        await mail.SendAsync(order.Email, "Thank you", ct);
        db.Entry(order).CurrentValues.SetValues(new { EmailSent = true });
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_repository_without_source_is_told() => Silent(
        """
        var order = await store.GetAsync(id);
        if (order.Status == OrderStatus.Shipped) return;
        await mail.SendAsync(order.Email, "On its way", ct);
        await store.SetStatusAsync(id, OrderStatus.Shipped);
        """,
        "private readonly IOrderStore store = null!;",
        "public interface IOrderStore { Task<Order> GetAsync(int id); Task SetStatusAsync(int id, OrderStatus status); }");

    [Fact]
    public Task The_immutable_entity_is_replaced_by_a_changed_copy() => Silent(
        """
        var ticket = await store.GetAsync(id);
        if (ticket.IsClosed) return;
        await mail.SendAsync(ticket.Email, "Closed", ct);
        await store.SaveAsync(ticket with { IsClosed = true });
        """,
        "private readonly ITickets store = null!;",
        "public record Ticket(int Id, string Email, bool IsClosed); public interface ITickets { Task<Ticket> GetAsync(int id); Task SaveAsync(Ticket ticket); }");

    [Fact]
    public Task A_tuple_says_whether_to_go_on() => Silent(
        """
        var (isNew, email) = await TakeAsync(id);
        if (!isNew)
        {
            return;
        }

        await mail.SendAsync(email, "Thank you", ct);
        """,
        """
        private async Task<(bool IsNew, string Email)> TakeAsync(int orderId)
        {
            var order = await db.Orders.SingleAsync(o => o.Id == orderId);
            if (order.EmailSent)
            {
                return (false, order.Email);
            }

            order.EmailSent = true;
            await db.SaveChangesAsync();
            return (true, order.Email);
        }
        """);

    [Fact]
    public Task A_result_made_by_a_factory_says_whether_to_go_on() => Silent(
        """
        var result = await PayAsync(id);
        if (result.IsFailure)
        {
            logger.LogInformation("{Error}", result.Error);
            return;
        }

        await mail.SendAsync("a@b.c", "Thank you", ct);
        """,
        """
        private async Task<Result> PayAsync(int orderId)
        {
            var order = await db.Orders.SingleAsync(o => o.Id == orderId);
            if (order.Status != OrderStatus.New) return Result.Fail("paid already");
            order.Status = OrderStatus.Paid;
            await db.SaveChangesAsync();
            return Result.Ok();
        }
        """,
        """
        public class Result
        {
            public bool IsFailure { get; private init; }
            public string? Error { get; private init; }
            public static Result Ok() => new();
            public static Result Fail(string error) => new() { IsFailure = true, Error = error };
        }
        """);

    [Fact]
    public Task An_outcome_says_whether_to_go_on() => Silent(
        """
        switch (await PayAsync(id))
        {
            case Outcome.AlreadyDone:
                return;
            case Outcome.Done:
                await mail.SendAsync("a@b.c", "Thank you", ct);
                break;
        }
        """,
        """
        private async Task<Outcome> PayAsync(int orderId)
        {
            var order = await db.Orders.SingleAsync(o => o.Id == orderId);
            if (order.Status == OrderStatus.Paid) return Outcome.AlreadyDone;
            order.Status = OrderStatus.Paid;
            await db.SaveChangesAsync();
            return Outcome.Done;
        }
        """,
        "public enum Outcome { Done, AlreadyDone }");

    [Fact]
    public Task A_computed_property_has_a_body() => Silent(
        """
        var parcel = await db.Set<Parcel>().SingleAsync(p => p.Id == id, ct);
        if (parcel.IsGone) return;
        await mail.SendAsync("a@b.c", "Gone", ct);
        parcel.SentAt = DateTime.UtcNow;
        await db.SaveChangesAsync(ct);
        """,
        types: """
        public class Parcel
        {
            public int Id { get; set; }
            public DateTime? SentAt { get; set; }
            public bool IsGone
            {
                get
                {
                    if (SentAt is not null)
                    {
                        return true;
                    }

                    return false;
                }
            }
        }
        """);

    [Fact]
    public Task A_guard_clause_library_refuses() => Silent(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        Ensure.That(order.PaidAt is null, "paid already");
        order.Paid += amount;
        order.PaidAt = DateTime.UtcNow;
        await db.SaveChangesAsync(ct);
        """,
        types: "public static class Ensure { public static void That(bool condition, string message) { if (!condition) throw new InvalidOperationException(message); } }");

    [Fact]
    public Task A_condition_is_kept_in_several_locals() => Silent(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        var isPaid = order.PaidAt is not null;
        var isSent = order.EmailSent;
        var hasWork = !isPaid || !isSent;
        if (!hasWork) return;
        if (!isPaid)
        {
            order.Paid += amount;
            order.PaidAt = DateTime.UtcNow;
            await db.SaveChangesAsync(ct);
        }

        if (!isSent)
        {
            await mail.SendAsync(order.Email, "Thank you", ct);
            order.EmailSent = true;
            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task Steps_are_told_apart_by_a_status_that_moves_on() => Silent(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        if (order.Status == OrderStatus.New)
        {
            order.Paid += amount;
            order.Status = OrderStatus.Paid;
            await db.SaveChangesAsync(ct);
        }

        if (order.Status == OrderStatus.Paid)
        {
            db.Shipments.Add(new Shipment { OrderId = id });
            order.Status = OrderStatus.Shipped;
            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task A_nested_service_checks_deep_down() => Silent(
        "await new Mailing(db, mail).SendAllAsync(ct);",
        types: """
        public class Mailing(ShopDb db, IMailSender mail)
        {
            public async Task SendAllAsync(CancellationToken ct)
            {
                foreach (var order in await LoadAsync(ct))
                {
                    await SendOneAsync(order, ct);
                }
            }

            private Task<List<Order>> LoadAsync(CancellationToken ct) => db.Orders.ToListAsync(ct);

            private async Task SendOneAsync(Order order, CancellationToken ct)
            {
                if (await ShouldSkipAsync(order)) return;
                await mail.SendAsync(order.Email, "Thank you", ct);
                await MarkAsync(order, ct);
            }

            private static Task<bool> ShouldSkipAsync(Order order) => Task.FromResult(order.EmailSent);

            private Task MarkAsync(Order order, CancellationToken ct)
            {
                order.EmailSent = true;
                return db.SaveChangesAsync(ct);
            }
        }
        """);

    [Fact]
    public Task Lambdas_in_a_table_of_steps_are_nobodys_calls() => Silent(
        """
        var steps = new Dictionary<string, Func<Task>> { ["mail"] = () => mail.SendAsync("a@b.c", "Hello", ct) };
        logger.LogInformation("{Count} steps", steps.Count);
        await Task.Yield();
        """);

    [Fact]
    public Task Grouped_items_are_marked_group_by_group() => Silent(
        """
        var due = await db.Reminders.Where(r => !r.IsSent).ToListAsync(ct);
        foreach (var group in due.GroupBy(r => r.Email))
        {
            await mail.SendAsync(group.Key, $"{group.Count()} reminders", ct);
            foreach (var reminder in group)
            {
                reminder.IsSent = true;
            }

            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task IDs_are_selected_and_each_is_loaded_and_marked() => Silent(
        """
        var ids = await db.Reminders.Where(r => r.SentAt == null).Select(r => r.Id).ToListAsync(ct);
        foreach (var reminderId in ids)
        {
            var reminder = await db.Reminders.SingleAsync(r => r.Id == reminderId, ct);
            await mail.SendAsync(reminder.Email, "Reminder", ct);
            reminder.SentAt = DateTime.UtcNow;
            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task Items_are_taken_off_a_queue_in_memory_that_was_filled_by_the_marker() => Silent(
        """
        var queue = new Queue<Reminder>(await db.Reminders.Where(r => r.SentAt == null).ToListAsync(ct));
        while (queue.TryDequeue(out var reminder))
        {
            await mail.SendAsync(reminder.Email, "Reminder", ct);
            reminder.SentAt = DateTime.UtcNow;
            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task The_next_one_is_fetched_until_there_is_none() => Silent(
        """
        Reminder? next;
        while ((next = await db.Reminders.FirstOrDefaultAsync(r => r.SentAt == null, ct)) is not null)
        {
            await mail.SendAsync(next.Email, "Reminder", ct);
            next.SentAt = DateTime.UtcNow;
            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task The_next_one_is_fetched_in_a_loop_with_a_break() => Silent(
        """
        while (true)
        {
            var next = await db.Reminders.FirstOrDefaultAsync(r => r.SentAt == null, ct);
            if (next == null) break;
            await mail.SendAsync(next.Email, "Reminder", ct);
            next.SentAt = DateTime.UtcNow;
            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task Work_is_joined_with_what_is_missing() => Silent(
        """
        var open = await (from o in db.Orders
                          join s in db.Shipments on o.Id equals s.OrderId into shipments
                          from s in shipments.DefaultIfEmpty()
                          where s == null
                          select o).ToListAsync(ct);
        foreach (var order in open)
        {
            db.Shipments.Add(new Shipment { OrderId = order.Id });
            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task Existence_is_asked_by_a_count() => Silent(
        """
        var count = await db.Shipments.CountAsync(s => s.OrderId == id, ct);
        if (count >= 1) return;
        db.Shipments.Add(new Shipment { OrderId = id });
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task Existence_is_asked_of_a_loaded_collection() => Silent(
        """
        var order = await db.Orders.Include(o => o.Lines).FirstAsync(o => o.Id == id, ct);
        var line = order.Lines.Find(l => l.ProductId == 1);
        if (line is null)
        {
            order.Lines.Add(new OrderLine { ProductId = 1, Quantity = 1 });
        }
        else
        {
            line.Quantity = 1;
        }

        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task Existence_is_asked_in_a_property_of_a_service() => Silent(
        """
        var known = await index.KnownAsync(ct);
        foreach (var order in await db.Orders.ToListAsync(ct))
        {
            if (known.Contains(order.Id)) continue;
            db.Shipments.Add(new Shipment { OrderId = order.Id });
        }

        await db.SaveChangesAsync(ct);
        """,
        "private readonly Index index = new(null!);",
        "public class Index(ShopDb db) { public async Task<HashSet<int>> KnownAsync(CancellationToken ct) => (await db.Shipments.Select(s => s.OrderId).ToListAsync(ct)).ToHashSet(); }");

    [Fact]
    public Task A_generic_method_gets_or_creates() => Silent(
        """
        var shipment = await db.Shipments.GetOrAddAsync(s => s.OrderId == id, () => new Shipment { OrderId = id });
        shipment.Number = "N";
        await db.SaveChangesAsync(ct);
        """,
        types: """
        public static class Sets
        {
            public static async Task<T> GetOrAddAsync<T>(this DbSet<T> set, Expression<Func<T, bool>> find, Func<T> make) where T : class
            {
                var found = await set.FirstOrDefaultAsync(find);
                if (found is null)
                {
                    found = make();
                    set.Add(found);
                }

                return found;
            }
        }
        """);

    [Fact]
    public Task A_save_that_is_a_callback_of_the_loop() => Silent(
        """
        await ForEachAsync(
            await db.Reminders.Where(r => !r.IsSent).ToListAsync(ct),
            async reminder =>
            {
                await mail.SendAsync(reminder.Email, "Reminder", ct);
                reminder.IsSent = true;
                await db.SaveChangesAsync(ct);
            });
        """,
        "private static async Task ForEachAsync<T>(IEnumerable<T> items, Func<T, Task> work) { foreach (var item in items) { await work(item); } }");

    [Fact]
    public Task An_event_is_raised_and_handled_in_the_process() => Silent(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        if (order.Status != OrderStatus.New) return;
        order.Status = OrderStatus.Paid;
        await db.SaveChangesAsync(ct);
        Paid?.Invoke(this, order);
        """,
        "public event EventHandler<Order>? Paid;");

    // What follows is reported.

    [Fact]
    public Task Stock_is_taken_again_because_only_capacity_is_asked() => Reports(
        """
        var order = await db.Orders.Include(o => o.Lines).SingleAsync(o => o.Id == id, ct);
        foreach (var line in order.Lines)
        {
            var product = await db.Products.FindAsync([line.ProductId], ct);
            if (product is null || product.Stock < line.Quantity)
            {
                logger.LogWarning("Out of stock");
                continue;
            }

            {|SAFE2001:product.Stock|} -= line.Quantity;
        }

        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task The_digest_goes_to_everybody_again_after_a_failure() => Reports(
        """
        var customers = await db.Customers.Where(c => c.Email != "").ToListAsync(ct);
        foreach (var customer in customers)
        {
            await mail.{|SAFE2005:SendAsync|}(customer.Email, "Digest", ct);
        }

        logger.LogInformation("Sent to {Count}", customers.Count);
        """);

    [Fact]
    public Task The_marker_is_on_the_whole_and_the_mails_are_single() => Reports(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        foreach (var customer in await db.Customers.ToListAsync(ct))
        {
            await mail.SendAsync(customer.Email, order.Notes, ct);
        }

        {|SAFE2007:order.EmailSent|} = true;
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task The_check_is_on_a_copy_that_is_not_what_is_written() => Reports(
        """
        var view = await http.GetFromJsonAsync<View>("/orders/" + id, ct);
        if (view!.EmailSent)
        {
            return;
        }

        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        await mail.SendAsync(order.Email, "Thank you", ct);
        {|SAFE2007:order.EmailSent|} = true;
        await db.SaveChangesAsync(ct);
        """,
        types: "public class View { public bool EmailSent { get; set; } }");

    [Fact]
    public Task A_retry_in_the_handler_repeats_what_was_done() => Reports(
        """
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                await mail.{|SAFE2005:SendAsync|}("a@b.c", "Report", ct);
                await http.{|SAFE2006:PostAsync|}("/reports", null, ct);
                break;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(1000, ct);
            }
        }
        """);

    [Fact]
    public Task The_status_is_asked_but_set_to_what_was_asked_for() => Reports(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        if (order.Status != OrderStatus.Paid)
        {
            return;
        }

        {|SAFE2001:order.Prints|}++;
        order.Status = OrderStatus.Paid;
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_history_row_is_added_for_every_run() => Reports(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        order.Total = amount;
        db.Set<OrderHistory>().{|SAFE2002:Add|}(new OrderHistory { OrderId = id, Total = order.Total });
        await db.SaveChangesAsync(ct);
        """,
        types: "public class OrderHistory { public int Id { get; set; } public int OrderId { get; set; } public decimal Total { get; set; } }");

    [Fact]
    public Task The_mark_is_left_on_one_of_two_ways() => Reports(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        if (order.PaidAt is not null)
        {
            return;
        }

        {|SAFE2001:order.Paid|} += amount;
        if (amount > 100)
        {
            order.PaidAt = DateTime.UtcNow;
        }

        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task A_list_on_the_entity_is_asked_the_wrong_way_round() => Reports(
        """
        var profile = await db.Set<Profile>().SingleAsync(p => p.Id == id, ct);
        if (!profile.Handled.Contains(messageId)) return;
        {|SAFE2001:profile.Balance|} += amount;
        profile.Handled.Add(messageId);
        await db.SaveChangesAsync(ct);
        """,
        types: "public class Profile { public int Id { get; set; } public decimal Balance { get; set; } public List<Guid> Handled { get; set; } = []; }");

    [Fact]
    public Task A_helper_that_loads_is_no_guard() => Reports(
        """
        var order = await LoadAsync(id);
        if (order is null || order.Total == 0)
        {
            return;
        }

        {|SAFE2001:order.Paid|} += amount;
        order.UpdatedAt = DateTime.UtcNow;
        await db.SaveChangesAsync(ct);
        """,
        """
        private async Task<Order?> LoadAsync(int orderId)
        {
            if (orderId == 0) return null;
            return await db.Orders.FirstOrDefaultAsync(o => o.Id == orderId);
        }
        """);

    [Fact]
    public Task Deleting_something_else_is_no_mark() => Reports(
        """
        foreach (var order in await db.Orders.ToListAsync(ct))
        {
            await mail.{|SAFE2005:SendAsync|}(order.Email, "Thank you", ct);
            await db.Reminders.Where(r => r.OrderId == order.Id).ExecuteDeleteAsync(ct);
        }
        """);

    [Fact]
    public Task Steps_that_ask_for_what_they_do_not_change() => Reports(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        if (order.Status == OrderStatus.New)
        {
            {|SAFE2001:order.Paid|} += amount;
            order.UpdatedAt = DateTime.UtcNow;
            await db.SaveChangesAsync(ct);
        }

        if (order.Status == OrderStatus.Paid)
        {
            db.Shipments.{|SAFE2002:Add|}(new Shipment { OrderId = id });
            await db.SaveChangesAsync(ct);
        }
        """);

    [Fact]
    public Task Work_that_is_selected_by_what_is_never_set() => Reports(
        """
        foreach (var order in await db.Orders.Where(o => o.Status == OrderStatus.Paid).ToListAsync(ct))
        {
            db.Shipments.{|SAFE2002:Add|}(new Shipment { OrderId = order.Id });
            order.UpdatedAt = DateTime.UtcNow;
        }

        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task The_marker_is_set_on_a_row_that_is_made_here() => Reports(
        """
        var order = await db.Orders.SingleAsync(o => o.Id == id, ct);
        if (order.EmailSent) return;
        await mail.{|SAFE2005:SendAsync|}(order.Email, "Thank you", ct);
        var copy = new Order { Id = 0, EmailSent = true };
        copy.EmailSent = true;
        logger.LogInformation("{Sent}", copy.EmailSent);
        """);

    [Fact]
    public Task A_generic_method_that_only_adds() => Reports(
        """
        await db.Shipments.{|SAFE2002:PutAsync|}(new Shipment { OrderId = id });
        await db.SaveChangesAsync(ct);
        """,
        types: "public static class Sets { public static async Task PutAsync<T>(this DbSet<T> set, T item) where T : class { await set.AddAsync(item); } }");

    [Fact]
    public Task A_background_task_is_an_effect_all_the_same() => Reports(
        """
        _ = Task.Run(() => mail.{|SAFE2005:SendAsync|}("a@b.c", "Hello", ct), ct);
        await Task.Yield();
        """);

    [Fact]
    public Task A_day_is_asked_for_that_nothing_remembers() => Reports(
        """
        if (DateTime.UtcNow.DayOfWeek != DayOfWeek.Monday) return;
        var customer = await db.Customers.SingleAsync(c => c.Id == id, ct);
        {|SAFE2001:customer.Points|} += 5;
        await db.SaveChangesAsync(ct);
        """);

    [Fact]
    public Task The_child_is_counted_on_its_parent_for_every_run() => Reports(
        """
        var order = await db.Orders.Include(o => o.Customer).SingleAsync(o => o.Id == id, ct);
        var customer = order.Customer;
        if (customer is null) throw new InvalidOperationException();
        {|SAFE2001:customer.Orders|}++;
        {|SAFE2001:customer.Points|} += order.Lines.Count;
        await db.SaveChangesAsync(ct);
        """);

    private static Task Silent(string statements, string members = "", string types = "") => Verify.Silent(Shop.Job(statements, members, types));

    private static Task Reports(string statements, string members = "", string types = "") => Verify.Reports(Shop.Job(statements, members, types));
}
