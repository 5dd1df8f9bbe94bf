using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace SafeChange.Analyzers.Foundation;

/// <summary>
/// Reports the lines of a user's catalogues that do nothing: malformed ones, and those that name no symbol of the
/// compilation. At the line, on the part that is to blame.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
[NoCodeFix("What was meant is a guess; the message makes it, and a fix cannot change an additional file in every IDE.")]
public sealed class SAFE0002InvalidCatalogEntry : SafeChangeAnalyzer
{
    private static readonly DiagnosticDescriptor Descriptor = RuleDescriptors.Create(
        RuleIds.InvalidCatalogEntry,
        "InvalidCatalogEntry",
        "A line of a catalogue has no effect",
        "This has no effect: {0}",
        RuleCategories.Configuration,
        Confidence.Certain,
        "A handler, an effect or a setting that a catalogue misspells is never looked at, and the silence looks like a clean bill.");

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Descriptor);

    private protected override bool IsNeeded(KnownTypes types) => true;

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (context.Options.AdditionalFiles.Any(IsOurs))
        {
            context.RegisterAdditionalFileAction(Check);
        }
    }

    // Everything that claims to be a catalogue, so that a misspelled file name is noticed too.
    private static bool IsOurs(AdditionalText file)
    {
        var name = FileNames.Of(file.Path);
        return name.StartsWith("SafeChange.", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".txt", StringComparison.OrdinalIgnoreCase);
    }

    private static void Check(AdditionalFileAnalysisContext context)
    {
        var file = context.AdditionalFile;
        if (!IsOurs(file) || file.GetText(context.CancellationToken) is not { } text)
        {
            return;
        }

        if (CatalogKind.Of(file) is not { } kind)
        {
            var name = FileNames.Of(file.Path);
            if (Spelling.Nearest(name, CatalogKind.All.Select(each => each.FileName)) is { } meant)
            {
                Report(default, $"there is no catalogue '{name}'" + Spelling.DidYouMean(meant));
            }

            return;
        }

        var catalog = CatalogFile.Parse(kind, text);
        foreach (var error in catalog.Errors)
        {
            Report(error.Span, error.Reason);
        }

        foreach (var entry in catalog.Entries)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (!entry.IsOptional && entry.Symbol is { } symbol && symbol.Resolve(context.Compilation).IsEmpty)
            {
                Report(entry.Span, symbol.Explain(context.Compilation));
            }
        }

        void Report(TextSpan span, string reason) =>
            context.ReportDiagnostic(Diagnostic.Create(
                Descriptor, Location.Create(file.Path, span, text.Lines.GetLinePositionSpan(span)), reason));
    }
}
