using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>Members through which a framework hands out state that it stores: sagas and grains.</summary>
internal static class StateContainers
{
    public static bool IsState(ISymbol member) => (member.Name, member.ContainingType?.Name) switch
    {
        ("State", "IPersistentState" or "IStorage" or "Grain" or "ITransactionalState" or "IFacet") => member.ContainingType!.IsGenericType,
        ("Data", "Saga" or "IdempotentSaga") => true,
        ("Saga", "SagaConsumeContext" or "BehaviorContext") => true,
        ("Instance", "BehaviorContext") => true,
        _ => false,
    };
}
