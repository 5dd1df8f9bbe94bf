using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>
/// Judges whether Down takes Up back: applies both to a symbolic schema, once for every provider that the code
/// tells apart, and gathers what the comparisons of the end with the start have found.
/// </summary>
internal static class Symmetry
{
    // The provider that no test names.
    private const string AnyOtherProvider = "\u0001";

    /// <summary>The differences that remain after Up and Down.</summary>
    public static ImmutableArray<Finding> Compare(
        ImmutableArray<SchemaOperation> up, ImmutableArray<SchemaOperation> down, SymmetryOptions options)
    {
        // An operation is at fault when it is under every provider that it runs under: what is missing under one only
        // is the fault of a branch.
        var (hits, providers) = Hits(up, down, options);
        var certain = hits
            .Where(hit => hit.Providers.Count == providers.Count(provider => hit.Found.Operation.Condition.Holds(provider) == true))
            .Where(hit => !IsDoubtful(hit.Found, up, down))
            .Select(static hit => hit.Found)
            .ToList();
        var meant = Pair(
            certain.Where(static found => found.Kind == FindingKind.Unrelated).Select(static found => found.Operation),
            certain.Where(static found => found.Kind == FindingKind.NotUndone).Select(static found => found.Operation));
        return certain
            .Select(found => new Finding(found.Kind, found.Operation, meant.TryGetValue(found.Operation, out var other) ? other : null)
            {
                Providers = providers.Where(provider => found.Operation.Condition.Holds(provider) == true).ToImmutableArray(),
            })
            .ToImmutableArray();
    }

    /// <summary>
    /// The operations of Up that Down undoes under some of the providers that they run under, and does not under
    /// another that a test names. That a provider which no test names is left out may be on purpose.
    /// </summary>
    public static ImmutableArray<Finding> CompareBranches(
        ImmutableArray<SchemaOperation> up, ImmutableArray<SchemaOperation> down, SymmetryOptions options)
    {
        if (up.Concat(down).All(static operation => operation.Condition.Mentioned.IsEmpty))
        {
            return ImmutableArray<Finding>.Empty;
        }

        var (hits, providers) = Hits(up, down, options);
        return hits
            .Where(hit => hit.Found.Kind == FindingKind.NotUndone
                && hit.Providers.Count < providers.Count(provider => hit.Found.Operation.Condition.Holds(provider) == true)
                && !IsDoubtful(hit.Found, up, down))
            .Select(static hit => new Finding(hit.Found.Kind, hit.Found.Operation, Counterpart: null)
            {
                Providers = hit.Providers.Where(static provider => !IsAnyOther(provider)).ToImmutableArray(),
            })
            .Where(static finding => !finding.Providers.IsEmpty)
            .ToImmutableArray();
    }

    /// <summary>Whether it stands for the providers that no test names.</summary>
    public static bool IsAnyOther(string provider) => provider == AnyOtherProvider;

    // What is found, and under which providers, in the order in which it is.
    private static (List<((FindingKind Kind, SchemaOperation Operation) Found, List<string> Providers)> Hits, List<string> Providers) Hits(
        ImmutableArray<SchemaOperation> up, ImmutableArray<SchemaOperation> down, SymmetryOptions options)
    {
        var byFound = new Dictionary<(FindingKind, SchemaOperation), List<string>>();
        var hits = new List<((FindingKind, SchemaOperation), List<string>)>();
        var providers = Providers(up.AddRange(down));
        foreach (var provider in providers)
        {
            foreach (var found in SchemaComparison.Run(up, down, options, provider))
            {
                if (!byFound.TryGetValue(found, out var under))
                {
                    byFound.Add(found, under = []);
                    hits.Add((found, under));
                }

                under.Add(provider);
            }
        }

        return (hits, providers);
    }

    private static bool IsDoubtful((FindingKind Kind, SchemaOperation Operation) found, ImmutableArray<SchemaOperation> up, ImmutableArray<SchemaOperation> down) =>
        (found.Kind == FindingKind.NotUndone ? down : up).Any(other => MayBeTheSameByOtherNames(found.Operation, other));

