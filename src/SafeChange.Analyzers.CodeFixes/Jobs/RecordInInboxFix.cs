using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SafeChange.Analyzers.Foundation;

namespace SafeChange.Analyzers.CodeFixes.Jobs;

/// <summary>
/// Records the message in the inbox that the context has, in the handler's own save, and leaves at the top where it is
/// there already. Only where there is such a set, and the message has an ID.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RecordInInboxFix))]
[LimitedFixAll(ChangesBehaviour)]
public sealed class RecordInInboxFix : JobFix
{
    /// <inheritdoc />
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(RuleIds.ValueAccumulated, RuleIds.RowInsertedAgain);

    private protected override string GroupTitle => "Record the message in an inbox";

    private protected override IEnumerable<Proposal> Propose(JobUnderFix job)
    {
        var place = job.At;
        if (FixData.Recurring.Read(job.Diagnostic) is not null
            || place.Function is not { } function
            || CodePlace.BlockOf(function) is not { } body
            || place.SymbolOf(function) is not { } handler
            || SaveOf(body) is not var (save, context)
            || place.Model.GetTypeInfo(context).Type is not { } type
            || StartOf(context, body, place.Model) is not { } start
            || body.Statements.IndexOf(start) > new StatementList(body, body.Statements).IndexOf(place.Node)
            || EarlyExit.Of(new(body, body.Statements), save, place) is not { } exit)
        {
            yield break;
        }

        foreach (var inbox in Inbox.Of(type))
        {
            foreach (var id in MessageIds(handler, place.Model.Compilation))
            {
                if (Given(id.Code, id.Type, inbox.KeyType) is not { } value)
                {
                    continue;
                }

                var local = handler.Parameters.Any(parameter => parameter.Name == value) ? value : ExistsQuery.Unused(function, "messageId", "deliveryId", "inboxId");
                var set = context + "." + inbox.Set.Name;
                var name = $"nameof({handler.ContainingType.Name})";
                if (inbox.New(local, name, place) is not { } row
                    || ExistsQuery.Of(place, function, set, inbox.Set.Type, each => $"{each}.{inbox.Key} == {local}" + (inbox.Handler is { } by ? $" && {each}.{by} == {name}" : "")) is not { } query)
                {
                    continue;
                }

                var guard = place.If(query.Code, exit);
                var changes = ImmutableArray.CreateBuilder<TextChange>();
                changes.Add(place.Before(start, local == value ? guard : guard.Prepend($"var {local} = {value};")));
                changes.Add(place.Before(save, [$"{set}.Add({row});"], isApart: false));
                var imports = new[] { query.Import, row.Contains("DateTime.UtcNow") ? place.Import("DateTime", "System") : row.Contains("DateTimeOffset.UtcNow") ? place.Import("DateTimeOffset", "System") : null }
                    .Concat(id.Namespaces.Select(each => place.Import(each.Type, each.Namespace)));
                foreach (var import in imports.OfType<TextChange>())
                {
                    if (!changes.Any(each => each.NewText == import.NewText))
                    {
                        changes.Add(import);
                    }
                }

                yield return new($"Record the message in '{inbox.Set.Name}' by '{id.Code}'", place.Document, changes.ToImmutable());
                yield break;
            }
        }
    }

