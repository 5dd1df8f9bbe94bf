using System;
using System.Reflection;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>An assembly of migrations that was compiled in memory.</summary>
internal sealed class CompiledMigrations(Assembly assembly)
{
    /// <param name="typeName">The full name of the migration's class.</param>
    /// <param name="provider">Migrations may ask which one they run on.</param>
    public Migration CreateMigration(string typeName, Provider provider)
    {
        var migration = Create<Migration>(typeName);
        migration.ActiveProvider = provider switch
        {
            Provider.Sqlite => "Microsoft.EntityFrameworkCore.Sqlite",
            Provider.PostgreSql => "Npgsql.EntityFrameworkCore.PostgreSQL",
            Provider.SqlServer => "Microsoft.EntityFrameworkCore.SqlServer",
            _ => throw new ArgumentOutOfRangeException(nameof(provider)),
        };

        return migration;
    }

    /// <param name="typeName">The full name of the snapshot's class.</param>
    public ModelSnapshot CreateSnapshot(string typeName) => Create<ModelSnapshot>(typeName);

    private T Create<T>(string typeName) => (T)Activator.CreateInstance(assembly.GetType(typeName, throwOnError: true)!)!;
}
