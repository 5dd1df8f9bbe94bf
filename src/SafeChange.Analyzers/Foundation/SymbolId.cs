using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Foundation;

/// <summary>
/// A documentation ID that may stand in a catalogue: <c>T:</c>, <c>M:</c>, <c>P:</c>, <c>F:</c> or <c>E:</c> and a full
/// name. A method or indexer without a parameter list means every overload of that name, of whatever arity, because
/// overloads come and go with a library's versions and a rule is nearly always about all of them; with a list,
/// <c>()</c> included, it means that overload alone.
/// </summary>
internal sealed class SymbolId
{
    private readonly string container;
    private readonly int arity;
    private readonly bool hasSignature;

    private SymbolId(string text, string container, string memberName, int arity, bool hasSignature)
    {
        Text = text;
        this.container = container;
        MemberName = memberName;
        this.arity = arity;
        this.hasSignature = hasSignature;
    }

    /// <summary>The ID as it was written.</summary>
    public string Text { get; }

    /// <summary>The simple name of the symbol: of the type itself for <c>T:</c>; <c>.ctor</c> for a constructor.</summary>
    public string MemberName { get; }

    /// <summary>Whether the ID names a constructor.</summary>
    public bool IsConstructor => MemberName == WellKnownMemberNames.InstanceConstructorName;

    /// <summary>The simple name of the type that holds the member, or of the type itself.</summary>
    public string TypeName => IsType ? MemberName : WithoutArity(container.Substring(container.LastIndexOf('.') + 1));

    private bool IsType => Text[0] == 'T';

    /// <summary>Takes an ID apart; on failure says what is wrong with it.</summary>
    public static SymbolId? Parse(string text, out string problem)
    {
        problem = "";
        if (text.Length < 3 || text[1] != ':' || "TMPFE".IndexOf(text[0]) < 0)
        {
            problem = text.StartsWith("N:", StringComparison.Ordinal)
                ? "a namespace cannot stand here: name a type (T:) or a member (M:, P:, F:, E:)"
                : $"'{text}' is no documentation ID: write T:, M:, P:, F: or E: and the full name, as in 'M:Acme.Mailer.Send'";
            return null;
        }

        var nameEnd = text.IndexOfAny(['(', '~'], 2);
        var name = nameEnd < 0 ? text.Substring(2) : text.Substring(2, nameEnd - 2);
        var signature = nameEnd < 0 ? "" : text.Substring(nameEnd);
        if (text.Any(char.IsWhiteSpace))
        {
            problem = "a documentation ID holds no spaces: parameters are full type names with a comma between, as in '(System.String,System.Int32)'";
            return null;
        }

        if (signature.Length > 0 && text[0] is not ('M' or 'P'))
        {
            problem = "only a method (M:) or an indexer (P:) has a parameter list";
            return null;
        }

        if (!IsName(name))
        {
            problem = $"'{name}' is no full name: write the namespaces, the type and the member with a dot between";
            return null;
        }

        if (!IsBalanced(signature))
        {
            problem = "the brackets of the parameter list do not match";
            return null;
        }

        var lastDot = name.LastIndexOf('.');
        if (lastDot < 0 && text[0] != 'T')
        {
            problem = $"'{name}' names no type: write the namespaces, the type and the member with a dot between";
            return null;
        }

        var member = name.Substring(lastDot + 1);
        return new SymbolId(
            text,
            lastDot < 0 ? "" : name.Substring(0, lastDot),
            Unescaped(WithoutArity(member)),
            ArityOf(member),
            signature.Length > 0);
    }

    /// <summary>The name by which a symbol is looked up, the counterpart of <see cref="MemberName"/>.</summary>
    public static string NameOf(ISymbol symbol) => symbol is IPropertySymbol { IsIndexer: true } ? symbol.MetadataName : symbol.Name;

    /// <summary>Every symbol of the compilation that the ID names, in whichever assemblies they are.</summary>
    public ImmutableArray<ISymbol> Resolve(Compilation compilation) => IsType
        ? Types(Text.Substring(2), compilation).ToImmutableArray<ISymbol>()
        : Types(container, compilation).SelectMany(Members).Where(HasSignature).ToImmutableArray();

    /// <summary>Why <see cref="Resolve"/> finds nothing, with what was probably meant.</summary>
    public string Explain(Compilation compilation)
    {
        if (IsType)
        {
            return ExplainType(Text.Substring(2), compilation, suffix: "");
        }

        var containers = Types(container, compilation);
        if (containers.IsEmpty)
        {
            return ExplainType(container, compilation, suffix: Text.Substring(2 + container.Length));
        }

        if (containers.SelectMany(Members).Any())
        {
            return $"'{container}.{MemberName}' exists, but not with this parameter list: leave the list out to mean every overload";
        }

        foreach (var type in containers)
        {
            foreach (var parent in Parents(type))
            {
                if (Members(parent).FirstOrDefault() is { } inherited)
                {
                    return $"'{container}' only inherits '{MemberName}'" + Spelling.DidYouMean(IdOf(inherited));
                }
            }
        }

        var elsewhere = containers.SelectMany(type => type.GetMembers()).FirstOrDefault(member => NameOf(member) == MemberName && !member.IsImplicitlyDeclared);
        if (elsewhere is not null)
        {
            return $"'{container}.{MemberName}' is not a {KindWord}" + Spelling.DidYouMean(IdOf(elsewhere));
        }

        var near = Spelling.Nearest(MemberName, containers.SelectMany(type => type.GetMembers()).Where(IsOfKind).Select(NameOf));
        return $"type '{container}' has no {KindWord} '{MemberName}'" + Spelling.DidYouMean(near is null ? null : Text.Substring(0, 2) + container + "." + near);
    }

