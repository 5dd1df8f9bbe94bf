using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SafeChange.Analyzers.Migrations.Schema;

namespace SafeChange.Analyzers.CodeFixes.Migrations.EntityFrameworkCore;

/// <summary>
/// The model in a migration's designer part: the second source for what is dropped, where the migrations before do not
/// say. Read as text, since binding a model takes longer than anybody waits for a fix. Whatever is not written there in
/// plain terms (inheritance, owned types, converted columns) makes the table, or the column, unknown.
/// </summary>
internal sealed class DesignerModel
{
    private static readonly HashSet<string> ValueTypes =
    [
        "bool", "byte", "sbyte", "short", "ushort", "int", "uint", "long", "ulong", "float", "double", "decimal", "char",
        "Guid", "DateTime", "DateTimeOffset", "DateOnly", "TimeOnly", "TimeSpan",
    ];

    private static readonly HashSet<string> ReferenceTypes = ["string", "byte[]"];

    // Calls on the entity that say nothing about its table.
    private static readonly HashSet<string> OfTheModel = ["Navigation", "HasData", "HasQueryFilter"];

    private readonly Dictionary<string, Entity> entities = [];

    private DesignerModel()
    {
    }

    /// <summary>Reads the model after a migration; null where it has no designer part.</summary>
    public static DesignerModel? Of(INamedTypeSymbol migration, CancellationToken cancellation)
    {
        var method = migration.GetMembers("BuildTargetModel").OfType<IMethodSymbol>()
            .SelectMany(static method => method.DeclaringSyntaxReferences)
            .Select(reference => reference.GetSyntax(cancellation))
            .FirstOrDefault();
        if (method is null)
        {
            return null;
        }

        var model = new DesignerModel();
        foreach (var call in method.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            if (call is { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Entity" }, ArgumentList.Arguments: [{ Expression: LiteralExpressionSyntax name }, { Expression: SimpleLambdaExpressionSyntax { Block: { } body } }] })
            {
                var key = name.Token.ValueText;
                if (!model.entities.TryGetValue(key, out var entity))
                {
                    model.entities.Add(key, entity = new Entity());
                }

                foreach (var statement in body.Statements)
                {
                    entity.Read(statement);
                }
            }
        }

        foreach (var derived in model.entities.Values.Where(static entity => entity.Base is not null))
        {
            // Its columns stand in the table of its base.
            for (var root = derived; root.Base is { } name && model.entities.TryGetValue(name, out var parent) && parent != derived; root = parent)
            {
                parent.IsWhole = false;
            }
        }

        return model;
    }

    /// <summary>What creates something again that an operation drops, told from the model; empty where it does not tell.</summary>
    public ImmutableArray<SchemaOperation> Restore(SchemaOperation dropped)
    {
        var none = ImmutableArray<SchemaOperation>.Empty;
        var table = dropped.Kind == SchemaObjectKind.Table ? dropped.Name : dropped.Table;
        var found = entities.Values.Where(entity => IsOf(entity, table, dropped)).Take(2).ToList();
        if (dropped.Action != SchemaAction.Drop || found is not [var entity])
        {
            // Two entities that share a table are each a part of it.
            return none;
        }

        switch (dropped.Kind)
        {
            case SchemaObjectKind.Column:
                return entity.Properties.Values.Where(property => property.Column == dropped.Name.Value.Text).Take(2).ToList() is [{ Definition: { } definition }]
                    ? ImmutableArray.Create(Column(definition, dropped, dropped.Name, dropped.Table!.Value)) : none;
            case SchemaObjectKind.Table:
                return Whole(entity, dropped);
            case SchemaObjectKind.Index or SchemaObjectKind.PrimaryKey or SchemaObjectKind.UniqueConstraint or SchemaObjectKind.ForeignKey or SchemaObjectKind.CheckConstraint when dropped.Table is not null:
                return Parts(entity, dropped, dropped.Table.Value) is { } parts
                    && parts.Where(part => part.Kind == dropped.Kind && part.Name == dropped.Name).Take(2).ToList() is [var only] ? ImmutableArray.Create(only) : none;
            default:
                return none;
        }
    }

    private static bool IsOf(Entity entity, SchemaName? table, SchemaOperation dropped) =>
        entity.Table is { } name && table?.Value.Text is { } text && string.Equals(name, text, StringComparison.OrdinalIgnoreCase)
        && (dropped.Schema is null ? entity.Schema is null or "dbo" or "public" : string.Equals(entity.Schema, dropped.Schema.Value.Value.Text, StringComparison.OrdinalIgnoreCase));

    private ImmutableArray<SchemaOperation> Whole(Entity entity, SchemaOperation dropped)
    {
        if (!entity.IsWhole || entity.Properties.Values.Any(static property => property.Definition is null) || Parts(entity, dropped, dropped.Name) is not { } parts)
        {
            return ImmutableArray<SchemaOperation>.Empty;
        }

        // As the scaffolder has them: the key's columns first.
        var columns = entity.Properties.Values.OrderBy(property => entity.Key?.Properties.IndexOf(property.Name) is >= 0 and var index ? index : int.MaxValue)
            .Select(property => Column(property.Definition!, dropped, SchemaName.OfText(property.Column), dropped.Name) with { Arguments = property.Definition!.Arguments });
        var created = dropped with
        {
            Action = SchemaAction.Create,
            Parts = columns.Concat(parts.Where(static part => part.Kind != SchemaObjectKind.Index)).ToImmutableArray(),
            Arguments = entity.Comment is { } comment ? dropped.Arguments.SetItem("comment", SchemaValue.Of(comment)) : dropped.Arguments,
            Annotations = ImmutableArray<(string, SchemaValue)>.Empty,
            Condition = ProviderCondition.Always,
        };
        return ImmutableArray.Create(created).AddRange(parts.Where(static part => part.Kind == SchemaObjectKind.Index));
    }

    private static SchemaOperation Column(SchemaOperation definition, SchemaOperation dropped, SchemaName name, SchemaName table) => definition with
    {
        Name = name,
        Table = table,
        Schema = dropped.Schema,
        Arguments = definition.Arguments.SetItems(dropped.Arguments.Where(static argument => argument.Key is "name" or "table" or "schema")),
        Location = dropped.Location,
        Syntax = dropped.Syntax,
        Site = dropped.Site,
    };

    // The keys, constraints and indexes; null where one of them is not known.
    private List<SchemaOperation>? Parts(Entity entity, SchemaOperation dropped, SchemaName table)
    {
        var parts = new List<SchemaOperation>();
        if (entity.Key is { } key)
        {
            if (!Add(SchemaObjectKind.PrimaryKey, key.Name ?? "PK_" + entity.Table, Columns(entity, key.Properties)))
            {
                return null;
            }
        }

        foreach (var alternate in entity.AlternateKeys)
        {
            if (Columns(entity, alternate.Properties) is not { } columns || !Add(SchemaObjectKind.UniqueConstraint, alternate.Name ?? $"AK_{entity.Table}_{string.Join("_", columns)}", columns))
            {
                return null;
            }
        }

        foreach (var (name, sql) in entity.Checks)
        {
            parts.Add(Part(SchemaObjectKind.CheckConstraint, name, []) with { Arguments = ImmutableDictionary<string, SchemaValue>.Empty.Add("sql", SchemaValue.Of(sql)) });
        }

        foreach (var foreignKey in entity.ForeignKeys)
        {
            if (!entities.TryGetValue(foreignKey.Principal, out var principal) || principal.Table is null
                || (foreignKey.PrincipalProperties ?? principal.Key?.Properties) is not { } principalProperties
                || Columns(principal, principalProperties) is not { } principalColumns || Columns(entity, foreignKey.Properties) is not { } columns
                || !Add(SchemaObjectKind.ForeignKey, foreignKey.Name ?? $"FK_{entity.Table}_{principal.Table}_{string.Join("_", columns)}", columns))
            {
                return null;
            }

            var arguments = principalColumns.Count == 1
                ? ImmutableDictionary<string, SchemaValue>.Empty.Add("principalColumn", SchemaValue.Of(principalColumns[0]))
                : ImmutableDictionary<string, SchemaValue>.Empty.Add("principalColumns", SchemaValue.OfList(principalColumns.Select(static column => SchemaValue.Of(column)).ToImmutableArray(), code: null));
            arguments = arguments.Add("principalTable", SchemaValue.Of(principal.Table));
            arguments = principal.Schema is { } schema ? arguments.Add("principalSchema", SchemaValue.Of(schema)) : arguments;
            if (foreignKey.OnDelete is { } onDelete)
            {
                var code = "ReferentialAction." + onDelete;
                arguments = arguments.Add("onDelete", SchemaValue.OfExpression(code, code).WithAnywhere((code, ImmutableArray<TypeReference>.Empty)));
            }

            parts[parts.Count - 1] = parts[parts.Count - 1] with
            {
                Arguments = arguments,
                PrincipalTable = SchemaName.OfText(principal.Table),
                PrincipalSchema = principal.Schema is { } named ? SchemaName.OfText(named) : null,
            };
        }

        foreach (var index in entity.Indexes)
        {
            if (!index.IsKnown)
            {
                if (dropped.Kind == SchemaObjectKind.Table)
                {
                    return null;
                }

                continue;
            }

            if (Columns(entity, index.Properties) is not { } columns
                || !Add(SchemaObjectKind.Index, index.Name ?? $"IX_{entity.Table}_{string.Join("_", columns)}", columns))
            {
                return null;
            }

            var arguments = ImmutableDictionary<string, SchemaValue>.Empty;
            arguments = index.IsUnique ? arguments.Add("unique", SchemaValue.Of(true)) : arguments;
            arguments = index.Filter is { } filter ? arguments.Add("filter", SchemaValue.Of(filter)) : arguments;
            parts[parts.Count - 1] = parts[parts.Count - 1] with { Arguments = arguments };
        }

        return parts;

        bool Add(SchemaObjectKind kind, string name, List<string>? columns)
        {
            // PostgreSQL has room for 63 characters, and a longer name is cut in ways that are not looked into here.
            if (columns is null || name.Length > 63)
            {
                return false;
            }

            parts.Add(Part(kind, name, columns));
            return true;
        }

        SchemaOperation Part(SchemaObjectKind kind, string name, List<string> columns) => dropped with
        {
            Action = SchemaAction.Create,
            Kind = kind,
            Name = SchemaName.OfText(name),
            Table = table,
            Columns = columns.Select(SchemaName.OfText).ToImmutableArray(),
            Arguments = ImmutableDictionary<string, SchemaValue>.Empty,
            Annotations = ImmutableArray<(string, SchemaValue)>.Empty,
            Parts = ImmutableArray<SchemaOperation>.Empty,
            Condition = ProviderCondition.Always,
        };
    }

    private static List<string>? Columns(Entity entity, IReadOnlyList<string> properties)
    {
        var columns = properties.Where(entity.Properties.ContainsKey).Select(name => entity.Properties[name].Column).ToList();
        return columns.Count == 0 || columns.Count < properties.Count ? null : columns;
    }

    // b.Property<string>("Name").IsRequired().HasColumnType("text"), from the first call to the last.
    private static IReadOnlyList<Call> Chain(ExpressionSyntax expression)
    {
        var calls = new List<Call>();
        while (expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } invocation)
        {
            calls.Insert(0, new Call(
                access.Name.Identifier.ValueText,
                access.Name is GenericNameSyntax { TypeArgumentList.Arguments: [var type] } ? type.ToString() : null,
                access.Expression.ToString(),
                invocation.ArgumentList.Arguments.Select(static argument => argument.Expression).ToList()));
            expression = access.Expression;
        }

        return calls;
    }

    private sealed record Property(string Name, string Column, SchemaOperation? Definition);

    private sealed record Key(List<string> Properties, string? Name);

    private sealed record Index(List<string> Properties, string? Name, bool IsUnique, string? Filter, bool IsKnown);

    private sealed record ForeignKey(string Principal, List<string> Properties, List<string>? PrincipalProperties, string? OnDelete, string? Name);

    private sealed record Call(string Name, string? Type, string On, IReadOnlyList<ExpressionSyntax> Arguments)
    {
        // Null for null, and for what is no plain value.
        public IReadOnlyList<object?> Values { get; } = Arguments.Select(static argument => (argument as LiteralExpressionSyntax)?.Token.Value).ToList();

        public List<string>? Texts => Values.All(static value => value is string) ? Values.Select(static value => (string)value!).ToList() : null;
    }

    private sealed class Entity
    {
        public string? Table { get; private set; }

        public string? Schema { get; private set; }

        public string? Comment { get; private set; }

        public string? Base { get; private set; }

        /// <summary>Whether everything that is said of the table was read.</summary>
        public bool IsWhole { get; set; } = true;

        public Dictionary<string, Property> Properties { get; } = [];

        public Key? Key { get; private set; }

        public List<Key> AlternateKeys { get; } = [];

        public List<Index> Indexes { get; } = [];

        public List<ForeignKey> ForeignKeys { get; } = [];

        public List<(string Name, string Sql)> Checks { get; } = [];

        public void Read(StatementSyntax statement)
        {
            if (statement is not ExpressionStatementSyntax { Expression: var expression } || Chain(expression) is not [var first, ..] chain)
            {
                IsWhole = false;
                return;
            }

            switch (first.Name)
            {
                case "Property" when first is { Type: { } type, Values: [string property] }:
                    Put(property, type, chain);
                    break;
                case "UseIdentityColumn" or "UseIdentityByDefaultColumn" or "UseIdentityAlwaysColumn" when first.Arguments is [InvocationExpressionSyntax inner, ..] && Chain(inner) is [{ Name: "Property", Values: [string identity] }]:
                    Identify(identity, first);
                    break;
                case "HasKey" when first.Texts is { Count: > 0 } key:
                    Key = new Key(key, NameIn(chain));
                    break;
                case "HasAlternateKey" when first.Texts is { Count: > 0 } alternate:
                    AlternateKeys.Add(new Key(alternate, NameIn(chain)));
                    break;
                case "HasIndex":
                    Indexes.Add(ReadIndex(first, chain));
                    break;
                case "HasOne" when first.Values is [string principal, ..]:
                    ReadForeignKey(principal, chain);
                    break;
                case "ToTable" when first.Values is [string table, ..] && chain.Count == 1:
                    ReadTable(table, first);
                    break;
                case "HasBaseType" when first.Values is [string @base]:
                    Base = @base;
                    break;
                case "HasComment" when first.Values is [string comment] && chain.Count == 1:
                    Comment = comment;
                    break;
                default:
                    IsWhole &= OfTheModel.Contains(first.Name);
                    Doubt(first);
                    break;
            }
        }

        // SqlServerIndexBuilderExtensions.HasFillFactor(b.HasIndex("Code"), 80): what a provider says of a part that stands
        // by itself, too.
        private void Doubt(Call call)
        {
            foreach (var inner in call.Arguments.OfType<InvocationExpressionSyntax>().Select(Chain))
            {
                switch (inner)
                {
                    case [{ Name: "HasIndex" } index, ..]:
                        var read = ReadIndex(index, inner);
                        for (var i = 0; i < Indexes.Count; i++)
                        {
                            Indexes[i] = Indexes[i] with { IsKnown = Indexes[i].IsKnown && !Indexes[i].Properties.SequenceEqual(read.Properties) };
                        }

                        break;
                    case [{ Name: "Property", Values: [string property] }, ..] when Properties.TryGetValue(property, out var found):
                        Properties[property] = found with { Definition = null };
                        break;
                    case [{ Name: "HasKey" }, ..]:
                        Key = null;
                        break;
                }
            }
        }

        private static string? NameIn(IReadOnlyList<Call> chain) =>
            chain.FirstOrDefault(static call => call.Name is "HasName" or "HasDatabaseName" or "HasConstraintName")?.Values.FirstOrDefault() as string;

        private void ReadTable(string table, Call call)
        {
            Table = table;
            foreach (var argument in call.Arguments.Skip(1))
            {
                switch (argument)
                {
                    case LiteralExpressionSyntax { Token.Value: string schema }:
                        Schema = schema;
                        break;
                    case CastExpressionSyntax:
                        break;
                    case SimpleLambdaExpressionSyntax { Block: { } body }:
                        foreach (var inner in body.Statements)
                        {
                            if (inner is ExpressionStatementSyntax { Expression: var expression } && Chain(expression) is [{ Name: "HasCheckConstraint", Values: [string name, string sql] }])
                            {
                                Checks.Add((name, sql));
                            }
                            else if (inner is ExpressionStatementSyntax { Expression: var said } && Chain(said) is [{ Name: "HasComment", Values: [string comment] }])
                            {
                                Comment = comment;
                            }
                            else
                            {
                                IsWhole = false;
                            }
                        }

                        break;
                    default:
                        IsWhole = false;
                        break;
                }
            }
        }

        private static Index ReadIndex(Call first, IReadOnlyList<Call> chain)
        {
            // HasIndex(new[] { "A", "B" }, "Name") where the model names it.
            var (properties, name) = first.Arguments is [ImplicitArrayCreationExpressionSyntax { Initializer.Expressions: var items }, LiteralExpressionSyntax { Token.Value: string given }]
                ? (items.Select(static item => (item as LiteralExpressionSyntax)?.Token.Value as string).ToList(), given)
                : (first.Values.Select(static value => value as string).ToList(), null);
            var isKnown = !properties.Contains(null) && chain.Skip(1).All(static call => call.Name is "IsUnique" or "HasFilter" or "HasDatabaseName" or "HasName");
            return new Index(
                properties.OfType<string>().ToList(), NameIn(chain) ?? name,
                chain.Any(static call => call is { Name: "IsUnique", Values: [] or [true] }),
                chain.FirstOrDefault(static call => call.Name == "HasFilter")?.Values.FirstOrDefault() as string, isKnown);
        }

        private void ReadForeignKey(string principal, IReadOnlyList<Call> chain)
        {
            var key = chain.FirstOrDefault(static call => call.Name == "HasForeignKey");
            var isToOne = chain.Any(static call => call.Name == "WithOne");
            // One to one names the dependent entity first.
            var properties = isToOne ? key?.Texts?.Skip(1).ToList() : key?.Texts;
            var principalProperties = chain.FirstOrDefault(static call => call.Name == "HasPrincipalKey") is { } principalKey
                ? isToOne ? principalKey.Texts?.Skip(1).ToList() : principalKey.Texts
                : null;
            if (properties is not { Count: > 0 }
                || chain.Any(static call => call.Name is not ("HasOne" or "WithMany" or "WithOne" or "HasForeignKey" or "HasPrincipalKey" or "OnDelete" or "IsRequired" or "HasConstraintName")))
            {
                IsWhole = false;
                return;
            }

            var onDelete = chain.FirstOrDefault(static call => call.Name == "OnDelete")?.Arguments.FirstOrDefault()?.ToString() switch
            {
                "DeleteBehavior.Cascade" => "Cascade",
                "DeleteBehavior.SetNull" => "SetNull",
                "DeleteBehavior.Restrict" => "Restrict",
                _ => null,
            };
            ForeignKeys.Add(new ForeignKey(principal, properties, principalProperties, onDelete, NameIn(chain)));
        }

        // The call stands below the property's own.
        private void Identify(string property, Call call)
        {
            if (!Properties.TryGetValue(property, out var found) || found.Definition is not { } definition)
            {
                return;
            }

            var isNpgsql = call.On.StartsWith("Npgsql", StringComparison.Ordinal);
            (string, SchemaValue)? annotation = (isNpgsql, call.Name, call.Arguments.Count) switch
            {
                (true, "UseIdentityByDefaultColumn" or "UseIdentityAlwaysColumn", 1) => Strategy(call.Name == "UseIdentityAlwaysColumn" ? "IdentityAlwaysColumn" : "IdentityByDefaultColumn"),
                (false, "UseIdentityColumn", 1) => ("SqlServer:Identity", SchemaValue.Of("1, 1")),
                _ => null,
            };
            Properties[property] = found with { Definition = annotation is { } known ? definition with { Annotations = definition.Annotations.Add(known) } : null };

            static (string, SchemaValue) Strategy(string member)
            {
                var code = "NpgsqlValueGenerationStrategy." + member;
                return ("Npgsql:ValueGenerationStrategy", SchemaValue.OfExpression(code, code)
                    .WithAnywhere((code, ImmutableArray.Create(new TypeReference("NpgsqlValueGenerationStrategy", "Npgsql.EntityFrameworkCore.PostgreSQL.Metadata")))));
            }
        }

        private void Put(string property, string type, IReadOnlyList<Call> chain)
        {
            var column = chain.FirstOrDefault(static call => call.Name == "HasColumnName")?.Values.FirstOrDefault() as string ?? property;
            Properties[property] = new Property(property, column, Define(type, chain));
        }

        private static SchemaOperation? Define(string type, IReadOnlyList<Call> chain)
        {
            var name = type.TrimEnd('?');
            if (!ValueTypes.Contains(name) && !ReferenceTypes.Contains(name))
            {
                // Whether it takes NULL, and where it comes from, would have to be bound.
                return null;
            }

            var arguments = ImmutableDictionary<string, SchemaValue>.Empty;
            var annotations = ImmutableArray<(string, SchemaValue)>.Empty;
            var isNullable = type.EndsWith("?", StringComparison.Ordinal) || ReferenceTypes.Contains(name);
            foreach (var call in chain.Skip(1))
            {
                switch (call.Name, call.Values)
                {
                    case ("IsRequired", []):
                        isNullable = false;
                        break;
                    case ("HasColumnType", [string text]):
                        arguments = arguments.SetItem("type", SchemaValue.Of(text));
                        break;
                    case ("HasMaxLength", [int length]):
                        arguments = arguments.SetItem("maxLength", SchemaValue.Of(length));
                        break;
                    case ("HasPrecision", [int precision]):
                        arguments = arguments.SetItem("precision", SchemaValue.Of(precision));
                        break;
                    case ("HasPrecision", [int precision, int scale]):
                        arguments = arguments.SetItem("precision", SchemaValue.Of(precision)).SetItem("scale", SchemaValue.Of(scale));
                        break;
                    case ("IsUnicode", [false]):
                        arguments = arguments.SetItem("unicode", SchemaValue.Of(false));
                        break;
                    case ("IsFixedLength", []):
                        arguments = arguments.SetItem("fixedLength", SchemaValue.Of(true));
                        break;
                    case ("HasDefaultValue", [{ } value]):
                        arguments = arguments.SetItem("defaultValue", SchemaValue.Of(value));
                        break;
                    case ("HasDefaultValueSql", [string sql]):
                        arguments = arguments.SetItem("defaultValueSql", SchemaValue.Of(sql));
                        break;
                    case ("HasComputedColumnSql", [string sql]):
                        arguments = arguments.SetItem("computedColumnSql", SchemaValue.Of(sql));
                        break;
                    case ("HasComputedColumnSql", [string sql, bool stored]):
                        arguments = arguments.SetItem("computedColumnSql", SchemaValue.Of(sql)).SetItem("stored", SchemaValue.Of(stored));
                        break;
                    case ("HasComment", [string comment]):
                        arguments = arguments.SetItem("comment", SchemaValue.Of(comment));
                        break;
                    case ("UseCollation", [string collation]):
                        arguments = arguments.SetItem("collation", SchemaValue.Of(collation));
                        break;
                    case ("HasAnnotation", ["Relational:ColumnOrder", int order]):
                        annotations = annotations.Add(("Relational:ColumnOrder", SchemaValue.Of(order)));
                        break;
                    case ("ValueGeneratedOnAdd", []) when name is "int" or "long" && chain.Any(static other => other is { Name: "HasColumnType", Values: ["INTEGER"] })
                        && !chain.Any(static other => other.Name.StartsWith("HasDefaultValue", StringComparison.Ordinal)):
                        // SQLite's way to say identity; the scaffolder adds it to keys.
                        annotations = annotations.Add(("Sqlite:Autoincrement", SchemaValue.Of(true)));
                        break;
                    case ("ValueGeneratedOnAdd" or "ValueGeneratedNever" or "HasColumnName" or "IsConcurrencyToken", _):
                        break;
                    case ("ValueGeneratedOnAddOrUpdate", []) when chain.Any(static other => other.Name == "HasComputedColumnSql"):
                        break;
                    default:
                        return null;
                }
            }

            return new SchemaOperation
            {
                Action = SchemaAction.Create,
                Kind = SchemaObjectKind.Column,
                ClrType = name,
                Arguments = arguments.SetItem("nullable", SchemaValue.Of(isNullable)),
                Annotations = annotations,
                Location = Location.None,
                Syntax = SyntaxFactory.IdentifierName("model"),
                Site = SyntaxFactory.IdentifierName("model"),
                Call = "Column",
            };
        }
    }
}
