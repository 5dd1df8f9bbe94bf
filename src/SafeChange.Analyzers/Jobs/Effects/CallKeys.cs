using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>
/// Finds the idempotency key or message ID that a call carries: in an argument, in an object that is passed, set on that
/// object before, in a lambda that fills it, or in a header.
/// </summary>
internal sealed class CallKeys(KeyStabilityReader reader)
{
    private const int MaximumDepth = 4;

    // A payload that carries its own: RequestorUniquePaymentIdentifier, ExternalId, DedupKey.
    private static readonly Regex PayloadKey = new(
        "(Unique|Idempotency|Dedup|Deduplication|Request|External)[A-Za-z]*(Id|Key|Identifier|Token)$", RegexOptions.CultureInvariant);

    /// <summary>What is known of the key of a call.</summary>
    internal readonly record struct Key(KeyStability Stability, IOperation? Value, string? Name);

    /// <summary>The names of keys as they are compared: without dashes, underlines and case.</summary>
    public static ImmutableHashSet<string> Names(params string[] names) => ImmutableHashSet.CreateRange(names.Select(Normal));

    /// <summary>Looks for a key.</summary>
    /// <param name="call">The call.</param>
    /// <param name="names">What keys are called, from <see cref="Names"/>.</param>
    /// <param name="values">The locals of the body.</param>
    /// <param name="hasPayload">Whether what is passed is the body of a request, which may hold a key of its own.</param>
    /// <param name="hasHeaders">Whether headers that were set elsewhere may hold the key.</param>
    /// <returns><see cref="KeyStability.None"/> where all that is passed was seen and there is none.</returns>
    public Key Read(
        IInvocationOperation call, ImmutableHashSet<string> names, Values values, bool hasPayload = false, bool hasHeaders = true)
    {
        var search = new Search(this, names, values, hasPayload, hasHeaders);
        foreach (var argument in call.Arguments)
        {
            if (argument.ArgumentKind == ArgumentKind.DefaultValue || argument.Parameter is not { } parameter)
            {
                continue;
            }

            if (names.Contains(Normal(parameter.Name)))
            {
                search.Found(parameter.Name, argument.Value);
            }
            else
            {
                search.Look(argument.Value, MaximumDepth);
            }
        }

        if (call.Instance is { } instance)
        {
            search.Chain(instance, MaximumDepth);
        }

        return search.Result;
    }

    /// <summary>Whether what a request is made of can be told to be the form that asks for a token.</summary>
    public static bool AsksForToken(IInvocationOperation call, Values values) =>
        call.Arguments.Any(argument => Everything(argument.Value, values, MaximumDepth).Any(static operation =>
            operation.ConstantValue is { HasValue: true, Value: "grant_type" }));

    private KeyStability Stability(IOperation value, Values values) => reader.Read(value, values);

    /// <summary>The name as it is compared.</summary>
    public static string Normal(string name) => name.Replace("-", "").Replace("_", "").ToLowerInvariant();

    private static IEnumerable<IOperation> Everything(IOperation value, Values values, int depth)
    {
        foreach (var operation in values.Resolve(value).DescendantsAndSelf())
        {
            yield return operation;
            if (depth > 0 && operation is ILocalReferenceOperation { Local: var local } && values.Single(local) is { } held)
            {
                foreach (var inner in Everything(held, values, depth - 1))
                {
                    yield return inner;
                }
            }
        }
    }

    private sealed class Search(CallKeys keys, ImmutableHashSet<string> names, Values values, bool hasPayload, bool hasHeaders)
    {
        private readonly HashSet<IOperation> seen = [];
        private Key? found;
        private bool isOpaque;

        public Key Result => found ?? new(isOpaque ? KeyStability.Unknown : KeyStability.None, null, null);

        public void Found(string name, IOperation value)
        {
            if (Values.Unwrap(value).ConstantValue is { HasValue: true, Value: null })
            {
                return;
            }

            var one = keys.Stability(value, values);
            if (found is null || found.Value.Stability != KeyStability.Stable)
            {
                found = new(one, value, name);
            }
        }

