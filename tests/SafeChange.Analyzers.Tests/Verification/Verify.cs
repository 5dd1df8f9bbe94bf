using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace SafeChange.Analyzers.Tests.Verification;

/// <summary>
/// Says what an analyzer reports. A test class keeps one, by this name, and its tests read as sentences:
/// <code>
/// private static readonly Verify&lt;SAFE3002EmptyDownAfterSchemaChange&gt; Verify = new(References.EntityFrameworkCore10);
///
/// [Fact]
/// public Task An_empty_Down_is_reported() => Verify.Reports("… {|SAFE3002:Down|} …");
///
/// [Fact]
/// public Task An_old_migration_is_left_alone() => Verify.Options("safechange.migrations.start_after = 2026").Silent("…");
/// </code>
/// </summary>
internal sealed record Verify<TAnalyzer> : Scenario<TAnalyzer, Verify<TAnalyzer>>
    where TAnalyzer : DiagnosticAnalyzer, new()
{
    public Verify(ImmutableArray<MetadataReference> references)
        : base(references)
    {
    }
}

/// <summary>Says what an analyzer reports and what a fix makes of it; see <see cref="Verify{TAnalyzer}"/>.</summary>
internal sealed record Verify<TAnalyzer, TFix> : Scenario<TAnalyzer, Verify<TAnalyzer, TFix>>
    where TAnalyzer : DiagnosticAnalyzer, new()
    where TFix : CodeFixProvider, new()
{
    public Verify(ImmutableArray<MetadataReference> references)
        : base(references)
    {
    }

    /// <summary>
    /// The fix turns one text into the other, one diagnostic at a time and with Fix All in document, project and
    /// solution, as far as the provider supports the scope (a provider that does not is stated and checked:
    /// <c>CodeFixTests</c>). The result must compile.
    /// </summary>
    /// <param name="before">The sources, with markup for everything that is reported in them.</param>
    /// <param name="after">The files that change or are added, with markup for what is still reported.</param>
    /// <param name="key">The equivalence key of the action to apply, where a diagnostic has several.</param>
    /// <param name="afterFixAll">What Fix All makes of it, where that differs.</param>
    public Task Fixes(Sources before, Sources after, string? key = null, Sources? afterFixAll = null) =>
        Run(before, after, key, test =>
        {
            if (afterFixAll is not null)
            {
                FillFixed(test.BatchFixedState, before.With(afterFixAll));
            }

            var scopes = new TFix().GetFixAllProvider()?.GetSupportedFixAllScopes().ToImmutableArray() ?? [];
            test.CodeFixTestBehaviors |=
                (scopes.Contains(FixAllScope.Document) ? 0 : CodeFixTestBehaviors.SkipFixAllInDocumentCheck)
                | (scopes.Contains(FixAllScope.Project) ? 0 : CodeFixTestBehaviors.SkipFixAllInProjectCheck)
                | (scopes.Contains(FixAllScope.Solution) ? 0 : CodeFixTestBehaviors.SkipFixAllInSolutionCheck);
        });

    /// <summary>The fix of the first diagnostic that can be fixed turns one text into the other; nothing else is applied.</summary>
    public Task FixesOne(Sources before, Sources after, string? key = null) =>
        Run(before, after, key, test =>
        {
            test.CodeFixTestBehaviors |= CodeFixTestBehaviors.FixOne | CodeFixTestBehaviors.SkipFixAllCheck;
            test.NumberOfIncrementalIterations = 1;
        });

    /// <summary>What the markup says is reported, and no fix is offered for it, or none with that key.</summary>
    public Task NoFix(Sources sources, string? key = null)
    {
        var test = new FixTest(this) { CodeActionEquivalenceKey = key };
        Fill(test.TestState, sources);
        test.FixedState.InheritanceMode = StateInheritanceMode.AutoInheritAll;
        test.FixedState.MarkupHandling = MarkupMode.Allow;
        return test.RunAsync();
    }

    private Task Run(Sources before, Sources after, string? key, Action<FixTest> configure)
    {
        var test = new FixTest(this) { CodeActionEquivalenceKey = key };
        Fill(test.TestState, before);
        FillFixed(test.FixedState, before.With(after));
        configure(test);
        return test.RunAsync();
    }

    // A diagnostic that stays must be marked, whether or not some fix could handle its ID: "the fix is gone from here"
    // is a statement that a test makes, not one that the library assumes.
    private void FillFixed(SolutionState state, Sources sources)
    {
        Fill(state, sources);
        state.InheritanceMode = StateInheritanceMode.Explicit;
        state.MarkupHandling = MarkupMode.Allow;
    }

    private sealed class FixTest : CSharpCodeFixTest<TAnalyzer, TFix, DefaultVerifier>
    {
        private readonly Verify<TAnalyzer, TFix> scenario;

        public FixTest(Verify<TAnalyzer, TFix> scenario)
        {
            this.scenario = scenario;
            scenario.Configure(this);
        }

        protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() =>
            base.GetDiagnosticAnalyzers().Concat(scenario.OtherAnalyzers);

        protected override ParseOptions CreateParseOptions() => scenario.ParseOptions;

        protected override CompilationOptions CreateCompilationOptions() => scenario.CompilationOptions;
    }
}
