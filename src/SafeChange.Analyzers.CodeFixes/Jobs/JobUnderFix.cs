using System.Collections.Immutable;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.CodeFixes.Jobs;

/// <summary>A finding of the family 2xxx that is about to be fixed: the places that it names, ready to be read and changed.</summary>
/// <param name="Diagnostic">The finding.</param>
/// <param name="At">Where it stands, in the handler's own body.</param>
/// <param name="Others">Its further places, in any document of the solution.</param>
internal sealed record JobUnderFix(Diagnostic Diagnostic, CodePlace At, ImmutableArray<CodePlace> Others)
{
    /// <summary>Reads the places; null where one cannot be found any more.</summary>
    public static async Task<JobUnderFix?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (await CodePlace.FindAsync(document, diagnostic.Location, cancellation).ConfigureAwait(false) is not { } at)
        {
            return null;
        }

        var others = ImmutableArray.CreateBuilder<CodePlace>();
        foreach (var location in diagnostic.AdditionalLocations)
        {
            // A document of another project has no place in this compilation.
            if (document.Project.Solution.GetDocument(location.SourceTree) is not { } other
                || other.Project.Id != document.Project.Id
                || await CodePlace.FindAsync(other, location, cancellation).ConfigureAwait(false) is not { } place)
            {
                return null;
            }

            others.Add(place);
        }

        return new(diagnostic, at, others.ToImmutable());
    }
}
