using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SafeChange.Analyzers.Jobs;

/// <summary>The options of the family as they are set for a rule and a file. Read when the rule asks.</summary>
internal sealed class JobSettings(AnalyzerOptions options, SyntaxTree tree, string ruleId)
{
    public ImmutableArray<string> MarkerMembers => EngineOptions.MarkerMembers.Read(options, tree, ruleId);
}
