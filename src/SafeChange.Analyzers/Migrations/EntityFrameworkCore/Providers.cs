using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Migrations.EntityFrameworkCore;

/// <summary>The names of EF Core's database providers: what <c>ActiveProvider</c> holds.</summary>
internal static class Providers
{
    public const string SqlServer = "Microsoft.EntityFrameworkCore.SqlServer";
    public const string Npgsql = "Npgsql.EntityFrameworkCore.PostgreSQL";

    /// <summary>The provider that an extension such as <c>migrationBuilder.IsSqlServer()</c> asks for.</summary>
    public static string? AskedBy(string method) => method switch
    {
        "IsSqlServer" => SqlServer,
        "IsSqlite" => "Microsoft.EntityFrameworkCore.Sqlite",
        "IsNpgsql" => Npgsql,
        "IsMySql" => "Pomelo.EntityFrameworkCore.MySql",
        "IsOracle" => "Oracle.EntityFrameworkCore",
        "IsFirebird" => "FirebirdSql.EntityFrameworkCore.Firebird",
        "IsInMemory" => "Microsoft.EntityFrameworkCore.InMemory",
        _ => null,
    };

    /// <summary>
    /// Whether dropping a column takes its indexes and constraints along. SQL Server refuses the drop; a project
    /// that references another provider as well, or none, gets the benefit of the doubt.
    /// </summary>
    public static bool ColumnsTakeDependentsAlong(Compilation compilation)
    {
        var isSqlServer = false;
        foreach (var assembly in compilation.ReferencedAssemblyNames)
        {
            var name = assembly.Name;
            if (name == SqlServer)
            {
                isSqlServer = true;
            }
            else if (name is "Microsoft.EntityFrameworkCore.Sqlite" or "Microsoft.EntityFrameworkCore.InMemory")
            {
                return true;
            }
            else if (name.StartsWith("Npgsql.EntityFrameworkCore", StringComparison.Ordinal)
                || name.IndexOf("EntityFrameworkCore", StringComparison.Ordinal) > 0 && !name.StartsWith("Microsoft.", StringComparison.Ordinal) && IsProvider(name))
            {
                return true;
            }
        }

        return !isSqlServer;
    }

    /// <summary>The providers with migrations that a compilation references.</summary>
    public static ImmutableHashSet<string> Referenced(Compilation compilation) =>
        compilation.ReferencedAssemblyNames
            .Select(static assembly => assembly.Name)
            .Where(static name => name is SqlServer or Npgsql or "Microsoft.EntityFrameworkCore.Sqlite"
                || (name.IndexOf("EntityFrameworkCore", StringComparison.Ordinal) >= 0 && !name.StartsWith("Npgsql.", StringComparison.Ordinal) && IsProvider(name)))
            .ToImmutableHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a provider runs the operations of a migration one by one, as they stand. SQLite's rebuilds tables by the
    /// model once all else is done; null for a provider that is not known.
    /// </summary>
    public static bool? RunsAsWritten(string provider) =>
        provider.IndexOf("Sqlite", StringComparison.OrdinalIgnoreCase) >= 0 ? false
        : provider == SqlServer || provider.IndexOf("Npgsql", StringComparison.OrdinalIgnoreCase) >= 0 ? true
        : null;

    /// <summary>Whether every provider that a module references, at least one, is known to run operations as they stand.</summary>
    public static bool AllRunAsWritten(IModuleSymbol module)
    {
        var any = false;
        foreach (var assembly in module.ReferencedAssemblies)
        {
            if (assembly.Name == SqlServer || assembly.Name.StartsWith("Npgsql.EntityFrameworkCore", StringComparison.Ordinal))
            {
                any = true;
            }
            else if (assembly.Name is "Microsoft.EntityFrameworkCore.Sqlite" or "Microsoft.EntityFrameworkCore.InMemory"
                || (assembly.Name.IndexOf("EntityFrameworkCore", StringComparison.Ordinal) > 0 && !assembly.Name.StartsWith("Microsoft.", StringComparison.Ordinal) && IsProvider(assembly.Name)))
            {
                return false;
            }
        }

        return any;
    }

    private static bool IsProvider(string name) =>
        name.IndexOf("MySql", StringComparison.OrdinalIgnoreCase) >= 0
        || name.IndexOf("Oracle", StringComparison.OrdinalIgnoreCase) >= 0
        || name.IndexOf("PostgreSQL", StringComparison.OrdinalIgnoreCase) >= 0
        || name.IndexOf("Firebird", StringComparison.OrdinalIgnoreCase) >= 0;
}
