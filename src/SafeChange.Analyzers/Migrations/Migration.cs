using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>A migration as it was read, whichever framework wrote it.</summary>
/// <param name="Type">The class.</param>
/// <param name="Id">The ID it is ordered by; empty where none is known.</param>
/// <param name="Up">The way up.</param>
/// <param name="Down">The way down.</param>
internal sealed record Migration(INamedTypeSymbol Type, string Id, MigrationMethod Up, MigrationMethod Down);

/// <summary>Where the body of an Up or Down stands.</summary>
internal enum MethodOrigin
{
    /// <summary>In the migration's own class.</summary>
    Own,

    /// <summary>In a base class of the team's.</summary>
    Inherited,

    /// <summary>In the framework: the method is not there at all.</summary>
    Framework,
}

/// <summary>Up or Down, read.</summary>
internal sealed record MigrationMethod
{
    public required IMethodSymbol Symbol { get; init; }

    public required MethodOrigin Origin { get; init; }

    /// <summary>The declaration; null where the source is not at hand.</summary>
    public SyntaxNode? Declaration { get; init; }

    public ImmutableArray<SchemaOperation> Operations { get; init; } = ImmutableArray<SchemaOperation>.Empty;

    /// <summary>
    /// Whether something runs that cannot be read: the builder is handed to unknown code, or an object's name is
    /// computed. Nothing is concluded from what such a method does not do.
    /// </summary>
    public bool IsOpaque { get; init; }

    /// <summary>The throw that every run ends in; null where there is none.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The tests under which it throws, without doing so in every run.</summary>
    public ImmutableArray<ProviderCondition> RefusesUnder { get; init; } = ImmutableArray<ProviderCondition>.Empty;
}

/// <summary>A throw that refuses to take a migration back.</summary>
/// <param name="Syntax">The throw.</param>
/// <param name="DeclaredIn">The method that it stands in.</param>
/// <param name="Message">The message; null where it gives none.</param>
/// <param name="IsMessageKnown">Whether the message is a constant, or known to be absent.</param>
internal sealed record Refusal(SyntaxNode Syntax, IMethodSymbol DeclaredIn, string? Message, bool IsMessageKnown);
