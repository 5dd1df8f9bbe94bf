using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>Reads files that are opened to be appended to, or to be made where there must be none.</summary>
internal static class FileReader
{
    private const int CreateNew = 1;
    private const int Append = 6;

    /// <summary>The effect of <c>File.Open(path, FileMode.Append)</c>, or null.</summary>
    public static Effect? Read(IInvocationOperation call) =>
        call.TargetMethod is { Name: "Open" or "OpenHandle", ContainingType: { Name: "File" or "FileInfo", ContainingNamespace.Name: "IO" } type }
        && Opens(call.Arguments)
            ? new(EffectKind.File, call, type.Name + "." + call.TargetMethod.Name)
            : null;

    /// <summary>The effect of <c>new FileStream(path, FileMode.Append)</c> and <c>new StreamWriter(path, append: true)</c>, or null.</summary>
    public static Effect? Read(IObjectCreationOperation creation) => creation.Type?.Name switch
    {
        "FileStream" when IsInIo(creation.Type) && Opens(creation.Arguments) => new(EffectKind.File, creation, "new FileStream"),
        "StreamWriter" when IsInIo(creation.Type) && creation.Arguments.Any(static argument =>
            argument.Parameter?.Name == "append" && argument.Value.ConstantValue is { HasValue: true, Value: true }) => new(EffectKind.File, creation, "new StreamWriter"),
        _ => null,
    };

    private static bool IsInIo(ITypeSymbol type) => type.ContainingNamespace is { Name: "IO", ContainingNamespace.Name: "System" };

    private static bool Opens(System.Collections.Immutable.ImmutableArray<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (argument.Parameter?.Name == "mode" && Values.Unwrap(argument.Value).ConstantValue is { HasValue: true, Value: CreateNew or Append })
            {
                return true;
            }

            // new FileStreamOptions { Mode = FileMode.Append }
            if (argument.Parameter?.Name == "options"
                && Values.Unwrap(argument.Value) is IObjectCreationOperation { Initializer: { } initializer }
                && initializer.Initializers.OfType<ISimpleAssignmentOperation>().Any(static part =>
                    part.Target is IPropertyReferenceOperation { Property.Name: "Mode" } && part.Value.ConstantValue is { HasValue: true, Value: CreateNew or Append }))
            {
                return true;
            }
        }

        return false;
    }
}