        public void Look(IOperation value, int depth)
        {
            var inner = Values.Unwrap(value);
            if (depth == 0 || !seen.Add(inner))
            {
                return;
            }

            switch (inner)
            {
                case ILocalReferenceOperation { Local: var local }:
                    OfLocal(local, depth);
                    if (values.Single(local) is { } held)
                    {
                        Look(held, depth - 1);
                    }
                    else
                    {
                        Opaque(inner.Type);
                    }

                    break;
                case IObjectCreationOperation creation:
                    foreach (var argument in creation.Arguments)
                    {
                        if (argument.ArgumentKind != ArgumentKind.DefaultValue && argument.Parameter is { } parameter)
                        {
                            Named(parameter.Name, argument.Value, depth);
                        }
                    }

                    Initializer(creation.Initializer, depth);
                    break;
                case IAnonymousObjectCreationOperation creation:
                    foreach (var part in creation.Initializers)
                    {
                        if (part is ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment)
                        {
                            Named(target.Member.Name, assignment.Value, depth);
                        }
                    }

                    break;
                case IWithOperation with:
                    Initializer(with.Initializer, depth);
                    Look(with.Operand, depth - 1);
                    break;
                case IDelegateCreationOperation { Target: IAnonymousFunctionOperation function }:
                    Lambda(function);
                    break;
                case IAnonymousFunctionOperation function:
                    Lambda(function);
                    break;
                case IInvocationOperation invocation:
                    Chain(invocation, depth);
                    break;
                case IArrayCreationOperation { Initializer: { } items }:
                    foreach (var item in items.ElementValues)
                    {
                        Look(item, depth - 1);
                    }

                    break;
                case var collection when CollectionExpressions.Is(collection):
                    foreach (var item in collection.ChildOperations)
                    {
                        Look(item, depth - 1);
                    }

                    break;
                case ILiteralOperation or IInterpolatedStringOperation or IDefaultValueOperation or IInstanceReferenceOperation:
                    break;
                default:
                    Opaque(inner.Type);
                    break;
            }
        }

        /// <summary>Calls that build on each other: <c>new RestRequest("/pay").AddHeader("Idempotency-Key", key)</c>.</summary>
        public void Chain(IOperation value, int depth)
        {
            for (var current = Values.Unwrap(value); depth > 0; depth--)
            {
                if (current is IConditionalAccessInstanceOperation)
                {
                    return;
                }

                if (current is not IInvocationOperation invocation)
                {
                    if (current is ILocalReferenceOperation or IObjectCreationOperation && current.Type?.SpecialType == SpecialType.None && !IsClient(current.Type))
                    {
                        Look(current, depth);
                    }

                    return;
                }

                Header(invocation);
                Setter(invocation);
                foreach (var argument in invocation.Arguments)
                {
                    if (argument.ArgumentKind != ArgumentKind.DefaultValue
                        && argument.Parameter is { } parameter
                        && !(parameter.Ordinal == 0 && invocation.TargetMethod.IsExtensionMethod))
                    {
                        Named(parameter.Name, argument.Value, depth, isCall: true);
                    }
                }

                var next = invocation.Instance ?? (invocation.TargetMethod.IsExtensionMethod ? invocation.Arguments.FirstOrDefault()?.Value : null);
                if (next is null)
                {
                    Opaque(invocation.Type);
                    return;
                }

                current = Values.Unwrap(next);
            }
        }

        // HttpClient.DefaultRequestHeaders holds for every request, so what is set there tells nothing apart.
        private static bool IsClient(ITypeSymbol? type) => type?.Name.EndsWith("Client", StringComparison.Ordinal) == true;

        private void Named(string name, IOperation value, int depth, bool isCall = false)
        {
            if (names.Contains(Normal(name)))
            {
                Found(name, value);
            }
            else if (hasPayload && PayloadKey.IsMatch(name) && !isCall && value.Type is { SpecialType: not SpecialType.System_Boolean })
            {
                Found(name, value);
            }
            else if (value.Type is not { SpecialType: not SpecialType.None })
            {
                Look(value, depth - 1);
            }
        }

