using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Tests.Verification;

/// <summary>What the package ships, found by reflection as a compiler and an IDE find it.</summary>
internal static class Shipped
{
    public static ImmutableArray<Assembly> Assemblies { get; } = [typeof(SafeChangeAnalyzer).Assembly, Assembly.Load("SafeChange.Analyzers.CodeFixes")];

    public static ImmutableArray<DiagnosticAnalyzer> Analyzers { get; } = Instances<DiagnosticAnalyzer>();

    public static ImmutableArray<CodeFixProvider> Fixes { get; } = Instances<CodeFixProvider>();

    /// <summary>Every rule, in the order of the IDs.</summary>
    public static ImmutableArray<Rule> Rules { get; } =
    [
        .. Analyzers
            .SelectMany(analyzer => analyzer.SupportedDiagnostics)
            .DistinctBy(descriptor => descriptor.Id)
            .OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal)
            .Select(descriptor => new Rule(descriptor)),
    ];

    private static ImmutableArray<T> Instances<T>() =>
    [
        .. Assemblies
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.IsSubclassOf(typeof(T)) && !type.IsAbstract)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (T)Activator.CreateInstance(type)!),
    ];
}

/// <summary>A rule and the files that belong to it.</summary>
internal sealed record Rule(DiagnosticDescriptor Descriptor)
{
    public string Id => Descriptor.Id;

    /// <summary>The ID and the name, for instance <c>SAFE0001InvalidOption</c>: how its files and its class are called.</summary>
    public string FullName => Path.GetFileNameWithoutExtension(new Uri(Descriptor.HelpLinkUri).AbsolutePath);

    /// <summary>The name alone, for instance <c>InvalidOption</c>.</summary>
    public string Name => FullName[Id.Length..];

    /// <summary>The folder of its family in the analyzer project, from the root of the repository.</summary>
    public string Folder => "src/SafeChange.Analyzers/" + RuleDescriptors.Folder(Descriptor.Category);

    /// <summary>Its page, from the root of the repository.</summary>
    public string Page => $"{Folder}/{FullName}.md";

    /// <summary>The class of its name, with what is said about it in attributes; null where there is none.</summary>
    public Type? Class => Shipped.Assemblies[0].GetTypes().SingleOrDefault(type => type.Name == FullName);

    /// <summary>The fixes that are offered for it.</summary>
    public ImmutableArray<CodeFixProvider> Fixes => [.. Shipped.Fixes.Where(fix => fix.FixableDiagnosticIds.Contains(Id))];

    /// <summary>Why it has no fix, where that is said.</summary>
    public string? NoFixReason => Class?.GetCustomAttribute<NoCodeFixAttribute>()?.Reason;

    /// <summary>Its default severity in the words of an <c>.editorconfig</c>; <c>none</c> where it is off.</summary>
    public string DefaultSeverity => !Descriptor.IsEnabledByDefault ? "none" : Descriptor.DefaultSeverity switch
    {
        DiagnosticSeverity.Error => "error",
        DiagnosticSeverity.Warning => "warning",
        DiagnosticSeverity.Info => "suggestion",
        _ => "silent",
    };

    public override string ToString() => FullName;
}
