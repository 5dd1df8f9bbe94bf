using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.CodeFixes.Migrations;

/// <summary>Chains the annotation that builds an index without blocking writes, as the scaffolder lays it out.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BuildIndexOnlineFix))]
public sealed class BuildIndexOnlineFix : MigrationFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.IndexBuiltOffline);

    private protected override string? Title(MigrationUnderFix migration, Diagnostic diagnostic) =>
        Change(migration, diagnostic) is null ? null : "Build the index without blocking writes";

    private protected override IEnumerable<TextChange> Changes(MigrationUnderFix migration, ImmutableArray<Diagnostic> diagnostics) =>
        diagnostics.Select(diagnostic => Change(migration, diagnostic)).Where(static change => change is not null).Select(static change => change!.Value);

    private static TextChange? Change(MigrationUnderFix migration, Diagnostic diagnostic)
    {
        if (FixData.OnlineAnnotation.Read(diagnostic) is not { } annotation
            || migration.OperationAt(diagnostic, migration.Migration.Up) is not { Syntax: InvocationExpressionSyntax call } operation
            || operation.Site != operation.Syntax)
        {
            return null;
        }

        // Below the annotations that are there.
        ExpressionSyntax last = call;
        while (last.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax outer })
        {
            last = outer;
        }

        var indent = migration.Layout.IndentAt(call.SpanStart) + migration.Layout.Unit;
        return new TextChange(new TextSpan(last.Span.End, 0), $"{migration.Layout.NewLine}{indent}.Annotation(\"{annotation}\", true)");
    }
}