        private void Initializer(IObjectOrCollectionInitializerOperation? initializer, int depth)
        {
            if (initializer is null || depth == 0)
            {
                return;
            }

            foreach (var part in initializer.Initializers)
            {
                switch (part)
                {
                    case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments.Length: > 0 } indexer } assignment:
                        Indexer(indexer, assignment.Value);
                        break;
                    case ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment:
                        Named(target.Member.Name, assignment.Value, depth);
                        break;
                    case IMemberInitializerOperation member:
                        Initializer(member.Initializer, depth - 1);
                        break;
                    case IInvocationOperation add:
                        Header(add);
                        break;
                }
            }
        }

        private void Lambda(IAnonymousFunctionOperation function)
        {
            foreach (var operation in function.Descendants())
            {
                switch (operation)
                {
                    case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Arguments.Length: > 0 } indexer } assignment:
                        Indexer(indexer, assignment.Value);
                        break;
                    case ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } assignment when names.Contains(Normal(target.Member.Name)):
                        Found(target.Member.Name, assignment.Value);
                        break;
                    case IInvocationOperation invocation:
                        Header(invocation);
                        break;
                }
            }
        }

        // What is done with the local: x.Key = …; x.Headers.Add("Key", …); x.Headers["Key"] = …; x.SetMessageId(…).
        private void OfLocal(ILocalSymbol local, int depth)
        {
            foreach (var reference in values.References(local))
            {
                var current = reference;
                for (var step = 0; step < MaximumDepth && current.Parent is { } parent; step++)
                {
                    if (parent is IConversionOperation)
                    {
                        current = parent;
                        continue;
                    }

                    if (parent is IPropertyReferenceOperation property && property.Instance == current)
                    {
                        if (property.Parent is ISimpleAssignmentOperation assignment && assignment.Target == property)
                        {
                            if (property.Arguments.Length > 0)
                            {
                                Indexer(property, assignment.Value);
                            }
                            else
                            {
                                Named(property.Property.Name, assignment.Value, depth);
                            }

                            break;
                        }

                        current = property;
                        continue;
                    }

                    var call = parent as IInvocationOperation ?? (parent as IArgumentOperation)?.Parent as IInvocationOperation;
                    if (call is not null)
                    {
                        Header(call);
                        Setter(call);
                    }

                    break;
                }
            }
        }

        // SetMessageId(…), WithIdentity(…).
        private void Setter(IInvocationOperation call)
        {
            var method = call.TargetMethod;
            var start = method.Name.StartsWith("Set", StringComparison.Ordinal) ? 3 : method.Name.StartsWith("With", StringComparison.Ordinal) ? 4 : 0;
            var at = method.IsExtensionMethod ? 1 : 0;
            if (start > 0 && at < call.Arguments.Length && names.Contains(Normal(method.Name.Substring(start))))
            {
                Found(method.Name.Substring(start), call.Arguments[at].Value);
            }
        }

        // Any call that is given the name of a key and, after it, a value.
        private void Header(IInvocationOperation call)
        {
            for (var i = 0; i + 1 < call.Arguments.Length; i++)
            {
                if (call.Arguments[i].Value.ConstantValue is { HasValue: true, Value: string name } && names.Contains(Normal(name)))
                {
                    Found(name, call.Arguments[i + 1].Value);
                }
            }
        }

        private void Indexer(IPropertyReferenceOperation indexer, IOperation value)
        {
            if (indexer.Arguments[0].Value.ConstantValue is { HasValue: true, Value: string name } && names.Contains(Normal(name)))
            {
                Found(name, value);
            }
        }

        // Something that was made elsewhere: it may hold a key where its type has a place for one.
        private void Opaque(ITypeSymbol? type)
        {
            for (var current = type; current is not null && current.SpecialType == SpecialType.None; current = current.BaseType)
            {
                foreach (var member in current.GetMembers())
                {
                    if (member is IPropertySymbol { IsStatic: false } property
                        && (names.Contains(Normal(property.Name))
                            || (hasHeaders && property.Name is "Headers" or "MessageAttributes" && !current.Name.EndsWith("Content", StringComparison.Ordinal))
                            || (hasPayload && PayloadKey.IsMatch(property.Name))))
                    {
                        isOpaque = true;
                        return;
                    }
                }
            }
        }
    }
}
