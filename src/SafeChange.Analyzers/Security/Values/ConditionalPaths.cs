using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SafeChange.Analyzers.Security.Recognition;

namespace SafeChange.Analyzers.Security.Values;

/// <summary>
/// Tells whether code runs only where a switch of the application says so: <c>if (options.AllowInvalidCertificates)</c>.
/// What such code decides is a value on one branch of a condition. A check of data (<c>is null</c>, a comparison) is no switch,
/// unless it asks for this machine, or the other branch decides the same thing.
/// </summary>
internal static class ConditionalPaths
{
    public static bool IsBehindSwitch(SyntaxNode node)
    {
        for (var (inner, outer) = (node, node.Parent); outer is not null and not MemberDeclarationSyntax; (inner, outer) = (outer, outer.Parent))
        {
            switch (outer)
            {
                case IfStatementSyntax branch when branch.Condition != inner:
                    if (IsOneOfSeveral(branch) || IsSwitch(branch.Condition) || AsksForThisMachine(branch.Condition) || IsSetOtherwise(node, branch.Else == inner ? branch.Statement : branch.Else))
                    {
                        return true;
                    }

                    break;
                // One case among others, which somebody asked for.
                case SwitchSectionSyntax or SwitchExpressionArmSyntax:
                    return true;
                case ConditionalExpressionSyntax choice when choice.Condition != inner && (IsSwitch(choice.Condition) || AsksForThisMachine(choice.Condition)):
                    return true;
            }
        }

        return false;
    }

    /// <summary>
    /// Whether an event is answered under a condition: <c>if (e.FingerPrint matches) e.CanTrust = true</c>. The handler has
    /// looked before it trusts.
    /// </summary>
    public static bool IsAfterCheckOfEvent(SettingUse use)
    {
        var isEvent = false;
        for (var type = use.Receiver?.Type; type is not null; type = type.BaseType)
        {
            isEvent |= type is { Name: "EventArgs", ContainingNamespace.Name: "System" };
        }

        return isEvent && use.Node.Ancestors().TakeWhile(static each => each is not (MemberDeclarationSyntax or AnonymousFunctionExpressionSyntax)).Any(static each =>
            each is IfStatementSyntax or ConditionalExpressionSyntax || each is StatementSyntax { Parent: BlockSyntax block } statement && block.Statements.TakeWhile(other => other != statement).Any(IsGuard));
    }

    // if (!known.Contains(fingerprint)) throw …: what follows has been checked. A switch that ends the method checks nothing.
    private static bool IsGuard(StatementSyntax statement) =>
        statement is IfStatementSyntax guard
        && !IsSwitch(guard.Condition)
        && (guard.Statement is BlockSyntax { Statements: { Count: > 0 } inner } ? inner[inner.Count - 1] : guard.Statement) is ThrowStatementSyntax or ReturnStatementSyntax;

    // if (kind == "rsa") … else if (kind == "dsa") …: a switch by another name.
    private static bool IsOneOfSeveral(IfStatementSyntax branch) => branch.Parent is ElseClauseSyntax || branch.Else?.Statement is IfStatementSyntax;

    private static bool IsSwitch(ExpressionSyntax condition) => condition switch
    {
        ParenthesizedExpressionSyntax parenthesized => IsSwitch(parenthesized.Expression),
        PrefixUnaryExpressionSyntax negation when negation.IsKind(SyntaxKind.LogicalNotExpression) => IsSwitch(negation.Operand),
        BinaryExpressionSyntax both when both.IsKind(SyntaxKind.LogicalAndExpression) || both.IsKind(SyntaxKind.LogicalOrExpression) => IsSwitch(both.Left) || IsSwitch(both.Right),
        // options.AllowInvalid == true, options is { AllowInvalid: true }
        BinaryExpressionSyntax comparison when comparison.IsKind(SyntaxKind.EqualsExpression) => IsFlag(comparison.Right) && IsSwitch(comparison.Left),
        IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax { Expression: { } constant } } test => IsFlag(constant) && IsSwitch(test.Expression),
        IdentifierNameSyntax or MemberAccessExpressionSyntax => true,
        ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax } => true,
        // configuration.GetValue<bool>("Mail:AllowInvalid")
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name: GenericNameSyntax { Identifier.ValueText: "GetValue" } } } => true,
        _ => false,
    };

    // if (uri.IsLoopback), if (address.Contains("localhost")): whoever else is at the other end is not meant.
    private static bool AsksForThisMachine(ExpressionSyntax condition) => condition.DescendantNodesAndSelf().Any(static node => node switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) =>
            literal.Token.ValueText.IndexOf("localhost", StringComparison.OrdinalIgnoreCase) >= 0 || literal.Token.ValueText.Contains("127.0.0.1"),
        IdentifierNameSyntax name => name.Identifier.ValueText == "IsLoopback",
        _ => false,
    });

    // if (known.Count == 0) { e.CanTrust = true; } else { e.CanTrust = known.Contains(e.FingerPrint); }
    private static bool IsSetOtherwise(SyntaxNode node, SyntaxNode? other) =>
        node is AssignmentExpressionSyntax { Left: { } target }
        && other is not null
        && other.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(each => each.Left.IsEquivalentTo(target, topLevel: false));

    private static bool IsFlag(ExpressionSyntax expression) =>
        expression.IsKind(SyntaxKind.TrueLiteralExpression) || expression.IsKind(SyntaxKind.FalseLiteralExpression);
}
