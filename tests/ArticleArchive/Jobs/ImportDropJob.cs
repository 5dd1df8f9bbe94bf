namespace ArticleArchive.Jobs;

/// <summary>Imports what the partners have left in the drop folder over night.</summary>
public sealed class ImportDropJob(ArchiveStorage storage, ArticleImporter importer, ILogger<ImportDropJob> logger)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var done = Directory.CreateDirectory(Path.Combine(storage.ImportDrop, "done")).FullName;
        foreach (var file in Directory.EnumerateFiles(storage.ImportDrop, "*.csv").Order())
        {
            var imported = await importer.ImportAsync(file, cancellationToken);
            File.Move(file, Path.Combine(done, Path.GetFileName(file)));
            logger.LogInformation("{File}: {Imported} articles imported", Path.GetFileName(file), imported);
        }
    }
}
