using Microsoft.CodeAnalysis.Text;

namespace SafeChange.Analyzers.Foundation;

/// <summary>Why a line of a catalogue is left out, and the part of it that is to blame.</summary>
internal readonly record struct CatalogError(TextSpan Span, string Reason);
