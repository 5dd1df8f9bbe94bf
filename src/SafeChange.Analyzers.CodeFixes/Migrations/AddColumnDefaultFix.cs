using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.CodeFixes.Migrations;

/// <summary>Gives a required column the default that EF Core scaffolds for its type.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(AddColumnDefaultFix))]
public sealed class AddColumnDefaultFix : MigrationFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.RequiredColumnWithoutDefault);

    private protected override string? Title(MigrationUnderFix migration, Diagnostic diagnostic) =>
        Change(migration, diagnostic) is not null && ColumnArguments.At(migration, diagnostic) is var (_, operation)
            ? $"Give '{operation.DisplayName}' the default {ClrDefault.Of(operation.ClrType)}"
            : null;

    private protected override IEnumerable<TextChange> Changes(MigrationUnderFix migration, ImmutableArray<Diagnostic> diagnostics) =>
        diagnostics.Select(diagnostic => Change(migration, diagnostic))
            .Where(static change => change is not null)
            .SelectMany(change => migration.WithImports(change!.Value));

    private static TextChange? Change(MigrationUnderFix migration, Diagnostic diagnostic) =>
        ColumnArguments.At(migration, diagnostic) is var (call, operation) && ClrDefault.Of(operation.ClrType) is { } value
            ? ColumnArguments.Set(migration, call, "defaultValue", value)
            : null;
}
