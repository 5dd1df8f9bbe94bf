using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Effects;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>Which members say that the work is done: by their name and type, or because the team says so.</summary>
internal sealed class Markers(ImmutableArray<string> more)
{
    private const string Participles =
        "Sent|Processed|Completed|Handled|Done|Notified|Executed|Synced|Synchronized|Published|Delivered|Paid|Finished|Mailed|Emailed|Invoiced|Shipped|Imported|Exported|Charged|Refunded|Welcomed|Reminded|Billed|Posted|Dispatched|Announced|Submitted|Transferred";

    private static readonly Regex Done = new($"({Participles})", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase);

    // Times that change with every run and say nothing about whether the work is done.
    private static readonly Regex Neutral = new("Updated|Modified|Created|Changed|Accessed|Refreshed|Computed|Revision|LastRun|LastSeen|Started|Retried|Attempt|NextRun", RegexOptions.CultureInvariant);

    public bool IsMarker(Write write)
    {
        if (write.State.Symbol is not { } member)
        {
            return false;
        }

        if (more.Any(id => SymbolId.Parse(id, out _) is { } symbol && symbol.MemberName == member.Name && symbol.TypeName == member.ContainingType?.Name))
        {
            return true;
        }

        if (Neutral.IsMatch(member.Name))
        {
            return false;
        }

        var type = member switch
        {
            IPropertySymbol property => property.Type,
            IFieldSymbol field => field.Type,
            _ => null,
        };
        switch (type)
        {
            case { SpecialType: SpecialType.System_Boolean }:
                return write is { IsConstant: true, Constant: true } && Done.IsMatch(member.Name);
            case { TypeKind: TypeKind.Enum }:
                return EnumMember(write) is { } name && Done.IsMatch(name);
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [{ Name: "DateTime" or "DateTimeOffset" or "DateOnly" or "Instant" }] }:
                return !(write.IsConstant && write.Constant is null) && Done.IsMatch(member.Name);
            default:
                return false;
        }
    }

    /// <summary>
    /// Whether the object is one that was loaded and may have been done before: not a row that was made here, and not
    /// one of a list that something without source has chosen, perhaps by the marker itself.
    /// </summary>
    public bool IsOfLoaded(Write write)
    {
        var target = write.At.Operation switch
        {
            IAssignmentOperation { Target: IMemberReferenceOperation { Instance: { } instance } } => instance,
            IInvocationOperation { TargetMethod.Name: "SetProperty" or "Set" } => null,
            _ => null,
        };
        if (target is null)
        {
            return write.At.Operation is IInvocationOperation;
        }

        if (Queries.OriginOf(target, write.At.Frame, FactReader.Fuel) != Origin.Stored)
        {
            return false;
        }

        var resolved = write.At.Frame.Resolve(target);
        return Queries.Of(target, write.At.Frame, FactReader.Fuel) is not { IsOpaque: true } || !resolved.IsElement;
    }

    /// <summary>The marker as a message names it: with its value, where that is a status.</summary>
    public string NameOf(Write write) =>
        write.State.Symbol is { ContainingType: { } type } member
            ? $"{type.Name}.{member.Name}" + (EnumMember(write) is { } status ? $" = {status}" : "")
            : write.State.Name;

    /// <summary>Everything else that checking the marker would stop as well.</summary>
    public IEnumerable<Occurrence> Covered(JobCase job, Write write) =>
        job.Run.Effects
            .Where(each => each.Effect.Kind is EffectKind.Mail or EffectKind.Message or EffectKind.Http && each.At.IsBefore(write.At) && each.At.Reaches(write.At))
            .Select(static each => each.At);

    private static string? EnumMember(Write write)
    {
        var type = write.State.Symbol switch
        {
            IPropertySymbol property => property.Type,
            IFieldSymbol field => field.Type,
            _ => null,
        };
        return type is INamedTypeSymbol { TypeKind: TypeKind.Enum } && write is { IsConstant: true, Constant: { } value }
            ? type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(each => each.HasConstantValue && Equals(each.ConstantValue, value))?.Name
            : null;
    }
}
