using Microsoft.CodeAnalysis;

namespace SafeChange.Analyzers.Jobs.Handlers;

/// <summary>A method that is a handler, and why.</summary>
/// <param name="Method">The method as it is declared in source.</param>
/// <param name="MemberName">How its member is called: of an explicit implementation, the interface's name for it.</param>
/// <param name="Entry">What the catalogue says about it.</param>
internal readonly record struct HandlerMethod(IMethodSymbol Method, string MemberName, HandlerEntry Entry);
