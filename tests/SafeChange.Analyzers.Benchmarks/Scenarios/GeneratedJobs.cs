using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace SafeChange.Analyzers.Benchmarks.Scenarios;

/// <summary>
/// The background jobs of an application, among services that have nothing to do with them: every job loads an order
/// through a repository, and does its work two calls away, behind an interface. One of ten counts without a guard.
/// </summary>
internal static class GeneratedJobs
{
    private const int FaultEvery = 10;
    private const int MethodsOfService = 20;

    public static MeasuredProject Generate(int count) => new(Files(count, mark: ""), ReferenceLists.Load("Hangfire"), Findings(count));

    /// <summary>What the package has to report about that many jobs.</summary>
    public static ImmutableSortedDictionary<string, int> Findings(int count) =>
        Enumerable.Range(0, count).Count(IsAtFault) is > 0 and var faults
            ? ImmutableSortedDictionary<string, int>.Empty.Add("SAFE2001", faults)
            : ImmutableSortedDictionary<string, int>.Empty;

    /// <param name="count">How many jobs, each with a service.</param>
    /// <param name="mark">A statement at the beginning of every body.</param>
    public static IEnumerable<(string Path, string Text)> Files(int count, string mark)
    {
        yield return ("/Shop/Data.cs", Data);
        yield return ("/Shop/Schedule.cs", Schedule(count));
        for (var number = 0; number < count; number++)
        {
            yield return ($"/Shop/Jobs/Job{number}.cs", Job(number, mark));
            yield return ($"/Shop/Services/Service{number}.cs", Service(number, mark));
        }
    }

    private static bool IsAtFault(int number) => number % FaultEvery == FaultEvery - 1;

    private static string Job(int number, string mark) => $$"""
        using System.Threading;
        using System.Threading.Tasks;

        namespace Shop.Jobs;

        public sealed class Job{{number}}(Db db, IRepository<Order> orders, Shop.Services.IService{{number}} service)
        {
            public async Task RunAsync(int id, CancellationToken cancellationToken)
            {
        {{mark}}
                var order = await orders.FindAsync(id, cancellationToken);
                if (order is null{{(IsAtFault(number) ? "" : " || order.BookedAt is not null")}})
                {
                    return;
                }

                await service.BookAsync(order, cancellationToken);
                order.BookedAt = System.DateTime.UtcNow;
                await db.SaveChangesAsync(cancellationToken);
            }

            public string Describe() => "Books an order";
        }
        """;

    private static string Service(int number, string mark) => $$"""
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading;
        using System.Threading.Tasks;

        namespace Shop.Services;

        public interface IService{{number}}
        {
            Task BookAsync(Order order, CancellationToken cancellationToken);
        }

        public sealed class Service{{number}}(Db db) : IService{{number}}
        {
            public async Task BookAsync(Order order, CancellationToken cancellationToken)
            {
        {{mark}}
                var customer = await db.Customers.FindAsync([order.CustomerId], cancellationToken);
                if (customer is not null && order.BookedAt is null{{(IsAtFault(number) ? " || customer is not null" : "")}})
                {
                    Count(customer, order);
                }
            }

            private static void Count(Customer customer, Order order)
            {
        {{mark}}
                customer.Points += order.Points;
            }

        {{string.Join("\n\n", Enumerable.Range(0, MethodsOfService).Select(method => Ordinary(method, mark)))}}
        }
        """;

    private static string Ordinary(int number, string mark) => $$"""
            public async Task<IReadOnlyList<string>> List{{number}}Async(string? text, CancellationToken cancellationToken)
            {
        {{mark}}
                var names = new List<string>();
                foreach (var customer in db.Customers.Where(c => c.Points > {{number}}).ToList())
                {
                    if (text is null || customer.Name.Contains(text))
                    {
                        names.Add($"{customer.Id}: {customer.Name.Trim()}");
                    }
                }

                await Task.Delay(names.Count, cancellationToken);
                return names;
            }
        """;

    private static string Schedule(int count) => $$"""
        using System.Threading;
        using Hangfire;

        namespace Shop;

        public static class Schedule
        {
            public static void Enqueue(IBackgroundJobClient jobs, int id)
            {
        {{string.Join("\n", Enumerable.Range(0, count).Select(number => $"        jobs.Enqueue<Shop.Jobs.Job{number}>(job => job.RunAsync(id, CancellationToken.None));"))}}
            }
        }
        """;

    private const string Data = """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using Microsoft.EntityFrameworkCore;

        namespace Shop;

        public class Order { public int Id { get; set; } public int CustomerId { get; set; } public int Points { get; set; } public DateTime? BookedAt { get; set; } }

        public class Customer { public int Id { get; set; } public string Name { get; set; } = ""; public int Points { get; set; } }

        public class Db(DbContextOptions<Db> options) : DbContext(options)
        {
            public DbSet<Order> Orders => Set<Order>();
            public DbSet<Customer> Customers => Set<Customer>();
        }

        public interface IRepository<T> where T : class
        {
            Task<T?> FindAsync(int id, CancellationToken cancellationToken);
        }

        public sealed class Repository<T>(Db db) : IRepository<T> where T : class
        {
            public async Task<T?> FindAsync(int id, CancellationToken cancellationToken) => await db.Set<T>().FindAsync([id], cancellationToken);
        }
        """;
}
