using System.Collections.Concurrent;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Effects;
using SafeChange.Analyzers.Jobs.Flow;
using SafeChange.Analyzers.Jobs.Idempotency;

namespace SafeChange.Analyzers.Jobs;

/// <summary>What the family knows of one compilation: bodies that were read, catalogues, who implements what.</summary>
internal sealed class JobCompilation(Compilation compilation, KnownTypes types, SymbolCatalog effects, SymbolCatalog guards, UniqueIndexes uniqueIndexes)
{
    private readonly ConcurrentDictionary<SyntaxNode, MethodBody?> bodies = new();

    private readonly ConcurrentDictionary<IOperation, MethodBody?> clauses = new();
    private readonly ConcurrentDictionary<SyntaxTree, EffectSettings> settings = new();

    public Compilation Compilation { get; } = compilation;

    public KnownTypes Types { get; } = types;

    public SymbolCatalog Guards { get; } = guards;

    public EffectReader Effects { get; } = new(types, effects);

    public UniqueIndexes UniqueIndexes { get; } = uniqueIndexes;

    public Implementations Implementations { get; } = new(compilation);

    /// <summary>Whether one run alone can win a call, and its result tells.</summary>
    public bool IsAtomicClaim(IInvocationOperation call, Values values) => AtomicClaims.IsAtomicClaim(call, values);

    /// <summary>The options of a tree that say what an effect is, taken apart once.</summary>
    public EffectSettings EffectSettings(AnalyzerOptions options, SyntaxTree tree) =>
        settings.GetOrAdd(tree, each => Jobs.Effects.EffectSettings.Read(options, each));

    /// <summary>The body of a method of this compilation; null where there is none to be read.</summary>
    public MethodBody? Body(IMethodSymbol method, CancellationToken cancellationToken)
    {
        var definition = method.PartialImplementationPart ?? method;
        foreach (var reference in definition.OriginalDefinition.DeclaringSyntaxReferences)
        {
            var syntax = reference.GetSyntax(cancellationToken);
            var body = syntax switch
            {
                BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null } => null,
                BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax => syntax,
                AccessorDeclarationSyntax { Body: null, ExpressionBody: null } => null,
                AccessorDeclarationSyntax or ArrowExpressionClauseSyntax or AnonymousFunctionExpressionSyntax => syntax,
                _ => null,
            };
            if (body is not null && Body(body, cancellationToken) is { } read)
            {
                return read;
            }
        }

        return null;
    }

    /// <summary>The body of a lambda; a clause of a query expression is one too, with no syntax of its own.</summary>
    public MethodBody? Body(IAnonymousFunctionOperation lambda, CancellationToken cancellationToken) =>
        lambda.Syntax is AnonymousFunctionExpressionSyntax
            ? Body(lambda.Syntax, cancellationToken)
            : clauses.GetOrAdd(lambda, each => MethodBody.Read((IAnonymousFunctionOperation)each, around => Body(around, cancellationToken)));

    /// <summary>The body that a piece of syntax declares: a method, a local function, a lambda, an accessor, or a root of operations.</summary>
    public MethodBody? Body(SyntaxNode syntax, CancellationToken cancellationToken)
    {
        // Read outside the dictionary: a lambda's body asks for the one around it.
        if (bodies.TryGetValue(syntax, out var known))
        {
            return known;
        }

        cancellationToken.ThrowIfCancellationRequested();
        MethodBody? read = null;
        if (Compilation.ContainsSyntaxTree(syntax.SyntaxTree))
        {
#pragma warning disable RS1030 // bodies are pulled by handlers, from whatever tree they stand in; the driver keeps the models
            var model = Compilation.GetSemanticModel(syntax.SyntaxTree);
#pragma warning restore RS1030
            read = MethodBody.Read(syntax, model, around => Body(around, cancellationToken), cancellationToken);
        }

        return bodies.GetOrAdd(syntax, read);
    }
}
