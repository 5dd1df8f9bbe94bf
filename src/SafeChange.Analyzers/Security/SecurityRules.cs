using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Security.Catalog;

namespace SafeChange.Analyzers.Security;

/// <summary>The rules about settings that are buried, one a category.</summary>
internal static class SecurityRules
{
    /// <summary>In the order of <see cref="SettingCategory"/>.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfCategories { get; } = ImmutableArray.Create(
        SAFE1001PermissionBuried.Descriptor,
        SAFE1002SecretBuried.Descriptor,
        SAFE1003HeaderBuried.Descriptor,
        SAFE1004LimitBuried.Descriptor,
        SAFE1005LoggingBuried.Descriptor,
        SAFE1006TransportBuried.Descriptor,
        SAFE1007AuthenticationBuried.Descriptor,
        SAFE1008CookieBuried.Descriptor,
        SAFE1009CorsBuried.Descriptor,
        SAFE1010AntiforgeryBuried.Descriptor,
        SAFE1011CryptographyBuried.Descriptor,
        SAFE1012DeserializationBuried.Descriptor,
        SAFE1013RateLimitBuried.Descriptor,
        SAFE1014DetailsExposed.Descriptor,
        SAFE1015HostingBuried.Descriptor);

    public static DiagnosticDescriptor Of(SettingCategory category) => OfCategories[(int)category];

    /// <summary>
    /// Makes the descriptor of such a rule. Its message names the setting, where it hides, what it weakens and where its
    /// home is. The descriptor is a warning; what neither weakens nor reaches the whole process is reported as a suggestion.
    /// </summary>
    /// <param name="id">The ID, from <see cref="RuleIds"/>.</param>
    /// <param name="name">The rule's name.</param>
    /// <param name="title">What is wrong, in one line.</param>
    /// <param name="noun">What a setting of the category is called.</param>
    /// <param name="description">Why it matters.</param>
    public static DiagnosticDescriptor Buried(string id, string name, string title, string noun, string description) =>
        RuleDescriptors.Create(
            id, name, title, noun + " '{0}' hides in '{1}'{2}: {3}", RuleCategories.Security, Confidence.Certain, description);
}
