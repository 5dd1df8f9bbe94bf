using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Security.Home;

/// <summary>
/// Tells what does the application's work: what answers requests, and what a queue, a scheduler or the host runs. An
/// <c>AuthController</c> is named for what it is about, not for where settings belong.
/// </summary>
internal sealed class BusinessTypes
{
    private const string Mvc = "Microsoft.AspNetCore.Mvc.";

    private readonly KnownTypes types;
    private readonly HomeTypes homeTypes;
    private readonly Lazy<Dictionary<string, List<(string Parent, bool IsBuiltIn)>>> jobs;

    public BusinessTypes(KnownTypes types, HomeTypes homeTypes, SymbolCatalog jobHandlers)
    {
        this.types = types;
        this.homeTypes = homeTypes;
        jobs = new(() => Parents(jobHandlers), LazyThreadSafetyMode.ExecutionAndPublication);
    }

    /// <summary>Whether a type answers requests: a controller, page, component, hub or endpoint.</summary>
    public bool AnswersRequests(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Class
        && (IsController(type)
            || IsViewComponent(type)
            || homeTypes.IsA(type, HomeTypes.Endpoints)
            || HasAttribute(type, Mvc + "RazorPages.Infrastructure.PageModelAttribute")
            || HasAttribute(type, "Grpc.Core.BindServiceMethodAttribute")
            || type.GetMembers().Any(IsFunction));

    /// <summary>Whether a queue, a scheduler or the host runs the type, by what it implements or derives from.</summary>
    public bool IsJob(INamedTypeSymbol type)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct))
        {
            return false;
        }

        foreach (var parent in HomeTypes.SelfAndParents(type).Skip(1))
        {
            if (jobs.Value.TryGetValue(parent.Name, out var lines)
                && parent.OriginalDefinition.GetDocumentationCommentId() is { Length: > 2 } id
                && lines.Any(line => line.Parent == id.Substring(2) && (!line.IsBuiltIn || !IsOwn(parent))))
            {
                return true;
            }
        }

        return false;
    }

    // As MVC finds controllers, but abstract ones too: what they do, the derived ones do.
    private bool IsController(INamedTypeSymbol type)
    {
        if (HasAttribute(type, Mvc + "NonControllerAttribute"))
        {
            return false;
        }

        return HasAttribute(type, Mvc + "ControllerAttribute")
            || (type is { IsAbstract: false, IsStatic: false, IsGenericType: false, ContainingType: null, DeclaredAccessibility: Accessibility.Public }
                && type.Name.EndsWith("Controller", StringComparison.OrdinalIgnoreCase)
                && types.Has(Mvc + "ControllerAttribute"));
    }

    private bool IsViewComponent(INamedTypeSymbol type)
    {
        if (HasAttribute(type, Mvc + "NonViewComponentAttribute"))
        {
            return false;
        }

        return HasAttribute(type, Mvc + "ViewComponentAttribute")
            || (type is { IsAbstract: false, IsStatic: false, IsGenericType: false, ContainingType: null, DeclaredAccessibility: Accessibility.Public }
                && type.Name.EndsWith("ViewComponent", StringComparison.OrdinalIgnoreCase)
                && types.Has(Mvc + "ViewComponentAttribute"));
    }

    // Azure Functions, of either model.
    private bool IsFunction(ISymbol member) =>
        member is IMethodSymbol { MethodKind: MethodKind.Ordinary }
        && member.GetAttributes().Any(attribute =>
            attribute.AttributeClass is { Name: "FunctionAttribute" or "FunctionNameAttribute" } type
            && (types.Is(type, "Microsoft.Azure.Functions.Worker.FunctionAttribute") || types.Is(type, "Microsoft.Azure.WebJobs.FunctionNameAttribute")));

    // On the type or on what it derives from; the attribute itself may be derived, as [ApiController] is.
    private bool HasAttribute(INamedTypeSymbol type, string metadataName)
    {
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var attribute in current.GetAttributes())
            {
                if (types.IsOrDerivesFrom(attribute.AttributeClass, metadataName))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private bool IsOwn(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, types.Compilation.Assembly);

    // The types of the lines by their simple names. Compared as text: resolving every line costs more than the few
    // types that are asked about.
    private static Dictionary<string, List<(string Parent, bool IsBuiltIn)>> Parents(SymbolCatalog jobHandlers)
    {
        var found = new Dictionary<string, List<(string, bool)>>(StringComparer.Ordinal);
        foreach (var (line, isBuiltIn) in jobHandlers.Entries)
        {
            // A user's line needs no kind: a member stands for its type, and a type for itself.
            if (line.Symbol is not { } symbol
                || line["kind"] is not (null or "interface" or "base_class")
                || symbol.Text[0] is not ('M' or 'T'))
            {
                continue;
            }

            var name = symbol.Text.Substring(2);
            var list = name.IndexOf('(');
            name = list < 0 ? name : name.Substring(0, list);
            var parent = symbol.Text[0] == 'T' ? name : name.Substring(0, name.LastIndexOf('.'));
            if (!found.TryGetValue(symbol.TypeName, out var lines))
            {
                found.Add(symbol.TypeName, lines = new());
            }

            lines.Add((parent, isBuiltIn));
        }

        return found;
    }
}
