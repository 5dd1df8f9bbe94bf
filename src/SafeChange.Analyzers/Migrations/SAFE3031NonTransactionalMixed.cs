using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Migrations.EntityFrameworkCore;
using SafeChange.Analyzers.Migrations.RawSql;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.Migrations;

/// <summary>An operation that runs outside the transaction, together with others.</summary>
[NoCodeFix("Splitting a migration is a decision: which part ships first, and whether the application runs in between.")]
internal sealed class SAFE3031NonTransactionalMixed : MigrationRule
{
    public static readonly DiagnosticDescriptor Rule = RuleDescriptors.Create(
        RuleIds.NonTransactionalMixed,
        "NonTransactionalMixed",
        "An operation outside the transaction stands together with others",
        "{0} '{1}' runs outside the transaction, with {2} in the same {3}: if one fails, what ran before stays and the migration cannot be run again. Give it a migration of its own.",
        RuleCategories.Migrations,
        Confidence.Certain,
        "EF Core commits what came before such an operation, and does not take it back when a later one fails.");

    public override DiagnosticDescriptor Descriptor => Rule;

    public override void Judge(MigrationCase migration)
    {
        Judge(migration, migration.Up, "Up");
        Judge(migration, migration.Down, "Down");
    }

    private static void Judge(MigrationCase migration, MigrationMethod method, string name)
    {
        if (method.Operations.Length < 2 || !method.Operations.Any(MayRunOutside))
        {
            return;
        }

        foreach (var provider in Symmetry.Providers(method.Operations).Concat([Providers.Npgsql, Providers.SqlServer]))
        {
            var running = Running(method, provider);
            if (running.Count > 1 && running.Find(operation => RunsOutside(operation, provider)) is { } outside)
            {
                var others = running.Count == 2 ? "one other operation" : $"{running.Count - 1} other operations";
                migration.Report(Rule, outside.Location, outside.Call, outside.DisplayName, others, name);
                return;
            }
        }
    }

    private static List<SchemaOperation> Running(MigrationMethod method, string provider)
    {
        var running = method.Operations
            .Where(operation => operation.Condition.Holds(provider) == true && !IsRepeatable(operation))
            .ToList();

        // At either end a setting of the connection splits nothing: what stands between is one transaction.
        // Nor does what can run again, as long as nothing before it has been committed.
        while (running.Count > 0 && (SetsConnection(running[0]) || (IsSuppressed(running[0]) && CanRunAgain(running[0]))))
        {
            running.RemoveAt(0);
        }

        while (running.Count > 0 && SetsConnection(running[running.Count - 1]))
        {
            running.RemoveAt(running.Count - 1);
        }

        return running;
    }

    private static bool RunsOutside(SchemaOperation operation, string provider) =>
        IsSuppressed(operation)
        || (provider == Providers.Npgsql && IsConcurrent(operation))
        || (provider == Providers.SqlServer && IsMemoryOptimized(operation));

    private static bool MayRunOutside(SchemaOperation operation) =>
        IsSuppressed(operation) || IsConcurrent(operation) || IsMemoryOptimized(operation);

    private static bool IsSuppressed(SchemaOperation operation) =>
        operation.Kind == SchemaObjectKind.Sql && operation.Argument("suppressTransaction")?.Constant is true;

    // Npgsql drops an index in the transaction, however it was built.
    private static bool IsConcurrent(SchemaOperation operation) =>
        operation is { Kind: SchemaObjectKind.Index, Action: SchemaAction.Create }
        && operation.Annotations.Any(static annotation => annotation.Name == "Npgsql:CreatedConcurrently" && annotation.Value.Constant is true);

    private static bool IsMemoryOptimized(SchemaOperation operation) =>
        operation is { Kind: SchemaObjectKind.Table, Action: SchemaAction.Create or SchemaAction.Drop } && HasMemoryOptimized(operation);

    // EF Core adds the file group for memory-optimized tables only where it is missing; Down names it as the old state.
    private static bool IsRepeatable(SchemaOperation operation) =>
        operation.Kind == SchemaObjectKind.Database
        && (HasMemoryOptimized(operation) || operation.OldAnnotations.Any(static annotation => annotation.Name == "SqlServer:MemoryOptimized"));

    private static bool HasMemoryOptimized(SchemaOperation operation) =>
        operation.Annotations.Any(static annotation => annotation.Name == "SqlServer:MemoryOptimized" && annotation.Value.Constant is true);

    // DROP … IF EXISTS, CREATE … IF NOT EXISTS; PRAGMA, SET and VACUUM; and what is not understood otherwise but asks
    // first, or sets an option.
    private static bool CanRunAgain(SchemaOperation operation) =>
        !operation.Statements.IsEmpty && operation.Statements.All(static statement =>
            statement.IsConditional || statement.Kind == SqlStatementKind.Harmless
            || (statement.Kind == SqlStatementKind.Opaque
                && (Begins(statement, "IF")
                    || (Begins(statement, "ALTER TYPE") && SqlText.Mentions(statement.Text, "ADD VALUE IF NOT EXISTS"))
                    || (Begins(statement, "ALTER DATABASE") && SqlText.Mentions(statement.Text, "SET")))));

    private static bool Begins(SqlStatement statement, string words) =>
        statement.Text.StartsWith(words + " ", System.StringComparison.OrdinalIgnoreCase);

    // PRAGMA foreign_keys = 0 has to stand outside a transaction and leaves nothing in the database.
    private static bool SetsConnection(SchemaOperation operation) =>
        IsSuppressed(operation)
        && operation.Sql?.Split(';').All(static statement =>
            statement.Trim() is var text && (text.Length == 0 || text.StartsWith("PRAGMA foreign_keys", System.StringComparison.OrdinalIgnoreCase))) == true;
}
