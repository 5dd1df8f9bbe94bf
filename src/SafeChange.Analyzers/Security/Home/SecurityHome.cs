using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.Security.Home;

/// <summary>
/// Where security settings are at home in a compilation. One object a compilation; what is found about a type is kept,
/// so asking again costs a look-up.
/// </summary>
internal sealed class SecurityHome
{
    private const string MarkerName = "SecuritySettingsAttribute";
    private const string UsualName = "SecuritySettings";
    private const string UsualFile = "Security/SecuritySettings.cs";

    private readonly Compilation compilation;
    private readonly AnalyzerOptions options;
    private readonly HomeTypes types;
    private readonly BusinessTypes business;
    private readonly HostCreation hosts;
    private readonly string firstSegment;
    private readonly Lazy<ProjectFolders> folders;
    private readonly Lazy<string?> usualHome;
    private readonly ConcurrentDictionary<SyntaxTree, HomeSettings> settings = new();
    private readonly ConcurrentDictionary<SyntaxTree, ConcurrentDictionary<INamedTypeSymbol, HomeKind>> answers = new();
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> composing = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> hosting = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> keeping = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, Business> businesses = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, bool> others = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IAssemblySymbol, bool> marked = new(SymbolEqualityComparer.Default);

    /// <summary>Made once, in the start of an analyzer.</summary>
    /// <param name="types">The types of the compilation.</param>
    /// <param name="options">Its options.</param>
    /// <param name="jobHandlers">The catalogue <see cref="CatalogKind.JobHandlers"/>: who is run by a queue or a scheduler.</param>
    public SecurityHome(KnownTypes types, AnalyzerOptions options, SymbolCatalog jobHandlers)
    {
        compilation = types.Compilation;
        this.options = options;
        this.types = new(types);
        business = new(types, this.types, jobHandlers);
        hosts = new(compilation, this.types);
        firstSegment = FirstSegment(compilation.AssemblyName ?? "");
        folders = new(() => new(compilation, options), LazyThreadSafetyMode.ExecutionAndPublication);
        usualHome = new(() => MarkedHome() ?? NamedHome(), LazyThreadSafetyMode.ExecutionAndPublication);
    }

    // What a type does for the application; settings do not belong there, whatever it is called.
    private enum Business
    {
        None,
        AnswersRequests,
        Job,
    }

    /// <summary>Why a type of this compilation is a home where it stands in a file; the first reason that holds.</summary>
    /// <param name="type">The type in which something is decided.</param>
    /// <param name="tree">The file in which it is decided: a part of the type may be a home while another is none.</param>
    /// <param name="cancellationToken">Stops the search for what the type makes.</param>
    public HomeKind Of(INamedTypeSymbol type, SyntaxTree tree, CancellationToken cancellationToken)
    {
        var ofTree = answers.GetOrAdd(tree, static _ => new(SymbolEqualityComparer.Default));
        type = type.OriginalDefinition;
        return ofTree.TryGetValue(type, out var known) ? known : ofTree.GetOrAdd(type, Judge(type, tree, cancellationToken));
    }

    /// <summary>
    /// Whether a type is a home whose members may be used as values anywhere: one of this compilation, or one of the
    /// same product in a referenced assembly. A framework is no home: its constants are choices like any other.
    /// </summary>
    public bool IsHome(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        type = type.OriginalDefinition;
        return others.TryGetValue(type, out var known) ? known : others.GetOrAdd(type, IsOwn(type) ? IsOwnHome(type, cancellationToken) : IsForeignHome(type));
    }

    /// <summary>Whether a type is run by tools alone: design-time factories, migrations and model snapshots.</summary>
    public bool IsExempt(INamedTypeSymbol type) => SelfAndContaining(type).Any(each => types.IsA(each, HomeTypes.DesignTime));

    /// <summary>Where the home is, or would be, for a message about a file.</summary>
    public string Describe(SyntaxTree tree) => SettingsOf(tree).Type is { Length: > 0 } named ? named : usualHome.Value ?? UsualFile;

    private HomeKind Judge(INamedTypeSymbol type, SyntaxTree tree, CancellationToken cancellationToken)
    {
        var set = SettingsOf(tree);
        var all = SelfAndContaining(type).ToList();
        if (set.IsHome || IsMarked(type.ContainingAssembly) || all.Any(each => IsMarked(each) || IsNamed(each, set.Type)))
        {
            return HomeKind.Declared;
        }

        if (!set.IsStrict && all.Any(each => set.Types.Any(name => DerivesFrom(each, name))))
        {
            return HomeKind.Composition;
        }

        var work = BusinessOf(all);
        if (!set.IsStrict && all.Any(each => IsComposition(each, work, cancellationToken)))
        {
            return HomeKind.Composition;
        }

        if (all.Any(ConfiguresOptions))
        {
            return HomeKind.Options;
        }

        return !set.IsStrict && work == Business.None && IsNamedForSecurity(type, folders.Value.PathOf(tree), set)
            ? HomeKind.Name
            : HomeKind.None;
    }

