using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.CodeFixes.Migrations.EntityFrameworkCore;

/// <summary>
/// Columns as the model in a migration's designer part has them: the second source for what is dropped, where the
/// migrations before do not say. Read as text, since binding a model takes longer than anybody waits for a fix. What is not
/// written there in plain values (identity, converted keys, columns of derived types) is not given.
/// </summary>
internal static class DesignerModel
{
    private static readonly HashSet<string> ValueTypes =
    [
        "bool", "byte", "sbyte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "decimal", "char",
        "Guid", "DateTime", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan",
    ];

    // What says nothing about the column itself.
    private static readonly HashSet<string> OfTheModel =
        ["ValueGeneratedNever", "ValueGeneratedOnUpdate", "IsConcurrencyToken", "HasColumnName", "HasJsonPropertyName"];

    /// <summary>The creation of a column; null where the model does not tell.</summary>
    /// <param name="migration">The migration whose model, the one after it, is asked.</param>
    /// <param name="dropped">The operation that drops the column.</param>
    /// <param name="cancellation">Stops the search.</param>
    public static SchemaOperation? Column(INamedTypeSymbol migration, SchemaOperation dropped, CancellationToken cancellation)
    {
        if (dropped.Table is not { Value.Text: { } table } || dropped.Name.Value.Text is not { } column)
        {
            return null;
        }

        var chains = migration.GetMembers("BuildTargetModel").OfType<IMethodSymbol>()
            .SelectMany(static method => method.DeclaringSyntaxReferences)
            .SelectMany(reference => Entities(reference.GetSyntax(cancellation)))
            .Where(entity => IsTable(entity, table, dropped.Schema?.Value.Text))
            .SelectMany(static entity => entity.Statements.OfType<ExpressionStatementSyntax>())
            .Select(static statement => Chain(statement.Expression))
            .Where(chain => chain is [{ Name: "Property", Arguments: [{ } property] }, ..]
                && (chain.FirstOrDefault(static call => call.Name == "HasColumnName")?.Arguments.FirstOrDefault() ?? property) as string == column)
            .Take(2).ToList();
        return chains is [var only] ? Read(only, dropped) : null;
    }

    private static IEnumerable<BlockSyntax> Entities(SyntaxNode model) =>
        model.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(static call => call is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Entity" }, ArgumentList.Arguments.Count: 2 })
            .Select(static call => (call.ArgumentList.Arguments[1].Expression as SimpleLambdaExpressionSyntax)?.Block)
            .OfType<BlockSyntax>();

    private static bool IsTable(BlockSyntax entity, string table, string? schema) =>
        entity.Statements.OfType<ExpressionStatementSyntax>()
            .Select(static statement => Chain(statement.Expression))
            .Any(chain => chain.Any(call => call is { Name: "ToTable", Arguments: [string name, ..] }
                && string.Equals(name, table, StringComparison.OrdinalIgnoreCase)
                && (schema is null || call.Arguments is not [_, string other, ..] || string.Equals(other, schema, StringComparison.OrdinalIgnoreCase))));

    private static SchemaOperation? Read(IReadOnlyList<Call> chain, SchemaOperation dropped)
    {
        if (chain[0].Type is not { } type)
        {
            return null;
        }

        var arguments = dropped.Arguments;
        var isNullable = type.EndsWith("?", StringComparison.Ordinal) || !ValueTypes.Contains(type);
        foreach (var call in chain.Skip(1))
        {
            switch (call.Name, call.Arguments)
            {
                case ("IsRequired", []):
                    isNullable = false;
                    break;
                case ("HasColumnType", [string text]):
                    arguments = arguments.SetItem("type", SchemaValue.Of(text));
                    break;
                case ("HasMaxLength", [int length]):
                    arguments = arguments.SetItem("maxLength", SchemaValue.Of(length));
                    break;
                case ("HasPrecision", [int precision, ..]):
                    arguments = arguments.SetItem("precision", SchemaValue.Of(precision));
                    arguments = call.Arguments is [_, int scale] ? arguments.SetItem("scale", SchemaValue.Of(scale)) : arguments;
                    break;
                case ("IsUnicode", [bool flag]):
                    arguments = arguments.SetItem("unicode", SchemaValue.Of(flag));
                    break;
                case ("IsFixedLength", []):
                    arguments = arguments.SetItem("fixedLength", SchemaValue.Of(true));
                    break;
                case ("HasDefaultValue", [{ } value]):
                    arguments = arguments.SetItem("defaultValue", SchemaValue.Of(value));
                    break;
                case ("HasDefaultValueSql", [string sql]):
                    arguments = arguments.SetItem("defaultValueSql", SchemaValue.Of(sql));
                    break;
                case ("HasComputedColumnSql", [string sql, ..]):
                    arguments = arguments.SetItem("computedColumnSql", SchemaValue.Of(sql));
                    arguments = call.Arguments is [_, bool stored] ? arguments.SetItem("stored", SchemaValue.Of(stored)) : arguments;
                    break;
                case ("HasComment", [string comment]):
                    arguments = arguments.SetItem("comment", SchemaValue.Of(comment));
                    break;
                case ("UseCollation", [string collation]):
                    arguments = arguments.SetItem("collation", SchemaValue.Of(collation));
                    break;
                case ("ValueGeneratedOnAdd", []) when chain.Any(static other => other.Name is "HasDefaultValue" or "HasDefaultValueSql"):
                case ("ValueGeneratedOnAddOrUpdate", []) when chain.Any(static other => other.Name == "HasComputedColumnSql"):
                    break;
                default:
                    if (!OfTheModel.Contains(call.Name))
                    {
                        return null;
                    }

                    break;
            }
        }

        return dropped with
        {
            Action = SchemaAction.Create,
            ClrType = type.TrimEnd('?'),
            Arguments = arguments.SetItem("nullable", SchemaValue.Of(isNullable)),
            Annotations = ImmutableArray<(string, SchemaValue)>.Empty,
            Condition = ProviderCondition.Always,
        };
    }

    // b.Property<string>("Name").IsRequired().HasColumnType("text"), from the first call to the last.
    private static IReadOnlyList<Call> Chain(ExpressionSyntax expression)
    {
        var calls = new List<Call>();
        while (expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } invocation)
        {
            calls.Insert(0, new Call(
                access.Name.Identifier.ValueText,
                access.Name is GenericNameSyntax { TypeArgumentList.Arguments: [var type] } ? type.ToString() : null,
                invocation.ArgumentList.Arguments.Select(static argument => Value(argument.Expression)).ToList()));
            expression = access.Expression;
        }

        return calls;
    }

    // Null for null, and for what is no plain value.
    private static object? Value(ExpressionSyntax expression) => (expression as LiteralExpressionSyntax)?.Token.Value;

    private sealed record Call(string Name, string? Type, IReadOnlyList<object?> Arguments);
}
