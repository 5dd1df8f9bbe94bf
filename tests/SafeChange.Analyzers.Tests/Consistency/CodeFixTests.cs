using System;
using System.Composition;
using System.IO;
using System.Linq;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Consistency;

/// <summary>What an IDE and <c>dotnet format</c> need of every fix, and would miss without a word.</summary>
public sealed class CodeFixTests
{
    private static readonly FixAllScope[] AllScopes = [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    public static TheoryData<string> Fixes { get; } = [.. Shipped.Fixes.Select(fix => fix.GetType().Name)];

    [Theory]
    [MemberData(nameof(Fixes))]
    public void It_is_exported(string name)
    {
        var export = Fix(name).GetType().GetCustomAttribute<ExportCodeFixProviderAttribute>();

        Assert.True(export is not null, $"{name} has no [ExportCodeFixProvider]: nobody would find it.");
        Assert.Equal(name, export.Name);
        Assert.Equal([LanguageNames.CSharp], export.Languages);
        // [Shared] would bring in an assembly that an older IDE does not have.
        Assert.False(Fix(name).GetType().IsDefined(typeof(SharedAttribute)), $"{name} has [Shared].");
    }

    [Theory]
    [MemberData(nameof(Fixes))]
    public void It_is_in_a_file_of_its_name(string name) =>
        Assert.True(
            Directory.EnumerateFiles(Repository.PathOf("src/SafeChange.Analyzers.CodeFixes"), name + ".cs", SearchOption.AllDirectories).Any(),
            $"No {name}.cs under src/SafeChange.Analyzers.CodeFixes.");

    [Theory]
    [MemberData(nameof(Fixes))]
    public void It_fixes_rules_that_exist(string name)
    {
        Assert.NotEmpty(Fix(name).FixableDiagnosticIds);
        Assert.All(Fix(name).FixableDiagnosticIds, id => Assert.Contains(Shipped.Rules, rule => rule.Id == id));
    }

    [Theory]
    [MemberData(nameof(Fixes))]
    public void It_fixes_all_or_says_why_not(string name)
    {
        var scopes = Fix(name).GetFixAllProvider()?.GetSupportedFixAllScopes() ?? [];
        var limited = Fix(name).GetType().GetCustomAttribute<LimitedFixAllAttribute>();

        if (AllScopes.Except(scopes).Any())
        {
            Assert.True(limited is { Reason.Length: > 20 }, $"{name} fixes all in [{string.Join(", ", scopes)}] and has no [LimitedFixAll(\"reason\")].");
        }
        else
        {
            Assert.True(limited is null, $"{name} has [LimitedFixAll] and every scope.");
        }
    }

    [Fact]
    public void One_fix_of_a_rule_at_most_is_applied_to_a_whole_solution()
    {
        // dotnet format runs the second on what it found before the first, and passes over changed files without a word.
        foreach (var rule in Shipped.Fixes.Where(fix => fix.GetFixAllProvider()?.GetSupportedFixAllScopes().Contains(FixAllScope.Solution) == true)
            .SelectMany(fix => fix.FixableDiagnosticIds.Select(id => (Id: id, fix.GetType().Name))).GroupBy(fix => fix.Id))
        {
            Assert.True(rule.Count() == 1, $"{rule.Key} is fixed in a solution by {string.Join(" and ", rule.Select(fix => fix.Name))}.");
        }
    }

    [Fact]
    public void Equivalence_keys_are_constants()
    {
        // Fix All groups by the key: one that holds a name or a place fixes one diagnostic and is called Fix All.
        var compilation = Compile();
        var checkedCalls = 0;
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var call in tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
            {
                if (model.GetOperation(call) is IInvocationOperation { TargetMethod: { Name: "Create", ContainingType.Name: "CodeAction" } } operation)
                {
                    // A group of actions has none: its members have.
                    if (operation.Arguments.SingleOrDefault(argument => argument.Parameter!.Name == "equivalenceKey")?.Value is not { } key)
                    {
                        Assert.Contains(operation.Arguments, argument => argument.Parameter!.Name == "nestedActions");
                        continue;
                    }

                    Assert.True(
                        IsConstant(key),
                        $"{Path.GetFileName(tree.FilePath)}: the equivalence key '{key.Syntax}' is no constant.");
                    checkedCalls++;
                }
            }
        }

        Assert.True(checkedCalls > 0 || Shipped.Fixes.IsEmpty, "No call of CodeAction.Create was found: this test looks in the wrong place.");
    }

    // A constant, or a parameter or member that carries one: those are strings made by nobody but a constant's owner, so
    // what is refused is the composed text.
    private static bool IsConstant(IOperation key) =>
        key.ConstantValue is { HasValue: true, Value: string }
        || key is IParameterReferenceOperation or IPropertyReferenceOperation or IFieldReferenceOperation;

    private static CSharpCompilation Compile()
    {
        var folder = Repository.PathOf("src/SafeChange.Analyzers.CodeFixes");
        var sources = Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar)[0].Equals("obj", StringComparison.OrdinalIgnoreCase))
            .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), path: path));
        // Everything that this process runs with; the name lets the sources see the internals that they are built on.
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileNameWithoutExtension(path) != "SafeChange.Analyzers.CodeFixes")
            .Select(path => MetadataReference.CreateFromFile(path));
        return CSharpCompilation.Create("SafeChange.Analyzers.CodeFixes", sources, references, new(OutputKind.DynamicallyLinkedLibrary));
    }

    private static CodeFixProvider Fix(string name) => Shipped.Fixes.Single(fix => fix.GetType().Name == name);
}
