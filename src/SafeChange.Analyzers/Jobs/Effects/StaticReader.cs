using System.Linq;
using Microsoft.CodeAnalysis.Operations;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>Reads <c>Interlocked.Increment(ref count)</c> on static state.</summary>
internal static class StaticReader
{
    /// <summary>The effect, or null where it is not static state that changes.</summary>
    public static Effect? Read(IInvocationOperation call) =>
        call.Arguments.FirstOrDefault()?.Value is IFieldReferenceOperation { Field: { IsStatic: true } field }
            ? new(EffectKind.Static, call, field.ContainingType.Name + "." + field.Name) { Member = field, Entity = field.ContainingType }
            : null;
}
