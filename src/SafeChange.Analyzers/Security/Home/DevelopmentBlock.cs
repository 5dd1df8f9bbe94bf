using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SafeChange.Analyzers.Security.Home;

/// <summary>Finds code that runs in development alone: under <c>env.IsDevelopment()</c> and the like, or in <c>#if DEBUG</c>.</summary>
internal static class DevelopmentBlock
{
    private const string Development = "Development";

    // A condition leads through as many locals and properties; broken code may lead in a circle.
    private const int MaximumDepth = 5;

    /// <summary>Whether a node runs in development alone.</summary>
    public static bool Encloses(SyntaxNode node, SemanticModel model, CancellationToken cancellationToken)
    {
        if (IsInDebugRegion(node, cancellationToken))
        {
            return true;
        }

        var condition = new Condition(model, cancellationToken, MaximumDepth);
        for (var current = node; current.Parent is { } parent; current = parent)
        {
            if (IsGuarded(current, parent, condition))
            {
                return true;
            }

            if (parent is MemberDeclarationSyntax and not GlobalStatementSyntax)
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsGuarded(SyntaxNode node, SyntaxNode parent, Condition condition) => parent switch
    {
        IfStatementSyntax @if => node == @if.Statement
            ? condition.IsDevelopmentWhere(@if.Condition, holds: true)
            : node == @if.Else && condition.IsDevelopmentWhere(@if.Condition, holds: false),
        ConditionalExpressionSyntax conditional =>
            (node == conditional.WhenTrue && condition.IsDevelopmentWhere(conditional.Condition, holds: true))
            || (node == conditional.WhenFalse && condition.IsDevelopmentWhere(conditional.Condition, holds: false)),
        BinaryExpressionSyntax binary when node == binary.Right =>
            (binary.IsKind(SyntaxKind.LogicalAndExpression) && condition.IsDevelopmentWhere(binary.Left, holds: true))
            || (binary.IsKind(SyntaxKind.LogicalOrExpression) && condition.IsDevelopmentWhere(binary.Left, holds: false)),
        SwitchSectionSyntax { Parent: SwitchStatementSyntax @switch } section =>
            section.Labels.All(label => label is CaseSwitchLabelSyntax @case && condition.IsDevelopmentName(@case.Value))
            && condition.IsEnvironmentName(@switch.Expression),
        // A local function may be called from before the statements that stand before it.
        BlockSyntax block when node is StatementSyntax statement and not LocalFunctionStatementSyntax =>
            block.Statements.TakeWhile(each => each != statement).Any(each => Leaves(each, condition)),
        CompilationUnitSyntax unit when node is GlobalStatementSyntax { Statement: not LocalFunctionStatementSyntax } statement =>
            unit.Members.OfType<GlobalStatementSyntax>().TakeWhile(each => each != statement).Any(each => Leaves(each.Statement, condition)),
        _ => false,
    };

    // Whether only development comes past a statement.
    private static bool Leaves(StatementSyntax statement, Condition condition) =>
        statement is IfStatementSyntax @if
        && ((IsExit(@if.Statement) && condition.IsDevelopmentWhere(@if.Condition, holds: false))
            || (@if.Else is { Statement: { } other } && IsExit(other) && condition.IsDevelopmentWhere(@if.Condition, holds: true)));

    private static bool IsExit(StatementSyntax statement) => statement switch
    {
        BlockSyntax block => block.Statements.LastOrDefault() is { } last && IsExit(last),
        ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax => true,
        YieldStatementSyntax yield => yield.IsKind(SyntaxKind.YieldBreakStatement),
        _ => false,
    };

    // Directives stand outside the tree of nodes: those before the node are read, and what is open at it counts.
    private static bool IsInDebugRegion(SyntaxNode node, CancellationToken cancellationToken)
    {
        var root = node.SyntaxTree.GetRoot(cancellationToken);
        if (!root.ContainsDirectives)
        {
            return false;
        }

        var open = new Stack<(bool IsDebug, ExpressionSyntax? Condition)>();
        for (var directive = root.GetFirstDirective(); directive is not null && directive.SpanStart < node.SpanStart; directive = directive.GetNextDirective())
        {
            switch (directive)
            {
                case IfDirectiveTriviaSyntax @if:
                    open.Push((IsDebugWhere(@if.Condition, holds: true), @if.Condition));
                    break;
                // Code after #elif knows that the condition before does not hold.
                case ElifDirectiveTriviaSyntax elif when open.Count > 0:
                    var (_, previous) = open.Pop();
                    open.Push((IsDebugWhere(elif.Condition, holds: true) || (previous is not null && IsDebugWhere(previous, holds: false)), elif.Condition));
                    break;
                case ElseDirectiveTriviaSyntax when open.Count > 0:
                    var (_, last) = open.Pop();
                    open.Push((last is not null && IsDebugWhere(last, holds: false), null));
                    break;
                case EndIfDirectiveTriviaSyntax when open.Count > 0:
                    open.Pop();
                    break;
            }
        }

        return open.Any(static region => region.IsDebug);
    }

    private static bool IsDebugWhere(ExpressionSyntax condition, bool holds) => condition switch
    {
        ParenthesizedExpressionSyntax parenthesized => IsDebugWhere(parenthesized.Expression, holds),
        PrefixUnaryExpressionSyntax not when not.IsKind(SyntaxKind.LogicalNotExpression) => IsDebugWhere(not.Operand, !holds),
        BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.LogicalAndExpression) || binary.IsKind(SyntaxKind.LogicalOrExpression) =>
            binary.IsKind(SyntaxKind.LogicalAndExpression) == holds
                ? IsDebugWhere(binary.Left, holds) || IsDebugWhere(binary.Right, holds)
                : IsDebugWhere(binary.Left, holds) && IsDebugWhere(binary.Right, holds),
        IdentifierNameSyntax name => holds && name.Identifier.ValueText == "DEBUG",
        _ => false,
    };

    /// <summary>Judges conditions in one model; conditions of members elsewhere in the compilation are followed.</summary>
    private sealed class Condition(SemanticModel model, CancellationToken cancellationToken, int depth)
    {
        /// <summary>Whether it is development for certain where a condition holds, or does not hold.</summary>
        public bool IsDevelopmentWhere(ExpressionSyntax condition, bool holds)
        {
            switch (condition)
            {
                case ParenthesizedExpressionSyntax parenthesized:
                    return IsDevelopmentWhere(parenthesized.Expression, holds);
                case PrefixUnaryExpressionSyntax not when not.IsKind(SyntaxKind.LogicalNotExpression):
                    return IsDevelopmentWhere(not.Operand, !holds);
                case PostfixUnaryExpressionSyntax suppressed when suppressed.IsKind(SyntaxKind.SuppressNullableWarningExpression):
                    return IsDevelopmentWhere(suppressed.Operand, holds);
                case BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.LogicalAndExpression) || binary.IsKind(SyntaxKind.LogicalOrExpression):
                    // Both sides hold, or neither does; otherwise it may be either of them.
                    return binary.IsKind(SyntaxKind.LogicalAndExpression) == holds
                        ? IsDevelopmentWhere(binary.Left, holds) || IsDevelopmentWhere(binary.Right, holds)
                        : IsDevelopmentWhere(binary.Left, holds) && IsDevelopmentWhere(binary.Right, holds);
                case BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.EqualsExpression) || binary.IsKind(SyntaxKind.NotEqualsExpression):
                    return IsEquality(binary.Left, binary.Right, binary.IsKind(SyntaxKind.EqualsExpression) == holds);
                case IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax constant } pattern:
                    return IsEquality(pattern.Expression, constant.Expression, holds);
                case IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax { Pattern: ConstantPatternSyntax constant } } pattern:
                    return IsEquality(pattern.Expression, constant.Expression, !holds);
                case InvocationExpressionSyntax invocation:
                    return holds && IsDevelopmentCall(invocation);
                // "env?.IsDevelopment() == true".
                case ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax invocation }:
                    return holds && IsDevelopmentCall(invocation);
                case IdentifierNameSyntax or MemberAccessExpressionSyntax:
                    return FollowsTo(condition, holds);
                default:
                    return false;
            }
        }

        /// <summary>Whether an expression is the name of the environment that the application runs in.</summary>
        public bool IsEnvironmentName(ExpressionSyntax expression)
        {
            switch (Unwrapped(expression))
            {
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "EnvironmentName" } access:
                    return IsOfFramework(Symbol(access)) || IsOfEnvironment(Symbol(access));
                case ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax { Name.Identifier.ValueText: "EnvironmentName" } binding }:
                    return IsOfFramework(Symbol(binding)) || IsOfEnvironment(Symbol(binding));
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetEnvironmentVariable" } } invocation:
                    return invocation.ArgumentList.Arguments.Count > 0
                        && model.GetConstantValue(invocation.ArgumentList.Arguments[0].Expression, cancellationToken).Value
                            is "ASPNETCORE_ENVIRONMENT" or "DOTNET_ENVIRONMENT";
                case IdentifierNameSyntax name when depth > 0 && Initializer(Symbol(name), name) is var (initializer, other) && initializer is not null:
                    return other.IsEnvironmentName(initializer);
                default:
                    return false;
            }
        }

        /// <summary>Whether an expression is the name "Development".</summary>
        public bool IsDevelopmentName(ExpressionSyntax expression)
        {
            if (model.GetConstantValue(expression, cancellationToken) is { HasValue: true } constant)
            {
                return constant.Value is string text && string.Equals(text, Development, StringComparison.OrdinalIgnoreCase);
            }

            return Symbol(expression) is IFieldSymbol { Name: Development, ContainingType.Name: "Environments" or "EnvironmentName" } field && IsOfFramework(field);
        }

        private bool IsEquality(ExpressionSyntax left, ExpressionSyntax right, bool equal)
        {
            if (right is LiteralExpressionSyntax { Token.Value: bool value })
            {
                return IsDevelopmentWhere(left, value == equal);
            }

            if (left is LiteralExpressionSyntax { Token.Value: bool first })
            {
                return IsDevelopmentWhere(right, first == equal);
            }

            return equal && ((IsEnvironmentName(left) && IsDevelopmentName(right)) || (IsEnvironmentName(right) && IsDevelopmentName(left)));
        }

        private bool IsDevelopmentCall(InvocationExpressionSyntax invocation)
        {
            var arguments = invocation.ArgumentList.Arguments;
            switch (NameOf(invocation.Expression))
            {
                case "IsDevelopment":
                    return IsUnresolved(invocation) || IsOfFramework(Symbol(invocation)) || FollowsTo(invocation, holds: true);
                case "IsEnvironment":
                    return arguments.Count > 0
                        && IsDevelopmentName(arguments[arguments.Count - 1].Expression)
                        && (IsUnresolved(invocation) || IsOfFramework(Symbol(invocation)));
                // env.EnvironmentName.Equals("Development", …) and string.Equals(env.EnvironmentName, "Development", …).
                case "Equals" when invocation.Expression is MemberAccessExpressionSyntax access
                    && Symbol(invocation) is IMethodSymbol { ContainingType.SpecialType: SpecialType.System_String } equals:
                    return equals.IsStatic
                        ? arguments.Count > 1 && IsEquality(arguments[0].Expression, arguments[1].Expression, equal: true)
                        : arguments.Count > 0 && IsEquality(access.Expression, arguments[0].Expression, equal: true);
                default:
                    return FollowsTo(invocation, holds: true);
            }
        }

        // A local, field, property or parameterless method that stands for a condition.
        private bool FollowsTo(ExpressionSyntax expression, bool holds) =>
            depth > 0
            && Symbol(expression) is { } symbol
            && Initializer(symbol, expression) is var (initializer, other)
            && initializer is not null
            && other.IsDevelopmentWhere(initializer, holds);

        // The expression that gives a symbol its only value, and where to judge it.
        private (ExpressionSyntax? Initializer, Condition Condition) Initializer(ISymbol? symbol, ExpressionSyntax use)
        {
            if (symbol is not (ILocalSymbol or IFieldSymbol or IPropertySymbol or IMethodSymbol { Parameters.IsEmpty: true })
                || symbol.DeclaringSyntaxReferences.Length != 1)
            {
                return (null, this);
            }

            var declaration = symbol.DeclaringSyntaxReferences[0].GetSyntax(cancellationToken);
            var initializer = (symbol, declaration) switch
            {
                (ILocalSymbol, VariableDeclaratorSyntax { Initializer.Value: var value }) when !IsAssignedIn(symbol, Body(use)) => value,
                (IFieldSymbol { IsReadOnly: true }, VariableDeclaratorSyntax { Initializer.Value: var value }) => value,
                (IPropertySymbol { IsVirtual: false, IsOverride: false, IsAbstract: false }, PropertyDeclarationSyntax property) => ValueOf(property),
                (IMethodSymbol { IsVirtual: false, IsOverride: false, IsAbstract: false }, MethodDeclarationSyntax { ExpressionBody.Expression: var value }) => value,
                (IMethodSymbol, LocalFunctionStatementSyntax { ExpressionBody.Expression: var value }) => value,
                _ => null,
            };
            if (initializer is null)
            {
                return (null, this);
            }

            // The members of one project may be spread over files.
            var where = declaration.SyntaxTree == model.SyntaxTree ? model
                : model.Compilation.ContainsSyntaxTree(declaration.SyntaxTree) ? model.Compilation.GetSemanticModel(declaration.SyntaxTree) : null;
            return where is null ? (null, this) : (initializer, new(where, cancellationToken, depth - 1));
        }

        private static ExpressionSyntax? ValueOf(PropertyDeclarationSyntax property) =>
            property.ExpressionBody?.Expression
            ?? property.AccessorList?.Accessors.FirstOrDefault(static accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration))?.ExpressionBody?.Expression
            ?? (property.AccessorList?.Accessors.All(static accessor => accessor.IsKind(SyntaxKind.GetAccessorDeclaration)) == true ? property.Initializer?.Value : null);

        private bool IsAssignedIn(ISymbol local, SyntaxNode? body) => body is not null && body.DescendantNodes().Any(node => node switch
        {
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } => IsUse(name, local),
            ArgumentSyntax { Expression: IdentifierNameSyntax name } argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None) && IsUse(name, local),
            _ => false,
        });

        private bool IsUse(IdentifierNameSyntax name, ISymbol local) =>
            name.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(Symbol(name), local);

        // The whole member, or everything where statements stand at the top.
        private static SyntaxNode? Body(SyntaxNode use) => use.Ancestors().FirstOrDefault(static node =>
            node is (MemberDeclarationSyntax and not GlobalStatementSyntax) or CompilationUnitSyntax);

        private ISymbol? Symbol(ExpressionSyntax expression) => model.GetSymbolInfo(expression, cancellationToken).Symbol;

        private bool IsUnresolved(ExpressionSyntax expression) =>
            model.GetSymbolInfo(expression, cancellationToken) is { Symbol: null, CandidateSymbols.IsEmpty: true };

        // HostEnvironmentEnvExtensions, HostingEnvironmentExtensions, Environments, IHostEnvironment and their like.
        private static bool IsOfFramework(ISymbol? symbol) =>
            symbol?.ContainingNamespace?.ToDisplayString() is { } space
            && (space.StartsWith("Microsoft.Extensions.Hosting", StringComparison.Ordinal) || space.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));

        // A class of the project that implements the framework's interface.
        private static bool IsOfEnvironment(ISymbol? symbol) =>
            symbol?.ContainingType?.AllInterfaces.Any(static parent => parent.Name is "IHostEnvironment" or "IHostingEnvironment" && IsOfFramework(parent)) == true;

        private static string? NameOf(ExpressionSyntax expression) => expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
            SimpleNameSyntax name => name.Identifier.ValueText,
            _ => null,
        };

        private static ExpressionSyntax Unwrapped(ExpressionSyntax expression) => expression switch
        {
            ParenthesizedExpressionSyntax parenthesized => Unwrapped(parenthesized.Expression),
            PostfixUnaryExpressionSyntax suppressed when suppressed.IsKind(SyntaxKind.SuppressNullableWarningExpression) => Unwrapped(suppressed.Operand),
            _ => expression,
        };
    }
}
