using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SafeChange.Analyzers.ChangeNotes;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations.RawSql;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>
/// A note says of the migration what its code refutes: that nothing is lost, that Down is the way back, or a name that is
/// a slip of the pen away from the one in the code.
/// </summary>
[NoCodeFix("Which of the two is true, the note or the code, only a person knows.")]
internal sealed class SAFE3022NoteContradictsCode : MigrationRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.NoteContradictsCode,
        "NoteContradictsCode",
        "A note says otherwise than the code",
        "The note says '{0}', but {1}: {2}",
        RuleCategories.Migrations,
        Confidence.Likely,
        "Whoever takes the change back at night does what the note says. A note that is wrong costs more time than none.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override void Judge(MigrationCase migration)
    {
        var notes = new Dictionary<Location, ChangeNoteEntry>();
        foreach (var operation in migration.Up.Operations.Concat(migration.Down.Operations))
        {
            Add(migration.Notes.OnOperation(operation).Note);
        }

        foreach (var note in migration.Notes.OfMigration())
        {
            Add(note);
        }

        if (notes.Count == 0)
        {
            return;
        }

        var lost = Losses(migration);
        foreach (var note in notes.Values)
        {
            var contradiction = WayBack(migration, note) ?? Loss(migration, note, lost) ?? Name(migration, note);
            if (contradiction is var (said, but, next))
            {
                migration.Report(Rule, note.Location, said, but, next);
            }
        }

        void Add(ChangeNote? note)
        {
            if (note?[ChangeNoteField.Rollback] is { IsPlaceholder: false } entry)
            {
                notes[entry.Location] = entry;
            }
        }
    }

    private static (string Said, string But, string Next)? WayBack(MigrationCase migration, ChangeNoteEntry note)
    {
        var refuses = migration.Down.Refusal is not null
            ? "Down throws"
            : migration.Down is { Origin: MethodOrigin.Framework, IsOpaque: false } && !migration.Up.IsOpaque
                && migration.NetEffect.Any(static operation => operation is { IsStructural: true, Action: not SchemaAction.Ensure }) ? "there is no Down"
            // Of a Down that leaves the schema as it is, SAFE3002 speaks whatever the note says.
            : SAFE3003EmptyDownAfterDataChange.IsDataOnly(migration) ? "Down does nothing"
            : null;
        if (refuses is null || Claims(migration, note, migration.Up.Operations).FirstOrDefault(static claim => claim.IsWayBack) is not { } claim)
        {
            return null;
        }

        return (claim.Text, refuses, $"write the Down of {migration.Name}, or say how it is taken back without one");
    }

    private static (string Said, string But, string Next)? Loss(
        MigrationCase migration, ChangeNoteEntry note, List<(SchemaOperation Operation, string What)> lost)
    {
        // A note answers for what has no nearer one.
        var answered = lost
            .Where(loss => migration.Notes.ForOperation(loss.Operation).Note?[ChangeNoteField.Rollback]?.Location == note.Location)
            .ToList();
        if (answered.Count == 0 || Claims(migration, note, answered.Select(static loss => loss.Operation)).FirstOrDefault() is not { } claim)
        {
            return null;
        }

        var more = answered.Count > 1 ? $" (and {answered.Count - 1} more)" : "";
        return (claim.Text, answered[0].What + more + " destroys data that Down cannot bring back", "say where it can be had from, or why nobody needs it");
    }

    // What is gone whatever was stored. Whether rounding changes a value, or anybody cares for the number of a sequence,
    // the author of the note may well know.
    private static List<(SchemaOperation Operation, string What)> Losses(MigrationCase migration)
    {
        if (!migration.IsReadable)
        {
            return [];
        }

        var operations = SAFE3021DataLossUndocumented.Losses(migration)
            .Where(operation => operation.Condition.IsAlways
                && (operation.Action == SchemaAction.DeleteRows
                    || operation is { Action: SchemaAction.Drop, Kind: SchemaObjectKind.Table or SchemaObjectKind.Column }
                    || operation is { Action: SchemaAction.Alter, Kind: SchemaObjectKind.Table })
                && !migration.Tables.IsSmall(operation))
            .Select(static operation => (operation, $"{operation.Call} '{operation.DisplayName}'"));
        var statements = RawSqlLosses.Of(migration)
            .Where(static loss => loss.Operation.Condition.IsAlways)
            .Select(static loss => (loss.Operation, $"{RawSqlLosses.Verb(loss.Statement)} '{loss.Statement.DisplayName}'"));
        return operations.Concat(statements).ToList();
    }

    private static IReadOnlyList<NoteClaim> Claims(MigrationCase migration, ChangeNoteEntry note, IEnumerable<SchemaOperation> about)
    {
        var names = new Lazy<HashSet<string>>(() => new(about.SelectMany(Names), StringComparer.OrdinalIgnoreCase));
        var id = migration.Migration.Id;
        return NoteClaims.Read(
            note.Value,
            word => names.Value.Contains(word),
            // Updating to the migration itself is no way back.
            target => target != migration.Name && !string.Equals(target, id, StringComparison.OrdinalIgnoreCase));
    }

    private static (string Said, string But, string Next)? Name(MigrationCase migration, ChangeNoteEntry note)
    {
        var operations = migration.Up.Operations.AddRange(migration.Down.Operations);
        // What a text that is not known speaks of is not known.
        if (!migration.IsReadable || operations.Any(static operation => operation is { Kind: SchemaObjectKind.Sql, Sql: null }))
        {
            return null;
        }

        var names = new HashSet<string>(operations.SelectMany(Names), StringComparer.OrdinalIgnoreCase);
        foreach (var spoken in SpokenNames.Of(note.Value))
        {
            var parts = spoken.Text.Split('.');
            var unknown = parts.Where(part => !names.Contains(part)).ToList();
            // Bare words with a dot are names of objects only where one of them is the name of one.
            if (unknown is not [var slip] || (!spoken.IsQuoted && parts.Length == unknown.Count))
            {
                continue;
            }

            var like = names.Where(name => SpokenNames.IsSlip(slip, name)).Take(2).ToList();
            if (like is [var meant] && !IsWritten(migration, slip) && !migration.History.HasTableOrColumn(SchemaName.OfText(slip)))
            {
                return (spoken.Text, $"nothing in {migration.Name} has the name '{slip}', and '{meant}' is like it", "correct the name, or the code");
            }
        }

        return null;
    }

    // Anywhere in the code of the class, comments aside: a name in a helper, a constant, a part of an SQL text.
    private static bool IsWritten(MigrationCase migration, string name) =>
        migration.Migration.Type.DeclaringSyntaxReferences.Any(part =>
            part.GetSyntax().DescendantTokens().Any(token =>
                token.Kind() is SyntaxKind.IdentifierToken or SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
                    or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
                && SqlText.Mentions(token.ValueText, name)));

    private static IEnumerable<string> Names(SchemaOperation operation)
    {
        foreach (var name in new[] { operation.Name, operation.Table, operation.Schema, operation.NewName, operation.NewSchema, operation.PrincipalTable, operation.PrincipalSchema })
        {
            if (name?.ToString() is { Length: > 0 } text)
            {
                yield return text;
            }
        }

        foreach (var name in operation.Columns.Select(static column => column.ToString())
            .Concat(operation.Parts.SelectMany(Names))
            .Concat(operation.Statements.SelectMany(Names)))
        {
            yield return name;
        }
    }

    private static IEnumerable<string> Names(SqlStatement statement) =>
        new[] { statement.Name, statement.NewName, statement.Schema, statement.Table }.OfType<string>().Concat(statement.Columns);

    /// <summary>The names that a note speaks of.</summary>
    private static class SpokenNames
    {
        private const string Identifier = @"[\p{L}_][\p{L}\p{N}_]*(?:\.[\p{L}_][\p{L}\p{N}_]*){0,2}";

        private static readonly Regex Pattern = new(
            @"(?<![\p{L}\p{N}])'(?<quoted>" + Identifier + @")'(?![\p{L}\p{N}])|`(?<quoted>" + Identifier + @")`"
                + @"|(?<![\p{L}\p{N}_./\\'`-])(?<bare>" + Identifier + @")(?!\.?[\p{L}\p{N}_/\\'`(-])",
            RegexOptions.CultureInvariant);

        // The words after which a place is named that need not be in the migration: where a copy of the values is.
        private static readonly HashSet<string> Places = new(StringComparer.OrdinalIgnoreCase)
        {
            "in", "into", "from", "to", "by", "via", "with", "using", "table", "backup", "dump", "file", "script", "export", "snapshot", "database", "server", "job", "like", "than",
        };

        public static IEnumerable<(string Text, bool IsQuoted)> Of(string note)
        {
            foreach (Match match in Pattern.Matches(note))
            {
                var quoted = match.Groups["quoted"];
                var name = quoted.Success ? quoted : match.Groups["bare"];
                if ((quoted.Success || name.Value.IndexOf('.') > 0) && !Places.Contains(WordBefore(note, name.Index - (quoted.Success ? 1 : 0))))
                {
                    yield return (name.Value, quoted.Success);
                }
            }
        }

        /// <summary>
        /// Whether one name is the other with a slip or two. Not where they follow another convention (user_name), have
        /// other numbers, or one is made from the other (User and Users): those are names of their own.
        /// </summary>
        public static bool IsSlip(string written, string meant)
        {
            var distance = EditDistance.Between(written, meant);
            return distance is 1 or 2
                && distance <= Math.Min(written.Length, meant.Length) / 4
                && Only(written, char.IsDigit) == Only(meant, char.IsDigit)
                && !string.Equals(Only(written, char.IsLetterOrDigit), Only(meant, char.IsLetterOrDigit), StringComparison.OrdinalIgnoreCase)
                && written.IndexOf(meant, StringComparison.OrdinalIgnoreCase) < 0
                && meant.IndexOf(written, StringComparison.OrdinalIgnoreCase) < 0;
        }

        private static string Only(string text, Func<char, bool> which) => new(text.Where(which).ToArray());

        private static string WordBefore(string text, int end)
        {
            while (end > 0 && !char.IsLetter(text[end - 1]))
            {
                end--;
            }

            var start = end;
            while (start > 0 && char.IsLetter(text[start - 1]))
            {
                start--;
            }

            return text.Substring(start, end - start);
        }
    }
}
