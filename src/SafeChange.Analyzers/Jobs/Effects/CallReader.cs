using System;
using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SafeChange.Analyzers.Foundation;
using SafeChange.Analyzers.Jobs.Flow;

namespace SafeChange.Analyzers.Jobs.Effects;

/// <summary>Reads calls and constructors: what the catalogue says of them, and what has to be judged by what they are given.</summary>
internal sealed class CallReader
{
    // What tells one call from another, by the kind of the call: the names that libraries give it.
    private static readonly ImmutableHashSet<string> PaymentKeys = CallKeys.Names(
        "IdempotencyKey", "Idempotency-Key", "X-Idempotency-Key", "IdempotencyToken", "PayPal-Request-Id", "PayPalRequestId", "X-Request-Id", "RequestId");

    private static readonly ImmutableHashSet<string> HttpKeys = PaymentKeys.Union(CallKeys.Names(
        "X-Correlation-Key", "Idempotency-Token", "X-Idempotency-Token", "X-Deduplication-Id", "Request-Id", "Client-Token", "ClientToken", "X-Unique-Id"));

    private static readonly ImmutableHashSet<string> MessageKeys = CallKeys.Names(
        "MessageId", "Message-Id", "DeduplicationId", "MessageDeduplicationId", "IdempotencyKey", "CommandId", "rbs2-msg-id", "cap-msg-id", "Nats-Msg-Id");

    private static readonly ImmutableHashSet<string> EnqueueKeys = CallKeys.Names(
        "JobId", "JobKey", "Identity", "IdempotencyKey", "DeduplicationId", "TrackingId", "RequestId", "InstanceId");

    private static readonly ImmutableHashSet<string> NotificationKeys = CallKeys.Names(
        "IdempotencyKey", "Idempotency-Key", "operationId", "clientReference", "ClientToken", "DeduplicationId");

    private static readonly ImmutableHashSet<string> NoKeys = CallKeys.Names();

    private readonly EffectCatalog catalog;
    private readonly KeyStabilityReader stability;
    private readonly EntityKeys entityKeys;
    private readonly CallKeys callKeys;
    private readonly SetBasedReader setBased;
    private readonly SqlEffectReader sql;

    public CallReader(KnownTypes types, EffectCatalog catalog, KeyStabilityReader stability, EntityKeys entityKeys)
    {
        this.catalog = catalog;
        this.stability = stability;
        this.entityKeys = entityKeys;
        callKeys = new(stability);
        setBased = new(types);
        sql = new(stability);
    }

    /// <summary>The effect of a call, or null.</summary>
    public Effect? Read(IInvocationOperation call, Values values, EffectSettings settings)
    {
        var method = call.TargetMethod;
        var effect = settings.Additional(method) is { } word
            ? EffectCatalog.Kind(word) is { } kind ? Build(kind, call, values, settings, null) : null
            : Known(call, values, settings);
        return effect is not null && settings.IsEffectFree(method) ? null : effect;
    }

    /// <summary>The effect of <c>db.Entry(order).State = EntityState.Added</c>, or null.</summary>
    public Effect? Read(ISimpleAssignmentOperation assignment, Values values, EffectSettings settings)
    {
        if (assignment.Target is not IPropertyReferenceOperation { Property: { Name: "State", ContainingType.Name: "EntityEntry" }, Instance: { } entry }
            || Values.Unwrap(assignment.Value) is not IFieldReferenceOperation { Field: { Name: "Added", ContainingType.Name: "EntityState" } }
            || values.Resolve(entry) is not IInvocationOperation { TargetMethod.Name: "Entry", Arguments: { Length: 1 } arguments })
        {
            return null;
        }

        return Insert(new(EffectKind.Insert, assignment, "EntityEntry.State"), arguments[0].Value, values, settings);
    }

    /// <summary>The effect of a constructor, or null.</summary>
    public Effect? Read(IObjectCreationOperation creation, Values values, EffectSettings settings)
    {
        if (creation.Constructor is not { } constructor)
        {
            return null;
        }

        if (FileReader.Read(creation) is { } file)
        {
            return file;
        }

        return catalog.Find(constructor) is { } entry
            && EffectCatalog.Kind(entry["effect"]) is { } kind
            && !IsOffByArgument(entry["unless"], creation.Arguments)
            && !settings.IsEffectFree(constructor)
            ? new(kind, creation, "new " + constructor.ContainingType.Name)
            : null;
    }

    private Effect? Known(IInvocationOperation call, Values values, EffectSettings settings)
    {
        var method = call.TargetMethod;
        switch (method.Name)
        {
            case "ExecuteUpdate" or "ExecuteUpdateAsync":
                return setBased.Read(call, values, settings);
            case "Send" or "SendAsync" when HttpReader.IsSend(method):
                return HttpReader.IsPost(call, values) ? Build(EffectKind.Http, call, values, settings, null) : null;
            case "Increment" or "Decrement" or "Add" when method.ContainingType is { Name: "Interlocked" }:
                return StaticReader.Read(call);
            case "Add" or "AddRange" or "Insert" or "InsertRange" or "Enqueue" or "Push" or "AddLast" or "AddFirst":
                if (CollectionReader.Read(call, values, settings, entityKeys) is { } added)
                {
                    return added;
                }

                break;
            case "UpdateItem" or "UpdateItemAsync":
                if (DynamoDbReader.Read(call, values) is { } changed)
                {
                    return changed;
                }

                break;
        }

        var ofSql = sql.Read(call, values, settings, out var isSql);
        if (isSql)
        {
            return ofSql;
        }

        if (catalog.Find(method) is { } entry)
        {
            return EffectCatalog.Kind(entry["effect"]) is { } kind && !IsOffByArgument(entry["unless"], call.Arguments)
                ? Build(kind, call, values, settings, entry["key"])
                : null;
        }

        if (HttpReader.IsDeclaredPost(method))
        {
            return Build(EffectKind.Http, call, values, settings, null);
        }

        if (FileReader.Read(call) is { } file)
        {
            return file;
        }

        return EnqueueReader.IsEnqueue(method) ? Build(EffectKind.Enqueue, call, values, settings, null) : null;
    }

