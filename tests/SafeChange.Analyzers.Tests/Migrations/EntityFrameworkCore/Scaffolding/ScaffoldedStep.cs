using System.Collections.Generic;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>One migration as <c>dotnet ef migrations add</c> writes it, and the operations it was written from.</summary>
/// <param name="Source">The migration itself: <c>Up</c> and <c>Down</c>.</param>
/// <param name="DesignerSource">Its other part: the attributes and the target model.</param>
/// <param name="SnapshotSource">The model snapshot as it stands after this migration.</param>
/// <param name="SourceModel">What the differ compared from; null for an empty database.</param>
internal sealed record ScaffoldedStep(
    string Id,
    string Namespace,
    string Name,
    string Source,
    string DesignerSource,
    string SnapshotSource,
    IReadOnlyList<MigrationOperation> UpOperations,
    IReadOnlyList<MigrationOperation> DownOperations,
    IRelationalModel? SourceModel,
    IRelationalModel TargetModel)
{
    public string TypeName => $"{Namespace}.{Name}";

    public string SnapshotTypeName => $"{Namespace}.{SnapshotName}";

    // EF names it after the context.
    public const string SnapshotName = $"{nameof(ScaffoldContext)}ModelSnapshot";
}
