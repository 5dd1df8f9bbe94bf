using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;

namespace SafeChange.Analyzers.CodeFixes.Jobs;

/// <summary>A row that a handler adds to a set of EF Core, with the members that it takes from the message.</summary>
internal sealed class RowToInsert
{
    // What stands for the message itself is enough; other IDs say only together which row it is.
    private static readonly Regex OfMessage = new("^(Message|Event|Request|Command|Delivery|Idempotency|Transaction|External)(Id|Key)$", RegexOptions.CultureInvariant);

    private readonly CodePlace place;
    private readonly ExpressionSyntax set;
    private readonly StatementList list;
    private readonly SyntaxNode function;
    private readonly bool isInline;

    private RowToInsert(CodePlace place, ExpressionSyntax set, StatementSyntax statement, StatementList list, SyntaxNode function, bool isInline, ImmutableArray<(string Member, string Value)> key)
    {
        (this.place, this.set, Statement, this.list, this.function, this.isInline, Key) = (place, set, statement, list, function, isInline, key);
        Exit = EarlyExit.Of(list, statement, place);
    }

    /// <summary>The statement that adds the row.</summary>
    public StatementSyntax Statement { get; }

    /// <summary>The members that tell the row from others, and what they are given.</summary>
    public ImmutableArray<(string Member, string Value)> Key { get; }

    /// <summary>The members of the key, in words.</summary>
    public string KeyName => string.Join(" and ", Key.Select(static part => $"'{part.Member}'"));

    /// <summary>How the handler is left where the row is there; null where there is more to do.</summary>
    public string? Exit { get; }

    public CodePlace Place => place;

    /// <summary>Reads the row of a finding; null where it is added otherwise, or where nothing of it is seen to come from the message.</summary>
    public static RowToInsert? Of(JobUnderFix job)
    {
        var place = job.Others.FirstOrDefault() ?? job.At;
        if (place.Call is not { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "AddAsync" } access, ArgumentList.Arguments: [{ Expression: var added }, ..] } call
            || !IsSet(place.Model.GetTypeInfo(access.Expression).Type)
            || access.Expression.ToString().Contains("\n")
            || call.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax statement
            || !(statement.Expression == call || statement.Expression is AwaitExpressionSyntax)
            || StatementList.Of(statement) is not { } list
            || place.Function is not { } function
            || IsAsked(access.Expression.ToString(), function))
        {
            return null;
        }

        var creation = added as BaseObjectCreationExpressionSyntax ?? Made(added, place, function);
        if (creation?.Initializer is not { RawKind: (int)SyntaxKind.ObjectInitializerExpression } initializer)
        {
            return null;
        }

