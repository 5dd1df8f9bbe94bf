using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Security.Catalog;
using SafeChange.Analyzers.Security.Values;

namespace SafeChange.Analyzers.Security.Recognition;

/// <summary>
/// Finds the settings that a file uses. Tokens are looked up by name first; only around a name that the catalogue has
/// is anything bound, so that a file without settings costs a walk over its tokens.
/// </summary>
internal sealed class SettingReader(SettingCatalog catalog, SemanticModel model, ValueReader values, CancellationToken cancellationToken)
{
    private readonly HeaderWrites headers = new(catalog, model, values, cancellationToken);
    private readonly LiteralReader literals = new(catalog, model, cancellationToken);
    private readonly HashSet<SyntaxNode> secrets = [];

    public IEnumerable<SettingUse> Read(SyntaxNode root)
    {
        foreach (var token in root.DescendantTokens())
        {
            if (Of(token) is { } use)
            {
                cancellationToken.ThrowIfCancellationRequested();
                NoteSecrets(use);
                yield return use;
            }

            foreach (var text in literals.Read(token))
            {
                // Given to a setting that is about secrets: reported there.
                if (!secrets.Contains(text.Node))
                {
                    yield return text;
                }
            }
        }
    }

    private void NoteSecrets(SettingUse use)
    {
        if (use.Setting.Category == SettingCategory.Secrets)
        {
            foreach (var value in use.Values)
            {
                secrets.UnionWith(value.Operation.Syntax.DescendantNodesAndSelf().Where(static node => node is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax));
            }
        }
    }

