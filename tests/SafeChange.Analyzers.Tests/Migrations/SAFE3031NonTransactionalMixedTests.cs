using System.Threading.Tasks;
using SafeChange.Analyzers.Migrations;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Migrations;

public class SAFE3031NonTransactionalMixedTests
{
    private const string DropIndex = "migrationBuilder.DropIndex(\"IX\", \"T\");";
    private const string Index = "migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");";

    private static readonly Verify<MigrationAnalyzer> Verify = new(References.EntityFrameworkCore10);

    [Fact]
    public Task SQL_outside_the_transaction_with_another_operation_is_reported() => Verify.Reports(
        MigrationSource.Of(
            "migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");\n{|#0:migrationBuilder.Sql|}(\"VACUUM\", suppressTransaction: true);",
            DropIndex),
        Verify.Result("SAFE3031", 0, "Sql 'VACUUM' runs outside the transaction, with one other operation in the same Up: if one fails, what ran before stays and the migration cannot be run again. Give it a migration of its own."));

    [Fact]
    public Task Down_is_judged_by_itself() => Verify.Reports(
        MigrationSource.Of(
            "migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");",
            "{|#0:migrationBuilder.Sql|}(\"A\", suppressTransaction: true);\nmigrationBuilder.Sql(\"B\");\n" + DropIndex),
        Verify.Result("SAFE3031", 0, "Sql 'A' runs outside the transaction, with 2 other operations in the same Down: if one fails, what ran before stays and the migration cannot be run again. Give it a migration of its own."));

    [Theory]
    // Each is committed by itself; only the first is reported.
    [InlineData("{|SAFE3031:migrationBuilder.Sql|}(\"CREATE FULLTEXT CATALOG a\", true); migrationBuilder.Sql(\"CREATE FULLTEXT CATALOG b\", true); " + Index)]
    [InlineData("{|SAFE3031:migrationBuilder.Sql|}(\"ALTER TYPE mood ADD VALUE 'sad';\", true); " + Index)]
    [InlineData("{|SAFE3031:migrationBuilder.CreateIndex|}(\"IX\", \"T\", \"A\").Annotation(\"Npgsql:CreatedConcurrently\", true); migrationBuilder.EnsureSchema(\"s\");")]
    [InlineData("migrationBuilder.EnsureSchema(\"s\"); if (ActiveProvider == \"Npgsql.EntityFrameworkCore.PostgreSQL\") { {|SAFE3031:migrationBuilder.Sql|}(\"VACUUM\", true); } " + Index)]
    // In the middle, the setting splits the migration in two.
    [InlineData("migrationBuilder.EnsureSchema(\"s\"); {|SAFE3031:migrationBuilder.Sql|}(\"PRAGMA foreign_keys = 0;\", true); " + Index)]
    [InlineData("migrationBuilder.EnsureSchema(\"s\"); {|SAFE3021:{|SAFE3031:migrationBuilder.Sql|}|}(\"PRAGMA foreign_keys = 0; DELETE FROM T\", true); " + Index)]
    public Task An_operation_outside_with_company_is_reported(string up) =>
        Verify.Reports(MigrationSource.Of(up, DropIndex + " migrationBuilder.Sql(\"undo\");"));

    [Fact]
    public Task A_memory_optimized_table_has_no_company_in_the_AlterDatabase_that_comes_with_it() => Verify.Silent(MigrationSource.Of(
        "migrationBuilder.AlterDatabase().Annotation(\"SqlServer:MemoryOptimized\", true);\n"
        + "migrationBuilder.CreateTable(\"M\", t => new { Id = t.Column<int>() }).Annotation(\"SqlServer:MemoryOptimized\", true);",
        "migrationBuilder.DropTable(\"M\").Annotation(\"SqlServer:MemoryOptimized\", true);\n"
        + "migrationBuilder.AlterDatabase().OldAnnotation(\"SqlServer:MemoryOptimized\", true);"));

    [Fact]
    public Task Two_memory_optimized_tables_are_company() => Verify.Reports(MigrationSource.Of(
        "{|SAFE3031:migrationBuilder.CreateTable|}(\"M\", t => new { Id = t.Column<int>() }).Annotation(\"SqlServer:MemoryOptimized\", true);\n"
        + "migrationBuilder.CreateTable(\"N\", t => new { Id = t.Column<int>() });",
        "migrationBuilder.DropTable(\"N\");\n{|SAFE3031:migrationBuilder.DropTable|}(\"M\").Annotation(\"SqlServer:MemoryOptimized\", true);"));

    [Theory]
    [InlineData("migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\").Annotation(\"Npgsql:CreatedConcurrently\", true);")]
    [InlineData("migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\").Annotation(\"Npgsql:CreatedConcurrently\", false); migrationBuilder.EnsureSchema(\"s\");")]
    [InlineData("migrationBuilder.Sql(\"A\", suppressTransaction: false); migrationBuilder.Sql(\"B\"); " + Index)]
    // Never together.
    [InlineData("if (ActiveProvider == \"Npgsql.EntityFrameworkCore.PostgreSQL\") { migrationBuilder.Sql(\"VACUUM\", true); } else { " + Index + " }")]
    [InlineData("if (System.DateTime.Now.Year > 2000) { migrationBuilder.Sql(\"VACUUM\", true); } " + Index)]
    // PostgreSQL alone builds it concurrently.
    [InlineData("if (ActiveProvider != \"Npgsql.EntityFrameworkCore.PostgreSQL\") { migrationBuilder.EnsureSchema(\"s\"); } migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\").Annotation(\"Npgsql:CreatedConcurrently\", true);")]
    // First, and can be run again.
    [InlineData("migrationBuilder.Sql(\"ALTER TYPE mood ADD VALUE IF NOT EXISTS 'sad';\", true); " + Index)]
    [InlineData("migrationBuilder.Sql(\"IF NOT EXISTS (SELECT 1 FROM sys.fulltext_catalogs) CREATE FULLTEXT CATALOG ft;\", true); " + Index)]
    [InlineData("migrationBuilder.Sql(\"ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON;\", true); " + Index)]
    [InlineData("migrationBuilder.Sql(\"PRAGMA journal_mode = 'wal';\", true); " + Index)]
    // Settings of the connection around one transaction.
    [InlineData("migrationBuilder.Sql(\"PRAGMA foreign_keys = 0;\", true); migrationBuilder.EnsureSchema(\"s\"); " + Index + " migrationBuilder.Sql(\"PRAGMA foreign_keys = 1;\", true);")]
    public Task What_runs_alone_or_inside_is_silent(string up) => Verify.Silent(MigrationSource.Of(up, DropIndex + " migrationBuilder.Sql(\"undo\");"));

    [Fact]
    public Task The_same_names_in_other_namespaces_are_not_EF_Cores() => Verify.Silent("""
        public class MigrationBuilder { public void Sql(string sql, bool suppressTransaction = false) { } }
        public abstract class Migration { protected abstract void Up(MigrationBuilder b); }
        public class Change : Migration { protected override void Up(MigrationBuilder b) { b.Sql("A", true); b.Sql("B"); } }
        """);

    [Fact]
    public Task Broken_code_is_survived() => Verify.BrokenCode().Silent(MigrationSource.Of("migrationBuilder.Sql(, suppressTransaction: true", ""));

    [Fact]
    public Task Without_EF_Core_nothing_is_reported() => Verify.With(References.NoFramework).Silent("public class Migration { }");

    [Fact]
    public Task An_old_migration_is_left_alone() => Verify.Options("safechange.migrations.start_after = 20260101").Silent(
        [("20260101000000_Change.cs", MigrationSource.Of("migrationBuilder.Sql(\"A\", true); " + Index, DropIndex))]);

    // A failure in between leaves something behind that the next run passes over.
    [Theory]
    [InlineData("migrationBuilder.Sql(\"DROP VIEW IF EXISTS a\", true); migrationBuilder.Sql(\"DROP VIEW IF EXISTS b\", true);")]
    [InlineData("migrationBuilder.Sql(\"DROP VIEW IF EXISTS a\", true); migrationBuilder.AddColumn<int>(\"A\", \"T\", nullable: true);")]
    public Task What_can_run_again_and_comes_first_is_silent(string down) => Verify.Silent(MigrationSource.Of(
        "migrationBuilder.DropIndex(\"IX\", \"T\"); migrationBuilder.Sql(\"SELECT unknown(T, A)\");",
        down + " migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\");"));

    [Fact]
    public Task What_can_run_again_does_not_help_what_was_committed_before() => Verify.Reports(MigrationSource.Of(
        "migrationBuilder.DropIndex(\"IX\", \"T\");",
        "migrationBuilder.CreateIndex(\"IX\", \"T\", \"A\"); {|SAFE3031:migrationBuilder.Sql|}(\"DROP VIEW IF EXISTS a\", true);"));
}
