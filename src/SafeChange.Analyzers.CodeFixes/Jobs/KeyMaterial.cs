using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SafeChange.Analyzers.CodeFixes.Jobs;

/// <summary>A value that is the same on a second run and tells one piece of work from another: an ID in the message or in an argument.</summary>
/// <param name="Code">The expression.</param>
/// <param name="Type">Its type.</param>
internal sealed record KeyMaterial(string Code, ITypeSymbol Type)
{
    private const int MaximumCandidates = 6;

    private static readonly Regex Identifying = new("^([iI]d|[kK]ey|[nN]umber)$|(Id|Key|Number)$", RegexOptions.CultureInvariant);

    // Whose work it is (who orders twice pays twice), how it travels, or what nobody should see in a header.
    private static readonly Regex Other = new(
        "(?i)tenant|customer|user|subscriber|member|person|owner|author|company|organi[sz]ation|merchant|client|culture|language|locale|trace|span|conversation|correlation|initiator|attempt|retry|page|version|batch|api|secret|public|private|partition|routing|phone|card|account|line|thread|process|machine",
        RegexOptions.CultureInvariant);

    public bool IsGuid => Type is { Name: "Guid", ContainingNamespace.Name: "System" };

    /// <summary>The candidates at a place: parameters of the functions around it and the members of what they are given.</summary>
    /// <param name="place">Where the key is to stand.</param>
    /// <param name="call">The call that it is for. What a lambda inside that call is given comes from the callee.</param>
    public static ImmutableArray<KeyMaterial> At(CodePlace place, SyntaxNode call)
    {
        var found = ImmutableArray.CreateBuilder<KeyMaterial>();
        for (var node = place.Node; node is not null; node = node.Parent)
        {
            switch (node)
            {
                // One key for all items would make the second item a repetition of the first.
                case ForEachStatementSyntax loop when place.Model.GetDeclaredSymbol(loop) is ILocalSymbol item:
                    Add(found, loop.Identifier.Text, item.Type, place);
                    return found.Take(MaximumCandidates).ToImmutableArray();
                case CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax:
                    return ImmutableArray<KeyMaterial>.Empty;
                case AnonymousFunctionExpressionSyntax when !node.Span.Contains(call.Span):
                    break;
                case BaseMethodDeclarationSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax when place.SymbolOf(node) is { } function:
                    foreach (var parameter in function.Parameters)
                    {
                        Add(found, parameter.Name, parameter.Type, place);
                    }

                    if (found.Count > 0 || node is BaseMethodDeclarationSyntax || IsCalledForEach(node))
                    {
                        return found.Take(MaximumCandidates).ToImmutableArray();
                    }

                    break;
            }
        }

        return found.ToImmutable();
    }

    /// <summary>What the work is called in a key, so that two pieces of work for the same ID have two keys.</summary>
    public static string WordFor(InvocationExpressionSyntax call, IMethodSymbol method, CodePlace place)
    {
        var verb = Regex.Replace(method.Name, "Async$", "");
        var of = Regex.Replace(method.ContainingType?.Name ?? "", "^I(?=[A-Z])|(Service|Client|Gateway|Sender|Api|Extensions)$", "");
        // A charge is what creating a charge is about.
        var word = Kebab(of.Length == 0 ? verb : verb == "Create" ? of : of + "-" + verb);
        return Unused(word, call, place);
    }

    /// <summary>A word that no key in the function ends with yet.</summary>
    public static string Unused(string word, SyntaxNode at, CodePlace place)
    {
        var written = (CodePlace.FunctionOf(at) ?? place.Root).ToString();
        var unused = word;
        for (var i = 2; written.Contains("-" + unused + "\""); i++)
        {
            unused = word + "-" + i;
        }

        return unused;
    }

    public static string Kebab(string name)
    {
        var result = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && char.IsLetterOrDigit(name[i - 1]) && !char.IsUpper(name[i - 1]))
            {
                result.Append('-');
            }

            result.Append(char.ToLowerInvariant(name[i]));
        }

        return result.ToString();
    }

    private static bool IsCalledForEach(SyntaxNode lambda) =>
        lambda.FirstAncestorOrSelf<ArgumentSyntax>()?.Parent?.Parent is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } }
        && name is "Select" or "SelectMany" or "ForEach" or "ForEachAsync" or "ForAll" or "ParallelForEachAsync";

    private static void Add(ImmutableArray<KeyMaterial>.Builder found, string code, ITypeSymbol type, CodePlace place)
    {
        if (IsValue(type))
        {
            if (IsIdentifying(code))
            {
                found.Add(new(code, type));
            }

            return;
        }

        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } named || IsService(named))
        {
            return;
        }

        // A context carries the message, or is one.
        var message = Properties(named).FirstOrDefault(static property => property.Name == "Message");
        if (message is not null && !IsValue(message.Type))
        {
            Members(found, code + ".Message", message.Type, place);
            if (Properties(named).FirstOrDefault(static property => property.Name == "MessageId") is { } id && IsValue(id.Type))
            {
                found.Add(new(code + ".MessageId", id.Type));
            }
        }
        else
        {
            Members(found, code, named, place);
        }
    }

    private static void Members(ImmutableArray<KeyMaterial>.Builder found, string code, ITypeSymbol type, CodePlace place)
    {
        foreach (var property in Properties(type).Where(static property => IsValue(property.Type) && IsIdentifying(property.Name)).OrderBy(static property => property.Name == "Id" ? 0 : 1))
        {
            if (place.Model.IsAccessible(place.Node.SpanStart, property))
            {
                found.Add(new(code + "." + property.Name, property.Type));
            }
        }
    }

    private static IEnumerable<IPropertySymbol> Properties(ITypeSymbol type)
    {
        var types = type.TypeKind == TypeKind.Interface ? type.AllInterfaces.Prepend(type) : Bases(type);
        return types.SelectMany(static each => each.GetMembers().OfType<IPropertySymbol>())
            .Where(static property => property is { IsStatic: false, IsIndexer: false, GetMethod: not null })
            .GroupBy(static property => property.Name).Select(static group => group.First());
    }

    private static IEnumerable<ITypeSymbol> Bases(ITypeSymbol type)
    {
        for (var current = type; current is not null && current.SpecialType != SpecialType.System_Object; current = current.BaseType)
        {
            yield return current;
        }
    }

    /// <summary>Whether a name is that of an ID, a key or a number that tells one piece of work from another.</summary>
    public static bool IsIdentifying(string name) => Identifying.IsMatch(name) && !Other.IsMatch(name);

    // Contexts of schedulers tell one run from another, not one piece of work from another.
    private static bool IsService(INamedTypeSymbol type) =>
        type.Name is "CancellationToken" or "IJobExecutionContext" or "JobExecutionContext" or "TimerInfo" or "FunctionContext" or "IServiceProvider"
        || Regex.IsMatch(type.Name, "^(ILogger|DbContext)|(Client|Service|Repository|Factory|Sender|Gateway|DbContext)$");

    private static bool IsValue(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] })
        {
            return IsValue(inner);
        }

        return type.SpecialType is SpecialType.System_String or SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_Int64
                or SpecialType.System_UInt16 or SpecialType.System_UInt32 or SpecialType.System_UInt64
            || type is { Name: "Guid", ContainingNamespace.Name: "System" };
    }
}
