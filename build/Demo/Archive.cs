using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;

namespace SafeChange.Demo;

/// <summary>The sample as it was built, run through its own command line.</summary>
/// <param name="assembly">The built ArticleArchive.dll.</param>
/// <param name="folder">The folder of its sources, where its export lies too.</param>
internal sealed class Archive(string assembly, string folder)
{
    // How the sample begins the line that says what went wrong.
    private const string Error = "error: ";

    // A migration of the sample takes milliseconds; what takes minutes hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <summary>Brings a database to a migration, up or down.</summary>
    /// <param name="target">A migration's ID, "0" for none at all, null for the last one.</param>
    /// <returns>What went wrong, or null.</returns>
    public string? Migrate(SqliteFile database, string? target = null) =>
        Run(["migrate", "--connection", database.ConnectionString, .. target is null ? Array.Empty<string>() : ["--to", target]]);

    /// <summary>Brings a database to the last migration and adds the first articles of the sample's export.</summary>
    /// <param name="scratch">Where the shortened export goes. Further down the sample's has a date that never was, on
    /// purpose: the import stops there.</param>
    /// <returns>What went wrong, or null.</returns>
    public string? Import(SqliteFile database, string scratch)
    {
        const int Header = 1;
        const int Articles = 6;
        File.WriteAllLines(scratch, File.ReadLines(Path.Combine(folder, "import", "articles.csv")).Take(Header + Articles));
        return Run(["import", scratch, "--connection", database.ConnectionString]);
    }

    private string? Run(string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [assembly, .. arguments])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new DemoException($"'{string.Join(' ', arguments)}' did not end within {Patience.TotalSeconds} seconds");
        }

        Task.WaitAll(output, errors);
        return process.ExitCode == 0
            ? null
            : errors.Result.Split('\n').Where(static line => line.StartsWith(Error, StringComparison.Ordinal)).Select(static line => line[Error.Length..].Trim()).FirstOrDefault()
                ?? $"exit code {process.ExitCode}: {errors.Result.Trim()}";
    }
}
