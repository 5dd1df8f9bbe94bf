using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Security.Recognition;

namespace SafeChange.Analyzers.Security.Values;

/// <summary>
/// Takes an expression apart into the values that it may have: through conversions, constants, locals that one piece of
/// code assigns, conditions and defaults. What cannot be followed comes from elsewhere, and nothing is said about it.
/// </summary>
internal sealed class ValueReader(Func<INamedTypeSymbol, bool> isHome, CancellationToken cancellationToken)
{
    // Longer chains of locals are not worth following.
    private const int MaximumDepth = 12;

    // A local that is given a hundred values, each made of another local, has more values than there is time for.
    private const int MaximumSteps = 10_000;

    private readonly Dictionary<IOperation, Locals> locals = [];
    private readonly HashSet<ILocalSymbol> followed = new(SymbolEqualityComparer.Default);
    private int steps;

    /// <summary>The values that an expression may have.</summary>
    public ImmutableArray<Atom> Read(IOperation value)
    {
        steps = 0;
        var atoms = ImmutableArray.CreateBuilder<Atom>();
        Expand(value, isConditional: false, MaximumDepth, atoms);
        return atoms.ToImmutable();
    }

    /// <summary>Looks through conversions and parentheses.</summary>
    public static IOperation Unwrap(IOperation value)
    {
        while (true)
        {
            switch (value)
            {
                // (SslProtocols)192: the number alone would not tell what it is.
                case IConversionOperation { Type.TypeKind: TypeKind.Enum, ConstantValue.HasValue: true }:
                    return value;
                case IConversionOperation conversion:
                    value = conversion.Operand;
                    break;
                case IParenthesizedOperation parenthesized:
                    value = parenthesized.Operand;
                    break;
                default:
                    return value;
            }
        }
    }

    /// <summary>Every way in which the body around an operation uses a local.</summary>
    public ImmutableArray<IOperation> UsesOf(ILocalSymbol local, IOperation near) => LocalsAround(near).UsesOf(local);

    private void Expand(IOperation written, bool isConditional, int depth, ImmutableArray<Atom>.Builder atoms)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var value = Unwrap(written);
        if (depth == 0 || ++steps > MaximumSteps)
        {
            atoms.Add(new(ValueOrigin.PassedThrough, value, isConditional));
            return;
        }

