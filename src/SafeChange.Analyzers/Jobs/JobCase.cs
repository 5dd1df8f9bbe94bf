using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.ChangeNotes;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Effects;
using SafeChange.Analyzers.Jobs.Handlers;
using SafeChange.Analyzers.Jobs.Idempotency;

namespace SafeChange.Analyzers.Jobs;

/// <summary>One handler before its judges: its run, what the notes excuse, and what has been reported already.</summary>
internal sealed class JobCase(HandlerRun run, bool isInboxOn, Func<string, JobSettings> settings, Action<Diagnostic> report)
{
    /// <summary>So many diagnostics of a rule on one handler are enough to see that it is not safe.</summary>
    private const int MaximumPerRule = 3;

    private readonly HashSet<IOperation> reported = [];
    private readonly HashSet<Location> reportedNotes = [];
    private readonly List<(Location Location, Func<string, Diagnostic> Make)> pending = [];

    public HandlerRun Run { get; } = run;

    public JobHandler Handler => Run.Handler;

    /// <summary>Whether the schedule is what runs the handler again.</summary>
    public bool IsRecurring => Handler.Delivery == Delivery.Recurring;

    public JobSettings SettingsOf(DiagnosticDescriptor rule) => settings(rule.Id);

    /// <summary>The effects of some kinds that nothing guards, no note excuses and no rule has reported yet.</summary>
    public IEnumerable<(Effect Effect, Occurrence At)> Repeated(params EffectKind[] kinds) =>
        Run.Effects.Where(each => kinds.Contains(each.Effect.Kind) && !IsReported(each.At) && IsUnguarded(each.Effect, each.At));

    /// <summary>Whether nothing proves that the effect happens once.</summary>
    public bool IsUnguarded(Effect effect, Occurrence at) =>
        !(isInboxOn && IsStored(effect.Kind)) && Run.GuardOf(effect, at) is null;

    public bool IsReported(Occurrence at) => reported.Contains(at.Operation);

    /// <summary>Whether an effect is kept with the handler's own data, where a framework's inbox shares the transaction.</summary>
    public static bool IsStored(EffectKind kind) => kind is EffectKind.Insert or EffectKind.Accumulate or EffectKind.Publish or EffectKind.Enqueue;

    public void MarkReported(IEnumerable<Occurrence> effects)
    {
        foreach (var effect in effects)
        {
            reported.Add(effect.Operation);
        }
    }

    /// <summary>How much harm a kind does when it is repeated, the worst first.</summary>
    public static int Rank(EffectKind kind) => kind switch
    {
        EffectKind.Payment => 0,
        EffectKind.Mail => 1,
        EffectKind.Message => 2,
        EffectKind.Http => 3,
        EffectKind.Publish => 4,
        EffectKind.Enqueue => 5,
        EffectKind.Accumulate => 6,
        EffectKind.Insert => 7,
        _ => 8,
    };

    /// <summary>A rule's own severity, or one below where only the next tick of a schedule repeats what is no item of a loop.</summary>
    public DiagnosticSeverity SeverityOf(DiagnosticDescriptor rule, Occurrence at) =>
        IsRecurring && at.Loop is null ? DiagnosticSeverity.Info : rule.DefaultSeverity;

    /// <summary>Whether an effect belongs to the items of a loop: work that was selected, and may be selected again.</summary>
    public bool IsWorkOfLoop(Occurrence at) => at.Loop is not null;

    /// <summary>Whether an effect would be there a second time: it is stored, and no key keeps the second one out.</summary>
    public bool Repeats(Effect effect, Occurrence at) => effect.Kind switch
    {
        EffectKind.Accumulate => Persists(effect, at),
        EffectKind.Insert => KeyOf(effect, at) is KeyStability.None or KeyStability.Unstable && Persists(effect, at),
        EffectKind.File or EffectKind.Static => false,
        _ => effect.Key != KeyStability.Stable,
    };

    /// <summary>Whether what is changed outlives the run.</summary>
    public bool Persists(Effect effect, Occurrence at)
    {
        if (effect.Subject is not { } subject)
        {
            return true;
        }

        if (effect.Kind == EffectKind.Insert && !effect.IsNavigation)
        {
            return at.Operation is IInvocationOperation call && Saves.IsSave(call, at.Frame) || Run.IsSavedAfter(at);
        }

        return Queries.OriginOf(subject, at.Frame, FactReader.Fuel) == Origin.Stored && (Run.IsSavedAfter(at) || StateContainers.IsAutomatic(subject, at.Frame));
    }