    private Effect? Build(EffectKind kind, IInvocationOperation call, Values values, EffectSettings settings, string? keyNames)
    {
        var effect = new Effect(kind, call, Name(call));
        switch (kind)
        {
            case EffectKind.Insert:
                return Insert(effect, call, values, settings);
            case EffectKind.Accumulate:
                return Accumulate(effect, call, settings);
            case EffectKind.Publish when Receivers.IsContext(call, values):
                return null;
            case EffectKind.Publish:
                return Keyed(effect with { IsScoped = Receivers.IsScoped(call) }, call, MessageKeys, keyNames, values);
            case EffectKind.Http:
                return CallKeys.AsksForToken(call, values) || HttpReader.Searches(call, values) || !HttpReader.MayPost(call, values)
                    ? null
                    : Keyed(effect, call, HttpKeys, keyNames, values, hasPayload: true);
            case EffectKind.Payment:
                return Keyed(effect, call, PaymentKeys, keyNames, values);
            case EffectKind.Enqueue:
                return Keyed(effect, call, EnqueueKeys, keyNames, values);
            case EffectKind.Mail or EffectKind.Message:
                return Keyed(effect, call, NotificationKeys, keyNames, values, hasHeaders: false);
            default:
                return keyNames is null ? effect : Keyed(effect, call, NoKeys, keyNames, values);
        }
    }

    private Effect Keyed(
        Effect effect, IInvocationOperation call, ImmutableHashSet<string> names, string? keyNames, Values values, bool hasPayload = false, bool hasHeaders = true)
    {
        if (keyNames is not null)
        {
            names = names.Union(CallKeys.Names(keyNames.Split('|').Select(static name => name.Trim()).ToArray()));
        }

        var key = callKeys.Read(call, names, values, hasPayload, hasHeaders);
        return effect with { Key = key.Stability, KeyValue = key.Value, KeyName = key.Name };
    }

    private Effect? Insert(Effect effect, IInvocationOperation call, Values values, EffectSettings settings)
    {
        // The first argument that is no receiver of an extension method, no token and no option is what is added.
        var isExtension = call.TargetMethod is { IsExtensionMethod: true, ReducedFrom: null };
        var argument = call.Arguments.FirstOrDefault(each => each.Parameter is { } parameter
            && !(isExtension && parameter.Ordinal == 0)
            && parameter.Type is { Name: not ("CancellationToken" or "IClientSessionHandle") });
        if (argument is null)
        {
            return effect;
        }

        return Insert(effect, argument.Value, values, settings);
    }

    private Effect? Insert(Effect effect, IOperation added, Values values, EffectSettings settings)
    {
        var subject = Elements.Single(added, values);
        var entity = Elements.EntityOf(subject) ?? Elements.EntityOf(added) ?? Elements.CommonEntity(added, values);
        if (entity is not null && settings.IsLogEntity(entity.Name))
        {
            return null;
        }

        var key = entityKeys.Read(subject, entity, values);
        return effect with { Entity = entity, Subject = subject, Key = key.Stability, KeyValue = key.Value, KeyName = key.Name };
    }

    private static Effect? Accumulate(Effect effect, IInvocationOperation call, EffectSettings settings)
    {
        // Inc(x => x.Count, 1): the member that the lambda names.
        var member = call.Arguments
            .Select(static argument => Elements.Lambda(argument.Value))
            .Where(static lambda => lambda is not null)
            .SelectMany(static lambda => lambda!.Descendants())
            .OfType<IMemberReferenceOperation>()
            .FirstOrDefault()?.Member;
        return member is null ? effect
            : settings.IsIgnoredCounter(member.Name) ? null
            : effect with { Member = member, Entity = member.ContainingType, Name = member.ContainingType.Name + "." + member.Name };
    }

    // Off by a parameter of that name: the overload has one, and it is not a plain false. With a question mark: it is given.
    private static bool IsOffByArgument(string? names, ImmutableArray<IArgumentOperation> arguments)
    {
        if (names is null)
        {
            return false;
        }

        foreach (var part in names.Split('|'))
        {
            var name = part.Trim();
            var isOptional = name.EndsWith("?", StringComparison.Ordinal);
            name = name.TrimEnd('?');
            foreach (var argument in arguments)
            {
                if (!string.Equals(argument.Parameter?.Name, name, StringComparison.OrdinalIgnoreCase))
                {
                    continue;
                }

                var value = Values.Unwrap(argument.Value).ConstantValue;
                if (isOptional
                    ? argument.ArgumentKind != ArgumentKind.DefaultValue && value is not { HasValue: true, Value: null }
                    : value is not { HasValue: true, Value: false })
                {
                    return true;
                }
            }
        }

        return false;
    }

    // SmtpClient.SendMailAsync; an extension method goes by what it extends.
    private static string Name(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var owner = method.IsExtensionMethod
            ? (call.Instance ?? call.Arguments.FirstOrDefault()?.Value) is { } extended ? Values.Unwrap(extended).Type : null
            : call.Instance?.Type;
        owner ??= method.ContainingType;
        return (owner?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat.RemoveMiscellaneousOptions(
            SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier)) ?? "") + "." + method.Name;
    }
}
