namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>What the engine has to know of the project beside the two lists of operations.</summary>
/// <param name="ColumnsTakeDependentsAlong">
/// Whether dropping a column drops the indexes and constraints over it. SQL Server refuses instead.
/// </param>
/// <param name="IsFirstMigration">
/// Whether no migration comes before: EF Core does not reverse the first one's settings of the database.
/// </param>
internal sealed record SymmetryOptions(bool ColumnsTakeDependentsAlong, bool IsFirstMigration);
