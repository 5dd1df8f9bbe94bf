using System.Collections.Generic;
using System.Threading;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Migrations.EntityFrameworkCore;

/// <summary>Reads EF Core migrations. Made once per compilation.</summary>
internal sealed class MigrationReader
{
    private readonly EntityFrameworkCoreTypes types;
    private readonly SemanticModels models;

    public MigrationReader(KnownTypes known)
    {
        types = new(known);
        models = new(known.Compilation);
        History = new(this);
    }

    /// <summary>The migrations in their order, and the schema before each.</summary>
    public MigrationHistory History { get; }

    public EntityFrameworkCoreTypes Types => types;

    /// <summary>The trees that a body was bound in: never a designer part or a snapshot.</summary>
    public IEnumerable<SyntaxTree> BoundTrees => models.Trees;

    /// <summary>Whether a type is a migration: a class that derives from EF Core's <c>Migration</c>.</summary>
    public bool IsMigration(INamedTypeSymbol type) => type.TypeKind == TypeKind.Class && types.BaseMigration(type) is not null;

    /// <summary>Reads a migration; null where its Up cannot be found.</summary>
    public Migration? Read(INamedTypeSymbol type, CancellationToken cancellation) =>
        Find(type, "Up") is { } up && Find(type, "Down") is { } down
            ? new Migration(type, Id(type), Read(type, up, cancellation), Read(type, down, cancellation))
            : null;

    /// <summary>
    /// The ID that orders a migration: the attribute's, else the file's name (which the scaffolder begins with the ID),
    /// else empty.
    /// </summary>
    public string Id(INamedTypeSymbol type)
    {
        if (types.Id(type) is { } id)
        {
            return id;
        }

        foreach (var reference in type.DeclaringSyntaxReferences)
        {
            var file = FileNames.WithoutExtension(reference.SyntaxTree.FilePath);
            if (file.Length > 0 && file[0] is >= '0' and <= '9')
            {
                return file.EndsWith(".Designer", System.StringComparison.OrdinalIgnoreCase) ? file.Substring(0, file.Length - ".Designer".Length) : file;
            }
        }

        return "";
    }

    /// <summary>Reads the Up of a migration alone; null where it cannot be found.</summary>
    public MigrationMethod? ReadUp(INamedTypeSymbol type, CancellationToken cancellation) =>
        Find(type, "Up") is { } up ? Read(type, up, cancellation) : null;

    // The nearest declaration, up to the framework's own.
    private static IMethodSymbol? Find(INamedTypeSymbol type, string name)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            IMethodSymbol? found = null;
            foreach (var member in current.GetMembers(name))
            {
                if (member is IMethodSymbol { Parameters.Length: 1, IsStatic: false } method && (method.IsOverride || method.IsVirtual || method.IsAbstract))
                {
                    if (found is not null)
                    {
                        // Two of them do not compile; which one is meant is not known.
                        return null;
                    }

                    found = method;
                }
            }

            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }

    private MigrationMethod Read(INamedTypeSymbol migration, IMethodSymbol method, CancellationToken cancellation)
    {
        if (types.IsMigration(method.ContainingType))
        {
            return new MigrationMethod { Symbol = method, Origin = MethodOrigin.Framework };
        }

        var reader = new OperationReader(types, models, migration, cancellation);
        reader.Follow(method.OriginalDefinition);
        return new MigrationMethod
        {
            Symbol = method,
            Origin = SymbolEqualityComparer.Default.Equals(method.ContainingType, migration) ? MethodOrigin.Own : MethodOrigin.Inherited,
            Declaration = OperationReader.Declaration(method.OriginalDefinition, cancellation),
            Operations = reader.Operations,
            IsOpaque = reader.IsOpaque,
            Refusal = reader.Refusal,
            RefusesUnder = reader.RefusesUnder,
        };
    }
}
