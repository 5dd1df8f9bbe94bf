using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SafeChange.Analyzers.Tests.Verification;

/// <summary>Makes the references of tests that no package provides: stand-ins, and second copies of a type.</summary>
internal static class TestAssembly
{
    /// <summary>Compiles a source to an assembly of that name.</summary>
    public static PortableExecutableReference Compile(string name, string source, params MetadataReference[] references)
    {
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source)],
            References.NoFramework.AddRange(references),
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        return result.Success
            ? MetadataReference.CreateFromImage(stream.ToArray())
            : throw new InvalidDataException($"{name} does not compile: " + string.Join("\n", result.Diagnostics.Where(each => each.Severity == DiagnosticSeverity.Error)));
    }
}
