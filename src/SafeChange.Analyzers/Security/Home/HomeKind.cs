namespace SafeChange.Analyzers.Security.Home;

/// <summary>Why a place is a home of security settings.</summary>
internal enum HomeKind
{
    /// <summary>It is none: a decision there is buried.</summary>
    None,

    /// <summary>Somebody said so: an <c>.editorconfig</c> section or <c>[SecuritySettings]</c>.</summary>
    Declared,

    /// <summary>The application is composed there.</summary>
    Composition,

    /// <summary>Options are configured there: <c>IConfigureOptions</c>, handlers, events, policy providers.</summary>
    Options,

    /// <summary>It is named for security.</summary>
    Name,
}
