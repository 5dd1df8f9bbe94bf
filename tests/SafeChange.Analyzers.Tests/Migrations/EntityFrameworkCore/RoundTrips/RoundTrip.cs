using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;
using SafeChange.Analyzers.Tests.Verification;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.RoundTrips;

/// <summary>
/// One migration of a project whose Down was emptied and written by Write Down, with all earlier migrations of the
/// project in sight.
/// </summary>
/// <param name="Number">Where the migration stands among those of its project; the first one is 0.</param>
/// <param name="Own">As EF Core wrote it.</param>
/// <param name="Written">With the written Down.</param>
/// <param name="Source">The source of <paramref name="Written"/>.</param>
internal sealed record RoundTrip(ModelSequence Sequence, int Number, ScaffoldedStep Step, Migration Own, Migration Written, string Source, bool IsComplete, ImmutableHashSet<(string Table, string? Column)> Lost)
{
    // Every fix ends in a compilation of its own, which costs more the more files there are.
    private const int SequencesInProject = 25;

    /// <summary>Scaffolds sequences and writes every Down of theirs; the migrations of a sequence stay together, in their order.</summary>
    public static async Task<IReadOnlyList<IReadOnlyList<RoundTrip>>> Write(Provider provider, string package, ImmutableArray<ModelSequence> sequences)
    {
        var steps = Scaffolder.ScaffoldAll(provider, [.. sequences.Select(sequence => (sequence.Name, (IReadOnlyList<Action<ModelBuilder>>)[.. sequence.Models.Select(model => (Action<ModelBuilder>)model.Configure)]))]);
        var found = new Dictionary<ScaffoldedStep, ImmutableArray<Diagnostic>>();
        var written = new Dictionary<ScaffoldedStep, string>();
        foreach (var some in steps.Chunk(SequencesInProject))
        {
            var project = new MigrationProject(some.SelectMany(each => each).SelectMany(Emptied), References.EntityFrameworkCore10Only(package));
            var diagnostics = await project.Diagnostics();
            foreach (var step in some.SelectMany(each => each))
            {
                found.Add(step, [.. diagnostics[PathOf(step)]]);

                // The way back from the first migration ends in nothing, which proves little.
                written.Add(step, step.SourceModel is null ? step.Source : await project.WriteDown(PathOf(step)));
            }
        }

        var own = MigrationCompiler.Compile(written.Keys.Select(step => step.Source));
        var compiled = MigrationCompiler.Compile(written.Values.Select(DownVariants.WithoutThrow));
        return [.. sequences.Zip(steps, (sequence, all) => (IReadOnlyList<RoundTrip>)[.. all.Select((step, number) =>
        {
            var source = written[step];
            var migration = compiled.CreateMigration(step.TypeName, provider);
            return new RoundTrip(
                sequence, number, step, own.CreateMigration(step.TypeName, provider), migration, source, RoundTripTolerance.IsComplete(source, migration),
                Losses(found[step], step.UpOperations));
        })])];
    }

    /// <summary>Whether it was announced that the rows of the table, or the values of the column, do not come back.</summary>
    public bool IsLost(string table, string? column) => Lost.Contains((table, null)) || Lost.Contains((table, column));

    /// <summary>What a failed assertion says: how to draw the sequence again, what was written and what went wrong.</summary>
    public string Explain(string fault) => $"{Sequence.Seed} dotnet test ({Step.Name} of {Sequence.Name})\n{Source}\n{fault}";

    private static string PathOf(ScaffoldedStep step) => $"{step.Namespace}/{step.Id}.cs";

    private static IEnumerable<(string Path, string Text)> Emptied(ScaffoldedStep step)
    {
        yield return (PathOf(step), DownVariants.Empty(step.Source));

        // The long bodies of the designer parts say nothing that is asked for here.
        yield return ($"{step.Namespace}/{step.Id}.Designer.cs", $$"""
            namespace {{step.Namespace}}
            {
                [Microsoft.EntityFrameworkCore.Infrastructure.DbContext(typeof({{nameof(ScaffoldContext)}}))]
                [Microsoft.EntityFrameworkCore.Migrations.Migration("{{step.Id}}")]
                partial class {{step.Name}} { }
            }
            """);
        if (step.SourceModel is null)
        {
            yield return ($"{step.Namespace}/{nameof(ScaffoldContext)}.cs", ScaffoldContext.StubIn(step.Namespace));
        }
    }

    private static ImmutableHashSet<(string Table, string? Column)> Losses(IEnumerable<Diagnostic> found, IReadOnlyList<MigrationOperation> up)
    {
        var lost = new HashSet<(string Table, string? Column)>();
        foreach (var diagnostic in found.Where(diagnostic => diagnostic.Id == "SAFE3021"))
        {
            var node = diagnostic.Location.SourceTree!.GetRoot().FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
            var call = node.AncestorsAndSelf().OfType<StatementSyntax>().First().DescendantNodes().OfType<InvocationExpressionSyntax>().FirstOrDefault(each => (Argument(each, "name") ?? Argument(each, "table")) is not null)
                ?? throw new InvalidOperationException($"{diagnostic}\n{node.SyntaxTree}");

            // A column of a table, rows of a table, or a table.
            lost.Add(Argument(call, "table") is { } table ? (table, Argument(call, "name")) : (Argument(call, "name")!, null));
        }

        // The table may have another name before Up.
        foreach (var rename in up.OfType<RenameTableOperation>().Reverse())
        {
            lost.UnionWith(lost.Where(each => each.Table == rename.NewName).Select(each => (rename.Name, each.Column)).ToList());
        }

        return [.. lost];

        static string? Argument(InvocationExpressionSyntax call, string name) =>
            call.ArgumentList.Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.Text == name)?.Expression is LiteralExpressionSyntax literal
            && literal.IsKind(SyntaxKind.StringLiteralExpression) ? literal.Token.ValueText : null;
    }
}
