using System;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.RoundTrips;

/// <summary>A test that needs a PostgreSQL server, and is skipped without one.</summary>
internal sealed class PostgreSqlFactAttribute : FactAttribute
{
    /// <summary>A connection string, of a user that may create databases.</summary>
    public const string Variable = "SAFECHANGE_POSTGRES";

    public PostgreSqlFactAttribute() => Skip = ConnectionString is null ? $"{Variable} names no server." : null!;

    public static string? ConnectionString => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } value ? value : null;
}
