using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;

namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>
/// A value that a migration hands to an operation, as far as it is known: a constant, a reference to a symbol whose
/// value is not known but always the same (an injected schema name), an expression that is known by its text only
/// (<c>new DateTime(2026, 1, 1)</c>), a list, or nothing at all.
/// </summary>
internal sealed class SchemaValue
{
    private static readonly ImmutableArray<SchemaValue> NoItems = ImmutableArray<SchemaValue>.Empty;
    private readonly object? constant;
    private readonly string? identity;

    private SchemaValue(SchemaValueKind kind, object? constant, string? identity, ImmutableArray<SchemaValue> items, string? code)
    {
        (Kind, this.constant, this.identity, Items, Code) = (kind, constant, identity, items, code);
    }

    /// <summary>A value that nothing is known about.</summary>
    public static SchemaValue Unknown { get; } = new(SchemaValueKind.Unknown, null, null, NoItems, null);

    public SchemaValueKind Kind { get; }

    /// <summary>The items of a list.</summary>
    public ImmutableArray<SchemaValue> Items { get; }

    /// <summary>
    /// The expression as it may be written elsewhere in the same class, null where it names locals or parameters.
    /// </summary>
    public string? Code { get; }

    /// <summary>
    /// The expression as it may be written in any class of the project, with the types that it names. Null where it needs
    /// the class it stands in, or is a plain constant.
    /// </summary>
    public (string Code, ImmutableArray<TypeReference> Types)? Anywhere { get; private init; }

    /// <summary>
    /// The member of the migration's own class that a symbol's path begins with (<c>_schema</c>); null for any other value.
    /// </summary>
    public string? OwnMember =>
        Kind == SchemaValueKind.Symbol && identity!.StartsWith("this.", StringComparison.Ordinal) ? identity.Split('.')[1] : null;

    public bool IsKnown => Kind != SchemaValueKind.Unknown && Items.All(static item => item.IsKnown);

    /// <summary>Whether the value is the constant null.</summary>
    public bool IsNull => Kind == SchemaValueKind.Constant && constant is null;

    /// <summary>The constant, where the value is one.</summary>
    public object? Constant => Kind == SchemaValueKind.Constant ? constant : null;

    /// <summary>The text, where the value is a constant string.</summary>
    public string? Text => Constant as string;

    public static SchemaValue Of(object? constant, string? code = null) =>
        new(SchemaValueKind.Constant, constant, null, NoItems, code ?? CSharpLiteral.Of(constant));

    /// <summary>A symbol that has the same value wherever it is read, such as a field set by the constructor.</summary>
    public static SchemaValue OfSymbol(string path, string? code) => new(SchemaValueKind.Symbol, null, path, NoItems, code);

    /// <summary>An expression without side effects, compared by its normalised text.</summary>
    public static SchemaValue OfExpression(string normalizedText, string? code) =>
        new(SchemaValueKind.Expression, null, normalizedText, NoItems, code);

    /// <summary>
    /// A new object made of constants. Two of them are different when the same constructor is given different ones.
    /// </summary>
    public static SchemaValue OfCreation(string constructor, ImmutableArray<SchemaValue> arguments, string? code) =>
        new(SchemaValueKind.Creation, null, constructor, arguments, code);

    public static SchemaValue OfList(ImmutableArray<SchemaValue> items, string? code) =>
        new(SchemaValueKind.List, null, null, items, code);

    /// <summary>The same value, written in another way; a constant can always be written as a literal.</summary>
    public SchemaValue WithCode(string? code) =>
        new(Kind, constant, identity, Items, code ?? (Kind == SchemaValueKind.Constant ? CSharpLiteral.Of(constant) : null)) { Anywhere = Anywhere };

    /// <summary>The same value, with what is known of writing it anywhere.</summary>
    public SchemaValue WithAnywhere((string Code, ImmutableArray<TypeReference> Types)? anywhere) =>
        new(Kind, constant, identity, Items, Code) { Anywhere = anywhere };

    /// <summary>
    /// The same value, with code that can be written in another migration's class; without any where there is none.
    /// </summary>
    public SchemaValue ForOtherClass() => Kind switch
    {
        SchemaValueKind.Constant => new(Kind, constant, identity, Items, Anywhere?.Code ?? CSharpLiteral.Of(constant)) { Anywhere = Anywhere },
        SchemaValueKind.List => new(Kind, constant, identity, Items.Select(static item => item.ForOtherClass()).ToImmutableArray(), null),
        SchemaValueKind.Symbol => OwnMember is null ? new(Kind, constant, identity, Items, null) : this,
        _ => new(Kind, constant, identity, Items, Anywhere?.Code) { Anywhere = Anywhere },
    };

    /// <summary>Whether two values are the same; null where that is not known.</summary>
    public static bool? AreEqual(SchemaValue left, SchemaValue right)
    {
        if (left.Kind == right.Kind
            && (left.Kind == SchemaValueKind.List || (left.Kind == SchemaValueKind.Creation && left.identity == right.identity)))
        {
            if (left.Items.Length != right.Items.Length)
            {
                return false;
            }

            bool? all = true;
            for (var i = 0; i < left.Items.Length; i++)
            {
                switch (AreEqual(left.Items[i], right.Items[i]))
                {
                    case false:
                        return false;
                    case null:
                        all = null;
                        break;
                }
            }

            return all;
        }

        if (left.Kind != right.Kind)
        {
            return null;
        }

        return left.Kind switch
        {
            SchemaValueKind.Constant => ConstantsEqual(left.constant, right.constant),
            SchemaValueKind.Symbol => left.identity == right.identity ? true : null,
            // Equal texts are equal values; different texts may still be (new DateTime(0L), default(DateTime)).
            SchemaValueKind.Expression => left.identity == right.identity ? true : null,
            _ => null,
        };
    }

    /// <summary>A key under which equal constants and equal symbols meet; null where there is none.</summary>
    public string? Key => Kind switch
    {
        SchemaValueKind.Constant => constant switch
        {
            null => null,
            string text => text,
            // 5m and 5 are the same row key.
            decimal number => number.ToString("G29", CultureInfo.InvariantCulture),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => constant.ToString(),
        },
        // No database object's name starts with this character.
        SchemaValueKind.Symbol => "\u0001" + identity,
        _ => null,
    };

    public override string ToString() => Kind switch
    {
        SchemaValueKind.Constant => constant is null ? "null" : Key!,
        SchemaValueKind.List => string.Join(", ", Items),
        SchemaValueKind.Unknown => "?",
        _ => Code ?? identity!,
    };

    private static bool? ConstantsEqual(object? left, object? right)
    {
        if (left is null || right is null)
        {
            return left is null && right is null;
        }

        if (left is string text && right is string other && text != other)
        {
            // Whether case counts is for the database's collation to say.
            return string.Equals(text, other, StringComparison.OrdinalIgnoreCase) ? null : false;
        }

        // 1, 1L and 1m are the same row key.
        return IsInteger(left) && IsInteger(right)
            ? Convert.ToDecimal(left, CultureInfo.InvariantCulture) == Convert.ToDecimal(right, CultureInfo.InvariantCulture)
            : left.Equals(right);
    }

    private static bool IsInteger(object value) => value is sbyte or byte or short or ushort or int or uint or long or ulong or decimal;
}

/// <summary>A type that code names, and the namespace to import for it.</summary>
internal readonly record struct TypeReference(string Name, string Namespace);

/// <summary>How much is known of a <see cref="SchemaValue"/>.</summary>
internal enum SchemaValueKind
{
    Unknown,
    Constant,
    Symbol,
    Expression,
    Creation,
    List,
}
