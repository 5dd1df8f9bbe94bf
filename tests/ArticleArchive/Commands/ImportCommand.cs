using ArticleArchive.Data;
using ArticleArchive.Jobs;
using Microsoft.EntityFrameworkCore;

namespace ArticleArchive.Commands;

public static class ImportCommand
{
    public static async Task<int> RunAsync(string file, string connectionString)
    {
        using var logging = LoggerFactory.Create(builder => builder.AddSimpleConsole(console => console.SingleLine = true));
        await using var db = ArchiveDatabase.Open(connectionString);
        await db.Database.MigrateAsync();

        var importer = new ArticleImporter(db, logging.CreateLogger<ArticleImporter>());
        var imported = await importer.ImportAsync(file, CancellationToken.None);
        Console.WriteLine($"{imported} articles imported, {await db.Articles.CountAsync()} in the archive");
        return 0;
    }
}
