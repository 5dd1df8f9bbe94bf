using System;
using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Foundation;

/// <summary>How sure a rule is of what it reports. The confidence settles the default severity.</summary>
internal enum Confidence
{
    /// <summary>No false positive is known: a warning.</summary>
    Certain,

    /// <summary>May be wrong now and then, or is a matter of taste: a suggestion.</summary>
    Likely,

    /// <summary>For teams that ask for it: off until it is switched on.</summary>
    Advisory,
}

/// <summary>The families of rules, as they stand in the category of a descriptor.</summary>
internal static class RuleCategories
{
    public const string Configuration = "SafeChange.Configuration";
    public const string ChangeNotes = "SafeChange.ChangeNotes";
    public const string Security = "SafeChange.Security";
    public const string Jobs = "SafeChange.Jobs";
    public const string Migrations = "SafeChange.Migrations";
    public const string Separation = "SafeChange.Separation";
}

/// <summary>The only maker of <see cref="DiagnosticDescriptor"/>s; the constructor is banned elsewhere.</summary>
internal static class RuleDescriptors
{
    /// <summary>Makes the descriptor of a rule.</summary>
    /// <param name="id">The ID, from <see cref="RuleIds"/>.</param>
    /// <param name="name">The rule's name in PascalCase; its page is <c>&lt;id&gt;&lt;name&gt;.md</c>.</param>
    /// <param name="title">What is wrong, in one line.</param>
    /// <param name="messageFormat">The risk and the next step, naming the symbol.</param>
    /// <param name="category">One of <see cref="RuleCategories"/>.</param>
    /// <param name="confidence">How sure the rule is; settles the default severity.</param>
    /// <param name="description">Why it matters, in one or two sentences.</param>
    /// <param name="atCompilationEnd">Whether the rule reports at the end of a compilation only.</param>
    public static DiagnosticDescriptor Create(
        string id,
        string name,
        string title,
        string messageFormat,
        string category,
        Confidence confidence,
        string description,
        bool atCompilationEnd = false)
    {
#pragma warning disable RS0030 // the one place where the constructor may stand
        return new DiagnosticDescriptor(
            id,
            title,
            messageFormat,
            category,
            confidence == Confidence.Certain ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info,
            isEnabledByDefault: confidence != Confidence.Advisory,
            description,
            HelpLink(id, name, category),
            atCompilationEnd ? [WellKnownDiagnosticTags.CompilationEnd] : []);
#pragma warning restore RS0030
    }

    /// <summary>The folder of a family under <c>src/SafeChange.Analyzers</c>.</summary>
    public static string Folder(string category) => category switch
    {
        RuleCategories.Configuration => "Foundation",
        _ => category.Substring("SafeChange.".Length),
    };

    // The version's tag, so that the help describes the rule that reported.
    private static string HelpLink(string id, string name, string category) =>
        $"https://github.com/safechange/safechange-analyzers/blob/v{Version}/src/SafeChange.Analyzers/{Folder(category)}/{id}{name}.md";

    private static string Version { get; } =
        typeof(RuleDescriptors).Assembly.GetName().Version is { } version
            ? FormattableString.Invariant($"{version.Major}.{version.Minor}.{version.Build}")
            : "0.0.0";
}
