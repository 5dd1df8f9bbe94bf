using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security.Catalog;
using SafeChange.Analyzers.Security.Texts;

namespace SafeChange.Analyzers.Security.Recognition;

/// <summary>
/// Finds texts that are security settings by themselves: keys and tokens that are known by their shape, secrets that are
/// known by what they are given to, and what connection strings say. Everything is judged from the text and from what is
/// written around it; only an argument that looks like a secret has its call bound, for the parameter's name.
/// </summary>
internal sealed class LiteralReader(SettingCatalog catalog, SemanticModel model, CancellationToken cancellationToken)
{
    // Shorter texts are no secret of any kind; a connection string is longer as well.
    private const int ShortestText = 6;

    private static readonly SecuritySetting Secret = SecuritySetting.Of(new CatalogEntry(
        CatalogSubjectKind.Text,
        "literal",
        symbol: null,
        ImmutableArray.Create(new KeyValuePair<string, string>("category", "secrets"), new("kind", "literal"), new("weakening", "present"), new("placement", "home")),
        isOptional: true,
        default));

    public IEnumerable<SettingUse> Read(SyntaxToken token)
    {
        switch (token.Kind())
        {
            case SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken or SyntaxKind.MultiLineRawStringLiteralToken
                or SyntaxKind.Utf8StringLiteralToken or SyntaxKind.Utf8SingleLineRawStringLiteralToken or SyntaxKind.Utf8MultiLineRawStringLiteralToken
                when token.Parent is LiteralExpressionSyntax literal && token.Span.Length > ShortestText:
                return Of(literal, token.ValueText);
            case SyntaxKind.InterpolatedStringStartToken or SyntaxKind.InterpolatedVerbatimStringStartToken
                or SyntaxKind.InterpolatedSingleLineRawStringStartToken or SyntaxKind.InterpolatedMultiLineRawStringStartToken
                when token.Parent is InterpolatedStringExpressionSyntax { Parent: not AttributeArgumentSyntax } interpolated && interpolated.Span.Length > ShortestText && !IsLookedAt(interpolated):
                return OfAddressOrConnection(interpolated, TextOf(interpolated));
            default:
                return [];
        }
    }

    private IEnumerable<SettingUse> Of(LiteralExpressionSyntax literal, string text)
    {
        if (SecretText.ShapeOf(text) is { } shape)
        {
            return [Text(Secret, literal, WithoutArticle(shape))];
        }

        if (IsLookedAt(literal))
        {
            return [];
        }

        // What an attribute says of connections is an example; a password that it is given is one.
        if (literal.Parent is AttributeArgumentSyntax attributeArgument)
        {
            return NameOf(attributeArgument, text) is { } given && SecretText.IsSecretFor(given, text) ? [Text(Secret, literal, given)] : [];
        }

        var parts = OfAddressOrConnection(literal, text).ToList();
        if (parts.Count > 0)
        {
            return parts;
        }

        return NameOf(literal, text) is { } name && SecretText.IsSecretFor(name, text) ? [Text(Secret, literal, name)] : [];
    }

    private IEnumerable<SettingUse> OfAddressOrConnection(ExpressionSyntax expression, string text) =>
        SecretText.OfAddress(text) is { } parameter ? [Text(Secret, expression, parameter)] : OfConnection(expression, text);

    private IEnumerable<SettingUse> OfConnection(ExpressionSyntax expression, string text)
    {
        if (text.IndexOf('=') < 0 && text.IndexOf("://", StringComparison.Ordinal) < 0)
        {
            yield break;
        }

        // What is added to a text belongs to the value at its end, or at its start.
        if (expression.Parent is BinaryExpressionSyntax sum && sum.IsKind(SyntaxKind.AddExpression))
        {
            text = sum.Left == expression || sum.Parent is BinaryExpressionSyntax ? text + ConnectionText.Hole : text;
        }

        var parts = ConnectionText.Read(text);
        var isHere = parts.Any(static part => IsHost(part) && IsThisMachine(part.Value));
        var reported = new HashSet<SettingCategory>();
        foreach (var part in parts)
        {
            if (catalog.Keyword(part.Keyword) is { } setting
                && IsWeak(setting, part.Value)
                // What goes to this machine crosses no network.
                && !(isHere && setting.Category == SettingCategory.Transport)
                && reported.Add(setting.Category))
            {
                yield return Text(setting, expression, part.Keyword) with { IsConditional = isHere };
            }
        }
    }

