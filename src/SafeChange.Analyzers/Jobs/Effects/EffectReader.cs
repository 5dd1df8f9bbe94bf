using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>
/// Says what one operation does that a second run would do again. Made once a compilation and safe to use from several
/// threads. Plain calls are lines of the catalogue; what stands here and in the readers beside is judgement.
/// </summary>
internal sealed class EffectReader
{
    private readonly EffectCatalog catalog;
    private readonly CallReader calls;

    public EffectReader(KnownTypes types, SymbolCatalog effects)
    {
        catalog = new(effects);
        var bodies = new Bodies(types.Compilation);
        Stability = new(bodies);
        Keys = new(bodies, Stability);
        calls = new(types, catalog, Stability, Keys);
    }

    /// <summary>Whether a value is the same on a second run.</summary>
    public KeyStabilityReader Stability { get; }

    /// <summary>The primary keys of what is added, for a caller that has found out more about an object.</summary>
    public EntityKeys Keys { get; }

    /// <summary>The effect of one operation of the tree as it is written, or null. Cheap for operations that have none.</summary>
    public Effect? Read(IOperation operation, Values values, EffectSettings settings)
    {
        switch (operation.Kind)
        {
            case OperationKind.Invocation:
                return calls.Read((IInvocationOperation)operation, values, settings);
            case OperationKind.ObjectCreation:
                return calls.Read((IObjectCreationOperation)operation, values, settings);
            case OperationKind.CompoundAssignment:
            case OperationKind.Increment:
            case OperationKind.Decrement:
                return AccumulateReader.Read(operation, values, settings);
            case OperationKind.SimpleAssignment:
                return AccumulateReader.Read(operation, values, settings) ?? calls.Read((ISimpleAssignmentOperation)operation, values, settings);
            default:
                return null;
        }
    }

    /// <summary>
    /// The effect that a call has by its name alone: a member without a body called <c>SendEmail…</c> on a type called
    /// <c>…Mail…</c>. For calls that lead to no source; where there is source, its body says what it does.
    /// </summary>
    public Effect? ReadByName(IInvocationOperation call) => NamedEffects.Read(call);
}
