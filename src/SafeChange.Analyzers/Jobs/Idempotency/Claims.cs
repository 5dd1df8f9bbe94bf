using System;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>Calls that tell whether the work has been done, or that one run alone can win.</summary>
internal static class Claims
{
    private static readonly Regex Asking = new(
        "^(Is|Has|Was|Already|Exists|Check|Contains|Did|Are|Have|Should)[A-Z_]?|(Already|Processed|Handled|Duplicate|Seen|Exists)", RegexOptions.CultureInvariant);

    private static readonly Regex Done = new("Already|Processed|Handled|Duplicate|Seen|Sent|Done|Completed|Executed|Exists|Delivered|Published|Imported", RegexOptions.CultureInvariant);

    private static readonly Regex Undone = new("^(IsNot|HasNot|WasNot|Should|Needs|Can)|Not(Yet)?(Sent|Delivered|Processed|Handled)", RegexOptions.CultureInvariant);

    private static readonly Regex Claiming = new("^Try(Add|Claim|Begin|Start|Reserve|Insert|Mark|Process|Register|Record|Create|Enter)", RegexOptions.CultureInvariant);

    /// <summary>What a catalogue or an option says of a call.</summary>
    internal readonly record struct Catalogued(StateKey Store, bool IsClaim, bool TrueMeansNew);

    /// <summary>Whether a call can be won by one run alone: its result tells whether it was.</summary>
    public static bool IsClaim(IInvocationOperation call, Frame frame) =>
        frame.Exploration.Compilation.IsAtomicClaim(call, frame.Body.Values)
        || (Claiming.IsMatch(call.TargetMethod.Name) && AnswersYesOrNo(call) && !frame.LeadsToSource(call) && !InProcess.IsCollectionOrLock(call.TargetMethod.ContainingType));

    public static Catalogued? Asked(IInvocationOperation call, Frame frame)
    {
        if (frame.Exploration.Guards.Find(call.TargetMethod) is not var (word, trueMeansNew) || call.TargetMethod.ContainingType is not { } type)
        {
            return null;
        }

        return word switch
        {
            "claim" => new(StateKey.Store(type), IsClaim: true, trueMeansNew),
            "exists" or "state" => new(StateKey.Store(type), IsClaim: false, trueMeansNew),
            _ => null,
        };
    }

    /// <summary>
    /// A question to something without source, by its name: <c>store.IsProcessed(id)</c>. Answers whether yes means
    /// that the work is done.
    /// </summary>
    public static (StateKey State, bool SaysDone)? AskedByName(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (!AnswersYesOrNo(call)
            || !Asking.IsMatch(method.Name)
            || method.ContainingType is not { } type
            || QueryNames.IsPlatform(type)
            || InProcess.IsCollectionOrLock(type))
        {
            return null;
        }

        return Undone.IsMatch(method.Name) ? (StateKey.Store(type), false) : (StateKey.Store(type), Done.IsMatch(method.Name));
    }

    /// <summary>Whether a question names what it asks so clearly that whoever is asked also keeps the answer.</summary>
    public static bool SpeaksForItself(string name) => Done.IsMatch(name);

    private static bool AnswersYesOrNo(IInvocationOperation call) =>
        call.TargetMethod.ReturnType is { SpecialType: SpecialType.System_Boolean }
            or INamedTypeSymbol { Name: "Task" or "ValueTask", TypeArguments: [{ SpecialType: SpecialType.System_Boolean }] };
}
