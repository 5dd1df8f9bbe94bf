using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Idempotency;

/// <summary>
/// A unique key as a guard: the insert is tried, and a violation is caught. Whoever comes second fails where the first
/// has succeeded.
/// </summary>
internal static class UniqueViolation
{
    /// <summary>Whether an operation stands in a try whose catch takes a violation of a unique key and goes on.</summary>
    public static bool IsCaught(IOperation operation, SymbolCatalog guards)
    {
        for (IOperation current = operation; current.Parent is { } parent; current = parent)
        {
            if (parent is ITryOperation @try && ReferenceEquals(@try.Body, current) && @try.Catches.Any(clause => IsViolation(clause, guards)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A claim that is won where control stands inside the try, behind the insert.</summary>
    public static Fact? WonBefore(ITryOperation @try, IOperation operation, Frame frame)
    {
        if (!@try.Catches.Any(clause => IsViolation(clause, frame.Exploration.Compilation.Guards)) || frame.Body.Paths is not { } paths || paths.PositionOf(operation) is not { } position)
        {
            return null;
        }

        var save = FirstSave(@try, frame);
        return save is not null
            && !ReferenceEquals(save, operation)
            && paths.PositionOf(save) is { } place
            && place != position
            && paths.Precedes(place, position)
            && AddsBefore(@try, save, frame)
            && operation.Syntax.SpanStart > save.Syntax.Span.End
            ? Fact.Claim(true, save)
            : null;
    }

    /// <summary>A claim that is won where control comes out of the try, because its catch gives up.</summary>
    public static Fact? Claims(ITryOperation @try, IOperation operation, Frame frame, FlowGraph paths)
    {
        if (@try.Syntax.Span.Contains(operation.Syntax.Span)
            || operation.Syntax.SpanStart < @try.Syntax.Span.End
            || !@try.Catches.Any(clause => IsViolation(clause, frame.Exploration.Compilation.Guards))
            || @try.Catches.Where(clause => IsViolation(clause, frame.Exploration.Compilation.Guards)).Any(static clause => !GivesUp(clause))
            || FirstSave(@try, frame) is not { } save
            || !AddsBefore(@try, save, frame)
            || paths.PositionOf(save) is not { } place
            || paths.PositionOf(operation) is not { } position
            || !paths.Reaches(place, position))
        {
            return null;
        }

        return Fact.Claim(true, save);
    }

    /// <summary>For <c>return true</c> at the end of a try that inserts: a method that tells whether it was the first.</summary>
    public static Fact? Around(IOperation @return, Frame frame)
    {
        for (IOperation current = @return; current.Parent is { } parent; current = parent)
        {
            if (parent is ITryOperation @try && ReferenceEquals(@try.Body, current) && @try.Catches.Any(clause => IsViolation(clause, frame.Exploration.Compilation.Guards))
                && FirstSave(@try, frame) is { } save && AddsBefore(@try, save, frame))
            {
                return Fact.Claim(true, save);
            }
        }

        foreach (var @try in frame.Body.Operations.OfType<ITryOperation>())
        {
            if (@try.Syntax.Span.End <= @return.Syntax.SpanStart && @try.Catches.Any(clause => IsViolation(clause, frame.Exploration.Compilation.Guards)) && @try.Catches.Where(clause => IsViolation(clause, frame.Exploration.Compilation.Guards)).All(GivesUp)
                && FirstSave(@try, frame) is { } save && AddsBefore(@try, save, frame))
            {
                return Fact.Claim(true, save);
            }
        }

        return null;
    }

    /// <summary>Whether a catch takes what a database throws for a duplicate, and does not only throw it on.</summary>
    public static bool IsViolation(ICatchClauseOperation clause, SymbolCatalog guards)
    {
        var type = clause.ExceptionType;
        var named = type is not null && IsViolation(type, guards);
        if (!named)
        {
            named = clause.Filter is { } filter && filter.DescendantsAndSelf().Any(part => part switch
            {
                IInvocationOperation call => call.TargetMethod.Name.Contains("Unique") || call.TargetMethod.Name.Contains("Duplicate"),
                ITypeOfOperation => false,
                IIsTypeOperation test => IsViolation(test.TypeOperand, guards),
                IPatternOperation { NarrowedType: { } narrowed } => IsViolation(narrowed, guards),
                _ => false,
            });
        }

        return named && !Rethrows(clause);
    }

    private static bool IsViolation(ITypeSymbol exception, SymbolCatalog guards) => guards.Find(exception)?["guard"] == "duplicate";

    private static bool Rethrows(ICatchClauseOperation clause) =>
        clause.Handler.Operations.LastOrDefault(static o => o is not IEmptyOperation) is IExpressionStatementOperation { Operation: IThrowOperation } or IThrowOperation
        && !clause.Handler.DescendantsAndSelf().Any(static o => o is IReturnOperation or IBranchOperation);

    private static bool GivesUp(ICatchClauseOperation clause) =>
        clause.Handler.Operations.LastOrDefault(static o => o is not IEmptyOperation) is
            IReturnOperation or IBranchOperation or IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation };

    private static IOperation? FirstSave(ITryOperation @try, Frame frame) =>
        frame.Body.Operations.FirstOrDefault(operation =>
            operation is IInvocationOperation call && @try.Body.Syntax.Span.Contains(call.Syntax.Span) && Saves.IsSave(call, frame));

    // What is saved there must be a row that is new, in the try or before it.
    private static bool AddsBefore(ITryOperation @try, IOperation save, Frame frame) =>
        frame.Body.Operations.Any(operation =>
            operation is IInvocationOperation call && call.Syntax.SpanStart <= save.Syntax.SpanStart && Saves.IsAdd(call));
}
