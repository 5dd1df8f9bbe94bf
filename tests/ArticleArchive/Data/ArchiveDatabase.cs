using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Migrations;

namespace ArticleArchive.Data;

/// <summary>Opens the archive outside a request: for the command line and for maintenance.</summary>
public static class ArchiveDatabase
{
    /// <param name="connectionString">A SQLite connection string.</param>
    /// <param name="onMigration">Told the id of every migration that is about to be applied or reverted.</param>
    public static ArchiveDbContext Open(string connectionString, Action<string>? onMigration = null)
    {
        var options = new DbContextOptionsBuilder<ArchiveDbContext>()
            .UseSqlite(connectionString)
            // without the values, a failed import cannot be traced to its row
            .EnableSensitiveDataLogging()
            .LogTo(
                (id, _) => id == RelationalEventId.MigrationApplying || id == RelationalEventId.MigrationReverting,
                data => onMigration?.Invoke(Id(((MigrationEventData)data).Migration)))
            .Options;

        return new ArchiveDbContext(options);
    }

    private static string Id(Migration migration) =>
        migration.GetType().GetCustomAttribute<MigrationAttribute>()?.Id ?? migration.GetType().Name;
}
