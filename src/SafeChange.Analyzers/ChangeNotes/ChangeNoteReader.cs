using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace SafeChange.Analyzers.ChangeNotes;

/// <summary>
/// Reads change notes: comment directives first, then the other forms. Works on raw trivia, because documentation
/// comments are plain comments in a build without <c>GenerateDocumentationFile</c> (decision 0003).
/// </summary>
internal static class ChangeNoteReader
{
    private static readonly Dictionary<string, ChangeNoteField> Keys = new(StringComparer.OrdinalIgnoreCase)
    {
        ["rollback"] = ChangeNoteField.Rollback,
        ["undo"] = ChangeNoteField.Rollback,
        ["revert"] = ChangeNoteField.Rollback,
        ["down"] = ChangeNoteField.Rollback,
        ["owner"] = ChangeNoteField.Owner,
        ["expected"] = ChangeNoteField.Expected,
        ["why"] = ChangeNoteField.Why,
        ["command"] = ChangeNoteField.Command,
        ["result"] = ChangeNoteField.Result,
        ["shipped"] = ChangeNoteField.Shipped,
        ["idempotent"] = ChangeNoteField.Idempotent,
        ["security"] = ChangeNoteField.Security,
    };

    /// <summary>The note in the comments of a trivia list, null where there is none.</summary>
    public static ChangeNote? FromTrivia(SyntaxTriviaList trivia) => FromLines(Lines(trivia));

    /// <summary>The note in the comments anywhere inside a node, its own leading and trailing ones included.</summary>
    public static ChangeNote? FromComments(SyntaxNode node) => FromLines(Lines(node.DescendantTrivia()));

    /// <summary>
    /// The note that attributes give. They are matched by name, whatever their namespace, so that a team declares
    /// them itself and takes no dependency.
    /// </summary>
    public static ChangeNote? FromAttributes(ISymbol symbol)
    {
        ImmutableArray<ChangeNoteEntry>.Builder? entries = null;
        foreach (var attribute in symbol.GetAttributes())
        {
            var reason = attribute.AttributeClass?.Name switch
            {
                "IdempotentAttribute" => ChangeNoteField.Idempotent,
                "SecuritySettingsAttribute" => ChangeNoteField.Security,
                "ChangeNoteAttribute" => ChangeNoteField.Rollback,
                _ => (ChangeNoteField?)null,
            };
            if (reason is null)
            {
                continue;
            }

            entries ??= ImmutableArray.CreateBuilder<ChangeNoteEntry>();
            var location = attribute.ApplicationSyntaxReference is { } reference
                ? Location.Create(reference.SyntaxTree, reference.Span)
                : Location.None;
            if (attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive, Value: string first }, ..])
            {
                entries.Add(Entry(reason.Value, first, location));
            }
            else if (reason is not ChangeNoteField.Rollback)
            {
                entries.Add(Entry(reason.Value, "", location));
            }

