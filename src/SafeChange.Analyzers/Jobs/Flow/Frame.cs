using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SafeChange.Analyzers.Jobs.Flow;

/// <summary>
/// One body as the handler runs it: who called it, with what. The frames of a handler form a tree; the same body called
/// twice has two frames and is read once.
/// </summary>
internal sealed class Frame
{
    private const int MaximumSteps = 12;

    private readonly Dictionary<ISymbol, ValueAt> arguments = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, ITypeSymbol> typeArguments = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IOperation, ImmutableArray<Frame>> callees = [];
    private bool isExpanded;

    private Frame(Exploration exploration, MethodBody body, Frame? caller, IOperation? site, INamedTypeSymbol? thisType)
    {
        Exploration = exploration;
        Body = body;
        Caller = caller;
        Site = site;
        ThisType = thisType;
        Depth = caller is null ? 0 : body.IsLambda ? caller.Depth : caller.Depth + 1;
    }

    public Exploration Exploration { get; }

    public MethodBody Body { get; }

    public Frame? Caller { get; }

    /// <summary>The call in the caller's body.</summary>
    public IOperation? Site { get; }

    /// <summary>The class whose object runs, which settles where virtual calls lead.</summary>
    public INamedTypeSymbol? ThisType { get; }

    /// <summary>How many calls away from the handler; a lambda is as far as the method it stands in.</summary>
    public int Depth { get; }

    /// <summary>Whether the body is not what the call runs but what the call is given to run: a lambda, a method group.</summary>
    public bool IsGiven { get; private set; }

    /// <summary>The object that the method is called on, in the caller's terms.</summary>
    public ValueAt? Receiver { get; private init; }

    /// <summary>The frames from the handler's own to this one.</summary>
    public IEnumerable<Frame> Chain => Caller is null ? [this] : Caller.Chain.Append(this);

    public Frame Root => Caller?.Root ?? this;

    /// <summary>The calls that were followed, in the order of the source.</summary>
    public IEnumerable<Frame> Callees
    {
        get
        {
            Expand();
            return callees.Values.SelectMany(static frames => frames);
        }
    }

    public static Frame Of(MethodBody handler, Exploration exploration) =>
        new(exploration, handler, caller: null, site: null, handler.Method?.ContainingType ?? EnclosingType(handler));

    /// <summary>This frame and all below it.</summary>
    public IEnumerable<Frame> Everything()
    {
        var stack = new Stack<Frame>();
        stack.Push(this);
        while (stack.Count > 0)
        {
            var frame = stack.Pop();
            yield return frame;
            foreach (var callee in frame.Callees.Reverse())
            {
                stack.Push(callee);
            }
        }
    }

    /// <summary>What a call runs, as far as it is followed.</summary>
    public ImmutableArray<Frame> CalleesOf(IOperation call)
    {
        Expand();
        return callees.TryGetValue(call, out var frames) ? frames : ImmutableArray<Frame>.Empty;
    }

    /// <summary>Whether a call leads into source, whatever it is given to run.</summary>
    public bool LeadsToSource(IOperation call) => CalleesOf(call).Any(static callee => !callee.IsGiven);

    /// <summary>A body that is read here without being called: an accessor, the lambda of a query.</summary>
    public Frame Inside(MethodBody body) => new(Exploration, body, this, site: null, ThisType);

    /// <summary>
    /// The value behind an expression, through locals, parameters and the calls that gave them. Answers the expression
    /// at which that ends.
    /// </summary>
    public ValueAt Resolve(IOperation value)
    {
        var current = new ValueAt(value, this);
        for (var step = 0; step < MaximumSteps; step++)
        {
            var frame = current.Frame;
            var operation = frame.Body.Values.Resolve(current.Operation);
            current = new(operation, frame, current.IsElement);
            if (current.IsElement)
            {
                return current;
            }

            ValueAt? next = operation switch
            {
                IParameterReferenceOperation { Parameter.RefKind: RefKind.Out } parameter => frame.Given(parameter.Parameter),
                IParameterReferenceOperation parameter => frame.Argument(parameter.Parameter),
                IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } => frame.MethodFrame.Receiver,
                ILocalReferenceOperation local => frame.LoopElement(local) ?? frame.Out(local),
                _ => null,
            };
            if (next is not { } further)
            {
                return current;
            }

            current = further;
        }

