using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.ChangeNotes;
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
        pending.Add((location, more => Diagnostic.Create(rule, location, severity, additional, data, [.. arguments, more])));
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
        if (note.IsPlaceholder && note.Value.Length > 0 && note.Value[0] == '<' && reportedNotes.Add(note.Location))
        {
            report(Diagnostic.Create(SAFE0012ChangeNotePlaceholder.Descriptor, note.Location, "idempotent", Handler.Name, "why a second run does no harm"));
        }

        return true;
    }
}
