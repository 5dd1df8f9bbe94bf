using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>Sources did not compile. The message has the errors, and the sources that have them.</summary>
internal sealed class MigrationCompilationException(IEnumerable<Diagnostic> diagnostics) : Exception(Describe(diagnostics))
{
    private static string Describe(IEnumerable<Diagnostic> diagnostics)
    {
        var errors = diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        var text = new StringBuilder().AppendJoin(Environment.NewLine, errors).AppendLine();
        foreach (var tree in errors.Select(error => error.Location.SourceTree).OfType<SyntaxTree>().Distinct())
        {
            text.AppendLine().AppendLine($"// {tree.FilePath}").Append(tree);
        }

        return text.ToString();
    }
}
