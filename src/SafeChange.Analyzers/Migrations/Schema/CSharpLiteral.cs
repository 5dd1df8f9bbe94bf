using Microsoft.CodeAnalysis.CSharp;

namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>Writes constants as EF Core's scaffolder does.</summary>
internal static class CSharpLiteral
{
    /// <summary>The literal, null for a constant that has none.</summary>
    public static string? Of(object? constant) => constant switch
    {
        null => "null",
        string text => SymbolDisplay.FormatLiteral(text, quote: true),
        char character => SymbolDisplay.FormatLiteral(character, quote: true),
        bool flag => flag ? "true" : "false",
        byte number => "(byte)" + SymbolDisplay.FormatPrimitive(number, false, false),
        sbyte number => "(sbyte)" + SymbolDisplay.FormatPrimitive(number, false, false),
        short number => "(short)" + SymbolDisplay.FormatPrimitive(number, false, false),
        ushort number => "(ushort)" + SymbolDisplay.FormatPrimitive(number, false, false),
        int number => SymbolDisplay.FormatPrimitive(number, false, false),
        uint number => SymbolDisplay.FormatPrimitive(number, false, false) + "u",
        long number => SymbolDisplay.FormatPrimitive(number, false, false) + "L",
        ulong number => SymbolDisplay.FormatPrimitive(number, false, false) + "ul",
        float number => SymbolDisplay.FormatPrimitive(number, false, false) + "f",
        double number => SymbolDisplay.FormatPrimitive(number, false, false) is var text && text.IndexOfAny(['.', 'E', 'N', 'I']) < 0 ? text + ".0" : text,
        decimal number => SymbolDisplay.FormatPrimitive(number, false, false) + "m",
        _ => null,
    };
}
