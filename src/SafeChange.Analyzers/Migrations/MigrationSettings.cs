using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SafeChange.Analyzers.ChangeNotes;

namespace SafeChange.Analyzers.Migrations;

/// <summary>The options of the family as they are set for a rule and a file. Read when the rule asks: most ask for few.</summary>
internal sealed class MigrationSettings(AnalyzerOptions options, SyntaxTree tree, string ruleId)
{
    private TableLists? tables;
    private ImmutableArray<ChangeNoteField>? requiredNoteFields;

    public string StartAfter => MigrationOptions.StartAfter.Read(options, tree, ruleId);

    public MigrationScope Scope => MigrationOptions.Scope.Read(options, tree, ruleId);

    public DownPolicy Policy => MigrationOptions.DownPolicy.Read(options, tree, ruleId);

    public bool AcceptFreeText => MigrationOptions.AcceptFreeText.Read(options, tree, ruleId);

    public TableLists Tables => tables ??= TableLists.Read(options, tree, ruleId);

    public ImmutableArray<ChangeNoteField> RequiredNoteFields => requiredNoteFields ??=
        MigrationOptions.RequiredNoteFields.Read(options, tree, ruleId)
            .Select(Migrations.RequiredNoteFields.Field).OfType<ChangeNoteField>().Distinct().ToImmutableArray();
}
