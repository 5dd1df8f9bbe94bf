using System.Collections.Immutable;

namespace SafeChange.Analyzers.Security.Catalog;

/// <summary>How code decides a setting.</summary>
internal enum SettingKind
{
    /// <summary>A property or field is given a value: assignment, object initializer, <c>with</c>, compound assignment.</summary>
    Property,

    /// <summary>A collection that is there already is changed: <c>Add</c>, <c>Clear</c> and the like on a get-only property.</summary>
    Collection,

    /// <summary>A handler is added to an event.</summary>
    Event,

    /// <summary>A static field, static property or enum member is used as a value.</summary>
    Field,

    /// <summary>A method is called.</summary>
    Call,

    /// <summary>An object is created.</summary>
    Constructor,

    /// <summary>An attribute is applied.</summary>
    Attribute,

    /// <summary>An HTTP response header is written.</summary>
    Header,

    /// <summary>A keyword stands in a connection string.</summary>
    ConnectionString,

    /// <summary>A text in code is itself the setting: a key, a token.</summary>
    Literal,

    /// <summary>An AppContext switch is set.</summary>
    Switch,
}

/// <summary>The words for the kinds, as a catalogue spells them, in the order of <see cref="SettingKind"/>.</summary>
internal static class SettingKinds
{
    public static ImmutableArray<string> Words { get; } = ImmutableArray.Create(
        "property", "collection", "event", "field", "call", "constructor", "attribute", "header", "connection_string", "literal", "switch");
}
