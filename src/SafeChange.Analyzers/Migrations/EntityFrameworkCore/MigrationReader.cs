using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Migrations.EntityFrameworkCore;

/// <summary>Reads EF Core migrations. Made once per compilation.</summary>
internal sealed class MigrationReader
{
    private readonly EntityFrameworkCoreTypes types;
    private readonly SemanticModels models;
    private readonly ConcurrentDictionary<INamedTypeSymbol, (MigrationMethod, HashSet<IMethodSymbol>)> ups = new(SymbolEqualityComparer.Default);

    public MigrationReader(KnownTypes known)
    {
        types = new(known);
        models = new(known.Compilation);
        History = new(this, known.Compilation);
    }

    /// <summary>The migrations in their order, and the schema before each.</summary>
    public MigrationHistory History { get; }

    public EntityFrameworkCoreTypes Types => types;

    /// <summary>The trees that a body was bound in: never a designer part or a snapshot.</summary>
    public IEnumerable<SyntaxTree> BoundTrees => models.Trees;

    /// <summary>Whether a type is a migration: a class that derives from EF Core's <c>Migration</c>.</summary>
    public bool IsMigration(INamedTypeSymbol type) => type.TypeKind == TypeKind.Class && types.BaseMigration(type) is not null;

    /// <summary>Reads a migration, with what is said of helpers where it stands; null where its Up cannot be found.</summary>
    public Migration? Read(INamedTypeSymbol type, MigrationHelpers helpers, CancellationToken cancellation)
    {
        if (Find(type, "Up") is not { } upSymbol || Find(type, "Down") is not { } downSymbol)
        {
            return null;
        }

        var (up, symmetricUp) = ReadUp(type, upSymbol, helpers, cancellation);
        var (down, symmetricDown) = Read(type, downSymbol, helpers, cancellation);
        // What is its own undo has to be called on both sides; where it is not, what it does there is not known.
        return new Migration(
            type, Id(type),
            up with { IsOpaque = up.IsOpaque || !symmetricUp.SetEquals(symmetricDown) },
            down with { IsOpaque = down.IsOpaque || !symmetricUp.SetEquals(symmetricDown) });
    }

    /// <summary>The file that a migration's options are read for: the one that people edit.</summary>
    public static SyntaxTree MainTree(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .OrderBy(static part => part.SyntaxTree.FilePath.EndsWith(".Designer.cs", System.StringComparison.OrdinalIgnoreCase))
        .First().SyntaxTree;

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
    public MigrationMethod? ReadUp(INamedTypeSymbol type, MigrationHelpers helpers, CancellationToken cancellation) =>
        Find(type, "Up") is { } up ? ReadUp(type, up, helpers, cancellation).Method : null;

    // A build judges every migration, and each is part of the history of those after it: its Up is read once.
    private (MigrationMethod Method, HashSet<IMethodSymbol> Symmetric) ReadUp(INamedTypeSymbol type, IMethodSymbol up, MigrationHelpers helpers, CancellationToken cancellation) =>
        ups.TryGetValue(type, out var known) ? known : ups.GetOrAdd(type, Read(type, up, helpers, cancellation));

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

    private (MigrationMethod Method, HashSet<IMethodSymbol> Symmetric) Read(INamedTypeSymbol migration, IMethodSymbol method, MigrationHelpers helpers, CancellationToken cancellation)
    {
        if (types.IsMigration(method.ContainingType))
        {
            return (new MigrationMethod { Symbol = method, Origin = MethodOrigin.Framework }, new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default));
        }

        var reader = new OperationReader(types, models, migration, helpers, cancellation);
        reader.Follow(method.OriginalDefinition);
        return (new MigrationMethod
        {
            Symbol = method,
            Origin = SymbolEqualityComparer.Default.Equals(method.ContainingType, migration) ? MethodOrigin.Own : MethodOrigin.Inherited,
            Declaration = OperationReader.Declaration(method.OriginalDefinition, cancellation),
            Operations = reader.Operations,
            IsOpaque = reader.IsOpaque,
            Refusal = reader.Refusal,
            RefusesUnder = reader.RefusesUnder,
        }, reader.SymmetricCalls);
    }
}
