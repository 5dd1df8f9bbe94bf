using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Jobs.Handlers;

/// <summary>
/// The catalogue of handlers with its symbols resolved in one compilation: only the frameworks that it references are
/// left. Does not change once it is made.
/// </summary>
internal sealed class HandlerCatalog
{
    private readonly Compilation compilation;
    private readonly Dictionary<INamedTypeSymbol, List<(IMethodSymbol Member, HandlerEntry Entry)>> interfaces = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, HandlerEntry> overridden = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, HandlerEntry> methods = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, HandlerEntry?> attributes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, HandlerEntry> parameterTypes = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, HandlerEntry> enqueues = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, HandlerEntry> delegates = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, HandlerEntry> loops = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, HandlerEntry> conventions = new(StringComparer.Ordinal);
    private readonly HashSet<string> interfaceNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> parameterTypeNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> ownNames = new(StringComparer.Ordinal);

    private HandlerCatalog(Compilation compilation) => this.compilation = compilation;

    /// <summary>Whether no handler can be found with it.</summary>
    public bool IsEmpty { get; private set; } = true;

    /// <summary>Whether a type is catalogued whose handlers have it as their first parameter, by its simple name.</summary>
    public bool IsParameterTypeName(string name) => parameterTypeNames.Contains(name);

    /// <summary>Whether an interface of that simple name is catalogued.</summary>
    public bool IsInterfaceName(string name) => interfaceNames.Contains(name);

    /// <summary>The simple names of members in the user's lines; those in ours are the same in every compilation.</summary>
    public IReadOnlyCollection<string> OwnNames => ownNames;

    /// <summary>What is known of jobs that are enqueued as expressions, where a framework that takes them is referenced.</summary>
    public (HandlerEntry Enqueued, HandlerEntry Recurring)? Expressions =>
        enqueues.Values.FirstOrDefault(entry => entry.Delivery == Delivery.Durable && entry.Framework == "Hangfire") is { } enqueued
        && enqueues.Values.FirstOrDefault(entry => entry.Delivery == Delivery.Recurring && entry.Framework == "Hangfire") is { } recurring
            ? (enqueued, recurring)
            : null;

    /// <summary>Resolves the lines of the catalogue and what a tree's options add to them.</summary>
    public static HandlerCatalog Create(
        Compilation compilation, IEnumerable<(CatalogEntry Line, bool IsBuiltIn)> lines, IEnumerable<(string Id, string? Kind)> own)
    {
        var catalog = new HandlerCatalog(compilation);
        foreach (var (id, kind) in own)
        {
            if (SymbolId.Parse(id, out _) is { } symbol)
            {
                catalog.Add(symbol, kind, HandlerEntry.Own(symbol.TypeName), isBuiltIn: false);
            }
        }

        var namespaces = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var (line, isBuiltIn) in lines)
        {
            if (!isBuiltIn || catalog.HasNamespace(line.Subject, namespaces))
            {
                catalog.Add(line.Symbol!, line["kind"], HandlerEntry.Of(line), isBuiltIn);
            }
        }

