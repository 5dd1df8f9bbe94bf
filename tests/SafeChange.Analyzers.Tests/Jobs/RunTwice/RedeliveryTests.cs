using System;
using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;
using Xunit.Sdk;

namespace SafeChange.Analyzers.Tests.Jobs.RunTwice;

/// <summary>That running handlers twice finds out what it is for.</summary>
public sealed class RedeliveryTests
{
    private static readonly HandlerCase Unsafe = HandlerCases.Named("A receipt is mailed and noted, and the note is not read");

    [Fact]
    public Task A_fix_is_applied_and_what_it_makes_is_run() =>
        Redelivery.AfterFix(Unsafe, new WritesReceiptSent(), new InsertBefore("if (order.ReceiptSent) return;"), InsertBefore.Key);

    [Fact]
    public async Task A_fix_that_stops_nothing_is_found_out() =>
        await Assert.ThrowsAsync<FalseException>(() =>
            Redelivery.AfterFix(Unsafe, new WritesReceiptSent(), new InsertBefore("if (!order.ReceiptSent) Console.Error.Write(1);"), InsertBefore.Key));

    [Fact]
    public async Task A_fix_after_which_nothing_is_done_at_all_is_found_out() =>
        await Assert.ThrowsAsync<TrueException>(() =>
            Redelivery.AfterFix(Unsafe, new WritesReceiptSent(), new InsertBefore("if (!order.ReceiptSent) return;"), InsertBefore.Key));

    [Fact]
    public async Task A_fix_that_is_not_offered_is_an_error() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Redelivery.AfterFix(Unsafe, new WritesReceiptSent(), new InsertBefore("return;"), "another key"));

    [Fact]
    public async Task A_run_that_is_not_cut_short_is_an_error() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Redelivery.Run(Unsafe with { RefusedAt = 2 }));

    [Fact]
    public async Task How_runs_end_is_told()
    {
        var result = await Redelivery.Run(Unsafe with { Deliver = """await new OrderPaidHandler(db, smtp).Handle(new OrderPaid(2, default));""" });

        Assert.IsType<InvalidOperationException>(result.FirstError);
        Assert.IsType<InvalidOperationException>(result.SecondError);
        Assert.False(result.Differs);
    }

#pragma warning disable RS1001, RS2008, RS0030 // made by these tests alone; no compiler loads it
    /// <summary>Reports where the marker of the case is written, unless it is read before.</summary>
    private sealed class WritesReceiptSent : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Descriptor = new("TEST", "Title", "Message", "Category", DiagnosticSeverity.Warning, true);

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Descriptor];

        public override void Initialize(AnalysisContext context)
        {
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.EnableConcurrentExecution();
            context.RegisterSyntaxNodeAction(
                node =>
                {
                    var assignment = (AssignmentExpressionSyntax)node.Node;
                    var method = assignment.FirstAncestorOrSelf<MethodDeclarationSyntax>();
                    if (assignment.Left.ToString() == "order.ReceiptSent" && !method!.ToString().Contains("ReceiptSent)", StringComparison.Ordinal))
                    {
                        node.ReportDiagnostic(Diagnostic.Create(Descriptor, assignment.GetLocation()));
                    }
                },
                SyntaxKind.SimpleAssignmentExpression);
        }
    }
#pragma warning restore RS1001, RS2008, RS0030

    /// <summary>Writes a statement before the one that sends the mail.</summary>
    private sealed class InsertBefore(string statement) : CodeFixProvider
    {
        public const string Key = "Insert";

        public override ImmutableArray<string> FixableDiagnosticIds => ["TEST"];

        public override FixAllProvider? GetFixAllProvider() => null;

        public override Task RegisterCodeFixesAsync(CodeFixContext context)
        {
            var inner = CodeAction.Create("Insert", token => Insert(context.Document, context.Span.Start, token), Key);
            context.RegisterCodeFix(CodeAction.Create("Outer", [inner], isInlinable: false), context.Diagnostics);
            return Task.CompletedTask;
        }

        private async Task<Document> Insert(Document document, int position, CancellationToken token)
        {
            var root = (await document.GetSyntaxRootAsync(token).ConfigureAwait(false))!;
            var block = root.FindToken(position).Parent!.FirstAncestorOrSelf<BlockSyntax>()!;
            return document.WithSyntaxRoot(root.InsertNodesBefore(block.Statements[1], [SyntaxFactory.ParseStatement(statement)]));
        }
    }
}
