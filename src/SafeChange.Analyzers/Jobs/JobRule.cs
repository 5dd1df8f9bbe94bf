using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Jobs;

/// <summary>A rule of the family 2xxx: judges one handler that has been read.</summary>
internal abstract class JobRule
{
    public abstract DiagnosticDescriptor Descriptor { get; }

    /// <summary>Reports what the rule finds. Rules come in an order: what an earlier one has reported of an effect, a later one leaves.</summary>
    public abstract void Judge(JobCase job);
}
