using System;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Security.Catalog;
using SafeChange.Analyzers.Security.Values;

namespace SafeChange.Analyzers.Security.Recognition;

/// <summary>
/// Finds where a response's header is written by name: through an indexer, <c>Append</c> and the like, or a helper that
/// takes the name and the value.
/// </summary>
internal sealed class HeaderWrites(SettingCatalog catalog, SemanticModel model, ValueReader values, CancellationToken cancellationToken)
{
    private static readonly ImmutableHashSet<string> Writers = ImmutableHashSet.Create(
        StringComparer.Ordinal, "Append", "Add", "TryAdd", "Set", "AppendCommaSeparatedValues", "SetCommaSeparatedValues", "AddHeader", "AppendHeader", "SetHeader");

    // What only asks, compares or writes elsewhere.
    private static readonly ImmutableArray<string> NotWriters = ImmutableArray.Create(
        "TryGet", "Contains", "Get", "Remove", "Is", "Has", "Equal", "StartsWith", "EndsWith", "IndexOf", "Compare", "Assert", "Should", "Log", "Parse", "Format", "Replace", "Expose", "WithExposed", "WithHeaders",
        "Find", "Expect", "Match", "Read", "Require", "Verify", "Validate", "Check", "Search", "Query");

    /// <summary>Whether a method of that name writes headers, so that it is worth looking at what it is given.</summary>
    public static bool IsWriter(string name) => Writers.Contains(name);

    /// <summary><c>headers[…] = …</c> with a name that is no literal: those are found by the literal.</summary>
    public SettingUse? OfIndexer(ElementAccessExpressionSyntax access) =>
        access is { ArgumentList.Arguments: [{ Expression: not LiteralExpressionSyntax } argument], Parent: AssignmentExpressionSyntax assignment }
            && assignment.Left == access
            && MentionsHeaders(access.Expression)
            && NameOf(argument.Expression) is { } setting
            ? OfIndexer(setting, assignment, argument.Expression)
            : null;