        switch (value)
        {
            case IConditionalOperation { WhenFalse: { } whenFalse } choice:
                if (choice.Condition.ConstantValue is { HasValue: true, Value: bool known })
                {
                    Expand(known ? choice.WhenTrue : whenFalse, isConditional, depth - 1, atoms);
                    return;
                }

                Expand(choice.WhenTrue, isConditional: true, depth - 1, atoms);
                Expand(whenFalse, isConditional: true, depth - 1, atoms);
                return;
            case ISwitchExpressionOperation { ConstantValue.HasValue: false } arms:
                foreach (var arm in arms.Arms)
                {
                    Expand(arm.Value, isConditional: true, depth - 1, atoms);
                }

                return;
            case ICoalesceOperation coalesce:
                Expand(coalesce.Value, isConditional: true, depth - 1, atoms);
                Expand(coalesce.WhenNull, isConditional: true, depth - 1, atoms);
                return;
            case IThrowOperation:
                return;
            // The type of a header's value: as many texts as a header has, mostly one.
            case IObjectCreationOperation { Arguments: [{ Value: { Type.SpecialType: SpecialType.System_String } text }] } creation when WebTypes.IsStringValues(creation.Type):
                Expand(text, isConditional, depth - 1, atoms);
                return;
            // text = text + "…": what the local is made of itself cannot be told.
            case ILocalReferenceOperation { Local: { } local } reference
                when !followed.Contains(local) && LocalsAround(reference).ValuesOf(local) is { IsDefaultOrEmpty: false } values:
                followed.Add(local);
                foreach (var each in values)
                {
                    Expand(each, isConditional || values.Length > 1, depth - 1, atoms);
                }

                followed.Remove(local);
                return;
            case IFieldReferenceOperation { Field: { IsStatic: true, IsReadOnly: true } field } reference
                when !IsHomeMember(field) && InitializerOf(field, reference, cancellationToken) is { } initializer:
                Expand(initializer, isConditional, depth - 1, atoms);
                return;
            default:
                atoms.Add(new(OriginOf(value, depth), value, isConditional));
                return;
        }
    }

    private ValueOrigin OriginOf(IOperation value, int depth)
    {
        if (MemberOf(value) is { } member && IsHomeMember(member))
        {
            return ValueOrigin.Home;
        }

        if (value.ConstantValue.HasValue)
        {
            return ValueOrigin.Decided;
        }

        switch (value)
        {
            case IDefaultValueOperation or ITypeOfOperation or INameOfOperation or IUtf8StringOperation:
                return ValueOrigin.Decided;
            case IDelegateCreationOperation { Target: { } target }:
                return OriginOf(Unwrap(target), depth);
            case IMethodReferenceOperation:
                return ValueOrigin.Decided;
            case IAnonymousFunctionOperation lambda:
                return AnswersFromHome(lambda) ? ValueOrigin.Home : ValueOrigin.Decided;
            case IMemberReferenceOperation { Instance: null, Member: { } shared }:
                return OriginOf(shared);
            case IObjectCreationOperation creation:
                return creation.Arguments.Length == 0 || creation.Initializer is not null && HasNoDecision(creation.Arguments, depth)
                    ? ValueOrigin.Neutral
                    : OfParts(creation.Arguments.Where(IsWritten).Select(static argument => argument.Value), depth);
            case IArrayCreationOperation array:
                return array.Initializer is null || array.Initializer.ElementValues.IsEmpty
                    ? OfParts(array.DimensionSizes, depth)
                    : OfParts(array.Initializer.ElementValues, depth);
            case IInterpolatedStringOperation text:
                // The text is written here, whatever is put into it; a hole and punctuation are not a text.
                return text.Parts.OfType<IInterpolatedStringTextOperation>().Any(static part => part.Text.ConstantValue is { Value: string written } && written.Any(char.IsLetter))
                    ? ValueOrigin.Decided
                    : ValueOrigin.PassedThrough;
            case IBinaryOperation binary:
                return OfParts([binary.LeftOperand, binary.RightOperand], depth);
            case IUnaryOperation unary:
                return OfParts([unary.Operand], depth);
            case IInvocationOperation call:
                return OfCall(call, depth);
            default:
                return CollectionElements(value) is { } elements ? OfParts(elements, depth) : ValueOrigin.PassedThrough;
        }
    }

    // A call of the framework over constants is a constant that C# has no literal for: TimeSpan.FromDays(10),
    // Encoding.UTF8.GetBytes("…"), DateTime.UtcNow.AddDays(14). What code of the project answers, is decided there.
    private ValueOrigin OfCall(IInvocationOperation call, int depth)
    {
        if (call.TargetMethod.ContainingAssembly is not { } assembly || IsSource(call.TargetMethod) || !IsFramework(assembly))
        {
            return ValueOrigin.PassedThrough;
        }

        var parts = call.Arguments.Where(IsWritten).Select(static argument => argument.Value);
        return OfParts(call.Instance is { } instance ? parts.Concat([instance]) : parts, depth);
    }

    private ValueOrigin OfParts(IEnumerable<IOperation> parts, int depth)
    {
        var origin = ValueOrigin.Neutral;
        foreach (var part in parts)
        {
            if (depth == 0)
            {
                return ValueOrigin.PassedThrough;
            }

            foreach (var atom in ReadPart(part, depth - 1))
            {
                switch (atom.Origin)
                {
                    case ValueOrigin.PassedThrough:
                        return ValueOrigin.PassedThrough;
                    case ValueOrigin.Home:
                        origin = ValueOrigin.Home;
                        break;
                    case ValueOrigin.Decided when origin != ValueOrigin.Home:
                        origin = ValueOrigin.Decided;
                        break;
                }
            }
        }

        return origin;
    }

    private ImmutableArray<Atom> ReadPart(IOperation part, int depth)
    {
        var atoms = ImmutableArray.CreateBuilder<Atom>();
        Expand(part, isConditional: false, depth, atoms);
        return atoms.ToImmutable();
    }

    private bool HasNoDecision(ImmutableArray<IArgumentOperation> arguments, int depth) =>
        OfParts(arguments.Where(IsWritten).Select(static argument => argument.Value), depth) != ValueOrigin.Decided;

    // A static member of a library is a value that it names; the time of day and the like are none.
    private static ValueOrigin OriginOf(ISymbol shared) => shared switch
    {
        IPropertySymbol { ContainingType.SpecialType: SpecialType.System_DateTime } => ValueOrigin.Neutral,
        IPropertySymbol { ContainingType: { Name: "DateTimeOffset" or "Encoding" or "CultureInfo" or "TimeProvider" or "Environment" } } => ValueOrigin.Neutral,
        _ when IsSource(shared) => ValueOrigin.PassedThrough,
        _ => ValueOrigin.Decided,
    };

    private bool IsHomeMember(ISymbol member) =>
        member.ContainingType is { TypeKind: not TypeKind.Enum } type && isHome(type);

    // (message, certificate, chain, errors) => SecuritySettings.IsPinned(certificate): decided at home.
    private bool AnswersFromHome(IAnonymousFunctionOperation lambda)
    {
        var answers = lambda.Body.Operations.OfType<IReturnOperation>().ToList();
        return answers.Count == 1
            && lambda.Body.Operations.Length <= 2
            && answers[0].ReturnedValue is { } answer
            && MemberOf(Unwrap(answer)) is { } member
            && IsHomeMember(member);
    }

    private static ISymbol? MemberOf(IOperation value) => value switch
    {
        IDelegateCreationOperation { Target: { } target } => MemberOf(Unwrap(target)),
        IMemberReferenceOperation reference => reference.Member,
        IInvocationOperation call => call.TargetMethod,
        IAwaitOperation await => MemberOf(Unwrap(await.Operation)),
        _ => null,
    };

    private static bool IsWritten(IArgumentOperation argument) => argument.ArgumentKind != ArgumentKind.DefaultValue;

    private static bool IsSource(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Length > 0;

    private static bool IsFramework(IAssemblySymbol assembly) =>
        assembly.Name is "mscorlib" or "netstandard"
        || assembly.Name.StartsWith("System", StringComparison.Ordinal)
        || assembly.Name.StartsWith("Microsoft.", StringComparison.Ordinal);

    /// <summary>The elements of a collection expression; it has no operation of its own in the oldest Roslyn that is supported.</summary>
    public static IEnumerable<IOperation>? CollectionElements(IOperation value) =>
        value.Syntax is CollectionExpressionSyntax ? value.ChildOperations.Select(static child => child) : null;

    // Fields of other files are not followed: their value would have to be bound there.
    private static IOperation? InitializerOf(IFieldSymbol field, IOperation near, CancellationToken cancellationToken)
    {
        if (field.DeclaringSyntaxReferences is not [{ } reference] || reference.SyntaxTree != near.Syntax.SyntaxTree || near.SemanticModel is not { } model)
        {
            return null;
        }

        return reference.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } initializer }
            ? model.GetOperation(initializer, cancellationToken)
            : null;
    }

    private Locals LocalsAround(IOperation operation)
    {
        var root = operation;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        if (!locals.TryGetValue(root, out var found))
        {
            locals.Add(root, found = new Locals(root));
        }

        return found;
    }

    /// <summary>The locals of one body, nested functions included.</summary>
    private sealed class Locals
    {
        private readonly Dictionary<ILocalSymbol, List<IOperation?>> values = new(SymbolEqualityComparer.Default);
        private readonly Dictionary<ILocalSymbol, ImmutableArray<IOperation>.Builder> uses = new(SymbolEqualityComparer.Default);

        public Locals(IOperation root)
        {
            foreach (var operation in root.DescendantsAndSelf())
            {
                switch (operation)
                {
                    case IVariableDeclaratorOperation { Symbol: { } local } declarator when declarator.GetVariableInitializer() is { } initializer:
                        Add(local, initializer.Value);
                        break;
                    case ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment:
                        Add(target.Local, assignment.Value);
                        break;
                    case ILocalReferenceOperation reference:
                        if (IsWrittenElsewise(reference))
                        {
                            Add(reference.Local, null);
                        }

                        if (!uses.TryGetValue(reference.Local, out var list))
                        {
                            uses.Add(reference.Local, list = ImmutableArray.CreateBuilder<IOperation>());
                        }

                        list.Add(reference);
                        break;
                }
            }
        }

        /// <summary>What a local is given; default where something is given that cannot be told.</summary>
        public ImmutableArray<IOperation> ValuesOf(ILocalSymbol local) =>
            values.TryGetValue(local, out var given) && !given.Contains(null) ? given.OfType<IOperation>().ToImmutableArray() : default;

        public ImmutableArray<IOperation> UsesOf(ILocalSymbol local) =>
            uses.TryGetValue(local, out var found) ? found.ToImmutable() : ImmutableArray<IOperation>.Empty;

        private void Add(ILocalSymbol local, IOperation? value)
        {
            if (!values.TryGetValue(local, out var list))
            {
                values.Add(local, list = []);
            }

            list.Add(value);
        }

        private static bool IsWrittenElsewise(ILocalReferenceOperation reference) => reference.Parent switch
        {
            ICompoundAssignmentOperation compound => compound.Target == reference,
            ICoalesceAssignmentOperation coalesce => coalesce.Target == reference,
            IIncrementOrDecrementOperation => true,
            IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
            ITupleOperation { Parent: IDeconstructionAssignmentOperation } => true,
            IDeclarationExpressionOperation => true,
            _ => false,
        };
    }
}
