namespace SafeChange.Analyzers.Foundation;

/// <summary>What kind of thing a line of a catalogue is about.</summary>
internal enum CatalogSubjectKind
{
    /// <summary>A symbol, by its documentation ID.</summary>
    Symbol,

    /// <summary>An HTTP header, as in <c>header:X-Frame-Options</c>.</summary>
    Header,

    /// <summary>An AppContext switch, as in <c>switch:System.Net.DisableIPv6</c>.</summary>
    Switch,

    /// <summary>A keyword in a text, as in <c>text:TrustServerCertificate</c>.</summary>
    Text,
}
