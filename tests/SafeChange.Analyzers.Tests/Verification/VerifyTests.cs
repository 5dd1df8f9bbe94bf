using System;
using System.Collections.Immutable;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace SafeChange.Analyzers.Tests.Verification;

/// <summary>What the verifier lets pass and, above all, what it does not: a test that cannot fail says nothing.</summary>
public sealed class VerifyTests
{
    private static readonly Verify<BadNames, RenameFix> Verify = new(References.NoFramework);

    [Fact]
    public async Task Silence_is_silence()
    {
        await Verify.Silent("class Good;");
        await Fails(() => Verify.Silent("class BadA;"));
    }

    [Fact]
    public Task Silent_reads_no_markup() => Verify.Silent("class C { string raw = $$\"\"\"[|x|] {|y:z|} $$\"\"\"; }");

    [Fact]
    public async Task Places_are_compared()
    {
        await Verify.Reports("class {|TEST1:BadA|}; class {|TEST1:BadB|};");
        await Fails(() => Verify.Reports("class {|TEST1:BadA|}; class BadB;"));
        await Fails(() => Verify.Reports("{|TEST1:class|} BadA;"));
        await Fails(() => Verify.Reports("class {|TEST1:Good|};"));
    }

    [Fact]
    public async Task Messages_are_compared()
    {
        await Verify.Reports("class {|#0:BadA|};", Verify.Result("TEST1", 0, "'BadA' is a bad name"));
        await Fails(() => Verify.Reports("class {|#0:BadA|};", Verify.Result("TEST1", 0, "'BadB' is a bad name")));
    }

    [Fact]
    public async Task A_source_that_does_not_compile_is_a_mistake_unless_the_test_says_so()
    {
        await Fails(() => Verify.Silent("class C : Missing;"));
        await Verify.BrokenCode().Silent("class C : Missing;");
        await Verify.BrokenCode().Reports("class {|TEST1:BadC|} : Missing { void (");
    }

    [Fact]
    public async Task What_surrounds_a_source_can_be_changed()
    {
        await Verify.Options("test.allow = BadA").Silent("class BadA;");
        await Verify.Options("test.allow = BadA").Options("other = x").Reports("class BadA; class {|TEST1:BadB|};");
        await Verify.EditorConfig("[Old/*.cs]\ntest.allow = BadA").Reports([("Old/A.cs", "class BadA;"), ("New/B.cs", "class {|TEST1:BadB|};")]);
        await Verify.EditorConfig("[*.cs]\ntest.allow = BadA", folder: "Old/").Reports([("Old/A.cs", "class BadA;"), ("B.cs", "class {|TEST1:BadB|};")]);
        await Verify.GlobalConfig("test.allow = BadA").Silent("class BadA;");
        await Verify.Program().Silent("System.Console.WriteLine();");
        await Verify.With([.. References.NoFramework, TestAssembly.Compile("Other", "public class Other;")]).Silent("class C : Other;");
        await Verify.WithMore(TestAssembly.Compile("Other", "public class Other;")).Silent("class C : Other;");
        await Verify.AdditionalFile("bad.txt", "{|TEST1:Bad|}").Reports("class C;");
    }

    [Fact]
    public async Task A_fix_is_applied_to_each_and_to_all()
    {
        await Verify.Fixes("class {|TEST1:BadA|}; // a\nclass {|TEST1:BadB|};", "class GoodA; // a\nclass GoodB;");
        await Fails(() => Verify.Fixes("class {|TEST1:BadA|};", "class GoodB;"));
        await Fails(() => Verify.Fixes("class {|TEST1:BadA|}; class {|TEST1:BadB|};", "class GoodA; class {|TEST1:BadB|};"));
    }

    [Fact]
    public Task Of_several_files_only_those_that_change_are_named() =>
        Verify.Fixes(
            [("A.cs", "class {|TEST1:BadA|};"), ("B.cs", "class B;"), ("C.cs", "class {|TEST1:BadC|};")],
            [("A.cs", "class GoodA;"), ("C.cs", "class GoodC;")]);

    [Fact]
    public Task The_first_alone_can_be_fixed() =>
        Verify.FixesOne("class {|TEST1:BadA|}; class {|TEST1:BadB|};", "class GoodA; class {|TEST1:BadB|};");

    [Fact]
    public Task A_project_beside_takes_part() =>
        Verify.Project("Other", "class Good;").Fixes("class {|TEST1:BadA|};", "class GoodA;");

    [Fact]
    public async Task No_fix_is_no_fix()
    {
        await Verify.NoFix("class {|TEST1:BadUnfixable|};");
        await Verify.NoFix("class {|TEST1:BadA|};", key: "Another");
        await Fails(() => Verify.NoFix("class {|TEST1:BadA|};"));
        await Fails(() => Verify.NoFix("class BadA;"));
    }

    [Fact]
    public Task A_fix_that_breaks_the_code_is_a_mistake() =>
        Fails(() => Verify.Fixes("class {|TEST1:BadA|}; class GoodA;", "class GoodA; class GoodA;"));

    private static Task Fails(Func<Task> test) => Assert.ThrowsAsync<InvalidOperationException>(test);

#pragma warning disable RS1001, RS2008, RS0030 // made by these tests alone; no compiler loads it
    private sealed class BadNames : DiagnosticAnalyzer
    {
        private static readonly DiagnosticDescriptor Rule = new("TEST1", "Bad name", "'{0}' is a bad name", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);
#pragma warning restore RS1001, RS2008, RS0030

        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSymbolAction(
                symbol =>
                {
                    var type = symbol.Symbol;
                    symbol.Options.AnalyzerConfigOptionsProvider.GetOptions(type.Locations[0].SourceTree!).TryGetValue("test.allow", out var allowed);
                    if (type.Name.StartsWith("Bad", StringComparison.Ordinal) && type.Name != allowed)
                    {
                        symbol.ReportDiagnostic(Diagnostic.Create(Rule, type.Locations[0], type.Name));
                    }
                },
                SymbolKind.NamedType);
            context.RegisterAdditionalFileAction(file =>
            {
                if (file.AdditionalFile.GetText(file.CancellationToken) is { } text)
                {
                    var span = new Microsoft.CodeAnalysis.Text.TextSpan(0, text.Length);
                    file.ReportDiagnostic(Diagnostic.Create(Rule, Location.Create(file.AdditionalFile.Path, span, text.Lines.GetLinePositionSpan(span)), "file"));
                }
            });
        }
    }

    private sealed class RenameFix : CodeFixProvider
    {
        public override ImmutableArray<string> FixableDiagnosticIds => ["TEST1"];

        public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

        public override async Task RegisterCodeFixesAsync(CodeFixContext context)
        {
            var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken);
            if (root!.FindNode(context.Span) is ClassDeclarationSyntax type && type.Identifier.Text != "BadUnfixable")
            {
                var name = SyntaxFactory.Identifier(type.Identifier.Text.Replace("Bad", "Good")).WithTriviaFrom(type.Identifier);
                context.RegisterCodeFix(
                    CodeAction.Create(
                        "Rename",
                        _ => Task.FromResult(context.Document.WithSyntaxRoot(root.ReplaceToken(type.Identifier, name))),
                        "Rename"),
                    context.Diagnostics);
            }
        }
    }
}
