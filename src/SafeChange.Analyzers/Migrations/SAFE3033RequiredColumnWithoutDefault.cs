using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>A required column without a default, added to a table that was there before.</summary>
internal sealed class SAFE3033RequiredColumnWithoutDefault : MigrationRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.RequiredColumnWithoutDefault,
        "RequiredColumnWithoutDefault",
        "A required column is added without a default",
        "'{0}' is required and has no default: the previous version of the application can insert no rows into '{1}' while both run, and where the table has rows the migration may fail. Give it a default, or make it nullable.",
        RuleCategories.Migrations,
        Confidence.Likely,
        "During a deployment and after the application is taken back, the old code writes to the new table, and does not know the column.");

    // "timestamp" is a row version on SQL Server and a point in time on PostgreSQL, written with what follows.
    private static readonly string[] SelfFilling = ["rowversion", "serial", "identity", "generated", "default", "auto_increment"];

    public override DiagnosticDescriptor Descriptor => Rule;

    public override void Judge(MigrationCase migration)
    {
        // What cannot be read may have made the table just before, or may give the default just after.
        if (migration.Up.IsOpaque || !migration.Up.Operations.Any(IsRequired))
        {
            return;
        }

        var state = migration.AfterUp;
        var providers = Symmetry.Providers(migration.Up.Operations);
        foreach (var operation in migration.Up.Operations.Where(IsRequired))
        {
            if (state.Targets.TryGetValue(operation, out var column)
                && column.IsThere
                && column.Owner is { Kind: SchemaObjectKind.Table, ExistedAtStart: true, IsThere: true }
                && !column.Alterations.Any(static alteration => Relaxes(alteration.Operation))
                && providers.Any(provider => operation.Condition.Holds(provider) == true)
                && !MayBeDefaultedBySql(operation, migration.Up))
            {
                migration.Report(Rule, operation.Location, operation.DisplayName, operation.Table!.Value.ToString());
            }
        }
    }

    // EF Core scaffolds a default with "nullable: false": where there is none, somebody took it away, or wrote the call.
    private static bool IsRequired(SchemaOperation operation) =>
        operation is { Kind: SchemaObjectKind.Column, Action: SchemaAction.Create, Table: not null }
        && operation.Argument("nullable")?.Constant is false
        && operation.Argument("defaultValue") is null
        && operation.Argument("defaultValueSql") is null
        && operation.Argument("computedColumnSql") is null
        && (!operation.Arguments.TryGetValue("rowVersion", out var rowVersion) || rowVersion.Constant is false)
        && !IsArray(operation)
        && !FillsItself(operation);

    // EF Core itself scaffolds a required array of PostgreSQL without a default: nobody took one away.
    private static bool IsArray(SchemaOperation operation) =>
        operation.Argument("type")?.Text?.TrimEnd().EndsWith("[]", StringComparison.Ordinal) == true;

    // The server gives the value: identity, serial, row versions, the period of a temporal table.
    private static bool FillsItself(SchemaOperation operation) =>
        operation.Annotations.Any(static annotation =>
            annotation.Name.Contains("Identity")
            || annotation.Name.Contains("ValueGenerat")
            || annotation.Name.Contains("Autoincrement")
            || annotation.Name.Contains("TemporalIsPeriod"))
        || (operation.Argument("type") is { } type
            && (type.Text?.ToLowerInvariant() is not { } name || name == "timestamp" || SelfFilling.Any(name.Contains)));

    private static bool Relaxes(SchemaOperation alteration) =>
        alteration.Argument("nullable") is not { Constant: false }
        || alteration.Argument("defaultValue") is not null
        || alteration.Argument("defaultValueSql") is not null
        || alteration.Argument("computedColumnSql") is not null;

    private static bool MayBeDefaultedBySql(SchemaOperation operation, MigrationMethod up) =>
        TableOrigin.MayBeMadeBySql(operation.Table!.Value, up)
        || up.Operations.Any(statement => statement.Sql is { } sql
            && SqlText.Mentions(sql, operation.Name.ToString())
            && (SqlText.Mentions(sql, "DEFAULT") || SqlText.Mentions(sql, "NULL") || SqlText.Mentions(sql, "TRIGGER")));
}
