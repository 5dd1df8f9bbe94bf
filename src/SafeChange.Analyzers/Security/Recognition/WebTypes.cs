using System.Linq;
using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Security.Recognition;

/// <summary>
/// The types of ASP.NET Core that headers and cookies are written with. By full name and from a reference: a type of the
/// project that is called so is a look-alike.
/// </summary>
internal static class WebTypes
{
    public static bool IsHeaderDictionary(ITypeSymbol type) =>
        Is(type, "Microsoft.AspNetCore.Http", "IHeaderDictionary") || type.AllInterfaces.Any(static each => Is(each, "Microsoft.AspNetCore.Http", "IHeaderDictionary"));

    public static bool IsResponseCookies(ITypeSymbol type) => Is(type, "Microsoft.AspNetCore.Http", "IResponseCookies");

    public static bool IsHeaderNames(ITypeSymbol type) => Is(type, "Microsoft.Net.Http.Headers", "HeaderNames");

    public static bool IsStringValues(ITypeSymbol? type) => type is not null && Is(type, "Microsoft.Extensions.Primitives", "StringValues");

    private static bool Is(ITypeSymbol type, string space, string name) =>
        type.Name == name
        && type.ContainingType is null
        && type.DeclaringSyntaxReferences.IsEmpty
        && type.ContainingNamespace?.ToDisplayString() == space;
}
