using System;
using System.Collections;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>
/// Compares migration operations by all they say: every property, nested operations and annotations included. Left out
/// is what EF's code generator leaves out of a migration; <see cref="IsWritten"/> lists it.
/// </summary>
internal static class OperationComparer
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> PropertiesByType = new();

    /// <summary>
    /// The operation in one line. Properties with the default of their type are not named; annotations follow in braces,
    /// by name. Numbers and dates carry their type.
    /// </summary>
    public static string Describe(MigrationOperation operation) => Describe(operation, owner: null);

    /// <summary>The operation's name as <c>MigrationBuilder</c> has it: <c>AddColumn</c>.</summary>
    public static string KindOf(MigrationOperation operation)
    {
        const string suffix = "Operation";
        var name = operation.GetType().Name;
        return name.EndsWith(suffix, StringComparison.Ordinal) ? name[..^suffix.Length] : name;
    }

    /// <summary>
    /// What stands between the two lists, whatever the order of their operations: a line that starts with <c>- </c> is
    /// expected and missing, one with <c>+ </c> is there and not expected. Empty where they are the same.
    /// </summary>
    public static IReadOnlyList<string> Difference(IEnumerable<MigrationOperation> expected, IEnumerable<MigrationOperation> actual)
    {
        var missing = expected.Select(Describe).ToList();
        var unexpected = actual.Select(Describe).Where(operation => !missing.Remove(operation)).ToList();
        return [.. missing.Select(operation => $"- {operation}"), .. unexpected.Select(operation => $"+ {operation}")];
    }

    /// <param name="owner">The operation that this one is a part of.</param>
    private static bool IsWritten(string property, MigrationOperation operation, MigrationOperation? owner) => (property, operation, owner) switch
    {
        // The differ sets it for a warning of the tool.
        (nameof(MigrationOperation.IsDestructiveChange), _, _) => false,

        // The differ gives every new required column the default of its type, the generator writes one of the three.
        (nameof(ColumnOperation.DefaultValue), ColumnOperation column, _) => column is { DefaultValueSql: null, ComputedColumnSql: null },

        // The generator writes what differs from the usual.
        (nameof(ColumnOperation.IsUnicode), ColumnOperation column, _) => column.IsUnicode is false,
        (nameof(ColumnOperation.IsFixedLength), ColumnOperation column, _) => column.IsFixedLength is true,

        // The generator writes oldStored only where the column is still computed: that it was stored is lost.
        (nameof(ColumnOperation.IsStored), _, AlterColumnOperation { IsStored: null }) => false,
        _ => true,
    };

    private static PropertyInfo[] FindProperties(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0)
            .DistinctBy(property => property.Name)
            .OrderBy(property => property.Name, StringComparer.Ordinal),
    ];

    private static bool IsDefault(object? value, Type type) => value switch
    {
        null => true,

        // Not so an empty array: an index with one is descending in every column.
        ICollection { Count: 0 } and not Array => true,
        _ => type.IsValueType && Nullable.GetUnderlyingType(type) is null && value.Equals(Activator.CreateInstance(type)),
    };

    private static string Describe(MigrationOperation operation, MigrationOperation? owner)
    {
        var properties = PropertiesByType.GetOrAdd(operation.GetType(), FindProperties)
            .Where(property => IsWritten(property.Name, operation, owner))
            .Select(property => (property.Name, Value: property.GetValue(operation), Type: property.PropertyType))
            .Where(property => !IsDefault(property.Value, property.Type))
            .Select(property => $"{property.Name}: {Describe(InAnyOrder(property.Value), operation)}");

        var annotations = operation.GetAnnotations()
            .OrderBy(annotation => annotation.Name, StringComparer.Ordinal)
            .Select(annotation => $"{annotation.Name}: {Describe(annotation.Value, operation)}")
            .ToList();

        return $"{KindOf(operation)}({string.Join(", ", properties)})"
            + (annotations.Count == 0 ? "" : $" {{ {string.Join(", ", annotations)} }}");
    }

    // A Down is scaffolded from a snapshot, which has lost the order that the table's columns and keys were created in.
    private static object? InAnyOrder(object? value) =>
        value is IEnumerable<MigrationOperation> parts ? parts.OrderBy(part => part.GetType().GetProperty("Name")?.GetValue(part) as string, StringComparer.Ordinal) : value;

    private static string Describe(object? value, MigrationOperation owner) => value switch
    {
        null => "null",
        string text => $"\"{text.ReplaceLineEndings("\\n")}\"",
        bool flag => flag ? "true" : "false",
        MigrationOperation operation => Describe(operation, owner),
        Type type => $"typeof({type})",
        byte[] bytes => $"0x{Convert.ToHexString(bytes)}",
        Array { Rank: 2 } table => $"[{string.Join(", ", Rows(table, owner))}]",
        IEnumerable items => $"[{string.Join(", ", items.Cast<object?>().Select(item => Describe(item, owner)))}]",
        DateTime or DateTimeOffset or DateOnly or TimeOnly => string.Create(CultureInfo.InvariantCulture, $"{value.GetType().Name} {value:o}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{value.GetType().Name} {value}"),
    };

    private static IEnumerable<string> Rows(Array table, MigrationOperation owner) => Enumerable.Range(0, table.GetLength(0)).Select(row =>
        $"[{string.Join(", ", Enumerable.Range(0, table.GetLength(1)).Select(column => Describe(table.GetValue(row, column), owner)))}]");
}
