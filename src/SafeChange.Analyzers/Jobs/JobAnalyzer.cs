using System;
using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using SafeChange.Analyzers.ChangeNotes;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Effects;
using SafeChange.Analyzers.Jobs.Flow;
using SafeChange.Analyzers.Jobs.Handlers;
using SafeChange.Analyzers.Jobs.Idempotency;

namespace SafeChange.Analyzers.Jobs;

/// <summary>
/// Finds the handlers of a file, reads what each does through whatever calls, and puts it before the rules of the
/// family. Bodies are pulled by handlers: no other body is bound, and no operation action makes the compiler build
/// operations for every method.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class JobAnalyzer : SafeChangeAnalyzer
{
    // In this order: an effect is reported by the first rule that has something to say about it.
    private static readonly ImmutableArray<JobRule> Rules = ImmutableArray.Create<JobRule>(
        new SAFE2008UnstableKey(),
        new SAFE2009ProgressSavedTooLate(),
        new SAFE2007MarkerNeverChecked(),
        new SAFE2004PaymentWithoutKey(),
        new SAFE2001ValueAccumulated(),
        new SAFE2002RowInsertedAgain(),
        new SAFE2005NotificationRepeated(),
        new SAFE2006HttpCallNotIdempotent(),
        new SAFE2090IdempotentClaimUnfounded());

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        Rules.Select(static rule => rule.Descriptor).Concat(new[] { SAFE0012ChangeNotePlaceholder.Descriptor }).ToImmutableArray();

    // A test runs what it likes as often as it likes.
    private protected override bool IsNeeded(KnownTypes types) =>
        !TestProjects.ReferencesTestFramework(types.Compilation);

    private protected override void Register(CompilationStartAnalysisContext context, KnownTypes types)
    {
        if (HandlerFinder.Create(context, types) is not { } finder)
        {
            return;
        }

        var jobs = new JobCompilation(
            context.Compilation,
            types,
            SymbolCatalog.Create(CatalogKind.Effects, context),
            SymbolCatalog.Create(CatalogKind.Guards, context),
            new UniqueIndexes(context.Compilation, tree => context.TryGetValue(tree, UniqueIndexes.Reader, out var found) ? found : ImmutableArray<string>.Empty));
        var inbox = new Inbox(context.Compilation, tree => context.TryGetValue(tree, Inbox.Reader, out var found) ? found : ImmutableArray<string>.Empty);
        context.RegisterSemanticModelAction(model =>
        {
            foreach (var handler in finder.Find(model.SemanticModel, model.CancellationToken))
            {
                Judge(handler, jobs, inbox, model.Options, model.ReportDiagnostic, model.CancellationToken);
            }
        });
    }

    private static void Judge(
        JobHandler handler, JobCompilation jobs, Inbox inbox, AnalyzerOptions options, Action<Diagnostic> report, CancellationToken cancellationToken)
    {
        var tree = handler.Body.SyntaxTree;
        var exploration = new Exploration(
            jobs,
            new(jobs.Guards, jobs.Compilation, EngineOptions.GuardMethods.Read(options, tree)),
            EngineOptions.InterproceduralDepth.Read(options, tree),
            EngineOptions.MethodBudget.Read(options, tree),
            EngineOptions.FollowInterfaces.Read(options, tree),
            cancellationToken);
        if (HandlerRun.Of(handler, exploration, jobs.EffectSettings(options, tree)) is not { } run)
        {
            return;
        }

        var isInboxOn = Inbox.IsOn(handler.Method, jobs.Guards) || inbox.Covers(handler.Framework, EngineOptions.AssumeTransactionalInbox.Read(options, tree));
        var job = new JobCase(run, isInboxOn, rule => new JobSettings(options, tree, rule), report);
        foreach (var rule in Rules)
        {
            rule.Judge(job);
            job.Flush();
        }
    }
}
