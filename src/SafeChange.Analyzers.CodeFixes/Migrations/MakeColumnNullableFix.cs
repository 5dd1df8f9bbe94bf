using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.CodeFixes.Migrations;

/// <summary>Makes an added column nullable: the first of the two steps that make it required later.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MakeColumnNullableFix))]
[LimitedFixAll("Which columns become required in a second step is a person's plan: dotnet format must not choose it over a default.")]
public sealed class MakeColumnNullableFix : MigrationFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.RequiredColumnWithoutDefault);

    private protected override bool FixesSolution => false;

    private protected override string? Title(MigrationUnderFix migration, Diagnostic diagnostic) =>
        ColumnArguments.At(migration, diagnostic) is var (_, operation) && Change(migration, diagnostic) is not null
            ? $"Make '{operation.DisplayName}' nullable"
            : null;

    private protected override IEnumerable<TextChange> Changes(MigrationUnderFix migration, ImmutableArray<Diagnostic> diagnostics) =>
        diagnostics.Select(diagnostic => Change(migration, diagnostic)).Where(static change => change is not null).Select(static change => change!.Value);

    // A positional "false" has no name to be found by; the call is then left to a person.
    private static TextChange? Change(MigrationUnderFix migration, Diagnostic diagnostic) =>
        ColumnArguments.At(migration, diagnostic) is var (call, _)
            && call.ArgumentList.Arguments.Any(static argument => argument.NameColon?.Name.Identifier.ValueText == "nullable")
            ? ColumnArguments.Set(migration, call, "nullable", "true")
            : null;
}