    private static bool IsWeak(SecuritySetting setting, string value) =>
        value.Length > 0
        && value.IndexOf(ConnectionText.Hole) < 0
        && setting.Weakening.Tests.Any(test => test.Kind switch
        {
            WeakeningKind.Present => true,
            WeakeningKind.Literal => !SecretText.IsPlaceholder(value),
            WeakeningKind.Equal => test.Words.Any(word => string.Equals(word, value.Trim(), StringComparison.OrdinalIgnoreCase)),
            WeakeningKind.Contains => test.Words.Any(word => value.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0),
            WeakeningKind.True => bool.TryParse(value, out var flag) && flag,
            WeakeningKind.False => bool.TryParse(value, out var flag) && !flag,
            _ => false,
        });

    private static SettingUse Text(SecuritySetting setting, ExpressionSyntax expression, string name) =>
        new(setting, expression, expression, ImmutableArray<GivenValue>.Empty, null) { IsText = true, DisplayName = name };

    private static string WithoutArticle(string noun) => noun.StartsWith("an ", StringComparison.Ordinal) ? noun.Substring(3)
        : noun.StartsWith("a ", StringComparison.Ordinal) ? noun.Substring(2)
        : noun;

    private static bool IsHost(ConnectionPart part) =>
        ConnectionText.Normal(part.Keyword) is "host" or "server" or "datasource" or "address" or "addr" or "networkaddress" or "endpoint";

