using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.CodeFixes.Foundation;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.CodeFixes.ChangeNotes;

/// <summary>Adds the lines that a note lacks, for a person to fill in, below the note's last line.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddNoteFieldsFix))]
[LimitedFixAll("Notes are for people to write: dotnet format must not add lines to all of a solution.")]
public sealed class AddNoteFieldsFix : DocumentFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.ChangeNoteIncomplete);

    private protected override bool FixesSolution => false;

    private protected override async Task<string?> TitleAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation) =>
        Addition(await document.GetTextAsync(cancellation).ConfigureAwait(false), diagnostic) is not null ? "Add the missing fields" : null;

    private protected override async Task<Document?> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        var changes = diagnostics.Select(diagnostic => Addition(text, diagnostic)).OfType<TextChange>().OrderBy(static change => change.Span.Start).ToList();
        return changes.Count == 0 ? null : document.WithText(text.WithChanges(changes));
    }

    private static TextChange? Addition(SourceText text, Diagnostic diagnostic)
    {
        if (FixData.MissingNoteFields.Read(diagnostic) is not { Length: > 0 } fields)
        {
            return null;
        }

        var line = text.Lines.GetLineFromPosition(diagnostic.Location.SourceSpan.Start);
        var written = line.ToString();
        var indent = written.Substring(0, written.Length - written.TrimStart().Length);
        if (!IsComment(line))
        {
            // An attribute, or a comment behind a statement: where a further line would go is not clear.
            return null;
        }

        while (line.LineNumber + 1 < text.Lines.Count && IsComment(text.Lines[line.LineNumber + 1]))
        {
            line = text.Lines[line.LineNumber + 1];
        }

        var newLine = line.EndIncludingLineBreak > line.End ? text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak)) : "\n";
        return new TextChange(new TextSpan(line.End, 0), string.Concat(fields.Split('|').Select(field => $"{newLine}{indent}// {field}:")));
    }

    private static bool IsComment(TextLine line) => line.ToString().TrimStart() is var text && text.StartsWith("//") && !text.StartsWith("///");
}
