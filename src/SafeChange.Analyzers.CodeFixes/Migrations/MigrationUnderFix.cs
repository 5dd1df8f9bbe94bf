using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.CodeFixes.Foundation;
using SafeChange.Analyzers.CodeFixes.Migrations.EntityFrameworkCore;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Migrations.EntityFrameworkCore;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.CodeFixes.Migrations;

/// <summary>A migration that a fix is about to change: what was read of it, and how its file is laid out.</summary>
internal sealed class MigrationUnderFix
{
    private readonly CompilationUnitSyntax root;
    private readonly SemanticModel model;

    private MigrationUnderFix(Migration migration, MigrationReader reader, SymmetryOptions options, CompilationUnitSyntax root, SemanticModel model, CodeLayout layout, SchemaHistory before)
    {
        (Migration, Reader, Options, this.root, this.model, Layout, Before) = (migration, reader, options, root, model, layout, before);
        Plan = Reversal.Plan(migration.Up.Operations, options, before);
    }

    public Migration Migration { get; }

    public MigrationReader Reader { get; }

    public SymmetryOptions Options { get; }

    public CodeLayout Layout { get; }

    /// <summary>The schema before Up, as the migrations before have left it, or the previous model.</summary>
    public SchemaHistory Before { get; }

    /// <summary>How Up is taken back, with what the earlier migrations know.</summary>
    public ImmutableArray<ReversalStep> Plan { get; }

    /// <summary>The declaration of Down, where it stands in the migration's own class and in the document.</summary>
    public MethodDeclarationSyntax? Down =>
        Migration.Down is { Origin: MethodOrigin.Own, Declaration: MethodDeclarationSyntax down } && down.SyntaxTree == root.SyntaxTree ? down : null;

    /// <summary>The declaration of Up, where it stands in the migration's own class and in the document.</summary>
    public MethodDeclarationSyntax? Up =>
        Migration.Up is { Origin: MethodOrigin.Own, Declaration: MethodDeclarationSyntax up } && up.SyntaxTree == root.SyntaxTree ? up : null;

    /// <summary>The migration as people call it: its ID, or the class name where it has none.</summary>
    public string Id => Migration.Id.Length > 0 ? Migration.Id : Migration.Type.Name;

    /// <summary>The indentation of the statements of a method.</summary>
    public string StatementIndent(MethodDeclarationSyntax method) => Layout.IndentAt(method.SpanStart) + Layout.Unit;