    private static bool IsThisMachine(string value)
    {
        var host = value.Trim().Split(',', ':', '\\')[0].Trim();
        return host is "." or "(local)" or "(localdb)" or "127.0.0.1" or "[" or "host.docker.internal" || string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase);
    }

    // Compared, matched, named: nothing is set by such a text.
    private static bool IsLookedAt(ExpressionSyntax expression) => expression.Parent switch
    {
        BinaryExpressionSyntax binary => !binary.IsKind(SyntaxKind.AddExpression) && !binary.IsKind(SyntaxKind.CoalesceExpression),
        ConstantPatternSyntax or CaseSwitchLabelSyntax or InterpolationSyntax => true,
        _ => false,
    };

    private static string TextOf(InterpolatedStringExpressionSyntax interpolated)
    {
        var text = new StringBuilder();
        foreach (var content in interpolated.Contents)
        {
            text.Append(content is InterpolatedStringTextSyntax written ? written.TextToken.ValueText : ConnectionText.Hole.ToString());
        }

        return text.ToString();
    }

    /// <summary>What a text is given to: a variable, property, parameter, or a key that stands beside it.</summary>
    private string? NameOf(ExpressionSyntax literal, string text)
    {
        ExpressionSyntax value = literal;
        while (AroundValue(value) is { } around)
        {
            value = around;
        }

        switch (value.Parent)
        {
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }:
                return variable.Identifier.ValueText;
            case EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property }:
                return property.Identifier.ValueText;
            case EqualsValueClauseSyntax { Parent: ParameterSyntax parameter }:
                return parameter.Identifier.ValueText;
            case ArrowExpressionClauseSyntax or ReturnStatementSyntax:
                return AnsweredBy(value);
            case AnonymousObjectMemberDeclaratorSyntax { NameEquals: { } equals }:
                return equals.Name.Identifier.ValueText;
            case AssignmentExpressionSyntax assignment when assignment.Right == value:
                return assignment.Left switch
                {
                    IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
                    MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
                    MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
                    ElementAccessExpressionSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax key }] } => LastPart(key.Token.ValueText),
                    ImplicitElementAccessSyntax { ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax key }] } => LastPart(key.Token.ValueText),
                    _ => null,
                };
            case InitializerExpressionSyntax { Expressions: [LiteralExpressionSyntax key, { } second] } when second == value:
                return LastPart(key.Token.ValueText);
            case ArgumentSyntax argument:
                return NameOf(argument, text);
            default:
                return null;
        }
    }

    // What has the same value, or the same bytes: (…), x ?? …, c ? … : …, an arm, Encoding.UTF8.GetBytes(…), "…"u8.ToArray().
    private static ExpressionSyntax? AroundValue(ExpressionSyntax value) => value.Parent switch
    {
        ParenthesizedExpressionSyntax or CastExpressionSyntax or PostfixUnaryExpressionSyntax => (ExpressionSyntax)value.Parent,
        BinaryExpressionSyntax coalesce when coalesce.IsKind(SyntaxKind.CoalesceExpression) => coalesce,
        ConditionalExpressionSyntax choice when choice.Condition != value => choice,
        SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax arms } arm when arm.Expression == value => arms,
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToArray" or "ToCharArray", Parent: InvocationExpressionSyntax conversion } => conversion,
        ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetBytes" or "FromBase64String" or "FromHexString" } } bytes } } => bytes,
        _ => null,
    };

    // string ApiKey => "…"; string GetApiKey() { return "…"; }
    private static string? AnsweredBy(ExpressionSyntax value)
    {
        foreach (var around in value.Ancestors())
        {
            switch (around)
            {
                case PropertyDeclarationSyntax property:
                    return property.Identifier.ValueText;
                case MethodDeclarationSyntax method:
                    return WithoutGet(method.Identifier.ValueText);
                case LocalFunctionStatementSyntax function:
                    return WithoutGet(function.Identifier.ValueText);
                case AnonymousFunctionExpressionSyntax or MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }

    private static string WithoutGet(string name) => name.StartsWith("Get", StringComparison.Ordinal) ? name.Substring(3) : name;

    private string? NameOf(AttributeArgumentSyntax argument, string text)
    {
        if ((argument.NameEquals?.Name ?? argument.NameColon?.Name) is { } name)
        {
            return name.Identifier.ValueText;
        }

        return SecretText.IsSecretFor("password", text)
            && argument.Parent is AttributeArgumentListSyntax { Parent: AttributeSyntax attribute } list
            && model.GetSymbolInfo(attribute, cancellationToken).Symbol is IMethodSymbol constructor
            && list.Arguments.IndexOf(argument) is var index
            && index < constructor.Parameters.Length
            ? constructor.Parameters[index].Name
            : null;
    }

    private string? NameOf(ArgumentSyntax argument, string text)
    {
        if (argument.NameColon is { } named)
        {
            return named.Name.Identifier.ValueText;
        }

        // Only what could be a password at all is worth binding the call for.
        if (!SecretText.IsSecretFor("password", text) || argument.Parent is not ArgumentListSyntax { Parent: ExpressionSyntax call })
        {
            return null;
        }

        var arguments = model.GetOperation(call, cancellationToken) switch
        {
            IInvocationOperation invocation => invocation.Arguments,
            IObjectCreationOperation creation => creation.Arguments,
            _ => ImmutableArray<IArgumentOperation>.Empty,
        };
        var given = arguments.FirstOrDefault(each => each.Syntax == argument)?.Parameter;

        // headers.Add("X-Api-Key", "…"), new KeyValuePair<string, string>("client_secret", "…")
        return given is { Name: "value" or "values", Ordinal: > 0 }
            && arguments.FirstOrDefault(each => each.Parameter?.Ordinal == given.Ordinal - 1) is
            { Parameter.Name: "key" or "name" or "header" or "headerName" or "variable", Value.ConstantValue: { HasValue: true, Value: string key } }
            ? LastPart(key)
            : given?.Name;
    }

    private static string LastPart(string key) => key.Substring(key.LastIndexOfAny([':', '.', '/']) + 1).Replace("__", "_");
}