        var item = statement.Ancestors().TakeWhile(node => node != function).FirstOrDefault(static node =>
            node is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax);
        var key = new List<(string Member, string Value, bool IsOfItem)>();
        foreach (var assignment in initializer.Expressions.OfType<AssignmentExpressionSyntax>())
        {
            if (assignment.Left is IdentifierNameSyntax member
                && KeyMaterial.IsIdentifying(member.Identifier.ValueText)
                && Root(assignment.Right, place) is { } root)
            {
                var isOfItem = item is not null && root is ILocalSymbol && root.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() == item);
                if (isOfItem || (root is IParameterSymbol parameter && IsGiven(parameter, job, place, function)))
                {
                    key.Add((member.Identifier.Text, assignment.Right.WithoutTrivia().ToString(), isOfItem));
                }
            }
        }

        // In a loop one row of all must be told from the others.
        if (key.Count == 0 || (item is not null && !key.Any(static part => part.IsOfItem)))
        {
            return null;
        }

        var ofMessage = item is null ? key.Where(static part => OfMessage.IsMatch(part.Member)).Take(1).ToList() : [];
        return new(
            place, access.Expression, statement, list, function, added is BaseObjectCreationExpressionSyntax,
            (ofMessage.Count > 0 ? ofMessage : key).Select(static part => (part.Member, part.Value)).ToImmutableArray());
    }

    /// <summary>The edits that look for the row first; null where that cannot be done here.</summary>
    public List<TextChange>? LookFirst()
    {
        if (place.Model.GetTypeInfo(set).Type is not { } type
            || ExistsQuery.Of(place, function, set.ToString(), type, row => string.Join(" && ", Key.Select(part => $"{row}.{part.Member} == {part.Value}"))) is not { } query)
        {
            return null;
        }

        var changes = new List<TextChange>();
        if (query.Import is { } found)
        {
            changes.Add(found);
        }

        if (Exit is not null)
        {
            changes.Add(place.Before(Statement, place.If(query.Code, Exit)));
            return changes;
        }

        // There is more to do than this row: the row alone is left out.
        if (!isInline || !place.Layout.IsFirstOnLine(Statement.SpanStart) || Statement.DescendantTokens().Any(static token => token.Text.Contains("\n")))
        {
            return null;
        }

        var indent = place.Layout.IndentAt(Statement.SpanStart);
        var lines = Statement.ToString().Split('\n').Select(static line => line.TrimEnd('\r')).ToList();
        var inner = string.Join(place.Layout.NewLine, lines.Select((line, i) => i == 0 || line.Length == 0 ? line : place.Layout.Unit + line));
        var around = place.If("!" + query.Code, "@").ToList();
        var text = string.Join(place.Layout.NewLine, around.Select((line, i) => (i == 0 ? "" : indent) + line)).Replace("@", inner);
        changes.Add(new(Statement.Span, text));
        return changes;
    }

    /// <summary>The statement behind that saves the row; null where there is none, or where the context is saved again after it.</summary>
    public ExpressionStatementSyntax? Save()
    {
        var saves = function.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(each => each.SpanStart > Statement.Span.End && each.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "SaveChanges" or "SaveChangesAsync" })
            .ToList();
        return saves.Count == 1
            && list.Behind(Statement).OfType<ExpressionStatementSyntax>().FirstOrDefault(each => each.Span.Contains(saves[0].Span)) is { } save
            && (save.Expression == saves[0] || save.Expression is AwaitExpressionSyntax)
            && place.Layout.IsFirstOnLine(save.SpanStart)
            && !save.ToString().Contains("\n")
            ? save
            : null;
    }

    // Whoever asks already, and adds the row all the same, means something else than a row that is there once.
    private static bool IsAsked(string set, SyntaxNode function) =>
        function.DescendantNodes().OfType<IfStatementSyntax>().Any(test => test.Condition.ToString().Contains(set + "."));

    private static bool IsSet(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current is { Name: "DbSet", ContainingNamespace: { Name: "EntityFrameworkCore", ContainingNamespace.Name: "Microsoft" } })
            {
                return true;
            }
        }

        return false;
    }

    private static BaseObjectCreationExpressionSyntax? Made(ExpressionSyntax added, CodePlace place, SyntaxNode function) =>
        added is IdentifierNameSyntax
        && place.Model.GetSymbolInfo(added).Symbol is ILocalSymbol local
        && local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: BaseObjectCreationExpressionSyntax creation }
        && function.Span.Contains(creation.Span)
            ? creation
            : null;

    /// <summary>What a path of members starts at: <c>context</c> of <c>context.Message.Id</c>.</summary>
    private static ISymbol? Root(ExpressionSyntax value, CodePlace place)
    {
        switch (value)
        {
            case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed:
                return Root(suppressed.Operand, place);
            case MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression } access when place.Model.GetSymbolInfo(access).Symbol is IPropertySymbol or IFieldSymbol:
                return Root(access.Expression, place);
            case IdentifierNameSyntax:
                return place.Model.GetSymbolInfo(value).Symbol;
            default:
                return null;
        }
    }

    /// <summary>Whether what a parameter holds comes from the message: one of the handler, or of a method that the handler passes it on to.</summary>
    private static bool IsGiven(IParameterSymbol parameter, JobUnderFix job, CodePlace place, SyntaxNode function)
    {
        if (job.Others.IsEmpty)
        {
            return true;
        }

        if (job.At.Call is not { } call
            || place.SymbolOf(function) is not { } callee
            || job.At.Model.GetOperation(call) is not IInvocationOperation invocation
            || !SymbolEqualityComparer.Default.Equals(invocation.TargetMethod.OriginalDefinition, callee.OriginalDefinition)
            || !SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, callee))
        {
            return false;
        }

        return invocation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)?.Value.Syntax is ExpressionSyntax given
            && Root(given, job.At) is IParameterSymbol;
    }
}
