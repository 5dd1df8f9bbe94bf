using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SafeChange.Analyzers.ChangeNotes;

namespace SafeChange.Analyzers.Security;

/// <summary>
/// Finds the note that says why a security setting stays where it is. Attributes say where the home is, which is
/// another question, so only comments are read here.
/// </summary>
internal static class SecurityNotes
{
    private static readonly (string Key, ChangeNoteField Field)[] InlineKeys =
    [
        ("owner", ChangeNoteField.Owner),
        ("expected", ChangeNoteField.Expected),
        ("rollback", ChangeNoteField.Rollback),
        ("why", ChangeNoteField.Why),
    ];

    /// <summary>
    /// The nearest note with a <c>security:</c> in it: above or behind the element, argument, attribute list, link of a
    /// chain or statement that a node stands in, then above what is around that, up to the type.
    /// </summary>
    public static ChangeNote? Around(SyntaxNode node)
    {
        SyntaxNode? inner = null;
        for (var outer = node; outer is not null; inner = outer, outer = outer.Parent)
        {
            if (Dot(outer, inner) is { } dot && Read(dot.LeadingTrivia) is { } onLink)
            {
                return onLink;
            }

            if (IsPlace(outer) && (Read(outer.GetLeadingTrivia()) ?? Read(TrailingTrivia(outer))) is { } note)
            {
                return note;
            }
        }

        return null;
    }

    /// <summary>
    /// Whether nobody has written the note yet: what a fix has inserted, or any other placeholder. The finding gives way to
    /// one about the note then.
    /// </summary>
    public static bool IsSkeleton(ChangeNote note) => note.IsSkeleton(ChangeNoteField.Security);

    /// <summary>Whether a note can be put above a node, or behind it on its line, and is about it.</summary>
    public static bool IsPlace(SyntaxNode node) => node switch
    {
        BaseNamespaceDeclarationSyntax => false,
        StatementSyntax or MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax or ArrowExpressionClauseSyntax => true,
        AttributeListSyntax or ArgumentSyntax or CollectionElementSyntax or AnonymousObjectMemberDeclaratorSyntax => true,
        AccessorDeclarationSyntax or SwitchExpressionArmSyntax or VariableDeclaratorSyntax => true,
        ExpressionSyntax { Parent: InitializerExpressionSyntax } => true,
        _ => false,
    };

    // cors.WithOrigins(…)
    //     // security: …
    //     .AllowCredentials()
    // A note above a link is about that link and what is in its arguments, not about the links before it.
    private static SyntaxToken? Dot(SyntaxNode node, SyntaxNode? inner) => node switch
    {
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } when inner != access => access.OperatorToken,
        MemberAccessExpressionSyntax access when inner is null || inner == access.Name => access.OperatorToken,
        _ => null,
    };

    // A comment behind the code, on the line where it ends. Behind a closing brace it is about the whole only where the
    // whole is on that line.
    private static SyntaxTriviaList TrailingTrivia(SyntaxNode node)
    {
        var last = node.GetLastToken();
        if (node.Parent is not null && last.GetNextToken() is { RawKind: (int)SyntaxKind.CommaToken or (int)SyntaxKind.SemicolonToken } separator
            && node is not (StatementSyntax or MemberDeclarationSyntax) && IsOneLine(last.TrailingTrivia))
        {
            last = separator;
        }

        return last.TrailingTrivia.Any(SyntaxKind.SingleLineCommentTrivia) || last.TrailingTrivia.Any(SyntaxKind.MultiLineCommentTrivia)
            ? last.IsKind(SyntaxKind.CloseBraceToken) && !IsOnOneLine(node) ? default : last.TrailingTrivia
            : default;
    }

    private static bool IsOneLine(SyntaxTriviaList trivia) => !trivia.Any(SyntaxKind.EndOfLineTrivia);

    private static bool IsOnOneLine(SyntaxNode node) =>
        node.SyntaxTree.GetLineSpan(node.Span) is var lines && lines.StartLinePosition.Line == lines.EndLinePosition.Line;

    private static ChangeNote? Read(SyntaxTriviaList trivia) =>
        trivia.Count > 0 && ChangeNoteReader.FromTrivia(trivia) is { } note && note[ChangeNoteField.Security] is { } entry
            ? Expanded(note, entry)
            : null;

    /// <summary>
    /// Reads the form on one line, <c>security: owner=payments; expected=…; rollback=…</c>: what stands before the first key
    /// is the reason, and a note that leaves out the value of a key is a placeholder.
    /// </summary>
    private static ChangeNote Expanded(ChangeNote note, ChangeNoteEntry entry)
    {
        if (entry.Value.IndexOf('=') < 0)
        {
            return note;
        }

        var reason = "";
        var entries = ImmutableArray.CreateBuilder<ChangeNoteEntry>();
        ChangeNoteField? field = null;
        var value = "";
        foreach (var segment in entry.Value.Split(';'))
        {
            var next = FieldOf(segment, out var rest);
            if (next is null)
            {
                if (field is null)
                {
                    reason = reason.Length == 0 ? segment.Trim() : reason + "; " + segment.Trim();
                }
                else
                {
                    // A value may have semicolons of its own.
                    value += ";" + segment;
                }

                continue;
            }

            Close();
            (field, value) = (next, rest);
        }

        Close();
        if (entries.Count == 0)
        {
            return note;
        }

        var isPlaceholder = reason.Length > 0 && PlaceholderText.IsPlaceholderValue(reason);
        foreach (var one in entries)
        {
            isPlaceholder |= one.IsPlaceholder;
        }

        entries.Insert(0, entry with { Value = reason.Length > 0 ? reason : entry.Value, IsPlaceholder = isPlaceholder });
        foreach (var other in note.Entries)
        {
            if (!ReferenceEquals(other, entry))
            {
                entries.Add(other);
            }
        }

        return new(entries.ToImmutable());

        void Close()
        {
            if (field is { } known)
            {
                entries.Add(new(known, value.Trim(), PlaceholderText.IsPlaceholderValue(value), entry.Location));
            }
        }
    }

    private static ChangeNoteField? FieldOf(string segment, out string value)
    {
        var equals = segment.IndexOf('=');
        value = equals < 0 ? "" : segment.Substring(equals + 1);
        var key = equals < 0 ? "" : segment.Substring(0, equals).Trim();
        foreach (var (name, field) in InlineKeys)
        {
            if (name.Equals(key, StringComparison.OrdinalIgnoreCase))
            {
                return field;
            }
        }

        return null;
    }
}