            foreach (var argument in attribute.NamedArguments)
            {
                if (argument.Value is { Kind: TypedConstantKind.Primitive, Value: string value })
                {
                    if (Keys.TryGetValue(argument.Key, out var field))
                    {
                        entries.Add(Entry(field, value, location));
                    }
                    else if (argument.Key == "Reason")
                    {
                        entries.Add(Entry(reason.Value, value, location));
                    }
                }
            }
        }

        return entries is { Count: > 0 } ? new ChangeNote(entries.ToImmutable()) : null;
    }

    /// <summary>The note in the comments (<c>--</c> and <c>/* */</c>) of an SQL text.</summary>
    /// <param name="sql">The script.</param>
    /// <param name="location">Where the text stands; entries of a note point there.</param>
    public static ChangeNote? FromSql(string sql, Location location)
    {
        List<CommentLine>? lines = null;
        var inBlock = false;
        foreach (var raw in sql.Split('\n'))
        {
            var line = raw.Trim();
            if (inBlock || line.StartsWith("/*", StringComparison.Ordinal))
            {
                var text = line.TrimStart('/', '*', ' ');
                var end = line.IndexOf("*/", StringComparison.Ordinal);
                inBlock = end < 0;
                (lines ??= []).Add(new(text.Replace("*/", "").TrimEnd(), location));
            }
            else if (line.StartsWith("--", StringComparison.Ordinal))
            {
                (lines ??= []).Add(new(line.TrimStart('-').Trim(), location));
            }
        }

        return FromLines(lines);
    }

    /// <summary>The first free comment inside a node that gives a reason, null where none does.</summary>
    public static string? FreeTextReason(SyntaxNode node)
    {
        var lines = Lines(node.DescendantTrivia());
        if (lines is null)
        {
            return null;
        }

        // A reason may run over several comment lines; lines that are code, one by one, are not part of it.
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            if (TryReadKey(line.Text, out _, out _))
            {
                break;
            }

            if (PlaceholderText.IsFreeTextReason(line.Text))
            {
                return line.Text;
            }

            if (!line.Text.TrimEnd().EndsWith(";", StringComparison.Ordinal))
            {
                text.Append(line.Text).Append(' ');
            }
        }

        var whole = text.ToString().Trim();
        return PlaceholderText.IsFreeTextReason(whole) ? whole : null;
    }

    private static ChangeNote? FromLines(List<CommentLine>? lines)
    {
        if (lines is null)
        {
            return null;
        }

        ImmutableArray<ChangeNoteEntry>.Builder? entries = null;
        var value = new StringBuilder();
        ChangeNoteField field = default;
        Location? location = null;

        void Close()
        {
            if (location is not null)
            {
                (entries ??= ImmutableArray.CreateBuilder<ChangeNoteEntry>()).Add(Entry(field, value.ToString(), location));
            }
        }

        foreach (var line in lines)
        {
            if (TryReadKey(line.Text, out var next, out var rest))
            {
                Close();
                (field, location) = (next, line.Location);
                value.Clear().Append(rest);
            }
            else if (location is not null && line.Text.Length > 0)
            {
                value.Append(' ').Append(line.Text);
            }
        }

        Close();
        return entries is null ? null : new ChangeNote(entries.ToImmutable());
    }

    private static ChangeNoteEntry Entry(ChangeNoteField field, string value, Location location) =>
        new(field, value.Trim(), PlaceholderText.IsPlaceholderValue(value), location);

    private static bool TryReadKey(string line, out ChangeNoteField field, out string value)
    {
        field = default;
        value = "";
        var colon = line.IndexOf(':');

        // The longest key has ten letters: whatever has its colon further on is prose.
        if (colon is <= 0 or > 16 || !Keys.TryGetValue(line.Substring(0, colon).Trim(), out field))
        {
            return false;
        }

        value = line.Substring(colon + 1).Trim();
        return true;
    }

    private static List<CommentLine>? Lines(IEnumerable<SyntaxTrivia> trivia)
    {
        List<CommentLine>? lines = null;
        foreach (var item in trivia)
        {
            switch (item.Kind())
            {
                case SyntaxKind.SingleLineCommentTrivia:
                    (lines ??= []).Add(new(WithoutTags(item.ToString().TrimStart('/').Trim()), item.GetLocation()));
                    break;
                case SyntaxKind.MultiLineCommentTrivia:
                case SyntaxKind.SingleLineDocumentationCommentTrivia:
                case SyntaxKind.MultiLineDocumentationCommentTrivia:
                    AddBlock(lines ??= [], item);
                    break;
            }
        }

        return lines;
    }

    private static void AddBlock(List<CommentLine> lines, SyntaxTrivia trivia)
    {
        var text = trivia.ToFullString();
        var start = 0;
        while (start < text.Length)
        {
            var end = text.IndexOf('\n', start);
            end = end < 0 ? text.Length : end;
            var line = text.Substring(start, end - start).Trim();
            var content = WithoutTags(line.Trim('/', '*', ' ', '\t', '\r'));
            var offset = trivia.FullSpan.Start + start + (text.IndexOf(line, start, StringComparison.Ordinal) - start);
            lines.Add(new(content, Location.Create(trivia.SyntaxTree!, new TextSpan(offset, line.Length))));
            start = end + 1;
        }
    }

    // <remarks>rollback: …</remarks>: a documentation comment is read for its text. What stands between angle
    // brackets in a plain comment is not a tag but a skeleton's question, and has spaces or quotes in it.
    private static string WithoutTags(string line)
    {
        var text = line;
        foreach (var tag in new[] { "summary", "remarks", "para" })
        {
            text = text.Replace("<" + tag + ">", "").Replace("</" + tag + ">", "");
        }

        return text.Trim();
    }

    private readonly record struct CommentLine(string Text, Location Location);
}