    private SettingUse? Of(SyntaxToken token)
    {
        switch (token.Kind())
        {
            case SyntaxKind.IdentifierToken when token.Parent is SimpleNameSyntax name:
                var text = token.ValueText;
                return catalog.IsMemberNamed(text) && OfMember(name) is { } member ? member
                    : catalog.IsConstructed(text) && CreationOf(name) is { } created ? OfCreation(created, created.Type)
                    : catalog.IsAttributeNamed(text) && AttributeOf(name) is { } attribute ? OfAttribute(attribute)
                    : text == "SetSwitch" ? OfSwitch(name)
                    : HeaderWrites.IsWriter(text) ? headers.OfCall(name)
                    : null;
            case SyntaxKind.NewKeyword when token.Parent is ImplicitObjectCreationExpressionSyntax creation && MayBeSetting(creation):
                return OfCreation(creation, token);
            case SyntaxKind.StringLiteralToken or SyntaxKind.SingleLineRawStringLiteralToken when token.Parent is LiteralExpressionSyntax literal:
                return headers.OfLiteral(literal, token.ValueText);
            case SyntaxKind.OpenBracketToken when token.Parent is BracketedArgumentListSyntax { Parent: ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax } access }:
                return headers.OfIndexer(access);
            default:
                return null;
        }
    }

    private SettingUse? OfMember(SimpleNameSyntax name)
    {
        ExpressionSyntax expression = name;
        switch (name.Parent)
        {
            case MemberAccessExpressionSyntax access when access.Name == name:
                expression = access;
                break;
            case MemberBindingExpressionSyntax binding:
                expression = binding;
                break;
            case NameEqualsSyntax { Parent: AttributeArgumentSyntax argument }:
                return OfNamedAttributeArgument(name, argument);
            case NameColonSyntax or NameEqualsSyntax or QualifiedNameSyntax or AliasQualifiedNameSyntax or UsingDirectiveSyntax or TypeConstraintSyntax or TypeArgumentListSyntax:
                return null;
        }

        // What is not used as the catalogue's lines of this name are is not bound.
        var text = name.Identifier.ValueText;
        switch (expression.Parent)
        {
            case AssignmentExpressionSyntax assignment when assignment.Left == expression:
                return IsNamed(SettingKind.Property) || IsNamed(SettingKind.Event) || IsNamed(SettingKind.Collection) ? OfAssignment(name, assignment) : null;
            case InvocationExpressionSyntax invocation when invocation.Expression == expression:
                return IsNamed(SettingKind.Call) ? OfCall(name, invocation) : null;
            case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax mutation } access
                when access.Expression == expression && IsMutator(access.Name.Identifier.ValueText) && IsNamed(SettingKind.Collection):
                return OfMutation(name, expression, mutation, access.Name.Identifier.ValueText);
            case ElementAccessExpressionSyntax { Parent: AssignmentExpressionSyntax set } access
                when access.Expression == expression && set.Left == access && IsNamed(SettingKind.Collection):
                return OfElement(name, expression, set);
            case ExpressionSyntax or ArgumentSyntax or EqualsValueClauseSyntax or ArrowExpressionClauseSyntax or ReturnStatementSyntax or AttributeArgumentSyntax or SwitchExpressionArmSyntax:
                return IsNamed(SettingKind.Field) ? OfRead(name, expression) : null;
            default:
                return null;
        }

        bool IsNamed(SettingKind kind) => catalog.IsMemberNamed(text, kind);
    }

    private SettingUse? OfAssignment(SimpleNameSyntax name, AssignmentExpressionSyntax syntax)
    {
        if (SettingOf(name) is not { Kind: SettingKind.Property or SettingKind.Event or SettingKind.Collection } setting
            || model.GetOperation(syntax, cancellationToken) is not { } operation)
        {
            return null;
        }

        var (target, value) = operation switch
        {
            IAssignmentOperation assignment => (assignment.Target, assignment.Value),
            IEventAssignmentOperation { Adds: true } addition => (addition.EventReference, addition.HandlerValue),
            IMemberInitializerOperation member => (member.InitializedMember, (IOperation)member.Initializer),
            _ => default,
        };
        if (value is null)
        {
            return null;
        }

        if (value is IObjectOrCollectionInitializerOperation initializer)
        {
            // Limits = { MaxRequestBodySize = … } decides nothing itself; KnownProxies = { … } adds.
            var added = initializer.Initializers.OfType<IInvocationOperation>().SelectMany(static add => add.Arguments).Select(static argument => Given(argument)).ToImmutableArray();
            return added.IsEmpty ? null : new(setting, syntax, name, added, InstanceOf(target)) { IsAddition = true };
        }

        if (IsHeaderOfRequest(setting, target))
        {
            return null;
        }

        return new(setting, syntax, name, ImmutableArray.Create(new GivenValue(null, value, true)), InstanceOf(target))
        {
            IsMasking = operation is ICompoundAssignmentOperation { OperatorKind: BinaryOperatorKind.And or BinaryOperatorKind.ExclusiveOr or BinaryOperatorKind.Subtract },
            IsConditional = operation is ICoalesceAssignmentOperation || setting.Category == SettingCategory.Deserialization && IsOfWriter(operation),
        };
    }

    // JsonConvert.SerializeObject(order, new JsonSerializerSettings { … }): nothing is read with these settings here. By
    // syntax, since what is written may be dynamic.
    private bool IsOfWriter(IOperation assignment)
    {
        if (assignment.Parent is not IObjectOrCollectionInitializerOperation { Parent: IObjectCreationOperation creation })
        {
            return false;
        }

        return IsForWriting(creation.Syntax)
            || creation.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } }
                && values.UsesOf(local, creation) is { IsEmpty: false } uses
                && uses.All(static use => IsForWriting(use.Syntax));
    }

    private static bool IsForWriting(SyntaxNode value) =>
        value.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax invocation } }
        && invocation.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            SimpleNameSyntax name => name.Identifier.ValueText,
            _ => "",
        } is { } called
        && called.StartsWith("Serialize", StringComparison.Ordinal);

    private SettingUse? OfCall(SimpleNameSyntax name, InvocationExpressionSyntax syntax)
    {
        if (SettingOf(name) is not { Kind: SettingKind.Call } setting || model.GetOperation(syntax, cancellationToken) is not IInvocationOperation call)
        {
            return null;
        }

        // Called on its receiver or with it as the first argument: the same call.
        var isExtension = call.TargetMethod.IsExtensionMethod;
        var receiver = isExtension ? call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Ordinal == 0)?.Value : call.Instance;
        var given = call.Arguments.Where(argument => !isExtension || argument.Parameter?.Ordinal != 0).Select(static argument => Given(argument)).ToImmutableArray();

        // SetAccessPolicy(access), where PublicAccessType.Blob is a setting itself: reported where that is chosen.
        return setting.Weakening.Tests.IsEmpty && given.Any(value => values.Read(value.Operation).Any(IsSettingItself))
            ? null
            : new(setting, syntax, name, given, receiver);
    }

    private bool IsSettingItself(Atom atom) =>
        atom.Operation is IMemberReferenceOperation { Instance: null, Member: { } member } && catalog.Find(member) is { Kind: SettingKind.Field };

    private SettingUse? OfMutation(SimpleNameSyntax name, ExpressionSyntax collection, InvocationExpressionSyntax syntax, string mutator)
    {
        if (SettingOf(name) is not { Kind: SettingKind.Collection } setting
            || model.GetOperation(syntax, cancellationToken) is not IInvocationOperation call
            || model.GetOperation(collection, cancellationToken) is not { } target)
        {
            return null;
        }

        return new(setting, syntax, name, call.Arguments.Where(argument => argument.Value != target).Select(static argument => Given(argument)).ToImmutableArray(), InstanceOf(target))
        {
            IsClearing = mutator == "Clear",
            IsAddition = mutator != "Clear",
        };
    }

    private SettingUse? OfElement(SimpleNameSyntax name, ExpressionSyntax collection, AssignmentExpressionSyntax syntax)
    {
        if (SettingOf(name) is not { Kind: SettingKind.Collection } setting
            || model.GetOperation(syntax, cancellationToken) is not ISimpleAssignmentOperation assignment
            || model.GetOperation(collection, cancellationToken) is not { } target)
        {
            return null;
        }

        return new(setting, syntax, name, ImmutableArray.Create(new GivenValue(null, assignment.Value, true)), InstanceOf(target)) { IsAddition = true };
    }

    private SettingUse? OfCreation(BaseObjectCreationExpressionSyntax syntax, SyntaxNodeOrToken name)
    {
        if (model.GetOperation(syntax, cancellationToken) is not IObjectCreationOperation { Constructor: { } constructor } creation
            || catalog.Find(constructor) is not { Kind: SettingKind.Constructor } setting)
        {
            return null;
        }

        var rightmost = name.AsNode() is QualifiedNameSyntax qualified ? qualified.Right : name;
        return new(setting, syntax, rightmost, creation.Arguments.Select(static argument => Given(argument)).ToImmutableArray(), null)
        {
            LacksMembers = setting.Weakening.Tests.FirstOrDefault(static test => test.Kind == WeakeningKind.Lacks) is { } test && Lacks(creation, test.Words),
        };
    }

    // An object lacks members when nothing sets them: not its initializer, not the statements that use it, and nobody
    // else has it who might.
    private bool Lacks(IObjectCreationOperation creation, ImmutableArray<string> members)
    {
        if (!creation.Arguments.IsEmpty || creation.Initializer?.Initializers.Any(each => IsSet(each, members)) == true)
        {
            return false;
        }

        IOperation place = creation;
        while (place.Parent is IConversionOperation or IParenthesizedOperation)
        {
            place = place.Parent;
        }

        var local = place.Parent switch
        {
            IArgumentOperation argument => IsCookieAppended(argument) ? null : default(ILocalSymbol?),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } => target.Local,
            _ => null,
        };
        if (local is null)
        {
            return place.Parent is IArgumentOperation argument && IsCookieAppended(argument);
        }

        var isAppended = false;
        foreach (var use in values.UsesOf(local, creation))
        {
            switch (use.Parent)
            {
                case IArgumentOperation argument when IsCookieAppended(argument):
                    isAppended = true;
                    break;
                case ISimpleAssignmentOperation assignment when assignment.Target == use:
                    break;
                case IMemberReferenceOperation member when !members.Contains(member.Member.Name):
                    break;
                default:
                    return false;
            }
        }

        return isAppended;
    }

    private static bool IsSet(IOperation initializer, ImmutableArray<string> members) =>
        initializer is IAssignmentOperation { Target: IMemberReferenceOperation target } && members.Contains(target.Member.Name);

    private static bool IsCookieAppended(IArgumentOperation argument) =>
        argument.Parent is IInvocationOperation { TargetMethod: { Name: "Append", ContainingType: { } owner } } && WebTypes.IsResponseCookies(owner);

    private SettingUse? OfAttribute(AttributeSyntax syntax)
    {
        if (model.GetSymbolInfo(syntax, cancellationToken).Symbol?.ContainingType is not { } type || catalog.Find(type) is not { Kind: SettingKind.Attribute } setting)
        {
            return null;
        }

        var given = ImmutableArray.CreateBuilder<GivenValue>();
        foreach (var argument in syntax.ArgumentList?.Arguments ?? default)
        {
            if (model.GetOperation(argument.Expression, cancellationToken) is { } value)
            {
                given.Add(new(null, value, true));
            }
        }

        return new(setting, syntax, syntax.Name, given.ToImmutable(), null);
    }

    private SettingUse? OfNamedAttributeArgument(SimpleNameSyntax name, AttributeArgumentSyntax argument) =>
        SettingOf(name) is { Kind: SettingKind.Property } setting && model.GetOperation(argument.Expression, cancellationToken) is { } value
            ? new(setting, argument, name, ImmutableArray.Create(new GivenValue(null, value, true)), null)
            : null;

    private SettingUse? OfSwitch(SimpleNameSyntax name)
    {
        if (name.Parent?.Parent is not InvocationExpressionSyntax { ArgumentList.Arguments.Count: 2 } syntax
            || model.GetOperation(syntax, cancellationToken) is not IInvocationOperation { TargetMethod: { Name: "SetSwitch", ContainingType: { Name: nameof(AppContext), ContainingNamespace.Name: nameof(System) } } } call
            || call.Arguments.Length != 2
            || call.Arguments[0].Value.ConstantValue is not { HasValue: true, Value: string text }
            || catalog.Switch(text) is not { } setting)
        {
            return null;
        }

        return new(setting, syntax, syntax.ArgumentList.Arguments[0].Expression, ImmutableArray.Create(new GivenValue(null, call.Arguments[1].Value, true)), null);
    }

    private SettingUse? OfRead(SimpleNameSyntax name, ExpressionSyntax expression)
    {
        if (SettingOf(name) is not { Kind: SettingKind.Field } setting || model.GetOperation(expression, cancellationToken) is not { } value)
        {
            return null;
        }

        return !IsJudgedByCall(value, name.Identifier.ValueText) && StaticReads.Of(value, IsSetting) is { } isConditional
            ? new(setting, expression, name, ImmutableArray.Create(new GivenValue(null, value, true)), null) { IsConditional = isConditional }
            : null;
    }

    // File.SetUnixFileMode(path, UnixFileMode.OtherWrite): the call is a setting that has that member among its weak values.
    private bool IsJudgedByCall(IOperation value, string member)
    {
        while (value.Parent is IConversionOperation or IParenthesizedOperation or IBinaryOperation or IConditionalOperation)
        {
            value = value.Parent;
        }

        var called = value.Parent is not IArgumentOperation argument
            ? null
            : argument.Parent switch
            {
                IInvocationOperation call => call.TargetMethod,
                IObjectCreationOperation creation => creation.Constructor,
                _ => null,
            };
        return called is not null
            && catalog.Find(called) is { } setting
            && setting.Weakening.Tests.Any(test => test.Kind == WeakeningKind.Member && test.Words.Contains(member));
    }

    private bool IsSetting(ISymbol symbol) => catalog.Find(symbol) is not null;

    private SecuritySetting? SettingOf(SimpleNameSyntax name) =>
        model.GetSymbolInfo(name, cancellationToken).Symbol is { } symbol ? catalog.Find(symbol) : null;

    private static GivenValue Given(IArgumentOperation argument) =>
        new(argument.Parameter, argument.Value, argument.ArgumentKind != ArgumentKind.DefaultValue
            && !(argument.ArgumentKind == ArgumentKind.ParamArray && argument.Value is IArrayCreationOperation { Initializer.ElementValues.IsEmpty: true }));

    private static IOperation? InstanceOf(IOperation? target) => target is IMemberReferenceOperation reference ? reference.Instance : null;

    private bool IsHeaderOfRequest(SecuritySetting setting, IOperation target) =>
        setting.IsTypedHeader
        && InstanceOf(target) is { } dictionary
        && !headers.IsOfResponse(dictionary);

    private static bool IsMutator(string name) => name is "Add" or "AddRange" or "Clear" or "Insert" or "UnionWith" or "TryAdd" or "Append";

    private static ObjectCreationExpressionSyntax? CreationOf(SimpleNameSyntax name) => name.Parent switch
    {
        ObjectCreationExpressionSyntax creation when creation.Type == name => creation,
        QualifiedNameSyntax { Parent: ObjectCreationExpressionSyntax creation } qualified when qualified.Right == name && creation.Type == qualified => creation,
        _ => null,
    };

    private static AttributeSyntax? AttributeOf(SimpleNameSyntax name) => name.Parent switch
    {
        AttributeSyntax attribute => attribute,
        QualifiedNameSyntax { Parent: AttributeSyntax attribute } qualified when qualified.Right == name => attribute,
        _ => null,
    };

    // Most target-typed creations are initializers of what is declared with its type: that type's name settles it. The
    // others have to be bound.
    private bool MayBeSetting(ImplicitObjectCreationExpressionSyntax creation)
    {
        var declared = creation.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } } => declaration.Type,
            EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Type,
            _ => null,
        };
        while (declared is not null)
        {
            switch (declared)
            {
                case NullableTypeSyntax nullable:
                    declared = nullable.ElementType;
                    continue;
                case QualifiedNameSyntax qualified:
                    declared = qualified.Right;
                    continue;
                case SimpleNameSyntax simple:
                    return catalog.IsConstructed(simple.Identifier.ValueText);
                default:
                    return false;
            }
        }

        return model.GetTypeInfo(creation, cancellationToken).Type is { } type && catalog.IsConstructed(type.Name);
    }
}
