using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.ChangeNotes;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Migrations;

/// <summary>Holds the notes of a migration to the fields that the team asks for (SAFE0011).</summary>
internal sealed class RequiredNoteFields : MigrationRule
{
    private static readonly ImmutableDictionary<ChangeNoteField, string> Questions = new Dictionary<ChangeNoteField, string>
    {
        [ChangeNoteField.Rollback] = "how it is taken back",
        [ChangeNoteField.Owner] = "who answers for it",
        [ChangeNoteField.Expected] = "what is expected of it",
        [ChangeNoteField.Why] = "why it was made",
        [ChangeNoteField.Command] = "which command shows the result",
        [ChangeNoteField.Result] = "what came of it",
        [ChangeNoteField.Shipped] = "when it shipped",
    }.ToImmutableDictionary();

    public override DiagnosticDescriptor Descriptor => SAFE0011ChangeNoteIncomplete.Descriptor;

    /// <summary>The key of a field as it is written: <c>owner</c>.</summary>
    public static string Key(ChangeNoteField field) => field.ToString().ToLowerInvariant();

    /// <summary>The field of a key; null for one that a note of a migration does not have.</summary>
    public static ChangeNoteField? Field(string key)
    {
        foreach (var field in Questions.Keys)
        {
            if (Key(field) == key.ToLowerInvariant())
            {
                return field;
            }
        }

        return null;
    }

    public override void Judge(MigrationCase migration)
    {
        if (migration.RequiredNoteFields.All(static field => field == ChangeNoteField.Rollback))
        {
            // Whatever is taken for a note has it.
            return;
        }

        var notes = migration.Up.Operations.Concat(migration.Down.Operations)
            .Select(operation => migration.Notes.OnOperation(operation).Note)
            .Concat([migration.Notes.ForMigration().Note]);
        var reported = new HashSet<Location>();
        foreach (var note in notes)
        {
            if (note?[ChangeNoteField.Rollback] is not { } rollback || !reported.Add(rollback.Location))
            {
                continue;
            }

            var missing = migration.RequiredNoteFields.Where(field => !note.Documents(field)).ToList();
            if (missing.Count > 0)
            {
                migration.Report(
                    Descriptor,
                    rollback.Location,
                    FixData.MissingNoteFields.Write(
                        ImmutableDictionary<string, string?>.Empty, string.Join("|", missing.Where(field => note[field] is null).Select(Key))),
                    ImmutableArray<Location>.Empty,
                    migration.Name,
                    Join(missing.Select(static field => Questions[field]), " or "),
                    Join(missing.Select(static field => $"'{Key(field)}:'"), " and "));
            }
        }
    }

    private static string Join(IEnumerable<string> items, string last)
    {
        var list = items.ToList();
        return list.Count == 1 ? list[0] : string.Join(", ", list.Take(list.Count - 1)) + last + list[list.Count - 1];
    }
}
