using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Migrations.EntityFrameworkCore;

/// <summary>EF Core's migration types, as a compilation references them.</summary>
internal sealed class EntityFrameworkCoreTypes(KnownTypes types)
{
    public const string Migration = "Microsoft.EntityFrameworkCore.Migrations.Migration";
    private const string MigrationBuilder = "Microsoft.EntityFrameworkCore.Migrations.MigrationBuilder";
    private const string MigrationAttribute = "Microsoft.EntityFrameworkCore.Migrations.MigrationAttribute";
    private const string DbContextAttribute = "Microsoft.EntityFrameworkCore.Infrastructure.DbContextAttribute";
    private const string ColumnsBuilder = "Microsoft.EntityFrameworkCore.Migrations.Operations.Builders.ColumnsBuilder";
    private const string OperationBuilder = "Microsoft.EntityFrameworkCore.Migrations.Operations.Builders.OperationBuilder`1";

    /// <summary>Whether the compilation references EF Core's migrations.</summary>
    public static bool AreReferenced(KnownTypes types) => types.Has(Migration) && types.Has(MigrationBuilder);

    /// <summary>The <c>Migration</c> that a type derives from; null where it derives from none.</summary>
    public INamedTypeSymbol? BaseMigration(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            // The name first: every class of the compilation passes here.
            if (current.Name == "Migration" && types.Is(current, Migration))
            {
                return current;
            }
        }

        return null;
    }

    public bool IsMigration(ITypeSymbol? type) => types.Is(type, Migration);

    public bool IsBuilder(ITypeSymbol? type) => type is not null && types.IsOrDerivesFrom(type, MigrationBuilder);

    public bool IsOperationBuilder(ITypeSymbol? type) => types.IsOrDerivesFrom(type, OperationBuilder);

    public bool IsColumnsBuilder(ITypeSymbol? type) => types.Is(type, ColumnsBuilder);

    /// <summary>The ID that <c>[Migration]</c> gives on any part of the class; null where it is not given.</summary>
    public string? Id(INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (types.Is(attribute.AttributeClass, MigrationAttribute)
                && attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Value: string id }])
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>The context that <c>[DbContext]</c> names; null where it is not given.</summary>
    public ITypeSymbol? Context(INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (types.Is(attribute.AttributeClass, DbContextAttribute)
                && attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Type, Value: ITypeSymbol context }])
            {
                return context;
            }
        }

        return null;
    }
}
