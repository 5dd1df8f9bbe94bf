using ArticleArchive.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ArticleArchive.Commands;

public static class MigrateCommand
{
    private static readonly TimeSpan LockTimeout = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(string connectionString, string? target)
    {
        using var waiting = new CancellationTokenSource(LockTimeout);
        string? step = null;
        await using var db = ArchiveDatabase.Open(connectionString, migration =>
        {
            waiting.CancelAfter(Timeout.InfiniteTimeSpan);
            step = migration;
        });

        var before = (await db.Database.GetAppliedMigrationsAsync()).ToList();
        string? error = null;
        try
        {
            await db.GetService<IMigrator>().MigrateAsync(target, waiting.Token);
        }
        catch (OperationCanceledException)
        {
            error = "another migration is running, or one was killed and has left its row in __EFMigrationsLock";
        }
        catch (Exception exception)
        {
            error = step is null ? exception.Message : $"{step} failed: {exception.Message}";
            if (step is not null)
            {
                // EF Core on SQLite keeps its lock when a migration throws (dotnet/efcore#38958), and the next run would wait for ever
                await db.Database.ExecuteSqlRawAsync("DELETE FROM __EFMigrationsLock");
            }
        }

        var after = (await db.Database.GetAppliedMigrationsAsync()).ToList();
        foreach (var migration in before.Except(after).Reverse())
        {
            Console.WriteLine($"reverted {migration}");
        }

        foreach (var migration in after.Except(before))
        {
            Console.WriteLine($"applied {migration}");
        }

        Console.WriteLine($"database is at {after.LastOrDefault() ?? "0 (empty)"}");
        if (error is not null)
        {
            Console.Error.WriteLine($"error: {error}");
            return 1;
        }

        return 0;
    }

    public static int List()
    {
        using var db = ArchiveDatabase.Open("Data Source=:memory:");
        foreach (var migration in db.Database.GetMigrations())
        {
            Console.WriteLine(migration);
        }

        return 0;
    }
}
