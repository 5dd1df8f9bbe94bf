using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.CodeFixes.Jobs;

/// <summary>
/// Asks the marker that the handler writes: where the object is known, before the work is done, and leaves in the shape
/// that the method ends in. Where something else than the work would be left out, it is not offered.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CheckMarkerFix))]
[LimitedFixAll(ChangesBehaviour)]
public sealed class CheckMarkerFix : JobFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.MarkerNeverChecked);

    private protected override string GroupTitle => "Check the marker first";

    private protected override IEnumerable<Proposal> Propose(JobUnderFix job)
    {
        // The mark's own place where that is not in the handler, then the work; and where calls lead to them, where the
        // common body does that, and the mark.
        var others = job.Others;
        var (work, mark, write) = others.Length switch
        {
            1 => (others[0], job.At, job.At),
            2 => (others[1], others[0], others[0]),
            >= 4 => (others[others.Length - 3], others[others.Length - 2], others[others.Length - 1]),
            _ => default,
        };
        if (work is null)
        {
            yield break;
        }

        if (work.Root != mark.Root
            || mark.Function is not { } function
            || work.Function != function
            || CodePlace.BlockOf(function) is not { } body
            || write.Node.AncestorsAndSelf().OfType<AssignmentExpressionSyntax>().FirstOrDefault(each => each.Left.Span == write.Node.Span) is not { } assignment
            || Marker.Of(mark, write, assignment) is not { } marker
            || mark.Node.FirstAncestorOrSelf<StatementSyntax>() is not { } last
            || Common(work.Node, mark.Node) is not { } list)
        {
            yield break;
        }

        var title = $"Check '{marker.Name}' first";
        foreach (var (from, at) in Positions(work, list, body, marker, mark))
        {
            if (EarlyExit.Of(from, last, mark) is { } exit)
            {
                yield return new(title, mark.Document, ImmutableArray.Create(mark.Before(at, mark.If(marker.Condition(mark, at, body), exit))));
            }
        }
    }

    /// <summary>The innermost statements that hold both the work and the mark, one before the other.</summary>
    private static StatementList? Common(SyntaxNode work, SyntaxNode mark)
    {
        foreach (var (list, statement) in StatementList.Around(mark))
        {
            if (list.IndexOf(work) is >= 0 and var index)
            {
                // Where both stand in one statement, an if without braces or a call inside a call, there is no room between.
                return index < list.Statements.IndexOf(statement) ? list : null;
            }
        }

        return null;
    }

    /// <summary>Where the check may stand: before which statement of which list, the best first.</summary>
    private static IEnumerable<(StatementList List, StatementSyntax At)> Positions(CodePlace work, StatementList common, BlockSyntax body, Marker marker, CodePlace mark)
    {
        var declared = marker.DeclaredIn(body, mark.Model);
        if (declared is null)
        {
            yield break;
        }

        var lists = new List<(StatementList List, int First, int Work)>();
        var isReached = false;
        foreach (var (list, _) in StatementList.Around(common.Owner).Prepend((common, common.Statements[0])))
        {
            var first = list.Owner == declared.Value.List.Owner ? declared.Value.First : 0;
            lists.Add((list, first, list.IndexOf(work.Node)));
            if (list.Owner == declared.Value.List.Owner)
            {
                isReached = true;
                break;
            }

            // A marker of something outside of a loop says nothing about its items.
            if (list.Owner.Parent is CommonForEachStatementSyntax or ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CatchClauseSyntax or FinallyClauseSyntax)
            {
                yield break;
            }
        }

        if (!isReached)
        {
            yield break;
        }

        // The outermost, unless an if inside is what makes sure that there is an object.
        lists.Reverse();
        var guarded = lists.FindLastIndex(each => each.List.Owner.Parent is IfStatementSyntax test && test.Statement == each.List.Owner && marker.IsTestedBy(test.Condition));
        foreach (var (list, first, index) in lists.Skip(guarded < 0 ? 0 : guarded))
        {
            if (index < first)
            {
                continue;
            }

            var at = marker.IsPath ? index : first;
            for (var i = first; i < index; i++)
            {
                if (marker.IsNullCheck(list.Statements[i]))
                {
                    at = i + 1;
                }
            }

            yield return (list, list.Statements[at]);
        }
    }

    /// <summary>The marker, as the code that does the work may ask for it.</summary>
    private sealed record Marker(ISymbol Member, ITypeSymbol Type, ExpressionSyntax? Receiver, ISymbol? Owner, ExpressionSyntax Value, object? Constant, bool HasConstant)
    {
        public string Name => Member.Name;

        /// <summary>Whether it belongs to a part of an object: <c>order.Payment.PaidAt</c>.</summary>
        public bool IsPath => Receiver is MemberAccessExpressionSyntax;

        public static Marker? Of(CodePlace mark, CodePlace write, AssignmentExpressionSyntax assignment)
        {
            if (write.Model.GetSymbolInfo(assignment.Left).Symbol is not (IPropertySymbol { IsIndexer: false } or IFieldSymbol) || assignment.FirstAncestorOrSelf<InitializerExpressionSyntax>() is not null)
            {
                return null;
            }

            var member = write.Model.GetSymbolInfo(assignment.Left).Symbol!;
            var type = member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;
            var receiver = assignment.Left switch
            {
                MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression } access => access.Expression,
                IdentifierNameSyntax => null,
                _ => assignment.Left,
            };
            if (receiver == assignment.Left)
            {
                return null;
            }

            receiver = Plain(receiver);
            if (mark.Root != write.Root || !mark.Node.Span.IntersectsWith(write.Node.Span))
            {
                // The mark is made by a call from here: what it is called on or given is what is marked.
                if (mark.Call is not { } call
                    || write.Function is not { } callee
                    || mark.Model.GetSymbolInfo(call).Symbol is not IMethodSymbol called
                    || !called.OriginalDefinition.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == callee.SyntaxTree && reference.Span == callee.Span))
                {
                    return null;
                }

                if (receiver is null)
                {
                    receiver = call.Expression is MemberAccessExpressionSyntax access ? Plain(access.Expression) : null;
                }
                else if (receiver is IdentifierNameSyntax && write.Model.GetSymbolInfo(receiver).Symbol is IParameterSymbol parameter)
                {
                    receiver = mark.Model.GetOperation(call) is Microsoft.CodeAnalysis.Operations.IInvocationOperation operation
                        && operation.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal) is { } given
                        ? Plain(given.Value.Syntax as ExpressionSyntax) ?? assignment.Left
                        : assignment.Left;
                }
                else
                {
                    return null;
                }
            }

            var root = receiver;
            while (root is MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression } path)
            {
                // A part that may be missing has a check of its own somewhere.
                if (mark.Model.GetSymbolInfo(path).Symbol is not IPropertySymbol { NullableAnnotation: not NullableAnnotation.Annotated })
                {
                    return null;
                }

                root = path.Expression;
            }

            var owner = root is null ? null : mark.Model.GetSymbolInfo(root).Symbol;
            if (root is not null && !(root is IdentifierNameSyntax && owner is ILocalSymbol or IParameterSymbol))
            {
                return null;
            }

            var constant = write.Model.GetConstantValue(assignment.Right);
            return new(member, type, receiver, owner, assignment.Right, constant.Value, constant.HasValue);
        }

        /// <summary>Where the object becomes known: in which statements, and before which of them at the earliest.</summary>
        public (StatementList List, int First)? DeclaredIn(BlockSyntax body, SemanticModel model)
        {
            if (Owner is null or IParameterSymbol)
            {
                var function = body.Parent;
                return Owner is null || Owner.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree == body.SyntaxTree && function!.Span.Contains(reference.Span) && !body.Span.Contains(reference.Span))
                    ? IsAssignedAgain(body, model) ? null : (new(body, body.Statements), 0)
                    : null;
            }

            if (Owner.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not { } declaration || !body.Span.Contains(declaration.Span) || IsAssignedAgain(body, model))
            {
                return null;
            }

            if (declaration is ForEachStatementSyntax loop)
            {
                return loop.Statement is BlockSyntax items ? (new(items, items.Statements), 0) : null;
            }

            foreach (var node in declaration.Ancestors())
            {
                if (node is ForEachVariableStatementSyntax each && each.Variable.Span.Contains(declaration.Span))
                {
                    return each.Statement is BlockSyntax items ? (new(items, items.Statements), 0) : null;
                }

                if (node is WhileStatementSyntax { Statement: BlockSyntax turn } next && next.Condition.Span.Contains(declaration.Span))
                {
                    return (new(turn, turn.Statements), 0);
                }

                if (node is StatementSyntax statement && node is not BlockSyntax)
                {
                    if (declaration is VariableDeclaratorSyntax && statement is UsingStatementSyntax { Statement: BlockSyntax used })
                    {
                        return (new(used, used.Statements), 0);
                    }

                    return declaration is VariableDeclaratorSyntax { Initializer: null } ? null
                        : StatementList.Of(statement) is { } list ? (list, list.Statements.IndexOf(statement) + 1) : null;
                }
            }

            return null;
        }

        /// <summary>The condition under which the work has been done.</summary>
        public string Condition(CodePlace place, StatementSyntax at, BlockSyntax body)
        {
            var isMissing = false;
            var access = ".";
            if (Owner is not null && !IsPath && FirstUse(at, body, place.Model) is { } use)
            {
                if (use.Parent is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression })
                {
                    access = "!.";
                }
                else if (place.Model.GetTypeInfo(use).Nullability.FlowState == NullableFlowState.MaybeNull)
                {
                    (access, isMissing) = ("?.", true);
                }
            }

            var member = (Receiver is null ? "" : Receiver.ToString() + access) + (SyntaxFacts.GetKeywordKind(Name) == SyntaxKind.None ? Name : "@" + Name);
            var isNullable = Type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
            if (HasConstant && Constant is bool flag)
            {
                return isNullable || isMissing ? $"{member} == {(flag ? "true" : "false")}" : flag ? member : "!" + member;
            }

            if (HasConstant && Constant is not null)
            {
                return $"{member} == {Value.WithoutTrivia()}";
            }

            return member + (place.Root.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp9 } ? " is not null" : " != null");
        }

        /// <summary>Whether a condition lets through only where there is an object.</summary>
        public bool IsTestedBy(ExpressionSyntax condition) => Owner is not null && condition.DescendantNodesAndSelf().Any(node => node switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } test => IsOwner(test.Left) && IsNull(test.Right),
            IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax or RecursivePatternSyntax or DeclarationPatternSyntax } test => IsOwner(test.Expression) || Declares(test),
            _ => false,
        });

        /// <summary>Whether a statement leaves, or throws, where there is no object.</summary>
        public bool IsNullCheck(StatementSyntax statement) => Owner is not null && statement switch
        {
            IfStatementSyntax test => test.Condition.DescendantNodesAndSelf().Any(node => node switch
            {
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equals => IsOwner(equals.Left) && IsNull(equals.Right),
                IsPatternExpressionSyntax pattern => IsOwner(pattern.Expression) || Declares(pattern),
                _ => false,
            }),
            ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var first }, ..] } call } =>
                IsOwner(first) && call.Expression.ToString() is var name && (name.Contains("ThrowIf") || name.Contains("NotNull") || name.Contains("Guard") || name.Contains("Null(")),
            _ => false,
        };

        private static ExpressionSyntax? Plain(ExpressionSyntax? receiver) => receiver switch
        {
            ThisExpressionSyntax => null,
            ParenthesizedExpressionSyntax inner => Plain(inner.Expression),
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed => Plain(suppressed.Operand),
            _ => receiver,
        };

        private static bool IsNull(ExpressionSyntax value) => value.IsKind(SyntaxKind.NullLiteralExpression);

        private bool IsOwner(ExpressionSyntax value) => Plain(value) is IdentifierNameSyntax name && name.Identifier.ValueText == Owner!.Name;

        private bool Declares(SyntaxNode code) => code.DescendantNodes().OfType<SingleVariableDesignationSyntax>().Any(each => each.Identifier.ValueText == Owner!.Name);

        private bool IsAssignedAgain(BlockSyntax body, SemanticModel model) => Owner is not null && Uses(body, model).Any(static use =>
            (use.Parent is AssignmentExpressionSyntax assignment && assignment.Left == use)
            || use.Parent is ArgumentSyntax { RefKindKeyword.RawKind: not 0 });

        private IdentifierNameSyntax? FirstUse(StatementSyntax at, BlockSyntax body, SemanticModel model) =>
            Uses(body, model).FirstOrDefault(use => use.SpanStart >= at.SpanStart);

        private IEnumerable<IdentifierNameSyntax> Uses(BlockSyntax body, SemanticModel model) =>
            body.DescendantNodes().OfType<IdentifierNameSyntax>()
                .Where(name => name.Identifier.ValueText == Owner!.Name && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name).Symbol, Owner));
    }
}