    /// <summary>Reads the migration that a diagnostic stands in; null where it cannot be read any more.</summary>
    public static async Task<MigrationUnderFix?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (model?.SyntaxTree.GetRoot(cancellation) is not CompilationUnitSyntax root
            || root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellation) is not INamedTypeSymbol type)
        {
            return null;
        }

        var known = new KnownTypes(model.Compilation);
        var reader = new MigrationReader(known);
        if (!EntityFrameworkCoreTypes.AreReferenced(known) || !reader.IsMigration(type) || reader.Read(type, MigrationHelpers.Of(document.Project.AnalyzerOptions, MigrationReader.MainTree(type)), cancellation) is not { } migration)
        {
            return null;
        }

        var text = await model.SyntaxTree.GetTextAsync(cancellation).ConfigureAwait(false);
        var setsDatabase = migration.Up.Operations.Any(static operation => operation.Kind == SchemaObjectKind.Database);
        var options = new SymmetryOptions(Providers.ColumnsTakeDependentsAlong(model.Compilation), setsDatabase && !reader.History.HasEarlier(type));
        var before = WithModel(reader.History.Before(type, document.Project.AnalyzerOptions, cancellation), migration, options, reader.History.Previous(type), cancellation);
        return new MigrationUnderFix(
            migration, reader, options, root, model, new CodeLayout(text, root), before);
    }

    // What no migration before has defined, or a column whose table raw SQL has changed since, may stand in the model of the
    // previous one.
    private static SchemaHistory WithModel(
        SchemaHistory before, Migration migration, SymmetryOptions options, INamedTypeSymbol? previous, CancellationToken cancellation)
    {
        if (previous is null)
        {
            return before;
        }

        var model = new Lazy<DesignerModel?>(() => DesignerModel.Of(previous, cancellation));
        var source = "the model of " + previous.Name;
        foreach (var dropped in migration.Up.Operations.Where(static operation => operation.Action == SchemaAction.Drop))
        {
            var table = dropped.Kind == SchemaObjectKind.Table ? before.Table(dropped.Name, dropped.Schema) : before.TableOf(dropped);
            if (dropped is { Kind: SchemaObjectKind.Column, Table: { } owner })
            {
                var part = table is { IsUncertain: false } ? table.Part(dropped.Kind, dropped.Name) : null;
                if (part?.Argument("type") is null && model.Value?.Restore(dropped) is [var column])
                {
                    // Versions of EF Core before 5 left the type to the provider; the rest of the definition stands.
                    before = part is null ? before.WithColumn(column, source)
                        : column.Argument("type") is { } type ? before.Apply(part with { Table = owner, Schema = dropped.Schema, Arguments = part.Arguments.SetItem("type", type) }, part.DefinedIn ?? "")
                        : before;
                }
            }
            else if (table is null or { IsUncertain: false } && Restoration.Of(dropped, before, options) is null)
            {
                foreach (var restored in model.Value?.Restore(dropped) ?? ImmutableArray<SchemaOperation>.Empty)
                {
                    before = before.Apply(restored, source);
                }
            }
        }

        return before;
    }

    /// <summary>The migrations that diagnostics of a document stand in, each with its diagnostics.</summary>
    public static async Task<IReadOnlyList<(MigrationUnderFix Migration, ImmutableArray<Diagnostic> Diagnostics)>> FindAllAsync(
        Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var found = new Dictionary<ISymbol, (MigrationUnderFix Migration, List<Diagnostic> Diagnostics)>(SymbolEqualityComparer.Default);
        foreach (var diagnostic in diagnostics)
        {
            if (await FindAsync(document, diagnostic, cancellation).ConfigureAwait(false) is { } migration)
            {
                if (!found.TryGetValue(migration.Migration.Type, out var entry))
                {
                    found.Add(migration.Migration.Type, entry = (migration, new List<Diagnostic>()));
                }

                entry.Diagnostics.Add(diagnostic);
            }
        }

        return found.Values.Select(static entry => (entry.Migration, entry.Diagnostics.ToImmutableArray())).ToList();
    }

    /// <summary>The operation of Down that undoes the wrong object where it was meant for this one of Up, or the reverse.</summary>
    public SchemaOperation? CounterpartOf(SchemaOperation operation) =>
        Symmetry.Compare(Migration.Up.Operations, Migration.Down.Operations, Options)
            .FirstOrDefault(finding => ReferenceEquals(finding.Operation, operation))?.Counterpart is { } counterpart
            && !RawSqlEvidence.MayHaveTouched(IsOfUp(operation) ? counterpart : operation, Migration.Up.Operations)
            ? counterpart
            : null;

    private bool IsOfUp(SchemaOperation operation) => Migration.Up.Operations.Contains(operation);

    /// <summary>The operation of Up or Down that a diagnostic stands on.</summary>
    public SchemaOperation? OperationAt(Diagnostic diagnostic, MigrationMethod method) =>
        method.Operations.FirstOrDefault(operation =>
            operation.Location.SourceSpan == diagnostic.Location.SourceSpan && operation.Location.SourceTree == root.SyntaxTree);

    /// <summary>Whether a node stands in the document.</summary>
    public bool IsInDocument(SyntaxNode node) => node.SyntaxTree == root.SyntaxTree;

    /// <summary>An edit, with the import that its code needs, and the types of <c>System</c> by names that mean them.</summary>
    public IEnumerable<TextChange> WithImports(TextChange edit)
    {
        var position = Migration.Type.Locations.FirstOrDefault(location => location.SourceTree == root.SyntaxTree)?.SourceSpan.Start ?? 0;
        var imports = NamedTypes.Where(type => IsNamed(edit.NewText!, type.Name))
            .Select(type => Usings.Import(model, root, position, type.Name, type.Namespace, Layout.NewLine))
            .Append(Usings.ForSystemTypes(model, root, position, edit.NewText!, Layout.NewLine))
            .OfType<TextChange>()
            .Distinct();
        foreach (var import in imports)
        {
            yield return import;
        }

        yield return new TextChange(edit.Span, Usings.Qualified(model, position, edit.NewText!));
    }

    // By its simple name: a qualified one needs no import.
    private static bool IsNamed(string code, string type)
    {
        for (var at = code.IndexOf(type, StringComparison.Ordinal); at >= 0; at = code.IndexOf(type, at + 1, StringComparison.Ordinal))
        {
            var end = at + type.Length;
            if ((at == 0 || code[at - 1] is not ('.' or '_' or '@') && !char.IsLetterOrDigit(code[at - 1]))
                && (end == code.Length || code[end] != '_' && !char.IsLetterOrDigit(code[end])))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The types that written code names; filled by the writer.</summary>
    public HashSet<TypeReference> NamedTypes { get; } = [];

    /// <summary>Whether the class, or one that it derives from, has a field or property of that name.</summary>
    public bool HasMember(string name)
    {
        for (var type = Migration.Type; type is not null; type = type.BaseType)
        {
            if (type.GetMembers(name).Any(static member => member is IFieldSymbol or IPropertySymbol))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The notes of the migration.</summary>
    public MigrationNotes Notes => new(Migration, acceptFreeText: true);
}
