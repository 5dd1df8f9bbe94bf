using System;

namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>
/// The name of a database object. Compared without regard to case: two of the four big servers do, and a name that
/// differs in case only is no evidence of a fault on the others.
/// </summary>
internal readonly struct SchemaName(string key, SchemaValue value) : IEquatable<SchemaName>
{
    public string Key { get; } = key;

    /// <summary>Where the name comes from; carries the code to write it with.</summary>
    public SchemaValue Value { get; } = value;

    /// <summary>The name of a value; null where the value is not known well enough to be one.</summary>
    public static SchemaName? Of(SchemaValue? value) => value?.Key is { } key ? new SchemaName(key, value) : null;

    /// <summary>The name that a text is.</summary>
    public static SchemaName OfText(string text) => new(text, SchemaValue.Of(text));

    public bool Equals(SchemaName other) => string.Equals(Key, other.Key, StringComparison.OrdinalIgnoreCase);

    public override bool Equals(object? obj) => obj is SchemaName other && Equals(other);

    public override int GetHashCode() => Key is null ? 0 : StringComparer.OrdinalIgnoreCase.GetHashCode(Key);

    // The database itself has no name.
    public override string ToString() => Value?.ToString() ?? "";

    public static bool operator ==(SchemaName left, SchemaName right) => left.Equals(right);

    public static bool operator !=(SchemaName left, SchemaName right) => !left.Equals(right);
}
