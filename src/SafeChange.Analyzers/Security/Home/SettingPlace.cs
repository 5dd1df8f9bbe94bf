using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Security.Catalog;
using SafeChange.Analyzers.Security.Recognition;
using SafeChange.Analyzers.Security.Values;

namespace SafeChange.Analyzers.Security.Home;

/// <summary>Where in the code a setting is used.</summary>
/// <param name="Type">The innermost type around it.</param>
/// <param name="Name">How a message calls it: <c>OrdersController.Post</c>.</param>
internal sealed record SettingPlace(INamedTypeSymbol Type, string Name)
{
    /// <summary>The types whose names say that they hold options: what such a parameter is given is a helper's job.</summary>
    private static readonly ImmutableArray<string> OptionSuffixes = ImmutableArray.Create(
        "Options", "Builder", "Settings", "Policy", "Parameters", "Config", "Configuration", "Limits", "Collection");

    // "Seed": of eight secrets in what seeds a database, in public applications, six were those of accounts for trying things out.
    private static readonly ImmutableArray<string> SampleWords = ImmutableArray.Create("Sample", "Samples", "Demo", "Seed", "Seeder", "Seeding");
    private static readonly ImmutableArray<string> TestWords = ImmutableArray.Create("Test", "Sample", "Demo");

    /// <summary>
    /// Whether a secret is one of the accounts and data that a type makes up, which its name says, or is called a test itself.
    /// </summary>
    public bool IsMadeUp(string secret)
    {
        for (var type = Type; type is not null; type = type.ContainingType)
        {
            if (HomeWords.HasAny(type.Name, SampleWords))
            {
                return true;
            }
        }

        return HomeWords.HasAny(secret, TestWords);
    }

    public static SettingPlace? Of(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        // An attribute stands on what it is about, not in it.
        var inside = node.FirstAncestorOrSelf<AttributeListSyntax>()?.Parent ?? node;
        var member = inside.AncestorsAndSelf().FirstOrDefault(static each => each is MemberDeclarationSyntax and not (BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax or GlobalStatementSyntax) or AccessorDeclarationSyntax);
        if (inside.AncestorsAndSelf().OfType<BaseTypeDeclarationSyntax>().FirstOrDefault() is { } declaration)
        {
            return model.GetDeclaredSymbol(declaration, cancellationToken) is { } type ? new(type, NameOf(type, member)) : null;
        }

        // Top-level statements.
        return model.GetEnclosingSymbol(inside.SpanStart, cancellationToken)?.ContainingType is { } program ? new(program, program.Name) : null;
    }

    /// <summary>
    /// Whether the place is an attribute that is called after a header, as <c>XFrameOptionsAttribute</c> is: it exists to
    /// write that one, and what it stands on says so.
    /// </summary>
    public bool IsAttributeOf(string header)
    {
        for (var parent = Type.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (parent is { Name: nameof(System.Attribute), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } })
            {
                return Type.Name.IndexOf(header.Replace("-", ""), System.StringComparison.OrdinalIgnoreCase) >= 0;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether the setting is one of an options object that a method is handed: a configuration helper, which is the home
    /// of what it sets, by itself or in a lambda that it gives to those options. The parameter of any other lambda is no
    /// such thing: the lambda stands in the place that is judged.
    /// </summary>
    public static bool IsOfParameter(SettingUse use, SettingCatalog catalog)
    {
        if (use.Setting.Scope is not (SettingScope.App or SettingScope.Instance))
        {
            return false;
        }

        for (var receiver = use.Receiver is null ? null : ValueReader.Unwrap(use.Receiver); receiver is not null;)
        {
            switch (receiver)
            {
                case IMemberReferenceOperation { Instance: { } instance }:
                    receiver = ValueReader.Unwrap(instance);
                    break;
                // policy.AllowAnyHeader().AllowAnyOrigin()
                case IInvocationOperation { Instance: { } fluent }:
                    receiver = ValueReader.Unwrap(fluent);
                    break;
                case IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction }, Type: { } type } }:
                    return IsOptions(type, catalog);
                // options.AddPolicy("…", policy => policy.AllowAnyOrigin()): handed on by the options that the method is handed.
                case IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } function } } reference:
                    receiver = ConfiguredBy(reference, function);
                    break;
                default:
                    return false;
            }
        }

        return false;
    }

    // What the call is made on that a lambda is an argument of.
    private static IOperation? ConfiguredBy(IOperation inside, IMethodSymbol function)
    {
        for (var around = inside.Parent; around is not null; around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation lambda && SymbolEqualityComparer.Default.Equals(lambda.Symbol, function))
            {
                return lambda.Parent is IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation { Instance: { } instance } } }
                    ? ValueReader.Unwrap(instance)
                    : null;
            }
        }

        return null;
    }

    private static bool IsOptions(ITypeSymbol type, SettingCatalog catalog)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (catalog.IsContainer(current.Name) && OptionSuffixes.Any(suffix => current.Name.EndsWith(suffix, System.StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    private static string NameOf(INamedTypeSymbol type, SyntaxNode? member)
    {
        var name = member is AccessorDeclarationSyntax { Parent.Parent: { } property } ? NameOf(property) : member is null ? null : NameOf(member);
        return name is null ? type.Name : type.Name + "." + name;
    }

    private static string? NameOf(SyntaxNode member) => member switch
    {
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        BaseFieldDeclarationSyntax { Declaration.Variables: [{ } first, ..] } => first.Identifier.ValueText,
        EventDeclarationSyntax @event => @event.Identifier.ValueText,
        IndexerDeclarationSyntax => "this[]",
        DestructorDeclarationSyntax destructor => "~" + destructor.Identifier.ValueText,
        OperatorDeclarationSyntax @operator => "operator " + @operator.OperatorToken.ValueText,
        _ => null,
    };
}