    /// <summary>The one statement that saves, where it runs once whatever happens.</summary>
    private static (ExpressionStatementSyntax Save, ExpressionSyntax Context)? SaveOf(BlockSyntax body)
    {
        var saves = body.DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Where(static call => call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "SaveChanges" or "SaveChangesAsync" })
            .ToList();
        return saves.Count == 1
            && saves[0].FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax save
            && save.Ancestors().TakeWhile(node => node != body).All(static node => node is BlockSyntax or TryStatementSyntax or UsingStatementSyntax)
            ? (save, ((MemberAccessExpressionSyntax)saves[0].Expression).Expression)
            : null;
    }

    /// <summary>The first statement at which the context is there.</summary>
    private static StatementSyntax? StartOf(ExpressionSyntax context, BlockSyntax body, SemanticModel model)
    {
        var root = context;
        while (root is MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } path)
        {
            root = path.Expression;
        }

        if (root is not IdentifierNameSyntax || model.GetSymbolInfo(root).Symbol is not ILocalSymbol local)
        {
            return root is IdentifierNameSyntax or MemberAccessExpressionSyntax ? body.Statements.First() : null;
        }

        var declared = body.Statements.IndexOf(statement => statement is LocalDeclarationStatementSyntax && local.DeclaringSyntaxReferences.Any(reference => statement.Span.Contains(reference.Span)));
        return declared >= 0 && declared + 1 < body.Statements.Count ? body.Statements[declared + 1] : null;
    }

    /// <summary>The IDs by which a delivery is known, the envelope's first.</summary>
    private static IEnumerable<(string Code, ITypeSymbol Type, ImmutableArray<(string Type, string Namespace)> Namespaces)> MessageIds(IMethodSymbol handler, Compilation compilation)
    {
        var none = ImmutableArray<(string Type, string Namespace)>.Empty;
        foreach (var parameter in handler.Parameters)
        {
            if (parameter.Type.Name == "PerformContext" && Property(parameter.Type, "BackgroundJob") is { } job && Property(job.Type, "Id") is { } id)
            {
                yield return ($"{parameter.Name}.BackgroundJob.Id", id.Type, none);
            }

            if (IsMessageId(parameter.Name))
            {
                yield return (parameter.Name, parameter.Type, none);
            }

            foreach (var name in MessageIdNames)
            {
                if (Property(parameter.Type, name) is { } own)
                {
                    yield return ($"{parameter.Name}.{name}", own.Type, none);
                }
            }

            foreach (var name in MessageIdNames)
            {
                if (Property(parameter.Type, "Message") is { } message && Property(message.Type, name) is { } member)
                {
                    yield return ($"{parameter.Name}.Message.{name}", member.Type, none);
                }
            }
        }

        if (handler.ContainingType?.AllInterfaces.Any(static face => face is { Name: "IHandleMessages", ContainingNamespace: { Name: "Handlers", ContainingNamespace.Name: "Rebus" } }) == true)
        {
            yield return (
                "MessageContext.Current.Message.GetMessageId()",
                compilation.GetSpecialType(SpecialType.System_String),
                ImmutableArray.Create(("MessageContext", "Rebus.Pipeline"), ("MessageExtensions", "Rebus.Messages")));
        }
    }

    private static readonly ImmutableArray<string> MessageIdNames = ImmutableArray.Create("MessageId", "RequestId", "CommandId", "EventId", "DeliveryId");

    private static bool IsMessageId(string name) => MessageIdNames.Any(each => string.Equals(each, name, StringComparison.OrdinalIgnoreCase));

    private static string? Given(string code, ITypeSymbol type, ITypeSymbol wanted)
    {
        var isNullable = type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T };
        var plain = isNullable ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
        if (SymbolEqualityComparer.Default.Equals(plain, wanted))
        {
            return isNullable ? code + "!.Value" : code;
        }

        return wanted.SpecialType == SpecialType.System_String && plain.Name is "Guid" or "Int32" or "Int64" ? (isNullable ? code + "!.Value" : code) + ".ToString()" : null;
    }

    private static IPropertySymbol? Property(ITypeSymbol type, string name)
    {
        foreach (var each in Bases(type).Concat(type.AllInterfaces))
        {
            if (each.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault(static property => property is { IsStatic: false, GetMethod: not null, DeclaredAccessibility: Accessibility.Public }) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static IEnumerable<ITypeSymbol> Bases(ITypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            yield return current;
        }
    }

    /// <summary>A set of a context that is there to record messages.</summary>
    private sealed record Inbox(IPropertySymbol Set, INamedTypeSymbol Entity, string Key, ITypeSymbol KeyType, string? Handler)
    {
        private static readonly Regex Names = new("Inbox|Processed|Handled|Consumed|Idempoten|Dedup|ClientRequest|ReceivedMessage|SeenMessage", RegexOptions.CultureInvariant);

        private static readonly Regex HandlerNames = new("^(Handler|Consumer|Subscriber)(Name|Type)?$", RegexOptions.CultureInvariant);

        public static IEnumerable<Inbox> Of(ITypeSymbol context)
        {
            foreach (var set in Bases(context).SelectMany(static type => type.GetMembers().OfType<IPropertySymbol>()))
            {
                if (set.Type is INamedTypeSymbol { Name: "DbSet", TypeArguments: [INamedTypeSymbol entity] } && Names.IsMatch(entity.Name) && !entity.Name.Contains("Outbox"))
                {
                    var key = MessageIdNames.Select(name => Property(entity, name)).FirstOrDefault(static property => property is not null) ?? Property(entity, "Id");
                    if (key is { Type: { } type } && (type.Name == "Guid" || type.SpecialType is SpecialType.System_String or SpecialType.System_Int64 or SpecialType.System_Int32))
                    {
                        var handler = entity.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(static property => property.Type.SpecialType == SpecialType.System_String && HandlerNames.IsMatch(property.Name));
                        yield return new(set, entity, key.Name, type, handler?.Name);
                    }
                }
            }
        }

        /// <summary>The code that makes a row; null where it needs what is not known here.</summary>
        public string? New(string id, string handler, CodePlace place)
        {
            var name = Entity.ToMinimalDisplayString(place.Model, place.Node.SpanStart);
            var constructors = Entity.InstanceConstructors.Where(constructor => place.Model.IsAccessible(place.Node.SpanStart, constructor)).ToList();
            if (constructors.Any(static constructor => constructor.Parameters.IsEmpty) && Property(Entity, Key) is { SetMethod.DeclaredAccessibility: Accessibility.Public })
            {
                var parts = Entity.GetMembers().OfType<IPropertySymbol>()
                    .Where(static property => property.SetMethod is { DeclaredAccessibility: Accessibility.Public })
                    .Select(property => (property.Name, Value: property.Name == Key ? id : Value(property.Name, property.Type, handler)))
                    .Where(static part => part.Value is not null)
                    .Select(static part => $"{part.Name} = {part.Value}");
                return $"new {name} {{ {string.Join(", ", parts)} }}";
            }

            foreach (var constructor in constructors.OrderByDescending(static constructor => constructor.Parameters.Length))
            {
                var values = constructor.Parameters.Select(parameter =>
                    string.Equals(parameter.Name, Key, StringComparison.OrdinalIgnoreCase) || (IsMessageId(parameter.Name) && SymbolEqualityComparer.Default.Equals(parameter.Type, KeyType)) ? id : Value(parameter.Name, parameter.Type, handler)).ToList();
                if (values.Contains(id) && values.All(static value => value is not null))
                {
                    return $"new {name}({string.Join(", ", values)})";
                }
            }

            return null;
        }

        private static string? Value(string name, ITypeSymbol type, string handler) => type switch
        {
            { SpecialType: SpecialType.System_String } when Regex.IsMatch(name, "^(?i)((handler|consumer|subscriber)(name|type)?|name)$") => handler,
            { Name: "DateTime" } when Regex.IsMatch(name, "(?i)at$|on$|time|date|utc") => "DateTime.UtcNow",
            { Name: "DateTimeOffset" } when Regex.IsMatch(name, "(?i)at$|on$|time|date|utc") => "DateTimeOffset.UtcNow",
            _ => null,
        };
    }
}
