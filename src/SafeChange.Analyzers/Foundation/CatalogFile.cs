using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis.Text;

namespace SafeChange.Analyzers.Foundation;

/// <summary>
/// A catalogue's text, read: <c>subject ; key=value ; flag</c>, a line each. A subject is a documentation ID (see
/// <see cref="SymbolId"/>) or, where the catalogue allows it, <c>header:Name</c>, <c>switch:Name</c> or
/// <c>text:keyword</c>. A comment begins with <c>#</c> at the start of a line or after a space, because documentation
/// IDs hold <c>#</c> themselves. Whatever a text holds, it can be read: a line with an error is left out and the others
/// stand.
/// </summary>
internal sealed class CatalogFile
{
    /// <summary>The flag for a line that says nothing where a project does not reference the symbol.</summary>
    public const string OptionalFlag = "optional";

    private readonly Dictionary<string, ImmutableArray<CatalogEntry>> byName;
    private readonly Dictionary<string, CatalogEntry> literals;

    private CatalogFile(ImmutableArray<CatalogEntry> entries, ImmutableArray<CatalogError> errors)
    {
        Entries = entries;
        Errors = errors;
        byName = entries
            .Where(entry => entry.Symbol is not null)
            .GroupBy(entry => entry.Symbol!.IsConstructor ? entry.Symbol.TypeName : entry.Symbol.MemberName, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.ToImmutableArray(), StringComparer.Ordinal);
        literals = entries
            .Where(entry => entry.Symbol is null)
            .ToDictionary(entry => LiteralKey(entry.SubjectKind, entry.Subject), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The lines that could be read, in their order.</summary>
    public ImmutableArray<CatalogEntry> Entries { get; }

    /// <summary>What is wrong with the others.</summary>
    public ImmutableArray<CatalogError> Errors { get; }

    /// <summary>The entries about symbols of that simple name; for constructors, the name of their type.</summary>
    public ImmutableArray<CatalogEntry> Named(string name) =>
        byName.TryGetValue(name, out var entries) ? entries : ImmutableArray<CatalogEntry>.Empty;

    /// <summary>The entry about a header, a switch or a keyword, whose case does not count.</summary>
    public CatalogEntry? Literal(CatalogSubjectKind kind, string text) =>
        literals.Count > 0 && literals.TryGetValue(LiteralKey(kind, text), out var entry) ? entry : null;

    /// <summary>Reads a text. Total: every text has an answer.</summary>
    public static CatalogFile Parse(CatalogKind kind, SourceText text)
    {
        var entries = ImmutableArray.CreateBuilder<CatalogEntry>();
        var errors = ImmutableArray.CreateBuilder<CatalogError>();
        var lineOf = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in text.Lines)
        {
            var reader = new LineReader(kind, line.ToString(), line.Start, errors);
            if (reader.Read() is not { } entry)
            {
                continue;
            }

            var key = entry.Symbol is null ? LiteralKey(entry.SubjectKind, entry.Subject).ToUpperInvariant() : entry.Subject;
            if (lineOf.TryGetValue(key, out var earlier))
            {
                errors.Add(new(entry.Span, $"line {earlier + 1} is about '{entry.Subject}' already"));
                continue;
            }

            lineOf.Add(key, line.LineNumber);
            entries.Add(entry);
        }

        return new(entries.ToImmutable(), errors.ToImmutable());
    }

    private static string LiteralKey(CatalogSubjectKind kind, string text) => kind + ":" + text;

    private readonly struct LineReader(CatalogKind kind, string line, int start, ImmutableArray<CatalogError>.Builder errors)
    {
        /// <summary>The entry on the line; null where it is empty, a comment or wrong.</summary>
        public CatalogEntry? Read()
        {
            var content = line.Substring(0, CommentStart());
            if (Part.Of(content, 0, content.Length).Text.Length == 0)
            {
                return null;
            }

            var errorsBefore = errors.Count;
            var parts = Split(content);
            var subject = parts[0];
            var subjectKind = CatalogSubjectKind.Symbol;
            var subjectText = subject.Text;
            SymbolId? symbol = null;
            if (subject.Text.Length == 0)
            {
                Fail(new(subject.Start, 1, ";"), "a line begins with what it is about, a documentation ID such as 'M:Acme.Mailer.Send'");
            }
            else if (LiteralPrefix(subject.Text) is { } prefix)
            {
                subjectKind = prefix.Kind;
                subjectText = subject.Text.Substring(prefix.Length).Trim();
                if (!kind.AllowsLiterals)
                {
                    Fail(subject, $"a line of {kind.FileName} is about a symbol: write a documentation ID such as 'M:Acme.Mailer.Send'");
                }
                else if (subjectText.Length == 0)
                {
                    Fail(subject, $"nothing stands after '{subject.Text}'");
                }
            }
            else
            {
                symbol = SymbolId.Parse(subject.Text, out var problem);
                if (symbol is null)
                {
                    Fail(subject, problem);
                }
            }

            var values = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
            var isOptional = false;
            for (var i = 1; i < parts.Count; i++)
            {
                var part = parts[i];
                if (string.Equals(part.Text, OptionalFlag, StringComparison.OrdinalIgnoreCase))
                {
                    isOptional = true;
                }
                else if (part.Text.Length > 0 && ReadValue(part, values) is { } value)
                {
                    values.Add(value);
                }
            }

            foreach (var key in kind.Keys)
            {
                if (key.IsRequired && errors.Count == errorsBefore && !Has(values, key))
                {
                    Fail(subject, $"the line has no '{key.Name}': add '; {key.Name}=…' with {key.Allowed}");
                }
            }

            return errors.Count > errorsBefore
                ? null
                : new CatalogEntry(subjectKind, subjectText, symbol, values.ToImmutable(), isOptional, subject.Span(start));
        }

        private KeyValuePair<string, string>? ReadValue(Part part, ImmutableArray<KeyValuePair<string, string>>.Builder values)
        {
            var equals = part.Text.IndexOf('=');
            var name = (equals < 0 ? part.Text : part.Text.Substring(0, equals)).Trim();
            var key = kind.Keys.FirstOrDefault(each => string.Equals(each.Name, name, StringComparison.OrdinalIgnoreCase));
            if (key is null)
            {
                var known = kind.Keys.Select(each => each.Name);
                var near = Spelling.Nearest(name, equals < 0 ? known.Concat([OptionalFlag]) : known);
                return Fail(part.Sub(0, Math.Max(1, name.Length)), $"there is no key '{name}' in {kind.FileName}" + Spelling.DidYouMean(near));
            }

            if (equals < 0 || part.Text.Substring(equals + 1).Trim().Length == 0)
            {
                return Fail(part, $"'{key.Name}' has no value: write '{key.Name}=' and {key.Allowed}");
            }

            if (Has(values, key))
            {
                return Fail(part, $"'{key.Name}' stands twice in this line");
            }

            var value = Part.Of(part.Text, equals + 1, part.Text.Length);
            if (key.ProblemOf(value.Text) is { } problem)
            {
                return Fail(part.Sub(value.Start, value.Text.Length), $"'{key.Name}' cannot be read: {problem}");
            }

            return key.TryRead(value.Text, out var result)
                ? new(key.Name, result)
                : Fail(
                    part.Sub(value.Start, value.Text.Length),
                    $"'{result}' is no '{key.Name}': write {key.Allowed}" + Spelling.DidYouMean(Spelling.Nearest(result, key.Words)));
        }

        private static bool Has(ImmutableArray<KeyValuePair<string, string>>.Builder values, CatalogKey key) =>
            values.Any(value => value.Key == key.Name);

        private KeyValuePair<string, string>? Fail(Part part, string reason)
        {
            errors.Add(new(part.Span(start), reason));
            return null;
        }

        private int CommentStart()
        {
            for (var i = 0; i < line.Length; i++)
            {
                if (line[i] == '#' && (i == 0 || char.IsWhiteSpace(line[i - 1]) || line[i - 1] == ByteOrderMark))
                {
                    return i;
                }
            }

            return line.Length;
        }

        private static List<Part> Split(string content)
        {
            var parts = new List<Part>();
            var from = 0;
            while (true)
            {
                var to = content.IndexOf(';', from);
                parts.Add(Part.Of(content, from, to < 0 ? content.Length : to));
                if (to < 0)
                {
                    return parts;
                }

                from = to + 1;
            }
        }

        private static (CatalogSubjectKind Kind, int Length)? LiteralPrefix(string subject) =>
            subject.StartsWith("header:", StringComparison.OrdinalIgnoreCase) ? (CatalogSubjectKind.Header, 7)
            : subject.StartsWith("switch:", StringComparison.OrdinalIgnoreCase) ? (CatalogSubjectKind.Switch, 7)
            : subject.StartsWith("text:", StringComparison.OrdinalIgnoreCase) ? (CatalogSubjectKind.Text, 5)
            : null;
    }

    // An editor's mark at the start of a file that was not taken for one, since the text came as a string.
    private const char ByteOrderMark = '\uFEFF';

    /// <summary>A piece of a line, without the spaces around it, and where it starts in the line.</summary>
    private readonly struct Part(int start, int length, string text)
    {
        public int Start { get; } = start;

        public string Text { get; } = text;

        public static Part Of(string line, int from, int to)
        {
            while (from < to && IsBlank(line[from]))
            {
                from++;
            }

            while (to > from && IsBlank(line[to - 1]))
            {
                to--;
            }

            return new(from, to - from, line.Substring(from, to - from));
        }

        public Part Sub(int offset, int subLength) => new(Start + offset, Math.Min(subLength, length - offset), "");

        public TextSpan Span(int lineStart) => new(lineStart + Start, length);

        private static bool IsBlank(char character) => char.IsWhiteSpace(character) || character == ByteOrderMark;
    }
}
