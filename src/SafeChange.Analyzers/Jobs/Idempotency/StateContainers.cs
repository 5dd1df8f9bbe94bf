using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

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

    /// <summary>Whether a framework stores an object when the handler is done, with no call to do so: the data of a saga.</summary>
    public static bool IsAutomatic(IOperation subject, Frame frame)
    {
        for (var current = frame.Resolve(subject).Operation; current is IMemberReferenceOperation member; current = member.Instance!)
        {
            if (IsState(member.Member) && member.Member.ContainingType.Name is "Saga" or "IdempotentSaga" or "SagaConsumeContext" or "BehaviorContext")
            {
                return true;
            }

            if (member.Instance is null)
            {
                return false;
            }
        }

        return false;
    }
}
