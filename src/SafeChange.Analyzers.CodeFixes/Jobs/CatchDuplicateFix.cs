using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.CodeFixes.Jobs;

/// <summary>
/// Looks for a row before it is added, and takes the violation of a unique index, with which one of two runs at the same
/// time ends, for what it is. The index itself is a migration that the fix cannot write.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CatchDuplicateFix))]
[LimitedFixAll(ChangesBehaviour)]
public sealed class CatchDuplicateFix : JobFix
{
    // What the databases throw, and by which number they say that the row is there already.
    private static readonly ImmutableArray<(string Provider, string Namespace, string Type, string Pattern)> Violations = ImmutableArray.Create(
        ("SQL Server", "Microsoft.Data.SqlClient", "SqlException", "{ Number: 2601 or 2627 }"),
        ("PostgreSQL", "Npgsql", "PostgresException", "{ SqlState: \"23505\" }"),
        ("SQLite", "Microsoft.Data.Sqlite", "SqliteException", "{ SqliteExtendedErrorCode: 2067 or 1555 }"));

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.RowInsertedAgain);

    private protected override string GroupTitle => "Insert only once and ignore a unique violation";

    private protected override IEnumerable<Proposal> Propose(JobUnderFix job)
    {
        if (RowToInsert.Of(job) is not { } row || row.LookFirst() is not { } look || row.Save() is not { } save)
        {
            yield break;
        }

        var place = row.Place;
        var known = new KnownTypes(place.Model.Compilation);
        foreach (var (provider, @namespace, type, pattern) in Violations)
        {
            if (!known.Has(@namespace + "." + type))
            {
                continue;
            }

            var changes = new List<TextChange>(look) { Around(save, row, type, pattern) };
            foreach (var import in new[] { place.Import(type, @namespace), place.Import("DbUpdateException", "Microsoft.EntityFrameworkCore") }.OfType<TextChange>().Distinct())
            {
                if (!changes.Any(each => each.NewText == import.NewText))
                {
                    changes.Add(import);
                }
            }

            yield return new($"Insert only once and ignore a unique violation of {provider} (needs a unique index on {row.KeyName})", place.Document, changes.ToImmutableArray());
        }
    }

    private static TextChange Around(ExpressionStatementSyntax save, RowToInsert row, string type, string pattern)
    {
        var layout = row.Place.Layout;
        var function = CodePlace.FunctionOf(save)!;
        var name = ExistsQuery.Unused(function, "exception", "violation");
        var lines = new List<string>
        {
            "try",
            "{",
            layout.Unit + save,
            "}",
            $"catch (DbUpdateException {name}) when ({name}.InnerException is {type} {pattern})",
            "{",
            $"{layout.Unit}// Another run has added the row: the unique index on {row.KeyName} says so.",
        };
        if (row.Exit is not null)
        {
            lines.Add(layout.Unit + row.Exit);
        }

        lines.Add("}");
        return new(save.Span, string.Join(layout.NewLine + layout.IndentAt(save.SpanStart), lines));
    }
}
