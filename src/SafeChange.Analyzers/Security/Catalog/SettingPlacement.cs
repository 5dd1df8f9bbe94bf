using System.Collections.Immutable;

namespace SafeChange.Analyzers.Security.Catalog;

/// <summary>Where a setting may stand.</summary>
internal enum SettingPlacement
{
    /// <summary>In the security home.</summary>
    Home,

    /// <summary>In the security home or where the application is composed.</summary>
    Root,

    /// <summary>Beside the object that it belongs to, unless it weakens.</summary>
    Local,

    /// <summary>On the endpoint it is about: made to stand there, never buried.</summary>
    Endpoint,

    /// <summary>Anywhere: listed, never reported.</summary>
    Inventory,
}

/// <summary>How far a setting reaches.</summary>
internal enum SettingScope
{
    /// <summary>Everything that the process does, whoever set it.</summary>
    Process,

    /// <summary>The application: there is one such setting in it.</summary>
    App,

    /// <summary>One object among others: a client, a policy, a cookie.</summary>
    Instance,

    /// <summary>One endpoint or one response.</summary>
    Endpoint,

    /// <summary>A text.</summary>
    String,
}

/// <summary>The words of a catalogue for places and scopes, in the order of the enumerations.</summary>
internal static class SettingPlaces
{
    public static ImmutableArray<string> PlacementWords { get; } = ImmutableArray.Create("home", "root", "local", "endpoint", "inventory");

    public static ImmutableArray<string> ScopeWords { get; } = ImmutableArray.Create("process", "app", "instance", "endpoint", "string");
}