    private bool IsOwnHome(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        type.DeclaringSyntaxReferences.Any(reference => Of(type, reference.SyntaxTree, cancellationToken) != HomeKind.None);

    // There is no syntax to look into and no file to have a name. Options hold for trees; those of the first stand for all.
    private bool IsForeignHome(INamedTypeSymbol type)
    {
        var set = compilation.SyntaxTrees.FirstOrDefault() is { } tree ? SettingsOf(tree) : null;
        var all = SelfAndContaining(type).ToList();
        if (all.Any(each => IsMarked(each) || IsNamed(each, set?.Type ?? "")) || IsMarked(type.ContainingAssembly))
        {
            return true;
        }

        if (type.ContainingAssembly is not { } assembly || set is null || !IsOfSameProduct(assembly.Name))
        {
            return false;
        }

        if (all.Any(ConfiguresOptions))
        {
            return true;
        }

        return !set.IsStrict
            && (all.Any(each => set.Types.Any(name => DerivesFrom(each, name)) || types.IsA(each, HomeTypes.Composition))
                || (BusinessOf(all) == Business.None && IsNamedForSecurity(type, "", set)));
    }

    private bool IsComposition(INamedTypeSymbol type, Business work, CancellationToken cancellationToken)
    {
        if (types.IsA(type, HomeTypes.Composition))
        {
            return true;
        }

        return work switch
        {
            // A container that an action makes for itself, or services that a page keeps, compose nothing.
            Business.AnswersRequests => false,
            // A hosted service may run a host of its own.
            Business.Job => IsOwn(type) && MakesHost(type, cancellationToken),
            _ => type.Name == "Program" || type.Name.EndsWith("Startup", StringComparison.Ordinal) || Composes(type, cancellationToken),
        };
    }

    private bool Composes(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        composing.TryGetValue(type, out var known)
            ? known
            : composing.GetOrAdd(type, HasBuilderParameter(type) || Keeps(type) || (IsOwn(type) && hosts.IsIn(type, containers: true, cancellationToken)));

    private bool MakesHost(INamedTypeSymbol type, CancellationToken cancellationToken) =>
        hosting.TryGetValue(type, out var known) ? known : hosting.GetOrAdd(type, hosts.IsIn(type, containers: false, cancellationToken));

    private bool HasBuilderParameter(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.Constructor or MethodKind.ExplicitInterfaceImplementation } method
                && method.Parameters.Any(parameter => types.MayBeA(parameter.Type, HomeTypes.Builders)))
            {
                return true;
            }
        }

