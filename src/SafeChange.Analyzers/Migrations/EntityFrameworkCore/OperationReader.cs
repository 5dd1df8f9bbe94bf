using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations.EntityFrameworkCore;

/// <summary>
/// Follows the body of an Up or Down in the order in which it runs and writes down the operations. Private methods,
/// local functions, base methods and source helpers are followed with their arguments; conditions on the provider are
/// kept; whatever else gets hold of the builder makes the method opaque.
/// </summary>
internal sealed class OperationReader
{
    // Helpers of helpers; deeper is not something that migrations do, and recursion has to end.
    private const int MaxDepth = 8;

    // Calls followed in all: helpers that call helpers several times over grow beyond all bounds within that depth.
    private const int MaxCalls = 500;

    private readonly EntityFrameworkCoreTypes types;
    private readonly SemanticModels models;
    private readonly INamedTypeSymbol migration;
    private readonly MigrationHelpers helpers;
    private readonly CancellationToken cancellation;
    private readonly ValueReader values;
    private readonly ProviderConditionReader conditions;
    private readonly List<SchemaOperation> operations = [];
    private readonly List<ProviderCondition> refusesUnder = [];
    private readonly HashSet<IMethodSymbol> callStack = new(SymbolEqualityComparer.Default);

    private ProviderCondition condition = ProviderCondition.Always;
    private IMethodSymbol? currentMethod;
    private SyntaxNode? site;
    private bool hasReturned;
    private int calls;
    private bool isStored;

    public OperationReader(EntityFrameworkCoreTypes types, SemanticModels models, INamedTypeSymbol migration, MigrationHelpers helpers, CancellationToken cancellation)
    {
        (this.types, this.models, this.migration, this.helpers, this.cancellation) = (types, models, migration, helpers, cancellation);
        values = new ValueReader(models, cancellation);
        conditions = new ProviderConditionReader(types, values);
    }

    public bool IsOpaque { get; private set; }

    public Refusal? Refusal { get; private set; }

    /// <summary>The helpers called that undo themselves.</summary>
    public HashSet<IMethodSymbol> SymmetricCalls { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The tests under which a throw stands.</summary>
    public ImmutableArray<ProviderCondition> RefusesUnder => refusesUnder.ToImmutableArray();

    public ImmutableArray<SchemaOperation> Operations => operations.ToImmutableArray();

    /// <summary>Follows a method's body.</summary>
    public void Follow(IMethodSymbol method)
    {
        cancellation.ThrowIfCancellationRequested();
        if (callStack.Count >= MaxDepth || ++calls > MaxCalls || !callStack.Add(method))
        {
            IsOpaque = true;
            return;
        }

        var (caller, outerReturned, outerCondition, wasElsewhere) = (currentMethod, hasReturned, condition, values.IsElsewhere);
        (currentMethod, hasReturned) = (method, false);
        values.IsElsewhere = !SymbolEqualityComparer.Default.Equals(method.ContainingType?.OriginalDefinition, migration.OriginalDefinition);
        if (Body(method) is { } body)
        {
            Visit(body);
        }
        else if (!method.IsAbstract)
        {
            IsOpaque = true;
        }

        // What a helper returns from early is over for the helper only, unless it threw.
        (currentMethod, hasReturned, condition) = (caller, outerReturned || (Refusal is not null && outerCondition.IsAlways), outerCondition);
        values.IsElsewhere = wasElsewhere;
        callStack.Remove(method);
    }

    /// <summary>The declaration that holds the body of a method, null where its source is not at hand.</summary>
    public static SyntaxNode? Declaration(IMethodSymbol method, CancellationToken cancellation)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax(cancellation);
            if (syntax is BaseMethodDeclarationSyntax { Body: not null } or BaseMethodDeclarationSyntax { ExpressionBody: not null } or LocalFunctionStatementSyntax)
            {
                return syntax;
            }
        }