    /// <summary><c>headers.Append(…, …)</c> with a name that is no literal.</summary>
    public SettingUse? OfCall(SimpleNameSyntax name) =>
        name.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: not LiteralExpressionSyntax } argument, ..] } invocation } access
            && access.Name == name
            && MentionsHeaders(access.Expression)
            && NameOf(argument.Expression) is { } setting
            ? OfCall(setting, invocation, argument)
            : null;

    /// <summary>A literal that is called like a header, where it is written.</summary>
    public SettingUse? OfLiteral(LiteralExpressionSyntax literal, string text) =>
        text.Length is < 2 or > 64 || catalog.Header(text) is not { } setting
            ? null
            : literal.Parent switch
            {
                ArgumentSyntax { Parent: BracketedArgumentListSyntax { Parent: ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } access } } when assignment.Left == access =>
                    OfIndexer(setting, assignment, literal),
                ArgumentSyntax { Parent: BracketedArgumentListSyntax { Parent: ImplicitElementAccessSyntax { Parent: AssignmentExpressionSyntax assignment } } } =>
                    OfIndexer(setting, assignment, literal),
                ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax invocation } } argument => OfCall(setting, invocation, argument),
                _ => null,
            };

    /// <summary>
    /// Whether a collection of headers belongs to a response. Where that cannot be told, a dictionary of headers does: it is
    /// what middleware and filters get.
    /// </summary>
    public bool IsOfResponse(IOperation dictionary)
    {
        foreach (var atom in values.Read(dictionary))
        {
            switch (atom.Operation)
            {
                case IPropertyReferenceOperation { Property: { Name: "Headers" or "Trailers", ContainingType: { } owner } }:
                    if (!owner.Name.Contains("Response"))
                    {
                        return false;
                    }

                    break;
                case { Type: { } type } when !WebTypes.IsHeaderDictionary(type):
                    return false;
            }
        }

        return true;
    }

    private SettingUse? OfIndexer(SecuritySetting setting, AssignmentExpressionSyntax syntax, ExpressionSyntax name) =>
        model.GetOperation(syntax, cancellationToken) is IAssignmentOperation { Target: IPropertyReferenceOperation { Instance: { } dictionary } } assignment && IsOfResponse(dictionary)
            ? new(setting, syntax, name, ImmutableArray.Create(new GivenValue(null, assignment.Value, true)), dictionary)
            : null;

    private SettingUse? OfCall(SecuritySetting setting, InvocationExpressionSyntax syntax, ArgumentSyntax name)
    {
        if (model.GetOperation(syntax, cancellationToken) is not IInvocationOperation call
            || IsReader(call.TargetMethod.Name)
            || call.Arguments.FirstOrDefault(argument => argument.Syntax == name) is not { Parameter: { } nameParameter })
        {
            return null;
        }

        var value = call.Arguments
            .Where(static argument => argument.ArgumentKind != ArgumentKind.DefaultValue)
            .FirstOrDefault(argument => argument.Parameter is { } parameter && parameter.Ordinal > nameParameter.Ordinal && IsText(argument.Value));
        var receiver = call.Instance ?? (call.TargetMethod.IsExtensionMethod && nameParameter.Ordinal > 0 ? call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Ordinal == 0)?.Value : null);
        if (value is null || !MayBeResponse(setting, receiver, call.TargetMethod))
        {
            return null;
        }

        return new(setting, syntax, name.Expression, ImmutableArray.Create(new GivenValue(null, value.Value, true)), receiver);
    }

    private bool MayBeResponse(SecuritySetting setting, IOperation? receiver, IMethodSymbol method)
    {
        // TryAdd is an extension of dictionaries in general: what is given to it is a dictionary of headers all the same.
        if (receiver is not null && ValueReader.Unwrap(receiver).Type is { } type)
        {
            if (WebTypes.IsHeaderDictionary(type) || type.Name is "WebHeaderCollection" or "NameValueCollection")
            {
                return type.Name is "WebHeaderCollection" or "NameValueCollection"
                    ? ValueReader.Unwrap(receiver) is IPropertyReferenceOperation { Property.ContainingType: { } owner } && owner.Name.Contains("Response")
                    : IsOfResponse(receiver);
            }

            // Headers of requests that are sent, and of policies that name headers.
            if (type.Name.Contains("Request") || type.Name.Contains("Client") || type.Name.EndsWith("HttpHeaders", StringComparison.Ordinal) || type.Name is "HttpResponseHeaders" or "HttpContentHeaders" or "CorsPolicyBuilder" || type.Name.Contains("Dictionary") || type.Name.Contains("Builder") || type.Name.Contains("Logger"))
            {
                return false;
            }
        }

        // .NET writes headers with the types above alone; Console, loggers and texts only mention them.
        if (method.ContainingNamespace?.ToDisplayString() is { } space && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal))
            && !method.ContainingType.Name.Contains("Response"))
        {
            return false;
        }

        // A helper of the project, or of a library: a name that is a header's and nothing else has a dash in it.
        return setting.Name.IndexOf('-') >= 0 && !method.ContainingType.Name.Contains("Request");
    }

    private SecuritySetting? NameOf(ExpressionSyntax expression)
    {
        if (model.GetConstantValue(expression, cancellationToken) is { HasValue: true, Value: string text })
        {
            return catalog.Header(text);
        }

        // HeaderNames.XFrameOptions is a static field, since headers compare without regard to case.
        return model.GetSymbolInfo(expression, cancellationToken).Symbol is IFieldSymbol { IsStatic: true, ContainingType: { } owner } field
            && WebTypes.IsHeaderNames(owner)
            && catalog.HeaderOfMember(field.Name) is { } header
                ? catalog.Header(header)
                : null;
    }

    private static bool IsReader(string name) => NotWriters.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    private static bool IsText(IOperation value) =>
        ValueReader.Unwrap(value).Type is var type
        && (type is { SpecialType: SpecialType.System_String } or IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String } || WebTypes.IsStringValues(type));

    private static bool MentionsHeaders(ExpressionSyntax expression)
    {
        var name = expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
            _ => "",
        };
        return name.IndexOf("header", StringComparison.OrdinalIgnoreCase) >= 0;
    }
}
