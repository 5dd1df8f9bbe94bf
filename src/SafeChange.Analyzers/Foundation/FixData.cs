using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Foundation;

/// <summary>
/// What an analyzer hands to a fix: one typed key per fact, carried by <see cref="Diagnostic.Properties"/>. Keys are
/// declared here so that both sides name the same thing.
/// </summary>
internal static class FixData
{
    /// <summary>The keys of the fields that a note does not have at all, separated by | (SAFE0011).</summary>
    public static readonly FixDatum<string> MissingNoteFields = new("missingNoteFields", text => text, text => text);

    /// <summary>What a note has to speak about, for its skeleton (SAFE3021).</summary>
    public static readonly FixDatum<string> Lost = new("lost", text => text, text => text);

    /// <summary>The annotation that builds an index without blocking writes (SAFE3032).</summary>
    public static readonly FixDatum<string> OnlineAnnotation = new("onlineAnnotation", text => text, text => text);

    /// <summary>The member that says that the work is done (SAFE2007, SAFE2009).</summary>
    public static readonly FixDatum<string> Marker = new("marker", text => text, text => text);

    /// <summary>
    /// Set where the schedule runs the handler again (2xxx): a key of a row is then the same for every run, also for those
    /// that are meant.
    /// </summary>
    public static readonly FixDatum<string> Recurring = new("recurring", text => text, text => text);
}

/// <summary>One typed entry of <see cref="Diagnostic.Properties"/>.</summary>
internal sealed class FixDatum<T>(string key, Func<T, string> write, Func<string, T> read)
    where T : class
{
    public ImmutableDictionary<string, string?> Write(ImmutableDictionary<string, string?> properties, T? value) =>
        value is null ? properties : properties.SetItem(key, write(value));

    public T? Read(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(key, out var text) && text is not null ? read(text) : null;
}
