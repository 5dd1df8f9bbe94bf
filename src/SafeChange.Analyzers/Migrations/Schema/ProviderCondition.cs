using System;
using System.Collections.Immutable;

namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>
/// Under which database provider a piece of a migration runs: a small tree of tests on the provider's name, which
/// can be asked for one provider at a time.
/// </summary>
internal sealed class ProviderCondition
{
    private static readonly ImmutableHashSet<string> Nothing = ImmutableHashSet<string>.Empty;
    private readonly Func<string, bool?> holds;

    private ProviderCondition(Func<string, bool?> holds, ImmutableHashSet<string> mentioned, string? code) =>
        (this.holds, Mentioned, Code) = (holds, mentioned, code);

    public static ProviderCondition Always { get; } = new(static _ => true, Nothing, null);

    public static ProviderCondition Never { get; } = new(static _ => false, Nothing, null);

    /// <summary>A test that says nothing about the provider: what stands under it may run or not.</summary>
    public static ProviderCondition Unknown { get; } = new(static _ => null, Nothing, null);

    /// <summary>The providers that the tests name.</summary>
    public ImmutableHashSet<string> Mentioned { get; }

    /// <summary>The condition as code that may be written elsewhere in the class; null where there is none.</summary>
    public string? Code { get; }

    public bool IsAlways => ReferenceEquals(this, Always);

    /// <summary>Whether the code runs under the provider; null where that is not known.</summary>
    public bool? Holds(string provider) => holds(provider);

    public static ProviderCondition Is(string provider, string? code) =>
        new(name => string.Equals(name, provider, StringComparison.OrdinalIgnoreCase), Nothing.Add(provider), code);

    /// <summary>A test of a part of the provider's name, such as <c>ActiveProvider.Contains("Sqlite")</c>.</summary>
    public static ProviderCondition NameContains(string part, string? code) =>
        new(name => name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0, Nothing.Add(part), code);

    public ProviderCondition Not() =>
        ReferenceEquals(this, Always) ? Never
        : ReferenceEquals(this, Never) ? Always
        : ReferenceEquals(this, Unknown) ? Unknown
        : new(provider => !holds(provider), Mentioned, Code is null ? null : $"!({Code})");

    public ProviderCondition And(ProviderCondition other) =>
        ReferenceEquals(this, Always) ? other
        : ReferenceEquals(other, Always) ? this
        : ReferenceEquals(this, Never) || ReferenceEquals(other, Never) ? Never
        : new(
            provider => (holds(provider), other.holds(provider)) switch
            {
                (false, _) or (_, false) => false,
                (true, true) => true,
                _ => null,
            },
            Mentioned.Union(other.Mentioned),
            Code is null || other.Code is null ? null : $"{Code} && {other.Code}");

    public ProviderCondition Or(ProviderCondition other) => Not().And(other.Not()).Not().WithCode(
        Code is null || other.Code is null ? null : $"({Code} || {other.Code})");

    public ProviderCondition WithCode(string? code) =>
        IsAlways || ReferenceEquals(this, Never) || ReferenceEquals(this, Unknown) ? this : new(holds, Mentioned, code);
}
