using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace SafeChange.Analyzers.CodeFixes.Jobs;

/// <summary>
/// A fix that changes what a handler does when it runs again. It is made for one finding at a time: there is no Fix All,
/// so that <c>dotnet format</c> leaves it alone. What is offered has been made and compiled before.
/// </summary>
public abstract class JobFix : CodeFixProvider
{
    /// <summary>The reason that every fix of this kind gives for having no Fix All.</summary>
    private protected const string ChangesBehaviour =
        "It changes what the handler does on a second run, which a person has to look at: one at a time, and never by dotnet format.";

    /// <summary>The equivalence key; one a kind of fix.</summary>
    private protected string Key => GetType().Name;

    /// <summary>What several ways of the same fix are offered under.</summary>
    private protected abstract string GroupTitle { get; }

    /// <inheritdoc />
    public sealed override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc />
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await JobUnderFix.FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } job)
            {
                continue;
            }

            var actions = new Dictionary<string, CodeAction>();
            foreach (var proposal in Propose(job))
            {
                if (!actions.ContainsKey(proposal.Title) && await proposal.ApplyAsync(context.CancellationToken).ConfigureAwait(false) is { } solution)
                {
                    actions.Add(proposal.Title, CodeAction.Create(proposal.Title, _ => Task.FromResult(solution), Key));
                }
            }

            if (actions.Count > 1)
            {
                context.RegisterCodeFix(CodeAction.Create(GroupTitle, actions.Values.ToImmutableArray(), isInlinable: true), diagnostic);
            }
            else if (actions.Count == 1)
            {
                context.RegisterCodeFix(actions.Values.Single(), diagnostic);
            }
        }
    }

    /// <summary>The ways to fix a finding, the best first; nothing where it cannot be fixed.</summary>
    private protected abstract IEnumerable<Proposal> Propose(JobUnderFix job);
}
