namespace ArticleArchive.Commands;

/// <summary>What the application does besides serving pages.</summary>
public static class CommandLine
{
    private const string Usage = """
        migrate [--connection <connection string>] [--to <migration id | 0>]   bring a database to a migration, up or down
        migrations                                                             list the migrations in order
        import <file.csv> [--connection <connection string>]                   add the articles of an export
        """;

    public static bool IsCommand(string[] args) => args is [var verb, ..] && !verb.StartsWith('-');

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            switch (args)
            {
                case ["migrate", .. var options]:
                    return await MigrateCommand.RunAsync(Connection(options), Option(options, "--to"));
                case ["migrations"]:
                    return MigrateCommand.List();
                case ["import", var file, .. var options]:
                    return await ImportCommand.RunAsync(file, Connection(options));
                default:
                    Console.Error.WriteLine(Usage);
                    return 1;
            }
        }
        catch (Exception exception)
        {
            Console.Error.WriteLine($"error: {exception.Message}");
            return 1;
        }
    }

    private static string Connection(string[] options)
    {
        if (Option(options, "--connection") is { } connection)
        {
            return connection;
        }

        var contentRoot = Directory.GetCurrentDirectory();
        var configuration = new ConfigurationBuilder()
            .SetBasePath(contentRoot)
            .AddJsonFile("appsettings.json", optional: true)
            .AddEnvironmentVariables()
            .Build();
        return ArchiveStorage.From(configuration, contentRoot).ConnectionString;
    }

    private static string? Option(string[] options, string name)
    {
        var index = Array.IndexOf(options, name);
        return index switch
        {
            < 0 => null,
            _ when index + 1 < options.Length => options[index + 1],
            _ => throw new ArgumentException($"{name} needs a value"),
        };
    }
}
