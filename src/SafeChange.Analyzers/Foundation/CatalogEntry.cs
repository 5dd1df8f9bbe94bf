using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace SafeChange.Analyzers.Foundation;

/// <summary>A line of a catalogue that could be read.</summary>
internal sealed class CatalogEntry(
    CatalogSubjectKind subjectKind,
    string subject,
    SymbolId? symbol,
    ImmutableArray<KeyValuePair<string, string>> values,
    bool isOptional,
    TextSpan span)
{
    public CatalogSubjectKind SubjectKind { get; } = subjectKind;

    /// <summary>The documentation ID, or what stands after <c>header:</c>, <c>switch:</c> or <c>text:</c>.</summary>
    public string Subject { get; } = subject;

    /// <summary>The documentation ID, taken apart; null where the line is not about a symbol.</summary>
    public SymbolId? Symbol { get; } = symbol;

    /// <summary>Whether the line says nothing where the compilation does not have the symbol.</summary>
    public bool IsOptional { get; } = isOptional;

    /// <summary>Where the subject stands in its file.</summary>
    public TextSpan Span { get; } = span;

    /// <summary>The value of a key, or null where the line does not have it.</summary>
    public string? this[string key]
    {
        get
        {
            foreach (var value in values)
            {
                if (value.Key == key)
                {
                    return value.Value;
                }
            }

            return null;
        }
    }
}