        return method.PartialImplementationPart is { } implementation ? Declaration(implementation, cancellation) : null;
    }

    private IOperation? Body(IMethodSymbol method)
    {
        var body = Declaration(method, cancellation) is { } declaration ? models.For(declaration.SyntaxTree)?.GetOperation(declaration, cancellation) : null;
        return body is ILocalFunctionOperation local ? local.Body : body;
    }

    private void Visit(IOperation? operation)
    {
        // Code after an unconditional return or throw does not run.
        if (operation is null || hasReturned)
        {
            return;
        }

        cancellation.ThrowIfCancellationRequested();
        switch (operation)
        {
            case IInvocationOperation invocation:
                VisitInvocation(invocation);
                break;
            case IConditionalOperation conditional:
                VisitConditional(conditional);
                break;
            case ICoalesceOperation coalesce:
                Visit(coalesce.Value);
                VisitUnder(ProviderCondition.Unknown, [coalesce.WhenNull]);
                break;
            case ISwitchExpressionOperation choice:
                Visit(choice.Value);
                VisitUnder(ProviderCondition.Unknown, choice.Arms);
                break;
            case IBranchOperation { BranchKind: BranchKind.GoTo }:
                IsOpaque = true;
                break;
            case IMethodReferenceOperation reference:
                // Handed to code that may call it, with whatever it captures.
                IsOpaque |= reference.Method.MethodKind == MethodKind.LocalFunction || IsOfMigration(reference.Method)
                    || (reference.Instance is { } target && IsBuilder(target));
                break;
            case IObjectCreationOperation creation when isStored:
                // Whoever can reach this object can reach the builder in its field.
                IsOpaque |= creation.Arguments.Any(static argument => argument.Value is IInstanceReferenceOperation);
                VisitChildren(creation);
                break;
            case ISwitchOperation @switch:
                VisitSwitch(@switch);
                break;
            case IForEachLoopOperation loop:
                VisitForEach(loop);
                break;
            case IForLoopOperation loop:
                VisitFor(loop);
                break;
            case ILoopOperation loop:
                ForgetWritten(loop);
                VisitUnder(ProviderCondition.Unknown, loop.ChildOperations);
                break;
            case ITryOperation @try:
                VisitTried(@try);
                VisitUnder(ProviderCondition.Unknown, @try.Catches);
                Visit(@try.Finally);
                break;
            case IReturnOperation @return:
                Visit(@return.ReturnedValue);
                // An expression body's value is a return as well, and nothing follows it.
                hasReturned = hasReturned || condition.IsAlways;
                break;
            case IThrowOperation @throw:
                VisitThrow(@throw);
                break;
            case ILocalFunctionOperation:
                // Followed where it is called.
                break;
            case IVariableDeclaratorOperation declarator:
                VisitDeclarator(declarator);
                break;
            case ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local.Type: var held }, Value: var assigned } when IsBuilder(assigned) && types.IsBuilder(held):
                // The builder under another name, as where it is declared with it.
                break;
            case IConditionalAccessOperation access when IsBuilder(access.Operation):
                // The builder is there.
                Visit(access.WhenNotNull);
                break;
            case IAssignmentOperation { Target: ILocalReferenceOperation { Local: var local } } assignment:
                Visit(assignment.Value);
                values.Bind(local, assignment is ISimpleAssignmentOperation && condition.IsAlways ? values.Read(assignment.Value) : SchemaValue.Unknown);
                break;
            case IIncrementOrDecrementOperation { Target: ILocalReferenceOperation { Local: var stepped } place } step:
                values.Bind(stepped, condition.IsAlways && values.Read(place).Constant is int number
                    ? SchemaValue.Of(step.Kind == OperationKind.Increment ? number + 1 : number - 1)
                    : SchemaValue.Unknown);
                break;
            case ISimpleAssignmentOperation { Target: IDiscardOperation, Value: var discarded } when IsBuilder(discarded):
                break;
            case ISimpleAssignmentOperation { Target: IFieldReferenceOperation { Instance: IInstanceReferenceOperation } field, Value: var value } when IsBuilder(value) && types.IsBuilder(field.Type):
                // The builder under another name: every expression of its type is the builder.
                isStored = true;
                break;
            case IPropertyReferenceOperation { Instance: { } instance } property when IsBuilder(instance):
                IsOpaque |= property.Property.Name != "ActiveProvider";
                break;
            case IAnonymousFunctionOperation function:
                // Whether and when it runs is not known.
                IsOpaque |= Mentions(function);
                break;
            case IParameterReferenceOperation or ILocalReferenceOperation or IFieldReferenceOperation when IsBuilder(operation):
                // The builder gets somewhere that is not followed.
                IsOpaque = true;
                break;
            default:
                VisitChildren(operation);
                break;
        }
    }

    private void VisitChildren(IOperation operation)
    {
        foreach (var child in operation.ChildOperations)
        {
            Visit(child);
        }
    }

    private void VisitTried(ITryOperation @try)
    {
        var (refusal, returned) = (Refusal, hasReturned);
        Visit(@try.Body);
        if (!@try.Catches.IsEmpty && !ReferenceEquals(Refusal, refusal))
        {
            // A throw that is caught refuses nothing; how far the body came by then is not known.
            (Refusal, hasReturned) = (refusal, returned);
            IsOpaque = true;
        }
    }

    private void VisitUnder(ProviderCondition added, IEnumerable<IOperation?> children)
    {
        var (outer, returned) = (condition, hasReturned);
        condition = condition.And(added);
        foreach (var child in children)
        {
            hasReturned = false;
            Visit(child);
        }

        (condition, hasReturned) = (outer, returned);
    }

    private void VisitConditional(IConditionalOperation conditional)
    {
        var test = conditions.Read(conditional.Condition);
        if (conditional.Condition.ConstantValue is { HasValue: true, Value: bool always })
        {
            Visit(always ? conditional.WhenTrue : conditional.WhenFalse);
            return;
        }

        if (NullTest(conditional.Condition) is { } isNull)
        {
            // The builder is there, whatever an analyzer of nulls wants to be asked.
            Visit(isNull ? conditional.WhenFalse : conditional.WhenTrue);
            return;
        }

        if (ReferenceEquals(test, ProviderCondition.Unknown))
        {
            Visit(conditional.Condition);
        }

        VisitUnder(test, [conditional.WhenTrue]);
        VisitUnder(test.Not(), [conditional.WhenFalse]);

        // if (ActiveProvider == "…") return; – the rest runs under the other providers.
        if (Ends(conditional.WhenTrue))
        {
            condition = condition.And(test.Not());
        }
        else if (conditional.WhenFalse is not null && Ends(conditional.WhenFalse))
        {
            condition = condition.And(test);
        }
    }

    // Whether a condition asks if the builder is null (true) or is not (false); null where it asks something else.
    private bool? NullTest(IOperation condition) => condition switch
    {
        IIsPatternOperation { Value: var value, Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } when IsBuilder(value) => true,
        IIsPatternOperation { Value: var value, Pattern: INegatedPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } } when IsBuilder(value) => false,
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison
            when (IsBuilder(comparison.LeftOperand) && comparison.RightOperand.ConstantValue is { HasValue: true, Value: null })
                || (IsBuilder(comparison.RightOperand) && comparison.LeftOperand.ConstantValue is { HasValue: true, Value: null }) => comparison.OperatorKind == BinaryOperatorKind.Equals,
        _ => null,
    };

    private static bool Ends(IOperation? operation) => operation switch
    {
        IReturnOperation or IThrowOperation => true,
        IExpressionStatementOperation { Operation: IThrowOperation } => true,
        IBlockOperation { Operations: { Length: > 0 } statements } => Ends(statements[statements.Length - 1]),
        _ => false,
    };

    private void VisitSwitch(ISwitchOperation @switch)
    {
        var isProvider = conditions.IsProviderName(@switch.Value);
        if (!isProvider)
        {
            Visit(@switch.Value);
        }

        var others = ProviderCondition.Always;
        var sections = new List<(ISwitchCaseOperation Section, ProviderCondition? Test)>();
        foreach (var section in @switch.Cases)
        {
            ProviderCondition? test = null;
            foreach (var clause in section.Clauses)
            {
                var read = isProvider && clause is ISingleValueCaseClauseOperation { Value.ConstantValue: { HasValue: true, Value: string name } }
                    ? ProviderCondition.Is(name, conditions.EqualityCode(@switch.Value, name))
                    : isProvider && clause is IPatternCaseClauseOperation { Guard: null, Pattern: var pattern }
                        ? conditions.ReadPattern(pattern).And(others).WithCode(null)
                    : clause.CaseKind == CaseKind.Default ? null : ProviderCondition.Unknown;
                if (read is not null)
                {
                    test = test is null ? read : test.Or(read);
                    others = others.And(read.Not());
                }
            }

            var isDefault = section.Clauses.Any(static clause => clause.CaseKind == CaseKind.Default);
            sections.Add((section, isDefault ? null : test));
        }

        foreach (var (section, test) in sections)
        {
            VisitUnder(test ?? others, section.Body.Where(static statement => statement is not IBranchOperation));
        }
    }

    private void VisitForEach(IForEachLoopOperation loop)
    {
        var items = values.Read(loop.Collection);
        if (items.Kind != SchemaValueKind.List || loop.Locals is not [var item])
        {
            ForgetWritten(loop);
            VisitUnder(ProviderCondition.Unknown, [loop.Collection, loop.Body]);
            return;
        }

        VisitRuns(loop.Body, item, items.Items);
    }

    // for (var i = 0; i < tables.Length; i++): counted out.
    private void VisitFor(IForLoopOperation loop)
    {
        if (loop is
            {
                Before: [IVariableDeclarationGroupOperation { Declarations: [{ Declarators: [{ Symbol: var counter } declarator] }] }],
                Condition: IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual, LeftOperand: ILocalReferenceOperation compared } test,
                AtLoopBottom: [IExpressionStatementOperation { Operation: IIncrementOrDecrementOperation { Kind: OperationKind.Increment, Target: ILocalReferenceOperation counted } }],
            }
            && SymbolEqualityComparer.Default.Equals(compared.Local, counter) && SymbolEqualityComparer.Default.Equals(counted.Local, counter)
            && values.Read(declarator.GetVariableInitializer()?.Value).Constant is int first
            && values.Read(test.RightOperand).Constant is int end
            && (test.OperatorKind == BinaryOperatorKind.LessThan ? end - first : end - first + 1) is >= 0 and <= MaxCalls and var count
            && !loop.Body.Descendants().Any(part => part is ILocalReferenceOperation { Local: var local, Parent: IAssignmentOperation or IIncrementOrDecrementOperation or IArgumentOperation { Parameter.RefKind: not RefKind.None } }
                && SymbolEqualityComparer.Default.Equals(local, counter)))
        {
            VisitRuns(loop.Body, counter, Enumerable.Range(first, count).Select(static number => SchemaValue.Of(number)));
        }
        else
        {
            foreach (var start in loop.Before)
            {
                Visit(start);
            }

            ForgetWritten(loop);
            VisitUnder(ProviderCondition.Unknown, loop.AtLoopBottom.Insert(0, loop.Body).Insert(0, loop.Condition!));
        }
    }

    // What a loop writes to has another value in every run.
    private void ForgetWritten(ILoopOperation loop)
    {
        foreach (var part in loop.Descendants())
        {
            if (part is IAssignmentOperation { Target: ILocalReferenceOperation assigned })
            {
                values.Bind(assigned.Local, SchemaValue.Unknown);
            }
            else if (part is IIncrementOrDecrementOperation { Target: ILocalReferenceOperation counted })
            {
                values.Bind(counted.Local, SchemaValue.Unknown);
            }
        }
    }

    private void VisitRuns(IOperation body, ILocalSymbol item, IEnumerable<SchemaValue> items)
    {
        // With a continue or break, which items the rest of the body runs for is not known.
        var runs = body.Descendants().Any(static part => part is IBranchOperation or IReturnOperation) ? ProviderCondition.Unknown : ProviderCondition.Always;
        foreach (var value in items)
        {
            values.Bind(item, value);
            VisitUnder(runs, [body]);
        }
    }

    private void VisitThrow(IThrowOperation @throw)
    {
        if (condition.IsAlways && currentMethod is not null)
        {
            Refusal ??= ReadRefusal(@throw, currentMethod);
            hasReturned = true;
        }
        else
        {
            refusesUnder.Add(condition);
        }
    }

    private static Refusal ReadRefusal(IThrowOperation @throw, IMethodSymbol method)
    {
        var exception = @throw.Exception is IConversionOperation { Operand: var operand } ? operand : @throw.Exception;
        if (exception is not IObjectCreationOperation creation)
        {
            return new Refusal(@throw.Syntax, method, Message: null, IsMessageKnown: false);
        }

        // The message is the first text that the exception is given, whatever the parameter is called.
        var message = creation.Arguments.FirstOrDefault(static argument =>
            argument.ArgumentKind == ArgumentKind.Explicit && argument.Parameter?.Type.SpecialType == SpecialType.System_String);
        return message is null
            ? new Refusal(@throw.Syntax, method, null, IsMessageKnown: true)
            : message.Value.ConstantValue is { HasValue: true, Value: var constant }
                ? new Refusal(@throw.Syntax, method, constant as string, IsMessageKnown: true)
                : new Refusal(@throw.Syntax, method, null, IsMessageKnown: false);
    }

    private void VisitDeclarator(IVariableDeclaratorOperation declarator)
    {
        if (declarator.GetVariableInitializer()?.Value is not { } value)
        {
            return;
        }

        if (IsBuilder(value))
        {
            // As object or dynamic it is out of sight.
            IsOpaque |= !types.IsBuilder(declarator.Symbol.Type);
            return;
        }

        Visit(value);
        values.Bind(declarator.Symbol, values.Read(value));
    }

    private void VisitInvocation(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod;
        if (types.IsBuilder(method.ContainingType))
        {
            Record(invocation);
            return;
        }

        if (method.Name is "Annotation" or "OldAnnotation" && types.IsOperationBuilder(method.ContainingType))
        {
            Annotate(invocation);
            return;
        }

        var passesBuilder = (invocation.Instance is { } receiver && IsBuilder(receiver)) || invocation.Arguments.Any(argument => IsBuilder(argument.Value));
        if (passesBuilder && (Providers.AskedBy(method.Name) is not null || method is { Name: "ThrowIfNull", ContainingType.Name: "ArgumentNullException" }))
        {
            return;
        }

        if (passesBuilder && RecordHelper(invocation))
        {
            return;
        }

        foreach (var argument in invocation.Arguments)
        {
            if (!IsBuilder(argument.Value))
            {
                Visit(argument.Value);
            }
        }

        // A helper that takes the builder for something else (object, dynamic) does who knows what with it.
        var isHidden = invocation.Arguments.Any(argument => IsBuilder(argument.Value) && !types.IsBuilder(argument.Parameter?.Type));
        var isOwn = invocation.Instance is null or IInstanceReferenceOperation;
        if (values.IsOtherObject && invocation is { IsVirtual: true, Instance: IInstanceReferenceOperation })
        {
            // Which override runs is for the object's own type to say.
            IsOpaque = true;
        }
        else if (passesBuilder && !isHidden && IsOfKnownObject(invocation) && Declaration(method.OriginalDefinition, cancellation) is not null)
        {
            Visit(invocation.Instance);
            var outer = values.IsOtherObject;
            values.IsOtherObject = true;
            FollowCall(invocation, method.OriginalDefinition);
            values.IsOtherObject = outer;
        }
        else if (isOwn && !isHidden && Resolve(invocation) is { } target && (passesBuilder || IsOfMigration(target)) && Declaration(target, cancellation) is not null)
        {
            FollowCall(invocation, target);
        }
        else if (isOwn && types.IsMigration(method.ContainingType) && method.Name == "Down" && invocation.Instance is not null)
        {
            // base.Down(…) of EF Core refuses.
            if (condition.IsAlways && currentMethod is not null)
            {
                Refusal ??= new Refusal(invocation.Syntax, currentMethod, Message: null, IsMessageKnown: true);
                hasReturned = true;
            }
        }
        else if (passesBuilder)
        {
            IsOpaque = true;
        }
        else if (!isOwn)
        {
            IsOpaque |= isStored && invocation.Arguments.Any(static argument => argument.Value is IInstanceReferenceOperation);
            Visit(invocation.Instance);
        }
    }

    // What the team says of a helper holds, whether or not its source is at hand.
    private bool RecordHelper(IInvocationOperation invocation)
    {
        var method = (invocation.TargetMethod.ReducedFrom ?? invocation.TargetMethod).OriginalDefinition;
        if (helpers.IsSymmetric(method))
        {
            SymmetricCalls.Add(method);
            return true;
        }

        if (!helpers.HasEffect(method, out var statement))
        {
            return false;
        }

        if (statement is not null)
        {
            var name = invocation.Arguments.Select(argument => values.Read(argument.Value).Text).FirstOrDefault(static text => text is not null);
            Add(invocation, new SchemaOperation
            {
                Action = SchemaAction.RunSql,
                Kind = SchemaObjectKind.Sql,
                Sql = statement.Length == 0 || name is null ? null : statement + " " + name,
                Syntax = invocation.Syntax,
                Site = invocation.Syntax,
                Location = Location.None,
                Call = method.Name,
            });
        }

        return true;
    }

    // Another object whose method can be no other than this one: it was just made, or nothing derives from its type.
    private static bool IsOfKnownObject(IInvocationOperation invocation) => invocation.Instance switch
    {
        null or IInstanceReferenceOperation => false,
        IObjectCreationOperation { Arguments: var arguments } creation =>
            arguments.IsEmpty && SymbolEqualityComparer.Default.Equals(creation.Type, invocation.TargetMethod.ContainingType),
        IFieldReferenceOperation or IPropertyReferenceOperation or ILocalReferenceOperation =>
            invocation.Instance.Type is { IsSealed: true } type && SymbolEqualityComparer.Default.Equals(type, invocation.TargetMethod.ContainingType),
        _ => false,
    };

    private void FollowCall(IInvocationOperation invocation, IMethodSymbol target)
    {
        foreach (var argument in invocation.Arguments)
        {
            if (argument.Parameter is { } parameter && !IsBuilder(argument.Value) && target.Parameters.Length > parameter.Ordinal)
            {
                values.Bind(target.Parameters[parameter.Ordinal], values.Read(argument.Value));
            }
        }

        var outer = site;
        site ??= invocation.Syntax;
        Follow(target);
        site = outer;
    }

    // A method of the migration's own class or of a base class of the team's, or one of the class's local functions.
    private bool IsOfMigration(IMethodSymbol method)
    {
        for (ITypeSymbol? type = migration; type is not null && !types.IsMigration(type); type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, method.ContainingType?.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    // A virtual call ends in the override of the migration's own class.
    private IMethodSymbol? Resolve(IInvocationOperation invocation)
    {
        var method = invocation.TargetMethod.ReducedFrom ?? invocation.TargetMethod;
        if (invocation.IsVirtual && invocation.Instance is IInstanceReferenceOperation)
        {
            for (INamedTypeSymbol? type = migration; type is not null; type = type.BaseType)
            {
                foreach (var member in type.GetMembers(method.Name))
                {
                    if (member is IMethodSymbol candidate && Overrides(candidate, method))
                    {
                        return candidate;
                    }
                }
            }
        }

        return method.OriginalDefinition;
    }

    private static bool Overrides(IMethodSymbol candidate, IMethodSymbol method)
    {
        for (var current = candidate; current is not null; current = current.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, method.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    private void Record(IInvocationOperation invocation)
    {
        if (new MigrationBuilderCall(invocation, types, values).Read() is not { } operation)
        {
            IsOpaque = true;
            return;
        }

        Add(invocation, operation);
    }

    private void Add(IInvocationOperation invocation, SchemaOperation operation)
    {
        operations.Add(operation with
        {
            Condition = condition,
            Site = site ?? invocation.Syntax,
            Location = IsInMigration(invocation.Syntax) ? Place(invocation.Syntax)
                : site is not null && IsInMigration(site) ? Place(site)
                : ClassName,
        });
    }

    // Where Up or Down stands in a base class, the class that inherits it is what is reported.
    private Location ClassName => migration.Locations.FirstOrDefault(static location =>
        location.SourceTree is { } tree && !tree.FilePath.EndsWith(".Designer.cs", StringComparison.OrdinalIgnoreCase)) ?? migration.Locations[0];

    private bool IsInMigration(SyntaxNode syntax) =>
        migration.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == syntax.SyntaxTree && reference.Span.Contains(syntax.Span));

    // The call without its arguments: one line, and it names the operation.
    private static Location Place(SyntaxNode syntax) =>
        syntax is InvocationExpressionSyntax { Expression: var called } ? called.GetLocation() : syntax.GetLocation();

    private void Annotate(IInvocationOperation invocation)
    {
        var before = operations.Count;
        Visit(invocation.Instance);
        if (operations.Count != before + 1 || operations[before] is not { } annotated)
        {
            // The operation was not read, or its builder comes from a variable: what is annotated is not known.
            return;
        }

        var name = values.Read(Argument(invocation, "name")).Text;
        if (name is null)
        {
            return;
        }

        var entry = (name, values.Read(Argument(invocation, "value")));
        operations[before] = invocation.TargetMethod.Name == "Annotation"
            ? annotated with { Annotations = annotated.Annotations.Add(entry) }
            : annotated with { OldAnnotations = annotated.OldAnnotations.Add(entry) };
    }

    private static IOperation? Argument(IInvocationOperation invocation, string name) =>
        invocation.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == name)?.Value;

    private bool IsBuilder(IOperation operation) =>
        types.IsBuilder(operation is IConversionOperation conversion ? conversion.Operand.Type : operation.Type);

    private bool Mentions(IOperation operation) =>
        operation.Descendants().Any(part => part is IParameterReferenceOperation or ILocalReferenceOperation or IFieldReferenceOperation && IsBuilder(part));
}
