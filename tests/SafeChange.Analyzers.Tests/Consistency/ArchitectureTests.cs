using System;
using System.Collections;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Tests.Verification;
using Xunit;

namespace SafeChange.Analyzers.Tests.Consistency;

/// <summary>What the conventions say of all code, and no compiler checks.</summary>
public sealed class ArchitectureTests
{
    public static TheoryData<string> Analyzers { get; } = [.. Shipped.Analyzers.Select(analyzer => analyzer.GetType().Name)];

    [Theory]
    [MemberData(nameof(Analyzers))]
    public void An_analyzer_is_found_by_a_compiler_and_stands_on_the_base_class(string name)
    {
        var type = Shipped.Analyzers.Single(analyzer => analyzer.GetType().Name == name).GetType();

        Assert.True(type.IsSealed && type.IsPublic);
        Assert.True(type.IsSubclassOf(typeof(SafeChangeAnalyzer)), $"{name} does not derive from SafeChangeAnalyzer.");
        Assert.Equal([LanguageNames.CSharp], type.GetCustomAttribute<DiagnosticAnalyzerAttribute>()?.Languages ?? []);
    }

    [Theory]
    [MemberData(nameof(Analyzers))]
    public void An_analyzer_runs_concurrently_and_has_decided_on_generated_code(string name)
    {
        var analyzer = Shipped.Analyzers.Single(each => each.GetType().Name == name);
        var context = new InitializationRecorder();

        analyzer.Initialize(context);

        Assert.True(context.IsConcurrent);
        // Teams mark the folder of their migrations as generated; the other families have nothing to say there.
        var readsMigrations = analyzer.SupportedDiagnostics.Any(descriptor => descriptor.Category == RuleCategories.Migrations);
        Assert.Equal(
            readsMigrations ? GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics : GeneratedCodeAnalysisFlags.None,
            context.GeneratedCode);
        Assert.Equal(1, context.Starts);
    }

    [Fact]
    public void Nothing_is_public_but_analyzers_and_fixes()
    {
        var others = Shipped.Assemblies
            .SelectMany(assembly => assembly.GetExportedTypes())
            .Where(type => type != typeof(SafeChangeAnalyzer)
                && !type.IsSubclassOf(typeof(DiagnosticAnalyzer))
                && !type.IsSubclassOf(typeof(CodeFixProvider)));

        Assert.Empty(others);
    }

    [Fact]
    public void No_static_field_can_change()
    {
        var changing = StaticFields().Where(field => !field.IsInitOnly && !field.IsLiteral);

        Assert.Empty(changing.Select(Name));
    }

    [Fact]
    public void No_static_field_is_a_cache()
    {
        // A table that never changes may be static. One that fills up lives as long as the compiler server.
        var caches = StaticFields().Where(field =>
            Types(field.FieldType).Any(type =>
                typeof(ISymbol).IsAssignableFrom(type)
                || typeof(Compilation).IsAssignableFrom(type)
                || typeof(SyntaxNode).IsAssignableFrom(type)
                || typeof(SyntaxTree).IsAssignableFrom(type)
                || typeof(SemanticModel).IsAssignableFrom(type)
                || type.Name is "ConditionalWeakTable`2" or "ThreadLocal`1" or "AsyncLocal`1" or "List`1" or "StringBuilder"
                || type.Namespace == "System.Collections.Concurrent"));

        Assert.Empty(caches.Select(Name));
    }

    [Fact]
    public void Analyzers_and_fixes_hold_no_state()
    {
        var state = Shipped.Analyzers.Select(analyzer => analyzer.GetType()).Concat(Shipped.Fixes.Select(fix => fix.GetType()))
            .SelectMany(type => type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(field => Shipped.Assemblies.Contains(field.DeclaringType!.Assembly))
            .Where(field => !field.IsInitOnly
                || (field.FieldType.GetInterfaces().Any(each => each == typeof(IList) || each == typeof(IDictionary))
                    && !field.FieldType.Name.StartsWith("Immutable", StringComparison.Ordinal)));

        Assert.Empty(state.Select(Name));
    }

    [Fact]
    public void IDs_are_written_in_one_place() =>
        Assert.Equal(["RuleIds.cs"], SourcesWith("\"SAFE[0-9]{4}\""));

    [Fact]
    public void Descriptors_are_made_in_one_place() =>
        Assert.Equal(["RuleDescriptors.cs"], SourcesWith(@"new DiagnosticDescriptor\("));

    private static IEnumerable<string> SourcesWith(string pattern) =>
        Directory.EnumerateFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
            .Where(path => Regex.IsMatch(File.ReadAllText(path), pattern))
            .Select(path => Path.GetFileName(path))
            .Order(StringComparer.Ordinal);

    private static IEnumerable<FieldInfo> StaticFields() =>
        Shipped.Assemblies
            .SelectMany(assembly => assembly.GetTypes())
            // What the compiler makes caches delegates; what PolySharp brings along is no code of ours.
            .Where(type => !type.Name.Contains('<') && !type.IsDefined(typeof(CompilerGeneratedAttribute)) && type.Namespace?.StartsWith("SafeChange", StringComparison.Ordinal) == true)
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));

    // The type of a field with everything that it is made of: ImmutableArray<ISymbol>, Lazy<Compilation>, ISymbol[].
    private static IEnumerable<Type> Types(Type type) =>
        type.HasElementType ? Types(type.GetElementType()!) : type.GetGenericArguments().SelectMany(Types).Prepend(type);

    private static string Name(FieldInfo field) => $"{field.DeclaringType}.{field.Name}";

    private sealed class InitializationRecorder : AnalysisContext
    {
        public bool IsConcurrent { get; private set; }

        public GeneratedCodeAnalysisFlags? GeneratedCode { get; private set; }

        public int Starts { get; private set; }

        public override void EnableConcurrentExecution() => IsConcurrent = true;

        public override void ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags analysisMode) => GeneratedCode = analysisMode;

        public override void RegisterCompilationStartAction(Action<CompilationStartAnalysisContext> action) => Starts++;

        public override void RegisterCompilationAction(Action<CompilationAnalysisContext> action) => throw Unexpected();

        public override void RegisterSemanticModelAction(Action<SemanticModelAnalysisContext> action) => throw Unexpected();

        public override void RegisterSymbolAction(Action<SymbolAnalysisContext> action, System.Collections.Immutable.ImmutableArray<SymbolKind> symbolKinds) => throw Unexpected();

        public override void RegisterCodeBlockStartAction<TLanguageKindEnum>(Action<CodeBlockStartAnalysisContext<TLanguageKindEnum>> action) => throw Unexpected();

        public override void RegisterCodeBlockAction(Action<CodeBlockAnalysisContext> action) => throw Unexpected();

        public override void RegisterSyntaxTreeAction(Action<SyntaxTreeAnalysisContext> action) => throw Unexpected();

        public override void RegisterSyntaxNodeAction<TLanguageKindEnum>(Action<SyntaxNodeAnalysisContext> action, System.Collections.Immutable.ImmutableArray<TLanguageKindEnum> syntaxKinds) => throw Unexpected();

        private static InvalidOperationException Unexpected() => new("An analyzer registers its actions in its start, behind its gate.");
    }
}