        return current;
    }

    /// <summary>The type with the type parameters of this frame filled in.</summary>
    public ITypeSymbol Substitute(ITypeSymbol type)
    {
        for (var frame = this; frame is not null && type is ITypeParameterSymbol; frame = frame.Caller)
        {
            if (frame.typeArguments.TryGetValue(type.OriginalDefinition, out var argument))
            {
                type = argument;
            }
        }

        return type;
    }

    private Frame MethodFrame => Body.Parent is not null && Caller is not null ? Caller.MethodFrame : this;

    private ValueAt? Argument(IParameterSymbol parameter)
    {
        for (var frame = this; ; frame = frame.Caller!)
        {
            if (frame.arguments.TryGetValue(parameter, out var value))
            {
                return value;
            }

            // A lambda also sees the parameters of the method around it.
            if (frame.Body.Parent is null || frame.Caller is null)
            {
                return null;
            }
        }
    }

    private ValueAt? LoopElement(ILocalReferenceOperation reference)
    {
        // The loop may stand in the body around a lambda; its collection is written in the same locals.
        for (var operation = (IOperation)reference; operation is not null; operation = operation.Parent!)
        {
            if (operation is IForEachLoopOperation loop && loop.Locals.Contains(reference.Local, SymbolEqualityComparer.Default))
            {
                return new(loop.Collection, this, IsElement: true);
            }
        }

        return null;
    }

    /// <summary>The one value that a parameter is given in its own body.</summary>
    private ValueAt? Given(IParameterSymbol parameter) =>
        Body.Values.Assigned(parameter) is [{ } value] ? new(value, this) : null;

    /// <summary>The value behind a local that a called method fills: <c>TryLoad(id, out var order)</c>.</summary>
    private ValueAt? Out(ILocalReferenceOperation reference)
    {
        if (Body.Values.Assigned(reference.Local) is not [null])
        {
            return null;
        }

        foreach (var each in Body.Values.References(reference.Local))
        {
            var argument = each.Parent is IDeclarationExpressionOperation declaration ? declaration.Parent : each.Parent;
            if (argument is IArgumentOperation { Parameter: { RefKind: RefKind.Out, Ordinal: var ordinal }, Parent: IInvocationOperation call }
                && CalleesOf(call) is [{ Body.Method: { } method } callee]
                && ordinal < method.Parameters.Length)
            {
                return callee.Given(method.Parameters[ordinal]);
            }
        }

        return null;
    }

    private void Expand()
    {
        if (isExpanded)
        {
            return;
        }

        isExpanded = true;
        foreach (var operation in Body.Operations)
        {
            var found = operation switch
            {
                IInvocationOperation invocation => Invoked(invocation),
                ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.SetMethod: { } setter } property } assignment =>
                    Set(assignment, property, setter),
                _ => null,
            };
            if (found is { Count: > 0 })
            {
                callees[operation] = found.ToImmutableArray();
            }
        }
    }

    private List<Frame>? Invoked(IInvocationOperation invocation)
    {
        List<Frame>? found = null;
        if (Depth < Exploration.MaximumDepth)
        {
            foreach (var (method, instance) in Calls.Targets(invocation, this))
            {
                if (Enter(method, invocation, instance, invocation.Arguments) is { } frame)
                {
                    (found ??= []).Add(frame);
                }
            }
        }

        foreach (var argument in invocation.Arguments)
        {
            // An expression tree is data for somebody else: a query, another job.
            if (Values.Unwrap(argument.Value) is not IDelegateCreationOperation creation)
            {
                continue;
            }

            switch (creation.Target)
            {
                case IAnonymousFunctionOperation lambda when Exploration.Compilation.Body(lambda, Exploration.CancellationToken) is { } body && Exploration.TrySpend():
                    var inner = new Frame(Exploration, body, this, invocation, ThisType) { IsGiven = true };
                    if (ItemsOf(invocation, argument) is { } items && lambda.Symbol.Parameters.Length > 0)
                    {
                        inner.arguments[lambda.Symbol.Parameters[0]] = new(items, this, IsElement: true);
                    }

                    (found ??= []).Add(inner);
                    break;
                case IMethodReferenceOperation reference when Depth < Exploration.MaximumDepth:
                    foreach (var method in Calls.Targets(reference.Method, reference.Instance, this))
                    {
                        if (Enter(method, invocation, reference.Instance, ImmutableArray<IArgumentOperation>.Empty) is { } frame)
                        {
                            frame.IsGiven = true;
                            if (ItemsOf(invocation, argument) is { } each && method.Parameters.Length > 0)
                            {
                                frame.arguments[method.OriginalDefinition.Parameters[0]] = new(each, this, IsElement: true);
                            }

                            (found ??= []).Add(frame);
                        }
                    }

                    break;
            }
        }

        return found;
    }

    private List<Frame>? Set(ISimpleAssignmentOperation assignment, IPropertyReferenceOperation property, IMethodSymbol setter)
    {
        if (Depth >= Exploration.MaximumDepth || setter.DeclaringSyntaxReferences.IsEmpty
            || Enter(setter, assignment, property.Instance, ImmutableArray<IArgumentOperation>.Empty) is not { } frame)
        {
            return null;
        }

        if (setter.OriginalDefinition.Parameters is [.., { } value])
        {
            frame.arguments[value] = new(assignment.Value, this);
        }

        return [frame];
    }

    /// <summary>The collection whose elements a lambda is called with: the source of a LINQ method, of ForEach and the like.</summary>
    private static IOperation? ItemsOf(IInvocationOperation invocation, IArgumentOperation lambda)
    {
        var first = invocation.Instance ?? (invocation.Arguments.Length > 0 ? invocation.Arguments[0].Value : null);
        return first is not null && !ReferenceEquals(first, lambda.Value) && Sequences.IsSequence(first.Type) ? first : null;
    }

    private Frame? Enter(IMethodSymbol method, IOperation site, IOperation? instance, ImmutableArray<IArgumentOperation> given)
    {
        if (Exploration.Compilation.Body(method, Exploration.CancellationToken) is not { } body || IsRunning(body) || !Exploration.TrySpend())
        {
            return null;
        }

        var isLocal = method.MethodKind == MethodKind.LocalFunction;
        var onThis = instance is null or IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance };
        var frame = new Frame(
            Exploration, body, this, site, isLocal || (onThis && !method.IsStatic && DerivesFrom(ThisType, method.ContainingType)) ? ThisType : method.ContainingType)
        {
            Receiver = onThis ? MethodFrame.Receiver : new(instance!, this),
        };

        // Parameters are looked up as the body refers to them: by their definition. The called method may be an
        // interface's or a base class's, so they go by their number.
        var parameters = (method.PartialImplementationPart ?? method).OriginalDefinition.Parameters;
        foreach (var argument in given)
        {
            if (argument.Parameter is { } parameter && parameter.Ordinal < parameters.Length)
            {
                frame.arguments[parameters[parameter.Ordinal]] = new(argument.Value, this);
            }
        }

        Map(frame, method.OriginalDefinition.TypeParameters, method.TypeArguments);
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            Map(frame, type.OriginalDefinition.TypeParameters, type.TypeArguments);
        }

        return frame;

        static void Map(Frame frame, ImmutableArray<ITypeParameterSymbol> parameters, ImmutableArray<ITypeSymbol> arguments)
        {
            for (var i = 0; i < parameters.Length && i < arguments.Length; i++)
            {
                if (!SymbolEqualityComparer.Default.Equals(parameters[i], arguments[i]))
                {
                    frame.typeArguments[parameters[i]] = arguments[i];
                }
            }
        }
    }

    private bool IsRunning(MethodBody body)
    {
        for (var frame = this; frame is not null; frame = frame.Caller)
        {
            if (ReferenceEquals(frame.Body, body))
            {
                return true;
            }
        }

        return false;
    }

    internal static bool DerivesFrom(ITypeSymbol? type, ITypeSymbol ancestor)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, ancestor.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    private static INamedTypeSymbol? EnclosingType(MethodBody body)
    {
        for (var current = body; current is not null; current = current.Parent)
        {
            if (current.Method?.ContainingType is { } type)
            {
                return type;
            }
        }

        return null;
    }
}
