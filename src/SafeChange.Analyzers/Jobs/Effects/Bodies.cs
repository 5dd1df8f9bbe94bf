using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>The bodies of methods and constructors in source, and what constructors make of members; read when asked for.</summary>
internal sealed class Bodies(Compilation compilation)
{
    // How far constructors that call each other are followed.
    private const int MaximumConstructors = 4;

    private readonly SemanticModels models = new(compilation);
    private readonly ConcurrentDictionary<IMethodSymbol, Body?> read = new(SymbolEqualityComparer.Default);

    /// <summary>The body of a method in source; null where there is none, or it is not in this compilation.</summary>
    public Body? Of(IMethodSymbol method)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return read.TryGetValue(definition, out var known) ? known : read.GetOrAdd(definition, Read(definition));
    }

    /// <summary>What a body returns, nested functions left out.</summary>
    public static IEnumerable<IOperation> Returned(ImmutableArray<IOperation> roots)
    {
        foreach (var root in roots)
        {
            foreach (var operation in WithoutNested(root))
            {
                if (operation is IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } value })
                {
                    yield return value;
                }
            }
        }
    }

    /// <summary>The operations of a body without those of its lambdas and local functions.</summary>
    public static IEnumerable<IOperation> WithoutNested(IOperation root)
    {
        var open = new Stack<IOperation>();
        open.Push(root);
        while (open.Count > 0)
        {
            var operation = open.Pop();
            yield return operation;
            foreach (var child in operation.ChildOperations.Reverse())
            {
                if (child is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
                {
                    open.Push(child);
                }
            }
        }
    }

    /// <summary>
    /// The value that a new object's member has once it is made, and the locals of the body that it stands in; those are
    /// null where it stands at the creation itself. Null where the member is given none, or that cannot be told
    /// (<see cref="IsKnown"/> tells the one from the other).
    /// </summary>
    public (IOperation Value, Values? Values)? Member(IObjectCreationOperation creation, ISymbol member)
    {
        if (creation.Initializer is { } initializer && Initialized(initializer, member) is { } set)
        {
            return (set, null);
        }

        if (creation.Constructor is not { } constructor || Constructed(constructor, member, MaximumConstructors) is not { } made)
        {
            return null;
        }

        return made.Parameter is not { } parameter ? (made.Value!, made.Values)
            : Argument(creation.Arguments, parameter) is { } passed ? (passed, null)
            : null;
    }

    /// <summary>Whether everything that a constructor does to a member can be seen: it, and all that it calls, is in source.</summary>
    public bool IsKnown(INamedTypeSymbol type, ISymbol member)
    {
        if (member.ContainingType?.DeclaringSyntaxReferences.IsEmpty != false)
        {
            return false;
        }

        for (var current = type; current is not null && current.SpecialType != SpecialType.System_Object; current = current.BaseType)
        {
            if (current.DeclaringSyntaxReferences.IsEmpty
                || !current.DeclaringSyntaxReferences.All(reference => compilation.ContainsSyntaxTree(reference.SyntaxTree)))
            {
                // A base class in metadata: it may set an abstract or inherited member only above the one that declares it.
                return !IsAtOrBelow(member.ContainingType, current);
            }
        }

        return true;
    }

    /// <summary>
    /// Whether a constructor calls methods of the object that it makes that may set a member which it does not set
    /// itself, as <c>Apply(new OrderPlaced(id))</c> does.
    /// </summary>
    public bool MayBeSetByCalls(IMethodSymbol? constructor, ISymbol member)
    {
        for (var depth = 0; depth < MaximumConstructors && constructor is not null; depth++)
        {
            IMethodSymbol? next = null;
            foreach (var operation in Of(constructor) is { } body ? body.Roots.SelectMany(WithoutNested) : [])
            {
                if (operation is IInvocationOperation { Instance: IInstanceReferenceOperation } call)
                {
                    if (call.TargetMethod.MethodKind == MethodKind.Constructor)
                    {
                        next = call.TargetMethod;
                    }
                    else if (MaySet(call.TargetMethod, member, MaximumConstructors))
                    {
                        return true;
                    }
                }
            }

            constructor = next ?? constructor.ContainingType.BaseType?.InstanceConstructors.FirstOrDefault(static each => each.Parameters.IsEmpty);
        }

        return false;
    }

    // Whether a method of an object may set a member of it: it does, or hands the object on, or not all of it can be seen.
    private bool MaySet(IMethodSymbol method, ISymbol member, int depth)
    {
        if (depth == 0 || method.IsVirtual || method.IsAbstract || method.IsOverride || Of(method) is not { } body)
        {
            return true;
        }

        foreach (var operation in body.Roots.SelectMany(static root => root.DescendantsAndSelf()))
        {
            switch (operation)
            {
                case IDynamicInvocationOperation:
                case IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke }:
                case IInstanceReferenceOperation { Parent: not IMemberReferenceOperation and not IInvocationOperation }:
                    return true;
                case IMemberReferenceOperation reference when IsSame(reference.Member, member)
                    && reference.Parent is IAssignmentOperation or IIncrementOrDecrementOperation or ITupleOperation or IArgumentOperation { Parameter.RefKind: not RefKind.None }:
                    return true;
                case IInvocationOperation { Instance: IInstanceReferenceOperation } call when MaySet(call.TargetMethod, member, depth - 1):
                    return true;
            }
        }

        return false;
    }

    /// <summary>The value in an object initialiser.</summary>
    public static IOperation? Initialized(IObjectOrCollectionInitializerOperation initializer, ISymbol member)
    {
        foreach (var part in initializer.Initializers)
        {
            if (part is ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment && IsSame(target.Member, member))
            {
                return assignment.Value;
            }
        }

        return null;
    }

    public static bool IsSame(ISymbol one, ISymbol other)
    {
        return SymbolEqualityComparer.Default.Equals(Root(one), Root(other));

        static ISymbol Root(ISymbol symbol)
        {
            while (symbol is IPropertySymbol { OverriddenProperty: { } overridden })
            {
                symbol = overridden;
            }

            return symbol.OriginalDefinition;
        }
    }

    private static bool IsAtOrBelow(INamedTypeSymbol declaring, INamedTypeSymbol metadataBase)
    {
        for (INamedTypeSymbol? current = metadataBase; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, declaring.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    private static IOperation? Argument(ImmutableArray<IArgumentOperation> arguments, IParameterSymbol parameter) =>
        arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value;

    private MemberValue? Constructed(IMethodSymbol constructor, ISymbol member, int depth)
    {
        if (depth == 0)
        {
            return null;
        }

        var type = constructor.ContainingType;
        if (Of(constructor) is { } body)
        {
            MemberValue? last = null;
            foreach (var operation in body.Roots.SelectMany(WithoutNested))
            {
                if (operation is ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Instance: IInstanceReferenceOperation } target } assignment
                    && IsMemberOrItsField(target.Member, member))
                {
                    last = MemberValue.Of(assignment.Value, body.Values);
                }
                else if (operation is IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Constructor } other } call
                    && Constructed(other, member, depth - 1) is { } inner)
                {
                    // : this(…) and : base(…).
                    last = inner.Parameter is not { } parameter ? inner
                        : Argument(call.Arguments, parameter) is { } passed ? MemberValue.Of(passed, body.Values)
                        : last;
                }
            }

            if (last is not null)
            {
                return last;
            }
        }

        if (SymbolEqualityComparer.Default.Equals(member.ContainingType?.OriginalDefinition, type.OriginalDefinition))
        {
            return OfDeclaration(member, constructor);
        }

        // The base class is made with its parameterless constructor where none is named.
        return type.BaseType is not { SpecialType: SpecialType.None } parent ? null
            : PrimaryBaseArgument(constructor, member, depth)
                ?? (parent.InstanceConstructors.FirstOrDefault(static each => each.Parameters.IsEmpty) is { } parameterless
                    ? Constructed(parameterless, member, depth - 1)
                    : null);
    }

    // class Order(Guid id) : Entity(id).
    private MemberValue? PrimaryBaseArgument(IMethodSymbol constructor, ISymbol member, int depth)
    {
        foreach (var reference in constructor.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax() is TypeDeclarationSyntax { BaseList: { } bases } declaration
                && bases.Types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault() is { } call
                && models.For(declaration.SyntaxTree) is { } model
                && model.GetSymbolInfo(call).Symbol is IMethodSymbol other
                && Constructed(other, member, depth - 1) is { } inner)
            {
                if (inner.Parameter is not { } parameter)
                {
                    return inner;
                }

                var arguments = call.ArgumentList.Arguments;
                var index = arguments.IndexOf(argument => argument.NameColon?.Name.Identifier.ValueText == parameter.Name);
                index = index < 0 ? parameter.Ordinal : index;
                return index < arguments.Count && model.GetOperation(arguments[index].Expression) is { } value
                    ? MemberValue.Of(value, Values.Of([value]))
                    : null;
            }
        }

        return null;
    }

    // A positional parameter of a record, and the initialiser of a property or field.
    private MemberValue? OfDeclaration(ISymbol member, IMethodSymbol constructor)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            if (models.For(reference.SyntaxTree) is not { } model)
            {
                continue;
            }

            switch (reference.GetSyntax())
            {
                case ParameterSyntax parameter when constructor.Parameters.FirstOrDefault(each => each.Name == parameter.Identifier.ValueText) is { } positional:
                    return new(null, positional, null);
                case PropertyDeclarationSyntax { Initializer.Value: { } value } when model.GetOperation(value) is { } operation:
                    return MemberValue.Of(operation, Values.Of([operation]));
                case VariableDeclaratorSyntax { Initializer.Value: { } value } when model.GetOperation(value) is { } operation:
                    return MemberValue.Of(operation, Values.Of([operation]));
            }
        }

        return null;
    }

    // Id = id; and _id = id; where the property returns _id.
    private bool IsMemberOrItsField(ISymbol target, ISymbol member) =>
        IsSame(target, member)
        || (target is IFieldSymbol field && member is IPropertySymbol { GetMethod: { } getter }
            && string.Equals(field.Name.TrimStart('_'), member.Name, System.StringComparison.OrdinalIgnoreCase)
            && Of(getter) is { } body
            && Returned(body.Roots).Any(value => Values.Unwrap(value) is IFieldReferenceOperation returned && IsSame(returned.Field, field)));

    private Body? Read(IMethodSymbol method)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            if (models.For(reference.SyntaxTree) is not { } model)
            {
                continue;
            }

            var syntax = reference.GetSyntax();
            SyntaxNode? node = syntax switch
            {
                BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null } => null,
                BaseMethodDeclarationSyntax or AccessorDeclarationSyntax or LocalFunctionStatementSyntax => syntax,
                ArrowExpressionClauseSyntax => syntax,
                _ => null,
            };
            if (node is not null && model.GetOperation(node, CancellationToken.None) is { } root)
            {
                return new(ImmutableArray.Create(root), Values.Of([root]));
            }
        }

        return null;
    }

    /// <summary>A body and what its locals hold.</summary>
    internal sealed record Body(ImmutableArray<IOperation> Roots, Values Values);

    // What a constructor gives a member: a parameter of its own, or a value in its body.
    private sealed record MemberValue(IOperation? Value, IParameterSymbol? Parameter, Values? Values)
    {
        public static MemberValue Of(IOperation value, Values values) =>
            Values.Unwrap(value) is IParameterReferenceOperation { Parameter: var parameter } ? new(null, parameter, null) : new(value, null, values);
    }
}
