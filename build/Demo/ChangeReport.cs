using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using DiffPlex.Renderer;

namespace SafeChange.Demo;

/// <summary>What the fixes have written, file by file.</summary>
internal static class ChangeReport
{
    private const int ContextInFile = 3;
    private const int ContextOnScreen = 1;
    private const int LinesOnScreen = 24;

    public static void Show(string sample, string copy, IReadOnlyList<Finding> found, IReadOnlyList<Finding> left, string diffFile)
    {
        var diff = new StringBuilder();
        var changed = 0;
        foreach (var after in Directory.EnumerateFiles(copy, "*.cs", SearchOption.AllDirectories).Select(Path.GetFullPath).Order(StringComparer.Ordinal))
        {
            var name = Path.GetRelativePath(copy, after);
            var before = Path.GetFullPath(Path.Combine(sample, name));
            var (oldText, newText) = (File.Exists(before) ? File.ReadAllText(before) : "", File.ReadAllText(after));
            if (oldText == newText)
            {
                continue;
            }

            changed++;
            diff.Append(Diff(oldText, newText, name, ContextInFile));
            Output.Line();
            Output.Line($"{Finding.Fixed(found, left, finding => finding.File == before || finding.File == after)} in {Output.Relative(after)}");
            var lines = Diff(oldText, newText, name, ContextOnScreen).Split('\n').Where(IsContent).ToList();
            foreach (var line in lines.Take(LinesOnScreen))
            {
                Output.Line(line.TrimEnd());
            }

            if (lines.Count > LinesOnScreen)
            {
                Output.Line($"… {lines.Count - LinesOnScreen} more lines");
            }
        }

        if (changed == 0)
        {
            throw new DemoException("dotnet format has changed nothing, although findings have an automatic fix");
        }

        File.WriteAllText(diffFile, diff.ToString());
        Output.Line();
        Output.Line($"{Output.Count(changed, "file")} changed, and the copy compiles: {Output.Count(found.Count, "finding")} before, {left.Count} now. The whole diff: {Output.Relative(diffFile)}");
    }

    private static string Diff(string oldText, string newText, string name, int contextLines)
    {
        var path = name.Replace('\\', '/');
        return UnidiffRenderer.GenerateUnidiff(oldText, newText, "a/" + path, "b/" + path, ignoreWhitespace: false, contextLines: contextLines);
    }

    private static bool IsContent(string line) =>
        line.Length > 0 && !line.StartsWith("+++", StringComparison.Ordinal) && !line.StartsWith("---", StringComparison.Ordinal) && !line.StartsWith("@@", StringComparison.Ordinal);
}
