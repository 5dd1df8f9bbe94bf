using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations.EntityFrameworkCore;

/// <summary>
/// The migrations of a compilation in the order of their IDs, and the schema before each. Made once per compilation and
/// filled as far as somebody asks: most migrations say all that is needed themselves.
/// </summary>
internal sealed class MigrationHistory(MigrationReader reader, Compilation compilation)
{
    private readonly Lazy<ImmutableArray<INamedTypeSymbol>> all = new(() =>
        TypesOf(compilation.Assembly.GlobalNamespace).Where(reader.IsMigration).ToImmutableArray());

    private readonly ConcurrentDictionary<(INamespaceSymbol, ISymbol?), Line> lines = new(new LineComparer());

    /// <summary>Whether a migration of the same line comes before this one.</summary>
    public bool HasEarlier(INamedTypeSymbol migration) => LineOf(migration).Earlier(reader.Id(migration)) > 0;

    /// <summary>The schema as the migrations before this one leave it.</summary>
    public SchemaHistory Before(INamedTypeSymbol migration, AnalyzerOptions options, CancellationToken cancellation) =>
        LineOf(migration).Before(reader.Id(migration), reader, options, cancellation);

    /// <summary>Whether no migration of the same line comes after this one.</summary>
    public bool IsLatest(INamedTypeSymbol migration) => LineOf(migration).IsLatest(reader.Id(migration));

    /// <summary>The migration that comes right before; null where there is none.</summary>
    public INamedTypeSymbol? Previous(INamedTypeSymbol migration) => LineOf(migration).Previous(reader.Id(migration));

    // As EF Core finds them: every migration of the assembly that names the context, wherever it stands. One that names
    // none, since its designer part is not there, goes with those of its namespace.
    private Line LineOf(INamedTypeSymbol migration)
    {
        var context = reader.Types.Context(migration);
        return lines.GetOrAdd((migration.ContainingNamespace, context), _ => new Line(
            (context is null ? migration.ContainingNamespace.GetTypeMembers() : all.Value.AsEnumerable())
                .Where(type => !type.IsAbstract && reader.IsMigration(type) && IsOf(context, migration.ContainingNamespace, type))
                .Select(type => (Id: reader.Id(type), Type: type))
                .Where(static each => each.Id.Length > 0)
                .OrderBy(static each => each.Id, StringComparer.Ordinal)
                .ToImmutableArray()));
    }

    private bool IsOf(ISymbol? context, INamespaceSymbol @namespace, INamedTypeSymbol type) =>
        context is null || (reader.Types.Context(type) is { } other
            ? SymbolEqualityComparer.Default.Equals(context, other)
            : SymbolEqualityComparer.Default.Equals(@namespace, type.ContainingNamespace));

    private static IEnumerable<INamedTypeSymbol> TypesOf(INamespaceSymbol @namespace) =>
        @namespace.GetTypeMembers().Concat(@namespace.GetNamespaceMembers().SelectMany(TypesOf));

    private sealed class Line(ImmutableArray<(string Id, INamedTypeSymbol Type)> migrations)
    {
        // before[i] is the schema before migrations[i].
        private readonly List<SchemaHistory> before = [SchemaHistory.Empty];

        public bool IsLatest(string id) => migrations.IsEmpty || string.CompareOrdinal(migrations[migrations.Length - 1].Id, id) <= 0;

        public INamedTypeSymbol? Previous(string id) => Earlier(id) is > 0 and var earlier ? migrations[earlier - 1].Type : null;

        public int Earlier(string id)
        {
            var count = 0;
            while (count < migrations.Length && string.CompareOrdinal(migrations[count].Id, id) < 0)
            {
                count++;
            }

            return count;
        }

        public SchemaHistory Before(string id, MigrationReader reader, AnalyzerOptions options, CancellationToken cancellation)
        {
            var earlier = Earlier(id);
            lock (before)
            {
                while (before.Count <= earlier)
                {
                    var (current, type) = migrations[before.Count - 1];
                    // Which of two with one ID runs first, or at all, is not known.
                    var isClear = before.Count == migrations.Length || migrations[before.Count].Id != current;
                    var state = before[before.Count - 1];
                    before.Add(reader.ReadUp(type, MigrationHelpers.Of(options, MigrationReader.MainTree(type)), cancellation) is { } up
                        ? state.Apply(up.Operations, isClear && !up.IsOpaque, current)
                        : state with { IsComplete = false });
                }

                return before[earlier];
            }
        }
    }

    private sealed class LineComparer : IEqualityComparer<(INamespaceSymbol, ISymbol?)>
    {
        public bool Equals((INamespaceSymbol, ISymbol?) x, (INamespaceSymbol, ISymbol?) y) =>
            SymbolEqualityComparer.Default.Equals(x.Item1, y.Item1) && SymbolEqualityComparer.Default.Equals(x.Item2, y.Item2);

        public int GetHashCode((INamespaceSymbol, ISymbol?) obj) =>
            SymbolEqualityComparer.Default.GetHashCode(obj.Item1) ^ SymbolEqualityComparer.Default.GetHashCode(obj.Item2);
    }
}