    /// <summary>The key of an added row, as far as the calls that lead to it tell.</summary>
    public KeyStability KeyOf(Effect effect, Occurrence at)
    {
        if (effect.Key != KeyStability.Unknown || effect.Subject is not { } subject || effect.IsNavigation)
        {
            return effect.Key;
        }

        var resolved = at.Frame.Resolve(subject);
        if (ReferenceEquals(resolved.Operation, subject) || resolved.IsElement)
        {
            return effect.Key;
        }

        var keys = at.Frame.Exploration.Compilation.Effects.Keys;
        return keys.Read(resolved.Operation, effect.Entity is { } entity ? at.Frame.Substitute(entity) : resolved.Operation.Type, resolved.Frame.Body.Values).Stability;
    }

    /// <summary>Whether something else than the key keeps a second row out: a unique index that the project shows.</summary>
    public bool IsUniqueOtherwise(Effect effect, Occurrence at) =>
        effect.Entity is { } entity && at.Frame.Exploration.Compilation.UniqueIndexes.Has(at.Frame.Substitute(entity));

    /// <summary>A sentence about what looks like a guard here and is none; empty where nothing does.</summary>
    public string Weakness(Effect effect, Occurrence at) => WeakProtections.Of(Run, effect, at) is { } sentence ? " " + sentence : "";

    /// <summary>
    /// Reports an effect. Where a note answers for it nothing is reported; where the note is a skeleton that nobody has
    /// filled in, the note is, once.
    /// </summary>
    /// <param name="rule">The rule.</param>
    /// <param name="severity">The rule's own, or a lower one.</param>
    /// <param name="at">The effect.</param>
    /// <param name="place">What the squiggle stands under where that is not the effect; has to be reached as the effect is.</param>
    /// <param name="data">What the fix needs.</param>
    /// <param name="others">Further places, after the effect's own where that stands elsewhere.</param>
    /// <param name="arguments">What the message names; a last argument, "and 9 more of the kind", is added.</param>
    public void Report(
        DiagnosticDescriptor rule,
        DiagnosticSeverity severity,
        Occurrence at,
        Occurrence? place,
        ImmutableDictionary<string, string?> data,
        IEnumerable<Location> others,
        params object[] arguments)
    {
        if (!reported.Add(at.Operation) || IsAnswered(at, place))
        {
            return;
        }

        var stands = place ?? at;
        var location = LocationOf(stands.InHandler);
        var additional = new List<Location>();
        if (!ReferenceEquals(stands.InHandler, stands.Operation))
        {
            additional.Add(LocationOf(stands.Operation));
        }

        additional.AddRange(others);
        var properties = IsRecurring ? FixData.Recurring.Write(data, "true") : data;

        // {5} is the note about further ones; what a rule names beyond the five comes after it.
        pending.Add((location, more => Diagnostic.Create(
            rule, location, severity, additional, properties, [.. arguments.Take(5), more, .. arguments.Skip(5)])));
    }

    /// <summary>Hands over what a rule has found, the first few of it.</summary>
    public void Flush()
    {
        var shown = pending.OrderBy(static each => each.Location.SourceSpan.Start).Take(MaximumPerRule).ToList();
        for (var i = 0; i < shown.Count; i++)
        {
            var more = pending.Count - shown.Count;
            report(shown[i].Make(i == shown.Count - 1 && more > 0 ? FormattableString.Invariant($" ({more} more like it in this handler)") : ""));
        }

        pending.Clear();
    }

    public void ReportNote(DiagnosticDescriptor rule, Location location, params object[] arguments) =>
        report(Diagnostic.Create(rule, location, arguments));

    /// <summary>" via A → B", or nothing where the effect stands in the handler itself.</summary>
    public static string Via(Occurrence at) => at.Via is { IsEmpty: false } names ? " (via " + string.Join(" → ", names) + ")" : "";

    /// <summary>The smallest place that names an operation: the name of what is called, the member that is changed.</summary>
    public static Location LocationOf(IOperation operation)
    {
        SyntaxNode? node = operation switch
        {
            IInvocationOperation { Syntax: InvocationExpressionSyntax invocation } => invocation.Expression switch
            {
                MemberAccessExpressionSyntax member => member.Name,
                MemberBindingExpressionSyntax binding => binding.Name,
                var name => name,
            },
            IAssignmentOperation assignment => assignment.Target.Syntax,
            IIncrementOrDecrementOperation increment => increment.Target.Syntax,
            IObjectCreationOperation { Syntax: ObjectCreationExpressionSyntax creation } => creation.Type,
            _ => null,
        };
        return (node ?? operation.Syntax).GetLocation();
    }

    private bool IsAnswered(Occurrence at, Occurrence? place)
    {
        if ((JobNotes.For(at) ?? (place is { } other ? JobNotes.For(other) : null)) is not { } note)
        {
            return false;
        }

        // What a fix has inserted waits for a person; an empty claim is a rule of its own.
        if (JobNotes.IsSkeleton(note) && reportedNotes.Add(note.Location))
        {
            report(Diagnostic.Create(SAFE0012ChangeNotePlaceholder.Descriptor, note.Location, "idempotent", Handler.Name, "why a second run does no harm"));
        }

        return true;
    }
}