        return false;
    }

    // Members that base classes keep to themselves do not count.
    private bool Keeps(INamedTypeSymbol type)
    {
        return KeepsItself(type, inherits: false) || Bases(type).Any(each => keeping.GetOrAdd(each.OriginalDefinition, found => KeepsItself(found, inherits: true)));

        bool KeepsItself(INamedTypeSymbol each, bool inherits)
        {
            foreach (var member in each.GetMembers())
            {
                var kept = member switch
                {
                    IPropertySymbol property => property.Type,
                    IFieldSymbol { IsConst: false, IsImplicitlyDeclared: false } field => field.Type,
                    _ => null,
                };
                if (kept is not null && !(inherits && member.DeclaredAccessibility == Accessibility.Private) && types.MayBeA(kept, HomeTypes.Kept))
                {
                    return true;
                }
            }

            return false;
        }
    }

    private bool ConfiguresOptions(INamedTypeSymbol type) => types.IsA(type, HomeTypes.Options) || Bases(type).Any(IsEvents);

    // JwtBearerEvents, CookieAuthenticationEvents, OpenIdConnectEvents and those of other schemes.
    private bool IsEvents(INamedTypeSymbol type) =>
        type.Name.EndsWith("Events", StringComparison.Ordinal)
        && !IsOwn(type)
        && NamespaceOf(type).StartsWith("Microsoft.AspNetCore.Authentication", StringComparison.Ordinal);

    private Business BusinessOf(List<INamedTypeSymbol> all)
    {
        var found = Business.None;
        foreach (var type in all)
        {
            var each = businesses.GetOrAdd(type, JudgeBusiness);
            if (each == Business.AnswersRequests)
            {
                return each;
            }

            found = each == Business.None ? found : each;
        }

        return found;
    }

    private Business JudgeBusiness(INamedTypeSymbol type) =>
        business.AnswersRequests(type) ? Business.AnswersRequests : business.IsJob(type) ? Business.Job : Business.None;

    private static bool IsNamedForSecurity(INamedTypeSymbol type, string path, HomeSettings set) =>
        HomeWords.HasAny(path, set.Names)
        || SelfAndContaining(type).Any(each => HomeWords.HasAny(each.Name, set.Names))
        || HomeWords.HasAny(NamespaceOf(type), set.Names);

    private HomeSettings SettingsOf(SyntaxTree tree) =>
        settings.TryGetValue(tree, out var known) ? known : settings.GetOrAdd(tree, new HomeSettings(options, tree));

    private bool IsOwn(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);

    // The first part of the name is a company's or a product's. A framework's own assemblies are never a product of ours.
    private bool IsOfSameProduct(string assemblyName) =>
        firstSegment.Length > 0
        && FirstSegment(assemblyName) == firstSegment
        && firstSegment is not ("System" or "Microsoft" or "mscorlib" or "netstandard");

    private bool IsMarked(IAssemblySymbol? assembly) =>
        assembly is not null && marked.GetOrAdd(assembly, static each => each.GetAttributes().Any(IsMarker));

    private static bool IsMarked(INamedTypeSymbol type) => type.GetAttributes().Any(IsMarker);

    // By its name alone: teams write the attribute themselves, in whatever namespace. Half-written code may lack its class.
    private static bool IsMarker(AttributeData attribute) =>
        attribute.AttributeClass is { } type && (type.Name == MarkerName || (type.TypeKind == TypeKind.Error && type.Name == UsualName));

    private static bool IsNamed(INamedTypeSymbol type, string fullName) => fullName.Length > 0 && HasFullName(type, fullName);

    // A name without a dot is enough where a team has but one such class.
    private static bool DerivesFrom(INamedTypeSymbol type, string name) => HomeTypes.SelfAndParents(type).Skip(1).Any(parent =>
        name.IndexOf('.') < 0 ? parent.Name == name : HasFullName(parent, name));

    private static bool HasFullName(ITypeSymbol type, string fullName) =>
        fullName.EndsWith(type.Name, StringComparison.Ordinal) && FullName(type) == fullName;

    private static string FullName(ITypeSymbol type)
    {
        var name = string.Join(".", SelfAndContaining(type).Reverse().Select(static each => each.Name));
        return NamespaceOf(type) is { Length: > 0 } space ? space + "." + name : name;
    }

    private static string NamespaceOf(ITypeSymbol type) =>
        type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() : "";

    private static IEnumerable<INamedTypeSymbol> SelfAndContaining(ITypeSymbol type)
    {
        for (var current = type as INamedTypeSymbol; current is not null; current = current.ContainingType)
        {
            yield return current.OriginalDefinition;
        }
    }

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            yield return current;
        }
    }

    private static string FirstSegment(string name)
    {
        var dot = name.IndexOf('.');
        return dot < 0 ? name : name.Substring(0, dot);
    }

    // The type with [SecuritySettings]. Looked for in syntax, and only when a message needs it.
    private string? MarkedHome() => compilation.SyntaxTrees
        .Where(static tree => !IsGenerated(tree))
        .SelectMany(tree => tree.GetRoot().DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<TypeDeclarationSyntax>()
            .Where(static type => type.AttributeLists.Any(static list => list.Attributes.Any(IsMarkerName)))
            .Select(type => compilation.GetSemanticModel(tree).GetDeclaredSymbol(type)))
        .Where(static type => type is not null && IsMarked(type))
        .Select(static type => FullName(type!))
        .OrderBy(static name => name, StringComparer.Ordinal)
        .FirstOrDefault();

    private string? NamedHome() => compilation.GetSymbolsWithName(UsualName, SymbolFilter.Type)
        .OfType<INamedTypeSymbol>()
        .Where(static type => type is { IsStatic: true, TypeKind: TypeKind.Class } && type.DeclaringSyntaxReferences.Any(static part => !IsGenerated(part.SyntaxTree)))
        .Select(FullName)
        .OrderBy(static name => name, StringComparer.Ordinal)
        .FirstOrDefault();

    private static bool IsMarkerName(AttributeSyntax attribute)
    {
        var name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        return name is MarkerName or UsualName;
    }

    private static bool IsGenerated(SyntaxTree tree)
    {
        var name = FileNames.Of(tree.FilePath);
        return name.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".g.i.cs", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".designer.cs", StringComparison.OrdinalIgnoreCase)
            || name.EndsWith(".generated.cs", StringComparison.OrdinalIgnoreCase)
            || tree.GetRoot().GetLeadingTrivia().Any(static trivia =>
                (trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia))
                && (trivia.ToString().IndexOf("<auto-generated", StringComparison.OrdinalIgnoreCase) >= 0
                    || trivia.ToString().IndexOf("<autogenerated", StringComparison.OrdinalIgnoreCase) >= 0));
    }
}
