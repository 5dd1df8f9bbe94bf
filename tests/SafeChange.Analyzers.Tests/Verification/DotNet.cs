using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace SafeChange.Analyzers.Tests.Verification;

/// <summary>Runs the <c>dotnet</c> command as a person would, whatever the tests themselves were started by.</summary>
internal static class DotNet
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // What the command that runs these tests tells the processes it starts, and a build of its own would take for its
    // own settings; and CI, which turns this repository's warnings into errors, but is no setting of a user's.
    private static readonly string[] Inherited = ["MSBuild", "VSTEST_", "TESTINGPLATFORM_", "DOTNET_CLI_CONTEXT_"];
    private static readonly string[] InheritedNames = ["CI", "UPDATE_DOCS", "DOTNET_HOST_PATH", "DOTNET_CLI_TELEMETRY_SESSIONID", "DOTNET_CLI_UI_LANGUAGE"];

    /// <summary>Runs a command and answers what it has written.</summary>
    /// <exception cref="InvalidOperationException">The command failed; the message holds what it has written.</exception>
    public static async Task<string> RunAsync(string workingDirectory, params string[] arguments)
    {
        var (exitCode, output) = await TryRunAsync(workingDirectory, arguments);
        return exitCode == 0
            ? output
            : throw new InvalidOperationException($"dotnet {string.Join(" ", arguments)} ended with {exitCode}:\n{output}");
    }

    /// <summary>Runs a command that may fail.</summary>
    public static async Task<(int ExitCode, string Output)> TryRunAsync(string workingDirectory, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", arguments)
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in start.Environment.Keys.Where(IsInherited).ToList())
        {
            start.Environment.Remove(name);
        }

        // Nothing that outlives the test and holds on to its folder.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";

        using var process = Process.Start(start)!;
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"dotnet {string.Join(" ", arguments)} did not end within {Patience}:\n{output}");
        }

        return (process.ExitCode, output.ToString());

        void Append(string? line)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }

    private static bool IsInherited(string name) =>
        Inherited.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
        || InheritedNames.Contains(name, StringComparer.OrdinalIgnoreCase);
}
