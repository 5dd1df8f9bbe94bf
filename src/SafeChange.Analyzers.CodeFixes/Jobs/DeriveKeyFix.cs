using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.CodeFixes.Jobs;

/// <summary>
/// Gives a call a key that comes from the message: where it has none, or in the place of one that is made up. Which ID of
/// several tells one piece of work from another is for a person to choose.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DeriveKeyFix))]
[LimitedFixAll(ChangesBehaviour)]
public sealed class DeriveKeyFix : JobFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.PaymentWithoutKey, RuleIds.UnstableKey);

    private protected override string GroupTitle => "Derive the key from the message";

    private protected override IEnumerable<Proposal> Propose(JobUnderFix job)
    {
        // With a key of the row each run of a schedule would be the same, also the next one that is meant.
        if (FixData.Recurring.Read(job.Diagnostic) is not null)
        {
            return [];
        }

        return job.Diagnostic.Id == RuleIds.UnstableKey ? Replace(job) : Add(job.Others.FirstOrDefault() ?? job.At);
    }

    private static IEnumerable<Proposal> Replace(JobUnderFix job)
    {
        // The last place is the value; before it, where the call stands elsewhere, that one.
        if (job.Others.LastOrDefault() is not { } place || (job.Others.Length == 1 ? job.At : job.Others[0]).Call is not { } call || Value(place) is not { } value
            || place.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol method)
        {
            yield break;
        }

        var type = place.Model.GetTypeInfo(value) is var info ? info.ConvertedType ?? info.Type : null;
        var isGuid = type is { Name: "Guid" } or INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [{ Name: "Guid" }] };
        if (!isGuid && type?.SpecialType is not (SpecialType.System_String or SpecialType.System_Object))
        {
            yield break;
        }

        var word = KeyMaterial.WordFor(call, method, place);
        foreach (var material in KeyMaterial.At(place.At(value), call).Where(material => !isGuid || material.IsGuid))
        {
            yield return new(
                Title(material),
                place.Document,
                ImmutableArray.Create(new TextChange(value.Span, isGuid ? material.Code : $"$\"{{{material.Code}}}-{word}\"")));
        }
    }

    // What is to be replaced: the value itself, or what a local is given that is there for the key alone.
    private static ExpressionSyntax? Value(CodePlace place)
    {
        var value = place.Node as ExpressionSyntax ?? (place.Node as ArgumentSyntax)?.Expression;
        if (value is IdentifierNameSyntax name
            && place.Model.GetSymbolInfo(name).Symbol is ILocalSymbol local
            && local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } initial } declarator
            && CodePlace.FunctionOf(name) is { } function
            && function.DescendantNodes().OfType<IdentifierNameSyntax>().Count(each => each.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(place.Model.GetSymbolInfo(each).Symbol, local)) == 1
            && declarator.Span.End < name.SpanStart)
        {
            return initial;
        }

        return value;
    }

    private static IEnumerable<Proposal> Add(CodePlace place)
    {
        if (place.Call is not { } call || place.Model.GetOperation(call) is not IInvocationOperation invocation)
        {
            yield break;
        }

        var word = KeyMaterial.WordFor(call, invocation.TargetMethod, place);
        foreach (var material in KeyMaterial.At(place, call))
        {
            if (Added(call, invocation, $"$\"{{{material.Code}}}-{word}\"", material, place) is { } change)
            {
                yield return new(Title(material), place.Document, ImmutableArray.Create(change));
            }
        }
    }

    private static TextChange? Added(InvocationExpressionSyntax call, IInvocationOperation invocation, string key, KeyMaterial material, CodePlace place)
    {
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter is not { } parameter)
            {
                continue;
            }

            var isGuid = parameter.Type is { Name: "Guid" } or INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [{ Name: "Guid" }] };
            var isKey = IsKeyName(parameter.Name) && (parameter.Type.SpecialType == SpecialType.System_String || (isGuid && material.IsGuid));
            var given = argument.ArgumentKind == ArgumentKind.DefaultValue ? null : (argument.Syntax as ArgumentSyntax)?.Expression;
            if (given is null && argument.ArgumentKind != ArgumentKind.DefaultValue)
            {
                continue;
            }

            if (!isKey && !HasKey(parameter.Type))
            {
                continue;
            }

            var name = parameter.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated).ToMinimalDisplayString(place.Model, call.SpanStart);
            var value = isKey && isGuid ? material.Code : isKey ? key : $"new {name} {{ IdempotencyKey = {key} }}";
            switch (given)
            {
                case null:
                    // By position where everything before it is given so.
                    var isNext = parameter.Ordinal == call.ArgumentList.Arguments.Count
                        && call.ArgumentList.Arguments.All(static each => each.NameColon is null);
                    var separator = call.ArgumentList.Arguments.Count == 0 ? "" : Separator(call, place);
                    var end = call.ArgumentList.Arguments.LastOrDefault()?.Span.End ?? call.ArgumentList.OpenParenToken.Span.End;
                    return new(new(end, 0), separator + (isNext ? "" : parameter.Name + ": ") + value);
                case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression }:
                    return new(given.Span, value);
                case ObjectCreationExpressionSyntax { Initializer: null, ArgumentList: not null } plain:
                    return new(new(plain.Span.End, 0), $" {{ IdempotencyKey = {key} }}");
                case BaseObjectCreationExpressionSyntax { Initializer: { RawKind: (int)SyntaxKind.ObjectInitializerExpression, Expressions: [.., var last] } }:
                    return new(new(last.Span.End, 0), $", IdempotencyKey = {key}");
            }
        }

        return null;
    }

    // Arguments on lines of their own stay so.
    private static string Separator(InvocationExpressionSyntax call, CodePlace place)
    {
        var last = call.ArgumentList.Arguments.Last();
        return place.Layout.IsFirstOnLine(last.SpanStart) ? "," + place.Layout.NewLine + place.Layout.IndentAt(last.SpanStart) : ", ";
    }

    private static bool IsKeyName(string name) => string.Equals(name, "idempotencyKey", System.StringComparison.OrdinalIgnoreCase);

    private static bool HasKey(ITypeSymbol type)
    {
        for (var current = type; current is { TypeKind: TypeKind.Class, IsAbstract: false }; current = current.BaseType)
        {
            if (current.GetMembers("IdempotencyKey").Any(static member => member is IPropertySymbol { SetMethod: not null, Type.SpecialType: SpecialType.System_String }))
            {
                return true;
            }
        }

        return false;
    }

    private static string Title(KeyMaterial material) => $"Derive the key from '{material.Code}'";
}
