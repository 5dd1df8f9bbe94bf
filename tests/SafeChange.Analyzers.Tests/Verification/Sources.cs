using System;
using System.Collections;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.CompilerServices;

namespace SafeChange.Analyzers.Tests.Verification;

/// <summary>
/// The files of a test project: a single text, or several with paths relative to the project's folder, as in
/// <c>[("Migrations/20260101000000_Init.cs", "…"), ("Blog.cs", "…")]</c>. The texts hold markup:
/// <c>{|SAFE3002:Down|}</c> says what is reported where, <c>{|#0:Down|}</c> names a place.
/// </summary>
[CollectionBuilder(typeof(SourcesBuilder), nameof(SourcesBuilder.Create))]
internal sealed class Sources(ImmutableArray<(string Path, string Text)> files) : IEnumerable<(string Path, string Text)>
{
    /// <summary>The folder that the project of a test stands in.</summary>
    public const string ProjectFolder = "/0/";

    /// <summary>The path of a text that came without one.</summary>
    public const string DefaultPath = "Test0.cs";

    public static implicit operator Sources(string text) => new([(DefaultPath, text)]);

    /// <summary>These files, with those of <paramref name="changes"/> in the place of the ones they replace, or added.</summary>
    public Sources With(Sources changes)
    {
        var result = files.ToBuilder();
        foreach (var change in changes)
        {
            var index = files.Select(file => file.Path).ToList().IndexOf(change.Path);
            if (index >= 0)
            {
                result[index] = change;
            }
            else
            {
                result.Add(change);
            }
        }

        return new(result.ToImmutable());
    }

    public IEnumerator<(string Path, string Text)> GetEnumerator() => ((IEnumerable<(string, string)>)files).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

internal static class SourcesBuilder
{
    public static Sources Create(ReadOnlySpan<(string Path, string Text)> files) => new([.. files]);
}
