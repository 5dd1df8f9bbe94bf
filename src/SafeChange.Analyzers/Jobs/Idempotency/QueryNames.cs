using System;
using System.Collections.Generic;
using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>The standard query operators by name, with or without Async: what LINQ, EF Core and the document stores have in common.</summary>
internal static class QueryNames
{
    private static readonly HashSet<string> Existence = new(StringComparer.Ordinal)
    {
        "Any", "All", "Contains", "Exists", "ContainsKey", "TryGetValue", "DocumentExists",
    };

    private static readonly HashSet<string> Counts = new(StringComparer.Ordinal)
    {
        "Count", "LongCount", "CountDocuments", "EstimatedDocumentCount",
    };

    private static readonly HashSet<string> Singles = new(StringComparer.Ordinal)
    {
        "First", "FirstOrDefault", "Single", "SingleOrDefault", "Last", "LastOrDefault", "Find", "ElementAt", "ElementAtOrDefault", "Max", "Min",
        "MaxBy", "MinBy", "Sum", "Average", "Aggregate", "GetValueOrDefault", "Load", "FindOne", "ExecuteScalar",
    };

    private static readonly HashSet<string> Lists = new(StringComparer.Ordinal)
    {
        "ToList", "ToArray", "ToDictionary", "ToHashSet", "ToLookup", "ToFrozenSet", "ToFrozenDictionary", "ToImmutableArray", "ToImmutableList", "ToEnumerable", "ForEach",
    };

    private static readonly HashSet<string> Sequences = new(StringComparer.Ordinal)
    {
        "Where", "WhereIf", "Select", "SelectMany", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Order", "OrderDescending", "Skip", "Take",
        "SkipWhile", "TakeWhile", "Distinct", "DistinctBy", "GroupBy", "Join", "GroupJoin", "LeftJoin", "Include", "ThenInclude", "AsNoTracking", "AsTracking",
        "AsNoTrackingWithIdentityResolution", "AsSplitQuery", "AsSingleQuery", "AsQueryable", "AsEnumerable", "AsAsyncEnumerable", "IgnoreQueryFilters", "IgnoreAutoIncludes",
        "TagWith", "TagWithCallSite", "OfType", "Cast", "Except", "ExceptBy", "Intersect", "IntersectBy", "Union", "UnionBy", "Concat", "Append", "Prepend", "Reverse",
        "Chunk", "Batch", "Buffer", "DefaultIfEmpty", "WithCancellation", "Zip", "Index", "Limit", "Sort", "SortBy", "SortByDescending", "Project", "Batches", "Items", "Values", "Keys",
    };

    public static bool IsExistence(string name) => Existence.Contains(Plain(name));

    public static bool IsCount(string name) => Counts.Contains(Plain(name));

    /// <summary>Whether the method asks the set, rather than describing what to ask.</summary>
    public static bool IsTerminal(string name)
    {
        var plain = Plain(name);
        return Existence.Contains(plain) || Counts.Contains(plain) || Singles.Contains(plain) || Lists.Contains(plain);
    }

    /// <summary>Whether the result of the method is about the elements of what it is called on.</summary>
    public static bool IsOperator(string name)
    {
        var plain = Plain(name);
        return Sequences.Contains(plain) || Existence.Contains(plain) || Counts.Contains(plain) || Singles.Contains(plain) || Lists.Contains(plain);
    }

    /// <summary>Operators whose second sequence is what is left out.</summary>
    public static bool IsExclusion(string name) => name is "Except" or "ExceptBy";

    /// <summary>Whether a method without source loads stored data, by its name.</summary>
    public static bool IsLoad(string name) =>
        StartsWith(name, "Get") || StartsWith(name, "Find") || StartsWith(name, "Load") || StartsWith(name, "Fetch") || StartsWith(name, "Query")
        || StartsWith(name, "Single") || StartsWith(name, "First") || StartsWith(name, "List") || StartsWith(name, "Retrieve") || StartsWith(name, "Lookup")
        || StartsWith(name, "Search") || StartsWith(name, "Read") || StartsWith(name, "TryGet");

    /// <summary>Whether a method without source writes stored data, by its name.</summary>
    public static bool IsStore(string name) =>
        StartsWith(name, "Update") || StartsWith(name, "Save") || StartsWith(name, "Store") || StartsWith(name, "Upsert") || StartsWith(name, "Replace")
        || StartsWith(name, "Commit") || StartsWith(name, "Complete") || StartsWith(name, "Persist") || StartsWith(name, "Flush");

    /// <summary>Whether a method without source adds to what is stored, by its name.</summary>
    public static bool IsAdd(string name) =>
        StartsWith(name, "Add") || StartsWith(name, "Insert") || StartsWith(name, "Create") || StartsWith(name, "Save") || StartsWith(name, "Store")
        || StartsWith(name, "Upsert") || StartsWith(name, "Record") || StartsWith(name, "Register");

    /// <summary>Whether a method of the team's own asks something and changes nothing, by its name: IsLicenseValid, GetToken, but not GetOrCreate.</summary>
    public static bool IsQuestion(string name) =>
        (IsLoad(name) || StartsWith(name, "Is") || StartsWith(name, "Has") || StartsWith(name, "Can") || StartsWith(name, "Should") || StartsWith(name, "Exists")
            || StartsWith(name, "Check") || StartsWith(name, "Validate") || StartsWith(name, "Verify"))
        && !(name.Contains("And") || name.Contains("Or") || name.Contains("Create"));

    public static bool IsRemove(string name) => StartsWith(name, "Remove") || StartsWith(name, "Delete") || StartsWith(name, "ExecuteDelete") || StartsWith(name, "Clear") || StartsWith(name, "Dequeue");

    public static string Plain(string name) => name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - 5) : name;

    /// <summary>Whether a namespace holds the framework's own types, whose Get and Add are no stores.</summary>
    public static bool IsPlatform(ISymbol symbol)
    {
        var ns = symbol.ContainingNamespace;
        while (ns is { IsGlobalNamespace: false, ContainingNamespace.IsGlobalNamespace: false })
        {
            if (ns is { Name: "Extensions", ContainingNamespace: { Name: "Microsoft", ContainingNamespace.IsGlobalNamespace: true } })
            {
                return true;
            }

            ns = ns.ContainingNamespace;
        }

        return ns is { Name: "System" };
    }

    private static bool StartsWith(string name, string word) =>
        name.StartsWith(word, StringComparison.Ordinal) && (name.Length == word.Length || !char.IsLower(name[word.Length]));
}
