using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Spectre.Console;

namespace SafeChange.Demo;

/// <summary>The tables of findings: all of them, and those that the fixes have left.</summary>
internal static class FindingReport
{
    /// <summary>Shows what the package found and writes the IDs that <c>dotnet format</c> can fix, one a line.</summary>
    public static void Found(IReadOnlyList<Finding> findings, PackagedFixes fixes, string automaticList, string sarif)
    {
        var automatic = findings.Where(finding => fixes.IsAutomatic(finding.Rule)).ToList();
        if (findings.Count == 0 || automatic.Count == 0)
        {
            // An analyzer that the compiler could not load is silent too.
            throw new DemoException($"the package found {(findings.Count == 0 ? "nothing" : "nothing that it can fix")} in a sample that is made of faults; see {Output.Relative(sarif)}");
        }

        File.WriteAllLines(automaticList, automatic.Select(static finding => finding.Rule).Distinct());

        ShowTables(findings, fixes, "What is wrong, and the next step");
        Output.Line($"{Output.Count(findings.Count, "finding")}, {automatic.Count} with an automatic fix, which the next step applies. A fix \"in the editor\" is a light bulb on one place, because it leaves words for a person to write.");
        Output.Line($"SARIF: {Output.Relative(sarif)}");
    }

    /// <summary>Shows what the fixes have left for a person.</summary>
    public static void Left(IReadOnlyList<Finding> found, IReadOnlyList<Finding> left, PackagedFixes fixes, string copy, string sarif)
    {
        if (left.Count == 0)
        {
            Output.Line($"Nothing: all {Output.Count(found.Count, "finding")} were fixed.");
            return;
        }

        ShowTables(left, fixes, "What to decide and write down");
        Output.Line($"{left.Count} of {Output.Count(found.Count, "finding")} are left: they ask for what only a person knows, such as how lost data comes back, or why something must not run. To go on, open {Output.Relative(copy)} in an editor; where there is a fix, the light bulb inserts the note to fill in.");
        Output.Line($"SARIF: {Output.Relative(sarif)}");
    }

    private static void ShowTables(IReadOnlyList<Finding> findings, PackagedFixes fixes, string message)
    {
        foreach (var group in findings.GroupBy(static finding => (finding.Family, Folder: finding.File.Length == 0 ? "" : Path.GetDirectoryName(finding.File)!)))
        {
            Output.Line();
            Output.Line(group.Key.Folder.Length == 0 ? group.Key.Family : $"{group.Key.Family}, in {Output.Relative(group.Key.Folder)}");
            var table = Output.Table("Rule", "Place", message, "Has a fix");
            table.Columns[0].NoWrap();
            table.Columns[1].NoWrap();
            table.Columns[3].NoWrap();
            foreach (var finding in group)
            {
                table.AddRow(
                    new Text($"{finding.Rule}\n{finding.Severity}"),
                    new Text(finding.Place),
                    new Text(finding.Message),
                    new Text(fixes.Describe(finding.Rule)));
            }

            Output.Write(table);
        }
    }
}
