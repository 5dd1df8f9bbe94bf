using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SafeChange.Analyzers.CodeFixes.Jobs;

/// <summary>Statements that follow each other: those of a block or of a switch section.</summary>
internal readonly record struct StatementList(SyntaxNode Owner, SyntaxList<StatementSyntax> Statements)
{
    /// <summary>The list that a statement stands in; null where it is the only one below an if or a loop.</summary>
    public static StatementList? Of(StatementSyntax statement) => statement.Parent switch
    {
        BlockSyntax block => new(block, block.Statements),
        SwitchSectionSyntax section => new(section, section.Statements),
        _ => null,
    };

    /// <summary>The lists around a node, the innermost first, each with the statement that the node stands in; within one function.</summary>
    public static IEnumerable<(StatementList List, StatementSyntax Statement)> Around(SyntaxNode node)
    {
        for (var current = node; current is not null; current = current.Parent)
        {
            // A local function is a statement of the body around it.
            if (current != node && current is BaseMethodDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or AccessorDeclarationSyntax)
            {
                yield break;
            }

            if (current is StatementSyntax statement && Of(statement) is { } list)
            {
                yield return (list, statement);
            }
        }
    }

    /// <summary>The statements behind another one of the list.</summary>
    public IEnumerable<StatementSyntax> Behind(StatementSyntax statement)
    {
        var index = Statements.IndexOf(statement);
        return Statements.Skip(index + 1);
    }

    /// <summary>The index of the statement that a node stands in; -1 where it stands in none.</summary>
    public int IndexOf(SyntaxNode node) => Statements.IndexOf(statement => statement.Span.Contains(node.Span));
}
