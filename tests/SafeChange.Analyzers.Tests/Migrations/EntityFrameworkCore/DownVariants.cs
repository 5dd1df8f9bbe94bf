using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore;

/// <summary>What people do to a scaffolded Down: delete an operation from it, or all of them.</summary>
internal static class DownVariants
{
    /// <summary>The source with the n-th statement of Down deleted.</summary>
    public static string Without(string source, int statement)
    {
        var body = Body(source, "Down");
        return body.SyntaxTree.GetRoot().RemoveNode(body.Statements[statement], SyntaxRemoveOptions.KeepNoTrivia)!.ToFullString();
    }

    /// <summary>The source with an empty Down.</summary>
    public static string Empty(string source)
    {
        var body = Body(source, "Down");
        return body.SyntaxTree.GetRoot().RemoveNodes(body.Statements, SyntaxRemoveOptions.KeepNoTrivia)!.ToFullString();
    }

    /// <summary>The source with an empty Up.</summary>
    public static string EmptyUp(string source)
    {
        var body = Body(source, "Up");
        return body.SyntaxTree.GetRoot().RemoveNodes(body.Statements, SyntaxRemoveOptions.KeepNoTrivia)!.ToFullString();
    }

    /// <summary>The same source without the throw that an unfinished Down ends in.</summary>
    public static string WithoutThrow(string source)
    {
        var body = Body(source, "Down");
        return body.SyntaxTree.GetRoot().RemoveNodes(body.Statements.Where(each => each is ThrowStatementSyntax), SyntaxRemoveOptions.KeepNoTrivia)!.ToFullString();
    }

    public static int StatementsOfDown(string source) => Body(source, "Down").Statements.Count;

    /// <summary>
    /// The files that a variant is judged by: the migration, its attributes, and an earlier migration of the same
    /// context. The long bodies of the designer parts say nothing that is asked for here.
    /// </summary>
    public static ImmutableArray<(string Path, string Text)> Files(ScaffoldedPair pair, string source, string variant)
    {
        var (from, to) = ($"namespace {pair.Step.Namespace}", $"namespace {pair.Step.Namespace}_{variant}");
        var folder = $"{pair.Provider}/{pair.Change.Name}_{variant}/";
        return
        [
            (folder + pair.Step.Id + ".cs", source.Replace(from, to, StringComparison.Ordinal)),
            (folder + "Attributes.cs", $$"""
                {{to}}
                {
                    [Microsoft.EntityFrameworkCore.Migrations.Migration("{{pair.Step.Id}}")]
                    partial class {{pair.Step.Name}} { }
                }
                """),
            (folder + pair.Initial.Id + ".cs", pair.Initial.Source.Replace(from, to, StringComparison.Ordinal)),
        ];
    }

    /// <summary>Whether what remains of Down takes an operation along, so that leaving it out is no fault.</summary>
    public static bool IsImplied(ScaffoldedPair pair, int deleted)
    {
        var operation = pair.Step.DownOperations[deleted];
        var rest = pair.Step.DownOperations.Where((_, index) => index != deleted).ToList();
        var up = pair.Step.UpOperations;
        return operation switch
        {
            EnsureSchemaOperation => true,
            CreateTableOperation or DropTableOperation => false,
            // The value that a sequence had is no part of the schema, and nothing in Up says it.
            RestartSequenceOperation => true,
            // A name that differs in case only is the same name on some servers.
            RenameTableOperation rename when string.Equals(rename.Name, rename.NewName, StringComparison.OrdinalIgnoreCase) && rename.Schema == rename.NewSchema => true,
            RenameSequenceOperation rename when string.Equals(rename.Name, rename.NewName, StringComparison.OrdinalIgnoreCase) && rename.Schema == rename.NewSchema => true,
            // Dropped with its table, or restored with it.
            ITableMigrationOperation { Table: var table } when rest.OfType<DropTableOperation>().Any(drop => drop.Name == table) => true,
            ITableMigrationOperation { Table: var table } when up.OfType<DropTableOperation>().Any(drop => drop.Name == table) => true,
            // Dropped with one of its columns; SQL Server refuses to.
            DropIndexOperation index when pair.Provider != Provider.SqlServer => TakesAlong(index.Table!, up.OfType<CreateIndexOperation>().Single(created => created.Name == index.Name).Columns),
            DropUniqueConstraintOperation key when pair.Provider != Provider.SqlServer => TakesAlong(key.Table, up.OfType<AddUniqueConstraintOperation>().Single(created => created.Name == key.Name).Columns),
            DropPrimaryKeyOperation key when pair.Provider != Provider.SqlServer => up.OfType<AddPrimaryKeyOperation>().Any(created => created.Name == key.Name && TakesAlong(key.Table, created.Columns)),
            DropForeignKeyOperation key when pair.Provider != Provider.SqlServer =>
                up.OfType<AddForeignKeyOperation>().SingleOrDefault(created => created.Name == key.Name) is { } created
                && TakesAlong(key.Table, created.Columns)
                && !rest.OfType<DropTableOperation>().Any(drop => drop.Name == created.PrincipalTable),
            // Values of columns that come back in Down, or that Up added, are not what Up changed.
            UpdateDataOperation update => update.Columns.All(column =>
                up.OfType<DropColumnOperation>().Any(drop => drop.Table == update.Table && drop.Name == column)
                || up.OfType<AddColumnOperation>().Any(add => add.Table == update.Table && add.Name == column)),
            _ => false,
        };

        bool TakesAlong(string table, string[] columns) =>
            rest.OfType<DropColumnOperation>().Any(drop => drop.Table == table && columns.Contains(drop.Name));
    }

    private static BlockSyntax Body(string source, string method) =>
        CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>().Single(each => each.Identifier.Text == method).Body!;
}