    /// <summary>
    /// The operations of Up whose effect is there when Up has run: what a Down has to undo. What Up drops and makes
    /// anew under the same name is among them: nobody does that to leave a definition as it was.
    /// </summary>
    public static ImmutableArray<SchemaOperation> NetEffect(ImmutableArray<SchemaOperation> up, SymmetryOptions options)
    {
        var effective = new HashSet<SchemaOperation>(Compare(up, ImmutableArray<SchemaOperation>.Empty, options).Select(static finding => finding.Operation));
        var dropped = new HashSet<(SchemaObjectKind, SchemaName, SchemaName?)>();
        foreach (var operation in up.Where(static operation => operation.Condition.IsAlways))
        {
            var key = (operation.Kind, operation.Name, operation.Table);
            if (operation.Action == SchemaAction.Drop)
            {
                // What was made anew before is gone again.
                effective.RemoveWhere(other => other.Action == SchemaAction.Create && dropped.Contains((other.Kind, other.Name, other.Table))
                    && ((other.Kind, other.Name, other.Table) == key || (operation.Kind == SchemaObjectKind.Table && other.Table == operation.Name)));
                dropped.Add(key);
            }
            else if (operation.Action == SchemaAction.Create && dropped.Contains(key))
            {
                effective.Add(operation);
            }
        }

        return up.RemoveAll(operation => !effective.Contains(operation));
    }

    /// <summary>The schema as Up leaves it, all branches run.</summary>
    public static SchemaState After(ImmutableArray<SchemaOperation> up, SymmetryOptions options)
    {
        var state = new SchemaState(options.ColumnsTakeDependentsAlong);
        foreach (var operation in up)
        {
            state.Apply(operation, MigrationPhase.Up, isCertain: true);
        }

        return state;
    }

    /// <summary>The schema as Up leaves it under a provider.</summary>
    public static SchemaState After(ImmutableArray<SchemaOperation> up, SymmetryOptions options, string provider) =>
        After(up.RemoveAll(operation => operation.Condition.Holds(provider) == false), options);

    // A name that a symbol holds may be the very one that is written out at the other end.
    private static bool MayBeTheSameByOtherNames(SchemaOperation left, SchemaOperation right)
    {
        return left.Kind == right.Kind
            && MayBe(left.Table, right.Table)
            && (MayBe(left.Name, right.Name) || MayBe(left.NewName ?? left.Name, right.Name) || MayBe(left.Name, right.NewName ?? right.Name))
            && (IsUnsure(left.Table, right.Table) || IsUnsure(left.Name, right.Name) || IsUnsure(left.NewName ?? left.Name, right.Name));

        static bool MayBe(SchemaName? one, SchemaName? other) => one is null || other is null || one == other || IsUnsure(one, other);

        static bool IsUnsure(SchemaName? one, SchemaName? other) =>
            one is not null && other is not null && one != other
            && (one.Value.Value?.Kind == SchemaValueKind.Symbol || other.Value.Value?.Kind == SchemaValueKind.Symbol);
    }

    /// <summary>The providers that operations tell apart, and one that no test names.</summary>
    public static List<string> Providers(ImmutableArray<SchemaOperation> operations) =>
        operations.SelectMany(static operation => operation.Condition.Mentioned)
            // A test for no provider at all is not one for a provider.
            .Where(static provider => provider.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Concat([AnyOtherProvider])
            .ToList();

    // An operation of Down that undoes nothing was meant for one of Up that nothing undoes: of the same kind, on the
    // same table, with the nearest name. Each is taken once.
    private static Dictionary<SchemaOperation, SchemaOperation> Pair(IEnumerable<SchemaOperation> unrelated, IEnumerable<SchemaOperation> notUndone)
    {
        var pairs = new Dictionary<SchemaOperation, SchemaOperation>();
        var candidates =
            from inDown in unrelated
            from inUp in notUndone
            where inUp.Kind == inDown.Kind
                && inUp.Kind != SchemaObjectKind.Rows
                && Reversal.IsReversedBy(inUp.Action, inDown.Action)
                && (inDown.Table is null || inUp.Table is null || inDown.Table == inUp.Table)
            orderby EditDistance.Between(NameAfter(inUp).ToString(), inDown.Name.ToString())
            select (inDown, inUp);
        foreach (var (inDown, inUp) in candidates)
        {
            if (!pairs.ContainsKey(inDown) && !pairs.ContainsKey(inUp))
            {
                pairs.Add(inDown, inUp);
                pairs.Add(inUp, inDown);
            }
        }

        return pairs;
    }

    private static SchemaName NameAfter(SchemaOperation operation) => operation.NewName ?? operation.Name;
}
