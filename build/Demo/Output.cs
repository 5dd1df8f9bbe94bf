using System;
using System.IO;
using Spectre.Console;

namespace SafeChange.Demo;

/// <summary>Where the demo prints: plain text that reads the same in a terminal and in a CI log.</summary>
internal static class Output
{
    // MSBuild indents a line by two, and a log has 120 columns. Nobody asks the terminal: MSBuild stands between.
    private const int Width = 116;

    private static readonly IAnsiConsole Console = Create();

    public static void Line(string text = "") => Console.WriteLine(text);

    public static void Write(Table table) => Console.Write(table);

    public static Table Table(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Horizontal).ShowRowSeparators().Expand();
        foreach (var column in columns)
        {
            table.AddColumn(column);
        }

        return table;
    }

    /// <summary>A path as it is seen from the folder that the demo was started in.</summary>
    public static string Relative(string path) => Path.GetRelativePath(Environment.CurrentDirectory, path).Replace('\\', '/');

    public static string Count(int number, string noun) => $"{number} {noun}{(number == 1 ? "" : "s")}";

    private static IAnsiConsole Create()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(System.Console.Out),
        });
        console.Profile.Width = Width;
        console.Profile.Capabilities.Unicode = true;
        return console;
    }
}
