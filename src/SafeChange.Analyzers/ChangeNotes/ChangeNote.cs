using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.ChangeNotes;

/// <summary>
/// The answer to "who owns this change, what is expected of it, how is it taken back", as it stands beside the code.
/// </summary>
internal sealed class ChangeNote(ImmutableArray<ChangeNoteEntry> entries)
{
    public ImmutableArray<ChangeNoteEntry> Entries { get; } = entries;

    /// <summary>The entry of a field; the written one where a field stands twice.</summary>
    public ChangeNoteEntry? this[ChangeNoteField field]
    {
        get
        {
            ChangeNoteEntry? first = null;
            foreach (var entry in Entries)
            {
                if (entry.Field == field)
                {
                    if (!entry.IsPlaceholder)
                    {
                        return entry;
                    }

                    first ??= entry;
                }
            }

            return first;
        }
    }

    /// <summary>Whether a person has written the field.</summary>
    public bool Documents(ChangeNoteField field) => this[field] is { IsPlaceholder: false };

    /// <summary>
    /// Whether the field is there and nobody has written it: what a fix inserts. A skeleton documents nothing.
    /// </summary>
    public bool IsSkeleton(ChangeNoteField field) => this[field] is { IsPlaceholder: true };
}

/// <summary>One field of a note.</summary>
internal sealed record ChangeNoteEntry(ChangeNoteField Field, string Value, bool IsPlaceholder, Location Location);
