using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using static SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding.SampleModels;

namespace SafeChange.Analyzers.Tests.Migrations.EntityFrameworkCore.Scaffolding;

/// <summary>Sequences, on the providers that have them.</summary>
internal static class SequenceChanges
{
    public static IEnumerable<ModelChange> All => Changes.Select(change => change with { Providers = ModelChange.Servers });

    private static IEnumerable<ModelChange> Changes =>
    [
        new("CreateSequence", Empty, Numbers()),
        new("CreateSequenceWithEverything",
            Empty,
            model => model.HasSequence<int>("Numbers", "archive").StartsAt(1000).IncrementsBy(5).HasMin(1000).HasMax(9000).IsCyclic()),
        new("CreateSequenceForColumn", Article(), Article(article => article.Property<long>("Number").HasDefaultValueSql("42")).Then(Numbers())),
        new("DropSequence", Numbers(), Empty),
        new("DropSequenceWithEverything",
            model => model.HasSequence<short>("Numbers", "archive").StartsAt(10).IncrementsBy(5).HasMin(10).HasMax(90).IsCyclic(),
            Empty),

        // EF takes a sequence of another name for another sequence, unless the name differs only in case.
        new("RenameSequence", Numbers(), model => model.HasSequence("Counters")),
        new("RenameSequenceByCase", Numbers(), model => model.HasSequence("numbers")),
        new("MoveSequenceBetweenSchemas", model => model.HasSequence("Numbers", "archive"), model => model.HasSequence("Numbers", "drafts")),
        new("MoveSequenceToSchema", Numbers(), model => model.HasSequence("Numbers", "archive")),
        new("AlterSequence", Numbers(), Numbers(numbers => numbers.IncrementsBy(10).HasMin(1).HasMax(100000).IsCyclic())),
        new("AlterSequenceBack", Numbers(numbers => numbers.IncrementsBy(10).HasMax(100000).IsCyclic()), Numbers()),
        new("RestartSequence", Numbers(numbers => numbers.StartsAt(1)), Numbers(numbers => numbers.StartsAt(5000))),
        new("RestartAndAlterSequence", Numbers(), Numbers(numbers => numbers.StartsAt(5000).IncrementsBy(2))),
        new("ChangeSequenceType", Numbers(), model => model.HasSequence<int>("Numbers")),
    ];

    private static Action<ModelBuilder> Numbers(Action<SequenceBuilder>? configure = null) => model =>
    {
        var numbers = model.HasSequence("Numbers");
        configure?.Invoke(numbers);
    };
}
