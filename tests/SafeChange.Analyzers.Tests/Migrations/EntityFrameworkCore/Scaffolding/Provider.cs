namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>A database provider that migrations are scaffolded for.</summary>
public enum Provider
{
    Sqlite,
    PostgreSql,
    SqlServer,
}