        return catalog;
    }

    /// <summary>The members of an interface that a handler implements.</summary>
    public IReadOnlyList<(IMethodSymbol Member, HandlerEntry Entry)> Interface(INamedTypeSymbol type) =>
        interfaces.TryGetValue(type.OriginalDefinition, out var members) ? members : Array.Empty<(IMethodSymbol, HandlerEntry)>();

    /// <summary>The entry about what a method overrides, however far up.</summary>
    public HandlerEntry? Override(IMethodSymbol method)
    {
        if (overridden.Count == 0)
        {
            return null;
        }

        for (var current = method.OverriddenMethod; current is not null; current = current.OverriddenMethod)
        {
            if (overridden.TryGetValue(current.OriginalDefinition, out var entry))
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>The entry about a method that is named itself.</summary>
    public HandlerEntry? Method(IMethodSymbol method) => methods.TryGetValue(method.OriginalDefinition, out var entry) ? entry : null;

    /// <summary>
    /// Whether an attribute, or what it derives from, is catalogued; the entry is null where it takes a method out.
    /// </summary>
    public bool TryGetAttribute(INamedTypeSymbol attribute, out HandlerEntry? entry)
    {
        if (attributes.Count > 0)
        {
            for (var current = attribute; current is not null; current = current.BaseType)
            {
                if (attributes.TryGetValue(current.OriginalDefinition, out entry))
                {
                    return true;
                }
            }
        }

        entry = null;
        return false;
    }

    /// <summary>The entry about a first parameter of that type.</summary>
    public HandlerEntry? ParameterType(ITypeSymbol type)
    {
        for (var current = type; current is not null && parameterTypes.Count > 0; current = current.BaseType)
        {
            if (parameterTypes.TryGetValue(current.OriginalDefinition, out var entry))
            {
                return entry;
            }
        }

        return null;
    }

    /// <summary>The entry about a method that takes a job as an expression.</summary>
    public HandlerEntry? Enqueue(IMethodSymbol method) => Find(enqueues, method);

    /// <summary>The entry about a method or an event that takes a handler as a delegate.</summary>
    public HandlerEntry? Delegate(ISymbol member) => Find(delegates, member);

    /// <summary>The entry about a method that fetches a message.</summary>
    public HandlerEntry? Loop(IMethodSymbol method) => Find(loops, method);

    /// <summary>The entry about a convention, by the documentation ID that it has in the catalogue.</summary>
    public HandlerEntry? Convention(string id) => conventions.TryGetValue(id, out var entry) ? entry : null;

    private static HandlerEntry? Find(Dictionary<ISymbol, HandlerEntry> entries, ISymbol symbol)
    {
        if (entries.Count == 0)
        {
            return null;
        }

        for (var current = symbol; current is not null; current = (current as IMethodSymbol)?.OverriddenMethod)
        {
            var definition = ((current as IMethodSymbol)?.ReducedFrom ?? current).OriginalDefinition;
            if (entries.TryGetValue(definition, out var entry))
            {
                return entry;
            }
        }

        // A call through the class that implements the catalogued interface.
        if (symbol is IMethodSymbol { IsStatic: false, ContainingType: { TypeKind: TypeKind.Class } type } method)
        {
            foreach (var known in entries)
            {
                if (known.Key.Name == method.Name
                    && known.Key is IMethodSymbol { ContainingType: { TypeKind: TypeKind.Interface } @interface }
                    && type.AllInterfaces.Any(each => SymbolEqualityComparer.Default.Equals(each.OriginalDefinition, @interface)))
                {
                    return known.Value;
                }
            }
        }

        return null;
    }

    private void Add(SymbolId id, string? kind, HandlerEntry entry, bool isBuiltIn)
    {
        foreach (var symbol in id.Resolve(compilation))
        {
            // A copy of a framework's type in the source of this compilation is a look-alike, as in KnownTypes.
            if (isBuiltIn && SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly))
            {
                continue;
            }

            IsEmpty = false;
            Add(id, symbol, kind, entry);
            if (!isBuiltIn && symbol is not INamedTypeSymbol)
            {
                ownNames.Add(symbol.Name);
            }
        }
    }

    private void Add(SymbolId id, ISymbol symbol, string? kind, HandlerEntry entry)
    {
        switch (kind, symbol)
        {
            case ("enqueue", IMethodSymbol):
                AddTo(enqueues, symbol, entry);
                break;
            case ("delegate", _):
            case (_, IEventSymbol):
                AddTo(delegates, symbol, entry);
                break;
            case ("loop", IMethodSymbol):
                AddTo(loops, symbol, entry);
                break;
            case ("convention", _):
                conventions[id.Text] = entry;
                break;
            case ("parameter_type", INamedTypeSymbol):
                AddTo(parameterTypes, symbol, entry);
                parameterTypeNames.Add(symbol.Name);
                break;
            case ("exception", INamedTypeSymbol):
                attributes[symbol] = null;
                break;
            case (_, IMethodSymbol { MethodKind: MethodKind.Ordinary } method):
                AddMethod(method, entry);
                break;
            case (_, INamedTypeSymbol type) when IsAttribute(type):
                if (!attributes.ContainsKey(type))
                {
                    attributes.Add(type, entry);
                }

                break;
            case (_, INamedTypeSymbol type):
                foreach (var member in type.GetMembers().OfType<IMethodSymbol>())
                {
                    if (member is { MethodKind: MethodKind.Ordinary, IsAbstract: true })
                    {
                        AddMethod(member, entry);
                    }
                }

                break;
        }
    }

    private void AddMethod(IMethodSymbol method, HandlerEntry entry)
    {
        if (method.ContainingType.TypeKind == TypeKind.Interface)
        {
            if (!interfaces.TryGetValue(method.ContainingType, out var members))
            {
                interfaces.Add(method.ContainingType, members = []);
                interfaceNames.Add(method.ContainingType.Name);
            }

            if (!members.Any(each => SymbolEqualityComparer.Default.Equals(each.Member, method)))
            {
                members.Add((method, entry));
            }
        }
        else
        {
            // A method that can be overridden and has a body of its own is both, in the team's own code.
            AddTo(overridden, method, entry);
            AddTo(methods, method, entry);
        }
    }

    private static void AddTo(Dictionary<ISymbol, HandlerEntry> entries, ISymbol symbol, HandlerEntry entry)
    {
        if (!entries.ContainsKey(symbol))
        {
            entries.Add(symbol, entry);
        }
    }

    private static bool IsAttribute(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (current is { Name: nameof(Attribute), ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } })
            {
                return true;
            }
        }

        return false;
    }

    // Most frameworks are absent, and a namespace that is absent settles it for all their lines.
    private bool HasNamespace(string id, Dictionary<string, bool> known)
    {
        var parts = id.Substring(2).Split('.');
        var count = parts.Length - (id[0] == 'T' ? 1 : 2);
        var name = string.Join(".", parts, 0, count);
        if (!known.TryGetValue(name, out var has))
        {
            var current = compilation.GlobalNamespace;
            for (var i = 0; i < count && current is not null; i++)
            {
                current = current.GetMembers(parts[i]).OfType<INamespaceSymbol>().FirstOrDefault();
            }

            known.Add(name, has = current is not null);
        }

        return has;
    }
}