    private string KindWord => Text[0] switch
    {
        'M' => IsConstructor ? "constructor" : "method",
        'P' => "property",
        'F' => "field",
        _ => "event",
    };

    // DocumentationCommentId looks into the global namespace alone, and so not into references with an alias; this does.
    // A dot may stand before a nested type, so the name is tried with one nesting more until something is found.
    private static ImmutableArray<INamedTypeSymbol> Types(string name, Compilation compilation)
    {
        while (true)
        {
            var found = compilation.GetTypesByMetadataName(name);
            var dot = name.LastIndexOf('.');
            if (!found.IsEmpty || dot < 0)
            {
                return found;
            }

            name = name.Substring(0, dot) + "+" + name.Substring(dot + 1);
        }
    }

    private IEnumerable<ISymbol> Members(INamedTypeSymbol type)
    {
        // An indexer goes by another name in its type than in its ID.
        var byName = Text[0] == 'P' ? type.GetMembers(MemberName).AddRange(type.GetMembers("this[]")) : type.GetMembers(MemberName);
        return byName.Where(member =>
            IsOfKind(member) && NameOf(member) == MemberName && (arity == 0 || (member is IMethodSymbol method && method.Arity == arity)));
    }

    // Roslyn writes a method without parameters without a list, where we have "()".
    private bool HasSignature(ISymbol member) =>
        !hasSignature || member.GetDocumentationCommentId() == (Text.EndsWith("()", StringComparison.Ordinal) ? Text.Substring(0, Text.Length - 2) : Text);

    private bool IsOfKind(ISymbol symbol) => symbol.Kind == Text[0] switch
    {
        'M' => SymbolKind.Method,
        'P' => SymbolKind.Property,
        'F' => SymbolKind.Field,
        _ => SymbolKind.Event,
    };

    private static IEnumerable<INamedTypeSymbol> Parents(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            yield return current.OriginalDefinition;
        }

        foreach (var parent in type.AllInterfaces)
        {
            yield return parent.OriginalDefinition;
        }
    }

    private string ExplainType(string fullName, Compilation compilation, string suffix)
    {
        // Follow the name as far as it leads; what was meant is near where it stops.
        INamespaceOrTypeSymbol current = compilation.GlobalNamespace;
        var known = "";
        foreach (var part in fullName.Split('.'))
        {
            var next = current.GetMembers(WithoutArity(part)).OfType<INamespaceOrTypeSymbol>().FirstOrDefault(member => member.MetadataName == part);
            if (next is null)
            {
                var near = Spelling.Nearest(part, current.GetMembers().OfType<INamespaceOrTypeSymbol>().Select(member => member.MetadataName));
                var rest = fullName.Substring(known.Length + part.Length);
                return $"no type '{fullName}' in this compilation"
                    + Spelling.DidYouMean(near is null ? null : Text.Substring(0, 2) + known + near + rest + suffix);
            }

            current = next;
            known += part + ".";
        }

        return $"no type '{fullName}' in this compilation";
    }

    private static string? IdOf(ISymbol symbol)
    {
        // Without the parameter list: what is suggested should mean what was written, every overload.
        var id = symbol.OriginalDefinition.GetDocumentationCommentId();
        var end = id?.IndexOf('(') ?? -1;
        return end < 0 ? id : id!.Substring(0, end);
    }

    private static bool IsName(string name)
    {
        foreach (var part in name.Split('.'))
        {
            if (part.Length == 0)
            {
                return false;
            }

            foreach (var character in part)
            {
                // Brackets, commas and "@" stand in the names of explicit implementations of generic interfaces.
                if (!char.IsLetterOrDigit(character) && "_`#{},@[]".IndexOf(character) < 0)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool IsBalanced(string signature)
    {
        var open = new Stack<char>();
        foreach (var character in signature)
        {
            switch (character)
            {
                case '(' or '{' or '[':
                    open.Push(character);
                    break;
                case ')' or '}' or ']':
                    if (open.Count == 0 || "({[".IndexOf(open.Pop()) != ")}]".IndexOf(character))
                    {
                        return false;
                    }

                    break;
            }
        }

        return open.Count == 0;
    }

    // A constructor is "#ctor"; the member that implements an interface explicitly has the interface's name in its own,
    // with other characters for those that an ID gives a meaning.
    private static string Unescaped(string name) =>
        name.IndexOf('#') < 0 ? name : name.Replace('#', '.').Replace('{', '<').Replace('}', '>').Replace('@', ',');

    private static int ArityOf(string name)
    {
        var tick = name.LastIndexOf('`');
        return tick >= 0 && int.TryParse(name.Substring(tick + 1), out var count) ? count : 0;
    }

    private static string WithoutArity(string name)
    {
        var tick = name.IndexOf('`');
        return tick > 0 ? name.Substring(0, tick) : name;
    }
}
