using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>
/// What an alteration changes, told from its new values and the old ones that it names: <c>maxLength</c> against
/// <c>oldMaxLength</c>, annotations against old annotations.
/// </summary>
internal static class Definition
{
    private const string Annotation = "annotation:";
    private const string ClrType = "clrType";

    // What an alteration leaves out is this value; null means "not set".
    private static readonly ImmutableDictionary<string, SchemaValue> Defaults = ImmutableDictionary<string, SchemaValue>.Empty
        .Add("nullable", SchemaValue.Of(false))
        .Add("rowVersion", SchemaValue.Of(false));

    private static readonly SchemaValue NotSet = SchemaValue.Of(null);

    /// <summary>The facets that differ between the state before the first alteration and after the last.</summary>
    public static DefinitionChange Changes(SchemaOperation first, SchemaOperation last)
    {
        var before = Old(first);
        var after = New(last);
        var changed = ImmutableDictionary.CreateBuilder<string, SchemaValue>();
        var isDefinite = true;
        foreach (var facet in before.Keys.Union(after.Keys))
        {
            switch (SchemaValue.AreEqual(Get(before, facet), Get(after, facet)))
            {
                case false:
                    changed.Add(facet, Get(after, facet));
                    break;
                case null:
                    isDefinite = false;
                    break;
            }
        }

        var namesOld = first.Arguments.Keys.Any(IsOldName) || first.OldAnnotations.Length > 0;
        return new DefinitionChange(changed.ToImmutable(), namesOld && isDefinite, IsNone: namesOld && isDefinite && changed.Count == 0);
    }

    /// <summary>Whether an alteration leaves every changed facet as it is.</summary>
    public static bool KeepsAll(DefinitionChange change, SchemaOperation alteration)
    {
        var after = New(alteration);
        return change.Facets.Count > 0
            && change.Facets.All(facet => SchemaValue.AreEqual(Get(after, facet.Key), facet.Value) == true);
    }

    /// <summary>A column as an addition leaves it: without the value that the rows which are there get, where the model has none.</summary>
    public static SchemaOperation AfterAddition(SchemaOperation addition) =>
        addition is { Kind: SchemaObjectKind.Column } && addition.Argument("nullable")?.Constant is not true
            && addition.Argument("defaultValue") is { Code: var backfill } && ClrDefault.Is(backfill, addition.ClrType)
            ? addition with { Arguments = addition.Arguments.Remove("defaultValue") }
            : addition;

    /// <summary>
    /// Whether the default of an alteration is the value that rows with NULL get (the CLR type's default, in a scaffold),
    /// and so no part of the definition that it leaves behind.
    /// </summary>
    public static bool IsBackfilled(SchemaOperation alteration) =>
        alteration.Argument("oldNullable")?.Constant is true && alteration.Argument("nullable")?.Constant is not true
        && alteration.Argument("defaultValue") is { Code: var backfill } && ClrDefault.Is(backfill, alteration.ClrType);

    /// <summary>The creation of a column as an alteration leaves it.</summary>
    public static SchemaOperation After(SchemaOperation alteration)
    {
        var arguments = alteration.Arguments.Where(static argument => !IsOldName(argument.Key)).ToImmutableDictionary();
        if (IsBackfilled(alteration))
        {
            arguments = arguments.Remove("defaultValue");
        }

        return alteration with
        {
            Action = SchemaAction.Create,
            Arguments = arguments,
            OldAnnotations = ImmutableArray<(string, SchemaValue)>.Empty,
        };
    }

    /// <summary><c>oldMaxLength</c> is the old value of <c>maxLength</c>.</summary>
    public static bool IsOldName(string argument) =>
        argument.Length > 3 && argument.StartsWith("old", StringComparison.Ordinal) && char.IsUpper(argument[3]);

    private static Dictionary<string, SchemaValue> New(SchemaOperation operation)
    {
        var facets = operation.Arguments
            .Where(static argument => !IsOldName(argument.Key) && argument.Key is not ("name" or "table" or "schema"))
            .ToDictionary(static argument => argument.Key, static argument => argument.Value);
        if (operation.ClrType is { } type)
        {
            facets[ClrType] = SchemaValue.Of(type.TrimEnd('?'));
        }

        AddAnnotations(facets, operation.Annotations);
        return facets;
    }

    private static Dictionary<string, SchemaValue> Old(SchemaOperation operation)
    {
        var facets = operation.Arguments
            .Where(static argument => IsOldName(argument.Key) && argument.Key != "oldClrType")
            .ToDictionary(static argument => NewName(argument.Key), static argument => argument.Value);
        if (operation.ClrType is { } type)
        {
            facets[ClrType] = operation.Argument("oldClrType") is { } old ? SchemaValue.Of(TypeOf(old)) : SchemaValue.Of(type.TrimEnd('?'));
        }

        AddAnnotations(facets, operation.OldAnnotations);
        return facets;
    }

    private static void AddAnnotations(Dictionary<string, SchemaValue> facets, ImmutableArray<(string Name, SchemaValue Value)> annotations)
    {
        foreach (var (name, value) in annotations)
        {
            facets[Annotation + name] = value;
        }
    }

    private static string NewName(string old) => char.ToLowerInvariant(old[3]) + old.Substring(4);

    // typeof(string) is the type string.
    private static string TypeOf(SchemaValue value)
    {
        var text = value.ToString();
        return text.StartsWith("typeof(", StringComparison.Ordinal) ? text.Substring(7).TrimEnd(')').TrimEnd('?') : text;
    }

    private static SchemaValue Get(IReadOnlyDictionary<string, SchemaValue> facets, string facet) =>
        facets.TryGetValue(facet, out var value) ? value
        : Defaults.TryGetValue(facet, out var byDefault) ? byDefault
        : NotSet;
}

/// <summary>What alterations change.</summary>
/// <param name="Facets">The changed facets, with the values that they are left with.</param>
/// <param name="IsDefinite">Whether the old and the new values are all known.</param>
/// <param name="IsNone">Whether it is known that nothing is changed.</param>
internal sealed record DefinitionChange(ImmutableDictionary<string, SchemaValue> Facets, bool IsDefinite, bool IsNone);
