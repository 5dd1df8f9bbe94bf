using System;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>Tells which requests are POST or PATCH: the methods that HTTP does not call idempotent.</summary>
internal static class HttpReader
{
    /// <summary>Whether a method is the one of <c>HttpClient</c> that sends any request.</summary>
    public static bool IsSend(IMethodSymbol method) =>
        method.ContainingType is { Name: "HttpClient" or "HttpMessageInvoker", ContainingNamespace: { Name: "Http", ContainingNamespace.Name: "Net" } };

    /// <summary>Whether the request that is sent is known to be a POST or PATCH.</summary>
    public static bool IsPost(IInvocationOperation call, Values values) =>
        call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Type.Name == "HttpRequestMessage") is { } request
        && Method(request.Value, values) == true;

    /// <summary>
    /// Whether a call of the catalogue may be a POST or PATCH: those that are given a method or a request say which.
    /// </summary>
    public static bool MayPost(IInvocationOperation call, Values values)
    {
        var name = call.TargetMethod.Name;
        if (name.IndexOf("Post", StringComparison.Ordinal) >= 0 || name.IndexOf("Patch", StringComparison.Ordinal) >= 0)
        {
            return true;
        }

        var isGeneric = name.StartsWith("Send", StringComparison.Ordinal) || name.StartsWith("Execute", StringComparison.Ordinal);
        if (!isGeneric)
        {
            return true;
        }

        var known = false;
        foreach (var argument in call.Arguments)
        {
            var isPost = IsMethod(argument.Value) ? IsPostMethod(argument.Value)
                : argument.Parameter?.Type.Name is "HttpRequestMessage" or "RestRequest" or "IRestRequest" ? Method(argument.Value, values)
                : null;
            if (isPost == false)
            {
                return false;
            }

            known |= isPost == true;
        }

        return known;
    }

    /// <summary>Whether a method is declared to be a POST or PATCH, as Refit and RestEase have it.</summary>
    public static bool IsDeclaredPost(IMethodSymbol method) =>
        method.ContainingType is { TypeKind: TypeKind.Interface }
        && method.GetAttributes().Any(static attribute => attribute.AttributeClass is
        {
            Name: "PostAttribute" or "PatchAttribute", ContainingNamespace.Name: "Refit" or "RestEase",
        });

    // True for POST and PATCH, false for the others, null where it is not known.
    private static bool? Method(IOperation request, Values values)
    {
        bool? last = null;
        var inner = Values.Unwrap(request);
        if (inner is ILocalReferenceOperation { Local: var local })
        {
            foreach (var reference in values.References(local))
            {
                if (reference.Parent is IPropertyReferenceOperation { Property.Name: "Method", Parent: ISimpleAssignmentOperation assignment } property
                    && assignment.Target == property)
                {
                    last = IsPostMethod(assignment.Value);
                    if (last is null)
                    {
                        return null;
                    }
                }
            }
        }

        if (last is not null)
        {
            return last;
        }

        var resolved = values.Resolve(request);
        if (resolved is IInvocationOperation call
            && (call.Instance ?? (call.TargetMethod.IsExtensionMethod ? call.Arguments.FirstOrDefault()?.Value : null)) is { } chained
            && resolved.Type?.Name == chained.Type?.Name)
        {
            // new RestRequest("/pay", Method.Post).AddHeader(…)
            return Method(chained, values);
        }

        if (resolved is not IObjectCreationOperation creation)
        {
            return null;
        }

        if (creation.Initializer?.Initializers.OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(static part => part.Target is IPropertyReferenceOperation { Property.Name: "Method" }) is { } set)
        {
            return IsPostMethod(set.Value);
        }

        return creation.Arguments.FirstOrDefault(static argument => IsMethod(argument.Value)) is { } method ? IsPostMethod(method.Value) : null;
    }

    /// <summary>Whether the address is that of a search: a POST because the question does not fit into an address.</summary>
    public static bool Searches(IInvocationOperation call, Values values) =>
        call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name is "requestUri") is { } address
        && LastText(values.Resolve(address.Value)) is { } text
        && Search.IsMatch(text);

    private static readonly Regex Search = new("(^|[/_:-])(search|_msearch|_count|_query|_mget)/?([?].*)?$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static string? LastText(IOperation address) => address switch
    {
        { ConstantValue: { HasValue: true, Value: string text } } => text,
        IInterpolatedStringOperation { Parts: [.., IInterpolatedStringTextOperation { Text.ConstantValue: { HasValue: true, Value: string text } }] } => text,
        IBinaryOperation { RightOperand.ConstantValue: { HasValue: true, Value: string text } } => text,
        _ => null,
    };

    private static bool IsMethod(IOperation value) => Values.Unwrap(value).Type is { Name: "HttpMethod" or "Method" };

    private static bool? IsPostMethod(IOperation value) => Values.Unwrap(value) switch
    {
        IMemberReferenceOperation { Member: { IsStatic: true } member } => IsPost(member.Name),
        IObjectCreationOperation { Arguments: { Length: 1 } arguments } when arguments[0].Value.ConstantValue is { HasValue: true, Value: string name } => IsPost(name),
        IInvocationOperation { TargetMethod.Name: "Parse", Arguments: { Length: 1 } arguments } when arguments[0].Value.ConstantValue is { HasValue: true, Value: string name } => IsPost(name),
        _ => null,
    };

    private static bool IsPost(string name) =>
        string.Equals(name, "Post", StringComparison.OrdinalIgnoreCase) || string.Equals(name, "Patch", StringComparison.OrdinalIgnoreCase);
}
