using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SafeChange.Analyzers.Migrations;

/// <summary>
/// The IDs in <c>ShippedMigrations.txt</c>, an additional file with one migration a line. What follows the ID on its
/// line is not read here; <c>#</c> begins a comment.
/// </summary>
internal static class ShippedMigrations
{
    private const string FileName = "ShippedMigrations.txt";

    public static HashSet<string> Read(AnalyzerOptions options, CancellationToken cancellation)
    {
        var ids = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in options.AdditionalFiles.Where(static file => string.Equals(Path.GetFileName(file.Path), FileName, StringComparison.OrdinalIgnoreCase)))
        {
            if (file.GetText(cancellation) is not { } text)
            {
                continue;
            }

            foreach (var line in text.Lines)
            {
                var id = line.ToString().Split('#')[0].Trim().Split(' ', '\t', ';')[0];
                if (id.Length > 0)
                {
                    ids.Add(id);
                }
            }
        }

        return ids;
    }
}
