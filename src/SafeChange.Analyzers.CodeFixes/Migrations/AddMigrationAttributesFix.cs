using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.CodeFixes.Foundation;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations.EntityFrameworkCore;

namespace SafeChange.Analyzers.CodeFixes.Migrations;

/// <summary>
/// Adds the attributes by which EF Core finds a migration: the ID from the file's name, the context from the other
/// migrations of the namespace.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddMigrationAttributesFix))]
[LimitedFixAll("Afterwards the migration runs, in every database that never saw it: that is for a person to decide, one at a time.")]
public sealed class AddMigrationAttributesFix : DocumentFix
{
    private const string Infrastructure = "Microsoft.EntityFrameworkCore.Infrastructure";
    private const string Migrations = "Microsoft.EntityFrameworkCore.Migrations";
    private const int Digits = 14;

    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.MigrationNeverRuns);

    private protected override bool FixesSolution => false;

    private protected override async Task<string?> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation) =>
        await ChangesAsync(document, diagnostic, cancellation).ConfigureAwait(false) is null ? null : "Add the attributes that EF Core finds the migration by";

    private protected override async Task<Document?> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var changes = new Dictionary<TextSpan, TextChange>();
        foreach (var diagnostic in diagnostics)
        {
            foreach (var change in await ChangesAsync(document, diagnostic, cancellation).ConfigureAwait(false) ?? [])
            {
                changes[change.Span] = change;
            }
        }

        if (changes.Count == 0)
        {
            return null;
        }

        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return document.WithText(text.WithChanges(changes.Values.OrderBy(static change => change.Span.Start)));
    }

    private static async Task<IReadOnlyList<TextChange>?> ChangesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var model = await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false);
        if (model?.SyntaxTree.GetRoot(cancellation) is not CompilationUnitSyntax root
            || root.FindNode(diagnostic.Location.SourceSpan).FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellation) is not INamedTypeSymbol type
            || FileNames.WithoutExtension(model.SyntaxTree.FilePath) is not { } id
            || !IsScaffolded(id, type.Name))
        {
            return null;
        }

        var known = new KnownTypes(model.Compilation);
        var finder = new MigrationFinder(known, new EntityFrameworkCoreTypes(known));
        if (finder.Contexts(type) is not [var context])
        {
            return null;
        }

        var layout = new CodeLayout(await model.SyntaxTree.GetTextAsync(cancellation).ConfigureAwait(false), root);
        var position = declaration.SpanStart;
        var lineEnd = layout.NewLine + layout.IndentAt(position);
        var changes = new List<TextChange>();
        var attributes = "";
        if (!finder.HasContext(type))
        {
            attributes += $"[DbContext(typeof({context.ToMinimalDisplayString(model, position)}))]{lineEnd}";
            if (Usings.Import(model, root, position, "DbContextAttribute", Infrastructure, layout.NewLine) is { } import)
            {
                changes.Add(import);
            }
        }

        if (!finder.HasId(type))
        {
            // Derived from Migration by its full name, the class may do without the import.
            var isImported = model.LookupNamespacesAndTypes(position, name: "MigrationAttribute").Any(static symbol => symbol is INamedTypeSymbol);
            attributes += $"[{(isImported ? "" : "global::" + Migrations + ".")}Migration(\"{id}\")]{lineEnd}";
        }

        changes.Add(new TextChange(new TextSpan(position, 0), attributes));
        return changes;
    }

    // 20260101000000_AddPhone, as the scaffolder calls the file of the class AddPhone.
    private static bool IsScaffolded(string file, string type) =>
        file.Length == Digits + 1 + type.Length
        && file.Take(Digits).All(static character => character is >= '0' and <= '9')
        && file[Digits] == '_'
        && file.EndsWith(type, System.StringComparison.Ordinal);
}
