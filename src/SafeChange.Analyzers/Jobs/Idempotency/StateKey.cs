using System;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Idempotency;

internal enum StateKind
{
    /// <summary>The rows or documents of a type.</summary>
    Rows,

    /// <summary>The rows of an SQL table.</summary>
    Table,

    /// <summary>A property or field.</summary>
    Member,

    /// <summary>A column in SQL text.</summary>
    Column,

    /// <summary>What an object without source keeps: a store of processed messages, a cache that processes share.</summary>
    Store,
}

/// <summary>A piece of stored state, as far as code names it: what a condition reads and a handler writes.</summary>
internal sealed class StateKey
{
    private StateKey(StateKind kind, ISymbol? symbol, string name)
    {
        Kind = kind;
        Symbol = symbol;
        Name = name;
    }

    public StateKind Kind { get; }

    public ISymbol? Symbol { get; }

    public string Name { get; }

    /// <summary>The name as members and columns are compared: without underscores, in lower case.</summary>
    public string PlainName => Plain(Name);

    public static StateKey Rows(ITypeSymbol entity) => new(StateKind.Rows, entity.OriginalDefinition, entity.Name);

    public static StateKey Table(string name) => new(StateKind.Table, null, name);

    public static StateKey Member(ISymbol member) => new(StateKind.Member, member.OriginalDefinition, member.Name);

    public static StateKey Column(string name) => new(StateKind.Column, null, name);

    public static StateKey Store(ITypeSymbol type) => new(StateKind.Store, type.OriginalDefinition, type.Name);

    /// <summary>Whether both are the same state, or may be: a base class and its derived one, an entity and its table.</summary>
    public bool Matches(StateKey other) => (Kind, other.Kind) switch
    {
        (StateKind.Rows, StateKind.Rows) => IsSameOrDerived((ITypeSymbol)Symbol!, (ITypeSymbol)other.Symbol!),
        (StateKind.Rows, StateKind.Table) => IsTableOf(Name, other.Name),
        (StateKind.Table, StateKind.Rows) => IsTableOf(other.Name, Name),
        (StateKind.Table, StateKind.Table) => string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase),
        (StateKind.Member, StateKind.Member) => IsSameMember(Symbol!, other.Symbol!),
        (StateKind.Member, StateKind.Column) or (StateKind.Column, StateKind.Member) or (StateKind.Column, StateKind.Column) =>
            Plain(Name) == Plain(other.Name),
        (StateKind.Store, StateKind.Store) => SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol),
        _ => false,
    };

    private static bool IsSameOrDerived(ITypeSymbol left, ITypeSymbol right)
    {
        if (SymbolEqualityComparer.Default.Equals(left, right))
        {
            return true;
        }

        if (left.SpecialType == SpecialType.System_Object || right.SpecialType == SpecialType.System_Object)
        {
            return false;
        }

        return Frame.DerivesFrom(left, right) || Frame.DerivesFrom(right, left);
    }

    private static bool IsSameMember(ISymbol left, ISymbol right)
    {
        if (left.Name != right.Name)
        {
            return false;
        }

        // A projection into an anonymous type or a record of the query keeps the name.
        return SymbolEqualityComparer.Default.Equals(left, right)
            || left.ContainingType is not { } leftType || right.ContainingType is not { } rightType
            || leftType.IsAnonymousType || rightType.IsAnonymousType
            || IsSameOrDerived(leftType, rightType)
            || leftType.TypeKind == TypeKind.Interface || rightType.TypeKind == TypeKind.Interface;
    }

    private static bool IsTableOf(string entity, string table)
    {
        var (one, many) = (Plain(entity), Plain(table));
        return many == one || many == one + "s" || many == one + "es"
            || (one.EndsWith("y", StringComparison.Ordinal) && many == one.Substring(0, one.Length - 1) + "ies");
    }

    private static string Plain(string name) => name.Replace("_", "").ToLowerInvariant();
}
