using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SafeChange.Analyzers.CodeFixes.Foundation;

/// <summary>How a file is laid out: its line breaks and the indentation around a node.</summary>
internal sealed class CodeLayout
{
    private readonly SourceText text;

    public CodeLayout(SourceText text, SyntaxNode root)
    {
        this.text = text;
        NewLine = FindNewLine(text);
        Unit = FindUnit(root);
    }

    public string NewLine { get; }

    /// <summary>One level of indentation.</summary>
    public string Unit { get; }

    /// <summary>The white space that the line of a position starts with.</summary>
    public string IndentAt(int position)
    {
        var line = text.Lines.GetLineFromPosition(position);
        var end = line.Start;
        while (end < line.End && text[end] is ' ' or '\t')
        {
            end++;
        }

        return text.ToString(TextSpan.FromBounds(line.Start, end));
    }

    /// <summary>Whether nothing but white space stands before the position on its line.</summary>
    public bool IsFirstOnLine(int position)
    {
        var line = text.Lines.GetLineFromPosition(position);
        return string.IsNullOrWhiteSpace(text.ToString(TextSpan.FromBounds(line.Start, position)));
    }

    /// <summary>The edit that puts lines above a node that stands first on its line, in its indentation.</summary>
    public TextChange LinesAbove(SyntaxNode node, IEnumerable<string> lines)
    {
        var indent = IndentAt(node.SpanStart);
        return new TextChange(new TextSpan(node.SpanStart, 0), string.Concat(lines.Select(line => line + NewLine + indent)));
    }

    private static string FindNewLine(SourceText text)
    {
        foreach (var line in text.Lines)
        {
            if (line.EndIncludingLineBreak > line.End)
            {
                return text.ToString(TextSpan.FromBounds(line.End, line.EndIncludingLineBreak));
            }
        }

        return "\n";
    }

    // A member's indentation less its type's.
    private string FindUnit(SyntaxNode root)
    {
        foreach (var node in root.DescendantNodes(static node => node is not BlockSyntax))
        {
            if (node is MemberDeclarationSyntax { Parent: TypeDeclarationSyntax type })
            {
                var (outer, inner) = (IndentAt(type.SpanStart), IndentAt(node.SpanStart));
                if (inner.Length > outer.Length && inner.StartsWith(outer, StringComparison.Ordinal))
                {
                    return inner.Substring(outer.Length);
                }
            }
        }

        return "    ";
    }
}
