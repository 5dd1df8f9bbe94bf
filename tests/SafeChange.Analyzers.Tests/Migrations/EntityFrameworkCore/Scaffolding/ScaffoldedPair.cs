using System.Collections.Immutable;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>A model change as a project holds it: the migration that made the model, and the one that changes it.</summary>
internal sealed record ScaffoldedPair(Provider Provider, ModelChange Change, ScaffoldedStep Initial, ScaffoldedStep Step)
{
    /// <summary>
    /// The migrations folder of a project, with the context. It compiles, alone or together with those of other pairs:
    /// paths, namespaces and contexts are its own.
    /// </summary>
    public ImmutableArray<(string Path, string Text)> Files => FilesWith(Step.Source);

    /// <summary>The path of the second migration among <see cref="Files"/>.</summary>
    public string StepPath => PathOf(Step.Id);

    /// <summary>The same files, with <paramref name="stepSource"/> as the second migration.</summary>
    public ImmutableArray<(string Path, string Text)> FilesWith(string stepSource) =>
    [
        (PathOf(Initial.Id), Initial.Source),
        (PathOf($"{Initial.Id}.Designer"), Initial.DesignerSource),
        (StepPath, stepSource),
        (PathOf($"{Step.Id}.Designer"), Step.DesignerSource),
        (PathOf(ScaffoldedStep.SnapshotName), Step.SnapshotSource),
        (PathOf(nameof(ScaffoldContext)), ScaffoldContext.StubIn(Step.Namespace)),
    ];

    public override string ToString() => $"{Change.Name} on {Provider}";

    private string PathOf(string name) => $"{Provider}/{Change.Name}/{name}.cs";
}
