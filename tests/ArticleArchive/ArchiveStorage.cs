namespace ArticleArchive;

/// <summary>Where the archive keeps what it writes: the database, covers, mail to be picked up, keys.</summary>
public sealed class ArchiveStorage
{
    private ArchiveStorage(string root, string? connectionString)
    {
        Root = Directory.CreateDirectory(root).FullName;
        Covers = Directory.CreateDirectory(Path.Combine(Root, "covers")).FullName;
        MailPickup = Directory.CreateDirectory(Path.Combine(Root, "mail")).FullName;
        ImportDrop = Directory.CreateDirectory(Path.Combine(Root, "import")).FullName;
        Keys = Directory.CreateDirectory(Path.Combine(Root, "keys")).FullName;
        ConnectionString = string.IsNullOrEmpty(connectionString)
            ? $"Data Source={Path.Combine(Root, "archive.db")}"
            : connectionString;
    }

    public string Root { get; }

    public string Covers { get; }

    public string MailPickup { get; }

    public string ImportDrop { get; }

    public string Keys { get; }

    public string ConnectionString { get; }

    public static ArchiveStorage From(IConfiguration configuration, string contentRoot)
    {
        var directory = configuration["Archive:DataDirectory"] ?? "App_Data";
        return new ArchiveStorage(Path.Combine(contentRoot, directory), configuration.GetConnectionString("Archive"));
    }
}
