namespace SafeChange.Analyzers.Migrations.Schema;

/// <summary>
/// The value that EF Core's differ gives a column which becomes required: the default of its CLR type, written as
/// the scaffolder writes it.
/// </summary>
internal static class ClrDefault
{
    private const string DateTime = "new DateTime(1, 1, 1, 0, 0, 0, 0, DateTimeKind.Unspecified)";

    /// <summary>Whether code is the default of a type, in one of the ways to write it.</summary>
    public static bool Is(string? code, string? clrType) => code switch
    {
        null => false,
        "string.Empty" or "String.Empty" => Of(clrType) == "\"\"",
        "Guid.Empty" => Of(clrType) == Of("Guid"),
        _ => code == Of(clrType),
    };

    /// <summary>The code of the default; null for a type that has none that is known here.</summary>
    public static string? Of(string? clrType) => clrType?.TrimEnd('?') switch
    {
        "string" or "String" or "System.String" => "\"\"",
        "bool" or "Boolean" => "false",
        "int" or "Int32" => "0",
        "long" or "Int64" => "0L",
        "short" or "Int16" => "(short)0",
        "byte" or "Byte" => "(byte)0",
        "sbyte" or "SByte" => "(sbyte)0",
        "uint" or "UInt32" => "0u",
        "ulong" or "UInt64" => "0ul",
        "ushort" or "UInt16" => "(ushort)0",
        "float" or "Single" => "0f",
        "double" or "Double" => "0.0",
        "decimal" or "Decimal" => "0m",
        "char" or "Char" => "'\\0'",
        "byte[]" => "new byte[0]",
        "Guid" or "System.Guid" => "new Guid(\"00000000-0000-0000-0000-000000000000\")",
        "DateTime" or "System.DateTime" => DateTime,
        "DateTimeOffset" or "System.DateTimeOffset" => $"new DateTimeOffset({DateTime}, new TimeSpan(0, 0, 0, 0, 0))",
        "DateOnly" or "System.DateOnly" => "new DateOnly(1, 1, 1)",
        "TimeOnly" or "System.TimeOnly" => "new TimeOnly(0, 0, 0)",
        "TimeSpan" or "System.TimeSpan" => "new TimeSpan(0, 0, 0, 0, 0)",
        _ => null,
    };
}
