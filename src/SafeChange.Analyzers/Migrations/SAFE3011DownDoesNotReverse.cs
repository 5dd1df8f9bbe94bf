using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>An operation of Up that Down does not undo, told from the symbolic schema after both have run.</summary>
internal sealed class SAFE3011DownDoesNotReverse : MigrationRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.DownDoesNotReverse,
        "DownDoesNotReverse",
        "An operation of Up is not undone by Down",
        "Down does not undo {0} '{1}': {2}. Add {3} to Down.",
        RuleCategories.Migrations,
        Confidence.Certain,
        "After a revert the database is neither the old one nor the new one, and the next update meets what is left over.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override bool DemandsDown => true;

    public override void Judge(MigrationCase migration)
    {
        if (migration.Down is { Origin: MethodOrigin.Framework } or { Refusal: not null } || SAFE3002EmptyDownAfterSchemaChange.Reports(migration)
            || SAFE3003EmptyDownAfterDataChange.IsDataOnly(migration))
        {
            return;
        }

        foreach (var finding in migration.Findings)
        {
            var operation = finding.Operation;
            if (finding.Kind == FindingKind.NotUndone
                && !SAFE3014DownOrderBreaks.Explains(migration, operation)
                && !SAFE3015ProviderBranchNotReversed.Owns(migration, finding)
                && !RawSqlEvidence.MayUndo(operation, migration.Up.Operations, migration.Down.Operations)
                && !IsExcused(migration, operation))
            {
                migration.Report(
                    Rule, operation.Location, ImmutableDictionary<string, string?>.Empty, ImmutableArray.Create(migration.DownLocation),
                    operation.Call, operation.DisplayName, Risk(operation), Undo(operation));
            }
        }
    }

    private static bool IsExcused(MigrationCase migration, SchemaOperation operation)
    {
        var canBeUndone = migration.CanBeUndone(operation);
        return migration.IsExcused(migration.Notes.OnOperation(operation), canBeUndone)
            || (!migration.IsDemanded(canBeUndone) && migration.Notes.DownSpeaksOf(operation));
    }

    internal static string Risk(SchemaOperation operation) => operation.Action switch
    {
        SchemaAction.Create => "a revert leaves it behind and the next update fails on it",
        SchemaAction.Drop => "a revert does not bring it back and the previous version of the application misses it",
        SchemaAction.Rename => "a revert keeps the new name and the previous version of the application looks for the old one",
        SchemaAction.Alter => "a revert keeps the new definition",
        SchemaAction.InsertRows => "a revert leaves the rows behind and the next update inserts them again",
        SchemaAction.DeleteRows => "a revert does not bring the rows back",
        _ => "a revert keeps the new values",
    };

    internal static string Undo(SchemaOperation operation) => operation.Action switch
    {
        SchemaAction.Create => operation.Kind switch
        {
            SchemaObjectKind.Table => "DropTable",
            SchemaObjectKind.Column => "DropColumn",
            SchemaObjectKind.Index => "DropIndex",
            SchemaObjectKind.PrimaryKey => "DropPrimaryKey",
            SchemaObjectKind.ForeignKey => "DropForeignKey",
            SchemaObjectKind.UniqueConstraint => "DropUniqueConstraint",
            SchemaObjectKind.CheckConstraint => "DropCheckConstraint",
            _ => "DropSequence",
        },
        SchemaAction.Drop => operation.Kind switch
        {
            SchemaObjectKind.Table => "CreateTable",
            SchemaObjectKind.Column => "AddColumn",
            SchemaObjectKind.Index => "CreateIndex",
            SchemaObjectKind.PrimaryKey => "AddPrimaryKey",
            SchemaObjectKind.ForeignKey => "AddForeignKey",
            SchemaObjectKind.UniqueConstraint => "AddUniqueConstraint",
            SchemaObjectKind.CheckConstraint => "AddCheckConstraint",
            SchemaObjectKind.Schema => "EnsureSchema",
            _ => "CreateSequence",
        },
        SchemaAction.InsertRows => "DeleteData",
        SchemaAction.DeleteRows => "InsertData",
        SchemaAction.UpdateRows => "UpdateData with the earlier values",
        SchemaAction.Rename => operation.Call + " back to '" + operation.Name + "'",
        _ => operation.Call + " with the earlier definition",
    };
}
